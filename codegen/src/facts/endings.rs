//! Types of which a value can be made without another value of the same type.
//!
//! The generated code begins to read into an empty value. A record needs one of each required field, a union needs one of
//! some variant: which one must not lead back to the union.

use crate::facts::Cycles;
use crate::ir::{Api, Shape, Type, TypeId, Union};

/// The definitions that have an end.
#[derive(Debug)]
pub struct Endings {
    /// For each definition the first of its ways that was found to have an end: the position of the variant of a union,
    /// and 0 for every other shape, which has but one way. Each needs only definitions that were found before.
    ways: Vec<Option<usize>>,
}

impl Endings {
    /// Finds them: what has an end by itself, and then what has one because of that.
    pub fn of(api: &Api) -> Self {
        let mut ways: Vec<Option<usize>> = vec![None; api.definitions.len()];
        // For each definition the ways that need it, and for each way the number of definitions that it still needs.
        let mut waiting: Vec<Vec<(usize, usize)>> = vec![Vec::new(); api.definitions.len()];
        let mut missing: Vec<Vec<usize>> = Vec::with_capacity(api.definitions.len());
        let mut found: Vec<usize> = Vec::new();
        for (index, definition) in api.definitions.iter().enumerate() {
            let needs = if definition.nullable { vec![Vec::new()] } else { needs(&definition.shape) };
            for (way, needs) in needs.iter().enumerate() {
                for id in needs {
                    waiting[id.index()].push((index, way));
                }
            }
            if let Some(way) = needs.iter().position(Vec::is_empty) {
                ways[index] = Some(way);
                found.push(index);
            }
            missing.push(needs.iter().map(Vec::len).collect());
        }
        while let Some(ended) = found.pop() {
            for (index, way) in &waiting[ended] {
                missing[*index][*way] -= 1;
                if missing[*index][*way] == 0 && ways[*index].is_none() {
                    ways[*index] = Some(*way);
                    found.push(*index);
                }
            }
        }
        Self { ways }
    }

    /// Whether a value of a definition can be made.
    pub fn has_end(&self, id: TypeId) -> bool {
        self.ways[id.index()].is_some()
    }

    /// The position of the variant of which an empty value of a union is made: the first that does not lie in a circle
    /// with the union, or else the one that leads out of the circle.
    pub fn empty_variant(&self, cycles: &Cycles, id: TypeId, union: &Union) -> Option<usize> {
        let leads_out = |value: &Type| {
            needs_of(value).iter().all(|needed| self.ways[needed.index()].is_some() && !cycles.is_boxed(id, *needed))
        };
        union.variants.iter().position(|variant| leads_out(&variant.value)).or(self.ways[id.index()])
    }
}

/// The definitions that each way to make a value needs a value of.
fn needs(shape: &Shape) -> Vec<Vec<TypeId>> {
    match shape {
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
