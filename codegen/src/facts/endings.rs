//! Types of which a value can be made without another value of the same type.
//!
//! The generated code begins to read into an empty value. A record needs one of each required field, a union needs one of
//! some variant: which one must not lead back to the union.

use crate::ir::{Api, Shape, Type};

/// The definitions that have an end.
#[derive(Debug)]
pub struct Endings {
    has_end: Vec<bool>,
}

impl Endings {
    /// Finds them: what has an end by itself, and then what has one because of that.
    pub fn of(api: &Api) -> Self {
        let mut endings = Self { has_end: vec![false; api.definitions.len()] };
        loop {
            let mut has_changed = false;
            for (index, definition) in api.definitions.iter().enumerate() {
                if !endings.has_end[index] && (definition.nullable || endings.shape_has_end(&definition.shape)) {
                    endings.has_end[index] = true;
                    has_changed = true;
                }
            }
            if !has_changed {
                return endings;
            }
        }
    }

    /// Whether a value of the type can be made.
    pub fn has_end(&self, value: &Type) -> bool {
        value.nullable || self.shape_has_end(&value.shape)
    }

    fn shape_has_end(&self, shape: &Shape) -> bool {
        match shape {
            Shape::Named(id) => self.has_end[id.index()],
            Shape::Record(record) => record.fields.iter().all(|field| !field.required || self.has_end(&field.value)),
            Shape::Union(union) => union.variants.iter().any(|variant| self.has_end(&variant.value)),
            Shape::Tuple(items) => items.iter().all(|item| self.has_end(item)),
            _ => true,
        }
    }
}
