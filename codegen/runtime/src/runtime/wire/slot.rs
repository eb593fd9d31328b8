//! The places that are read into and the values that are written, of all kinds that there are.

use serde_json::Value;

use crate::runtime::wire::{Record, Shape, UnionShape};

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

/// A value, to write.
///
/// An `Option` is marked here and not by a view of its own: to ask a value behind a pointer for its view takes longer than
/// to write a short one.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The value itself.
    pub(crate) content: Content<'a>,
    /// How many times over the value could have been absent and is not. Formats that do not describe themselves write it.
    pub(crate) present: u8,
}

impl<'a> View<'a> {
    /// A value that is always there.
    #[inline]
    pub const fn of(content: Content<'a>) -> Self {
        Self { content, present: 0 }
    }

    /// The same value where it could have been absent.
    #[inline]
    #[must_use]
    pub const fn present(self) -> Self {
        Self { content: self.content, present: self.present + 1 }
    }
}

/// What there is to write.
#[derive(Clone, Copy)]
pub enum Content<'a> {
    /// No value. The key is left out if it may be, else its value is `null`.
    Absent,
    /// `null`. It is written also where the key could be left out.
    Null,
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
    /// A list of strings.
    StringList(&'a [String]),
    /// A list of signed 64-bit integers.
    I64List(&'a [i64]),
    /// A list of numbers with 32 bits.
    F32List(&'a [f32]),
    /// A list of numbers with 64 bits.
    F64List(&'a [f64]),
    /// A list with so many values, each of a type of its own.
    Tuple(&'a dyn Tuple),
    /// A map with strings for keys.
    Map(&'a dyn Map),
    /// Named fields.
    Record(&'a dyn Fields),
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

/// A fixed number of values in a row, each of a type of its own.
pub trait Tuple {
    /// The number of values.
    fn count(&self) -> usize;

    /// The place of the value at this index, which is below the count.
    fn slot(&mut self, index: usize) -> Slot<'_>;

    /// The value at this index, which is below the count.
    fn view(&self, index: usize) -> View<'_>;
}

/// A value that is one of several.
///
/// The numbers of the variants are their positions in [`UnionShape::variants`].
pub trait Union {
    /// The names of the variants, and how to tell them apart.
    fn shape(&self) -> &'static UnionShape;

    /// The value of the variant, to write.
    fn view(&self) -> View<'_>;

    /// Puts an empty value of a variant there, and gives its place.
    fn choose(&mut self, variant: usize) -> Slot<'_>;
}

/// Values by name, as `BTreeMap` is.
pub trait Map {
    /// Adds an empty value, and gives its place; `None` if the key is there already.
    fn insert(&mut self, key: &str) -> Option<Slot<'_>>;

    /// The number of values.
    fn count(&self) -> usize;

    /// Shows the keys and values in the order in which they are written, until one is answered with false.
    fn each(&self, show: &mut dyn FnMut(&str, &View<'_>) -> bool);
}

/// The fields of any [`Record`].
pub trait Fields {
    /// The names of the type and of its fields.
    fn shape(&self) -> &'static Shape;

    /// Shows the places of all fields: see [`Record::slots`].
    fn slots(&mut self, reader: &mut dyn ReadFields);

    /// Shows the values to write: see [`Record::views`].
    fn views(&self, writer: &mut dyn WriteFields);
}

impl<T: Record> Fields for T {
    fn shape(&self) -> &'static Shape {
        T::SHAPE
    }

    fn slots(&mut self, reader: &mut dyn ReadFields) {
        Record::slots(self, reader);
    }

    fn views(&self, writer: &mut dyn WriteFields) {
        Record::views(self, writer);
    }
}

/// What reads the fields of a record.
///
/// A closure would do, but the compiler has to prove of each type that a closure may be called, and not of a method.
pub trait ReadFields {
    /// Reads into the places of the fields, which are shown once.
    fn read(&mut self, slots: &mut [Slot<'_>]);
}

/// What writes the fields of a record.
pub trait WriteFields {
    /// Writes the values of the fields of this shape, which are shown once.
    fn write(&mut self, shape: &'static Shape, views: &[View<'_>]);
}
