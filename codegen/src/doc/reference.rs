//! References: a thing or the place where it stands.

use std::collections::{HashMap, HashSet};

use crate::cursor::{Expected, HOPS, Keys};
use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Reader, Schema, SchemaId, schema};
use crate::source::{At, FileId, Node, Source, looks_like_a_file};

/// A `$ref` (OpenAPI 3.1.1, section 4.8.23, "Reference Object").
#[derive(Clone, Debug)]
pub struct Reference {
    /// The URI as written.
    pub target: String,
    /// The place of the URI.
    pub at: At,
}

/// A thing, or a reference to it.
#[derive(Debug)]
pub enum RefOr<T> {
    /// A reference.
    Reference(Reference),
    /// The thing.
    Item(T),
}

/// The things of one kind that references lead to, wherever they stand: those under `components`, and any other.
#[derive(Debug)]
pub struct Components<T> {
    items: Vec<RefOr<T>>,
    by_place: HashMap<At, usize>,
}

impl<T> Default for Components<T> {
    fn default() -> Self {
        Self { items: Vec::new(), by_place: HashMap::new() }
    }
}

impl<T> Components<T> {
    /// The component that stands at a place.
    pub fn at(&self, at: At) -> Option<&RefOr<T>> {
        self.by_place.get(&at).map(|index| &self.items[*index])
    }

    fn insert(&mut self, at: At, item: RefOr<T>) {
        self.by_place.insert(at, self.items.len());
        self.items.push(item);
    }
}

/// A thing that a reference may stand for.
pub(in crate::doc) trait Referable: Sized {
    /// What it is, with an article, for messages.
    const WHAT: &'static str;

    /// What is lost where a reference leads to something else; `None` where a call would be another one without it.
    const LOSS: Option<&'static str> = None;

