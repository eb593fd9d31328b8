//! The harness: the one place where tests touch the generator.
//!
//! A fixture is a small YAML file with one construct. It holds what is special about it; [`document`] adds the envelope
//! that every OpenAPI document needs.

pub mod random;

use std::path::{Path, PathBuf};

use codegen::config::Config;
use codegen::diag::{Diagnostic, Sink, render};
use codegen::ir::dump;
use codegen::source::{FileId, Source};
use codegen::{Output, generate, read};

/// What the generator makes of a document.
#[derive(Debug)]
pub struct Checked {
    /// The meaning, as text; empty where there is none.
    pub ir: String,
    /// Where the meaning is untyped, and why.
    pub census: String,
    /// The files below `src/` that are not the runtime, one after the other.
    pub rust: String,
    /// The diagnostics, as users see them.
    pub diagnostics: String,
    /// The output itself.
    pub output: Output,
}

/// The folder of this crate.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    folder().parent().expect("invariant: the crate stands in the workspace").to_owned()
}

/// Reads a file that the tests cannot do without.
///
/// # Panics
///
/// Where the file cannot be read.
pub fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The files of a folder with this ending, sorted by name.
///
/// # Panics
///
/// Where the folder cannot be read.
pub fn files_in(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("the folder stays as it is").path());
    let mut paths: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|found| found == extension)).collect();
    paths.sort();
    paths
}

/// A fixture as a whole document: what it leaves out of the envelope is added.
pub fn document(fixture: &str) -> String {
    let mut envelope = String::new();
    for (key, text) in [
        ("openapi:", "openapi: 3.1.0\n"),
        ("info:", "info: { title: Fixture, version: 1.0.0 }\n"),
        ("servers:", "servers: [{ url: \"https://example.com/v1\" }]\n"),
    ] {
        if !fixture.lines().any(|line| line.starts_with(key)) {
            envelope.push_str(text);
        }
    }
    format!("{fixture}\n{envelope}")
}

/// Runs the generator on a document, which is named `name` in diagnostics.
pub fn check(name: &str, document: &str) -> Checked {
    check_with(name, document, &Config::default())
}

/// Runs the generator on a document with settings.
pub fn check_with(name: &str, document: &str, config: &Config) -> Checked {
    let mut source = Source::new();
    let file = source.add(name, document);
    check_source(&source, file, config)
}

/// Runs the generator on a document with the text of a settings file.
pub fn check_with_settings(name: &str, document: &str, settings: &str) -> Checked {
    check_files(&[(name, document), (SETTINGS, settings)])
}

/// The name of the file that holds settings and is no part of a document.
const SETTINGS: &str = "codegen.yaml";

/// Runs the generator on a document in several files, each with its path; the first is the document itself.
///
/// # Panics
///
/// Where there is no file.
pub fn check_files(files: &[(&str, &str)]) -> Checked {
    let mut source = Source::new();
    let ids: Vec<FileId> = files.iter().map(|(name, text)| source.add(*name, *text)).collect();
    let settings = ids.iter().zip(files).find(|(_, (name, _))| *name == SETTINGS);
    let sink = Sink::new();
    let config = settings.map(|(file, _)| Config::read(&source, *file, &sink)).unwrap_or_default();
    let found = sink.into_diagnostics();
    let mut checked = check_source(&source, *ids.first().expect("a document has a file"), &config);
    checked.diagnostics = render(&source, &found, false) + &checked.diagnostics;
    if found.iter().any(Diagnostic::is_error) {
        checked.output.files = None;
    }
    checked
}

fn check_source(source: &Source, file: FileId, config: &Config) -> Checked {
    let (api, _) = read(source, file);
    let output = generate(source, file, config);
    let files = output.files.iter().flatten();
    let own = files.filter(|file| file.path.starts_with("src/") && !file.path.starts_with("src/runtime/"));
    Checked {
        ir: api.as_ref().map(|api| dump::dump(source, api)).unwrap_or_default(),
        census: api.as_ref().map(|api| dump::census(source, api)).unwrap_or_default(),
        rust: own.fold(String::new(), |all, file| all + "=== " + &file.path + "\n" + &file.text + "\n"),
        diagnostics: render(source, &output.diagnostics, false),
        output,
    }
}
