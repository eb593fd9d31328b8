//! Schemas as written.

use crate::cursor::{Expected, Keys};
use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::limits::{self, Limits};
use crate::doc::{Reader, Reference, Version, children, content};
use crate::source::{At, Node};

/// An index into [`Document::schemas`](crate::doc::Document::schemas).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SchemaId(u32);

impl SchemaId {
    /// The ids in the order of the indexes.
    pub fn all() -> impl Iterator<Item = Self> {
        (0u32..).map(Self)
    }

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

/// The keywords of a schema that the generator reads. There are tens of thousands, so what few have stands apart.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a keyword of the specification")]
pub struct SchemaObject {
    /// `$ref`, or `$dynamicRef`.
    pub reference: Option<Reference>,
    /// `type`, one or several; `null` is one of them in 3.1.
    pub types: Vec<(TypeName, At)>,
    /// The place of `type`.
    pub types_at: Option<At>,
    /// `nullable: true`.
    pub nullable: bool,
    /// `format` and its place.
    pub format: Option<(String, At)>,
    /// `properties`.
    pub properties: Vec<(String, SchemaId)>,
    /// `required`.
    pub required: Vec<(String, At)>,
    /// `additionalProperties` and its place.
    pub additional_properties: Option<(AdditionalProperties, At)>,
    /// `patternProperties`: each pattern with its schema.
    pub pattern_properties: Vec<(String, SchemaId)>,
    /// `items`.
    pub items: Option<SchemaId>,
    /// `prefixItems`, or a list under `items`, as JSON Schema had it before 2020-12.
    pub prefix_items: Vec<SchemaId>,
    /// The limits of its values.
    pub limits: Option<Box<Limits>>,
    /// `const`.
    pub constant: Option<At>,
    /// `enum` and its values.
    pub enumeration: Option<(At, Vec<At>)>,
    /// What extensions say of the values of `enum`, in their order.
    pub enumeration_words: Option<Box<EnumerationWords>>,
    /// `allOf`.
    pub all_of: Vec<SchemaId>,
    /// `oneOf` and `anyOf`, in document order.
    pub alternatives: Vec<Alternatives>,
    /// `discriminator`.
    pub discriminator: Option<Box<Discriminator>>,
    /// The value of the discriminator of a base that stands for this schema, and the schema as a mapping would name it.
    pub discriminator_value: Option<Box<(String, Reference)>>,
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `default`.
    pub default: Option<At>,
    /// `example` and `examples`.
    pub examples: Vec<At>,
    /// What the text holds.
    pub content: Option<Box<content::Content>>,
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// Its place.
    pub at: At,
}

/// `oneOf` or `anyOf`.
#[derive(Debug)]
pub struct Alternatives {
    /// The keyword.
    pub keyword: &'static str,
    /// The schemas of which a value has one.
    pub branches: Vec<SchemaId>,
    /// Its place.
    pub at: At,
}

/// `discriminator` (OpenAPI 3.1.1, section 4.8.25, "Discriminator Object").
#[derive(Debug)]
pub struct Discriminator {
    /// `propertyName`.
    pub property: String,
    /// `mapping`: each value of the property with what it stands for, as written.
    pub mapping: Vec<(String, Reference)>,
    /// `defaultMapping`: what an object without the property is, as written (OpenAPI 3.2.0, section 4.25).
    pub default: Option<Reference>,
    /// The place of the name of the property.
    pub property_at: At,
    /// Its place.
    pub at: At,
}

/// Names and descriptions for the values of an enumeration, from `x-enum-varnames` and its kin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnumerationWords {
    /// The names.
    pub names: Vec<String>,
    /// The descriptions, by position.
    pub descriptions: Vec<String>,
    /// The descriptions, by value.
    pub described: Vec<(String, String)>,
}

/// `additionalProperties`.
#[derive(Debug)]
pub enum AdditionalProperties {
    /// Other keys are allowed, or not.
    Boolean(bool),
    /// The values of other keys have this schema.
    Schema(SchemaId),
}

impl AdditionalProperties {
    /// Whether no other keys are allowed.
    pub const fn is_none(&self) -> bool {
        matches!(self, Self::Boolean(false))
    }
}

/// The names of JSON's types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

    /// The name as it is written.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(name, _)| name)
    }
}

impl SchemaObject {
    /// The values that it names: `const`, and those of `enum`.
    pub fn values(&self) -> impl Iterator<Item = At> {
        let listed = self.enumeration.iter().flat_map(|(_, values)| values);
        self.constant.iter().chain(listed).copied()
    }
}

