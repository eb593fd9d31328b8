//! Reading lists.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, IgnoredAny, SeqAccess, Visitor};

use crate::runtime::wire::decode::Within;
use crate::runtime::wire::place::Step;
use crate::runtime::wire::{List, Slot, Tuple};

/// Reads a list whose items are all of one type.
pub(crate) struct ListVisitor<'a> {
    pub(crate) target: &'a mut dyn List,
    pub(crate) within: Within<'a>,
}

impl<'de> Visitor<'de> for ListVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.within.state.place.blame_data();
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        let Self { target, within } = self;
        let mut index = 0;
        while sequence.next_element_seed(ItemSeed { target: &mut *target, index, within })?.is_some() {
            index += 1;
        }
        Ok(())
    }
}

/// Reads a list whose items have a type each.
pub(crate) struct TupleVisitor<'a> {
    pub(crate) target: &'a mut dyn Tuple,
    pub(crate) within: Within<'a>,
}

impl<'de> Visitor<'de> for TupleVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.within.state.place.blame_data();
        match self.target.count() {
            1 => formatter.write_str("a list of 1 item"),
            count => write!(formatter, "a list of {count} items"),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        let within = self.within;
        let count = self.target.count();
        for index in 0..count {
            let slot = self.target.slot(index);
            if sequence.next_element_seed(PartSeed { slot, index, within })?.is_none() {
                return Err(A::Error::invalid_length(index, &self));
            }
        }
        let mut found = count;
        while sequence.next_element::<IgnoredAny>()?.is_some() {
            found += 1;
        }
        if found == count { Ok(()) } else { Err(A::Error::invalid_length(found, &self)) }
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

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        PartSeed { slot: self.target.push(), index: self.index, within: self.within }.deserialize(deserializer)
    }
}

/// Reads an item of a list into its place.
struct PartSeed<'slot, 'a> {
    slot: Slot<'slot>,
    index: usize,
    within: Within<'a>,
}

impl<'de> DeserializeSeed<'de> for PartSeed<'_, '_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let read = self.within.read(self.slot, deserializer);
        read.inspect_err(|_| self.within.state.place.came_through(Step::Index(self.index)))
    }
}
