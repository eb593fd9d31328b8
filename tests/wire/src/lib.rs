//! What the generator makes of every fixture, as real modules of one crate: what does not compile does not pass.
//!
//! No lint is allowed over the modules. They hold to what the root of each generated crate demands, and to no warnings.

#![deny(warnings)]

#[path = "../../../codegen/runtime/src/runtime/mod.rs"]
pub mod runtime;

include!(concat!(env!("OUT_DIR"), "/fixtures/modules.rs"));
