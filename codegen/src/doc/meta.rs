//! Info, servers and tags.

use crate::cursor::{Expected, Keys};
use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::Reader;
use crate::source::At;

/// `info`.
#[derive(Debug)]
pub struct Info {
    /// `title`.
    pub title: String,
    /// `version`.
    pub version: String,
    /// `description`, or `summary` where there is none.
    pub description: Option<String>,
    /// Its place.
    pub at: At,
}

/// A server.
#[derive(Debug)]
pub struct Server {
    /// `url`, a template.
    pub url: String,
    /// `description`.
    pub description: Option<String>,
    /// The variables: the name, and the default where it has one.
    pub variables: Vec<(String, Option<String>)>,
    /// Its place.
    pub at: At,
}

/// A tag.
#[derive(Debug)]
pub struct Tag {
    /// `name`.
    pub name: String,
    /// `description`.
    pub description: Option<String>,
}

pub fn info(reader: &Reader<'_>, document: &Keys<'_>) -> Info {
    let missing = Info { title: "API".to_owned(), version: String::new(), description: None, at: document.at };
    let Some(at) = document.get("info") else {
        // A client can be written without it: nothing but its own documentation tells of it.
        reader.cursor.sink.push(
            Diagnostic::warning(Code::MissingKey, Spot::Value(document.at), "an OpenAPI document needs the key `info`")
                .label("`info` is missing here")
                .help("add `info: { title: .., version: .. }`")
                .help("without it: the API is called \"API\""),
        );
        return missing;
    };
    let Some(keys) = reader.mapping(at, "`info`") else { return missing };
    keys.ignore(&["termsOfService"], Expected::String, "for readers of the document");
    keys.ignore(&["contact", "license"], Expected::Object, "as above");
    let summary = keys.text("summary");
    let info = Info {
        title: keys.required_text("title").unwrap_or(missing.title),
        version: keys.required_text("version").unwrap_or_default(),
        description: keys.text("description").or(summary),
        at,
    };
    keys.finish();
    info
}

pub fn server(reader: &Reader<'_>, at: At) -> Option<Server> {
    let keys = reader.mapping(at, "a server")?;
    keys.ignore(&["name"], Expected::String, "the client knows a server by its URL");
    let url = keys.required_text("url");
    let description = keys.text("description");
    let mut variables = Vec::new();
    for (name, at) in keys.entries("variables") {
        let Some(variable) = reader.cursor.mapping(at, "a server variable") else { continue };
        variable.ignore(&["enum"], Expected::Array, "the default alone makes the client's base URL");
        variable.ignore(&["description"], Expected::String, "as above");
        // One without a default is told where the URL is made.
        variables.push((name.to_owned(), variable.text("default")));
        variable.finish();
    }
    keys.finish();
    Some(Server { url: url?, description, variables, at })
}

pub fn tag(reader: &Reader<'_>, at: At) -> Option<Tag> {
    let keys = reader.mapping(at, "a tag")?;
    keys.ignore(&["externalDocs"], Expected::Object, "for readers of the document");
    keys.ignore(&["parent", "kind"], Expected::String, "as above");
    let name = keys.required_text("name");
    let summary = keys.text("summary");
    let description = keys.text("description").or(summary);
    keys.finish();
    Some(Tag { name: name?, description })
}
