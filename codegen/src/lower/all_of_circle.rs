//! Schemas that lead back to themselves by `allOf`.
//!
//! A conjunction is a set, so that the schemas of such a circle have the same members, and each of them says what all
//! say. None of them wraps the others: what a part says that leads back is in part what the schema says itself.

use std::collections::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Document, Schema, SchemaId, SchemaObject};
use crate::facts::components;
use crate::lower::Lowering;
use crate::lower::simplify::is_empty;
use crate::source::Source;

/// The circles by the schemas in them, each of which has a number.
pub(in crate::lower) type Circles = HashMap<SchemaId, usize>;

/// Finds the circles that lead through `allOf` and the references in it, once for the document.
pub(in crate::lower) fn circles_of(source: &Source, document: &Document) -> Circles {
    let mut edges: Vec<Vec<usize>> = vec![Vec::new(); document.schemas.len()];
    let is_made = |schema: &Schema| matches!(schema, Schema::Object(object) if !object.all_of.is_empty());
    let mut open: Vec<SchemaId> = document.schemas().filter(|(_, schema)| is_made(schema)).map(|(id, _)| id).collect();
    let mut seen: HashSet<SchemaId> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        let Schema::Object(object) = document.schema(id) else { continue };
        // A reference that leads nowhere is told where it is followed.
        let target = object.reference.as_ref().and_then(|reference| source.refer(reference.at, &reference.target).ok());
        let target = target.and_then(|at| document.schema_by_place.get(&at));
        for next in object.all_of.iter().chain(target) {
            edges[id.index()].push(next.index());
            if seen.insert(*next) {
                open.push(*next);
            }
        }
    }
    let numbers = components(&edges);
    let mut sizes: Vec<usize> = vec![0; edges.len()];
    for number in &numbers {
        sizes[*number] += 1;
    }
    // A reference is a schema of its own, so that no circle has less than two.
    SchemaId::all().zip(numbers).filter(|(_, number)| sizes[*number] > 1).collect()
}

impl Lowering<'_> {
    /// Whether a schema has a part that leads back to it.
    pub(in crate::lower) fn leads_back(&self, part: SchemaId, whole: SchemaId) -> bool {
        let circle = self.all_of_circles.get(&whole);
        circle.is_some() && circle == self.all_of_circles.get(&part)
    }

    /// Reports the circles that lead through more than one schema, each where the first of its schemas that says more
    /// than the circle leads into it. Where none does, the schema is told to be nothing but itself.
    pub(in crate::lower) fn check_circles(&self) {
        let mut told: HashSet<usize> = HashSet::new();
        for (id, schema) in self.document.schemas() {
            let (Schema::Object(object), Some(circle)) = (schema, self.all_of_circles.get(&id)) else { continue };
            let leads_back = |part: &&SchemaId| self.leads_back(**part, id) && !self.is_part_itself(**part, id);
            let Some(part) = object.all_of.iter().find(leads_back) else { continue };
            if self.only_content(object, false).is_some() || !told.insert(*circle) {
                continue;
            }
            self.cursor.sink.push(
                Diagnostic::warning(
                    Code::InvalidValue,
                    Spot::Value(self.document.schema(*part).at()),
                    "the schema is a part of itself, by way of other schemas",
                )
                .label("this leads back to the schema")
                .help("remove one of the parts that lead from one of the schemas to the next")
                .help("without it: each of these schemas says what all of them say"),
            );
        }
    }

    /// Whether a schema says more than that it is a part of itself by way of others: then it wraps none of its parts.
    pub(in crate::lower) fn says_more_than_circle(&self, object: &SchemaObject, parts: &[SchemaId]) -> bool {
        let Some(whole) = self.document.schema_by_place.get(&object.at) else { return false };
        let count = parts.iter().filter(|part| self.leads_back(**part, *whole)).count();
        count > 0 && (count < parts.len() || !is_empty(object))
    }
}
