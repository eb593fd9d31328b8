//! Formats other than JSON.

use std::collections::BTreeMap;

use crate::types::{Limit, Model, Models, Numbers, Owner, full_model, model};

#[test]
fn yaml() {
    let (model, _) = full_model();
    let text = serde_yaml::to_string(&model).unwrap();
    assert_eq!(serde_yaml::from_str::<Model>(&text).unwrap(), model);
    assert!(text.starts_with("id: m\nobject: model\ncreated: 7\n"), "{text}");
}

#[test]
fn yaml_names_the_place_once() {
    let error = serde_yaml::from_str::<Models>("object: list\ndata:\n- id: []\n").unwrap_err();
    assert_eq!(error.to_string(), "data[0].id: invalid type: sequence, expected a string at line 3 column 7");
}

/// A format that does not describe itself: it needs to be asked for just what was written.
#[test]
fn postcard() {
    let limits = BTreeMap::from([("a".to_owned(), Limit { rate: 0.1, is_hard: false })]);
    let owner = Owner { full_name: "o".to_owned(), limits, extra: None };
    let first = Model { created: Some(i64::MIN), owner: Some(Box::new(owner)), ..model("é") };
    let second = Model { parent: Some("é".to_owned()), ..model("") };
    let models = Models { data: vec![first, second] };
    let bytes = postcard::to_stdvec(&models).unwrap();
    assert_eq!(postcard::from_bytes::<Models>(&bytes).unwrap(), models);

    let numbers = Numbers {
        a: Some(-1),
        b: Some(i16::MIN),
        c: Some(i32::MIN),
        d: None,
        e: Some(u8::MAX),
        f: Some(u16::MAX),
        g: Some(u32::MAX),
        h: Some(u64::MAX),
        i: Some(0.1),
        j: None,
    };
    let bytes = postcard::to_stdvec(&numbers).unwrap();
    assert_eq!(postcard::from_bytes::<Numbers>(&bytes).unwrap(), numbers);
}
