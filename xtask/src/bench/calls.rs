//! The calls for which rustc compiles how types are read and written: of JSON, and not generic.
//!
//! Code that is generic over the format is not compiled in the crate of the types, neither the derived one nor ours.
//! What a user pays for it shows only where a format is named, so both crates have the same functions that do.

use std::fmt::Write;

use codegen::rust::{Crate, Item, Path, Segment};

/// For how many types there are calls at most. What those types consist of is compiled along with them.
const TYPES: usize = 200;

/// The module with a pair of functions for each of the records and unions, evenly chosen where there are too many.
pub fn text(program: &Crate) -> String {
    let items = program.modules.iter().flat_map(|module| &module.items);
    let names: Vec<&str> = items.filter_map(|item| Some(last_name(path_of(item)?))).collect();
    let step = names.len().div_ceil(TYPES).max(1);
    let mut text = String::from("//! Reads and writes types as a program does.\n");
    for (number, name) in names.into_iter().step_by(step).enumerate() {
        write!(
            text,
            "
/// Reads the type.
pub fn from_json_{number}(text: &[u8]) -> serde_json::Result<crate::types::{name}> {{
    serde_json::from_slice(text)
}}

/// Writes the type.
pub fn to_json_{number}(value: &crate::types::{name}) -> serde_json::Result<Vec<u8>> {{
    serde_json::to_vec(value)
}}
"
        )
        .expect("invariant: a string takes all that is written to it");
    }
    text
}

fn path_of(item: &Item) -> Option<&Path> {
    match item {
        Item::RecordWire(wire) => Some(&wire.path),
        Item::UnionWire(wire) => Some(&wire.path),
        _ => None,
    }
}

fn last_name(path: &Path) -> &str {
    match path.segments.last() {
        Some(Segment::Name(name)) => name.as_str(),
        Some(Segment::Crate) | None => "",
    }
}
