//! What the examples of a document say of the values of path parameters: which are known, and which object each stands
//! for.

use std::collections::{BTreeMap, BTreeSet};

use codegen::ir::{
    Api, Body, MediaContent, Operation, Parameter, ParameterLocation, Record, Response, Shape, StatusPattern, Type,
    TypeId,
};
use codegen::source::{At, Node, Source};

/// The examples of a document, sorted by what they are examples of.
pub struct Examples<'a> {
    source: &'a Source,
    api: &'a Api,
    /// Every value of a named type that stands in an example of a success or of a schema, in document order. A model in
    /// the example of a list is here as a model.
    instances: BTreeMap<TypeId, Vec<At>>,
}

impl<'a> Examples<'a> {
    /// Collects the examples of a document.
    pub fn new(source: &'a Source, api: &'a Api) -> Self {
        let mut examples = Self { source, api, instances: BTreeMap::new() };
        for operation in &api.operations {
            if let Some(content) = success(operation).and_then(content) {
                for example in &content.examples {
                    examples.collect(&content.value.shape, example.at, 0);
                }
            }
        }
        for (index, definition) in (0u32..).zip(&api.definitions) {
            for example in &definition.examples {
                examples.collect(&Shape::Named(TypeId(index)), example.at, 0);
            }
        }
        examples
    }

    /// The objects that a success of the operation may be, each with the value of the path's last parameter that it
    /// stands for. The operation's own examples come first.
    pub fn by_value(&self, operation: &Operation) -> Vec<(String, At)> {
        let Some(parameter) = last_parameter(operation) else { return Vec::new() };
        let objects = self.objects(operation);
        let identified = |at: At| identifier(self.source, parameter, at).map(|value| (value, at));
        objects.into_iter().filter_map(identified).collect()
    }

    /// For each path up to the end of a parameter, written as [`prefix`] does, the values of the parameter that the
    /// document knows. Where it knows none, every value will do.
    pub fn known(&self) -> BTreeMap<String, BTreeSet<String>> {
        let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for operation in &self.api.operations {
            for parameter in path_parameters(operation) {
                let Some(prefix) = prefix(&operation.path, &parameter.name) else { continue };
                let examples = parameter.examples.iter().filter_map(|example| scalar(self.source, example.at));
                let values = known.entry(prefix.clone()).or_default();
                values.extend(examples);
                // The list that the value is one of: `/models` for `/models/{model}`.
                let Some((collection, _)) = prefix.rsplit_once('/') else { continue };
                for at in self.successes_at(collection) {
                    self.identifiers_in(parameter, at, values);
                }
            }
            if let Some(prefix) = last_parameter(operation).and_then(|last| prefix(&operation.path, &last.name)) {
                let values = self.by_value(operation).into_iter().map(|(value, _)| value);
                known.entry(prefix).or_default().extend(values);
            }
        }
        known
    }

    /// The examples of the successes of all operations at a path, written without the names of its parameters.
    fn successes_at(&self, path: &str) -> impl Iterator<Item = At> {
        let operations = self.api.operations.iter().filter(move |operation| anonymous(&operation.path) == path);
        operations
            .filter_map(|operation| success(operation).and_then(content))
            .flat_map(|content| &content.examples)
            .map(|example| example.at)
    }

    /// The values that a success of the operation may be.
    fn objects(&self, operation: &Operation) -> Vec<At> {
        let Some(content) = success(operation).and_then(content) else { return Vec::new() };
        let mut objects: Vec<At> = content.examples.iter().map(|example| example.at).collect();
        if let Shape::Named(id) = content.value.shape {
            objects.extend(self.instances.get(&self.resolved(id)).into_iter().flatten());
        }
        objects
    }

    /// The type itself, where a definition is only another name for it.
    fn resolved(&self, id: TypeId) -> TypeId {
        let mut current = id;
        // A name that leads back to itself ends after as many steps as there are names.
        for _ in &self.api.definitions {
            match self.api.definition(current).shape {
                Shape::Named(next) => current = next,
                _ => break,
            }
        }
        current
    }

