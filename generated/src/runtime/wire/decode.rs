//! The one decoder.

use std::fmt;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::runtime::wire::number::{FloatVisitor, IntegerVisitor, exact_integer, narrow};
use crate::runtime::wire::place::{Place, Step};
use crate::runtime::wire::{Constant, List, Map, Optional, Presence, Record, Shape, Slot};

/// How many records, lists and maps may stand in one another in what is read.
///
/// Formats with a limit of their own, as JSON has, refuse deeper data before this does. What stands in untyped JSON is
/// not counted.
pub const DEPTH_LIMIT: usize = 128;

/// Reads into a slot; the error names the place of the value at fault.
pub(crate) fn decode<'de, D: Deserializer<'de>>(slot: Slot<'_>, deserializer: D) -> Result<(), D::Error> {
    let place = Place::default();
    let seed = Seed { slot, within: Within { place: &place, depth: 0 } };
    seed.deserialize(deserializer).map_err(|error| place.explain(error))
}

/// Where the decoder stands.
#[derive(Clone, Copy)]
struct Within<'a> {
    place: &'a Place,
    depth: usize,
}

impl<'a> Within<'a> {
    /// One level further down.
    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth == DEPTH_LIMIT {
            return Err(self.place.error(format_args!("nested more than {DEPTH_LIMIT} levels deep")));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }

    fn seed<'slot>(self, slot: Slot<'slot>) -> Seed<'slot, 'a> {
        Seed { slot, within: self }
    }
}

/// Reads one value into its slot.
struct Seed<'slot, 'a> {
    slot: Slot<'slot>,
    within: Within<'a>,
}

impl<'de> DeserializeSeed<'de> for Seed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let within = self.within;
        let place = within.place;
        match self.slot {
            Slot::Ignored => IgnoredAny::deserialize(deserializer).map(drop),
            Slot::Bool(target) => deserializer.deserialize_bool(BoolVisitor { target, place }),
            Slot::I8(target) => deserializer.deserialize_i8(IntegerVisitor { target, place }),
            Slot::I16(target) => deserializer.deserialize_i16(IntegerVisitor { target, place }),
            Slot::I32(target) => deserializer.deserialize_i32(IntegerVisitor { target, place }),
            Slot::I64(target) => deserializer.deserialize_i64(IntegerVisitor { target, place }),
            Slot::U8(target) => deserializer.deserialize_u8(IntegerVisitor { target, place }),
            Slot::U16(target) => deserializer.deserialize_u16(IntegerVisitor { target, place }),
            Slot::U32(target) => deserializer.deserialize_u32(IntegerVisitor { target, place }),
            Slot::U64(target) => deserializer.deserialize_u64(IntegerVisitor { target, place }),
            Slot::F32(target) => {
                let expected = "a 32-bit number";
                let value = deserializer.deserialize_f32(FloatVisitor { expected, place })?;
                let too_large = || place.error(format_args!("invalid value: floating point `{value}`, expected {expected}"));
                *target = narrow(value).ok_or_else(too_large)?;
                Ok(())
            }
            Slot::F64(target) => {
                *target = deserializer.deserialize_f64(FloatVisitor { expected: "a number", place })?;
                Ok(())
            }
            Slot::String(target) => deserializer.deserialize_string(StringVisitor { target, place }),
            Slot::Any(target) => {
                *target = Value::deserialize(deserializer)?;
                Ok(())
            }
            Slot::Optional(target) => deserializer.deserialize_option(OptionalVisitor { target, within }),
            Slot::List(target) => deserializer.deserialize_seq(ListVisitor { target, within: within.deeper()? }),
            Slot::Map(target) => deserializer.deserialize_map(MapVisitor { target, within: within.deeper()? }),
            Slot::Record(target) => deserializer.deserialize_map(RecordVisitor { target, within: within.deeper()? }),
        }
    }
}

struct BoolVisitor<'a> {
    target: &'a mut bool,
    place: &'a Place,
}

