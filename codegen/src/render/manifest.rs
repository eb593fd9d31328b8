//! `Cargo.toml`.
//!
//! The dependencies and features are those of the runtime, whose own manifest is compiled and tested: the tables
//! between its two marker lines are copied as they stand, so that a version is written once.

use std::fmt::Write as _;

use crate::File;
use crate::render::header;
use crate::rust::Crate;

const RUNTIME_MANIFEST: &str = include_str!("../../runtime/Cargo.toml");

/// The manifest of a crate.
pub fn file(program: &Crate) -> File {
    let Crate { package, version, description, standalone, .. } = program;
    let description = description.replace('\\', "\\\\").replace('"', "\\\"").replace(char::is_control, " ");
    let mut text = header::toml();
    let _ = write!(
        text,
        "\n[package]\nname = \"{package}\"\ndescription = \"{description}\"\nversion = \"{version}\"\n\
         edition = \"2024\"\nrust-version = \"{}\"\npublish = false\nreadme = \"README.md\"\n\n",
        env!("CARGO_PKG_RUST_VERSION")
    );
    text.push_str(copied_tables().trim());
    text.push_str(
        "\n\n[dev-dependencies]\n# For the programs under `examples/`.\n\
         tokio = { version = \"1.54.1\", features = [\"macros\", \"rt\"] }\n",
    );
    for example in &program.examples {
        if !matches!(example.kind, crate::rust::ExampleKind::FakeTransport { .. }) {
            let _ = write!(text, "\n[[example]]\nname = \"{}\"\nrequired-features = [\"reqwest\"]\n", example.name);
        }
    }
    if *standalone {
        text.push_str("\n# The crate is built by itself, wherever it lies.\n[workspace]\n");
    }
    File { path: "Cargo.toml".to_owned(), text }
}

/// `rustfmt.toml`: the layout of the generator is kept, also where somebody formats the workspace around it.
pub fn layout() -> File {
    let text = header::toml() + "\ndisable_all_formatting = true\n";
    File { path: "rustfmt.toml".to_owned(), text }
}

fn copied_tables() -> &'static str {
    let tables = RUNTIME_MANIFEST.split_once("# >>> copied\n").and_then(|(_, rest)| rest.split_once("# <<< copied"));
    tables.map(|(tables, _)| tables).expect("invariant: the manifest of the runtime has both marker lines")
}
