//! The places that are read into and the values that are written, of all kinds that there are.

use serde_json::Value;

use crate::runtime::wire::{Record, Wire};

/// A place in a value, to read into.
///
/// The variants say what has to come: the decoder asks the format for just that, so formats that do not describe
/// themselves can be read too.
pub enum Slot<'a> {
    /// Anything, and it is dropped.
    Ignored,
    /// A boolean.
    Bool(&'a mut bool),
    /// A signed 8-bit integer.
    I8(&'a mut i8),
    /// A signed 16-bit integer.
    I16(&'a mut i16),
    /// A signed 32-bit integer.
    I32(&'a mut i32),
    /// A signed 64-bit integer.
    I64(&'a mut i64),
    /// An unsigned 8-bit integer.
    U8(&'a mut u8),
    /// An unsigned 16-bit integer.
    U16(&'a mut u16),
    /// An unsigned 32-bit integer.
    U32(&'a mut u32),
    /// An unsigned 64-bit integer.
    U64(&'a mut u64),
    /// A number with 32 bits.
    F32(&'a mut f32),
    /// A number with 64 bits.
    F64(&'a mut f64),
    /// A string.
    String(&'a mut String),
    /// Anything, and it is kept. Only formats that describe themselves can read this.
    Any(&'a mut Value),
    /// A value or `null`.
    Optional(&'a mut dyn Optional),
    /// A list.
    List(&'a mut dyn List),
    /// A map with strings for keys.
    Map(&'a mut dyn Map),
    /// Named fields.
    Record(&'a mut dyn Record),
}

/// A value, to write.
#[derive(Clone, Copy)]
pub enum View<'a> {
    /// No value. The key is left out if it may be, else its value is `null`.
    Absent,
    /// A value that could have been absent.
    Present(&'a dyn Wire),
    /// A boolean.
    Bool(bool),
    /// A signed 8-bit integer.
    I8(i8),
    /// A signed 16-bit integer.
    I16(i16),
    /// A signed 32-bit integer.
    I32(i32),
    /// A signed 64-bit integer.
    I64(i64),
    /// An unsigned 8-bit integer.
    U8(u8),
    /// An unsigned 16-bit integer.
    U16(u16),
    /// An unsigned 32-bit integer.
    U32(u32),
    /// An unsigned 64-bit integer.
    U64(u64),
    /// A number with 32 bits.
    F32(f32),
    /// A number with 64 bits.
    F64(f64),
    /// A string.
    String(&'a str),
    /// Anything.
    Any(&'a Value),
    /// A list.
    List(&'a dyn List),
    /// A map with strings for keys.
    Map(&'a dyn Map),
    /// Named fields.
    Record(&'a dyn Record),
}

/// A place that may stay without a value, as `Option` is.
pub trait Optional {
    /// Takes the value away.
    fn clear(&mut self);

    /// Puts an empty value there, and gives its place.
    fn fill(&mut self) -> Slot<'_>;
}

/// Values in a row, as `Vec` is.
pub trait List {
    /// Adds an empty value at the end, and gives its place.
    fn push(&mut self) -> Slot<'_>;

    /// The number of values.
    fn count(&self) -> usize;

    /// The value at this index, which is below the count.
    fn item(&self, index: usize) -> View<'_>;
}

/// Values by name, as `BTreeMap` is.
pub trait Map {
    /// Adds an empty value, and gives its place; `None` if the key is there already.
    fn insert(&mut self, key: &str) -> Option<Slot<'_>>;

    /// The number of values.
    fn count(&self) -> usize;

    /// The keys and values in the order in which they are written.
    fn entries(&self) -> Box<dyn Iterator<Item = (&str, View<'_>)> + '_>;
}
