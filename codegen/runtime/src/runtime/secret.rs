//! A text that is never shown.

use std::fmt;

/// An API key, a token or a password.
///
/// `Debug` prints `Secret(..)` and there is no `Display`, so a secret reaches neither a log nor an error by accident.
#[derive(Clone)]
pub struct Secret(Box<str>);

impl Secret {
    /// The text itself, for the one place that puts it into a request.
    pub(crate) fn expose(&self) -> &str {
        &self.0
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text.into_boxed_str())
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<&String> for Secret {
    fn from(text: &String) -> Self {
        Self(text.as_str().into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secret(..)")
    }
}
