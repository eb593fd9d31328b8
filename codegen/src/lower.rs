//! From the document as written to what it means.
//!
//! Every reference is followed here and every default made explicit. What has no meaning yet degrades where it stands:
//! the place becomes untyped, or the operation is left out, and a diagnostic says which and why.

mod circle;
mod operation;
mod origin;
mod parameter;
mod record;
mod reference;
mod response;
mod schema;
mod security;
mod server;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::cursor::Cursor;
use crate::diag::Sink;
use crate::doc::{Document, SchemaId};
use crate::ir::{Api, Definition, Info, Shape, Tag, TypeId};
use crate::source::{At, Source};

/// Gives a document its meaning.
pub fn lower(source: &Source, document: &Document, sink: &Sink) -> Api {
    let mut lowering = Lowering {
        cursor: Cursor { source, sink },
        document,
        definitions: Vec::new(),
        named: HashMap::new(),
        nullable_records: HashSet::new(),
        open: HashSet::new(),
        depth: 0,
        straight: HashSet::new(),
        constants: HashMap::new(),
        targets: RefCell::default(),
        schemes: HashMap::new(),
    };
    lowering.declare_components();
    let servers = lowering.servers();
    let security_schemes = lowering.security_schemes();
    let tags = lowering.tags();
    lowering.define_components();
    let operations = lowering.operations(&tags);
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
        servers,
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
    /// The number of schemas that are being lowered, one inside the other.
    depth: usize,
    /// The schemas from which references are known to lead to an end.
    straight: HashSet<SchemaId>,
    /// The only value of each schema that was asked for one.
    constants: HashMap<SchemaId, Option<At>>,
    /// What each reference leads to, by the place of the reference.
    targets: RefCell<HashMap<At, Option<SchemaId>>>,
    /// The security schemes by name; `None` for one that was reported as having no meaning here.
    schemes: HashMap<&'s str, Option<usize>>,
}

impl Lowering<'_> {
    /// What a shape is behind the names of other types. The components are defined before this is asked.
    fn behind<'a>(&'a self, shape: &'a Shape) -> &'a Shape {
        let mut shape = shape;
        while let Shape::Named(id) = shape {
            let Some(definition) = &self.definitions[id.index()] else { break };
            shape = &definition.shape;
        }
        shape
    }

    /// Whether a thing stands under `components`, so that several operations may use it.
    fn is_component(&self, at: At) -> bool {
        self.cursor.source.pointer(at).starts_with("/components/")
    }

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
