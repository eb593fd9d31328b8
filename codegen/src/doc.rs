//! The OpenAPI document as written: typed, references unresolved, nothing given a meaning.
//!
//! Each file holds a type and its reader together. A reader turns keys into fields and reports what it cannot read; it
//! never looks elsewhere in the document. Schemas live in one list and refer to each other by [`SchemaId`], so that a
//! `$ref` to any of them, wherever it stands, is a look-up by its place.

mod anchors;
mod body;
mod children;
mod content;
mod limits;
mod meta;
mod operation;
mod parameter;
mod reference;
mod response;
mod schema;
mod security;
mod unread;
mod version;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

pub use body::{MediaType, RequestBody};
pub use content::Content;
pub use limits::{CountLimits, Exclusive, Limit, Limits};
pub use meta::{Info, Server, Tag};
pub use operation::{Callback, HttpMethod, Operation, PathItem};
pub use parameter::Parameter;
pub use reference::{Components, RefOr, Reference};
pub use response::{Header, Response};
pub use schema::{
    AdditionalProperties, Alternatives, Discriminator, EnumerationWords, Schema, SchemaId, SchemaObject, TypeName,
};
pub use security::{SecurityRequirement, SecurityScheme};
pub use version::{Version, Versions};

use crate::cursor::{Cursor, Expected, Keys};
use crate::diag::{Code, Diagnostic, Sink, Spot};
use crate::source::{At, FileId, Source};

/// An OpenAPI document (OpenAPI 3.1.1, section 4.8.1, "OpenAPI Object").
#[derive(Debug)]
pub struct Document {
    /// The versions of OpenAPI that it is written in.
    pub versions: Versions,
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
    /// Its `webhooks`, each path item under its name (OpenAPI 3.1.1, section 4.8.1).
    pub webhooks: Vec<PathItem>,
    /// `components.schemas`: each name with its schema.
    pub component_schemas: Vec<(String, SchemaId)>,
    /// `components.parameters`, and every other parameter that a reference leads to.
    pub parameters: Components<Parameter>,
    /// `components.responses`, and every other response that a reference leads to.
    pub responses: Components<Response>,
    /// `components.requestBodies`, and every other request body that a reference leads to.
    pub request_bodies: Components<RequestBody>,
    /// `components.headers`, and every other header that a reference leads to.
    pub headers: Components<Header>,
    /// `components.examples`, and every other example that a reference leads to: each one's value.
    pub examples: Components<Option<At>>,
    /// `components.callbacks`, and every other callback that a reference leads to.
    pub callbacks: Components<Callback>,
    /// `components.pathItems`: each path item under its name.
    pub path_items: Vec<PathItem>,
    /// `components.mediaTypes` (OpenAPI 3.2.0, section 4.7): each media type under its name.
    pub media_types: Vec<MediaType>,
    /// `components.securitySchemes`.
    pub security_schemes: Vec<(String, SecurityScheme)>,
    /// Every schema of the document that something reads or refers to, in whichever file.
    pub schemas: Vec<Schema>,
    /// The schemas by place.
    pub schema_by_place: HashMap<At, SchemaId>,
    /// The places of operations, each with its `operationId`, or its method and path where it has none.
    pub operation_by_place: HashMap<At, String>,
    /// The places of path items.
    pub path_item_places: HashSet<At>,
    /// The file that the document begins in.
    pub file: FileId,
}

impl Document {
    /// Reads the document in a file. `None` where there is nothing to go on with; the sink knows why.
    pub fn read(source: &Source, file: FileId, sink: &Sink) -> Option<Self> {
        let cursor = Cursor { source, sink };
        let root = cursor.root(file)?;
        let what = "an OpenAPI document";
        let keys = cursor.mapping(root, what)?;
        let version = version::read(cursor, &keys)?;
        let mut reader = Reader {
            cursor,
            versions: Versions::of_document(version),
            schemas: Vec::new(),
            schema_by_place: HashMap::new(),
            parameters: Components::default(),
            responses: Components::default(),
            request_bodies: Components::default(),
            headers: Components::default(),
            examples: Components::default(),
            callbacks: Components::default(),
            places: RefCell::new(HashMap::from([(root, what)])),
            pending: Vec::new(),
            open_path_items: Vec::new(),
            operation_by_place: HashMap::new(),
            path_item_places: HashSet::new(),
            files: HashSet::from([file]),
        };
        Some(reader.document(keys, file))
    }

    /// The schema behind an id.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.index()]
    }

    /// Every schema with its id, in the order in which they were read.
    pub fn schemas(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        SchemaId::all().zip(&self.schemas)
    }
}

/// The components that are read in their place, because their names stand there.
#[derive(Default)]
struct Named {
    schemas: Vec<(String, SchemaId)>,
    path_items: Vec<PathItem>,
    media_types: Vec<MediaType>,
    security_schemes: Vec<(String, SecurityScheme)>,
}

