//! Branches of `oneOf` and `anyOf` that only take values away from the schema that they stand in.

use std::collections::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{AdditionalProperties, Alternatives, Schema, SchemaId, SchemaObject, TypeName};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, Merged};
use crate::source::{At, Node};

impl Lowering<'_> {
    /// Whether the branches only take values away from what the schema says beside them, as branches do that name no
    /// more than required keys, and no key tells them apart. Formats of a text or a whole number are for the branches
    /// to agree on.
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

    /// Whether a key of the schema has values in each branch that no other branch has. One that may be absent tells
    /// less, which is reported of the union.
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
                let Some(own) = self.few_values(*property) else { continue };
                if own.into_iter().all(|value| values.insert(value)) {
                    told.insert(key.as_str(), values);
                }
            }
            known = Some(told);
        }
        alternatives.branches.len() > 1 && known.is_some_and(|known| !known.is_empty())
    }

    /// The only values of a property, as JSON, where all of them are scalars that tell something.
    fn few_values(&self, property: SchemaId) -> Option<HashSet<String>> {
        let merged = self.merge(&Conjunction::of(property));
        let values = merged.values.as_deref().filter(|values| !values.is_empty())?;
        let json = |at: &At| {
            let is_scalar =
                matches!(self.cursor.source.node(*at), Node::String(_) | Node::Integer(_) | Node::Boolean(_));
            is_scalar.then(|| self.cursor.source.json(*at))
        };
        values.iter().map(json).collect()
    }

    /// Whether a branch of a union has no object, because a key that must be there has a tag in it that is none of the
    /// values beside the branches. That is reported where the tag stands, unless the branches are narrowed from
    /// elsewhere. Where other values or types of a key do not go with each other, documents are more often wrong than
    /// servers silent, and the branch is kept.
    pub(in crate::lower) fn is_impossible(&self, merged: &Merged<'_>, conjunction: &Conjunction) -> bool {
        if conjunction.decided.is_empty() {
            return false;
        }
        let without_value = |(key, _): &(&str, At)| {
            let schemas = merged.property(key).filter(|schemas| schemas.len() > 1)?;
            let is_tag = |at: &At| matches!(self.cursor.source.node(*at), Node::String(_) | Node::Integer(_));
            let has_tags = |schema: &&SchemaId| {
                let merged = self.merge(&Conjunction::of(**schema));
                merged.values.as_deref().is_some_and(|values| !values.is_empty() && values.iter().all(is_tag))
            };
            if schemas.iter().filter(has_tags).count() < 2 {
                return None;
            }
            let places = self.conflict_of(&Conjunction::all(schemas))?;
            Some(((*key).to_owned(), self.written_places(schemas, places)))
        };
        let Some((key, (left, right))) = merged.required.iter().find_map(without_value) else { return false };
        // Where the schemas of the key stand elsewhere than beside the branches they are meant to leave some out, and
        // of branches of several unions not all go together.
        let owner = self.document.schema(conjunction.decided[0]).at();
        let is_inside = |at: At| self.cursor.source.is_inside(at, owner);
        if conjunction.decided.len() > 1 || !is_inside(left) || !is_inside(right) {
            return true;
        }
        self.cursor.sink.push(
            Diagnostic::conflict(right, left, format!("no object is of this branch: `{key}` has no value in it"))
                .help("name the value there as well, or remove the branch")
                .help("without it: the branch is left out"),
        );
        true
    }

    /// Where two values of a key that do not go together are written: a value behind a reference is shown by the
    /// reference, since that may be right in another branch. The schemas of the branch come after those beside it.
    fn written_places(&self, schemas: &[SchemaId], (left, right): (At, At)) -> (At, At) {
        let is_written = |at: At| {
            let mut places = schemas.iter().map(|schema| self.document.schema(*schema).at());
            places.any(|schema| self.cursor.source.is_inside(at, schema))
        };
        let (first, last) = (schemas[0], schemas[schemas.len() - 1]);
        let place = |at: At, schema: SchemaId| if is_written(at) { at } else { self.document.schema(schema).at() };
        (place(left, first), place(right, last))
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
                .help("require in each branch one key, and give it a `const` or an `enum` of its own there")
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
