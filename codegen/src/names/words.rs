//! The words of a name, in whatever way a document writes them.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use unicode_ident::{is_xid_continue, is_xid_start};

use crate::names::letters::{Doubtful, composed, in_ascii, is_usual};

/// What stands between two words; no word holds it.
pub const BORDER: char = '_';

/// The words of a text in lower case with `_` between them; never empty, and never with a digit at the beginning.
///
/// `created_at`, `createdAt`, `CreatedAt` and `created-at` are the same two words; `HTTPServer` is two; `gpt4o` is one,
/// because a digit belongs to the word before it, and so is `IPv4`. A sign with a meaning is a word where the text has
/// nothing else to tell it from another: `+1` is `plus 1`, `-1` is `minus 1`. A letter or digit that no identifier of
/// Rust may hold, or not without a warning, is a word by its number, so that `m²` and `m³` stay apart.
pub fn joined(text: &str) -> String {
    if is_joined(text) {
        return text.to_owned();
    }
    let text = &*composed(text);
    let doubtful = Doubtful::of(text);
    let mut words = String::with_capacity(text.len() + 4);
    let mut previous = None;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        if character == '_' || !is_usual(character) || doubtful.contains(character) {
            border(&mut words);
            if character.is_alphanumeric() {
                words.push_str(&by_number(character));
                border(&mut words);
            } else if let Some(name) = leading_sign(previous, character, next) {
                words.push_str(name);
                border(&mut words);
            }
        } else {
            let after = characters.clone().nth(1);
            if begins_word(previous, character, next) && !is_version(previous, next, after) {
                border(&mut words);
            }
            if character.is_ascii() {
                words.push(character.to_ascii_lowercase());
            } else if let Some(letters) = in_ascii(character) {
                words.push_str(letters);
            } else {
                words.extend(character.to_lowercase());
            }
        }
        previous = Some(character);
    }
    if words.ends_with(BORDER) {
        words.pop();
    }
    if words.is_empty() {
        words = spelled(text).join("_");
    }
    if words.starts_with(|first: char| !is_xid_start(first)) {
        words.insert(0, 'n');
    }
    words
}

/// Whether a text is its words already, as most keys are.
fn is_joined(text: &str) -> bool {
    let is_usual = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && !text.ends_with(BORDER)
        && text.bytes().all(is_usual)
        && !text.contains("__")
}

/// What two names share when a reader would take them for one. The mark of a raw identifier is no part of the name.
pub fn key(ident: &str) -> String {
    joined(ident.strip_prefix("r#").unwrap_or(ident))
}

/// The name of a character that has no other.
pub fn by_number(character: char) -> String {
    format!("u{:x}", u32::from(character))
}

/// Ends a word, where one has begun.
fn border(words: &mut String) {
    if !words.is_empty() && !words.ends_with(BORDER) {
        words.push(BORDER);
    }
}

/// A sign before a number tells it from the number without the sign, as `+1` and `-1` do in GitHub's reactions.
fn leading_sign(previous: Option<char>, character: char, next: Option<char>) -> Option<&'static str> {
    let is_leading = previous.is_none() && next.is_some_and(|next| next.is_ascii_digit());
    match character {
        '+' if is_leading => Some("plus"),
        '-' if is_leading => Some("minus"),
        _ => None,
    }
}

fn begins_word(previous: Option<char>, character: char, next: Option<char>) -> bool {
    let Some(previous) = previous else { return false };
    if !character.is_uppercase() {
        return false;
    }
    // `createdAt`, `v1Beta`: a capital after anything but a capital. `HTTPServer`: the last capital before a small one.
    !previous.is_uppercase() || next.is_some_and(char::is_lowercase)
}

/// Whether a version follows a capital that ends an abbreviation, so that the capital begins no word: `IPv4Address` is
/// `ipv4` and `address`, `TLSv1` is one word.
fn is_version(previous: Option<char>, next: Option<char>, after: Option<char>) -> bool {
    previous.is_some_and(char::is_uppercase) && next == Some('v') && after.is_some_and(|after| after.is_ascii_digit())
}

/// The number of signs above which a text is not told from another by them.
const SIGNS_IN_WORDS: usize = 4;

/// The texts that have names already, by what another text may share with them: a document may have tens of thousands
/// in one place, so that no text is compared with each of them.
#[derive(Debug, Default)]
pub struct Texts<'t> {
    /// The texts that nobody asked about yet: in most places no two names meet.
    waiting: Vec<Cow<'t, str>>,
    /// The texts without their case.
    folded: HashSet<String>,
    /// The texts of the same letters and digits, by these without their case.
    rivals: HashMap<String, Rivals<'t>>,
}

/// Texts of the same letters and digits.
#[derive(Debug)]
struct Rivals<'t> {
    first: Cow<'t, str>,
    /// Whether a later one has another case than the first.
    is_mixed: bool,
}

impl<'t> Texts<'t> {
    /// Adds a text, which is earlier than those that come.
    pub fn add(&mut self, text: impl Into<Cow<'t, str>>) {
        self.waiting.push(text.into());
    }

