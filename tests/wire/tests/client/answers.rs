//! Successes that are not what they should be: too large, of another type, no text, compressed.

use consumer::{Problem, describe, list_model_ids};

use crate::server::{Answer, Server};
use crate::support::{MODEL, builder, client, problem, shown};

/// `MODEL` as `gzip -9n` writes it.
const COMPRESSED_MODEL: &[u8] = &[
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xab, 0x56, 0xca, 0x4c, 0x51, 0xb2, 0x52, 0x4a, 0x2f,
    0x28, 0xd1, 0x35, 0xc9, 0xd7, 0xcd, 0xcd, 0xcc, 0xcb, 0x54, 0xd2, 0x51, 0xca, 0x4f, 0xca, 0x4a, 0x4d, 0x2e, 0x01,
    0x0a, 0xe7, 0xe6, 0xa7, 0xa4, 0xe6, 0x00, 0x05, 0x92, 0x8b, 0x52, 0x13, 0x4b, 0x52, 0x81, 0x0a, 0x0d, 0xcd, 0x2c,
    0xcc, 0x2c, 0x8d, 0x4d, 0x0d, 0x0c, 0x8c, 0x80, 0xaa, 0xca, 0xf3, 0x52, 0x53, 0xe2, 0x93, 0x2a, 0x81, 0xea, 0xf2,
    0x0b, 0x52, 0xf3, 0x12, 0x33, 0x95, 0x6a, 0x01, 0xa4, 0xcf, 0x6c, 0x1c, 0x4e, 0x00, 0x00, 0x00,
];

#[tokio::test]
async fn garbage_beyond_the_limit_is_not_read_to_its_end() {
    let garbage = vec![b'x'; 3_000_000];
    let announced = Answer::json(&garbage);
    let unannounced = Answer::default().send("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n").send(garbage);
    let server = Server::start([announced, unannounced]).await;
    let client = builder(&server).max_body_bytes(1_000).build().unwrap();
    for _ in 0..2 {
        assert_eq!(problem(list_model_ids(&client).await), Problem::TooLarge { limit: 1_000 });
    }
    assert_eq!(server.requests().len(), 2, "a large answer is not asked for again");
}

#[tokio::test]
async fn garbage_within_the_limit_makes_a_short_message() {
    let server = Server::start([Answer::json(vec![b'x'; 3_000_000])]).await;
    let error = list_model_ids(&client(&server)).await.unwrap_err();
    let text = shown(&error);
    assert!(text.starts_with("cannot read the answer to listModels (status 200): "), "{text}");
    assert!(text.len() < 500 && format!("{error:?}").len() < 1_000, "{} bytes", text.len());
    assert!(matches!(Problem::from(error), Problem::Unreadable { status: 200, .. }));
}

#[tokio::test]
async fn a_body_of_exactly_the_limit_is_read() {
    let server = Server::start([Answer::json(MODEL), Answer::json(MODEL)]).await;
    let limited = |limit| builder(&server).max_body_bytes(limit).build().unwrap();
    describe(&limited(MODEL.len()), "m").await.unwrap();
    let limit = MODEL.len() - 1;
    assert_eq!(problem(describe(&limited(limit), "m").await), Problem::TooLarge { limit });
}

#[tokio::test]
async fn a_page_for_people_is_said_to_be_one() {
    let page = "<!DOCTYPE html><html><head><title>Sign in to\n the Wi-Fi</title></head><body>...</body></html>";
    let server = Server::start([Answer::new("200 OK", &["content-type: text/html; charset=utf-8"], page)]).await;
    let error = describe(&client(&server), "m").await.unwrap_err();
    assert_eq!(
        shown(&error),
        "cannot read the answer to retrieveModel (status 200): the server answered text/html, not JSON; \
         the body reads: Sign in to the Wi-Fi"
    );
}

