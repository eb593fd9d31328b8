//! Programs that show the client: under `examples/`, in the documentation and in the README.

use crate::config::stale;
use crate::ir::{self, Body, IntegerWidth, Literal, NumberWidth, Shape, Type};
use crate::names::{Case, Ident, Scope};
use crate::plan::{Planner, docs};
use crate::rust::{ExampleArgument, ExampleCall, ExampleKind, ExampleProgram, ExampleShown};
use crate::source::Node;

/// The program that needs no server.
const FAKE_TRANSPORT: &str = "fake_transport";

impl Planner<'_> {
    /// The programs under `examples/`: one for each operation that the settings name, and one with a fake transport.
    pub(in crate::plan) fn examples(&self, library: &Ident) -> Vec<ExampleProgram> {
        let mut chosen: Vec<usize> = Vec::new();
        for selection in &self.config.examples {
            match self.api.operations.iter().position(|operation| operation.id.0 == selection.subject) {
                Some(index) if chosen.contains(&index) => {
                    let message = format!("the operation `{}` is in the list already", selection.subject);
                    self.sink.push(stale(selection.at, message));
                }
                Some(index) => chosen.push(index),
                None => self.sink.push(stale(selection.at, format!("no operation has the id `{}`", selection.subject))),
            }
        }
        if self.config.examples.is_empty() {
            let easiest = self
                .api
                .operations
                .iter()
                .position(|operation| operation.parameters.is_empty() && !operation.documentation.deprecated);
            chosen.extend(easiest.or((!self.api.operations.is_empty()).then_some(0)));
        }
        let mut files = Scope::with_taken(&[FAKE_TRANSPORT]);
        let mut programs: Vec<ExampleProgram> =
            chosen.iter().map(|index| self.example(*index, library, &mut files)).collect();
        programs.extend(chosen.iter().find_map(|index| self.fake_transport(*index, library)));
        programs
    }

    fn example(&self, index: usize, library: &Ident, files: &mut Scope) -> ExampleProgram {
        let operation = &self.api.operations[index];
        let mut lines = docs::lines(&operation.documentation);
        if lines.is_empty() {
            lines.push(format!("Calls `{}`.", operation.id));
        }
        let id = &operation.id.0;
        let name = files.mint(Case::Value, &[id, &format!("{id} example")]).ident.unraw().to_owned();
        let run = format!("cargo run --example {name}");
        let lines = docs::with_paragraph(lines, ["```sh".to_owned(), run, "```".to_owned()]);
        ExampleProgram { name, docs: lines, kind: ExampleKind::Call { call: self.call(index, library) } }
    }

    fn fake_transport(&self, index: usize, library: &Ident) -> Option<ExampleProgram> {
        let operation = &self.api.operations[index];
        let answer = self.success_example(operation)?;
        let docs = vec![
            "Tests a program without a server: a transport that answers by itself.".to_owned(),
            String::new(),
            "```sh".to_owned(),
            format!("cargo run --example {FAKE_TRANSPORT}"),
            "```".to_owned(),
        ];
        let kind = ExampleKind::FakeTransport { call: self.call(index, library), answer };
        Some(ExampleProgram { name: FAKE_TRANSPORT.to_owned(), docs, kind })
    }

    /// The JSON of the first example of a success.
    fn success_example(&self, operation: &ir::Operation) -> Option<String> {
        let content =
            operation.responses.iter().filter(|response| response.status.is_success()).find_map(|response| {
                match &response.body {
                    Body::Json(content) => Some(content),
                    Body::Empty | Body::Unsupported => None,
                }
            })?;
        let example = content.examples.first().or_else(|| match &content.value.shape {
            Shape::Named(id) => self.api.definition(*id).examples.first(),
            _ => None,
        })?;
        Some(self.source.pretty_json(example.at))
    }

    /// The call of an operation with example values.
    pub(in crate::plan) fn call(&self, index: usize, library: &Ident) -> ExampleCall {
        let operation = &self.api.operations[index];
        let names = &self.names.operations[index];
        let arguments = operation.parameters.iter().zip(&names.parameters).filter_map(|(parameter, name)| {
            self.example_value(parameter).map(|value| ExampleArgument { name: name.clone(), value })
        });
        let content = operation.responses.iter().filter(|response| response.status.is_success()).find_map(|response| {
            match &response.body {
                Body::Json(content) => Some(&content.value),
                Body::Empty | Body::Unsupported => None,
            }
        });
        let (items, subject) = content.map_or((None, None), |value| self.items_of(value));
        let word = subject.map_or("answer".to_owned(), std::string::ToString::to_string);
        // `client` is the client, and the arguments have their own names.
        let mut scope = Scope::with_taken(&["client", "transport"]);
        let arguments: Vec<ExampleArgument> = arguments.collect();
        for argument in &arguments {
            scope.mint(Case::Value, &[argument.name.unraw()]);
        }
        let binding = scope.mint(Case::Value, &[&word, &format!("found {word}")]).ident;
        let shown = match (content, items) {
            (None, _) => ExampleShown::Nothing,
            (Some(_), None) => ExampleShown::Answer(binding),
            (Some(_), Some(list)) => ExampleShown::Items { list, item: binding },
        };
        ExampleCall {
            library: library.clone(),
            group: operation.tags.first().map(|tag| self.names.groups[*tag].module.clone()),
            method: names.method.clone(),
            arguments,
            shown,
        }
    }

    /// The only list of an answer, and the type of what the example prints.
    fn items_of(&self, value: &Type) -> (Option<Ident>, Option<&Ident>) {
        let Shape::Named(id) = &value.shape else { return (None, None) };
        let whole = Some(&self.names.types[id.index()]);
        let Shape::Record(record) = &self.api.definition(*id).shape else { return (None, whole) };
        let mut lists = record.fields.iter().filter(|field| matches!(field.value.shape, Shape::Array(_)));
        let (Some(list), None) = (lists.next(), lists.next()) else { return (None, whole) };
        if !list.required || self.api.is_nullable(&list.value) {
            return (None, whole);
        }
        let Shape::Array(item) = &list.value.shape else { return (None, whole) };
        let subject = match &item.shape {
            Shape::Named(id) => Some(&self.names.types[id.index()]),
            _ => None,
        };
        let position = record.fields.iter().position(|field| field.key == list.key);
        let names = Self::field_names(record);
        (position.and_then(|position| names[position].clone()), subject.or(whole))
    }

    /// A value for an argument: the document's first example, or a plain one of the type. `None` for a constant.
    fn example_value(&self, parameter: &ir::Parameter) -> Option<Literal> {
        let shape = self.api.behind(&parameter.value.shape).0;
        if let Shape::Constant(_) = shape {
            return None;
        }
        let given = parameter.examples.first().map(|example| self.source.node(example.at));
        Some(match (shape, given) {
            (Shape::Integer(width), Some(Node::Integer(value))) if fits(*width, *value) => Literal::Integer(*value),
            (Shape::Integer(_), _) => Literal::Integer(1),
            (Shape::Number(width), Some(Node::Float(value))) if is_finite(*width, *value) => Literal::Number(*value),
            (Shape::Number(_), _) => Literal::Number(1.0),
            (Shape::Boolean, Some(Node::Boolean(value))) => Literal::Boolean(*value),
            (Shape::Boolean, _) => Literal::Boolean(true),
            (_, Some(Node::String(value))) => Literal::String(value.to_string()),
            _ => Literal::String(parameter.name.clone()),
        })
    }

    /// A program for the documentation of a group: the call of its first operation.
    pub(in crate::plan) fn documentation_example(&self, tag: Option<usize>, library: &Ident) -> Option<Vec<String>> {
        let index = *self.operations_of(tag).first()?;
        let call = self.call(index, library);
        let mut lines = vec!["```no_run".to_owned()];
        // The hidden lines name the error of this operation, which need not be the one that most operations have.
        let error = self.error_type(&self.api.operations[index]);
        let error = error.to_string().replace("types::", &format!("{library}::types::"));
        lines.push(format!("# async fn example() -> Result<(), {library}::Error<{error}>> {{"));
        lines.extend(body(&call));
        lines.push("# Ok(())".to_owned());
        lines.push("# }".to_owned());
        lines.push("```".to_owned());
        Some(lines)
    }
}

