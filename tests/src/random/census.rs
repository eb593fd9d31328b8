//! Which constructs a document has, told from its text alone, so that what the generator of random schemas no longer
//! reaches is seen.

use std::collections::BTreeSet;

use serde_json::Value;

/// A construct: its name, and whether a schema is one.
type Construct = (&'static str, fn(&Value) -> bool);

/// The constructs that random schemas have to reach.
pub const CONSTRUCTS: &[Construct] = &[
    ("a type or null", |schema| types(schema).is_some_and(|names| names.len() == 2 && names.contains(&"null"))),
    ("several types", |schema| types(schema).is_some_and(|names| names.len() > 2 || !names.contains(&"null"))),
    ("an enumeration with null", |schema| of(schema, "enum", |values| items(values).contains(&Value::Null))),
    ("an enumeration of several types", |schema| {
        of(schema, "enum", |values| kinds(items(values)).len() > 1 && schema.get("type").is_none())
    }),
    ("a constant boolean", |schema| of(schema, "const", Value::is_boolean)),
    ("a constant number", |schema| of(schema, "const", Value::is_number)),
    ("a constant text", |schema| of(schema, "const", Value::is_string)),
    ("a constant null", |schema| of(schema, "const", Value::is_null)),
    ("a constant list", |schema| of(schema, "const", Value::is_array)),
    ("a constant object", |schema| of(schema, "const", Value::is_object)),
    ("two parts", |schema| of(schema, "allOf", |parts| items(parts).len() == 2)),
    ("three parts", |schema| of(schema, "allOf", |parts| items(parts).len() >= 3)),
    ("parts by reference and inline", |schema| {
        of(schema, "allOf", |parts| {
            items(parts).iter().any(|part| has(part, "$ref")) && items(parts).iter().any(|part| has(part, "properties"))
        })
    }),
    ("parts that share a key", |schema| {
        of(schema, "allOf", |parts| {
            items(parts).iter().filter(|part| of(part, "properties", |keys| has(keys, "shared"))).count() > 1
        })
    }),
    ("a part of required keys alone", |schema| of(schema, "allOf", |parts| items(parts).iter().any(is_only_required))),
    ("branches of required keys alone", |schema| {
        of(schema, "anyOf", |branches| items(branches).iter().all(is_only_required))
    }),
    ("a discriminator", |schema| of(schema, "discriminator", |of| !has(of, "mapping")) && has(schema, "anyOf")),
    ("a discriminator with a mapping", |schema| {
        of(schema, "discriminator", |of| has(of, "mapping")) && has(schema, "anyOf")
    }),
    ("a base with a discriminator", |schema| has(schema, "discriminator") && has(schema, "properties")),
    ("a union with null", |schema| branches(schema).iter().any(is_null) && branches(schema).len() > 2),
    ("a union beside properties", |schema| has(schema, "oneOf") && has(schema, "properties")),
    ("a union in a union", |schema| branches(schema).iter().any(|branch| !branches(branch).is_empty())),
    ("a union of scalars", |schema| {
        branches(schema).len() > 1
            && branches(schema)
                .iter()
                .all(|branch| branch["type"].as_str().is_some_and(|name| !["array", "object", "null"].contains(&name)))
    }),
    ("a union with a list", |schema| branches(schema).iter().any(|branch| branch["type"] == "array")),
    ("a union with a map", |schema| {
        branches(schema).iter().any(|branch| has(branch, "additionalProperties") && !has(branch, "properties"))
    }),
    ("a union with an object", |schema| branches(schema).iter().any(|branch| has(branch, "properties"))),
    ("a union with a reference", |schema| branches(schema).iter().any(|branch| has(branch, "$ref"))),
    ("any other keys", |schema| is_beside(schema, Value::is_boolean) && schema["additionalProperties"] == true),
    ("no other keys", |schema| is_beside(schema, Value::is_boolean) && schema["additionalProperties"] == false),
    ("other keys of a schema", |schema| is_beside(schema, Value::is_object)),
    ("keys of a pattern", |schema| has(schema, "patternProperties")),
    ("names of keys", |schema| has(schema, "propertyNames")),
    ("a tuple alone", |schema| has(schema, "prefixItems") && !has(schema, "items") && !has(schema, "maxItems")),
    ("a tuple of a length", |schema| has(schema, "prefixItems") && has(schema, "maxItems")),
    ("a tuple and others", |schema| has(schema, "prefixItems") && of(schema, "items", |of| *of != false)),
    ("a tuple and no others", |schema| has(schema, "prefixItems") && of(schema, "items", |of| *of == false)),
    ("true", |schema| *schema == true),
    ("false", |schema| *schema == false),
    ("a reference with a description", |schema| has(schema, "$ref") && has(schema, "description")),
    ("a reference with keys", |schema| has(schema, "$ref") && has(schema, "properties")),
    ("definitions", |schema| has(schema, "$defs")),
    ("a key that comes", |schema| has(schema, "readOnly")),
    ("a key that is sent", |schema| has(schema, "writeOnly")),
    ("int8", |schema| schema["format"] == "int8"),
    ("int16", |schema| schema["format"] == "int16"),
    ("int32", |schema| schema["format"] == "int32"),
    ("int64", |schema| schema["format"] == "int64"),
    ("uint8", |schema| schema["format"] == "uint8"),
    ("uint16", |schema| schema["format"] == "uint16"),
    ("uint32", |schema| schema["format"] == "uint32"),
    ("uint64", |schema| schema["format"] == "uint64"),
    ("float", |schema| schema["format"] == "float"),
    ("double", |schema| schema["format"] == "double"),
    ("an encoded text", |schema| has(schema, "contentEncoding")),
    ("a keyword as a key", |schema| of(schema, "properties", |keys| has(keys, "fn") || has(keys, "Self"))),
    ("keys that meet", |schema| {
        of(schema, "properties", |keys| has(keys, "aB") && (has(keys, "a_b") || has(keys, "a-b")))
    }),
    ("a strange key", |schema| of(schema, "properties", |keys| has(keys, "\u{0}\"\\"))),
    ("an empty key", |schema| of(schema, "properties", |keys| has(keys, ""))),
    ("an empty object", |schema| {
        of(schema, "properties", |keys| keys.as_object().is_some_and(serde_json::Map::is_empty))
    }),
    ("much in each other", |schema| depth(schema) >= 5),
];

/// The constructs that a value anywhere in a document is.
pub fn constructs(document: &Value) -> BTreeSet<&'static str> {
    let mut found: BTreeSet<_> =
        CONSTRUCTS.iter().filter(|(_, is_one)| is_one(document)).map(|(name, _)| *name).collect();
    match document {
        Value::Array(values) => found.extend(values.iter().flat_map(constructs)),
        Value::Object(entries) => found.extend(entries.values().flat_map(constructs)),
        _ => {}
    }
    found
}