#[tokio::test]
async fn json_is_read_whatever_the_content_type_says() {
    let types: [&[&str]; 5] = [
        &[],
        &["content-type: text/plain"],
        &["content-type: application/octet-stream"],
        &["content-type: application/json; charset=utf-8"],
        &["content-type: application/hal+json"],
    ];
    let server = Server::start(types.map(|headers| Answer::new("200 OK", headers, MODEL))).await;
    let client = client(&server);
    for headers in types {
        describe(&client, "m").await.unwrap_or_else(|error| panic!("{headers:?}: {error}"));
    }
}

#[tokio::test]
async fn a_body_that_is_not_the_documented_one_is_an_error_that_says_where() {
    let cases: [(&[u8], &str); 8] = [
        (b"", "the body is empty, not JSON"),
        (b"  ", "the body is empty, not JSON"),
        (b"null", "invalid type: null, expected an object for `Model`"),
        (b"{\"id\":\"m\xff\"}", "the body is not UTF-8 text: invalid bytes at offset 8"),
        (br#"{"object":"model","owned_by":"o"}"#, "missing field `id` of `Model`"),
        (br#"{"id":"m","object":"model","owned_by":null}"#, "owned_by: invalid type: null, expected a string"),
        (br#"{"id":"m","object":"list","owned_by":"o"}"#, "object: expected \"model\", found \"list\""),
        (
            br#"{"id":"m","object":"model","owned_by":"o","permission":[{},{"created":1.5}]}"#,
            "permission[1].created: invalid value: floating point `1.5`, expected a signed 64-bit integer",
        ),
    ];
    let server = Server::start(cases.map(|(body, _)| Answer::json(body))).await;
    let client = client(&server);
    for (_, expected) in cases {
        let Problem::Unreadable { status: 200, problem } = problem(describe(&client, "m").await) else {
            panic!("{expected}")
        };
        assert!(problem.starts_with(expected), "{problem}");
    }
}

#[tokio::test]
async fn the_raw_body_is_given_unread() {
    let server = Server::start([Answer::new("200 OK", &["x-own: 1"], b"\xff\x00")]).await;
    let response = client(&server).models().list().raw().await.unwrap();
    assert_eq!((response.status().as_u16(), response.headers()["x-own"].as_bytes()), (200, b"1".as_slice()));
    assert_eq!(response.body().as_ref(), b"\xff\x00");
}

/// An answer with a compressed model, whether it was asked for or not.
fn compressed(status: &str) -> Answer {
    Answer::new(status, &["content-type: application/json", "content-encoding: gzip"], COMPRESSED_MODEL)
}

#[cfg(not(feature = "gzip"))]
#[tokio::test]
async fn a_compressed_body_names_the_feature_that_reads_it() {
    let server = Server::start([compressed("200 OK"), compressed("400 Bad Request")]).await;
    let client = client(&server);
    let error = describe(&client, "m").await.unwrap_err();
    assert_eq!(
        shown(&error),
        "cannot read the answer to retrieveModel (status 200): the body is compressed (`content-encoding: gzip`) \
         and the transport did not decompress it; enable this crate's feature `gzip`"
    );
    let error = describe(&client, "m").await.unwrap_err();
    assert_eq!(shown(&error), "400 Bad Request: the body is compressed with gzip");
    assert!(!server.requests()[0].contains("accept-encoding"), "{}", server.requests()[0]);
}

#[cfg(feature = "gzip")]
#[tokio::test]
async fn a_compressed_body_is_asked_for_and_read() {
    let server = Server::start([compressed("200 OK"), compressed("200 OK")]).await;
    assert_eq!(describe(&client(&server), "m").await.unwrap(), "gpt-4o-mini of openai, created 1686935002");
    assert!(server.requests()[0].contains("\r\naccept-encoding: gzip\r\n"), "{}", server.requests()[0]);
    // The limit is for what comes out: a small answer must not fill the memory.
    let limit = MODEL.len() - 1;
    let client = builder(&server).max_body_bytes(limit).build().unwrap();
    assert_eq!(problem(describe(&client, "m").await), Problem::TooLarge { limit });
}
