//! The limits of a schema that decide on a type. All others are the server's to check.

use crate::cursor::{Expected, Keys};
use crate::doc::{Bounds, Reader};
use crate::source::Node;

/// The least and the greatest whole number that `minimum`, `maximum` and the exclusive ones leave.
pub(in crate::doc) fn of_numbers(reader: &Reader<'_>, keys: &Keys<'_>) -> Bounds {
    let minimum = number(reader, keys, "minimum");
    let maximum = number(reader, keys, "maximum");
    let above = exclusive(reader, keys, "exclusiveMinimum", minimum).map(|limit| limit.floor() + 1.0);
    let below = exclusive(reader, keys, "exclusiveMaximum", maximum).map(|limit| limit.ceil() - 1.0);
    Bounds {
        minimum: above.map_or(minimum, |above| Some(minimum.map_or(above, |minimum| minimum.max(above)))),
        maximum: below.map_or(maximum, |below| Some(maximum.map_or(below, |maximum| maximum.min(below)))),
    }
}

/// The number that an exclusive limit leaves out: its own, or in OpenAPI 3.0 the one beside it.
fn exclusive(reader: &Reader<'_>, keys: &Keys<'_>, key: &'static str, beside: Option<f64>) -> Option<f64> {
    let at = keys.get(key)?;
    match reader.cursor.source.node(at) {
        Node::Boolean(is_exclusive) => beside.filter(|_| *is_exclusive),
        // What is no number is reported with the other limits that are of another version.
        node => node.as_number(),
    }
}

/// `minItems` and `maxItems`.
pub(in crate::doc) fn of_items(reader: &Reader<'_>, keys: &Keys<'_>) -> (Option<u64>, Option<u64>) {
    (count(reader, keys, "minItems"), count(reader, keys, "maxItems"))
}

fn number(reader: &Reader<'_>, keys: &Keys<'_>, key: &'static str) -> Option<f64> {
    reader.cursor.source.node(keys.get_as(key, Expected::Number)?).as_number()
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
