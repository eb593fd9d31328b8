//! Files that are written in full beside their places before the first of them is put there.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::tree::temporary;

/// Files that are ready to be put in their places. Dropped without [`Staging::commit`], it leaves nothing behind.
#[derive(Debug, Default)]
pub struct Staging {
    files: Vec<Staged>,
    /// Folders that had to be made, the outer before the inner.
    folders: Vec<PathBuf>,
    /// Temporary files of killed processes.
    left_behind: Vec<PathBuf>,
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
        let temporary = temporary::path_for(target);
        let is_of_another = || self.files.iter().all(|staged| staged.temporary != temporary);
        let created = match fs::File::create_new(&temporary) {
            // A process that had the number of this one was killed.
            Err(reason) if reason.kind() == io::ErrorKind::AlreadyExists && is_of_another() => {
                fs::remove_file(&temporary).and_then(|()| fs::File::create_new(&temporary))
            }
            created => created,
        };
        let mut file = created.map_err(|reason| Failure::write(target, reason))?;
        self.files.push(Staged { temporary, target: target.to_owned() });
        file.write_all(text.as_bytes()).map_err(|reason| Failure::write(target, reason))
    }

    /// Has the commit remove what killed processes left behind where they wrote `target`.
    pub fn clear_up(&mut self, target: &Path) {
        self.left_behind.extend(temporary::left_behind(target));
    }

    /// Whether a file of this name is a temporary one of these.
    pub fn has_temporary(&self, name: &OsStr) -> bool {
        self.files.iter().any(|staged| staged.temporary.file_name() == Some(name))
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
        for path in &self.left_behind {
            // What stays is found again by the next run.
            let _ = fs::remove_file(path);
        }
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
