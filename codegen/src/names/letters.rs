//! The letters that an identifier keeps.
//!
//! rustc takes identifiers of the same normal form for one, and warns of letters that few languages use, of a script
//! whose letters all look like those of another, and of identifiers that look alike (`uncommon_codepoints`,
//! `mixed_script_confusables`, `confusable_idents`). It asks the crate of this file, so that what is kept here passes
//! there.

use std::borrow::Cow;
use std::collections::HashSet;

use unicode_ident::is_xid_continue;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_security::GeneralSecurityProfile;
use unicode_security::confusable_detection::skeleton;
use unicode_security::mixed_script::{AugmentedScriptSet, is_potential_mixed_script_confusable_char};

/// A text in the normal form in which rustc compares identifiers.
pub fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Whether an identifier may hold a character without a warning of this character alone.
pub fn is_usual(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || character == '_';
    }
    is_xid_continue(character) && character.identifier_allowed() && !is_usual_of_late(character)
}

/// Whether a letter was rare in Unicode's opinion until version 17: a rustc that knows an earlier one warns of it.
/// These are the Latin letters of Africa and of phonetics, but for those of Vietnamese and Romanian, and few others.
const fn is_usual_of_late(character: char) -> bool {
    match character {
        'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ș'..='ț' => false,
        '\u{180}'..='\u{2af}' => true,
        _ => matches!(character, '\u{68e}' | '\u{88f}' | '\u{da6}' | '\u{11b0a}'),
    }
}

/// The letters of a text that its name does not keep, because a reader would take each for one of another script.
///
/// One letter that is of its script beyond doubt speaks for all others of this script, as it does to rustc.
#[derive(Debug, Default)]
pub struct Doubtful(Vec<char>);

impl Doubtful {
    /// The doubtful letters of a text.
    pub fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self::default();
        }
        let latin = AugmentedScriptSet::for_char('a');
        let mut certain: HashSet<AugmentedScriptSet> = HashSet::new();
        let mut letters: Vec<(char, AugmentedScriptSet)> = Vec::new();
        let mut previous = ' ';
        for letter in text.chars() {
            let script = AugmentedScriptSet::for_char(letter);
            if !letter.is_ascii() && is_usual(letter) && script != latin {
                // Within a word it is a small one, whatever the text has.
                let is_first = !previous.is_alphanumeric() || letter.is_uppercase();
                let is_doubtful = letter.to_lowercase().any(is_potential_mixed_script_confusable_char)
                    || (is_first && letter.to_uppercase().any(is_potential_mixed_script_confusable_char));
                if !is_doubtful {
                    certain.insert(script);
                }
                letters.push((letter, script));
            }
            previous = letter;
        }
        letters.retain(|(_, script)| !certain.contains(script));
        Self(letters.into_iter().map(|(letter, _)| letter).collect())
    }

    /// Whether the letter is one of them.
    pub fn contains(&self, letter: char) -> bool {
        self.0.contains(&letter)
    }
}

/// What stands in the place of a Latin letter that a reader takes for letters of ASCII: `œuvre` and `oeuvre` are one
/// name.
pub const fn in_ascii(letter: char) -> Option<&'static str> {
    match letter {
        'æ' | 'Æ' => Some("ae"),
        'œ' | 'Œ' => Some("oe"),
        'þ' | 'Þ' => Some("th"),
        'ı' => Some("i"),
        _ => None,
    }
}

/// How the names of a scope look. Names of ASCII alone may look alike: rustc does not warn of them.
#[derive(Debug, Default)]
pub struct Looks {
    /// The names of ASCII that no other had to be compared with yet: most scopes have no other.
    open: Vec<String>,
    /// How the names of ASCII look that were compared.
    plain: HashSet<String>,
    /// How the other names look.
    others: HashSet<String>,
}

impl Looks {
    /// Adds a name, and tells whether it looks like none that is there; one that does is not added.
    pub fn add(&mut self, name: &str) -> bool {
        if name.is_ascii() {
            let is_free = self.others.is_empty() || !self.others.contains(&look(name));
            if is_free {
                self.open.push(name.to_owned());
            }
            return is_free;
        }
        self.plain.extend(self.open.drain(..).map(|name| look(&name)));
        let look = look(name);
        !self.plain.contains(&look) && self.others.insert(look)
    }
}

fn look(name: &str) -> String {
    skeleton(name).collect()
}
