//! A call that went beyond one of the client's limits.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use http::StatusCode;

use crate::runtime::response::ResponseHead;

/// The call took longer than its time limit, which counts all attempts and the pauses between them.
#[derive(Clone, Debug)]
pub struct TimeoutError {
    limit: Duration,
    attempts: u32,
}

impl TimeoutError {
    pub(crate) fn new(limit: Duration, attempts: u32) -> Self {
        Self { limit, attempts }
    }

    /// The time limit of the call.
    pub fn limit(&self) -> Duration {
        self.limit
    }

    /// How many times the request was sent, the unfinished time included.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

impl fmt::Display for TimeoutError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the call took longer than its time limit of {:?}", self.limit)?;
        if self.attempts > 1 {
            write!(formatter, " (in its attempt {})", self.attempts)?;
        }
        Ok(())
    }
}

impl Error for TimeoutError {}

/// The body of the answer is larger than the client reads into memory.
#[derive(Clone, Debug)]
pub struct TooLargeError {
    limit: usize,
    head: Box<ResponseHead>,
}

impl TooLargeError {
    pub(crate) fn new(limit: usize, head: ResponseHead) -> Self {
        Self { limit, head: Box::new(head) }
    }

    /// The most bytes that the client reads.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.head.status()
    }

    /// The status and the headers.
    pub fn head(&self) -> &ResponseHead {
        &self.head
    }
}

impl fmt::Display for TooLargeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the body of the answer is larger than the limit of {} bytes", self.limit)?;
        if let Some(request_id) = self.head.request_id() {
            write!(formatter, " (request id {request_id})")?;
        }
        Ok(())
    }
}

impl Error for TooLargeError {}
