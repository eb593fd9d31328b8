//! What a document's schemas say of a value, read from the document as it is written.
//!
//! This is a second, smaller reader of schemas on purpose: the generator cannot be measured with its own understanding
//! of the document. It errs towards saying nothing: where a reference is not found, no claim is made.

mod access;
mod families;
mod rules;

use codegen::source::{At, FileId, Node, Source};

use crate::corpus::files::Files;
use crate::corpus::json::Step;

/// The schemas of a document.
#[derive(Debug)]
pub struct Schemas<'s> {
    source: &'s Source,
    files: Files<'s>,
}

/// All that the document says of a value at one place of a payload.
#[derive(Clone, Debug, Default)]
pub struct Position {
    /// The schemas that the place has.
    roots: Vec<At>,
    /// Those, and every schema that they refer to or are put together from.
    branches: Vec<At>,
    /// Whether a part of what is said was not found.
    is_cut: bool,
}

/// The keys under which a schema applies other schemas to the same value, each with a list of them.
const LISTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// The keys under which a schema applies another schema to the same value.
const PARTS: [&str; 3] = ["if", "then", "else"];

impl<'s> Schemas<'s> {
    /// The schemas of a document.
    pub fn new(source: &'s Source, document: FileId) -> Self {
        Self { source, files: Files::new(source, document) }
    }

    /// The files of the document.
    pub fn files(&self) -> &Files<'s> {
        &self.files
    }

    /// What is said of a value that has these schemas.
    pub fn position(&self, roots: Vec<At>) -> Position {
        let mut position = Position { branches: Vec::new(), is_cut: false, roots };
        let mut waiting: Vec<At> = position.roots.iter().rev().copied().collect();
        while let Some(at) = waiting.pop() {
            if position.branches.contains(&at) {
                continue;
            }
            position.branches.push(at);
            position.is_cut |= self.source.get(at, "$dynamicRef").is_some();
            let target = self.target(at);
            position.is_cut |= target.is_none() && self.reference(at).is_some();
            waiting.extend(target);
            for list in LISTS {
                waiting.extend(self.items(at, list));
            }
            waiting.extend(PARTS.iter().filter_map(|part| self.source.get(at, part)));
        }
        position
    }

    /// What is said of the value at the end of a step.
    pub fn inside(&self, position: &Position, step: &Step) -> Position {
        let mut roots = Vec::new();
        for branch in &position.branches {
            match step {
                Step::Key(key) => roots.extend(self.property(*branch, key)),
                Step::Index(index) => roots.extend(self.item(*branch, *index)),
            }
        }
        let mut inside = self.position(roots);
        inside.is_cut |= position.is_cut;
        inside
    }

    /// The schema that a place refers to, through any number of references; itself where it is none.
    pub fn followed(&self, at: At) -> Vec<At> {
        let mut way = vec![at];
        while let Some(next) = way.last().and_then(|at| self.target(*at)) {
            if way.contains(&next) {
                break;
            }
            way.push(next);
        }
        way
    }

    fn property(&self, branch: At, key: &str) -> Vec<At> {
        let own = self.source.get(branch, "properties").and_then(|properties| self.source.get(properties, key));
        if let Some(own) = own {
            return vec![own];
        }
        // Which pattern fits is not worked out: what one of them allows is allowed.
        if let Some(Node::Mapping(patterns)) = self.value(branch, "patternProperties") {
            return patterns.iter().map(|(_, schema)| *schema).collect();
        }
        let others = ["additionalProperties", "unevaluatedProperties"];
        others.iter().filter_map(|other| self.source.get(branch, other)).filter(|at| self.is_mapping(*at)).collect()
    }

    /// What a schema says of an item of a list.
    pub(in crate::corpus) fn item(&self, branch: At, index: usize) -> Option<At> {
        let listed = |key: &str| self.items(branch, key).get(index).copied();
        let rest = |key: &str| self.source.get(branch, key).filter(|at| self.is_mapping(*at));
        // A list under `items`, with `additionalItems` for the rest, is how older drafts write `prefixItems`.
        listed("prefixItems").or_else(|| listed("items")).or_else(|| rest("items")).or_else(|| rest("additionalItems"))
    }

    /// The text of a schema's `$ref`.
    pub(in crate::corpus) fn reference(&self, at: At) -> Option<&'s str> {
        match self.value(at, "$ref") {
            Some(Node::String(reference)) => Some(reference),
            _ => None,
        }
    }

    /// What a schema refers to; nothing where it does not, or where that is not found.
    pub(in crate::corpus) fn target(&self, at: At) -> Option<At> {
        self.files.target(at, self.reference(at)?)
    }

    fn value(&self, at: At, key: &str) -> Option<&'s Node> {
        self.source.get(at, key).map(|at| self.source.node(at))
    }

    /// The items of the list under a key.
    pub(in crate::corpus) fn items(&self, at: At, key: &str) -> &'s [At] {
        match self.value(at, key) {
            Some(Node::Sequence(items)) => items,
            _ => &[],
        }
    }

    /// Whether a place is a mapping.
    pub(in crate::corpus) fn is_mapping(&self, at: At) -> bool {
        matches!(self.source.node(at), Node::Mapping(_))
    }
}
