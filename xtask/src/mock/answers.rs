//! Answers: what the document says that comes back, ready to be sent.

use axum::body::Body as HttpBody;
use axum::http::header::{CONTENT_TYPE, HeaderValue};
use axum::http::{Response as HttpResponse, StatusCode};
use codegen::ir::{Api, Operation, Response, StatusPattern};
use codegen::source::Source;
use serde_json::json;

use crate::mock::examples::{content, first_example};
use crate::mock::values::value_of;

/// A status with a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    status: u16,
    /// The media type and the text.
    body: Option<(String, String)>,
}

impl Answer {
    /// What a response of the document says, with its first example or a value of its shape.
    pub fn new(source: &Source, api: &Api, response: &Response, status: u16) -> Self {
        let body = content(response).map(|content| {
            let text = match first_example(api, content) {
                Some(at) => source.json(at),
                None => value_of(source, api, &content.value).to_string(),
            };
            (content.media_type.clone(), text)
        });
        Self { status, body }
    }

    /// The answer to a request that the operation refuses: what the document says of the status, or else of all errors.
    pub fn refusal(source: &Source, api: &Api, operation: &Operation, status: u16) -> Self {
        let class = u8::try_from(status / 100).unwrap_or_default();
        [StatusPattern::Exactly(status), StatusPattern::Class(class), StatusPattern::Default]
            .iter()
            .find_map(|wanted| operation.responses.iter().find(|response| response.status == *wanted))
            .map(|response| Self::new(source, api, response, status))
            .filter(|answer| answer.body.is_some())
            .unwrap_or_else(|| Self::refusal_without_operation(source, api, status))
    }

    /// The answer to a request that belongs to no operation: in the envelope of the first operation that describes all
    /// errors, or else in a small one.
    pub fn refusal_without_operation(source: &Source, api: &Api, status: u16) -> Self {
        let responses = api.operations.iter().flat_map(|operation| &operation.responses);
        responses
            .filter(|response| response.status == StatusPattern::Default)
            .map(|response| Self::new(source, api, response, status))
            .find(|answer| answer.body.is_some())
            .unwrap_or_else(|| Self::small(status))
    }

    /// The same status and media type with another text.
    pub fn with_text(&self, text: String) -> Self {
        let media_type = self.body.as_ref().map_or("application/json", |(media_type, _)| media_type);
        Self { status: self.status, body: Some((media_type.to_owned(), text)) }
    }

    /// The status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The answer as it is sent.
    pub fn response(&self) -> HttpResponse<HttpBody> {
        let text = self.body.as_ref().map(|(_, text)| text.clone()).unwrap_or_default();
        let mut response = HttpResponse::new(HttpBody::from(text));
        *response.status_mut() = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        if let Some((media_type, _)) = &self.body {
            let value = HeaderValue::from_str(media_type);
            let value = value.unwrap_or_else(|_| HeaderValue::from_static("application/json"));
            response.headers_mut().insert(CONTENT_TYPE, value);
        }
        response
    }

    fn small(status: u16) -> Self {
        let reason = StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason());
        let text = json!({ "error": { "message": reason.unwrap_or("Error") } }).to_string();
        Self { status, body: Some(("application/json".to_owned(), text)) }
    }
}

/// The path of the document's first server, without a slash at its end: `/v1` of `https://api.example.com/v1/`.
pub fn base_path(api: &Api) -> String {
    let url = api.servers.first().map(|server| server.url.as_str()).unwrap_or_default();
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("", |slash| &rest[slash..]),
        None => url,
    };
    let path = path.trim_matches('/');
    if path.is_empty() { String::new() } else { format!("/{path}") }
}

/// The status of an answer that is a success, where the document names none.
pub const fn success_status(pattern: StatusPattern) -> u16 {
    match pattern {
        StatusPattern::Exactly(status) => status,
        StatusPattern::Class(_) | StatusPattern::Default => 200,
    }
}
