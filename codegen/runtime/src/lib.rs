//! The runtime of generated crates, as a crate of its own so that it is compiled and tested before it is copied.
//!
//! Everything stands under [`runtime`], so that a path such as `crate::runtime::Error` means the same here and in the
//! generated crate: the files are copied byte for byte, and no name is rewritten.

pub mod runtime;
