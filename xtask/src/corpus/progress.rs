//! What is being done now, on standard error: one line that is written over where somebody watches, plain lines else.

use std::cell::Cell;
use std::io::IsTerminal;

use crate::report;

/// Shows what is being done.
#[derive(Debug)]
pub struct Progress {
    is_terminal: bool,
    has_line: Cell<bool>,
}

impl Progress {
    /// Looks at standard error.
    pub fn new() -> Self {
        Self { is_terminal: std::io::stderr().is_terminal(), has_line: Cell::new(false) }
    }

    /// Says what is being done, in place of what was said before.
    pub fn show(&self, text: &str) {
        if self.is_terminal {
            report::to_stderr(&format!("\r\u{1b}[2K{text}"));
            self.has_line.set(true);
        } else {
            report::to_stderr(&format!("{text}\n"));
        }
    }

    /// Takes the line away, so that what is printed next begins at the margin.
    pub fn end(&self) {
        if self.has_line.replace(false) {
            report::to_stderr("\r\u{1b}[2K");
        }
    }
}

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}
