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
    /// Where inline schemas stand that are the same type.
    pub also_at: Vec<At>,
    /// Those of these places at which a part of the type stands, and the rest of it elsewhere.
    pub partly_at: Vec<At>,
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
    /// Nothing but null.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(IntegerWidth),
    /// A number with a fraction.
    Number(NumberWidth),
    /// Text.
    String(StringFormat),
    /// One value and no other. It stands only where the value is always there: in a required field that is not null,
    /// and in a path. A boolean is also one as the only variant of a union that is a boolean.
    Constant(Literal),
    /// A list.
    Array(Box<Type>),
    /// A list of as many values, each with a type of its own.
    Tuple(Vec<Type>),
    /// An object whose keys are not known in advance.
    Map(Box<Type>),
    /// One of several texts or whole numbers; only at the top of a [`Definition`].
    Enumeration(Enumeration),
    /// An object with known keys; only at the top of a [`Definition`].
    Record(Record),
    /// A value of one of several types; only at the top of a [`Definition`].
    Union(Union),
    /// A type that stands by itself.
    Named(TypeId),
}

/// One of several texts, or one of several whole numbers. It is open: a server may know more values than the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// The values in document order, at least one, all texts or all whole numbers.
    pub values: Vec<EnumerationValue>,
    /// Whether the document itself allows every other value beside these.
    pub is_free: bool,
}

/// A value of an enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumerationValue {
    /// The value.
    pub literal: Literal,
    /// The name that an extension of the document gives it.
    pub name: Option<String>,
    /// What an extension of the document says of it.
    pub description: Option<String>,
}

/// An object with known keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The fields in document order.
    pub fields: Vec<Field>,
    /// The type of the values under all other keys, where the document says that there are some.
    pub additional: Option<Box<Type>>,
    /// What one of the other keys begins with, where not all of them have that type; empty where all have.
    pub prefixes: Vec<String>,
    /// Whether the document forbids all other keys.
    pub is_closed: bool,
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
    /// Whether only answers or only requests have the key.
    pub direction: Direction,
    /// Whether null is told from absence even in what only comes back: the document requires the key, so that null
    /// alone is a value to it, although the field may be absent.
    pub keeps_null: bool,
    /// Its description.
    pub documentation: Documentation,
}

/// Where a key travels (OpenAPI 3.0.4, section 4.7.24.2, "readOnly" and "writeOnly").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// In requests and in answers.
    Both,
    /// In answers alone: `readOnly`.
    Received,
    /// In requests alone: `writeOnly`.
    Sent,
}

/// A value of one of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The types in document order, at least two.
    pub variants: Vec<Variant>,
    /// The property that the document names under `discriminator`.
    pub discriminator: Option<String>,
    /// Whether a value may be of several of the types at once: `anyOf`.
    pub may_overlap: bool,
    /// Whether one of the types allows every value, so that null is a value of it as well, and of nothing beside the
    /// union: there would be two ways to say it.
    pub takes_null: bool,
}

/// A type of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The type; never nullable, because null is a value of the union as a whole.
    pub value: Type,
    /// The words that tell it from the others: a title, or the value of the property that does.
    pub words: Option<String>,
    /// The values of the discriminator that stand for it, as `mapping` has them.
    pub mapped: Vec<String>,
    /// Where the document says that an object without the discriminator is of the type: `defaultMapping`.
    pub default_at: Option<At>,
    /// The name of the component schema that the branch refers to, which is a value of the discriminator by itself
    /// where nothing else is said.
    pub component: Option<String>,
}

impl Variant {
    /// Makes one of this and another of the same type: whatever stands for either stands for both.
    pub fn take_over(&mut self, other: Self) {
        let Self { value: _, words: _, mapped, default_at, component: _ } = other;
        self.mapped.extend(mapped);
        self.default_at = self.default_at.or(default_at);
    }
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
    /// `time`: RFC 3339, section 5.6, `full-time`.
    Time,
    /// `duration`: RFC 3339, appendix A.
    Duration,
    /// `uuid`: RFC 9562.
    Uuid,
    /// `uri`, `uri-reference`, `iri`, `url` and their kin: RFC 3986.
    Uri,
    /// `byte`, or `contentEncoding: base64`: RFC 4648.
    Base64,
    /// `binary`: bytes, which JSON has no text for.
    Binary,
    /// `decimal`: a number written as text.
    Decimal,
    /// `ipv4`.
    Ipv4,
    /// `ipv6`.
    Ipv6,
    /// `email`: RFC 5321, section 4.1.2.
    Email,
    /// `password`: a text that is not to be shown.
    Password,
}

