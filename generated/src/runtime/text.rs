//! Parts of texts that come from outside, made fit to stand in an error message.

/// The most bytes of a text that a message shows.
const SHOWN: usize = 200;

/// A text in one line: white space of any length is one space, control characters are left out, and what is too long is
/// cut at a character.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split(|character: char| character.is_whitespace() || character.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.len() > SHOWN {
            line.truncate(boundary(&line, SHOWN));
            line.push('…');
            break;
        }
    }
    line
}

/// The part of a text around a byte offset, in one line.
pub(crate) fn around(text: &str, offset: usize) -> String {
    let start = boundary(text, offset.saturating_sub(SHOWN * 2 / 3));
    let end = boundary(text, start.saturating_add(SHOWN));
    let part = one_line(&text[start..end]);
    let before = if start > 0 { "…" } else { "" };
    let after = if end < text.len() { "…" } else { "" };
    format!("{before}{part}{after}")
}

/// The last place where a text can be cut, at or before an offset.
fn boundary(text: &str, offset: usize) -> usize {
    (0..=offset.min(text.len())).rev().find(|&offset| text.is_char_boundary(offset)).unwrap_or(0)
}

/// The byte offset of a line and a column as `serde_json` counts them: lines from one, columns in bytes.
pub(crate) fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    before + column.saturating_sub(1)
}

/// The text of an HTML page's title.
pub(crate) fn html_title(text: &str) -> Option<&str> {
    let lowercase = text.to_ascii_lowercase();
    let tag = lowercase.find("<title")?;
    let start = tag + lowercase[tag..].find('>')? + 1;
    let end = start + lowercase[start..].find("</title")?;
    Some(&text[start..end])
}
