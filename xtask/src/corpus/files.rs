//! From a reference or a key to the place in the tree that it means, across the files of a document.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

use codegen::source::{At, FileId, Source};
use percent_encoding::percent_decode_str;

/// The files of a document, by their paths.
#[derive(Debug)]
pub struct Files<'s> {
    source: &'s Source,
    document: FileId,
    by_path: HashMap<String, FileId>,
}

impl<'s> Files<'s> {
    /// The files of a source, of which one is the document itself.
    pub fn new(source: &'s Source, document: FileId) -> Self {
        let by_path = source.files().map(|(id, file)| (tidy(&file.path), id)).collect();
        Self { source, document, by_path }
    }

    /// What a `$ref` leads to that stands in the file of `at`; nothing where the file is not loaded or has no such
    /// place.
    pub fn target(&self, at: At, reference: &str) -> Option<At> {
        let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let own = self.source.file_of(at);
        let file = if path.is_empty() {
            own
        } else {
            let path = percent_decode_str(path).decode_utf8().ok()?;
            *self.by_path.get(&beside(&self.source.file(own).path, &path))?
        };
        let pointer = percent_decode_str(fragment).decode_utf8().ok()?;
        self.source.resolve(file, &pointer)
    }

    /// The place of a key such as `/components/schemas/Pet`, which is of the document, or `file.yaml#/Pet`.
    ///
    /// A file may be named from the current directory, from the document's own or from `folder`.
    pub fn place(&self, key: &str, folder: &Path) -> Option<At> {
        if key.is_empty() || key.starts_with('/') {
            // An absolute path begins with `/` too, but it leads nowhere as a pointer.
            if let Some(at) = self.source.resolve(self.document, key) {
                return Some(at);
            }
        }
        let (path, pointer) = key.split_once('#')?;
        self.source.resolve(self.file(path, folder)?, pointer)
    }

    /// Whether a key is of a file of the document: one to which no reference leads is none.
    pub fn has_file_of(&self, key: &str, folder: &Path) -> bool {
        key.split_once('#').is_none_or(|(path, _)| path.is_empty() || self.file(path, folder).is_some())
    }

    fn file(&self, path: &str, folder: &Path) -> Option<FileId> {
        let own = &self.source.file(self.document).path;
        let below = folder.join(path);
        let candidates = [tidy(path), beside(own, path), tidy(&below.to_string_lossy())];
        candidates.iter().find_map(|candidate| self.by_path.get(candidate)).copied()
    }
}

/// A path as it is written in a file at `own`, from where `own` is named.
fn beside(own: &str, path: &str) -> String {
    match own.replace('\\', "/").rsplit_once('/') {
        Some((folder, _)) if !path.starts_with('/') => tidy(&format!("{folder}/{path}")),
        _ => tidy(path),
    }
}

/// A path without `.`, and without `..` where a folder stands before it.
fn tidy(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut parts: Vec<Cow<'_, str>> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            "" if !parts.is_empty() => {}
            ".." if parts.last().is_some_and(|last| last != ".." && !last.is_empty()) => {
                parts.pop();
            }
            part => parts.push(Cow::Borrowed(part)),
        }
    }
    parts.join("/")
}
