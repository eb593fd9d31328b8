//! Values that are kept until it is known what they are.

use std::borrow::Cow;
use std::marker::PhantomData;

use serde::Deserializer;
use serde::de::{Error, Unexpected, Visitor};
use serde_json::{Number, Value};

use crate::runtime::wire::Kinds;
use crate::runtime::wire::number::exact_integer;
use crate::runtime::wire::tree::Tree;

/// A value as it came: in contrast to `serde_json::Value` it keeps the order of keys, and those that stand twice, and
/// it borrows what it can.
#[derive(Debug)]
pub(crate) enum Buffer<'de> {
    Null,
    Boolean(bool),
    Signed(i64),
    Unsigned(u64),
    Float(f64),
    /// A number of which an `f64` may keep less: see [`precise`](crate::runtime::wire::precise).
    Precise(Number),
    String(Cow<'de, str>),
    Array(Vec<Self>),
    Object(Entries<'de>),
}

/// The keys and values of an object.
pub(crate) type Entries<'de> = Vec<(Cow<'de, str>, Buffer<'de>)>;

impl<'de> Tree<'de> for Buffer<'de> {
    type Items = Vec<Self>;
    type Entries = Entries<'de>;

    fn null() -> Self {
        Self::Null
    }

    fn boolean(value: bool) -> Self {
        Self::Boolean(value)
    }

    fn signed(value: i64) -> Self {
        Self::Signed(value)
    }

    fn unsigned(value: u64) -> Self {
        Self::Unsigned(value)
    }

    fn float(value: f64) -> Self {
        Self::Float(value)
    }

    fn number(value: Number) -> Self {
        let signed = value.as_i64().map(Self::Signed);
        let integer = signed.or_else(|| value.as_u64().map(Self::Unsigned));
        integer.unwrap_or(Self::Precise(value))
    }

    fn string(value: Cow<'de, str>) -> Self {
        Self::String(value)
    }

    fn push(items: &mut Vec<Self>, item: Self) {
        items.push(item);
    }

    fn array(items: Vec<Self>) -> Self {
        Self::Array(items)
    }

    fn insert(entries: &mut Entries<'de>, key: Cow<'de, str>, value: Self) {
        entries.push((key, value));
    }

    fn object(entries: Entries<'de>) -> Self {
        Self::Object(entries)
    }
}

impl Buffer<'_> {
    /// The kind of the value.
    pub(crate) fn kind(&self) -> Kinds {
        match self {
            Self::Null => Kinds::NULL,
            Self::Boolean(true) => Kinds::TRUE,
            Self::Boolean(false) => Kinds::FALSE,
            Self::Signed(_) | Self::Unsigned(_) => Kinds::INTEGER,
            Self::Float(_) | Self::Precise(_) => Kinds::NUMBER,
            Self::String(_) => Kinds::STRING,
            Self::Array(_) => Kinds::ARRAY,
            Self::Object(_) => Kinds::OBJECT,
        }
    }

    /// The kinds of types that can hold the value: an integer is a number, and `1.0` is an integer.
    pub(crate) fn kinds(&self) -> Kinds {
        match self {
            Self::Signed(_) | Self::Unsigned(_) => Kinds::INTEGER.or(Kinds::NUMBER),
            _ if self.as_float().and_then(exact_integer).is_some() => Kinds::INTEGER.or(Kinds::NUMBER),
            _ => self.kind(),
        }
    }

    /// A number that came with a point, an exponent, or more digits than an integer of 64 bits has.
    pub(crate) fn as_float(&self) -> Option<f64> {
        match self {
            Self::Float(value) => Some(*value),
            Self::Precise(value) => Some(value.as_f64().unwrap_or(f64::INFINITY)),
            _ => None,
        }
    }

    /// How the value is called in messages.
    pub(crate) fn unexpected(&self) -> Unexpected<'_> {
        match self {
            Self::Null => Unexpected::Unit,
            Self::Boolean(value) => Unexpected::Bool(*value),
            Self::Signed(value) => Unexpected::Signed(*value),
            Self::Unsigned(value) => Unexpected::Unsigned(*value),
            Self::Float(_) | Self::Precise(_) => Unexpected::Float(self.as_float().unwrap_or_default()),
            Self::String(value) => Unexpected::Str(value),
            Self::Array(_) => Unexpected::Seq,
            Self::Object(_) => Unexpected::Map,
        }
    }

    /// What it costs to read the value itself, without its items and entries.
    pub(crate) fn own_weight(&self) -> usize {
        const CHARACTERS: usize = 64;
        match self {
            Self::String(value) => 1 + value.len() / CHARACTERS,
            Self::Object(entries) => 1 + entries.iter().map(|(key, _)| 1 + key.len() / CHARACTERS).sum::<usize>(),
            _ => 1,
        }
    }

    /// What it costs to read the value.
    pub(crate) fn weight(&self) -> usize {
        self.own_weight()
            + match self {
                Self::Array(items) => items.iter().map(Self::weight).sum(),
                Self::Object(entries) => entries.iter().map(|(_, value)| value.weight()).sum(),
                _ => 0,
            }
    }

    /// The number of keys in the value and in all that it holds.
    pub(crate) fn key_count(&self) -> usize {
        match self {
            Self::Array(items) => items.iter().map(Self::key_count).sum(),
            Self::Object(entries) => entries.iter().map(|(_, value)| 1 + value.key_count()).sum(),
            _ => 0,
        }
    }

    /// The value as untyped JSON.
    pub(crate) fn to_value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Boolean(value) => Value::Bool(*value),
            Self::Signed(value) => Value::Number((*value).into()),
            Self::Unsigned(value) => Value::Number((*value).into()),
            Self::Float(value) => Value::float(*value),
            Self::Precise(value) => Value::Number(value.clone()),
            Self::String(value) => Value::String(value.as_ref().to_owned()),
            Self::Array(items) => Value::Array(items.iter().map(Self::to_value).collect()),
            Self::Object(entries) => {
                Value::Object(entries.iter().map(|(key, value)| (key.as_ref().to_owned(), value.to_value())).collect())
            }
        }
    }
}

/// A buffer for whoever wants a scalar; an array or object is refused in the visitor's words.
pub(crate) struct Scalar<'a, 'b, E> {
    buffer: &'a Buffer<'b>,
    error: PhantomData<E>,
}

impl<'a, 'b, E> Scalar<'a, 'b, E> {
    pub(crate) fn new(buffer: &'a Buffer<'b>) -> Self {
        Self { buffer, error: PhantomData }
    }
}

impl<'de, E: Error> Deserializer<'de> for Scalar<'_, '_, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.buffer {
            Buffer::Null => visitor.visit_unit(),
            Buffer::Boolean(value) => visitor.visit_bool(*value),
            Buffer::Signed(value) => visitor.visit_i64(*value),
            Buffer::Unsigned(value) => visitor.visit_u64(*value),
            Buffer::Float(value) => visitor.visit_f64(*value),
            Buffer::Precise(value) => match value.as_f64() {
                Some(value) => visitor.visit_f64(value),
                None => Err(E::custom("number out of range")),
            },
            Buffer::String(value) => visitor.visit_str(value),
            Buffer::Array(_) | Buffer::Object(_) => Err(E::invalid_type(self.buffer.unexpected(), &visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.buffer {
            Buffer::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
