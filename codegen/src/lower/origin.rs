//! Where a schema stands: what the name of its type is made of.

use crate::doc::SchemaId;
use crate::ir::{Origin, Step};
use crate::lower::Lowering;
use crate::source::Node;

impl Lowering<'_> {
    /// The step from a type to one inside it.
    pub(in crate::lower) fn step(&self, origin: &Origin, step: Step, schema: SchemaId) -> Origin {
        let mut steps = origin.steps.clone();
        steps.push(step);
        Origin { steps, at: self.document.schema(schema).at() }
    }

    /// The steps to a schema from the component or the operation that it stands in, read off its JSON Pointer.
    pub(in crate::lower) fn origin_of(&self, schema: SchemaId) -> Option<Origin> {
        let at = self.document.schema(schema).at();
        let pointer = self.cursor.source.pointer(at);
        let tokens: Vec<String> =
            pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")).collect();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let (first, mut rest) = match tokens[..] {
            ["components", "schemas", name, ref rest @ ..] => (Step::Component(name.to_owned()), rest),
            ["paths", path, method, ref rest @ ..] => {
                let operation = self
                    .cursor
                    .source
                    .resolve(self.document.file, &pointer_of(&["paths", path, method, "operationId"]));
                let id = operation.and_then(|at| match self.cursor.source.node(at) {
                    Node::String(id) => Some(id.to_string()),
                    _ => None,
                });
                (Step::Operation(id.unwrap_or_else(|| format!("{method} {path}"))), rest)
            }
            // `responses` and the like: one of them is a response.
            [_, kind, name, ref rest @ ..] => (Step::Component(format!("{name} {}", kind.trim_end_matches('s'))), rest),
            _ => return None,
        };
        let mut steps = vec![first];
        while let [token, inner @ ..] = rest {
            rest = inner;
            match (*token, inner) {
                ("properties" | "$defs" | "definitions", [key, after @ ..]) => {
                    steps.push(Step::Property((*key).to_owned()));
                    rest = after;
                }
                ("responses", [status, after @ ..]) => {
                    steps.push(Step::Response((*status).to_owned()));
                    rest = after;
                }
                ("headers", [name, after @ ..]) => {
                    steps.push(Step::Header((*name).to_owned()));
                    rest = after;
                }
                ("content", [_, after @ ..]) => rest = after,
                ("items", _) => steps.push(Step::Items),
                ("additionalProperties", _) => steps.push(Step::Values),
                ("schema", _) => {}
                (other, _) => steps.push(Step::Property(other.to_owned())),
            }
        }
        Some(Origin { steps, at })
    }
}

/// The JSON Pointer of these keys.
fn pointer_of(tokens: &[&str]) -> String {
    tokens.iter().map(|token| format!("/{}", token.replace('~', "~0").replace('/', "~1"))).collect::<Vec<_>>().concat()
}
