//! Reading and writing types, as generated code has them.

mod constants;
mod errors;
mod formats;
mod numbers;
mod round_trips;
mod types;
