//! The one encoder.

use serde::ser::{SerializeMap, SerializeSeq, SerializeTuple};
use serde::{Serialize, Serializer};

use crate::runtime::wire::{List, Map, Presence, Record, Tuple, View};

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
            Self::F32(value) => serializer.serialize_f32(value),
            Self::F64(value) => serializer.serialize_f64(value),
            Self::String(value) => serializer.serialize_str(value),
            Self::Any(value) => value.serialize(serializer),
            Self::List(list) => serialize_list(list, serializer),
            Self::Tuple(tuple) => serialize_tuple(tuple, serializer),
            Self::Map(map) => serialize_map(map, serializer),
            Self::Record(record) => serialize_record(record, serializer),
        }
    }
}

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

fn serialize_map<S: Serializer>(map: &dyn Map, serializer: S) -> Result<S::Ok, S::Error> {
    let mut entries = serializer.serialize_map(Some(map.count()))?;
    for (key, value) in map.entries() {
        entries.serialize_entry(key, &value)?;
    }
    entries.end()
}

fn serialize_record<S: Serializer>(record: &dyn Record, serializer: S) -> Result<S::Ok, S::Error> {
    // Text has brackets around a map; only binary formats need to know its length beforehand.
    let count = if serializer.is_human_readable() { None } else { Some(count_fields(record)) };
    let mut entries = serializer.serialize_map(count)?;
    for (index, field) in record.shape().fields.iter().enumerate() {
        match &field.presence {
            Presence::Constant(value) => entries.serialize_entry(field.key, value)?,
            Presence::Required => entries.serialize_entry(field.key, &record.view(index))?,
            Presence::Optional => match record.view(index) {
                View::Absent => {}
                view => entries.serialize_entry(field.key, &view)?,
            },
        }
    }
    entries.end()
}

/// The number of fields that will be written.
fn count_fields(record: &dyn Record) -> usize {
    let is_absent = |index| matches!(record.view(index), View::Absent);
    let fields = record.shape().fields.iter().enumerate();
    fields.filter(|(index, field)| !(matches!(field.presence, Presence::Optional) && is_absent(*index))).count()
}
