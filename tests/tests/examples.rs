//! The examples of the fragment: each fits its schema, and each is read by the generated types.

use codegen::ir::{Api, Body, Shape, Type};
use codegen::source::Source;
use generated::types::{Error, ErrorResponse, ListModelsResponse, Model, ModelPermission};
use serde_json::Value;
use tests::{text_of, workspace};

/// An example with the place of its schema.
struct Example {
    pointer: String,
    schema: String,
    value: Value,
}

fn fragment() -> (Source, Api, Value) {
    let mut source = Source::new();
    let file = source.add("openapi.yaml", text_of(&workspace().join("spec/openapi.yaml")));
    let (api, diagnostics) = codegen::read(&source, file);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let root = *source.file(file).root.as_ref().expect("the fragment parses");
    let document = serde_json::from_str(&source.json(root)).expect("the fragment is JSON in other letters");
    (source, api.expect("the fragment has a meaning"), document)
}

fn examples(source: &Source, api: &Api) -> Vec<Example> {
    let mut found = Vec::new();
    let mut take = |schema: &str, examples: &[codegen::ir::Example]| {
        for example in examples {
            let value = serde_json::from_str(&source.json(example.at)).expect("an example is JSON");
            found.push(Example { pointer: source.pointer(example.at), schema: schema.to_owned(), value });
        }
    };
    for definition in &api.definitions {
        assert!(!definition.examples.is_empty(), "{} has an example", source.pointer(definition.origin.at));
        take(&source.pointer(definition.origin.at), &definition.examples);
    }
    for response in api.operations.iter().flat_map(|operation| &operation.responses) {
        let Body::Json(content) = &response.body else { panic!("every response of the fragment is JSON") };
        assert!(!content.examples.is_empty(), "{} has an example", source.pointer(response.at));
        take(&schema_of(source, api, &content.value), &content.examples);
    }
    found
}

fn schema_of(source: &Source, api: &Api, value: &Type) -> String {
    let Shape::Named(id) = &value.shape else { panic!("every body of the fragment has a component schema") };
    source.pointer(api.definition(*id).origin.at)
}

#[test]
fn every_example_fits_its_schema() {
    let (source, api, mut document) = fragment();
    let examples = examples(&source, &api);
    assert!(examples.len() >= 15, "the fragment has examples: {}", examples.len());
    for example in examples {
        // The whole document is the schema, so that its references resolve, and `$ref` says which part of it is meant.
        document["$ref"] = Value::from(format!("#{}", example.schema));
        let validator = jsonschema::draft202012::new(&document).expect("the schema is one");
        let faults: Vec<String> = validator.iter_errors(&example.value).map(|fault| fault.to_string()).collect();
        assert!(faults.is_empty(), "{}: {faults:?}", example.pointer);
    }
}

#[test]
fn an_example_that_does_not_fit_is_found() {
    let (_, _, mut document) = fragment();
    document["$ref"] = Value::from("#/components/schemas/Model");
    let validator = jsonschema::draft202012::new(&document).expect("the schema is one");
    assert!(!validator.is_valid(&serde_json::json!({ "id": 7, "object": "engine" })));
}

#[test]
fn every_example_is_read_by_the_generated_types_and_written_again() {
    let (source, api, _) = fragment();
    for example in examples(&source, &api) {
        let written =
            round_trip(&example.schema, &example.value).unwrap_or_else(|error| panic!("{}: {error}", example.pointer));
        assert_eq!(without_nulls(written), without_nulls(example.value), "{}", example.pointer);
    }
}

fn round_trip(schema: &str, value: &Value) -> Result<Value, serde_json::Error> {
    fn through<T: serde::Serialize + serde::de::DeserializeOwned>(value: &Value) -> Result<Value, serde_json::Error> {
        let read: T = serde_json::from_value(value.clone())?;
        serde_json::to_value(read)
    }
    match schema {
        "/components/schemas/ListModelsResponse" => through::<ListModelsResponse>(value),
        "/components/schemas/Model" => through::<Model>(value),
        "/components/schemas/ModelPermission" => through::<ModelPermission>(value),
        "/components/schemas/ErrorResponse" => through::<ErrorResponse>(value),
        "/components/schemas/Error" => through::<Error>(value),
        other => panic!("the test does not know {other}"),
    }
}

/// A value without the nulls of keys that may be absent: what is only received keeps no difference between the two.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .filter(|(_, value)| !value.is_null())
                .map(|(key, value)| (key, without_nulls(value)))
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(without_nulls).collect()),
        other => other,
    }
}
