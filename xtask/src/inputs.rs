//! What the commands read: the document and its settings.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use codegen::config::Config;
use codegen::diag::{Diagnostic, Sink};
use codegen::source::{FileId, Source};

use crate::failure::Failure;

/// Where the document of this workspace stands, from the root.
pub const DEFAULT_SPEC: &str = "spec/openapi.yaml";

/// The file beside a document that holds its settings.
pub const SETTINGS_FILE: &str = "codegen.yaml";

/// A document with its settings, read and ready to be generated from.
#[derive(Debug)]
pub struct Inputs {
    /// The text of both.
    pub source: Source,
    /// The document.
    pub document: FileId,
    /// The settings; each at its default where there is no settings file.
    pub config: Config,
    /// What is wrong with the settings.
    pub diagnostics: Vec<Diagnostic>,
    /// The path of each file that was read.
    pub paths: Vec<PathBuf>,
}

impl Inputs {
    /// Reads a document and its settings: those of this workspace where no paths are given.
    ///
    /// Without `config`, the settings are in `codegen.yaml` beside the document, where there is such a file: settings
    /// name things of one document, so those of one are never applied to another.
    ///
    /// # Errors
    ///
    /// Where a file cannot be read. What is wrong in a file goes to the diagnostics.
    pub fn load(spec: Option<&Path>, config: Option<&Path>) -> Result<Self, Failure> {
        let mut source = Source::new();
        let named = Named::new(spec.unwrap_or(Path::new(DEFAULT_SPEC)), spec.is_none());
        let text = read_text(&named.path).map_err(|failure| with_spec_help(failure, spec.is_none()))?;
        let document = source.add(named.name.clone(), text);
        let mut paths = vec![named.path.clone()];
        add_referenced(&mut source, spec.is_none(), &mut paths);

        let settings = match config {
            Some(path) => Some((Named::new(path, false), read_text(path)?)),
            None => beside(&named)?,
        };
        let sink = Sink::new();
        let config = match settings {
            Some((named, text)) => {
                paths.push(named.path);
                let file = source.add(named.name, text);
                Config::read(&source, file, &sink)
            }
            None => Config::default(),
        };
        Ok(Self { source, document, config, diagnostics: sink.into_diagnostics(), paths })
    }
}

/// Reads the files that the document refers to, and those that they refer to, until nothing is left.
///
/// One that cannot be read is no failure by itself: it may be one that nothing needs. The reference that needs it is
/// reported with the reason.
fn add_referenced(source: &mut Source, from_root: bool, paths: &mut Vec<PathBuf>) {
    loop {
        let wanted = source.wanted();
        if wanted.is_empty() {
            return;
        }
        for name in wanted {
            let path = Named::new(Path::new(&name), from_root).path;
            match read_text(&path) {
                Ok(text) => {
                    source.add(name, text);
                    paths.push(path);
                }
                Err(Failure::Path { reason, .. }) => source.add_absent(&name, reason.to_string()),
                Err(failure) => source.add_absent(&name, failure.to_string()),
            }
        }
    }
}

/// Whether an error is among the diagnostics.
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}

/// The root of this workspace.
///
/// Cargo says at run time where the package stands; a binary that was started in another way knows where it was built.
/// The variable is inherited by processes, so it counts only where it names this package.
pub fn workspace_root() -> PathBuf {
    let built = Path::new(env!("CARGO_MANIFEST_DIR"));
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .filter(|path| path.file_name() == built.file_name())
        .unwrap_or_else(|| built.to_owned());
    package.parent().map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// The folder `target` of this workspace, wherever Cargo was told to have it.
pub fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| workspace_root().join("target"), PathBuf::from)
}

/// A path with the name that messages give it.
struct Named {
    path: PathBuf,
    name: String,
}

impl Named {
    /// A path from the workspace's root keeps its short name, so that nothing depends on the current directory.
    fn new(path: &Path, from_root: bool) -> Self {
        let name = path.display().to_string();
        let path = if from_root { workspace_root().join(path) } else { path.to_owned() };
        Self { path, name }
    }
}

fn beside(document: &Named) -> Result<Option<(Named, String)>, Failure> {
    let path = document.path.with_file_name(SETTINGS_FILE);
    let name = Path::new(&document.name).with_file_name(SETTINGS_FILE).display().to_string();
    match read_text(&path) {
        Ok(text) => Ok(Some((Named { path, name }, text))),
        Err(Failure::Path { reason, .. }) if reason.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn with_spec_help(failure: Failure, is_default: bool) -> Failure {
    match failure {
        Failure::Path { action, path, reason, .. } if reason.kind() == io::ErrorKind::NotFound => {
            let help = if is_default {
                "give another document with `--spec <FILE>`"
            } else {
                "`--spec <FILE>` is relative to the current directory; without it, spec/openapi.yaml is read"
            };
            Failure::Path { action, path, reason, help: Some(help.to_owned()) }
        }
        failure => failure,
    }
}

fn read_text(path: &Path) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|reason| Failure::read(path, reason))?;
    String::from_utf8(bytes)
        .map_err(|error| Failure::NotText { path: path.to_owned(), offset: error.utf8_error().valid_up_to() })
}
