//! What an item is, in words, where the document says nothing of it: where it stands.

use crate::ir::Step;
use crate::plan::docs;

/// A type by the steps that lead to it: "An item of `tools` of `Assistant`."
pub fn of_type(steps: &[Step]) -> String {
    let (steps, end) = match steps {
        [steps @ .., Step::Params] => (steps, ", as requests hold it."),
        steps => (steps, "."),
    };
    let words = match steps {
        [Step::Component(name)] => format!("the schema {}", docs::code(name)),
        steps => steps.iter().rev().map(words).collect::<Vec<_>>().join(" of "),
    };
    let article = if words.starts_with('`') { "the " } else { "" };
    capitalized(&format!("{article}{words}{end}"))
}

fn words(step: &Step) -> String {
    match step {
        Step::Component(name) | Step::Property(name) => docs::code(name),
        Step::Operation(id) => format!("the operation {}", docs::code(id)),
        Step::Request | Step::Params => "the request".to_owned(),
        Step::Response(status) => format!("the response {}", docs::code(status)),
        Step::Parameter(name) => format!("the parameter {}", docs::code(name)),
        Step::Header(name) => format!("the header {}", docs::code(name)),
        Step::Items => "an item".to_owned(),
        Step::Values => "a value".to_owned(),
        // A branch that nothing tells from the others has its number for words.
        Step::Variant(words) => match words.strip_prefix("variant ") {
            Some(number) => format!("branch {}", docs::text(number)),
            None => format!("the branch {}", docs::code(words)),
        },
        Step::Base => "the base".to_owned(),
    }
}

/// A sentence of letters that begins with a capital.
fn capitalized(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| format!("{}{}", first.to_ascii_uppercase(), characters.as_str()))
}
