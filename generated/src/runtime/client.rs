//! What all calls of a client share.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::runtime::base_url::BaseUrl;
use crate::runtime::credential::Credential;
use crate::runtime::transport::Transport;

/// What all calls of a client share: where it sends requests, how it authenticates, and its limits.
///
/// Cloning is cheap, and clones share connections.
#[derive(Clone)]
pub struct Core {
    shared: Arc<Shared>,
}

pub(crate) struct Shared {
    pub(crate) base_url: BaseUrl,
    pub(crate) credentials: Vec<Option<Credential>>,
    pub(crate) user_agent: http::HeaderValue,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Duration,
    pub(crate) max_retries: u32,
    pub(crate) max_body_bytes: usize,
    pub(crate) transport: Arc<dyn Transport>,
}

impl Core {
    pub(crate) fn new(shared: Shared) -> Self {
        Self { shared: Arc::new(shared) }
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.shared
    }
}

impl Shared {
    /// The credentials to send with an operation: those of its first alternative for which the client has all.
    ///
    /// If it has none, the operation is sent without: servers in one's own network often ask for none, and others say
    /// what they miss.
    pub(crate) fn credentials_for(&self, security: &[&[usize]]) -> Vec<&Credential> {
        let held = |index: &usize| self.credentials.get(*index).and_then(Option::as_ref);
        security
            .iter()
            .filter(|alternative| !alternative.is_empty())
            .find_map(|alternative| alternative.iter().map(held).collect())
            .unwrap_or_default()
    }
}

impl fmt::Debug for Core {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shared = self.shared();
        formatter
            .debug_struct("Core")
            .field("base_url", &format_args!("{}", shared.base_url))
            .field("headers", &shared.headers.keys().collect::<Vec<_>>())
            .field("timeout", &shared.timeout)
            .field("max_retries", &shared.max_retries)
            .field("max_body_bytes", &shared.max_body_bytes)
            .finish_non_exhaustive()
    }
}
