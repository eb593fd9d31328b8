//! The OpenAPI document as written: typed, references unresolved, nothing given a meaning.
//!
//! Each file holds a type and its reader together. A reader turns keys into fields and reports what it cannot read; it
//! never looks elsewhere in the document. Schemas live in one list and refer to each other by [`SchemaId`], so that a
//! `$ref` to any of them, wherever it stands, is a look-up by its place.

mod body;
mod meta;
mod operation;
mod parameter;
mod reference;
mod response;
mod schema;
mod security;

use std::collections::HashMap;

pub use body::MediaType;
pub use meta::{Info, Server, Tag};
pub use operation::{HttpMethod, Operation, PathItem};
pub use parameter::Parameter;
pub use reference::{Components, RefOr, Reference};
pub use response::{Header, Response};
pub use schema::{AdditionalProperties, Schema, SchemaId, SchemaObject, TypeName};
pub use security::{SecurityRequirement, SecurityScheme};

use crate::cursor::{Cursor, Keys};
use crate::diag::{Code, Diagnostic, Sink, Spot};
use crate::source::{At, FileId, Source};

/// An OpenAPI document (OpenAPI 3.1.1, section 4.8.1, "OpenAPI Object").
#[derive(Debug)]
pub struct Document {
    /// The version of OpenAPI that it is written in.
    pub version: Version,
    /// Its `info`.
    pub info: Info,
    /// Its `servers`.
    pub servers: Vec<Server>,
    /// Its `security`, the default of all operations.
    pub security: Vec<SecurityRequirement>,
    /// Its `tags`.
    pub tags: Vec<Tag>,
    /// Its `paths`.
    pub paths: Vec<PathItem>,
    /// `components.schemas`: each name with its schema.
    pub component_schemas: Vec<(String, SchemaId)>,
    /// `components.parameters`.
    pub parameters: Components<Parameter>,
    /// `components.responses`.
    pub responses: Components<Response>,
    /// `components.headers`.
    pub headers: Components<Header>,
    /// `components.examples`: each one's value.
    pub examples: Components<Option<At>>,
    /// `components.securitySchemes`.
    pub security_schemes: Vec<(String, RefOr<SecurityScheme>)>,
    /// Every schema of the document.
    pub schemas: Vec<Schema>,
    /// The schemas by place.
    pub schema_by_place: HashMap<At, SchemaId>,
    /// The file that the document begins in.
    pub file: FileId,
}

/// The versions of OpenAPI that the generator reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 3.0.x.
    V3_0,
    /// 3.1.x.
    V3_1,
    /// 3.2.x.
    V3_2,
}

impl Document {
    /// Reads the document in a file. `None` where there is nothing to go on with; the sink knows why.
    pub fn read(source: &Source, file: FileId, sink: &Sink) -> Option<Self> {
        let cursor = Cursor { source, sink };
        let root = cursor.root(file)?;
        let keys = cursor.mapping(root, "an OpenAPI document")?;
        let version = version(cursor, &keys)?;
        let mut reader = Reader { cursor, version, schemas: Vec::new(), schema_by_place: HashMap::new() };
        let document = reader.document(keys, file);
        Some(document)
    }

    /// The schema behind an id.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.index()]
    }
}

/// What the readers share.
struct Reader<'s> {
    cursor: Cursor<'s>,
    version: Version,
    schemas: Vec<Schema>,
    schema_by_place: HashMap<At, SchemaId>,
}

