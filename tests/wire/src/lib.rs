//! What the generator makes of every fixture, as real modules of one crate: what does not compile does not pass.
//!
//! The modules hold to what the root of each generated crate demands, to no warnings, and to the lints of this
//! workspace less seven that say nothing about the generator.

#![deny(warnings)]
// rustdoc works out the auto traits of random types that hold each other many times over.
#![recursion_limit = "1024"]
#![allow(clippy::doc_markdown, reason = "the words are those of the documents, which are not written for rustdoc")]
#![allow(clippy::similar_names, reason = "the names of arguments are those of the documents")]
#![allow(clippy::type_complexity, reason = "random schemas nest lists, maps and tuples deeper than documents do")]
#![allow(clippy::default_trait_access, reason = "a constructor leaves out what it is not given, whatever its type")]
#![allow(clippy::large_enum_variant, reason = "a variant is boxed where a circle needs it, and nowhere else")]
#![allow(clippy::unreadable_literal, reason = "a value of an enumeration stands as it does on the wire")]
#![allow(
    clippy::module_inception,
    reason = "a fixture and a module of its client may have one name; crates do not nest"
)]

#[path = "../../../codegen/runtime/src/runtime/mod.rs"]
pub mod runtime;

include!(concat!(env!("OUT_DIR"), "/fixtures/modules.rs"));
