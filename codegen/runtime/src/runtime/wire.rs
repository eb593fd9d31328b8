//! How types are read and written: serde, by reflection over plain data.
//!
//! `serde_derive` writes a state machine for each type, and the compiler then builds it anew for each format. In a
//! crate of a thousand types that is most of the build. Here a type only says, in data and a row for each field, what
//! its fields are called and where they lie ([`Record`]); one decoder and one encoder, generic over the format alone,
//! do the rest for all types. To the outside it is ordinary serde: every type is `Serialize` and `Deserialize`, in any
//! format whose maps have strings for keys, except a text that marks what could be absent, as RON does by default: in
//! text, `Some` of a value is written as the value alone.
//!
//! What is read is forgiving where a server may differ from its document without harm, and strict where data would be
//! lost:
//!
//! - Keys that the type does not know are skipped; one of a record or map that stands twice is an error. In untyped
//!   JSON the last one holds, as in all of `serde_json`.
//! - `null` is taken for a field that may be absent, and refused for one that may not. It is as good as absent, except
//!   where `null` is a value of the type, as it is of untyped JSON and of a union with such a variant: there it is kept
//!   and written again.
//! - `1.0` is an integer, as JSON Schema has it; `1.5` and what does not fit the width are errors.
//! - Numbers are read in the same way when a program turns on the feature `arbitrary_precision` of `serde_json`;
//!   untyped JSON then keeps all their digits.
//! - Constants are written by themselves, and checked when they are read.
//! - Enumerations are open: a value that the document does not list is kept and written again.
//! - A union is told by its tag, by the kind of the value, or by the keys that are there. Where that leaves several
//!   variants each is tried, and the best fit is taken: the one that ignores the fewest keys, then the one that takes
//!   the fewest nulls for absent where the document does not allow null, then the one that rounds the fewest numbers,
//!   then the one that knows the most values of enumerations, then the first. An object is kept in a buffer only as far
//!   as its tag. What is in a union in a union is decided once, and what attempts may cost is bounded.
//! - Records, lists and maps may stand [`DEPTH_LIMIT`] deep in one another, untyped JSON included; more is an error and
//!   not an overflow of the stack.
//!
//! What is written is what JavaScript would write: a number without a fraction has no point, up to 2^53.
//!
//! An error names the place of the value at fault: `data[3].owner.id: invalid type: null, expected a string`. Errors
//! that come from the format itself, such as bad syntax or the end of the input, pass through as they are, so that for
//! example `serde_json::Error::is_eof` still answers.

mod access;
mod attempt;
mod buffer;
mod candidates;
mod constant;
mod debug;
mod decisions;
mod decode;
mod encode;
mod entries;
mod equality;
mod excerpt;
mod item;
mod kinds;
mod leaf;
mod list;
mod macros;
mod map;
mod number;
mod place;
mod precise;
mod record;
mod replay;
mod shape;
mod sink;
mod slot;
mod standard;
mod tally;
mod tree;
mod union;
mod variant;

pub use crate::runtime::nullable::Nullable;
pub use crate::runtime::unknown::{UnknownInteger, UnknownValue};
pub use crate::runtime::wire::access::{Access, AsRecord, AsText, AsUnion, AsWhole};
pub use crate::runtime::wire::debug::debug;
pub use crate::runtime::wire::decode::DEPTH_LIMIT;
pub use crate::runtime::wire::equality::equal;
pub use crate::runtime::wire::kinds::Kinds;
#[allow(unused_imports, reason = "a document without such types uses none")]
pub(crate) use crate::runtime::wire::macros::{equality, one_of, record, texts, traits, whole_numbers};
pub use crate::runtime::wire::shape::{Constant, Field, Presence, Shape};
pub use crate::runtime::wire::sink::{Sink, WriteEntries};
pub use crate::runtime::wire::slot::{Fields, List, Map, Optional, ReadFields, Slot, Text, Tuple, Union, Whole};
pub use crate::runtime::wire::variant::{UnionShape, Variant};

use serde::{Deserializer, Serializer};

/// A type that can be read and written.
pub trait Wire: Sized {
    /// How such a value is got at: as one of the kinds of types of a document, or in a way of its own.
    ///
    /// A thousand types say so in one word here, where two methods each would have to be compiled.
    type Access: Access<Self>;

    /// Whether `null` is such a value, and the empty one, so that a `null` in the place of one that may be absent is
    /// not the absence of one.
    ///
    /// A constant and no method, because a method would be compiled for each type.
    const TAKES_NULL: bool = false;

    /// A value to read into. What it holds is never seen: a value that has to be there is read, or reading fails.
    fn empty() -> Self;

    /// The place of the value, to read into.
    #[inline]
    fn slot(&mut self) -> Slot<'_> {
        Self::Access::slot(self)
    }

    /// Writes the value, which could have been absent so many times over.
    #[inline]
    fn write<'v>(&'v self, sink: &mut dyn Sink<'v>, present: u8) {
        Self::Access::write(self, sink, present);
    }

    /// The place of a list of such values. What is small is read faster where the list is known.
    #[inline]
    fn list_slot(list: &mut Vec<Self>) -> Slot<'_> {
        Slot::List(list)
    }
}

/// A type with named fields.
pub trait Record: Wire {
    /// The names of the type and of its fields.
    const SHAPE: &'static Shape;

    /// Shows the places of all fields, to read into: one for each field of the shape in its order, which is
    /// [`Slot::Ignored`] for a constant, and then with [`Shape::additional`] that of the map of further keys.
    fn slots(&mut self, reader: &mut dyn ReadFields);

    /// Writes the values of all fields in the order of the shape, constants too, and then with [`Shape::additional`]
    /// the map of further keys.
    fn write_fields<'v>(&'v self, sink: &mut dyn Sink<'v>);
}

/// The body of `Serialize::serialize` of each type.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<T: Wire, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    encode::encode(value, serializer)
}

/// The body of `Deserialize::deserialize` of each type.
///
/// # Errors
///
/// Those of the deserializer, and that the data is not a `T`.
pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::empty();
    decode::decode(value.slot(), deserializer)?;
    Ok(value)
}

/// Reads a JSON text.
///
/// The same as `serde_json::from_str`, except that nothing is compiled again for each type, and that a place is named
/// from the root on where the root is a list or a map.
///
/// # Errors
///
/// That the text is not JSON, or not a `T`.
pub fn from_json<T: Wire>(text: &str) -> Result<T, serde_json::Error> {
    let mut value = T::empty();
    read_json(value.slot(), text)?;
    Ok(value)
}

fn read_json(slot: Slot<'_>, text: &str) -> Result<(), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    decode::decode(slot, &mut deserializer)?;
    deserializer.end()
}

/// Writes a JSON text.
///
/// The same as `serde_json::to_vec`, except that nothing is compiled again for each type.
///
/// # Errors
///
/// None for what can be read, since all keys are strings.
pub fn to_json<T: Wire>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    let mut text = Vec::with_capacity(128);
    encode::encode(value, &mut serde_json::Serializer::new(&mut text))?;
    Ok(text)
}
