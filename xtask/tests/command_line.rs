//! The commands as a user runs them: what they write, what they say, how they exit.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Pets, version: 1.0.0 }
servers: [{ url: "https://pets.example.com/v2" }]
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        "200":
          description: The pets.
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
"##;

/// A folder that holds [`DOCUMENT`] as `pets.yaml`.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("pets.yaml"), DOCUMENT).unwrap();
    folder
}

fn xtask(folder: &Path, arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .env_remove("COLUMNS")
        .output()
        .unwrap()
}

#[track_caller]
fn expect(folder: &Path, arguments: &str, code: i32) -> (String, String) {
    let output = xtask(folder, arguments);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "xtask {arguments}\n{stdout}\n{stderr}");
    assert!(!stderr.contains('\u{1b}'), "no colour outside a terminal: {stderr}");
    (stdout, stderr)
}

#[test]
fn the_commands_are_listed_and_explained() {
    let folder = folder();
    let (_, stderr) = expect(folder.path(), "", 2);
    assert!(stderr.contains("codegen") && stderr.contains("mock"), "{stderr}");
    for command in ["codegen", "mock", "corpus", "bench compile", "bench wire"] {
        let (stdout, _) = expect(folder.path(), &format!("{command} --help"), 0);
        assert!(stdout.contains("Examples:") && stdout.contains(&format!("Usage: cargo xtask {command}")), "{stdout}");
        // What is broken by hand and broken again at the width of the terminal has lines that end in the middle.
        for lines in stdout.lines().collect::<Vec<_>>().windows(2) {
            let word = lines[1].split(' ').next().unwrap_or_default();
            let is_paragraph = !word.is_empty() && word.starts_with(char::is_lowercase);
            assert!(!is_paragraph || lines[0].len() + 1 + word.len() > 100, "{command}: {lines:?}");
        }
    }
}

