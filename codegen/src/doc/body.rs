//! Media types and their examples.

use crate::cursor::Keys;
use crate::doc::{Reader, RefOr, SchemaId, reference, schema};
use crate::source::At;

/// A media type of a body (OpenAPI 3.1.1, section 4.8.14, "Media Type Object").
#[derive(Debug)]
pub struct MediaType {
    /// The media type as written.
    pub name: String,
    /// `schema`.
    pub schema: Option<SchemaId>,
    /// `example` and `examples`.
    pub examples: Vec<(Option<String>, RefOr<Option<At>>)>,
    /// Its place.
    pub at: At,
}

/// The entries of a `content`.
pub fn content(reader: &mut Reader<'_>, keys: &Keys<'_>) -> Vec<MediaType> {
    keys.entries("content").into_iter().filter_map(|(name, at)| media_type(reader, name, at)).collect()
}

fn media_type(reader: &mut Reader<'_>, name: &str, at: At) -> Option<MediaType> {
    let keys = reader.cursor.mapping(at, "a media type")?;
    for key in ["encoding", "itemSchema", "itemEncoding", "prefixEncoding"] {
        if let Some(at) = keys.get(key) {
            reader.unsupported(at, &format!("`{key}`"), "the media type is read without it");
        }
    }
    let schema = keys.get("schema").map(|at| schema::read(reader, at));
    let examples = examples(reader, &keys);
    keys.finish();
    Some(MediaType { name: name.to_owned(), schema, examples, at })
}

/// `example` and `examples`, which may stand in parameters, headers and media types.
pub fn examples(reader: &mut Reader<'_>, keys: &Keys<'_>) -> Vec<(Option<String>, RefOr<Option<At>>)> {
    let mut examples = Vec::new();
    if let Some(at) = keys.get("example") {
        examples.push((None, RefOr::Item(Some(at))));
    }
    for (name, at) in keys.entries("examples") {
        if let Some(read) = reference::read(reader, at, example) {
            examples.push((Some(name.to_owned()), read));
        }
    }
    examples
}

/// The value of an example (OpenAPI 3.1.1, section 4.8.19, "Example Object"); `None` where it stands outside the document
/// or is text in the form of the media type.
#[expect(
    clippy::option_option,
    reason = "a reader gives `None` for what cannot be read, and an example may have no value"
)]
pub fn example(reader: &mut Reader<'_>, at: At) -> Option<Option<At>> {
    let keys = reader.cursor.mapping(at, "an example")?;
    keys.ignore(&["summary", "description"], "the value is what tools use");
    keys.ignore(&["externalValue", "serializedValue"], "a value that is no part of the document's tree");
    let value = keys.get("value");
    let data = keys.get("dataValue");
    keys.finish();
    Some(value.or(data))
}
