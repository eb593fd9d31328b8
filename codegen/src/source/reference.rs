//! What a reference leads to, in the file that it stands in and in others.
//!
//! A URI is resolved against the file that it stands in, or against the `$id` or `$self` above it (JSON Schema 2020-12
//! core, section 8.2; OpenAPI 3.2.0, section 4.1.2.2). No URI is ever fetched: what it names is one of the files that
//! were given, or it is not there.

use std::cell::Cell;
use std::collections::{BTreeSet, HashMap};

use crate::source::path::{is_absolute, is_folder, is_url, join, normalized, percent_decode};
use crate::source::pointer::tokens_of;
use crate::source::{At, FileId, Node, Source};

/// Why a reference leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// The file is there, and nothing stands in it at the JSON Pointer.
    Pointer {
        /// The root of the file, or of the part of it that has its own `$id`.
        root: At,
        /// The pointer, percent-decoded.
        pointer: String,
    },
    /// The file is there, and nothing in it has the anchor.
    Anchor {
        /// The root of the file, or of the part of it that has its own `$id`.
        root: At,
        /// The name of the anchor.
        name: String,
    },
    /// The file is not among those that were given.
    Missing {
        /// The path, told as the file that refers to it is.
        path: String,
        /// Why it could not be read, where somebody tried.
        reason: Option<String>,
    },
    /// The path is one from a root, and none of those is read.
    Absolute,
    /// The path is that of a folder.
    Folder,
    /// The file is there and is no YAML or JSON.
    Broken(FileId),
    /// A URL that no `$id` or `$self` of the files names.
    Remote(String),
}

/// The number of references that the way to one value may lead through.
const HOPS: usize = 32;

/// The names that the files give to their parts, found in one pass when the first reference asks for them.
#[derive(Debug, Default)]
pub(in crate::source) struct Names {
    /// The base URI of each mapping with an `$id` or a `$self`.
    bases: HashMap<At, String>,
    /// The same by URI.
    resources: HashMap<String, At>,
    /// `$anchor` and `$dynamicAnchor`, each in its resource.
    anchors: HashMap<(At, Box<str>), At>,
    /// How often each `$dynamicAnchor` is there.
    dynamic: HashMap<Box<str>, usize>,
    /// The values of an `$id` or an anchor that names two places, those of the first and of a later one.
    repeated: Vec<(At, At)>,
}

impl Names {
    /// Notes an anchor, and by which key the place has it.
    fn anchor(&mut self, source: &Source, resource: At, name: &str, at: At, key: &str) {
        let first = *self.anchors.entry((resource, name.into())).or_insert(at);
        if first != at {
            let anchor = |at: At| {
                let mut values = ["$anchor", "$dynamicAnchor", "$id"].into_iter().filter_map(|key| source.get(at, key));
                values.find(|value| matches!(source.node(*value), Node::String(text) if text.trim_matches('#') == name))
            };
            self.repeated.extend(anchor(first).zip(source.get(at, key)));
        }
    }
}

impl Source {
    /// The value that a reference leads to: `text` is what stands at `from`, the value of a `$ref` or `$dynamicRef`.
    ///
    /// A `$dynamicRef` is resolved as the specification does without a dynamic scope: to the `$dynamicAnchor` of its
    /// own resource (JSON Schema 2020-12 core, section 8.2.3.2).
    ///
    /// # Errors
    ///
    /// Where it leads nowhere.
    pub fn refer(&self, from: At, text: &str) -> Result<At, Unresolved> {
        self.refer_within(from, text, &Cell::new(HOPS))
    }

    fn refer_within(&self, from: At, text: &str, hops: &Cell<usize>) -> Result<At, Unresolved> {
        let (uri, fragment) = text.trim().split_once('#').unwrap_or((text.trim(), ""));
        let root = if uri.is_empty() { self.resource_of(from) } else { self.resource(from, uri)? };
        let fragment = percent_decode(fragment);
        let top = self.root_of(root);
        if fragment.is_empty() || fragment.starts_with('/') {
            let found = self.walk(root, &fragment, hops);
            // Authors who give a schema an `$id` often go on to count from the top of the file.
            let found = found.or_else(|| if top == root { None } else { self.walk(top, &fragment, hops) });
            return found.ok_or(Unresolved::Pointer { root, pointer: fragment });
        }
        let anchors = &self.names().anchors;
        let name = Box::from(fragment.as_str());
        let found = anchors.get(&(root, name)).or_else(|| anchors.get(&(top, Box::from(fragment.as_str()))));
        found.copied().ok_or(Unresolved::Anchor { root, name: fragment })
    }

