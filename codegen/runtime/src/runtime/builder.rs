//! How a client is configured.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderMap, HeaderValue};

use crate::runtime::base_url::BaseUrl;
use crate::runtime::client::{Core, Shared};
use crate::runtime::credential::Credential;
use crate::runtime::environment::{self, Given};
use crate::runtime::error::ConfigurationError;
use crate::runtime::request_parts::insert_header;
use crate::runtime::secret::Secret;
use crate::runtime::settings::Settings;
use crate::runtime::transport::Transport;

/// Configures a client of the type `C`.
///
/// What is wrong with a value is reported by [`build`](Self::build). A value that is set twice is the later one.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    settings: &'static Settings,
    base_url: Option<Given<String>>,
    credentials: Vec<Option<Given<Secret>>>,
    user_agent: Option<String>,
    headers: HeaderMap,
    timeout: Duration,
    connect_timeout: Duration,
    max_retries: u32,
    max_body_bytes: usize,
    transport: Option<Arc<dyn Transport>>,
    /// The first value that is wrong.
    problem: Option<String>,
    client: PhantomData<fn() -> C>,
}

impl<C: From<Core>> ClientBuilder<C> {
    /// A builder with the defaults of a generated client.
    pub fn new(settings: &'static Settings) -> Self {
        Self {
            settings,
            base_url: None,
            credentials: vec![None; settings.credentials.len()],
            user_agent: None,
            headers: HeaderMap::new(),
            timeout: Duration::from_secs(600),
            connect_timeout: Duration::from_secs(10),
            max_retries: 2,
            max_body_bytes: 16 << 20,
            transport: None,
            problem: None,
            client: PhantomData,
        }
    }

    /// Takes the credentials and the base URL that were not set from the environment. A variable that is empty or blank
    /// counts as not set.
    ///
    /// # Errors
    ///
    /// When there is no credential then, although the API has some, or when a variable is not Unicode.
    pub fn from_env(mut self) -> Result<Self, ConfigurationError> {
        let settings = self.settings;
        if self.base_url.is_none() {
            self.base_url = environment::variable(settings.base_url_variable)?;
        }
        for (given, scheme) in self.credentials.iter_mut().zip(settings.credentials) {
            if given.is_none() {
                *given = environment::variable(scheme.variable)?
                    .map(|Given { value, by }| Given { value: value.into(), by });
            }
        }
        if settings.credentials.is_empty() || self.credentials.iter().any(Option::is_some) {
            return Ok(self);
        }
        Err(environment::no_credential(settings.credentials))
    }

    /// Sets the credential of a scheme, by its position in [`Settings::credentials`].
    ///
    /// The methods that are named after the schemes call this.
    pub fn credential(mut self, scheme: usize, credential: Secret) -> Self {
        match (self.credentials.get_mut(scheme), self.settings.credentials.get(scheme)) {
            (Some(given), Some(scheme)) => {
                *given = Some(Given { value: credential, by: format!("`{}(..)`", scheme.method) });
            }
            _ => self.report(format!("the API has no credential number {scheme}")),
        }
        self
    }

