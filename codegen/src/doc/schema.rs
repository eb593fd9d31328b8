//! Schemas as written.

use crate::cursor::Keys;
use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Reader, Reference, Version};
use crate::source::{At, Node};

/// An index into [`Document::schemas`](crate::doc::Document::schemas).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SchemaId(u32);

impl SchemaId {
    /// The id as an index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A schema (OpenAPI 3.1.1, section 4.8.24, "Schema Object").
#[derive(Debug)]
pub enum Schema {
    /// `true` or `false` in place of a schema.
    Boolean(bool, At),
    /// An object with keywords.
    Object(Box<SchemaObject>),
    /// Something that is no schema; it was reported.
    Invalid(At),
}

/// The keywords of a schema that the generator reads.
#[derive(Debug)]
pub struct SchemaObject {
    /// `$ref`.
    pub reference: Option<Reference>,
    /// `type`, one or several; `null` is one of them in 3.1.
    pub types: Vec<(TypeName, At)>,
    /// `nullable: true`.
    pub nullable: bool,
    /// `format` and its place.
    pub format: Option<(String, At)>,
    /// `properties`.
    pub properties: Vec<(String, SchemaId)>,
    /// `required`.
    pub required: Vec<(String, At)>,
    /// `items`.
    pub items: Option<SchemaId>,
    /// `additionalProperties` and its place.
    pub additional_properties: Option<(AdditionalProperties, At)>,
    /// `const`.
    pub constant: Option<At>,
    /// `enum` and its values.
    pub enumeration: Option<(At, Vec<At>)>,
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `example` and `examples`.
    pub examples: Vec<At>,
    /// Keywords that change what a value may be and that have no meaning here yet.
    pub unsupported: Vec<(&'static str, At)>,
    /// Keywords that only take values away, and that are not read.
    pub constraints: Vec<(&'static str, At)>,
    /// `writeOnly`.
    pub write_only: bool,
    /// Its place.
    pub at: At,
}

/// `additionalProperties`.
#[derive(Debug)]
pub enum AdditionalProperties {
    /// Other keys are allowed, or not.
    Boolean(bool),
    /// The values of other keys have this schema.
    Schema(SchemaId),
}

/// The names of JSON's types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeName {
    /// `null`.
    Null,
    /// `boolean`.
    Boolean,
    /// `integer`.
    Integer,
    /// `number`.
    Number,
    /// `string`.
    String,
    /// `array`.
    Array,
    /// `object`.
    Object,
}

impl TypeName {
    const ALL: [(&'static str, Self); 7] = [
        ("null", Self::Null),
        ("boolean", Self::Boolean),
        ("integer", Self::Integer),
        ("number", Self::Number),
        ("string", Self::String),
        ("array", Self::Array),
        ("object", Self::Object),
    ];
}

/// Keywords that change what a value may be and that have no meaning here yet.
const UNSUPPORTED: [&str; 9] = [
    "allOf",
    "oneOf",
    "anyOf",
    "discriminator",
    "prefixItems",
    "patternProperties",
    "$dynamicRef",
    "$recursiveRef",
    "additionalItems",
];

/// Keywords that only take values away from what the rest of the schema says.
const CONSTRAINTS: [&str; 7] = [
    "not",
    "propertyNames",
    "unevaluatedProperties",
    "unevaluatedItems",
    "dependentSchemas",
    "dependencies",
    "contains",
];

impl Schema {
    /// The place of the schema.
    pub const fn at(&self) -> At {
        match self {
            Self::Boolean(_, at) | Self::Invalid(at) => *at,
            Self::Object(object) => object.at,
        }
    }
}

/// Reads a schema and every schema inside it.
pub fn read(reader: &mut Reader<'_>, at: At) -> SchemaId {
    let id = SchemaId(u32::try_from(reader.schemas.len()).expect("invariant: fewer schemas than nodes"));
    reader.schemas.push(Schema::Invalid(at));
    reader.schema_by_place.insert(at, id);
    let schema = match reader.cursor.source.node(at) {
        Node::Boolean(value) => Schema::Boolean(*value, at),
        _ => object(reader, at).map_or(Schema::Invalid(at), |object| Schema::Object(Box::new(object))),
    };
    reader.schemas[id.index()] = schema;
    id
}

fn object(reader: &mut Reader<'_>, at: At) -> Option<SchemaObject> {
    let keys = reader.cursor.mapping(at, "a schema")?;
    ignore(&keys);
    let constant = keys.get("const");
    let schema = SchemaObject {
        reference: keys.get("$ref").and_then(|at| {
            let target = reader.cursor.string(at)?.to_owned();
            Some(Reference { target, at })
        }),
        types: types(reader, &keys),
        nullable: nullable(reader, &keys),
        format: keys.get("format").and_then(|at| reader.cursor.string(at).map(|text| (text.to_owned(), at))),
        properties: keys
            .entries("properties")
            .into_iter()
            .map(|(key, at)| (key.to_owned(), read(reader, at)))
            .collect(),
        required: required(reader, &keys),
        items: keys.get("items").map(|at| read(reader, at)),
        additional_properties: additional_properties(reader, &keys),
        constant,
        enumeration: keys.get("enum").and_then(|at| reader.cursor.sequence(at).map(|items| (at, items.to_vec()))),
        title: keys.text("title"),
        description: keys.text("description"),
        deprecated: keys.flag("deprecated"),
        examples: examples(reader, &keys),
        unsupported: UNSUPPORTED.into_iter().filter_map(|key| keys.get(key).map(|at| (key, at))).collect(),
        constraints: CONSTRAINTS.into_iter().filter_map(|key| keys.get(key).map(|at| (key, at))).collect(),
        write_only: keys.flag("writeOnly"),
        at,
    };
    // Read for those who refer to them; by themselves they say nothing.
    for key in ["$defs", "definitions"] {
        for (_, at) in keys.entries(key) {
            read(reader, at);
        }
    }
    keys.finish();
    Some(schema)
}

/// The keywords that are read over on purpose.
fn ignore(keys: &Keys<'_>) {
    keys.ignore(
        &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
        "a limit is the server's to check: a client that checks it too breaks when the server moves it",
    );
    keys.ignore(&["minLength", "maxLength", "pattern"], "as above");
    keys.ignore(&["minItems", "maxItems", "uniqueItems", "minContains", "maxContains"], "as above");
    keys.ignore(&["minProperties", "maxProperties", "dependentRequired"], "as above");
    keys.ignore(&["if", "then", "else"], "an annotation here: no type follows from a condition");
    keys.ignore(&["default"], "what the server takes for an absent value; the client sends nothing in its place");
    keys.ignore(&["readOnly"], "of no bearing as long as no schema is sent");
    keys.ignore(&["externalDocs", "$comment"], "for readers of the document");
    keys.ignore(&["xml"], "the client speaks JSON");
    keys.ignore(&["contentEncoding", "contentMediaType", "contentSchema"], "the text itself is what travels");
    keys.ignore(
        &["$schema", "$id", "$anchor", "$dynamicAnchor", "$vocabulary"],
        "no reference by name is resolved yet",
    );
}

fn types(reader: &Reader<'_>, keys: &Keys<'_>) -> Vec<(TypeName, At)> {
    let Some(at) = keys.get("type") else { return Vec::new() };
    let names = match reader.cursor.source.node(at) {
        Node::Sequence(_) if reader.version == Version::V3_0 => {
            let help = "write one type, and `nullable: true` where null is a value too".to_owned();
            reader.cursor.invalid_value(at, "a list of types is not part of OpenAPI 3.0", Some(help));
            reader.cursor.strings(at)
        }
        Node::Sequence(_) => reader.cursor.strings(at),
        Node::String(name) => vec![(&**name, at)],
        _ => {
            reader.cursor.wrong_type(at, "a string or an array of strings");
            Vec::new()
        }
    };
    let known = |(name, at): (&str, At)| {
        let found = TypeName::ALL.iter().find(|(known, _)| *known == name).map(|(_, kind)| (*kind, at));
        if found.is_none() {
            let names = TypeName::ALL.iter().map(|(known, _)| *known);
            let help = crate::cursor::nearest(name, names.clone()).map_or_else(
                || format!("the types are {}", names.collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            reader.cursor.invalid_value(at, format!("there is no type `{name}`"), Some(help));
        }
        found
    };
    names.into_iter().filter_map(known).collect()
}

fn nullable(reader: &Reader<'_>, keys: &Keys<'_>) -> bool {
    let Some(at) = keys.get("nullable") else { return false };
    if reader.version > Version::V3_0 {
        reader.cursor.sink.push(
            Diagnostic::warning(Code::UnknownKey, Spot::Key(at), "`nullable` is no longer part of OpenAPI since 3.1")
                .label("read as in 3.0")
                .help("write `type: [<type>, \"null\"]` instead"),
        );
    }
    reader.cursor.boolean(at).unwrap_or(false)
}

fn required(reader: &Reader<'_>, keys: &Keys<'_>) -> Vec<(String, At)> {
    let Some(at) = keys.get("required") else { return Vec::new() };
    if let Node::Boolean(_) = reader.cursor.source.node(at) {
        let help = "name the required properties in the schema that holds them: `required: [id]`".to_owned();
        reader.cursor.sink.push(
            Diagnostic::error(Code::WrongType, Spot::Value(at), "`required` of a schema is a list of property names")
                .label("this is a boolean")
                .help(help),
        );
        return Vec::new();
    }
    reader.cursor.strings(at).into_iter().map(|(name, at)| (name.to_owned(), at)).collect()
}

fn additional_properties(reader: &mut Reader<'_>, keys: &Keys<'_>) -> Option<(AdditionalProperties, At)> {
    let at = keys.get("additionalProperties")?;
    let read = match reader.cursor.source.node(at) {
        Node::Boolean(value) => AdditionalProperties::Boolean(*value),
        _ => AdditionalProperties::Schema(read(reader, at)),
    };
    Some((read, at))
}

/// `example`, of OpenAPI, and `examples`, of JSON Schema: a list there.
fn examples(reader: &Reader<'_>, keys: &Keys<'_>) -> Vec<At> {
    let mut examples: Vec<At> = keys.get("example").into_iter().collect();
    if let Some(at) = keys.get("examples") {
        examples.extend(reader.cursor.sequence(at).unwrap_or_default());
    }
    examples
}
