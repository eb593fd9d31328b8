//! An application in small: it knows the generated crate by its public API alone.
//!
//! The wire tests drive the client through it, so that what they need is what users can write. If a change of the
//! generated API breaks this crate, it breaks theirs.

mod limits;
mod models;
mod problem;

pub use crate::limits::{Limits, limits, limits_of_error};
pub use crate::models::{describe, list_model_ids, list_with_limits};
pub use crate::problem::Problem;
