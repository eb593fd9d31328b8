//! The client half of the runtime: how a call is made, retried, limited, and read.
//!
//! All but `reqwest` goes through a scripted transport, so that no test waits and none needs a network.

mod answers;
mod configuration;
mod errors;
mod limits;
mod path;
#[path = "../shared/record.rs"]
mod record;
mod redaction;
mod requests;
#[cfg(feature = "reqwest")]
mod reqwest;
mod retry;
mod support;
#[cfg(feature = "tracing")]
mod trace;
