//! How an answer that should be JSON is read.

use codegen_runtime::runtime::{
    ApiError, Body, DecodeError, HasHeaders, Method, Operation, OperationMetadata, ReceivedResponse, Request, Response,
    ResponseHead, header, header_text,
};

use crate::support::{Error, Model, Script, answer, client, retrieve};

async fn ask(headers: &[(&str, &str)], body: impl Into<Body>) -> Result<Model, Error> {
    retrieve(&client(&Script::new([answer(200, headers, body)])), "m").await
}

async fn decode_error(headers: &[(&str, &str)], body: impl Into<Body>) -> String {
    let error = ask(headers, body).await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_eq!(error.status().unwrap(), 200);
    assert!(!error.is_retryable());
    error.to_string()
}

const MODEL: &str = r#"{"id": "m", "created": 1, "unknown": []}"#;

#[tokio::test]
async fn json_is_read_whatever_the_content_type() {
    for content_type in ["application/json; charset=utf-8", "text/plain", "application/problem+json", "text/html", "?"]
    {
        ask(&[("content-type", content_type)], MODEL).await.unwrap();
    }
    ask(&[], MODEL).await.unwrap();
    ask(&[], format!("\u{feff}{MODEL}\r\n")).await.unwrap();
    ask(&[("content-encoding", "identity")], MODEL).await.unwrap();
}

#[tokio::test]
async fn a_wrong_field_is_shown_with_its_place() {
    let before = "\"x\",".repeat(500);
    let body = format!(r#"{{"a": [{before} 1], "id": "m", "created": "yesterday", "b": [{before} 1]}}"#);
    let text = decode_error(&[("x-request-id", "req_7")], body).await;
    assert!(text.starts_with("cannot read the answer to retrieveModel (status 200): "), "{text}");
    assert!(
        text.contains("created: invalid type: string \"yesterday\", expected a signed 64-bit integer at line 1 column"),
        "{text}"
    );
    assert!(text.contains(r#""id": "m", "created": "yesterday", "b""#), "{text}");
    assert!(text.ends_with("(request id req_7)"), "{text}");
    assert!(text.len() < 500, "{text}");
}

#[derive(Debug)]
struct ListModels;

impl Operation for ListModels {
    type Output = Vec<Model>;
    type Error = ();

    const METADATA: OperationMetadata = OperationMetadata {
        id: "listModels",
        method: Method::GET,
        path: "/models",
        accept: "application/json",
        security: &[],
    };

    fn response(response: &ReceivedResponse) -> Result<Self::Output, DecodeError> {
        response.json()
    }

    fn error(_: &ReceivedResponse) -> Option<()> {
        None
    }
}

#[tokio::test]
async fn a_list_names_the_item_at_fault() {
    let body = format!(r#"[{MODEL}, {{"id": "n", "created": null}}]"#);
    let core = client(&Script::new([answer(200, &[], body)]));
    let text = Request::new(&core, ListModels).await.unwrap_err().to_string();
    assert!(text.contains("[1].created: invalid type: null, expected a signed 64-bit integer"), "{text}");
}

#[tokio::test]
async fn an_excerpt_is_cut_between_characters() {
    for padding in 0..4 {
        let body = format!("{{\"{}{}\": 1, \"id\": 2}}", "x".repeat(padding), "é😀".repeat(300));
        let text = decode_error(&[], body).await;
        assert!(text.contains("\"id\": 2") && text.contains('…'), "{text}");
    }
    let text = decode_error(&[], "{\n\n  \"created\": 1,\n  \"id\": 2\n}").await;
    assert!(text.contains(r#"{ "created": 1, "id": 2 }"#), "{text}");
}

#[tokio::test]
async fn what_is_not_json_is_named() {
    let page = "<!DOCTYPE html>\n<html><head>\n<TITLE>Sign\n in</TITLE></head><body>long</body></html>";
    let text = decode_error(&[("content-type", "text/html; charset=utf-8")], page).await;
    assert!(text.contains("the server answered text/html, not JSON; the body reads: Sign in"), "{text}");
    let text = decode_error(&[("content-type", "application/json")], page).await;
    assert!(text.contains("expected value at line 1 column 1; the body reads: <!DOCTYPE html> <html>"), "{text}");
    let text = decode_error(&[("content-type", "application/json")], " \n").await;
    assert!(text.contains("the body is empty, not JSON"), "{text}");
    let text = decode_error(&[], r#"{"id": "m""#).await;
    assert!(text.contains("EOF while parsing an object"), "{text}");
    // A JSON value of the wrong shape is about the shape, whatever its type is called.
    let text = decode_error(&[("content-type", "text/html")], r#"{"id": 1}"#).await;
    assert!(text.contains("invalid type: integer `1`"), "{text}");
}

#[tokio::test]
async fn bytes_that_are_no_text_are_named() {
    let text = decode_error(&[], b"{\"id\": \"\xff\xfe\"}".to_vec()).await;
    assert!(text.contains("the body is not UTF-8 text: invalid bytes at offset 8"), "{text}");
    let text = decode_error(&[("content-encoding", "gzip")], b"\x1f\x8b\x08\x00".to_vec()).await;
    assert!(text.contains("`content-encoding: gzip`"), "{text}");
    assert_eq!(text.contains("enable this crate's feature `gzip`"), !cfg!(feature = "gzip"), "{text}");
    assert!(!text.contains('\u{1f}'), "{text:?}");
}

#[tokio::test]
async fn the_error_of_serde_is_the_source() {
    let error = ask(&[], "{").await.unwrap_err();
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.downcast_ref::<serde_json::Error>().unwrap().is_eof());
}

#[tokio::test]
async fn headers_are_read_as_documented_or_are_absent() {
    let headers = [("x-count", " 12 "), ("x-word", "twelve"), ("request-id", "req_2")];
    let script = Script::new([answer(200, &headers, MODEL)]);
    let response = retrieve(&client(&script), "m").with_response().await.unwrap();
    assert_eq!(header::<i64>(response.headers(), "x-count"), Some(12));
    assert_eq!(header::<i64>(response.headers(), "x-word"), None);
    assert_eq!(header_text(response.head().headers(), "X-Word"), Some("twelve"));
    assert_eq!(header::<i64>(response.headers(), "x-missing"), None);
    assert_eq!(response.request_id(), Some("req_2"));
    let (head, model) = response.into_parts();
    assert_eq!((head.status().as_u16(), model.id.as_str()), (200, "m"));
}

/// As generated code builds on it.
trait DocumentedHeaders: HasHeaders {
    fn x_count(&self) -> Option<i64> {
        header(self.headers(), "x-count")
    }
}

impl<T: HasHeaders + ?Sized> DocumentedHeaders for T {}

#[tokio::test]
async fn documented_headers_stand_on_all_that_has_headers() {
    let headers = [("x-count", "3")];
    let script = Script::new([answer(200, &headers, MODEL), answer(404, &headers, "")]);
    let core = client(&script);
    let response: Response<Model> = retrieve(&core, "m").with_response().await.unwrap();
    let head: &ResponseHead = response.head();
    assert_eq!((response.x_count(), head.x_count()), (Some(3), Some(3)));
    let Error::Api(error) = retrieve(&core, "m").await.unwrap_err() else { panic!() };
    let error: ApiError<_> = error;
    assert_eq!(error.x_count(), Some(3));
}
