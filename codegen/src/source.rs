//! The text of the input files as a tree of nodes.
//!
//! Every value of every file has a handle of four bytes, an [`At`]. The tree knows what stands where; it gives nothing a
//! meaning. Lines and columns are worked out from the text only when a diagnostic asks for them: a run without a
//! diagnostic never pays for places.

mod locate;
mod text;

use std::fmt::Write as _;

pub use locate::{Lines, Locator, Place};

/// The handle of a value in a [`Source`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At(u32);

/// The handle of a file in a [`Source`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A value of the tree.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number that 64 bits hold.
    Integer(i64),
    /// A whole number above `i64::MAX` that 64 bits without a sign hold.
    Unsigned(u64),
    /// Any other number, as near as a `f64` comes to it. YAML's `.inf` and `.nan` are here as well.
    Float(f64),
    /// Text.
    String(Box<str>),
    /// A list.
    Sequence(Box<[At]>),
    /// Keys and values in document order.
    Mapping(Box<[(Box<str>, At)]>),
}

impl Node {
    /// The kind in the words of JSON Schema, with an article, for messages.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) | Self::Unsigned(_) => "an integer",
            Self::Float(_) => "a number",
            Self::String(_) => "a string",
            Self::Sequence(_) => "an array",
            Self::Mapping(_) => "an object",
        }
    }
}

/// A file that was given to the generator.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as the caller named it; diagnostics print it.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// The root value, or why the text is no YAML or JSON.
    pub root: Result<At, SyntaxFault>,
    /// Keys that stand twice in one mapping; the tree holds the first.
    pub duplicate_keys: Vec<DuplicateKey>,
    nodes: std::ops::Range<u32>,
}

/// Why a text is no YAML or JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxFault {
    /// What the parser says, without the place.
    pub message: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
}

/// A key that stands twice in one mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateKey {
    /// The key.
    pub key: String,
    /// The value that stands first.
    pub first: At,
    /// The value that is left out of the mapping.
    pub again: At,
}

/// The input files as one tree.
#[derive(Debug, Default)]
pub struct Source {
    files: Vec<SourceFile>,
    nodes: Vec<Node>,
    /// For each node the mapping or sequence that it stands in; a root stands in itself.
    parents: Vec<At>,
}

