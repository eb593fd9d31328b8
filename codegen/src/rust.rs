//! The Rust program to print, fully decided.
//!
//! Plain data: the plan makes it, the emitters print it, and nothing is looked up in between. It holds no tokens, so
//! that modules can be printed on other threads.

mod item;
mod ty;

pub use item::{
    Argument, Client, ClientGroup, Construction, ConstructorArgument, Credential, DocumentedHeader, Enumeration,
    EnumerationValues, EnumerationWire, ErrorAlias, ExampleArgument, ExampleCall, ExampleKind, ExampleProgram,
    ExampleShown, Field, FieldPresence, Group, Headers, Initial, Item, Method, ModuleDeclaration, Operation,
    PathArgument, ReadBody, RecordWire, Reexport, Struct, TypeAlias, Union, UnionConversion, UnionVariant, UnionWire,
    WireField, WireTag, WireVariant,
};
pub use ty::{Path, Segment, Ty};

use crate::names::Ident;

/// A crate.
#[derive(Debug)]
pub struct Crate {
    /// The name of the package, as Cargo knows it.
    pub package: String,
    /// The name of the library, as `use` knows it.
    pub library: String,
    /// The version of the package.
    pub version: String,
    /// A sentence on what it is, for the manifest.
    pub description: String,
    /// Whether the manifest must say that the crate is a workspace of its own.
    pub standalone: bool,
    /// Whether the crate carries a copy of the runtime; a module of a larger crate uses that crate's.
    pub has_runtime: bool,
    /// The modules, each of which is a file.
    pub modules: Vec<Module>,
    /// The programs under `examples/`.
    pub examples: Vec<ExampleProgram>,
    /// The text of `README.md`.
    pub readme: Readme,
}

/// What `README.md` says.
#[derive(Debug)]
pub struct Readme {
    /// The title of the API.
    pub title: String,
    /// What it is for, in CommonMark.
    pub description: Vec<String>,
    /// The environment variables that a client reads, each with what it is for.
    pub variables: Vec<(String, String)>,
    /// A first program.
    pub first_program: Vec<String>,
    /// The operations: call, method and path, summary.
    pub operations: Vec<(String, String, String)>,
    /// What the document describes and the crate leaves out, a point each.
    pub left_out: Vec<String>,
    /// The examples: name and summary.
    pub examples: Vec<(String, String)>,
}

/// A module, which is a file.
#[derive(Debug)]
pub struct Module {
    /// The path of the file below the crate's folder.
    pub file: String,
    /// What the module is for, a line each.
    pub docs: Vec<String>,
    /// Whether it is the root of the crate and carries the crate's lints.
    pub is_root: bool,
    /// What it imports: a path and the names below it; sorted.
    pub uses: Vec<(Path, Vec<Ident>)>,
    /// Its items, in the order in which they are printed.
    pub items: Vec<Item>,
}
