//! What a type says about itself as data.

use std::fmt;

/// The names of a record and of its fields.
#[derive(Debug)]
pub struct Shape {
    /// The name of the type, for messages.
    pub name: &'static str,
    /// The fields in the order in which they are written.
    pub fields: &'static [Field],
    /// Whether keys that are none of the fields are kept, in a map that comes last in a [`Record`].
    ///
    /// [`Record`]: crate::runtime::wire::Record
    pub additional: bool,
    /// What a key that is kept begins with; where there is nothing, all are kept.
    pub prefixes: &'static [&'static str],
}

/// A field of a record.
#[derive(Debug)]
pub struct Field {
    /// The key as it stands on the wire.
    pub key: &'static str,
    /// Whether the key has to be there.
    pub presence: Presence,
    /// Whether the document allows null there beside the absence of the key.
    pub is_nullable: bool,
}

/// Whether the key of a field has to be there.
#[derive(Debug)]
pub enum Presence {
    /// The key is always there. An absent value is written as `null`.
    Required,
    /// The key may be missing. An absent value is not written.
    Optional,
    /// The key is always there with this value, which therefore needs no place in the type.
    Constant(Constant),
}

/// A value that the document fixes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Constant {
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A number that is not an integer.
    Float(f64),
    /// A string.
    String(&'static str),
}

impl Field {
    /// A field whose key is always there.
    pub const fn required(key: &'static str) -> Self {
        Self { key, presence: Presence::Required, is_nullable: false }
    }

    /// A field whose key may be missing.
    pub const fn optional(key: &'static str) -> Self {
        Self { key, presence: Presence::Optional, is_nullable: false }
    }

    /// A field whose key may be missing, and whose value may be null.
    pub const fn nullable(key: &'static str) -> Self {
        Self { key, presence: Presence::Optional, is_nullable: true }
    }

    /// A field that always has this value.
    pub const fn constant(key: &'static str, value: Constant) -> Self {
        Self { key, presence: Presence::Constant(value), is_nullable: false }
    }
}

impl Shape {
    /// A record that skips the keys that it does not know.
    pub const fn new(name: &'static str, fields: &'static [Field]) -> Self {
        Self { name, fields, additional: false, prefixes: &[] }
    }

    /// A record that keeps the keys that are none of its fields.
    pub const fn open(name: &'static str, fields: &'static [Field], prefixes: &'static [&'static str]) -> Self {
        Self { name, fields, additional: true, prefixes }
    }

    /// Whether a key that is none of the fields is kept.
    pub(crate) fn keeps(&self, key: &str) -> bool {
        self.additional && (self.prefixes.is_empty() || self.prefixes.iter().any(|prefix| key.starts_with(prefix)))
    }

    /// The number of the field with this key.
    ///
    /// Senders write fields in the order of the document more often than not, so the search begins at `next`, the field
    /// after the one that was found last.
    #[inline]
    pub(crate) fn find(&self, key: &str, next: usize) -> Option<usize> {
        match self.fields.get(next) {
            Some(field) if is_same(field.key, key) => Some(next),
            _ => self.search(key, next),
        }
    }

    /// The rest of the search. What was passed over were optional fields, so those after `next` come first.
    #[inline(never)]
    fn search(&self, key: &str, next: usize) -> Option<usize> {
        let (before, after) = self.fields.split_at_checked(next)?;
        let position = |fields: &[Field]| fields.iter().position(|field| is_same(field.key, key));
        position(after).map(|index| next + index).or_else(|| position(before))
    }
}

/// Whether two keys are the same.
///
/// Keys are short, and the usual comparison is a call that takes longer than to compare one: words that overlap in the
/// middle cover any length from 4 to 16.
#[inline]
fn is_same(key: &str, other: &str) -> bool {
    let (key, other) = (key.as_bytes(), other.as_bytes());
    match key.len() {
        length if length != other.len() => false,
        4..8 => key.first_chunk::<4>() == other.first_chunk() && key.last_chunk::<4>() == other.last_chunk(),
        8..=16 => key.first_chunk::<8>() == other.first_chunk() && key.last_chunk::<8>() == other.last_chunk(),
        _ => key == other,
    }
}

/// As it would stand in JSON.
impl fmt::Display for Constant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => write!(formatter, "{value}"),
            Self::Integer(value) => write!(formatter, "{value}"),
            Self::Float(value) => write!(formatter, "{value}"),
            Self::String(value) => write!(formatter, "{value:?}"),
        }
    }
}
