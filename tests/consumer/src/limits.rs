//! What an application reads from the headers that the document describes.

use generated::runtime::HasHeaders;
use generated::{DocumentedHeaders, Error};

/// What the server says about a request and about its limits; each part only where the server says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// What the server calls the request.
    pub request_id: Option<String>,
    /// The requests that are allowed.
    pub limit_requests: Option<i64>,
    /// The tokens that are allowed.
    pub limit_tokens: Option<i64>,
    /// The requests that are left.
    pub remaining_requests: Option<i64>,
    /// The tokens that are left.
    pub remaining_tokens: Option<i64>,
    /// When the requests are back.
    pub reset_requests: Option<String>,
    /// When the tokens are back.
    pub reset_tokens: Option<String>,
}

/// The documented headers of an answer, whether it is a success or an error: both have them.
pub fn limits(answer: &impl HasHeaders) -> Limits {
    Limits {
        request_id: answer.x_request_id().map(str::to_owned),
        limit_requests: answer.x_ratelimit_limit_requests(),
        limit_tokens: answer.x_ratelimit_limit_tokens(),
        remaining_requests: answer.x_ratelimit_remaining_requests(),
        remaining_tokens: answer.x_ratelimit_remaining_tokens(),
        reset_requests: answer.x_ratelimit_reset_requests().map(str::to_owned),
        reset_tokens: answer.x_ratelimit_reset_tokens().map(str::to_owned),
    }
}

/// The documented headers of an error, where the server answered with one.
pub fn limits_of_error(error: &Error) -> Option<Limits> {
    match error {
        Error::Api(error) => Some(limits(error)),
        Error::Decode(error) => Some(limits(error)),
        Error::TooLarge(error) => Some(limits(error.head())),
        _ => None,
    }
}
