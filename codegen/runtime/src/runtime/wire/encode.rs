//! The one encoder.

use std::slice;

use serde::ser::{Error, SerializeMap, SerializeSeq, SerializeTuple};
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::runtime::wire::number::{small_integer, widen};
use crate::runtime::wire::slot::Written;
use crate::runtime::wire::{Field, Fields, List, Map, Presence, Shape, Sink, Tuple, WriteEntries};

/// Writes a value as the whole of what is written.
pub(crate) fn encode<S: Serializer>(value: &dyn Written, serializer: S) -> Result<S::Ok, S::Error> {
    let mut root = Root { is_text: serializer.is_human_readable(), serializer: Some(serializer), written: None };
    value.write(&mut root);
    root.written.unwrap_or_else(|| Err(S::Error::custom("a value that writes nothing")))
}

/// What takes values of any type, one after the other.
trait Target {
    /// Whether what is written is text, which does not show that a value could have been absent.
    fn is_text(&self) -> bool;

    fn put<T: Serialize + ?Sized>(&mut self, value: &T);

    /// Takes that there is no value.
    fn put_absent(&mut self) {
        self.put(&Nothing);
    }

    fn put_map(&mut self, map: &dyn Map) {
        self.put(&OfMap(map));
    }

    #[inline]
    fn put_marked<T: Serialize + ?Sized>(&mut self, value: &T, present: u8) {
        if present == 0 || self.is_text() {
            self.put(value);
        } else {
            self.put(&Marked { value, present });
        }
    }
}

/// The kinds of values as types, so that each has a call of its own in the format, as in code that knows the type.
impl<'v, T: Target> Sink<'v> for T {
    fn absent(&mut self, present: u8) {
        match present {
            0 => self.put_absent(),
            present => self.put_marked(&Nothing, present),
        }
    }

    fn null(&mut self, present: u8) {
        self.put_marked(&Nothing, present);
    }

    fn bool(&mut self, value: bool, present: u8) {
        self.put_marked(&value, present);
    }

    fn i8(&mut self, value: i8, present: u8) {
        self.put_marked(&value, present);
    }

    fn i16(&mut self, value: i16, present: u8) {
        self.put_marked(&value, present);
    }

    fn i32(&mut self, value: i32, present: u8) {
        self.put_marked(&value, present);
    }

    fn i64(&mut self, value: i64, present: u8) {
        self.put_marked(&value, present);
    }

    fn u8(&mut self, value: u8, present: u8) {
        self.put_marked(&value, present);
    }

    fn u16(&mut self, value: u16, present: u8) {
        self.put_marked(&value, present);
    }

    fn u32(&mut self, value: u32, present: u8) {
        self.put_marked(&value, present);
    }

    fn u64(&mut self, value: u64, present: u8) {
        self.put_marked(&value, present);
    }

    fn f32(&mut self, value: f32, present: u8) {
        self.put_marked(&Narrow(value), present);
    }

    fn f64(&mut self, value: f64, present: u8) {
        self.put_marked(&Number(value), present);
    }

    fn string(&mut self, value: &'v str, present: u8) {
        self.put_marked(value, present);
    }

    fn any(&mut self, value: &'v Value, present: u8) {
        self.put_marked(value, present);
    }

    fn list(&mut self, list: &'v dyn List, present: u8) {
        self.put_marked(&OfList(list), present);
    }

    fn tuple(&mut self, tuple: &'v dyn Tuple, present: u8) {
        self.put_marked(&OfTuple(tuple), present);
    }

    fn map(&mut self, map: &'v dyn Map, present: u8) {
        match present {
            0 => self.put_map(map),
            present => self.put_marked(&OfMap(map), present),
        }
    }

    fn record(&mut self, shape: &'static Shape, record: &'v dyn Fields, present: u8) {
        self.put_marked(&OfRecord(shape, record), present);
    }
}

/// How writing goes on.
struct Progress<E> {
    is_text: bool,
    /// What went wrong. After it nothing is written any more.
    failure: Option<E>,
}

impl<E> Progress<E> {
    fn of<S: Serializer<Error = E>>(serializer: &S) -> Self {
        Self { is_text: serializer.is_human_readable(), failure: None }
    }

    #[inline]
    fn step(&mut self, step: impl FnOnce() -> Result<(), E>) {
        if self.failure.is_none()
            && let Err(failure) = step()
        {
            self.failure = Some(failure);
        }
    }

    fn end(self) -> Result<(), E> {
        self.failure.map_or(Ok(()), Err)
    }
}

