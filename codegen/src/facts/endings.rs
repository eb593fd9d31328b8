//! Types of which a value can be made without another value of the same type.
//!
//! The generated code begins to read into an empty value. A record needs one of each required field, a union needs one
//! of some variant: which one must not lead back to the union. The lowering cuts what has no end, and asks the same.

use crate::facts::Cycles;
use crate::ir::{Definition, Shape, Type, TypeId, Union};

/// The definitions that have an end.
#[derive(Debug)]
pub struct Endings {
    /// For each definition the first of its ways that was found to have an end: the position of the variant of a union,
    /// and 0 for every other shape, which has but one way. Each needs only definitions that were found before.
    found: Vec<Option<usize>>,
    /// The ways that were not found to have an end when they were noted.
    ways: Vec<Way>,
    /// For each definition the ways that need it, as positions in `ways`.
    waiting: Vec<Vec<usize>>,
}

/// A way to make a value.
#[derive(Debug)]
struct Way {
    /// The definition whose value it makes, and the position of the way among those of the definition.
    owner: (usize, usize),
    /// The number of definitions without an end that it still needs.
    missing: usize,
}

impl Endings {
    /// Finds them: what has an end by itself, and then what has one because of that.
    pub fn of(definitions: &[Definition]) -> Self {
        let count = definitions.len();
        let mut endings = Self { found: vec![None; count], ways: Vec::new(), waiting: vec![Vec::new(); count] };
        let mut ended = Vec::new();
        for (index, definition) in definitions.iter().enumerate() {
            endings.note(index, definition);
            ended.extend(endings.found[index].map(|_| index));
        }
        endings.spread(ended);
        endings
    }

    /// Notes that a definition needs less than before, which may give it and others an end.
    pub fn renew(&mut self, id: TypeId, definition: &Definition) {
        if !self.has_end(id) {
            // What it needed before stays noted: no such way ends before the one that needs less.
            self.note(id.index(), definition);
            self.spread(self.found[id.index()].map(|_| id.index()).into_iter().collect());
        }
    }

    /// Whether a value of a definition can be made.
    pub fn has_end(&self, id: TypeId) -> bool {
        self.found[id.index()].is_some()
    }

    /// The position of the variant of which an empty value of a union is made: the first that does not lie in a circle
    /// with the union, or else the one that leads out of the circle.
    pub fn empty_variant(&self, cycles: &Cycles, id: TypeId, union: &Union) -> Option<usize> {
        let leads_out =
            |value: &Type| needs_of(value).iter().all(|needed| self.has_end(*needed) && !cycles.is_boxed(id, *needed));
        union.variants.iter().position(|variant| leads_out(&variant.value)).or(self.found[id.index()])
    }

    fn note(&mut self, index: usize, definition: &Definition) {
        for (position, mut needs) in ways_of(definition).into_iter().enumerate() {
            needs.retain(|id| !self.has_end(*id));
            if needs.is_empty() {
                self.found[index].get_or_insert(position);
            }
            for id in &needs {
                self.waiting[id.index()].push(self.ways.len());
            }
            self.ways.push(Way { owner: (index, position), missing: needs.len() });
        }
    }

    /// Finds what has an end because these definitions have one.
    fn spread(&mut self, mut open: Vec<usize>) {
        while let Some(index) = open.pop() {
            for way in &self.waiting[index] {
                let Way { owner: (owner, position), missing } = &mut self.ways[*way];
                *missing -= 1;
                if *missing == 0 && self.found[*owner].is_none() {
                    self.found[*owner] = Some(*position);
                    open.push(*owner);
                }
            }
        }
    }
}

/// The definitions that each way to make a value needs a value of: a union has a way for each of its variants, every
/// other shape has one.
pub fn ways_of(definition: &Definition) -> Vec<Vec<TypeId>> {
    match &definition.shape {
        _ if definition.nullable => vec![Vec::new()],
        Shape::Named(id) => vec![vec![*id]],
        Shape::Record(record) => {
            let required = record.fields.iter().filter(|field| field.required);
            vec![required.flat_map(|field| needs_of(&field.value)).collect()]
        }
        Shape::Union(union) => union.variants.iter().map(|variant| needs_of(&variant.value)).collect(),
        Shape::Tuple(items) => vec![items.iter().flat_map(needs_of).collect()],
        _ => vec![Vec::new()],
    }
}

/// The definitions of which every value of a type holds one.
pub fn needs_of(value: &Type) -> Vec<TypeId> {
    match &value.shape {
        _ if value.nullable => Vec::new(),
        Shape::Named(id) => vec![*id],
        Shape::Tuple(items) => items.iter().flat_map(needs_of).collect(),
        _ => Vec::new(),
    }
}
