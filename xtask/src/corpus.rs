//! `cargo xtask corpus`: the generator over a folder of real documents, and what came of each.
//!
//! Documents are generated for side by side; what Cargo builds is built one after the other, because Cargo itself uses
//! every core. Nothing here decides whether a document is good: the command only measures.

mod build;
pub mod compare;
mod details;
mod documents;
mod files;
mod generation;
mod harness;
pub mod json;
mod judge;
mod machine;
mod made_up;
mod operations;
mod outcome;
mod own;
mod panics;
mod payloads;
pub mod probes;
mod progress;
mod rustc;
pub mod schemas;
mod table;
mod trial;
mod workspace;

use std::path::{Path, PathBuf};

pub use build::Build;
pub use documents::{Root, find};
pub use generation::Generation;
pub use outcome::Outcome;
pub use rustc::{CRATE_VARIABLE, FILE_VARIABLE, Measurement, stand_in_for_rustc};
pub use table::table;
pub use trial::{Complaint, ProbeCount, Trial};
pub use workspace::{write, write_lock};

use crate::failure::Failure;
use crate::inputs::target_folder;
use crate::report;
use progress::Progress;
use workspace::Workspace;

/// How many failures of each kind are shown of a document unless the command line says otherwise.
pub const DEFAULT_DETAILS: usize = 5;

/// What is asked of the command.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The folder of the documents.
    pub documents: PathBuf,
    /// Which payloads are sent.
    pub payloads: PayloadRequest,
    /// Whether the crates are compiled.
    pub check: bool,
    /// The names of the documents to look at; all where there are none.
    pub only: Vec<String>,
    /// Whether everything is printed as JSON.
    pub json: bool,
    /// How many failures of each kind are shown of a document.
    pub details: usize,
    /// The folder to keep the crates in.
    pub work: Option<PathBuf>,
}

/// Which payloads are sent through the types.
#[derive(Clone, Debug, Default)]
pub struct PayloadRequest {
    /// The folder of the payloads.
    pub examples: Option<PathBuf>,
    /// Whether payloads are taken from the documents themselves, and made up where there are too few.
    pub own: bool,
    /// Whether valid payloads are mutated as well.
    pub probes: bool,
}

impl PayloadRequest {
    /// Whether there are any.
    pub const fn is_some(&self) -> bool {
        self.examples.is_some() || self.own
    }
}

/// Does what is asked, and tells of it.
///
/// # Errors
///
/// Where the folder cannot be read, and where a document fails in one of the ways that the command looks for.
pub fn run(request: &Request) -> Result<(), Failure> {
    let roots = selected(find(&request.documents)?, request)?;
    let work = request.work.clone().unwrap_or_else(|| target_folder().join("corpus"));
    let outcomes = outcomes(request, &work, roots)?;
    if request.json {
        report::to_stdout(&machine::text(&outcomes));
    } else {
        report::to_stdout(&format!("{}\n{}", table(&outcomes), details::text(&outcomes, request.details)));
        report::to_stdout(&format!("The crates are in {}\n", work.display()));
    }
    match outcome::summary(&outcomes) {
        Some(summary) => Err(Failure::Corpus { summary }),
        None => Ok(()),
    }
}

/// Runs the generator over the documents, and Cargo over what it gives.
///
/// # Errors
///
/// Where the folder of the crates cannot be written.
pub fn outcomes(request: &Request, work: &Path, roots: Vec<Root>) -> Result<Vec<Outcome>, Failure> {
    let progress = Progress::new();
    let mut outcomes = generation::all(roots, &progress);
    let builds = request.check || request.payloads.is_some();
    let count = outcomes.len();
    for (index, outcome) in outcomes.iter_mut().enumerate() {
        let Some(files) = outcome.generation.files.take() else { continue };
        let workspace = Workspace::write(work, &outcome.root, &files)?;
        outcome.folder = Some(workspace.crate_folder());
        if builds {
            progress.show(&format!("building {} ({} of {count})", outcome.root.name, index + 1));
            let build = build::run(&workspace)?;
            if build.is_built() && request.payloads.is_some() {
                outcome.trial = trial::run(&workspace, outcome, request)?;
            }
            outcome.build = Some(build);
        }
    }
    progress.end();
    Ok(outcomes)
}

fn selected(roots: Vec<Root>, request: &Request) -> Result<Vec<Root>, Failure> {
    if let Some(unknown) = request.only.iter().find(|name| !roots.iter().any(|root| root.name == **name)) {
        let names: Vec<&str> = roots.iter().map(|root| root.name.as_str()).collect();
        return Err(Failure::Usage {
            message: format!("no document of the corpus is named `{unknown}`"),
            help: format!("the documents are {}", names.join(", ")),
        });
    }
    if roots.is_empty() {
        return Err(Failure::Usage {
            message: format!("there is no OpenAPI document in {}", report::quoted_path(&request.documents)),
            help: "name a folder that holds .yaml, .yml or .json files with a top-level `openapi`".to_owned(),
        });
    }
    let is_wanted = |root: &Root| request.only.is_empty() || request.only.contains(&root.name);
    Ok(roots.into_iter().filter(is_wanted).collect())
}
