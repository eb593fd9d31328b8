//! Generates a client for each fixture, and names them all in one file that the library includes.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use codegen::config::Config;
use tests::{check_with, document, files_in, folder, text_of};

fn main() -> Result<(), Box<dyn Error>> {
    let fixtures = folder().join("fixtures");
    println!("cargo::rerun-if-changed={}", fixtures.display());

    let output = PathBuf::from(env::var("OUT_DIR")?).join("fixtures");
    if output.exists() {
        // A module that is no longer generated must not be compiled.
        fs::remove_dir_all(&output)?;
    }
    let mut modules = String::new();
    for path in files_in(&fixtures, "yaml") {
        let name = path.file_stem().ok_or("a fixture has a name")?.to_string_lossy().into_owned();
        let root = generate(&path, &name, &output.join(&name))?;
        let root = root.to_str().ok_or("the build folder has a name in Unicode")?;
        writeln!(modules, "#[path = {root:?}]\npub mod {name};")?;
    }
    fs::write(output.join("modules.rs"), modules)?;
    Ok(())
}

/// Writes the client of a fixture into a folder, and gives the file that its module begins with.
fn generate(fixture: &Path, name: &str, folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let config = Config { root: vec![name.to_owned()], ..Config::default() };
    let checked = check_with(name, &document(&text_of(fixture)), &config);
    let files = checked.output.files.ok_or_else(|| format!("{name} is not generated:\n{}", checked.diagnostics))?;
    for file in files {
        let Some(path) = file.path.strip_prefix("src/") else { continue };
        let path = folder.join(path);
        fs::create_dir_all(path.parent().ok_or("a file stands in a folder")?)?;
        fs::write(path, file.text)?;
    }
    Ok(folder.join("lib.rs"))
}
