//! The maintainer's commands, and the only crate of the workspace that touches the disk and the network.
//!
//! The binary only parses the command line; what the commands do stands here, so that tests can do it without a
//! process: [`tree::compare`] tells whether a folder is what the generator writes, and [`mock::Mock::start`] runs the
//! mock server within a test.

pub mod bench;
pub mod corpus;
pub mod failure;
pub mod generate;
pub mod inputs;
pub mod mock;
pub mod report;
pub mod sample;
pub mod tree;
