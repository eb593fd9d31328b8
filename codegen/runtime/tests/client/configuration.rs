//! What a client can be configured with, and what it says about the rest.

use std::process::Command;

use codegen_runtime::runtime::{
    Body, BoxFuture, ClientBuilder, ConfigurationError, Core, Settings, Transport, TransportError,
};

use crate::support::{self, KEY, SETTINGS, Script, builder, fine, retrieve};

#[tokio::test]
async fn a_base_url_is_joined_with_the_path() {
    for (base_url, expected) in [
        ("http://localhost:11434/v1", "http://localhost:11434/v1/models/m"),
        ("http://localhost:11434/v1/", "http://localhost:11434/v1/models/m"),
        ("http://localhost:11434/v1//", "http://localhost:11434/v1/models/m"),
        ("HTTPS://example.com", "https://example.com/models/m"),
        ("https://example.com/", "https://example.com/models/m"),
        (" http://[::1]:8080/a/b \n", "http://[::1]:8080/a/b/models/m"),
        ("http://[::1]", "http://[::1]/models/m"),
    ] {
        let script = Script::new([fine()]);
        let core = builder().base_url(base_url).transport(script.clone()).build().unwrap();
        retrieve(&core, "m").await.unwrap();
        assert_eq!(script.only().uri, expected);
    }
}

#[test]
fn a_base_url_that_is_none_is_refused_without_being_shown() {
    for (base_url, expected) in [
        ("", "must start with `http://` or `https://`"),
        ("sk-secret", "must start with"),
        ("localhost:8080/secret", "must start with"),
        ("ftp://secret", "must start with"),
        ("http://", "not a valid URL"),
        ("http:///secret", "not a valid URL"),
        ("http://:80/secret", "it has no host"),
        ("https://user:secret@example.com", "no user name or password"),
        ("https://secret@example.com", "no user name or password"),
        ("https://example.com/v1?key=secret", "no query"),
        ("https://example.com/v1#secret", "no fragment"),
        ("https://example.com:secret/", "port"),
        ("https://example.com:99999/secret", "port"),
        ("https://exa mple.com/secret", "not a valid URL"),
    ] {
        let builder = builder().base_url(base_url).transport(Script::new([]));
        assert!(!format!("{builder:?}").contains("secret"));
        let error = builder.build().unwrap_err();
        assert!(error.to_string().starts_with("`base_url(..)` is not a"), "{base_url}: {error}");
        assert!(error.to_string().contains(expected), "{base_url}: {error}");
        assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    }
}

#[test]
fn a_credential_that_cannot_be_sent_is_refused_without_being_shown() {
    for (credential, expected) in [
        ("", "is empty"),
        ("  \t", "is empty"),
        ("sk-secret\n", "contains a line break"),
        ("sk-secret\r\nx-evil: 1", "contains a line break"),
        ("sk-secret\0", "contains a control character"),
        ("sk-secret…", "contains a character outside ASCII"),
    ] {
        for scheme in [0, 2] {
            let error = builder().credential(scheme, credential.into()).transport(Script::new([])).build().unwrap_err();
            assert!(error.to_string().contains(expected), "{error}");
            assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
        }
    }
    let error = builder().credential(0, "a\n".into()).transport(Script::new([])).build().unwrap_err();
    assert!(error.to_string().starts_with("the credential `bearer` from `api_key(..)` contains"), "{error}");
    let error = builder().credential(99, KEY.into()).transport(Script::new([])).build().unwrap_err();
    assert_eq!(error.to_string(), "the API has no credential number 99");
}

#[test]
fn other_values_are_checked_too() {
    let build = |builder: ClientBuilder<Core>| builder.transport(Script::new([])).build().unwrap_err().to_string();
    assert!(build(builder().header("x y", "1")).contains("\"x y\" is not the name of a header"));
    assert!(build(builder().header("x-a", "1\n")).contains("`x-a` contains a line break"));
    assert!(build(builder().user_agent("a\nb")).contains("user agent"));
    // The first mistake is the one that is told.
    assert!(build(builder().header("x y", "1").header("x z", "1")).contains("\"x y\""));
}

#[cfg(not(feature = "reqwest"))]
#[test]
fn without_a_transport_there_is_no_client() {
    let error = builder().build().unwrap_err();
    assert!(error.to_string().contains("enable this crate's feature `reqwest`"), "{error}");
    assert!(error.to_string().contains("transport(..)"), "{error}");
}

#[cfg(all(feature = "reqwest", not(any(feature = "rustls", feature = "native-tls"))))]
#[test]
fn https_needs_tls() {
    let error = builder().build().unwrap_err();
    assert!(error.to_string().contains("enable its feature `rustls` or `native-tls`"), "{error}");
    builder().base_url("http://localhost").build().unwrap();
}

#[test]
fn a_configuration_error_goes_through_the_question_mark() {
    fn main() -> Result<(), support::Error> {
        builder().base_url("").build()?;
        Ok(())
    }
    let error = main().unwrap_err();
    assert!(matches!(error, support::Error::Configuration(_)));
    assert!(!error.is_retryable() && error.status().is_none() && error.retry_after().is_none());
}

