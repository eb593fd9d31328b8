//! What is wrong in keywords that no reader of schemas takes anything from: patterns, dialects and others, which
//! change nothing that is generated.

use crate::cursor::{Expected, Keys};
use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Reader, Version};
use crate::source::{At, Node};

/// Where the dialects of OpenAPI itself stand: one for each version, and for each date on which it was published.
const OWN_DIALECTS: &str = "https://spec.openapis.org/oas/3.";

/// The dialect that those of OpenAPI are made of.
const BASE_DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

impl Reader<'_> {
    /// Reports what is wrong in the keywords of a schema from which no type follows.
    pub(in crate::doc) fn check_unread(&self, keys: &Keys<'_>) {
        ignore(keys);
        if let Some(factor) = keys.get_as("multipleOf", Expected::Number) {
            self.check_factor(factor);
        }
        if let Some(pattern) = keys.get_as("pattern", Expected::String) {
            self.check_pattern(pattern);
        }
        if let Some(dialect) = keys.get_as("$schema", Expected::String) {
            self.check_dialect(dialect);
        }
    }

    /// Reports a dialect of JSON Schema by which no schema is read.
    pub(in crate::doc) fn check_dialect(&self, at: At) {
        let Node::String(text) = self.cursor.source.node(at) else { return };
        let uri = text.trim_end_matches('#').replacen("http://", "https://", 1);
        if uri == BASE_DIALECT || uri.starts_with(OWN_DIALECTS) {
            return;
        }
        let read_as = match self.versions.at(self.cursor.source, at) {
            Version::V3_0 => "the schema object of OpenAPI 3.0",
            Version::V3_1 | Version::V3_2 => "JSON Schema 2020-12",
        };
        self.cursor.sink.push(
            Diagnostic::warning(Code::Unsupported, Spot::Value(at), format!("`{text}` is another dialect of schemas"))
                .label(format!("read as {read_as}"))
                .help(format!("write the schemas as {read_as} has them, and name that dialect or none"))
                .help("without it: a keyword that means something else in the other dialect is misread"),
        );
    }

    /// Reports a factor of which no value is a multiple, or whose sign says nothing.
    fn check_factor(&self, at: At) {
        let help = match self.cursor.source.node(at) {
            Node::Integer(0) => "write a number above 0, or remove the keyword where any number is meant",
            // What is 0 with a fraction may be a number that is too small to be held.
            node if node.as_number().is_some_and(|factor| factor < 0.0) => {
                "write the number without its sign: the multiples are the same"
            }
            _ => return,
        };
        self.cursor.sink.push(
            Diagnostic::warning(Code::InvalidValue, Spot::Value(at), "`multipleOf` is a number above 0")
                .help(help)
                .help("without it: nothing changes, because a client leaves the check to the server"),
        );
    }

    /// Reports a pattern that no reader of regular expressions can take.
    fn check_pattern(&self, at: At) {
        let Node::String(pattern) = self.cursor.source.node(at) else { return };
        let Some(fault) = fault_of(pattern) else { return };
        let message = format!("this pattern is no regular expression: {fault}");
        self.cursor.sink.push(
            Diagnostic::warning(Code::InvalidValue, Spot::Value(at), message)
                .help("correct the pattern; a bracket that is meant as itself has a `\\` before it")
                .help("without it: nothing changes, because a client leaves the check to the server"),
        );
    }
}

/// The keywords that are read over on purpose.
fn ignore(keys: &Keys<'_>) {
    keys.ignore(
        &["minContains", "maxContains"],
        Expected::Count,
        "a limit is the server's to check: a client that checks it too breaks when the server moves it",
    );
    keys.ignore(&["uniqueItems"], Expected::Boolean, "as above");
    keys.ignore(&["not", "contains", "propertyNames"], Expected::Schema, "as above: they take values away");
    keys.ignore(&["unevaluatedItems", "additionalItems"], Expected::Schema, "as above");
    keys.ignore(&["dependentRequired", "dependentSchemas", "dependencies"], Expected::Object, "as above");
    keys.ignore(
        &["if", "then", "else"],
        Expected::Schema,
        "no type follows from a condition; what it declares is told",
    );
    keys.ignore(&["externalDocs"], Expected::Object, "for readers of the document");
    keys.ignore(&["$comment"], Expected::String, "as above");
    keys.ignore(&["xml"], Expected::Object, "the client speaks JSON");
    keys.ignore(
        &["$vocabulary"],
        Expected::Object,
        "it stands in the schema of a dialect, and none but OpenAPI's own are read",
    );
    keys.ignore(&["$id", "$anchor", "$dynamicAnchor"], Expected::String, "the source resolves references by them");
}

/// What is not closed or not opened in a regular expression.
fn fault_of(pattern: &str) -> Option<&'static str> {
    let mut open = 0_usize;
    let mut is_in_class = false;
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => {
                let Some(_) = characters.next() else { return Some("nothing follows the last `\\`") };
            }
            ']' => is_in_class = false,
            _ if is_in_class => {}
            '[' => is_in_class = true,
            '(' => open += 1,
            ')' => match open.checked_sub(1) {
                Some(left) => open = left,
                None => return Some("a `)` closes nothing"),
            },
            _ => {}
        }
    }
    match (is_in_class, open) {
        (true, _) => Some("a `[` is not closed"),
        (false, 0) => None,
        (false, _) => Some("a `(` is not closed"),
    }
}
