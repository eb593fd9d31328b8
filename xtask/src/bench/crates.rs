//! The crates that are measured, in a Cargo workspace of their own.

use std::path::{Path, PathBuf};

use codegen::File;

use crate::bench::derive;
use crate::bench::subject::{Subject, WHOLE};
use crate::corpus::{write, write_lock};
use crate::failure::Failure;

/// The package of the generated types.
pub const OURS: &str = "bench-ours";

/// The package of the same types with the derives of serde.
pub const DERIVE: &str = "bench-derive";

/// The package of the program that reads and writes payloads with both.
pub const WIRE: &str = "bench-wire";

/// The package without code that has what the types depend on.
pub const BASE: &str = "bench-base";

const DEPENDENCIES: &str = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";

const OURS_ROOT: &str = "\
//! The generated types of a document, without a client.

pub mod types;
mod wire;

/// What reads and writes the types.
pub mod runtime {
    mod nullable;
    mod unknown;
    pub mod wire;

    pub use crate::runtime::nullable::Nullable;
    pub use crate::runtime::unknown::{UnknownInteger, UnknownValue};
}
";

/// The workspace of a document.
#[derive(Clone, Debug)]
pub struct Crates {
    folder: PathBuf,
    /// Where Cargo builds for every document, so that dependencies are compiled once.
    pub target: PathBuf,
}

impl Crates {
    /// Writes both crates of types.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be written.
    pub fn write(work: &Path, name: &str, subject: &Subject, files: &[File]) -> Result<Self, Failure> {
        let crates = Self { folder: work.join(&subject.name).join(name), target: work.join(".target") };
        write_lock(&crates.folder)?;
        crates.write_package(BASE, DEPENDENCIES, "src/lib.rs", "//! Nothing but dependencies.\n")?;
        crates.write_package(OURS, DEPENDENCIES, "src/lib.rs", OURS_ROOT)?;
        for file in files.iter().filter(|file| is_of_types(&file.path)) {
            write(&crates.folder.join(OURS).join(&file.path), &file.text)?;
        }
        crates.write_package(DERIVE, DEPENDENCIES, "src/lib.rs", derive::ROOT)?;
        write(&crates.folder.join(DERIVE).join("src/types.rs"), &derive::types(&subject.plan.program))?;
        crates.write_members(&[])?;
        Ok(crates)
    }

    /// Adds the module of calls to both crates of types.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be written.
    pub fn add_calls(&self, text: &str) -> Result<(), Failure> {
        for (package, root) in [(OURS, OURS_ROOT), (DERIVE, derive::ROOT)] {
            write(&self.folder.join(package).join("src/calls.rs"), text)?;
            write(&self.root(package), &format!("{root}\npub mod calls;\n"))?;
        }
        Ok(())
    }

    /// Adds the whole generated crate.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be written.
    pub fn add_whole(&self, files: &[File]) -> Result<(), Failure> {
        for file in files {
            write(&self.folder.join(WHOLE).join(&file.path), &file.text)?;
        }
        self.write_members(&[WHOLE])
    }

    /// Adds the program that reads and writes payloads.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be written.
    pub fn add_program(&self, text: &str) -> Result<(), Failure> {
        let dependencies =
            format!("{OURS} = {{ path = \"../{OURS}\" }}\n{DERIVE} = {{ path = \"../{DERIVE}\" }}\n{DEPENDENCIES}");
        self.write_package(WIRE, &dependencies, "src/main.rs", text)?;
        self.write_members(&[WIRE])
    }

    /// The manifest of the workspace.
    pub fn manifest(&self) -> PathBuf {
        self.folder.join("Cargo.toml")
    }

    /// A file beside the crates.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The root of the library of a package.
    pub fn root(&self, package: &str) -> PathBuf {
        self.folder.join(package).join("src/lib.rs")
    }

    fn write_package(&self, name: &str, dependencies: &str, root: &str, text: &str) -> Result<(), Failure> {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
             {dependencies}"
        );
        let folder = self.folder.join(name);
        write(&folder.join("Cargo.toml"), &manifest)?;
        write(&folder.join(root), text)
    }

    fn write_members(&self, others: &[&str]) -> Result<(), Failure> {
        let members: Vec<String> =
            [BASE, OURS, DERIVE].iter().chain(others).map(|member| format!("\"{member}\"")).collect();
        let text = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
        write(&self.manifest(), &text)
    }
}

/// Whether a generated file is about types, and not about the client.
fn is_of_types(path: &str) -> bool {
    let folders = ["src/types/", "src/wire/", "src/runtime/wire/"];
    let files =
        ["src/types.rs", "src/wire.rs", "src/runtime/wire.rs", "src/runtime/nullable.rs", "src/runtime/unknown.rs"];
    files.contains(&path) || folders.iter().any(|folder| path.starts_with(folder))
}
