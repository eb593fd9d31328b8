//! Who may ask: any credential will do, but it must be there where the document says so.

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};
use codegen::config::Config;
use codegen::ir::{Api, CredentialPlacement};
use codegen::names::{Case, words_in};
use percent_encoding::percent_decode_str;

/// Whether the request carries a credential in the place.
pub fn is_present(placement: &CredentialPlacement, headers: &HeaderMap, query: &str) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let has_scheme = |scheme: &str| {
        text(AUTHORIZATION.as_str())
            .split_once(' ')
            .is_some_and(|(found, rest)| found.eq_ignore_ascii_case(scheme) && !rest.trim().is_empty())
    };
    match placement {
        CredentialPlacement::Bearer => has_scheme("Bearer"),
        CredentialPlacement::Basic => has_scheme("Basic"),
        CredentialPlacement::Header(name) => !text(name).trim().is_empty(),
        CredentialPlacement::Query(name) => query.split('&').any(|pair| is_pair_of(pair, name)),
        CredentialPlacement::Cookie(name) => text(COOKIE.as_str()).split(';').any(|pair| is_pair_of(pair.trim(), name)),
    }
}

/// The challenge that goes with a 401 (RFC 9110, section 11.6.1); only the schemes of HTTP itself have one.
pub fn challenge(placement: &CredentialPlacement) -> Option<&'static str> {
    match placement {
        CredentialPlacement::Bearer => Some("Bearer"),
        CredentialPlacement::Basic => Some("Basic realm=\"mock\""),
        CredentialPlacement::Header(_) | CredentialPlacement::Query(_) | CredentialPlacement::Cookie(_) => None,
    }
}

/// The variables that make the generated client talk to the mock: the names are those that its documentation lists.
pub fn environment(api: &Api, config: &Config, base_url: String) -> Vec<(String, String)> {
    let prefix = config.environment_prefix.clone().unwrap_or_else(|| words_in(Case::Constant, config.crate_name()));
    let mut variables = vec![(format!("{prefix}_BASE_URL"), base_url)];
    for scheme in &api.security_schemes {
        let is_basic = scheme.placement == CredentialPlacement::Basic;
        let name = if api.security_schemes.len() == 1 && !is_basic {
            format!("{prefix}_API_KEY")
        } else {
            format!("{prefix}_{}", words_in(Case::Constant, &scheme.name))
        };
        variables.push((name, if is_basic { "mock:mock" } else { "mock" }.to_owned()));
    }
    variables
}

fn is_pair_of(pair: &str, name: &str) -> bool {
    pair.split_once('=')
        .is_some_and(|(key, value)| percent_decode_str(key).decode_utf8_lossy() == name && !value.is_empty())
}
