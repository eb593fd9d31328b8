//! What a client takes from environment variables.

use std::env::{self, VarError};

use crate::runtime::error::ConfigurationError;
use crate::runtime::settings::CredentialScheme;

/// A value, and where it comes from, in words for an error.
#[derive(Clone)]
pub(crate) struct Given<T> {
    pub(crate) value: T,
    pub(crate) by: String,
}

/// The value of an environment variable that is not blank.
pub(crate) fn variable(name: &str) -> Result<Option<Given<String>>, ConfigurationError> {
    if name.is_empty() {
        return Ok(None);
    }
    let by = format!("the environment variable {name}");
    match env::var(name) {
        Ok(value) if value.trim().is_empty() => Ok(None),
        Ok(value) => Ok(Some(Given { value, by })),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(ConfigurationError::new(format!("{by} is not Unicode"))),
    }
}

/// Says what a caller can do about a client that has none of the credentials that the API takes.
pub(crate) fn no_credential(schemes: &[CredentialScheme]) -> ConfigurationError {
    let variables: Vec<_> = schemes.iter().map(|scheme| scheme.variable).filter(|name| !name.is_empty()).collect();
    let methods: Vec<_> = schemes.iter().map(|scheme| format!("`Client::builder().{}(..)`", scheme.method)).collect();
    let (variables, methods) = (variables.join(" or "), methods.join(" or "));
    ConfigurationError::new(if variables.is_empty() {
        format!("there is no credential: use {methods}")
    } else {
        format!("there is no credential: set the environment variable {variables}, or use {methods}")
    })
}
