//! The payloads of a document: values that its examples show, each with the schema that it belongs to.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use codegen::source::At;

use crate::corpus::json::Json;
use crate::corpus::schemas::Schemas;
use crate::failure::Failure;

/// Where a payload is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The file of payloads.
    File,
    /// An example in the document.
    Document,
    /// Nowhere: it is made up from the schema.
    MadeUp,
}

/// A value that a server or a client sends.
#[derive(Clone, Debug)]
pub struct Payload {
    /// The operation and the name of the example, for people.
    pub title: String,
    /// The schema as the file of payloads names it.
    pub schema: String,
    /// Whether the value is one that the schema allows.
    pub is_valid: bool,
    /// The value.
    pub value: Json,
    /// Where the schema stands; `None` where the document has no such place.
    pub place: Option<At>,
    /// The Rust type of the schema; `None` where the generator gives none.
    pub ty: Option<String>,
    /// Where it is from.
    pub origin: Origin,
}

/// Reads the payloads of a document; none where it has no file of them.
///
/// A schema's file is named from the folder of the documents.
///
/// # Errors
///
/// Where the file cannot be read, or a line of it is no payload.
pub fn read(
    path: &Path,
    documents: &Path,
    schemas: &Schemas<'_>,
    types: &HashMap<At, String>,
) -> Result<Vec<Payload>, Failure> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(reason) if reason.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(reason) => return Err(Failure::read(path, reason)),
    };
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let payload = |(index, line): (usize, &str)| {
        let mut payload = payload(line).ok_or_else(|| Failure::Usage {
            message: format!("line {} of {} is no payload", index + 1, crate::report::quoted_path(path)),
            help: "each line is a JSON object with at least the keys `schema`, `valid` and `value`".to_owned(),
        })?;
        payload.place = schemas.files().place(&payload.schema, documents);
        // A schema that is only a reference has the type of what it refers to.
        let way = payload.place.map(|at| schemas.followed(at)).unwrap_or_default();
        payload.ty = way.iter().find_map(|at| types.get(at)).cloned();
        Ok(payload)
    };
    lines.map(payload).collect()
}

fn payload(line: &str) -> Option<Payload> {
    let line = Json::parse(line)?;
    let word = |key: &str| line.get(key).and_then(Json::text).unwrap_or_default();
    let asked = [word("op"), word("where"), word("status"), word("media"), word("name")];
    let words: Vec<&str> = asked.into_iter().filter(|word| !word.is_empty()).collect();
    Some(Payload {
        title: words.join(" "),
        schema: line.get("schema")?.text()?.to_owned(),
        is_valid: line.get("valid")? == &Json::Boolean(true),
        value: line.get("value")?.clone(),
        place: None,
        ty: None,
        origin: Origin::File,
    })
}
