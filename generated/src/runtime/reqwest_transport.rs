//! The default transport.

use std::error::Error;
use std::time::Duration;

use http::header::LOCATION;
use http::{Method, Response, StatusCode};
use reqwest::redirect::Policy;
use reqwest::{Client, Request, Url};

use crate::runtime::body::Body;
use crate::runtime::error::{ConfigurationError, TransportError, TransportErrorKind};
use crate::runtime::response::header_text;
use crate::runtime::transport::{BoxFuture, Transport};

/// The most redirects that are followed for one request.
const MAX_REDIRECTS: usize = 5;

/// Sends requests with [`reqwest`]. It needs a Tokio runtime.
///
/// Redirects are followed only to the scheme, host and port that the request went to, and only where that does not
/// change the request: a `POST` that is answered with 301, 302 or 303 would become a `GET`. Any other redirect is the
/// answer.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: Client,
}

impl ReqwestTransport {
    pub(crate) fn new(https: bool, connect_timeout: Duration) -> Result<Self, ConfigurationError> {
        const TLS: bool = cfg!(any(feature = "rustls", feature = "native-tls"));
        if https && !TLS {
            return Err(ConfigurationError::new(
                "the base URL is `https`, but this crate was built without TLS: enable its feature `rustls` or `native-tls`",
            ));
        }
        let builder = || Client::builder().redirect(Policy::none()).connect_timeout(connect_timeout);
        let client = match builder().build() {
            // Without any certificates on the system, as in a bare container, plain HTTP still works.
            #[cfg(any(feature = "rustls", feature = "native-tls"))]
            Err(_) if !https => builder().tls_certs_only([]).build(),
            built => built,
        };
        let client = client.map_err(|error| {
            let reason = innermost(&error).to_string();
            ConfigurationError::new(format!("the default transport cannot be set up: {reason}")).with_source(error)
        })?;
        Ok(Self { client })
    }

    async fn send(&self, request: http::Request<Body>) -> Result<Response<Body>, TransportError> {
        let request = request.map(|body| match body.as_bytes() {
            Some(bytes) => reqwest::Body::from(bytes.clone()),
            None => reqwest::Body::wrap(body),
        });
        let mut request = Request::try_from(request).map_err(transport_error)?;
        for _ in 0..MAX_REDIRECTS {
            let again = request.try_clone();
            let response = self.client.execute(request).await.map_err(transport_error)?;
            match again.and_then(|again| redirected(again, &response)) {
                Some(next) => request = next,
                None => return Ok(convert(response)),
            }
        }
        self.client.execute(request).await.map(convert).map_err(transport_error)
    }
}

/// A client of one's own, with its proxies, certificates and so on.
///
/// Give it [`Policy::none()`](reqwest::redirect::Policy::none), or it follows redirects by itself, to other servers
/// too, and carries to them the headers that it does not know to be credentials.
impl From<Client> for ReqwestTransport {
    fn from(client: Client) -> Self {
        Self { client }
    }
}

impl Transport for ReqwestTransport {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(self.send(request))
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration))
    }
}

/// The request that follows a redirect, if it is one to follow.
fn redirected(mut request: Request, response: &reqwest::Response) -> Option<Request> {
    let keeps_request = match response.status() {
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND | StatusCode::SEE_OTHER => {
            matches!(*request.method(), Method::GET | Method::HEAD)
        }
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
        _ => false,
    };
    let target = request.url().join(header_text(response.headers(), LOCATION.as_str())?).ok()?;
    let follow = keeps_request && same_server(request.url(), &target);
    *request.url_mut() = target;
    follow.then_some(request)
}

fn same_server(one: &Url, other: &Url) -> bool {
    one.origin() == other.origin() && other.username().is_empty() && other.password().is_none()
}

fn convert(response: reqwest::Response) -> Response<Body> {
    Response::<reqwest::Body>::from(response).map(Body::new)
}

/// Errors of reqwest may show the URL, and a URL may hold a credential.
fn transport_error(error: reqwest::Error) -> TransportError {
    let kind = if error.is_connect() {
        TransportErrorKind::Connect
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_request() {
        TransportErrorKind::Interrupted
    } else if error.is_body() || error.is_decode() {
        TransportErrorKind::Body
    } else {
        TransportErrorKind::Other
    };
    TransportError::new(kind, error.without_url())
}

fn innermost<'error>(error: &'error (dyn Error + 'static)) -> &'error (dyn Error + 'static) {
    let mut reason = error;
    while let Some(inner) = reason.source() {
        reason = inner;
    }
    reason
}