    fn take_up(&mut self) {
        for text in self.waiting.drain(..) {
            self.folded.insert(folded(&text));
            let own = letters(&text);
            match self.rivals.entry(folded(&own)) {
                Entry::Occupied(mut known) => known.get_mut().is_mixed |= letters(&known.get().first) != own,
                Entry::Vacant(free) => {
                    free.insert(Rivals { first: text, is_mixed: false });
                }
            }
        }
    }

    /// What tells a text from earlier ones of the same words, the best first: the signs that the first of them has not,
    /// as in `a dot b` beside `a/b`, and how it is written, as in `capital add` beside `add`, where one of them has
    /// another case. Where nothing but the case of a letter is another, that comes first.
    pub fn apart(&mut self, text: &str) -> Vec<String> {
        self.take_up();
        let own = letters(text);
        let rivals = self.rivals.get(&folded(&own));
        let first = rivals.map_or("", |rivals| &rivals.first);
        let spelled_out = with_outer_space(text, first).or_else(|| with_own_signs(text, first));
        let has_other_case = rivals.is_some_and(|rivals| rivals.is_mixed || letters(&rivals.first) != own);
        let written = has_other_case.then(|| format!("{} {text}", way(text)));
        let is_case_alone = self.folded.contains(&folded(text));
        let wishes = if is_case_alone { [written, spelled_out] } else { [spelled_out, written] };
        wishes.into_iter().flatten().collect()
    }
}

/// How a text is written, as a word.
fn way(text: &str) -> &'static str {
    let has_upper = text.chars().any(char::is_uppercase);
    let has_lower = text.chars().any(char::is_lowercase);
    let begins_upper = text.chars().find(|character| character.is_alphabetic()).is_some_and(char::is_uppercase);
    match (has_upper, has_lower) {
        (true, false) => "upper",
        (false, _) => "lower",
        _ if begins_upper => "capital",
        _ => "camel",
    }
}

/// A text with a word in the place of the space around it, which a rival has not there.
fn with_outer_space(text: &str, rival: &str) -> Option<String> {
    let own = text.trim();
    let begins = text.starts_with(char::is_whitespace) && !rival.starts_with(char::is_whitespace);
    let ends = text.ends_with(char::is_whitespace) && !rival.ends_with(char::is_whitespace);
    match (begins, ends) {
        _ if own.is_empty() => None,
        (true, true) => Some(format!("space {own} space")),
        (true, false) => Some(format!("space {own}")),
        (false, true) => Some(format!("{own} space")),
        (false, false) => None,
    }
}

/// A text with words in the place of the signs that a rival has not at the same place; `None` where there are none, or
/// too many.
fn with_own_signs(text: &str, rival: &str) -> Option<String> {
    let own: Vec<char> = text.chars().filter(|character| is_sign(*character)).collect();
    let others: Vec<char> = rival.chars().filter(|character| is_sign(*character)).collect();
    let leading = own.iter().zip(&others).take_while(|(own, other)| own == other).count();
    let is_shared = |place: usize| match (own.len() == others.len(), leading < own.len()) {
        (true, _) => own[place] == others[place],
        (false, true) => place < leading,
        (false, false) => false,
    };
    // A space is what stands between words anyway.
    let spelled = (0..own.len()).filter(|place| !own[*place].is_whitespace() && !is_shared(*place)).count();
    if !(1..=SIGNS_IN_WORDS).contains(&spelled) {
        return None;
    }
    let mut place = 0;
    let mut has_begun = false;
    let word = |character: char| {
        if !is_sign(character) {
            has_begun = true;
            return character.to_string();
        }
        let other = others.get(place);
        place += 1;
        match character {
            _ if character.is_whitespace() || is_shared(place - 1) => " ".to_owned(),
            // Between letters it takes nothing away, unless another adds something there.
            '-' if has_begun && other != Some(&'+') => " dash ".to_owned(),
            sign => format!(" {} ", sign_word(sign)),
        }
    };
    Some(text.chars().map(word).collect::<String>().trim().to_owned())
}

/// The letters and digits of a text.
fn letters(text: &str) -> String {
    text.chars().filter(|character| !is_sign(*character)).collect()
}

/// A text without its case, as words are.
fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

fn is_sign(character: char) -> bool {
    character == '_' || !is_xid_continue(character)
}

/// Names for the characters of a text that has no letter and no digit.
fn spelled(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text.chars().map(sign_word).collect();
    if words.is_empty() {
        words.push("empty".to_owned());
    }
    words
}

fn sign_word(sign: char) -> String {
    let word = match sign {
        '*' => "star",
        '+' => "plus",
        '-' => "minus",
        '/' => "slash",
        '.' => "dot",
        '_' => "underscore",
        '$' => "dollar",
        '@' => "at",
        '#' => "hash",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        ' ' => "space",
        '~' => "tilde",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '?' => "question",
        ':' => "colon",
        ',' => "comma",
        ';' => "semicolon",
        other => return by_number(other),
    };
    word.to_owned()
}