/// What the readers share.
struct Reader<'s> {
    cursor: Cursor<'s>,
    versions: Versions,
    schemas: Vec<Schema>,
    schema_by_place: HashMap<At, SchemaId>,
    parameters: Components<Parameter>,
    responses: Components<Response>,
    request_bodies: Components<RequestBody>,
    headers: Components<Header>,
    examples: Components<Option<At>>,
    callbacks: Components<Callback>,
    /// What was read at each place, with an article: a reference to it must want the same.
    places: RefCell<HashMap<At, &'static str>>,
    /// The references whose targets are still to be read.
    pending: Vec<reference::Pending>,
    /// The path items that are being read, from the outermost to the innermost.
    open_path_items: Vec<At>,
    operation_by_place: HashMap<At, String>,
    path_item_places: HashSet<At>,
    /// The files that something was read from.
    files: HashSet<FileId>,
}

impl<'s> Reader<'s> {
    fn document(&mut self, keys: Keys<'_>, file: FileId) -> Document {
        keys.ignore(&["externalDocs"], Expected::Object, "a link for readers of the document");
        keys.ignore(&["$self"], Expected::String, "the source resolves references by it");
        if let Some(dialect) = keys.get_as("jsonSchemaDialect", Expected::String) {
            self.check_dialect(dialect);
        }
        if let Some(at) = keys.get("webhooks") {
            self.unsupported(at, "a list of webhooks", "their types are generated, and no server for them");
        }
        let info = meta::info(self, &keys);
        let servers = keys.items("servers").iter().filter_map(|at| meta::server(self, *at)).collect();
        let security = security::requirements(self, &keys).unwrap_or_default();
        let tags = keys.items("tags").iter().filter_map(|at| meta::tag(self, *at)).collect();
        let paths = self.path_items(&keys, "paths");
        let webhooks = self.path_items(&keys, "webhooks");
        let mut named = Named::default();
        if let Some(components) = keys.get("components").and_then(|at| self.cursor.behind(at))
            && let Some(components) = self.cursor.mapping(components, "`components`")
        {
            self.components(components, &mut named);
        }
        keys.finish();
        self.read_targets(&named.schemas, file);
        self.check_repeated_names();
        self.adopt(&mut named.schemas, file);
        Document {
            versions: self.versions.clone(),
            info,
            servers,
            security,
            tags,
            paths,
            webhooks,
            component_schemas: named.schemas,
            parameters: std::mem::take(&mut self.parameters),
            responses: std::mem::take(&mut self.responses),
            request_bodies: std::mem::take(&mut self.request_bodies),
            headers: std::mem::take(&mut self.headers),
            examples: std::mem::take(&mut self.examples),
            callbacks: std::mem::take(&mut self.callbacks),
            path_items: named.path_items,
            media_types: named.media_types,
            security_schemes: named.security_schemes,
            schemas: std::mem::take(&mut self.schemas),
            schema_by_place: std::mem::take(&mut self.schema_by_place),
            operation_by_place: std::mem::take(&mut self.operation_by_place),
            path_item_places: std::mem::take(&mut self.path_item_places),
            file,
        }
    }

    fn path_items(&mut self, keys: &Keys<'_>, key: &'static str) -> Vec<PathItem> {
        let entries = keys.entries(key).into_iter();
        entries.filter_map(|(name, at)| operation::path_item(self, name, at)).collect()
    }

    fn components(&mut self, keys: Keys<'_>, named: &mut Named) {
        for (name, at) in keys.entries("schemas") {
            let id = schema::read(self, at);
            named.schemas.push((name.to_owned(), id));
        }
        reference::components::<Parameter>(self, &keys, "parameters");
        reference::components::<Response>(self, &keys, "responses");
        reference::components::<RequestBody>(self, &keys, "requestBodies");
        reference::components::<Header>(self, &keys, "headers");
        reference::components::<Option<At>>(self, &keys, "examples");
        reference::components::<Callback>(self, &keys, "callbacks");
        named.path_items = self.path_items(&keys, "pathItems");
        for (name, at) in keys.entries("mediaTypes") {
            named.media_types.extend(body::media_type(self, name, at));
        }
        for (name, at) in keys.entries("securitySchemes") {
            if let Some(scheme) = security::scheme(self, at) {
                named.security_schemes.push((name.to_owned(), scheme));
            }
        }
        keys.ignore(
            &["links"],
            Expected::Object,
            "a link describes a call that the caller may make next; no code follows from it",
        );
        keys.finish();
    }

    /// The keys of a mapping, with a note of what it is read as.
    fn mapping(&self, at: At, what: &'static str) -> Option<Keys<'s>> {
        self.places.borrow_mut().entry(at).or_insert(what);
        self.cursor.mapping(at, what)
    }

    /// Reports what is wrong with a file as a whole when something is first read from it, and finds its version.
    fn enter(&mut self, at: At) {
        let file = self.cursor.source.file_of(at);
        if self.files.insert(file)
            && let Some(root) = self.cursor.root(file)
            && let Some(at) = self.cursor.source.get(root, "openapi")
            && let Some(text) = self.cursor.text_if_any(at)
        {
            match version::named(text) {
                Some(version) => self.versions.add(file, version),
                None => self.cursor.sink.push(
                    Diagnostic::warning(Code::UnsupportedVersion, Spot::Value(at), version::unknown(text))
                        .help("without it: the file is read by the version of the document"),
                ),
            }
        }
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
