//! A request or an answer that was lost on the way.

use std::error::Error;
use std::fmt;

/// The request or its answer was lost on the way.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Box<dyn Error + Send + Sync>,
}

/// Where on the way it was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection, so nothing was sent: no such host, no one listening, no common TLS.
    Connect,
    /// The connection broke before the answer began. The server may have acted on the request.
    Interrupted,
    /// The transport has time limits of its own and one of them passed.
    Timeout,
    /// The answer began, and its body broke off.
    Body,
    /// Anything else, which trying again does not help.
    Other,
}

impl TransportError {
    /// An error of a transport.
    ///
    /// The source must not show what is secret in the request. A URL with a query may.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind, source: source.into() }
    }

    /// Where on the way it was lost.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether the same request may well get through later.
    pub fn is_retryable(&self) -> bool {
        self.kind != TransportErrorKind::Other
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.kind {
            TransportErrorKind::Connect => "cannot connect to the server",
            TransportErrorKind::Interrupted => "the connection broke before the server answered",
            TransportErrorKind::Timeout => "the transport timed out",
            TransportErrorKind::Body => "the body of the answer broke off",
            TransportErrorKind::Other => "the request could not be sent",
        })?;
        // HTTP stacks wrap the reason in layers such as `client error (Connect)`; the innermost is the one that helps.
        let mut reason: &dyn Error = &*self.source;
        while let Some(inner) = reason.source() {
            reason = inner;
        }
        write!(formatter, ": {reason}")
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.source)
    }
}
