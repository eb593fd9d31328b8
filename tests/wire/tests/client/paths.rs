//! Whatever an id holds, it stays in its segment of the path, or nothing is sent.

use consumer::{Problem, describe};

use crate::server::Server;
use crate::support::{client, model, problem};

#[tokio::test]
async fn an_id_stays_one_segment() {
    let cases = [
        ("meta-llama/Llama-3", "meta-llama%2FLlama-3"),
        ("ft:gpt-4o-mini:acemeco:suffix:abc123", "ft%3Agpt-4o-mini%3Aacemeco%3Asuffix%3Aabc123"),
        ("a b", "a%20b"),
        (" ", "%20"),
        ("100%", "100%25"),
        ("a%2Fb", "a%252Fb"),
        ("%2e%2e", "%252e%252e"),
        ("../files", "..%2Ffiles"),
        ("..\\files", "..%5Cfiles"),
        ("...", "..."),
        (".hidden", ".hidden"),
        ("a?limit=1", "a%3Flimit%3D1"),
        ("a#b", "a%23b"),
        ("{model}", "%7Bmodel%7D"),
        ("modell-größe-🦀", "modell-gr%C3%B6%C3%9Fe-%F0%9F%A6%80"),
        ("a\r\nx-injected: b", "a%0D%0Ax-injected%3A%20b"),
        ("a\0b", "a%00b"),
        ("A-z_0.9~", "A-z_0.9~"),
        ("a+b;c=d&e@f", "a%2Bb%3Bc%3Dd%26e%40f"),
    ];
    let server = Server::start(cases.map(|_| model())).await;
    let client = client(&server);
    for (id, _) in cases {
        describe(&client, id).await.unwrap_or_else(|error| panic!("{id:?}: {error}"));
    }
    for ((id, segment), line) in cases.into_iter().zip(server.request_lines()) {
        assert_eq!(line, format!("GET /v1/models/{segment} HTTP/1.1"), "{id:?}");
    }
}

#[tokio::test]
async fn an_id_that_would_be_another_path_is_never_sent() {
    let server = Server::start([]).await;
    let client = client(&server);
    let cases = [
        (
            "",
            "the request was not sent: the path parameter `model` is empty, and without it the path is that of another operation",
        ),
        (
            ".",
            "the request was not sent: the path parameter `model` makes a path segment `.`, which URLs resolve to another path",
        ),
        (
            "..",
            "the request was not sent: the path parameter `model` makes a path segment `..`, which URLs resolve to another path",
        ),
    ];
    for (id, expected) in cases {
        assert_eq!(problem(describe(&client, id).await), Problem::NotSent(expected.to_owned()));
    }
    assert!(server.requests().is_empty(), "the server saw no connection");
}

#[tokio::test]
async fn an_id_that_is_too_long_for_a_url_is_an_error() {
    let server = Server::start([]).await;
    let id = "x".repeat(70_000);
    let Problem::NotSent(problem) = problem(describe(&client(&server), &id).await) else { panic!("it is sent") };
    assert!(problem.len() < 200, "{problem}");
    assert!(server.requests().is_empty(), "the server saw no connection");
}
