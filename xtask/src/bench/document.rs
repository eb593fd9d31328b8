//! The document that is measured where none is named: one that holds what real ones do, in known amounts.

use serde_json::{Map, Value, json};

/// The number of groups; each has an enumeration, three tagged variants, their union, and three records.
const GROUPS: usize = 50;

/// How many operations have the types of one tag.
const GROUPS_OF_A_TAG: usize = 5;

/// The document, as JSON text.
pub fn text() -> String {
    let mut schemas = Map::new();
    let mut paths = Map::new();
    for group in 0..GROUPS {
        add_group(group, &mut schemas);
        add_path(group, &mut paths);
    }
    let document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Synthetic", "version": "1.0.0" },
        "servers": [{ "url": "https://api.example.com/v1" }],
        "paths": paths,
        "components": { "schemas": schemas },
    });
    document.to_string()
}

fn add_group(group: usize, schemas: &mut Map<String, Value>) {
    let values: Vec<String> = (0..5).map(|value| format!("state_{group}_{value}")).collect();
    schemas.insert(format!("Status{group}"), json!({ "type": "string", "enum": values }));
    let kinds = ["created", "moved", "closed"];
    for (position, kind) in kinds.into_iter().enumerate() {
        let mut record = record(group, position);
        let tag = format!("{kind}.{group}");
        record["properties"]["type"] = json!({ "type": "string", "const": tag });
        // A key of its own, so that types which try one variant after the other find the right one too.
        record["properties"][format!("{kind}_by")] = json!({ "type": "string" });
        record["required"] = json!(["type", "id", "count", format!("{kind}_by")]);
        schemas.insert(format!("{}Event{group}", capitalized(kind)), record);
    }
    let variants: Vec<Value> =
        kinds.iter().map(|kind| reference(&format!("{}Event{group}", capitalized(kind)))).collect();
    schemas.insert(format!("Event{group}"), json!({ "oneOf": variants }));
    for (position, name) in ["Account", "Order", "Report"].into_iter().enumerate() {
        let mut record = record(group, position + kinds.len());
        if position > 0 {
            record["properties"]["event"] = reference(&format!("Event{group}"));
        }
        if position == 2 {
            let items = reference(&format!("Order{group}"));
            record["properties"]["orders"] = json!({ "type": "array", "items": items });
        }
        schemas.insert(format!("{name}{group}"), record);
    }
}

/// The properties that every record has. What it refers to stands in a group before it, and in itself.
fn record(group: usize, position: usize) -> Value {
    let mut properties = json!({
        "id": { "type": "string", "description": "What it is known by." },
        "count": { "type": "integer" },
        "ratio": { "type": "number" },
        "is_active": { "type": "boolean" },
        "status": reference(&format!("Status{group}")),
        "labels": { "type": "array", "items": { "type": "string" } },
        "note": { "type": ["string", "null"] },
    });
    if let Some(before) = group.checked_sub(1 + position) {
        properties["parent"] = reference(&format!("Account{before}"));
    }
    if position.is_multiple_of(3) {
        properties["sizes"] =
            json!({ "type": "object", "additionalProperties": { "type": "integer", "format": "int32" } });
    }
    json!({ "type": "object", "properties": properties, "required": ["id", "count", "is_active"] })
}

fn add_path(group: usize, paths: &mut Map<String, Value>) {
    let tag = format!("section {}", group / GROUPS_OF_A_TAG);
    let content = |name: String| json!({ "application/json": { "schema": reference(&name) } });
    let id = json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
    let get = json!({
        "operationId": format!("getReport{group}"),
        "tags": [tag],
        "parameters": [id],
        "responses": { "200": { "description": "The report.", "content": content(format!("Report{group}")) } },
    });
    paths.insert(format!("/reports{group}/{{id}}"), json!({ "get": get }));
    // Only some groups are sent, so that both kinds of optional fields are there.
    if group.is_multiple_of(2) {
        let post = json!({
            "operationId": format!("createEvent{group}"),
            "tags": [tag],
            "requestBody": { "required": true, "content": content(format!("Event{group}")) },
            "responses": { "200": { "description": "The order.", "content": content(format!("Order{group}")) } },
        });
        paths.insert(format!("/events{group}"), json!({ "post": post }));
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

#[cfg(test)]
mod tests {
    use codegen::config::Config;
    use codegen::source::Source;

    #[test]
    fn the_document_is_sound_and_of_the_size_that_is_meant() {
        let mut source = Source::new();
        let document = source.add("synthetic.json".to_owned(), crate::bench::document::text());
        let (plan, diagnostics) = codegen::program(&source, document, &Config::default());
        assert!(plan.is_some(), "{}", codegen::diag::render(&source, &diagnostics, false));
        let (api, _) = codegen::read(&source, document);
        assert_eq!(api.map(|api| api.definitions.len()), Some(400));
    }
}
