//! Reading and writing types, as generated code has them.

mod additional_keys;
mod constants;
mod enumerations;
mod errors;
mod formats;
mod hostile;
mod nullable;
mod numbers;
mod round_trips;
mod tuples;
mod types;
mod unions;
