//! How a folder differs from what the generator writes. Symbolic links below the folder are never followed.

use std::collections::BTreeSet;
use std::fs::{self, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use codegen::{File, parallel};

use crate::failure::Failure;
use crate::tree::{self, temporary};

/// A path at which a folder differs from what the generator writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The path below the folder, with `/` between its parts.
    pub path: String,
    /// How it differs.
    pub kind: Kind,
}

/// How a path differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The file has other bytes.
    Stale {
        /// The bytes that are there.
        found: Vec<u8>,
        /// The text that should be.
        wanted: String,
    },
    /// The file is not there.
    Missing,
    /// Something that is no file stands where the file, or a folder above it, should be.
    Blocked {
        /// Where it stands.
        path: PathBuf,
        /// What it is, with an article.
        what: &'static str,
    },
    /// The generator wrote the file in an earlier run, and does no longer.
    LeftOver,
    /// The generator has not written the file.
    Foreign,
}

/// All differences between a folder and the files that it should hold, sorted by path.
///
/// Left out are `target/` and `Cargo.lock`, which Cargo writes, and names that begin with a dot, unless they are those
/// of temporary files that a killed process left behind.
///
/// # Errors
///
/// Where something in the folder cannot be read.
pub fn compare(folder: &Path, files: &[File]) -> Result<Vec<Difference>, Failure> {
    let mut differences = Vec::new();
    // The folder is looked at as a whole first, so that a file in its place is told as such.
    let entries = entries(folder)?;
    for (file, kind) in files.iter().zip(parallel::map(files, |file| compare_file(folder, file))) {
        differences.extend(kind?.map(|kind| Difference { path: file.path.clone(), kind }));
    }
    let expected: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for entry in entries {
        if expected.contains(entry.name.as_str()) {
            continue;
        }
        let is_ours = entry.is_removable
            && (entry.is_temporary || tree::is_runtime(&entry.name) || begins_with_header(&entry.path)?);
        let kind = if is_ours { Kind::LeftOver } else { Kind::Foreign };
        differences.push(Difference { path: entry.name, kind });
    }
    differences.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(differences)
}

fn compare_file(folder: &Path, file: &File) -> Result<Option<Kind>, Failure> {
    let mut path = folder.to_owned();
    let mut parts = file.path.split('/').peekable();
    while let Some(part) = parts.next() {
        path.push(part);
        let metadata = match fs::symlink_metadata(&path) {
            Ok(metadata) => metadata,
            Err(reason) if reason.kind() == io::ErrorKind::NotFound => return Ok(Some(Kind::Missing)),
            Err(reason) => return Err(Failure::read(&path, reason)),
        };
        let is_last = parts.peek().is_none();
        let file_type = metadata.file_type();
        let fits = if is_last { file_type.is_file() } else { file_type.is_dir() };
        if !fits {
            return Ok(Some(Kind::Blocked { path, what: name_of(file_type) }));
        }
    }
    let found = fs::read(&path).map_err(|reason| Failure::read(&path, reason))?;
    if found == file.text.as_bytes() {
        return Ok(None);
    }
    Ok(Some(Kind::Stale { found, wanted: file.text.clone() }))
}

/// What stands at a path, with an article.
pub fn name_of(file_type: FileType) -> &'static str {
    if file_type.is_symlink() {
        "a symbolic link"
    } else if file_type.is_dir() {
        "a folder"
    } else if file_type.is_file() {
        "a file"
    } else {
        "no file"
    }
}

/// A file in a folder.
pub struct Entry {
    /// The path below the folder, with `/` between its parts.
    name: String,
    path: PathBuf,
    /// Whether it is a regular file with a name in UTF-8: all that the generator ever writes.
    is_removable: bool,
    /// Whether it is a temporary file that a killed process left behind.
    is_temporary: bool,
}

impl Entry {
    /// Whether it is a temporary file that a killed process left behind.
    pub const fn is_temporary(&self) -> bool {
        self.is_temporary
    }
}

/// Every file below a folder that is neither Cargo's nor hidden, and what killed processes left behind. A folder that
/// is not there holds none.
pub fn entries(folder: &Path) -> Result<Vec<Entry>, Failure> {
    let mut entries = Vec::new();
    match fs::metadata(folder) {
        Ok(metadata) if metadata.is_dir() => list(folder, "", &mut entries)?,
        Ok(metadata) => {
            return Err(Failure::InTheWay { path: folder.to_owned(), what: name_of(metadata.file_type()) });
        }
        Err(reason) if reason.kind() == io::ErrorKind::NotFound => {}
        Err(reason) => return Err(Failure::read(folder, reason)),
    }
    Ok(entries)
}

fn list(folder: &Path, prefix: &str, entries: &mut Vec<Entry>) -> Result<(), Failure> {
    let failed = |reason| Failure::read(folder, reason);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let name = entry.file_name();
        let is_text = name.to_str().is_some();
        let name = name.to_string_lossy();
        let is_cargos = prefix.is_empty() && (name == "target" || name == "Cargo.lock");
        let file_type = entry.file_type().map_err(|reason| Failure::read(&entry.path(), reason))?;
        let is_temporary = is_text && file_type.is_file() && temporary::is_left_behind(&name);
        if (name.starts_with('.') && !is_temporary) || is_cargos {
            continue;
        }
        let name = format!("{prefix}{name}");
        if file_type.is_dir() {
            list(&entry.path(), &format!("{name}/"), entries)?;
        } else {
            entries.push(Entry {
                name,
                path: entry.path(),
                is_removable: is_text && file_type.is_file(),
                is_temporary,
            });
        }
    }
    Ok(())
}

fn begins_with_header(path: &Path) -> Result<bool, Failure> {
    let failed = |reason| Failure::read(path, reason);
    let longest = tree::HEADERS.iter().map(|header| header.len()).max().unwrap_or_default();
    let mut start = Vec::new();
    fs::File::open(path).map_err(failed)?.take(longest as u64).read_to_end(&mut start).map_err(failed)?;
    Ok(tree::has_header(&start))
}
