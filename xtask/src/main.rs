//! The command line: `cargo xtask codegen` and `cargo xtask mock`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use xtask::failure::Failure;
use xtask::{generate, mock, report};

const CODEGEN_EXAMPLES: &str = "\
Examples:
  cargo xtask codegen
      Bring generated/ up to date with spec/openapi.yaml.
  cargo xtask codegen --check
      Tell whether it is, and write nothing.
  cargo xtask codegen --spec petstore.yaml --out /tmp/petstore --name petstore
      Write a crate of its own for another document.

Exit codes: 0 done; 1 the document or the files are at fault; 2 the command line is.";

const MOCK_EXAMPLES: &str = "\
Examples:
  cargo xtask mock
      Answer the operations of spec/openapi.yaml at port 8080.
  cargo xtask mock --spec petstore.yaml --port 0
      Answer those of another document, at any free port.

Exit codes: 0 ended by Ctrl-C; 1 the document or the port is at fault; 2 the command line is.";

/// The maintainer's commands of this workspace.
#[derive(Debug, Parser)]
#[command(name = "xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Generate the client crate from the OpenAPI document, or check that it is fresh.
    ///
    /// Files are written only where their bytes differ. Where the document is at fault, every error is reported and
    /// nothing is written.
    #[command(after_help = CODEGEN_EXAMPLES)]
    Codegen(CodegenArguments),
    /// Serve the operations of the OpenAPI document from its examples, on this machine.
    ///
    /// Any credential will do where an operation asks for one. A path parameter takes the values that the document's
    /// examples know, for example the ids in a list, and every value where the examples know none.
    #[command(after_help = MOCK_EXAMPLES)]
    Mock(MockArguments),
}

#[derive(Args, Debug)]
struct CodegenArguments {
    /// Write nothing; name each file that is stale, missing or extra, and exit with 1 where there is one.
    #[arg(long, conflicts_with = "map")]
    check: bool,
    /// The document, in YAML, or in JSON where the name ends in `.json` [default: spec/openapi.yaml].
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// The folder to write a stand-alone crate into [default: generated/, as a member of this workspace].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The name of the crate, in place of the one in the settings.
    #[arg(long, value_name = "CRATE")]
    name: Option<String>,
    /// The settings [default: `codegen.yaml` beside the document, where there is one].
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Write the Rust path of each schema and operation, by JSON Pointer, to this file as JSON.
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
}

#[derive(Args, Debug)]
struct MockArguments {
    /// The port to listen at; 0 takes any that is free.
    #[arg(long, value_name = "NUMBER", default_value_t = mock::DEFAULT_PORT)]
    port: u16,
    /// The document [default: spec/openapi.yaml].
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// The settings [default: `codegen.yaml` beside the document, where there is one].
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(Arguments::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            report::failure(&failure);
            failure.exit_code()
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Codegen(CodegenArguments { check, spec, out, name, config, map }) => {
            generate::run(&generate::Request { check, spec, out, name, config, map })
        }
        Command::Mock(MockArguments { port, spec, config }) => mock::run(&mock::Request { port, spec, config }),
    }
}
