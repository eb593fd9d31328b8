//! JSON Pointers (RFC 6901): from a value to its place in words, and back.

use crate::source::{At, FileId, Node, Source, path};

impl Source {
    /// The value that a JSON Pointer (RFC 6901) leads to from the root of a file.
    pub fn resolve(&self, file: FileId, pointer: &str) -> Option<At> {
        let root = *self.file(file).root.as_ref().ok()?;
        self.resolve_from(root, pointer)
    }

    /// The value that a JSON Pointer leads to from another value.
    pub fn resolve_from(&self, root: At, pointer: &str) -> Option<At> {
        tokens_of(pointer)?.try_fold(root, |at, token| self.child(at, &token))
    }

    /// The value under a key of a mapping or an index of a sequence, as one token of a JSON Pointer names it (RFC 6901,
    /// section 4).
    pub(in crate::source) fn child(&self, at: At, token: &str) -> Option<At> {
        match self.node(at) {
            Node::Mapping(_) => self.get(at, token),
            // An index has no leading zeros and no sign, so that each item has one name.
            Node::Sequence(items) if token == "0" || !token.starts_with(['0', '+']) => {
                items.get(token.parse::<usize>().ok()?).copied()
            }
            _ => None,
        }
    }

    /// The JSON Pointer (RFC 6901) of a value within its file.
    pub fn pointer(&self, at: At) -> String {
        let mut pointer = String::new();
        for token in self.tokens(at) {
            pointer.push('/');
            pointer.push_str(&escape(&token));
        }
        pointer
    }

    /// The tokens of the JSON Pointer of a value, not escaped.
    pub fn tokens(&self, at: At) -> Vec<String> {
        let mut tokens = Vec::new();
        let mut child = at;
        while let Some(parent) = self.parent(child) {
            tokens.extend(self.step(parent, child));
            child = parent;
        }
        tokens.reverse();
        tokens
    }

    /// The key or the index under which a value stands in its parent. A value whose key stands again has none.
    ///
    /// A node takes its number when it begins, so the children of a node are in the order of their numbers.
    fn step(&self, parent: At, child: At) -> Option<String> {
        match self.node(parent) {
            Node::Mapping(entries) => {
                entries.binary_search_by_key(&child, |(_, value)| *value).ok().map(|index| entries[index].0.to_string())
            }
            Node::Sequence(items) => items.binary_search(&child).ok().map(|index| index.to_string()),
            _ => None,
        }
    }

    /// The place of a value as a reference in the document names it: `#/info` in the document itself,
    /// `schemas/User.yaml#/properties/id` in another file, whose path is told from the folder of the document.
    pub fn place_name(&self, at: At) -> String {
        let file = self.file_of(at);
        let pointer = self.pointer(at);
        let document = FileId(0);
        if file == document {
            format!("#{pointer}")
        } else {
            format!("{}#{pointer}", self.relative_path(document, file))
        }
    }

    /// The same without the `#` that begins a place of the document itself, so that such a place is a JSON Pointer.
    pub fn place_key(&self, at: At) -> String {
        place_key(&self.place_name(at))
    }

    /// The path of one file as a reference in another names it.
    pub fn relative_path(&self, from: FileId, to: FileId) -> String {
        path::relative(&self.file(from).path, &self.file(to).path)
    }
}

/// The place that people write with or without `#` before the pointer and `./` before the path.
pub fn place_key(written: &str) -> String {
    written.trim_start_matches('#').trim_start_matches("./").to_owned()
}

/// What [`place_key`] gives, as a reference is written.
pub fn written(place: &str) -> String {
    if place.contains('#') { place.to_owned() } else { format!("#{place}") }
}

/// A key as a token of a JSON Pointer (RFC 6901, section 3).
pub fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// The tokens of a JSON Pointer; `None` for a text that is none.
pub(in crate::source) fn tokens_of(pointer: &str) -> Option<impl Iterator<Item = String>> {
    let rest = if pointer.is_empty() { None } else { Some(pointer.strip_prefix('/')?) };
    Some(rest.into_iter().flat_map(|rest| rest.split('/')).map(|token| token.replace("~1", "/").replace("~0", "~")))
}
