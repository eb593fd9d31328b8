//! What the commands print. Colours are written for terminals; `anstream` takes them out where the stream is none, or
//! where `NO_COLOR` or `CLICOLOR` says so.

use std::io::Write;
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use codegen::diag::{Diagnostic, Severity};
use codegen::source::Source;

use crate::failure::Failure;

const ERROR: &str = "\u{1b}[1m\u{1b}[91merror\u{1b}[0m\u{1b}[1m";
const HELP: &str = "\u{1b}[1m\u{1b}[96mhelp\u{1b}[0m";
const RESET: &str = "\u{1b}[0m";

/// Prints why a command failed, to standard error.
pub fn failure(failure: &Failure) {
    let mut text = failure.listing().to_owned();
    text.push_str(&error_line(&failure.to_string()));
    for help in failure.help() {
        text.extend([HELP, ": ", &*help, "\n"]);
    }
    to_stderr(&text);
}

/// A line that says what is the matter, in colour.
pub fn error_line(message: &str) -> String {
    format!("{ERROR}: {message}{RESET}\n")
}

/// The diagnostics as text, in colour where standard error shows it: there may be thousands, from which the colours
/// would be taken out again byte by byte.
pub fn listing(source: &Source, diagnostics: &[Diagnostic]) -> String {
    let has_colors = AutoStream::choice(&std::io::stderr()) != ColorChoice::Never;
    codegen::diag::render(source, diagnostics, has_colors)
}

/// Prints text to standard error. A stream that nobody reads any more is no reason to fail.
pub fn to_stderr(text: &str) {
    let _ = if text.contains('\u{1b}') {
        anstream::stderr().write_all(text.as_bytes())
    } else {
        std::io::stderr().write_all(text.as_bytes())
    };
}

/// Prints text to standard output. A stream that nobody reads any more is no reason to fail.
pub fn to_stdout(text: &str) {
    let mut stream = anstream::stdout();
    let _ = stream.write_all(text.as_bytes());
    let _ = stream.flush();
}

/// How many errors and warnings there are, for example `5 errors and 1 warning`.
pub fn count(diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error).count();
    match (errors, diagnostics.len() - errors) {
        (0, warnings) => number(warnings, "warning"),
        (errors, 0) => number(errors, "error"),
        (errors, warnings) => format!("{} and {}", number(errors, "error"), number(warnings, "warning")),
    }
}

/// A number with its noun, in the plural where it must be.
pub fn number(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// A path as messages name it.
pub fn quoted_path(path: &Path) -> String {
    format!("`{}`", path.display())
}

/// A word that a shell takes as one argument, whatever stands in it: documents are not always by friends.
pub fn shell_word(word: &str) -> String {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "_./:%-@=+,".contains(character);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}
