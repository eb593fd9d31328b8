//! The runtime, copied byte for byte.

use crate::File;

macro_rules! runtime_files {
    ($($path:literal,)*) => {
        /// Each file below `src/runtime/` with its text. A test compares the list with the folder.
        const FILES: &[(&str, &str)] = &[$((
            concat!("src/runtime/", $path),
            include_str!(concat!("../../runtime/src/runtime/", $path)),
        ),)*];
    };
}

include!("runtime_files.rs");

/// The files of the runtime.
pub fn files() -> impl Iterator<Item = File> {
    FILES.iter().map(|(path, text)| File { path: (*path).to_owned(), text: (*text).to_owned() })
}
