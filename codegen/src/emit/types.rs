//! Structs and aliases.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::tokens::outer_docs;
use crate::rust::{Field, Struct, TypeAlias};

pub fn structure(item: &Struct) -> TokenStream {
    let Struct { name, docs, fields } = item;
    let docs = outer_docs(docs);
    let fields = fields.iter().map(|field| {
        let Field { name, docs, ty } = field;
        let docs = outer_docs(docs);
        quote!(#docs pub #name: #ty)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
    }
}

pub fn alias(alias: &TypeAlias) -> TokenStream {
    let TypeAlias { name, docs, ty } = alias;
    let docs = outer_docs(docs);
    quote!(#docs pub type #name = #ty;)
}
