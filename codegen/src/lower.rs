//! From the document as written to what it means.
//!
//! Every reference is followed here and every default made explicit. What has no meaning yet degrades where it stands:
//! the place becomes untyped, or the operation is left out, and a diagnostic says which and why.

mod circle;
mod operation;
mod parameter;
mod record;
mod reference;
mod response;
mod schema;
mod security;

use std::collections::{HashMap, HashSet};

use crate::cursor::Cursor;
use crate::diag::Sink;
use crate::doc::{self, Document, SchemaId};
use crate::ir::{Api, Definition, Info, Server, Tag, TypeId};
use crate::source::Source;

/// Gives a document its meaning.
pub fn lower(source: &Source, document: &Document, sink: &Sink) -> Api {
    let mut lowering = Lowering {
        cursor: Cursor { source, sink },
        document,
        definitions: Vec::new(),
        named: HashMap::new(),
        nullable_records: HashSet::new(),
        open: HashSet::new(),
        schemes: HashMap::new(),
    };
    lowering.declare_components();
    let security_schemes = lowering.security_schemes();
    let tags = lowering.tags();
    let operations = lowering.operations(&tags);
    lowering.define_components();
    lowering.cut_alias_circles();
    lowering.cut_endless_records();
    let info = &document.info;
    let api = Api {
        info: Info {
            title: info.title.clone(),
            version: info.version.clone(),
            description: info.description.clone(),
            at: info.at,
        },
        servers: document.servers.iter().map(server).collect(),
        security_schemes,
        tags,
        definitions: lowering.finished_definitions(),
        operations,
    };
    if cfg!(debug_assertions) {
        api.debug_check();
    }
    api
}

/// The state of one lowering.
struct Lowering<'s> {
    cursor: Cursor<'s>,
    document: &'s Document,
    /// A definition is `None` between the moment its id is given out and the moment it is lowered: that is how types may
    /// refer to each other in circles.
    definitions: Vec<Option<Definition>>,
    /// The schemas that stand by themselves.
    named: HashMap<SchemaId, TypeId>,
    /// The inline schemas among them that say null by themselves: each use of them is nullable.
    nullable_records: HashSet<SchemaId>,
    /// The schemas without a name that are being lowered, from the outermost to the innermost.
    open: HashSet<SchemaId>,
    /// The security schemes by name; `None` for one that was reported as having no meaning here.
    schemes: HashMap<&'s str, Option<usize>>,
}

impl Lowering<'_> {
    /// An id for a definition that comes later.
    fn reserve(&mut self) -> TypeId {
        let id = TypeId(u32::try_from(self.definitions.len()).expect("invariant: fewer definitions than nodes"));
        self.definitions.push(None);
        id
    }

    fn finished_definitions(self) -> Vec<Definition> {
        let finished = self.definitions.into_iter();
        finished.map(|definition| definition.expect("invariant: every id that was given out is defined")).collect()
    }

    /// The tags that operations use: declared ones first.
    fn tags(&self) -> Vec<Tag> {
        let operations = || self.document.paths.iter().flat_map(|path| &path.operations);
        let used: Vec<&str> = operations().flat_map(|operation| &operation.tags).map(String::as_str).collect();
        let mut tags: Vec<Tag> = Vec::new();
        for tag in &self.document.tags {
            if used.contains(&tag.name.as_str()) && !tags.iter().any(|known| known.name == tag.name) {
                tags.push(Tag { name: tag.name.clone(), description: tag.description.clone() });
            }
        }
        for name in used {
            if !tags.iter().any(|known| known.name == name) {
                tags.push(Tag { name: name.to_owned(), description: None });
            }
        }
        tags
    }
}

fn server(server: &doc::Server) -> Server {
    let mut url = server.url.clone();
    for (name, default) in &server.variables {
        url = url.replace(&format!("{{{name}}}"), default);
    }
    Server { url, description: server.description.clone(), at: server.at }
}
