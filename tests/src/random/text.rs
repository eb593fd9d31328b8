//! The words for a description: the document of the components, in both versions and both formats.

use serde_json::{Map, Value, json};

use crate::random::{Description, Place, Property, Record, TAGS, Version, marker};

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
        if !self.is_nullable {
            return schema;
        }
        let only_null = || json!({ "type": "null" });
        let is_plain = schema.get("enum").is_none();
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
            (Version::V3_1, Some(name)) if is_plain => {
                schema["type"] = json!([name, "null"]);
                schema
            }
            (Version::V3_1, _) => match schema.get_mut("oneOf").and_then(Value::as_array_mut) {
                Some(branches) => {
                    branches.push(only_null());
                    schema
                }
                None => json!({ "anyOf": [schema, only_null()] }),
            },
        }
    }
}

impl Description {
    fn schema(&self, version: Version) -> Value {
        let all = |places: &[Place]| places.iter().map(|place| place.schema(version)).collect::<Vec<_>>();
        match self {
            Self::Anything => json!({}),
            Self::Boolean => json!({ "type": "boolean" }),
            Self::Integer(format) => formatted("integer", *format),
            Self::Number => json!({ "type": "number" }),
            Self::Text(format) => formatted("string", *format),
            Self::Texts(values) => json!({ "type": "string", "enum": values }),
            Self::Integers(values) => json!({ "type": "integer", "enum": values }),
            Self::Constant(value) if version == Version::V3_0 => json!({ "type": "string", "enum": [value] }),
            Self::Constant(value) => json!({ "const": value }),
            Self::List(inner) => json!({ "type": "array", "items": inner.schema(version) }),
            Self::Tuple(items) => {
                json!({ "type": "array", "prefixItems": all(items), "minItems": items.len(), "maxItems": items.len() })
            }
            Self::Map(inner) => json!({ "type": "object", "additionalProperties": inner.schema(version) }),
            Self::Record(record) => record.schema(version),
            Self::Parts(parts) => json!({ "allOf": parts.iter().map(|part| part.schema(version)).collect::<Vec<_>>() }),
            Self::ByKind(kinds) => json!({ "oneOf": all(kinds) }),
            Self::ByTag(records) => {
                let tagged = |(position, record): (usize, &Record)| {
                    let tag = Property {
                        key: "kind".to_owned(),
                        place: Place { description: Self::Constant(TAGS[position]), is_nullable: false },
                        is_required: true,
                    };
                    record.with(tag).schema(version)
                };
                json!({ "oneOf": records.iter().enumerate().map(tagged).collect::<Vec<_>>() })
            }
            Self::ByKey(records) => {
                let keyed = |(position, record): (usize, &Record)| record.with(marker(position)).schema(version);
                json!({ "oneOf": records.iter().enumerate().map(keyed).collect::<Vec<_>>() })
            }
            Self::Reference(position) => json!({ "$ref": format!("#/components/schemas/{}", name(*position)) }),
        }
    }
}

impl Record {
    /// The record with a key more.
    pub(in crate::random) fn with(&self, property: Property) -> Self {
        let mut record = self.clone();
        record.properties.push(property);
        record
    }

    fn schema(&self, version: Version) -> Value {
        let properties: Map<String, Value> =
            self.properties.iter().map(|property| (property.key.clone(), property.place.schema(version))).collect();
        let required: Vec<&str> =
            self.properties.iter().filter(|property| property.is_required).map(|property| &*property.key).collect();
        let mut schema = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        if let Some(additional) = &self.additional {
            schema["additionalProperties"] = additional.schema(version);
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
