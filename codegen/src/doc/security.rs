//! Security schemes and requirements.

use crate::cursor::{Expected, Keys};
use crate::doc::{Reader, reference};
use crate::source::At;

/// A security scheme (OpenAPI 3.1.1, section 4.8.27, "Security Scheme Object").
#[derive(Debug)]
pub struct SecurityScheme {
    /// `type` and its place.
    pub kind: (String, At),
    /// `scheme` of `type: http`, in lower case.
    pub scheme: Option<String>,
    /// `name` of `type: apiKey`.
    pub name: Option<String>,
    /// `in` of `type: apiKey`.
    pub location: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// Its place.
    pub at: At,
}

/// The schemes that are needed together: names and places. An empty one means that none is needed.
#[derive(Clone, Debug)]
pub struct SecurityRequirement {
    /// The schemes.
    pub schemes: Vec<(String, At)>,
}

/// A security scheme. Where a reference stands in its place, what it leads to is read: the name stands with the
/// reference.
pub fn scheme(reader: &mut Reader<'_>, at: At) -> Option<SecurityScheme> {
    let what = "a security scheme";
    let at = reference::destination(reader, at, what)?;
    let keys = reader.mapping(at, what)?;
    keys.ignore(&["bearerFormat"], Expected::String, "a hint for readers of the document");
    keys.ignore(&["flows"], Expected::Object, "the caller brings the token, however it was had");
    keys.ignore(&["openIdConnectUrl", "oauth2MetadataUrl"], Expected::String, "as above");
    keys.ignore(&["deprecated"], Expected::Boolean, "the scheme works as long as the server takes it");
    let kind = keys.required("type").and_then(|at| reader.cursor.string(at).map(|text| (text.to_owned(), at)))?;
    let is_http = kind.0 == "http";
    let is_key = kind.0 == "apiKey";
    let scheme = SecurityScheme {
        scheme: if is_http {
            keys.required_text("scheme").map(|text| text.to_ascii_lowercase())
        } else {
            keys.string("scheme").map(str::to_owned)
        },
        name: if is_key { keys.required_text("name") } else { keys.text("name") },
        location: if is_key { keys.required_text("in") } else { keys.text("in") },
        description: keys.text("description"),
        kind,
        at,
    };
    keys.finish();
    Some(scheme)
}

/// The `security` of a document or an operation; `None` where the key is not there.
pub fn requirements(reader: &Reader<'_>, keys: &Keys<'_>) -> Option<Vec<SecurityRequirement>> {
    let at = keys.get("security")?;
    let items = reader.cursor.sequence(at)?;
    let requirement = |at: &At| {
        let entries = reader.cursor.mapping(*at, "a security requirement")?.all();
        Some(SecurityRequirement { schemes: entries.into_iter().map(|(name, at)| (name.to_owned(), at)).collect() })
    };
    Some(items.iter().filter_map(requirement).collect())
}
