//! The HTML that many documents have in their descriptions, as the CommonMark that says the same.
//!
//! Only tags that descriptions are known to have are read, and those around words only where they are closed: what else
//! stands between `<` and `>`, as `<token>` does, is meant to be seen. What comes out is looked at as any other text
//! is.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::plan::docs::code;
use crate::plan::docs::edits::encoded;
use crate::plan::docs::tags::{HtmlTag, attribute, closings, first_of, is_inline, tag_at, unescaped, without_tags};

/// How long a remark may be, and the words that have signs around them. Without a limit, those that nothing ends, and
/// those that stand inside each other, would take time without end.
const LONGEST_REMARK: usize = 20_000;
const LONGEST_WORDS: usize = 600;

/// How deep a list is indented at most.
const DEEPEST_LIST: usize = 6;

/// What is written so far.
struct Writer<'t> {
    text: &'t str,
    written: String,
    /// Where the tag stands that closes one, by where that one ends.
    closings: HashMap<usize, (usize, usize)>,
    /// What the tags that are open close with.
    open: Vec<(&'static str, String)>,
    /// The open lists: the number of the next item, where they are numbered.
    lists: Vec<Option<usize>>,
    /// Whether the line is a row of a table, which no tag may break.
    is_row: bool,
    /// How far the text of an item that the line begins is indented.
    indent: usize,
}

/// The text with CommonMark in place of its HTML.
pub(super) fn as_markdown(text: &str) -> Cow<'_, str> {
    // Most texts have none.
    if !text.match_indices('<').any(|(at, _)| text[at..].starts_with("<!--") || tag_at(text, at).is_some()) {
        return Cow::Borrowed(text);
    }
    let has_table = ["|-", "| -", "|:-", "| :-"].iter().any(|delimiter| text.contains(delimiter));
    let mut writer = Writer {
        text,
        written: String::with_capacity(text.len()),
        closings: closings(text),
        open: Vec::new(),
        lists: Vec::new(),
        is_row: false,
        indent: 0,
    };
    let mut fence: Option<&str> = None;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if text[..at].is_empty() || text[..at].ends_with('\n') {
            let line = rest.lines().next().unwrap_or_default();
            writer.is_row = has_table && line.contains('|');
            writer.indent = indent_of_item(line);
            let trimmed = line.trim_start();
            let marker = ["```", "~~~"].into_iter().find(|marker| trimmed.starts_with(marker));
            if fence.is_some() || marker.is_some() {
                fence = match (fence, marker) {
                    (Some(open), Some(found)) if open == found => None,
                    (open, found) => open.or(found),
                };
                let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
                writer.written.push_str(&rest[..end]);
                at += end;
                continue;
            }
        }
        at = writer.step(at);
    }
    Cow::Owned(writer.written)
}

