//! Responses and their headers.

use crate::cursor::Expected;
use crate::doc::reference::{self, Referable};
use crate::doc::{Components, MediaType, Reader, RefOr, SchemaId, body, schema};
use crate::source::At;

/// A response (OpenAPI 3.1.1, section 4.8.17, "Response Object").
#[derive(Debug)]
pub struct Response {
    /// `description`.
    pub description: String,
    /// `headers`: each name with its place.
    pub headers: Vec<(String, At, RefOr<Header>)>,
    /// `content`.
    pub content: Vec<MediaType>,
    /// Its place.
    pub at: At,
}

/// A response header (OpenAPI 3.1.1, section 4.8.21, "Header Object").
#[derive(Debug)]
pub struct Header {
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `schema`.
    pub schema: Option<SchemaId>,
    /// Its place.
    pub at: At,
}

impl Referable for Response {
    const WHAT: &str = "a response";

    const LOSS: Option<&'static str> =
        Some("without it: the response is left out, as if the document did not name its status");

    fn read(reader: &mut Reader<'_>, at: At) -> Option<Self> {
        read(reader, at)
    }

    fn components<'r>(reader: &'r mut Reader<'_>) -> &'r mut Components<Self> {
        &mut reader.responses
    }
}

impl Referable for Header {
    const WHAT: &str = "a header";

    const LOSS: Option<&'static str> = Some("without it: the header is left out");

    fn read(reader: &mut Reader<'_>, at: At) -> Option<Self> {
        header(reader, at)
    }

    fn components<'r>(reader: &'r mut Reader<'_>) -> &'r mut Components<Self> {
        &mut reader.headers
    }
}

fn read(reader: &mut Reader<'_>, at: At) -> Option<Response> {
    let keys = reader.mapping(at, Response::WHAT)?;
    keys.ignore(
        &["links"],
        Expected::Object,
        "a link describes a call that the caller may make next; no code follows from it",
    );
    let summary = keys.text("summary");
    // OpenAPI 3.2 no longer asks for a description.
    let description = if reader.versions.at(reader.cursor.source, at) < crate::doc::Version::V3_2 {
        keys.required_text("description")
    } else {
        keys.text("description")
    };
    let mut headers = Vec::new();
    for (name, at) in keys.entries("headers") {
        if let Some(read) = reference::read(reader, at) {
            headers.push((name.to_owned(), at, read));
        }
    }
    let content = body::content(reader, &keys);
    keys.finish();
    Some(Response { description: description.or(summary).unwrap_or_default(), headers, content, at })
}

fn header(reader: &mut Reader<'_>, at: At) -> Option<Header> {
    let keys = reader.mapping(at, Header::WHAT)?;
    if reader.places.borrow().get(&at) == Some(&"a parameter") {
        keys.ignore(&["name", "in"], Expected::Anything, "reported where a parameter is referred to as a header");
    }
    keys.ignore(
        &["required"],
        Expected::Boolean,
        "a header that is missing is `None` either way: a proxy may take any of them off",
    );
    keys.ignore(&["style"], Expected::String, "`simple` is the only style of a header");
    keys.ignore(&["explode"], Expected::Boolean, "as above");
    keys.ignore(&["allowEmptyValue", "allowReserved"], Expected::Boolean, "a header has no such notion");
    keys.ignore(&["example"], Expected::Anything, "documentation alone");
    keys.ignore(&["examples"], Expected::Object, "as above");
    if let Some(content) = keys.get("content") {
        reader.unsupported(content, "a header with `content`", "the header is read as text");
    }
    let header = Header {
        description: keys.text("description"),
        deprecated: keys.flag("deprecated"),
        schema: keys.get("schema").map(|at| schema::read(reader, at)),
        at,
    };
    keys.finish();
    Some(header)
}
