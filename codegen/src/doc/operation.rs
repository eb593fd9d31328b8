//! Path items and operations.

use crate::cursor::{Expected, Keys};
use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::reference::{self, Referable};
use crate::doc::{
    Components, Parameter, Reader, RefOr, RequestBody, Response, SecurityRequirement, security, unsupported,
};
use crate::source::{At, Node};

/// A path with its operations (OpenAPI 3.1.1, section 4.8.9, "Path Item Object").
#[derive(Debug)]
pub struct PathItem {
    /// The template.
    pub path: String,
    /// The parameters that all operations share.
    pub parameters: Vec<RefOr<Parameter>>,
    /// The operations, in the order of the specification's own list.
    pub operations: Vec<Operation>,
    /// The number of operations that are not read, because of their methods; they were reported.
    pub unread: usize,
    /// Its place.
    pub at: At,
    /// Its place and those that its `$ref` leads to, whose parameters and operations are its own.
    pub places: Vec<At>,
}

/// The requests that the server may send on behalf of an operation (OpenAPI 3.1.1, section 4.8.18, "Callback Object").
#[derive(Debug)]
pub struct Callback {
    /// The path items, each under the expression that gives the URL. One that others refer to is read once.
    pub path_items: Vec<PathItem>,
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
    /// `requestBody` and its place.
    pub request_body: Option<(At, RefOr<RequestBody>)>,
    /// `responses`: each status as written, with the place of the response.
    pub responses: Vec<(String, At, RefOr<Response>)>,
    /// `callbacks`: each name with its callback.
    pub callbacks: Vec<(String, RefOr<Callback>)>,
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

impl Referable for Callback {
    const WHAT: &str = "a callback";

    fn read(reader: &mut Reader<'_>, at: At) -> Option<Self> {
        let entries = reader.mapping(at, Self::WHAT)?.all();
        let path_items = entries.into_iter().filter_map(|(expression, at)| path_item(reader, expression, at));
        Some(Self { path_items: path_items.collect(), at })
    }

