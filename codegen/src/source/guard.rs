//! What the parsers would choke on, seen before they do.

use std::borrow::Cow;

/// What stands in a JSON text in place of a number that a `f64` cannot hold: text that no document has, because the
/// parser gives it to the tree as a string.
const ENDLESS: &str = "\"\u{7f}+\"";

/// The same for a number below zero.
const NEGATIVE: &str = "\"\u{7f}-\"";

/// The number that a text stands for, where it is one of those above.
pub fn endless(text: &str) -> Option<f64> {
    match text {
        "\u{7f}+" => Some(f64::INFINITY),
        "\u{7f}-" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

/// The number that a text of digits is, where a `f64` cannot hold it.
pub fn endless_number(text: &str) -> Option<f64> {
    // The words `inf` and `infinity` are numbers to Rust and texts to YAML.
    let number = Some(text).filter(|text| text.ends_with(|last: char| last.is_ascii_digit()));
    number.and_then(|text| text.parse().ok()).filter(|number: &f64| number.is_infinite())
}

/// A JSON text in which each number that a `f64` cannot hold, such as `1e400`, is replaced by text of the same length:
/// RFC 8259, section 6, sets numbers no limit, but the parser refuses the whole text for one.
pub fn without_endless_numbers(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut replaced = String::new();
    let mut copied = 0;
    let mut offset = 0;
    while offset < bytes.len() {
        match bytes[offset] {
            b'"' => offset += string_length(&bytes[offset..]),
            b'-' | b'0'..=b'9' => {
                let is_part = |byte: &&u8| matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9');
                let end = offset + bytes[offset..].iter().take_while(is_part).count();
                let number = &text[offset..end];
                if endless_number(number).is_some() {
                    replaced.push_str(&text[copied..offset]);
                    let token = if number.starts_with('-') { NEGATIVE } else { ENDLESS };
                    replaced.push_str(token);
                    // Nothing shorter is endless, so that every line and column stays.
                    replaced.extend(std::iter::repeat_n(' ', number.len().saturating_sub(token.len())));
                    copied = end;
                }
                offset = end;
            }
            _ => offset += 1,
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    replaced.push_str(&text[copied..]);
    Cow::Owned(replaced)
}

fn string_length(bytes: &[u8]) -> usize {
    let mut offset = 1;
    while let Some(byte) = bytes.get(offset) {
        match byte {
            b'"' => return offset + 1,
            b'\\' => offset += 2,
            _ => offset += 1,
        }
    }
    bytes.len()
}

/// Whether a YAML text may have brackets nested more than `limit` deep: it has that many that are not closed. They may
/// stand in texts and mean nothing, so this is a suspicion.
pub fn may_be_deep(text: &str, limit: usize) -> bool {
    let mut open = 0usize;
    text.bytes().any(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > limit
    })
}
