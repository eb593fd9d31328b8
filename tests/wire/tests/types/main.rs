//! JSON to a generated type and back, a file for each topic: what is kept, what is refused, and with which words.

mod direction;
mod enumerations;
mod equality;
mod narrowing;
mod objects;
mod parts;
mod random;
mod round_trips;
mod shown;
mod support;
mod three_state;
mod tuples;
mod unions;
