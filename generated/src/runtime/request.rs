//! A call that has not been made yet.

use std::fmt::{self, Display};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;

use crate::runtime::call::{self, CallOptions, Failure, Outcome};
use crate::runtime::client::Core;
use crate::runtime::error::{ApiError, Error, RequestError};
use crate::runtime::operation::Operation;
use crate::runtime::received::ReceivedResponse;
use crate::runtime::request_parts::{RequestParts, insert_header};
use crate::runtime::response::Response;
use crate::runtime::transport::BoxFuture;

/// A call that has not been made yet. `.await` makes it and gives the body of the answer.
///
/// [`with_response`](Self::with_response) gives the status and the headers too, [`raw`](Self::raw) the body's bytes.
/// Nothing is sent before the future is polled, and dropping the future gives the call up.
#[must_use = "a request does nothing until it is awaited"]
pub struct Request<'client, O: Operation> {
    core: &'client Core,
    pub(crate) operation: O,
    options: CallOptions,
}

impl<'client, O: Operation> Request<'client, O> {
    /// A call of an operation.
    pub fn new(core: &'client Core, operation: O) -> Self {
        Self { core, operation, options: CallOptions::default() }
    }

    /// Sets how long this call may take as a whole, in place of the client's limit.
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.options.timeout = Some(limit);
        self
    }

    /// Sets how often this request is sent again, in place of the client's number.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.options.max_retries = Some(retries);
        self
    }

    /// Sets a header, which replaces the one that the client would send.
    ///
    /// A name or a value that cannot stand in a header is reported when the call is made.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Err(problem) = insert_header(&mut self.options.headers, name, value) {
            self.options.problem.get_or_insert_with(|| RequestError::new(problem));
        }
        self
    }

    /// Adds a query parameter that the API does not document. It is encoded as needed, and a name may stand more than
    /// once.
    pub fn query(mut self, name: &str, value: impl Display) -> Self {
        self.options.query.push(name, &value);
        self
    }

    /// Makes the call, and gives the status and the headers of the answer with its body.
    pub fn with_response(self) -> CallFuture<Response<O::Output>, O::Error> {
        self.start(|outcome| {
            let received = success::<O>(outcome)?;
            let body = O::response(&received).map_err(Error::Decode)?;
            Ok(Response::new(received.head().clone(), body))
        })
    }

    /// Makes the call, and gives the body of the answer as it came, unread. A status that is no success is an error
    /// here too.
    pub fn raw(self) -> CallFuture<Response<Bytes>, O::Error> {
        self.start(|outcome| {
            let received = success::<O>(outcome)?;
            Ok(Response::new(received.head().clone(), received.bytes().clone()))
        })
    }

    fn start<T>(self, finish: fn(Outcome) -> Result<T, Error<O::Error>>) -> CallFuture<T, O::Error> {
        let metadata = const { &O::METADATA };
        let mut parts = RequestParts::new(metadata.path);
        let parts = self.operation.request(&mut parts).map(|()| parts);
        CallFuture { call: Box::pin(call::run(self.core.clone(), metadata, parts, self.options)), finish }
    }
}

impl<O: Operation> IntoFuture for Request<'_, O> {
    type Output = Result<O::Output, Error<O::Error>>;
    type IntoFuture = CallFuture<O::Output, O::Error>;

    fn into_future(self) -> Self::IntoFuture {
        self.start(|outcome| O::response(&success::<O>(outcome)?).map_err(Error::Decode))
    }
}

impl<O: Operation + Clone> Clone for Request<'_, O> {
    fn clone(&self) -> Self {
        Self { core: self.core, operation: self.operation.clone(), options: self.options.clone() }
    }
}

impl<O: Operation + fmt::Debug> fmt::Debug for Request<'_, O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let CallOptions { timeout, max_retries, headers, query, problem } = &self.options;
        formatter
            .debug_struct("Request")
            .field("operation", &self.operation)
            .field("timeout", timeout)
            .field("max_retries", max_retries)
            .field("headers", &headers.keys().collect::<Vec<_>>())
            .field("query", &query.names().collect::<Vec<_>>())
            .field("problem", problem)
            .finish_non_exhaustive()
    }
}

/// A call that is being made.
///
/// It borrows nothing, so it can be spawned as a task of its own.
#[must_use = "futures do nothing unless polled"]
pub struct CallFuture<T, E> {
    call: BoxFuture<'static, Outcome>,
    finish: fn(Outcome) -> Result<T, Error<E>>,
}

impl<T, E> Future for CallFuture<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let finish = self.finish;
        self.call.as_mut().poll(context).map(finish)
    }
}

impl<T, E> fmt::Debug for CallFuture<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("CallFuture").finish_non_exhaustive()
    }
}

/// The answer, if it is one to a call that succeeded.
fn success<O: Operation>(outcome: Outcome) -> Result<ReceivedResponse, Error<O::Error>> {
    match outcome {
        Ok(received) if received.status().is_success() => Ok(received),
        Ok(received) => Err(Error::Api(ApiError::new(&received, O::error(&received)))),
        Err(Failure::Request(error)) => Err(Error::Request(error)),
        Err(Failure::Transport(error)) => Err(Error::Transport(error)),
        Err(Failure::Timeout(error)) => Err(Error::Timeout(error)),
        Err(Failure::TooLarge(error)) => Err(Error::TooLarge(error)),
    }
}
