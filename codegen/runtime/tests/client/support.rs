//! A transport that follows a script, and a small API to call through it.

use std::collections::VecDeque;
use std::fmt;
use std::future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use codegen_runtime::runtime::wire::{self, Field, Record, Shape, Wire};
use codegen_runtime::runtime::{
    Body, BoxFuture, Bytes, ClientBuilder, Core, CredentialPlacement, CredentialScheme, DecodeError, Method, Operation,
    OperationMetadata, ReceivedResponse, Request, RequestError, RequestParts, Settings, Transport, TransportError,
    TransportErrorKind,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::record::record;

pub const KEY: &str = "sk-s3cr3t-do-not-show";

pub const SETTINGS: Settings = Settings {
    base_url: "https://api.example.com/v1",
    base_url_variable: "RUNTIME_TEST_BASE_URL",
    user_agent: "example/1.0",
    credentials: &[
        scheme("bearer", "api_key", "RUNTIME_TEST_API_KEY", CredentialPlacement::Bearer),
        scheme("basic", "password", "", CredentialPlacement::Basic),
        scheme("header", "header_key", "", CredentialPlacement::Header("api-key")),
        scheme("query", "query_key", "", CredentialPlacement::Query("key")),
        scheme("cookie", "session", "", CredentialPlacement::Cookie("session")),
        scheme("cookie", "tenant", "", CredentialPlacement::Cookie("tenant")),
    ],
};

const fn scheme(
    name: &'static str,
    method: &'static str,
    variable: &'static str,
    placement: CredentialPlacement,
) -> CredentialScheme {
    CredentialScheme { name, method, variable, placement }
}

/// What the transport does with one request.
pub enum Step {
    Answer(http::Response<Body>),
    Fail(TransportErrorKind),
    Hang,
}

/// A request that the transport was given.
pub struct Seen {
    pub method: Method,
    pub uri: String,
    pub headers: http::HeaderMap,
    pub body: Bytes,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

/// Does what it is told, step by step, and remembers what it was asked.
pub struct Script {
    steps: Mutex<VecDeque<Step>>,
    seen: Mutex<Vec<Seen>>,
    slept: Mutex<Vec<Duration>>,
}

impl Script {
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Arc<Self> {
        Arc::new(Self {
            steps: Mutex::new(steps.into_iter().collect()),
            seen: Mutex::default(),
            slept: Mutex::default(),
        })
    }

    /// The requests that came since this was asked last.
    pub fn seen(&self) -> Vec<Seen> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }

    pub fn only(&self) -> Seen {
        let mut seen = self.seen();
        assert_eq!(seen.len(), 1);
        seen.pop().unwrap()
    }

    pub fn slept(&self) -> Vec<Duration> {
        self.slept.lock().unwrap().clone()
    }
}

impl Transport for Script {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let (parts, body) = request.into_parts();
        self.seen.lock().unwrap().push(Seen {
            method: parts.method,
            uri: parts.uri.to_string(),
            headers: parts.headers,
            body: body.as_bytes().unwrap().clone(),
        });
        let step = self.steps.lock().unwrap().pop_front().expect("the script is over, and another request came");
        Box::pin(async move {
            match step {
                Step::Answer(response) => Ok(response),
                Step::Fail(kind) => Err(TransportError::new(kind, "scripted")),
                Step::Hang => future::pending().await,
            }
        })
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.slept.lock().unwrap().push(duration);
        Box::pin(async {})
    }
}

