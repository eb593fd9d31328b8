//! A text that is read as JSON ends in files or in diagnostics.

#![no_main]

use codegen::config::Config;
use codegen::diag::render;
use codegen::source::Source;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut source = Source::new();
    let document = source.add("openapi.json", text);
    source.wanted();
    let output = codegen::generate(&source, document, &Config::default());
    assert!(output.files.is_some() || !render(&source, &output.diagnostics, false).is_empty());
});