#[test]
fn usage_errors_exit_with_2() {
    let folder = folder();
    expect(folder.path(), "codegen --nonsense", 2);
    expect(folder.path(), "nonsense", 2);
    expect(folder.path(), "mock --port 70000", 2);
    expect(folder.path(), "codegen --check --map map.json", 2);
    let (_, stderr) = expect(folder.path(), "codegen --spec pets.yaml --out out --name 1pet", 2);
    assert!(stderr.contains("`1pet` is no name for a crate"), "{stderr}");
    for name in ["serde", "std", "tokio", "test"] {
        let (_, stderr) = expect(folder.path(), &format!("codegen --spec pets.yaml --out out --name {name}"), 2);
        assert!(stderr.contains("no crate of Rust itself, as `std`, and no crate that it depends on"), "{stderr}");
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn another_document_does_not_replace_the_client_of_this_workspace() {
    let folder = folder();
    for options in ["--spec pets.yaml", "--spec pets.yaml --check"] {
        let (_, stderr) = expect(folder.path(), &format!("codegen {options}"), 2);
        assert!(stderr.contains("generated/ is the client of spec/openapi.yaml"), "{stderr}");
        assert!(stderr.contains("help: give a folder for the crate with `--out <DIR>`"), "{stderr}");
    }
    let (_, stderr) = expect(folder.path(), "codegen --check --name pets", 2);
    assert!(stderr.contains("`--name` goes with `--out`"), "{stderr}");
    let (_, stderr) = expect(folder.path(), "codegen --spec missing.yaml", 1);
    assert!(stderr.contains("cannot read `missing.yaml`"), "{stderr}");
    let root = xtask::inputs::workspace_root();
    expect(&root.join("xtask"), "codegen --check --spec ../spec/openapi.yaml", 0);
}

#[test]
fn a_crate_is_written_checked_and_restored() {
    let folder = folder();
    let out = folder.path().join("out");
    let arguments = "codegen --spec pets.yaml --out out --name pets-client";
    let (_, stderr) = expect(folder.path(), &format!("{arguments} --check"), 1);
    assert!(stderr.contains("out/Cargo.toml is missing"), "{stderr}");
    assert!(!out.exists(), "a check writes nothing");

    let (stdout, _) = expect(folder.path(), arguments, 0);
    assert!(stdout.starts_with("out/: ") && stdout.contains(" 0 removed"), "{stdout}");
    let manifest = fs::read_to_string(out.join("Cargo.toml")).unwrap();
    assert!(manifest.contains("\"pets-client\"") && manifest.contains("[workspace]"), "{manifest}");
    expect(folder.path(), &format!("{arguments} --check"), 0);
    let (stdout, _) = expect(folder.path(), arguments, 0);
    assert!(stdout.contains(" 0 written, 0 removed"), "{stdout}");

    fs::write(out.join("src/lib.rs"), "// @generated by codegen\n//! Edited.\n").unwrap();
    fs::write(out.join("src/old.rs"), "// @generated by codegen\n").unwrap();
    fs::write(out.join("src/mine.rs"), "fn mine() {}\n").unwrap();
    let (_, stderr) = expect(folder.path(), &format!("{arguments} --check"), 1);
    for part in [
        "out/src/lib.rs is stale",
        "-//! Edited.",
        "out/src/old.rs is extra: left over",
        "out/src/mine.rs is extra: not written",
        "out/ is not what the generator writes now: 1 stale, 2 extra",
        "help: run `cargo xtask codegen --spec pets.yaml --out out --name pets-client`",
    ] {
        assert!(stderr.contains(part), "{part} in\n{stderr}");
    }
    let (stdout, _) = expect(folder.path(), arguments, 0);
    assert!(stdout.contains(" 1 written, 1 removed"), "{stdout}");
    assert!(out.join("src/mine.rs").exists());
}

#[test]
fn a_faulty_document_writes_nothing() {
    let folder = folder();
    expect(folder.path(), "codegen --spec pets.yaml --out out", 0);
    let before = fs::read(out_file(folder.path())).unwrap();
    let faulty = DOCUMENT.replace("title: Pets", "title: [Pets]").replace("schemas/Pet", "schemas/Cat");
    fs::write(folder.path().join("faulty.yaml"), faulty).unwrap();
    let (stdout, stderr) = expect(folder.path(), "codegen --spec faulty.yaml --out out --map map.json", 1);
    assert!(stdout.is_empty(), "{stdout}");
    assert!(stderr.contains("faulty.yaml:"), "the place: {stderr}");
    assert!(stderr.contains("2 errors; out/ is left as it was"), "{stderr}");
    assert_eq!(fs::read(out_file(folder.path())).unwrap(), before);
    assert!(!folder.path().join("map.json").exists());
    expect(folder.path(), "mock --port 0 --spec faulty.yaml", 1);
}

fn out_file(folder: &Path) -> std::path::PathBuf {
    folder.join("out/src/lib.rs")
}

#[test]
fn settings_stand_beside_their_document() {
    let folder = folder();
    fs::write(folder.path().join("codegen.yaml"), "crate_name: beside\n").unwrap();
    fs::create_dir(folder.path().join("else")).unwrap();
    fs::write(folder.path().join("else/given.yaml"), "crate_name: given\n").unwrap();
    fs::write(folder.path().join("else/pets.yaml"), DOCUMENT).unwrap();
    let name = |arguments: &str, expected: &str| {
        expect(folder.path(), &format!("codegen --out out {arguments}"), 0);
        let manifest = fs::read_to_string(folder.path().join("out/Cargo.toml")).unwrap();
        assert!(manifest.contains(&format!("name = \"{expected}\"")), "{arguments}: {manifest}");
    };
    name("--spec pets.yaml", "beside");
    name("--spec else/pets.yaml", "generated");
    name("--spec pets.yaml --config else/given.yaml", "given");
    name("--spec pets.yaml --name named", "named");
    let (_, stderr) = expect(folder.path(), "codegen --out out --spec pets.yaml --config missing.yaml", 1);
    assert!(stderr.contains("cannot read `missing.yaml`"), "{stderr}");
    fs::write(folder.path().join("codegen.yaml"), "nonsense: 1\n").unwrap();
    let (_, stderr) = expect(folder.path(), "codegen --out out --spec pets.yaml", 1);
    assert!(stderr.contains("codegen.yaml:1:1"), "{stderr}");
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let folder = folder();
    let (_, stderr) = expect(folder.path(), "codegen --spec missing.yaml --out out", 1);
    assert!(
        stderr.contains("cannot read `missing.yaml`: No such file") && stderr.contains("help: `--spec"),
        "{stderr}"
    );
    let (_, stderr) = expect(folder.path(), "codegen --spec . --out out", 1);
    assert!(stderr.contains("cannot read `.`"), "{stderr}");
    fs::write(folder.path().join("latin.yaml"), b"title: caf\xe9\n").unwrap();
    let (_, stderr) = expect(folder.path(), "codegen --spec latin.yaml --out out", 1);
    assert!(stderr.contains("`latin.yaml` is not UTF-8: the byte at offset 10"), "{stderr}");
}

#[test]
fn somebody_elses_crate_is_not_overwritten() {
    let folder = folder();
    fs::create_dir(folder.path().join("out")).unwrap();
    fs::write(folder.path().join("out/Cargo.toml"), "[package]\n").unwrap();
    let (_, stderr) = expect(folder.path(), "codegen --spec pets.yaml --out out --map map.json", 1);
    assert!(stderr.contains("`out` holds files that codegen has not written"), "{stderr}");
    assert!(!folder.path().join("map.json").exists(), "a failed run writes nothing");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2, "no temporary file is left");
}

#[test]
fn the_map_is_json() {
    let folder = folder();
    expect(folder.path(), "codegen --spec pets.yaml --out out --map map.json", 0);
    let text = fs::read_to_string(folder.path().join("map.json")).unwrap();
    let map: std::collections::BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
    assert!(map.keys().any(|pointer| pointer.contains("/components/schemas/Pet")), "{text}");
    assert!(text.ends_with("}\n"), "{text}");
    let (_, stderr) = expect(folder.path(), "codegen --spec pets.yaml --out other --map out", 1);
    assert!(stderr.contains("`out` is a folder"), "{stderr}");
    assert!(!folder.path().join("other").exists());
}

#[test]
fn a_map_is_not_written_over_what_is_none() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let refused = |map: &str, options: &str, reason: &str| {
        let before = fs::read(path(map)).unwrap();
        let arguments = format!("codegen --spec pets.yaml --out out --map {map} {options}");
        let (stdout, stderr) = expect(folder.path(), &arguments, 1);
        assert!(stderr.contains(&format!("`{map}` is {reason}")) && stderr.contains("help: "), "{stderr}");
        assert_eq!((stdout.as_str(), fs::read(path(map)).unwrap()), ("", before));
        assert!(!path("out").exists(), "a failed run writes nothing");
    };
    fs::create_dir(path("parts")).unwrap();
    fs::write(path("parts/Pet.json"), "{}").unwrap();
    fs::write(path("given.yaml"), "crate_name: given\n").unwrap();
    fs::write(path("codegen.yaml"), "{\"crate_name\": \"beside\"}\n").unwrap();
    let document = DOCUMENT.replace("\"#/components/schemas/Pet\"", "parts/Pet.json");
    fs::write(path("pets.yaml"), document).unwrap();
    refused("pets.yaml", "", "what this run reads");
    refused("parts/../pets.yaml", "", "what this run reads");
    refused("parts/Pet.json", "", "what this run reads");
    refused("codegen.yaml", "", "what this run reads");
    refused("given.yaml", "--config given.yaml", "what this run reads");
    refused("codegen.yaml", "--config given.yaml", "no map that codegen has written");
    fs::write(path("list.json"), "[]").unwrap();
    refused("list.json", "", "no map that codegen has written");

    fs::write(path("map.json"), "").unwrap();
    let arguments = "codegen --spec pets.yaml --out out --map map.json";
    expect(folder.path(), arguments, 0);
    let first = fs::read_to_string(path("map.json")).unwrap();
    let stale = format!(".map.json.{}.codegen-tmp", ended_process());
    fs::write(path(&stale), "{").unwrap();
    expect(folder.path(), &format!("{arguments} --name other"), 0);
    assert!(!path(&stale).exists(), "what a killed run left behind goes");
    assert_ne!(fs::read_to_string(path("map.json")).unwrap(), first, "a map of an earlier run is replaced");
    expect(folder.path(), "codegen --spec pets.yaml --out out --map out/map.json", 0);
    assert!(path("out/map.json").exists(), "a map may lie in the folder of the crate");
}

