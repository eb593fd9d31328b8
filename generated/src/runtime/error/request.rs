//! A call that is not a request.

use std::error::Error;
use std::fmt;

/// The call cannot be made into a request, and nothing was sent. The message says which value is at fault.
#[derive(Clone, Debug)]
pub struct RequestError(String);

impl RequestError {
    /// A value of the call cannot be sent. The message must not show what may be secret.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the request was not sent: {}", self.0)
    }
}

impl Error for RequestError {}
