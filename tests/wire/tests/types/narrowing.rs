//! Unions of which what stands beside them leaves branches out, and branches that narrow the keys beside them.

use serde_json::json;
use wire_tests::narrowing::types::{
    Child, Impossible, NoNull, NotThing, OfNone, OnlyFlag, OnlyFlagOfNested, OnlyThing, Several, WithNull,
};

use crate::support::{check_kept, refusal};

#[test]
fn a_type_beside_a_union_leaves_out_the_branches_of_other_types() {
    let flag: OnlyFlag = check_kept(&json!(true));
    assert!(flag);
    let flag: OnlyFlagOfNested = check_kept(&json!(false));
    assert!(!flag);
    let thing: OnlyThing = check_kept(&json!({ "a": "a" }));
    assert_eq!(thing.a.as_deref(), Some("a"));
    for value in [json!("a"), json!(true)] {
        check_kept::<NotThing>(&value);
    }
    check_kept::<OfNone>(&json!("a"));
}

#[test]
fn null_beside_a_type_is_what_the_type_says_of_it() {
    check_kept::<NoNull>(&json!({ "text": "a" }));
    assert_eq!(refusal::<NoNull>(&json!({ "text": null })), "text: invalid type: null, expected a string");
    let with: WithNull = check_kept(&json!({ "text": null }));
    assert_eq!(with.text, None);
}

#[test]
fn a_child_narrows_a_property_that_is_a_union() {
    let child: Child = check_kept(&json!({ "value": true, "name": "n" }));
    assert_eq!(child.value, Some(true));
}

#[test]
fn a_branch_without_objects_is_none() {
    let first: Impossible = check_kept(&json!({ "kind": "a", "x": 1 }));
    assert!(matches!(first, Impossible::A(_)));
    check_kept::<Impossible>(&json!({ "kind": "b", "y": 1 }));
}

#[test]
fn several_values_of_a_key_tell_a_branch_as_one_does() {
    let first: Several = check_kept(&json!({ "kind": "a", "x": 1 }));
    assert!(matches!(first, Several::A(_)));
    let second: Several = check_kept(&json!({ "kind": "c", "y": 1 }));
    assert!(matches!(second, Several::BOrC(_)));
}
