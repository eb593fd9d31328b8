//! `patternProperties`: which keys a pattern speaks of.
//!
//! Types are for all keys that a struct does not name, or for those that begin with a text. Where an object may have
//! keys that no pattern fits, what stands under them must not be refused, so that other patterns leave the values open.

use crate::doc::AdditionalProperties;
use crate::lower::all_of::Merged;

/// Patterns that every key fits.
const ANY_KEY: [&str; 7] = ["", ".*", "^.*$", "^.*", ".+", "^.+$", "^.+"];

/// What the characters of a regular expression are that stand for something else than themselves.
const SPECIAL: &str = r"\.+*?()|[]{}^$";

/// The texts that the keys of the patterns begin with; none where the patterns speak of all keys that there may be, and
/// `None` where they cannot be told by their beginning.
pub fn prefixes(merged: &Merged<'_>) -> Option<Vec<String>> {
    let is = |test: fn(&AdditionalProperties) -> bool| merged.additional.iter().any(|(additional, _)| test(additional));
    let speaks_of_all = is(|additional| matches!(additional, AdditionalProperties::Schema(_)))
        || merged.patterns.iter().any(|(pattern, _)| ANY_KEY.contains(pattern));
    if speaks_of_all {
        return Some(Vec::new());
    }
    let prefixes: Option<Vec<String>> = merged.patterns.iter().map(|(pattern, _)| prefix(pattern)).collect();
    // Where there are no other keys, one that a newer server adds is left out as from every closed object. Where they
    // are allowed by name, they are kept, and a type of the keys that begin with a text would lose them.
    if merged.is_closed() {
        return Some(prefixes.unwrap_or_default());
    }
    if is(|additional| matches!(additional, AdditionalProperties::Boolean(true))) { None } else { prefixes }
}

/// The text that a pattern asks of the beginning of a key; `None` where it asks more or something else.
fn prefix(pattern: &str) -> Option<String> {
    let begins = pattern.strip_prefix('^')?;
    let begins = begins.strip_suffix(".*$").or_else(|| begins.strip_suffix(".*")).unwrap_or(begins);
    let mut text = String::new();
    let mut characters = begins.chars();
    while let Some(character) = characters.next() {
        match character {
            // A letter after it would stand for a kind of characters.
            '\\' => text.extend(characters.next().filter(|next| !next.is_alphanumeric()).map(Some)?),
            special if SPECIAL.contains(special) => return None,
            plain => text.push(plain),
        }
    }
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use crate::lower::pattern::prefix;

    #[test]
    fn a_beginning_is_told_from_every_other_pattern() {
        for (pattern, text) in [("^x-", "x-"), ("^@", "@"), ("^a\\.b.*$", "a.b"), ("^m\\[", "m[")] {
            assert_eq!(prefix(pattern).as_deref(), Some(text), "{pattern}");
        }
        for pattern in ["", "x-", "^", "^a$", "^[a-z]+$", "^\\d", "^a|b", "^(a)", "^a?", "^a\\"] {
            assert_eq!(prefix(pattern), None, "{pattern}");
        }
    }
}
