//! Prints the program as tokens.
//!
//! Nothing is decided here: an emitter takes its item apart and writes down what it finds. It is total, and looks nothing
//! up. Each function takes all fields of its item by name, so that a new one cannot be forgotten.

mod client;
mod example;
mod module;
mod operation;
mod tokens;
mod types;
mod wire;

use proc_macro2::TokenStream;

pub use example::program;
pub use module::{docs, uses};

use crate::rust::Item;

/// The chunks of an item. Chunks are separated by a blank line; what stands in one chunk is not.
pub fn item(item: &Item) -> Vec<TokenStream> {
    match item {
        Item::Modules(declarations) => module::declarations(declarations),
        Item::Reexports(reexports) => vec![module::reexports(reexports)],
        Item::ErrorAlias(alias) => vec![module::error_alias(alias)],
        Item::Struct(item) => types::structure(item),
        Item::Enumeration(enumeration) => vec![types::enumeration(enumeration)],
        Item::Union(union) => vec![types::union(union)],
        Item::TypeAlias(alias) => vec![types::alias(alias)],
        Item::RecordWire(record) => vec![wire::record(record)],
        Item::EnumerationWire(enumeration) => vec![wire::enumeration(enumeration)],
        Item::UnionWire(union) => vec![wire::union(union)],
        Item::Client(client) => client::client(client),
        Item::Group(group) => operation::group(group),
        Item::ClientMethods(methods) => vec![operation::client_methods(methods)],
        Item::Operation(operation) => operation::operation(operation),
        Item::Headers(headers) => client::headers(headers),
    }
}
