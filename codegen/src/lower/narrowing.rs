//! Branches of `oneOf` and `anyOf` that only take values away from the schema that they stand in.

use std::collections::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{AdditionalProperties, Alternatives, Schema, SchemaId, SchemaObject, TypeName};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, Merged};
use crate::source::Node;

impl Lowering<'_> {
    /// Whether the branches only take values away from what the schema says beside them, as branches do that name no more
    /// than required keys, and no key tells them apart. Formats of a text or a whole number are for the branches to agree
    /// on.
    pub(in crate::lower) fn only_narrows(&self, alternatives: &Alternatives, merged: &Merged<'_>) -> bool {
        let only_narrows = |branch: &SchemaId| match self.document.schema(*branch) {
            Schema::Boolean(value, _) => *value,
            Schema::Invalid(_) => false,
            Schema::Object(object) => {
                let is_text_or_whole =
                    matches!(merged.types.as_deref(), None | Some([TypeName::String | TypeName::Integer]));
                let types_say = |name: TypeName| merged.types.as_ref().is_some_and(|types| types.contains(&name));
                object.reference.is_none()
                    && object.all_of.is_empty()
                    && object.alternatives.is_empty()
                    && object.items.is_none()
                    && object.prefix_items.is_empty()
                    && object.pattern_properties.is_empty()
                    && object.constant.is_none()
                    && object.enumeration.is_none()
                    && object.format.as_ref().is_none_or(|(format, _)| {
                        !is_text_or_whole || merged.format.is_some_and(|(known, _)| known == format)
                    })
                    && object.types.iter().all(|(name, _)| types_say(*name))
                    && object.properties.iter().all(|(key, _)| merged.property(key).is_some())
                    && !matches!(object.additional_properties, Some((AdditionalProperties::Schema(_), _)))
            }
        };
        alternatives.branches.iter().all(only_narrows) && !self.have_tag(alternatives)
    }

    /// Whether a key of the schema has one value in each branch, and another in every one.
    fn have_tag(&self, alternatives: &Alternatives) -> bool {
        let mut known: Option<HashMap<&str, HashSet<String>>> = None;
        for branch in &alternatives.branches {
            let Schema::Object(object) = self.document.schema(*branch) else { return false };
            let mut told = HashMap::new();
            for (key, property) in &object.properties {
                let mut values = match &mut known {
                    None => HashSet::new(),
                    Some(known) => match known.remove(key.as_str()) {
                        Some(values) => values,
                        None => continue,
                    },
                };
                let value = self.only_value(*property);
                if value.is_some_and(|value| values.insert(value)) {
                    told.insert(key.as_str(), values);
                }
            }
            known = Some(told);
        }
        alternatives.branches.len() > 1 && known.is_some_and(|known| !known.is_empty())
    }

    /// The only value of a property, as JSON.
    fn only_value(&self, property: SchemaId) -> Option<String> {
        let merged = self.merge(&Conjunction::of(property));
        let [only] = merged.values.as_deref()? else { return None };
        let is_scalar = matches!(self.cursor.source.node(*only), Node::String(_) | Node::Integer(_) | Node::Boolean(_));
        is_scalar.then(|| self.cursor.source.json(*only))
    }

    /// Reports branches that say more of the keys of a schema than it does, and of which no type is made.
    pub(in crate::lower) fn check_narrowing(&self, merged: &Merged<'_>) {
        for (_, alternatives) in &merged.alternatives {
            let says_more = |branch: &SchemaId| match self.document.schema(*branch) {
                Schema::Object(object) => self.narrows_keys(object, merged),
                Schema::Boolean(..) | Schema::Invalid(_) => false,
            };
            if !alternatives.branches.iter().any(says_more) || !self.only_narrows(alternatives, merged) {
                continue;
            }
            self.cursor.sink.push(
                Diagnostic::warning(
                    Code::Degraded,
                    Spot::Value(alternatives.at),
                    "these branches narrow keys of the schema that they stand in, and no key tells them apart",
                )
                .help("require in each branch one key, and give it a `const` of its own there")
                .help("without it: the branches are not read, and the keys are what the schema itself says of them"),
            );
        }
    }

    /// Whether a branch says more of the keys of a schema than what is known of them.
    fn narrows_keys(&self, branch: &SchemaObject, merged: &Merged<'_>) -> bool {
        branch.properties.iter().any(|(key, property)| {
            merged.property(key).is_some_and(|known| !self.is_said_of_property(*property, known))
        })
    }
}