/// A JSON scalar, as `const` and `enum` hold it.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Number(f64),
    /// Text.
    String(String),
}

impl Literal {
    /// The value as text: a string as it is, and any other as JSON has it.
    pub fn text(&self) -> String {
        match self {
            Self::Boolean(value) => value.to_string(),
            Self::Integer(value) => value.to_string(),
            Self::Number(value) => value.to_string(),
            Self::String(value) => value.clone(),
        }
    }
}

/// Why a place is untyped. Each one is reported, and the census of them is a snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The schema allows every value: `{}` or `true`.
    Unconstrained,
    /// The schema has a `format` and no `type`, so that values of other kinds are allowed too (JSON Schema Validation,
    /// draft 2020-12, section 7.1).
    FormatAlone,
    /// The schema allows every object, or says nothing of its values: `type: object`.
    Open,
    /// The schema has types for the keys of some patterns, and other keys may hold anything.
    OtherKeys,
    /// The schema allows every list: `type: array` without `items`.
    AnyItems,
    /// `required` names the key, and nothing says what stands under it.
    OnlyRequired,
    /// The only values are objects or lists, which the document spells out.
    Literal,
    /// The parts of the schema leave no value.
    Conflict,
    /// The schema is `false`: nothing is a value of it.
    Never,
    /// The schema holds itself without end, which no value of Rust does.
    Recursion,
    /// The schema is too deep inside others, or has too many combinations of branches.
    TooComplex,
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
    /// Gives every named type inside this one the id that `rename` makes of its own.
    pub fn rename(&mut self, rename: &mut dyn FnMut(TypeId) -> TypeId) {
        if let Shape::Named(id) = &mut self.shape {
            *id = rename(*id);
        }
        for inner in self.shape.types_mut() {
            inner.rename(rename);
        }
    }

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
            | Self::Null
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number(_)
            | Self::String(_)
            | Self::Constant(_)
            | Self::Enumeration(_)
            | Self::Named(_) => Vec::new(),
            Self::Array(inner) | Self::Map(inner) => vec![inner],
            Self::Tuple(items) => items.iter().collect(),
            Self::Record(record) => {
                record.fields.iter().map(|field| &field.value).chain(record.additional.as_deref()).collect()
            }
            Self::Union(union) => union.variants.iter().map(|variant| &variant.value).collect(),
        }
    }

    /// The types that stand directly inside this one, to change.
    pub fn types_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Any(_)
            | Self::Null
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number(_)
            | Self::String(_)
            | Self::Constant(_)
            | Self::Enumeration(_)
            | Self::Named(_) => Vec::new(),
            Self::Array(inner) | Self::Map(inner) => vec![inner],
            Self::Tuple(items) => items.iter_mut().collect(),
            Self::Record(record) => {
                let fields = record.fields.iter_mut().map(|field| &mut field.value);
                fields.chain(record.additional.as_deref_mut()).collect()
            }
            Self::Union(union) => union.variants.iter_mut().map(|variant| &mut variant.value).collect(),
        }
    }

    /// The types that the shape names, by itself or anywhere inside it.
    pub fn named(&self) -> Vec<TypeId> {
        let mut found = Vec::new();
        if let Self::Named(id) = self {
            found.push(*id);
        }
        for inner in self.types() {
            inner.walk(&mut |inner| {
                if let Self::Named(id) = &inner.shape {
                    found.push(*id);
                }
            });
        }
        found
    }

    /// Whether a value is a text, a number or a boolean, so that it can stand in a path or a header.
    pub const fn is_scalar(&self) -> bool {
        matches!(
            self,
            Self::Boolean
                | Self::Integer(_)
                | Self::Number(_)
                | Self::String(_)
                | Self::Constant(_)
                | Self::Enumeration(_)
        )
    }

    /// Whether the shape has a name in Rust, so that it stands only at the top of a definition.
    pub const fn needs_name(&self) -> bool {
        matches!(self, Self::Record(_) | Self::Enumeration(_) | Self::Union(_))
    }
}