pub fn answer(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> Step {
    let mut response = http::Response::builder().status(status);
    for (name, value) in headers {
        response = response.header(*name, *value);
    }
    Step::Answer(response.body(body.into()).unwrap())
}

/// An answer that every call of the small API takes.
pub fn fine() -> Step {
    answer(200, &[("content-type", "application/json")], MODEL)
}

pub const MODEL: &str = r#"{"id": "m", "created": 1}"#;

/// A body that comes in pieces, and ends as told.
pub struct Pieces {
    pieces: VecDeque<Bytes>,
    end: End,
}

#[derive(Clone, Copy, PartialEq)]
pub enum End {
    Whole,
    BreaksOff,
    Hangs,
}

pub fn pieces<const N: usize>(pieces: [&'static str; N], end: End) -> Body {
    Body::new(Pieces { pieces: pieces.into_iter().map(Bytes::from).collect(), end })
}

#[derive(Debug)]
pub struct BrokeOff;

impl fmt::Display for BrokeOff {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the pieces broke off")
    }
}

impl std::error::Error for BrokeOff {}

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = BrokeOff;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, BrokeOff>>> {
        match (self.pieces.pop_front(), self.end) {
            (Some(piece), _) => Poll::Ready(Some(Ok(http_body::Frame::data(piece)))),
            (None, End::Whole) => Poll::Ready(None),
            (None, End::BreaksOff) => Poll::Ready(Some(Err(BrokeOff))),
            (None, End::Hangs) => Poll::Pending,
        }
    }
}

pub fn builder() -> ClientBuilder<Core> {
    ClientBuilder::new(&SETTINGS)
}

pub fn client(script: &Arc<Script>) -> Core {
    builder().credential(0, KEY.into()).transport(script.clone()).build().unwrap()
}

record! {
    struct Model { id: String, created: i64, }
    shape [Field::required("id"), Field::required("created")]
}

record! {
    struct ErrorBody { error: ErrorDetail, }
    shape [Field::required("error")]
}

record! {
    struct ErrorDetail { code: String, }
    shape [Field::required("code")]
}

pub type Error = codegen_runtime::runtime::Error<ErrorBody>;

#[derive(Clone, Debug)]
pub struct RetrieveModel {
    pub model: String,
}

impl Operation for RetrieveModel {
    type Output = Model;
    type Error = ErrorBody;

    const METADATA: OperationMetadata = OperationMetadata {
        id: "retrieveModel",
        method: Method::GET,
        path: "/models/{model}",
        accept: "application/json",
        security: &[&[0]],
    };

    fn request(&self, parts: &mut RequestParts) -> Result<(), RequestError> {
        parts.path_parameter("model", &self.model)
    }

    fn response(response: &ReceivedResponse) -> Result<Self::Output, DecodeError> {
        response.json()
    }

    fn error(response: &ReceivedResponse) -> Option<Self::Error> {
        response.json().ok()
    }
}

pub fn retrieve<'client>(core: &'client Core, model: &str) -> Request<'client, RetrieveModel> {
    Request::new(core, RetrieveModel { model: model.to_owned() })
}

#[derive(Clone, Debug, Serialize)]
pub struct CreateModel {
    pub name: String,
    pub trace: Option<String>,
    pub tags: Vec<String>,
}

impl Operation for CreateModel {
    type Output = Model;
    type Error = ErrorBody;

    const METADATA: OperationMetadata = OperationMetadata {
        id: "createModel",
        method: Method::POST,
        path: "/models",
        accept: "application/json",
        security: &[&[], &[2, 3], &[1], &[4, 5], &[0]],
    };

    fn request(&self, parts: &mut RequestParts) -> Result<(), RequestError> {
        for tag in &self.tags {
            parts.query_parameter("tag", tag);
        }
        if let Some(trace) = &self.trace {
            parts.header_parameter("x-trace", trace)?;
        }
        parts.json(self)
    }

    fn response(response: &ReceivedResponse) -> Result<Self::Output, DecodeError> {
        response.json()
    }

    fn error(response: &ReceivedResponse) -> Option<Self::Error> {
        response.json().ok()
    }
}

pub fn create(core: &Core) -> Request<'_, CreateModel> {
    Request::new(core, CreateModel { name: "n".to_owned(), trace: None, tags: Vec::new() })
}
