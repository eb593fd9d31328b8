//! Where values are written to.

use serde_json::Value;

use crate::runtime::wire::{Constant, Fields, List, Map, Shape, Tuple};

/// A place in what is written, for one value after the other: each is given with the method for its kind.
///
/// A type calls the methods itself, one for each field and known to the compiler: a value that said of what kind it is,
/// to be asked in a loop over all fields, takes longer than to write a short one.
///
/// `present` says how many times over the value could have been absent and is not, as in an `Option`. Formats that do
/// not describe themselves write that; text shows the value alone.
pub trait Sink<'v> {
    /// No value. The key of a field is left out if it may be, else its value is `null`.
    fn absent(&mut self, present: u8);

    /// `null`. It is written also where the key could be left out.
    fn null(&mut self, present: u8);

    /// A boolean.
    fn bool(&mut self, value: bool, present: u8);

    /// A signed 8-bit integer.
    fn i8(&mut self, value: i8, present: u8);

    /// A signed 16-bit integer.
    fn i16(&mut self, value: i16, present: u8);

    /// A signed 32-bit integer.
    fn i32(&mut self, value: i32, present: u8);

    /// A signed 64-bit integer.
    fn i64(&mut self, value: i64, present: u8);

    /// An unsigned 8-bit integer.
    fn u8(&mut self, value: u8, present: u8);

    /// An unsigned 16-bit integer.
    fn u16(&mut self, value: u16, present: u8);

    /// An unsigned 32-bit integer.
    fn u32(&mut self, value: u32, present: u8);

    /// An unsigned 64-bit integer.
    fn u64(&mut self, value: u64, present: u8);

    /// A number with 32 bits.
    fn f32(&mut self, value: f32, present: u8);

    /// A number with 64 bits.
    fn f64(&mut self, value: f64, present: u8);

    /// A string.
    fn string(&mut self, value: &'v str, present: u8);

    /// Anything.
    fn any(&mut self, value: &'v Value, present: u8);

    /// A list.
    fn list(&mut self, list: &'v dyn List, present: u8);

    /// A list with so many values, each of a type of its own.
    fn tuple(&mut self, tuple: &'v dyn Tuple, present: u8);

    /// A map with strings for keys.
    fn map(&mut self, map: &'v dyn Map, present: u8);

    /// Named fields. Their names are known where the call stands: to ask the record for them would be one call more.
    fn record(&mut self, shape: &'static Shape, record: &'v dyn Fields, present: u8);
}

/// What writes the entries of a map.
pub trait WriteEntries<'v> {
    /// Writes a key, and gives the place of its value.
    fn entry(&mut self, key: &'v str) -> &mut dyn Sink<'v>;
}

impl Constant {
    /// Writes the value.
    #[inline]
    pub fn write(self, sink: &mut dyn Sink<'_>) {
        match self {
            Self::Boolean(value) => sink.bool(value, 0),
            Self::Integer(value) => sink.i64(value, 0),
            Self::Float(value) => sink.f64(value, 0),
            Self::String(value) => sink.string(value, 0),
        }
    }
}
