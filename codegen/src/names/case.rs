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
            Self::Type if is_plain && !words.is_ascii() => with_digits_apart(words, str::to_upper_camel_case),
            // heck would take its time to find the borders of words within a word of ASCII, which has none.
            Self::Type => with_digits_apart(words, capitalized),
            // ASCII is in this case already.
            Self::Value if is_plain && !words.is_ascii() => words.to_snake_case(),
            Self::Value => words.to_owned(),
            Self::Constant if is_plain => words.to_shouty_snake_case(),
            Self::Constant => words.to_uppercase(),
        }
    }
}

/// The words one after the other, with a border between two digits alone: `1.0` is `N1_0` and not the `N10` of `10`.
fn with_digits_apart(words: &str, in_case: fn(&str) -> String) -> String {
    let mut text = String::with_capacity(words.len());
    for word in words.split(BORDER) {
        let is_digit = |character: char| character.is_ascii_digit();
        if text.ends_with(is_digit) && word.starts_with(is_digit) {
            text.push(BORDER);
        }
        text.push_str(&in_case(word));
    }
    text
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    let mut text = String::with_capacity(word.len());
    text.extend(characters.next().into_iter().flat_map(char::to_uppercase));
    text.push_str(characters.as_str());
    text
}
