//! JSON with the text of its numbers and the order of its keys, which is what comparing payloads needs.
//!
//! `serde_json::Value` keeps neither. Its features that would are for a whole build, and the generator is part of this
//! one.

mod number;
mod reader;

use std::fmt;

pub use number::same_number;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, as it is written.
    Number(String),
    /// Text.
    String(String),
    /// A list.
    Array(Vec<Self>),
    /// Keys and values, as they are written.
    Object(Vec<(String, Self)>),
}

/// What kind of value a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number, whole or not.
    Number,
    /// Text.
    String,
    /// A list.
    Array,
    /// Keys and values.
    Object,
}

/// A step from a value to one inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To an item of a list.
    Index(usize),
}

impl Json {
    /// Reads a text; nothing where it is no JSON.
    pub fn parse(text: &str) -> Option<Self> {
        reader::read(text)
    }

    /// The kind of the value.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Boolean(_) => Kind::Boolean,
            Self::Number(_) => Kind::Number,
            Self::String(_) => Kind::String,
            Self::Array(_) => Kind::Array,
            Self::Object(_) => Kind::Object,
        }
    }

    /// The value of a key. Of a key that stands twice the last counts, as for every reader.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(entries) => entries.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a string.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The value at the end of a way.
    pub fn at(&self, way: &[Step]) -> Option<&Self> {
        way.iter().try_fold(self, |value, step| match (value, step) {
            (value, Step::Key(key)) => value.get(key),
            (Self::Array(items), Step::Index(index)) => items.get(*index),
            _ => None,
        })
    }

    /// A copy in which the value at the end of a way is another one.
    #[must_use]
    pub fn with(&self, way: &[Step], value: Self) -> Self {
        let mut copy = self.clone();
        let place = way.iter().try_fold(&mut copy, |place, step| match (place, step) {
            (Self::Object(entries), Step::Key(key)) => {
                entries.iter_mut().rev().find(|(name, _)| name == key).map(|(_, value)| value)
            }
            (Self::Array(items), Step::Index(index)) => items.get_mut(*index),
            _ => None,
        });
        if let Some(place) = place {
            *place = value;
        }
        copy
    }
}

/// The JSON Pointer (RFC 6901) of a way.
pub fn pointer(way: &[Step]) -> String {
    let token = |step: &Step| match step {
        Step::Key(key) => key.replace('~', "~0").replace('/', "~1"),
        Step::Index(index) => index.to_string(),
    };
    way.iter().flat_map(|step| ["/".to_owned(), token(step)]).collect()
}

impl fmt::Display for Json {
    /// The value as text on one line.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => formatter.write_str("null"),
            Self::Boolean(value) => write!(formatter, "{value}"),
            Self::Number(text) => formatter.write_str(text),
            Self::String(text) => write_string(formatter, text),
            Self::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    write!(formatter, "{}{item}", if index == 0 { "[" } else { "," })?;
                }
                formatter.write_str(if items.is_empty() { "[]" } else { "]" })
            }
            Self::Object(entries) => {
                for (index, (key, value)) in entries.iter().enumerate() {
                    formatter.write_str(if index == 0 { "{" } else { "," })?;
                    write_string(formatter, key)?;
                    write!(formatter, ":{value}")?;
                }
                formatter.write_str(if entries.is_empty() { "{}" } else { "}" })
            }
        }
    }
}

fn write_string(formatter: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    write!(formatter, "{}", serde_json::Value::from(text))
}
