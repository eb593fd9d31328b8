//! Whether a value is one that its schema allows, as a validator of JSON Schema sees it.

use std::collections::HashMap;

use codegen::source::{At, FileId, Source};
use jsonschema::{Draft, Registry, Validator};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::corpus::json::Json;

/// What stands in a path or a pointer as it is. A slash parts both.
const LITERAL: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The validators of a document, each made when it is asked for.
#[derive(Debug)]
pub struct Judge<'s> {
    source: &'s Source,
    is_old: bool,
    strict: Reading<'s>,
    /// Made when it is asked for: few documents need it.
    open: Option<Reading<'s>>,
}

impl<'s> Judge<'s> {
    /// The judge of a document. Where one of its files is no JSON Schema in any words, it has no judgement.
    pub fn new(source: &'s Source, document: FileId) -> Self {
        let root = source.file(document).root.as_ref().ok().copied();
        let version = root.and_then(|root| source.get(root, "openapi")).map(|at| source.json(at));
        let is_old = version.is_some_and(|version| version.starts_with("\"3.0"));
        Self { source, is_old, strict: Reading::new(source, is_old, false), open: None }
    }

    /// Whether the schema at a place allows a value; `None` where that cannot be told.
    pub fn allows(&mut self, schema: At, value: &Json) -> Option<bool> {
        self.strict.allows(schema, value)
    }

    /// The same where each text that the document lists may be another one: enumerations are open, and a value that the
    /// document does not know has to be read.
    pub fn allows_openly(&mut self, schema: At, value: &Json) -> Option<bool> {
        let (source, is_old) = (self.source, self.is_old);
        self.open.get_or_insert_with(|| Reading::new(source, is_old, true)).allows(schema, value)
    }
}

/// The validators of one reading of the document.
#[derive(Debug)]
struct Reading<'s> {
    source: &'s Source,
    registry: Option<Registry<'static>>,
    validators: HashMap<At, Option<Validator>>,
}

impl<'s> Reading<'s> {
    fn new(source: &'s Source, is_old: bool, is_open: bool) -> Self {
        Self { source, registry: registry(source, is_old, is_open), validators: HashMap::new() }
    }

    fn allows(&mut self, schema: At, value: &Json) -> Option<bool> {
        let value: Value = serde_json::from_str(&value.to_string()).ok()?;
        let (source, registry) = (self.source, self.registry.as_ref()?);
        let validator = self.validators.entry(schema).or_insert_with(|| {
            let pointer = source.pointer(schema);
            let reference = format!(
                "{}#{}",
                address(&source.file(source.file_of(schema)).path),
                utf8_percent_encode(&pointer, LITERAL)
            );
            let options = jsonschema::options().with_draft(Draft::Draft202012).with_registry(registry).offline();
            options.build(&json!({ "$ref": reference })).ok()
        });
        validator.as_ref().map(|validator| validator.is_valid(&value))
    }
}

fn registry(source: &Source, is_old: bool, is_open: bool) -> Option<Registry<'static>> {
    let mut builder = Registry::new().draft(Draft::Draft202012);
    for (_, file) in source.files() {
        let Ok(root) = &file.root else { continue };
        let mut value: Value = serde_json::from_str(&source.json(*root)).ok()?;
        if is_old {
            modernize(&mut value);
        }
        if is_open {
            open(&mut value);
        }
        let resource = Draft::Draft202012.create_resource(value);
        builder = builder.add(address(&file.path), resource).ok()?;
    }
    builder.prepare().ok()
}

/// Takes away which texts a schema lists, and keeps that they are texts.
fn open(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(open),
        Value::Object(entries) => {
            let is_text = |value: &Value| value.is_string();
            let lists_texts = matches!(entries.get("enum"), Some(Value::Array(values)) if values.iter().all(is_text));
            let is_one_text = entries.get("const").is_some_and(is_text);
            for (is_listed, key) in [(lists_texts, "enum"), (is_one_text, "const")] {
                if is_listed {
                    entries.remove(key);
                    entries.entry("type").or_insert_with(|| json!("string"));
                }
            }
            entries.values_mut().for_each(open);
        }
        _ => {}
    }
}

/// The address of a file, from which what it refers to by a relative path has one too.
fn address(path: &str) -> String {
    let path = path.replace('\\', "/");
    format!("file:///{}", utf8_percent_encode(path.trim_start_matches('/'), LITERAL))
}

/// Puts what only OpenAPI 3.0 says into the words of JSON Schema (OpenAPI 3.0.3, section 4.7.24, "Schema Object").
fn modernize(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(modernize),
        Value::Object(entries) => {
            if entries.get("nullable") == Some(&Value::Bool(true)) {
                if let Some(Value::String(name)) = entries.get("type") {
                    let names = json!([name, "null"]);
                    entries.insert("type".to_owned(), names);
                }
                if let Some(Value::Array(values)) = entries.get_mut("enum")
                    && !values.contains(&Value::Null)
                {
                    values.push(Value::Null);
                }
            }
            for (limit, exclusive) in [("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")] {
                match entries.get(exclusive) {
                    Some(Value::Bool(true)) => {
                        if let Some(limit) = entries.remove(limit) {
                            entries.insert(exclusive.to_owned(), limit);
                        }
                    }
                    Some(Value::Bool(false)) => {
                        entries.remove(exclusive);
                    }
                    _ => {}
                }
            }
            entries.values_mut().for_each(modernize);
        }
        _ => {}
    }
}
