//! Text of the document as documentation of Rust.
//!
//! CommonMark and rustdoc differ in what they make of a text: rustdoc compiles blocks of code that name no other language,
//! warns of bare URLs and of HTML, and takes `[name]` for a link to an item. A parser of CommonMark, the one that rustdoc
//! has, says where such places are; only they are changed, and the rest of the text stays as it was written.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

use crate::ir::Documentation;

/// How often a text is looked at again: an edit may bring to light what was hidden, as HTML hides Markdown.
const PASSES: usize = 8;

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

/// Lines that go on with the text of a list item, at the column of that text: what is indented further means the same to
/// CommonMark, and clippy warns of it.
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

/// A text without what a comment of Rust cannot hold, control characters, and without what shows it in another order than
/// it stands there. Each end of a line is `\n`, and tabs are blanks.
fn clean(text: &str) -> String {
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
    cleaned
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

/// A place of the text and what comes there instead.
type Edit = (Range<usize>, String);

fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut edited = String::with_capacity(text.len() + edits.len());
    let mut done = 0;
    for (range, replacement) in edits {
        // Of two edits of one place the second waits for the next pass.
        if range.start >= done {
            edited.push_str(&text[done..range.start]);
            edited.push_str(&replacement);
            done = range.end;
        }
    }
    edited.push_str(&text[done..]);
    edited
}

/// A link or an image that is being read.
struct Open {
    range: Range<usize>,
    kind: LinkType,
    target: String,
    is_image: bool,
    /// Where its words end.
    words: usize,
}

/// Everything in the text that rustdoc would compile, warn of or take for something else.
fn edits(text: &str) -> Vec<Edit> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    // To rustdoc each pair of brackets may be a link.
    let any = |_: BrokenLink<'_>| Some((CowStr::Borrowed(""), CowStr::Borrowed("")));
    let events = Parser::new_with_broken_link_callback(text, options, Some(any)).into_offset_iter();
    let mut edits: Vec<Edit> =
        events.reference_definitions().iter().map(|(_, definition)| (definition.span.clone(), String::new())).collect();
    let mut depth = 0;
    let mut links: Vec<Open> = Vec::new();
    let mut indented: Option<Vec<Range<usize>>> = None;
    let mut is_code = false;
    let mut linked_up_to = 0;
    for (event, range) in events {
        if !matches!(event, Event::End(_)) {
            for link in &mut links {
                link.words = link.words.max(range.end);
            }
        }
        match &event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                is_code = true;
                fence(text, &range, info, depth == 0, &mut edits);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                is_code = true;
                indented = Some(Vec::new());
            }
            Event::End(TagEnd::CodeBlock) => {
                is_code = false;
                edits.extend(indented.take().map(|lines| fenced(text, &range, &lines)));
            }
            Event::Start(tag @ (Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. })) => {
                let is_image = matches!(tag, Tag::Image { .. });
                let words = range.start + if is_image { 2 } else { 1 };
                links.push(Open {
                    range: range.clone(),
                    kind: *link_type,
                    target: dest_url.to_string(),
                    is_image,
                    words,
                });
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(open) = links.pop() {
                    link(text, &open, &mut edits);
                }
            }
            Event::Start(Tag::FootnoteDefinition(_)) | Event::FootnoteReference(_) => {
                edits.push((range.start..range.start, "\\".to_owned()));
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                let starts = text[range.clone()].match_indices('<').map(|(start, _)| range.start + start);
                edits.extend(starts.map(|start| (start..start, "\\".to_owned())));
            }
            Event::Text(_) if is_code => {
                if let Some(lines) = &mut indented {
                    lines.push(range.clone());
                }
            }
            Event::Text(_) => plain(text, &range, links.is_empty(), &mut linked_up_to, &mut edits),
            _ => {}
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    edits
}

/// A block of code between fences: it gets a language that is not Rust, and an end.
fn fence(text: &str, range: &Range<usize>, info: &str, is_outermost: bool, edits: &mut Vec<Edit>) {
    let block = &text[range.clone()];
    let Some(start) = block.find(['`', '~']) else { return };
    let marker = &block[start..=start];
    let opening = block[start..].lines().next().unwrap_or_default();
    let width = opening.len() - opening.trim_start_matches(marker).len();
    let language = language(info);
    let written = range.start + start + width..range.start + start + opening.len();
    if text[written.clone()].trim() != language {
        edits.push((written, language.into_owned()));
    }
    let closing = block[start + opening.len()..].lines().last().unwrap_or_default().trim();
    let is_closed = closing.len() >= width && closing.trim_start_matches(marker).is_empty();
    // Inside a list or a quote its end closes the block.
    if is_outermost && !is_closed {
        edits.push((text.len()..text.len(), format!("\n{}", marker.repeat(width))));
    }
}

/// The language of a block: one word that rustdoc does not read as Rust, or as an attribute of it.
fn language(info: &str) -> Cow<'static, str> {
    const ATTRIBUTES: [&str; 9] =
        ["rust", "edition", "ignore", "norun", "shouldpanic", "compilefail", "testharness", "standalone", "allowfail"];
    let is_name = |character: char| character.is_ascii_alphanumeric() || "+#-_.".contains(character);
    let is_rust = info.split(|character| !is_name(character)).any(|word| {
        let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let is_error =
            word.strip_prefix('e').is_some_and(|code| code.starts_with(|digit: char| digit.is_ascii_digit()));
        is_error || word == "rs" || ATTRIBUTES.iter().any(|attribute| word.starts_with(attribute))
    });
    let word = info.split(|character| !is_name(character)).next().unwrap_or_default();
    let is_word = word.starts_with(|first: char| first.is_ascii_alphabetic());
    if is_rust || !is_word { Cow::Borrowed("text") } else { Cow::Owned(word.to_owned()) }
}

