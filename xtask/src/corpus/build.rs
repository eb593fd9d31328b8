//! What the compiler says of a crate, and what compiling it takes.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::corpus::rustc::{CRATE_VARIABLE, FILE_VARIABLE, Measurement};
use crate::corpus::workspace::Workspace;
use crate::failure::Failure;

/// How many lines of Cargo's own words are kept where it fails before the crate is reached.
const LAST_WORDS: usize = 12;

/// What the compiler said of a crate.
#[derive(Clone, Debug, Default)]
pub struct Build {
    /// Each error, in a line.
    pub errors: Vec<String>,
    /// Each warning, in a line.
    pub warnings: Vec<String>,
    /// What Cargo said, where it failed for another reason than the crate.
    pub trouble: Option<String>,
    /// What it took, where the crate was reached.
    pub measurement: Option<Measurement>,
    /// The program, where the package has one.
    pub program: Option<PathBuf>,
}

impl Build {
    /// Whether there is a library to use.
    pub fn is_built(&self) -> bool {
        self.errors.is_empty() && self.trouble.is_none()
    }

    /// Whether the crate would also compile under `-D warnings`.
    pub fn is_clean(&self) -> bool {
        self.is_built() && self.warnings.is_empty()
    }
}

/// Builds the crate of a document, unoptimized and with its default features.
///
/// # Errors
///
/// Where Cargo cannot be started.
pub fn run(workspace: &Workspace) -> Result<Build, Failure> {
    let package = workspace.package();
    let record = workspace.file("rustc.txt");
    let library = package.replace('-', "_");
    let output = cargo(workspace, package, &[(CRATE_VARIABLE, Path::new(&library)), (FILE_VARIABLE, &record)])?;
    let mut build = read(&output, &library);
    // A crate that has not changed is not compiled again, and what it took the last time still stands.
    build.measurement = Measurement::read(&record);
    Ok(build)
}

/// Builds the program that reads payloads.
///
/// # Errors
///
/// Where Cargo cannot be started.
pub fn harness(workspace: &Workspace) -> Result<Build, Failure> {
    let package = workspace.harness_package();
    Ok(read(&cargo(workspace, &package, &[])?, &package))
}

fn cargo(workspace: &Workspace, package: &str, variables: &[(&str, &Path)]) -> Result<Output, Failure> {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(&program);
    command
        .args(["build", "--quiet", "--message-format=json", "--package", package, "--manifest-path"])
        .arg(workspace.manifest())
        .env("CARGO_TARGET_DIR", workspace.target())
        // Nobody changes one of these crates by a line, and what an incremental build keeps fills the disk.
        .env("CARGO_INCREMENTAL", "0");
    if !variables.is_empty() {
        let wrapper = env::current_exe().map_err(|reason| Failure::read(Path::new("xtask"), reason))?;
        command.env("RUSTC_WRAPPER", wrapper).envs(variables.iter().copied());
    }
    command.output().map_err(|reason| Failure::Path {
        action: "run",
        path: program.into(),
        reason,
        help: Some("Cargo builds the crates; without `--check` and `--examples` it is not needed".to_owned()),
    })
}

fn read(output: &Output, target: &str) -> Build {
    let mut build = Build::default();
    for line in output.stdout.split(|byte| *byte == b'\n') {
        let Ok(message) = serde_json::from_slice::<Value>(line) else { continue };
        if !is_target(&message["target"]["name"], target) {
            continue;
        }
        match message["reason"].as_str() {
            Some("compiler-message") => take(&message["message"], &mut build),
            Some("compiler-artifact") => build.program = message["executable"].as_str().map(PathBuf::from),
            _ => {}
        }
    }
    if !output.status.success() && build.errors.is_empty() {
        let words = String::from_utf8_lossy(&output.stderr);
        let words: Vec<&str> = words.trim().lines().collect();
        build.trouble = Some(words[words.len().saturating_sub(LAST_WORDS)..].join("\n"));
    }
    build
}

/// Cargo names a library in either spelling, depending on its version.
fn is_target(name: &Value, target: &str) -> bool {
    name.as_str().is_some_and(|name| name.replace('-', "_") == target.replace('-', "_"))
}

fn take(message: &Value, build: &mut Build) {
    let level = message["level"].as_str().unwrap_or_default();
    let text = message["message"].as_str().unwrap_or_default();
    let place = message["spans"].as_array().into_iter().flatten().find(|span| span["is_primary"] == true);
    // The last lines of rustc count the others: "aborting due to 3 previous errors", "2 warnings emitted".
    let is_count = place.is_none() && (text.starts_with("aborting due to") || text.ends_with(" emitted"));
    if is_count {
        return;
    }
    let place = place.map_or_else(String::new, |span| {
        format!("{}:{}: ", span["file_name"].as_str().unwrap_or_default(), span["line_start"])
    });
    let code = message["code"]["code"].as_str().map(|code| format!(" [{code}]")).unwrap_or_default();
    let line = format!("{place}{text}{code}");
    if level.starts_with("error") {
        build.errors.push(line);
    } else if level == "warning" {
        build.warnings.push(line);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::corpus::build::{Build, take};

    #[test]
    fn what_counts_the_messages_is_none_of_them() {
        let span = json!([{ "is_primary": true, "file_name": "src/types.rs", "line_start": 7 }]);
        let messages = [
            json!({ "level": "error", "message": "no such type", "code": { "code": "E0412" }, "spans": span }),
            json!({ "level": "error: internal compiler error", "message": "oh", "code": null, "spans": [] }),
            json!({ "level": "warning", "message": "never used", "code": { "code": "dead_code" }, "spans": span }),
            json!({ "level": "warning", "message": "1 warning emitted", "code": null, "spans": [] }),
            json!({ "level": "error", "message": "aborting due to 2 previous errors", "code": null, "spans": [] }),
            json!({ "level": "failure-note", "message": "Some errors have explanations", "code": null, "spans": [] }),
        ];
        let mut build = Build::default();
        for message in &messages {
            take(message, &mut build);
        }
        assert_eq!(build.errors, ["src/types.rs:7: no such type [E0412]", "oh"]);
        assert_eq!(build.warnings, ["src/types.rs:7: never used [dead_code]"]);
        assert!(!build.is_built());
    }
}
