//! Circles that Rust has no type for.
//!
//! An alias that holds itself, such as a list whose items are the list again: JSON has such values (`[[], [[]]]`), but an
//! alias of Rust cannot name itself. And a record that needs itself: no value of it ends. Both are cut where they close.

use std::collections::HashSet;

use crate::diag::Sink;
use crate::doc::unsupported;
use crate::facts::{Cycles, Endings, components, needs_of};
use crate::ir::{Api, Definition, Shape, Type, TypeId, Why};
use crate::lower::Lowering;

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
            let is_cut = self.cut(id, &mut definition.shape);
            if is_cut {
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

impl Lowering<'_> {
    /// Cuts the circles of records that need each other, through required fields that cannot be null.
    pub(in crate::lower) fn cut_endless_records(&mut self) {
        let mut ends = Ends::of(&self.definitions);
        for index in 0..self.definitions.len() {
            if ends.has_end[index] {
                continue;
            }
            let id = TypeId(u32::try_from(index).expect("invariant: a definition has an id"));
            let Some(mut definition) = self.definitions[index].take() else { continue };
            if let Shape::Record(record) = &mut definition.shape {
                for field in record.fields.iter_mut().filter(|field| field.required && !field.value.nullable) {
                    let targets = needs_of(&field.value);
                    if targets.iter().any(|target| self.needs(*target, id, &ends)) {
                        let what =
                            format!("the field `{}`, by which every value of the schema holds another one,", field.key);
                        let at = field.value.at;
                        self.cursor.sink.push(unsupported(at, &what, "any JSON value is accepted here"));
                        field.value.shape = Shape::Any(Why::Recursion);
                        for target in targets {
                            ends.cut(index, target.index());
                        }
                    }
                }
            }
            self.definitions[index] = Some(definition);
            ends.spread(vec![index]);
        }
    }

    /// Whether every value of a definition holds a value of another, which has no end.
    fn needs(&self, from: TypeId, to: TypeId, ends: &Ends) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![from];
        while let Some(id) = open.pop() {
            if id == to {
                return true;
            }
            // What has an end leads to nothing that has none.
            if ends.has_end[id.index()] || !seen.insert(id) {
                continue;
            }
            open.extend(self.definitions[id.index()].iter().flat_map(needed));
        }
        false
    }
}

/// The definitions whose values end: all that they need does.
struct Ends {
    has_end: Vec<bool>,
    /// For each definition the number of those it needs that have no end yet.
    missing: Vec<usize>,
    /// For each definition those that need it.
    waiting: Vec<Vec<usize>>,
    /// Those that do not need another any more.
    cuts: HashSet<(usize, usize)>,
}

impl Ends {
    fn of(definitions: &[Option<Definition>]) -> Self {
        let count = definitions.len();
        let mut ends = Self {
            has_end: vec![false; count],
            missing: vec![0; count],
            waiting: vec![Vec::new(); count],
            cuts: HashSet::new(),
        };
        for (index, definition) in definitions.iter().enumerate() {
            for target in definition.iter().flat_map(needed) {
                ends.missing[index] += 1;
                ends.waiting[target.index()].push(index);
            }
        }
        ends.spread((0..count).collect());
        ends
    }

    /// Notes that a definition does not need another any more.
    fn cut(&mut self, owner: usize, target: usize) {
        if !self.has_end[target] {
            self.missing[owner] -= 1;
            self.cuts.insert((owner, target));
        }
    }

    /// Finds those of these that have an end now, and all that have one because of that.
    fn spread(&mut self, mut open: Vec<usize>) {
        while let Some(index) = open.pop() {
            if self.missing[index] > 0 || std::mem::replace(&mut self.has_end[index], true) {
                continue;
            }
            for owner in &self.waiting[index] {
                if !self.cuts.contains(&(*owner, index)) {
                    self.missing[*owner] -= 1;
                    open.push(*owner);
                }
            }
        }
    }
}

/// The definitions of which every value of a definition holds one.
fn needed(definition: &Definition) -> Vec<TypeId> {
    if definition.nullable {
        return Vec::new();
    }
    match &definition.shape {
        Shape::Record(record) => {
            record.fields.iter().filter(|field| field.required).flat_map(|field| needs_of(&field.value)).collect()
        }
        Shape::Tuple(items) => items.iter().flat_map(needs_of).collect(),
        shape => named(shape).into_iter().collect(),
    }
}

/// Cuts the unions whose every branch holds another value of the union, so that no value ends.
pub(in crate::lower) fn cut_endless_unions(api: &mut Api, sink: &Sink) {
    let endings = Endings::of(api);
    let cycles = Cycles::of(api);
    for (id, definition) in (0u32..).map(TypeId).zip(&mut api.definitions) {
        let Shape::Union(union) = &definition.shape else { continue };
        let in_circle = union
            .variants
            .iter()
            .flat_map(|variant| needs_of(&variant.value))
            .any(|target| cycles.is_boxed(id, target));
        if in_circle && !endings.has_end(id) {
            let what = "a union whose every branch holds another value of it";
            sink.push(unsupported(definition.origin.at, what, "any JSON value is accepted here"));
            definition.shape = Shape::Any(Why::Recursion);
        }
    }
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
