//! What the README of the crate says.

use crate::ir::LeftOut;
use crate::plan::{Planner, docs, examples};
use crate::rust::{ExampleKind, ExampleProgram, Readme};

impl Planner<'_> {
    /// What it says, with the programs under `examples/` as they were planned.
    pub(in crate::plan) fn readme(&self, examples: &[ExampleProgram]) -> Readme {
        let info = &self.api.info;
        let library = self.library();
        let operation = |(index, operation): (usize, &crate::ir::Operation)| {
            let call = self.call(index, &library);
            let group = call.group.as_ref().map_or_else(String::new, |group| format!(".{group}()"));
            let arguments: Vec<String> = call.arguments.iter().map(|argument| argument.name.to_string()).collect();
            let summary = docs::opening(&docs::lines(&operation.documentation));
            (
                format!("client{group}.{}({})", call.method, arguments.join(", ")),
                format!("{} {}", operation.method.as_str(), operation.path),
                summary,
            )
        };
        let first_program = examples.iter().find_map(|example| match &example.kind {
            ExampleKind::Call { call } => Some(examples::body(call)),
            ExampleKind::FakeTransport { .. } => None,
        });
        Readme {
            title: docs::text(&info.title),
            description: info.description.as_deref().map(|text| docs::markdown(text.trim())).unwrap_or_default(),
            variables: self.variables(),
            first_program: first_program.unwrap_or_default(),
            operations: self.api.operations.iter().enumerate().map(operation).collect(),
            left_out: self.left_out(),
            examples: examples.iter().map(|example| (example.name.clone(), docs::opening(&example.docs))).collect(),
        }
    }

    /// What the document describes and the crate leaves out, with what a program can do about it.
    pub(in crate::plan) fn left_out(&self) -> Vec<String> {
        let mut points = Vec::new();
        let uncalled = || self.api.uncalled.iter().filter(|operation| !operation.is_called_by_server);
        let missing = uncalled().count();
        let unread = self.api.unread_operations;
        let all = missing + unread + self.api.operations.len();
        if unread > 0 {
            let (verb, methods) =
                if unread == 1 { ("has", "its HTTP method is") } else { ("have", "their HTTP methods are") };
            points.push(format!(
                "{unread} of {} {verb} no method, because {methods} not supported yet. No types are generated of what the \
                 document says there.",
                counted(all, "operation")
            ));
        }
        if missing > 0 {
            let why = if uncalled().all(|operation| operation.request.is_some()) {
                "request bodies are not supported yet"
            } else {
                "of a request body or a path parameter that is not supported yet"
            };
            let (verb, whose) = if missing == 1 { ("has", "its") } else { ("have", "their") };
            points.push(format!(
                "{missing} of {} {verb} no method, because {why}. The types of {whose} bodies are generated all the same, \
                 for a program that sends the request by an HTTP client of its own.",
                counted(all, "operation")
            ));
        }
        for (location, what, how) in [
            (LeftOut::Query, "query parameter", "`.query(\"name\", value)` adds one to a call"),
            (LeftOut::QueryString, "parameter for the query as a whole", "`.query(\"name\", value)` adds to a query"),
            (LeftOut::Header, "header parameter", "`.header(\"name\", \"value\")` adds one to a call"),
            (LeftOut::Cookie, "cookie parameter", "`.header(\"cookie\", \"name=value\")` adds one to a call"),
        ] {
            let of = |operation: &crate::ir::Operation| {
                operation.left_out.iter().filter(|known| **known == location).count()
            };
            let counts = || self.api.operations.iter().map(of).filter(|count| *count > 0);
            let parameters: usize = counts().sum();
            if parameters > 0 {
                let operations = counted(counts().count(), "operation");
                let verb = if parameters == 1 { "has" } else { "have" };
                points.push(format!("{} of {operations} {verb} no argument: {how}.", counted(parameters, what)));
            }
        }
        points
    }
}

/// A number of things.
fn counted(count: usize, what: &str) -> String {
    match (count, what.split_once(' ')) {
        (1, _) => format!("1 {what}"),
        (_, Some(("parameter", rest))) => format!("{count} parameters {rest}"),
        _ => format!("{count} {what}s"),
    }
}
