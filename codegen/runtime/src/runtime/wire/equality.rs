//! When two values of a type are equal: when they say the same on the wire.
//!
//! The derive writes a function with a comparison for each field, which the compiler checks with the crate whether or not
//! a program ever compares such values. What a type says to be written is enough to compare it as well.

use serde_json::Value;

use crate::runtime::wire::slot::Written;
use crate::runtime::wire::{Fields, List, Map, Shape, Sink, Tuple, Wire, WriteEntries};

/// The body of `PartialEq::eq` of each type.
///
/// As with the derive a number that is none, which JSON cannot hold, is not equal to itself, and records of two types are
/// never equal. Two variants of a union are, where they are written in the same way: a value that was read is equal to one
/// that a program has made.
#[inline]
pub fn equal<T: Wire>(one: &T, other: &T) -> bool {
    are_equal(one, other)
}

fn are_equal(one: &dyn Written, other: &dyn Written) -> bool {
    Parts::of(|parts| one.write(parts)) == Parts::of(|parts| other.write(parts))
}

/// What one value after the other says of itself.
#[derive(Default, PartialEq)]
struct Parts<'v>(Vec<Part<'v>>);

/// A value, or the key of the one that follows, and how many times over it could have been absent.
#[derive(PartialEq)]
struct Part<'v> {
    content: Content<'v>,
    present: u8,
}

/// The kinds of values, without their widths: in a place of a type there is but one.
#[derive(PartialEq)]
enum Content<'v> {
    Absent,
    Null,
    Boolean(bool),
    Signed(i64),
    Unsigned(u64),
    Number(f64),
    String(&'v str),
    Any(&'v Value),
    Key(&'v str),
    List(OfList<'v>),
    Tuple(OfTuple<'v>),
    Map(OfMap<'v>),
    Record(OfRecord<'v>),
}

impl<'v> Parts<'v> {
    fn of(write: impl FnOnce(&mut Self)) -> Self {
        let mut parts = Self::default();
        write(&mut parts);
        parts
    }

    fn push(&mut self, content: Content<'v>, present: u8) {
        self.0.push(Part { content, present });
    }
}

impl<'v> Sink<'v> for Parts<'v> {
    fn absent(&mut self, present: u8) {
        self.push(Content::Absent, present);
    }

    fn null(&mut self, present: u8) {
        self.push(Content::Null, present);
    }

    fn bool(&mut self, value: bool, present: u8) {
        self.push(Content::Boolean(value), present);
    }

    fn i8(&mut self, value: i8, present: u8) {
        self.push(Content::Signed(value.into()), present);
    }

    fn i16(&mut self, value: i16, present: u8) {
        self.push(Content::Signed(value.into()), present);
    }

    fn i32(&mut self, value: i32, present: u8) {
        self.push(Content::Signed(value.into()), present);
    }

    fn i64(&mut self, value: i64, present: u8) {
        self.push(Content::Signed(value), present);
    }

    fn u8(&mut self, value: u8, present: u8) {
        self.push(Content::Unsigned(value.into()), present);
    }

    fn u16(&mut self, value: u16, present: u8) {
        self.push(Content::Unsigned(value.into()), present);
    }

    fn u32(&mut self, value: u32, present: u8) {
        self.push(Content::Unsigned(value.into()), present);
    }

    fn u64(&mut self, value: u64, present: u8) {
        self.push(Content::Unsigned(value), present);
    }

    fn f32(&mut self, value: f32, present: u8) {
        self.push(Content::Number(value.into()), present);
    }

    fn f64(&mut self, value: f64, present: u8) {
        self.push(Content::Number(value), present);
    }

    fn string(&mut self, value: &'v str, present: u8) {
        self.push(Content::String(value), present);
    }

    fn any(&mut self, value: &'v Value, present: u8) {
        self.push(Content::Any(value), present);
    }

    fn list(&mut self, list: &'v dyn List, present: u8) {
        self.push(Content::List(OfList(list)), present);
    }

    fn tuple(&mut self, tuple: &'v dyn Tuple, present: u8) {
        self.push(Content::Tuple(OfTuple(tuple)), present);
    }

    fn map(&mut self, map: &'v dyn Map, present: u8) {
        self.push(Content::Map(OfMap(map)), present);
    }

    fn record(&mut self, shape: &'static Shape, record: &'v dyn Fields, present: u8) {
        self.push(Content::Record(OfRecord(shape, record)), present);
    }
}

impl<'v> WriteEntries<'v> for Parts<'v> {
    fn entry(&mut self, key: &'v str) -> &mut dyn Sink<'v> {
        self.push(Content::Key(key), 0);
        self
    }
}

struct OfList<'v>(&'v dyn List);

impl PartialEq for OfList<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.count() == other.0.count()
            && Parts::of(|parts| self.0.write_items(parts)) == Parts::of(|parts| other.0.write_items(parts))
    }
}

struct OfTuple<'v>(&'v dyn Tuple);

impl PartialEq for OfTuple<'_> {
    fn eq(&self, other: &Self) -> bool {
        Parts::of(|parts| self.0.write_items(parts)) == Parts::of(|parts| other.0.write_items(parts))
    }
}

struct OfMap<'v>(&'v dyn Map);

impl PartialEq for OfMap<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.count() == other.0.count()
            && Parts::of(|parts| self.0.write_entries(parts)) == Parts::of(|parts| other.0.write_entries(parts))
    }
}

struct OfRecord<'v>(&'static Shape, &'v dyn Fields);

impl PartialEq for OfRecord<'_> {
    fn eq(&self, other: &Self) -> bool {
        // The address of a shape may differ from one part of a build to another, and its name is that of one type.
        self.0.name == other.0.name
            && Parts::of(|parts| self.1.write_fields(parts)) == Parts::of(|parts| other.1.write_fields(parts))
    }
}
