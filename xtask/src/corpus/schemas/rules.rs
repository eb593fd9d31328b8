//! The questions that comparing and mutating payloads have to a schema.

use codegen::source::{At, Node};

use crate::corpus::json::Kind;
use crate::corpus::schemas::{Position, Schemas};

/// How deep a schema is looked into; what lies deeper is taken to allow everything.
const DEPTH_LIMIT: usize = 32;

/// What a schema says of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Text {
    /// Any text.
    Free,
    /// No text at all.
    No,
    /// One of several.
    Enumeration,
    /// One alone, or a list of values that is no enumeration.
    Fixed,
}

impl Schemas<'_> {
    /// Whether the document says that an object may have this key.
    ///
    /// A place of which no schema names any key is free, so that every key counts.
    pub fn declares(&self, position: &Position, key: &str) -> bool {
        let has = |at: At, name: &str| self.source.get(at, name).is_some();
        let opens = |at: At, name: &str| matches!(self.value(at, name), Some(Node::Mapping(_) | Node::Boolean(true)));
        let names_it = position.branches.iter().any(|branch| {
            self.source.get(*branch, "properties").is_some_and(|properties| has(properties, key))
                || has(*branch, "patternProperties")
                || opens(*branch, "additionalProperties")
                || opens(*branch, "unevaluatedProperties")
        });
        names_it || !position.is_cut && !position.branches.iter().any(|branch| has(*branch, "properties"))
    }

    /// Whether an object may be given a key of which the document does not know, with any value.
    pub fn takes_new_key(&self, position: &Position) -> bool {
        let rules = ["patternProperties", "propertyNames", "maxProperties", "const", "enum", "not"];
        let is_open = |branch: At, key: &str| match self.value(branch, key) {
            None | Some(Node::Boolean(true)) => true,
            Some(Node::Mapping(entries)) => entries.is_empty(),
            Some(_) => false,
        };
        let takes = |branch: At| {
            self.source.node(branch) != &Node::Boolean(false)
                && is_open(branch, "additionalProperties")
                && is_open(branch, "unevaluatedProperties")
                && rules.iter().all(|rule| self.source.get(branch, rule).is_none())
        };
        !position.is_cut && !position.branches.is_empty() && position.branches.iter().all(|branch| takes(*branch))
    }

    /// Whether a value is one of several texts that the document lists, whichever of its schemas applies.
    pub fn is_enumeration(&self, position: &Position) -> bool {
        let mut roots = position.roots.iter();
        !position.is_cut && !position.roots.is_empty() && roots.all(|root| self.text(*root, 0) == Text::Enumeration)
    }

    /// Whether a key tells which of several schemas applies.
    pub fn discriminates(&self, position: &Position, key: &str) -> bool {
        position.branches.iter().any(|branch| {
            let discriminator = self.source.get(*branch, "discriminator");
            let name = discriminator.and_then(|discriminator| self.value(discriminator, "propertyName"));
            matches!(name, Some(Node::String(name)) if **name == *key)
        })
    }

    /// Whether a value of this kind may stand at a place.
    pub fn allows(&self, position: &Position, kind: Kind) -> bool {
        position.is_cut
            || position.roots.is_empty()
            || position.roots.iter().any(|root| self.schema_allows(*root, kind, 0))
    }

    fn schema_allows(&self, at: At, kind: Kind, depth: usize) -> bool {
        match self.source.node(at) {
            Node::Boolean(allows) => return *allows,
            Node::Mapping(_) if depth < DEPTH_LIMIT => {}
            _ => return true,
        }
        let inner = |at: &At| self.schema_allows(*at, kind, depth + 1);
        let alternatives = |key| {
            let items = self.items(at, key);
            items.is_empty() || items.iter().any(inner)
        };
        let values = self.items(at, "enum");
        self.type_allows(at, kind)
            && self.target(at).is_none_or(|target| inner(&target))
            && (values.is_empty() || values.iter().any(|value| kind_of(self.source.node(*value)) == kind))
            && self.value(at, "const").is_none_or(|value| kind_of(value) == kind)
            && self.items(at, "allOf").iter().all(inner)
            && alternatives("anyOf")
            && alternatives("oneOf")
    }

    fn type_allows(&self, at: At, kind: Kind) -> bool {
        let names = |node: &Node| match node {
            Node::String(name) => match &**name {
                "null" => kind == Kind::Null,
                "boolean" => kind == Kind::Boolean,
                "integer" | "number" => kind == Kind::Number,
                "string" => kind == Kind::String,
                "array" => kind == Kind::Array,
                "object" => kind == Kind::Object,
                _ => true,
            },
            _ => true,
        };
        match self.value(at, "type") {
            None => true,
            Some(Node::Sequence(items)) => items.iter().any(|item| names(self.source.node(*item))),
            Some(node) => names(node),
        }
    }

    /// What all parts of a schema say of text together: the part that says most counts.
    fn text(&self, at: At, depth: usize) -> Text {
        if !self.is_mapping(at) || depth >= DEPTH_LIMIT {
            return Text::Free;
        }
        let mut said = vec![self.own_text(at)];
        said.extend(self.target(at).map(|target| self.text(target, depth + 1)));
        said.extend(self.items(at, "allOf").iter().map(|part| self.text(*part, depth + 1)));
        for key in ["anyOf", "oneOf"] {
            said.extend(self.one_of(self.items(at, key), depth));
        }
        said.into_iter().max().unwrap_or(Text::Free)
    }

    /// What alternatives say of text: nothing where one of them takes any text.
    fn one_of(&self, alternatives: &[At], depth: usize) -> Option<Text> {
        let said: Vec<Text> = alternatives.iter().map(|alternative| self.text(*alternative, depth + 1)).collect();
        let in_order = [Text::Fixed, Text::Free, Text::Enumeration, Text::No];
        in_order.into_iter().find(|text| said.contains(text))
    }

    fn own_text(&self, at: At) -> Text {
        if self.source.get(at, "const").is_some() {
            return Text::Fixed;
        }
        let values = self.items(at, "enum");
        let is_text = |value: &&At| matches!(self.source.node(**value), Node::String(_));
        match values.iter().filter(is_text).count() {
            0 if values.is_empty() && self.type_allows(at, Kind::String) => Text::Free,
            0 => Text::No,
            1 => Text::Fixed,
            _ => Text::Enumeration,
        }
    }
}

const fn kind_of(node: &Node) -> Kind {
    match node {
        Node::Null => Kind::Null,
        Node::Boolean(_) => Kind::Boolean,
        Node::Integer(_) | Node::Unsigned(_) | Node::Float(_) => Kind::Number,
        Node::String(_) => Kind::String,
        Node::Sequence(_) => Kind::Array,
        Node::Mapping(_) => Kind::Object,
    }
}
