//! The command line: `cargo xtask codegen`, `cargo xtask mock`, `cargo xtask corpus` and `cargo xtask bench`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{ArgGroup, Args, Parser, Subcommand};
use xtask::failure::Failure;
use xtask::{bench, corpus, generate, mock, report};

/// A generator makes and drops millions of small values, on several threads: a quarter of its time with the system's
/// own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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

const CORPUS_EXAMPLES: &str = "\
Examples:
  cargo xtask corpus ~/specs
      Generate for every OpenAPI document below ~/specs, and print what came of each.
  cargo xtask corpus ~/specs --check --only github
      Compile the crate of one of them as well; it stays in target/corpus/github/crate.
  cargo xtask corpus ~/specs --examples ~/payloads --probes --json
      Send the payloads of ~/payloads/NAME.jsonl, and mutations of them, through the types; print everything as JSON.

An INDEX.tsv in DIR or beside it, with the columns `name` and `root`, says which files are documents. Without one, \
    each file with a top-level `openapi` is a document, and its name is its path without the ending.

Exit codes: 0 all is well; 1 a document fails to generate, its crate does not compile without a warning, or a \
    valid payload fails to decode or does not come back whole; 2 the command line is at fault.";

const BENCH_COMPILE_EXAMPLES: &str = "\
Examples:
  cargo xtask bench compile
      Measure rustc on the types of a synthetic document of 400 schemas.
  cargo xtask bench compile --spec openai.yaml --rounds 1
      Measure it on those of another document, once.

Both crates have functions that read and write up to 200 of the types as JSON, so that the release build holds what \
    a program pays for one format.

Exit codes: 0 measured, whatever the figures are; 1 the document is at fault, or a crate does not compile; 2 the \
    command line is at fault.";

const BENCH_WIRE_EXAMPLES: &str = "\
Examples:
  cargo xtask bench wire
      Measure reading and writing 10 MB of made-up payloads of a synthetic document.
  cargo xtask bench wire --spec openai.yaml --json
      Measure it for another document, and print the figures as JSON.

Exit codes: 0 measured, whatever the figures are; 1 the document is at fault, or a crate does not compile; 2 the \
    command line is at fault.";

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
    /// Run the generator over a folder of documents, and measure what comes of each.
    ///
    /// A fault in one document, or a panic of the generator, is a row of the table and never the end of the run.
    #[command(after_help = CORPUS_EXAMPLES)]
    Corpus(CorpusArguments),
    /// Measure the generated types against the same types with the derives of serde.
    #[command(subcommand, arg_required_else_help = true)]
    Bench(BenchCommand),
}

#[derive(Debug, Subcommand)]
enum BenchCommand {
    /// Measure the time and the memory that rustc takes for the types.
    ///
    /// Two crates of the same types are compiled in turns, by `cargo check` and by `cargo build --release`; then the
    /// whole generated crate, by `cargo check --no-default-features`. The best of the rounds counts.
    #[command(after_help = BENCH_COMPILE_EXAMPLES)]
    Compile(BenchCompileArguments),
    /// Measure how fast the types are read from JSON and written to it.
    ///
    /// One program links both crates, and sends made-up payloads through both in turns. A payload that either crate
    /// refuses, or that the two do not write as the same JSON, is counted and left out.
    #[command(after_help = BENCH_WIRE_EXAMPLES)]
    Wire(BenchWireArguments),
}

#[derive(Args, Debug)]
struct BenchCompileArguments {
    #[command(flatten)]
    common: BenchArguments,
    /// How often everything is compiled.
    #[arg(long, value_name = "NUMBER", default_value_t = bench::DEFAULT_COMPILE_ROUNDS, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
}

#[derive(Args, Debug)]
struct BenchWireArguments {
    #[command(flatten)]
    common: BenchArguments,
    /// How often all payloads are read and written.
    #[arg(long, value_name = "NUMBER", default_value_t = bench::DEFAULT_WIRE_ROUNDS, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
}

#[derive(Args, Debug)]
struct BenchArguments {
    /// The document, in YAML, or in JSON where the name ends in `.json` [default: a synthetic one].
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// Print the figures as JSON in place of the table.
    #[arg(long)]
    json: bool,
    /// The folder to keep the crates in [default: target/bench].
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
}

impl BenchArguments {
    fn request(self, rounds: u32) -> bench::Request {
        let Self { spec, json, work } = self;
        bench::Request { spec, rounds, json, work }
    }
}

#[derive(Args, Debug)]
struct CodegenArguments {
    /// Write nothing; name each file that is stale, missing or extra, and exit with 1 where there is one.
    #[arg(long, conflicts_with = "map")]
    check: bool,
    /// The document, in YAML, or in JSON where the name ends in `.json` [default: spec/openapi.yaml].
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
    /// The folder to write a stand-alone crate into, which another document and another name need
    /// [default: generated/, as a member of this workspace].
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

#[derive(Args, Debug)]
struct CorpusArguments {
    /// The folder of the documents.
    #[arg(value_name = "DIR")]
    documents: PathBuf,
    #[command(flatten)]
    payloads: PayloadArguments,
    /// Compile each crate; a warning counts as a failure.
    #[arg(long)]
    check: bool,
    /// Only the document of this name; may be given more than once.
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Print everything as JSON in place of the table.
    #[arg(long)]
    json: bool,
    /// How many failures of each kind are shown of a document.
    #[arg(long, value_name = "NUMBER", default_value_t = corpus::DEFAULT_DETAILS)]
    details: usize,
    /// The folder to keep the crates in [default: target/corpus].
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
}

#[derive(Args, Debug)]
#[command(group = ArgGroup::new("payloads").multiple(true))]
struct PayloadArguments {
    /// The folder of the payloads: NAME.jsonl for each document that has some.
    #[arg(long, value_name = "DIR", group = "payloads")]
    examples: Option<PathBuf>,
    /// Take payloads from the documents too: their examples, and values made up for types that have none.
    #[arg(long, group = "payloads")]
    own: bool,
    /// Mutate each valid payload too: a new key, an unknown value of an enumeration, a value of the wrong type.
    #[arg(long, requires = "payloads")]
    probes: bool,
}

fn main() -> ExitCode {
    // Cargo is told to start this program in place of rustc where a crate is measured.
    if let Some(code) = corpus::stand_in_for_rustc() {
        return code;
    }
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
        Command::Corpus(CorpusArguments { documents, payloads, check, only, json, details, work }) => {
            let PayloadArguments { examples, own, probes } = payloads;
            let payloads = corpus::PayloadRequest { examples, own, probes };
            corpus::run(&corpus::Request { documents, payloads, check, only, json, details, work })
        }
        Command::Bench(BenchCommand::Compile(BenchCompileArguments { common, rounds })) => {
            bench::compile(&common.request(rounds))
        }
        Command::Bench(BenchCommand::Wire(BenchWireArguments { common, rounds })) => {
            bench::wire(&common.request(rounds))
        }
    }
}
