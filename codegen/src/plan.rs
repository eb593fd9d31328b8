//! From the meaning of an API to the Rust program that speaks it: every name, type and word is decided here.
//!
//! One pass names the whole program (`plan/names.rs`), so that a name never depends on the order in which modules are
//! printed; after it the parts are laid out one by one.

mod client;
pub mod docs;
mod enumerations;
mod examples;
mod fields;
mod map;
mod modules;
mod names;
mod operations;
mod place_words;
mod readme;
mod type_modules;
mod types;
mod union_reports;
mod unions;

use std::collections::BTreeMap;

use crate::config::Config;
use crate::diag::Sink;
use crate::facts::{Cycles, Dispatch, Endings, Usage, dispatch};
use crate::ir::{Api, TypeId};
use crate::parallel;
use crate::plan::names::Names;
use crate::rust::Crate;
use crate::source::Source;

/// The program, and the Rust paths that stand for the parts of the document.
#[derive(Debug)]
pub struct Plan {
    /// The program.
    pub program: Crate,
    /// Rust paths by JSON Pointer.
    pub map: BTreeMap<String, String>,
}

/// Decides the program.
pub fn plan(source: &Source, api: &Api, config: &Config, sink: &Sink) -> Plan {
    let facts = || (Cycles::of(api), Usage::of(api), Endings::of(&api.definitions), dispatch::all(api));
    let (names, (cycles, usage, endings, dispatch)) = parallel::both(|| Names::of(source, api, config, sink), facts);
    let planner = Planner { source, api, config, sink, names, cycles, usage, endings, dispatch };
    let (program, map) = parallel::both(|| planner.program(), || planner.map());
    Plan { program, map }
}

/// What every part of the plan looks at.
struct Planner<'p> {
    source: &'p Source,
    api: &'p Api,
    config: &'p Config,
    sink: &'p Sink,
    names: Names,
    cycles: Cycles,
    usage: Usage,
    endings: Endings,
    dispatch: BTreeMap<TypeId, Dispatch>,
}
