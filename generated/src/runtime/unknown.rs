//! Values of enumerations that the document does not list.

use std::fmt;

/// A string that the document does not list for an enumeration, as it came.
///
/// Reading makes one, or `From` of the enumeration, and only of a string that no variant stands for. So a value that
/// the document lists is never held in two ways, and to compare with a variant is enough.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownValue(String);

/// An integer that the document does not list for an enumeration, as it came.
///
/// Reading makes one, or `From` of the enumeration, and only of an integer that no variant stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnknownInteger(i64);

impl UnknownValue {
    /// Keeps a string that no variant stands for.
    #[allow(dead_code, reason = "a document without such an enumeration makes none")]
    pub(crate) fn new(value: &str) -> Self {
        Self(value.to_owned())
    }

    /// The string as it came.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl UnknownInteger {
    /// Keeps an integer that no variant stands for.
    #[allow(dead_code, reason = "a document without such an enumeration makes none")]
    pub(crate) const fn new(value: i64) -> Self {
        Self(value)
    }

    /// The integer as it came.
    pub const fn value(self) -> i64 {
        self.0
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl fmt::Display for UnknownInteger {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}
