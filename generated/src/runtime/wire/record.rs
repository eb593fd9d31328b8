//! Reading records.

use std::{fmt, mem};

use serde::de::{Error, MapAccess, Visitor};

use crate::runtime::wire::decode::Within;
use crate::runtime::wire::entries::{Entries, Stream};
use crate::runtime::wire::map::read_entry;
use crate::runtime::wire::place::{Place, Step};
use crate::runtime::wire::{Field, Fields, Presence, ReadFields, Shape, Slot};

/// How many fields of a record take as much of the stack as a level of nesting does.
const FIELDS_OF_A_LEVEL: usize = 64;

/// Reads named fields from the format.
pub(crate) struct RecordVisitor<'a> {
    pub(crate) target: &'a mut dyn Fields,
    pub(crate) within: Within<'a>,
}

impl<'de> Visitor<'de> for RecordVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.within.state.place.blame_data();
        write!(formatter, "an object for `{}`", self.target.shape().name)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<(), A::Error> {
        read_record(self.target, Stream::new(entries), self.within)
    }
}

/// Reads named fields. The place is that of the record, already counted.
pub(crate) fn read_record<E: Entries>(target: &mut dyn Fields, entries: E, within: Within<'_>) -> Result<(), E::Error> {
    let shape = target.shape();
    let within = within.deeper_by(shape.fields.len() / FIELDS_OF_A_LEVEL)?;
    let mut reader = FieldsReader { shape, entries: Some(entries), within, read: None };
    target.slots(&mut reader);
    reader.read.unwrap_or_else(|| Err(within.state.place.error(format_args!("a record shows no places"))))
}

/// Reads the fields of a record, once.
struct FieldsReader<'a, E: Entries> {
    shape: &'static Shape,
    entries: Option<E>,
    within: Within<'a>,
    read: Option<Result<(), E::Error>>,
}

impl<E: Entries> ReadFields for FieldsReader<'_, E> {
    fn read(&mut self, slots: &mut [Slot<'_>]) {
        let (shape, within) = (self.shape, self.within);
        self.read = self.entries.take().map(|entries| read_fields(shape, slots, entries, within));
    }
}

/// Reads the fields into their places; the last place is that of further keys, where there is one.
fn read_fields<E: Entries>(
    shape: &'static Shape,
    slots: &mut [Slot<'_>],
    mut entries: E,
    within: Within<'_>,
) -> Result<(), E::Error> {
    let place = &within.state.place;
    let mut seen = Seen::default();
    let mut next = 0;
    let mut other = String::new();
    while let Some(found) = entries.next_key(FieldKey { shape, next, place, other: &mut other })? {
        let Some(index) = found else {
            match slots.last_mut() {
                Some(Slot::Map(map)) if shape.keeps(&other) => read_entry(*map, &mut entries, &other, within)?,
                _ => {
                    within.state.tally.ignored_key();
                    entries.next_value(Slot::Ignored, within)?;
                }
            }
            continue;
        };
        let field = &shape.fields[index];
        if !seen.insert(index) {
            return Err(place.error(format_args!("duplicate field `{}` of `{}`", field.key, shape.name)));
        }
        next = index + 1;
        let read = match &field.presence {
            Presence::Constant(expected) => entries.next_constant(expected, within),
            Presence::Required | Presence::Optional => {
                if entries.is_null() && matches!(field, Field { presence: Presence::Optional, is_nullable: false, .. })
                {
                    within.state.tally.lost_null();
                }
                entries.next_value(mem::replace(&mut slots[index], Slot::Ignored), within)
            }
        };
        read.inspect_err(|_| place.came_through(Step::Field(field.key)))?;
    }
    for (index, field) in shape.fields.iter().enumerate() {
        if !matches!(field.presence, Presence::Optional) && !seen.contains(index) {
            return Err(place.error(format_args!("missing field `{}` of `{}`", field.key, shape.name)));
        }
    }
    Ok(())
}

/// The numbers of the fields that were read.
#[derive(Default)]
struct Seen {
    first: u64,
    /// The bits of the fields that `first` has no room for. Few types have that many.
    others: Vec<u64>,
}

impl Seen {
    /// Adds a number; false if it was there.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        let block = if index < 64 { &mut self.first } else { self.block(index / 64) };
        let is_new = *block & bit == 0;
        *block |= bit;
        is_new
    }

    #[inline]
    fn contains(&self, index: usize) -> bool {
        let block = match index / 64 {
            0 => self.first,
            block => self.others.get(block - 1).copied().unwrap_or_default(),
        };
        block & (1 << (index % 64)) != 0
    }

    #[cold]
    fn block(&mut self, block: usize) -> &mut u64 {
        self.others.resize(self.others.len().max(block), 0);
        &mut self.others[block - 1]
    }
}

/// Reads the key of a field; `None` for a key that the record does not have.
struct FieldKey<'a> {
    shape: &'static Shape,
    next: usize,
    place: &'a Place,
    /// Where a key goes that the record does not have, if it is kept.
    other: &'a mut String,
}

impl Visitor<'_> for FieldKey<'_> {
    type Value = Option<usize>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.place.blame_data();
        formatter.write_str("the name of a field")
    }

    #[inline]
    fn visit_str<E: Error>(self, key: &str) -> Result<Option<usize>, E> {
        let found = self.shape.find(key, self.next);
        if found.is_none() && self.shape.additional {
            self.other.clear();
            self.other.push_str(key);
        }
        Ok(found)
    }
}
