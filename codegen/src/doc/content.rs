//! What the text of a schema holds.

use crate::cursor::{Expected, Keys};
use crate::doc::{Reader, schema};
use crate::source::{At, Node};

/// What a text holds (JSON Schema, draft 2020-12, validation, section 8).
#[derive(Debug)]
pub struct Content {
    /// `contentEncoding`.
    pub encoding: Option<String>,
    /// `contentMediaType`.
    pub media_type: Option<String>,
    /// What `contentSchema` refers to.
    pub schema: Option<String>,
}

/// What the text of a schema holds. No type follows of it but of `base64`, because the text itself is what travels, so
/// that documentation alone says it. The schema inside is read for its faults, and makes no type.
pub(in crate::doc) fn of(reader: &mut Reader<'_>, keys: &Keys<'_>) -> Option<Box<Content>> {
    let source = reader.cursor.source;
    let text = |at: At| match source.node(at) {
        Node::String(text) => Some(text.to_string()),
        _ => None,
    };
    let inner = keys.get_as("contentSchema", Expected::Schema);
    let content = Content {
        encoding: keys.string("contentEncoding").map(str::to_owned),
        media_type: keys.get_as("contentMediaType", Expected::String).and_then(text),
        schema: inner.and_then(|at| source.get(at, "$ref")).and_then(text),
    };
    if let Some(at) = inner {
        schema::read(reader, at);
    }
    let is_there = content.encoding.is_some() || content.media_type.is_some() || content.schema.is_some();
    is_there.then(|| Box::new(content))
}
