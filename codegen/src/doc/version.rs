//! The versions of OpenAPI, and which file is written in which.

use std::collections::HashMap;

use crate::cursor::{Cursor, Keys};
use crate::diag::{Code, Diagnostic, Spot};
use crate::source::{At, FileId, Source};

/// The versions of OpenAPI that the generator reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// 3.0.x.
    V3_0,
    /// 3.1.x.
    V3_1,
    /// 3.2.x.
    V3_2,
}

/// The versions of the files of a document.
#[derive(Clone, Debug)]
pub struct Versions {
    document: Version,
    /// Those of other files that are documents themselves.
    others: HashMap<FileId, Version>,
}

impl Versions {
    /// All files are of the version of the document, as long as nothing else is known.
    pub(in crate::doc) fn of_document(document: Version) -> Self {
        Self { document, others: HashMap::new() }
    }

    /// Notes the version of another file.
    pub(in crate::doc) fn add(&mut self, file: FileId, version: Version) {
        self.others.insert(file, version);
    }

    /// The version of OpenAPI that the file of a place is written in: its own `openapi`, where it is a document itself,
    /// or that of the document that refers to it (OpenAPI 3.1.1, section 4.3, "OpenAPI Description Structure").
    pub fn at(&self, source: &Source, at: At) -> Version {
        self.others.get(&source.file_of(at)).copied().unwrap_or(self.document)
    }
}

/// The version that the document says it is written in.
pub(in crate::doc) fn read(cursor: Cursor<'_>, keys: &Keys<'_>) -> Option<Version> {
    if let Some(at) = keys.get("swagger") {
        cursor.sink.push(
            Diagnostic::error(Code::UnsupportedVersion, Spot::Key(at), "this is a Swagger 2.0 document")
                .help("convert it to OpenAPI 3.1, for example with `npx swagger2openapi`"),
        );
        return None;
    }
    let at = keys.required("openapi")?;
    let text = cursor.text(at)?;
    let found = named(text);
    if found.is_none() {
        cursor.sink.push(
            Diagnostic::error(Code::UnsupportedVersion, Spot::Value(at), unknown(text))
                .help("the versions that are read are 3.0, 3.1 and 3.2"),
        );
    }
    found
}

/// The version that a text names.
pub(in crate::doc) fn named(text: &str) -> Option<Version> {
    match text.split('.').take(2).collect::<Vec<_>>()[..] {
        ["3", "0"] => Some(Version::V3_0),
        ["3", "1"] => Some(Version::V3_1),
        ["3", "2"] => Some(Version::V3_2),
        _ => None,
    }
}

/// What is said of a text that names no version.
pub(in crate::doc) fn unknown(text: &str) -> String {
    format!("OpenAPI {text} is none of the versions that are read")
}
