//! The mock server, spoken to over a plain socket.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};

use codegen::config::Config;
use codegen::source::Source;
use xtask::mock::Mock;

/// Two kinds of things, of which one has examples; every place that a credential can stand in.
const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
servers: [{ url: "https://pets.example.com/api/v2/" }]
security: [{ key: [] }]
paths:
  /pets:
    get:
      operationId: listPets
      security: []
      responses:
        "200":
          description: The pets.
          content:
            application/json:
              schema:
                type: object
                required: [items]
                properties:
                  items: { type: array, items: { $ref: "#/components/schemas/Pet" } }
              example:
                items:
                  - { id: 7, name: Rex, owner: { id: owner-1 } }
                  - { id: 8, name: "a/b" }
        default: { $ref: "#/components/responses/Error" }
  /pets/{petId}:
    get:
      operationId: getPet
      parameters:
        - { name: petId, in: path, required: true, schema: { type: integer }, example: 9 }
      responses:
        "200":
          description: The pet.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
        "401":
          description: No key.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Error" }
              example: { error: no key }
        "4XX":
          description: Anything else.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Error" }
              example: { error: class }
        default: { $ref: "#/components/responses/Error" }
    delete:
      operationId: deletePet
      parameters:
        - { name: petId, in: path, required: true, schema: { type: integer } }
      responses:
        "204": { description: It is gone. }
  /pets/newest:
    get:
      operationId: newestPet
      security: [{ basic: [] }, { query: [], cookie: [] }, { bearer: [] }]
      responses:
        "200":
          description: The pet.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
              example: { id: 8, name: Newest }
  /owners/{name}/notes:
    get:
      operationId: listNotes
      security: []
      parameters:
        - { name: name, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: The notes.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Note" }
components:
  securitySchemes:
    key: { type: apiKey, in: header, name: X-Key }
    query: { type: apiKey, in: query, name: the key }
    cookie: { type: apiKey, in: cookie, name: session }
    basic: { type: http, scheme: basic }
    bearer: { type: http, scheme: bearer }
  responses:
    Error:
      description: An error.
      content:
        application/json:
          schema: { $ref: "#/components/schemas/Error" }
          example: { error: any }
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties:
        id: { type: integer }
        name: { type: string }
      examples:
        - { id: 1, name: First }
    Note:
      type: object
      required: [text, on, replies]
      properties:
        text: { type: string }
        on: { type: string, format: date }
        replies: { type: array, items: { $ref: "#/components/schemas/Note" } }
        author: { $ref: "#/components/schemas/Pet" }
    Error:
      type: object
      required: [error]
      properties:
        error: { type: string }
"##;

struct Reply {
    status: u16,
    head: String,
    body: String,
}

/// Sends the lines of a request and reads the whole answer.
fn ask(address: SocketAddr, request: &str) -> Reply {
    let mut stream = TcpStream::connect(address).unwrap();
    let (line, headers) = request.split_once('\n').unwrap_or((request, ""));
    let headers: String = headers.lines().flat_map(|header| [header, "\r\n"]).collect();
    write!(stream, "{line} HTTP/1.1\r\nHost: mock\r\nConnection: close\r\n{headers}\r\n").unwrap();
    let mut text = String::new();
    stream.read_to_string(&mut text).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Reply { status, head: head.to_ascii_lowercase(), body: body.to_owned() }
}

/// Starts a mock of a document and talks to it on a thread of its own.
fn with_mock(document: &str, talk: impl FnOnce(&Mock) + Send) -> Vec<String> {
    let mut source = Source::new();
    let file = source.add("pets.yaml", document);
    let lines: Arc<Mutex<Vec<String>>> = Arc::default();
    let log = Arc::clone(&lines);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    runtime.block_on(async {
        let log = move |line: &str| log.lock().unwrap().push(line.to_owned());
        let mock = Mock::start_with_log(&source, file, &Config::default(), 0, log).await.unwrap();
        talk(&mock);
    });
    drop(runtime);
    lines.lock().unwrap().clone()
}

#[track_caller]
fn expect(mock: &Mock, request: &str, status: u16, body: &str) -> String {
    let reply = ask(mock.address(), request);
    assert_eq!((reply.status, &*reply.body), (status, body), "{request}");
    reply.head
}

#[test]
fn operations_answer_with_their_examples() {
    with_mock(DOCUMENT, |mock| {
        assert_eq!(mock.base_url(), format!("http://{}/api/v2", mock.address()));
        let list = r#"{"items":[{"id":7,"name":"Rex","owner":{"id":"owner-1"}},{"id":8,"name":"a/b"}]}"#;
        let head = expect(mock, "GET /api/v2/pets", 200, list);
        assert!(head.contains("content-type: application/json"), "{head}");
        let head = expect(mock, "HEAD /api/v2/pets", 200, "");
        assert!(head.contains(&format!("content-length: {}", list.len())), "{head}");
        // A query changes nothing, and neither does a body.
        expect(mock, "GET /api/v2/pets?limit=2\nContent-Length: 2\n\n{}", 200, list);
    });
}

#[test]
fn a_path_parameter_picks_the_object_that_it_names() {
    with_mock(DOCUMENT, |mock| {
        let get = |id: &str| format!("GET /api/v2/pets/{id}\nX-Key: k");
        expect(mock, &get("1"), 200, r#"{"id":1,"name":"First"}"#);
        expect(mock, &get("8"), 200, r#"{"id":8,"name":"a/b"}"#);
        expect(mock, &get("%37"), 200, r#"{"id":7,"name":"Rex","owner":{"id":"owner-1"}}"#);
        // Known as an example of the parameter alone: the first example of the answer stands for it.
        expect(mock, &get("9"), 200, r#"{"id":1,"name":"First"}"#);
        expect(mock, &get("10"), 404, r#"{"error":"class"}"#);
        // The id of something inside a pet is no id of a pet.
        expect(mock, &get("owner-1"), 404, r#"{"error":"class"}"#);
        // What one operation at a path knows, the others know as well.
        expect(mock, "DELETE /api/v2/pets/8\nX-Key: k", 204, "");
        expect(mock, "DELETE /api/v2/pets/10\nX-Key: k", 404, r#"{"error":"any"}"#);
        // The concrete path comes before the template.
        expect(mock, "GET /api/v2/pets/newest\nAuthorization: Bearer t", 200, r#"{"id":8,"name":"Newest"}"#);
    });
}

#[test]
fn without_examples_every_value_is_known_and_the_answer_has_the_shape() {
    with_mock(DOCUMENT, |mock| {
        let note = r#"{"author":{"id":1,"name":"First"},"on":"2000-01-01","replies":[],"text":"text"}"#;
        expect(mock, "GET /api/v2/owners/anyone/notes", 200, note);
        expect(mock, "GET /api/v2/owners/a%2Fb%20c/notes", 200, note);
        expect(mock, "GET /api/v2/owners/a/b/notes", 404, r#"{"error":"any"}"#);
        expect(mock, "GET /api/v2/owners//notes", 404, r#"{"error":"any"}"#);
    });
}

#[test]
fn a_credential_must_be_there_where_the_document_says_so() {
    with_mock(DOCUMENT, |mock| {
        expect(mock, "GET /api/v2/pets/1", 401, r#"{"error":"no key"}"#);
        expect(mock, "GET /api/v2/pets/1\nX-Key:", 401, r#"{"error":"no key"}"#);
        expect(mock, "GET /api/v2/pets/1\nAuthorization: Bearer t", 401, r#"{"error":"no key"}"#);
        let newest = "GET /api/v2/pets/newest";
        let pet = r#"{"id":8,"name":"Newest"}"#;
        let head = expect(mock, newest, 401, r#"{"error":"any"}"#);
        assert!(head.contains("www-authenticate: "), "{head}");
        expect(mock, &format!("{newest}\nAuthorization: bearer t"), 200, pet);
        expect(mock, &format!("{newest}\nAuthorization: Bearer "), 401, r#"{"error":"any"}"#);
        expect(mock, &format!("{newest}\nAuthorization: Basic dTpw"), 200, pet);
        expect(mock, &format!("{newest}?the%20key=k\nCookie: a=b; session=s"), 200, pet);
        expect(mock, &format!("{newest}?the%20key=k"), 401, r#"{"error":"any"}"#);
    });
}

#[test]
fn unknown_paths_and_wrong_methods_are_told_apart() {
    with_mock(DOCUMENT, |mock| {
        expect(mock, "GET /pets", 404, r#"{"error":"any"}"#);
        expect(mock, "GET /", 404, r#"{"error":"any"}"#);
        let head = expect(mock, "POST /api/v2/pets/1", 405, r#"{"error":"any"}"#);
        assert!(head.contains("allow: delete, get, head"), "{head}");
    });
    let bare = DOCUMENT.replace("example: { error: any }", "").replace("default: { $ref", "\"500\": { $ref");
    with_mock(&bare, |mock| {
        expect(mock, "GET /nowhere", 404, r#"{"error":{"message":"Not Found"}}"#);
    });
}

#[test]
fn the_log_has_no_credential() {
    let lines = with_mock(DOCUMENT, |mock| {
        let newest = "GET /api/v2/pets/newest?the%20key=secret\nCookie: session=secret\nAuthorization: Bearer secret";
        ask(mock.address(), newest);
        ask(mock.address(), "GET /api/v2/pets/newest?the%20key=secret");
    });
    assert_eq!(lines.len(), 2, "{lines:?}");
    assert_eq!(lines[0], "GET /api/v2/pets/newest 200");
    assert!(lines[1].starts_with("GET /api/v2/pets/newest 401"), "{lines:?}");
    assert!(!lines.concat().contains("secret"), "{lines:?}");
}

#[test]
fn the_environment_is_that_of_the_generated_client() {
    with_mock(DOCUMENT, |mock| {
        let environment = mock.environment();
        assert_eq!(environment[0], ("GENERATED_BASE_URL".to_owned(), mock.base_url()));
        assert!(environment.contains(&("GENERATED_BASIC".to_owned(), "mock:mock".to_owned())), "{environment:?}");
    });
}
