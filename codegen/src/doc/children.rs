//! The children of a base with a `discriminator` that stand in other files, where nothing refers to them.
//!
//! A child names its base in its `allOf`, and the base does not name its children (OpenAPI 3.1.1, section 4.8.25), so
//! that no reference leads to a child in another file. All other schemas of other files are read only where one does.

use std::collections::HashSet;

use crate::cursor::Keys;
use crate::doc::{Reader, Reference, Schema, schema};
use crate::source::{At, FileId, Node};

impl Reader<'_> {
    /// Reads the children in other files of the bases that were read so far, and says whether there were any.
    pub(in crate::doc) fn read_children(&mut self, document: FileId) -> bool {
        let is_base = |schema: &&Schema| schema.discriminator_of_base().is_some();
        let bases: HashSet<At> = self.schemas.iter().filter(is_base).map(Schema::at).collect();
        if bases.is_empty() {
            return false;
        }
        let roots = self.cursor.source.files().filter(|(file, _)| *file != document);
        let roots: Vec<At> = roots.filter_map(|(_, file)| file.root.as_ref().ok().copied()).collect();
        let candidates = roots.into_iter().flat_map(|root| self.schemas_of_file(root));
        let is_child = |at: &At| !self.schema_by_place.contains_key(at) && self.is_made_of(*at, &bases);
        let children: Vec<At> = candidates.filter(is_child).collect();
        for child in &children {
            self.enter(*child);
            schema::read(self, *child);
        }
        !children.is_empty()
    }

    /// The places of a file where a schema has a name: the file as a whole, what stands under `components.schemas` and
    /// the like, and what stands right under the root of a file that holds nothing but schemas by name.
    fn schemas_of_file(&self, root: At) -> Vec<At> {
        let source = self.cursor.source;
        let entries = |at: At| match source.node(at) {
            Node::Mapping(entries) => entries.iter().map(|(_, value)| *value).collect(),
            _ => Vec::new(),
        };
        let components = source.get(root, "components");
        let parts = ["schemas", "$defs", "definitions"].into_iter().filter_map(|key| source.get(root, key));
        let groups = components.and_then(|components| source.get(components, "schemas")).into_iter().chain(parts);
        let mut found: Vec<At> = std::iter::once(root).chain(groups.flat_map(entries)).collect();
        let of_root = entries(root);
        let is_schema = |at: &At| self.schema_by_place.contains_key(at);
        // Under the root of a file that is a schema stand keywords.
        if !is_schema(&root) && of_root.iter().any(is_schema) {
            found.extend(of_root);
        }
        found
    }

    /// Whether a schema is made of one of these by `allOf`, directly or through others, which need not have been read.
    fn is_made_of(&self, schema: At, bases: &HashSet<At>) -> bool {
        let source = self.cursor.source;
        let target = |at: At| {
            let reference = source.get(at, "$ref")?;
            let Node::String(text) = source.node(reference) else { return None };
            source.refer(reference, text).ok()
        };
        let references_of = |at: At| match source.get(at, "allOf").map(|parts| source.node(parts)) {
            Some(Node::Sequence(parts)) => parts.iter().copied().filter_map(target).collect(),
            _ => Vec::new(),
        };
        let mut seen = HashSet::from([schema]);
        let mut open = references_of(schema);
        while let Some(next) = open.pop() {
            if bases.contains(&next) {
                return true;
            }
            if seen.insert(next) {
                open.extend(references_of(next).into_iter().chain(target(next)));
            }
        }
        false
    }
}

/// `x-ms-discriminator-value`, which several generators know: what a mapping would say of the schema, at the schema.
/// What is no text is not read, because extensions are not checked.
pub(in crate::doc) fn own_value(reader: &Reader<'_>, keys: &Keys<'_>) -> Option<Box<(String, Reference)>> {
    let at = keys.get("x-ms-discriminator-value")?;
    let Node::String(value) = reader.cursor.source.node(at) else { return None };
    let target = reader.cursor.source.tokens(keys.at).pop().unwrap_or_default();
    Some(Box::new((value.to_string(), Reference { target, at })))
}
