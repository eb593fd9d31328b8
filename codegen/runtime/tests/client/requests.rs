//! What a request holds.

use std::fmt::Debug;

use codegen_runtime::runtime::{CallFuture, Core, Method, Request};

use crate::support::{CreateModel, Error, KEY, Script, answer, builder, client, create, fine, retrieve};

#[tokio::test]
async fn a_get_request_has_the_expected_parts_and_no_others() {
    let script = Script::new([fine()]);
    let model = retrieve(&client(&script), "m").await.unwrap();
    assert_eq!((model.id.as_str(), model.created), ("m", 1));
    let seen = script.only();
    assert_eq!(seen.method, Method::GET);
    assert_eq!(seen.uri, "https://api.example.com/v1/models/m");
    assert_eq!(seen.header("accept"), Some("application/json"));
    assert_eq!(seen.header("user-agent"), Some("example/1.0"));
    assert_eq!(seen.header("authorization"), Some(format!("Bearer {KEY}").as_str()));
    assert_eq!(seen.headers.len(), 3);
    assert!(seen.body.is_empty());
}

#[tokio::test]
async fn json_bodies_queries_and_header_parameters_are_sent() {
    let script = Script::new([fine()]);
    let core = client(&script);
    let tags = vec!["a b".to_owned(), "c&d=é".to_owned()];
    let operation = CreateModel { name: "n".to_owned(), trace: Some("t".to_owned()), tags };
    Request::new(&core, operation).query("extra", 1).query("extra", "+").await.unwrap();
    let seen = script.only();
    assert_eq!(seen.method, Method::POST);
    assert_eq!(seen.uri, "https://api.example.com/v1/models?tag=a%20b&tag=c%26d%3D%C3%A9&extra=1&extra=%2B");
    assert_eq!(seen.header("content-type"), Some("application/json"));
    assert_eq!(seen.header("x-trace"), Some("t"));
    assert_eq!(seen.body, r#"{"name":"n","trace":"t","tags":["a b","c&d=é"]}"#);
}

#[tokio::test]
async fn a_header_of_the_call_wins_over_the_client_and_the_client_over_defaults() {
    let script = Script::new([fine(), fine()]);
    let core = builder()
        .credential(0, KEY.into())
        .user_agent("ours/2")
        .header("Accept", "client")
        .header("authorization", "client")
        .header("x-both", "client")
        .transport(script.clone())
        .build()
        .unwrap();
    retrieve(&core, "m").header("X-Both", "call").header("user-agent", "call").await.unwrap();
    retrieve(&core, "m").await.unwrap();
    let seen = script.seen();
    assert_eq!(seen[0].header("accept"), Some("client"));
    assert_eq!(seen[0].header("authorization"), Some("client"));
    assert_eq!(seen[0].header("x-both"), Some("call"));
    assert_eq!(seen[0].header("user-agent"), Some("call"));
    assert_eq!(seen[1].header("x-both"), Some("client"));
    assert_eq!(seen[1].header("user-agent"), Some("ours/2"));
}

#[tokio::test]
async fn a_header_that_cannot_be_sent_is_reported_and_nothing_is_sent() {
    let script = Script::new([]);
    let core = client(&script);
    for (name, value, expected) in [
        ("bad name", "x", "\"bad name\" is not the name of a header"),
        ("x-a", "secret\n", "`x-a` contains a line break"),
        ("x-a", "secret\u{1}", "`x-a` contains a control character"),
    ] {
        let error = retrieve(&core, "m").header(name, value).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)));
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }
    let operation = CreateModel { name: String::new(), trace: Some("a\nb".to_owned()), tags: Vec::new() };
    let error = Request::new(&core, operation).await.unwrap_err();
    assert!(error.to_string().contains("`x-trace` contains a line break"), "{error}");
}

#[tokio::test]
async fn a_request_that_is_too_long_for_a_url_is_reported() {
    let error = retrieve(&client(&Script::new([])), &"x".repeat(70_000)).await.unwrap_err();
    assert!(matches!(error, Error::Request(_)));
    assert!(error.to_string().len() < 200, "{error}");
}

#[tokio::test]
async fn the_first_alternative_that_the_client_has_all_credentials_for_is_sent() {
    let with = |credentials: &[(usize, &str)]| {
        let script = Script::new([fine()]);
        let mut builder = builder().transport(script.clone());
        for (scheme, secret) in credentials {
            builder = builder.credential(*scheme, (*secret).into());
        }
        (builder.build().unwrap(), script)
    };

    let (core, script) = with(&[(0, "bearer"), (2, "header"), (3, "que/ry")]);
    create(&core).query("a", 1).await.unwrap();
    let seen = script.only();
    assert_eq!(seen.uri, "https://api.example.com/v1/models?a=1&key=que%2Fry");
    assert_eq!((seen.header("api-key"), seen.header("authorization")), (Some("header"), None));

    let (core, script) = with(&[(0, "bearer"), (2, "header")]);
    create(&core).await.unwrap();
    let seen = script.only();
    assert_eq!((seen.header("api-key"), seen.header("authorization")), (None, Some("Bearer bearer")));

    for (secret, encoded) in [("a:b", "YTpi"), ("ab:c", "YWI6Yw=="), ("ab:cd", "YWI6Y2Q="), ("é:ÿ", "w6k6w78=")] {
        let (core, script) = with(&[(1, secret)]);
        create(&core).await.unwrap();
        assert_eq!(script.only().header("authorization"), Some(format!("Basic {encoded}").as_str()));
    }

    let (core, script) = with(&[(4, "a;b"), (5, "c")]);
    create(&core).await.unwrap();
    assert_eq!(script.only().header("cookie"), Some("session=a%3Bb; tenant=c"));

    let (core, script) = with(&[]);
    create(&core).await.unwrap();
    let seen = script.only();
    assert_eq!((seen.header("authorization"), seen.header("cookie")), (None, None));
}

#[tokio::test]
async fn a_request_can_be_cloned_spawned_and_asked_for_more_than_its_body() {
    let script = Script::new([fine(), fine(), answer(200, &[("x-request-id", "req_1")], "not json")]);
    let core = client(&script);
    let request = retrieve(&core, "m");
    tokio::spawn(request.clone().into_future()).await.unwrap().unwrap();

    let response = request.clone().with_response().await.unwrap().map(|model| model.id);
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.request_id(), None);
    assert_eq!(response.body(), "m");

    let response = request.raw().await.unwrap();
    assert_eq!(response.request_id(), Some("req_1"));
    assert_eq!(response.into_body(), "not json");
}

#[tokio::test]
async fn nothing_is_sent_before_a_future_is_polled() {
    let script = Script::new([]);
    drop(retrieve(&client(&script), "m").into_future());
    assert!(script.seen().is_empty());
}

#[test]
fn everything_that_a_caller_holds_crosses_threads() {
    fn check<T: Send + Sync + Debug>() {}
    fn check_future<T: Send + Debug + 'static>() {}
    check::<Core>();
    check::<Error>();
    check::<Request<'_, CreateModel>>();
    check::<codegen_runtime::runtime::ClientBuilder<Core>>();
    check::<codegen_runtime::runtime::Body>();
    check_future::<CallFuture<(), ()>>();
    assert!(size_of::<Error>() <= 40, "{}", size_of::<Error>());
}