impl Source {
    /// An empty source.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. A path that ends in `.json` is read as JSON, every other as YAML 1.2, of which JSON is a part.
    ///
    /// A text that does not parse is kept with its fault: the reader of the file reports it beside all else.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("invariant: fewer than 2^32 files"));
        let file = text::load(path.into(), text.into(), &mut self.nodes, &mut self.parents);
        self.files.push(file);
        id
    }

    /// The file behind a handle.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// The files in the order in which they were added.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0u32..).map(FileId).zip(&self.files)
    }

    /// The value behind a handle.
    pub fn node(&self, at: At) -> &Node {
        &self.nodes[at.0 as usize]
    }

    /// The mapping or sequence that a value stands in, and `None` for the root of a file.
    pub fn parent(&self, at: At) -> Option<At> {
        let parent = self.parents[at.0 as usize];
        (parent != at).then_some(parent)
    }

    /// The file that a value stands in.
    pub fn file_of(&self, at: At) -> FileId {
        let index = self.files.partition_point(|file| file.nodes.end <= at.0);
        FileId(u32::try_from(index).expect("invariant: fewer than 2^32 files"))
    }

    /// The value under a key of a mapping.
    pub fn get(&self, at: At, key: &str) -> Option<At> {
        match self.node(at) {
            Node::Mapping(entries) => entries.iter().find(|(name, _)| &**name == key).map(|(_, value)| *value),
            _ => None,
        }
    }

    /// The value that a JSON Pointer (RFC 6901) leads to from the root of a file.
    pub fn resolve(&self, file: FileId, pointer: &str) -> Option<At> {
        let mut at = *self.file(file).root.as_ref().ok()?;
        if pointer.is_empty() {
            return Some(at);
        }
        for token in pointer.strip_prefix('/')?.split('/') {
            let token = token.replace("~1", "/").replace("~0", "~");
            at = match self.node(at) {
                Node::Mapping(_) => self.get(at, &token)?,
                Node::Sequence(items) => *items.get(token.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(at)
    }

    /// The JSON Pointer (RFC 6901) of a value within its file.
    pub fn pointer(&self, at: At) -> String {
        let mut tokens = Vec::new();
        let mut child = at;
        while let Some(parent) = self.parent(child) {
            tokens.extend(self.step(parent, child));
            child = parent;
        }
        let mut pointer = String::new();
        for token in tokens.iter().rev() {
            pointer.push('/');
            pointer.push_str(&token.replace('~', "~0").replace('/', "~1"));
        }
        pointer
    }

    /// The key or the index under which a value stands in its parent. A value whose key stood twice has none.
    fn step(&self, parent: At, child: At) -> Option<String> {
        match self.node(parent) {
            Node::Mapping(entries) => entries.iter().find(|(_, value)| *value == child).map(|(key, _)| key.to_string()),
            Node::Sequence(items) => items.iter().position(|value| *value == child).map(|index| index.to_string()),
            _ => None,
        }
    }

    /// The value as JSON text without white space, keys in document order.
    ///
    /// A number that JSON cannot hold (`.inf`, `.nan`) becomes null, as JavaScript's `JSON.stringify` writes it.
    pub fn json(&self, at: At) -> String {
        let mut text = String::new();
        self.write_json(at, Layout::Compact, &mut text);
        text
    }

    /// The same with a line for each value, for people to read.
    pub fn pretty_json(&self, at: At) -> String {
        let mut text = String::new();
        self.write_json(at, Layout::Indented(0), &mut text);
        text
    }

    fn write_json(&self, at: At, layout: Layout, text: &mut String) {
        match self.node(at) {
            Node::Null => text.push_str("null"),
            Node::Boolean(value) => write_to(text, value),
            Node::Integer(value) => write_to(text, value),
            Node::Unsigned(value) => write_to(text, value),
            Node::Float(value) => text.push_str(&serde_json::Value::from(*value).to_string()),
            Node::String(value) => write_string(text, value),
            Node::Sequence(items) if items.is_empty() => text.push_str("[]"),
            Node::Mapping(entries) if entries.is_empty() => text.push_str("{}"),
            Node::Sequence(items) => {
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    layout.before_item(index, text);
                    self.write_json(*item, layout.inside(), text);
                }
                layout.after_items(text);
                text.push(']');
            }
            Node::Mapping(entries) => {
                text.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    layout.before_item(index, text);
                    write_string(text, key);
                    text.push_str(if layout == Layout::Compact { ":" } else { ": " });
                    self.write_json(*value, layout.inside(), text);
                }
                layout.after_items(text);
                text.push('}');
            }
        }
    }
}

/// How JSON is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// Without white space.
    Compact,
    /// A line for each value, this deep.
    Indented(usize),
}

impl Layout {
    const fn inside(self) -> Self {
        match self {
            Self::Compact => Self::Compact,
            Self::Indented(depth) => Self::Indented(depth + 1),
        }
    }

    fn before_item(self, index: usize, text: &mut String) {
        if index > 0 {
            text.push(',');
        }
        if let Self::Indented(depth) = self {
            text.push('\n');
            text.push_str(&"  ".repeat(depth + 1));
        }
    }

    fn after_items(self, text: &mut String) {
        if let Self::Indented(depth) = self {
            text.push('\n');
            text.push_str(&"  ".repeat(depth));
        }
    }
}

fn write_to(text: &mut String, value: impl std::fmt::Display) {
    write!(text, "{value}").expect("invariant: writing to a String does not fail");
}

fn write_string(text: &mut String, value: &str) {
    write_to(text, serde_json::Value::from(value));
}
