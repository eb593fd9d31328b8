//! From text to nodes, in one pass and without an intermediate value.
//!
//! Both parsers drive the same visitor, so that the two spellings of a document give the same tree. A node takes its
//! number when it begins, before its children: [`Source::place`](crate::source::Source::place) goes by a walk over the
//! text in the same order, and so finds the place of a node by its number alone.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::OnceLock;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::source::guard::{endless, endless_number, may_be_deep, without_endless_numbers};
use crate::source::locate::{deeper_than, first_alias, yaml_places};
use crate::source::{At, DuplicateKey, Node, SourceFile, SyntaxFault};

/// The depth of nesting at which a document is refused, so that no document can exhaust the stack.
const DEPTH_LIMIT: usize = 120;

/// Parses a text and appends its nodes.
pub fn load(path: String, text: String, nodes: &mut Vec<Node>, parents: &mut Vec<At>) -> SourceFile {
    let start = length(nodes);
    let is_json = is_json(&path);
    let mut tree = Tree {
        nodes,
        parents,
        start: start as usize,
        duplicate_keys: Vec::new(),
        is_yaml: !is_json,
        has_endless_numbers: false,
        perhaps_endless: Vec::new(),
    };
    let unmarked = without_mark(&text);
    let parsed = if is_json { parse_json(unmarked, &mut tree) } else { parse_yaml(unmarked, &mut tree) };
    if parsed.is_err() {
        tree.clear();
    }
    tree.find_endless_numbers(&text);
    let duplicate_keys = tree.duplicate_keys;
    let end = length(nodes);
    SourceFile { path, text, root: parsed, duplicate_keys, nodes: start..end, places: OnceLock::new() }
}

/// Whether a file is read as JSON: by its name, as every tool does.
pub fn is_json(path: &str) -> bool {
    path.rsplit('.').next().is_some_and(|extension| extension.eq_ignore_ascii_case("json"))
}

/// A text without the mark of the byte order that some editors begin it with: it is no part of the first line.
pub fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn parse_json(text: &str, tree: &mut Tree<'_>) -> Result<At, SyntaxFault> {
    read_json(text, tree).or_else(|fault| match without_endless_numbers(text) {
        Cow::Owned(text) => {
            tree.clear();
            tree.has_endless_numbers = true;
            read_json(&text, tree)
        }
        Cow::Borrowed(_) => Err(fault),
    })
}

fn read_json(text: &str, tree: &mut Tree<'_>) -> Result<At, SyntaxFault> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let root = NodeSeed { tree, parent: None, depth: 0 }.deserialize(&mut deserializer);
    root.and_then(|root| deserializer.end().map(|()| root)).map_err(|error| {
        let message = error.to_string();
        let suffix = format!(" at line {} column {}", error.line(), error.column());
        SyntaxFault {
            message: message.strip_suffix(&suffix).unwrap_or(&message).to_owned(),
            line: error.line().max(1),
            column: error.column().max(1),
            hint: None,
        }
    })
}

fn parse_yaml(text: &str, tree: &mut Tree<'_>) -> Result<At, SyntaxFault> {
    // The parser needs a time that grows with the square of the depth of brackets, and it reads to the end first.
    if may_be_deep(text, 2 * DEPTH_LIMIT)
        && let Some((line, column)) = deeper_than(text, DEPTH_LIMIT)
    {
        return Err(SyntaxFault { message: too_deep(), line, column, hint: None });
    }
    let mut documents = serde_yaml::Deserializer::from_str(text);
    let Some(document) = documents.next() else {
        return Err(SyntaxFault { message: "the file is empty".to_owned(), line: 1, column: 1, hint: None });
    };
    let root =
        NodeSeed { tree, parent: None, depth: 0 }.deserialize(document).map_err(|error| yaml_fault(text, &error))?;
    if documents.next().is_some() {
        return Err(SyntaxFault {
            message:
                "the file holds more than one YAML document; keep the first and move the others to files of their own"
                    .to_owned(),
            line: 1,
            column: 1,
            hint: None,
        });
    }
    Ok(root)
}

/// What the YAML parser says, in words for those who know nothing of the parser.
fn yaml_fault(text: &str, error: &serde_yaml::Error) -> SyntaxFault {
    let message = error.to_string();
    // The listing shows the place that the message ends with, and does so better.
    let message = message.split(" at line ").next().unwrap_or(&message);
    if message == "repetition limit exceeded" {
        let message = "the aliases (`*name`) stand within each other and repeat too much of the file".to_owned();
        // The parser does not tell at which of them it gave up.
        let (line, column) = first_alias(text).unwrap_or((1, 1));
        return SyntaxFault { message, line, column, hint: Some("write out what they stand for, or use `$ref`") };
    }
    let is_deep = message.ends_with(&too_deep());
    let hint = if is_deep {
        let alias = "an alias (`*name`) within the value that it stands for has no end: use `$ref` there";
        first_alias(text).map(|_| alias)
    } else {
        // YAML has no surrogate pairs (`\ud83d\ude00`) and no keys of more than 1024 characters.
        let is_json = serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
        is_json.then_some("the text is JSON, which is read as JSON where the name of the file ends in `.json`")
    };
    let place = error.location();
    SyntaxFault {
        message: shortened(message),
        line: place.as_ref().map_or(1, serde_yaml::Location::line),
        column: place.as_ref().map_or(1, serde_yaml::Location::column),
        hint,
    }
}

