//! The names of the Rust program.
//!
//! An [`Ident`] can only be minted here, so that every identifier of the output is a valid one, and one that its
//! [`Scope`] knows. Two names that differ only by case or punctuation are the same to a scope, because they would be
//! the same to a reader: its key is the list of words, folded to lower case. So are two that only look alike.

mod case;
mod letters;
mod reserved;
mod words;

use std::collections::{HashMap, HashSet};
use std::fmt;

use crate::names::letters::Looks;

pub use case::Case;
pub use reserved::{is_identifier, is_reserved};
pub use words::Texts;

/// An identifier of the Rust program. It holds what stands in the source, `r#` included.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ident(String);

impl Ident {
    /// An identifier that the generator itself chose, or that a setting gives. Not for text of a document.
    ///
    /// # Panics
    ///
    /// Where the text is no identifier.
    pub fn fixed(text: &str) -> Self {
        assert!(is_identifier(text) && (text == "self" || !is_reserved(text)), "invariant: `{text}` is an identifier");
        Self(text.to_owned())
    }

    /// The text as it stands in the source.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name without the mark of a raw identifier: for file names, and for format strings, which take no mark.
    pub fn unraw(&self) -> &str {
        self.0.strip_prefix("r#").unwrap_or(&self.0)
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A name that was minted, and whether it is the one that was wished for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minted {
    /// The identifier.
    pub ident: Ident,
    /// Whether the first wish was taken already, so that a longer one stands here.
    pub is_qualified: bool,
}

/// The names of one namespace: a module, the fields of a struct, the methods of a client.
#[derive(Debug, Default)]
pub struct Scope {
    taken: HashSet<String>,
    looks: Looks,
    /// The last number that a wish was given, by its words: the next search begins there.
    numbers: HashMap<String, u32>,
}

impl Scope {
    /// An empty scope.
    pub fn new() -> Self {
        Self::default()
    }

    /// A scope in which some names are taken from the beginning: those of the runtime, of the prelude, of the language.
    pub fn with_taken(names: &[&str]) -> Self {
        let mut scope = Self::new();
        for name in names {
            scope.take(name);
        }
        scope
    }

    /// Mints the first wish that is free. Where all are taken, a number makes the last one unique.
    ///
    /// A wish is any text; its words are found and put into the case. A text without a letter or digit is spelt out.
    pub fn mint(&mut self, case: Case, wishes: &[&str]) -> Minted {
        for (index, wish) in wishes.iter().enumerate() {
            if let Some(ident) = self.claim(case, wish) {
                return Minted { ident, is_qualified: index > 0 };
            }
        }
        let last = wishes.last().copied().unwrap_or_default();
        // Texts of the same words share their numbers.
        let words = words::key(last);
        let mut number = self.numbers.get(&words).copied().unwrap_or(1);
        let ident = loop {
            number += 1;
            if let Some(ident) = self.claim(case, &format!("{last} {number}")) {
                break ident;
            }
        };
        self.numbers.insert(words, number);
        Minted { ident, is_qualified: true }
    }

    /// Mints a wish, or the first of others where it is taken.
    pub fn mint_or(&mut self, case: Case, wish: &str, others: impl FnOnce() -> Vec<String>) -> Minted {
        if let Some(ident) = self.claim(case, wish) {
            return Minted { ident, is_qualified: false };
        }
        let others = others();
        let others: Vec<&str> = others.iter().map(String::as_str).collect();
        Minted { is_qualified: true, ..self.mint(case, &others) }
    }

    /// Takes a name as it is, which the settings give; `None` where it is taken already.
    pub fn claim_fixed(&mut self, name: &str) -> Option<Ident> {
        let is_free = self.take(name);
        is_free.then(|| Ident::fixed(name))
    }

    fn claim(&mut self, case: Case, wish: &str) -> Option<Ident> {
        let text = reserved::escape(case.of(&words::joined(wish)));
        self.take(&text).then_some(Ident(text))
    }

    /// Takes a name where it is free: neither its words nor its looks are those of another.
    fn take(&mut self, name: &str) -> bool {
        let key = words::key(name);
        let is_free = !self.taken.contains(&key) && self.looks.add(name);
        is_free && self.taken.insert(key)
    }
}

/// The words of a text in the case, without a scope: for text that is no identifier, such as an environment variable.
pub fn words_in(case: Case, text: &str) -> String {
    case.of(&words::joined(text))
}

/// The words of a text, in lower case.
pub fn split(text: &str) -> Vec<String> {
    words::joined(text).split(words::BORDER).map(str::to_owned).collect()
}

/// The words for a whole number where it is a value that needs a name: a name does not begin with a digit.
pub fn words_of_number(number: i128) -> String {
    if number < 0 { format!("minus {}", number.unsigned_abs()) } else { format!("value {number}") }
}
