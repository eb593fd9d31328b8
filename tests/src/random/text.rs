//! The words for a description: the document of the components, in both versions and both formats.

use serde_json::{Map, Value, json};

use crate::random::{
    Additional, Description, Direction, Null, Parts, Place, Record, Rest, TAGS, TagWords, Version, mapped, marker,
    required, tag,
};

/// The name of a component.
pub fn name(position: usize) -> String {
    format!("Schema{position}")
}

/// The document of these components; every one of them is sent and comes back.
pub fn document(components: &[Place], version: Version) -> Value {
    let mut schemas = Map::new();
    let mut paths = Map::new();
    for (position, place) in components.iter().enumerate() {
        let name = name(position);
        let content = json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } });
        let operation = json!({ "put": {
            "operationId": format!("replace{name}"),
            "requestBody": { "required": true, "content": content },
            "responses": { "200": { "description": "It.", "content": content } },
        } });
        paths.insert(format!("/{name}"), operation);
        schemas.insert(name, place.schema(version));
    }
    json!({
        "openapi": if version == Version::V3_0 { "3.0.3" } else { "3.1.0" },
        "info": { "title": "Random", "version": "1.0.0" },
        "servers": [{ "url": "https://example.com" }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

/// The text of a document in YAML, in blocks; all keys and texts are quoted, which JSON and YAML do alike.
pub fn yaml(value: &Value) -> String {
    let mut text = String::new();
    write_yaml(value, 0, &mut text);
    text
}

fn write_yaml(value: &Value, indent: usize, text: &mut String) {
    let start = |text: &mut String, mark: &str| {
        text.push('\n');
        text.push_str(&" ".repeat(indent));
        text.push_str(mark);
    };
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                start(text, &format!("{}: ", Value::from(key.as_str())));
                write_yaml(value, indent + 1, text);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                start(text, "- ");
                write_yaml(item, indent + 1, text);
            }
        }
        other => text.push_str(&other.to_string()),
    }
}

impl Place {
    /// The schema that says it.
    pub fn schema(&self, version: Version) -> Value {
        let mut schema = self.description.schema(version);
        if self.null == Null::Never {
            return schema;
        }
        let only_null = || json!({ "type": "null" });
        let is_branch = matches!(self.null, Null::LastBranch | Null::FirstBranch);
        match (version, schema.get("type").and_then(Value::as_str).map(str::to_owned)) {
            (Version::V3_0, Some(_)) => {
                schema["nullable"] = json!(true);
                if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
                    values.push(Value::Null);
                }
                schema
            }
            (Version::V3_0, None) if schema.get("$ref").is_some() => json!({ "nullable": true, "allOf": [schema] }),
            (Version::V3_0, None) => {
                schema["nullable"] = json!(true);
                schema
            }
            // What stands beside branches or parts says nothing of null to them.
            (Version::V3_1, Some(name)) if !is_branch && !has_branches(&schema) => {
                schema["type"] = json!([name, "null"]);
                if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
                    values.push(Value::Null);
                }
                schema
            }
            (Version::V3_1, _) => {
                let is_first = self.null == Null::FirstBranch;
                // Null beside a `oneOf` is a branch of it only where nothing else is said beside the branches.
                let is_alone = schema.as_object().is_some_and(|entries| entries.len() == 1);
                match schema.get_mut("oneOf").and_then(Value::as_array_mut).filter(|_| is_alone) {
                    Some(branches) => {
                        branches.insert(if is_first { 0 } else { branches.len() }, only_null());
                        schema
                    }
                    None if is_first => json!({ "anyOf": [only_null(), schema] }),
                    None => json!({ "anyOf": [schema, only_null()] }),
                }
            }
        }
    }
}

fn has_branches(schema: &Value) -> bool {
    ["oneOf", "anyOf", "allOf", "$ref"].iter().any(|key| schema.get(key).is_some())
}

fn reference(position: usize) -> Value {
    json!({ "$ref": format!("#/components/schemas/{}", name(position)) })
}

