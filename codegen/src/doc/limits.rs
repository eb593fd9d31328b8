//! The limits of a schema that decide on a type. All others are the server's to check.

use crate::cursor::{Expected, Keys};
use crate::doc::{Bounds, Reader};
use crate::source::Node;

/// `minimum` and `maximum`.
pub(in crate::doc) fn of_numbers(reader: &Reader<'_>, keys: &Keys<'_>) -> Bounds {
    Bounds { minimum: number(reader, keys, "minimum"), maximum: number(reader, keys, "maximum") }
}

/// `minItems` and `maxItems`.
pub(in crate::doc) fn of_items(reader: &Reader<'_>, keys: &Keys<'_>) -> (Option<u64>, Option<u64>) {
    (count(reader, keys, "minItems"), count(reader, keys, "maxItems"))
}

fn number(reader: &Reader<'_>, keys: &Keys<'_>, key: &'static str) -> Option<f64> {
    match reader.cursor.source.node(keys.get_as(key, Expected::Number)?) {
        #[expect(clippy::cast_precision_loss, reason = "a bound decides on a width, for which it is near enough")]
        Node::Integer(value) => Some(*value as f64),
        #[expect(clippy::cast_precision_loss, reason = "as above")]
        Node::Unsigned(value) => Some(*value as f64),
        Node::Float(value) => Some(*value),
        _ => None,
    }
}

fn count(reader: &Reader<'_>, keys: &Keys<'_>, key: &'static str) -> Option<u64> {
    match *reader.cursor.source.node(keys.get_as(key, Expected::Count)?) {
        Node::Integer(value) => u64::try_from(value).ok(),
        Node::Unsigned(value) => Some(value),
        // What 64 bits do not hold is the greatest number that they do.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a whole number from 0 on")]
        Node::Float(value) => Some(value as u64),
        _ => None,
    }
}