/// Runs one of the tests below in a process of its own, because the environment belongs to the whole process. By itself
/// such a test does nothing.
fn in_environment(test: &str, variables: &[(&str, &str)]) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("configuration::{test}")])
        .env("RUNTIME_TEST_CHILD", test)
        .env_remove("RUNTIME_TEST_API_KEY")
        .env_remove("RUNTIME_TEST_BASE_URL")
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let report = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && report.contains("1 passed"), "{report}");
}

fn is_child(test: &str) -> bool {
    std::env::var("RUNTIME_TEST_CHILD").is_ok_and(|child| child == test)
}

#[test]
fn the_environment_is_read() {
    in_environment("child_without_key", &[]);
    in_environment("child_without_key", &[("RUNTIME_TEST_API_KEY", "")]);
    in_environment("child_without_key", &[("RUNTIME_TEST_API_KEY", " \n"), ("RUNTIME_TEST_BASE_URL", "http://a")]);
    in_environment("child_with_key", &[("RUNTIME_TEST_API_KEY", "from-env"), ("RUNTIME_TEST_BASE_URL", "http://env/")]);
    in_environment("child_with_broken_key", &[("RUNTIME_TEST_API_KEY", "s3cr3t\n")]);
    in_environment("child_with_broken_url", &[("RUNTIME_TEST_API_KEY", "k"), ("RUNTIME_TEST_BASE_URL", "s3cr3t")]);
    in_environment("child_with_blank_url", &[("RUNTIME_TEST_API_KEY", "k"), ("RUNTIME_TEST_BASE_URL", " ")]);
}

#[test]
fn child_without_key() {
    static OPEN: Settings = Settings { credentials: &[], ..SETTINGS };
    if !is_child("child_without_key") {
        return;
    }
    let error = builder().from_env().unwrap_err().to_string();
    assert!(error.contains("set the environment variable RUNTIME_TEST_API_KEY, or use"), "{error}");
    assert!(error.contains("`Client::builder().api_key(..)`"), "{error}");
    // A credential that was set by hand will do, of whatever scheme.
    let _ = builder().credential(1, KEY.into()).from_env().unwrap();
    // An API without credentials needs no variable.
    let _ = ClientBuilder::<Core>::new(&OPEN).from_env().unwrap();
}

#[tokio::test]
async fn child_with_key() {
    if !is_child("child_with_key") {
        return;
    }
    let script = Script::new([fine(), fine()]);
    let core = builder().from_env().unwrap().transport(script.clone()).build().unwrap();
    retrieve(&core, "m").await.unwrap();
    let explicit = builder().credential(0, "explicit".into()).base_url("http://explicit");
    let core = explicit.from_env().unwrap().transport(script.clone()).build().unwrap();
    retrieve(&core, "m").await.unwrap();
    let seen = script.seen();
    assert_eq!(
        (seen[0].uri.as_str(), seen[0].header("authorization")),
        ("http://env/models/m", Some("Bearer from-env"))
    );
    assert_eq!(seen[1].uri, "http://explicit/models/m");
    assert_eq!(seen[1].header("authorization"), Some("Bearer explicit"));
}

fn from_env() -> Result<Core, ConfigurationError> {
    builder().from_env()?.transport(Script::new([])).build()
}

#[test]
fn child_with_broken_key() {
    if !is_child("child_with_broken_key") {
        return;
    }
    let error = from_env().unwrap_err();
    assert!(error.to_string().contains("from the environment variable RUNTIME_TEST_API_KEY contains a line break"));
    assert!(!format!("{error:?}").contains("s3cr3t"));
}

#[test]
fn child_with_broken_url() {
    if !is_child("child_with_broken_url") {
        return;
    }
    let error = from_env().unwrap_err();
    assert!(error.to_string().starts_with("the environment variable RUNTIME_TEST_BASE_URL is not a base URL"));
    assert!(!format!("{error:?}").contains("s3cr3t"));
}

#[test]
fn child_with_blank_url() {
    if !is_child("child_with_blank_url") {
        return;
    }
    assert!(format!("{:?}", from_env().unwrap()).contains(SETTINGS.base_url));
}

struct Fake;

impl Transport for Fake {
    fn send(&self, request: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        assert_eq!(request.uri().path(), "/v1/models/m");
        Box::pin(async { Ok(http::Response::new(Body::from(r#"{"id": "m", "created": 1}"#))) })
    }

    fn sleep(&self, _: std::time::Duration) -> BoxFuture<'_, ()> {
        Box::pin(async {})
    }
}

/// The example in the documentation of `Transport` cannot be a doc test, because the crate that it stands in has
/// another name after copying. So it is tried here.
#[tokio::test]
async fn the_documented_fake_works() {
    let core = builder().transport(Fake).build().unwrap();
    retrieve(&core, "m").await.unwrap();
}
