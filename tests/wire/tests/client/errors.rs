//! Answers that are errors: whatever their body is, the status, the server's words and the body itself are there.

use consumer::{Limits, Problem, describe, limits_of_error, list_with_limits};
use generated::Error;

use crate::server::{Answer, Server};
use crate::support::{REFUSAL, client, problem, shown};

/// A status line, a body, what `Display` says, and the documented code if the body is the documented one.
type Case = (&'static str, &'static str, &'static str, Option<&'static str>);

const CASES: [Case; 12] = [
    (
        "404 Not Found",
        r#"{"error":{"message":"The model 'm' does not exist","type":"invalid_request_error","param":"model","code":"model_not_found"}}"#,
        "404 Not Found: The model 'm' does not exist",
        Some("model_not_found"),
    ),
    ("404 Not Found", r#"{"detail": "Not Found"}"#, "404 Not Found", None),
    ("404 Not Found", r#"{"detail": "No such model"}"#, "404 Not Found: No such model", None),
    ("404 Not Found", r#"{"object":"error","message":"x","code":404}"#, "404 Not Found: x", None),
    (
        "400 Bad Request",
        r#"{"error":{"message":"Bad","type":"BadRequestError","param":null,"code":400}}"#,
        "400 Bad Request: Bad",
        None,
    ),
    ("400 Bad Request", r#"{"error":"model is required"}"#, "400 Bad Request: model is required", None),
    ("401 Unauthorized", "", "401 Unauthorized", None),
    (
        "502 Bad Gateway",
        "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>",
        "502 Bad Gateway",
        None,
    ),
    ("503 Service Unavailable", "no healthy\n upstream", "503 Service Unavailable: no healthy upstream", None),
    ("529 ", "overloaded", "529: overloaded", None),
    ("418 I'm a teapot", "[]", "418 I'm a teapot: []", None),
    ("304 Not Modified", "", "304 Not Modified", None),
];

#[tokio::test]
async fn errors_say_what_the_server_says() {
    let server = Server::start(CASES.map(|(status, body, ..)| Answer::new(status, &[], body))).await;
    let client = client(&server);
    for (status, body, expected, documented_code) in CASES {
        let error = describe(&client, "m").await.unwrap_err();
        assert_eq!(shown(&error), expected, "{body}");
        let Error::Api(error) = error else { panic!("{error:?}") };
        assert!(status.starts_with(error.status().as_str()), "{status}");
        assert_eq!(error.raw_body(), body.as_bytes());
        let code = error.body().map(|body| body.error.code.as_deref());
        assert_eq!(code.flatten(), documented_code, "{body}");
    }
    assert_eq!(server.requests().len(), CASES.len());
}

#[tokio::test]
async fn an_application_tells_documented_errors_from_others() {
    let other = r#"{"detail":"Not Found"}"#;
    let server =
        Server::start([Answer::new("403 Forbidden", &[], REFUSAL), Answer::new("404 Not Found", &[], other)]).await;
    let client = client(&server);
    let documented = Problem::Refused {
        status: 403,
        message: "Try later.".to_owned(),
        code: Some("rate_limit_exceeded".to_owned()),
    };
    assert_eq!(problem(describe(&client, "m").await), documented);
    let undocumented =
        Problem::RefusedByOther { status: 404, message: Some("Not Found".to_owned()), body: other.to_owned() };
    assert_eq!(problem(describe(&client, "m").await), undocumented);
}

#[tokio::test]
async fn a_long_error_is_kept_in_part_and_shown_in_little() {
    let server = Server::start([Answer::new("400 Bad Request", &[], vec![b'x'; 3_000_000])]).await;
    let error = describe(&client(&server), "m").await.unwrap_err();
    let text = shown(&error);
    assert!(text.starts_with("400 Bad Request: xxx") && text.len() < 300, "{text}");
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert!((1_000..1_000_000).contains(&error.raw_body().len()), "{}", error.raw_body().len());
}

#[tokio::test]
async fn an_error_whose_body_breaks_off_is_still_that_error() {
    let server = Server::start([Answer::new("400 Bad Request", &[], REFUSAL).cut(10)]).await;
    let error = describe(&client(&server), "m").await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 400);
    let Error::Api(error) = error else { panic!("{error:?}") };
    assert_eq!(error.raw_body(), &REFUSAL.as_bytes()[..REFUSAL.len() - 10]);
}

const LIMIT_HEADERS: [&str; 7] = [
    "x-request-id: req_1",
    "x-ratelimit-limit-requests: 60",
    "X-RateLimit-Limit-Tokens: 150000",
    "x-ratelimit-remaining-requests: 59",
    "x-ratelimit-remaining-tokens: 149984",
    "x-ratelimit-reset-requests: 1s",
    "x-ratelimit-reset-tokens: 6m0s",
];

fn limits() -> Limits {
    Limits {
        request_id: Some("req_1".to_owned()),
        limit_requests: Some(60),
        limit_tokens: Some(150_000),
        remaining_requests: Some(59),
        remaining_tokens: Some(149_984),
        reset_requests: Some("1s".to_owned()),
        reset_tokens: Some("6m0s".to_owned()),
    }
}

#[tokio::test]
async fn documented_headers_are_there_with_successes_and_with_errors() {
    let success = Answer::new("200 OK", &LIMIT_HEADERS, r#"{"object":"list","data":[]}"#);
    let refusal = Answer::new("429 Too Many Requests", &LIMIT_HEADERS, REFUSAL);
    let unreadable = Answer::new("200 OK", &LIMIT_HEADERS, "{}");
    let server = Server::start([success, refusal, unreadable]).await;
    let client = client(&server);
    assert_eq!(list_with_limits(&client).await.unwrap().1, limits());
    let error = list_with_limits(&client).await.unwrap_err();
    assert_eq!(shown(&error), "429 Too Many Requests: Try later. (request id req_1)");
    assert_eq!((limits_of_error(&error), error.request_id()), (Some(limits()), Some("req_1")));
    let error = list_with_limits(&client).await.unwrap_err();
    assert!(shown(&error).ends_with(" (request id req_1)"), "{error}");
    assert_eq!(limits_of_error(&error), Some(limits()));
}

#[tokio::test]
async fn headers_that_are_missing_or_odd_lose_nothing_else() {
    let odd =
        ["x-ratelimit-limit-requests: many", "x-ratelimit-remaining-requests: 1.5", "x-ratelimit-limit-tokens: -1"];
    let server = Server::start([Answer::new("200 OK", &odd, r#"{"object":"list","data":[]}"#)]).await;
    let (ids, limits) = list_with_limits(&client(&server)).await.unwrap();
    assert!(ids.is_empty());
    assert_eq!(limits, Limits { limit_tokens: Some(-1), ..Limits::default() });
}
