//! What is measured: a document, and the program that is generated for it.

use codegen::config::Config;
use codegen::plan::Plan;
use codegen::source::{FileId, Source};

use crate::bench::{Request, document};
use crate::failure::Failure;
use crate::generate::document_failure;
use crate::inputs::{Inputs, has_errors};

/// The name of the whole generated crate.
pub const WHOLE: &str = "bench-whole";

/// A document with its program.
pub struct Subject {
    /// The name of its folder.
    pub name: String,
    /// The text.
    pub source: Source,
    /// The document.
    pub document: FileId,
    /// The program.
    pub plan: Plan,
}

impl Subject {
    /// Reads the document, or makes one, and decides the program.
    ///
    /// # Errors
    ///
    /// Where the document cannot be read or is at fault.
    pub fn load(request: &Request) -> Result<Self, Failure> {
        let (name, mut inputs) = match &request.spec {
            Some(spec) => {
                let name = spec.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                (name, Inputs::load(Some(spec), None)?)
            }
            None => ("synthetic".to_owned(), synthetic()),
        };
        inputs.config.crate_name = Some(WHOLE.to_owned());
        let Inputs { source, document, config, mut diagnostics, .. } = inputs;
        let (plan, found) = codegen::program(&source, document, &config);
        diagnostics.extend(found);
        match plan.filter(|_| !has_errors(&diagnostics)) {
            Some(plan) => Ok(Self { name, source, document, plan }),
            None => Err(document_failure(&source, diagnostics, "nothing is measured")),
        }
    }
}

fn synthetic() -> Inputs {
    let mut source = Source::new();
    let document = source.add("synthetic.json".to_owned(), document::text());
    Inputs { source, document, config: Config::default(), diagnostics: Vec::new(), paths: Vec::new() }
}
