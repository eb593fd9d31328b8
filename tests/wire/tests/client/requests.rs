//! What arrives at the server, byte for byte.

use std::time::Duration;

use consumer::{describe, list_model_ids};
use generated::Client;

use crate::server::{Answer, Server};
use crate::support::{KEY, builder, client, empty_list, model, problem};

/// The only request, less the line that the feature `gzip` adds; the tests of compressed answers look at that one.
fn plain(server: &Server) -> String {
    server.only_request().replace("accept-encoding: gzip\r\n", "")
}

#[tokio::test]
async fn a_list_is_one_small_request() {
    let server = Server::start([empty_list()]).await;
    assert_eq!(list_model_ids(&client(&server)).await.unwrap(), Vec::<String>::new());
    insta::assert_snapshot!(plain(&server), @"
    GET /v1/models HTTP/1.1
    user-agent: generated/0.1.0
    accept: application/json
    authorization: Bearer sk-wire-4f9c2e7d1b
    host: 127.0.0.1:PORT
    ");
}

#[tokio::test]
async fn a_model_is_retrieved_by_its_path() {
    let server = Server::start([model()]).await;
    let line = describe(&client(&server), "gpt-4o-mini").await.unwrap();
    assert_eq!(line, "gpt-4o-mini of openai, created 1686935002");
    insta::assert_snapshot!(plain(&server), @"
    GET /v1/models/gpt-4o-mini HTTP/1.1
    user-agent: generated/0.1.0
    accept: application/json
    authorization: Bearer sk-wire-4f9c2e7d1b
    host: 127.0.0.1:PORT
    ");
}

#[tokio::test]
async fn a_base_url_may_end_in_a_slash_and_have_a_path() {
    let cases = [
        ("", "GET /models HTTP/1.1"),
        ("/", "GET /models HTTP/1.1"),
        ("/v1", "GET /v1/models HTTP/1.1"),
        ("/v1/", "GET /v1/models HTTP/1.1"),
        ("/proxy/open%20ai/v1//", "GET /proxy/open%20ai/v1/models HTTP/1.1"),
    ];
    for (path, expected) in cases {
        let server = Server::start([empty_list()]).await;
        let client = Client::builder().base_url(server.url(path)).build().unwrap();
        list_model_ids(&client).await.unwrap();
        assert_eq!(server.request_lines(), [expected], "{path}");
    }
}

#[tokio::test]
async fn a_base_url_that_is_none_is_refused_without_being_shown() {
    for url in [
        "127.0.0.1:1",
        "",
        "ftp://127.0.0.1",
        "http://",
        "http://127.0.0.1:99999",
        "http://u:p@127.0.0.1",
        "http://127.0.0.1/?q",
        "http://127.0.0.1/#f",
        KEY,
    ] {
        let error = Client::builder().base_url(url).build().unwrap_err().to_string();
        assert!(error.starts_with("`base_url(..)` is not a"), "{url}: {error}");
        assert!(!error.contains(KEY), "{error}");
    }
}

#[tokio::test]
async fn a_key_is_sent_where_there_is_one() {
    let server = Server::start([empty_list(), empty_list()]).await;
    list_model_ids(&client(&server)).await.unwrap();
    list_model_ids(&Client::builder().base_url(server.url("/v1")).build().unwrap()).await.unwrap();
    let [with, without] = server.requests().try_into().unwrap();
    assert!(with.contains(&format!("authorization: Bearer {KEY}\r\n")), "{with}");
    assert!(!without.to_lowercase().contains("authorization"), "{without}");
}

#[tokio::test]
async fn a_key_that_no_header_can_carry_is_refused_without_being_shown() {
    for key in [format!("{KEY}\n"), format!("{KEY}\u{e4}"), format!("{KEY}\u{0}"), " ".to_owned()] {
        let error = Client::builder().api_key(key).build().unwrap_err().to_string();
        assert!(error.starts_with("the credential `bearerAuth` from `api_key(..)` "), "{error}");
        assert!(!error.contains(KEY), "{error}");
    }
}

#[tokio::test]
async fn a_call_can_add_headers_and_a_query() {
    let server = Server::start([model()]).await;
    let client = builder(&server).header("openai-organization", "org-1").header("x-twice", "client").build().unwrap();
    let call = client.models().retrieve("m").header("x-twice", "call").header("X-Own", "a b");
    call.query("limit", 20).query("after", "a&b=c d/\u{e9}").query("after", "").await.unwrap();
    let request = server.only_request();
    let line = request.lines().next().unwrap();
    assert_eq!(line, "GET /v1/models/m?limit=20&after=a%26b%3Dc%20d%2F%C3%A9&after= HTTP/1.1");
    for header in ["openai-organization: org-1", "x-twice: call", "x-own: a b"] {
        assert!(request.contains(&format!("\r\n{header}\r\n")), "{request}");
    }
    assert_eq!(request.matches("x-twice").count(), 1, "{request}");
}

#[tokio::test]
async fn a_header_that_is_none_is_refused_before_anything_is_sent() {
    let server = Server::start([]).await;
    let client = client(&server);
    for (name, value) in [("a b", "v"), ("", "v"), ("x-own", "a\r\nx-injected: b")] {
        let result = client.models().list().header(name, value).await;
        let consumer::Problem::NotSent(problem) = problem(result) else { panic!("{name:?} is sent") };
        assert!(problem.contains(if value == "v" { "is not the name of a header" } else { "`x-own`" }), "{problem}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_call_has_options_of_its_own() {
    let slow = Answer::default().wait(Duration::from_secs(20));
    let failing = || Answer::new("503 Service Unavailable", &["retry-after-ms: 1"], "");
    let server = Server::start([slow, failing(), failing(), model()]).await;
    let client = client(&server);
    let limit = Duration::from_millis(300);
    let slow = problem(client.models().retrieve("m").timeout(limit).await);
    assert_eq!(slow, consumer::Problem::TooSlow { limit, attempts: 1 });
    // The client itself repeats nothing.
    client.models().retrieve("m").max_retries(2).await.unwrap();
    assert_eq!(server.requests().len(), 4);
}

#[tokio::test]
async fn the_user_agent_names_the_crate_or_the_application() {
    let server = Server::start([empty_list(), empty_list()]).await;
    list_model_ids(&client(&server)).await.unwrap();
    list_model_ids(&builder(&server).user_agent("shop/2.0").build().unwrap()).await.unwrap();
    let [default, own] = server.requests().try_into().unwrap();
    assert!(default.contains("user-agent: generated/"), "{default}");
    assert!(own.contains("user-agent: shop/2.0\r\n"), "{own}");
}
