//! What a client takes from the environment, seen in a program that has one of its own: a test must not change its own.

use std::process::{Command, Output};

use crate::server::Server;
use crate::support::{KEY, empty_list};

/// Runs the program with these variables and without any other of the client.
fn run(variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_list_models"));
    command.env_remove("OPENAI_API_KEY").env_remove("OPENAI_BASE_URL").envs(variables.iter().copied());
    command.output().expect("the program runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("the program writes text")
}

#[test]
fn without_a_key_the_error_says_where_to_put_one() {
    for variables in
        [&[][..], &[("OPENAI_API_KEY", "")], &[("OPENAI_API_KEY", " \n"), ("OPENAI_BASE_URL", "http://127.0.0.1:1")]]
    {
        let output = run(variables);
        assert!(!output.status.success());
        assert_eq!(
            text(&output.stderr),
            "error: there is no credential: set the environment variable OPENAI_API_KEY, or use `Client::builder().api_key(..)`\n"
        );
    }
}

#[test]
fn a_value_that_cannot_be_used_is_named_and_not_shown() {
    let cases = [
        ([("OPENAI_API_KEY", KEY), ("OPENAI_BASE_URL", KEY)], "OPENAI_BASE_URL is not a base URL"),
        ([("OPENAI_API_KEY", &format!("{KEY}\n")), ("OPENAI_BASE_URL", "")], "OPENAI_API_KEY contains a line break"),
    ];
    for (variables, expected) in cases {
        let output = run(&variables);
        let error = text(&output.stderr);
        assert!(!output.status.success() && error.contains(expected) && !error.contains(KEY), "{error}");
    }
}

// The program is waited for, so the server needs threads of its own.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn with_a_key_and_a_base_url_it_works() {
    let list = crate::server::Answer::json(r#"{"object":"list","data":[{"id":"a","object":"model","owned_by":"o"}]}"#);
    let server = Server::start([list, empty_list()]).await;
    for (path, expected) in [("/v1", "a\n"), ("/v1/", "\n")] {
        let output = run(&[("OPENAI_API_KEY", KEY), ("OPENAI_BASE_URL", &server.url(path))]);
        assert!(output.status.success(), "{}", text(&output.stderr));
        assert_eq!(text(&output.stdout), expected);
    }
    for request in server.requests() {
        assert!(request.starts_with("GET /v1/models HTTP/1.1\r\n"), "{request}");
        assert!(request.contains(&format!("authorization: Bearer {KEY}\r\n")), "{request}");
    }
}
