//! The cases in which Rust writes its names.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

use crate::names::words::BORDER;

/// A case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// `ListModelsResponse`, for types.
    Type,
    /// `list_models`, for functions, fields and modules.
    Value,
    /// `LIST_MODELS`, for constants and environment variables.
    Constant,
}

impl Case {
    /// Words, which are in lower case with a border between them, in this case.
    ///
    /// heck takes every character that is no letter and no digit for a border between words and drops it; many scripts
    /// have marks within a word, and such words are put into the case by their first letters.
    pub fn of(self, words: &str) -> String {
        let is_plain =
            words.is_ascii() || words.chars().all(|character| character == BORDER || character.is_alphanumeric());
        match self {
            Self::Type if is_plain => words.to_upper_camel_case(),
            Self::Type => words.split(BORDER).map(capitalized).collect(),
            // ASCII is in this case already, and heck would take its time to find that out.
            Self::Value if is_plain && !words.is_ascii() => words.to_snake_case(),
            Self::Value => words.to_owned(),
            Self::Constant if is_plain => words.to_shouty_snake_case(),
            Self::Constant => words.to_uppercase(),
        }
    }
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next();
    first.into_iter().flat_map(char::to_uppercase).chain(characters).collect()
}
