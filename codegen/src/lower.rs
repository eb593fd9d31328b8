//! From the document as written to what it means.
//!
//! Every reference is followed here and every default made explicit. What has no meaning yet degrades where it stands:
//! the place becomes untyped, or the operation is left out, and a diagnostic says which and why.

mod absent_tag;
mod all_of;
mod all_of_circle;
mod beside;
mod body;
mod branch_tags;
mod branch_words;
mod circle;
mod conditions;
mod constants;
mod defaults;
mod direction;
mod limits;
mod mapping;
mod narrowing;
mod operation;
mod origin;
mod own_tags;
mod parameter;
mod pattern;
mod polymorphic;
mod record;
mod reference;
mod response;
mod scalar;
mod schema;
mod security;
mod server;
mod siblings;
mod simplify;
mod tidy;
mod types_beside;
mod union;
mod union_circle;
mod union_scalar;
mod unsatisfiable;
mod values;

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::cursor::Cursor;
use crate::diag::Sink;
use crate::doc::{Document, SchemaId, SchemaObject, TypeName, Version};
use crate::facts::Usage;
use crate::ir::{Api, Definition, Info, Shape, Tag, TypeId};
use crate::lower::all_of::{Conjunction, Merged};
use crate::lower::all_of_circle::{Circles, circles_of};
use crate::lower::polymorphic::Family;
use crate::lower::schema::Progress;
use crate::source::{At, Source};

/// Gives a document its meaning.
pub fn lower(source: &Source, document: &Document, sink: &Sink) -> Api {
    let mut lowering = Lowering {
        cursor: Cursor { source, sink },
        document,
        definitions: Vec::new(),
        by_name: document.component_schemas.iter().map(|(name, schema)| (name.as_str(), *schema)).collect(),
        named: HashMap::new(),
        elsewhere: Vec::new(),
        inline: HashMap::new(),
        families: HashMap::new(),
        all_of_circles: circles_of(source, document),
        own_types: HashMap::new(),
        merged: RefCell::default(),
        branch_types: RefCell::default(),
        types_within: RefCell::default(),
        simple: RefCell::default(),
        inside: RefCell::default(),
        branches: RefCell::default(),
        depth: 0,
        combinations: 0,
        straight: HashSet::new(),
        targets: RefCell::default(),
        schemes: HashMap::new(),
    };
    lowering.declare_components();
    lowering.find_families();
    let servers = lowering.servers();
    let security_schemes = lowering.security_schemes();
    let tags = lowering.tags();
    lowering.check_siblings();
    lowering.check_conditions();
    lowering.check_types_beside();
    lowering.check_single_branches();
    lowering.check_defaults();
    lowering.check_unsatisfiable();
    lowering.define_components();
    let (operations, uncalled) = lowering.operations(&tags);
    lowering.lift_null();
    lowering.flatten_union_circles();
    lowering.cut_alias_circles();
    let info = &document.info;
    let mut api = Api {
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
        uncalled,
        unread_operations: document.paths.iter().map(|path| path.unread).sum(),
    };
    circle::cut_endless(&mut api, sink);
    union_scalar::make_room(&mut api, sink);
    // Types are made one before they are split by direction, and what is certain to be a constant is one before that,
    // so that its type gives no name. The split says which of the others are always there.
    let usage = Usage::of(&api);
    direction::keep_tags(&mut api, &usage);
    constants::settle(&mut api, |owner, field| direction::is_kept(&usage, owner, field));
    tidy::merge_same(&mut api);
    tidy::drop_unused(&mut api);
    direction::split(&mut api);
    branch_tags::settle(&mut api);
    constants::settle(&mut api, |_, _| true);
    tidy::drop_unused(&mut api);
    if cfg!(debug_assertions) {
        api.debug_check();
    }
    api
}

