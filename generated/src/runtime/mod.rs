//! What all generated code stands on: how a call is made, and how types are read and written.
//!
//! A call goes through these in turn: [`Request`] is what a caller holds, an [`Operation`] fills in [`RequestParts`]
//! from the call's values, [`Core`] sends them through its [`Transport`] until an answer is final, and the operation
//! makes its output or an [`Error`] of the [`ReceivedResponse`]. Only `Request` is generic over the operation, and it
//! is thin.

mod base_url;
mod body;
mod builder;
mod call;
mod client;
mod credential;
mod deadline;
mod encoding;
mod environment;
mod error;
mod nullable;
mod operation;
mod received;
mod request;
mod request_parts;
#[cfg(feature = "reqwest")]
mod reqwest_transport;
mod response;
mod retry;
mod secret;
mod settings;
mod text;
mod trace;
mod transport;
mod unknown;
pub mod wire;

pub use crate::runtime::body::Body;
pub use crate::runtime::builder::ClientBuilder;
pub use crate::runtime::client::Core;
pub use crate::runtime::error::{
    ApiError, ConfigurationError, DecodeError, Error, RequestError, TimeoutError, TooLargeError, TransportError,
    TransportErrorKind,
};
pub use crate::runtime::nullable::Nullable;
pub use crate::runtime::operation::{Operation, OperationMetadata};
pub use crate::runtime::received::ReceivedResponse;
pub use crate::runtime::request::{CallFuture, Request};
pub use crate::runtime::request_parts::RequestParts;
#[cfg(feature = "reqwest")]
pub use crate::runtime::reqwest_transport::ReqwestTransport;
pub use crate::runtime::response::{HasHeaders, Response, ResponseHead, header, header_text};
pub use crate::runtime::secret::Secret;
pub use crate::runtime::settings::{CredentialPlacement, CredentialScheme, Settings};
pub use crate::runtime::transport::{BoxFuture, Transport};
pub use crate::runtime::unknown::{UnknownInteger, UnknownValue};
pub use bytes::Bytes;
pub use http;
pub use http::{HeaderMap, Method, StatusCode};
