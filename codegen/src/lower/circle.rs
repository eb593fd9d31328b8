//! Circles that Rust has no type for.
//!
//! An alias that holds itself, such as a list whose items are the list again: JSON has such values (`[[], [[]]]`), but an
//! alias of Rust cannot name itself. And a record that needs itself: no value of it ends. Both are cut where they close.

use std::collections::HashSet;

use crate::doc::unsupported;
use crate::ir::{Definition, Shape, Type, TypeId, Why};
use crate::lower::Lowering;

impl Lowering<'_> {
    /// Cuts the circles that lead through aliases alone. A record on the way is a struct, which may name itself.
    pub(in crate::lower) fn cut_alias_circles(&mut self) {
        for index in 0..self.definitions.len() {
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
                *shape = Shape::Any(Why::Unsupported("recursion"));
                true
            }
            Shape::Array(inner) | Shape::Map(inner) => {
                let Type { shape, .. } = &mut **inner;
                self.cut(owner, shape)
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
        for index in 0..self.definitions.len() {
            let id = TypeId(u32::try_from(index).expect("invariant: a definition has an id"));
            let Some(mut definition) = self.definitions[index].take() else { continue };
            if let Shape::Record(record) = &mut definition.shape {
                for field in record.fields.iter_mut().filter(|field| field.required && !field.value.nullable) {
                    let Shape::Named(target) = field.value.shape else { continue };
                    if self.needs(target, id) {
                        let what =
                            format!("the field `{}`, by which every value of the schema holds another one,", field.key);
                        let at = field.value.at;
                        self.cursor.sink.push(unsupported(at, &what, "any JSON value is accepted here"));
                        field.value.shape = Shape::Any(Why::Unsupported("recursion"));
                    }
                }
            }
            self.definitions[index] = Some(definition);
        }
    }

    /// Whether every value of a definition holds a value of another.
    fn needs(&self, from: TypeId, to: TypeId) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![from];
        while let Some(id) = open.pop() {
            if id == to {
                return true;
            }
            let Some(definition) = self.definitions[id.index()].as_ref().filter(|definition| !definition.nullable)
            else {
                continue;
            };
            if !seen.insert(id) {
                continue;
            }
            open.extend(named(&definition.shape));
            if let Shape::Record(record) = &definition.shape {
                let needed = record.fields.iter().filter(|field| field.required && !field.value.nullable);
                open.extend(needed.filter_map(|field| named(&field.value.shape)));
            }
        }
        false
    }
}

const fn is_alias(definition: &Definition) -> bool {
    !matches!(definition.shape, Shape::Record(_))
}

const fn named(shape: &Shape) -> Option<TypeId> {
    match shape {
        Shape::Named(id) => Some(*id),
        _ => None,
    }
}
