//! An answer, and what stands in its head.

use std::str::FromStr;

use http::{HeaderMap, StatusCode};

/// What has the headers of an answer. Generated code builds typed accessors for documented headers on it.
pub trait HasHeaders {
    /// The headers of the answer.
    fn headers(&self) -> &HeaderMap;
}

/// The value of a header, if it is there and reads as a `T`.
///
/// A header that does not read as documented is treated as absent: it describes the answer, and is no reason to lose
/// it.
pub fn header<T: FromStr>(headers: &HeaderMap, name: &str) -> Option<T> {
    header_text(headers, name)?.trim().parse().ok()
}

/// The value of a header as text, if it is there and is ASCII.
pub fn header_text<'headers>(headers: &'headers HeaderMap, name: &str) -> Option<&'headers str> {
    headers.get(name)?.to_str().ok()
}

/// The status and the headers of an answer.
#[derive(Clone, Debug)]
pub struct ResponseHead {
    status: StatusCode,
    headers: HeaderMap,
}

impl ResponseHead {
    pub(crate) fn new(status: StatusCode, headers: HeaderMap) -> Self {
        Self { status, headers }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The name that the server gave to this request, which its operators ask for.
    pub fn request_id(&self) -> Option<&str> {
        header_text(&self.headers, "x-request-id").or_else(|| header_text(&self.headers, "request-id"))
    }
}

impl HasHeaders for ResponseHead {
    fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}

/// The answer to a successful call: its head, and its body as a `T`.
#[derive(Clone, Debug)]
pub struct Response<T> {
    head: ResponseHead,
    body: T,
}

impl<T> Response<T> {
    pub(crate) fn new(head: ResponseHead, body: T) -> Self {
        Self { head, body }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// The headers of the answer.
    pub fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }

    /// The name that the server gave to this request, which its operators ask for.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// The status and the headers.
    pub fn head(&self) -> &ResponseHead {
        &self.head
    }

    /// The body.
    pub fn body(&self) -> &T {
        &self.body
    }

    /// The body, without the rest.
    pub fn into_body(self) -> T {
        self.body
    }

    /// The head and the body.
    pub fn into_parts(self) -> (ResponseHead, T) {
        (self.head, self.body)
    }

    /// The same answer with another body.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response { head: self.head, body: change(self.body) }
    }
}

impl<T> HasHeaders for Response<T> {
    fn headers(&self) -> &HeaderMap {
        self.head.headers()
    }
}