/// The length of a message in characters from which on its middle is left out: the parser begins messages with the
/// whole way to a value.
const LONG_MESSAGE: usize = 160;

fn shortened(message: &str) -> String {
    let count = message.chars().count();
    if count <= LONG_MESSAGE {
        return message.to_owned();
    }
    let half = LONG_MESSAGE / 2;
    let start: String = message.chars().take(half).collect();
    let end: String = message.chars().skip(count - half).collect();
    format!("{start} ... {end}")
}

fn too_deep() -> String {
    format!("values are nested more than {DEPTH_LIMIT} deep")
}

fn length(nodes: &[Node]) -> u32 {
    u32::try_from(nodes.len()).expect("invariant: fewer than 2^32 nodes, because the texts are held in memory too")
}

struct Tree<'t> {
    nodes: &'t mut Vec<Node>,
    parents: &'t mut Vec<At>,
    /// The number of nodes before this file.
    start: usize,
    duplicate_keys: Vec<DuplicateKey>,
    /// Whether the text is YAML, in which `<<` merges a mapping into another.
    is_yaml: bool,
    /// Whether some texts stand for numbers that the parser of JSON could not take.
    has_endless_numbers: bool,
    /// Texts for which the parser of YAML takes numbers that a `f64` cannot hold. They may be in quotes, and texts.
    perhaps_endless: Vec<(At, f64)>,
}

impl Tree<'_> {
    /// Takes out what was read of the file.
    fn clear(&mut self) {
        self.nodes.truncate(self.start);
        self.parents.truncate(self.start);
        self.duplicate_keys.clear();
        self.perhaps_endless.clear();
    }

    /// Makes numbers of the texts that are numbers as they stand in the file, as they are in JSON. An alias of one
    /// stays a text.
    fn find_endless_numbers(&mut self, text: &str) {
        if self.perhaps_endless.is_empty() {
            return;
        }
        let places = yaml_places(text, self.nodes.len() - self.start).unwrap_or_default();
        for (at, number) in std::mem::take(&mut self.perhaps_endless) {
            let place = places.get(at.0 as usize - self.start).map(|place| place.value);
            let node = &mut self.nodes[at.0 as usize];
            let is_plain = |(start, end): (usize, usize)| {
                let before = text[..start].split_whitespace().next_back().unwrap_or_default();
                matches!(node, Node::String(value) if text[start..end] == **value) && !before.starts_with('!')
            };
            if place.is_some_and(is_plain) {
                *node = Node::Float(number);
            }
        }
    }
}

/// Builds one node and everything below it.
struct NodeSeed<'s, 't> {
    tree: &'s mut Tree<'t>,
    parent: Option<At>,
    depth: usize,
}

impl NodeSeed<'_, '_> {
    /// Takes the next number; the value is put in its place once it is known.
    fn begin(&mut self) -> At {
        let at = At(length(self.tree.nodes));
        self.tree.nodes.push(Node::Null);
        self.tree.parents.push(self.parent.unwrap_or(at));
        at
    }

    fn leaf(mut self, node: Node) -> At {
        let at = self.begin();
        self.tree.nodes[at.0 as usize] = node;
        at
    }

