//! References: a thing or the place where it stands.

use std::collections::HashMap;

use crate::cursor::Keys;
use crate::doc::Reader;
use crate::source::At;

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

/// The components of one kind.
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
    /// Reads the mapping under a key of `components`.
    pub(in crate::doc) fn read(
        reader: &mut Reader<'_>,
        keys: &Keys<'_>,
        key: &'static str,
        item: impl Fn(&mut Reader<'_>, At) -> Option<T>,
    ) -> Self {
        let mut components = Self::default();
        for (_, at) in keys.entries(key) {
            if let Some(read) = read(reader, at, &item) {
                components.by_place.insert(at, components.items.len());
                components.items.push(read);
            }
        }
        components
    }

    /// The component that stands at a place.
    pub fn at(&self, at: At) -> Option<&RefOr<T>> {
        self.by_place.get(&at).map(|index| &self.items[*index])
    }
}

/// Reads a thing where a reference may stand instead.
pub(in crate::doc) fn read<T>(
    reader: &mut Reader<'_>,
    at: At,
    item: impl Fn(&mut Reader<'_>, At) -> Option<T>,
) -> Option<RefOr<T>> {
    if reader.cursor.source.get(at, "$ref").is_none() {
        return item(reader, at).map(RefOr::Item);
    }
    let keys = reader.cursor.mapping(at, "a reference")?;
    keys.ignore(&["summary", "description"], "the words of the component itself are taken");
    let target = keys.get("$ref");
    keys.finish();
    let at = target?;
    Some(RefOr::Reference(Reference { target: reader.cursor.string(at)?.to_owned(), at }))
}
