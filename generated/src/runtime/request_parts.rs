//! The parts of a request that an operation fills in.

use std::fmt::{self, Display};

use bytes::Bytes;
use http::{HeaderMap, HeaderName};
use serde::Serialize;

use crate::runtime::credential::sensitive;
use crate::runtime::encoding::{self, QueryString};
use crate::runtime::error::RequestError;

/// A request in the making, seen from the operation: what it adds to the client's base URL and headers.
pub struct RequestParts {
    path: String,
    pub(crate) query: QueryString,
    pub(crate) headers: HeaderMap,
    pub(crate) content_type: Option<&'static str>,
    pub(crate) body: Bytes,
}

impl RequestParts {
    pub(crate) fn new(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            query: QueryString::default(),
            headers: HeaderMap::new(),
            content_type: None,
            body: Bytes::new(),
        }
    }

    /// Puts a value in the place of `{name}` in the path.
    ///
    /// The value is percent-encoded, all but letters, digits and `-._~`, so it stays one segment whatever it holds.
    ///
    /// # Errors
    ///
    /// When the value is empty, or would make a segment `.` or `..`: no encoding keeps a server or a proxy from taking
    /// such a path for another one. Also when the path has no such parameter.
    pub fn path_parameter(&mut self, name: &str, value: &dyn Display) -> Result<(), RequestError> {
        let place = format!("{{{name}}}");
        if !self.path.contains(&place) {
            return Err(RequestError::new(format!("the path has no parameter `{name}`")));
        }
        let value = encoding::percent(&value.to_string()).to_string();
        if value.is_empty() {
            return Err(RequestError::new(format!(
                "the path parameter `{name}` is empty, and without it the path is that of another operation"
            )));
        }
        self.path = self.path.replace(&place, &value);
        if let Some(segment) = self.path.split('/').find(|segment| matches!(*segment, "." | "..")) {
            return Err(RequestError::new(format!(
                "the path parameter `{name}` makes a path segment `{segment}`, which URLs resolve to another path"
            )));
        }
        Ok(())
    }

    /// Adds a query parameter. A name may stand more than once.
    pub fn query_parameter(&mut self, name: &str, value: &dyn Display) {
        self.query.push(name, value);
    }

    /// Sets a header.
    ///
    /// # Errors
    ///
    /// When the name is no name of a header, or the value cannot stand in one.
    pub fn header_parameter(&mut self, name: &str, value: &dyn Display) -> Result<(), RequestError> {
        insert_header(&mut self.headers, name, &value.to_string()).map_err(RequestError::new)
    }

    /// Sets the body to a value as JSON.
    ///
    /// # Errors
    ///
    /// When the value has no form in JSON, such as a map whose keys are not strings.
    pub fn json<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), RequestError> {
        let json = serde_json::to_vec(value)
            .map_err(|error| RequestError::new(format!("the body cannot be written as JSON: {error}")))?;
        self.body("application/json", json);
        Ok(())
    }

    /// Sets the body, and its `content-type`.
    pub fn body(&mut self, content_type: &'static str, body: impl Into<Bytes>) {
        self.content_type = Some(content_type);
        self.body = body.into();
    }

    /// The path with all parameters in place.
    pub(crate) fn path(&self) -> Result<&str, RequestError> {
        match self.path.split_once('{') {
            None => Ok(&self.path),
            Some((_, rest)) => {
                let name = rest.split('}').next().unwrap_or_default();
                Err(RequestError::new(format!("the path parameter `{name}` was not given")))
            }
        }
    }
}

impl fmt::Debug for RequestParts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("RequestParts")
            .field("path", &self.path)
            .field("query", &self.query.names().collect::<Vec<_>>())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("content_type", &self.content_type)
            .field("body_length", &self.body.len())
            .finish()
    }
}

/// Sets a header from text. The value is marked as sensitive, because no one knows whether it is: a key for a gateway
/// travels in a header too. The error says what is wrong, and shows no value.
pub(crate) fn insert_header(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), String> {
    let valid = HeaderName::try_from(name).map_err(|_| format!("{name:?} is not the name of a header"))?;
    let value = sensitive(value).map_err(|problem| format!("the value of the header `{valid}` {problem}"))?;
    headers.insert(valid, value);
    Ok(())
}
