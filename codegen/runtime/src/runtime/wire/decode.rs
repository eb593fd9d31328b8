//! The one decoder.

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error};

use crate::runtime::wire::Slot;
use crate::runtime::wire::decisions::Decisions;
use crate::runtime::wire::item::{Item, ItemsVisitor};
use crate::runtime::wire::leaf::{BoolVisitor, NullVisitor, OptionalVisitor, TextVisitor};
use crate::runtime::wire::list::{ListVisitor, TupleVisitor};
use crate::runtime::wire::map::MapVisitor;
use crate::runtime::wire::number::IntegerVisitor;
use crate::runtime::wire::place::Place;
use crate::runtime::wire::record::RecordVisitor;
use crate::runtime::wire::tally::Tally;
use crate::runtime::wire::tree::TreeSeed;
use crate::runtime::wire::union::UnionVisitor;

/// How many records, lists and maps may stand in one another in what is read, untyped JSON included. A record counts
/// once more for every 64 fields that its type has: the places of all fields lie on the stack while it is read.
///
/// Formats with a limit of their own, as JSON has, refuse deeper data before this does.
pub const DEPTH_LIMIT: usize = 128;

/// Reads into a slot; the error names the place of the value at fault.
pub(crate) fn decode<'de, D: Deserializer<'de>>(slot: Slot<'_>, deserializer: D) -> Result<(), D::Error> {
    let state = State::default();
    let within = Within { state: &state, depth: 0 };
    within.read(slot, deserializer).map_err(|error| state.place.explain(error))
}

/// What all parts of the decoder share.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) place: Place,
    pub(crate) tally: Tally,
    pub(crate) decisions: Decisions,
}

/// Where the decoder stands.
#[derive(Clone, Copy)]
pub(crate) struct Within<'a> {
    pub(crate) state: &'a State,
    depth: usize,
}

impl<'a> Within<'a> {
    /// One level further down.
    #[inline]
    pub(crate) fn deeper<E: Error>(self) -> Result<Self, E> {
        self.deeper_by(1)
    }

    /// Further down by so many levels.
    #[inline]
    pub(crate) fn deeper_by<E: Error>(self, levels: usize) -> Result<Self, E> {
        let depth = self.depth + levels;
        if depth > DEPTH_LIMIT {
            return Err(self.state.place.error(format_args!("nested more than {DEPTH_LIMIT} levels deep")));
        }
        Ok(Self { depth, ..self })
    }

    /// To read a value here.
    #[inline]
    pub(crate) fn seed<'slot>(self, slot: Slot<'slot>) -> Seed<'slot, 'a> {
        Seed { slot, within: self }
    }

    /// Reads a value here.
    #[inline]
    pub(crate) fn read<'de, D: Deserializer<'de>>(self, slot: Slot<'_>, deserializer: D) -> Result<(), D::Error> {
        self.seed(slot).deserialize(deserializer)
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
        let state = within.state;
        let place = &state.place;
        match self.slot {
            Slot::Ignored => deserializer.deserialize_ignored_any(TreeSeed::<()>::new(within)),
            Slot::Null => deserializer.deserialize_option(NullVisitor { place }),
            Slot::Bool(target) => deserializer.deserialize_bool(BoolVisitor { target, place }),
            Slot::I8(target) => deserializer.deserialize_i8(IntegerVisitor { target, place }),
            Slot::I16(target) => deserializer.deserialize_i16(IntegerVisitor { target, place }),
            Slot::I32(target) => deserializer.deserialize_i32(IntegerVisitor { target, place }),
            Slot::I64(target) => target.read(deserializer, place),
            Slot::U8(target) => deserializer.deserialize_u8(IntegerVisitor { target, place }),
            Slot::U16(target) => deserializer.deserialize_u16(IntegerVisitor { target, place }),
            Slot::U32(target) => deserializer.deserialize_u32(IntegerVisitor { target, place }),
            Slot::U64(target) => deserializer.deserialize_u64(IntegerVisitor { target, place }),
            Slot::F32(target) => target.read(deserializer, place),
            Slot::F64(target) => target.read(deserializer, place),
            Slot::String(target) => target.read(deserializer, place),
            Slot::Text(target) => deserializer.deserialize_str(TextVisitor { target, state }),
            Slot::Whole(target) => {
                let mut value = 0_i64;
                deserializer.deserialize_i64(IntegerVisitor { target: &mut value, place })?;
                if !target.set(value) {
                    state.tally.unknown_value();
                }
                Ok(())
            }
            Slot::Any(target) => {
                *target = TreeSeed::new(within).deserialize(deserializer)?;
                Ok(())
            }
            Slot::Optional(target) => deserializer.deserialize_option(OptionalVisitor { target, within }),
            Slot::List(target) => deserializer.deserialize_seq(ListVisitor { target, within: within.deeper()? }),
            Slot::StringList(target) => deserializer.deserialize_seq(ItemsVisitor { target, within: within.deeper()? }),
            Slot::I64List(target) => deserializer.deserialize_seq(ItemsVisitor { target, within: within.deeper()? }),
            Slot::F32List(target) => deserializer.deserialize_seq(ItemsVisitor { target, within: within.deeper()? }),
            Slot::F64List(target) => deserializer.deserialize_seq(ItemsVisitor { target, within: within.deeper()? }),
            Slot::Tuple(target) => {
                deserializer.deserialize_tuple(target.count(), TupleVisitor { target, within: within.deeper()? })
            }
            Slot::Map(target) => deserializer.deserialize_map(MapVisitor { target, within: within.deeper()? }),
            Slot::Record(target) => deserializer.deserialize_map(RecordVisitor { target, within: within.deeper()? }),
            Slot::Union(target) => deserializer.deserialize_any(UnionVisitor { target, within }),
        }
    }
}
