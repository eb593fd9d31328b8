//! Path parameters: whatever they hold, the request reaches no other path.

use codegen_runtime::runtime::{
    DecodeError, Method, Operation, OperationMetadata, ReceivedResponse, Request, RequestError, RequestParts,
};

use crate::support::{Error, Script, client, fine, retrieve};

async fn uri_for(model: &str) -> String {
    let script = Script::new([fine()]);
    retrieve(&client(&script), model).await.unwrap();
    script.only().uri
}

#[tokio::test]
async fn reserved_characters_are_encoded() {
    for (model, segment) in [
        ("gpt-4o_mini.v1~x", "gpt-4o_mini.v1~x"),
        ("meta-llama/Llama-3:8b", "meta-llama%2FLlama-3%3A8b"),
        ("../../admin", "..%2F..%2Fadmin"),
        ("%2e%2e", "%252e%252e"),
        ("...", "..."),
        ("a b?c#d&e=f", "a%20b%3Fc%23d%26e%3Df"),
        ("{model}", "%7Bmodel%7D"),
        ("\\..\\", "%5C..%5C"),
        ("é\n\0", "%C3%A9%0A%00"),
    ] {
        assert_eq!(uri_for(model).await, format!("https://api.example.com/v1/models/{segment}"));
    }
}

#[tokio::test]
async fn values_that_name_another_path_are_refused_before_anything_is_sent() {
    for (model, reason) in [("", "is empty"), (".", "a path segment `.`"), ("..", "a path segment `..`")] {
        let script = Script::new([]);
        let error = retrieve(&client(&script), model).await.unwrap_err();
        assert!(matches!(error, Error::Request(_)), "{error:?}");
        assert!(error.to_string().contains("`model`"), "{error}");
        assert!(error.to_string().contains(reason), "{error}");
        assert!(script.seen().is_empty());
    }
}

#[derive(Debug)]
struct Compare {
    left: &'static str,
    right: Option<&'static str>,
}

impl Operation for Compare {
    type Output = ();
    type Error = ();

    const METADATA: OperationMetadata = OperationMetadata {
        id: "compare",
        method: Method::GET,
        path: "/compare/{left}{right}/{left}",
        accept: "",
        security: &[],
    };

    fn request(&self, parts: &mut RequestParts) -> Result<(), RequestError> {
        parts.path_parameter("left", &self.left)?;
        self.right.map_or(Ok(()), |right| parts.path_parameter("right", &right))
    }

    fn response(_: &ReceivedResponse) -> Result<(), DecodeError> {
        Ok(())
    }

    fn error(_: &ReceivedResponse) -> Option<()> {
        None
    }
}

#[tokio::test]
async fn a_parameter_stands_wherever_the_path_has_it() {
    let script = Script::new([fine()]);
    Request::new(&client(&script), Compare { left: "1", right: Some("2") }).await.unwrap();
    let seen = script.only();
    assert_eq!(seen.uri, "https://api.example.com/v1/compare/12/1");
    assert_eq!(seen.header("accept"), None);
}

#[tokio::test]
async fn a_segment_of_two_parameters_may_not_become_another_path() {
    let script = Script::new([]);
    let error = Request::new(&client(&script), Compare { left: "x", right: None }).await.unwrap_err();
    assert!(error.to_string().contains("`right` was not given"), "{error}");
    let error = Request::new(&client(&script), Compare { left: ".", right: Some(".") }).await.unwrap_err();
    assert!(error.to_string().contains("path segment"), "{error}");
}