/// The number of a process that has ended.
fn ended_process() -> u32 {
    let mut child = Command::new(env!("CARGO_BIN_EXE_xtask")).arg("--help").stdout(Stdio::null()).spawn().unwrap();
    child.wait().unwrap();
    child.id()
}

#[cfg(unix)]
#[test]
fn a_map_does_not_replace_what_is_no_file() {
    let folder = folder();
    std::os::unix::fs::symlink("pets.yaml", folder.path().join("link.json")).unwrap();
    let (_, stderr) = expect(folder.path(), "codegen --spec pets.yaml --out out --map link.json", 1);
    assert!(stderr.contains("`link.json` is a symbolic link"), "{stderr}");
    assert!(folder.path().join("link.json").is_symlink() && !folder.path().join("out").exists());
}

#[test]
fn a_taken_port_is_a_clear_error() {
    let folder = folder();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let (_, stderr) = expect(folder.path(), &format!("mock --spec pets.yaml --port {port}"), 1);
    assert!(stderr.contains(&format!("cannot listen on 127.0.0.1:{port}")) && stderr.contains("--port 0"), "{stderr}");
}

#[test]
fn a_document_may_lie_in_several_files() {
    let folder = folder();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("api/openapi.yaml", &DOCUMENT.replace("\"#/components/schemas/Pet\"", "../shared%20parts/Animal.json"));
    write(
        "shared parts/Animal.json",
        r#"{"type": "object", "properties": {"owner": {"$ref": "Owner.yaml"}}, "x-unused": {"$ref": "gone.yaml"}}"#,
    );
    write("shared parts/Owner.yaml", "type: object\nproperties: { pet: { $ref: Animal.json } }\n");
    let (_, said) = expect(folder.path(), "codegen --spec api/openapi.yaml --out pets --name pets --map map.json", 0);
    assert_eq!(said, "", "a file that nothing needs may be missing");
    let map = fs::read_to_string(folder.path().join("map.json")).unwrap();
    assert!(map.contains(r#""../shared parts/Owner.yaml#": "pets::types::Owner""#), "{map}");

    fs::remove_file(folder.path().join("shared parts/Owner.yaml")).unwrap();
    let (_, said) = expect(folder.path(), "codegen --spec api/openapi.yaml --out pets --name pets", 1);
    assert!(said.contains("the file `shared parts/Owner.yaml` cannot be read: "), "{said}");
    assert!(
        said.contains("--> api/../shared parts/Animal.json:1:") || said.contains("--> shared parts/Animal.json:1:"),
        "{said}"
    );
}
