//! The command around the server: what it reads, what it prints, how it ends.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;

use codegen::names::{Case, words_in};

use crate::failure::Failure;
use crate::generate::document_failure;
use crate::inputs::{Inputs, has_errors};
use crate::mock::Mock;
use crate::report::{self, shell_word};

/// Where the server listens unless the command line says otherwise.
pub const DEFAULT_PORT: u16 = 8080;

/// What is asked of the command.
#[derive(Clone, Debug)]
pub struct Request {
    /// The port to listen at; 0 takes any that is free.
    pub port: u16,
    /// The document; that of this workspace by default.
    pub spec: Option<PathBuf>,
    /// The settings.
    pub config: Option<PathBuf>,
}

/// Serves until Ctrl-C.
///
/// # Errors
///
/// Where the document is at fault, or the port is taken.
pub fn run(request: &Request) -> Result<(), Failure> {
    let inputs = Inputs::load(request.spec.as_deref(), request.config.as_deref())?;
    if has_errors(&inputs.diagnostics) {
        return Err(document_failure(&inputs.source, inputs.diagnostics, "the mock is not started"));
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|reason| Failure::Serve { reason })?;
    runtime.block_on(serve(request, &inputs))
}

async fn serve(request: &Request, inputs: &Inputs) -> Result<(), Failure> {
    let log = |line: &str| report::to_stderr(&format!("{line}\n"));
    let Inputs { source, document, config, .. } = inputs;
    let mut mock = Mock::start_with_log(source, *document, config, request.port, log).await?;
    report::to_stdout(&greeting(&mock, request, inputs));
    tokio::select! {
        ended = mock.ended() => ended,
        signal = tokio::signal::ctrl_c() => signal.map_err(|reason: io::Error| Failure::Serve { reason }),
    }
}

/// Lines to paste into a shell; the others are comments, so that all of them can be pasted.
fn greeting(mock: &Mock, request: &Request, inputs: &Inputs) -> String {
    let document = &inputs.source.file(inputs.document).path;
    let mut text = format!("# {document} is served at {}; Ctrl-C ends it. In another terminal:\n", mock.base_url());
    for (variable, value) in mock.environment() {
        let _ = writeln!(text, "export {variable}={}", shell_word(value));
    }
    let example = example(inputs).map(|name| format!(" --example {name}")).unwrap_or_default();
    if let Some(spec) = &request.spec {
        let spec = shell_word(&spec.display().to_string());
        let _ = writeln!(text, "cargo xtask codegen --spec {spec} --out target/mock-client");
        if !example.is_empty() {
            let _ = writeln!(text, "cargo run --manifest-path target/mock-client/Cargo.toml{example}");
        }
    } else if !example.is_empty() {
        let _ = writeln!(text, "cargo run -p {}{example}", inputs.config.crate_name());
    }
    text
}

/// The example program to try first: of those that the generator writes, the one for the operation with the fewest
/// parameters.
fn example(inputs: &Inputs) -> Option<String> {
    let (api, _) = codegen::read(&inputs.source, inputs.document);
    let files = codegen::generate(&inputs.source, inputs.document, &inputs.config).files?;
    let mut operations = api?.operations;
    operations.sort_by_key(|operation| operation.parameters.len());
    operations.iter().map(|operation| words_in(Case::Value, &operation.id.0)).find(|name| {
        let path = format!("examples/{name}.rs");
        files.iter().any(|file| file.path == path)
    })
}
