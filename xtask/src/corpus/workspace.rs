//! The folder of a document: its crate, the program that reads payloads, and the Cargo workspace around both.

use std::fs;
use std::path::{Path, PathBuf};

use codegen::File;

use crate::corpus::documents::Root;
use crate::failure::Failure;
use crate::inputs::workspace_root;
use crate::tree;

/// The folder of a document.
#[derive(Clone, Debug)]
pub struct Workspace {
    folder: PathBuf,
    /// Where Cargo builds for every document, so that what crates depend on is compiled once.
    target: PathBuf,
    /// The package of the generated crate.
    package: String,
}

impl Workspace {
    /// Writes the crate of a document, and the workspace around it.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be written.
    pub fn write(work: &Path, root: &Root, files: &[File]) -> Result<Self, Failure> {
        let folder = work.join(root.folder());
        let workspace = Self { folder, target: work.join(".target"), package: root.package() };
        tree::write(&workspace.crate_folder(), files)?;
        workspace.write_manifest(&["crate"])?;
        write_lock(&workspace.folder)?;
        Ok(workspace)
    }

    /// Adds the program that reads payloads.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be written.
    pub fn add_harness(&self, program: &str) -> Result<(), Failure> {
        let library = &self.package;
        let manifest = format!(
            "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
             {library} = {{ path = \"../crate\" }}\nserde = {{ version = \"1\", default-features = false }}\n\
             serde_json = \"1\"\n",
            self.harness_package(),
        );
        write(&self.folder.join("harness/Cargo.toml"), &manifest)?;
        write(&self.folder.join("harness/src/main.rs"), program)?;
        self.write_manifest(&["crate", "harness"])
    }

    /// The folder of the generated crate.
    pub fn crate_folder(&self) -> PathBuf {
        self.folder.join("crate")
    }

    /// A file beside the crate.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Where Cargo builds.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The workspace's manifest.
    pub fn manifest(&self) -> PathBuf {
        self.folder.join("Cargo.toml")
    }

    /// The package of the generated crate.
    pub fn package(&self) -> &str {
        &self.package
    }

    /// The package of the program that reads payloads.
    pub fn harness_package(&self) -> String {
        format!("{}-harness", self.package)
    }

    fn write_manifest(&self, members: &[&str]) -> Result<(), Failure> {
        let members: Vec<String> = members.iter().map(|member| format!("\"{member}\"")).collect();
        let text = format!("[workspace]\nresolver = \"3\"\nmembers = [{}]\n", members.join(", "));
        write(&self.manifest(), &text)
    }
}

/// Writes the lock file of a workspace, where it has none yet.
///
/// The versions are those that this workspace is tested with, which are also those that were downloaded.
///
/// # Errors
///
/// Where the file cannot be written.
pub fn write_lock(folder: &Path) -> Result<(), Failure> {
    let path = folder.join("Cargo.lock");
    if path.exists() {
        return Ok(());
    }
    match fs::read_to_string(workspace_root().join("Cargo.lock")) {
        Ok(text) => write(&path, &text),
        Err(_) => Ok(()),
    }
}

/// Writes a file where its text differs, so that Cargo does not take it for changed.
///
/// # Errors
///
/// Where the file or its folder cannot be written.
pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    if fs::read_to_string(path).is_ok_and(|found| found == text) {
        return Ok(());
    }
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(|reason| Failure::write(folder, reason))?;
    fs::write(path, text).map_err(|reason| Failure::write(path, reason))
}