impl Schema {
    /// What it is, for messages.
    pub(in crate::doc) const WHAT: &str = "a schema";

    /// What is lost where something else stands in its place, or a reference leads to it.
    pub(crate) const LOSS: &str = "without it: any JSON value is accepted here";

    /// The place of the schema.
    pub const fn at(&self) -> At {
        match self {
            Self::Boolean(_, at) | Self::Invalid(at) => *at,
            Self::Object(object) => object.at,
        }
    }

    /// The discriminator of a base, whose children name it in their `allOf`: one that has branches names them itself.
    pub fn discriminator_of_base(&self) -> Option<&Discriminator> {
        match self {
            Self::Object(object) => object.discriminator.as_deref().filter(|_| object.alternatives.is_empty()),
            Self::Boolean(..) | Self::Invalid(_) => None,
        }
    }
}

/// Reads a schema and every schema inside it. One that was read already is not read again.
pub fn read(reader: &mut Reader<'_>, at: At) -> SchemaId {
    if let Some(known) = reader.schema_by_place.get(&at) {
        return *known;
    }
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
    if !matches!(reader.cursor.source.node(at), Node::Mapping(_)) {
        reader.cursor.wrong_type_or_lose(at, Expected::Object, Schema::LOSS);
        return None;
    }
    let keys = reader.cursor.mapping(at, Schema::WHAT)?;
    reader.check_unread(&keys);
    let constant = keys.get("const");
    let (items, prefix_items) = items(reader, &keys);
    let schema = SchemaObject {
        reference: reference(reader, &keys),
        types: types(reader, &keys),
        types_at: reader.cursor.source.get(at, "type"),
        nullable: nullable(reader, &keys),
        format: keys.text_at("format").map(|(text, at)| (text.to_owned(), at)),
        properties: schemas_by_name(reader, &keys, "properties"),
        required: required(reader, &keys),
        additional_properties: additional_properties(reader, &keys),
        pattern_properties: schemas_by_name(reader, &keys, "patternProperties"),
        items,
        prefix_items,
        limits: limits::read(reader, &keys),
        constant,
        enumeration: keys
            .get_as("enum", Expected::Array)
            .and_then(|at| reader.cursor.sequence(at).map(|items| (at, items.to_vec()))),
        enumeration_words: enumeration_words(reader, &keys),
        all_of: schemas(reader, &keys, "allOf"),
        alternatives: alternatives(reader, &keys),
        discriminator: discriminator(reader, &keys).map(Box::new),
        discriminator_value: children::own_value(reader, &keys),
        title: keys.text("title"),
        description: keys.text("description"),
        deprecated: keys.flag("deprecated"),
        default: keys.get("default"),
        examples: examples(&keys),
        content: content::of(reader, &keys),
        read_only: keys.flag("readOnly"),
        write_only: keys.flag("writeOnly"),
        at,
    };
    // Read for those who refer to them; by themselves they say nothing.
    for key in ["$defs", "definitions"] {
        for (_, at) in keys.entries_if_any(key) {
            read(reader, at);
        }
    }
    keys.finish();
    Some(schema)
}

/// `$ref`, or `$dynamicRef`, which leads to the anchor of its own document here.
fn reference(reader: &Reader<'_>, keys: &Keys<'_>) -> Option<Reference> {
    let fixed = keys.get("$ref");
    let dynamic = keys.get("$dynamicRef");
    reader.check_dynamic_reference(fixed, dynamic);
    let at = fixed.or(dynamic)?;
    let target = reader.cursor.string(at)?.to_owned();
    Some(Reference { target, at })
}

fn schemas(reader: &mut Reader<'_>, keys: &Keys<'_>, key: &'static str) -> Vec<SchemaId> {
    keys.items_if_any(key).iter().map(|at| read(reader, *at)).collect()
}

fn schemas_by_name(reader: &mut Reader<'_>, keys: &Keys<'_>, key: &'static str) -> Vec<(String, SchemaId)> {
    keys.entries_if_any(key).into_iter().map(|(name, at)| (name.to_owned(), read(reader, at))).collect()
}

fn items(reader: &mut Reader<'_>, keys: &Keys<'_>) -> (Option<SchemaId>, Vec<SchemaId>) {
    let prefix = schemas(reader, keys, "prefixItems");
    let Some(at) = keys.get("items") else { return (None, prefix) };
    if let Node::Sequence(items) = reader.cursor.source.node(at) {
        reader.cursor.sink.push(
            Diagnostic::warning(Code::InvalidValue, Spot::Key(at), "`items` is one schema in OpenAPI")
                .label("read as `prefixItems`")
                .help("write `prefixItems` for items that differ by their position (OpenAPI 3.1)"),
        );
        return (None, items.iter().map(|at| read(reader, *at)).collect());
    }
    (Some(read(reader, at)), prefix)
}

