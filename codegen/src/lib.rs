//! From an OpenAPI document to the source of a Rust client crate: bytes in, files out.
//!
//! No disk, no environment, no clock, no printing: the same input gives the same output, always.

pub mod config;
pub mod cursor;
pub mod diag;
pub mod doc;
pub mod emit;
pub mod facts;
pub mod ir;
pub mod lower;
pub mod names;
pub mod parallel;
pub mod plan;
pub mod render;
pub mod rust;
pub mod source;

use std::collections::BTreeMap;

use crate::config::Config;
use crate::diag::{Diagnostic, Sink};
use crate::doc::Document;
use crate::ir::Api;
use crate::plan::Plan;
use crate::source::{FileId, Source};

/// What a run gives.
#[derive(Debug)]
pub struct Output {
    /// The files of the crate, sorted by path; `None` where the document or the settings are at fault.
    pub files: Option<Vec<File>>,
    /// Everything there is to say.
    pub diagnostics: Vec<Diagnostic>,
    /// The Rust paths that stand for schemas and operations, by JSON Pointer of the document.
    pub map: BTreeMap<String, String>,
}

/// A file of the generated crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The path below the crate's folder, with `/` between its parts.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// Generates the crate for a document.
pub fn generate(source: &Source, document: FileId, config: &Config) -> Output {
    let (plan, diagnostics) = program(source, document, config);
    match plan {
        Some(Plan { program, map }) => Output { files: Some(render::render(&program)), diagnostics, map },
        None => Output { files: None, diagnostics, map: BTreeMap::new() },
    }
}

/// Decides the program for a document and prints nothing: what a tool that prints the same types in another way needs.
///
/// There is no plan where the document or the settings are at fault.
pub fn program(source: &Source, document: FileId, config: &Config) -> (Option<Plan>, Vec<Diagnostic>) {
    let sink = Sink::new();
    let planned = Document::read(source, document, &sink).map(|document| {
        let api = lower::lower(source, &document, &sink);
        plan::plan(source, &api, config, &sink)
    });
    let diagnostics = config::apply(config, source, sink.into_diagnostics());
    let is_sound = !diagnostics.iter().any(Diagnostic::is_error);
    (planned.filter(|_| is_sound), diagnostics)
}

/// Reads a document and gives its meaning, without generating anything: what a tool that works from the document needs.
pub fn read(source: &Source, document: FileId) -> (Option<Api>, Vec<Diagnostic>) {
    let sink = Sink::new();
    let api = Document::read(source, document, &sink).map(|document| lower::lower(source, &document, &sink));
    (api, sink.into_diagnostics())
}