/// The place of the one value that is the whole.
struct Root<S: Serializer> {
    serializer: Option<S>,
    is_text: bool,
    written: Option<Result<S::Ok, S::Error>>,
}

impl<S: Serializer> Target for Root<S> {
    fn is_text(&self) -> bool {
        self.is_text
    }

    #[inline]
    fn put<T: Serialize + ?Sized>(&mut self, value: &T) {
        self.written = Some(match self.serializer.take() {
            Some(serializer) => value.serialize(serializer),
            None => Err(S::Error::custom("a value that writes itself twice")),
        });
    }
}

/// The places of the items of a list.
struct Items<Q: SerializeSeq> {
    sequence: Q,
    progress: Progress<Q::Error>,
}

impl<Q: SerializeSeq> Target for Items<Q> {
    fn is_text(&self) -> bool {
        self.progress.is_text
    }

    #[inline]
    fn put<T: Serialize + ?Sized>(&mut self, value: &T) {
        self.progress.step(|| self.sequence.serialize_element(value));
    }
}

/// The places of the values of a tuple.
struct Members<Q: SerializeTuple> {
    sequence: Q,
    progress: Progress<Q::Error>,
}

impl<Q: SerializeTuple> Target for Members<Q> {
    fn is_text(&self) -> bool {
        self.progress.is_text
    }

    #[inline]
    fn put<T: Serialize + ?Sized>(&mut self, value: &T) {
        self.progress.step(|| self.sequence.serialize_element(value));
    }
}

/// The places of the values of a map, each after its key.
struct EntryValues<M: SerializeMap> {
    map: M,
    progress: Progress<M::Error>,
}

impl<M: SerializeMap> Target for EntryValues<M> {
    fn is_text(&self) -> bool {
        self.progress.is_text
    }

    #[inline]
    fn put<T: Serialize + ?Sized>(&mut self, value: &T) {
        self.progress.step(|| self.map.serialize_value(value));
    }
}

impl<'v, M: SerializeMap> WriteEntries<'v> for EntryValues<M> {
    fn entry(&mut self, key: &'v str) -> &mut dyn Sink<'v> {
        self.progress.step(|| self.map.serialize_key(key));
        self
    }
}

/// The places of the fields of a record, and that of the map of its further keys.
struct FieldValues<M: SerializeMap> {
    shape: &'static Shape,
    /// Those that are still to be written.
    fields: slice::Iter<'static, Field>,
    entries: M,
    progress: Progress<M::Error>,
}

impl<M: SerializeMap> Target for FieldValues<M> {
    fn is_text(&self) -> bool {
        self.progress.is_text
    }

    #[inline]
    fn put<T: Serialize + ?Sized>(&mut self, value: &T) {
        self.progress.step(|| match self.fields.next() {
            Some(field) => self.entries.serialize_entry(field.key, value),
            None => Err(M::Error::custom(format_args!("`{}` writes more than its fields", self.shape.name))),
        });
    }

    fn put_absent(&mut self) {
        if is_left_out(self.fields.as_slice()) {
            self.fields.next();
        } else {
            self.put(&Nothing);
        }
    }

    fn put_map(&mut self, map: &dyn Map) {
        if self.shape.additional && self.fields.as_slice().is_empty() {
            map.write_entries(&mut Additional { of: self });
        } else {
            self.put(&OfMap(map));
        }
    }
}

/// The places of the values of further keys.
struct Additional<'a, M: SerializeMap> {
    of: &'a mut FieldValues<M>,
}

impl<M: SerializeMap> Target for Additional<'_, M> {
    fn is_text(&self) -> bool {
        self.of.is_text()
    }

    #[inline]
    fn put<T: Serialize + ?Sized>(&mut self, value: &T) {
        self.of.progress.step(|| self.of.entries.serialize_value(value));
    }
}

impl<'v, M: SerializeMap> WriteEntries<'v> for Additional<'_, M> {
    fn entry(&mut self, key: &'v str) -> &mut dyn Sink<'v> {
        let FieldValues { shape, entries, progress, .. } = &mut *self.of;
        let name = shape.name;
        progress.step(|| match shape.find(key, 0) {
            None if shape.keeps(key) => entries.serialize_key(key),
            None => {
                Err(M::Error::custom(format_args!("the further key {key:?} does not begin as those of `{name}` do")))
            }
            // Written twice, the key could not be read again; left out, a value would be lost.
            Some(_) => Err(M::Error::custom(format_args!("the further key {key:?} is a field of `{name}`"))),
        });
        self
    }
}

