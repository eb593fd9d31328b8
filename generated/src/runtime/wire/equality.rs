//! When two values of a type are equal: when they say the same on the wire.
//!
//! The derive writes a function with a comparison for each field, which the compiler checks with the crate whether or
//! not a program ever compares such values. What a type says to be written is enough to compare it as well.

use std::slice;

use serde_json::Value;

use crate::runtime::wire::slot::Written;
use crate::runtime::wire::{Fields, List, Map, Shape, Sink, Tuple, Wire, WriteEntries};

/// The body of `PartialEq::eq` of each type.
///
/// It says what the derive would: a number that is none, which JSON cannot hold, is not equal to itself, and records of
/// two types are never equal. Only the variants of a union are not asked for their names: two that hold the same are
/// the same, as empty lists of two types are.
///
/// What the parts of the first value say is kept in a list for each record, list and map, while those of the second are
/// compared with them. That takes about ten times as long as the derive's: a list of 100 records of four fields is
/// compared in 9 instead of 0.9 microseconds.
#[inline]
pub fn equal<T: Wire>(one: &T, other: &T) -> bool {
    are_equal(one, other)
}

fn are_equal(one: &dyn Written, other: &dyn Written) -> bool {
    say_the_same(1, |said| one.write(said), |compared| other.write(compared))
}

/// Whether two values say the same, part by part, of which there are about so many.
fn say_the_same<'v>(
    parts: usize,
    one: impl FnOnce(&mut Each<Vec<Part<'v>>>),
    other: impl FnOnce(&mut Each<Compared<'_, 'v>>),
) -> bool {
    let mut said = Each(Vec::with_capacity(parts));
    one(&mut said);
    let mut compared = Each(Compared { said: said.0.iter(), is_same: true });
    other(&mut compared);
    compared.0.is_same && compared.0.said.next().is_none()
}

/// A value, or the key of the one that follows, and how many times over it could have been absent.
#[derive(PartialEq)]
struct Part<'v> {
    content: Content<'v>,
    present: u8,
}

/// The kinds of values. A number is the same in any width.
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

/// What takes one part after the other.
trait Take<'v> {
    fn take(&mut self, part: Part<'v>);
}

impl<'v> Take<'v> for Vec<Part<'v>> {
    fn take(&mut self, part: Part<'v>) {
        self.push(part);
    }
}

/// The parts of the second value, as they come, beside those of the first.
struct Compared<'a, 'v> {
    said: slice::Iter<'a, Part<'v>>,
    is_same: bool,
}

impl<'v> Take<'v> for Compared<'_, 'v> {
    fn take(&mut self, part: Part<'v>) {
        // After the first difference there is nothing more to find, and the parts may be large.
        self.is_same = self.is_same && self.said.next() == Some(&part);
    }
}

/// The kinds of values as parts.
struct Each<T>(T);

impl<'v, T: Take<'v>> Each<T> {
    fn push(&mut self, content: Content<'v>, present: u8) {
        self.0.take(Part { content, present });
    }
}

impl<'v, T: Take<'v>> Sink<'v> for Each<T> {
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

impl<'v, T: Take<'v>> WriteEntries<'v> for Each<T> {
    fn entry(&mut self, key: &'v str) -> &mut dyn Sink<'v> {
        self.push(Content::Key(key), 0);
        self
    }
}

struct OfList<'v>(&'v dyn List);

impl PartialEq for OfList<'_> {
    fn eq(&self, other: &Self) -> bool {
        let count = self.0.count();
        count == other.0.count()
            && say_the_same(count, |said| self.0.write_items(said), |compared| other.0.write_items(compared))
    }
}

struct OfTuple<'v>(&'v dyn Tuple);

impl PartialEq for OfTuple<'_> {
    fn eq(&self, other: &Self) -> bool {
        let count = self.0.count();
        say_the_same(count, |said| self.0.write_items(said), |compared| other.0.write_items(compared))
    }
}

struct OfMap<'v>(&'v dyn Map);

impl PartialEq for OfMap<'_> {
    fn eq(&self, other: &Self) -> bool {
        let count = self.0.count();
        // Each value comes after its key.
        count == other.0.count()
            && say_the_same(2 * count, |said| self.0.write_entries(said), |compared| other.0.write_entries(compared))
    }
}

struct OfRecord<'v>(&'static Shape, &'v dyn Fields);

impl PartialEq for OfRecord<'_> {
    fn eq(&self, other: &Self) -> bool {
        let Self(shape, record) = *self;
        let parts = shape.fields.len() + usize::from(shape.additional);
        // The address of a shape may differ from one part of a build to another, and its name is that of one type.
        shape.name == other.0.name
            && say_the_same(parts, |said| record.write_fields(said), |compared| other.1.write_fields(compared))
    }
}
