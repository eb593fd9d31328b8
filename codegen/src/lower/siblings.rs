//! What stands beside a `$ref` where the specification has it ignored.

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Schema, SchemaObject};
use crate::lower::Lowering;
use crate::source::At;

/// The keywords that speak of the value. Words, examples and directions are read beside a `$ref` all the same.
const OF_VALUES: [&str; 15] = [
    "type",
    "format",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "enum",
    "allOf",
    "oneOf",
    "anyOf",
    "minimum",
    "maximum",
    "minItems",
    "maxItems",
    "const",
];

impl Lowering<'_> {
    /// Reports what is ignored beside a `$ref` and would say more than what that leads to (OpenAPI 3.0.4, section
    /// 4.7.23).
    pub(in crate::lower) fn check_siblings(&self) {
        for schema in &self.document.schemas {
            if let Schema::Object(object) = schema
                && let Some(reference) = &object.reference
                && self.is_3_0(object.at)
                && let Some(target) = self.schema_target(reference)
                && !self.adds_nothing(object, target)
            {
                self.ignored_beside(object, reference.at);
            }
        }
    }

    fn ignored_beside(&self, object: &SchemaObject, reference: At) {
        let is_there = |key: &&&str| self.cursor.source.get(object.at, key).is_some();
        let found: Vec<String> = OF_VALUES.iter().filter(is_there).map(|key| format!("`{key}`")).collect();
        let Some((last, others)) = found.split_last() else { return };
        let (keys, verb) = match others {
            [] => (last.clone(), "stands"),
            others => (format!("{} and {last}", others.join(", ")), "stand"),
        };
        self.cursor.sink.push(
            Diagnostic::warning(
                Code::InvalidValue,
                Spot::Value(reference),
                format!("{keys} {verb} beside a `$ref`, and OpenAPI 3.0 ignores what does"),
            )
            .label("this alone says what the values are")
            .help("write `allOf: [{ $ref: ... }]` in the place of the `$ref`")
            .help("without it: the schema is the one that the reference leads to"),
        );
    }
}
