//! `cargo xtask bench`: the generated types against the same types with the derives of serde.
//!
//! Both crates are made from one plan and hold types alone: ours are the generated modules `types` and `wire` as they
//! are, with the part of the runtime that reads and writes; the others are printed by `bench/derive.rs`, with the same
//! names, fields and documentation. Both depend on `serde` and `serde_json` and on nothing else, which is built before
//! anything is measured. The two are always measured in turns within one run, and of each measurement the best of the
//! rounds counts: what else the machine does makes a round slower and never faster.
//!
//! A benchmark is no test: a figure that misses its target is shown as that, and the command succeeds.

mod calls;
mod cargo;
mod compile;
mod crates;
mod derive;
mod document;
mod program;
mod subject;
mod table;
mod wire;

use std::path::PathBuf;

pub use compile::run as compile;
pub use wire::run as wire;

/// How often each build is measured unless the command line says otherwise.
pub const DEFAULT_COMPILE_ROUNDS: u32 = 3;

/// How often all payloads are read and written unless the command line says otherwise.
pub const DEFAULT_WIRE_ROUNDS: u32 = 20;

/// What is asked of the command.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The document; a synthetic one where none is named.
    pub spec: Option<PathBuf>,
    /// How often everything is measured.
    pub rounds: u32,
    /// Whether the figures are printed as JSON.
    pub json: bool,
    /// The folder to keep the crates in.
    pub work: Option<PathBuf>,
}
