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
    /// The words joined in this case.
    pub fn join(self, words: &[String]) -> String {
        let text = words.join("_");
        match self {
            Self::Type => text.to_upper_camel_case(),
            Self::Value => text.to_snake_case(),
            Self::Constant => text.to_shouty_snake_case(),
        }
    }
}
