//! Reading constants.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, Visitor};

use crate::runtime::wire::Constant;
use crate::runtime::wire::number::exact_integer;
use crate::runtime::wire::place::Place;

/// Reads a constant, and compares it.
pub(crate) struct ConstantVisitor<'a> {
    pub(crate) expected: &'static Constant,
    pub(crate) place: &'a Place,
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
            Constant::Boolean(_) => deserializer.deserialize_bool(self),
            Constant::Integer(_) => deserializer.deserialize_i64(self),
            Constant::Float(_) => deserializer.deserialize_f64(self),
            Constant::String(_) => deserializer.deserialize_str(self),
        }
    }
}
