//! Operations, their groups and their methods.

use crate::diag::Diagnostic;
use crate::doc::unsupported;
use crate::ir::{self, Body, Literal, Parameter, Shape, StatusPattern, Type};
use crate::names::{Case, Ident, Scope};
use crate::plan::names::{HEADER_METHODS, reported};
use crate::plan::types::Viewpoint;
use crate::plan::{Planner, docs};
use crate::rust::{
    Argument, DocumentedHeader, Group, Headers, Item, Method, Operation, Path, PathArgument, ReadBody, Ty,
};

impl Planner<'_> {
    /// The operations of a group, or those without one; by index.
    pub(in crate::plan) fn operations_of(&self, tag: Option<usize>) -> Vec<usize> {
        let operations = self.api.operations.iter().enumerate();
        operations.filter(|(_, operation)| operation.tags.first().copied() == tag).map(|(index, _)| index).collect()
    }

    /// The items of a module of operations.
    pub(in crate::plan) fn operation_items(&self, tag: Option<usize>) -> Vec<Item> {
        let operations = self.operations_of(tag);
        let methods: Vec<Method> = operations.iter().map(|index| self.method(*index)).collect();
        let first = match tag {
            Some(tag) => {
                Item::Group(Group { name: self.names.groups[tag].ty.clone(), docs: self.group_docs(tag), methods })
            }
            None => Item::ClientMethods(methods),
        };
        let rest = operations.into_iter().map(|index| Item::Operation(self.operation(index)));
        std::iter::once(first).chain(rest).collect()
    }

    /// The documentation of a group.
    pub(in crate::plan) fn group_docs(&self, tag: usize) -> Vec<String> {
        let tag = &self.api.tags[tag];
        match tag.description.as_deref().map(str::trim).filter(|description| !description.is_empty()) {
            Some(description) => docs::markdown(description),
            None => vec![format!("The operations of the group \"{}\".", docs::text(&tag.name))],
        }
    }

    fn method(&self, index: usize) -> Method {
        let operation = &self.api.operations[index];
        let names = &self.names.operations[index];
        let mut lines = docs::lines(&operation.documentation);
        if lines.is_empty() {
            lines.push(format!("The operation {}.", docs::code(&operation.id.0)));
        }
        let arguments = self.arguments(index);
        if !arguments.is_empty() {
            let list = arguments.iter().map(|argument| {
                let words =
                    argument.docs.iter().take_while(|line| !line.is_empty()).cloned().collect::<Vec<_>>().join(" ");
                format!("- `{}`: {words}", argument.name)
            });
            lines = docs::with_paragraph(lines, list);
        }
        let lines =
            docs::with_paragraph(lines, [docs::code(&format!("{} {}", operation.method.as_str(), operation.path))]);
        Method {
            name: names.method.clone(),
            docs: lines,
            deprecated: operation.documentation.deprecated,
            operation: names.ty.clone(),
            arguments,
        }
    }

    fn operation(&self, index: usize) -> Operation {
        let operation = &self.api.operations[index];
        let names = &self.names.operations[index];
        let (output, read, accept) = self.output(operation);
        let lines = docs::with_paragraph(
            vec![format!("The operation {}: the request, and how its answer is read.", docs::code(&operation.id.0))],
            [self.origin_line(operation.at)],
        );
        Operation {
            name: names.ty.clone(),
            docs: lines,
            id: operation.id.0.clone(),
            method: Ident::fixed(operation.method.as_str()),
            path: operation.path.clone(),
            accept,
            security: operation.security.clone(),
            arguments: self.arguments(index),
            path_arguments: self.path_arguments(index),
            output,
            read,
            error: self.error_type(operation),
        }
    }

    /// The parameters that a caller gives. One whose value never changes is none of them.
    fn arguments(&self, index: usize) -> Vec<Argument> {
        let operation = &self.api.operations[index];
        let names = &self.names.operations[index].parameters;
        let given = operation.parameters.iter().zip(names).filter(|(parameter, _)| self.constant(parameter).is_none());
        given.map(|(parameter, name)| self.argument(parameter, name)).collect()
    }

    fn argument(&self, parameter: &Parameter, name: &Ident) -> Argument {
        let mut lines = docs::lines(&parameter.documentation);
        if lines.is_empty() {
            lines.push(format!("The parameter {}.", docs::code(&parameter.name)));
        }
        let is_into = matches!(self.api.behind(&parameter.value.shape).0, Shape::String(_));
        let ty = self.shape(&parameter.value.shape, &Viewpoint::Below(Path::fixed("types")));
        Argument { name: name.clone(), docs: lines, ty, is_into }
    }

    fn path_arguments(&self, index: usize) -> Vec<PathArgument> {
        let operation = &self.api.operations[index];
        let names = &self.names.operations[index].parameters;
        let argument = |(parameter, name): (&Parameter, &Ident)| {
            let variable = parameter.name.clone();
            match self.constant(parameter) {
                Some(value) => PathArgument::Constant { variable, value },
                None => PathArgument::Field { variable, field: name.clone() },
            }
        };
        operation.parameters.iter().zip(names).map(argument).collect()
    }

    fn constant(&self, parameter: &Parameter) -> Option<String> {
        match self.api.behind(&parameter.value.shape).0 {
            Shape::Constant(Literal::String(value)) => Some(value.clone()),
            Shape::Constant(Literal::Integer(value)) => Some(value.to_string()),
            Shape::Constant(Literal::Boolean(value)) => Some(value.to_string()),
            _ => None,
        }
    }

    /// What a success gives, how it is read, and the media type to ask for.
    fn output(&self, operation: &ir::Operation) -> (Ty, ReadBody, String) {
        let mut successes: Vec<&ir::Response> =
            operation.responses.iter().filter(|response| response.status.is_success()).collect();
        if successes.is_empty() {
            // A document that has only `default` means it for success as well.
            successes.extend(operation.responses.iter().filter(|response| response.status == StatusPattern::Default));
        }
        let Some(first) = successes.first() else { return (Ty::Unit, ReadBody::Nothing, String::new()) };
        let is_same = |other: &&ir::Response| match (&first.body, &other.body) {
            (Body::Json(left), Body::Json(right)) => self.outside(&left.value) == self.outside(&right.value),
            (Body::Empty, Body::Empty) | (Body::Unsupported, Body::Unsupported) => true,
            _ => false,
        };
        if let Some(other) = successes.iter().find(|other| !is_same(other)) {
            self.warn(
                unsupported(other.at, "a second body for a success", "the body is given as bytes")
                    .also(crate::diag::Spot::Key(first.at), "the first body for a success"),
            );
            return (Ty::plain(Path::fixed("Bytes")), ReadBody::Bytes, "*/*".to_owned());
        }
        match &first.body {
            Body::Empty => (Ty::Unit, ReadBody::Nothing, String::new()),
            Body::Unsupported => (Ty::plain(Path::fixed("Bytes")), ReadBody::Bytes, "*/*".to_owned()),
            Body::Json(content) => (self.outside(&content.value), ReadBody::Json, content.media_type.clone()),
        }
    }

    /// The type of the error bodies of an operation, where they all have the same.
    pub(in crate::plan) fn error_type(&self, operation: &ir::Operation) -> Ty {
        let bodies = operation.responses.iter().filter(|response| is_error(response.status)).filter_map(|response| {
            match &response.body {
                Body::Json(content) => Some((response, &content.value)),
                Body::Empty | Body::Unsupported => None,
            }
        });
        let mut found: Option<(&ir::Response, Ty)> = None;
        for (response, value) in bodies {
            let ty = self.outside(value);
            match &found {
                None => found = Some((response, ty)),
                Some((_, known)) if *known == ty => {}
                Some((first, _)) => {
                    let what = "a second type of error body in one operation";
                    self.warn(
                        unsupported(response.at, what, "the error body is any JSON value")
                            .also(crate::diag::Spot::Key(first.at), "the first error body"),
                    );
                    return Ty::plain(Path::fixed("serde_json::Value"));
                }
            }
        }
        found.map_or_else(|| Ty::plain(Path::fixed("serde_json::Value")), |(_, ty)| ty)
    }

    fn outside(&self, value: &Type) -> Ty {
        self.ty(value, &Viewpoint::Below(Path::fixed("types")))
    }

    fn warn(&self, diagnostic: Diagnostic) {
        self.sink.push(diagnostic);
    }

    /// The accessors of the response headers, in the order in which the document first declares them.
    pub(in crate::plan) fn headers(&self) -> Option<Headers> {
        let mut scope = Scope::with_taken(&HEADER_METHODS);
        let mut headers: Vec<DocumentedHeader> = Vec::new();
        let responses = self.api.operations.iter().flat_map(|operation| &operation.responses);
        for header in responses.flat_map(|response| &response.headers) {
            let name = header.name.to_ascii_lowercase();
            let ty = self.header_type(&header.value);
            if let Some(known) = headers.iter_mut().find(|known| known.name == name) {
                // Where two responses disagree on the type of a header, its text is what they share.
                if known.ty != ty {
                    known.ty = None;
                }
                continue;
            }
            let mut lines = docs::lines(&header.documentation);
            if lines.is_empty() {
                lines.push(format!("The header `{name}`."));
            }
            let wire = format!("Header: {}", docs::code(&header.name));
            let lines = docs::with_paragraph(lines, [wire, String::new(), self.origin_line(header.at)]);
            let minted = scope.mint(Case::Value, &[&header.name, &format!("{} header", header.name)]);
            let method = reported(minted, "the method of this header", crate::diag::Spot::Key(header.at), self.sink);
            headers.push(DocumentedHeader { method, docs: lines, name, ty });
        }
        (!headers.is_empty()).then_some(Headers { headers })
    }

    fn header_type(&self, value: &Type) -> Option<Ty> {
        let (shape, _) = self.api.behind(&value.shape);
        match shape {
            Shape::Boolean | Shape::Integer(_) | Shape::Number(_) => Some(self.shape(shape, &Viewpoint::Types)),
            _ => None,
        }
    }
}

/// Whether a response describes a failure.
const fn is_error(status: StatusPattern) -> bool {
    match status {
        StatusPattern::Exactly(status) => status >= 400,
        StatusPattern::Class(class) => class >= 4,
        StatusPattern::Default => true,
    }
}
