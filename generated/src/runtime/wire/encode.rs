//! The one encoder.

use serde::ser::{Error, SerializeMap, SerializeSeq, SerializeTuple};
use serde::{Serialize, Serializer};

use crate::runtime::wire::number::{small_integer, widen};
use crate::runtime::wire::{Constant, List, Map, Presence, Record, Tuple, View, Wire};

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Absent | Self::Null => serializer.serialize_none(),
            Self::Present(value) => serializer.serialize_some(&value.view()),
            Self::Bool(value) => serializer.serialize_bool(value),
            Self::I8(value) => serializer.serialize_i8(value),
            Self::I16(value) => serializer.serialize_i16(value),
            Self::I32(value) => serializer.serialize_i32(value),
            Self::I64(value) => serializer.serialize_i64(value),
            Self::U8(value) => serializer.serialize_u8(value),
            Self::U16(value) => serializer.serialize_u16(value),
            Self::U32(value) => serializer.serialize_u32(value),
            Self::U64(value) => serializer.serialize_u64(value),
            Self::F32(value) => Narrow(value).serialize(serializer),
            Self::F64(value) => Number(value).serialize(serializer),
            Self::String(value) => serializer.serialize_str(value),
            Self::Any(value) => value.serialize(serializer),
            Self::List(list) => serialize_list(list, serializer),
            Self::StringList(list) => list.serialize(serializer),
            Self::I64List(list) => list.serialize(serializer),
            Self::F32List(list) => serializer.collect_seq(list.iter().map(|value| Narrow(*value))),
            Self::F64List(list) => serializer.collect_seq(list.iter().map(|value| Number(*value))),
            Self::Tuple(tuple) => serialize_tuple(tuple, serializer),
            Self::Map(map) => serialize_map(map, serializer),
            Self::Record(record) => serialize_record(record, serializer),
        }
    }
}

/// Writes the entry of a record or a map.
///
/// Each of the common types has a call of its own, as it would have in code that knows the type: to ask the view again in
/// the middle of the entry takes longer than to write a short value.
#[inline]
fn serialize_entry<M: SerializeMap>(
    entries: &mut M,
    key: &str,
    view: &View<'_>,
    is_text: bool,
) -> Result<(), M::Error> {
    match *view {
        View::String(value) => entries.serialize_entry(key, value),
        View::I64(value) => entries.serialize_entry(key, &value),
        View::F64(value) => entries.serialize_entry(key, &Number(value)),
        View::Bool(value) => entries.serialize_entry(key, &value),
        // That it could have been absent is not seen in text.
        View::Present(value) if is_text => serialize_present(entries, key, value),
        ref other => entries.serialize_entry(key, other),
    }
}

#[inline(never)]
fn serialize_present<M: SerializeMap>(entries: &mut M, key: &str, value: &dyn Wire) -> Result<(), M::Error> {
    match value.view() {
        View::String(value) => entries.serialize_entry(key, value),
        other => entries.serialize_entry(key, &other),
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

#[inline(never)]
fn serialize_list<S: Serializer>(list: &dyn List, serializer: S) -> Result<S::Ok, S::Error> {
    let count = list.count();
    let mut sequence = serializer.serialize_seq(Some(count))?;
    for index in 0..count {
        sequence.serialize_element(&list.item(index))?;
    }
    sequence.end()
}

fn serialize_tuple<S: Serializer>(tuple: &dyn Tuple, serializer: S) -> Result<S::Ok, S::Error> {
    let count = tuple.count();
    let mut sequence = serializer.serialize_tuple(count)?;
    for index in 0..count {
        sequence.serialize_element(&tuple.view(index))?;
    }
    sequence.end()
}

#[inline(never)]
fn serialize_map<S: Serializer>(map: &dyn Map, serializer: S) -> Result<S::Ok, S::Error> {
    let mut entries = serializer.serialize_map(Some(map.count()))?;
    let mut written = Ok(());
    map.each(&mut |key, value| {
        written = entries.serialize_entry(key, value);
        written.is_ok()
    });
    written?;
    entries.end()
}

#[inline(never)]
fn serialize_record<S: Serializer>(record: &dyn Record, serializer: S) -> Result<S::Ok, S::Error> {
    let shape = record.shape();
    // Text has brackets around a map; only binary formats need to know its length beforehand.
    let is_text = serializer.is_human_readable();
    let count = if is_text { None } else { Some(count_keys(record)) };
    let mut entries = serializer.serialize_map(count)?;
    for (index, field) in shape.fields.iter().enumerate() {
        match &field.presence {
            Presence::Constant(Constant::String(value)) => {
                entries.serialize_entry(field.key, *value)?;
                continue;
            }
            Presence::Constant(value) => {
                entries.serialize_entry(field.key, value)?;
                continue;
            }
            Presence::Required | Presence::Optional => {}
        }
        // The view is looked at where it is: to move it would cost more than to write it.
        let view = record.view(index);
        if matches!(view, View::Absent) && matches!(field.presence, Presence::Optional) {
            continue;
        }
        serialize_entry(&mut entries, field.key, &view, is_text)?;
    }
    if shape.additional {
        serialize_additional(record, &mut entries)?;
    }
    entries.end()
}

/// Writes what stands under further keys.
fn serialize_additional<M: SerializeMap>(record: &dyn Record, entries: &mut M) -> Result<(), M::Error> {
    let View::Map(map) = record.additional_view() else {
        return Ok(());
    };
    let shape = record.shape();
    let mut written = Ok(());
    map.each(&mut |key, value| {
        written = match shape.find(key, 0) {
            None => entries.serialize_entry(key, value),
            // Written twice, the key could not be read again; left out, a value would be lost.
            Some(_) => Err(M::Error::custom(format_args!("the further key {key:?} is a field of `{}`", shape.name))),
        };
        written.is_ok()
    });
    written
}

/// The number of keys that will be written.
fn count_keys(record: &dyn Record) -> usize {
    let shape = record.shape();
    let is_absent = |index| matches!(record.view(index), View::Absent);
    let fields = shape.fields.iter().enumerate();
    let fields = fields.filter(|(index, field)| !(matches!(field.presence, Presence::Optional) && is_absent(*index)));
    let additional = match record.additional_view() {
        View::Map(map) if shape.additional => map.count(),
        _ => 0,
    };
    fields.count() + additional
}