impl Description {
    #[expect(clippy::too_many_lines, reason = "an arm for each description, and nothing else")]
    fn schema(&self, version: Version) -> Value {
        let all = |places: &[Place]| places.iter().map(|place| place.schema(version)).collect::<Vec<_>>();
        match self {
            Self::Anything { is_boolean: true } => json!(true),
            Self::Anything { is_boolean: false } => json!({}),
            Self::Nothing => json!(false),
            Self::Boolean => json!({ "type": "boolean" }),
            Self::Integer(format) => formatted("integer", *format),
            Self::Number(format) => formatted("number", *format),
            Self::Text(format) => formatted("string", *format),
            Self::Encoded => json!({ "type": "string", "contentEncoding": "base64" }),
            Self::Texts(values) => json!({ "type": "string", "enum": values }),
            Self::Integers(values) => json!({ "type": "integer", "enum": values }),
            Self::Values(values) => json!({ "enum": values }),
            Self::Constant(value) if version == Version::V3_0 => json!({ "type": "string", "enum": [value] }),
            Self::Constant(value) => json!({ "const": value }),
            Self::Types(names) => json!({ "type": names }),
            Self::Defined(position, inner) if version == Version::V3_1 => {
                let inner_reference =
                    json!({ "$ref": format!("#/components/schemas/{}/$defs/inner", name(*position)) });
                json!({
                    "$defs": { "inner": inner.schema(version) },
                    "type": "array",
                    "items": inner_reference,
                })
            }
            Self::List(inner) | Self::Defined(_, inner) => json!({ "type": "array", "items": inner.schema(version) }),
            Self::Tuple(items, rest) => {
                let mut schema = json!({ "type": "array", "prefixItems": all(items), "minItems": items.len() });
                match rest {
                    Rest::Limited => schema["maxItems"] = json!(items.len()),
                    Rest::Refused => schema["items"] = json!(false),
                    Rest::Unsaid => {}
                    Rest::Values(place) => schema["items"] = place.schema(version),
                }
                schema
            }
            Self::Map { inner, has_names } => {
                let mut schema = json!({ "type": "object", "additionalProperties": inner.schema(version) });
                if *has_names && version == Version::V3_1 {
                    schema["propertyNames"] = json!({ "maxLength": 10 });
                }
                schema
            }
            Self::Record(record) => record.schema(version),
            Self::Parts(parts) => parts.schema(version),
            Self::Choices { record, sets } => {
                let mut schema = record.schema(version);
                let key = |position: &usize| &*record.properties[*position].key;
                let branch = |set: &Vec<usize>| json!({ "required": set.iter().map(key).collect::<Vec<_>>() });
                schema["anyOf"] = sets.iter().map(branch).collect();
                schema
            }
            Self::Beside(record, branches) => {
                let mut schema = record.schema(version);
                schema["oneOf"] = branches.schema(version)["oneOf"].clone();
                schema
            }
            Self::ByKind(kinds) => json!({ "oneOf": all(kinds) }),
            Self::Overlapping(places) => json!({ "anyOf": all(places) }),
            Self::ByTag(records) => {
                let tagged = |(position, record): (usize, &Record)| record.with(tag(TAGS[position])).schema(version);
                json!({ "oneOf": records.iter().enumerate().map(tagged).collect::<Vec<_>>() })
            }
            Self::ByKey(records) => {
                let keyed = |(position, record): (usize, &Record)| record.with(marker(position)).schema(version);
                json!({ "oneOf": records.iter().enumerate().map(keyed).collect::<Vec<_>>() })
            }
            Self::Tagged { start, words } => {
                let [first, second, third] = [2, 3, 4].map(|within| start + within);
                let mut schema = match words {
                    TagWords::Constants => return json!({ "oneOf": [reference(first), reference(second)] }),
                    // A branch that takes every tag takes the values of the others too.
                    _ => {
                        let branches = [first, second, third].map(reference);
                        json!({ "anyOf": branches })
                    }
                };
                schema["discriminator"] = json!({ "propertyName": "kind" });
                if *words == TagWords::Mapping {
                    let mut mapping = Map::new();
                    for (value, position) in [(name(first), first), (name(second), second), (mapped(third), third)] {
                        mapping.insert(value, reference(position)["$ref"].clone());
                    }
                    schema["discriminator"]["mapping"] = Value::Object(mapping);
                }
                schema
            }
            Self::Base { start, record, has_mapping } => {
                let mut schema = record.with(required("kind", Self::Text(None))).schema(version);
                schema["discriminator"] = json!({ "propertyName": "kind" });
                if *has_mapping {
                    let children = [start + 6, start + 7];
                    let entries = children.map(|child| (mapped(child), reference(child)["$ref"].clone()));
                    schema["discriminator"]["mapping"] = Value::Object(entries.into_iter().collect());
                }
                schema
            }
            Self::Child { start, record, .. } => {
                json!({ "allOf": [reference(start + 5), record.schema(version)] })
            }
            Self::Reference(position) => reference(*position),
            Self::Described(position) => {
                let mut schema = reference(*position);
                schema["description"] = json!("It is described where it stands.");
                schema
            }
        }
    }
}

impl Parts {
    fn schema(&self, version: Version) -> Value {
        if self.is_beside_reference
            && let ([target], [record]) = (&*self.references, &*self.inline)
        {
            let mut schema = record.schema(version);
            schema["$ref"] = reference(*target)["$ref"].clone();
            return schema;
        }
        let mut all: Vec<Value> = self.references.iter().map(|position| reference(*position)).collect();
        all.extend(self.inline.iter().map(|part| part.schema(version)));
        if !self.required.is_empty() {
            all.push(json!({ "required": self.required }));
        }
        json!({ "allOf": all })
    }
}

impl Record {
    fn schema(&self, version: Version) -> Value {
        let property = |property: &crate::random::Property| {
            let mut schema = property.place.schema(version);
            let word = match property.direction {
                Some(Direction::ReadOnly) => "readOnly",
                Some(Direction::WriteOnly) => "writeOnly",
                None => return schema,
            };
            // A boolean schema has no room for words, and neither has a reference in OpenAPI 3.0.
            if schema.is_object() && (version == Version::V3_1 || schema.get("$ref").is_none()) {
                schema[word] = json!(true);
            } else if schema.is_object() {
                schema = json!({ "allOf": [schema], word: true });
            }
            schema
        };
        let properties: Map<String, Value> =
            self.properties.iter().map(|found| (found.key.clone(), property(found))).collect();
        let required: Vec<&str> =
            self.properties.iter().filter(|property| property.is_required).map(|property| &*property.key).collect();
        let mut schema = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        if let Some(pattern) = &self.pattern
            && version == Version::V3_1
        {
            schema["patternProperties"] = json!({ "^x-": pattern.schema(version) });
        }
        match &self.additional {
            Additional::Unsaid => {}
            Additional::Refused => schema["additionalProperties"] = json!(false),
            Additional::Anything => schema["additionalProperties"] = json!(true),
            Additional::Values(place) => schema["additionalProperties"] = place.schema(version),
        }
        schema
    }
}

fn formatted(name: &str, format: Option<&str>) -> Value {
    match format {
        Some(format) => json!({ "type": name, "format": format }),
        None => json!({ "type": name }),
    }
}
