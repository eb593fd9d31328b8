//! The key is nowhere to be seen. The other tests look at every error; this one looks at what makes requests.

use generated::Secret;

use crate::server::{Answer, Server};
use crate::support::{KEY, builder, check_hides_key, client, shown};

#[tokio::test]
async fn nothing_that_makes_a_request_shows_the_key() {
    let server = Server::start([Answer::new("401 Unauthorized", &[], "")]).await;
    let builder = builder(&server).header("x-gateway-key", KEY).max_retries(0);
    check_hides_key(&Secret::from(KEY));
    check_hides_key(&builder);
    let client = builder.build().unwrap();
    check_hides_key(&client);
    check_hides_key(&client.models());
    let call = client.models().retrieve("m").header("x-other-key", KEY).query("key", KEY);
    check_hides_key(&call);
    let future = call.with_response();
    check_hides_key(&future);
    shown(&future.await.unwrap_err());
    assert_eq!(server.only_request().matches(KEY).count(), 4, "the key was sent wherever it was put");
}

#[tokio::test]
async fn an_error_on_the_way_shows_no_url() {
    let server = Server::start([Answer::default(), Answer::json("{").cut(1)]).await;
    let client = client(&server);
    for _ in 0..2 {
        let error = client.models().list().query("key", KEY).await.unwrap_err();
        shown(&error);
    }
}

#[tokio::test]
async fn a_redirect_that_repeats_the_query_does_not_show_it() {
    let target = format!("location: http://127.0.0.1:1/?key={KEY}#{KEY}");
    let server = Server::start([Answer::new("302 Found", &[&target], "")]).await;
    let error = client(&server).models().list().await.unwrap_err();
    assert!(shown(&error).contains("redirects to http://127.0.0.1:1/, which"), "{error}");
}
