//! The text of the input files as a tree of nodes.
//!
//! Every value of every file has a handle of four bytes, an [`At`]. The tree knows what stands where; it gives nothing
//! a meaning. Where a value stands in the text is worked out only when a diagnostic asks for it, or when a caller with
//! a core to spare has it done before one does.

mod guard;
mod json;
mod locate;
mod marks;
mod path;
mod pointer;
mod reference;
mod text;

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

pub use locate::{Lines, Locator, Place};
pub use path::stem;
pub use pointer::{escape, place_key, written};
pub use reference::{Unresolved, looks_like_a_file};

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
    /// Any other number, as near as a `f64` comes to it, which may be without end. YAML's `.inf` and `.nan` are here as
    /// well.
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

    /// A number, as near as a `f64` comes to it.
    pub const fn as_number(&self) -> Option<f64> {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "as near as it comes")]
            Self::Integer(value) => Some(*value as f64),
            #[expect(clippy::cast_precision_loss, reason = "as above")]
            Self::Unsigned(value) => Some(*value as f64),
            Self::Float(value) => Some(*value),
            Self::Null | Self::Boolean(_) | Self::String(_) | Self::Sequence(_) | Self::Mapping(_) => None,
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
    /// Keys that stand twice in one mapping; the tree holds the last.
    pub duplicate_keys: Vec<DuplicateKey>,
    nodes: std::ops::Range<u32>,
    /// Where its values stand, once that is asked for.
    places: OnceLock<Box<[Place]>>,
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
    /// A way out, where the fault tells one.
    pub hint: Option<&'static str>,
}

/// A key that stands twice in one mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateKey {
    /// The key.
    pub key: String,
    /// The value that is left out of the mapping.
    pub left_out: At,
    /// The value that the mapping holds: the last one.
    pub read: At,
}

/// The input files as one tree.
#[derive(Debug, Default)]
pub struct Source {
    files: Vec<SourceFile>,
    nodes: Vec<Node>,
    /// For each node the mapping or sequence that it stands in; a root stands in itself.
    parents: Vec<At>,
    /// The files by their paths, without `.` and `..`.
    by_path: HashMap<String, FileId>,
    /// The paths of files that cannot be had, each with the reason.
    absent: HashMap<String, String>,
    /// The paths that the files up to `scanned` refer to.
    mentioned: BTreeSet<String>,
    scanned: usize,
    /// The names that the files give to their parts.
    names: OnceLock<reference::Names>,
    /// The entries of each large mapping, by their positions in the order of the keys.
    sorted: OnceLock<HashMap<At, Vec<u32>>>,
}

/// How many entries of a mapping are looked through one by one: a document with thousands of schemas refers to each.
const FEW_ENTRIES: usize = 32;

impl Source {
    /// An empty source.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file. The first one is the document that places in others are named from. A path that ends in `.json` is
    /// read as JSON, every other as YAML 1.2, of which JSON is a part.
    ///
    /// A text that does not parse is kept with its fault: the reader of the file reports it beside all else.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("invariant: fewer than 2^32 files"));
        let file = text::load(path.into(), text.into(), &mut self.nodes, &mut self.parents);
        self.by_path.entry(path::normalized(&file.path)).or_insert(id);
        self.files.push(file);
        self.names = OnceLock::new();
        self.sorted = OnceLock::new();
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

    /// Whether a value is another one or stands in it.
    pub fn is_inside(&self, at: At, outer: At) -> bool {
        std::iter::successors(Some(at), |at| self.parent(*at)).any(|at| at == outer)
    }

    /// The file that a value stands in.
    pub fn file_of(&self, at: At) -> FileId {
        let index = self.files.partition_point(|file| file.nodes.end <= at.0);
        FileId(u32::try_from(index).expect("invariant: fewer than 2^32 files"))
    }

    /// The place of a value in the text of its file; `None` where the text could not be walked.
    pub fn place(&self, at: At) -> Option<Place> {
        let file = self.file(self.file_of(at));
        file.places().get((at.0 - file.nodes.start) as usize).copied()
    }

    /// A number or boolean as it is written: `1.0` and `1.10` are other texts than the numbers 1 and 1.1 have. `None`
    /// where that is not known, as for an alias, which is written as its name.
    pub fn spelled(&self, at: At) -> Option<&str> {
        let place = self.place(at)?;
        let written = self.file(self.file_of(at)).text.get(place.value.0..place.value.1)?;
        Some(written).filter(|written| !written.starts_with(['*', '&', '!']))
    }

    /// Works out the places of all values. Nobody has to ask for it: what is not worked out yet is when it is needed.
    pub fn locate(&self) {
        for file in &self.files {
            file.places();
        }
    }

    /// The value under a key of a mapping.
    pub fn get(&self, at: At, key: &str) -> Option<At> {
        match self.node(at) {
            Node::Mapping(entries) if entries.len() <= FEW_ENTRIES => {
                entries.iter().find(|(name, _)| &**name == key).map(|(_, value)| *value)
            }
            Node::Mapping(entries) => {
                let entry = |position: &u32| &entries[*position as usize];
                let sorted = &self.sorted.get_or_init(|| self.sort_large())[&at];
                let found = sorted.binary_search_by(|position| (*entry(position).0).cmp(key)).ok()?;
                Some(entry(&sorted[found]).1)
            }
            _ => None,
        }
    }

    fn sort_large(&self) -> HashMap<At, Vec<u32>> {
        let mut sorted = HashMap::new();
        for (at, node) in (0u32..).map(At).zip(&self.nodes) {
            let Node::Mapping(entries) = node else { continue };
            if entries.len() > FEW_ENTRIES {
                let mut positions: Vec<u32> = (0u32..).take(entries.len()).collect();
                positions.sort_unstable_by_key(|position| &*entries[*position as usize].0);
                sorted.insert(at, positions);
            }
        }
        sorted
    }
}
