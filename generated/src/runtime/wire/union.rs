//! Reading unions from the format.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{Error, Expected, MapAccess, SeqAccess, Unexpected, Visitor};

use crate::runtime::wire::attempt::{choose, choose_among, decode_chosen};
use crate::runtime::wire::buffer::{Buffer, Entries};
use crate::runtime::wire::candidates::{Candidates, ExpectedOf};
use crate::runtime::wire::decode::Within;
use crate::runtime::wire::entries::{Replay, Stream};
use crate::runtime::wire::list::{ListVisitor, TupleVisitor};
use crate::runtime::wire::map::read_map;
use crate::runtime::wire::precise;
use crate::runtime::wire::record::read_record;
use crate::runtime::wire::tree::{OwnKey, Tree, read_items, read_value};
use crate::runtime::wire::{Kinds, Slot, Union, UnionShape};

/// Reads one of several.
///
/// As little as possible is kept in a buffer: an object whose tag comes first is read as it streams by, and so is what
/// only one variant takes.
pub(crate) struct UnionVisitor<'a> {
    pub(crate) target: &'a mut dyn Union,
    pub(crate) within: Within<'a>,
}

impl<'de> Visitor<'de> for UnionVisitor<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.within.state.place.blame_data();
        Expected::fmt(&ExpectedOf(self.target.shape()), formatter)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        choose(self.target, &Buffer::Null, self.within)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        choose(self.target, &Buffer::Boolean(value), self.within)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        choose(self.target, &Buffer::Signed(value), self.within)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        choose(self.target, &Buffer::Unsigned(value), self.within)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        choose(self.target, &Buffer::Float(value), self.within)
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        choose(self.target, &Buffer::String(Cow::Borrowed(value)), self.within)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<(), A::Error> {
        let within = self.within.deeper()?;
        let mut lists = self.target.shape().of_kinds(Kinds::ARRAY);
        let Some((first, _)) = lists.next() else {
            return Err(A::Error::invalid_type(Unexpected::Seq, &self));
        };
        if lists.next().is_none() {
            match self.target.choose(first) {
                Slot::List(target) => return ListVisitor { target, within }.visit_seq(sequence),
                Slot::StringList(target) => return ListVisitor { target, within }.visit_seq(sequence),
                Slot::I64List(target) => return ListVisitor { target, within }.visit_seq(sequence),
                Slot::F32List(target) => return ListVisitor { target, within }.visit_seq(sequence),
                Slot::F64List(target) => return ListVisitor { target, within }.visit_seq(sequence),
                Slot::Tuple(target) => return TupleVisitor { target, within }.visit_seq(sequence),
                _ => {}
            }
        }
        let items: Buffer<'_> = read_items(sequence, within)?;
        choose(self.target, &items, self.within)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let within = self.within.deeper()?;
        let shape = self.target.shape();
        let mut buffered = Entries::new();
        if precise::is_on()
            && let Some(key) = entries.next_key_seed(OwnKey(within))?
        {
            if precise::is_key(&key) {
                let number = precise::read_number(&mut entries)?;
                return choose(self.target, &Buffer::number(number), self.within);
            }
            let value = read_value(&mut entries, &key, within)?;
            buffered.push((key, value));
        }
        if !shape.takes_objects() {
            return Err(A::Error::invalid_type(Unexpected::Map, &self));
        }
        let variant = match read_to_tag(shape, &mut entries, &mut buffered, within)? {
            Candidates::One(variant) => variant,
            Candidates::Unknown(variant) => {
                within.state.tally.unknown_value();
                variant
            }
            Candidates::Several(variants) => {
                read_rest(&mut entries, &mut buffered, within)?;
                return choose_among(self.target, &variants, &Buffer::Object(buffered), self.within);
            }
        };
        match self.target.choose(variant) {
            Slot::Record(target) => read_record(target, Replay::new(&buffered, Stream::new(entries)), within),
            Slot::Map(target) => read_map(target, Replay::new(&buffered, Stream::new(entries)), within),
            slot => {
                read_rest(&mut entries, &mut buffered, within)?;
                decode_chosen(slot, &Buffer::Object(buffered), self.within)
            }
        }
    }
}

/// Reads as much of an object, of which the beginning may be read already, as it takes to know its variant.
fn read_to_tag<'de, A: MapAccess<'de>>(
    shape: &'static UnionShape,
    entries: &mut A,
    buffered: &mut Entries<'de>,
    within: Within<'_>,
) -> Result<Candidates, A::Error> {
    let place = &within.state.place;
    let Some(tag) = shape.telling_tag() else {
        return shape.candidates_by_tag(None, place);
    };
    if let Some(value) = shape.tag_in(buffered) {
        return shape.candidates_by_tag(Some(value), place);
    }
    while let Some(key) = entries.next_key_seed(OwnKey(within))? {
        let value = read_value(entries, &key, within)?;
        let is_tag = key == tag;
        buffered.push((key, value));
        if is_tag {
            return shape.candidates_by_tag(buffered.last().map(|(_, value)| value), place);
        }
    }
    shape.candidates_by_tag(None, place)
}

/// Reads what is left of an object.
fn read_rest<'de, A: MapAccess<'de>>(
    entries: &mut A,
    buffered: &mut Entries<'de>,
    within: Within<'_>,
) -> Result<(), A::Error> {
    while let Some(key) = entries.next_key_seed(OwnKey(within))? {
        let value = read_value(entries, &key, within)?;
        buffered.push((key, value));
    }
    Ok(())
}
