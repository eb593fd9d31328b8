//! A `discriminator` whose property is in none of the branches: most often its name is misspelt.
//!
//! OpenAPI wants the property declared and required in each branch (OpenAPI 3.1.1, section 4.8.25). Where it is not, an
//! object that has it all the same is still told by it, but no type has a field to write it with.

use std::collections::HashSet;

use crate::cursor::nearest;
use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Discriminator, TypeName};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, Merged};
use crate::lower::mapping::Meant;

impl Lowering<'_> {
    /// Reports a discriminator whose property none of several branches has.
    pub(in crate::lower) fn check_tag_is_there(&self, discriminator: &Discriminator, branches: &[Meant]) {
        let property = discriminator.property.as_str();
        if branches.len() < 2 {
            return;
        }
        let mut keys: Vec<&str> = Vec::new();
        let mut seen: HashSet<Conjunction> = HashSet::new();
        let mut open: Vec<Conjunction> = branches.iter().map(|branch| branch.conjunction.clone()).collect();
        while let Some(next) = open.pop() {
            if !seen.insert(next.clone()) {
                continue;
            }
            let merged = self.merge(&next);
            if merged.requires(property) || merged.property(property).is_some() || may_have_any_key(&merged) {
                return;
            }
            keys.extend(merged.properties.iter().map(|(key, _)| *key));
            let inner = self.making(&merged, &next);
            open.extend(inner.iter().flat_map(|(_, inner)| &inner.branches).map(|inner| Conjunction::of(*inner)));
            if let [only] = next.parts[..] {
                open.extend(self.children_of(only).iter().map(|child| Conjunction::of(*child)));
            }
        }
        let help = nearest(property, keys.into_iter()).map_or_else(
            || format!("declare `{property}` under the `properties` of each branch, and as `required`"),
            |near| format!("did you mean `{near}`?"),
        );
        self.cursor.sink.push(
            Diagnostic::warning(
                Code::InvalidValue,
                Spot::Value(discriminator.property_at),
                format!("no branch has `{property}`"),
            )
            .label("the property that tells the branches apart")
            .help(help)
            .help(format!(
                "without it: the branches are told apart by what else they have, and `{property}` is not written"
            )),
        );
    }
}

/// Whether the objects of a schema may have a key that it does not name, which is kept.
fn may_have_any_key(merged: &Merged<'_>) -> bool {
    let is_kept = merged.additional.iter().any(|(additional, _)| !additional.is_none()) || !merged.patterns.is_empty();
    let is_object = merged.types.as_ref().is_none_or(|types| types.contains(&TypeName::Object));
    let says_nothing = merged.properties.is_empty() && merged.alternatives.is_empty() && merged.values.is_none();
    merged.is_invalid || is_kept || (is_object && says_nothing && !merged.is_closed())
}
