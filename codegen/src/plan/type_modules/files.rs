//! Which types of a group stand in one file, where they are too many for one.
//!
//! A type stands with those whose names begin with the same word, `RealtimeSession` in `shared_realtime`, where these
//! are many, and else with those of the same letter, or of the same two or three where those of one are too many. It
//! does not move because others come or grow, as long as no file passes its border: a diff of the output shows what has
//! changed and not what has moved.

use std::collections::BTreeMap;

use crate::ir::TypeId;
use crate::names::{Ident, split};
use crate::plan::names::singular;

/// The number of lines up to which types stand in one file.
pub const ONE_FILE: usize = 2_400;

/// The number of words that the name of a file takes from the names of its types.
const MOST_WORDS: usize = 2;

/// The number of lines from which on types whose names begin with one word have a file of their own.
const OWN_FILE: usize = ONE_FILE / 4;

/// A type that is to stand in a file.
pub struct Member {
    /// Where it stands in the order of the document.
    position: usize,
    id: TypeId,
    lines: usize,
    words: Vec<String>,
}

impl Member {
    /// A type of this name, where it stands in the order of the document, and how many lines it takes.
    pub fn of(position: usize, id: TypeId, lines: usize, name: &Ident) -> Self {
        Self { position, id, lines, words: split(name.unraw()) }
    }
}

/// A file of types.
pub struct TypesFile {
    /// The words that the names of all its types begin with; the last may be the beginning of one.
    words: Vec<String>,
    /// Its types in the order of the document.
    pub types: Vec<TypeId>,
}

impl TypesFile {
    fn of(words: &[String], members: &[Member]) -> Self {
        Self { words: words.to_vec(), types: members.iter().map(|member| member.id).collect() }
    }

    /// The names that the file would have, the best first.
    pub fn wishes(&self, group: &str) -> Vec<String> {
        // The group's own words say nothing more: `responses_response`.
        let own = split(group);
        let is_said = |(word, own): (&String, &String)| word == own || *word == singular(own);
        let said = self.words.iter().zip(&own).take_while(|pair| is_said(*pair)).count();
        let words = self.words[said..].join(" ");
        if words.is_empty() {
            vec![group.to_owned(), format!("{group} types")]
        } else {
            vec![format!("{group} {words}")]
        }
    }

    /// What it holds, where the group as a whole holds `what`.
    pub fn what(&self, what: &str) -> String {
        if self.words.is_empty() {
            return what.to_owned();
        }
        format!("{what}, of those whose names begin with \"{}\"", self.words.join(" "))
    }
}

/// Shares types out among files.
pub fn files(members: Vec<Member>) -> Vec<TypesFile> {
    let mut files = Vec::new();
    share(members, &[], &mut files);
    files
}

/// Shares out types whose names all begin with `words`.
fn share(members: Vec<Member>, words: &[String], files: &mut Vec<TypesFile>) {
    let depth = words.len();
    if members.is_empty() {
        return;
    }
    if lines(&members) <= ONE_FILE {
        files.push(TypesFile::of(words, &members));
        return;
    }
    if depth == MOST_WORDS {
        share_by_letters(members, words, "", files);
        return;
    }
    let below = |word: &str| words.iter().cloned().chain([word.to_owned()]).collect::<Vec<String>>();
    let (families, mut rest) = families(members, |member| member.words.get(depth).cloned());
    let mut large = Vec::new();
    for (word, family) in families {
        if lines(&family) >= OWN_FILE {
            large.push((word, family));
        } else {
            rest.extend(family);
        }
    }
    rest.sort_by_key(|member| member.position);
    share_by_letters(rest, words, "", files);
    for (word, family) in large {
        share(family, &below(&word), files);
    }
}

/// Shares out types whose names go on with `letters` after `words`: by a letter more where they are too many, and by
/// the next word where the letters are a whole one.
fn share_by_letters(members: Vec<Member>, words: &[String], letters: &str, files: &mut Vec<TypesFile>) {
    let mut said = words.to_vec();
    said.extend((!letters.is_empty()).then(|| letters.to_owned()));
    if lines(&members) <= ONE_FILE || members.len() == 1 {
        share_in_order(&members, &said, files);
        return;
    }
    let length = letters.chars().count() + 1;
    let beginning = |member: &Member| {
        let word = member.words.get(words.len())?;
        let beginning: String = word.chars().take(length).collect();
        (beginning != letters).then_some(beginning)
    };
    let (families, mut rest) = families(members, beginning);
    // Letters of which there are few share a file as long as it holds them, except for those that a group begins with.
    let mut own_file = if said.is_empty() { 0 } else { OWN_FILE };
    let of_few = |own_file: usize| -> usize {
        families.values().map(|family| lines(family)).filter(|count| *count < own_file).sum()
    };
    let of_rest = lines(&rest);
    while own_file > 0 && of_rest + of_few(own_file) > ONE_FILE {
        own_file /= 2;
    }
    let mut large = Vec::new();
    for (letters, family) in families {
        if lines(&family) >= own_file {
            large.push((letters, family));
        } else {
            rest.extend(family);
        }
    }
    rest.sort_by_key(|member| member.position);
    if letters.is_empty() {
        share_in_order(&rest, &said, files);
    } else {
        share_by_letters(rest, &said, "", files);
    }
    for (letters, family) in large {
        share_by_letters(family, words, &letters, files);
    }
}

/// Cuts types into files in the order of the document, where their names tell nothing more.
fn share_in_order(members: &[Member], words: &[String], files: &mut Vec<TypesFile>) {
    let mut begin = 0;
    for end in 1..=members.len() {
        if end == members.len() || lines(&members[begin..=end]) > ONE_FILE {
            files.push(TypesFile::of(words, &members[begin..end]));
            begin = end;
        }
    }
}

/// Types by what a part of their names says, and those that have no such part.
fn families(
    members: Vec<Member>,
    part: impl Fn(&Member) -> Option<String>,
) -> (BTreeMap<String, Vec<Member>>, Vec<Member>) {
    let mut families: BTreeMap<String, Vec<Member>> = BTreeMap::new();
    let mut rest = Vec::new();
    for member in members {
        match part(&member) {
            Some(word) => families.entry(word).or_default().push(member),
            None => rest.push(member),
        }
    }
    (families, rest)
}

fn lines(members: &[Member]) -> usize {
    members.iter().map(|member| member.lines).sum()
}
