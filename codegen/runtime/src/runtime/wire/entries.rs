//! Keys and values, from a format or from a buffer.

use std::borrow::Cow;
use std::marker::PhantomData;
use std::slice;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, Visitor};

use crate::runtime::wire::buffer::{self, Buffer};
use crate::runtime::wire::constant::ConstantVisitor;
use crate::runtime::wire::decode::Within;
use crate::runtime::wire::replay::{constant_from_buffer, decode_buffer};
use crate::runtime::wire::{Constant, Slot};

/// Where the keys and values of a record or map come from.
pub(crate) trait Entries {
    /// The error of the format.
    type Error: Error;

    /// Reads the next key; `None` at the end.
    fn next_key<T, V: for<'any> Visitor<'any, Value = T>>(&mut self, visitor: V) -> Result<Option<T>, Self::Error>;

    /// Whether the value of that key is known to be null before it is read.
    fn is_null(&self) -> bool {
        false
    }

    /// Reads the value of that key.
    fn next_value(&mut self, slot: Slot<'_>, within: Within<'_>) -> Result<(), Self::Error>;

    /// Checks the value of that key.
    fn next_constant(&mut self, expected: &'static Constant, within: Within<'_>) -> Result<(), Self::Error>;
}

/// From the format.
pub(crate) struct Stream<'de, A> {
    from: A,
    data: PhantomData<&'de ()>,
}

impl<A> Stream<'_, A> {
    #[inline]
    pub(crate) fn new(from: A) -> Self {
        Self { from, data: PhantomData }
    }
}

impl<'de, A: MapAccess<'de>> Entries for Stream<'de, A> {
    type Error = A::Error;

    #[inline]
    fn next_key<T, V: for<'any> Visitor<'any, Value = T>>(&mut self, visitor: V) -> Result<Option<T>, A::Error> {
        self.from.next_key_seed(KeySeed(visitor))
    }

    #[inline]
    fn next_value(&mut self, slot: Slot<'_>, within: Within<'_>) -> Result<(), A::Error> {
        self.from.next_value_seed(within.seed(slot))
    }

    fn next_constant(&mut self, expected: &'static Constant, within: Within<'_>) -> Result<(), A::Error> {
        self.from.next_value_seed(ConstantVisitor { expected, place: &within.state.place })
    }
}

/// Reads a key with a visitor.
struct KeySeed<V>(V);

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for KeySeed<V> {
    type Value = V::Value;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<V::Value, D::Error> {
        deserializer.deserialize_str(self.0)
    }
}

/// From a buffer alone, or from a buffer and then from the format.
pub(crate) struct Replay<'a, 'de, R> {
    buffered: slice::Iter<'a, (Cow<'de, str>, Buffer<'de>)>,
    /// The value whose key was read last, if it is from the buffer.
    value: Option<&'a Buffer<'de>>,
    rest: R,
}

impl<'a, 'de, R: Entries> Replay<'a, 'de, R> {
    pub(crate) fn new(buffered: &'a buffer::Entries<'de>, rest: R) -> Self {
        Self { buffered: buffered.iter(), value: None, rest }
    }
}

impl<R: Entries> Entries for Replay<'_, '_, R> {
    type Error = R::Error;

    #[inline]
    fn next_key<T, V: for<'any> Visitor<'any, Value = T>>(&mut self, visitor: V) -> Result<Option<T>, R::Error> {
        match self.buffered.next() {
            Some((key, value)) => {
                self.value = Some(value);
                visitor.visit_str(key).map(Some)
            }
            None => {
                self.value = None;
                self.rest.next_key(visitor)
            }
        }
    }

    #[inline]
    fn is_null(&self) -> bool {
        matches!(self.value, Some(Buffer::Null))
    }

    #[inline]
    fn next_value(&mut self, slot: Slot<'_>, within: Within<'_>) -> Result<(), R::Error> {
        match self.value {
            Some(value) => decode_buffer(slot, value, within),
            None => self.rest.next_value(slot, within),
        }
    }

    fn next_constant(&mut self, expected: &'static Constant, within: Within<'_>) -> Result<(), R::Error> {
        match self.value {
            Some(value) => constant_from_buffer(expected, value, within),
            None => self.rest.next_constant(expected, within),
        }
    }
}

/// No entries.
pub(crate) struct NoEntries<E>(PhantomData<E>);

impl<E> Default for NoEntries<E> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<E: Error> Entries for NoEntries<E> {
    type Error = E;

    fn next_key<T, V: for<'any> Visitor<'any, Value = T>>(&mut self, _: V) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn next_value(&mut self, _: Slot<'_>, _: Within<'_>) -> Result<(), E> {
        Ok(())
    }

    fn next_constant(&mut self, _: &'static Constant, _: Within<'_>) -> Result<(), E> {
        Ok(())
    }
}
