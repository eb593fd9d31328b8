//! The small parts that every emitter needs.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use crate::names::Ident;
use crate::rust::{Path, Segment, Ty};

impl ToTokens for Ident {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let text = self.as_str();
        let ident = match text.strip_prefix("r#") {
            Some(raw) => proc_macro2::Ident::new_raw(raw, Span::call_site()),
            None => proc_macro2::Ident::new(text, Span::call_site()),
        };
        ident.to_tokens(tokens);
    }
}

impl ToTokens for Path {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let segments = self.segments.iter().map(|segment| match segment {
            Segment::Crate => quote!(crate),
            Segment::Name(name) => quote!(#name),
        });
        tokens.extend(quote!(#(#segments)::*));
    }
}

impl ToTokens for Ty {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Unit => tokens.extend(quote!(())),
            Self::Tuple(items) => tokens.extend(quote!((#(#items,)*))),
            Self::Path(path, arguments) if arguments.is_empty() => path.to_tokens(tokens),
            Self::Path(path, arguments) => tokens.extend(quote!(#path<#(#arguments),*>)),
        }
    }
}

/// `#[deprecated]` or nothing.
pub fn deprecated(is_deprecated: bool) -> TokenStream {
    if is_deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}

/// A number without the suffix of its type.
pub fn index(value: usize) -> Literal {
    Literal::usize_unsuffixed(value)
}
