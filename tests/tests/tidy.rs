//! The shape of the source itself: the order of the stages and the borders of the third-party crates.

use std::path::{Path, PathBuf};

use tests::{text_of, workspace};

/// The stages of the pipeline. A module may use those before it and itself, never one after it.
const ORDER: [&str; 14] = [
    "parallel", "source", "diag", "cursor", "names", "config", "doc", "ir", "facts", "lower", "rust", "plan", "emit",
    "render",
];

/// Who alone may name a third-party crate.
const BORDERS: [(&str, &[&str]); 13] = [
    ("serde_yaml", &["source/marks.rs", "source/text.rs"]),
    ("saphyr_parser", &["source/locate.rs"]),
    ("serde_json", &["source/json.rs", "source/text.rs"]),
    ("serde", &["source/marks.rs", "source/text.rs"]),
    ("annotate_snippets", &["diag/listing.rs"]),
    ("strsim", &["cursor.rs"]),
    ("unicode_ident", &["names/letters.rs", "names/reserved.rs", "names/words.rs"]),
    ("unicode_normalization", &["names/letters.rs"]),
    ("unicode_security", &["names/letters.rs"]),
    ("syn", &["render/format.rs"]),
    ("heck", &["names/case.rs"]),
    ("prettyplease", &["render/format.rs"]),
    ("pulldown_cmark", &["plan/docs/edits.rs"]),
];

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder stays as it is").path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Each file of the generator: its path below `codegen/src` and its lines of code, without comments and strings' worth
/// of precision that the tests here do not need.
fn sources() -> Vec<(String, Vec<String>)> {
    let root = workspace().join("codegen/src");
    let mut files = Vec::new();
    rust_files(&root, &mut files);
    files.sort();
    let code = |path: &PathBuf| {
        let name = path.strip_prefix(&root).expect("the file is below the root").to_string_lossy().replace('\\', "/");
        let lines =
            text_of(path).lines().filter(|line| !line.trim_start().starts_with("//")).map(str::to_owned).collect();
        (name, lines)
    };
    files.iter().map(code).collect()
}

fn stage(path: &str) -> Option<usize> {
    let name = path.split('/').next()?.trim_end_matches(".rs");
    ORDER.iter().position(|stage| *stage == name)
}

#[test]
fn no_stage_uses_a_later_one() {
    let mut seen = 0;
    for (path, lines) in sources() {
        let Some(own) = stage(&path) else {
            assert_eq!(path, "lib.rs", "a new stage takes its place in the order");
            continue;
        };
        for line in &lines {
            for (start, _) in line.match_indices("crate::") {
                let rest = &line[start + "crate::".len()..];
                let name: String =
                    rest.chars().take_while(|character| character.is_alphanumeric() || *character == '_').collect();
                let Some(used) = ORDER.iter().position(|stage| *stage == name) else { continue };
                seen += 1;
                assert!(used <= own, "{path} uses {name}, which is a later stage: {line}");
            }
        }
    }
    assert!(seen > 100, "the scan sees the uses: {seen}");
}

#[test]
fn nobody_climbs_by_super() {
    for (path, lines) in sources() {
        for line in lines {
            assert!(!line.contains("super::"), "{path}: {line}");
        }
    }
}

#[test]
fn third_party_crates_stay_behind_their_borders() {
    for (krate, allowed) in BORDERS {
        let mut uses = 0;
        for (path, lines) in sources() {
            for line in lines.iter().filter(|line| names_crate(line, krate)) {
                uses += 1;
                assert!(allowed.contains(&path.as_str()), "{path} names {krate}: {line}");
            }
        }
        assert!(uses > 0, "{krate} is used where it may be");
    }
    for (path, lines) in sources() {
        for krate in ["quote", "proc_macro2"] {
            let may = path.starts_with("emit") || path.starts_with("render");
            assert!(may || !lines.iter().any(|line| names_crate(line, krate)), "{path} names {krate}");
        }
    }
}

/// Whether a line has a path that begins with the crate, outside a string.
fn names_crate(line: &str, krate: &str) -> bool {
    let code: String = line.split('"').step_by(2).collect();
    code.match_indices(&format!("{krate}::")).any(|(start, _)| {
        !code[..start].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':')
    })
}

#[test]
fn the_generator_touches_no_disk_no_clock_and_no_terminal() {
    for (path, lines) in sources() {
        for line in lines {
            for forbidden in ["std::fs", "std::env", "std::time", "std::process", "println!", "eprintln!", "dbg!"] {
                // What is printed into the generated programs is tokens and text, not an act.
                let is_output = path.starts_with("emit/example.rs") || path.starts_with("plan/examples.rs");
                assert!(is_output || !line.contains(forbidden), "{path}: {line}");
            }
        }
    }
}

#[test]
fn files_stay_short() {
    for (path, lines) in sources() {
        assert!(lines.len() <= 440, "{path} has {} lines of code: does it do two things?", lines.len());
    }
}

/// The formatter sees to all lines but those of comments, and a text may have to be long.
#[test]
fn comments_stay_readable() {
    let mut files = Vec::new();
    for folder in ["codegen/src", "codegen/runtime", "tests", "xtask"] {
        rust_files(&workspace().join(folder), &mut files);
    }
    assert!(files.len() > 200, "the scan sees the files: {}", files.len());
    for path in files {
        for line in text_of(&path).lines().filter(|line| line.trim_start().starts_with("//")) {
            assert!(line.chars().count() <= 120, "{}: a line of more than 120 characters: {line}", path.display());
        }
    }
}
