//! Typed access to the node tree, with located errors.
//!
//! A [`Keys`] stands on one mapping. Each `get` marks its key as read; [`Keys::finish`] reports the keys that nobody
//! read. A reader so cannot lose a key in silence: it reads it, names it in [`Keys::ignore`] with a reason, or the user
//! hears of it.

mod reference;

use std::cell::RefCell;

pub use reference::HOPS;

use crate::diag::{Code, Diagnostic, Severity, Sink, Spot};
use crate::source::{At, FileId, Node, Source};

/// The tree and the sink, which every reader needs.
#[derive(Clone, Copy, Debug)]
pub struct Cursor<'s> {
    /// The tree.
    pub source: &'s Source,
    /// Where diagnostics go.
    pub sink: &'s Sink,
}

/// How many keys a reader asks for at most, as a schema's does; a list that grows on the way there is moved five times.
const MOST_KEYS: usize = 64;

/// The keys of one mapping.
#[derive(Debug)]
pub struct Keys<'s> {
    cursor: Cursor<'s>,
    /// The mapping.
    pub at: At,
    /// What the mapping is, with an article, for messages: "a schema".
    what: &'static str,
    entries: &'s [(Box<str>, At)],
    /// The bits of the keys that are there.
    bits: u64,
    read: RefCell<Vec<bool>>,
    /// The keys that were asked for: what an unknown key may have been meant to be.
    known: RefCell<Vec<&'static str>>,
}

/// What a value is to be on which no code depends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Whatever it is.
    Anything,
    /// A string.
    String,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A whole number from 0 on.
    Count,
    /// An array.
    Array,
    /// An object.
    Object,
    /// A schema, which is an object or a boolean.
    Schema,
    /// The name of a type, or a list of them.
    Types,
}

impl Expected {
    /// What it is, with an article, for messages.
    const fn words(self) -> &'static str {
        match self {
            Self::Anything => "a value",
            Self::String => "a string",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::Count => "a whole number from 0 on",
            Self::Array => "an array",
            Self::Object => "an object",
            Self::Schema => "an object or a boolean",
            Self::Types => "a string or an array of strings",
        }
    }

    fn is(self, node: &Node) -> bool {
        match node {
            // JSON Schema, draft 2020-12, section 4.2.3: 1.0 is a whole number.
            Node::Float(value) if self == Self::Count => *value >= 0.0 && value.fract() == 0.0,
            Node::Integer(value) if self == Self::Count => *value >= 0,
            Node::Unsigned(_) if self == Self::Count => true,
            Node::Integer(_) | Node::Unsigned(_) | Node::Float(_) => matches!(self, Self::Number | Self::Anything),
            Node::String(_) => matches!(self, Self::String | Self::Types | Self::Anything),
            Node::Boolean(_) => matches!(self, Self::Boolean | Self::Schema | Self::Anything),
            Node::Sequence(_) => matches!(self, Self::Array | Self::Types | Self::Anything),
            Node::Mapping(_) => matches!(self, Self::Object | Self::Schema | Self::Anything),
            Node::Null => self == Self::Anything,
        }
    }
}

impl<'s> Cursor<'s> {
    /// The root value of a file. A text that did not parse and keys that stand twice are reported.
    pub fn root(self, file: FileId) -> Option<At> {
        self.root_as(file, Severity::Warning)
    }

    /// As [`Cursor::root`], with an error for a key that stands twice: for the settings, where that is never harmless.
    pub fn root_strictly(self, file: FileId) -> Option<At> {
        self.root_as(file, Severity::Error)
    }

    fn root_as(self, file: FileId, severity: Severity) -> Option<At> {
        let text = self.source.file(file);
        for duplicate in &text.duplicate_keys {
            let message = format!("the key `{}` stands twice in this object", duplicate.key);
            let mut diagnostic = Diagnostic::warning(Code::DuplicateKey, Spot::Key(duplicate.left_out), message)
                .label("this one is not read")
                .also(Spot::Key(duplicate.read), "this one is read: the last, as most readers of JSON and YAML take it")
                .help("remove one of the two, or rename it");
            diagnostic.severity = severity;
            self.sink.push(diagnostic);
        }
        match &text.root {
            Ok(root) => Some(*root),
            Err(fault) => {
                let spot = Spot::Text(file, fault.line, fault.column);
                self.sink.push(
                    Diagnostic::error(Code::Syntax, spot, format!("the file cannot be read: {}", fault.message))
                        .maybe_help(fault.hint.map(str::to_owned))
                        .help("correct the YAML or JSON; nothing else is checked before that"),
                );
                None
            }
        }
    }

