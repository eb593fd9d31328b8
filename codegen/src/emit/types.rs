//! Structs, enumerations, unions and aliases.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::Comments;
use crate::rust::{
    Construction, ConstructorArgument, Enumeration, Field, Initial, Struct, TypeAlias, Union, UnionVariant,
};

/// The number of arguments up to which clippy finds a function readable.
const FEW_ARGUMENTS: usize = 7;

pub fn structure<'i>(item: &'i Struct, comments: &Comments<'i>) -> Vec<TokenStream> {
    let Struct { name, docs, fields, construction } = item;
    let docs = comments.outer(docs);
    let fields = fields.iter().map(|field| {
        let Field { name, docs, ty } = field;
        let docs = comments.outer(docs);
        quote!(#docs pub #name: #ty)
    });
    let derives = match construction {
        Construction::Default => quote!(Clone, Default),
        Construction::Reading | Construction::New { .. } => quote!(Clone),
    };
    let mut chunks = vec![quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
    }];
    if let Construction::New { arguments, others } = construction {
        let parameters =
            arguments.iter().map(
                |ConstructorArgument { name, ty, is_into, is_boxed: _ }| {
                    if *is_into { quote!(#name: impl Into<#ty>) } else { quote!(#name: #ty) }
                },
            );
        let values = arguments.iter().map(|ConstructorArgument { name, ty: _, is_into, is_boxed }| {
            let value = if *is_into { quote!(#name.into()) } else { quote!(#name) };
            match (is_boxed, is_into) {
                (true, _) => quote!(#name: Box::new(#value)),
                (false, true) => quote!(#name: #value),
                (false, false) => quote!(#name),
            }
        });
        let docs = if others.is_empty() {
            quote!(#[doc = " A value with all of its fields."])
        } else {
            quote!(#[doc = " A value with what must be there; the rest is left out, and can be set on the fields."])
        };
        let others = others.iter().map(|(name, initial)| match initial {
            Initial::None => quote!(#name: None),
            Initial::Absent(nullable) => quote!(#name: #nullable::Absent),
            Initial::Empty(map) => quote!(#name: #map::new()),
        });
        let lint = (arguments.len() > FEW_ARGUMENTS)
            .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "the document requires all of them")]));
        chunks.push(quote! {
            impl #name {
                #docs
                #lint
                pub fn new(#(#parameters),*) -> Self {
                    Self { #(#values,)* #(#others,)* }
                }
            }
        });
    }
    chunks
}

pub fn enumeration<'i>(item: &'i Enumeration, comments: &Comments<'i>) -> TokenStream {
    let Enumeration { name, docs, variants, unknown, is_whole } = item;
    let docs = comments.outer(docs);
    let variants = variants.iter().map(|(name, docs)| {
        let docs = comments.outer(docs);
        quote!(#docs #name)
    });
    let (derives, held) = if *is_whole {
        (quote!(Clone, Copy, PartialEq, Eq, Hash), quote!(UnknownInteger))
    } else {
        (quote!(Clone, PartialEq, Eq, Hash), quote!(UnknownValue))
    };
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that the document does not name. It is kept as it came.
            #unknown(#held),
        }
    }
}

pub fn union<'i>(item: &'i Union, comments: &Comments<'i>) -> TokenStream {
    let Union { name, docs, variants, unknown } = item;
    let docs = comments.outer(docs);
    let variants = variants.iter().map(|variant| {
        let UnionVariant { name, docs, ty } = variant;
        let docs = comments.outer(docs);
        quote!(#docs #name(#ty))
    });
    let unknown = unknown.iter().map(|(name, ty)| {
        quote! {
            /// An object of a kind that the document does not name. It is kept as it came.
            #name(#ty)
        }
    });
    quote! {
        #docs
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum #name { #(#variants,)* #(#unknown,)* }
    }
}

pub fn alias<'i>(alias: &'i TypeAlias, comments: &Comments<'i>) -> TokenStream {
    let TypeAlias { name, docs, ty } = alias;
    let docs = comments.outer(docs);
    quote!(#docs pub type #name = #ty;)
}
