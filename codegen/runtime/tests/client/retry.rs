//! When a request is sent again, and after which pause.

use std::time::{Duration, SystemTime};

use codegen_runtime::runtime::TransportErrorKind;

use crate::support::{End, Error, MODEL, Script, Step, answer, builder, client, create, fine, pieces, retrieve};

/// Within the quarter that a pause is shortened by at random.
fn is_about(pause: Duration, expected: Duration) -> bool {
    pause <= expected && pause >= expected.mul_f64(0.75)
}

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[tokio::test]
async fn temporary_statuses_are_repeated_with_growing_pauses() {
    let script = Script::new([408, 429, 500, 502, 503, 504, 599].map(|status| answer(status, &[], "")));
    let error = retrieve(&client(&script), "m").max_retries(6).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 599);
    assert!(error.is_retryable());
    let slept = script.slept();
    let expected = [500, 1000, 2000, 4000, 8000, 8000].map(Duration::from_millis);
    assert_eq!(slept.len(), expected.len());
    for (pause, expected) in slept.into_iter().zip(expected) {
        assert!(is_about(pause, expected), "{pause:?} is not about {expected:?}");
    }
}

#[tokio::test]
async fn two_retries_are_the_default_and_success_ends_them() {
    let script = Script::new([answer(500, &[], ""), answer(500, &[], ""), fine(), fine()]);
    retrieve(&client(&script), "m").await.unwrap();
    assert_eq!(script.seen().len(), 3);

    let script = Script::new((0..3).map(|_| answer(500, &[], "")));
    assert_eq!(create(&client(&script)).await.unwrap_err().status().unwrap(), 500);
    assert_eq!(script.seen().len(), 3);

    let script = Script::new([answer(500, &[], "")]);
    let core = builder().transport(script.clone()).max_retries(0).build().unwrap();
    retrieve(&core, "m").await.unwrap_err();
}

#[tokio::test]
async fn final_statuses_are_not_repeated() {
    for status in [301, 400, 401, 403, 404, 409, 422, 501, 505] {
        let script = Script::new([answer(status, &[], "")]);
        let error = retrieve(&client(&script), "m").await.unwrap_err();
        assert!(!error.is_retryable());
        assert_eq!(script.seen().len(), 1);
    }
}

#[tokio::test]
async fn the_server_overrules_the_status() {
    let script = Script::new([answer(400, &[("x-should-retry", "true")], ""), fine()]);
    retrieve(&client(&script), "m").await.unwrap();
    let script = Script::new([answer(500, &[("x-should-retry", "false")], "")]);
    assert!(!retrieve(&client(&script), "m").await.unwrap_err().is_retryable());
}

#[tokio::test]
async fn the_pause_is_what_the_server_asks_for() {
    for (header, value, expected) in [
        ("retry-after", "7", seconds(7)),
        ("retry-after", " 1.5 ", Duration::from_millis(1500)),
        ("retry-after-ms", "250", Duration::from_millis(250)),
        ("retry-after", "60", seconds(60)),
    ] {
        let script = Script::new([answer(429, &[(header, value)], ""), fine()]);
        retrieve(&client(&script), "m").await.unwrap();
        assert_eq!(script.slept(), [expected], "{header}: {value}");
    }
    let both = answer(429, &[("retry-after", "9"), ("retry-after-ms", "20")], "");
    let script = Script::new([both, fine()]);
    retrieve(&client(&script), "m").await.unwrap();
    assert_eq!(script.slept(), [Duration::from_millis(20)]);

    let date = httpdate::fmt_http_date(SystemTime::now() + seconds(40));
    let script = Script::new([answer(503, &[("retry-after", &date)], ""), fine()]);
    retrieve(&client(&script), "m").await.unwrap();
    assert!(script.slept()[0] > seconds(20) && script.slept()[0] <= seconds(40), "{:?}", script.slept());
}

#[tokio::test]
async fn what_is_no_pause_is_ignored() {
    for value in ["", "soon", "-1", "nan", "0", "Thu, 01 Jan 1970 00:00:00 GMT"] {
        let script = Script::new([answer(429, &[("retry-after", value)], ""), fine()]);
        retrieve(&client(&script), "m").await.unwrap();
        assert!(is_about(script.slept()[0], Duration::from_millis(500)), "{value}: {:?}", script.slept());
    }
}

#[tokio::test]
async fn a_long_pause_is_left_to_the_caller() {
    for (value, expected) in [("61", seconds(61)), ("3600", seconds(3600)), ("1e300", Duration::MAX)] {
        let script = Script::new([answer(429, &[("retry-after", value)], "")]);
        let error = retrieve(&client(&script), "m").await.unwrap_err();
        assert_eq!(error.retry_after(), Some(expected));
        assert!(error.is_retryable());
        assert!(script.slept().is_empty());
    }
}

#[tokio::test]
async fn no_pause_outlasts_the_time_limit() {
    let script = Script::new([answer(503, &[("retry-after", "30")], "")]);
    let error = retrieve(&client(&script), "m").timeout(seconds(20)).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 503);
    assert_eq!(error.retry_after(), Some(seconds(30)));
    assert!(script.slept().is_empty());
}

#[tokio::test]
async fn lost_requests_are_repeated_whatever_their_method() {
    use TransportErrorKind::{Connect, Interrupted, Timeout};
    let steps = || [Connect, Interrupted, Timeout].map(Step::Fail).into_iter().chain([fine()]);
    let script = Script::new(steps());
    retrieve(&client(&script), "m").max_retries(3).await.unwrap();
    let script = Script::new(steps());
    create(&client(&script)).max_retries(3).await.unwrap();
    let seen = script.seen();
    assert_eq!(seen.len(), 4);
    assert!(seen.iter().all(|again| again.body == seen[0].body && again.uri == seen[0].uri));
    assert!(!seen[0].body.is_empty());

    let script = Script::new([Step::Fail(TransportErrorKind::Other)]);
    let error = retrieve(&client(&script), "m").await.unwrap_err();
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_body_that_breaks_off_is_asked_for_again_only_if_that_is_safe() {
    let cut = || answer(200, &[], pieces(["{\"id\":"], End::BreaksOff));
    let script = Script::new([cut(), answer(200, &[], pieces([MODEL], End::Whole))]);
    retrieve(&client(&script), "m").await.unwrap();

    let script = Script::new([cut()]);
    let error = create(&client(&script)).await.unwrap_err();
    let Error::Transport(transport) = &error else { panic!("{error:?}") };
    assert_eq!(transport.kind(), TransportErrorKind::Body);
    assert_eq!(error.to_string(), "the body of the answer broke off: the pieces broke off");
    assert!(std::error::Error::source(&error).is_some());
}
