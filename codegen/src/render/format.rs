//! Tokens to text: the only user of syn and prettyplease.

use proc_macro2::TokenStream;
use syn::{ImplItem, Item, TraitItem};

/// Prints each chunk and joins them by a blank line, which prettyplease does not put between items.
///
/// # Panics
///
/// Where a chunk is no Rust, which is a fault of an emitter; the message shows the chunk.
pub fn chunks(chunks: Vec<TokenStream>) -> String {
    let chunks = chunks.into_iter().filter(|chunk| !chunk.is_empty());
    chunks.map(chunk).collect::<Vec<_>>().join("\n")
}

fn chunk(tokens: TokenStream) -> String {
    let shown = tokens.clone();
    match syn::parse2::<syn::File>(tokens) {
        Ok(mut file) => {
            if file.items.is_empty() {
                return attributes(file);
            }
            file.items.iter_mut().for_each(spread);
            prettyplease::unparse(&file)
        }
        Err(error) => panic!("invariant: an emitter prints Rust, but {error} in:\n{shown}"),
    }
}

/// Inner attributes, a line each: without an item after them, prettyplease prints them on one line.
fn attributes(file: syn::File) -> String {
    let line = |attribute| {
        let alone = syn::File { shebang: None, frontmatter: None, attrs: vec![attribute], items: Vec::new() };
        format!("{}\n", prettyplease::unparse(&alone).trim_end())
    };
    file.attrs.into_iter().map(line).collect()
}

/// Puts a blank line between the members of an `impl` or a trait, but not between associated types.
///
/// An empty verbatim member is what prettyplease prints as a blank line.
fn spread(item: &mut Item) {
    match item {
        Item::Impl(item) => {
            let is_type = |member: &ImplItem| matches!(member, ImplItem::Type(_));
            item.items =
                spread_members(std::mem::take(&mut item.items), is_type, || ImplItem::Verbatim(TokenStream::new()));
        }
        Item::Trait(item) => {
            let is_type = |member: &TraitItem| matches!(member, TraitItem::Type(_));
            item.items =
                spread_members(std::mem::take(&mut item.items), is_type, || TraitItem::Verbatim(TokenStream::new()));
        }
        _ => {}
    }
}

fn spread_members<T>(members: Vec<T>, is_type: impl Fn(&T) -> bool, blank: impl Fn() -> T) -> Vec<T> {
    let mut spread: Vec<T> = Vec::with_capacity(2 * members.len());
    for member in members {
        if spread.last().is_some_and(|last| !(is_type(last) && is_type(&member))) {
            spread.push(blank());
        }
        spread.push(member);
    }
    spread
}
