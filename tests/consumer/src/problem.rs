//! How an application tells the kinds of errors apart.

use std::time::Duration;

use generated::Error;
use generated::runtime::TransportErrorKind;

/// What went wrong, in the terms of the application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The API refused, in the words that its document promises.
    Refused {
        /// The status of the answer.
        status: u16,
        /// What the server says.
        message: String,
        /// The error in a word for a program.
        code: Option<String>,
    },
    /// Something answered with an error, but not the API as it is documented: a proxy, or another server.
    RefusedByOther {
        /// The status of the answer.
        status: u16,
        /// What the answer seems to say.
        message: Option<String>,
        /// The body as it came.
        body: String,
    },
    /// The answer was a success that cannot be read.
    Unreadable {
        /// The status of the answer.
        status: u16,
        /// What is wrong with the body.
        problem: String,
    },
    /// The request or its answer was lost.
    Lost(TransportErrorKind),
    /// The call took too long.
    TooSlow {
        /// How long it was given.
        limit: Duration,
        /// How often the request was sent.
        attempts: u32,
    },
    /// The answer is too large.
    TooLarge {
        /// How many bytes it was allowed to have.
        limit: usize,
    },
    /// Nothing was sent.
    NotSent(String),
    /// The client cannot be built as it is configured.
    Misconfigured(String),
    /// A kind of error that a later version of the client may bring.
    Unknown(String),
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Api(error) => {
                let status = error.status().as_u16();
                match error.body() {
                    Some(documented) => Self::Refused {
                        status,
                        message: documented.error.message.clone(),
                        code: documented.error.code.clone(),
                    },
                    None => Self::RefusedByOther {
                        status,
                        message: error.message().map(str::to_owned),
                        body: error.text().into_owned(),
                    },
                }
            }
            Error::Decode(error) => {
                Self::Unreadable { status: error.status().as_u16(), problem: error.problem().to_owned() }
            }
            Error::Transport(error) => Self::Lost(error.kind()),
            Error::Timeout(error) => Self::TooSlow { limit: error.limit(), attempts: error.attempts() },
            Error::TooLarge(error) => Self::TooLarge { limit: error.limit() },
            Error::Request(error) => Self::NotSent(error.to_string()),
            Error::Configuration(error) => Self::Misconfigured(error.to_string()),
            other => Self::Unknown(other.to_string()),
        }
    }
}
