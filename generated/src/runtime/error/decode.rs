//! An answer that is not what the document promises.

use std::error::Error;
use std::fmt;

use http::{HeaderMap, StatusCode};

use crate::runtime::response::{HasHeaders, ResponseHead};

/// The server answered with success, but its body is not what the document promises.
pub struct DecodeError(Box<Inner>);

struct Inner {
    operation: &'static str,
    head: ResponseHead,
    problem: String,
    excerpt: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl DecodeError {
    pub(crate) fn new(operation: &'static str, head: &ResponseHead, problem: String, excerpt: String) -> Self {
        Self(Box::new(Inner { operation, head: head.clone(), problem, excerpt, source: None }))
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
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

    /// What is wrong and where, such as `data[3].id: invalid type: null, expected a string at line 1 column 80`.
    pub fn problem(&self) -> &str {
        &self.0.problem
    }

    /// A short part of the body, around the place at fault.
    pub fn excerpt(&self) -> &str {
        &self.0.excerpt
    }
}

impl HasHeaders for DecodeError {
    fn headers(&self) -> &HeaderMap {
        self.0.head.headers()
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // `main` prints errors with `Debug`, so this keeps to what a person reads.
        formatter
            .debug_struct("DecodeError")
            .field("operation", &self.0.operation)
            .field("status", &self.status())
            .field("problem", &self.problem())
            .field("excerpt", &self.excerpt())
            .field("request_id", &self.request_id())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { operation, problem, excerpt, .. } = &*self.0;
        write!(formatter, "cannot read the answer to {operation} (status {}): {problem}", self.status().as_str())?;
        if !excerpt.is_empty() {
            write!(formatter, "; the body reads: {excerpt}")?;
        }
        if let Some(request_id) = self.request_id() {
            write!(formatter, " (request id {request_id})")?;
        }
        Ok(())
    }
}

impl Error for DecodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
