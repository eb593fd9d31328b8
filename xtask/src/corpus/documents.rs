//! Which files of a folder are documents: those that `INDEX.tsv` names, or else those that look like one.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use codegen::source::{Node, Source};

use crate::failure::Failure;

/// The file that says which files of a corpus are documents, where there is one.
pub const INDEX_FILE: &str = "INDEX.tsv";

/// A document of the corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// The name that the table and the folder of its crate have; unique in the corpus.
    pub name: String,
    /// The file.
    pub path: PathBuf,
}

impl Root {
    /// The name of the folder below the work folder.
    pub fn folder(&self) -> String {
        self.name.replace(['/', '\\', ':'], "__")
    }

    /// The package that is generated. The word before the name keeps it apart from every package that it depends on.
    pub fn package(&self) -> String {
        let plain =
            |character: char| if character.is_ascii_alphanumeric() { character.to_ascii_lowercase() } else { '-' };
        let name: String = self.name.chars().map(plain).collect();
        let words: Vec<&str> = name.split('-').filter(|word| !word.is_empty()).collect();
        format!("corpus-{}", if words.is_empty() { "document".to_owned() } else { words.join("-") })
    }
}

/// The documents of a folder, in the order of the index, or by name where there is none.
///
/// # Errors
///
/// Where the folder or its index cannot be read, or the index has not the columns that it must have.
pub fn find(folder: &Path) -> Result<Vec<Root>, Failure> {
    fs::read_dir(folder).map_err(|reason| Failure::read(folder, reason))?;
    // `.` has no parent in writing, so the folder is asked for its whole path first.
    let whole = folder.canonicalize().map_err(|reason| Failure::read(folder, reason))?;
    let places = [Some(folder.to_owned()), whole.parent().map(Path::to_owned)];
    let index = places.into_iter().flatten().map(|place| place.join(INDEX_FILE)).find(|path| path.is_file());
    match index {
        Some(index) => indexed(folder, &index),
        None => looked_for(folder),
    }
}

fn indexed(folder: &Path, index: &Path) -> Result<Vec<Root>, Failure> {
    let text = fs::read_to_string(index).map_err(|reason| Failure::read(index, reason))?;
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let columns: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let column = |name: &str| {
        columns.iter().position(|column| *column == name).ok_or_else(|| Failure::Usage {
            message: format!("{} has no column `{name}`", crate::report::quoted_path(index)),
            help: "its first line names the columns, separated by tabs; `name` and `root` must be there".to_owned(),
        })
    };
    let (name, root) = (column("name")?, column("root")?);
    let mut taken = BTreeSet::new();
    let mut roots = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        let (Some(name), Some(root)) = (cells.get(name), cells.get(root)) else { continue };
        let below = folder.join(root);
        // The index may lie beside the folder and count from there.
        let beside = index.with_file_name(root);
        let path = if below.exists() || !beside.exists() { below } else { beside };
        if taken.insert((*name).to_owned()) {
            roots.push(Root { name: (*name).to_owned(), path });
        }
    }
    Ok(roots)
}

fn looked_for(folder: &Path) -> Result<Vec<Root>, Failure> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let mut taken = BTreeSet::new();
    let mut roots = Vec::new();
    for path in files.into_iter().filter(|path| is_document(path)) {
        let relative = path.strip_prefix(folder).unwrap_or(&path);
        let name = shown(&relative.with_extension(""));
        // `a.json` beside `a.yaml` keeps its ending.
        let name = if taken.contains(&name) { shown(relative) } else { name };
        taken.insert(name.clone());
        roots.push(Root { name, path });
    }
    Ok(roots)
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for entry in fs::read_dir(folder).map_err(|reason| Failure::read(folder, reason))? {
        let entry = entry.map_err(|reason| Failure::read(folder, reason))?;
        let path = entry.path();
        // A link to a folder above would lead in a circle.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether a file has the ending and the top-level key of a document.
///
/// YAML is looked at line by line, so that a document that does not parse is a row of the table and not left out.
fn is_document(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
    let Some("yaml" | "yml" | "json") = ending.as_deref() else { return false };
    let Ok(text) = fs::read_to_string(path) else { return false };
    if text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        // A broken text is given the benefit of the doubt where the key stands in it.
        let mut source = Source::new();
        let file = source.add("document.json", text);
        return match source.file(file).root {
            Ok(root) => matches!(source.node(root), Node::Mapping(_)) && source.get(root, "openapi").is_some(),
            Err(_) => source.file(file).text.contains("\"openapi\""),
        };
    }
    let keys = ["openapi:", "'openapi':", "\"openapi\":"];
    text.lines().any(|line| keys.iter().any(|key| line.starts_with(key)))
}
