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

/// One attribute for all lines.
pub fn outer_docs(lines: &[String]) -> TokenStream {
    let text = doc_text(lines).into_iter();
    quote!(#(#[doc = #text])*)
}

/// The same for the inside of a module.
pub fn inner_docs(lines: &[String]) -> TokenStream {
    let text = doc_text(lines).into_iter();
    quote!(#(#![doc = #text])*)
}

/// What stands between the lines of a comment. No line has it: rustc refuses it in comments.
pub const LINE_BREAK: char = '\r';

/// The lines as one text: comments are half of what is printed, and a line that is an attribute takes ten times as long.
/// [`crate::render::format`] makes lines of it again.
fn doc_text(lines: &[String]) -> Option<String> {
    let mut text = String::with_capacity(lines.iter().map(|line| line.len() + 2).sum());
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            text.push(LINE_BREAK);
        }
        let line = line.trim_end_matches(' ');
        if !line.is_empty() {
            text.push(' ');
            text.push_str(line);
        }
    }
    (!lines.is_empty()).then_some(text)
}

/// `#[deprecated]` or nothing.
pub fn deprecated(is_deprecated: bool) -> TokenStream {
    if is_deprecated { quote!(#[deprecated]) } else { TokenStream::new() }
}

/// A number without the suffix of its type.
pub fn index(value: usize) -> Literal {
    Literal::usize_unsuffixed(value)
}
