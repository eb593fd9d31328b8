//! Keys that a condition alone declares, of which no field is made.

use std::collections::HashSet;

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Schema, SchemaId};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, MOST_PARTS, Merged};
use crate::source::{At, Node, Source};

/// The number of keys that a message names.
const MOST_NAMED: usize = 3;

impl Lowering<'_> {
    /// Reports the keys that `then`, `else` and `dependentSchemas` declare and the schema around them does not (JSON
    /// Schema, draft 2020-12, section 10.2.2), where a type would skip them. So does `dependencies`, as the drafts
    /// before 2019-09 call the last of them.
    pub(in crate::lower) fn check_conditions(&self) {
        let source = self.cursor.source;
        for schema in &self.document.schemas {
            let Schema::Object(object) = schema else { continue };
            let conditional = conditional_schemas(source, object.at);
            if conditional.is_empty() {
                continue;
            }
            let Some(whole) = self.whole_of(object.at) else { continue };
            let merged = self.merge(&whole);
            if keeps_others(&merged) {
                continue;
            }
            let mut declared = Declared::default();
            for at in conditional {
                declared.gather(source, at, None);
            }
            self.report_undeclared(&declared, &merged);
            for reference in declared.unresolved {
                self.cursor.sink.push(
                    Diagnostic::warning(
                        Code::Degraded,
                        Spot::Value(reference),
                        "the reference leads nowhere, so that the keys of this condition are not known",
                    )
                    .help("add what it refers to, or correct the reference")
                    .help("without it: a key that the condition alone declares is skipped where an object has it"),
                );
            }
        }
    }

    fn report_undeclared(&self, declared: &Declared<'_>, merged: &Merged<'_>) {
        let undeclared: Vec<&(&str, Spot)> =
            declared.keys.iter().filter(|(key, _)| merged.property(key).is_none()).collect();
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
            Diagnostic::warning(Code::Degraded, *first, format!("{names} {verb} declared under a condition alone"))
                .help(format!(
                    "declare {them} among the properties beside the condition too, and there not as required"
                ))
                .help(format!("without it: {keys}")),
        );
    }

    /// What holds together with a schema: that of which it is a part by `allOf`, because a condition often stands in a
    /// part of its own, and what stands beside the `oneOf` or `anyOf` of which it is a branch.
    fn whole_of(&self, part: At) -> Option<Conjunction> {
        let source = self.cursor.source;
        let schema = |at: At| self.document.schema_by_place.get(&at).copied();
        let outer = |part: At| {
            let list = source.parent(part)?;
            let whole = source.parent(list)?;
            let keyword = ["allOf", "oneOf", "anyOf"].into_iter().find(|key| source.get(whole, key) == Some(list))?;
            Some((keyword, whole, schema(whole)?))
        };
        let mut parts: Vec<SchemaId> = Vec::new();
        let mut decided = Vec::new();
        let (mut at, mut whole) = (part, schema(part)?);
        while let Some((keyword, outer_at, outer_schema)) = outer(at) {
            if keyword != "allOf" {
                parts.push(whole);
                decided.push(outer_schema);
            }
            (at, whole) = (outer_at, outer_schema);
        }
        parts.push(whole);
        parts.reverse();
        Some(Conjunction { parts, decided })
    }
}

/// The keys that conditions declare.
#[derive(Default)]
struct Declared<'s> {
    /// Each key once, and where it stands or the reference of the condition that leads there.
    keys: Vec<(&'s str, Spot)>,
    /// The references that lead nowhere.
    unresolved: Vec<At>,
    names: HashSet<&'s str>,
    seen: HashSet<At>,
}

impl<'s> Declared<'s> {
    /// Adds what a schema declares, and whatever holds or may hold together with it; `reference` led there.
    fn gather(&mut self, source: &'s Source, at: At, reference: Option<At>) {
        if self.seen.len() >= MOST_PARTS || !self.seen.insert(at) {
            return;
        }
        if let Some(Node::Mapping(properties)) = source.get(at, "properties").map(|at| source.node(at)) {
            for (key, at) in properties {
                if self.names.insert(key) {
                    self.keys.push((key, reference.map_or(Spot::Key(*at), Spot::Value)));
                }
            }
        }
        for keyword in ["allOf", "oneOf", "anyOf"] {
            if let Some(Node::Sequence(parts)) = source.get(at, keyword).map(|at| source.node(at)) {
                for part in parts {
                    self.gather(source, *part, reference);
                }
            }
        }
        for part in conditional_schemas(source, at) {
            self.gather(source, part, reference);
        }
        let written = source.get(at, "$ref").or_else(|| source.get(at, "$dynamicRef"));
        if let Some(written) = written
            && let Node::String(text) = source.node(written)
        {
            match source.refer(written, text) {
                // Where the keys stand is the place of another schema, at which nothing is wrong.
                Ok(target) => self.gather(source, target, reference.or(Some(written))),
                Err(_) => self.unresolved.push(written),
            }
        }
    }
}

/// The schemas that hold for a value of a schema under a condition.
fn conditional_schemas(source: &Source, at: At) -> Vec<At> {
    let mut places: Vec<At> = ["then", "else"].into_iter().filter_map(|key| source.get(at, key)).collect();
    for keyword in ["dependentSchemas", "dependencies"] {
        if let Some(Node::Mapping(schemas)) = source.get(at, keyword).map(|at| source.node(at)) {
            // A list under `dependencies` names the keys that are required, as `dependentRequired` does.
            places.extend(schemas.iter().map(|(_, schema)| *schema));
        }
    }
    places
}

/// Whether the type keeps keys that are not declared, beside its fields or as a map.
fn keeps_others(merged: &Merged<'_>) -> bool {
    let is_map = merged.properties.is_empty() && merged.alternatives.is_empty();
    match &merged.additional[..] {
        [] => is_map,
        additional => additional.iter().any(|(additional, _)| !additional.is_none()),
    }
}
