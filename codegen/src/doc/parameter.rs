//! Parameters.

use crate::cursor::Expected;
use crate::doc::reference::Referable;
use crate::doc::{Components, Reader, RefOr, SchemaId, body, schema};
use crate::source::At;

/// A parameter (OpenAPI 3.1.1, section 4.8.12, "Parameter Object").
#[derive(Debug)]
pub struct Parameter {
    /// `name`.
    pub name: String,
    /// The place of the name, or of the parameter where it has none.
    pub name_at: At,
    /// `in` and its place.
    pub location: (String, At),
    /// `description`.
    pub description: Option<String>,
    /// `required` and its place.
    pub required: Option<(bool, At)>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `schema`.
    pub schema: Option<SchemaId>,
    /// `content`.
    pub content: Option<At>,
    /// `style` and its place.
    pub style: Option<(String, At)>,
    /// `example` and `examples`.
    pub examples: Vec<(Option<String>, RefOr<Option<At>>)>,
    /// Its place.
    pub at: At,
}

impl Referable for Parameter {
    const WHAT: &str = "a parameter";

    fn read(reader: &mut Reader<'_>, at: At) -> Option<Self> {
        read(reader, at)
    }

    fn components<'r>(reader: &'r mut Reader<'_>) -> &'r mut Components<Self> {
        &mut reader.parameters
    }
}

fn read(reader: &mut Reader<'_>, at: At) -> Option<Parameter> {
    let keys = reader.mapping(at, Parameter::WHAT)?;
    keys.ignore(
        &["allowEmptyValue"],
        Expected::Boolean,
        "OpenAPI advises against it, and a client that sends a value never needs it",
    );
    keys.ignore(
        &["explode", "allowReserved"],
        Expected::Boolean,
        "neither changes a path parameter of simple style that is no list",
    );
    let name = keys.required_text("name");
    let location = keys.required("in").and_then(|at| reader.cursor.string(at).map(|text| (text.to_owned(), at)));
    let parameter = Parameter {
        name: name.unwrap_or_default(),
        name_at: reader.cursor.source.get(at, "name").unwrap_or(at),
        description: keys.text("description"),
        required: keys.get("required").and_then(|at| reader.cursor.boolean(at).map(|value| (value, at))),
        deprecated: keys.flag("deprecated"),
        schema: keys.get("schema").map(|at| schema::read(reader, at)),
        content: keys.get("content"),
        style: keys.get("style").and_then(|at| reader.cursor.string(at).map(|text| (text.to_owned(), at))),
        examples: body::examples(reader, &keys),
        location: location?,
        at,
    };
    keys.finish();
    (!parameter.name.is_empty()).then_some(parameter)
}