    /// Reports that a value is of another kind than `expected` (with an article: "a string").
    pub fn wrong_type(self, at: At, expected: &str) {
        let found = self.source.node(at).kind();
        self.sink.push(
            Diagnostic::error(Code::WrongType, Spot::Value(at), format!("expected {expected}, found {found}"))
                .label(format!("this is {found}"))
                .help(self.wrong_type_help(at, expected)),
        );
    }

    fn wrong_type_help(self, at: At, expected: &str) -> String {
        match self.source.node(at) {
            Node::Null => "give the key a value, or remove the key".to_owned(),
            Node::Integer(_) | Node::Float(_) | Node::Boolean(_) if expected == "a string" => {
                "put the value in quotes".to_owned()
            }
            _ => format!("write {expected} here"),
        }
    }

    /// As [`Cursor::wrong_type`], with a warning, for a value without which the rest means something.
    pub fn wrong_type_of_unread(self, at: At, expected: Expected) {
        self.wrong_type_or_lose(at, expected, "without it: nothing is read here, as if the key were absent");
    }

    /// As [`Cursor::wrong_type`], with a warning that says what becomes of the place.
    pub fn wrong_type_or_lose(self, at: At, expected: Expected, loss: &str) {
        // What stands in quotes may be one of these without them; nothing else is.
        let may_be_quoted = matches!(expected, Expected::Number | Expected::Count | Expected::Boolean);
        let (expected, found) = (expected.words(), self.source.node(at).kind());
        let fix = match self.source.node(at) {
            Node::String(_) if may_be_quoted => format!("write {expected}, without quotes"),
            _ => self.wrong_type_help(at, expected),
        };
        self.sink.push(
            Diagnostic::warning(Code::WrongType, Spot::Value(at), format!("expected {expected}, found {found}"))
                .label("not read")
                .help(fix)
                .help(loss),
        );
    }

    /// Reports that a value is of the right kind but none of those that are allowed.
    pub fn invalid_value(self, at: At, message: impl Into<String>, help: Option<String>) {
        self.sink.push(Diagnostic::error(Code::InvalidValue, Spot::Value(at), message).maybe_help(help));
    }

    /// The keys of a mapping; a value of another kind is reported.
    pub fn mapping(self, at: At, what: &'static str) -> Option<Keys<'s>> {
        let Node::Mapping(entries) = self.source.node(at) else {
            self.wrong_type(at, "an object");
            return None;
        };
        let bits = entries.iter().fold(0, |bits, (name, _)| bits | bit_of(name));
        let read = RefCell::new(vec![false; entries.len()]);
        Some(Keys { cursor: self, at, what, entries, bits, read, known: RefCell::default() })
    }

    /// The text of a string; a value of another kind is reported. A reference may stand in its place.
    pub fn string(self, at: At) -> Option<&'s str> {
        let at = self.behind(at)?;
        let Node::String(text) = self.source.node(at) else {
            self.wrong_type(at, "a string");
            return None;
        };
        Some(text)
    }

    /// As [`Cursor::string`]; a number or boolean is the text that is written there, which is told with a warning.
    pub fn text(self, at: At) -> Option<&'s str> {
        let at = self.behind(at)?;
        self.text_if_any(at).or_else(|| self.string(at))
    }

    /// As [`Cursor::text`] of what is no reference; nothing is told of a value of another kind.
    pub fn text_if_any(self, at: At) -> Option<&'s str> {
        match self.source.node(at) {
            Node::String(text) => Some(text),
            _ => self.unquoted(at),
        }
    }

    /// The text of a number or boolean, which stands in the place of a text and lacks its quotes; that is told. YAML
    /// reads `version: 1.0` as a number.
    fn unquoted(self, at: At) -> Option<&'s str> {
        let node = self.source.node(at);
        let (Node::Integer(_) | Node::Unsigned(_) | Node::Float(_) | Node::Boolean(_)) = node else { return None };
        let text = self.source.spelled(at)?;
        self.sink.push(
            Diagnostic::warning(Code::WrongType, Spot::Value(at), format!("expected a string, found {}", node.kind()))
                .label("read as it is written")
                .help(self.wrong_type_help(at, "a string"))
                .help("without it: it is the text that is written here"),
        );
        Some(text)
    }

    /// A boolean; a value of another kind is reported. A reference may stand in its place.
    pub fn boolean(self, at: At) -> Option<bool> {
        let at = self.behind(at)?;
        let Node::Boolean(value) = self.source.node(at) else {
            self.wrong_type(at, "a boolean");
            return None;
        };
        Some(*value)
    }

    /// The items of an array; a value of another kind is reported. A reference may stand in its place.
    pub fn sequence(self, at: At) -> Option<&'s [At]> {
        let at = self.behind(at)?;
        let Node::Sequence(items) = self.source.node(at) else {
            self.wrong_type(at, "an array");
            return None;
        };
        Some(items)
    }

    /// The strings of an array, each with its place; values of other kinds are reported and left out.
    pub fn strings(self, at: At) -> Vec<(&'s str, At)> {
        let items = self.sequence(at).unwrap_or_default();
        items.iter().filter_map(|item| self.string(*item).map(|text| (text, *item))).collect()
    }

    /// As [`Cursor::strings`], of which each is read as by [`Cursor::text`].
    pub fn texts(self, at: At) -> Vec<&'s str> {
        self.sequence(at).unwrap_or_default().iter().filter_map(|item| self.text(*item)).collect()
    }

    /// As [`Cursor::string`] of an item, with a warning for a value of another kind.
    fn string_if_any(self, item: At) -> Option<&'s str> {
        let Node::String(text) = self.source.node(self.behind(item)?) else {
            let loss = "without it: nothing is read here, as if the item were absent";
            self.wrong_type_or_lose(item, Expected::String, loss);
            return None;
        };
        Some(text)
    }
}

