//! Random documents: the generator always has an answer, and the same one for the same document.
//!
//! Each case is generated for several times, so that two cases of each test are all that a run has time for;
//! `RANDOM_SCHEMAS_CASES` sets how many there are, and `RANDOM_SCHEMAS_SEED` which (`tests/src/random.rs`).

use codegen::Output;
use proptest::prelude::*;
use tests::check;
use tests::random::{CONSTRUCTS, Place, Version, components, config, constructs, document, fixed, yaml};

/// The files of an output, each with its path.
fn files(output: &Output) -> Vec<(&str, &str)> {
    output.files.iter().flatten().map(|file| (&*file.path, &*file.text)).collect()
}

proptest! {
    #![proptest_config(config(2))]

    #[test]
    fn every_document_gives_rust_and_the_same_in_both_formats(components in components(12)) {
        let document = document(&components, Version::V3_1);
        let json = check("random.json", &document.to_string());
        prop_assert!(json.output.files.is_some(), "nothing is generated:\n{}", json.diagnostics);
        for (path, text) in files(&json.output) {
            if std::path::Path::new(path).extension().is_some_and(|extension| extension == "rs") {
                let fault = syn::parse_file(text).err();
                prop_assert!(fault.is_none(), "{path} is no Rust: {fault:?}\n{text}");
            }
        }

        let again = check("random.json", &document.to_string());
        prop_assert_eq!(files(&json.output), files(&again.output));
        prop_assert_eq!(&json.diagnostics, &again.diagnostics);

        let block = check("random.yaml", &yaml(&document));
        prop_assert_eq!(files(&json.output), files(&block.output));
    }

    #[test]
    fn both_versions_of_openapi_mean_the_same(components in components(12)) {
        // OpenAPI 3.0 has no words for tuples.
        let mut components = components;
        components.iter_mut().for_each(Place::loosen);
        let old = check("random.json", &document(&components, Version::V3_0).to_string());
        let new = check("random.json", &document(&components, Version::V3_1).to_string());
        prop_assert_eq!(types(&old.rust), types(&new.rust));
    }
}

/// The part of the output that holds the types, without the places in the document: these differ with its words.
fn types(rust: &str) -> String {
    rust.lines().filter(|line| !line.trim_start().starts_with("///")).fold(String::new(), |all, line| all + line + "\n")
}

#[test]
fn random_schemas_reach_every_construct() {
    const SEEDS: u64 = 40;
    let mut missing: Vec<&str> = CONSTRUCTS.iter().map(|(name, _)| *name).collect();
    for seed in 0..SEEDS {
        if missing.is_empty() {
            break;
        }
        let found = constructs(&document(&fixed(seed, 40), Version::V3_1));
        missing.retain(|name| !found.contains(name));
    }
    assert!(missing.is_empty(), "no random schema is {missing:?}");
}
