//! The limits of a schema that decide on a type. All others are the server's to check.

use crate::cursor::Keys;
use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Bounds, Reader};
use crate::source::{At, Node};

/// `minimum` and `maximum`.
pub(in crate::doc) fn of_numbers(reader: &Reader<'_>, keys: &Keys<'_>) -> Bounds {
    Bounds { minimum: number(reader, keys, "minimum"), maximum: number(reader, keys, "maximum") }
}

/// `minItems` and `maxItems`.
pub(in crate::doc) fn of_items(reader: &Reader<'_>, keys: &Keys<'_>) -> (Option<u64>, Option<u64>) {
    (count(reader, keys, "minItems"), count(reader, keys, "maxItems"))
}

fn number(reader: &Reader<'_>, keys: &Keys<'_>, key: &'static str) -> Option<f64> {
    let at = keys.get(key)?;
    match reader.cursor.source.node(at) {
        #[expect(clippy::cast_precision_loss, reason = "a bound decides on a width, for which it is near enough")]
        Node::Integer(value) => Some(*value as f64),
        #[expect(clippy::cast_precision_loss, reason = "as above")]
        Node::Unsigned(value) => Some(*value as f64),
        Node::Float(value) => Some(*value),
        _ => {
            unread_limit(reader, at, "a number");
            None
        }
    }
}

fn count(reader: &Reader<'_>, keys: &Keys<'_>, key: &'static str) -> Option<u64> {
    let at = keys.get(key)?;
    let found = match *reader.cursor.source.node(at) {
        Node::Integer(value) => u64::try_from(value).ok(),
        _ => None,
    };
    if found.is_none() {
        unread_limit(reader, at, "a whole number from 0 on");
    }
    found
}

/// Reports a limit that is not what it should be. It is a warning, because limits are the server's to check.
fn unread_limit(reader: &Reader<'_>, at: At, expected: &str) {
    let found = reader.cursor.source.node(at).kind();
    reader.cursor.sink.push(
        Diagnostic::warning(Code::WrongType, Spot::Value(at), format!("expected {expected}, found {found}"))
            .label("not read")
            .help(format!("write {expected}, without quotes"))
            .help("without it: the schema is read without this limit"),
    );
}
