//! The corpus command on a tiny corpus: which documents it finds, what it says of them, and how payloads are judged.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use codegen::source::{At, Source};
use tempfile::TempDir;
use xtask::corpus::compare::difference;
use xtask::corpus::find;
use xtask::corpus::json::Json;
use xtask::corpus::probes::{ProbeKind, probes};
use xtask::corpus::schemas::Schemas;

const PETS: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
servers: [{ url: "https://pets.example.com/v2" }]
paths:
  /pets/{name}:
    get:
      operationId: getPet
      parameters:
        - { name: name, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: The pet.
          content:
            application/json:
              schema: { $ref: "#/components/schemas/Pet" }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string }
        kind: { $ref: "#/components/schemas/Kind" }
        age: { type: [integer, "null"] }
        weight: { type: number }
        anything: {}
        friends:
          type: array
          items: { $ref: "#/components/schemas/Pet" }
        counts:
          type: object
          additionalProperties: { type: integer }
        owner:
          allOf:
            - { $ref: "#/components/schemas/Person" }
            - { type: object, properties: { since: { type: string } } }
    Kind: { type: string, enum: [cat, dog] }
    Person:
      type: object
      additionalProperties: false
      properties:
        email: { type: string }
"##;

const BROKEN: &str = "openapi: 3.1.0\ninfo: { title: Broken, version: 1.0.0 }\npaths: 7\n";

const EMPTY: &str = r#"{ "openapi": "3.0.3", "info": { "title": "Empty", "version": "1" }, "paths": {} }"#;

/// A folder with three documents and what is no document.
fn corpus() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join("documents").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("pets.yaml", PETS);
    write("more/broken.yml", BROKEN);
    write("more/empty.json", EMPTY);
    write("more/data.json", r#"{ "info": { "openapi": "no key of the top" } }"#);
    write("more/part.yaml", "type: string\n");
    write("notes.txt", "openapi: 3.1.0\n");
    folder
}

fn xtask(folder: &Path, arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .arg("corpus")
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap()
}

#[track_caller]
fn expect(folder: &Path, arguments: &str, code: i32) -> (String, String) {
    let output = xtask(folder, arguments);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "xtask corpus {arguments}\n{stdout}\n{stderr}");
    (stdout, stderr)
}

fn names(folder: &Path) -> Vec<String> {
    find(folder).unwrap().into_iter().map(|root| root.name).collect()
}

#[test]
fn documents_are_found_by_their_key_or_by_the_index() {
    let folder = corpus();
    let documents = folder.path().join("documents");
    assert_eq!(names(&documents), ["more/broken", "more/empty", "pets"]);
    // Beside the folder, and then in it; what the index names need not exist for it to be a row.
    fs::write(folder.path().join("INDEX.tsv"), "root\tname\npets.yaml\tanimals\n").unwrap();
    assert_eq!(names(&documents), ["animals"]);
    assert_eq!(find(&documents).unwrap()[0].path, documents.join("pets.yaml"));
    fs::write(documents.join("INDEX.tsv"), "name\troot\tmore\ngone\tgone.yaml\t1\n").unwrap();
    assert_eq!(names(&documents), ["gone"]);
    fs::write(documents.join("INDEX.tsv"), "name\tfile\n").unwrap();
    assert!(find(&documents).unwrap_err().to_string().contains("no column `root`"));
}

#[test]
fn a_broken_document_is_a_row_and_not_the_end() {
    let folder = corpus();
    let (stdout, stderr) = expect(folder.path(), "documents --work work", 1);
    let row = |name: &str| stdout.lines().find(|line| line.starts_with(name)).unwrap().split_whitespace();
    assert_eq!(row("pets").nth(1), Some("yes"));
    assert_eq!(row("pets").nth(3), Some("1"), "one operation has a method: {stdout}");
    assert_eq!(row("more/broken").nth(1), Some("1"), "{stdout}");
    assert!(stdout.contains("#/paths: expected an object"), "{stdout}");
    assert!(stderr.contains("1 of 3 documents failed: 1 not generated"), "{stderr}");
    assert!(folder.path().join("work/pets/crate/src/lib.rs").is_file());
    assert!(folder.path().join("work/more__empty/crate/src/lib.rs").is_file());

    let (stdout, _) = expect(folder.path(), "documents --work work --json --only pets", 0);
    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(json["documents"][0]["generation"]["operations"], 1);
    assert_eq!(json["documents"][0]["failures"], serde_json::json!([]));
    assert_eq!(json["failed"], 0);
}