/// Counts the keys of a record, and writes nothing.
struct Count {
    shape: &'static Shape,
    fields: slice::Iter<'static, Field>,
    keys: usize,
}

impl Target for Count {
    /// That a value could have been absent adds no key.
    fn is_text(&self) -> bool {
        true
    }

    fn put<T: Serialize + ?Sized>(&mut self, _: &T) {
        self.fields.next();
        self.keys += 1;
    }

    fn put_absent(&mut self) {
        self.keys += usize::from(!is_left_out(self.fields.as_slice()));
        self.fields.next();
    }

    fn put_map(&mut self, map: &dyn Map) {
        self.keys += if self.shape.additional && self.fields.as_slice().is_empty() { map.count() } else { 1 };
        self.fields.next();
    }
}

/// Whether the key of the first of these fields is not written when it has no value.
fn is_left_out(fields: &[Field]) -> bool {
    matches!(fields, [Field { presence: Presence::Optional, .. }, ..])
}

/// `null`, and that there is no value.
struct Nothing;

impl Serialize for Nothing {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_none()
    }
}

/// A value that could have been absent, so many times over.
struct Marked<'a, T: ?Sized> {
    value: &'a T,
    present: u8,
}

impl<T: Serialize + ?Sized> Serialize for Marked<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.present {
            0 | 1 => serializer.serialize_some(self.value),
            present => serializer.serialize_some(&Marked { value: self.value, present: present - 1 }),
        }
    }
}

/// A number. In text an integer has no point, as in JavaScript, so that `10` comes back as `10`.
pub(crate) struct Number(pub(crate) f64);

impl Serialize for Number {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match small_integer(self.0) {
            Some(integer) if serializer.is_human_readable() => serializer.serialize_i64(integer),
            _ => serializer.serialize_f64(self.0),
        }
    }
}

/// The same with half the width. In text the width is not seen, so the number is made the one that has its text.
struct Narrow(f32);

impl Serialize for Narrow {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const BOUND: f32 = 16_777_216.0;
        if !serializer.is_human_readable() {
            return serializer.serialize_f32(self.0);
        }
        match small_integer(self.0.into()) {
            Some(integer) if self.0.abs() < BOUND => serializer.serialize_i64(integer),
            _ => serializer.serialize_f64(widen(self.0)),
        }
    }
}

/// A list, as the format takes it.
struct OfList<'a>(&'a dyn List);

impl Serialize for OfList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let progress = Progress::of(&serializer);
        let sequence = serializer.serialize_seq(Some(self.0.count()))?;
        let mut items = Items { sequence, progress };
        self.0.write_items(&mut items);
        items.progress.end()?;
        items.sequence.end()
    }
}

/// A tuple, as the format takes it.
struct OfTuple<'a>(&'a dyn Tuple);

impl Serialize for OfTuple<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let progress = Progress::of(&serializer);
        let sequence = serializer.serialize_tuple(self.0.count())?;
        let mut members = Members { sequence, progress };
        self.0.write_items(&mut members);
        members.progress.end()?;
        members.sequence.end()
    }
}

/// A map, as the format takes it.
struct OfMap<'a>(&'a dyn Map);

impl Serialize for OfMap<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let progress = Progress::of(&serializer);
        let map = serializer.serialize_map(Some(self.0.count()))?;
        let mut entries = EntryValues { map, progress };
        self.0.write_entries(&mut entries);
        entries.progress.end()?;
        entries.map.end()
    }
}

/// A record, as the format takes it.
struct OfRecord<'a>(&'static Shape, &'a dyn Fields);

impl Serialize for OfRecord<'_> {
    #[inline(never)]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(shape, record) = *self;
        // Text has brackets around a map; only binary formats need to know its length beforehand.
        let progress = Progress::of(&serializer);
        let count = if progress.is_text { None } else { Some(count_keys(shape, record)) };
        let entries = serializer.serialize_map(count)?;
        let mut values = FieldValues { shape, fields: shape.fields.iter(), entries, progress };
        record.write_fields(&mut values);
        values.progress.end()?;
        match values.fields.next() {
            None => values.entries.end(),
            Some(field) => Err(S::Error::custom(format_args!("`{}` does not write `{}`", shape.name, field.key))),
        }
    }
}

/// The number of keys that will be written.
fn count_keys(shape: &'static Shape, record: &dyn Fields) -> usize {
    let mut count = Count { shape, fields: shape.fields.iter(), keys: 0 };
    record.write_fields(&mut count);
    count.keys
}
