//! What follows from an [`Api`](crate::ir::Api), beside it and without changing it.

mod cycles;
pub mod dispatch;
mod endings;
mod usage;

pub use cycles::{Cycles, components};
pub use dispatch::{Dispatch, Kinds, Rival, VariantDispatch};
pub use endings::{Endings, needs_of, ways_of};
pub use usage::Usage;
