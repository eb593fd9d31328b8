//! What a module begins with.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::Comments;
use crate::names::Ident;
use crate::rust::{ErrorAlias, ModuleDeclaration, Path, Reexport, Segment};

/// The documentation of a module, and the lints of the crate where it is the root.
pub fn docs<'i>(lines: &'i [String], is_root: bool, comments: &Comments<'i>) -> Vec<TokenStream> {
    let mut chunks = vec![comments.inner(lines)];
    if is_root {
        chunks.push(quote!(#![forbid(unsafe_code)] #![deny(missing_docs)]));
    }
    chunks
}

/// The imports of a module.
///
/// Other crates first, then the crate's own modules.
pub fn uses(uses: &[(Path, Vec<Ident>)]) -> Vec<TokenStream> {
    let (own, other): (Vec<_>, Vec<_>) =
        uses.iter().partition(|(path, _)| path.segments.first() == Some(&Segment::Crate));
    [other, own]
        .into_iter()
        .map(|uses| {
            let uses = uses.into_iter().map(|(path, names)| import(path, names));
            quote!(#(use #uses;)*)
        })
        .collect()
}

fn import(path: &Path, names: &[Ident]) -> TokenStream {
    match names {
        [] => quote!(#path::*),
        [name] => quote!(#path::#name),
        names => quote!(#path::{#(#names),*}),
    }
}

pub fn declarations(declarations: &[ModuleDeclaration]) -> Vec<TokenStream> {
    let declarations = declarations.iter().map(|declaration| {
        let ModuleDeclaration { name, is_public, file } = declaration;
        let path = file.iter().map(|file| quote!(#[path = #file]));
        if *is_public { quote!(#(#path)* pub mod #name;) } else { quote!(#(#path)* mod #name;) }
    });
    vec![quote!(#(#declarations)*)]
}

pub fn reexports(reexports: &[Reexport]) -> TokenStream {
    let imports = reexports.iter().map(|Reexport { path, names }| import(path, names));
    quote!(#(pub use #imports;)*)
}

pub fn error_alias(alias: &ErrorAlias) -> TokenStream {
    let ErrorAlias { default } = alias;
    quote! {
        /// Why a call failed. `E` is the documented body of an error; the default is the one that most operations have.
        pub type Error<E = #default> = crate::runtime::Error<E>;
    }
}
