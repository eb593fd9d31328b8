//! How a request is sent, until its answer is final. Written once: nothing here is generic over the operation.

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::header::{ACCEPT, CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderValue, Uri};
use http_body::Body as _;

use crate::runtime::body::Body;
use crate::runtime::client::{Core, Shared};
use crate::runtime::deadline::{Deadline, Elapsed};
use crate::runtime::encoding::QueryString;
use crate::runtime::error::{RequestError, TimeoutError, TooLargeError, TransportError};
use crate::runtime::operation::OperationMetadata;
use crate::runtime::received::ReceivedResponse;
use crate::runtime::request_parts::RequestParts;
use crate::runtime::response::ResponseHead;
use crate::runtime::retry;
use crate::runtime::trace;

/// The most bytes of the body of an error that are kept: more than any documented error takes, and little to carry
/// around.
const MAX_ERROR_BODY_BYTES: usize = 256 << 10;

/// What a caller sets for one call.
#[derive(Clone, Default)]
pub(crate) struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) headers: HeaderMap,
    pub(crate) query: QueryString,
    /// The first value that is wrong.
    pub(crate) problem: Option<RequestError>,
}

/// An answer of whatever status, or the reason why there is none.
pub(crate) type Outcome = Result<ReceivedResponse, Failure>;

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Failure {
    Request(RequestError),
    Transport(TransportError),
    Timeout(TimeoutError),
    TooLarge(TooLargeError),
}

/// A request that can be sent any number of times.
struct Prepared {
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

/// Makes a call: sends its request, and sends it again as long as that is allowed and may help.
pub(crate) async fn run(
    core: Core,
    metadata: &'static OperationMetadata,
    parts: Result<RequestParts, RequestError>,
    options: CallOptions,
) -> Outcome {
    let work = async {
        let shared = core.shared();
        let prepared = prepare(shared, metadata, parts, &options).map_err(Failure::Request)?;
        let deadline = Deadline::start(options.timeout.unwrap_or(shared.timeout));
        let max_retries = options.max_retries.unwrap_or(shared.max_retries);
        let mut retries = 0;
        loop {
            let report = trace::attempt(retries + 1);
            let outcome = attempt(shared, metadata, &prepared, &deadline, retries + 1).await;
            report(&outcome);
            let pause = if retries < max_retries { pause(metadata, &outcome, retries) } else { None };
            let Some(pause) = pause.filter(|pause| *pause < deadline.remaining()) else {
                return outcome;
            };
            trace::pause(pause);
            shared.transport.sleep(pause).await;
            retries += 1;
        }
    };
    trace::call(metadata, work).await
}

/// How long to wait before the request is sent again. `None`: the outcome is final.
fn pause(metadata: &OperationMetadata, outcome: &Outcome, retries: u32) -> Option<Duration> {
    match outcome {
        Ok(received) if received.status().is_success() => None,
        Ok(received) => retry::is_temporary(received.status(), received.headers())
            .then(|| retry::pause(retries, retry::retry_after(received.headers())))
            .flatten(),
        Err(Failure::Transport(error)) => {
            retry::may_repeat(&metadata.method, error).then(|| retry::pause(retries, None)).flatten()
        }
        Err(Failure::Request(_) | Failure::Timeout(_) | Failure::TooLarge(_)) => None,
    }
}

/// Puts together what the client, the operation and the caller add to a request. What comes later replaces what was
/// there.
fn prepare(
    shared: &Shared,
    metadata: &OperationMetadata,
    parts: Result<RequestParts, RequestError>,
    options: &CallOptions,
) -> Result<Prepared, RequestError> {
    let mut parts = parts?;
    if let Some(problem) = &options.problem {
        return Err(problem.clone());
    }
    let mut headers = HeaderMap::new();
    headers.insert(USER_AGENT, shared.user_agent.clone());
    let accept = Some(metadata.accept).filter(|accept| !accept.is_empty());
    for (name, text) in [(ACCEPT, accept), (CONTENT_TYPE, parts.content_type)] {
        if let Some(text) = text {
            let value = HeaderValue::from_str(text)
                .map_err(|_| RequestError::new(format!("{text:?} cannot stand in the header `{name}`")))?;
            headers.insert(name, value);
        }
    }
    let mut query = std::mem::take(&mut parts.query);
    query.append(&options.query);
    for credential in shared.credentials_for(metadata.security) {
        credential.apply(&mut headers, &mut query);
    }
    for layer in [&shared.headers, &parts.headers, &options.headers] {
        for (name, value) in layer {
            headers.insert(name, value.clone());
        }
    }
    let uri = shared
        .base_url
        .join(parts.path()?, query.as_str())
        // The reason is left out, because it may show the URL.
        .map_err(|_| RequestError::new("its values do not make a valid URL, or one that is too long"))?;
    Ok(Prepared { uri, headers, body: parts.body })
}

/// Sends a request once and reads the answer.
async fn attempt(
    shared: &Shared,
    metadata: &OperationMetadata,
    prepared: &Prepared,
    deadline: &Deadline,
    number: u32,
) -> Outcome {
    let transport = &*shared.transport;
    let timeout = |Elapsed| Failure::Timeout(TimeoutError::new(deadline.limit(), number));

    let mut request = http::Request::new(Body::from(prepared.body.clone()));
    *request.method_mut() = metadata.method.clone();
    *request.uri_mut() = prepared.uri.clone();
    *request.headers_mut() = prepared.headers.clone();
    let response = deadline.bound(transport, transport.send(request)).await.map_err(timeout)?;
    let (head, body) = response.map_err(Failure::Transport)?.into_parts();
    let head = ResponseHead::new(head.status, head.headers);

    let mut bytes = BytesMut::new();
    if head.status().is_success() {
        let limit = shared.max_body_bytes;
        // A length that is known beforehand and too large saves reading up to the limit.
        if body.size_hint().lower() > limit as u64 {
            return Err(Failure::TooLarge(TooLargeError::new(limit, head)));
        }
        match deadline.bound(transport, read(body, limit, &mut bytes)).await.map_err(timeout)? {
            Ok(Extent::Whole) => {}
            Ok(Extent::Beginning) => {
                return Err(Failure::TooLarge(TooLargeError::new(limit, head)));
            }
            Err(error) => return Err(Failure::Transport(error)),
        }
    } else {
        // The status is what matters here, so a body that breaks off, comes too slowly or is too long is kept as far as
        // it came.
        let limit = shared.max_body_bytes.min(MAX_ERROR_BODY_BYTES);
        let _ = deadline.bound(transport, read(body, limit, &mut bytes)).await;
    }
    Ok(ReceivedResponse::new(metadata.id, head, bytes.freeze()))
}

/// How much of a body was read.
enum Extent {
    Whole,
    Beginning,
}

/// Reads a body into `bytes`, up to a limit. What was read stays there if this fails or is given up.
async fn read(body: Body, limit: usize, bytes: &mut BytesMut) -> Result<Extent, TransportError> {
    let mut body = pin!(body);
    while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
        // A frame without data holds trailers, which nothing here looks at.
        let Ok(data) = frame?.into_data() else {
            continue;
        };
        let room = limit - bytes.len();
        if data.len() > room {
            bytes.extend_from_slice(&data[..room]);
            return Ok(Extent::Beginning);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(Extent::Whole)
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(formatter),
            Self::Transport(error) => error.fmt(formatter),
            Self::Timeout(error) => error.fmt(formatter),
            Self::TooLarge(error) => error.fmt(formatter),
        }
    }
}