impl Visitor<'_> for BoolVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.blame_data();
        formatter.write_str("a boolean")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        *self.target = value;
        Ok(())
    }
}

/// Reads a string, or the key of a map.
struct StringVisitor<'a> {
    target: &'a mut String,
    place: &'a Place,
}

impl Visitor<'_> for StringVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.blame_data();
        formatter.write_str("a string")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.target.clear();
        self.target.push_str(value);
        Ok(())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<(), E> {
        *self.target = value;
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for StringVisitor<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

struct OptionalVisitor<'a> {
    target: &'a mut dyn Optional,
    within: Within<'a>,
}

impl<'de> Visitor<'de> for OptionalVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.within.place.blame_data();
        formatter.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.target.clear();
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.within.seed(self.target.fill()).deserialize(deserializer)
    }
}

struct ListVisitor<'a> {
    target: &'a mut dyn List,
    within: Within<'a>,
}

impl<'de> Visitor<'de> for ListVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.within.place.blame_data();
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        let mut index = 0;
        while sequence.next_element_seed(ItemSeed { target: &mut *self.target, index, within: self.within })?.is_some() {
            index += 1;
        }
        Ok(())
    }
}

/// Reads the next item of a list. The item is added only when there is one.
struct ItemSeed<'a> {
    target: &'a mut dyn List,
    index: usize,
    within: Within<'a>,
}

impl<'de> DeserializeSeed<'de> for ItemSeed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let place = self.within.place;
        let read = self.within.seed(self.target.push()).deserialize(deserializer);
        read.inspect_err(|_| place.came_through(Step::Index(self.index)))
    }
}

struct MapVisitor<'a> {
    target: &'a mut dyn Map,
    within: Within<'a>,
}

impl<'de> Visitor<'de> for MapVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.within.place.blame_data();
        formatter.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let place = self.within.place;
        let mut key = String::new();
        while entries.next_key_seed(StringVisitor { target: &mut key, place })?.is_some() {
            let Some(slot) = self.target.insert(&key) else {
                return Err(place.error(format_args!("duplicate key {key:?}")));
            };
            let read = entries.next_value_seed(self.within.seed(slot));
            read.inspect_err(|_| place.came_through(Step::Key(key.clone())))?;
        }
        Ok(())
    }
}

struct RecordVisitor<'a> {
    target: &'a mut dyn Record,
    within: Within<'a>,
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

/// Reads a constant, and compares it.
struct ConstantVisitor<'a> {
    expected: &'static Constant,
    place: &'a Place,
}

impl ConstantVisitor<'_> {
    fn check<E: Error>(&self, is_equal: bool, found: impl fmt::Display) -> Result<(), E> {
        if is_equal { Ok(()) } else { Err(self.place.error(format_args!("expected {}, found {found}", self.expected))) }
    }

    fn is_integer(&self, found: i128) -> bool {
        match *self.expected {
            Constant::Integer(expected) => i128::from(expected) == found,
            Constant::Float(expected) => exact_integer(expected) == Some(found),
            _ => false,
        }
    }
}

impl Visitor<'_> for ConstantVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.blame_data();
        write!(formatter, "{}", self.expected)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.check(*self.expected == Constant::Null, "null")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.check(*self.expected == Constant::Boolean(value), value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.check(self.is_integer(value.into()), value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.check(self.is_integer(value.into()), value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        let is_integer = exact_integer(value).is_some_and(|value| self.is_integer(value));
        self.check(is_integer || *self.expected == Constant::Float(value), value)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        let is_equal = matches!(self.expected, Constant::String(expected) if *expected == value);
        self.check(is_equal, format_args!("{value:?}"))
    }
}

impl<'de> DeserializeSeed<'de> for ConstantVisitor<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.expected {
            Constant::Null => deserializer.deserialize_unit(self),
            Constant::Boolean(_) => deserializer.deserialize_bool(self),
            Constant::Integer(_) => deserializer.deserialize_i64(self),
            Constant::Float(_) => deserializer.deserialize_f64(self),
            Constant::String(_) => deserializer.deserialize_str(self),
        }
    }
}
