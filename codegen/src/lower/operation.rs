//! Operations.

use std::collections::HashMap;

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{self, unsupported};
use crate::ir::{Body, Documentation, Operation, OperationId, RequestBody, Response, StatusPattern, Tag};
use crate::lower::Lowering;
use crate::source::At;

impl<'s> Lowering<'s> {
    /// The operations in document order: those that a client can call, and the others.
    pub(in crate::lower) fn operations(&mut self, tags: &[Tag]) -> (Vec<Operation>, Vec<Operation>) {
        let mut seen: HashMap<String, At> = HashMap::new();
        let mut operations = Vec::new();
        let mut uncalled = Vec::new();
        for path in &self.document.paths {
            if !path.path.starts_with('/') {
                let message = format!("the path `{}` does not begin with `/`", path.path);
                let help = format!("write `/{}`", path.path);
                self.cursor.sink.push(Diagnostic::error(Code::InvalidValue, Spot::Key(path.at), message).help(help));
            }
            for operation in &path.operations {
                let id = self.operation_id(path, operation, &mut seen);
                let (operation, is_callable) = self.operation(path, operation, tags, id);
                if is_callable {
                    operations.push(operation);
                } else {
                    uncalled.push(operation);
                }
            }
        }
        for path in &self.document.webhooks {
            for operation in &path.operations {
                uncalled.push(self.called_by_server(operation, path.path.clone()));
            }
        }
        for path in &self.document.paths {
            for operation in &path.operations {
                for (name, item) in &operation.callbacks {
                    let Some(callback) = self.follow(&self.document.callbacks, item, "a callback") else { continue };
                    for inner in callback.path_items.iter().flat_map(|path| &path.operations) {
                        uncalled.push(self.called_by_server(inner, name.clone()));
                    }
                }
            }
        }
        (operations, uncalled)
    }

    /// An operation that the server calls: what its request holds comes in, and what its responses hold goes out.
    fn called_by_server(&mut self, operation: &'s doc::Operation, name: String) -> Operation {
        let id = operation.id.as_ref().map_or_else(|| name.clone(), |(id, _)| id.clone());
        let received = operation.request_body.as_ref().and_then(|(_, item)| {
            let body = self.follow(&self.document.request_bodies, item, "a request body")?;
            Some(self.request_body(body, &id))
        });
        let responses = self.responses(operation, &id);
        let mut sent = Vec::new();
        for response in responses {
            if let Body::Json(content) = response.body {
                sent.push(content);
            }
            sent.extend(response.others);
        }
        let incoming = |body: RequestBody| Response {
            status: StatusPattern::Default,
            description: String::new(),
            headers: Vec::new(),
            body: Body::Empty,
            others: body.contents,
            at: body.at,
        };
        Operation {
            id: OperationId(id),
            method: operation.method,
            path: name,
            tags: Vec::new(),
            documentation: Documentation::default(),
            parameters: Vec::new(),
            left_out: Vec::new(),
            request: (!sent.is_empty()).then_some(RequestBody {
                contents: sent,
                required: false,
                description: None,
                at: operation.at,
            }),
            responses: received.map(incoming).into_iter().collect(),
            security: Vec::new(),
            is_called_by_server: true,
            at: operation.at,
        }
    }

    /// The id of an operation. One that stands twice is told from the first by its tag, or else by method and path,
    /// which are an id where the document gives none.
    fn operation_id(&self, path: &doc::PathItem, operation: &doc::Operation, seen: &mut HashMap<String, At>) -> String {
        let place = format!("{} {}", operation.method.as_str().to_lowercase(), path.path);
        let Some((id, at)) = &operation.id else { return place };
        let Some(first) = seen.get(id) else {
            seen.insert(id.clone(), *at);
            return id.clone();
        };
        let by_tag = operation.tags.first().map(|tag| format!("{tag} {id}")).filter(|id| !seen.contains_key(id));
        let other = by_tag.unwrap_or(place);
        self.duplicate(id, *at, *first, &other);
        seen.insert(other.clone(), *at);
        other
    }

    fn duplicate(&self, id: &str, at: At, first: At, other: &str) {
        self.cursor.sink.push(
            Diagnostic::warning(
                Code::DuplicateOperationId,
                Spot::Value(at),
                format!("two operations have the id `{id}`"),
            )
            .label(format!("read as `{other}`"))
            .also(Spot::Value(first), "the first stands here")
            .help("give one of them another id: methods are named by it"),
        );
    }

    /// An operation, and whether a client can call it.
    fn operation(
        &mut self,
        path: &'s doc::PathItem,
        operation: &'s doc::Operation,
        tags: &[Tag],
        id: String,
    ) -> (Operation, bool) {
        let parameters = self.parameters(path, operation, &id);
        let mut is_callable = parameters.is_some();
        let (parameters, left_out) = parameters.unwrap_or_default();
        let request = operation.request_body.as_ref().and_then(|(at, item)| {
            is_callable = false;
            self.cursor.sink.push(unsupported(*at, "a request body", "the operation is left out"));
            let body = self.follow(&self.document.request_bodies, item, "a request body")?;
            Some(self.request_body(body, &id))
        });
        let responses = self.responses(operation, &id);
        let requirements = operation.security.as_deref().unwrap_or(&self.document.security);
        let security = self.requirements(requirements);
        let position = |name: &String| tags.iter().position(|tag| tag.name == *name);
        let lowered = Operation {
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
            parameters,
            left_out,
            request,
            responses,
            security,
            is_called_by_server: false,
            at: operation.at,
        };
        (lowered, is_callable)
    }
}
