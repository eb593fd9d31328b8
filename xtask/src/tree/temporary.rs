//! The names of temporary files, by which a later run knows those that a killed one left behind.

use std::fs;
use std::path::{Path, PathBuf};

const ENDING: &str = ".codegen-tmp";

/// The temporary file that this process writes for a target, in the folder of the target.
///
/// The name begins with a dot, so that it is no part of the crate while it is there.
pub fn path_for(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{}{ENDING}", std::process::id()))
}

/// Whether a file of this name was left behind: it is named as [`path_for`] does, by a process that has ended.
///
/// The numbers of processes come again, so one with the number of this process may be of an earlier one.
pub fn is_left_behind(name: &str) -> bool {
    parts(name).is_some_and(|(_, process)| process == std::process::id() || !is_alive(process))
}

/// The files that killed processes left behind where they wrote this target.
pub fn left_behind(target: &Path) -> Vec<PathBuf> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(wanted) = target.file_name().and_then(|name| name.to_str()) else { return Vec::new() };
    // A folder that cannot be listed is no reason to fail: it can be written into.
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_wanted = |entry: &fs::DirEntry| {
        let name = entry.file_name();
        let name = name.to_str().filter(|name| is_left_behind(name)).and_then(parts);
        name.is_some_and(|(name, _)| name == wanted) && entry.file_type().is_ok_and(|file_type| file_type.is_file())
    };
    entries.filter(is_wanted).map(|entry| entry.path()).collect()
}

/// The name of the target and the number of the process in the name of a temporary file.
fn parts(name: &str) -> Option<(&str, u32)> {
    let (target, process) = name.strip_prefix('.')?.strip_suffix(ENDING)?.rsplit_once('.')?;
    let is_number = process.bytes().all(|byte| byte.is_ascii_digit()) && !process.starts_with('0');
    Some((target, process.parse().ok()?)).filter(|(target, _)| is_number && !target.is_empty())
}

#[cfg(unix)]
fn is_alive(process: u32) -> bool {
    use nix::errno::Errno;
    use nix::sys::signal::kill;
    use nix::unistd::Pid;

    // No signal is sent: the system only says whether it could be.
    i32::try_from(process).is_ok_and(|process| kill(Pid::from_raw(process), None) != Err(Errno::ESRCH))
}

/// Where the system is not asked, a run that still writes into the same folder is the less probable.
#[cfg(not(unix))]
const fn is_alive(_process: u32) -> bool {
    false
}
