//! What the tests have in common: the client, the answers that succeed, and the look at what a caller could print.

use std::error::Error as _;
use std::fmt::Debug;

use consumer::Problem;
use generated::{Client, ClientBuilder, Error};

use crate::server::{Answer, Server};

/// The key of all tests. No output may show it.
pub const KEY: &str = "sk-wire-4f9c2e7d1b";

/// A model, in one line.
pub const MODEL: &str = r#"{"id":"gpt-4o-mini","object":"model","created":1686935002,"owned_by":"openai"}"#;

/// An error as the API documents it.
pub const REFUSAL: &str =
    r#"{"error":{"message":"Try later.","type":"requests","param":null,"code":"rate_limit_exceeded"}}"#;

/// An answer with a model.
pub fn model() -> Answer {
    Answer::json(MODEL)
}

/// An answer with no models.
pub fn empty_list() -> Answer {
    Answer::json(r#"{"object":"list","data":[]}"#)
}

/// A builder of a client of a server.
pub fn builder(server: &Server) -> ClientBuilder<Client> {
    Client::builder().base_url(server.url("/v1")).api_key(KEY)
}

/// A client of a server, which sends each request once: a test that is about repeating says how often.
pub fn client(server: &Server) -> Client {
    builder(server).max_retries(0).build().expect("the client is well configured")
}

/// What a caller reads of an error. All that a caller could print of it is looked at for the key.
pub fn shown(error: &Error) -> String {
    check_hides_key(error);
    let text = error.to_string();
    check(&text);
    let mut source = error.source();
    while let Some(error) = source {
        check(&error.to_string());
        check_hides_key(error);
        source = error.source();
    }
    text
}

/// What went wrong with a call that must fail, in the terms of the application.
pub fn problem<T: Debug>(result: Result<T, Error>) -> Problem {
    let error = result.expect_err("the call fails");
    shown(&error);
    error.into()
}

/// Checks that neither form of `Debug` shows the key.
pub fn check_hides_key(value: &(impl Debug + ?Sized)) {
    check(&format!("{value:?}"));
    check(&format!("{value:#?}"));
}

fn check(text: &str) {
    // The end of the key is enough to tell, and so is its encoded form, which has no other letters.
    assert!(!text.contains(&KEY[8..]), "the key is shown: {text}");
}
