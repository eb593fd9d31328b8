//! The places that are read into, of all kinds that there are, and what those values can do that hold others.

use serde_json::Value;

use crate::runtime::wire::{Record, Shape, Sink, UnionShape, Wire, WriteEntries};

/// A place in a value, to read into.
///
/// The variants say what has to come: the decoder asks the format for just that, so formats that do not describe
/// themselves can be read too.
pub enum Slot<'a> {
    /// Anything, and it is dropped.
    Ignored,
    /// `null`, and nothing else.
    Null,
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
    /// A string that stands for something, as one of an enumeration does.
    Text(&'a mut dyn Text),
    /// An integer that stands for something, as one of an enumeration does.
    Whole(&'a mut dyn Whole),
    /// Anything, and it is kept. Only formats that describe themselves can read this.
    Any(&'a mut Value),
    /// A value or `null`.
    Optional(&'a mut dyn Optional),
    /// A list.
    List(&'a mut dyn List),
    /// A list of strings.
    StringList(&'a mut Vec<String>),
    /// A list of signed 64-bit integers.
    I64List(&'a mut Vec<i64>),
    /// A list of numbers with 32 bits.
    F32List(&'a mut Vec<f32>),
    /// A list of numbers with 64 bits.
    F64List(&'a mut Vec<f64>),
    /// A list with so many values, each of a type of its own.
    Tuple(&'a mut dyn Tuple),
    /// A map with strings for keys.
    Map(&'a mut dyn Map),
    /// Named fields.
    Record(&'a mut dyn Fields),
    /// One of several. Only formats that describe themselves can read this.
    Union(&'a mut dyn Union),
}

/// A value that is a string on the wire, as an enumeration is.
pub trait Text {
    /// Takes the value; false where it is none that the document knows.
    fn set(&mut self, value: &str) -> bool;
}

/// A value that is an integer on the wire, as an enumeration is.
pub trait Whole {
    /// The value.
    fn get(&self) -> i64;

    /// Takes the value; false where it is none that the document knows.
    fn set(&mut self, value: i64) -> bool;
}

/// A place that may stay without a value, as `Option` is.
pub trait Optional {
    /// Takes `null`, once and before any value: no value, where `null` is not one itself.
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

    /// Writes the values.
    fn write_items<'v>(&'v self, sink: &mut dyn Sink<'v>);
}

/// A fixed number of values in a row, each of a type of its own.
pub trait Tuple {
    /// The number of values.
    fn count(&self) -> usize;

    /// The place of the value at this index, which is below the count.
    fn slot(&mut self, index: usize) -> Slot<'_>;

    /// Writes the values.
    fn write_items<'v>(&'v self, sink: &mut dyn Sink<'v>);
}

/// A value that is one of several.
///
/// The numbers of the variants are their positions in [`UnionShape::variants`].
pub trait Union {
    /// The names of the variants, and how to tell them apart.
    fn shape(&self) -> &'static UnionShape;

    /// Writes the value of the variant, which could have been absent so many times over.
    fn write<'v>(&'v self, sink: &mut dyn Sink<'v>, present: u8);

    /// Puts an empty value of a variant there, and gives its place.
    fn choose(&mut self, variant: usize) -> Slot<'_>;
}

/// Values by name, as `BTreeMap` is.
pub trait Map {
    /// Adds an empty value, and gives its place; `None` if the key is there already.
    fn insert(&mut self, key: &str) -> Option<Slot<'_>>;

    /// The number of values.
    fn count(&self) -> usize;

    /// Writes the keys and values.
    fn write_entries<'v>(&'v self, entries: &mut dyn WriteEntries<'v>);
}

/// Any value, to be written.
pub(crate) trait Written {
    /// Writes the value: see [`Wire::write`].
    fn write<'v>(&'v self, sink: &mut dyn Sink<'v>);
}

impl<T: Wire> Written for T {
    fn write<'v>(&'v self, sink: &mut dyn Sink<'v>) {
        Wire::write(self, sink, 0);
    }
}

/// The fields of any [`Record`].
pub trait Fields {
    /// The names of the type and of its fields.
    fn shape(&self) -> &'static Shape;

    /// Shows the places of all fields: see [`Record::slots`].
    fn slots(&mut self, reader: &mut dyn ReadFields);

    /// Writes the values: see [`Record::write_fields`].
    fn write_fields<'v>(&'v self, sink: &mut dyn Sink<'v>);
}

impl<T: Record> Fields for T {
    fn shape(&self) -> &'static Shape {
        T::SHAPE
    }

    fn slots(&mut self, reader: &mut dyn ReadFields) {
        Record::slots(self, reader);
    }

    fn write_fields<'v>(&'v self, sink: &mut dyn Sink<'v>) {
        Record::write_fields(self, sink);
    }
}

/// What reads the fields of a record.
///
/// A closure would do, but the compiler has to prove of each type that a closure may be called, and not of a method.
pub trait ReadFields {
    /// Reads into the places of the fields, which are shown once.
    fn read(&mut self, slots: &mut [Slot<'_>]);
}
