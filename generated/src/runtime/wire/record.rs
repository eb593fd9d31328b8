//! Reading records.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor};

use crate::runtime::wire::constant::ConstantVisitor;
use crate::runtime::wire::decode::Within;
use crate::runtime::wire::place::{Place, Step};
use crate::runtime::wire::{Presence, Record, Shape};

/// Reads named fields.
pub(crate) struct RecordVisitor<'a> {
    pub(crate) target: &'a mut dyn Record,
    pub(crate) within: Within<'a>,
}

impl<'de> Visitor<'de> for RecordVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.within.place.blame_data();
        write!(formatter, "an object for `{}`", self.target.shape().name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let shape = self.target.shape();
        let place = self.within.place;
        let mut seen = Seen::default();
        let mut next = 0;
        while let Some(found) = entries.next_key_seed(KeySeed { shape, next, place })? {
            let Some(index) = found else {
                entries.next_value::<IgnoredAny>()?;
                continue;
            };
            let field = &shape.fields[index];
            if !seen.insert(index) {
                return Err(place.error(format_args!("duplicate field `{}` of `{}`", field.key, shape.name)));
            }
            next = index + 1;
            let read = match &field.presence {
                Presence::Constant(expected) => entries.next_value_seed(ConstantVisitor { expected, place }),
                Presence::Required | Presence::Optional => {
                    entries.next_value_seed(self.within.seed(self.target.slot(index)))
                }
            };
            read.inspect_err(|_| place.came_through(Step::Field(field.key)))?;
        }
        for (index, field) in shape.fields.iter().enumerate() {
            if !matches!(field.presence, Presence::Optional) && !seen.contains(index) {
                return Err(place.error(format_args!("missing field `{}` of `{}`", field.key, shape.name)));
            }
        }
        Ok(())
    }
}

/// The numbers of the fields that were read.
#[derive(Default)]
struct Seen {
    first: u128,
    /// The bits of the fields that `first` has no room for. Few types have that many.
    others: Vec<u128>,
}

impl Seen {
    /// Adds a number; false if it was there.
    fn insert(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 128);
        let block = match index / 128 {
            0 => &mut self.first,
            block => {
                self.others.resize(self.others.len().max(block), 0);
                &mut self.others[block - 1]
            }
        };
        let is_new = *block & bit == 0;
        *block |= bit;
        is_new
    }

    fn contains(&self, index: usize) -> bool {
        let block = match index / 128 {
            0 => self.first,
            block => self.others.get(block - 1).copied().unwrap_or_default(),
        };
        block & (1 << (index % 128)) != 0
    }
}

/// Reads the key of a field; `None` for a key that the record does not have.
struct KeySeed<'a> {
    shape: &'static Shape,
    next: usize,
    place: &'a Place,
}

impl<'de> DeserializeSeed<'de> for KeySeed<'_> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed<'_> {
    type Value = Option<usize>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.blame_data();
        formatter.write_str("the name of a field")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Option<usize>, E> {
        Ok(self.shape.find(key, self.next))
    }
}