impl Reader<'_> {
    fn document(&mut self, keys: Keys<'_>, file: FileId) -> Document {
        keys.ignore(&["externalDocs"], "a link for readers of the document");
        keys.ignore(&["$self", "jsonSchemaDialect"], "the dialect is OpenAPI's own in every document seen so far");
        if let Some(at) = keys.get("webhooks") {
            self.unsupported(at, "a list of webhooks", "the operations of the document are not affected");
        }
        let info = meta::info(self, &keys);
        let servers = keys.items("servers").iter().filter_map(|at| meta::server(self, *at)).collect();
        let security = security::requirements(self, &keys).unwrap_or_default();
        let tags = keys.items("tags").iter().filter_map(|at| meta::tag(self, *at)).collect();
        let paths = keys.entries("paths").into_iter().filter_map(|(path, at)| operation::path_item(self, path, at));
        let paths = paths.collect();
        let mut document = Document {
            version: self.version,
            info,
            servers,
            security,
            tags,
            paths,
            component_schemas: Vec::new(),
            parameters: Components::default(),
            responses: Components::default(),
            headers: Components::default(),
            examples: Components::default(),
            security_schemes: Vec::new(),
            schemas: Vec::new(),
            schema_by_place: HashMap::new(),
            file,
        };
        if let Some(components) = keys.get("components").and_then(|at| self.cursor.mapping(at, "`components`")) {
            self.components(components, &mut document);
        }
        keys.finish();
        document.schemas = std::mem::take(&mut self.schemas);
        document.schema_by_place = std::mem::take(&mut self.schema_by_place);
        document
    }

    fn components(&mut self, keys: Keys<'_>, document: &mut Document) {
        for (name, at) in keys.entries("schemas") {
            let id = schema::read(self, at);
            document.component_schemas.push((name.to_owned(), id));
        }
        document.parameters = Components::read(self, &keys, "parameters", parameter::read);
        document.responses = Components::read(self, &keys, "responses", response::read);
        document.headers = Components::read(self, &keys, "headers", response::header);
        document.examples = Components::read(self, &keys, "examples", body::example);
        for (name, at) in keys.entries("securitySchemes") {
            if let Some(scheme) = reference::read(self, at, security::scheme) {
                document.security_schemes.push((name.to_owned(), scheme));
            }
        }
        // A component that nothing uses does no harm; one that is used is reported where it is used.
        keys.ignore(&["requestBodies", "links", "callbacks", "pathItems", "mediaTypes"], "read where they are used");
        keys.finish();
    }

    /// Warns of a construct that has no meaning here yet, and says what was done instead.
    fn unsupported(&self, at: At, what: &str, instead: &str) {
        self.cursor.sink.push(unsupported(at, what, instead));
    }
}

/// The warning for a construct that has no meaning in this version of the generator, at the key that begins it.
pub fn unsupported(at: At, what: &str, instead: &str) -> Diagnostic {
    unsupported_at(Spot::Key(at), what, instead)
}

/// The same at a value.
pub fn unsupported_value(at: At, what: &str, instead: &str) -> Diagnostic {
    unsupported_at(Spot::Value(at), what, instead)
}

fn unsupported_at(spot: Spot, what: &str, instead: &str) -> Diagnostic {
    Diagnostic::warning(Code::Unsupported, spot, format!("{what} is not supported yet"))
        .label("not read")
        .help(format!("without it: {instead}"))
}

fn version(cursor: Cursor<'_>, keys: &Keys<'_>) -> Option<Version> {
    if let Some(at) = keys.get("swagger") {
        cursor.sink.push(
            Diagnostic::error(Code::UnsupportedVersion, Spot::Key(at), "this is a Swagger 2.0 document")
                .help("convert it to OpenAPI 3.1, for example with `npx swagger2openapi`"),
        );
        return None;
    }
    let at = keys.required("openapi")?;
    let text = cursor.string(at)?;
    let found = match text.split('.').take(2).collect::<Vec<_>>()[..] {
        ["3", "0"] => Version::V3_0,
        ["3", "1"] => Version::V3_1,
        ["3", "2"] => Version::V3_2,
        _ => {
            let message = format!("OpenAPI {text} is none of the versions that are read");
            cursor.sink.push(
                Diagnostic::error(Code::UnsupportedVersion, Spot::Value(at), message)
                    .help("the versions that are read are 3.0, 3.1 and 3.2"),
            );
            return None;
        }
    };
    Some(found)
}
