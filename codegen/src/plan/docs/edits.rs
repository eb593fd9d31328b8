//! What of a text rustdoc would compile, warn of or take for something else, and what comes there instead.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

/// A place of the text and what comes there instead.
pub(super) type Edit = (Range<usize>, String);

/// The text with its edits.
pub(super) fn apply(text: &str, mut edits: Vec<Edit>) -> String {
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
pub(super) fn edits(text: &str) -> Vec<Edit> {
    if !may_have_edits(text) {
        return Vec::new();
    }
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

/// Whether there is anything of which an edit can begin: links and footnotes, HTML, code, URLs. Most texts have none,
/// and need not be parsed.
fn may_have_edits(text: &str) -> bool {
    text.contains(['[', '<', '`', '~']) || text.contains("http") || text.contains("    ")
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

/// A block of code that is one by its indentation, as one between fences: for the other kind nobody can name a
/// language.
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
            edits.extend(sentence(text, range).filter(|_| !is_image).map(|sentence| (sentence, String::new())));
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

/// The sentence of a link, with the blank before it, where the sentence is nothing but the link and comes after
/// another: without its target, "Learn more." says nothing.
fn sentence(text: &str, link: &Range<usize>) -> Option<Range<usize>> {
    let before = text[..link.start].trim_end_matches([' ', '\n']);
    let gap = &text[before.len()..link.start];
    let word = before.strip_suffix(['.', '!', '?'])?.rsplit([' ', '\n']).next()?;
    // What is short or has a period of its own may be an abbreviation, as "e.g.", which ends no sentence.
    let is_end = word.chars().count() > 2 && !word.contains('.');
    let is_one_paragraph = !gap.is_empty() && gap.matches('\n').count() < 2;
    let rest = text[link.end..].strip_prefix('.')?;
    let is_whole = rest.is_empty() || rest.starts_with([' ', '\n']);
    (is_end && is_one_paragraph && is_whole).then_some(before.len()..link.end + 1)
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
pub(super) fn url_at(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let scheme = ["https://", "http://"].into_iter().find(|scheme| rest.starts_with(scheme))?;
    let ends = |character: char| character.is_whitespace() || "<>\"'`()[]\\|*".contains(character);
    let url = &rest[..rest.find(ends).unwrap_or(rest.len())];
    let url = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '_', '~']);
    let url = if url.contains('{') { url } else { url.split('}').next().unwrap_or_default() };
    (url.len() > scheme.len()).then_some(at + url.len())
}

/// A URL as a link, or as code where it is a template.
pub(super) fn linked(url: &str) -> String {
    if url.contains('{') { format!("`{url}`") } else { format!("<{url}>") }
}

/// How many of a character stand in a row at most.
pub(super) fn longest_run(text: &str, of: char) -> usize {
    text.split(|character| character != of).map(str::len).max().unwrap_or_default()
}
