//! Types: what a JSON value may be.

use crate::ir::Origin;
use crate::source::At;

/// An index into [`Api::definitions`](crate::ir::Api::definitions).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

impl TypeId {
    /// The id as an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A type that stands by itself: every component schema, and every inline schema that needs a name.
#[derive(Debug)]
pub struct Definition {
    /// Where it stands in the document.
    pub origin: Origin,
    /// Its description.
    pub documentation: Documentation,
    /// What its values look like.
    pub shape: Shape,
    /// Whether null is a value of it as well; a use of the type may add null where the definition does not.
    pub nullable: bool,
    /// The examples that the document gives, in document order.
    pub examples: Vec<Example>,
}

/// A type where it is used.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// What a value looks like when it is not null.
    pub shape: Shape,
    /// Whether null is a value as well.
    pub nullable: bool,
    /// The place of the schema.
    pub at: At,
}

/// What a value looks like when it is not null.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// Any JSON value, and why nothing better is known.
    Any(Why),
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(IntegerWidth),
    /// A number with a fraction.
    Number(NumberWidth),
    /// Text.
    String(StringFormat),
    /// One value and no other.
    Constant(Literal),
    /// A list.
    Array(Box<Type>),
    /// An object whose keys are not known in advance.
    Map(Box<Type>),
    /// An object with known keys; only at the top of a [`Definition`].
    Record(Record),
    /// A type that stands by itself.
    Named(TypeId),
}

/// An object with known keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The fields in document order.
    pub fields: Vec<Field>,
}

/// A key of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The key on the wire.
    pub key: String,
    /// The type of its value.
    pub value: Type,
    /// Whether the key must be there.
    pub required: bool,
    /// Its description.
    pub documentation: Documentation,
}

/// The width and sign of an integer, from `format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerWidth {
    /// `int8`.
    Signed8,
    /// `int16`.
    Signed16,
    /// `int32`.
    Signed32,
    /// `int64`, and the width of an integer without a format.
    Signed64,
    /// `uint8`.
    Unsigned8,
    /// `uint16`.
    Unsigned16,
    /// `uint32`.
    Unsigned32,
    /// `uint64`.
    Unsigned64,
}

/// The width of a floating-point number, from `format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberWidth {
    /// `float`.
    Single,
    /// `double`, and the width of a number without a format.
    Double,
}

/// What a text holds, from `format`.
///
/// The name of a format that the type does not act on stays in the documentation of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StringFormat {
    /// No format, or one that says nothing of the type.
    Plain,
    /// `date`: RFC 3339, section 5.6, `full-date`.
    Date,
    /// `date-time`: RFC 3339, section 5.6, `date-time`.
    DateTime,
}

/// A JSON scalar, as `const` and `enum` hold it.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Text.
    String(String),
}

/// Why a place is untyped. Each one is reported, and the census of them is a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The schema allows every value: `{}` or `true`.
    Unconstrained,
    /// The schema uses the keyword, which this version of the generator does not give a meaning.
    Unsupported(&'static str),
    /// The schema is at fault, which a diagnostic says.
    Invalid,
}

/// What the document says of a thing to its readers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Documentation {
    /// `title` or `summary`.
    pub title: Option<String>,
    /// `description`, in CommonMark.
    pub description: Option<String>,
    /// Whether it is marked as deprecated.
    pub deprecated: bool,
    /// Facts that the type does not carry, such as a format that has no type of its own; whole sentences.
    pub notes: Vec<String>,
}

/// An example value in the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its key under `examples`, where it has one.
    pub name: Option<String>,
    /// Where the value stands; [`Source::json`](crate::source::Source::json) gives its text.
    pub at: At,
}

impl Type {
    /// Calls `visit` with this type and with every type inside it.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        for inner in self.shape.types() {
            inner.walk(visit);
        }
    }
}

impl Shape {
    /// The types that stand directly inside this one.
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Any(_)
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number(_)
            | Self::String(_)
            | Self::Constant(_)
            | Self::Named(_) => Vec::new(),
            Self::Array(inner) | Self::Map(inner) => vec![inner],
            Self::Record(record) => record.fields.iter().map(|field| &field.value).collect(),
        }
    }
}
