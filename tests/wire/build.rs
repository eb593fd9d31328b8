//! Generates a client for each fixture, and names them all in one file that the library includes.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use codegen::config::Config;
use tests::{check_with, document, files_in, folder, random, text_of};

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
        declare(&mut modules, &name, &document(&text_of(&path)), &output)?;
    }
    declare_random(&mut modules, &output)?;
    fs::write(output.join("modules.rs"), modules)?;
    Ok(())
}

/// How many random component schemas there are.
const RANDOM_COMPONENTS: usize = 40;

/// Generates the client of random schemas, and a table by which a test finds the type of each.
fn declare_random(modules: &mut String, output: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-env-changed={}", random::SEED);
    println!("cargo::rerun-if-env-changed={}", random::COMPONENTS);
    let seed = random::seed();
    let count = random::component_count(RANDOM_COMPONENTS);
    let components = random::fixed(seed, count);
    let text = random::document(&components, random::Version::V3_1).to_string();
    declare(modules, "random", &text, output)?;
    // The type of a component that may be null is the type of what is not: null stands where it is used.
    writeln!(modules, "/// Reads a text as null or the type of a random component, and writes what was read.")?;
    writeln!(modules, "///\n/// # Errors\n///\n/// Where the type refuses the text.")?;
    writeln!(modules, "///\n/// # Panics\n///\n/// Where there is no such component.")?;
    writeln!(
        modules,
        "pub fn through_random(position: usize, text: &str) -> serde_json::Result<String> {{\n    match position {{"
    )?;
    for position in 0..components.len() {
        let name = random::name(position);
        writeln!(
            modules,
            "        {position} => serde_json::to_string(&serde_json::from_str::<Option<random::types::{name}>>(text)?),"
        )?;
    }
    writeln!(modules, "        _ => panic!(\"there is no component at {{position}}\"),\n    }}\n}}")?;
    writeln!(modules, "/// The seed of the random components.\npub const RANDOM_SEED: u64 = {seed};")?;
    writeln!(modules, "/// How many random components there are.\npub const RANDOM_COMPONENTS: usize = {count};")?;
    Ok(())
}

/// Generates the client of a document as a module of the library.
fn declare(modules: &mut String, name: &str, document: &str, output: &Path) -> Result<(), Box<dyn Error>> {
    let root = generate(document, name, &output.join(name))?;
    let root = root.to_str().ok_or("the build folder has a name in Unicode")?;
    writeln!(modules, "#[path = {root:?}]\npub mod {name};")?;
    Ok(())
}

/// Writes the client of a document into a folder, and gives the file that its module begins with.
fn generate(document: &str, name: &str, folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
    let config = Config { root: vec![name.to_owned()], ..Config::default() };
    let checked = check_with(name, document, &config);
    let files = checked.output.files.ok_or_else(|| format!("{name} is not generated:\n{}", checked.diagnostics))?;
    for file in files {
        let Some(path) = file.path.strip_prefix("src/") else { continue };
        let path = folder.join(path);
        fs::create_dir_all(path.parent().ok_or("a file stands in a folder")?)?;
        fs::write(path, file.text)?;
    }
    Ok(folder.join("lib.rs"))
}
