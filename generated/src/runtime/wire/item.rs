//! Reading values of the types whose lists have slots of their own.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, SeqAccess, Unexpected, Visitor};

use crate::runtime::wire::decode::Within;
use crate::runtime::wire::leaf::StringVisitor;
use crate::runtime::wire::number::{FloatVisitor, IntegerVisitor, narrow};
use crate::runtime::wire::place::{Place, Step};

/// A value that is read without another call for its slot.
pub(crate) trait Item: Default {
    /// Reads the value.
    fn read<'de, D: Deserializer<'de>>(&mut self, deserializer: D, place: &Place) -> Result<(), D::Error>;
}

impl Item for String {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(&mut self, deserializer: D, place: &Place) -> Result<(), D::Error> {
        deserializer.deserialize_string(StringVisitor { target: self, place })
    }
}

impl Item for i64 {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(&mut self, deserializer: D, place: &Place) -> Result<(), D::Error> {
        deserializer.deserialize_i64(IntegerVisitor { target: self, place })
    }
}

impl Item for f32 {
    fn read<'de, D: Deserializer<'de>>(&mut self, deserializer: D, place: &Place) -> Result<(), D::Error> {
        let expected = "a 32-bit number";
        let visitor = FloatVisitor { expected, place };
        // Text is read with all digits first: by itself a format would refuse what is out of range as bad syntax.
        let value = if deserializer.is_human_readable() {
            deserializer.deserialize_f64(visitor)?
        } else {
            deserializer.deserialize_f32(visitor)?
        };
        *self = narrow(value).ok_or_else(|| {
            place.blame_data();
            Error::invalid_value(Unexpected::Float(value), &expected)
        })?;
        Ok(())
    }
}

impl Item for f64 {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(&mut self, deserializer: D, place: &Place) -> Result<(), D::Error> {
        *self = deserializer.deserialize_f64(FloatVisitor { expected: "a number", place })?;
        Ok(())
    }
}

/// Reads a list of such values.
pub(crate) struct ItemsVisitor<'a, T> {
    pub(crate) target: &'a mut Vec<T>,
    pub(crate) within: Within<'a>,
}

impl<'de, T: Item> Visitor<'de> for ItemsVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.within.state.place.blame_data();
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        let place = &self.within.state.place;
        while let Some(item) = sequence
            .next_element_seed(ItemSeed { item: T::default(), place })
            .inspect_err(|_| place.came_through(Step::Index(self.target.len())))?
        {
            self.target.push(item);
        }
        Ok(())
    }
}

/// Reads the next of such values.
struct ItemSeed<'a, T> {
    item: T,
    place: &'a Place,
}

impl<'de, T: Item> DeserializeSeed<'de> for ItemSeed<'_, T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(mut self, deserializer: D) -> Result<T, D::Error> {
        self.item.read(deserializer, self.place)?;
        Ok(self.item)
    }
}