/// The state of one lowering.
struct Lowering<'s> {
    cursor: Cursor<'s>,
    document: &'s Document,
    /// A definition is `None` between the moment its id is given out and the moment it is lowered: that is how types
    /// may refer to each other in circles.
    definitions: Vec<Option<Definition>>,
    /// The components that are branches of a component, once they are known: chains of unions are walked from each
    /// link.
    inside: RefCell<HashMap<SchemaId, Rc<HashSet<SchemaId>>>>,
    /// What the branches of a schema come to, once it is known: each child of a base asks for those of all.
    branches: RefCell<HashMap<SchemaId, Rc<HashSet<SchemaId>>>>,
    /// The component schemas by name.
    by_name: HashMap<&'s str, SchemaId>,
    /// The schemas that stand by themselves.
    named: HashMap<SchemaId, TypeId>,
    /// Those of them that are no components of the document, each with its name: members of families in other files.
    elsewhere: Vec<(String, SchemaId)>,
    /// The inline schemas, by what they say.
    inline: HashMap<Conjunction, Progress>,
    /// What conjunctions say.
    merged: RefCell<HashMap<Conjunction, Rc<Merged<'s>>>>,
    /// The types that the branches of a schema name, once they are asked for: each of the branches asks.
    branch_types: RefCell<HashMap<SchemaId, Rc<[TypeName]>>>,
    /// The types of the values of conjunctions and of their branches, where they say them: wrappers of one union all
    /// ask.
    types_within: RefCell<HashMap<Conjunction, Option<Vec<TypeName>>>>,
    /// Conjunctions without what adds nothing to them, and whether null was taken off.
    simple: RefCell<HashMap<Conjunction, (Conjunction, bool)>>,
    /// The bases of unions by `allOf`.
    families: HashMap<SchemaId, Family<'s>>,
    /// The circles of schemas that lead back to themselves by `allOf`.
    all_of_circles: Circles,
    /// The types of what children with children of their own say themselves.
    own_types: HashMap<SchemaId, TypeId>,
    /// The number of schemas that are being lowered, one inside the other.
    depth: usize,
    /// The number of types that were put together of several schemas.
    combinations: usize,
    /// The schemas from which references are known to lead to an end.
    straight: HashSet<SchemaId>,
    /// What each reference leads to, by the place of the reference.
    targets: RefCell<HashMap<At, Option<SchemaId>>>,
    /// The security schemes by name; `None` for one that was reported as having no meaning here.
    schemes: HashMap<&'s str, Option<usize>>,
}

impl Lowering<'_> {
    /// What a shape is behind the names of other types. The components are defined before this is asked, but circles of
    /// names are not cut yet: in one, a name of it is the answer.
    fn behind<'a>(&'a self, shape: &'a Shape) -> &'a Shape {
        let mut shape = shape;
        let mut seen = HashSet::new();
        while let Shape::Named(id) = shape {
            if !seen.insert(*id) {
                break;
            }
            let Some(definition) = &self.definitions[id.index()] else { break };
            shape = &definition.shape;
        }
        shape
    }

    /// Whether what stands at a place is read by the rules of OpenAPI 3.0, by which a `$ref` stands alone.
    fn is_3_0(&self, at: At) -> bool {
        self.document.versions.at(self.cursor.source, at) == Version::V3_0
    }

    /// Whether what a schema says beside its `$ref` is ignored (OpenAPI 3.0.4, section 4.7.23).
    fn is_reference_alone(&self, object: &SchemaObject) -> bool {
        object.reference.is_some() && self.is_3_0(object.at)
    }

    /// Whether a thing stands by itself, under `components` or in a file of its own, so that several operations may use
    /// it.
    fn is_component(&self, at: At) -> bool {
        let document = self.document;
        let is_inline =
            |at: &At| document.operation_by_place.contains_key(at) || document.path_item_places.contains(at);
        !std::iter::successors(Some(at), |at| self.cursor.source.parent(*at)).any(|at| is_inline(&at))
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
