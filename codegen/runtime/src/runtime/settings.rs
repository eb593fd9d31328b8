//! What the API's document says about a client as a whole, as data.

/// What generated code tells the runtime about its client.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The base URL of a client that is given no other.
    pub base_url: &'static str,
    /// The environment variable that holds another base URL; empty if there is none.
    pub base_url_variable: &'static str,
    /// The `user-agent` of a client that is given no other.
    pub user_agent: &'static str,
    /// The ways to authenticate. Operations name them by their position here.
    pub credentials: &'static [CredentialScheme],
}

/// One way to authenticate.
#[derive(Clone, Copy, Debug)]
pub struct CredentialScheme {
    /// The name of the scheme in the document.
    pub name: &'static str,
    /// The method of the client's builder that takes the credential. Errors name it.
    pub method: &'static str,
    /// The environment variable that holds the credential; empty if there is none.
    pub variable: &'static str,
    /// Where the credential stands in a request.
    pub placement: CredentialPlacement,
}

/// Where a credential stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CredentialPlacement {
    /// `authorization: Bearer <credential>`.
    Bearer,
    /// `authorization: Basic <credential in base64>`. The credential is `user:password`.
    Basic,
    /// A header of this name.
    Header(&'static str),
    /// A query parameter of this name.
    Query(&'static str),
    /// A cookie of this name.
    Cookie(&'static str),
}
