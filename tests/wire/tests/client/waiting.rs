//! Slow answers, answers that break off, and what is asked for again.

use std::time::{Duration, Instant};

use consumer::{Problem, describe};
use generated::runtime::TransportErrorKind;

use crate::server::{Answer, Server};
use crate::support::{MODEL, REFUSAL, builder, client, model, problem};

/// A time limit that a working machine keeps with ease, and a pause that no limit here outlasts.
const LIMIT: Duration = Duration::from_millis(400);
const FOREVER: Duration = Duration::from_secs(60);

#[tokio::test]
async fn the_time_limit_counts_for_the_head_and_for_the_body() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n";
    let slow = [
        Answer::default().wait(FOREVER),
        Answer::default().send(head).wait(FOREVER),
        Answer::default().send(format!("{head}\r\n")).wait(FOREVER),
        Answer::default().send(format!("{head}\r\n{{\"id\"")).wait(FOREVER),
    ];
    let count = slow.len();
    let server = Server::start(slow).await;
    let client = builder(&server).timeout(LIMIT).build().unwrap();
    let started = Instant::now();
    for _ in 0..count {
        assert_eq!(problem(describe(&client, "m").await), Problem::TooSlow { limit: LIMIT, attempts: 1 });
    }
    assert!(started.elapsed() < FOREVER / 2);
    assert_eq!(server.requests().len(), count, "a call whose time is over is not repeated");
}

#[tokio::test]
async fn an_answer_that_is_slow_but_in_time_is_read() {
    let pause = Duration::from_millis(20);
    let whole = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{MODEL}", MODEL.len());
    let dripping = whole.as_bytes().chunks(16).fold(Answer::default(), |answer, piece| answer.send(piece).wait(pause));
    let server = Server::start([dripping]).await;
    let client = builder(&server).timeout(FOREVER).build().unwrap();
    describe(&client, "m").await.unwrap();
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_asked_for_again() {
    let server = Server::start([model().cut(10), Answer::default(), model()]).await;
    let client = builder(&server).max_retries(2).build().unwrap();
    describe(&client, "m").await.unwrap();
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    assert!(requests.iter().all(|request| *request == requests[0]), "{requests:?}");
}

#[tokio::test]
async fn an_answer_that_always_breaks_off_is_an_error() {
    let server = Server::start([model().cut(10), Answer::default()]).await;
    let client = client(&server);
    assert_eq!(problem(describe(&client, "m").await), Problem::Lost(TransportErrorKind::Body));
    assert_eq!(problem(describe(&client, "m").await), Problem::Lost(TransportErrorKind::Interrupted));
}

#[tokio::test]
async fn no_one_listening_is_said_so() {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}/v1", listener.local_addr().unwrap());
    drop(listener);
    let client = generated::Client::builder().base_url(url).max_retries(0).build().unwrap();
    assert_eq!(problem(describe(&client, "m").await), Problem::Lost(TransportErrorKind::Connect));
}

#[tokio::test]
async fn a_busy_server_is_asked_again_when_it_says() {
    for header in ["retry-after-ms: 5", "Retry-After: 0", "retry-after: 0.01"] {
        let server = Server::start([Answer::new("429 Too Many Requests", &[header], REFUSAL), model()]).await;
        let client = builder(&server).timeout(FOREVER).build().unwrap();
        describe(&client, "m").await.unwrap_or_else(|error| panic!("{header}: {error}"));
        assert_eq!(server.requests().len(), 2, "{header}");
    }
}

#[tokio::test]
async fn a_failing_server_is_asked_as_often_as_told() {
    let failing = || Answer::new("500 Internal Server Error", &["retry-after-ms: 1"], "");
    for (retries, expected) in [(0, 1), (2, 3), (4, 5)] {
        let server = Server::start([failing(), failing(), failing(), failing(), failing()]).await;
        let client = builder(&server).max_retries(retries).build().unwrap();
        let Problem::RefusedByOther { status: 500, .. } = problem(describe(&client, "m").await) else {
            panic!("{retries}")
        };
        assert_eq!(server.requests().len(), expected);
    }
}

#[tokio::test]
async fn what_will_not_change_is_not_asked_again() {
    let statuses = ["400 Bad Request", "401 Unauthorized", "404 Not Found", "501 Not Implemented"];
    let told = Answer::new("503 Service Unavailable", &["x-should-retry: false"], "");
    let patient = Answer::new("429 Too Many Requests", &["retry-after: 3600"], REFUSAL);
    let script =
        statuses.map(|status| Answer::new(status, &[], "")).into_iter().chain([told, patient, Answer::json("{")]);
    let count = script.clone().count();
    let server = Server::start(script).await;
    let client = builder(&server).max_retries(5).build().unwrap();
    for _ in 0..count {
        problem(describe(&client, "m").await);
    }
    assert_eq!(server.requests().len(), count);
}
