//! Path items and operations.

use crate::cursor::Keys;
use crate::doc::{Parameter, Reader, RefOr, Response, SecurityRequirement, parameter, reference, response, security};
use crate::source::At;

/// A path with its operations (OpenAPI 3.1.1, section 4.8.9, "Path Item Object").
#[derive(Debug)]
pub struct PathItem {
    /// The template.
    pub path: String,
    /// The parameters that all operations share.
    pub parameters: Vec<RefOr<Parameter>>,
    /// The operations, in the order of the specification's own list.
    pub operations: Vec<Operation>,
    /// Its place.
    pub at: At,
}

/// An operation (OpenAPI 3.1.1, section 4.8.10, "Operation Object").
#[derive(Debug)]
pub struct Operation {
    /// The method, from the key that it stands under.
    pub method: HttpMethod,
    /// `operationId` and its place.
    pub id: Option<(String, At)>,
    /// `tags`.
    pub tags: Vec<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `parameters`.
    pub parameters: Vec<RefOr<Parameter>>,
    /// `requestBody`.
    pub request_body: Option<At>,
    /// `responses`: each status as written, with the place of the response.
    pub responses: Vec<(String, At, RefOr<Response>)>,
    /// `security`, where the operation does not take the document's.
    pub security: Option<Vec<SecurityRequirement>>,
    /// Its place.
    pub at: At,
}

/// The methods that a path item can hold (OpenAPI 3.2.0, section 4.9, "Path Item Object").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HttpMethod {
    /// `GET`.
    Get,
    /// `PUT`.
    Put,
    /// `POST`.
    Post,
    /// `DELETE`.
    Delete,
    /// `OPTIONS`.
    Options,
    /// `HEAD`.
    Head,
    /// `PATCH`.
    Patch,
    /// `TRACE`.
    Trace,
}

impl HttpMethod {
    /// Every method with its key in a path item, in the order in which the specification lists them.
    pub const ALL: [(&'static str, Self); 8] = [
        ("get", Self::Get),
        ("put", Self::Put),
        ("post", Self::Post),
        ("delete", Self::Delete),
        ("options", Self::Options),
        ("head", Self::Head),
        ("patch", Self::Patch),
        ("trace", Self::Trace),
    ];

    /// The method as a request line has it, for example `GET`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

pub fn path_item(reader: &mut Reader<'_>, path: &str, at: At) -> Option<PathItem> {
    if path.starts_with("x-") {
        return None;
    }
    let keys = reader.cursor.mapping(at, "a path item")?;
    if let Some(reference) = keys.get("$ref") {
        reader.unsupported(reference, "a reference in place of a path item", "the path has no operations");
    }
    keys.ignore(&["summary", "description"], "each operation has its own words");
    if let Some(servers) = keys.get("servers") {
        reader.unsupported(servers, "a server of one path", "requests go to the client's base URL");
    }
    for key in ["query", "additionalOperations"] {
        if let Some(operation) = keys.get(key) {
            reader.unsupported(operation, &format!("`{key}`"), "the operations under it are left out");
        }
    }
    let parameters = parameters(reader, &keys);
    let mut operations = Vec::new();
    for (key, method) in HttpMethod::ALL {
        if let Some(at) = keys.get(key) {
            operations.extend(operation(reader, method, at));
        }
    }
    keys.finish();
    Some(PathItem { path: path.to_owned(), parameters, operations, at })
}

fn parameters(reader: &mut Reader<'_>, keys: &Keys<'_>) -> Vec<RefOr<Parameter>> {
    keys.items("parameters").iter().filter_map(|at| reference::read(reader, *at, parameter::read)).collect()
}

fn operation(reader: &mut Reader<'_>, method: HttpMethod, at: At) -> Option<Operation> {
    let keys = reader.cursor.mapping(at, "an operation")?;
    keys.ignore(&["externalDocs"], "a link for readers of the document");
    if let Some(callbacks) = keys.get("callbacks") {
        reader.unsupported(callbacks, "a callback", "the operation itself is not affected");
    }
    if let Some(servers) = keys.get("servers") {
        reader.unsupported(servers, "a server of one operation", "requests go to the client's base URL");
    }
    let id = keys.get("operationId").and_then(|at| reader.cursor.string(at).map(|id| (id.to_owned(), at)));
    let tags = keys.get("tags").map(|at| reader.cursor.strings(at)).unwrap_or_default();
    let mut responses = Vec::new();
    for (status, at) in keys.entries("responses") {
        if status.starts_with("x-") {
            continue;
        }
        if let Some(read) = reference::read(reader, at, response::read) {
            responses.push((status.to_owned(), at, read));
        }
    }
    let operation = Operation {
        method,
        id,
        tags: tags.into_iter().map(|(tag, _)| tag.to_owned()).collect(),
        summary: keys.text("summary"),
        description: keys.text("description"),
        deprecated: keys.flag("deprecated"),
        parameters: parameters(reader, &keys),
        request_body: keys.get("requestBody"),
        responses,
        security: security::requirements(reader, &keys),
        at,
    };
    keys.finish();
    Some(operation)
}
