//! What the README of the crate says.

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
            examples: examples.iter().map(|example| (example.name.clone(), docs::opening(&example.docs))).collect(),
        }
    }
}