impl<'s> Keys<'s> {
    /// The value under a key.
    pub fn get(&self, key: &'static str) -> Option<At> {
        let mut known = self.known.borrow_mut();
        if known.is_empty() {
            known.reserve(MOST_KEYS);
        }
        known.push(key);
        if self.bits & bit_of(key) == 0 {
            return None;
        }
        let index = self.entries.iter().position(|(name, _)| &**name == key)?;
        self.read.borrow_mut()[index] = true;
        Some(self.entries[index].1)
    }

    /// Marks keys as read that have no bearing on the generated code. Every call says why. A value of another kind than
    /// the keys have is reported all the same.
    pub fn ignore(&self, keys: &[&'static str], expected: Expected, _why: &'static str) {
        for key in keys {
            self.get_as(key, expected);
        }
    }

    /// The value under a key where it is of the expected kind. One of another kind is reported with a warning, for keys
    /// without which the rest means something. A reference may stand in its place.
    pub fn get_as(&self, key: &'static str, expected: Expected) -> Option<At> {
        self.get_as_either(key, expected, expected)
    }

    /// As [`Keys::get_as`], for a key that has a value of another kind in another version of the specification. One
    /// that is of neither kind is told to be of the first.
    pub fn get_as_either(&self, key: &'static str, expected: Expected, other: Expected) -> Option<At> {
        let is_right = |at| [expected, other].iter().any(|expected| expected.is(self.cursor.source.node(at)));
        let mut at = self.get(key)?;
        if !is_right(at) {
            at = self.cursor.behind(at)?;
        }
        if !is_right(at) {
            self.cursor.wrong_type_of_unread(at, expected);
            return None;
        }
        Some(at)
    }

    /// The string under a key, where the key is there.
    pub fn string(&self, key: &'static str) -> Option<&'s str> {
        self.get(key).and_then(|at| self.cursor.string(at))
    }

    /// The text under a key without which the rest means something, as by [`Cursor::text`]. What is none is reported
    /// with a warning.
    pub fn text(&self, key: &'static str) -> Option<String> {
        self.text_at(key).map(|(text, _)| text.to_owned())
    }

    /// As [`Keys::text`], with its place.
    pub fn text_at(&self, key: &'static str) -> Option<(&'s str, At)> {
        let unquoted = self.get(key).and_then(|at| self.cursor.unquoted(at).map(|text| (text, at)));
        unquoted.or_else(|| {
            let at = self.get_as(key, Expected::String)?;
            self.cursor.string(at).map(|text| (text, at))
        })
    }

    /// The text under a key that must be there, as by [`Cursor::text`].
    pub fn required_text(&self, key: &'static str) -> Option<String> {
        self.required(key).and_then(|at| self.cursor.text(at)).map(str::to_owned)
    }

    /// The boolean under a key; `false` where the key is not there, or what is there is none.
    pub fn flag(&self, key: &'static str) -> bool {
        self.get_as(key, Expected::Boolean).and_then(|at| self.cursor.boolean(at)).unwrap_or(false)
    }

    /// The value under a key that must be there.
    pub fn required(&self, key: &'static str) -> Option<At> {
        let found = self.get(key);
        if found.is_none() {
            self.cursor.sink.push(
                Diagnostic::error(Code::MissingKey, Spot::Key(self.at), format!("{} needs the key `{key}`", self.what))
                    .label(format!("`{key}` is missing here"))
                    .help(format!("add `{key}`")),
            );
        }
        found
    }

    /// The entries of the mapping under a key, in document order; empty where the key is not there. A reference may
    /// stand in place of the mapping.
    pub fn entries(&self, key: &'static str) -> Vec<(&'s str, At)> {
        let Some(at) = self.get(key) else { return Vec::new() };
        let Some(behind) = self.cursor.behind(at) else { return Vec::new() };
        let mut entries = self.cursor.mapping(behind, "an object").map_or_else(Vec::new, Keys::all);
        if behind != at
            && let Node::Mapping(own) = self.cursor.source.node(at)
        {
            // What stands beside the reference counts as well, and before what stands behind it.
            let own = own.iter().filter(|(name, _)| &**name != "$ref").map(|(name, at)| (&**name, *at));
            entries.retain(|(name, _)| !own.clone().any(|(known, _)| known == *name));
            entries.extend(own);
        }
        entries
    }

    /// The items of the array under a key; empty where the key is not there.
    pub fn items(&self, key: &'static str) -> &'s [At] {
        self.get(key).and_then(|at| self.cursor.sequence(at)).unwrap_or_default()
    }

    /// The items of the array under a key; empty where the key is not there, or what is there is none.
    pub fn items_if_any(&self, key: &'static str) -> &'s [At] {
        self.get_as(key, Expected::Array).and_then(|at| self.cursor.sequence(at)).unwrap_or_default()
    }

    /// The strings of the array under a key, each with its place; empty where the key is not there, or what is there is
    /// none.
    pub fn strings_if_any(&self, key: &'static str) -> Vec<(&'s str, At)> {
        let items = self.items_if_any(key).iter();
        items.filter_map(|item| self.cursor.string_if_any(*item).map(|text| (text, *item))).collect()
    }

    /// As [`Keys::strings_if_any`]; a number or boolean is read as by [`Cursor::text`].
    pub fn texts_if_any(&self, key: &'static str) -> Vec<(&'s str, At)> {
        let items = self.items_if_any(key).iter();
        let text = |item| self.cursor.unquoted(item).or_else(|| self.cursor.string_if_any(item));
        items.filter_map(|item| text(*item).map(|text| (text, *item))).collect()
    }

    /// As [`Keys::entries`]; empty as well where what is there is no mapping.
    pub fn entries_if_any(&self, key: &'static str) -> Vec<(&'s str, At)> {
        if self.get_as(key, Expected::Object).is_some() { self.entries(key) } else { Vec::new() }
    }

    /// Every entry: for mappings whose keys the document chooses.
    pub fn all(self) -> Vec<(&'s str, At)> {
        self.entries.iter().map(|(key, at)| (&**key, *at)).collect()
    }

    /// Reports the keys that nobody read. Extensions (`x-...`) are for other tools and are not reported.
    pub fn finish(self) {
        self.finish_as(Severity::Warning);
    }

    /// As [`Keys::finish`], with errors: for the settings, where an unknown key is never harmless.
    pub fn finish_strictly(self) {
        self.finish_as(Severity::Error);
    }

    fn finish_as(self, severity: Severity) {
        let read = self.read.into_inner();
        let known = self.known.into_inner();
        for ((key, at), _) in self.entries.iter().zip(read).filter(|(_, read)| !read) {
            if is_extension(key) {
                continue;
            }
            let help = nearest(key, known.iter().copied()).map_or_else(
                || "remove it, or begin its name with `x-` if it is meant for another tool".to_owned(),
                |name| format!("did you mean `{name}`?"),
            );
            let mut diagnostic =
                Diagnostic::warning(Code::UnknownKey, Spot::Key(*at), format!("{} has no key `{key}`", self.what))
                    .label("this key is not read")
                    .help(help);
            diagnostic.severity = severity;
            self.cursor.sink.push(diagnostic);
        }
    }
}

/// A bit that a name shares with few others. A reader asks for many keys, of which a mapping has few: for most of them
/// a look at the bits of all is enough.
fn bit_of(name: &str) -> u64 {
    let [first, .., last] = name.as_bytes() else { return 1 };
    1 << ((usize::from(*first) + 3 * usize::from(*last) + 5 * name.len()) % 64)
}

fn is_extension(key: &str) -> bool {
    key.starts_with("x-") || key.starts_with("X-")
}

/// The candidate that a misspelt word was most probably meant to be, if one is near enough.
pub fn nearest<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    candidates
        .filter_map(|candidate| {
            let own_length = candidate.chars().count();
            let most = (own_length / 3).max(1);
            // Each letter that one has more than the other is a step, so that most of a thousand names need no look.
            let is_possible = own_length.abs_diff(length) <= most;
            let distance = is_possible.then(|| strsim::osa_distance(&word, &candidate.to_lowercase()))?;
            (distance <= most).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}
