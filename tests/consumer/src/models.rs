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
    let parts = [
        Some(format!("{id} of {owned_by}")),
        created.map(|created| format!("created {created}")),
        shutdown_date.map(|date| format!("ends {date}")),
        permission.map(|permission| format!("{} permissions", permission.len())),
    ];
    Ok(parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}
