//! Keys that a condition alone declares, of which no field is made.

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{AdditionalProperties, Schema, SchemaId, SchemaObject};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, Merged};
use crate::source::At;

/// The number of keys that a message names.
const MOST_NAMED: usize = 3;

impl Lowering<'_> {
    /// Reports the keys that `then`, `else` and `dependentSchemas` declare and the schema around them does not
    /// (JSON Schema, draft 2020-12, section 10.2.2), where a type would skip them.
    pub(in crate::lower) fn check_conditions(&self) {
        for schema in &self.document.schemas {
            let Schema::Object(object) = schema else { continue };
            if object.conditional_properties.is_empty() {
                continue;
            }
            let Some(whole) = self.whole_of(object.at) else { continue };
            let merged = self.merge(&Conjunction::of(whole));
            if !keeps_others(&merged) {
                self.report_undeclared(object, &merged);
            }
        }
    }

    fn report_undeclared(&self, object: &SchemaObject, merged: &Merged<'_>) {
        let declared = &object.conditional_properties;
        let undeclared: Vec<&(String, At)> =
            declared.iter().filter(|(key, _)| merged.property(key).is_none()).collect();
        let Some((_, first)) = undeclared.first() else { return };
        let mut names: Vec<String> = undeclared.iter().take(MOST_NAMED).map(|(key, _)| format!("`{key}`")).collect();
        if undeclared.len() > MOST_NAMED {
            names.push(format!("{} more", undeclared.len() - MOST_NAMED));
        }
        let (names, verb, them, keys) = match names.split_last() {
            Some((last, others)) if !others.is_empty() => (
                format!("{} and {last}", others.join(", ")),
                "are",
                "them",
                "the keys are skipped where an object has them",
            ),
            _ => (names.concat(), "is", "it", "the key is skipped where an object has it"),
        };
        self.cursor.sink.push(
            Diagnostic::warning(
                Code::Degraded,
                Spot::Key(*first),
                format!("{names} {verb} declared under a condition alone"),
            )
            .help(format!("declare {them} among the properties beside the condition too, and there not as required"))
            .help(format!("without it: {keys}")),
        );
    }

    /// The schema of which one is a part by `allOf`, or that itself: a condition often stands in a part of its own.
    fn whole_of(&self, part: At) -> Option<SchemaId> {
        let source = self.cursor.source;
        let outer = |part: &At| {
            let list = source.parent(*part)?;
            let whole = source.parent(list)?;
            (source.get(whole, "allOf") == Some(list)).then_some(whole)
        };
        let schema = |at: At| self.document.schema_by_place.get(&at).copied();
        std::iter::successors(Some(part), outer).map_while(schema).last()
    }
}

/// Whether the type keeps keys that are not declared, beside its fields or as a map.
fn keeps_others(merged: &Merged<'_>) -> bool {
    let is_closed = |additional: &AdditionalProperties| matches!(additional, AdditionalProperties::Boolean(false));
    let is_map = merged.properties.is_empty() && merged.alternatives.is_empty();
    match &merged.additional[..] {
        [] => is_map,
        additional => additional.iter().any(|(additional, _)| !is_closed(additional)),
    }
}
