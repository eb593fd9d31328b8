//! Chunks to text: the only user of syn and prettyplease.

use proc_macro2::TokenStream;
use syn::{ImplItem, Item, TraitItem};

use crate::emit::{Chunk, Comments, Row, Table};

/// The length up to which a row of a table is one line.
const LINE: usize = 100;

/// Prints each chunk with its comments and joins them by a blank line, which prettyplease does not put between items.
///
/// # Panics
///
/// Where a chunk is no Rust, which is a fault of an emitter; the message says what it begins with.
pub fn chunks(chunks: impl Iterator<Item = Chunk>, comments: &Comments<'_>) -> String {
    let mut text = String::new();
    for chunk in chunks {
        if !text.is_empty() && !text.ends_with("\n\n") {
            text.push('\n');
        }
        match chunk {
            Chunk::Rust(tokens) if tokens.is_empty() => {}
            Chunk::Rust(tokens) => text.push_str(&comments.put_into(rust(tokens))),
            Chunk::Table(table) => self::table(&table, &mut text),
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn rust(tokens: TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens) {
        Ok(mut file) => {
            if file.items.is_empty() {
                return attributes(file);
            }
            file.items.iter_mut().for_each(spread);
            prettyplease::unparse(&file)
        }
        Err(error) => panic!("invariant: an emitter prints Rust, but {error}"),
    }
}

fn table(table: &Table, text: &mut String) {
    let Table { open, rows, close } = table;
    text.push_str(open);
    text.push('\n');
    for row in rows {
        self::row(row, text);
    }
    text.push_str(close);
    text.push('\n');
}

/// A row on one line, or the chain of its calls below its head, or each call on a line of its own.
fn row(row: &Row, text: &mut String) {
    let Row { head, calls } = row;
    let chain: usize = calls.iter().map(String::len).sum();
    let end = if calls.is_empty() { "" } else { ";" };
    let (first, others) = if 4 + head.len() + 1 + chain + end.len() <= LINE {
        (" ", "")
    } else if 8 + chain + end.len() <= LINE {
        ("\n        ", "")
    } else {
        ("\n        ", "\n            ")
    };
    text.push_str("    ");
    text.push_str(head);
    for (index, call) in calls.iter().enumerate() {
        text.push_str(if index == 0 { first } else { others });
        text.push_str(call);
    }
    text.push_str(end);
    text.push('\n');
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
