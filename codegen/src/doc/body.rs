//! Bodies: what a request sends, the media types of a body, and their examples.

use crate::cursor::{Expected, Keys};
use crate::doc::reference::{self, Referable};
use crate::doc::{Components, Reader, RefOr, SchemaId, schema};
use crate::source::At;

/// The body of a request (OpenAPI 3.1.1, section 4.8.13, "Request Body Object").
#[derive(Debug)]
pub struct RequestBody {
    /// `description`.
    pub description: Option<String>,
    /// `required`; a body that is not named so may be left out.
    pub required: bool,
    /// `content`.
    pub content: Vec<MediaType>,
    /// Its place.
    pub at: At,
}

/// A media type of a body (OpenAPI 3.1.1, section 4.8.14, "Media Type Object").
#[derive(Debug)]
pub struct MediaType {
    /// The media type as written.
    pub name: String,
    /// `schema`.
    pub schema: Option<SchemaId>,
    /// `itemSchema`: what each item of a stream of items is (OpenAPI 3.2.0, section 4.15.2, "Sequential Media Types").
    pub item_schema: Option<SchemaId>,
    /// `example` and `examples`.
    pub examples: Vec<(Option<String>, RefOr<Option<At>>)>,
    /// Its place.
    pub at: At,
}

impl Referable for RequestBody {
    const WHAT: &str = "a request body";

    fn read(reader: &mut Reader<'_>, at: At) -> Option<Self> {
        let keys = reader.mapping(at, Self::WHAT)?;
        let body = Self {
            description: keys.text("description"),
            required: keys.flag("required"),
            content: content(reader, &keys),
            at,
        };
        keys.finish();
        Some(body)
    }

    fn components<'r>(reader: &'r mut Reader<'_>) -> &'r mut Components<Self> {
        &mut reader.request_bodies
    }
}

/// The value of an example, as [`example`] reads it.
impl Referable for Option<At> {
    const WHAT: &str = "an example";

    fn read(reader: &mut Reader<'_>, at: At) -> Option<Self> {
        example(reader, at)
    }

    fn components<'r>(reader: &'r mut Reader<'_>) -> &'r mut Components<Self> {
        &mut reader.examples
    }
}

/// The entries of a `content`.
pub fn content(reader: &mut Reader<'_>, keys: &Keys<'_>) -> Vec<MediaType> {
    keys.entries("content").into_iter().filter_map(|(name, at)| media_type(reader, name, at)).collect()
}

/// A media type. Where a reference stands in its place (OpenAPI 3.2.0, section 4.14), what it leads to is read here:
/// the name stands with the reference.
pub fn media_type(reader: &mut Reader<'_>, name: &str, at: At) -> Option<MediaType> {
    let what = "a media type";
    let at = reference::destination(reader, at, what)?;
    let keys = reader.mapping(at, what)?;
    let item_schema = keys.get("itemSchema").map(|at| schema::read(reader, at));
    for key in ["encoding", "itemSchema", "itemEncoding", "prefixEncoding"] {
        if let Some(at) = keys.get(key) {
            reader.unsupported(at, &format!("`{key}`"), "the media type is read without it");
        }
    }
    let schema = keys.get("schema").map(|at| schema::read(reader, at));
    let examples = examples(reader, &keys);
    keys.finish();
    Some(MediaType { name: name.to_owned(), schema, item_schema, examples, at })
}

/// `example` and `examples`, which may stand in parameters, headers and media types.
pub fn examples(reader: &mut Reader<'_>, keys: &Keys<'_>) -> Vec<(Option<String>, RefOr<Option<At>>)> {
    let mut examples = Vec::new();
    if let Some(at) = keys.get("example") {
        examples.push((None, RefOr::Item(Some(at))));
    }
    for (name, at) in keys.entries("examples") {
        if let Some(read) = reference::read(reader, at) {
            examples.push((Some(name.to_owned()), read));
        }
    }
    examples
}

/// The value of an example (OpenAPI 3.1.1, section 4.8.19, "Example Object"); `None` where it stands outside the
/// document or is text in the form of the media type.
#[expect(
    clippy::option_option,
    reason = "a reader gives `None` for what cannot be read, and an example may have no value"
)]
fn example(reader: &mut Reader<'_>, at: At) -> Option<Option<At>> {
    let keys = reader.mapping(at, <Option<At> as Referable>::WHAT)?;
    keys.ignore(&["summary", "description"], Expected::String, "the value is what tools use");
    keys.ignore(
        &["externalValue", "serializedValue"],
        Expected::String,
        "a value that is no part of the document's tree",
    );
    let value = keys.get("value");
    let data = keys.get("dataValue");
    keys.finish();
    Some(value.or(data))
}
