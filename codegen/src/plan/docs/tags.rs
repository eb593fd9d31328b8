//! The tags of HTML that descriptions are known to have.

use std::collections::HashMap;

/// How long a tag may be. Without a limit, those that nothing ends would take time without end.
const LONGEST_TAG: usize = 1_000;

/// A tag, and where it ends.
pub(super) struct HtmlTag<'t> {
    pub name: &'static str,
    pub is_closing: bool,
    pub attributes: &'t str,
    pub end: usize,
}

/// Tags that stand among words.
const INLINE: [&str; 20] = [
    "a", "b", "strong", "i", "em", "var", "code", "tt", "samp", "kbd", "span", "font", "small", "sub", "sup", "u", "s",
    "q", "cite", "big",
];

/// Whether a tag stands among words.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

/// Tags of whole paragraphs.
const BLOCKS: [&str; 33] = [
    "p",
    "br",
    "hr",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "div",
    "pre",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "details",
    "summary",
    "blockquote",
    "center",
    "note",
    "important",
    "para",
    "section",
    "aside",
    "fullname",
];

/// The tag that begins at a place, where it is one of those that are read.
pub(super) fn tag_at(text: &str, at: usize) -> Option<HtmlTag<'_>> {
    let rest = text.get(at..)?.strip_prefix('<')?;
    let is_closing = rest.starts_with('/');
    let name_start = usize::from(is_closing);
    let body = &rest[name_start..];
    let length = body.len() - body.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric()).len();
    // The longest name has ten letters.
    if length == 0 || length > 10 {
        return None;
    }
    let name = INLINE.iter().chain(&BLOCKS).find(|known| known.eq_ignore_ascii_case(&body[..length]))?;
    let after = &body[length..];
    if !after.starts_with(['>', '/', ' ', '\n']) {
        return None;
    }
    let close = first_of(after, LONGEST_TAG).find('>')?;
    let attributes = &after[..close];
    // What has no value between its name and the end is no attribute, but a text such as `<a b>`.
    let has_value = attributes.contains('=');
    let is_plain = attributes.trim_matches([' ', '/', '\n']).is_empty();
    if attributes.contains('<') || !(has_value || is_plain) {
        return None;
    }
    Some(HtmlTag { name, is_closing, attributes, end: at + 1 + name_start + length + close + 1 })
}

/// Where the tag begins and ends that closes each one, by where that one ends: in one look at the whole text.
pub(super) fn closings(text: &str) -> HashMap<usize, (usize, usize)> {
    let mut open: HashMap<&'static str, Vec<usize>> = HashMap::new();
    let mut closings = HashMap::new();
    for (at, _) in text.match_indices('<') {
        let Some(tag) = tag_at(text, at) else { continue };
        let same = open.entry(tag.name).or_default();
        if !tag.is_closing {
            same.push(tag.end);
        } else if let Some(opening) = same.pop() {
            closings.insert(opening, (at, tag.end));
        }
    }
    closings
}

/// The beginning of a text, of no more than so many bytes.
pub(super) fn first_of(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// The words between tags, as they are to be seen.
pub(super) fn without_tags(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        if let Some(tag) = tag_at(text, at) {
            at = tag.end;
            continue;
        }
        let next = text[at + 1..].find('<').map_or(text.len(), |next| at + 1 + next);
        words.push_str(&text[at..next]);
        at = next;
    }
    unescaped(&words)
}

/// A text without the escapes that most documents have.
pub(super) fn unescaped(text: &str) -> String {
    const ESCAPES: [(&str, &str); 7] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    ESCAPES.iter().fold(text.to_owned(), |text, (escape, meant)| text.replace(escape, meant))
}

pub(super) fn attribute<'t>(attributes: &'t str, name: &str) -> Option<&'t str> {
    let value = attributes.split_once(name)?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|first| "\"'".contains(*first));
    match quote {
        Some(quote) => value[1..].split(quote).next(),
        None => value.split([' ', '/', '\n']).next(),
    }
}
