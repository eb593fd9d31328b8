//! What the generator makes of each construct: its meaning and its Rust, as snapshots.

use std::path::Path;

use tests::{Checked, check, document, files_in, folder, text_of};

fn checked(name: &str) -> Checked {
    let path = folder().join("fixtures").join(format!("{name}.yaml"));
    check(&format!("{name}.yaml"), &document(&text_of(&path)))
}

fn stem(path: &Path) -> String {
    path.file_stem().expect("a fixture has a name").to_string_lossy().into_owned()
}

#[test]
fn every_fixture_means_and_prints_what_it_did() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for path in files_in(&folder().join("fixtures"), "yaml") {
            let name = stem(&path);
            let Checked { ir, census, rust, diagnostics, output } = checked(&name);
            let untyped = if census.is_empty() { String::new() } else { format!("\nuntyped:\n{census}") };
            let reported = if diagnostics.is_empty() { String::new() } else { format!("\nreported:\n{diagnostics}") };
            insta::assert_snapshot!(format!("{name}.ir"), format!("{ir}{untyped}{reported}"));
            assert!(output.files.is_some(), "{name} is generated:\n{diagnostics}");
            insta::assert_snapshot!(format!("{name}.rs"), rust);
        }
    });
}

#[test]
fn openapi_3_0_and_3_1_say_the_same_in_other_words() {
    for (new, old) in [("presence", "presence_3_0"), ("one_meaning_3_1", "one_meaning_3_0")] {
        let (new, old) = (checked(new), checked(old));
        assert_eq!(new.ir, old.ir);
        assert_eq!(new.rust, old.rust);
        assert!(new.diagnostics.is_empty() && old.diagnostics.is_empty(), "{}{}", new.diagnostics, old.diagnostics);
    }
}

#[test]
fn text_of_a_document_never_becomes_code() {
    let injected = checked("documentation").rust;
    for line in injected.lines().filter(|line| line.contains("injected")) {
        assert!(line.trim_start().starts_with("//"), "{line}");
    }
    assert!(injected.contains("injected"), "the fixture has something to inject");
}
