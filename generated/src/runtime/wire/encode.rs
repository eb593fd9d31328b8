//! The one encoder.

use serde::ser::{Error, SerializeMap, SerializeSeq, SerializeTuple};
use serde::{Serialize, Serializer};

use crate::runtime::wire::number::{small_integer, widen};
use crate::runtime::wire::{Constant, Content, Fields, List, Map, Presence, Shape, Tuple, View, WriteFields};

impl Serialize for View<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.present.checked_sub(1) {
            None => self.content.serialize(serializer),
            Some(0) => serializer.serialize_some(&self.content),
            Some(present) => serializer.serialize_some(&View { content: self.content, present }),
        }
    }
}

impl Serialize for Content<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Absent | Self::Null => serializer.serialize_none(),
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

/// A record, where it is known that the value is one.
struct OfRecord<'a>(&'a dyn Fields);

impl Serialize for OfRecord<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_record(self.0, serializer)
    }
}

/// A list, where it is known that the value is one.
struct OfList<'a>(&'a dyn List);

impl Serialize for OfList<'_> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_list(self.0, serializer)
    }
}

#[inline(never)]
fn serialize_list<S: Serializer>(list: &dyn List, serializer: S) -> Result<S::Ok, S::Error> {
    let count = list.count();
    let mut sequence = serializer.serialize_seq(Some(count))?;
    for index in 0..count {
        match list.item(index) {
            View { content: Content::Record(record), present: 0 } => sequence.serialize_element(&OfRecord(record))?,
            view => sequence.serialize_element(&view)?,
        }
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
    let is_text = serializer.is_human_readable();
    let mut entries = serializer.serialize_map(Some(map.count()))?;
    let mut written = Ok(());
    map.each(&mut |key, value| {
        written = match value.content {
            Content::String(value) if is_text => entries.serialize_entry(key, value),
            Content::I64(value) if is_text => entries.serialize_entry(key, &value),
            _ => entries.serialize_entry(key, value),
        };
        written.is_ok()
    });
    written?;
    entries.end()
}

#[inline(never)]
fn serialize_record<S: Serializer>(record: &dyn Fields, serializer: S) -> Result<S::Ok, S::Error> {
    let mut writer = FieldsWriter { serializer: Some(serializer), written: None };
    record.views(&mut writer);
    writer.written.unwrap_or_else(|| Err(S::Error::custom("a record shows no values")))
}

/// Writes the fields of a record, once.
struct FieldsWriter<S: Serializer> {
    serializer: Option<S>,
    written: Option<Result<S::Ok, S::Error>>,
}

impl<S: Serializer> WriteFields for FieldsWriter<S> {
    fn write(&mut self, shape: &'static Shape, views: &[View<'_>]) {
        self.written = self.serializer.take().map(|serializer| serialize_fields(shape, views, serializer));
    }
}

#[inline]
fn serialize_fields<S: Serializer>(
    shape: &'static Shape,
    views: &[View<'_>],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    // Text has brackets around a map; only binary formats need to know its length beforehand.
    let is_text = serializer.is_human_readable();
    let count = if is_text { None } else { Some(count_keys(shape, views)) };
    let mut entries = serializer.serialize_map(count)?;
    let mut values = views.iter();
    for field in shape.fields {
        match &field.presence {
            Presence::Constant(Constant::String(value)) => entries.serialize_entry(field.key, *value)?,
            Presence::Constant(value) => entries.serialize_entry(field.key, value)?,
            Presence::Required | Presence::Optional => match values.next() {
                Some(view) if is_left_out(&field.presence, view) => {}
                // That it could have been absent is not seen in text.
                Some(view) if view.present != 0 && !is_text => entries.serialize_entry(field.key, view)?,
                // Each of the common kinds has a call of its own, as it would have in code that knows the type: to ask
                // the view again in the middle of the entry takes longer than to write a short value.
                Some(view) => match view.content {
                    Content::String(value) => entries.serialize_entry(field.key, value)?,
                    Content::I64(value) => entries.serialize_entry(field.key, &value)?,
                    Content::F64(value) => entries.serialize_entry(field.key, &Number(value))?,
                    Content::Bool(value) => entries.serialize_entry(field.key, &value)?,
                    Content::Record(record) => entries.serialize_entry(field.key, &OfRecord(record))?,
                    Content::List(list) => entries.serialize_entry(field.key, &OfList(list))?,
                    ref other => entries.serialize_entry(field.key, other)?,
                },
                None => return Err(S::Error::custom(format_args!("`{}` shows no `{}`", shape.name, field.key))),
            },
        }
    }
    match values.next() {
        Some(View { content: Content::Map(map), .. }) if shape.additional => {
            serialize_additional(shape, *map, &mut entries)?;
        }
        _ => {}
    }
    entries.end()
}

/// Whether the key of a field is not written.
#[inline]
fn is_left_out(presence: &Presence, view: &View<'_>) -> bool {
    matches!(view, View { content: Content::Absent, present: 0 }) && matches!(presence, Presence::Optional)
}

/// Writes what stands under further keys.
fn serialize_additional<M: SerializeMap>(
    shape: &'static Shape,
    map: &dyn Map,
    entries: &mut M,
) -> Result<(), M::Error> {
    let mut written = Ok(());
    map.each(&mut |key, value| {
        written = match shape.find(key, 0) {
            None if shape.keeps(key) => entries.serialize_entry(key, value),
            None => Err(M::Error::custom(format_args!(
                "the further key {key:?} does not begin as those of `{}` do",
                shape.name
            ))),
            // Written twice, the key could not be read again; left out, a value would be lost.
            Some(_) => Err(M::Error::custom(format_args!("the further key {key:?} is a field of `{}`", shape.name))),
        };
        written.is_ok()
    });
    written
}

/// The number of keys that will be written.
fn count_keys(shape: &'static Shape, views: &[View<'_>]) -> usize {
    let mut values = views.iter();
    let mut count = 0;
    for field in shape.fields {
        let is_written = match &field.presence {
            Presence::Constant(_) => true,
            presence => values.next().is_some_and(|view| !is_left_out(presence, view)),
        };
        count += usize::from(is_written);
    }
    match values.next() {
        Some(View { content: Content::Map(map), .. }) if shape.additional => count + map.count(),
        _ => count,
    }
}