impl Writer<'_> {
    /// Writes what stands at a place, and says where the next thing stands.
    fn step(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        let first = rest.chars().next().unwrap_or_default();
        match first {
            '`' => {
                let run = rest.len() - rest.trim_start_matches('`').len();
                let closing = span_end(&rest[run..], run).map_or(run, |end| run + end);
                self.written.push_str(&rest[..closing]);
                return at + closing;
            }
            '\\' => {
                let width = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
                self.written.push_str(&rest[..width]);
                return at + width;
            }
            '<' if rest.starts_with("<!--") => {
                if let Some(end) = first_of(rest, LONGEST_REMARK).find("-->") {
                    return at + end + 3;
                }
            }
            '<' => {
                if let Some(tag) = tag_at(self.text, at)
                    && let Some(next) = self.tag(&tag)
                {
                    return next;
                }
            }
            _ => {}
        }
        self.written.push(first);
        at + first.len_utf8()
    }

    /// Writes what a tag means, and says where the text goes on; nothing where the tag is meant to be seen.
    fn tag(&mut self, tag: &HtmlTag<'_>) -> Option<usize> {
        match tag.name {
            "br" | "hr" => return Some(self.line_break(tag.end)),
            "li" | "dt" | "tr" if tag.is_closing => {}
            "li" | "dt" | "tr" => return Some(self.item(tag.end)),
            "dd" | "td" | "th" => {
                if !tag.is_closing && !self.written.ends_with("- ") {
                    self.trim();
                    self.written.push_str(if tag.name == "dd" { ": " } else { " — " });
                    return Some(self.after_blanks(tag.end));
                }
            }
            "p" => return Some(self.paragraph(tag.end)),
            _ if tag.is_closing => return Some(self.close(tag)),
            _ => {
                let (inner_end, end) = *self.closings.get(&tag.end)?;
                let inner = &self.text[tag.end..inner_end];
                match tag.name {
                    "pre" => {
                        let content = without_tags(inner);
                        self.break_paragraph();
                        self.written.push_str("```text\n");
                        self.written.push_str(content.trim_matches('\n').trim_end());
                        self.written.push_str("\n```");
                        return Some(self.paragraph(end));
                    }
                    "code" | "tt" | "samp" | "kbd" => {
                        let content = without_tags(inner);
                        if !content.trim().is_empty() {
                            self.written.push_str(&code(content.trim()));
                        }
                        return Some(end);
                    }
                    "ul" | "ol" | "dl" | "tbody" | "table" => {
                        self.lists.push((tag.name == "ol").then_some(1));
                        self.open.push((tag.name, String::new()));
                        return Some(if self.lists.len() == 1 {
                            self.paragraph(tag.end)
                        } else {
                            self.after_blanks(tag.end)
                        });
                    }
                    "b" | "strong" | "i" | "em" | "var" | "a" => return Some(self.words(tag, inner)),
                    name => {
                        self.open.push((name, String::new()));
                        if !is_inline(name) {
                            return Some(self.paragraph(tag.end));
                        }
                    }
                }
            }
        }
        Some(tag.end)
    }

    /// Begins what has a sign on either side of its words.
    fn words(&mut self, tag: &HtmlTag<'_>, inner: &str) -> usize {
        let (opening, closing) = match tag.name {
            "a" => match attribute(tag.attributes, "href") {
                Some(target) => ("[".to_owned(), format!("]({})", encoded(&unescaped(target)))),
                None => (String::new(), String::new()),
            },
            "b" | "strong" => ("**".to_owned(), "**".to_owned()),
            _ => ("*".to_owned(), "*".to_owned()),
        };
        let is_one_paragraph = inner.len() <= LONGEST_WORDS
            && !inner.contains("\n\n")
            && !inner.match_indices('<').any(|(at, _)| tag_at(inner, at).is_some_and(|tag| !is_inline(tag.name)));
        let has_signs = inner.contains(['*', '[']);
        if !is_one_paragraph || has_signs || without_tags(inner).trim().is_empty() {
            self.open.push((tag.name, String::new()));
            return tag.end;
        }
        // Signs hold on to words alone, so that a blank stands before them.
        let blank = inner.len() - inner.trim_start().len();
        if blank > 0 && !self.written.ends_with([' ', '\n']) {
            self.written.push(' ');
        }
        self.written.push_str(&opening);
        self.open.push((tag.name, closing));
        tag.end + blank
    }

    fn close(&mut self, tag: &HtmlTag<'_>) -> usize {
        // What closes nothing says nothing.
        let Some(position) = self.open.iter().rposition(|(name, _)| *name == tag.name) else { return tag.end };
        let (_, sign) = self.open.remove(position);
        if !sign.is_empty() {
            let has_blank = self.written.ends_with([' ', '\n']);
            self.trim();
            self.written.push_str(&sign);
            if has_blank {
                self.written.push(' ');
            }
            return tag.end;
        }
        if matches!(tag.name, "ul" | "ol" | "dl" | "tbody" | "table") {
            self.lists.pop();
        }
        if is_inline(tag.name) { tag.end } else { self.paragraph(tag.end) }
    }

    fn item(&mut self, end: usize) -> usize {
        if self.is_row {
            self.written.push(' ');
            return self.after_blanks(end);
        }
        self.trim();
        if !self.written.is_empty() {
            // A list does not begin inside a paragraph everywhere.
            let is_first = self.lists.last().is_none_or(|next| next.is_none_or(|next| next == 1));
            let follows_item = self.written.rsplit('\n').next().is_some_and(|line| indent_of_item(line) > 0);
            self.written.push_str(if is_first && !follows_item { "\n\n" } else { "\n" });
        }
        let depth = self.lists.len().clamp(1, DEEPEST_LIST);
        self.written.push_str(&" ".repeat((depth - 1) * 3));
        match self.lists.last_mut() {
            Some(Some(next)) => {
                self.written.push_str(&next.to_string());
                self.written.push_str(". ");
                *next += 1;
            }
            _ => self.written.push_str("- "),
        }
        self.after_blanks(end)
    }

    fn line_break(&mut self, end: usize) -> usize {
        let next = self.after_blanks(end);
        let rest = &self.text[next..];
        let is_last = rest.is_empty() || tag_at(self.text, next).is_some_and(|tag| !is_inline(tag.name));
        if self.is_row {
            self.written.push(' ');
            return end;
        }
        if self.written.trim_end_matches(' ').ends_with('\n') {
            return next;
        }
        if is_last || self.text[end..next].matches('\n').count() > 1 {
            return self.paragraph(end);
        }
        self.trim();
        if !self.written.is_empty() && !self.written.ends_with("- ") {
            self.written.push_str("\\\n");
            self.written.push_str(&" ".repeat(self.indent));
        }
        next
    }

    /// Goes on with another paragraph.
    fn paragraph(&mut self, end: usize) -> usize {
        if self.is_row {
            self.written.push(' ');
            return end;
        }
        self.break_paragraph();
        self.after_blanks(end)
    }

    fn break_paragraph(&mut self) {
        let is_new_item = self.written.ends_with("- ") || self.written.ends_with(". ");
        if !self.lists.is_empty() && is_new_item {
            return;
        }
        self.trim();
        if self.written.is_empty() {
            return;
        }
        self.written.push_str("\n\n");
        let is_inside = !self.lists.is_empty() && self.open.iter().any(|(name, _)| matches!(*name, "ul" | "ol" | "dl"));
        let indent = if is_inside { self.lists.len().min(DEEPEST_LIST) * 3 - 1 } else { self.indent };
        self.written.push_str(&" ".repeat(indent));
    }

    fn trim(&mut self) {
        if !self.written.ends_with("\n- ") {
            self.written.truncate(self.written.trim_end_matches([' ', '\n']).len());
        }
    }

    fn after_blanks(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + rest.len() - rest.trim_start_matches([' ', '\n']).len()
    }
}

/// The column of the text of an item that a line begins; none of other lines.
fn indent_of_item(line: &str) -> usize {
    let rest = line.trim_start();
    let digits = rest.len() - rest.trim_start_matches(|first: char| first.is_ascii_digit()).len();
    let is_item = ["- ", "* ", "+ "].iter().any(|marker| rest.starts_with(marker));
    let is_numbered = digits > 0 && rest[digits..].starts_with(". ");
    let indent = line.len() - rest.len();
    if is_item {
        indent + 2
    } else if is_numbered {
        indent + digits + 2
    } else {
        0
    }
}

/// Where the run of backticks stands that ends a span of code.
fn span_end(text: &str, run: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let start = at + found;
        let length = text[start..].len() - text[start..].trim_start_matches('`').len();
        at = start + length;
        if length == run {
            return Some(at);
        }
    }
    None
}
