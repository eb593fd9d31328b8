//! Numbers, checked for loss.

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};

use crate::runtime::wire::place::Place;

/// A place for an integer of some width.
pub(crate) trait Integer {
    /// Stores the value; false if it does not fit.
    fn store(&mut self, value: i128) -> bool;

    /// What fits, for messages.
    fn expected(&self) -> &'static str;
}

macro_rules! integer {
    ($($type:ident $expected:literal)*) => {$(
        impl Integer for $type {
            fn store(&mut self, value: i128) -> bool {
                Self::try_from(value).map(|value| *self = value).is_ok()
            }

            fn expected(&self) -> &'static str {
                $expected
            }
        }
    )*};
}

integer! {
    i8 "a signed 8-bit integer"
    i16 "a signed 16-bit integer"
    i32 "a signed 32-bit integer"
    i64 "a signed 64-bit integer"
    u8 "an unsigned 8-bit integer"
    u16 "an unsigned 16-bit integer"
    u32 "an unsigned 32-bit integer"
    u64 "an unsigned 64-bit integer"
}

/// Reads an integer.
pub(crate) struct IntegerVisitor<'a> {
    pub(crate) target: &'a mut dyn Integer,
    pub(crate) place: &'a Place,
}

impl IntegerVisitor<'_> {
    fn store<E: Error>(self, value: i128, found: Unexpected<'_>) -> Result<(), E> {
        if self.target.store(value) { Ok(()) } else { Err(E::invalid_value(found, &self)) }
    }
}

impl Visitor<'_> for IntegerVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.blame_data();
        formatter.write_str(self.target.expected())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.store(value.into(), Unexpected::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.store(value.into(), Unexpected::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        match exact_integer(value) {
            Some(integer) => self.store(integer, Unexpected::Float(value)),
            None => Err(E::invalid_value(Unexpected::Float(value), &self)),
        }
    }
}

/// The integer that a number is.
///
/// -2^63 is left out: formats give integers that 64 bits cannot hold as floating point, and those just below that bound
/// are rounded to it.
pub(crate) fn exact_integer(value: f64) -> Option<i128> {
    const BOUND: f64 = -9_223_372_036_854_775_808.0;
    #[expect(clippy::cast_possible_truncation, reason = "without a fraction, and what is out of range stays so")]
    (value.fract() == 0.0 && value > BOUND).then_some(value as i128)
}

/// Reads a number.
pub(crate) struct FloatVisitor<'a> {
    pub(crate) expected: &'static str,
    pub(crate) place: &'a Place,
}

impl Visitor<'_> for FloatVisitor<'_> {
    type Value = f64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.blame_data();
        formatter.write_str(self.expected)
    }

    #[expect(clippy::cast_precision_loss, reason = "a field for numbers has the precision of its type")]
    fn visit_i64<E: Error>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "a field for numbers has the precision of its type")]
    fn visit_u64<E: Error>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }
}

/// The number with half the width; `None` if it is too large for that.
pub(crate) fn narrow(value: f64) -> Option<f32> {
    #[expect(clippy::cast_possible_truncation, reason = "a field for numbers has the precision of its type")]
    let narrow = value as f32;
    (narrow.is_finite() || !value.is_finite()).then_some(narrow)
}
