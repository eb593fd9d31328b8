//! Reading what is not put together from parts, except numbers.

use std::fmt;

use serde::Deserializer;
use serde::de::{Error, Visitor};

use crate::runtime::wire::decode::{State, Within};
use crate::runtime::wire::place::Place;
use crate::runtime::wire::{Optional, Text};

/// Reads `null`.
pub(crate) struct NullVisitor<'a> {
    pub(crate) place: &'a Place,
}

impl<'de> Visitor<'de> for NullVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.blame_data();
        formatter.write_str("null")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    /// A value is there, which is one too many: the format says it as it says all wrong types.
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_unit(self)
    }
}

/// Reads a boolean.
pub(crate) struct BoolVisitor<'a> {
    pub(crate) target: &'a mut bool,
    pub(crate) place: &'a Place,
}

impl Visitor<'_> for BoolVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.blame_data();
        formatter.write_str("a boolean")
    }

    #[inline]
    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        *self.target = value;
        Ok(())
    }
}

/// Reads a string.
pub(crate) struct StringVisitor<'a> {
    pub(crate) target: &'a mut String,
    pub(crate) place: &'a Place,
}

impl Visitor<'_> for StringVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.blame_data();
        formatter.write_str("a string")
    }

    #[inline]
    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        *self.target = String::from(value);
        Ok(())
    }

    #[inline]
    fn visit_string<E: Error>(self, value: String) -> Result<(), E> {
        *self.target = value;
        Ok(())
    }
}

/// Reads the key of a map, into memory that is used again for the next.
pub(crate) struct KeyVisitor<'a> {
    pub(crate) target: &'a mut String,
    pub(crate) place: &'a Place,
}

impl Visitor<'_> for KeyVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.blame_data();
        formatter.write_str("a string")
    }

    #[inline]
    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.target.clear();
        self.target.push_str(value);
        Ok(())
    }
}

/// Reads a string that stands for something.
pub(crate) struct TextVisitor<'a> {
    pub(crate) target: &'a mut dyn Text,
    pub(crate) state: &'a State,
}

impl Visitor<'_> for TextVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.state.place.blame_data();
        formatter.write_str("a string")
    }

    #[inline]
    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        if !self.target.set(value) {
            self.state.tally.unknown_value();
        }
        Ok(())
    }
}

/// Reads a value or `null`.
pub(crate) struct OptionalVisitor<'a> {
    pub(crate) target: &'a mut dyn Optional,
    pub(crate) within: Within<'a>,
}

impl<'de> Visitor<'de> for OptionalVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.within.state.place.blame_data();
        formatter.write_str("a value or null")
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.target.clear();
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.visit_none()
    }

    #[inline]
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.within.read(self.target.fill(), deserializer)
    }
}
