//! How a credential becomes a part of a request.

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::runtime::encoding::{self, QueryString};
use crate::runtime::secret::Secret;
use crate::runtime::settings::CredentialPlacement;

/// A credential in the form in which requests carry it.
///
/// There is no `Debug`: header values are marked as sensitive, but the text of a query parameter cannot be.
pub(crate) enum Credential {
    Header(HeaderName, HeaderValue),
    Query(&'static str, Secret),
    Cookie(String),
}

impl Credential {
    /// Prepares a credential. The error says what is wrong with it in words that fit after `the credential`, and does
    /// not show it.
    pub(crate) fn new(secret: &Secret, placement: CredentialPlacement) -> Result<Self, &'static str> {
        let text = secret.expose();
        if text.trim().is_empty() {
            return Err("is empty");
        }
        Ok(match placement {
            CredentialPlacement::Bearer => Self::Header(AUTHORIZATION, credential_value(&format!("Bearer {text}"))?),
            CredentialPlacement::Basic => {
                Self::Header(AUTHORIZATION, sensitive(&format!("Basic {}", encoding::base64(text.as_bytes())))?)
            }
            CredentialPlacement::Header(name) => {
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| "cannot be sent, because its header has an invalid name")?;
                Self::Header(name, credential_value(text)?)
            }
            CredentialPlacement::Query(name) => Self::Query(name, secret.clone()),
            CredentialPlacement::Cookie(name) => {
                let pair = format!("{name}={}", encoding::percent(text));
                sensitive(&pair)?;
                Self::Cookie(pair)
            }
        })
    }

    /// Puts the credential into a request.
    pub(crate) fn apply(&self, headers: &mut HeaderMap, query: &mut QueryString) {
        match self {
            Self::Header(name, value) => {
                headers.insert(name, value.clone());
            }
            Self::Query(name, secret) => query.push(name, &secret.expose()),
            Self::Cookie(pair) => {
                // Cookies share one header, so a second one is added to the first.
                let earlier = headers.get(COOKIE).and_then(|value| value.to_str().ok());
                let all = earlier.map_or_else(|| pair.clone(), |earlier| format!("{earlier}; {pair}"));
                if let Ok(value) = sensitive(&all) {
                    headers.insert(COOKIE, value);
                }
            }
        }
    }
}

/// A header value that holds a credential. Headers may carry any text, but a character outside ASCII in a key is a slip
/// of copying, and servers answer it with no more than "wrong key".
fn credential_value(text: &str) -> Result<HeaderValue, &'static str> {
    if !text.is_ascii() {
        return Err("contains a character outside ASCII");
    }
    sensitive(text)
}

/// A header value that `Debug` does not show.
pub(crate) fn sensitive(text: &str) -> Result<HeaderValue, &'static str> {
    let mut value = HeaderValue::from_str(text).map_err(|_| {
        if text.contains(['\n', '\r']) {
            "contains a line break, which a header cannot carry (text read from a file often ends in one)"
        } else {
            "contains a control character, which a header cannot carry"
        }
    })?;
    value.set_sensitive(true);
    Ok(value)
}
