//! The generated client, driven through an application of it against a real server on this machine.

mod answers;
mod environment;
mod errors;
mod fake;
mod fixtures;
mod paths;
mod redaction;
mod redirects;
mod requests;
mod server;
mod shapes;
mod support;
mod waiting;
