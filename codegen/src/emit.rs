//! Prints the program as tokens.
//!
//! Nothing is decided here: an emitter takes its item apart and writes down what it finds. It is total, and looks
//! nothing up. Each function takes all fields of its item by name, so that a new one cannot be forgotten.

mod client;
mod comments;
mod example;
mod module;
mod operation;
mod tokens;
mod types;
mod wire;

use proc_macro2::TokenStream;

pub use comments::Comments;
pub use example::program;
pub use module::{docs, uses};

use crate::rust::Item;

/// A part of a file. Chunks are separated by a blank line; what stands in one chunk is not.
#[derive(Debug)]
pub enum Chunk {
    /// Rust, which is still to be laid out, with marks in place of comments.
    Rust(TokenStream),
    /// A table, which is laid out already.
    Table(Table),
}

/// A call of a macro with a row for each part of a type.
///
/// What stands in the call of a macro is a run of tokens to a printer of Rust, which breaks it wherever a line is full.
/// A table has a line for each row, so that a field that is added is one line of a diff, and a number in each below it.
#[derive(Debug)]
pub struct Table {
    /// What stands before the rows.
    pub open: String,
    /// The rows.
    pub rows: Vec<Row>,
    /// What stands after them.
    pub close: String,
}

/// A row of a table: a line where it is short enough.
#[derive(Debug)]
pub struct Row {
    /// What it begins with.
    pub head: String,
    /// A chain of calls that follows, which can be broken before each.
    pub calls: Vec<String>,
}

impl Row {
    /// A row that is never broken.
    fn of(head: String) -> Self {
        Self { head, calls: Vec::new() }
    }
}

/// The chunks of an item, whose comments join those that are there.
pub fn item<'i>(item: &'i Item, comments: &Comments<'i>) -> Vec<Chunk> {
    let tokens = match item {
        Item::RecordWire(record) => return vec![wire::record(record)],
        Item::EnumerationWire(enumeration) => return vec![wire::enumeration(enumeration)],
        Item::UnionWire(union) => return vec![wire::union(union)],
        Item::Modules(declarations) => module::declarations(declarations),
        Item::Reexports(reexports) => vec![module::reexports(reexports)],
        Item::ErrorAlias(alias) => vec![module::error_alias(alias)],
        Item::Struct(item) => types::structure(item, comments),
        Item::Enumeration(enumeration) => vec![types::enumeration(enumeration, comments)],
        Item::Union(union) => vec![types::union(union, comments)],
        Item::TypeAlias(alias) => vec![types::alias(alias, comments)],
        Item::Client(client) => client::client(client, comments),
        Item::Group(group) => operation::group(group, comments),
        Item::ClientMethods(methods) => vec![operation::client_methods(methods, comments)],
        Item::Operation(operation) => operation::operation(operation, comments),
        Item::Headers(headers) => client::headers(headers, comments),
    };
    tokens.into_iter().map(Chunk::Rust).collect()
}
