//! A credential is never shown.

use codegen_runtime::runtime::{Secret, TransportErrorKind};

use crate::support::{KEY, Script, Step, answer, builder, client, create, retrieve};

fn check(shown: &str) {
    assert!(!shown.contains("s3cr3t"), "{shown}");
}

#[test]
fn a_secret_has_no_debug_text() {
    assert_eq!(format!("{:?}", Secret::from(KEY)), "Secret(..)");
    assert_eq!(format!("{:?}", Secret::from(KEY.to_owned())), "Secret(..)");
}

#[tokio::test]
async fn nothing_that_a_caller_can_print_shows_a_credential() {
    let steps = [
        answer(401, &[("x-request-id", "r")], "no"),
        answer(200, &[], "no"),
        Step::Fail(TransportErrorKind::Connect),
        Step::Hang,
        answer(302, &[("location", "https://elsewhere.example/?key=sk-s3cr3t-do-not-show")], ""),
    ];
    let count = steps.len();
    let script = Script::new(steps);
    let mut builder = builder().header("x-gateway-key", KEY).header("authorization", KEY).max_retries(0);
    for scheme in 0..6 {
        builder = builder.credential(scheme, KEY.into());
    }
    let builder = builder.transport(script.clone());
    check(&format!("{builder:?} {:?}", builder.clone().credential(77, KEY.into())));
    let core = builder.build().unwrap();
    check(&format!("{core:?}"));
    assert!(format!("{core:?}").contains("x-gateway-key"));
    for _ in 0..count {
        let request = create(&core).header("x-key", KEY).query("token", KEY);
        check(&format!("{request:?}"));
        assert!(format!("{request:?}").contains("x-key") && format!("{request:?}").contains("token"));
        let error = request.await.unwrap_err();
        check(&format!("{error} {error:?} {error:#?}"));
        let mut source = std::error::Error::source(&error);
        while let Some(error) = source {
            check(&format!("{error} {error:?}"));
            source = error.source();
        }
    }
    // They are all there where they belong, and a transport that prints its request does not show those in headers.
    for seen in &script.seen() {
        assert!(seen.uri.contains(KEY));
        assert_eq!(seen.header("api-key"), Some(KEY));
        check(&format!("{:?}", seen.headers));
    }
}

#[tokio::test]
async fn a_request_that_cannot_be_built_does_not_show_its_url() {
    let script = Script::new([]);
    let error = retrieve(&client(&script), "m").query("token", KEY.repeat(5000)).await.unwrap_err();
    check(&format!("{error} {error:?}"));
}
