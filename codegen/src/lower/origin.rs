//! Where a schema stands: what the name of its type is made of.

use crate::doc::SchemaId;
use crate::ir::{Origin, Step};
use crate::lower::Lowering;
use crate::source::{At, stem};

impl Lowering<'_> {
    /// The step from a type to one inside it.
    pub(in crate::lower) fn step(&self, origin: &Origin, step: Step, schema: SchemaId) -> Origin {
        let mut steps = origin.steps.clone();
        steps.push(step);
        Origin { steps, at: self.document.schema(schema).at() }
    }

    /// The steps to a schema from the component, the operation or the file that it stands in, read off its place.
    pub(in crate::lower) fn origin_of(&self, schema: SchemaId) -> Option<Origin> {
        let at = self.document.schema(schema).at();
        let tokens = self.cursor.source.tokens(at);
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let (first, mut rest) = self.first_step(at, &tokens)?;
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

    /// The name that a schema has where it stands: that of its file, where it is the whole of it, or the key under
    /// which it stands among schemas by name. `None` for an inline schema.
    pub(in crate::lower) fn name_where_it_stands(&self, schema: SchemaId) -> Option<String> {
        let source = self.cursor.source;
        let at = self.document.schema(schema).at();
        let file = source.file_of(at);
        let tokens = source.tokens(at);
        let is_in_another_file = file != self.document.file;
        let name = match &tokens.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [] if is_in_another_file => stem(&source.file(file).path),
            ["components", "schemas", name] | ["schemas" | "$defs" | "definitions", name] => name,
            // A property may have the name of the keyword.
            [.., above, "$defs" | "definitions", name] if !["properties", "patternProperties"].contains(above) => name,
            [name] if is_in_another_file && !self.is_schema(source.parent(at)?) => name,
            _ => return None,
        };
        Some(name.to_owned())
    }

    fn is_schema(&self, at: At) -> bool {
        self.document.schema_by_place.contains_key(&at)
    }

    /// The named thing that a place lies in, and the tokens from there on.
    fn first_step<'t, 'p>(&self, at: At, tokens: &'t [&'p str]) -> Option<(Step, &'t [&'p str])> {
        let source = self.cursor.source;
        let ancestors = std::iter::successors(Some(at), |at| source.parent(*at));
        let named = ancestors.filter_map(|at| self.document.operation_by_place.get(&at).map(|id| (id, at)));
        if let Some((id, operation)) = named.last() {
            return Some((Step::Operation(id.clone()), &tokens[source.tokens(operation).len()..]));
        }
        let file = source.file_of(at);
        let root = *source.file(file).root.as_ref().ok()?;
        if file != self.document.file
            && let Some(step) = self.file_step(root, stem(&source.file(file).path))
        {
            return Some((step, tokens));
        }
        Some(match tokens {
            ["components", "schemas", name, rest @ ..] | ["schemas" | "$defs" | "definitions", name, rest @ ..] => {
                (Step::Component((*name).to_owned()), rest)
            }
            ["components", kind, name, rest @ ..] => {
                // One of the `responses` is a response, and one of the `requestBodies` a request body.
                let kind = if *kind == "requestBodies" { "request body" } else { kind.trim_end_matches('s') };
                (Step::Component(format!("{name} {kind}")), rest)
            }
            ["components", ..] | [] => return None,
            // A file may hold nothing but schemas by name.
            [name, rest @ ..] => (Step::Component((*name).to_owned()), rest),
        })
    }

    /// The step of a file that is one thing as a whole: `User.yaml` is the component `User`.
    fn file_step(&self, root: At, stem: &str) -> Option<Step> {
        let document = self.document;
        let kind = if document.schema_by_place.contains_key(&root) {
            ""
        } else if document.responses.at(root).is_some() {
            " response"
        } else if document.request_bodies.at(root).is_some() {
            " request body"
        } else if document.parameters.at(root).is_some() {
            " parameter"
        } else if document.headers.at(root).is_some() {
            " header"
        } else {
            return None;
        };
        Some(Step::Component(format!("{stem}{kind}")))
    }
}
