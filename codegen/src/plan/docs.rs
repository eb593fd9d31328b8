//! Text of the document as documentation of Rust.
//!
//! CommonMark and rustdoc differ in what they make of a text: rustdoc warns of bare URLs, takes `[name]` for a link to an
//! item and `<name>` for HTML, and runs indented blocks as tests. The text is changed as little as keeps its meaning.

use crate::ir::Documentation;

/// The lines of a documentation: title, description and notes, each a paragraph.
pub fn lines(documentation: &Documentation) -> Vec<String> {
    let mut paragraphs: Vec<Vec<String>> = Vec::new();
    let title = documentation.title.as_deref().map(str::trim).unwrap_or_default();
    let description = documentation.description.as_deref().map(str::trim).unwrap_or_default();
    // A title that only repeats the description's beginning would be read twice.
    if !title.is_empty() && !description.starts_with(title) {
        paragraphs.push(markdown(title));
    }
    if !description.is_empty() {
        paragraphs.push(markdown(description));
    }
    // The attribute would warn the crate's own code as well, so a type or a field says it in words.
    if documentation.deprecated {
        paragraphs.push(vec!["**Deprecated.**".to_owned()]);
    }
    for note in &documentation.notes {
        paragraphs.push(vec![note.clone()]);
    }
    paragraphs.join(&String::new())
}

/// The lines with a paragraph after them.
pub fn with_paragraph(mut lines: Vec<String>, paragraph: impl IntoIterator<Item = String>) -> Vec<String> {
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(paragraph);
    lines
}

/// A text as lines of documentation.
pub fn markdown(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut fence: Option<&str> = None;
    let mut in_list = false;
    for line in text.trim_end().lines() {
        let line = line.trim_end();
        let trimmed = line.trim_start();
        let marker = ["```", "~~~"].into_iter().find(|marker| trimmed.starts_with(marker));
        match (fence, marker) {
            (Some(open), found) => {
                if found == Some(open) {
                    fence = None;
                }
                lines.push(line.to_owned());
            }
            (None, Some(marker)) => {
                fence = Some(marker);
                lines.push(opening_fence(line, marker));
            }
            (None, None) => {
                in_list = is_list_item(trimmed) || (in_list && (trimmed.is_empty() || line.starts_with(' ')));
                // Four spaces outside a list would make a block of code, which rustdoc compiles.
                let indented = if in_list { line } else { trimmed };
                lines.push(inline(indented));
            }
        }
    }
    if let Some(marker) = fence {
        lines.push(marker.to_owned());
    }
    lines
}

/// The first line of a block of code: a block of no language would be taken for Rust.
fn opening_fence(line: &str, marker: &str) -> String {
    let language = line.trim_start().trim_start_matches(&marker[..1]).trim();
    let is_rust = ["", "rust", "should_panic", "no_run", "ignore", "compile_fail"]
        .iter()
        .any(|word| language.split([',', ' ']).next() == Some(word));
    if is_rust { format!("{marker}text") } else { line.to_owned() }
}

fn is_list_item(line: &str) -> bool {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    line.starts_with("- ")
        || line.starts_with("* ")
        || line.starts_with("+ ")
        || (digits > 0 && (line[digits..].starts_with(". ") || line[digits..].starts_with(") ")))
}

/// One line outside a block of code.
fn inline(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '`' => code_span(rest, &mut text),
            '\\' => escaped(rest, &mut text),
            '[' => link(rest, &mut text),
            '<' => angle(rest, &mut text),
            'h' if starts_url(rest) && !text.ends_with(|before: char| before.is_alphanumeric()) => url(rest, &mut text),
            other => {
                text.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    text
}

/// A span of code stays as it is; a lone backtick is escaped.
fn code_span(rest: &str, text: &mut String) -> usize {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let marker = &rest[..ticks];
    match rest[ticks..].find(marker) {
        Some(end) => {
            let length = end + 2 * ticks;
            text.push_str(&rest[..length]);
            length
        }
        None => {
            text.push_str("\\`");
            1
        }
    }
}

fn escaped(rest: &str, text: &mut String) -> usize {
    let length = rest.chars().take(2).map(char::len_utf8).sum();
    text.push_str(&rest[..length]);
    length
}

/// `[text](target)` stays, but for a target that leads nowhere from the documentation; any other bracket is escaped.
fn link(rest: &str, text: &mut String) -> usize {
    let parts = rest.find("](").and_then(|middle| {
        let end = rest[middle..].find(')')? + middle;
        Some((&rest[1..middle], &rest[middle + 2..end], end + 1))
    });
    match parts {
        Some((label, target, length)) if !label.contains('[') => {
            if target.starts_with("http://") || target.starts_with("https://") || target.starts_with("mailto:") {
                text.push_str(&rest[..length]);
            } else {
                // A link within the site of the document's own documentation: the words stay.
                text.push_str(&inline(label));
            }
            length
        }
        _ => {
            text.push_str("\\[");
            1
        }
    }
}

/// `<https://...>` stays; any other angle bracket would begin HTML.
fn angle(rest: &str, text: &mut String) -> usize {
    if starts_url(&rest[1..])
        && let Some(end) = rest.find('>')
    {
        text.push_str(&rest[..=end]);
        return end + 1;
    }
    text.push_str("\\<");
    1
}

fn starts_url(rest: &str) -> bool {
    rest.starts_with("http://") || rest.starts_with("https://")
}

fn url(rest: &str, text: &mut String) -> usize {
    let end = rest.find(|character: char| character.is_whitespace() || "<>\"'`)]}".contains(character));
    let url = rest[..end.unwrap_or(rest.len())].trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_']);
    text.push('<');
    text.push_str(url);
    text.push('>');
    url.len()
}