    fn collect(&mut self, shape: &Shape, at: At, depth: usize) {
        // Definitions that are names for each other in a circle have no values; the examples of others are not as deep.
        if depth > 200 {
            return;
        }
        let api = self.api;
        match (shape, self.source.node(at)) {
            (Shape::Named(id), node) => {
                if *node != Node::Null {
                    self.instances.entry(*id).or_default().push(at);
                }
                self.collect(&api.definition(*id).shape, at, depth + 1);
            }
            (Shape::Array(item), Node::Sequence(values)) => {
                for value in values.clone() {
                    self.collect(&item.shape, value, depth + 1);
                }
            }
            (Shape::Map(inner), Node::Mapping(entries)) => {
                for (_, value) in entries.clone() {
                    self.collect(&inner.shape, value, depth + 1);
                }
            }
            (Shape::Record(Record { fields, .. }), Node::Mapping(_)) => {
                for field in fields {
                    if let Some(value) = self.source.get(at, &field.key) {
                        self.collect(&field.value.shape, value, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }

    /// The values that identify the outermost objects that have one: the models of a list, and not their permissions.
    fn identifiers_in(&self, parameter: &Parameter, at: At, values: &mut BTreeSet<String>) {
        if let Some(value) = identifier(self.source, parameter, at) {
            values.insert(value);
            return;
        }
        match self.source.node(at) {
            Node::Sequence(items) => items.iter().for_each(|item| self.identifiers_in(parameter, *item, values)),
            Node::Mapping(entries) => entries.iter().for_each(|(_, at)| self.identifiers_in(parameter, *at, values)),
            _ => {}
        }
    }
}

/// The answer of an operation to a request with nothing wrong: the first success, with JSON where there is one, or what
/// stands for all answers where the document describes no success.
pub fn success(operation: &Operation) -> Option<&Response> {
    let successes = || operation.responses.iter().filter(|response| response.status.is_success());
    successes()
        .find(|response| content(response).is_some())
        .or_else(|| successes().next())
        .or_else(|| operation.responses.iter().find(|response| response.status == StatusPattern::Default))
}

/// The JSON of a response.
pub fn content(response: &Response) -> Option<&MediaContent> {
    match &response.body {
        Body::Json(content) => Some(content),
        Body::Empty | Body::Unsupported => None,
    }
}

/// The first example of some content: its own, or its type's.
pub fn first_example(api: &Api, examples: &MediaContent) -> Option<At> {
    let of_type = |ty: &Type| match ty.shape {
        Shape::Named(id) => api.definition(id).examples.first(),
        _ => None,
    };
    examples.examples.first().or_else(|| of_type(&examples.value)).map(|example| example.at)
}

/// The parameters that stand in the path.
pub fn path_parameters(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|parameter| parameter.location == ParameterLocation::Path)
}

/// The path up to the end of the parameter, without names: what two operations on the same thing have in common.
pub fn prefix(path: &str, parameter: &str) -> Option<String> {
    let braced = format!("{{{parameter}}}");
    let end = path.find(&braced)? + braced.len();
    Some(anonymous(&path[..end]))
}

/// The path with the names of its parameters left out.
fn anonymous(path: &str) -> String {
    let mut text = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        text.push_str("{}");
        rest = after.split_once('}').map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text
}

/// The parameter that ends the path: what comes back is then the thing that it names.
pub fn last_parameter(operation: &Operation) -> Option<&Parameter> {
    path_parameters(operation).find(|parameter| operation.path.ends_with(&format!("{{{}}}", parameter.name)))
}

/// The value by which an object answers to the parameter: under the parameter's own name, or else under `id`, or under
/// `name` where the parameter is a name.
fn identifier(source: &Source, parameter: &Parameter, at: At) -> Option<String> {
    let Node::Mapping(entries) = source.node(at) else { return None };
    let wanted = folded(&parameter.name);
    let under = |key: &str| {
        let entry = entries.iter().find(|(name, _)| folded(name) == key)?;
        scalar(source, entry.1)
    };
    under(&wanted).or_else(|| under("id")).or_else(|| wanted.ends_with("name").then(|| under("name")).flatten())
}

/// The name without case and punctuation: `petId` and `pet_id` are one.
fn folded(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A value as it stands in a path.
fn scalar(source: &Source, at: At) -> Option<String> {
    match source.node(at) {
        Node::String(text) => Some(text.to_string()),
        Node::Boolean(_) | Node::Integer(_) | Node::Unsigned(_) | Node::Float(_) => Some(source.json(at)),
        Node::Null | Node::Sequence(_) | Node::Mapping(_) => None,
    }
}
