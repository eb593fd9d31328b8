//! `generated/` is what the generator makes of `spec/`, byte for byte.

use std::collections::BTreeMap;
use std::path::Path;

use codegen::config::Config;
use codegen::diag::{Sink, render};
use codegen::source::Source;
use codegen::{File, generate};
use tests::{text_of, workspace};

fn fresh() -> Vec<File> {
    let spec = workspace().join("spec");
    let mut source = Source::new();
    let document = source.add("spec/openapi.yaml", text_of(&spec.join("openapi.yaml")));
    let settings = source.add("spec/codegen.yaml", text_of(&spec.join("codegen.yaml")));
    let sink = Sink::new();
    let config = Config::read(&source, settings, &sink);
    let output = generate(&source, document, &config);
    let said = render(&source, &sink.into_diagnostics(), false) + &render(&source, &output.diagnostics, false);
    assert_eq!(said, "", "the fragment and its settings are without fault");
    output.files.expect("a document without fault is generated")
}

fn files_below(folder: &Path, root: &Path, found: &mut BTreeMap<String, String>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder stays as it is").path();
        if path.is_dir() {
            files_below(&path, root, found);
        } else {
            let name =
                path.strip_prefix(root).expect("the file is below the root").to_string_lossy().replace('\\', "/");
            found.insert(name, text_of(&path));
        }
    }
}

#[test]
fn generated_is_fresh() {
    let root = workspace().join("generated");
    let mut committed = BTreeMap::new();
    files_below(&root, &root, &mut committed);
    let fresh: BTreeMap<String, String> = fresh().into_iter().map(|file| (file.path, file.text)).collect();
    for (path, text) in &fresh {
        assert!(committed.get(path) == Some(text), "generated/{path} is stale: run `cargo xtask codegen`");
    }
    for path in committed.keys() {
        assert!(fresh.contains_key(path), "generated/{path} is no output: remove it");
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    assert_eq!(fresh(), fresh());
}

#[test]
fn the_runtime_is_copied_whole() {
    let folder = workspace().join("codegen/runtime/src");
    let mut sources = BTreeMap::new();
    files_below(&folder.join("runtime"), &folder, &mut sources);
    let copied: BTreeMap<String, String> = fresh()
        .into_iter()
        .filter_map(|file| Some((file.path.strip_prefix("src/")?.to_owned(), file.text)))
        .filter(|(path, _)| path.starts_with("runtime/"))
        .collect();
    assert_eq!(
        sources.keys().collect::<Vec<_>>(),
        copied.keys().collect::<Vec<_>>(),
        "codegen/src/render/runtime.rs lists the files"
    );
    assert!(sources == copied, "a file of the runtime is copied as it is");
}

#[test]
fn a_field_more_changes_the_files_of_its_type_alone() {
    let spec = workspace().join("spec");
    let text = text_of(&spec.join("openapi.yaml"));
    let field = "        owned_by:\n          type: string\n";
    assert_eq!(text.matches(field).count(), 1, "the fragment has the field that the test adds another before");
    let changed =
        text.replace(field, &format!("        family:\n          type: string\n          description: New.\n{field}"));
    let generate = |text: &str| {
        let mut source = Source::new();
        let document = source.add("openapi.yaml", text);
        let settings = source.add("codegen.yaml", text_of(&spec.join("codegen.yaml")));
        let config = Config::read(&source, settings, &Sink::new());
        generate(&source, document, &config).files.expect("the document is without fault")
    };
    let (before, after) = (generate(&text), generate(&changed));
    let differing: Vec<&str> = before
        .iter()
        .zip(&after)
        .filter(|(before, after)| before != after)
        .map(|(before, _)| before.path.as_str())
        .collect();
    assert_eq!(before.len(), after.len());
    assert_eq!(differing, ["src/types.rs", "src/wire/types.rs"]);
}

#[test]
fn yaml_and_json_of_one_document_give_the_same_bytes() {
    let text = text_of(&workspace().join("spec/openapi.yaml"));
    let mut yaml = Source::new();
    let document = yaml.add("openapi.yaml", text);
    let root = *yaml.file(document).root.as_ref().expect("the fragment parses");
    let mut json = Source::new();
    let json_document = json.add("openapi.json", yaml.pretty_json(root));
    let config = Config::default();
    assert_eq!(generate(&yaml, document, &config).files, generate(&json, json_document, &config).files);
}
