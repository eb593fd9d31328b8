//! The one error type of this crate: everything that can keep a command from doing what it was asked to.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::report::quoted_path;

/// Why a command did not do what it was asked to.
#[derive(Debug)]
pub enum Failure {
    /// The command line asks for something that cannot be.
    Usage {
        /// What is the matter.
        message: String,
        /// The way out.
        help: String,
    },
    /// The system refused to read or write a path.
    Path {
        /// What was tried, as a verb: "read", "write".
        action: &'static str,
        /// The path.
        path: PathBuf,
        /// What the system says.
        reason: io::Error,
        /// The way out, where one is known.
        help: Option<String>,
    },
    /// A file that must be text is not UTF-8.
    NotText {
        /// The file.
        path: PathBuf,
        /// The number of bytes before the first that is at fault.
        offset: usize,
    },
    /// The document or the settings are at fault.
    Document {
        /// The diagnostics, rendered in colour.
        listing: String,
        /// How many there are, and what came of it.
        summary: String,
    },
    /// The generated files are not what the generator writes now.
    Stale {
        /// Each file that differs, rendered in colour.
        listing: String,
        /// How many differ.
        summary: String,
        /// The command that puts it right, and what it does not do.
        help: Vec<String>,
    },
    /// A document of a corpus does not generate, does not compile, or does not read its own payloads.
    Corpus {
        /// What failed, in words.
        summary: String,
    },
    /// What a benchmark measures does not build or does not run.
    Benchmark {
        /// What was tried.
        summary: String,
        /// What Cargo or the program said.
        listing: String,
    },
    /// The folder to write into holds something that the generator has not written.
    NotGenerated {
        /// The folder.
        folder: PathBuf,
    },
    /// The file to write the map into holds something that would be lost.
    NotAMap {
        /// The file.
        path: PathBuf,
        /// What it is, as the rest of a sentence.
        what: &'static str,
    },
    /// Where a file is to be written stands something that is no file.
    InTheWay {
        /// The path of what stands there.
        path: PathBuf,
        /// What it is, with an article: "a folder".
        what: &'static str,
    },
    /// The mock server cannot listen.
    Listen {
        /// The address that was asked for.
        address: String,
        /// What the system says.
        reason: io::Error,
    },
    /// The mock server ended by itself.
    Serve {
        /// What the system says.
        reason: io::Error,
    },
}

impl Failure {
    /// A path that cannot be read.
    pub fn read(path: &Path, reason: io::Error) -> Self {
        Self::Path { action: "read", path: path.to_owned(), reason, help: None }
    }

    /// A path that cannot be written.
    pub fn write(path: &Path, reason: io::Error) -> Self {
        Self::Path { action: "write", path: path.to_owned(), reason, help: None }
    }

    /// What stands on the screen before the message: the single things that are at fault, in colour.
    pub fn listing(&self) -> &str {
        match self {
            Self::Document { listing, .. } | Self::Stale { listing, .. } | Self::Benchmark { listing, .. } => listing,
            _ => "",
        }
    }

    /// The ways out.
    pub fn help(&self) -> Vec<String> {
        match self {
            Self::Usage { help, .. } => vec![help.clone()],
            Self::Path { help, .. } => help.iter().cloned().collect(),
            Self::NotText { .. } => vec!["save the file as UTF-8".to_owned()],
            Self::Document { .. } | Self::Serve { .. } | Self::Corpus { .. } | Self::Benchmark { .. } => Vec::new(),
            Self::Stale { help, .. } => help.clone(),
            Self::NotGenerated { .. } => {
                vec!["name a folder that does not exist yet or is empty, or one that codegen has written".to_owned()]
            }
            Self::NotAMap { .. } => {
                vec!["give `--map` a file that does not exist yet, or a map of an earlier run".to_owned()]
            }
            Self::InTheWay { path, .. } => vec![format!("move {} elsewhere", quoted_path(path))],
            Self::Listen { .. } => {
                vec!["choose another port with `--port <NUMBER>`, or any free one with `--port 0`".to_owned()]
            }
        }
    }

    /// What the process tells its caller: 2 for a command line at fault, 1 for everything else.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Self::Usage { .. } => ExitCode::from(2),
            _ => ExitCode::from(1),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage { message, .. } => formatter.write_str(message),
            Self::Path { action, path, reason, .. } => {
                write!(formatter, "cannot {action} {}: {reason}", quoted_path(path))
            }
            Self::NotText { path, offset } => {
                write!(formatter, "{} is not UTF-8: the byte at offset {offset} is at fault", quoted_path(path))
            }
            Self::Document { summary, .. }
            | Self::Stale { summary, .. }
            | Self::Corpus { summary }
            | Self::Benchmark { summary, .. } => formatter.write_str(summary),
            Self::NotGenerated { folder } => write!(
                formatter,
                "{} holds files that codegen has not written, and nothing is written over them",
                quoted_path(folder)
            ),
            Self::NotAMap { path, what } => {
                write!(formatter, "{} {what}, and no map is written over it; nothing is written", quoted_path(path))
            }
            Self::InTheWay { path, what } => {
                write!(formatter, "{} is {what}, where codegen has to write; nothing is written", quoted_path(path))
            }
            Self::Listen { address, reason } => write!(formatter, "cannot listen on {address}: {reason}"),
            Self::Serve { reason } => write!(formatter, "the server ended: {reason}"),
        }
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Path { reason, .. } | Self::Listen { reason, .. } | Self::Serve { reason } => Some(reason),
            _ => None,
        }
    }
}
