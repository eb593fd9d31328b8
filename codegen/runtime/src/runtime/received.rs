//! An answer as it came over the wire.

use std::borrow::Cow;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::{HeaderMap, StatusCode};

use crate::runtime::error::DecodeError;
use crate::runtime::response::{HasHeaders, ResponseHead, header_text};
use crate::runtime::text;
use crate::runtime::wire::{self, Wire};

/// An answer with all of its body, before anything is made of it.
#[derive(Clone, Debug)]
pub struct ReceivedResponse {
    operation: &'static str,
    head: ResponseHead,
    body: Bytes,
}

impl ReceivedResponse {
    pub(crate) fn new(operation: &'static str, head: ResponseHead, body: Bytes) -> Self {
        Self { operation, head, body }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// The status and the headers.
    pub fn head(&self) -> &ResponseHead {
        &self.head
    }

    /// The body as it came.
    pub fn bytes(&self) -> &Bytes {
        &self.body
    }

    /// The body as UTF-8 text.
    ///
    /// # Errors
    ///
    /// When it is something else.
    pub fn text(&self) -> Result<&str, DecodeError> {
        if let Some(encoding) = self.foreign_encoding() {
            return Err(DecodeError::new(self.operation, &self.head, undecoded(encoding), String::new()));
        }
        str::from_utf8(&self.body).map_err(|error| {
            let problem = format!("the body is not UTF-8 text: invalid bytes at offset {}", error.valid_up_to());
            let shown = text::around(&self.lossy_text(), error.valid_up_to());
            DecodeError::new(self.operation, &self.head, problem, shown).with_source(error)
        })
    }

    /// Reads the body as JSON, whatever its `content-type` says: servers that leave it out or send `text/plain` are
    /// many.
    ///
    /// It is read as the fields of types are and not through serde's own lists and maps, so that an error names its
    /// place from the root of the body.
    ///
    /// # Errors
    ///
    /// When it is no JSON, or not that of a `T`.
    pub fn json<T: Wire>(&self) -> Result<T, DecodeError> {
        wire::from_json(self.json_text()?).map_err(|error| self.json_error(error))
    }

    /// The body as text, less a byte order mark, which some servers write and JSON does not know.
    fn json_text(&self) -> Result<&str, DecodeError> {
        let text = self.text()?;
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    fn json_error(&self, error: serde_json::Error) -> DecodeError {
        let text = self.json_text().unwrap_or_default();
        let (problem, shown) = if text.trim().is_empty() {
            ("the body is empty, not JSON".to_owned(), String::new())
        } else if let (false, Some(content_type)) = (error.is_data(), self.foreign_content_type()) {
            let problem = format!("the server answered {}, not JSON", text::one_line(content_type));
            (problem, text::html_title(text).map_or_else(|| text::one_line(text), text::one_line))
        } else {
            let offset = text::offset_of(text, error.line(), error.column());
            (error.to_string(), text::around(text, offset))
        };
        DecodeError::new(self.operation, &self.head, problem, shown).with_source(error)
    }

    /// The media type of the body, if it is one that does not stand for JSON.
    fn foreign_content_type(&self) -> Option<&str> {
        let value = header_text(self.headers(), CONTENT_TYPE.as_str())?;
        let media_type = value.split(';').next().unwrap_or_default().trim();
        let subtype = media_type.split_once('/').map_or("", |(_, subtype)| subtype).to_ascii_lowercase();
        let json = subtype == "json" || subtype.ends_with("+json") || media_type.eq_ignore_ascii_case("text/plain");
        (!json && !media_type.is_empty()).then_some(media_type)
    }

    /// The compression that the transport left on the body.
    pub(crate) fn foreign_encoding(&self) -> Option<&str> {
        let value = header_text(self.headers(), CONTENT_ENCODING.as_str())?.trim();
        (!value.is_empty() && !value.eq_ignore_ascii_case("identity")).then_some(value)
    }

    pub(crate) fn lossy_text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.body)
    }
}

impl HasHeaders for ReceivedResponse {
    fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }
}

fn undecoded(encoding: &str) -> String {
    let hint = if encoding.eq_ignore_ascii_case("gzip") && !cfg!(feature = "gzip") {
        "; enable this crate's feature `gzip`"
    } else {
        ""
    };
    format!("the body is compressed (`content-encoding: {encoding}`) and the transport did not decompress it{hint}")
}
