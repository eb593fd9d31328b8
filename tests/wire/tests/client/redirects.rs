//! A redirect never carries the key to another server.

use consumer::{Problem, describe};

use crate::server::{Answer, Server};
use crate::support::{KEY, builder, client, model, problem, shown};

const STATUSES: [&str; 5] =
    ["301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary Redirect", "308 Permanent Redirect"];

fn redirect(status: &str, target: &str) -> Answer {
    Answer::new(status, &[&format!("location: {target}")], "")
}

#[tokio::test]
async fn another_server_is_not_even_asked() {
    let other = Server::start([]).await;
    let targets = [
        other.url("/v1/models/m"),
        format!("http://localhost:{}/v1/models/m", other.port()),
        format!("//127.0.0.1:{}/v1/models/m", other.port()),
        format!("https://127.0.0.1:{}/v1/models/m", other.port()),
    ];
    for target in targets {
        for status in STATUSES {
            let server = Server::start([redirect(status, &target)]).await;
            let client = builder(&server).header("x-gateway-key", KEY).max_retries(0).build().unwrap();
            let error = describe(&client, "m").await.unwrap_err();
            assert_eq!(error.status().unwrap().as_str(), &status[..3]);
            assert!(shown(&error).contains("which was not followed"), "{error}");
            assert_eq!(server.requests().len(), 1);
        }
    }
    assert!(other.requests().is_empty(), "{:?}", other.requests());
}

#[tokio::test]
async fn the_same_server_is_asked_with_the_key() {
    for status in STATUSES {
        for target in ["/v2/models/m", "../../v2/models/m"] {
            let server = Server::start([redirect(status, target), model()]).await;
            describe(&client(&server), "m").await.unwrap();
            assert_eq!(server.request_lines(), ["GET /v1/models/m HTTP/1.1", "GET /v2/models/m HTTP/1.1"]);
            assert!(server.requests()[1].contains(KEY), "{target}");
        }
    }
}

#[tokio::test]
async fn a_circle_ends() {
    let server = Server::start(vec![redirect("302 Found", "/v1/models/m"); 50]).await;
    let Problem::RefusedByOther { status: 302, .. } = problem(describe(&client(&server), "m").await) else {
        panic!("the last redirect is the answer")
    };
    assert!(server.requests().len() < 20);
}

#[tokio::test]
async fn a_redirect_without_a_target_is_the_answer() {
    for headers in [&[][..], &["location: http://[", "x-request-id: r"][..]] {
        let server = Server::start([Answer::new("302 Found", headers, "")]).await;
        let error = describe(&client(&server), "m").await.unwrap_err();
        assert!(shown(&error).starts_with("302 Found"), "{error}");
    }
}
