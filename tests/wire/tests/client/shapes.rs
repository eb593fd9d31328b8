//! The answers that the documentation prints, in its older form and in today's.

use consumer::{describe, list_model_ids};
use generated::types::{ListModelsResponse, Model};
use serde_json::{Value, json};

use crate::server::{Answer, Server};
use crate::support::client;

fn permission() -> Value {
    json!({
        "id": "modelperm-49FUp5v084tBB49tC4z8LPH5", "object": "model_permission", "created": 1_669_085_501,
        "allow_create_engine": false, "allow_sampling": true, "allow_logprobs": true, "allow_search_indices": false,
        "allow_view": true, "allow_fine_tuning": false, "organization": "*", "group": null, "is_blocking": false,
    })
}

/// The list of `models-endpoints.zh.md`, with something in each place that it leaves out.
fn older_list() -> Value {
    json!({
        "data": [
            { "id": "model-id-0", "object": "model", "owned_by": "organization-owner", "permission": [permission()] },
            { "id": "model-id-1", "object": "model", "owned_by": "organization-owner", "permission": [permission(), {}] },
            { "id": "model-id-2", "object": "model", "owned_by": "openai", "permission": [] },
        ],
        "object": "list",
    })
}

fn todays_list() -> Value {
    let model = |id: &str, date: Value| json!({ "id": id, "object": "model", "created": 1_686_935_002, "owned_by": "openai", "shutdown_date": date });
    json!({ "object": "list", "data": [model("a", Value::Null), model("b", json!("2026-10-23"))] })
}

#[tokio::test]
async fn lists_of_both_shapes_are_read() {
    let server = Server::start([Answer::json(older_list().to_string()), Answer::json(todays_list().to_string())]).await;
    let client = client(&server);
    assert_eq!(list_model_ids(&client).await.unwrap(), ["model-id-0", "model-id-1", "model-id-2"]);
    assert_eq!(list_model_ids(&client).await.unwrap(), ["a", "b"]);
}

#[tokio::test]
async fn models_of_all_shapes_are_read() {
    let older = |permission: Value| json!({ "id": "text-davinci-003", "object": "model", "owned_by": "openai", "permission": permission });
    let today =
        |date: Value| json!({ "id": "m", "object": "model", "created": 1, "owned_by": "o", "shutdown_date": date });
    let cases = [
        (older(json!([permission()])), "text-davinci-003 of openai, 1 permissions"),
        (older(json!([])), "text-davinci-003 of openai, 0 permissions"),
        (older(Value::Null), "text-davinci-003 of openai"),
        (today(Value::Null), "m of o, created 1"),
        (today(json!("2026-10-23")), "m of o, created 1, ends 2026-10-23"),
        // What other servers of this API add is no reason to fail.
        (
            json!({ "id": "m", "object": "model", "owned_by": "vllm", "root": "m", "parent": null, "max_model_len": 8192 }),
            "m of vllm",
        ),
    ];
    let server = Server::start(cases.iter().map(|(json, _)| Answer::json(json.to_string()))).await;
    let client = client(&server);
    for (json, expected) in cases {
        assert_eq!(describe(&client, "m").await.unwrap(), expected, "{json}");
    }
}

#[test]
fn every_field_of_the_answers_is_in_the_types() {
    let list: ListModelsResponse = serde_json::from_value(older_list()).unwrap();
    let permission = &list.data[0].permission.as_ref().unwrap()[0];
    assert_eq!(permission.id.as_deref(), Some("modelperm-49FUp5v084tBB49tC4z8LPH5"));
    assert_eq!(permission.object.as_deref(), Some("model_permission"));
    assert_eq!(permission.created, Some(1_669_085_501));
    assert_eq!(permission.allow_sampling, Some(true));
    assert_eq!(permission.allow_create_engine, Some(false));
    assert_eq!((permission.organization.as_deref(), permission.group.as_deref()), (Some("*"), None));
    let model: Model = serde_json::from_value(todays_list()["data"][1].clone()).unwrap();
    assert_eq!((model.created, model.shutdown_date.as_deref()), (Some(1_686_935_002), Some("2026-10-23")));
    assert_eq!(serde_json::to_value(&model).unwrap(), todays_list()["data"][1]);
}
