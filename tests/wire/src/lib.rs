//! What the generator makes of every fixture, as real modules of one crate: what does not compile does not pass.
//!
//! The modules hold to what the root of each generated crate demands, to no warnings, and to the lints of this workspace
//! less two that say nothing about the generator.

#![deny(warnings)]
#![allow(clippy::doc_markdown, reason = "the words are those of the documents, which are not written for rustdoc")]
#![allow(
    clippy::module_inception,
    reason = "a fixture and a module of its client may have one name; crates do not nest"
)]

#[path = "../../../codegen/runtime/src/runtime/mod.rs"]
pub mod runtime;

include!(concat!(env!("OUT_DIR"), "/fixtures/modules.rs"));
