//! Numbers, checked for loss.

use std::fmt;

use serde::de::{Error, Unexpected, Visitor};

use crate::runtime::wire::place::Place;

/// An integer of some width.
pub(crate) trait Integer: TryFrom<i64> + TryFrom<u64> + TryFrom<i128> {
    /// What fits, for messages.
    const EXPECTED: &'static str;
}

macro_rules! integer {
    ($($type:ident $expected:literal)*) => {$(
        impl Integer for $type {
            const EXPECTED: &'static str = $expected;
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
pub(crate) struct IntegerVisitor<'a, T> {
    pub(crate) target: &'a mut T,
    pub(crate) place: &'a Place,
}

impl<T: Integer> IntegerVisitor<'_, T> {
    #[inline]
    fn store<E: Error>(self, value: Option<T>, found: Unexpected<'_>) -> Result<(), E> {
        match value {
            Some(value) => {
                *self.target = value;
                Ok(())
            }
            None => Err(E::invalid_value(found, &self)),
        }
    }
}

impl<T: Integer> Visitor<'_> for IntegerVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.blame_data();
        formatter.write_str(T::EXPECTED)
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.store(value.try_into().ok(), Unexpected::Signed(value))
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.store(value.try_into().ok(), Unexpected::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.store(exact_integer(value).and_then(|value| value.try_into().ok()), Unexpected::Float(value))
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
    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "a field for numbers has the precision of its type")]
    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    #[inline]
    fn visit_f64<E: Error>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }
}

/// The `f64` that comes nearest to an integer, and whether it is the same number.
#[expect(clippy::cast_precision_loss, reason = "it is told")]
pub(crate) fn nearest(integer: i128) -> (f64, bool) {
    let nearest = integer as f64;
    (nearest, exact_integer(nearest) == Some(integer))
}

/// The number with half the width; `None` if it is too large for that.
pub(crate) fn narrow(value: f64) -> Option<f32> {
    #[expect(clippy::cast_possible_truncation, reason = "a field for numbers has the precision of its type")]
    let narrow = value as f32;
    (narrow.is_finite() || !value.is_finite()).then_some(narrow)
}

/// The number with twice the width whose decimal text is that of the number itself: 0.1, and not 0.10000000149011612.
pub(crate) fn widen(value: f32) -> f64 {
    const MOST_DIGITS: f64 = 999_999_999.0;
    let wide = f64::from(value);
    // As few decimals as tell the number from all others of its width. The quotient of two integers is rounded just as
    // the text of the quotient would be.
    for scale in [1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7] {
        let digits = (wide * scale).round();
        if digits.abs() > MOST_DIGITS {
            break;
        }
        #[expect(clippy::cast_possible_truncation, reason = "to see whether it is the same number")]
        if ((digits / scale) as f32).to_bits() == value.to_bits() {
            return digits / scale;
        }
    }
    value.to_string().parse().unwrap_or(wide)
}

/// The integer that a number is, if the number holds all integers of that size. Negative zero is none.
#[inline]
pub(crate) fn small_integer(value: f64) -> Option<i64> {
    const BOUND: f64 = 9_007_199_254_740_992.0;
    if !(value > -BOUND && value < BOUND) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "what has a fraction is found by comparing")]
    let integer = value as i64;
    #[expect(clippy::cast_precision_loss, reason = "within the bound there is none")]
    let is_same = (integer as f64).to_bits() == value.to_bits();
    is_same.then_some(integer)
}
