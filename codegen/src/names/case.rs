//! The cases in which Rust writes its names.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

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
    /// The words joined in this case. They are in lower case already.
    pub fn join(self, words: &[String]) -> String {
        let words: Vec<String> = words.iter().map(|word| self.word(word)).collect();
        words.join(if self == Self::Type { "" } else { "_" })
    }

    /// One word. heck takes every character that is no letter and no digit for a border between words and drops it; many
    /// scripts have marks within a word, and such a word is put into the case by its first letter.
    fn word(self, word: &str) -> String {
        let is_plain = word.chars().all(char::is_alphanumeric);
        match self {
            Self::Type if is_plain => word.to_upper_camel_case(),
            Self::Type => capitalized(word),
            Self::Value if is_plain => word.to_snake_case(),
            Self::Value => word.to_owned(),
            Self::Constant if is_plain => word.to_shouty_snake_case(),
            Self::Constant => word.to_uppercase(),
        }
    }
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next();
    first.into_iter().flat_map(char::to_uppercase).chain(characters).collect()
}
