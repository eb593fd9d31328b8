//! What is said where a branch that is named for objects without the discriminator (`defaultMapping`) is none of them.
//!
//! The lowering sees some of it in the document, and the plan the rest in the types; both say it in the same words.

use crate::diag::{Code, Diagnostic, Spot};
use crate::source::At;

/// A warning on what is named as the branch of objects without a property.
pub fn warning_on_default_branch(code: Code, at: At, property: &str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::warning(code, Spot::Value(at), message)
        .label(format!("named as the branch of an object without `{property}`"))
}

/// What is lost where that branch is none of them.
pub fn without_default_branch(property: &str) -> String {
    format!("without it: an object without `{property}` is a branch only where it may lack it")
}