    /// Sets the URL that the paths of all operations are added to. Whether it ends in a slash makes no difference.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base_url = Some(Given { value: url.into(), by: "`base_url(..)`".to_owned() });
        self
    }

    /// Sets how long a call may take as a whole: all attempts, the pauses between them, and reading the body.
    /// The default is ten minutes. For no limit, set [`Duration::MAX`].
    pub fn timeout(mut self, limit: Duration) -> Self {
        self.timeout = limit;
        self
    }

    /// Sets how long the default transport may take to connect. The default is ten seconds.
    ///
    /// A transport of one's own knows nothing of it.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.connect_timeout = limit;
        self
    }

    /// Sets how often a request is sent again after it failed in a way that may pass. The default is 2.
    ///
    /// That is: no connection, a connection that broke, the statuses 408, 429 and 5xx less 501 and 505, and what a
    /// server marks with `x-should-retry`. The pauses grow from half a second to eight, or are what `retry-after` asks
    /// for, up to a minute. Requests of all methods are repeated; one that is not idempotent, such as a `POST`, is not
    /// repeated when the body of its answer broke off. A call ends at once when a pause would outlast its time limit.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.max_retries = retries;
        self
    }

    /// Sets a header of all requests. It replaces the one that the client would send, and a call can replace it.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Err(problem) = insert_header(&mut self.headers, name, value) {
            self.report(problem);
        }
        self
    }

    /// Sets how many bytes of a body are read into memory, after decompression. The default is 16 MiB.
    ///
    /// A longer one is [`Error::TooLarge`](crate::runtime::Error::TooLarge). The body of an error is cut instead.
    pub fn max_body_bytes(mut self, bytes: usize) -> Self {
        self.max_body_bytes = bytes;
        self
    }

    /// Sets the `user-agent`.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// Sets what sends the requests. The default is reqwest, if the feature `reqwest` is on.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Builds the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// When a value is wrong, or there is no transport.
    pub fn build(self) -> Result<C, ConfigurationError> {
        if let Some(problem) = self.problem {
            return Err(ConfigurationError::new(problem));
        }
        let base_url = self.base_url.unwrap_or_else(|| Given {
            value: self.settings.base_url.to_owned(),
            by: "the default base URL".to_owned(),
        });
        let base_url = BaseUrl::parse(&base_url.value)
            .map_err(|problem| ConfigurationError::new(format!("{} is {problem}", base_url.by)))?;
        let mut credentials = Vec::with_capacity(self.credentials.len());
        for (given, scheme) in self.credentials.into_iter().zip(self.settings.credentials) {
            credentials.push(match given {
                None => None,
                Some(Given { value, by }) => Some(Credential::new(&value, scheme.placement).map_err(|problem| {
                    ConfigurationError::new(format!("the credential `{}` from {by} {problem}", scheme.name))
                })?),
            });
        }
        let user_agent = self.user_agent.as_deref().unwrap_or(self.settings.user_agent);
        let user_agent = HeaderValue::from_str(user_agent)
            .map_err(|_| ConfigurationError::new("the user agent contains a character that a header cannot carry"))?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport(&base_url, self.connect_timeout)?,
        };
        Ok(C::from(Core::new(Shared {
            base_url,
            credentials,
            user_agent,
            headers: self.headers,
            timeout: self.timeout,
            max_retries: self.max_retries,
            max_body_bytes: self.max_body_bytes,
            transport,
        })))
    }

    fn report(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }
}

impl<C> Clone for ClientBuilder<C> {
    fn clone(&self) -> Self {
        Self {
            settings: self.settings,
            base_url: self.base_url.clone(),
            credentials: self.credentials.clone(),
            user_agent: self.user_agent.clone(),
            headers: self.headers.clone(),
            timeout: self.timeout,
            connect_timeout: self.connect_timeout,
            max_retries: self.max_retries,
            max_body_bytes: self.max_body_bytes,
            transport: self.transport.clone(),
            problem: self.problem.clone(),
            client: PhantomData,
        }
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is left out: it was not checked yet, and may hold a password.
        formatter
            .debug_struct("ClientBuilder")
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("timeout", &self.timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("max_retries", &self.max_retries)
            .field("max_body_bytes", &self.max_body_bytes)
            .finish_non_exhaustive()
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(base_url: &BaseUrl, connect_timeout: Duration) -> Result<Arc<dyn Transport>, ConfigurationError> {
    let transport = crate::runtime::reqwest_transport::ReqwestTransport::new(base_url.is_https(), connect_timeout)?;
    Ok(Arc::new(transport))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: &BaseUrl, _: Duration) -> Result<Arc<dyn Transport>, ConfigurationError> {
    Err(ConfigurationError::new(
        "there is no transport: enable this crate's feature `reqwest`, or use `Client::builder().transport(..)`",
    ))
}
