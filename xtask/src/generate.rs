//! `cargo xtask codegen`: from the document to the files of the crate, or whether they are fresh.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use codegen::config::{CRATE_NAME_HELP, is_crate_name};
use codegen::diag::Diagnostic;
use codegen::source::Source;
use codegen::{parallel, render};

use crate::failure::Failure;
use crate::inputs::{DEFAULT_SPEC, Inputs, has_errors, workspace_root};
use crate::report::{self, number, shell_word};
use crate::tree::{self, Difference, Kind, Staging, Written};

/// The folder of the crate that is generated for this workspace, from its root.
pub const DEFAULT_OUT: &str = "generated";

/// What is asked of the command. Paths are relative to the current directory; those that are not given are of this
/// workspace.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Only tell whether the files are fresh.
    pub check: bool,
    /// The document.
    pub spec: Option<PathBuf>,
    /// The folder to write a stand-alone crate into.
    pub out: Option<PathBuf>,
    /// The name of the crate, in place of the one in the settings.
    pub name: Option<String>,
    /// The settings.
    pub config: Option<PathBuf>,
    /// The file to write the map from JSON Pointers to Rust paths into.
    pub map: Option<PathBuf>,
}

/// Does what is asked, and tells of it.
///
/// # Errors
///
/// Where it cannot be done, or where a check finds a difference.
pub fn run(request: &Request) -> Result<(), Failure> {
    let start = Instant::now();
    let folder = Folder::of(request);
    let kept =
        if request.check { "nothing is compared".to_owned() } else { format!("{}/ is left as it was", folder.name) };
    let inputs = load(request)?;
    let generated = generate(&inputs, &kept)?;
    report::to_stderr(&generated.warnings);

    let done = if request.check {
        check(request, &folder, &generated.files)?
    } else {
        let written = write(request, &folder, &inputs, &generated)?;
        format!("{}, {} written, {} removed", number(written.files, "file"), written.written, written.removed)
    };
    let warnings = match generated.warning_count {
        0 => String::new(),
        count => format!(", {}", number(count, "warning")),
    };
    report::to_stdout(&format!("{}/: {done}{warnings} ({:.2} s)\n", folder.name, start.elapsed().as_secs_f64()));
    Ok(())
}

/// Whether the folder of this workspace is what the generator writes now: each path at which it is not.
///
/// # Errors
///
/// Where a file cannot be read, or the document or the settings are at fault.
pub fn freshness() -> Result<Vec<Difference>, Failure> {
    let inputs = Inputs::load(None, None)?;
    let generated = generate(&inputs, "nothing is compared")?;
    tree::compare(&workspace_root().join(DEFAULT_OUT), &generated.files)
}

/// The folder to write into, and the name that messages give it.
struct Folder {
    path: PathBuf,
    name: String,
}

impl Folder {
    fn of(request: &Request) -> Self {
        match &request.out {
            None => Self { path: workspace_root().join(DEFAULT_OUT), name: DEFAULT_OUT.to_owned() },
            Some(out) => {
                let shown = out.display().to_string();
                Self { path: out.clone(), name: shown.trim_end_matches('/').to_owned() }
            }
        }
    }
}

struct Generated {
    files: Vec<codegen::File>,
    map: BTreeMap<String, String>,
    warnings: String,
    warning_count: usize,
}

fn load(request: &Request) -> Result<Inputs, Failure> {
    if let Some(name) = request.name.as_ref().filter(|name| !is_crate_name(name)) {
        return Err(Failure::Usage {
            message: format!("`{name}` is no name for a crate"),
            help: CRATE_NAME_HELP.to_owned(),
        });
    }
    if let Some(spec) = request.spec.as_ref().filter(|spec| request.out.is_none() && is_other_document(spec)) {
        return Err(Failure::Usage {
            message: format!(
                "`--spec` goes with `--out`: {DEFAULT_OUT}/ is the client of {DEFAULT_SPEC}, and not that of {}",
                report::quoted_path(spec)
            ),
            help: "give a folder for the crate with `--out <DIR>`".to_owned(),
        });
    }
    if request.name.is_some() && request.out.is_none() {
        return Err(Failure::Usage {
            message: "`--name` goes with `--out`: the name of generated/ is what this workspace knows it by".to_owned(),
            help: "give a folder with `--out`, or set `crate_name` in spec/codegen.yaml and follow the name up"
                .to_owned(),
        });
    }
    let mut inputs = Inputs::load(request.spec.as_deref(), request.config.as_deref())?;
    if let Some(name) = &request.name {
        inputs.config.crate_name = Some(name.clone());
    }
    // A folder that the user names may be anywhere, so its crate must not look for a workspace above it.
    inputs.config.standalone = request.out.is_some();
    Ok(inputs)
}

/// Whether a document is there and is another than that of this workspace.
fn is_other_document(spec: &Path) -> bool {
    // One that is not there is told as such.
    std::fs::canonicalize(spec)
        .is_ok_and(|spec| std::fs::canonicalize(workspace_root().join(DEFAULT_SPEC)).is_ok_and(|ours| ours != spec))
}