fn alternatives(reader: &mut Reader<'_>, keys: &Keys<'_>) -> Vec<Alternatives> {
    let mut found = Vec::new();
    for keyword in ["oneOf", "anyOf"] {
        if let Some(at) = keys.get_as(keyword, Expected::Array) {
            let branches = schemas(reader, keys, keyword);
            if branches.is_empty() {
                let help = "name the schemas, or remove the keyword".to_owned();
                reader.cursor.sink.push(
                    Diagnostic::warning(Code::InvalidValue, Spot::Key(at), format!("`{keyword}` has no schemas"))
                        .help(help),
                );
            } else {
                found.push(Alternatives { keyword, branches, at });
            }
        }
    }
    found.sort_by_key(|alternatives| alternatives.at);
    found
}

fn discriminator(reader: &Reader<'_>, keys: &Keys<'_>) -> Option<Discriminator> {
    let at = keys.get_as_either("discriminator", Expected::Object, Expected::String)?;
    if let Node::String(property) = reader.cursor.source.node(at) {
        // Swagger 2.0 wrote the name of the property alone.
        let help = format!("write `discriminator: {{ propertyName: {property} }}`");
        reader.cursor.sink.push(
            Diagnostic::warning(Code::WrongType, Spot::Value(at), "a discriminator is an object since OpenAPI 3.0")
                .label("read as its `propertyName`")
                .help(help),
        );
        return Some(Discriminator {
            property: property.to_string(),
            mapping: Vec::new(),
            default: None,
            property_at: at,
            at,
        });
    }
    let keys = reader.cursor.mapping(at, "a discriminator")?;
    let property = keys.text_at("propertyName");
    if keys.get("propertyName").is_none() {
        reader.cursor.sink.push(
            Diagnostic::warning(Code::MissingKey, Spot::Key(at), "a discriminator needs the key `propertyName`")
                .label("`propertyName` is missing here")
                .help("name the property whose value tells the branches apart: `propertyName: ..`")
                .help("without it: nothing is read here, as if the key `discriminator` were absent"),
        );
    }
    let mut mapping = Vec::new();
    for (value, at) in keys.entries_if_any("mapping") {
        if let Node::String(target) = reader.cursor.source.node(at) {
            mapping.push((value.to_owned(), Reference { target: target.to_string(), at }));
        } else {
            let loss = "without it: nothing is read here, as if the value were not mapped";
            reader.cursor.wrong_type_or_lose(at, Expected::String, loss);
        }
    }
    let default = keys.get_as("defaultMapping", Expected::String).and_then(|at| {
        let target = reader.cursor.string(at)?.to_owned();
        Some(Reference { target, at })
    });
    keys.finish();
    let (property, property_at) = property?;
    Some(Discriminator { property: property.to_owned(), mapping, default, property_at, at })
}

/// What `x-enum-varnames`, `x-enumNames`, `x-enum-descriptions` and `x-enumDescriptions` say, which several generators
/// know.
fn enumeration_words(reader: &Reader<'_>, keys: &Keys<'_>) -> Option<Box<EnumerationWords>> {
    let mut words = EnumerationWords::default();
    let strings = |at: At| match reader.cursor.source.node(at) {
        Node::Sequence(items) => items.iter().map(|item| text(reader, *item)).collect(),
        _ => Vec::new(),
    };
    for key in ["x-enum-varnames", "x-enumNames"] {
        if let Some(at) = keys.get(key) {
            words.names = strings(at);
        }
    }
    for key in ["x-enum-descriptions", "x-enumDescriptions"] {
        let Some(at) = keys.get(key) else { continue };
        words.descriptions = strings(at);
        if let Node::Mapping(entries) = reader.cursor.source.node(at) {
            words.described = entries.iter().map(|(value, at)| (value.to_string(), text(reader, *at))).collect();
        }
    }
    (words != EnumerationWords::default()).then(|| Box::new(words))
}

/// A text of an extension; what is none is empty, because extensions are not checked.
fn text(reader: &Reader<'_>, at: At) -> String {
    match reader.cursor.source.node(at) {
        Node::String(text) => text.to_string(),
        _ => String::new(),
    }
}

