//! The way from a request to its response.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use crate::runtime::body::Body;
use crate::runtime::error::TransportError;

/// A boxed future, which is what a trait object can return.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests.
///
/// With the feature `reqwest` a client brings its own. Another one is a fake for a test, or a bridge to an HTTP stack
/// that the program already has. Retries, time limits and the limit on the size of a body stand above it and work for
/// any.
///
/// A fake that answers all requests alike, and does not wait between attempts:
///
/// ```ignore
/// struct Fake;
///
/// impl Transport for Fake {
///     fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
///         assert_eq!(request.uri().path(), "/v1/models");
///         Box::pin(async { Ok(http::Response::new(Body::from(r#"{"object": "list", "data": []}"#))) })
///     }
///
///     fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
///         Box::pin(async {})
///     }
/// }
///
/// let client = Client::builder().transport(Fake).build()?;
/// ```
///
/// An `Arc` of a transport is a transport too, so that a test can keep one and ask it what it has seen.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request once, and gives the response as soon as its head is there.
    ///
    /// What the client put into the request must reach the server of its URL and no other: the headers and the URL hold
    /// the credentials. So an implementation follows a redirect to another server under no circumstances.
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Waits. Time limits and the pauses between attempts are made of this.
    ///
    /// A fake may return at once. A call is then retried without a pause, and reaches its time limit as soon as it has
    /// to wait for an answer.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        T::send(self, request)
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        T::sleep(self, duration)
    }
}
