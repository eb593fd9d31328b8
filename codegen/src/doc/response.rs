//! Responses and their headers.

use crate::doc::{MediaType, Reader, RefOr, SchemaId, body, reference, schema};
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

pub fn read(reader: &mut Reader<'_>, at: At) -> Option<Response> {
    let keys = reader.cursor.mapping(at, "a response")?;
    keys.ignore(&["links"], "a link describes a call that the caller may make next; no code follows from it");
    let summary = keys.text("summary");
    // OpenAPI 3.2 no longer asks for a description.
    let description = if reader.version < crate::doc::Version::V3_2 {
        keys.required_text("description")
    } else {
        keys.text("description")
    };
    let mut headers = Vec::new();
    for (name, at) in keys.entries("headers") {
        if let Some(read) = reference::read(reader, at, header) {
            headers.push((name.to_owned(), at, read));
        }
    }
    let content = body::content(reader, &keys);
    keys.finish();
    Some(Response { description: description.or(summary).unwrap_or_default(), headers, content, at })
}

pub fn header(reader: &mut Reader<'_>, at: At) -> Option<Header> {
    let keys = reader.cursor.mapping(at, "a header")?;
    keys.ignore(&["required"], "a header that is missing is `None` either way: a proxy may take any of them off");
    keys.ignore(&["style", "explode"], "`simple` is the only style of a header");
    keys.ignore(&["allowEmptyValue", "allowReserved"], "a header has no such notion");
    keys.ignore(&["example", "examples"], "documentation alone");
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
