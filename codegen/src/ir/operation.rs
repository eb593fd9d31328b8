//! Operations: what a client can ask, and what comes back.

use std::fmt;

use crate::doc::HttpMethod;
use crate::ir::{Documentation, Example, Type};
use crate::source::At;

/// What a client can ask (OpenAPI 3.1.1, section 4.8.10, "Operation Object").
#[derive(Debug)]
pub struct Operation {
    /// The operation's id.
    pub id: OperationId,
    /// The method.
    pub method: HttpMethod,
    /// The path template, for example `/models/{model}`.
    pub path: String,
    /// Indices into [`Api::tags`](crate::ir::Api::tags), in document order.
    pub tags: Vec<usize>,
    /// Its summary and description.
    pub documentation: Documentation,
    /// The parameters: those of the path first where the operation does not replace them.
    pub parameters: Vec<Parameter>,
    /// The parameters of which no argument is made, each reported: where each would travel.
    pub left_out: Vec<LeftOut>,
    /// The body of the request.
    pub request: Option<RequestBody>,
    /// The responses in document order.
    pub responses: Vec<Response>,
    /// The ways to prove who is calling: one of the sets of schemes must be there. Empty where nothing is needed.
    pub security: Vec<Vec<usize>>,
    /// Whether the server is who calls it, as it calls webhooks and callbacks.
    pub is_called_by_server: bool,
    /// Where the operation stands.
    pub at: At,
}

/// An `operationId`, or where the document gives none, method and path joined to one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(pub String);

impl fmt::Display for OperationId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A parameter of an operation (OpenAPI 3.1.1, section 4.8.12, "Parameter Object").
#[derive(Debug)]
pub struct Parameter {
    /// The name on the wire.
    pub name: String,
    /// Where it travels.
    pub location: ParameterLocation,
    /// The type of its value.
    pub value: Type,
    /// Its description.
    pub documentation: Documentation,
    /// The examples of its value.
    pub examples: Vec<Example>,
    /// Where it is declared.
    pub at: At,
}

/// Where a parameter travels. Only what has a meaning here stands in the list; other places are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterLocation {
    /// In place of `{name}` in the path, in the `simple` style.
    Path,
}

/// Where a parameter would travel that has no meaning here yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// In the query.
    Query,
    /// As the query as a whole.
    QueryString,
    /// In a header.
    Header,
    /// In a cookie.
    Cookie,
}

/// The body of a request (OpenAPI 3.1.1, section 4.8.13, "Request Body Object").
#[derive(Debug)]
pub struct RequestBody {
    /// The media types in document order.
    pub contents: Vec<MediaContent>,
    /// Whether a request must have a body.
    pub required: bool,
    /// What the document says of it.
    pub description: Option<String>,
    /// Where it is declared.
    pub at: At,
}

/// What comes back for a status (OpenAPI 3.1.1, section 4.8.17, "Response Object").
#[derive(Debug)]
pub struct Response {
    /// The statuses that it stands for.
    pub status: StatusPattern,
    /// What it means.
    pub description: String,
    /// The headers that the document promises.
    pub headers: Vec<Header>,
    /// The body.
    pub body: Body,
    /// The contents that no method reads. Their types stand in the program all the same.
    pub others: Vec<MediaContent>,
    /// Where it is declared.
    pub at: At,
}

/// The statuses that a response stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One status.
    Exactly(u16),
    /// `1XX` to `5XX`: the leading digit.
    Class(u8),
    /// `default`: every status that no other response stands for.
    Default,
}

impl StatusPattern {
    /// Whether the pattern stands for an answer of the success class.
    ///
    /// `default` alone is none: it describes errors in nearly every document, and a document that has nothing else for
    /// success is handled where the responses of an operation are read together.
    pub const fn is_success(self) -> bool {
        match self {
            Self::Exactly(status) => status >= 200 && status < 300,
            Self::Class(class) => class == 2,
            Self::Default => false,
        }
    }
}

impl fmt::Display for StatusPattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(status) => write!(formatter, "{status}"),
            Self::Class(class) => write!(formatter, "{class}XX"),
            Self::Default => formatter.write_str("default"),
        }
    }
}

/// A response header (OpenAPI 3.1.1, section 4.8.21, "Header Object").
#[derive(Debug)]
pub struct Header {
    /// The name as the document writes it; header names ignore case.
    pub name: String,
    /// The type of its value.
    pub value: Type,
    /// Its description.
    pub documentation: Documentation,
    /// Where it is declared.
    pub at: At,
}

/// The body of a response.
#[derive(Debug)]
pub enum Body {
    /// The response declares no content.
    Empty,
    /// The response declares JSON.
    Json(MediaContent),
    /// The response declares content that this version of the generator does not read; a diagnostic said so.
    Unsupported,
}

/// A media type with its schema (OpenAPI 3.1.1, section 4.8.14, "Media Type Object").
#[derive(Debug)]
pub struct MediaContent {
    /// The media type as the document writes it, for example `application/json`.
    pub media_type: String,
    /// The type of the content.
    pub value: Type,
    /// The examples of the content.
    pub examples: Vec<Example>,
}

impl Operation {
    /// Every type that the operation uses directly.
    pub fn types(&self) -> Vec<&Type> {
        self.sent().into_iter().chain(self.received()).collect()
    }

    /// The types that a caller of the operation sends.
    pub fn sent(&self) -> Vec<&Type> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.value);
        let request = self.request.iter().flat_map(|body| &body.contents).map(|content| &content.value);
        parameters.chain(request).collect()
    }

    /// The types that come back.
    pub fn received(&self) -> Vec<&Type> {
        let headers = self.responses.iter().flat_map(|response| &response.headers).map(|header| &header.value);
        let bodies = self.responses.iter().filter_map(|response| match &response.body {
            Body::Json(content) => Some(&content.value),
            Body::Empty | Body::Unsupported => None,
        });
        let others = self.responses.iter().flat_map(|response| &response.others).map(|content| &content.value);
        headers.chain(bodies).chain(others).collect()
    }

    /// Every type that the operation uses directly, to change: those that are sent, then those that come back.
    pub fn types_mut(&mut self) -> (Vec<&mut Type>, Vec<&mut Type>) {
        let parameters = self.parameters.iter_mut().map(|parameter| &mut parameter.value);
        let request = self.request.iter_mut().flat_map(|body| &mut body.contents).map(|content| &mut content.value);
        let sent = parameters.chain(request).collect();
        let mut received = Vec::new();
        for response in &mut self.responses {
            received.extend(response.headers.iter_mut().map(|header| &mut header.value));
            if let Body::Json(content) = &mut response.body {
                received.push(&mut content.value);
            }
            received.extend(response.others.iter_mut().map(|content| &mut content.value));
        }
        (sent, received)
    }
}