fn types(reader: &Reader<'_>, keys: &Keys<'_>) -> Vec<(TypeName, At)> {
    let Some(at) = keys.get_as("type", Expected::Types) else { return Vec::new() };
    let names = match reader.cursor.source.node(at) {
        Node::Sequence(names) if names.is_empty() => {
            reader.cursor.sink.push(
                Diagnostic::warning(Code::InvalidValue, Spot::Value(at), "`type` names no type")
                    .label("not read")
                    .help("name the types that a value may have, or remove the keyword where it may have any")
                    .help("without it: a value may be of any type that the rest of the schema allows"),
            );
            return Vec::new();
        }
        Node::Sequence(_) if reader.versions.at(reader.cursor.source, at) == Version::V3_0 => {
            reader.cursor.sink.push(
                Diagnostic::warning(Code::InvalidValue, Spot::Value(at), "a list of types is not part of OpenAPI 3.0")
                    .label("read as in 3.1")
                    .help("write one type, and `nullable: true` where null is a value too"),
            );
            keys.strings_if_any("type")
        }
        Node::String(name) => vec![(&**name, at)],
        _ => keys.strings_if_any("type"),
    };
    let known = |(name, at): (&str, At)| {
        let found = TypeName::ALL.iter().find(|(known, _)| *known == name).map(|(_, kind)| (*kind, at));
        if found.is_none() {
            let names = TypeName::ALL.iter().map(|(known, _)| *known);
            let help = crate::cursor::nearest(name, names.clone()).map_or_else(
                || format!("the types are {}", names.collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            reader.cursor.sink.push(
                Diagnostic::warning(Code::InvalidValue, Spot::Value(at), format!("there is no type `{name}`"))
                    .label("not read")
                    .help(help),
            );
        }
        found
    };
    let mut found: Vec<(TypeName, At)> = Vec::new();
    for (name, at) in names.into_iter().filter_map(known) {
        if found.iter().any(|(earlier, _)| *earlier == name) {
            let message = format!("the type `{}` stands twice in this list", name.as_str());
            reader.cursor.sink.push(
                Diagnostic::warning(Code::InvalidValue, Spot::Value(at), message)
                    .label("read once")
                    .help("remove one of the two"),
            );
        } else {
            found.push((name, at));
        }
    }
    found
}

fn nullable(reader: &Reader<'_>, keys: &Keys<'_>) -> bool {
    let Some(at) = keys.get("nullable") else { return false };
    if reader.versions.at(reader.cursor.source, at) > Version::V3_0 {
        reader.cursor.sink.push(
            Diagnostic::warning(Code::UnknownKey, Spot::Key(at), "`nullable` is no longer part of OpenAPI since 3.1")
                .label("read as in 3.0")
                .help("write `type: [<type>, \"null\"]` instead"),
        );
    }
    keys.flag("nullable")
}

fn required(reader: &Reader<'_>, keys: &Keys<'_>) -> Vec<(String, At)> {
    let Some(at) = keys.get("required") else { return Vec::new() };
    if let Node::Boolean(_) = reader.cursor.source.node(at) {
        let help = "name the required properties in the schema that holds them: `required: [id]`".to_owned();
        reader.cursor.sink.push(
            Diagnostic::warning(Code::WrongType, Spot::Value(at), "`required` of a schema is a list of property names")
                .label("not read")
                .help(help),
        );
        return Vec::new();
    }
    keys.texts_if_any("required").into_iter().map(|(name, at)| (name.to_owned(), at)).collect()
}

fn additional_properties(reader: &mut Reader<'_>, keys: &Keys<'_>) -> Option<(AdditionalProperties, At)> {
    // A schema for what no part of the whole declares says as much of the keys that are left.
    let is_schema = |at: &At| matches!(reader.cursor.source.node(*at), Node::Mapping(_));
    let unevaluated = keys.get_as("unevaluatedProperties", Expected::Schema).filter(is_schema);
    let at = keys.get("additionalProperties").or(unevaluated)?;
    let read = match reader.cursor.source.node(at) {
        Node::Boolean(value) => AdditionalProperties::Boolean(*value),
        _ => AdditionalProperties::Schema(read(reader, at)),
    };
    Some((read, at))
}

/// `example`, of OpenAPI, and `examples`, of JSON Schema: a list there.
fn examples(keys: &Keys<'_>) -> Vec<At> {
    let mut examples: Vec<At> = keys.get("example").into_iter().collect();
    examples.extend(keys.items_if_any("examples"));
    examples
}