    /// Reads the thing itself.
    fn read(reader: &mut Reader<'_>, at: At) -> Option<Self>;

    /// Where the things are kept that references lead to.
    fn components<'r>(reader: &'r mut Reader<'_>) -> &'r mut Components<Self>;
}

/// A reference whose target is read once the place that it stands in is.
pub(in crate::doc) struct Pending {
    reference: Reference,
    read: fn(&mut Reader<'_>, &Reference),
}

/// Reads a thing where a reference may stand instead. What a reference leads to is read later.
pub(in crate::doc) fn read<T: Referable>(reader: &mut Reader<'_>, at: At) -> Option<RefOr<T>> {
    if reader.cursor.source.get(at, "$ref").is_none() {
        return T::read(reader, at).map(RefOr::Item);
    }
    let keys = reader.cursor.mapping(at, "a reference")?;
    keys.ignore(&["summary", "description"], Expected::String, "the words of the component itself are taken");
    let reference = of(reader, &keys);
    keys.finish();
    let reference = reference?;
    reader.pending.push(Pending { reference: reference.clone(), read: read_target::<T> });
    Some(RefOr::Reference(reference))
}

/// The `$ref` of a mapping.
pub(in crate::doc) fn of(reader: &Reader<'_>, keys: &Keys<'_>) -> Option<Reference> {
    let at = keys.get("$ref")?;
    Some(Reference { target: reader.cursor.string(at)?.to_owned(), at })
}

/// Reads the mapping under a key of `components`.
pub(in crate::doc) fn components<T: Referable>(reader: &mut Reader<'_>, keys: &Keys<'_>, key: &'static str) {
    for (_, at) in keys.entries(key) {
        if let Some(item) = read::<T>(reader, at) {
            T::components(reader).insert(at, item);
        }
    }
}

/// The place that a reference stands for in the end, where what it leads to is read in its place.
pub(in crate::doc) fn destination(reader: &mut Reader<'_>, at: At, what: &'static str) -> Option<At> {
    let mut at = at;
    for _ in 0..HOPS {
        if reader.cursor.source.get(at, "$ref").is_none() {
            return Some(at);
        }
        let keys = reader.cursor.mapping(at, "a reference")?;
        keys.ignore(&["summary", "description"], Expected::String, "the words of the component itself are taken");
        let reference = of(reader, &keys);
        keys.finish();
        at = target(reader, &reference?, what, None)?;
    }
    reader.cursor.circle(reader.cursor.source.get(at, "$ref").unwrap_or(at));
    None
}

/// The place that a reference leads to, where it can be what is needed there. One that leads to something else is an
/// error unless no more is lost than is said here.
pub(in crate::doc) fn target(
    reader: &mut Reader<'_>,
    reference: &Reference,
    what: &'static str,
    loss: Option<&str>,
) -> Option<At> {
    let at = reader.cursor.refer(reference.at, &reference.target)?;
    reader.enter(at);
    let is_schema = what == Schema::WHAT;
    let known = match reader.cursor.source.node(at) {
        Node::Boolean(_) if is_schema => None,
        Node::Mapping(_) => {
            let schema = reader.schema_by_place.contains_key(&at).then_some(Schema::WHAT);
            schema.or_else(|| reader.places.borrow().get(&at).copied())
        }
        _ => Some("a value of another kind"),
    };
    if let (Some("a parameter"), "a header") = (known, what) {
        // "The Header Object follows the structure of the Parameter Object" (OpenAPI 3.1.1, section 4.8.21), so that
        // its `name` and `in` alone are too much.
        let message = format!("`{}` is a parameter, and a header is needed", reference.target);
        reader.cursor.sink.push(
            Diagnostic::warning(Code::InvalidValue, Spot::Value(reference.at), message)
                .label("read as a header")
                .help("describe it under `components.headers`, without `name` and `in`"),
        );
        return Some(at);
    }
    if known.is_some_and(|known| known != what) {
        reader.cursor.leads_elsewhere_or_lose(loss, reference.at, at, what);
        return None;
    }
    Some(at)
}

fn read_target<T: Referable>(reader: &mut Reader<'_>, reference: &Reference) {
    let Some(at) = target(reader, reference, T::WHAT, T::LOSS) else { return };
    if T::components(reader).at(at).is_none()
        && let Some(item) = read::<T>(reader, at)
    {
        T::components(reader).insert(at, item);
    }
}

impl Reader<'_> {
    /// Reads what references lead to, and what the references in that lead to, until nothing is left. The children of a
    /// base in other files are read with it.
    pub(in crate::doc) fn read_targets(&mut self, components: &[(String, SchemaId)], document: FileId) {
        let source = self.cursor.source;
        let mut seen = 0;
        loop {
            while let Some(Pending { reference, read }) = self.pending.pop() {
                read(self, &reference);
            }
            let of_schema = |schema| references_of(schema, components, source);
            let references: Vec<Reference> = self.schemas[seen..].iter().flat_map(of_schema).cloned().collect();
            let is_done = seen == self.schemas.len();
            seen = self.schemas.len();
            if is_done && !self.read_children(document) {
                return;
            }
            for reference in references {
                if let Some(at) = target(self, &reference, Schema::WHAT, Some(Schema::LOSS)) {
                    schema::read(self, at);
                }
            }
        }
    }
}

impl Reader<'_> {
    /// Lets a component that says nothing but where its schema stands, in another file, be that schema: documents that
    /// were split into files name their schemas in this way, and one schema is not two types.
    pub(in crate::doc) fn adopt(&mut self, components: &mut [(String, SchemaId)], file: FileId) {
        let mut taken: HashSet<SchemaId> = components.iter().map(|(_, id)| *id).collect();
        for (_, id) in components {
            let Schema::Object(object) = &self.schemas[id.index()] else { continue };
            let (Some(reference), at) = (&object.reference, object.at) else { continue };
            let source = self.cursor.source;
            let Node::Mapping(entries) = source.node(at) else { continue };
            let is_alone = entries.iter().all(|(key, _)| &**key == "$ref" || key.starts_with("x-"));
            let Ok(target) = source.refer(reference.at, &reference.target) else { continue };
            let Some(schema) = self.schema_by_place.get(&target).copied() else { continue };
            if is_alone && source.file_of(target) != file && taken.insert(schema) {
                self.schema_by_place.insert(at, schema);
                *id = schema;
            }
        }
    }
}

/// The references of a schema to other schemas: its `$ref`, and the files that its discriminator maps values to. A text
/// that could be a file and is the name of a component is that, and components are read anyway. What leads nowhere in a
/// discriminator costs no more than that value, which is told where the branches are.
fn references_of<'s>(
    schema: &'s Schema,
    components: &'s [(String, SchemaId)],
    source: &'s Source,
) -> impl Iterator<Item = &'s Reference> {
    let object = match schema {
        Schema::Object(object) => Some(object),
        Schema::Boolean(..) | Schema::Invalid(_) => None,
    };
    object.into_iter().flat_map(|object| {
        let mapping = object.discriminator.iter().flat_map(|discriminator| &discriminator.mapping);
        let is_file = |reference: &&Reference| {
            let target = &reference.target;
            let is_file = looks_like_a_file(target) && components.iter().all(|(name, _)| name != target);
            is_file && source.refer(reference.at, target).is_ok()
        };
        object.reference.iter().chain(mapping.map(|(_, reference)| reference).filter(is_file))
    })
}
