//! How a value is got at.

use crate::runtime::wire::{Record, Sink, Slot, Text, Union, Whole};

/// How a value of a type is read and written. The types of the standard library say it themselves; those of a document
/// are of four kinds.
pub trait Access<T> {
    /// The place of the value, to read into.
    fn slot(value: &mut T) -> Slot<'_>;

    /// Writes the value, which could have been absent so many times over.
    fn write<'v>(value: &'v T, sink: &mut dyn Sink<'v>, present: u8);
}

/// As named fields.
#[derive(Debug)]
pub enum AsRecord {}

/// As a string that stands for something.
#[derive(Debug)]
pub enum AsText {}

/// As an integer that stands for something.
#[derive(Debug)]
pub enum AsWhole {}

/// As one of several.
#[derive(Debug)]
pub enum AsUnion {}

impl<T: Record> Access<T> for AsRecord {
    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        Slot::Record(value)
    }

    #[inline]
    fn write<'v>(value: &'v T, sink: &mut dyn Sink<'v>, present: u8) {
        sink.record(T::SHAPE, value, present);
    }
}

impl<T: Text + AsRef<str>> Access<T> for AsText {
    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        Slot::Text(value)
    }

    #[inline]
    fn write<'v>(value: &'v T, sink: &mut dyn Sink<'v>, present: u8) {
        sink.string(value.as_ref(), present);
    }
}

impl<T: Whole> Access<T> for AsWhole {
    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        Slot::Whole(value)
    }

    #[inline]
    fn write<'v>(value: &'v T, sink: &mut dyn Sink<'v>, present: u8) {
        sink.i64(value.get(), present);
    }
}

impl<T: Union> Access<T> for AsUnion {
    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        Slot::Union(value)
    }

    #[inline]
    fn write<'v>(value: &'v T, sink: &mut dyn Sink<'v>, present: u8) {
        value.write(sink, present);
    }
}
