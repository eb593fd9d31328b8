//! Circles that Rust has no type for.
//!
//! An alias that holds itself, such as a list whose items are the list again: JSON has such values (`[[], [[]]]`), but
//! an alias of Rust cannot name itself. And a record that needs itself: no value of it ends. Both are cut where they
//! close.

use std::collections::HashSet;

use crate::diag::{Code, Diagnostic, Sink, Spot};
use crate::doc::unsupported;
use crate::facts::{Cycles, Endings, components, needs_of, ways_of};
use crate::ir::{Api, Definition, Field, Shape, Type, TypeId, Why};
use crate::lower::Lowering;
use crate::source::At;

impl Lowering<'_> {
    /// Cuts the circles that lead through aliases alone. A struct or an enum on the way may name itself.
    pub(in crate::lower) fn cut_alias_circles(&mut self) {
        let aliases = |definition: &Definition| is_alias(definition).then(|| definition.shape.named());
        let edges: Vec<Vec<usize>> = self
            .definitions
            .iter()
            .map(|definition| definition.as_ref().and_then(aliases).unwrap_or_default())
            .map(|targets| targets.into_iter().map(TypeId::index).collect())
            .collect();
        let circles = components(&edges);
        for index in 0..self.definitions.len() {
            // Only what lies in a circle leads back to itself.
            if !edges[index].iter().any(|target| circles[*target] == circles[index]) {
                continue;
            }
            let id = TypeId(u32::try_from(index).expect("invariant: a definition has an id"));
            let Some(mut definition) = self.definitions[index].take_if(|definition| is_alias(definition)) else {
                continue;
            };
            // The definition is away while its shape is searched, so a way that leads back to it ends there.
            let is_itself = matches!(self.behind(&definition.shape), Shape::Named(_));
            let is_cut = self.cut(id, &mut definition.shape);
            if is_cut && is_itself {
                // JSON Schema, draft 2020-12, section 9.4.1: a schema must not lead into itself without end.
                let message = "the schema is nothing but itself";
                let help = "say what its values are, beside the reference to itself or in its place";
                self.cursor.sink.push(endless(Code::InvalidValue, definition.origin.at, message, help));
            } else if is_cut {
                let what = "a schema that holds itself without an object between";
                self.cursor.sink.push(unsupported(definition.origin.at, what, "any JSON value is accepted inside it"));
            }
            self.definitions[index] = Some(definition);
        }
    }

    fn cut(&self, owner: TypeId, shape: &mut Shape) -> bool {
        match shape {
            Shape::Named(id) if self.leads_to(*id, owner) => {
                *shape = Shape::Any(Why::Recursion);
                true
            }
            Shape::Array(inner) | Shape::Map(inner) => {
                let Type { shape, .. } = &mut **inner;
                self.cut(owner, shape)
            }
            Shape::Tuple(items) => {
                let mut is_cut = false;
                for item in items {
                    is_cut |= self.cut(owner, &mut item.shape);
                }
                is_cut
            }
            _ => false,
        }
    }

    /// Whether the way from a definition through aliases leads to another.
    fn leads_to(&self, from: TypeId, to: TypeId) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![from];
        while let Some(id) = open.pop() {
            if id == to {
                return true;
            }
            let Some(definition) = &self.definitions[id.index()] else { continue };
            if !is_alias(definition) || !seen.insert(id) {
                continue;
            }
            for inner in definition.shape.types() {
                inner.walk(&mut |inner| open.extend(named(&inner.shape)));
            }
            open.extend(named(&definition.shape));
        }
        false
    }
}

/// Cuts the circles of records that need each other, through required fields that cannot be null, and then the unions
/// whose every branch holds another value of the union: no value of them ends.
pub(in crate::lower) fn cut_endless(api: &mut Api, sink: &Sink) {
    let mut endings = Endings::of(&api.definitions);
    for (id, _) in (0u32..).map(TypeId).zip(0..api.definitions.len()) {
        cut_endless_record(id, &mut api.definitions, &mut endings, sink);
    }
    let cycles = Cycles::of(api);
    for (id, definition) in (0u32..).map(TypeId).zip(&mut api.definitions) {
        let Shape::Union(_) = &definition.shape else { continue };
        let in_circle = ways_of(definition).into_iter().flatten().any(|target| cycles.is_boxed(id, target));
        if in_circle && !endings.has_end(id) {
            let message = "every branch of the union holds another value of it, so that none ends";
            let help = "add a branch that holds none, or take a key out of `required`";
            sink.push(endless(Code::Conflict, definition.origin.at, message, help));
            definition.shape = Shape::Any(Why::Recursion);
            endings.renew(id, definition);
        }
    }
}

/// Cuts the fields of a record by which it needs itself.
fn cut_endless_record(id: TypeId, definitions: &mut [Definition], endings: &mut Endings, sink: &Sink) {
    let Shape::Record(record) = &definitions[id.index()].shape else { return };
    if endings.has_end(id) {
        return;
    }
    let leads_back = |field: &Field| {
        field.required && needs_of(&field.value).iter().any(|target| needs(*target, id, definitions, endings))
    };
    let positions: Vec<usize> =
        (0..record.fields.len()).filter(|position| leads_back(&record.fields[*position])).collect();
    let definition = &mut definitions[id.index()];
    if let Shape::Record(record) = &mut definition.shape {
        for position in positions {
            let field = &mut record.fields[position];
            let key = &field.key;
            let message =
                format!("every value of the schema holds another one by the field `{key}`, so that none ends");
            let help = format!("take `{key}` out of `required`, or let it be null");
            sink.push(endless(Code::Conflict, field.value.at, &message, &help));
            field.value.shape = Shape::Any(Why::Recursion);
        }
    }
    endings.renew(id, definition);
}

/// Whether every value of a definition holds a value of another, which has no end. What a union needs is for its
/// variants to say, of which there is a choice.
fn needs(from: TypeId, to: TypeId, definitions: &[Definition], endings: &Endings) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        if id == to {
            return true;
        }
        // What has an end leads to nothing that has none.
        if endings.has_end(id) || !seen.insert(id) {
            continue;
        }
        if let [only] = &ways_of(&definitions[id.index()])[..] {
            open.extend(only);
        }
    }
    false
}

/// The warning for a schema that no type can hold, at the key that begins it.
pub(in crate::lower) fn endless(code: Code, at: At, message: &str, help: &str) -> Diagnostic {
    Diagnostic::warning(code, Spot::Key(at), message)
        .label("not read")
        .help(help)
        .help("without it: any JSON value is accepted here")
}

const fn is_alias(definition: &Definition) -> bool {
    !definition.shape.needs_name()
}

const fn named(shape: &Shape) -> Option<TypeId> {
    match shape {
        Shape::Named(id) => Some(*id),
        _ => None,
    }
}