/// Whether an integer of this width can be the value.
fn fits(width: IntegerWidth, value: i64) -> bool {
    match width {
        IntegerWidth::Signed8 => i8::try_from(value).is_ok(),
        IntegerWidth::Signed16 => i16::try_from(value).is_ok(),
        IntegerWidth::Signed32 => i32::try_from(value).is_ok(),
        IntegerWidth::Signed64 => true,
        IntegerWidth::Unsigned8 => u8::try_from(value).is_ok(),
        IntegerWidth::Unsigned16 => u16::try_from(value).is_ok(),
        IntegerWidth::Unsigned32 => u32::try_from(value).is_ok(),
        IntegerWidth::Unsigned64 => u64::try_from(value).is_ok(),
    }
}

/// Whether the value is a literal of this width: infinity is none.
fn is_finite(width: NumberWidth, value: f64) -> bool {
    match width {
        NumberWidth::Single => value.abs() <= f64::from(f32::MAX),
        NumberWidth::Double => value.is_finite(),
    }
}

/// The lines of a first program, without the function around them.
///
/// `emit::example` prints the same call for the programs under `examples/`: as tokens, with names for arguments, and
/// broken into lines by prettyplease. Documentation is text in which a line is a line and an argument its value, so
/// that one printer could not do for both; what is shown of the answer is decided once, by [`ExampleShown`].
pub(in crate::plan) fn body(call: &ExampleCall) -> Vec<String> {
    let ExampleCall { library, group, method, arguments, shown } = call;
    let arguments: Vec<String> = arguments.iter().map(|argument| literal(&argument.value)).collect();
    let group = group.as_ref().map_or_else(String::new, |group| format!(".{group}()"));
    let expression = format!("client{group}.{method}({}).await?", arguments.join(", "));
    // A format string takes no raw identifiers.
    let print = |name: &Ident| format!("println!(\"{{{}:#?}}\");", name.unraw());
    let mut lines =
        vec![format!("use {library}::Client;"), String::new(), "let client = Client::from_env()?;".to_owned()];
    match shown {
        ExampleShown::Nothing => lines.push(format!("{expression};")),
        ExampleShown::Answer(answer) => lines.extend([format!("let {answer} = {expression};"), print(answer)]),
        ExampleShown::Items { list, item } => lines.extend([
            format!("for {item} in {expression}.{list} {{"),
            format!("    {}", print(item)),
            "}".to_owned(),
        ]),
    }
    lines
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::String(text) => format!("{text:?}"),
        Literal::Integer(number) => number.to_string(),
        Literal::Number(number) => format!("{number:?}"),
        Literal::Boolean(value) => value.to_string(),
    }
}
