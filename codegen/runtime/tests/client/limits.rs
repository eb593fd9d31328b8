//! The limits on time and on size.

use std::time::Duration;

use codegen_runtime::runtime::{Body, BoxFuture, Transport, TransportError};

use crate::support::{End, Error, MODEL, Script, Step, answer, builder, client, create, fine, pieces, retrieve};

#[tokio::test]
async fn a_call_that_takes_too_long_is_given_up() {
    let limit = Duration::from_secs(7);
    for step in [Step::Hang, answer(200, &[], pieces(["{"], End::Hangs))] {
        let script = Script::new([step]);
        let error = retrieve(&client(&script), "m").timeout(limit).await.unwrap_err();
        let Error::Timeout(timeout) = &error else { panic!("{error:?}") };
        assert_eq!((timeout.limit(), timeout.attempts()), (limit, 1));
        assert_eq!(error.to_string(), "the call took longer than its time limit of 7s");
        assert!(error.is_retryable());
        let slept = script.slept();
        assert_eq!(slept.len(), 1);
        assert!(slept[0] <= limit && slept[0] > limit / 2, "{slept:?}");
    }
}

#[tokio::test]
async fn the_time_limit_counts_all_attempts() {
    let script = Script::new([answer(500, &[], ""), Step::Hang]);
    let core = builder().timeout(Duration::from_secs(60)).transport(script.clone()).build().unwrap();
    let error = retrieve(&core, "m").await.unwrap_err();
    assert!(matches!(&error, Error::Timeout(timeout) if timeout.attempts() == 2));
    assert_eq!(error.to_string(), "the call took longer than its time limit of 60s (in its attempt 2)");
}

#[tokio::test]
async fn a_call_may_have_no_time_limit_at_all() {
    let script = Script::new([answer(500, &[], ""), fine()]);
    retrieve(&client(&script), "m").timeout(Duration::MAX).await.unwrap();
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_and_one_at_the_limit_is_not() {
    for (limit, fits) in [(MODEL.len(), true), (MODEL.len() - 1, false), (0, false)] {
        let script = Script::new([answer(200, &[], MODEL), answer(200, &[], pieces([MODEL], End::Whole))]);
        let core = builder().max_body_bytes(limit).transport(script.clone()).build().unwrap();
        for request in [retrieve(&core, "m").into_future(), create(&core).into_future()] {
            match request.await {
                Ok(_) => assert!(fits),
                Err(Error::TooLarge(error)) => {
                    assert!(!fits);
                    assert_eq!((error.limit(), error.status().as_u16()), (limit, 200));
                }
                Err(error) => panic!("{error:?}"),
            }
        }
    }
}

#[tokio::test]
async fn a_body_without_end_is_refused_at_the_limit() {
    struct Endless;
    impl http_body::Body for Endless {
        type Data = bytes::Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(
            self: std::pin::Pin<&mut Self>,
            _: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Result<http_body::Frame<bytes::Bytes>, Self::Error>>> {
            let data = bytes::Bytes::from_static(&[b'['; 4096]);
            std::task::Poll::Ready(Some(Ok(http_body::Frame::data(data))))
        }
    }
    let endless = || Body::new(Endless);
    let script = Script::new([answer(200, &[], endless()), answer(400, &[], endless())]);
    let core = client(&script);
    let error = retrieve(&core, "m").await.unwrap_err();
    assert_eq!(error.to_string(), "the body of the answer is larger than the limit of 16777216 bytes");
    assert_eq!(retrieve(&core, "m").await.unwrap_err().status().unwrap(), 400);
}

/// A transport whose server needs a while to say that it is busy.
struct Slow(Duration);

impl Transport for Slow {
    fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let busy = http::Response::builder().status(503).header("retry-after-ms", "9950");
        std::thread::sleep(self.0);
        Box::pin(async { Ok(busy.body(Body::empty()).unwrap()) })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        panic!("there is no time for a pause")
    }
}

#[tokio::test]
async fn the_time_that_has_passed_is_not_there_for_a_pause() {
    let limit = Duration::from_secs(10);
    let core = builder().timeout(limit).transport(Slow(Duration::from_millis(60))).build().unwrap();
    assert_eq!(retrieve(&core, "m").await.unwrap_err().status().unwrap(), 503);
}
