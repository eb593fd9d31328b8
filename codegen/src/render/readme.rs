//! `README.md`.

use std::fmt::Write as _;

use crate::File;
use crate::render::header;
use crate::rust::{Crate, Readme};

/// The README of a crate.
pub fn file(program: &Crate) -> File {
    let Readme { title, description, variables, first_program, operations, left_out, examples } = &program.readme;
    let mut text = header::markdown();
    let library = &program.library;
    let description = description.join("\n");
    let _ = write!(text, "\n# {library}: a client of the API \"{title}\"\n\n");
    if !description.is_empty() {
        let _ = write!(text, "{description}\n\n");
    }
    let left_out = left_out_section(left_out);
    if operations.is_empty() {
        text.push_str(&left_out);
    } else {
        text.push_str("## A first program\n\n");
        if !first_program.is_empty() {
            let _ = writeln!(
                text,
                "```rust,no_run\n#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {{"
            );
            for line in first_program {
                text.push_str(if line.is_empty() { "" } else { "    " });
                let _ = writeln!(text, "{line}");
            }
            text.push_str("    Ok(())\n}\n```\n\n");
        }
        text.push_str("The client reads from the environment:\n\n| variable | what it is |\n|---|---|\n");
        for (variable, meaning) in variables {
            let _ = writeln!(text, "| `{variable}` | {} |", cell(meaning));
        }
        text.push_str(
            "\n`Client::builder()` takes the same, and time limits, retries, headers and a transport, by methods.\n\n",
        );
        text.push_str("## Operations\n\n| call | request | what it does |\n|---|---|---|\n");
        for (call, request, summary) in operations {
            let _ = writeln!(text, "| `{call}` | `{request}` | {} |", cell(summary));
        }
        text.push('\n');
        text.push_str(&left_out);
        text.push_str(PER_CALL);
        if !examples.is_empty() {
            text.push_str("## Examples\n\n");
            for (name, summary) in examples {
                let _ = writeln!(text, "- `cargo run --example {name}`: {summary}");
            }
            text.push('\n');
        }
        text.push_str(FEATURES);
    }
    File { path: "README.md".to_owned(), text }
}

fn left_out_section(points: &[String]) -> String {
    if points.is_empty() {
        return String::new();
    }
    let mut text = "## What is left out\n\n".to_owned();
    for point in points {
        let _ = writeln!(text, "- {point}");
    }
    text.push('\n');
    text
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

const PER_CALL: &str = "\
## Calls and errors

A call is awaited for its body, or asked for more first:

- `.with_response().await` gives the status and the headers as well, `.raw().await` the bytes of the body;
- `.timeout(..)`, `.max_retries(..)`, `.header(..)` and `.query(..)` hold for the one call.

`with_response` gives a `Response`: `status()`, `headers()`, `request_id()`, `body()`, `into_body()`. Where the document
describes headers, `use` of the trait `DocumentedHeaders` adds a method for each to it, and to an `ApiError`.

An error says what the server said. `Error::Api` has an `ApiError`: `status()`, `headers()`, the documented body where
the server sent one (`body()`), and in any case the bytes (`raw_body()`) and the text (`text()`);
`is_retryable()` and `retry_after()` tell whether another try makes sense. Calls that fail on the way, or with a status
that may pass (408, 429, and 5xx but for 501 and 505), are tried again by themselves, two times unless it is set
otherwise; what the server says in `Retry-After`, `retry-after-ms` and `x-should-retry` is honoured.

A key that may be absent, and null besides, is `None` in both cases where its type is only received; a type that is sent
has a `Nullable` there, which tells the two apart.

The structs can grow, so they are `#[non_exhaustive]`: a test makes one from JSON, as a server would send it.

Dates and times are text, as the server sends them: no date that a server can send fails to decode, and the choice of a
library for dates stays with the program.

";

const FEATURES: &str = "\
## Features

| feature | default | what it is |
|---|---|---|
| `reqwest` | yes | the HTTP stack that a client uses where it is given no transport |
| `rustls` | yes | TLS by rustls |
| `native-tls` | | TLS by the platform |
| `gzip` | | asks for compressed answers |
| `http2` | | HTTP/2 where the server offers it |
| `tracing` | | a span for each call, an event for each attempt |

Without `reqwest` the crate has no HTTP stack: a client is given a `Transport`.
";
