//! What generated code says about an operation, and what it is given to say it with.

use http::Method;

use crate::runtime::error::{DecodeError, RequestError};
use crate::runtime::received::ReceivedResponse;
use crate::runtime::request_parts::RequestParts;
use crate::runtime::wire::Wire;

/// An operation of the API: the values of one call, how they become a request, and how the answer is read.
///
/// Generated code implements this. What it leaves out, the sending, retrying and limiting, is the same for all
/// operations.
pub trait Operation {
    /// What a successful call gives.
    type Output;
    /// The documented body of an answer that is an error.
    type Error: Wire;

    /// What is the same for all calls.
    const METADATA: OperationMetadata;

    /// Puts the values of this call into a request.
    ///
    /// # Errors
    ///
    /// When the request would not mean this operation, such as an empty path parameter. Nothing is sent then.
    fn request(&self, parts: &mut RequestParts) -> Result<(), RequestError> {
        let _ = parts;
        Ok(())
    }

    /// Reads the answer to a call that succeeded.
    ///
    /// # Errors
    ///
    /// When the answer is not what the document promises.
    fn response(response: &ReceivedResponse) -> Result<Self::Output, DecodeError>;

    /// Reads an answer that is an error. `None`: its body is not the documented one.
    fn error(response: &ReceivedResponse) -> Option<Self::Error> {
        response.json().ok()
    }
}

/// What is the same for all calls of an operation.
#[derive(Clone, Debug)]
pub struct OperationMetadata {
    /// The `operationId` of the document.
    pub id: &'static str,
    /// The method of the request.
    pub method: Method,
    /// The path, in which `{name}` stands for a path parameter.
    pub path: &'static str,
    /// The `accept` header.
    pub accept: &'static str,
    /// The credentials that the operation takes: alternatives, each of which is a set of positions in
    /// [`Settings::credentials`](crate::runtime::Settings::credentials). Empty: it needs none.
    pub security: &'static [&'static [usize]],
}
