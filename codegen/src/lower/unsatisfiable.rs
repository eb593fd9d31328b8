//! Schemas that no value can have, by what they say themselves.
//!
//! They are read all the same, without what leaves no value: a document that says so is more often wrong than its
//! server.

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{AdditionalProperties, Schema, SchemaId, SchemaObject, TypeName};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, MOST_PARTS};
use crate::lower::values::{is_of, number_in_quotes};
use crate::source::{At, Node};

/// What becomes of a schema none of whose values is of its type.
const EVERY_VALUE: &str = "every value of the type is accepted here";

/// The values of a schema that none of its types has.
pub(in crate::lower) struct OtherValues {
    /// How many there are.
    count: usize,
    /// The first of them.
    first: At,
    /// Whether the schema has no other values.
    pub are_all: bool,
    /// The place of the types.
    types_at: At,
}

impl Lowering<'_> {
    /// Reports the schemas that leave no value, and those that are a part of themselves.
    pub(in crate::lower) fn check_unsatisfiable(&self) {
        for (id, schema) in self.document.schemas() {
            let Schema::Object(object) = schema else { continue };
            self.check_limits(object);
            self.check_not(object);
            self.check_required_and_never(object);
            self.check_null(object);
            self.check_kinds_of_values(object);
            // More parts than can be read are told elsewhere.
            if (1..=MOST_PARTS).contains(&object.all_of.len()) {
                self.check_closed_parts(id);
                self.check_own_parts(id, object);
            }
        }
        self.check_circles();
    }

    /// `not` takes every value away where it is `true`, or an object that says nothing (JSON Schema, draft 2020-12,
    /// section 10.2.1.4).
    fn check_not(&self, object: &SchemaObject) {
        let source = self.cursor.source;
        let Some(at) = source.get(object.at, "not") else { return };
        let is_everything = match source.node(at) {
            Node::Boolean(value) => *value,
            Node::Mapping(entries) => entries.is_empty(),
            _ => false,
        };
        if is_everything {
            self.cursor.sink.push(
                Diagnostic::warning(Code::Conflict, Spot::Value(at), "`not` takes every value away")
                    .label("every value has this schema")
                    .help("say which values are not allowed, or remove `not`; a key that is never there has the schema `false`")
                    .help("without it: the schema is read as if `not` were absent"),
            );
        }
    }

    /// Reports null among the values of a schema whose type has no null. No value is both (JSON Schema, draft 2020-12,
    /// validation, section 6.1.2), and its authors mean that null may come, which is how it is read.
    ///
    /// The other way round, null is no value of a nullable schema whose values are named without it (OpenAPI 3.0.4,
    /// section 4.7.24.1), but many documents that are written so get it from their servers: it is read, and not told.
    fn check_null(&self, object: &SchemaObject) {
        let is_ignored = self.is_reference_alone(object);
        let has_null = object.nullable || object.types.iter().any(|(name, _)| *name == TypeName::Null);
        let (Some(types_at), false, false) = (object.types_at, object.types.is_empty() || is_ignored, has_null) else {
            return;
        };
        let is_null = |at: &At| matches!(self.cursor.source.node(*at), Node::Null);
        let Some(at) = object.values().find(is_null) else {
            return;
        };
        let names: Vec<&str> = object.types.iter().map(|(name, _)| name.as_str()).collect();
        let fix = if self.is_3_0(object.at) {
            "add `nullable: true` where it may come".to_owned()
        } else {
            format!("write `type: [{}, \"null\"]` where it may come", names.join(", "))
        };
        let is_text = object.types.iter().any(|(name, _)| *name == TypeName::String);
        self.cursor.sink.push(
            Diagnostic::conflict(at, types_at, "null is among the values, and the type has no null")
                .help(format!("{fix}, or else remove it"))
                .maybe_help(is_text.then(|| "put it in quotes where a text is meant".to_owned()))
                .help("without it: null may come"),
        );
    }

    /// Reports values of a schema that none of its types has. They are no values of it (JSON Schema, draft 2020-12,
    /// validation, section 6.1.2), and are left out.
    fn check_kinds_of_values(&self, object: &SchemaObject) {
        let Some(OtherValues { count, first, are_all, types_at }) = self.values_of_other_types(object) else { return };
        let message = match count {
            _ if are_all => "none of the values is of the type".to_owned(),
            1 => "one of the values is not of the type".to_owned(),
            count => format!("{count} of the values are not of the type"),
        };
        // Who lists what the items may be beside the type of the whole means the items.
        let is_list = matches!(object.types[..], [(TypeName::Array, _)]);
        let (fix, instead) = match (is_list, are_all) {
            (true, _) => {
                ("write the values under `items`, where it is the items that have them", "any list is accepted here")
            }
            (false, true) => ("write the values as the type has them, or correct the type", EVERY_VALUE),
            (false, false) => ("write the value as the type has it, or correct the type", "the value is left out"),
        };
        self.cursor
            .sink
            .push(Diagnostic::conflict(first, types_at, message).help(fix).help(format!("without it: {instead}")));
    }

    /// The values of a schema that none of its types has.
    pub(in crate::lower) fn values_of_other_types(&self, object: &SchemaObject) -> Option<OtherValues> {
        let is_told = !object.types.is_empty() && !self.is_reference_alone(object);
        let types_at = object.types_at.filter(|_| is_told)?;
        let has = |wanted: TypeName| object.types.iter().any(|(name, _)| *name == wanted);
        let is_numeric = has(TypeName::Integer) || has(TypeName::Number);
        let is_left_out = |at: &At| {
            let node = self.cursor.source.node(*at);
            match node {
                // A number in quotes is told where it is read.
                Node::String(text) => {
                    let is_number = || is_numeric && number_in_quotes(text, has(TypeName::Number)).is_some();
                    !(has(TypeName::String) || is_number())
                }
                // Beside texts it is one without quotes, which is told where it is read.
                Node::Integer(_) | Node::Unsigned(_) | Node::Float(_) => {
                    !has(TypeName::String) && !object.types.iter().any(|(name, _)| is_of(node, *name))
                }
                Node::Boolean(_) => !has(TypeName::Boolean) && (is_numeric || !has(TypeName::String)),
                Node::Sequence(_) => !has(TypeName::Array),
                Node::Mapping(_) => !has(TypeName::Object),
                Node::Null => false,
            }
        };
        let left_out: Vec<At> = object.values().filter(is_left_out).collect();
        let first = *left_out.first()?;
        Some(OtherValues { count: left_out.len(), first, are_all: left_out.len() == object.values().count(), types_at })
    }

    fn check_required_and_never(&self, object: &SchemaObject) {
        for (key, property) in &object.properties {
            let Schema::Boolean(false, at) = self.document.schema(*property) else { continue };
            let required = object.required.iter().find(|(required, _)| required == key);
            if let Some((_, required)) = required {
                self.cursor.sink.push(
                    Diagnostic::conflict(*required, *at, "a key is required that is never there")
                        .help(format!("give `{key}` a schema, or take it out of `required`"))
                        .help("without it: there is no field for the key"),
                );
            }
        }
    }

    /// Reports keys that must be there and that a part of the same schema does not allow: `additionalProperties` sees
    /// only the properties of the schema that it stands in (JSON Schema, draft 2020-12, section 10.3.2.3).
    fn check_closed_parts(&self, id: SchemaId) {
        let merged = self.merge(&Conjunction::of(id));
        if merged.required.is_empty() {
            return;
        }
        for part in merged.members_in_order() {
            let Schema::Object(object) = self.document.schema(part) else { continue };
            let Some((AdditionalProperties::Boolean(false), at)) = object.additional_properties else { continue };
            if self.is_reference_alone(object) || !object.pattern_properties.is_empty() {
                continue;
            }
            let is_own = |key: &str| object.properties.iter().any(|(own, _)| own == key);
            // What a part requires itself is told where it is no property of it.
            let is_its = |key: &str| object.required.iter().any(|(own, _)| own == key);
            let missing: Vec<_> = merged.required.iter().filter(|(key, _)| !is_own(key) && !is_its(key)).collect();
            let Some((key, required)) = missing.first() else { continue };
            let more = match missing.len() {
                1 => "is".to_owned(),
                count => format!("and {} more are", count - 1),
            };
            let message = format!("no other keys are allowed here, and `{key}` {more} required beside it");
            let fix = if self.is_3_0(at) {
                "remove it, so that other parts can have keys of their own"
            } else {
                "write `unevaluatedProperties: false` beside the `allOf` in place of it"
            };
            self.cursor.sink.push(
                Diagnostic::conflict(at, *required, message)
                    .label("this part allows its own keys alone")
                    .also(Spot::Key(merged.at), "both are parts of this")
                    .help(fix)
                    .help("without it: the keys of all parts are read"),
            );
        }
    }

    /// Reports the parts of a schema that are the schema itself, and say nothing.
    fn check_own_parts(&self, id: SchemaId, object: &SchemaObject) {
        for part in object.all_of.iter().filter(|part| object.all_of.len() > 1 && self.is_part_itself(**part, id)) {
            self.cursor.sink.push(
                Diagnostic::warning(
                    Code::InvalidValue,
                    Spot::Value(self.document.schema(*part).at()),
                    "the schema is a part of itself",
                )
                .label("this says nothing")
                .help("remove this part, or refer to the schema that was meant")
                .help("without it: the schema is what its other parts say"),
            );
        }
    }

    /// Whether a part of a schema is nothing but that schema.
    pub(in crate::lower) fn is_part_itself(&self, part: SchemaId, whole: SchemaId) -> bool {
        let Schema::Object(object) = self.document.schema(part) else { return false };
        object.reference.as_ref().and_then(|reference| self.schema_target(reference)) == Some(whole)
    }
}
