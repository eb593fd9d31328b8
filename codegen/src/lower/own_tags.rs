//! `x-ms-discriminator-value`: the value of the discriminator that a branch names for itself, in place of a mapping.

use std::collections::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Reference, Schema, SchemaId};
use crate::lower::Lowering;
use crate::lower::mapping::{Mapping, Meant};

impl<'s> Lowering<'s> {
    /// Adds the values that branches name for themselves (`x-ms-discriminator-value`). What the mapping says comes
    /// first, and what contradicts it is reported.
    pub(in crate::lower) fn add_values_of_branches<'d>(&self, mapping: &mut Mapping<'d>, branches: &[Meant])
    where
        's: 'd,
    {
        let mut mapped: HashMap<&str, Option<SchemaId>> =
            mapping.entries.iter().map(|(value, _, target)| (*value, *target)).collect();
        // What stands beside the branches is part of each of them, and names none.
        let mut counts: HashMap<SchemaId, usize> = HashMap::new();
        for schema in branches.iter().flat_map(|branch| branch.schemas.iter().collect::<HashSet<_>>()) {
            *counts.entry(*schema).or_default() += 1;
        }
        for branch in branches {
            for schema in branch.schemas.iter().filter(|schema| counts[*schema] == 1) {
                let Schema::Object(object) = self.document.schema(*schema) else { continue };
                let Some(own) = object.discriminator_value.as_deref() else { continue };
                let (value, reference) = (own.0.as_str(), &own.1);
                let is_this = |target: &SchemaId| branch.schemas.contains(target);
                match mapped.get(value) {
                    Some(Some(target)) if is_this(target) => continue,
                    Some(Some(_)) => {
                        self.report_own_tag(mapping.property, value, reference, None);
                        continue;
                    }
                    // Where the mapping leads nowhere that is told, and the branch is what is known of the value.
                    Some(None) | None => {}
                }
                let other = branch.schemas.iter().filter_map(|schema| mapping.positions.get(schema)).flatten().next();
                if let Some(position) = other {
                    let (other, _, _) = mapping.entries[*position];
                    self.report_own_tag(mapping.property, value, reference, Some(other));
                    continue;
                }
                mapped.insert(value, Some(*schema));
                mapping.positions.entry(*schema).or_default().push(mapping.entries.len());
                mapping.entries.push((value, reference, Some(*schema)));
            }
        }
    }

    /// Reports a value that a branch names for itself and the mapping, or a branch before it, for another, or where the
    /// mapping has another value of the branch.
    fn report_own_tag(&self, property: &str, value: &str, reference: &Reference, other: Option<&str>) {
        let name = &reference.target;
        let (message, fix) = match other {
            Some(other) => (
                format!("`{name}` names `{value}` as its `{property}`, and the mapping has `{other}` for it"),
                format!("write `{other}` here, or map `{value}` to `{name}`"),
            ),
            None => (
                format!("`{name}` names `{value}` as its `{property}`, which stands for another schema"),
                format!("name a value of `{property}` that no other schema has"),
            ),
        };
        self.cursor.sink.push(
            Diagnostic::warning(Code::Conflict, Spot::Value(reference.at), message)
                .help(fix)
                .help("without it: nothing is read here, as if the key were absent"),
        );
    }
}
