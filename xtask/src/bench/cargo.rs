//! How Cargo is run for a measurement.

use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::bench::crates::Crates;
use crate::corpus::{CRATE_VARIABLE, FILE_VARIABLE, Measurement};
use crate::failure::Failure;

/// How many lines of Cargo's words are shown where it fails.
const LAST_WORDS: usize = 40;

/// Runs Cargo, without measuring anything.
///
/// # Errors
///
/// Where a crate does not compile.
pub fn run(crates: &Crates, arguments: &[&str], package: &str) -> Result<(), Failure> {
    start(crates, arguments, package, None)
}

/// Compiles a package anew, and gives what rustc took for it; what it depends on is not measured.
///
/// # Errors
///
/// Where a crate does not compile.
pub fn measure(crates: &Crates, arguments: &[&str], package: &str) -> Result<Measurement, Failure> {
    let root = crates.root(package);
    // To Cargo, a file that was written after the last build is one that has changed.
    let text = fs::read(&root).map_err(|reason| Failure::read(&root, reason))?;
    fs::write(&root, text).map_err(|reason| Failure::write(&root, reason))?;
    let record = crates.file("rustc.txt");
    // What an earlier round has left must not be taken for the result of this one; there may be nothing to remove.
    let _ = fs::remove_file(&record);
    start(crates, arguments, package, Some(&record))?;
    Measurement::read(&record).ok_or_else(|| Failure::Benchmark {
        summary: format!("{package} was built, and rustc was not measured"),
        listing: String::new(),
    })
}

fn start(crates: &Crates, arguments: &[&str], package: &str, record: Option<&Path>) -> Result<(), Failure> {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    // This program stands in for rustc in every run, so that Cargo takes all of them for builds of the same kind.
    let wrapper = env::current_exe().map_err(|reason| Failure::read(Path::new("xtask"), reason))?;
    let mut command = Command::new(&program);
    command
        .args(arguments)
        .args(["--quiet", "--package", package, "--manifest-path"])
        .arg(crates.manifest())
        .env("CARGO_TARGET_DIR", &crates.target)
        .env("CARGO_INCREMENTAL", "0")
        .env("RUSTC_WRAPPER", wrapper)
        .env(CRATE_VARIABLE, package.replace('-', "_"));
    match record {
        Some(record) => command.env(FILE_VARIABLE, record),
        None => command.env_remove(FILE_VARIABLE),
    };
    let output =
        command.output().map_err(|reason| Failure::Path { action: "run", path: program.into(), reason, help: None })?;
    if output.status.success() {
        return Ok(());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    let words: Vec<&str> = words.trim().lines().take(LAST_WORDS).collect();
    Err(Failure::Benchmark { summary: format!("{package} does not build"), listing: words.join("\n") + "\n" })
}
