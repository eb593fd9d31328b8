//! The part of every request's URL that is the same.

use std::fmt;

use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};

/// A base URL that was checked once, so that joining a path to it is concatenation.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    scheme: Scheme,
    authority: Authority,
    /// Starts with a slash, or is empty. Never ends in one, so that `/v1` and `/v1/` are the same.
    path: String,
}

impl BaseUrl {
    /// Checks a base URL. The error says what is wrong in words that fit after `is`, and never repeats the text:
    /// a key that was pasted into the wrong variable must not reach a log.
    pub(crate) fn parse(text: &str) -> Result<Self, &'static str> {
        const NO_SCHEME: &str = "not a base URL: it must start with `http://` or `https://`";
        let text = text.trim();
        let (scheme, _) = text.split_once("://").ok_or(NO_SCHEME)?;
        if !scheme.eq_ignore_ascii_case("http") && !scheme.eq_ignore_ascii_case("https") {
            return Err(NO_SCHEME);
        }
        // `http::Uri` drops a fragment in silence, so the text itself is asked.
        if text.contains(['?', '#']) {
            return Err("not a base URL: it must have no query (`?`) and no fragment (`#`)");
        }
        let parts = text.parse::<Uri>().map_err(|_| "not a valid URL")?.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err("not a base URL: it has no host");
        };
        if authority.as_str().contains('@') {
            return Err("not a base URL: it must have no user name or password in front of the host");
        }
        if authority.host().is_empty() {
            return Err("not a base URL: it has no host");
        }
        if authority.as_str() != authority.host() && authority.port_u16().is_none() {
            return Err("not a base URL: its port is not a number from 0 to 65535");
        }
        let path = parts.path_and_query.as_ref().map_or("", PathAndQuery::path);
        Ok(Self { scheme, authority, path: path.trim_end_matches('/').to_owned() })
    }

    /// Whether requests go over TLS.
    #[cfg(feature = "reqwest")]
    pub(crate) fn is_https(&self) -> bool {
        self.scheme == Scheme::HTTPS
    }

    /// The URL of a path, which starts with a slash, and of a query without its question mark.
    pub(crate) fn join(&self, path: &str, query: &str) -> Result<Uri, http::Error> {
        let separator = if query.is_empty() { "" } else { "?" };
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(format!("{}{path}{separator}{query}", self.path))
            .build()
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}://{}{}", self.scheme, self.authority, self.path)
    }
}
