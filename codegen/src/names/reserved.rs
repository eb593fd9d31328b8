//! The words that Rust keeps for itself.

use std::borrow::Cow;

use unicode_ident::is_xid_start;

use crate::names::letters::{composed, is_usual};
use crate::names::words::by_number;

/// Strict and reserved keywords of the editions up to 2024 (The Rust Reference, "Keywords"), sorted.
const KEYWORDS: [&str; 52] = [
    "Self", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro",
    "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super",
    "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// The keywords that cannot be written as a raw identifier.
const NEVER_RAW: [&str; 4] = ["Self", "crate", "self", "super"];

/// Whether the text is a keyword in some edition.
pub fn is_reserved(text: &str) -> bool {
    KEYWORDS.binary_search(&text).is_ok()
}

/// Whether the text has the form of an identifier. What Rust takes beyond letters and digits of ASCII is left out:
/// names of settings and of the generator itself have no use for it.
pub fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|character| character.is_ascii_alphanumeric() || character == '_')
        && text != "_"
}

/// The text as an identifier: a keyword becomes raw, or takes an underscore where it cannot.
///
/// The words hold nothing but what an identifier may hold. The change of case is Unicode's, though, which promises
/// nothing of identifiers, so that the text is looked at once more.
pub fn escape(mut text: String) -> String {
    if let Cow::Owned(other) = composed(&text) {
        text = other;
    }
    if !text.chars().all(is_usual) {
        text = text.chars().fold(String::new(), |mut kept, character| {
            if is_usual(character) {
                kept.push(character);
            } else {
                kept.push_str(&by_number(character));
            }
            kept
        });
    }
    if !text.starts_with(|first: char| first == '_' || is_xid_start(first)) {
        text.insert(0, 'n');
    }
    if NEVER_RAW.contains(&text.as_str()) {
        format!("{text}_")
    } else if is_reserved(&text) {
        format!("r#{text}")
    } else {
        text
    }
}