    /// Follows a JSON Pointer. Where it leads into something that stands elsewhere it goes on there: RFC 6901 knows of
    /// no references, but documents are written as if it did.
    fn walk(&self, root: At, pointer: &str, hops: &Cell<usize>) -> Option<At> {
        let mut at = root;
        for token in tokens_of(pointer)? {
            at = match self.child(at, &token) {
                Some(child) => child,
                None => self.child(self.through(at, hops)?, &token)?,
            };
        }
        Some(at)
    }

    /// What stands in place of a mapping that is a reference.
    fn through(&self, at: At, hops: &Cell<usize>) -> Option<At> {
        let mut at = at;
        loop {
            let Some(reference) = self.get(at, "$ref") else { return Some(at) };
            let Node::String(text) = self.node(reference) else { return Some(at) };
            // One count for the whole way: references through references could else multiply.
            hops.set(hops.get().checked_sub(1)?);
            at = self.refer_within(reference, text, hops).ok()?;
        }
    }

    /// The root of what a URI without a fragment names.
    fn resource(&self, from: At, uri: &str) -> Result<At, Unresolved> {
        let names = self.names();
        let file = self.file_of(from);
        let base = names.bases.get(&self.resource_of(from));
        let path = join(&self.file(file).path, uri);
        let by_id = base.and_then(|base| names.resources.get(&join(base, uri)));
        if let Some(found) = by_id.or_else(|| names.resources.get(&path)) {
            return Ok(*found);
        }
        if !is_url(&path) && is_absolute(uri) {
            return Err(Unresolved::Absolute);
        }
        if !is_url(&path) && is_folder(uri) {
            return Err(Unresolved::Folder);
        }
        // Files that name themselves by a URL still lie beside each other.
        let Some(id) = self.by_path.get(&path) else {
            if is_url(&path) {
                return Err(Unresolved::Remote(path));
            }
            let reason = self.absent.get(&path).cloned();
            return Err(Unresolved::Missing { path, reason });
        };
        self.file(*id).root.as_ref().copied().map_err(|_| Unresolved::Broken(*id))
    }

    /// The innermost value around another that has its own base URI: one with an `$id`, or the root of the file.
    fn resource_of(&self, at: At) -> At {
        let bases = &self.names().bases;
        let mut at = at;
        // A document without `$id` is not climbed.
        if bases.is_empty() {
            return self.root_of(at);
        }
        while let Some(parent) = self.parent(at) {
            if bases.contains_key(&at) {
                break;
            }
            at = parent;
        }
        at
    }

    /// The anchors of a file, or of a part of it that has its own `$id`.
    pub fn anchors(&self, resource: At) -> Vec<&str> {
        let anchors = self.names().anchors.keys().filter(|(root, _)| *root == resource);
        let mut names: Vec<&str> = anchors.map(|(_, name)| &**name).collect();
        names.sort_unstable();
        names
    }

    /// How many schemas have a `$dynamicAnchor` of this name.
    pub fn dynamic_anchors(&self, name: &str) -> usize {
        self.names().dynamic.get(name).copied().unwrap_or_default()
    }

    /// The `$id`s and anchors that name two places: the value that stands at the first, and the one at a later place.
    pub fn repeated_names(&self) -> &[(At, At)] {
        &self.names().repeated
    }

