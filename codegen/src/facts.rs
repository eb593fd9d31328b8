//! What follows from an [`Api`](crate::ir::Api), beside it and without changing it.

mod cycles;

pub use cycles::Cycles;