    fn check_depth<E: Error>(&self) -> Result<(), E> {
        if self.depth >= DEPTH_LIMIT {
            return Err(E::custom(too_deep()));
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for NodeSeed<'_, '_> {
    type Value = At;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<At, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for NodeSeed<'_, '_> {
    type Value = At;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<At, E> {
        Ok(self.leaf(Node::Null))
    }

    fn visit_none<E>(self) -> Result<At, E> {
        Ok(self.leaf(Node::Null))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<At, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<At, E> {
        Ok(self.leaf(Node::Boolean(value)))
    }

    fn visit_i64<E>(self, value: i64) -> Result<At, E> {
        Ok(self.leaf(Node::Integer(value)))
    }

    fn visit_u64<E>(self, value: u64) -> Result<At, E> {
        Ok(self.leaf(i64::try_from(value).map_or(Node::Unsigned(value), Node::Integer)))
    }

    // JSON has no wider integer, so the nearest `f64` is what both spellings of a document agree on.
    #[expect(clippy::cast_precision_loss, reason = "serde_json reads such a number with the same loss")]
    fn visit_i128<E>(self, value: i128) -> Result<At, E> {
        Ok(self.leaf(Node::Float(value as f64)))
    }

    #[expect(clippy::cast_precision_loss, reason = "serde_json reads such a number with the same loss")]
    fn visit_u128<E>(self, value: u128) -> Result<At, E> {
        Ok(self.leaf(Node::Float(value as f64)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<At, E> {
        Ok(self.leaf(Node::Float(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<At, E> {
        if self.tree.is_yaml
            && let Some(number) = endless_number(value)
        {
            self.tree.perhaps_endless.push((At(length(self.tree.nodes)), number));
        }
        let number = if self.tree.has_endless_numbers { endless(value) } else { None };
        Ok(self.leaf(number.map_or_else(|| Node::String(value.into()), Node::Float)))
    }

    // A YAML tag (`!Name value`) has no meaning in OpenAPI: the value counts, as for every reader of the JSON model.
    fn visit_enum<A: serde::de::EnumAccess<'de>>(self, data: A) -> Result<At, A::Error> {
        let (_tag, value): (serde::de::IgnoredAny, _) = data.variant()?;
        serde::de::VariantAccess::newtype_variant_seed(value, self)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut sequence: A) -> Result<At, A::Error> {
        self.check_depth()?;
        let at = self.begin();
        let depth = self.depth + 1;
        let mut items = Vec::new();
        while let Some(item) =
            sequence.next_element_seed(NodeSeed { tree: &mut *self.tree, parent: Some(at), depth })?
        {
            items.push(item);
        }
        self.tree.nodes[at.0 as usize] = Node::Sequence(items.into());
        Ok(at)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<At, A::Error> {
        self.check_depth()?;
        let at = self.begin();
        let depth = self.depth + 1;
        let mut entries: Vec<(Box<str>, At)> = Vec::new();
        while let Some(key) = map.next_key_seed(KeySeed)? {
            let value = map.next_value_seed(NodeSeed { tree: &mut *self.tree, parent: Some(at), depth })?;
            entries.push((key, value));
        }
        let entries = self.without_duplicates(entries);
        let entries = if self.tree.is_yaml { self.merged(at, entries) } else { entries };
        self.tree.nodes[at.0 as usize] = Node::Mapping(entries.into());
        Ok(at)
    }
}

impl NodeSeed<'_, '_> {
    /// Puts the entries of the mappings under `<<` in its place, where the mapping itself does not have the key (YAML
    /// 1.1, "Merge Key Language-Independent Type"). They stand in this mapping then: each alias has its own nodes.
    fn merged(&mut self, at: At, entries: Vec<(Box<str>, At)>) -> Vec<(Box<str>, At)> {
        if !entries.iter().any(|(key, _)| &**key == "<<") {
            return entries;
        }
        let mut taken: HashSet<Box<str>> = entries.iter().map(|(key, _)| key.clone()).collect();
        let mut merged = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            if &*key != "<<" {
                merged.push((key, value));
                continue;
            }
            let sources = match &self.tree.nodes[value.0 as usize] {
                Node::Sequence(items) => items.to_vec(),
                _ => vec![value],
            };
            for source in sources {
                if let Node::Mapping(inner) = &self.tree.nodes[source.0 as usize] {
                    merged.extend(inner.iter().filter(|(key, _)| taken.insert(key.clone())).cloned());
                }
            }
        }
        for (_, value) in &merged {
            self.tree.parents[value.0 as usize] = at;
        }
        merged
    }

    /// Keeps the last of equal keys, as `JSON.parse` and most readers of YAML do, and notes the others.
    fn without_duplicates(&mut self, entries: Vec<(Box<str>, At)>) -> Vec<(Box<str>, At)> {
        if !has_duplicates(&entries) {
            return entries;
        }
        let last: HashMap<Box<str>, At> = entries.iter().cloned().collect();
        let mut kept = Vec::with_capacity(last.len());
        for (key, value) in entries {
            let read = last[&key];
            if read == value {
                kept.push((key, value));
            } else {
                self.tree.duplicate_keys.push(DuplicateKey { key: key.into(), left_out: value, read });
            }
        }
        kept
    }
}

/// Whether a key stands twice. Most mappings are small, and comparing a few keys is cheaper than hashing them.
fn has_duplicates(entries: &[(Box<str>, At)]) -> bool {
    if entries.len() <= 16 {
        return entries
            .iter()
            .enumerate()
            .any(|(index, (key, _))| entries[..index].iter().any(|(other, _)| other == key));
    }
    let mut seen = HashSet::with_capacity(entries.len());
    !entries.iter().all(|(key, _)| seen.insert(&**key))
}

/// Reads a key as the text that stands there, so that the status `200` and the status `"200"` are the same key.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Box<str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Box<str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Box<str>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key that is text")
    }

    fn visit_str<E>(self, value: &str) -> Result<Box<str>, E> {
        Ok(value.into())
    }
}