    fn components<'r>(reader: &'r mut Reader<'_>) -> &'r mut Components<Self> {
        &mut reader.callbacks
    }
}

const WHAT: &str = "a path item";

/// The number of path items that may be read one inside the other, through callbacks that refer to them.
const DEPTH_LIMIT: usize = 16;

/// Reads a path item. What its `$ref` leads to is read as a part of it: "Allows for a referenced definition of this
/// path item" (OpenAPI 3.1.1, section 4.8.9).
pub fn path_item(reader: &mut Reader<'_>, path: &str, at: At) -> Option<PathItem> {
    if path.starts_with("x-") {
        return None;
    }
    let before = reader.open_path_items.len();
    let mut item = PathItem {
        path: path.to_owned(),
        parameters: Vec::new(),
        operations: Vec::new(),
        unread: 0,
        at,
        places: Vec::new(),
    };
    let mut next = Some(at);
    while let Some(at) = next {
        if item.places.contains(&at) {
            reader.cursor.circle(reader.cursor.source.get(at, "$ref").unwrap_or(at));
            break;
        }
        // A callback of an operation may refer to the path item that the operation stands in, and many may refer to
        // one. What they need of it is that its schemas are read, for which once is enough.
        if before > 0 && reader.path_item_places.contains(&at) {
            break;
        }
        if before >= DEPTH_LIMIT {
            let what = format!("a path item more than {DEPTH_LIMIT} callbacks deep");
            reader.cursor.sink.push(unsupported(at, &what, "no code follows from a callback"));
            break;
        }
        reader.open_path_items.push(at);
        reader.path_item_places.insert(at);
        item.places.push(at);
        next = part(reader, at, &mut item);
    }
    reader.open_path_items.truncate(before);
    item.operations.sort_by_key(|operation| operation.method);
    (!item.places.is_empty()).then_some(item)
}

/// Reads one part of a path item, and gives the place of the next one.
fn part(reader: &mut Reader<'_>, at: At, item: &mut PathItem) -> Option<At> {
    let keys = reader.mapping(at, WHAT)?;
    keys.ignore(&["summary", "description"], Expected::String, "each operation has its own words");
    if let Some(servers) = keys.get("servers") {
        reader.unsupported(servers, "a server of one path", "requests go to the client's base URL");
    }
    for key in ["query", "additionalOperations"] {
        if let Some(operation) = keys.get(key) {
            reader.unsupported(operation, &format!("`{key}`"), "the operations under it are left out");
            // What is no object is no operation, and an extension belongs to another tool.
            let is_operation = |at: At| matches!(reader.cursor.source.node(at), Node::Mapping(_));
            item.unread += match reader.cursor.source.node(operation) {
                Node::Mapping(methods) if key == "additionalOperations" => {
                    methods.iter().filter(|(method, at)| !method.starts_with("x-") && is_operation(*at)).count()
                }
                _ => usize::from(key == "query" && is_operation(operation)),
            };
        }
    }
    // Parameters that stand later replace those before them, and what stands beside a reference is nearer than what it
    // leads to.
    let own = parameters(reader, &keys);
    item.parameters.splice(0..0, own);
    for (key, method) in HttpMethod::ALL {
        let Some(at) = keys.get(key) else { continue };
        if let Some(known) = item.operations.iter().find(|known| known.method == method) {
            // "In case a Path Item Object field appears both in the defined object and the referenced object, the
            // behavior is undefined" (OpenAPI 3.1.1, section 4.8.9).
            let message = format!("the path item has `{key}` here and beside the reference that leads here");
            reader.cursor.sink.push(
                Diagnostic::warning(Code::InvalidValue, Spot::Key(at), message)
                    .label("this one is not read")
                    .also(Spot::Key(known.at), "this one is read")
                    .help("remove one of the two"),
            );
            continue;
        }
        if let Some(operation) = operation(reader, method, at) {
            let id = operation.id.as_ref().map(|(id, _)| id.clone());
            let name = id.unwrap_or_else(|| format!("{key} {}", item.path));
            reader.operation_by_place.insert(at, name);
            item.operations.push(operation);
        }
    }
    let reference = reference::of(reader, &keys);
    keys.finish();
    reference::target(reader, &reference?, WHAT, None)
}

fn parameters(reader: &mut Reader<'_>, keys: &Keys<'_>) -> Vec<RefOr<Parameter>> {
    keys.items("parameters").iter().filter_map(|at| reference::read(reader, *at)).collect()
}

fn operation(reader: &mut Reader<'_>, method: HttpMethod, at: At) -> Option<Operation> {
    let keys = reader.mapping(at, "an operation")?;
    keys.ignore(&["externalDocs"], Expected::Object, "a link for readers of the document");
    if let Some(callbacks) = keys.get("callbacks") {
        reader.unsupported(callbacks, "a callback", "its types are generated, and no server for it");
    }
    if let Some(servers) = keys.get("servers") {
        reader.unsupported(servers, "a server of one operation", "requests go to the client's base URL");
    }
    let id = keys.get("operationId").and_then(|at| reader.cursor.text(at).map(|id| (id.to_owned(), at)));
    let tags = keys.get("tags").map(|at| reader.cursor.texts(at)).unwrap_or_default();
    let mut responses = Vec::new();
    for (status, at) in keys.entries("responses") {
        if status.starts_with("x-") {
            continue;
        }
        if let Some(read) = reference::read(reader, at) {
            responses.push((status.to_owned(), at, read));
        }
    }
    let mut callbacks = Vec::new();
    for (name, at) in keys.entries("callbacks") {
        if let Some(read) = reference::read(reader, at) {
            callbacks.push((name.to_owned(), read));
        }
    }
    let operation = Operation {
        method,
        id,
        tags: tags.into_iter().map(str::to_owned).collect(),
        summary: keys.text("summary"),
        description: keys.text("description"),
        deprecated: keys.flag("deprecated"),
        parameters: parameters(reader, &keys),
        request_body: keys.get("requestBody").and_then(|at| reference::read(reader, at).map(|body| (at, body))),
        responses,
        callbacks,
        security: security::requirements(reader, &keys),
        at,
    };
    keys.finish();
    Some(operation)
}
