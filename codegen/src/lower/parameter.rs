//! Parameters of operations.

use crate::cursor::nearest;
use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{self, RefOr, unsupported, unsupported_value};
use crate::ir::{Documentation, Example, LeftOut, Origin, Parameter, ParameterLocation, Step, Type};
use crate::lower::Lowering;
use crate::source::At;

impl<'s> Lowering<'s> {
    /// The parameters of an operation: those of its path, then its own, which replace the path's of the same name and
    /// place (OpenAPI 3.1.1, section 4.8.10); and where those would travel of which no argument is made. `None` where
    /// one is needed that has no meaning here: such an operation could not be called.
    pub(in crate::lower) fn parameters(
        &mut self,
        path: &'s doc::PathItem,
        operation: &'s doc::Operation,
        id: &str,
    ) -> Option<(Vec<Parameter>, Vec<LeftOut>)> {
        let document = self.document;
        let mut effective: Vec<&doc::Parameter> = Vec::new();
        for item in path.parameters.iter().chain(&operation.parameters) {
            let Some(parameter) = self.follow(&document.parameters, item, "a parameter") else { continue };
            let is_same =
                |known: &&doc::Parameter| known.name == parameter.name && known.location.0 == parameter.location.0;
            match effective.iter().position(is_same) {
                Some(index) => effective[index] = parameter,
                None => effective.push(parameter),
            }
        }
        let mut is_callable = self.check_path(path, operation, &effective);
        let mut parameters = Vec::new();
        let mut left_out = Vec::new();
        for parameter in effective {
            match parameter.location.0.as_str() {
                "path" => match self.path_parameter(parameter, id) {
                    Some(lowered) => parameters.push(lowered),
                    None => is_callable = false,
                },
                _ => left_out.extend(self.left_out(parameter)),
            }
        }
        is_callable.then_some((parameters, left_out))
    }

    fn path_parameter(&mut self, parameter: &'s doc::Parameter, id: &str) -> Option<Parameter> {
        let Some(schema) = parameter.schema.filter(|_| parameter.content.is_none()) else {
            let at = parameter.content.unwrap_or(parameter.at);
            self.cursor.sink.push(unsupported(at, "a path parameter without a schema", "the operation is left out"));
            return None;
        };
        if let Some((_, at)) = parameter.style.as_ref().filter(|(style, _)| style != "simple") {
            self.cursor.sink.push(unsupported(*at, "a path parameter of this style", "the operation is left out"));
            return None;
        }
        let steps = vec![Step::Operation(id.to_owned()), Step::Parameter(parameter.name.clone())];
        let origin = Origin { steps, at: self.document.schema(schema).at() };
        let origin = self.origin_of(schema).filter(|_| self.is_component(parameter.at)).unwrap_or(origin);
        let value = self.use_of(schema, &origin);
        let is_scalar = self.behind(&value.shape).is_scalar();
        if !is_scalar {
            let what = "a path parameter that is no text, number or boolean";
            self.cursor.sink.push(unsupported(value.at, what, "the operation is left out"));
            return None;
        }
        let documentation = Documentation {
            description: parameter.description.clone(),
            deprecated: parameter.deprecated,
            ..self.documentation(schema)
        };
        Some(Parameter {
            name: parameter.name.clone(),
            location: ParameterLocation::Path,
            value: Type { nullable: false, ..value },
            documentation,
            examples: self.examples(&parameter.examples),
            at: parameter.at,
        })
    }

