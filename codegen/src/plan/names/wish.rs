//! The words that name a type, from where it stands.
//!
//! They depend on the way to the schema alone and on nothing else in the document, so that what is added beside it
//! changes no name. Each step adds what the name does not say yet.

use crate::ir::{Origin, Step};
use crate::names::split;

/// The number of letters above which a name leaves out the middle of its way.
const LONG: usize = 48;

/// What a type may be called, the best first: the short name, and for where another type has that the whole way to it.
pub(in crate::plan::names) fn of(origin: &Origin) -> Vec<String> {
    // What requests hold of a type is called as the type is.
    let (steps, endings) = match &origin.steps[..] {
        [steps @ .., Step::Params] => (steps, &["params", "request", "request params"][..]),
        // A component often has the name of the body that refers to it or repeats it.
        steps @ [.., Step::Request | Step::Response(_)] => (steps, &["", "body", "schema"][..]),
        steps => (steps, &["", "schema"][..]),
    };
    let mut short = short_parts(steps);
    // What a thing belongs to and what it is say more than the layers between.
    while short.len() > 3 && short.iter().flatten().map(String::len).sum::<usize>() > LONG {
        short.remove(1);
    }
    let names = [short, whole_parts(steps)].map(|parts| parts.concat().join(" "));
    endings.iter().flat_map(|ending| names.iter().map(move |name| format!("{name} {ending}"))).collect()
}

/// What each step says, without what the steps before it say already.
fn short_parts(steps: &[Step]) -> Vec<Vec<String>> {
    let mut parts: Vec<Vec<String>> = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let next = steps.get(index + 1);
        let before = index.checked_sub(1).map(|before| &steps[before]);
        let is_between = matches!(next, Some(Step::Property(_)));
        match step {
            // What is inside of a body is named as if it were the operation's own.
            Step::Request if is_between => {}
            Step::Property(key) => {
                let mut words = words_of(key);
                if next == Some(&Step::Items) {
                    make_singular(&mut words);
                }
                parts.push(unsaid(&parts, words, next.is_some()));
            }
            // A list under a key is no type, nor is a branch that is one: the items have the name to themselves.
            Step::Items if matches!(before, Some(Step::Property(_) | Step::Variant(_))) => {
                if let Some(last) = parts.last_mut() {
                    if last.pop_if(|word| word == "list").is_none() && matches!(before, Some(Step::Variant(_))) {
                        make_singular(last);
                    }
                    if last.is_empty() {
                        last.push("item".to_owned());
                    }
                }
            }
            Step::Items => add_items(&mut parts),
            Step::Variant(words) => {
                let words = words_of(words);
                give_up_ending(&mut parts, &words);
                parts.push(unsaid(&parts, words, false));
            }
            step => parts.push(step_words(step)),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// What each step says.
fn whole_parts(steps: &[Step]) -> Vec<Vec<String>> {
    let mut parts = Vec::new();
    for step in steps {
        match step {
            Step::Items => add_items(&mut parts),
            step => parts.push(step_words(step)),
        }
    }
    parts
}

fn step_words(step: &Step) -> Vec<String> {
    match step {
        Step::Component(name)
        | Step::Operation(name)
        | Step::Parameter(name)
        | Step::Header(name)
        | Step::Property(name)
        | Step::Variant(name) => words_of(name),
        Step::Response(status) if status.starts_with('2') => vec!["response".to_owned()],
        Step::Response(status) => words_of(&format!("{status} response")),
        Step::Items => vec!["item".to_owned()],
        Step::Values => vec!["value".to_owned()],
        Step::Request => vec!["request".to_owned()],
        Step::Base => vec!["base".to_owned()],
        Step::Params => vec!["params".to_owned()],
    }
}

/// How many words are looked for at the end of a name; none that people write repeats more.
const LONGEST_ECHO: usize = 8;

/// The words without those that the name ends with already: `request_counts` below `BatchRequest` says `counts`. Where
/// nothing would be left, all of them stay, unless more follows.
fn unsaid(parts: &[Vec<String>], mut words: Vec<String>, may_be_empty: bool) -> Vec<String> {
    let mut said: Vec<&String> = parts.iter().rev().flat_map(|part| part.iter().rev()).take(LONGEST_ECHO).collect();
    said.reverse();
    let longest = words.len().min(said.len());
    let same = (1..=longest)
        .rev()
        .find(|count| said[said.len() - count..].iter().copied().eq(&words[..*count]))
        .unwrap_or_default();
    if same < words.len() || may_be_empty {
        words.drain(..same);
    }
    words
}

/// Takes the words off the end of a name that a branch ends with too: the `static strategy` of a `Strategy` is no
/// `strategy static strategy`.
fn give_up_ending(parts: &mut [Vec<String>], branch: &[String]) {
    let is_first_step = parts.len() < 2;
    let Some(last) = parts.last_mut() else { return };
    let same = last.iter().rev().zip(branch.iter().rev()).take_while(|(left, right)| left == right).count();
    // The named thing that a type belongs to keeps a word of its own, and the branch says more than that.
    if same < branch.len() && (same < last.len() || !is_first_step) {
        last.truncate(last.len() - same);
    }
}

/// The words of a text. A digit begins no name, so that a letter stands before one; a step is no name by itself.
fn words_of(text: &str) -> Vec<String> {
    let mut words = split(text);
    let is_digit =
        text.chars().find(|character| character.is_alphanumeric()).is_some_and(|first| first.is_ascii_digit());
    if is_digit && words[0].starts_with('n') {
        words[0].remove(0);
    }
    words
}

/// The items of a list that has a name: the singular of it, or its item.
fn add_items(parts: &mut [Vec<String>]) {
    let Some(last) = parts.last_mut() else { return };
    let before = last.clone();
    make_singular(last);
    if *last == before {
        last.push("item".to_owned());
    }
}

fn make_singular(words: &mut [String]) {
    if let Some(last) = words.last_mut() {
        *last = singular(last);
    }
}

/// The singular of an English noun, by its ending.
pub(in crate::plan) fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 1 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}
