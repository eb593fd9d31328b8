//! Operations.

use std::collections::HashMap;

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{self, unsupported};
use crate::ir::{Documentation, Operation, OperationId, Tag};
use crate::lower::Lowering;
use crate::source::At;

impl<'s> Lowering<'s> {
    /// The operations in document order.
    pub(in crate::lower) fn operations(&mut self, tags: &[Tag]) -> Vec<Operation> {
        let mut seen: HashMap<&str, At> = HashMap::new();
        let mut operations = Vec::new();
        for path in &self.document.paths {
            if !path.path.starts_with('/') {
                let message = format!("the path `{}` does not begin with `/`", path.path);
                let help = format!("write `/{}`", path.path);
                self.cursor.sink.push(Diagnostic::error(Code::InvalidValue, Spot::Key(path.at), message).help(help));
            }
            for operation in &path.operations {
                let is_again = operation.id.as_ref().is_some_and(|(id, at)| match seen.get(id.as_str()) {
                    Some(first) => {
                        self.duplicate(id, *at, *first);
                        true
                    }
                    None => {
                        seen.insert(id, *at);
                        false
                    }
                });
                // Read all the same where the id stands twice: what else is wrong with it is reported too.
                let lowered = self.operation(path, operation, tags);
                operations.extend(lowered.filter(|_| !is_again));
            }
        }
        operations
    }

    fn duplicate(&self, id: &str, at: At, first: At) {
        self.cursor.sink.push(
            Diagnostic::error(
                Code::DuplicateOperationId,
                Spot::Value(at),
                format!("two operations have the id `{id}`"),
            )
            .label("the id stands here again")
            .also(Spot::Value(first), "the first stands here")
            .help("give one of them another id: methods are named by it"),
        );
    }

    fn operation(&mut self, path: &'s doc::PathItem, operation: &'s doc::Operation, tags: &[Tag]) -> Option<Operation> {
        let id = match &operation.id {
            Some((id, _)) => id.clone(),
            None => format!("{} {}", operation.method.as_str().to_lowercase(), path.path),
        };
        let parameters = self.parameters(path, operation, &id);
        let responses = self.responses(operation, &id);
        let requirements = operation.security.as_deref().unwrap_or(&self.document.security);
        let security = self.requirements(requirements);
        if let Some(body) = operation.request_body {
            self.cursor.sink.push(unsupported(body, "a request body", "the operation is left out"));
            return None;
        }
        let position = |name: &String| tags.iter().position(|tag| tag.name == *name);
        Some(Operation {
            id: OperationId(id),
            method: operation.method,
            path: path.path.clone(),
            tags: operation.tags.iter().filter_map(position).collect(),
            documentation: Documentation {
                title: operation.summary.clone(),
                description: operation.description.clone(),
                deprecated: operation.deprecated,
                notes: Vec::new(),
            },
            parameters: parameters?,
            responses,
            security,
            at: operation.at,
        })
    }
}
