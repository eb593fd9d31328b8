//! An answer that is an error.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::LOCATION;
use http::{HeaderMap, StatusCode, Uri};
use serde_json::Value;

use crate::runtime::received::ReceivedResponse;
use crate::runtime::response::{HasHeaders, ResponseHead, header_text};
use crate::runtime::retry;
use crate::runtime::text;

/// An answer whose status is no success.
///
/// The documented body is in [`body`](Self::body) if the server sent it; proxies and other servers that speak the same
/// API often send something else, which is always in [`raw_body`](Self::raw_body).
pub struct ApiError<E>(Box<Inner<E>>);

struct Inner<E> {
    head: ResponseHead,
    body: Option<E>,
    raw_body: Bytes,
    /// What the server says in its body, in one line; empty if it says nothing.
    message: String,
}

impl<E> ApiError<E> {
    pub(crate) fn new(received: &ReceivedResponse, body: Option<E>) -> Self {
        Self(Box::new(Inner {
            head: received.head().clone(),
            body,
            raw_body: received.bytes().clone(),
            message: message(received),
        }))
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.0.head.status()
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        self.0.head.headers()
    }

    /// The name that the server gave to this request, which its operators ask for.
    pub fn request_id(&self) -> Option<&str> {
        self.0.head.request_id()
    }

    /// The status and the headers.
    pub fn head(&self) -> &ResponseHead {
        &self.0.head
    }

    /// The body, if it is the documented one.
    pub fn body(&self) -> Option<&E> {
        self.0.body.as_ref()
    }

    /// The body, if it is the documented one, without the rest.
    pub fn into_body(self) -> Option<E> {
        self.0.body
    }

    /// The body as it came. Of a very long one, or of one that broke off, only the beginning.
    pub fn raw_body(&self) -> &[u8] {
        &self.0.raw_body
    }

    /// The body as it came, as text. What is not UTF-8 is replaced.
    pub fn text(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.0.raw_body)
    }

    /// What the server says went wrong, in one line, if it says anything.
    ///
    /// It is looked for where servers put it: in `error.message`, `message`, `error` and `detail` of a JSON body, then
    /// in the title of an HTML page, and then it is the beginning of the body.
    pub fn message(&self) -> Option<&str> {
        Some(self.0.message.as_str()).filter(|message| !message.is_empty())
    }

    /// How long the server asks to wait before the next request: `retry-after-ms` or `retry-after`.
    pub fn retry_after(&self) -> Option<Duration> {
        retry::retry_after(self.headers())
    }

    /// Whether the same call may well succeed later: the server is busy or failing, or says so in `x-should-retry`.
    pub fn is_retryable(&self) -> bool {
        retry::is_temporary(self.status(), self.headers())
    }

    /// Whether a message says no more than the status does, as in `{"detail": "Not Found"}`.
    fn repeats_status(&self, message: &str) -> bool {
        let reason = self.status().canonical_reason().unwrap_or_default();
        message.strip_prefix(self.status().as_str()).unwrap_or(message).trim_start() == reason
    }
}

impl<E> HasHeaders for ApiError<E> {
    fn headers(&self) -> &HeaderMap {
        self.0.head.headers()
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.status().as_str())?;
        if let Some(reason) = self.status().canonical_reason() {
            write!(formatter, " {reason}")?;
        }
        if let Some(message) = self.message().filter(|message| !self.repeats_status(message)) {
            write!(formatter, ": {message}")?;
        }
        if let Some(target) = redirect_target(&self.0.head) {
            write!(formatter, ": the server redirects to {target}, which was not followed")?;
        }
        if let Some(request_id) = self.request_id() {
            write!(formatter, " (request id {request_id})")?;
        }
        Ok(())
    }
}

impl<E: fmt::Debug> fmt::Debug for ApiError<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `main` prints errors with `Debug`, so this keeps to what a person reads; the headers would bury it.
        formatter
            .debug_struct("ApiError")
            .field("status", &self.status())
            .field("message", &self.message())
            .field("request_id", &self.request_id())
            .field("body", &self.body())
            .finish_non_exhaustive()
    }
}

impl<E: fmt::Debug> std::error::Error for ApiError<E> {}

/// Where a redirect leads, less the query, in which a server may repeat a credential.
fn redirect_target(head: &ResponseHead) -> Option<String> {
    if !head.status().is_redirection() {
        return None;
    }
    let target = header_text(head.headers(), LOCATION.as_str())?.parse::<Uri>().ok()?;
    let host = target.authority().map(|authority| authority.as_str().rsplit('@').next().unwrap_or_default());
    Some(match (target.scheme_str(), host) {
        (Some(scheme), Some(host)) => format!("{scheme}://{host}{}", target.path()),
        _ => target.path().to_owned(),
    })
}

fn message(received: &ReceivedResponse) -> String {
    if let Some(encoding) = received.foreign_encoding() {
        return format!("the body is compressed with {}", text::one_line(encoding));
    }
    let body = received.lossy_text();
    if let Ok(json) = serde_json::from_str::<Value>(&body) {
        let places = [json.pointer("/error/message"), json.get("message"), json.get("error"), json.get("detail")];
        if let Some(message) = places.into_iter().flatten().find_map(Value::as_str) {
            return text::one_line(message);
        }
    }
    text::one_line(text::html_title(&body).unwrap_or(&body))
}
