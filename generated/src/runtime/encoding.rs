//! Text as URLs and headers carry it.

use std::fmt::{Display, Write as _};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the characters that RFC 3986 calls unreserved, which mean the same in every part of a URL.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Percent-encodes a text so that it is one path segment, or one name or value of a query.
pub(crate) fn percent(text: &str) -> impl Display {
    utf8_percent_encode(text, RESERVED)
}

/// A query in the making, without its question mark.
#[derive(Clone, Default)]
pub(crate) struct QueryString(String);

impl QueryString {
    /// Adds a parameter. A name may stand more than once.
    pub(crate) fn push(&mut self, name: &str, value: &dyn Display) {
        let separator = if self.0.is_empty() { "" } else { "&" };
        // Writing into a `String` cannot fail.
        let _ = write!(self.0, "{separator}{}={}", percent(name), percent(&value.to_string()));
    }

    /// Adds all parameters of another query behind those of this one.
    pub(crate) fn append(&mut self, other: &Self) {
        if !self.0.is_empty() && !other.0.is_empty() {
            self.0.push('&');
        }
        self.0.push_str(&other.0);
    }

    /// The encoded text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The encoded names, for what must not show the values.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.split('&').filter_map(|pair| Some(pair.split_once('=')?.0))
    }
}

/// Base64 with padding, which is all that HTTP's basic authentication needs of it.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for position in 0..4 {
            let letter = ALPHABET[(group >> (18 - 6 * position) & 63) as usize];
            text.push(if position <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}
