//! What the application asks of the API.

use generated::types::Model;
use generated::{Client, Error};

use crate::limits::{Limits, limits};

/// The ids of all models, in the order of the server.
///
/// # Errors
///
/// Those of the call.
pub async fn list_model_ids(client: &Client) -> Result<Vec<String>, Error> {
    let list = client.models().list().await?;
    Ok(list.data.into_iter().map(|model| model.id).collect())
}

/// The ids of all models, and what the server says about its limits.
///
/// # Errors
///
/// Those of the call.
pub async fn list_with_limits(client: &Client) -> Result<(Vec<String>, Limits), Error> {
    let response = client.models().list().with_response().await?;
    let limits = limits(&response);
    Ok((response.into_body().data.into_iter().map(|model| model.id).collect(), limits))
}

/// A model in one line.
///
/// # Errors
///
/// Those of the call.
pub async fn describe(client: &Client, id: &str) -> Result<String, Error> {
    let Model { id, owned_by, created, shutdown_date, permission, .. } = client.models().retrieve(id).await?;
    let mut line = format!("{id} of {owned_by}");
    if let Some(created) = created {
        line += &format!(", created {created}");
    }
    if let Some(date) = shutdown_date {
        line += &format!(", ends {date}");
    }
    if let Some(permission) = permission {
        line += &format!(", {} permissions", permission.len());
    }
    Ok(line)
}
