//! The limits of a schema, as written. What follows from them is for the lowering to say.

use crate::cursor::{Expected, Keys};
use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Reader, Version};
use crate::source::{At, Node};

/// A limit, as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit<T> {
    /// What it says.
    pub value: T,
    /// The keyword that has it.
    pub key: &'static str,
    /// Its place, which a reference may have taken.
    pub at: At,
}

/// What `exclusiveMinimum` or `exclusiveMaximum` says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Exclusive {
    /// Whether the number beside it is left out itself, as in OpenAPI 3.0.
    Flag(bool),
    /// A number of its own, which is left out.
    Number(f64),
}

/// The limits of a schema.
#[derive(Debug, Default, PartialEq)]
pub struct Limits {
    /// `minimum`.
    pub minimum: Option<Limit<f64>>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: Option<Limit<Exclusive>>,
    /// `maximum`.
    pub maximum: Option<Limit<f64>>,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: Option<Limit<Exclusive>>,
    /// `minItems` and `maxItems`.
    pub items: CountLimits,
    /// `minLength` and `maxLength`.
    pub length: CountLimits,
    /// `minProperties` and `maxProperties`.
    pub properties: CountLimits,
}

/// The least and the greatest of what is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct CountLimits {
    /// The least.
    pub least: Option<Limit<u64>>,
    /// The greatest.
    pub most: Option<Limit<u64>>,
}

/// The limits of a schema; `None` where it has none, as most schemas.
pub(in crate::doc) fn read(reader: &Reader<'_>, keys: &Keys<'_>) -> Option<Box<Limits>> {
    let limits = Limits {
        minimum: number(reader, keys, "minimum"),
        exclusive_minimum: exclusive(reader, keys, "exclusiveMinimum", "minimum"),
        maximum: number(reader, keys, "maximum"),
        exclusive_maximum: exclusive(reader, keys, "exclusiveMaximum", "maximum"),
        items: counts(reader, keys, "minItems", "maxItems"),
        length: counts(reader, keys, "minLength", "maxLength"),
        properties: counts(reader, keys, "minProperties", "maxProperties"),
    };
    (limits != Limits::default()).then(|| Box::new(limits))
}

fn number(reader: &Reader<'_>, keys: &Keys<'_>, key: &'static str) -> Option<Limit<f64>> {
    let value = reader.cursor.source.node(keys.get_as(key, Expected::Number)?).as_number()?;
    Some(Limit { value, key, at: keys.get(key)? })
}

/// A limit that leaves out its own number, or in OpenAPI 3.0 the one beside it. What is of the other version is read
/// all the same, and reported.
fn exclusive(
    reader: &Reader<'_>,
    keys: &Keys<'_>,
    key: &'static str,
    beside: &'static str,
) -> Option<Limit<Exclusive>> {
    let at = keys.get(key)?;
    let is_3_0 = reader.versions.at(reader.cursor.source, at) == Version::V3_0;
    let (own, other) =
        if is_3_0 { (Expected::Boolean, Expected::Number) } else { (Expected::Number, Expected::Boolean) };
    let found = keys.get_as_either(key, own, other)?;
    let node = reader.cursor.source.node(found);
    let value = match node {
        Node::Boolean(is_exclusive) => Exclusive::Flag(*is_exclusive),
        node => Exclusive::Number(node.as_number()?),
    };
    let of_other_version = match value {
        Exclusive::Flag(is_exclusive) if !is_3_0 => Some((
            format!("`{key}` is a number since OpenAPI 3.1"),
            "read as in 3.0",
            if is_exclusive {
                format!("write the number here and not under `{beside}`")
            } else {
                "remove it: `false` is what it is without it".to_owned()
            },
        )),
        Exclusive::Number(_) if is_3_0 => Some((
            format!("`{key}` is `true` or `false` in OpenAPI 3.0"),
            "read as in 3.1",
            format!("write the number under `{beside}`, and `{key}: true` beside it"),
        )),
        Exclusive::Flag(_) | Exclusive::Number(_) => None,
    };
    if let Some((message, label, help)) = of_other_version {
        let spot = Spot::Value(at);
        reader.cursor.sink.push(Diagnostic::warning(Code::InvalidValue, spot, message).label(label).help(help));
    }
    Some(Limit { value, key, at })
}

fn counts(reader: &Reader<'_>, keys: &Keys<'_>, least: &'static str, most: &'static str) -> CountLimits {
    CountLimits { least: count(reader, keys, least), most: count(reader, keys, most) }
}

fn count(reader: &Reader<'_>, keys: &Keys<'_>, key: &'static str) -> Option<Limit<u64>> {
    let value = match *reader.cursor.source.node(keys.get_as(key, Expected::Count)?) {
        Node::Integer(value) => u64::try_from(value).ok()?,
        Node::Unsigned(value) => value,
        // What 64 bits do not hold is the greatest number that they do.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is a whole number from 0 on")]
        Node::Float(value) => value as u64,
        _ => return None,
    };
    Some(Limit { value, key, at: keys.get(key)? })
}
