//! Short ways to what a schema says under a key.

use codegen::source::{At, Node};

use crate::corpus::json::Step;
use crate::corpus::schemas::{Position, Schemas};

impl<'s> Schemas<'s> {
    /// The value at a place.
    pub(in crate::corpus) fn node(&self, at: At) -> &'s Node {
        self.source.node(at)
    }

    /// The place of a key.
    pub(in crate::corpus) fn get(&self, at: At, key: &str) -> Option<At> {
        self.source.get(at, key)
    }

    /// The keys of a mapping and their places.
    pub(in crate::corpus) fn entries(&self, at: At) -> &'s [(Box<str>, At)] {
        match self.source.node(at) {
            Node::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The places of the schemas that a value has.
    pub(in crate::corpus) fn places(&self, position: &Position) -> Vec<String> {
        position.roots.iter().map(|root| self.source.place_name(*root)).collect()
    }

    /// What is said of the value at the end of a way.
    pub(in crate::corpus) fn along(&self, position: &Position, way: &[Step]) -> Position {
        way.iter().fold(position.clone(), |position, step| self.inside(&position, step))
    }

    /// The key of the value at a place; empty where it has none.
    pub(in crate::corpus) fn key(&self, at: At) -> String {
        self.source.tokens(at).pop().unwrap_or_default()
    }

    /// The text under a key.
    pub(in crate::corpus) fn string(&self, at: At, key: &str) -> Option<&'s str> {
        match self.value(at, key) {
            Some(Node::String(text)) => Some(text),
            _ => None,
        }
    }

    /// The value at a place as JSON text.
    pub(in crate::corpus) fn json(&self, at: At) -> String {
        self.source.json(at)
    }

    /// The types that a schema names itself; `None` where it names none.
    pub(in crate::corpus) fn types(&self, at: At) -> Option<Vec<String>> {
        match self.value(at, "type")? {
            Node::String(name) => Some(vec![name.to_string()]),
            Node::Sequence(names) => {
                let name = |name: &At| match self.node(*name) {
                    Node::String(name) => Some(name.to_string()),
                    _ => None,
                };
                Some(names.iter().filter_map(name).collect())
            }
            _ => None,
        }
    }

    /// Whether a schema, or what it refers to, is marked as one that only requests or only answers hold.
    pub(in crate::corpus) fn goes_one_way(&self, at: At) -> bool {
        let is_marked =
            |at: &At| ["readOnly", "writeOnly"].iter().any(|key| self.value(*at, key) == Some(&Node::Boolean(true)));
        let parts = self.items(at, "allOf").iter().flat_map(|part| self.followed(*part));
        self.followed(at).into_iter().chain(parts).any(|at| is_marked(&at))
    }
}
