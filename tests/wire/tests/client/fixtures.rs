//! Clients of fixtures against the real server: constructs that the document of the generated crate does not have.

use serde_json::json;
use wire_tests::headers::DocumentedHeaders as _;
use wire_tests::{headers, inline, obstacles, operations, path_parameters, responses, security};

use crate::server::{Answer, Server};

fn done() -> Answer {
    Answer::new("200 OK", &[], "")
}

#[tokio::test]
async fn path_parameters_of_all_types_stand_in_the_path() {
    let server = Server::start([done(), Answer::new("204 No Content", &[], ""), done()]).await;
    let client = path_parameters::Client::builder().base_url(server.url("")).build().unwrap();
    client.files().get_part("a/b", -7, true).await.unwrap();
    client.files().delete_part("a", "7 b", false).await.unwrap();
    let error = client.files().delete_part("a", "..", false).await.unwrap_err();
    assert!(error.to_string().contains("the path parameter `number`"), "{error}");
    assert_eq!(
        server.request_lines(),
        ["GET /files/a%2Fb/parts/-7/true/part HTTP/1.1", "DELETE /files/a/parts/7%20b/false/part HTTP/1.1"]
    );
}

#[tokio::test]
async fn names_that_collide_reach_the_right_path() {
    let server = Server::start([Answer::json(r#"{"type":"t"}"#), done(), done()]).await;
    let client = obstacles::Client::builder().base_url(server.url("")).build().unwrap();
    assert_eq!(client.runtime_group().request("{client}", "x").await.unwrap().r#type, "t");
    client.r#type().operation().await.unwrap();
    client.from_env_2().await.unwrap();
    let expected = ["GET /runtime/%7Bclient%7D/x HTTP/1.1", "GET /type HTTP/1.1", "GET /types HTTP/1.1"];
    assert_eq!(server.request_lines(), expected);
}

#[expect(deprecated, reason = "one of the operations is")]
#[tokio::test]
async fn methods_without_a_body_are_sent_as_they_are() {
    let head_only = Answer::default().send("HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\n");
    let server = Server::start([done(), head_only, Answer::new("204 No Content", &[], "")]).await;
    let client = operations::Client::builder().base_url(server.url("")).build().unwrap();
    client.ping().await.unwrap();
    client.vector_stores().move_vector_store().await.unwrap();
    client.delete_no_id_x("x").await.unwrap();
    let expected = ["GET /ping HTTP/1.1", "HEAD /vector_stores/move HTTP/1.1", "DELETE /no-id/x HTTP/1.1"];
    assert_eq!(server.request_lines(), expected);
}

type SecurityBuilder = wire_tests::runtime::ClientBuilder<security::Client>;

/// Gives a client some credentials.
type Give = fn(SecurityBuilder) -> SecurityBuilder;

/// What the server sees of the credentials that a client has, when the client makes a call.
async fn credentials_seen(
    give: Give,
    call: impl AsyncFnOnce(security::Client) -> Result<(), security::Error>,
) -> Vec<String> {
    let server = Server::start([done()]).await;
    call(give(security::Client::builder()).base_url(server.url("")).build().unwrap()).await.unwrap();
    let starts = ["GET", "authorization", "x-key", "cookie"];
    let request = server.only_request();
    let lines = request.lines().filter(|line| starts.iter().any(|start| line.starts_with(start)));
    let mut lines: Vec<_> = lines.map(str::to_owned).collect();
    lines.sort();
    lines
}

#[tokio::test]
async fn each_operation_gets_the_credentials_that_it_asks_for_and_no_others() {
    let all: Give =
        |builder| builder.token("t").login("user:pass").header_key("h").query_key("q").cookie("c").oauth("o");
    let seen = credentials_seen(all, async |client| client.by_default().await).await;
    assert_eq!(seen, ["GET /default HTTP/1.1", "authorization: Bearer t"]);
    let seen = credentials_seen(all, async |client| client.without_any().await).await;
    assert_eq!(seen, ["GET /none HTTP/1.1"]);
    let seen = credentials_seen(all, async |client| client.with_both().await).await;
    assert_eq!(seen, ["GET /both HTTP/1.1", "authorization: Bearer t", "x-key: h"]);
}

#[tokio::test]
async fn of_alternatives_the_first_is_sent_that_the_client_has() {
    let alternatives: [(Give, &[&str]); 6] = [
        (|builder| builder.login("user:pass"), &["GET /either HTTP/1.1", "authorization: Basic dXNlcjpwYXNz"]),
        (|builder| builder.query_key("q &"), &["GET /either?key=q%20%26 HTTP/1.1"]),
        (|builder| builder.cookie("c;"), &["GET /either HTTP/1.1", "cookie: session=c%3B"]),
        (|builder| builder.oauth("o"), &["GET /either HTTP/1.1", "authorization: Bearer o"]),
        (|builder| builder.oauth("o").cookie("c"), &["GET /either HTTP/1.1", "cookie: session=c"]),
        (|builder| builder.token("t"), &["GET /either HTTP/1.1"]),
    ];
    for (give, expected) in alternatives {
        let seen = credentials_seen(give, async |client| client.with_either().await).await;
        assert_eq!(seen, expected);
    }
}

#[tokio::test]
async fn answers_of_each_kind_are_read() {
    let server = Server::start([
        Answer::new("204 No Content", &[], ""),
        Answer::json("\"text\""),
        Answer::new("203 Non-Authoritative Information", &["content-type: application/hal+json"], r#"{"id":"a"}"#),
        Answer::new("299 ", &[], r#"{"id":"b"}"#),
        Answer::json(r#"[{"id":"c"},{}]"#),
        Answer::new("200 OK", &["content-type: image/png"], b"\x89PNG\r\n\xff"),
        Answer::json(r#"{"any":[1,null]}"#),
    ])
    .await;
    let client = responses::Client::builder().base_url(server.url("")).build().unwrap();
    client.nothing().await.unwrap();
    assert_eq!(client.only_default().await.unwrap(), "text");
    assert_eq!(client.suffix().await.unwrap().id.as_deref(), Some("a"));
    assert_eq!(client.by_class().await.unwrap().id.as_deref(), Some("b"));
    assert_eq!(client.list().await.unwrap().len(), 2);
    assert_eq!(client.bytes().await.unwrap().as_ref(), b"\x89PNG\r\n\xff");
    assert_eq!(client.untyped().await.unwrap(), json!({ "any": [1, null] }));
    let accepted: Vec<_> = server
        .requests()
        .iter()
        .map(|request| request.lines().find_map(|line| line.strip_prefix("accept: ")).unwrap_or_default().to_owned())
        .collect();
    let json = "application/json";
    assert_eq!(accepted[1..], [json, "application/hal+json", "application/json; charset=utf-8", json, "*/*", json]);
}

#[tokio::test]
async fn errors_have_the_body_of_their_class_and_of_the_default() {
    let server = Server::start([
        Answer::new("422 Unprocessable Entity", &["content-type: application/problem+json"], r#"{"title":"No"}"#),
        Answer::new("400 Bad Request", &["content-type: application/json"], "\"refused\""),
    ])
    .await;
    let client = responses::Client::builder().base_url(server.url("")).max_retries(0).build().unwrap();
    let responses::Error::Api(error) = client.by_class().await.unwrap_err() else { panic!("the server refuses") };
    assert_eq!(error.body().unwrap().title.as_deref(), Some("No"));
    let responses::Error::Api(error) = client.only_default().await.unwrap_err() else { panic!("the server refuses") };
    assert_eq!(error.body().unwrap(), "refused");
}

#[tokio::test]
async fn documented_headers_have_their_types() {
    let all = ["X-LIMIT: 3", "x-exact: 0.5", "x-flag: true", "x-text: a b"];
    let server = Server::start([Answer::new("200 OK", &all, ""), done()]).await;
    let client = headers::Client::builder().base_url(server.url("")).build().unwrap();
    let response = client.limits().with_response().await.unwrap();
    assert_eq!((response.x_limit(), response.x_flag()), (Some(3), Some(true)));
    let response = client.limits().with_response().await.unwrap();
    assert_eq!((response.x_limit(), response.x_flag()), (None, None));
}

#[tokio::test]
async fn objects_without_a_name_are_read() {
    let server = Server::start([Answer::json(r#"{"summary":{"total":3}}"#)]).await;
    let client = inline::Client::builder().base_url(server.url("")).build().unwrap();
    assert_eq!(client.reports().get("r").await.unwrap().summary.total, Some(3));
}