/// A block of code that is one by its indentation, as one between fences: for the other kind nobody can name a language.
fn fenced(text: &str, range: &Range<usize>, lines: &[Range<usize>]) -> Edit {
    let start_of_line = |at: usize| text[..at].rfind('\n').map_or(0, |end| end + 1);
    let first = lines.first().map_or(range.start, |line| line.start);
    let before = text[start_of_line(first)..first].strip_suffix("    ").unwrap_or_default();
    // The quote goes on with each line; the marker of a list is for the first alone.
    let prefix: String = before.chars().map(|character| if character == '>' { '>' } else { ' ' }).collect();
    let mut content = vec![String::new()];
    for line in lines {
        for (at, part) in text[line.clone()].split('\n').enumerate() {
            if at > 0 {
                content.push(String::new());
            }
            content.last_mut().expect("invariant: there is a line from the start").push_str(part);
        }
    }
    while content.last().is_some_and(|line| line.trim().is_empty()) {
        content.pop();
    }
    let width = content.iter().map(|line| longest_run(line, '`')).max().unwrap_or_default();
    let marker = "`".repeat(3.max(width + 1));
    let mut block = format!("{marker}text\n");
    for line in &content {
        block.push_str(format!("{prefix}{line}").trim_end());
        block.push('\n');
    }
    block.push_str(&prefix);
    block.push_str(&marker);
    let end = lines.last().map_or(range.end, |line| line.end).max(first);
    let end = first + text[first..end].trim_end_matches(['\n', ' ']).len();
    (start_of_line(first) + before.len()..end, block)
}

/// A link stays where it leads somewhere from the documentation; otherwise its words do.
fn link(text: &str, open: &Open, edits: &mut Vec<Edit>) {
    let Open { range, kind, target, is_image, words } = open;
    let escape = |at: usize| (at..at, "\\".to_owned());
    let opening = range.start..range.start + if *is_image { 2 } else { 1 };
    let closing = text.get(*words..range.end).and_then(|rest| rest.find(']')).map(|at| words + at);
    match kind {
        LinkType::Autolink | LinkType::Email if leads_somewhere(target) || is_address(target) => {}
        LinkType::Autolink | LinkType::Email => edits.push(escape(range.start)),
        LinkType::Inline if leads_somewhere(target) => {}
        LinkType::Inline => {
            edits.push((opening, String::new()));
            edits.extend(closing.map(|closing| (closing..range.end, String::new())));
        }
        LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut => {
            let is_kept = leads_somewhere(target);
            if !is_kept {
                edits.push((opening, String::new()));
            }
            let rest = if is_kept { format!("]({})", encoded(target)) } else { String::new() };
            edits.extend(closing.map(|closing| (closing..range.end, rest)));
        }
        _ => {
            edits.push(escape(opening.end - 1));
            let label = closing.map(|closing| closing + 1).filter(|label| text[*label..range.end].starts_with('['));
            edits.extend(label.map(escape));
        }
    }
}

fn leads_somewhere(target: &str) -> bool {
    let mail = target.strip_prefix("mailto:");
    target.starts_with("http://") || target.starts_with("https://") || mail.is_some_and(is_address)
}

fn is_address(target: &str) -> bool {
    target.split_once('@').is_some_and(|(_, host)| host.contains('.'))
}

/// A target that needs nothing around it.
fn encoded(target: &str) -> String {
    let mut encoded = String::with_capacity(target.len());
    for character in target.chars() {
        if character.is_whitespace() || "<>()[]\\`\"'*|".contains(character) {
            let mut bytes = [0; 4];
            for byte in character.encode_utf8(&mut bytes).bytes() {
                let _ = write!(encoded, "%{byte:02X}");
            }
        } else {
            encoded.push(character);
        }
    }
    encoded
}

/// Words: a bare URL becomes a link, and a backtick that belongs to no other is escaped.
fn plain(text: &str, range: &Range<usize>, is_outside: bool, linked_up_to: &mut usize, edits: &mut Vec<Edit>) {
    let mut at = range.start.max(*linked_up_to);
    while at < range.end {
        if is_outside && let Some(end) = url_at(text, at) {
            edits.push((at..end, linked(&text[at..end])));
            *linked_up_to = end;
            at = end;
            continue;
        }
        let first = text[at..].chars().next();
        // At the start of an event a backslash before it is the escape.
        if first == Some('`') && !(at == range.start && text[..at].ends_with('\\')) {
            edits.push((at..at, "\\".to_owned()));
        }
        at += first.map_or(1, char::len_utf8);
    }
}

/// The end of the URL that begins there.
fn url_at(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let scheme = ["https://", "http://"].into_iter().find(|scheme| rest.starts_with(scheme))?;
    let ends = |character: char| character.is_whitespace() || "<>\"'`()[]\\|*".contains(character);
    let url = &rest[..rest.find(ends).unwrap_or(rest.len())];
    let url = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '_', '~']);
    let url = if url.contains('{') { url } else { url.split('}').next().unwrap_or_default() };
    (url.len() > scheme.len()).then_some(at + url.len())
}

/// A URL as a link, or as code where it is a template.
fn linked(url: &str) -> String {
    if url.contains('{') { format!("`{url}`") } else { format!("<{url}>") }
}

fn longest_run(text: &str, of: char) -> usize {
    text.split(|character| character != of).map(str::len).max().unwrap_or_default()
}
