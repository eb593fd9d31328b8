//! The one decoder.

use std::fmt;

use serde::de::{DeserializeSeed, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::runtime::wire::number::{FloatVisitor, IntegerVisitor, narrow};
use crate::runtime::wire::place::{Place, Step};
use crate::runtime::wire::record::RecordVisitor;
use crate::runtime::wire::{List, Map, Optional, Slot};

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
pub(crate) struct Within<'a> {
    pub(crate) place: &'a Place,
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

    /// To read a value here.
    pub(crate) fn seed<'slot>(self, slot: Slot<'slot>) -> Seed<'slot, 'a> {
        Seed { slot, within: self }
    }
}

/// Reads one value into its slot.
pub(crate) struct Seed<'slot, 'a> {
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
                *target = narrow(value).ok_or_else(|| {
                    place.blame_data();
                    Error::invalid_value(Unexpected::Float(value), &expected)
                })?;
                Ok(())
            }
            Slot::F64(target) => {
                *target = deserializer.deserialize_f64(FloatVisitor { expected: "a number", place })?;
                Ok(())
            }
            Slot::String(target) => deserializer.deserialize_string(StringVisitor { target, place }),
            Slot::Null | Slot::Text(_) | Slot::Whole(_) | Slot::Tuple(_) | Slot::Union(_) => {
                Err(place.error("not yet read"))
            }
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
        while sequence.next_element_seed(ItemSeed { target: &mut *self.target, index, within: self.within })?.is_some()
        {
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