fn generate(inputs: &Inputs, kept: &str) -> Result<Generated, Failure> {
    // Nearly every document has a warning, whose place is looked for while the other core has nothing to do.
    let (found, ()) =
        parallel::both(|| codegen::program(&inputs.source, inputs.document, &inputs.config), || inputs.source.locate());
    let (plan, found) = found;
    let mut diagnostics = inputs.diagnostics.clone();
    diagnostics.extend(found);
    let Some(plan) = plan.filter(|_| !has_errors(&diagnostics)) else {
        return Err(document_failure(&inputs.source, diagnostics, kept));
    };
    // A large document has hundreds of warnings, whose places are looked for while the files are printed.
    let (files, warnings) =
        parallel::both(|| render::render(&plan.program), || report::listing(&inputs.source, &diagnostics));
    Ok(Generated { files, map: plan.map, warnings, warning_count: diagnostics.len() })
}

/// The failure for diagnostics among which is an error; warnings stand before errors, which are what the user looks
/// for.
pub fn document_failure(source: &Source, mut diagnostics: Vec<Diagnostic>, kept: &str) -> Failure {
    diagnostics.sort_by_key(Diagnostic::is_error);
    Failure::Document {
        listing: report::listing(source, &diagnostics),
        summary: format!("{}; {kept}", report::count(&diagnostics)),
    }
}

fn write(request: &Request, folder: &Folder, inputs: &Inputs, generated: &Generated) -> Result<Written, Failure> {
    let mut staging = Staging::default();
    if let Some(path) = &request.map {
        stage_map(&mut staging, path, &inputs.paths, &generated.map)?;
    }
    tree::write_with(&folder.path, &generated.files, staging)
}

fn stage_map(
    staging: &mut Staging,
    path: &Path,
    read: &[PathBuf],
    map: &BTreeMap<String, String>,
) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(map).expect("invariant: a map of strings is JSON") + "\n";
    staging.clear_up(path);
    let metadata = match std::fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(reason) if reason.kind() == std::io::ErrorKind::NotFound => return staging.add(path, &text),
        Err(reason) => return Err(Failure::write(path, reason)),
    };
    if !metadata.is_file() {
        return Err(Failure::InTheWay { path: path.to_owned(), what: tree::name_of(metadata.file_type()) });
    }
    // A file has many names, of which the canonical one alone can be compared.
    let canonical = |path: &Path| std::fs::canonicalize(path).ok();
    let is_same = |input: &PathBuf| canonical(input).is_some_and(|input| Some(input) == canonical(path));
    if read.iter().any(is_same) {
        return Err(Failure::NotAMap { path: path.to_owned(), what: "is what this run reads" });
    }
    let found = std::fs::read(path).map_err(|reason| Failure::read(path, reason))?;
    if found == text.as_bytes() {
        return Ok(());
    }
    if !may_be_replaced(&found) {
        return Err(Failure::NotAMap { path: path.to_owned(), what: "is no map that codegen has written" });
    }
    staging.add(path, &text)
}

/// Whether a file is empty or looks like a map of an earlier run: an object of texts whose keys are places of a
/// document.
fn may_be_replaced(found: &[u8]) -> bool {
    let is_place = |key: &String| key.starts_with('/') || key.contains('#');
    found.is_empty()
        || serde_json::from_slice::<BTreeMap<String, String>>(found).is_ok_and(|map| map.keys().all(is_place))
}

fn check(request: &Request, folder: &Folder, files: &[codegen::File]) -> Result<String, Failure> {
    let differences = tree::compare(&folder.path, files)?;
    if differences.is_empty() {
        return Ok(format!("{}, all up to date", number(files.len(), "file")));
    }
    let count = |is_kind: fn(&Kind) -> bool| differences.iter().filter(|difference| is_kind(&difference.kind)).count();
    let foreign = count(|kind| matches!(kind, Kind::Foreign));
    let counts = [
        (count(|kind| matches!(kind, Kind::Stale { .. })), "stale"),
        (count(|kind| matches!(kind, Kind::Missing | Kind::Blocked { .. })), "missing"),
        (count(|kind| matches!(kind, Kind::LeftOver)) + foreign, "extra"),
    ];
    let counts: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, kind)| format!("{count} {kind}")).collect();
    let mut help = Vec::new();
    if foreign < differences.len() {
        help.push(format!("run `{}`", command(request)));
    }
    if foreign > 0 {
        help.push("codegen never removes a file that it has not written: move it elsewhere".to_owned());
    }
    Err(Failure::Stale {
        listing: tree::describe(Path::new(&folder.name), &differences),
        summary: format!("{}/ is not what the generator writes now: {}", folder.name, counts.join(", ")),
        help,
    })
}

/// The command that writes what the check has compared with.
fn command(request: &Request) -> String {
    let mut command = "cargo xtask codegen".to_owned();
    let path = |path: &PathBuf| path.display().to_string();
    let options = [
        ("--spec", request.spec.as_ref().map(path)),
        ("--out", request.out.as_ref().map(path)),
        ("--name", request.name.clone()),
        ("--config", request.config.as_ref().map(path)),
    ];
    for (option, value) in options {
        if let Some(value) = value {
            command.extend([" ", option, " ", &*shell_word(&value)]);
        }
    }
    command
}