fn has(schema: &Value, key: &str) -> bool {
    schema.get(key).is_some()
}

fn of(schema: &Value, key: &str, test: impl Fn(&Value) -> bool) -> bool {
    schema.get(key).is_some_and(test)
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn types(schema: &Value) -> Option<Vec<&str>> {
    Some(schema.get("type")?.as_array()?.iter().filter_map(Value::as_str).collect())
}

fn kinds(values: &[Value]) -> BTreeSet<u8> {
    let kind = |value: &Value| match value {
        Value::Null => 0,
        Value::Bool(_) => 1,
        Value::Number(_) => 2,
        _ => 3,
    };
    values.iter().map(kind).collect()
}

fn branches(schema: &Value) -> &[Value] {
    ["oneOf", "anyOf"].iter().find_map(|key| schema.get(key)).map_or(&[], items)
}

fn is_null(schema: &Value) -> bool {
    schema["type"] == "null"
}

fn is_only_required(schema: &Value) -> bool {
    has(schema, "required") && schema.as_object().is_some_and(|entries| entries.len() == 1)
}

fn is_beside(schema: &Value, test: impl Fn(&Value) -> bool) -> bool {
    has(schema, "properties") && of(schema, "additionalProperties", test)
}

fn depth(schema: &Value) -> usize {
    let inner = ["items", "additionalProperties"].iter().filter_map(|key| schema.get(key));
    inner.map(|inner| 1 + depth(inner)).max().unwrap_or(0)
}