    fn root_of(&self, at: At) -> At {
        At(self.file(self.file_of(at)).nodes.start)
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let mut names = Names::default();
            for file in self.files.iter().filter(|file| file.root.is_ok()) {
                for at in file.nodes.clone().map(At) {
                    self.name(&mut names, &file.path, at);
                }
            }
            names
        })
    }

    /// Notes the names that a mapping gives to itself. Its parents were noted before it.
    fn name(&self, names: &mut Names, path: &str, at: At) {
        let Node::Mapping(entries) = self.node(at) else { return };
        let is_named = entries
            .iter()
            .any(|(key, _)| key.starts_with('$') && ["$id", "$self", "$anchor", "$dynamicAnchor"].contains(&&**key));
        if !is_named || self.is_data(at) {
            return;
        }
        let text = |key: &str| match self.get(at, key).map(|value| self.node(value)) {
            Some(Node::String(text)) => Some(text.trim().trim_end_matches('#')),
            _ => None,
        };
        let own = text("$self").filter(|_| self.parent(at).is_none()).or_else(|| text("$id"));
        let mut resource = at;
        while let Some(parent) =
            self.parent(resource).filter(|_| resource == at || !names.bases.contains_key(&resource))
        {
            resource = parent;
        }
        match own {
            // Before 2019-09 an `$id` of a fragment alone was what `$anchor` is now.
            Some(name) if name.starts_with('#') => {
                names.anchor(self, resource, &name[1..], at, "$id");
            }
            Some(uri) if !uri.is_empty() => {
                let around = names.bases.get(&resource).map_or(path, |base| base);
                let base = join(around, uri);
                let first = *names.resources.entry(base.clone()).or_insert(at);
                names.repeated.extend(self.get(first, "$id").zip(self.get(at, "$id")).filter(|_| first != at));
                names.bases.insert(at, base);
                resource = at;
            }
            _ => {}
        }
        for key in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = text(key) {
                names.anchor(self, resource, name, at, key);
            }
        }
        if let Some(name) = text("$dynamicAnchor") {
            *names.dynamic.entry(name.into()).or_default() += 1;
        }
    }

    /// Whether a value is data and no part of the description: a `$ref` or an `$id` in an example says nothing.
    fn is_data(&self, at: At) -> bool {
        let tokens = self.tokens(at);
        tokens.iter().enumerate().any(|(index, token)| {
            let is_keyword = index == 0 || !NAMED.contains(&tokens[index - 1].as_str());
            is_keyword && DATA.contains(&token.as_str())
        })
    }

    /// The paths of the files that the given ones refer to and that are neither among them nor known to be absent.
    ///
    /// Whoever reads the files asks until nothing is left: each file may refer to more.
    pub fn wanted(&mut self) -> Vec<String> {
        for index in self.scanned..self.files.len() {
            let found = self.mentioned(&self.files[index]);
            self.mentioned.extend(found);
        }
        self.scanned = self.files.len();
        let is_wanted = |path: &&String| !self.by_path.contains_key(*path) && !self.absent.contains_key(*path);
        self.mentioned.iter().filter(is_wanted).cloned().collect()
    }

    /// Notes that a file cannot be had, and why. Nothing is said of it unless something in the document needs it.
    pub fn add_absent(&mut self, path: &str, reason: impl Into<String>) {
        self.absent.insert(normalized(path), reason.into());
    }

    /// The paths of other files in the references of a file.
    fn mentioned(&self, file: &crate::source::SourceFile) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for at in file.nodes.clone().map(At) {
            let Node::Mapping(entries) = self.node(at) else { continue };
            for (key, value) in entries {
                match (&**key, self.node(*value)) {
                    ("$ref" | "$dynamicRef", Node::String(text)) => {
                        found.extend(path_of(text).filter(|_| !self.is_data(at)).map(|uri| join(&file.path, uri)));
                    }
                    ("discriminator", Node::Mapping(_)) => {
                        let mapping = self.get(*value, "mapping").map(|mapping| self.node(mapping));
                        let Some(Node::Mapping(entries)) = mapping else { continue };
                        let texts = entries.iter().filter_map(|(_, target)| match self.node(*target) {
                            Node::String(text) if looks_like_a_file(text) => path_of(text),
                            _ => None,
                        });
                        found.extend(texts.map(|uri| join(&file.path, uri)));
                    }
                    _ => {}
                }
            }
        }
        found.remove(&normalized(&file.path));
        found
    }
}

/// The keys whose values are data.
const DATA: [&str; 7] = ["example", "examples", "default", "const", "enum", "value", "dataValue"];

/// The keys below which a key is a name that the author chose, and no keyword.
const NAMED: [&str; 8] = [
    "properties",
    "patternProperties",
    "$defs",
    "definitions",
    "dependentSchemas",
    "schemas",
    "parameters",
    "responses",
];

/// The part of a reference that names another file by its path. A path from a root names none: a document may be by
/// anybody, and what it reads of a disk is what lies around it.
fn path_of(reference: &str) -> Option<&str> {
    let uri = reference.trim().split('#').next().unwrap_or_default();
    Some(uri).filter(|uri| !uri.is_empty() && !is_url(uri) && !is_absolute(uri) && !is_folder(uri))
}

/// Whether a value of a discriminator's mapping is a file and not the name of a component (OpenAPI 3.1.1, section
/// 4.8.25: a name that could be either is a name).
pub fn looks_like_a_file(text: &str) -> bool {
    let uri = text.split('#').next().unwrap_or_default();
    let ending = uri.rsplit('.').next().unwrap_or_default();
    uri.contains('/') || ["yaml", "yml", "json"].iter().any(|known| ending.eq_ignore_ascii_case(known) && ending != uri)
}
