//! The cases in which Rust writes its names.

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
    ///
    /// The crates for this take every character that is no letter and no digit for a border between words, and drop it;
    /// many scripts have marks within a word.
    pub fn join(self, words: &[String]) -> String {
        match self {
            Self::Type => words.iter().map(|word| capitalized(word)).collect(),
            Self::Value => words.join("_"),
            Self::Constant => words.join("_").to_uppercase(),
        }
    }
}

fn capitalized(word: &str) -> String {
    let mut characters = word.chars();
    let first = characters.next();
    first.into_iter().flat_map(char::to_uppercase).chain(characters).collect()
}
