//! What can go wrong with a call.

mod api;
mod configuration;
mod decode;
mod limit;
mod request;
mod transport;

pub use crate::runtime::error::api::ApiError;
pub use crate::runtime::error::configuration::ConfigurationError;
pub use crate::runtime::error::decode::DecodeError;
pub use crate::runtime::error::limit::{TimeoutError, TooLargeError};
pub use crate::runtime::error::request::RequestError;
pub use crate::runtime::error::transport::{TransportError, TransportErrorKind};

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::runtime::response::ResponseHead;

/// A call that did not succeed. `E` is the documented body of an answer that is an error.
///
/// `Display` tells all that a person needs in one line. [`source`](std::error::Error::source) is for programs: it gives
/// what the line was made from, so a reporter that prints the whole chain repeats some of it.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The server answered with a status that is no success.
    Api(ApiError<E>),
    /// The server answered with success, but not with what the document promises.
    Decode(DecodeError),
    /// The request or its answer was lost on the way.
    Transport(TransportError),
    /// The call took longer than its time limit.
    Timeout(TimeoutError),
    /// The call cannot be made into a request. Nothing was sent.
    Request(RequestError),
    /// The body of the answer is larger than the client's limit.
    TooLarge(TooLargeError),
    /// The client cannot be built as it was configured. No call gives this; it is here for `?`.
    Configuration(ConfigurationError),
}

impl<E> Error<E> {
    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.head().map(ResponseHead::status)
    }

    /// The headers of the answer, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.head().map(ResponseHead::headers)
    }

    /// The name that the server gave to the request, which its operators ask for.
    pub fn request_id(&self) -> Option<&str> {
        self.head().and_then(ResponseHead::request_id)
    }

    /// How long the server asks to wait before the next request.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Api(error) => error.retry_after(),
            _ => None,
        }
    }

    /// Whether the same call may well succeed later. Whether it is safe to repeat is for the caller to know.
    ///
    /// The client has tried again already, unless it was told not to.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Api(error) => error.is_retryable(),
            Self::Transport(error) => error.is_retryable(),
            Self::Timeout(_) => true,
            Self::Decode(_) | Self::Request(_) | Self::TooLarge(_) | Self::Configuration(_) => false,
        }
    }

    fn head(&self) -> Option<&ResponseHead> {
        match self {
            Self::Api(error) => Some(error.head()),
            Self::Decode(error) => Some(error.head()),
            Self::TooLarge(error) => Some(error.head()),
            Self::Transport(_) | Self::Timeout(_) | Self::Request(_) | Self::Configuration(_) => None,
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(formatter),
            Self::Decode(error) => error.fmt(formatter),
            Self::Transport(error) => error.fmt(formatter),
            Self::Timeout(error) => error.fmt(formatter),
            Self::Request(error) => error.fmt(formatter),
            Self::TooLarge(error) => error.fmt(formatter),
            Self::Configuration(error) => error.fmt(formatter),
        }
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // The variants speak through `Display` above, so what follows in the chain is what is behind them.
        match self {
            Self::Api(_) => None,
            Self::Decode(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::Timeout(error) => error.source(),
            Self::Request(error) => error.source(),
            Self::TooLarge(error) => error.source(),
            Self::Configuration(error) => error.source(),
        }
    }
}

impl<E> From<ConfigurationError> for Error<E> {
    fn from(error: ConfigurationError) -> Self {
        Self::Configuration(error)
    }
}
