//! Parts of messages that come from data, which may be of any length.

use std::fmt::{self, Write};

/// A text that ends in an ellipsis where it would become too long.
///
/// What is too long is not even formatted to its end, so that a message costs no more than it shows.
#[derive(Clone)]
pub(crate) struct Excerpt {
    text: String,
    limit: usize,
    is_full: bool,
}

impl Excerpt {
    /// An empty text that holds about so many bytes.
    pub(crate) fn new(limit: usize) -> Self {
        Self { text: String::new(), limit, is_full: false }
    }

    /// Adds to the end.
    pub(crate) fn add(&mut self, part: impl fmt::Display) {
        // What does not fit is an error only to stop the formatting; the text itself shows that something is missing.
        let _ = write!(self, "{part}");
    }

    /// Adds to the end, after something that stands between parts.
    pub(crate) fn add_after(&mut self, separator: &str, part: impl fmt::Display) {
        if !self.text.is_empty() {
            self.add(separator);
        }
        self.add(part);
    }
}

impl Write for Excerpt {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        if self.is_full {
            return Err(fmt::Error);
        }
        let room = self.limit - self.text.len();
        if part.len() <= room {
            self.text.push_str(part);
            return Ok(());
        }
        let end = (0..=room).rev().find(|end| part.is_char_boundary(*end)).unwrap_or_default();
        self.text.push_str(&part[..end]);
        self.text.push('…');
        self.is_full = true;
        Err(fmt::Error)
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}
