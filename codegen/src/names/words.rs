//! The words of a name, in whatever way a document writes them.

use unicode_ident::{is_xid_continue, is_xid_start};

/// The words of a text in lower case; never empty, and the first never begins with a digit.
///
/// `created_at`, `createdAt`, `CreatedAt` and `created-at` are the same two words; `HTTPServer` is two; `gpt4o` is one,
/// because a digit belongs to the word before it. A sign with a meaning is a word where the text has nothing else to
/// tell it from another: `+1` is `plus 1`, `-1` is `minus 1`. A letter or digit that no identifier of Rust may hold is a
/// word by its number, so that `m²` and `m³` stay apart.
pub fn split(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let characters: Vec<char> = text.chars().collect();
    for (index, character) in characters.iter().copied().enumerate() {
        if character == '_' || !is_xid_continue(character) {
            flush(&mut word, &mut words);
            if character.is_alphanumeric() {
                words.push(by_number(character));
            } else if let Some(name) = leading_sign(index, character, &characters) {
                words.push(name.to_owned());
            }
            continue;
        }
        let previous = index.checked_sub(1).map(|before| characters[before]);
        let next = characters.get(index + 1).copied();
        if begins_word(previous, character, next) {
            flush(&mut word, &mut words);
        }
        word.extend(character.to_lowercase());
    }
    flush(&mut word, &mut words);
    if words.is_empty() {
        words = spelled(text);
    }
    if words[0].starts_with(|first: char| !is_xid_start(first)) {
        words[0].insert(0, 'n');
    }
    words
}

/// What two names share when a reader would take them for one. The mark of a raw identifier is no part of the name.
pub fn key(ident: &str) -> String {
    split(ident.strip_prefix("r#").unwrap_or(ident)).join("_")
}

/// The name of a character that has no other.
pub fn by_number(character: char) -> String {
    format!("u{:x}", u32::from(character))
}

fn flush(word: &mut String, words: &mut Vec<String>) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// A sign before a number tells it from the number without the sign, as `+1` and `-1` do in GitHub's reactions.
fn leading_sign(index: usize, character: char, characters: &[char]) -> Option<&'static str> {
    let is_leading = index == 0 && characters.get(1).is_some_and(char::is_ascii_digit);
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

/// Names for the characters of a text that has no letter and no digit.
fn spelled(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for character in text.chars() {
        let word = match character {
            '*' => "star".to_owned(),
            '+' => "plus".to_owned(),
            '-' => "minus".to_owned(),
            '/' => "slash".to_owned(),
            '.' => "dot".to_owned(),
            '_' => "underscore".to_owned(),
            '$' => "dollar".to_owned(),
            '@' => "at".to_owned(),
            '#' => "hash".to_owned(),
            '=' => "equal".to_owned(),
            '<' => "less".to_owned(),
            '>' => "greater".to_owned(),
            '!' => "not".to_owned(),
            ' ' => "space".to_owned(),
            other => by_number(other),
        };
        words.push(word);
    }
    if words.is_empty() {
        words.push("empty".to_owned());
    }
    words
}
