//! Pauses between attempts, with a transport that writes down how long it was to wait and waits not at all.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use consumer::{Problem, describe};
use generated::runtime::{Body, BoxFuture, TransportErrorKind};
use generated::{Client, Transport, TransportError};

use crate::support::{KEY, MODEL, problem};

/// What the transport does with one request: an answer with a status and a header, or a failure.
type Step = Result<(u16, (&'static str, &'static str)), TransportErrorKind>;

#[derive(Default)]
struct FakeTransport {
    script: Mutex<VecDeque<Step>>,
    pauses: Mutex<Vec<Duration>>,
}

impl Transport for FakeTransport {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let step = self.script.lock().unwrap().pop_front().expect("the script covers every request");
        Box::pin(async move {
            let (status, (name, value)) = step.map_err(|kind| TransportError::new(kind, "scripted"))?;
            let answer = http::Response::builder().status(status).header(name, value);
            Ok(answer.body(Body::from(MODEL)).expect("the script is valid"))
        })
    }

    fn sleep(&self, pause: Duration) -> BoxFuture<'_, ()> {
        self.pauses.lock().unwrap().push(pause);
        Box::pin(async {})
    }
}

/// Makes one call, and gives what came of it and the pauses in it.
async fn call(
    script: impl IntoIterator<Item = Step>,
    timeout: Duration,
) -> (Result<String, generated::Error>, Vec<Duration>) {
    let transport =
        Arc::new(FakeTransport { script: Mutex::new(script.into_iter().collect()), ..FakeTransport::default() });
    let client =
        Client::builder().api_key(KEY).timeout(timeout).max_retries(8).transport(Arc::clone(&transport)).build();
    let result = describe(&client.unwrap(), "m").await;
    let pauses = transport.pauses.lock().unwrap().clone();
    assert!(transport.script.lock().unwrap().is_empty(), "the whole script was played");
    (result, pauses)
}

const NO_HEADER: (&str, &str) = ("x-nothing", "");
const HOUR: Duration = Duration::from_secs(3600);

#[tokio::test]
async fn pauses_grow_up_to_a_limit() {
    let failing = std::iter::repeat_n(Ok((500, NO_HEADER)), 8);
    let (result, pauses) = call(failing.chain([Ok((200, NO_HEADER))]), HOUR).await;
    result.unwrap();
    assert_eq!(pauses.len(), 8);
    // Each pause is up to a quarter shorter than its turn, so the next is longer until the limit is reached.
    assert!(pauses[..5].is_sorted(), "{pauses:?}");
    assert!(pauses[0] >= Duration::from_millis(375) && pauses[0] <= Duration::from_millis(500), "{pauses:?}");
    assert!(
        pauses[4..].iter().all(|pause| (Duration::from_secs(6)..=Duration::from_secs(8)).contains(pause)),
        "{pauses:?}"
    );
}

#[tokio::test]
async fn a_pause_is_as_long_as_the_server_asks() {
    let cases = [
        (("retry-after-ms", "1500"), Duration::from_millis(1500)),
        (("retry-after", "7"), Duration::from_secs(7)),
        (("retry-after", "0.25"), Duration::from_millis(250)),
    ];
    for (header, expected) in cases {
        let (result, pauses) = call([Ok((429, header)), Ok((200, NO_HEADER))], HOUR).await;
        result.unwrap();
        assert_eq!(pauses, [expected], "{header:?}");
    }
}

#[tokio::test]
async fn a_pause_that_makes_no_sense_is_chosen_by_the_client() {
    for value in ["-1", "soon", "NaN", "", "Thu, 01 Jan 1970 00:00:00 GMT"] {
        let (result, pauses) = call([Ok((429, ("retry-after", value))), Ok((200, NO_HEADER))], HOUR).await;
        result.unwrap();
        assert!(pauses.len() == 1 && pauses[0] <= Duration::from_millis(500), "{value:?}: {pauses:?}");
    }
}

#[tokio::test]
async fn a_pause_that_is_too_long_is_for_the_application_to_decide() {
    // Longer than the client grants, and longer than the call has time for.
    for (seconds, timeout) in [("86400", HOUR), ("inf", HOUR), ("30", Duration::from_secs(5))] {
        let (result, pauses) = call([Ok((429, ("retry-after", seconds)))], timeout).await;
        let error = result.unwrap_err();
        assert!(error.is_retryable() && error.retry_after() >= Some(Duration::from_secs(30)), "{error:?}");
        assert_eq!(pauses, []);
        assert!(matches!(problem::<()>(Err(error)), Problem::RefusedByOther { status: 429, .. }));
    }
}

#[tokio::test]
async fn what_was_lost_is_asked_for_again_unless_it_cannot_help() {
    use TransportErrorKind::{Body, Connect, Interrupted, Other, Timeout};
    let lost = [Connect, Interrupted, Timeout, Body].map(Err);
    let (result, pauses) = call(lost.into_iter().chain([Ok((200, NO_HEADER))]), HOUR).await;
    result.unwrap();
    assert_eq!(pauses.len(), 4);
    let (result, pauses) = call([Err(Other)], HOUR).await;
    assert_eq!(problem(result), Problem::Lost(Other));
    assert_eq!(pauses, []);
}
