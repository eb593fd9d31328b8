//! What an answer that is an error tells.

use codegen_runtime::runtime::{ApiError, Body};

use crate::support::{End, Error, ErrorBody, Script, Step, answer, client, pieces, retrieve};

async fn api_error(step: Step) -> ApiError<ErrorBody> {
    let error = retrieve(&client(&Script::new([step])), "m").max_retries(0).await.unwrap_err();
    let Error::Api(error) = error else { panic!("{error:?}") };
    error
}

async fn shown(status: u16, headers: &[(&str, &str)], body: impl Into<Body>) -> String {
    api_error(answer(status, headers, body)).await.to_string()
}

#[tokio::test]
async fn the_documented_body_is_typed_and_the_raw_one_is_kept() {
    let body = r#"{"error": {"message": "The model 'm'\n does not exist", "code": "model_not_found"}}"#;
    let error = api_error(answer(404, &[("x-request-id", "req_1")], body)).await;
    assert_eq!(error.body().unwrap().error.code, "model_not_found");
    assert_eq!(error.raw_body(), body.as_bytes());
    assert_eq!(error.text(), body);
    assert_eq!(error.request_id(), Some("req_1"));
    assert_eq!(error.message(), Some("The model 'm' does not exist"));
    assert_eq!(error.to_string(), "404 Not Found: The model 'm' does not exist (request id req_1)");
    assert_eq!(
        format!("{error:?}"),
        "ApiError { status: 404, message: Some(\"The model 'm' does not exist\"), request_id: Some(\"req_1\"), \
         body: Some(ErrorBody { error: ErrorDetail { code: \"model_not_found\" } }), .. }"
    );
    assert_eq!(error.into_body().unwrap().error.code, "model_not_found");
}

#[tokio::test]
async fn the_message_is_found_where_servers_put_it() {
    for (body, expected) in [
        (r#"{"object": "error", "message": "no such model", "code": 404}"#, "404 Not Found: no such model"),
        (r#"{"error": "model 'x' not found"}"#, "404 Not Found: model 'x' not found"),
        (r#"{"detail": "Not Found"}"#, "404 Not Found"),
        (r#"{"detail": "No route"}"#, "404 Not Found: No route"),
        (r#"{"detail": [{"loc": ["body"]}]}"#, r#"404 Not Found: {"detail": [{"loc": ["body"]}]}"#),
        ("", "404 Not Found"),
        (" page not\tfound\u{7}\n", "404 Not Found: page not found"),
        ("<html><head><title>404 Not Found</title></head><body>nginx</body></html>", "404 Not Found"),
        ("<html><title>Attention required</title><body>…</body></html>", "404 Not Found: Attention required"),
    ] {
        let error = api_error(answer(404, &[], body)).await;
        assert_eq!(error.to_string(), expected);
        assert_eq!(error.body(), None);
        assert_eq!(error.text(), body);
    }
}

#[tokio::test]
async fn odd_bodies_do_not_hide_the_status() {
    let text = shown(500, &[], "é".repeat(100_000)).await;
    assert!(text.starts_with("500 Internal Server Error: ééé") && text.ends_with("é…"), "{text}");
    assert!(text.len() < 300);
    assert_eq!(shown(502, &[], b"\xff".to_vec()).await, "502 Bad Gateway: \u{fffd}");
    assert_eq!(
        shown(502, &[("content-encoding", "gzip")], b"\x1f\x8b\x08".to_vec()).await,
        "502 Bad Gateway: the body is compressed with gzip"
    );
    assert_eq!(shown(599, &[], "").await, "599");
}

#[tokio::test]
async fn the_body_of_an_error_is_bounded_and_may_break_off() {
    let error = api_error(answer(500, &[], "x".repeat(3_000_000))).await;
    assert_eq!(error.raw_body().len(), 256 << 10);
    for end in [End::BreaksOff, End::Hangs] {
        let error = api_error(answer(500, &[], pieces(["half", " of it"], end))).await;
        assert_eq!(error.to_string(), "500 Internal Server Error: half of it");
    }
}

#[tokio::test]
async fn a_redirect_that_was_not_followed_says_where_it_led() {
    for (location, expected) in [
        ("https://other.example/v2/x?key=secret", "https://other.example/v2/x"),
        ("https://user:secret@other.example:8443/", "https://other.example:8443/"),
        ("/v2/models", "/v2/models"),
    ] {
        let text = shown(307, &[("location", location)], "").await;
        assert_eq!(text, format!("307 Temporary Redirect: the server redirects to {expected}, which was not followed"));
    }
    assert_eq!(shown(302, &[("location", "::")], "").await, "302 Found");
    assert_eq!(shown(200 + 104, &[], "").await, "304 Not Modified");
}

#[tokio::test]
async fn an_error_of_raw_and_of_with_response_is_the_same() {
    let body = r#"{"error": {"message": "no", "code": "c"}}"#;
    let script = Script::new([answer(400, &[], body), answer(400, &[], body)]);
    let core = client(&script);
    assert_eq!(retrieve(&core, "m").raw().await.unwrap_err().to_string(), "400 Bad Request: no");
    let error = retrieve(&core, "m").with_response().await.unwrap_err();
    assert_eq!(error.to_string(), "400 Bad Request: no");
    assert_eq!(error.headers().unwrap().len(), 0);
}
