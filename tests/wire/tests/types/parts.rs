//! Parts that say the same, less, or something else than others.

use serde_json::json;
use wire_tests::parts::types::{
    Address, Bounded, Equal, Made, Narrow, OpenCat, OpenPet, OpenReference, Pair, RequiredBeside, RequiredNull,
    RequiredOfPattern, RequiredOpen, RequiredPet, Shortest, Texts, Triple, TypeBeside, WriteOnly,
};
use wire_tests::runtime::Nullable;
use wire_tests::siblings_3_0::types::Holder;

use crate::support::{check_becomes, check_kept, refusal};

#[test]
fn a_part_that_another_repeats_is_there_once() {
    check_kept::<Equal>(&json!({ "value": { "a": "a", "b": "b" }, "same": { "a": "a" } }));
}

#[test]
fn a_type_beside_branches_that_name_none_is_theirs() {
    let text: Address = check_kept(&json!("::1"));
    assert_eq!(text, "::1");
    check_kept::<TypeBeside>(&json!({
        "one": "a", "formats": "a", "nested": "127.0.0.1", "listed": "other", "number": 0.5, "whole": 1, "several": 1,
        "elsewhere": "a", "object": { "b": "b" }, "record": { "right": "r" },
    }));
    check_kept::<TypeBeside>(&json!({ "object": { "a": [1] } }));
    assert_eq!(refusal::<TypeBeside>(&json!({ "one": 1 })), "one: invalid type: integer `1`, expected a string");
}

#[test]
fn a_direction_that_a_part_adds_to_a_property_counts() {
    check_kept::<WriteOnly>(&json!({ "name": "n" }));
}

#[test]
fn a_direction_counts_however_many_references_lead_to_it() {
    check_kept::<Made>(&json!({ "name": "n" }));
    assert_eq!(refusal::<Made>(&json!({})), "missing field `name` of `Made`");
}

#[test]
fn other_keys_that_a_wrapper_allows_are_kept() {
    let open = json!({ "kind": "cat", "other": [1] });
    check_kept::<OpenCat>(&open);
    check_kept::<OpenReference>(&open);
    check_kept::<OpenPet>(&open);
}

#[test]
fn items_by_position_and_bounds_are_those_of_all_parts() {
    let pair: Pair = check_kept(&json!(["a", 1]));
    assert_eq!(pair, ("a".to_owned(), 1));
    check_kept::<Triple>(&json!(["a", 1, true]));
    check_kept::<Texts>(&json!(["a", "b"]));
    check_kept::<Shortest>(&json!(["a", 1]));
    let most: Bounded = check_kept(&json!(u64::MAX));
    assert_eq!(most, u64::MAX);
    let narrow: Narrow = check_kept(&json!(7));
    assert_eq!(narrow, 7i32);
}

#[test]
fn what_stands_beside_a_reference_is_ignored_in_openapi_3_0() {
    check_kept::<Holder>(&json!({ "required": { "id": "i" }, "wrapped": { "id": "i", "z": 1 } }));
    check_becomes::<Holder>(&json!({ "ignored": { "id": "i", "z": 1 } }), &json!({ "ignored": { "id": "i" } }));
}

#[test]
fn a_key_that_is_only_required_is_a_field_that_may_be_absent() {
    let beside: RequiredBeside = check_kept(&json!({ "a": "a", "z": 1, "other": 2 }));
    assert_eq!((beside.z, beside.additional_properties.len()), (Some(1), 1));
    check_kept::<RequiredBeside>(&json!({ "a": "a" }));
    let pattern: RequiredOfPattern = check_kept(&json!({ "x-z": 1, "y": "any" }));
    assert_eq!(pattern.x_z, Some(1));
    check_kept::<RequiredOfPattern>(&json!({ "y": null }));
    let open: RequiredOpen = check_kept(&json!({ "a": "a", "z": null, "other": null }));
    assert_eq!(open.additional_properties.len(), 1);
    // Null and absence are told apart, although the type never is in a request.
    for (text, expected) in [
        (json!({ "z": null }), Nullable::Null),
        (json!({}), Nullable::Absent),
        (json!({ "z": 1, "other": null }), Nullable::Value(1)),
    ] {
        assert_eq!(check_kept::<RequiredNull>(&text).z, expected);
    }
    check_kept::<RequiredPet>(&json!({ "kind": "dog", "z": [] }));
    check_kept::<RequiredPet>(&json!({ "kind": "cat" }));
}
