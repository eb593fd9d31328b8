//! Text of the document as documentation of Rust.
//!
//! CommonMark and rustdoc differ in what they make of a text: rustdoc compiles blocks of code that name no other
//! language, warns of bare URLs and of HTML, and takes `[name]` for a link to an item. A parser of CommonMark, the one
//! that rustdoc has, says where such places are; only they are changed, and the rest of the text stays as it was
//! written.

mod edits;

use std::borrow::Cow;

use crate::ir::Documentation;
use crate::plan::docs::edits::{apply, edits, linked, longest_run, url_at};

/// How often a text is looked at again: an edit may bring to light what was hidden, as HTML hides Markdown.
const PASSES: usize = 8;

/// How many letters a first paragraph may have that is shown whole where there is little room.
const LONGEST_OPENING: usize = 160;

/// The lines of a documentation: title, description and notes, each a paragraph.
pub fn lines(documentation: &Documentation) -> Vec<String> {
    let cleaned = |text: &Option<String>| clean(text.as_deref().unwrap_or_default()).trim().to_owned();
    let title = cleaned(&documentation.title);
    let description = cleaned(&documentation.description);
    let mut paragraphs: Vec<Vec<String>> = Vec::new();
    // A title that only repeats the description's beginning would be read twice.
    if !description.starts_with(&title) {
        paragraphs.push(without_hazards(&title));
    }
    paragraphs.push(without_hazards(&description));
    // The attribute would warn the crate's own code as well, so a type or a field says it in words.
    if documentation.deprecated {
        paragraphs.push(vec!["**Deprecated.**".to_owned()]);
    }
    for note in &documentation.notes {
        paragraphs.push(vec![fold(note)]);
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join(&String::new())
}

/// The first paragraph on one line, or where that is long its first sentence: what a table has room for.
pub fn opening(lines: &[String]) -> String {
    let paragraph: Vec<&str> = lines.iter().map(|line| line.trim()).take_while(|line| !line.is_empty()).collect();
    let paragraph = paragraph.join(" ");
    match paragraph.find(". ").filter(|_| paragraph.chars().count() > LONGEST_OPENING) {
        Some(end) => paragraph[..=end].to_owned(),
        None => paragraph,
    }
}

/// The lines with a paragraph after them.
pub fn with_paragraph(mut lines: Vec<String>, paragraph: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut paragraph = paragraph.into_iter().peekable();
    if !lines.is_empty() && paragraph.peek().is_some() {
        lines.push(String::new());
    }
    lines.extend(paragraph);
    lines
}

/// A text as lines of documentation; no line where it is blank.
pub fn markdown(text: &str) -> Vec<String> {
    without_hazards(&clean(text))
}

/// The same for a text that has nothing but line feeds and what is to be seen.
fn without_hazards(text: &str) -> Vec<String> {
    let mut text = dedent(text);
    for _ in 0..PASSES {
        let edits = edits(&text);
        if edits.is_empty() {
            return without_overindent(split(&text));
        }
        text = dedent(&apply(&text, edits));
    }
    // Nobody writes such a text but to see what happens: its words, and nothing else.
    split(&text.lines().map(self::text).collect::<Vec<_>>().join("\n"))
}

/// Lines that go on with the text of a list item, at the column of that text: what is indented further means the same
/// to CommonMark, and clippy warns of it.
fn without_overindent(lines: Vec<String>) -> Vec<String> {
    let mut column = None;
    let mut is_fenced = false;
    let mut kept = Vec::with_capacity(lines.len());
    for line in lines {
        let rest = line.trim_start();
        let indent = line.len() - rest.len();
        let marker = rest.len() - rest.trim_start_matches(|first: char| first.is_ascii_digit()).len();
        let is_item = ["- ", "* ", "+ "].iter().any(|marker| rest.starts_with(marker))
            || (marker > 0 && (rest[marker..].starts_with(". ") || rest[marker..].starts_with(") ")));
        if rest.starts_with("```") || rest.starts_with("~~~") {
            is_fenced = !is_fenced;
        }
        if is_fenced || rest.is_empty() || rest.starts_with("```") || rest.starts_with("~~~") {
            column = None;
        } else if is_item {
            let width = if marker > 0 { marker + 2 } else { 2 };
            // What begins another block on the same line is left to CommonMark.
            let begins_block = |first: char| !first.is_alphabetic();
            column = (!rest[width..].starts_with(begins_block)).then_some(indent + width);
        } else if let Some(column) = column.filter(|column| indent > *column) {
            kept.push(format!("{}{rest}", " ".repeat(column)));
            continue;
        }
        kept.push(line);
    }
    kept
}

/// A text of any kind as one line of plain text, safe inside documentation: it neither ends nor begins anything there.
pub fn text(text: &str) -> String {
    let words = fold(text);
    let has_tildes = words.matches('~').count() > 1;
    let mut line = String::with_capacity(words.len());
    let ordinal = words.len() - words.trim_start_matches(|first: char| first.is_ascii_digit()).len();
    let mut before = None;
    let mut at = 0;
    while let Some(first) = words[at..].chars().next() {
        if let Some(end) = url_at(&words, at) {
            line.push_str(&linked(&words[at..end]));
            before = words[..end].chars().next_back();
            at = end;
            continue;
        }
        let after = words[at + first.len_utf8()..].chars().next();
        let is_blank = |neighbour: Option<char>| neighbour.is_some_and(char::is_whitespace);
        let is_word = |neighbour: Option<char>| neighbour.is_some_and(char::is_alphanumeric);
        let is_active = match first {
            '[' | ']' | '`' => true,
            '*' => !(is_blank(before) && is_blank(after)),
            '_' => !(is_blank(before) && is_blank(after) || is_word(before) && is_word(after)),
            '~' => has_tildes,
            '<' => after.is_none_or(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
            '&' => after.is_none_or(|next| next.is_ascii_alphanumeric() || next == '#'),
            '\\' => after.is_none_or(|next| next.is_ascii_punctuation()),
            '>' | '|' => at == 0,
            '#' | '+' | '-' | '=' => at == 0 && after.is_none_or(|next| next == first || next == ' '),
            '.' | ')' => at > 0 && at == ordinal && after.is_none_or(|next| next == ' '),
            _ => false,
        };
        if is_active {
            line.push('\\');
        }
        line.push(first);
        before = Some(first);
        at += first.len_utf8();
    }
    line
}

/// A text of any kind as a span of code on one line.
pub fn code(text: &str) -> String {
    let code = clean(text).replace('\n', " ");
    if code.is_empty() {
        return "` `".to_owned();
    }
    let fence = "`".repeat(longest_run(&code, '`') + 1);
    let is_blank = code.trim_matches(' ').is_empty();
    let is_padded = code.starts_with('`') || code.ends_with('`') || (code.starts_with(' ') && code.ends_with(' '));
    let pad = if is_padded && !is_blank { " " } else { "" };
    format!("{fence}{pad}{code}{pad}{fence}")
}

/// A text on one line, with one blank between its words.
fn fold(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text without what a comment of Rust cannot hold, control characters, and without what shows it in another order
/// than it stands there. Each end of a line is `\n`, and tabs are blanks.
fn clean(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte == b'\n' || byte == b' ' || byte.is_ascii_graphic();
    if text.bytes().all(is_plain) && !text.contains(" \n") {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut column = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                cleaned.truncate(cleaned.trim_end_matches(' ').len());
                cleaned.push('\n');
                column = 0;
            }
            '\t' => {
                let width = 4 - column % 4;
                cleaned.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            '\u{b}' | '\u{c}' => {
                cleaned.push(' ');
                column += 1;
            }
            _ if character.is_control() || is_bidirectional(character) => {}
            _ => {
                cleaned.push(character);
                column += 1;
            }
        }
    }
    Cow::Owned(cleaned)
}

fn is_bidirectional(character: char) -> bool {
    matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The lines without blank ones around them, and without the indentation that all of them have: rustdoc takes it away.
fn dedent(text: &str) -> String {
    let indentation = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let common = lines.iter().filter(|line| !line.is_empty()).map(|line| indentation(line)).min().unwrap_or_default();
    let lines: Vec<&str> = lines.iter().map(|line| line.get(common..).unwrap_or_default()).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

fn split(text: &str) -> Vec<String> {
    text.lines().map(|line| line.trim_end().to_owned()).collect()
}
