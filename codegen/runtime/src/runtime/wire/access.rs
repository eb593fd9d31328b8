//! How a value is got at.

use crate::runtime::wire::{Content, Record, Slot, Text, Union, View, Whole};

/// How a value of a type is read and written. The types of the standard library say it themselves; those of a document
/// are of four kinds.
pub trait Access<T> {
    /// The place of the value, to read into.
    fn slot(value: &mut T) -> Slot<'_>;

    /// The value, to write.
    fn view(value: &T) -> View<'_>;
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
    fn view(value: &T) -> View<'_> {
        View::of(Content::Record(value))
    }
}

impl<T: Text + AsRef<str>> Access<T> for AsText {
    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        Slot::Text(value)
    }

    #[inline]
    fn view(value: &T) -> View<'_> {
        View::of(Content::String(value.as_ref()))
    }
}

impl<T: Whole> Access<T> for AsWhole {
    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        Slot::Whole(value)
    }

    #[inline]
    fn view(value: &T) -> View<'_> {
        View::of(Content::I64(value.get()))
    }
}

impl<T: Union> Access<T> for AsUnion {
    #[inline]
    fn slot(value: &mut T) -> Slot<'_> {
        Slot::Union(value)
    }

    #[inline]
    fn view(value: &T) -> View<'_> {
        value.view()
    }
}