#[test]
fn usage_errors_exit_with_2() {
    let folder = corpus();
    let (_, stderr) = expect(folder.path(), "documents --only cats", 2);
    assert!(stderr.contains("no document of the corpus is named `cats`") && stderr.contains("pets"), "{stderr}");
    expect(folder.path(), "documents --probes", 2);
    fs::create_dir(folder.path().join("nothing")).unwrap();
    let (_, stderr) = expect(folder.path(), "nothing", 2);
    assert!(stderr.contains("no OpenAPI document"), "{stderr}");
    expect(folder.path(), "gone", 1);
    let (stdout, _) = expect(folder.path(), "--help", 0);
    assert!(stdout.contains("Examples:") && stdout.contains("INDEX.tsv"), "{stdout}");
}

/// Calls `check` with the schemas of [`PETS`] and the place of a component.
fn with_schemas(component: &str, check: impl FnOnce(&Schemas<'_>, At)) {
    let mut source = Source::new();
    let document = source.add("folder/pets.yaml", PETS);
    let schemas = Schemas::new(&source, document);
    let place = schemas.files().place(&format!("pets.yaml#/components/schemas/{component}"), Path::new("folder"));
    check(&schemas, place.unwrap());
}

/// The pointer and the message of the first difference between two texts, read as a `Pet`.
fn judged(sent: &str, back: &str) -> Option<String> {
    let mut judged = None;
    with_schemas("Pet", |schemas, place| {
        let (sent, back) = (Json::parse(sent).unwrap(), Json::parse(back).unwrap());
        let found = difference(schemas, &schemas.position(vec![place]), &sent, &back);
        judged = found.map(|found| format!("{}: {}", found.pointer, found.message));
    });
    judged
}

#[test]
fn what_may_be_lost_is_null_and_what_is_not_declared() {
    let whole = [
        (r#"{"name": "a", "age": null}"#, r#"{"name":"a"}"#),
        (r#"{"name": "a", "colour": 1}"#, r#"{"name":"a"}"#),
        (r#"{"name": "a", "weight": 1}"#, r#"{"weight":1.0,"name":"a"}"#),
        (r#"{"name": "a", "friends": [{"name": "b", "x": {}}]}"#, r#"{"name":"a","friends":[{"name":"b"}]}"#),
        (r#"{"name": "\u00e9"}"#, r#"{"name":"é"}"#),
    ];
    for (sent, back) in whole {
        assert_eq!(judged(sent, back), None, "{sent}");
    }
    let lost = [
        (r#"{"name": "a", "age": 1}"#, r#"{"name":"a"}"#, "/age: 1 did not come back"),
        (r#"{"name": "a"}"#, r#"{"name":"a","age":null}"#, "/age: null came back and was not sent"),
        (r#"{"name": "a"}"#, r#"{"name":"b"}"#, r#"/name: "a" came back as "b""#),
        (r#"{"age": 9007199254740993}"#, r#"{"age":9007199254740992}"#, "/age: 9007199254740993 came back as"),
        (r#"{"counts": {"a": 1}}"#, r#"{"counts":{}}"#, "/counts/a: 1 did not come back"),
        (r#"{"anything": {"a": 1}}"#, r#"{"anything":{}}"#, "/anything/a: 1 did not come back"),
        (r#"{"owner": {"since": "x"}}"#, r#"{"owner":{}}"#, "/owner/since: \"x\" did not come back"),
        (r#"{"friends": [{}, {}]}"#, r#"{"friends":[{}]}"#, "/friends: of 2 items 1 came back"),
    ];
    for (sent, back, message) in lost {
        let judged = judged(sent, back).unwrap_or_default();
        assert!(judged.starts_with(message), "{sent}: {judged}");
    }
}

#[test]
fn probes_stand_where_the_schemas_decide() {
    let payload = r#"{"name": "a", "kind": "cat", "age": 1, "anything": {"a": "b"}, "counts": {"a": 1},
        "owner": {"email": "x", "since": "y"}, "friends": [{"name": "b"}]}"#;
    with_schemas("Pet", |schemas, place| {
        let payload = Json::parse(payload).unwrap();
        let probes = probes(schemas, &schemas.position(vec![place]), &payload);
        let of = |kind: ProbeKind| -> Vec<String> {
            probes.iter().filter(|probe| probe.kind == kind).map(xtask::corpus::probes::Probe::pointer).collect()
        };
        // The values of `counts` have a schema, and `owner` takes no further key.
        assert_eq!(of(ProbeKind::NewKey), ["", "/anything", "/friends/0"]);
        assert_eq!(of(ProbeKind::UnknownValue), ["/kind"]);
        let wrong = of(ProbeKind::WrongType);
        assert_eq!(wrong.len(), 4, "{wrong:?}");
        assert!(!wrong.iter().any(|pointer| pointer.starts_with("/anything")), "{wrong:?}");
        for probe in &probes {
            assert_ne!(probe.value, payload, "{}", probe.change);
            assert_eq!(Json::parse(&probe.value.to_string()).as_ref(), Some(&probe.value), "{}", probe.change);
        }
    });
}

#[test]
fn json_is_read_as_it_is_written() {
    for text in [r#"{"b":1.50,"a":[null,true,-0.1e+5,"\"\\"],"b":[]}"#, "0", "[]", "{}", "12345678901234567890123"] {
        assert_eq!(Json::parse(text).unwrap().to_string(), text);
    }
    for text in ["", "01", "1.", ".5", "+1", "nul", "[1,]", "{\"a\"}", "\"a", "1 2", "{a:1}", "1e", "--1"] {
        assert_eq!(Json::parse(text), None, "{text}");
    }
    assert_eq!(Json::parse(&"[".repeat(100_000)), None);
}

/// Compiles what a client depends on, which takes a minute the first time: `cargo test -p xtask -- --ignored`.
#[test]
#[ignore = "compiles the crates of the corpus and all that they depend on"]
fn payloads_go_through_the_types_of_the_compiled_crate() {
    let folder = corpus();
    let schema = "pets.yaml#/paths/~1pets~1{name}/get/responses/200/content/application~1json/schema";
    let line = |schema: &str, valid: bool, value: &str| {
        format!(r#"{{"op":"getPet","schema":"{schema}","name":"n","valid":{valid},"value":{value}}}"#)
    };
    let lines = [
        line(schema, true, r#"{"name":"a","kind":"cat","age":null,"friends":[{"name":"b"}]}"#),
        line(schema, true, r#"{"name":7}"#),
        line(schema, false, "{}"),
        line("gone.yaml#/nothing", true, "{}"),
    ];
    let examples = folder.path().join("examples");
    fs::create_dir(&examples).unwrap();
    fs::write(examples.join("pets.jsonl"), lines.join("\n")).unwrap();
    let work = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let arguments = format!("documents --only pets --check --examples examples --probes --work {}", work.display());
    let (stdout, stderr) = expect(folder.path(), &format!("{arguments} --json"), 1);

    let json: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    let (build, payloads) = (&json["documents"][0]["build"], &json["documents"][0]["payloads"]);
    assert_eq!(build["clean"], true, "{stdout}");
    assert!(build["seconds"].as_f64().unwrap() > 0.0, "{stdout}");
    let numbers =
        ["valid", "decoded", "whole", "invalid", "invalid_accepted"].map(|key| payloads[key].as_u64().unwrap());
    assert_eq!(numbers, [3, 1, 1, 1, 0], "{stdout}");
    assert_eq!(payloads["without_type"].as_array().unwrap().len(), 1, "{stdout}");
    let refused = payloads["refused"][0]["message"].as_str().unwrap();
    assert!(refused.starts_with("not decoded: ") && refused.contains("name"), "{refused}");
    assert!(payloads["probes"]["new_keys"]["sent"].as_u64().unwrap() > 0, "{stdout}");
    assert_eq!(payloads["probes"]["new_keys"]["failed"], serde_json::json!([]), "{stdout}");
    assert!(stderr.contains("payloads that are not read or do not come back"), "{stderr}");

    let (stdout, _) = expect(folder.path(), &arguments, 1);
    assert!(stdout.contains("payloads that are not read: 1") && stdout.contains("getPet n: not decoded: "), "{stdout}");
}
