//! Files that are written in full beside their places before the first of them is put there.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// Files that are ready to be put in their places. Dropped without [`Staging::commit`], it leaves nothing behind.
#[derive(Debug, Default)]
pub struct Staging {
    files: Vec<Staged>,
    /// Folders that had to be made, the outer before the inner.
    folders: Vec<PathBuf>,
}

#[derive(Debug)]
struct Staged {
    temporary: PathBuf,
    target: PathBuf,
}

impl Staging {
    /// Writes the text to a temporary file in the folder of `target`: a rename within a folder happens as a whole.
    ///
    /// # Errors
    ///
    /// Where the folder cannot be made or the file cannot be written.
    pub fn add(&mut self, target: &Path, text: &str) -> Result<(), Failure> {
        if let Some(folder) = target.parent() {
            self.make_folder(folder)?;
        }
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        // The name begins with a dot, so that a file that a killed process left behind is no part of the crate.
        let temporary = target.with_file_name(format!(".{name}.{}.codegen-tmp", std::process::id()));
        let mut file = fs::File::create_new(&temporary).map_err(|reason| Failure::write(target, reason))?;
        self.files.push(Staged { temporary, target: target.to_owned() });
        file.write_all(text.as_bytes()).map_err(|reason| Failure::write(target, reason))
    }

    /// Puts every file in its place.
    ///
    /// # Errors
    ///
    /// Where a rename fails.
    pub fn commit(mut self) -> Result<(), Failure> {
        while let Some(staged) = self.files.first() {
            fs::rename(&staged.temporary, &staged.target).map_err(|reason| Failure::write(&staged.target, reason))?;
            self.files.remove(0);
        }
        self.folders.clear();
        Ok(())
    }

    fn make_folder(&mut self, folder: &Path) -> Result<(), Failure> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.make_folder(parent)?;
        }
        fs::create_dir(folder).map_err(|reason| Failure::Path {
            action: "make the folder",
            path: folder.to_owned(),
            reason,
            help: None,
        })?;
        self.folders.push(folder.to_owned());
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // What cannot be removed stays; there is nobody left to tell, and the first failure is the one that matters.
        for staged in &self.files {
            let _ = fs::remove_file(&staged.temporary);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}
