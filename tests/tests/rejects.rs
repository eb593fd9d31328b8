//! Faults in documents and settings: every one is reported at its place with a way out, and nothing is generated.

use tests::{Checked, check, check_files, check_with_settings, document, files_in, folder, text_of};

#[test]
fn every_fault_is_reported_at_its_place() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for path in files_in(&folder().join("rejects"), "yaml") {
            let name = path.file_name().expect("a fixture has a name").to_string_lossy().into_owned();
            let text = text_of(&path);
            // A reject may hold settings after a line `--- settings`, and further files after lines `--- file <path>`.
            let checked = match text.split_once("--- settings\n") {
                Some((text, settings)) => check_with_settings(&name, &document(text), settings),
                None if text.contains("--- file ") => check_parts(&text),
                None if text.contains("--- whole") => check(&name, &text),
                None => check(&name, &document(&text)),
            };
            assert!(checked.output.files.is_none(), "{name} is refused");
            insta::assert_snapshot!(format!("reject {name}"), checked.diagnostics);
        }
    });
}

fn check_parts(text: &str) -> Checked {
    let mut parts = text.split("--- file ");
    let whole = document(parts.next().unwrap_or_default());
    let mut files = vec![("openapi.yaml", whole.as_str())];
    files.extend(parts.map(|part| part.split_once('\n').expect("the path of a file stands in its own line")));
    check_files(&files)
}

#[test]
fn one_run_reports_five_faults_of_five_kinds() {
    let checked = check("five.yaml", &document(&text_of(&folder().join("rejects/five_faults.yaml"))));
    let codes = ["unknown-key", "unresolved-reference", "wrong-type", "duplicate-operation-id", "path-parameters"];
    for code in codes {
        assert_eq!(checked.diagnostics.matches(&format!("[{code}]")).count(), 1, "{code}:\n{}", checked.diagnostics);
    }
    assert_eq!(checked.output.diagnostics.len(), codes.len(), "{}", checked.diagnostics);
}

#[test]
fn json_and_yaml_point_at_the_same_line() {
    // A surrogate pair is what a YAML parser refuses in a JSON text.
    let json =
        "{\"openapi\": \"3.1.0\",\n \"info\": {\"title\": \"\\ud83d\\ude00\", \"version\": \"1\"},\n \"paths\": 7}";
    let diagnostics = check("document.json", json).diagnostics;
    assert!(diagnostics.contains("document.json:3:11"), "{diagnostics}");
    let diagnostics = check("document.yaml", json).diagnostics;
    for part in ["document.yaml:2:23", "read as JSON where the name of the file ends in `.json`"] {
        assert!(diagnostics.contains(part), "{part}:\n{diagnostics}");
    }
    let yaml = "openapi: 3.1.0\ninfo: { title: \"😀\", version: '1' }\npaths: 7\n";
    let diagnostics = check("document.yaml", yaml).diagnostics;
    assert!(diagnostics.contains("document.yaml:3:8"), "{diagnostics}");
}

#[test]
fn brackets_that_close_to_the_left_of_their_key_have_places() {
    let text = document(
        "paths: {}
components:
  schemas:
    Ä:
      type: objekt
      required: [
        1, 'two'
      ]
      example: {
  \"a\": [
  ], b: {}
}
      properties: { a: { typ: string }, c: {
        enumm: [ ],
        tipe: \"it's \\\"so\\\"\" } }
",
    );
    let diagnostics = check("left.yaml", &text).diagnostics;
    for place in ["left.yaml:5:13", "left.yaml:7:9", "left.yaml:13:26", "left.yaml:14:9", "left.yaml:15:9"] {
        assert!(diagnostics.contains(place), "{place}:\n{diagnostics}");
    }
    assert_eq!(diagnostics.matches("left.yaml:").count(), diagnostics.matches("  = note: at ").count());
    assert!(diagnostics.contains("|         ^ read as it is written"), "{diagnostics}");
}