    /// Reports a parameter that no method takes. The runtime's own options can still send it.
    fn left_out(&self, parameter: &doc::Parameter) -> Option<LeftOut> {
        let name = &parameter.name;
        let (location, at) = &parameter.location;
        let (found, way_out) = match location.as_str() {
            "query" => (LeftOut::Query, format!("; a call can send it with `.query(\"{name}\", ..)`")),
            "header" => (LeftOut::Header, format!("; a call can send it with `.header(\"{name}\", ..)`")),
            "cookie" => (LeftOut::Cookie, "; a call can send it with `.header(\"cookie\", ..)`".to_owned()),
            "querystring" => (LeftOut::QueryString, String::new()),
            _ => {
                let known = ["path", "query", "header", "cookie", "querystring"];
                let help = nearest(location, known.into_iter()).map_or_else(
                    || format!("the places are {}", known.join(", ")),
                    |near| format!("did you mean `{near}`?"),
                );
                self.cursor.invalid_value(*at, format!("a parameter cannot stand in `{location}`"), Some(help));
                return None;
            }
        };
        let what = format!("the {location} parameter `{name}`");
        let instead = format!("no argument is made of it{way_out}");
        self.cursor.sink.push(unsupported_value(parameter.name_at, &what, &instead));
        Some(found)
    }

    /// Reports variables of the template that no parameter declares, and path parameters that the template has no
    /// variable for. Whether the operation can be called: with a variable that nothing fills it cannot.
    fn check_path(&self, path: &doc::PathItem, operation: &doc::Operation, parameters: &[&doc::Parameter]) -> bool {
        let variables = template_variables(&path.path);
        let mut is_callable = true;
        let is_path = |parameter: &&&doc::Parameter| parameter.location.0 == "path";
        let declared: Vec<&str> = parameters.iter().filter(is_path).map(|parameter| parameter.name.as_str()).collect();
        for variable in &variables {
            if declared.contains(variable) {
                continue;
            }
            let help = nearest(variable, declared.iter().copied()).map_or_else(
                || format!("add a parameter with `name: {variable}`, `in: path`, `required: true` and a schema"),
                |near| format!("did you mean `{{{near}}}`?"),
            );
            is_callable = false;
            let message = format!("the path has a variable `{{{variable}}}` that no parameter declares");
            self.cursor.sink.push(
                Diagnostic::warning(Code::PathParameters, Spot::Key(path.at), message)
                    .label(format!("`{{{variable}}}` is not declared"))
                    .also(Spot::Key(operation.at), "this operation needs the parameter")
                    .help(help)
                    .help("without it: the operation is left out"),
            );
        }
        for parameter in parameters.iter().filter(is_path) {
            is_callable &= self.check_path_parameter(path, parameter, &variables);
        }
        is_callable
    }

    fn check_path_parameter(&self, path: &doc::PathItem, parameter: &doc::Parameter, variables: &[&str]) -> bool {
        let name = &parameter.name;
        let has_variable = variables.contains(&name.as_str());
        if !variables.contains(&name.as_str()) {
            let help = nearest(name, variables.iter().copied()).map_or_else(
                || format!("add `{{{name}}}` to the path, or remove the parameter"),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("the path has no variable `{{{name}}}` for this parameter");
            self.cursor.sink.push(
                Diagnostic::warning(Code::PathParameters, Spot::Value(parameter.at), message)
                    .label("this parameter goes nowhere")
                    .also(Spot::Key(path.at), "the path")
                    .help(help)
                    .help("without it: the operation is left out"),
            );
        }
        if !matches!(parameter.required, Some((true, _))) {
            let at = parameter.required.map_or(parameter.at, |(_, at)| at);
            let message = format!("the path parameter `{name}` must be required: a path without it is another path");
            self.cursor.sink.push(
                Diagnostic::warning(Code::PathParameters, Spot::Value(at), message)
                    .label("read as required")
                    .help("write `required: true`"),
            );
        }
        has_variable
    }

    /// The examples that have a value in the document.
    pub(in crate::lower) fn examples(&self, examples: &'s [(Option<String>, RefOr<Option<At>>)]) -> Vec<Example> {
        let mut found = Vec::new();
        for (name, item) in examples {
            if let Some(Some(at)) = self.follow(&self.document.examples, item, "an example") {
                found.push(Example { name: name.clone(), at: *at });
            }
        }
        found
    }
}

/// The names between the braces of a path template (OpenAPI 3.1.1, section 4.8.8.1, "Path Templating").
pub(in crate::lower) fn template_variables(path: &str) -> Vec<&str> {
    path.split('{').skip(1).filter_map(|rest| rest.split_once('}').map(|(name, _)| name)).collect()
}
