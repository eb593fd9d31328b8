//! Keys beside those that are named, and parts that hold together.

use serde_json::{Value, json};
use wire_tests::additional_properties::types::{
    Anything, Closed, NamedAdditional, NullValues, OnlyMap, OnlyRequired, OtherPatterns, Patterns, PatternsAlone,
    PatternsAndOthers, PatternsBeside, PatternsOfAll, Records, Typed,
};
use wire_tests::all_of::types::{Beside, NotNull, Recursive, Whole};
use wire_tests::arrays_and_maps::types::{RequiredOfAnything, RequiredOfMap, RequiredOfNullable, RequiredOfOpen};
use wire_tests::boolean_schemas::types::{Both, Holder, Open};

use crate::support::{check_becomes, check_kept, refusal};

#[test]
fn other_keys_are_a_map_beside_the_fields() {
    let value: Typed = check_kept(&json!({ "id": "i", "a b": 1, "": -1 }));
    assert_eq!(value.additional_properties.len(), 2);
    check_kept::<Anything>(&json!({ "id": "i", "list": [1, null], "nothing": null }));
    check_becomes::<Closed>(&json!({ "id": "i", "new": 1 }), &json!({ "id": "i" }));
    check_kept::<Patterns>(&json!({ "x-a": "a" }));
    check_kept::<PatternsBeside>(&json!({ "id": 1, "x-a": "a", "n-a": 2 }));
    check_kept::<Records>(&json!({ "first": "f", "second": { "x": 0.5 } }));
    check_kept::<NullValues>(&json!({ "id": "i", "other": null }));
    check_kept::<OnlyMap>(&json!({ "a": null, "b": 1 }));
    check_kept::<NamedAdditional>(&json!({ "additional": "a", "additional_properties": "b", "c": "d" }));
}

#[test]
fn a_required_key_of_any_object_must_be_there_and_the_others_are_kept() {
    let value: OnlyRequired = check_kept(&json!({ "zz": [1], "other": null }));
    assert_eq!(value.zz, json!([1]));
    assert!(refusal::<OnlyRequired>(&json!({ "other": 1 })).contains("missing field `zz`"));
}

#[test]
fn a_key_that_no_pattern_fits_is_not_refused() {
    let both = json!({ "id": 1, "x-a": "a", "other": { "a": [] }, "X-a": 1 });
    check_becomes::<PatternsBeside>(&both, &json!({ "id": 1, "x-a": "a" }));
    let alone: PatternsAlone = check_becomes(&json!({ "@a": "a", "next_batch": 7 }), &json!({ "@a": "a" }));
    assert_eq!(alone.additional_properties["@a"], "a");
    // What is no beginning is not looked for, so that every value is kept and none has a type.
    check_kept::<OtherPatterns>(&json!({ "id": 1, "abc": "a", "ABC": { "a": [] } }));
    // Other keys have a type of their own, or there are none.
    check_kept::<PatternsAndOthers>(&json!({ "1": "a", "b": 2 }));
    check_kept::<PatternsOfAll>(&json!({ "a": 1, "": 2 }));
    assert!(refusal::<PatternsAlone>(&json!({ "@a": 7 })).contains("[\"@a\"]: invalid type: integer `7`"));
}

#[test]
fn a_wrong_value_under_another_key_is_refused_with_its_path() {
    assert_eq!(
        refusal::<Typed>(&json!({ "id": "i", "a b": "x" })),
        "[\"a b\"]: invalid type: string \"x\", expected a signed 64-bit integer"
    );
    assert_eq!(
        refusal::<Records>(&json!({ "second": { "x": "s" } })),
        "second.x: invalid type: string \"s\", expected a number"
    );
}

#[test]
fn parts_are_one_object() {
    let whole = json!({ "id": "i", "name": "n", "extra": 1, "shared": "b", "count": 255, "nothing": "x" });
    check_kept::<Whole>(&whole);
    assert_eq!(refusal::<Whole>(&json!({ "id": "i", "extra": 1 })), "missing field `name` of `Whole`");
    check_kept::<Beside>(&json!({ "name": "n", "own": true }));
    check_kept::<Recursive>(&json!({ "name": "n", "inner": { "name": "m", "inner": { "name": "l" } } }));
    // A part takes null away that another has.
    let not_null = json!({ "name": "n", "nothing": null });
    assert_eq!(refusal::<NotNull>(&not_null), "nothing: invalid type: null, expected a string");
}

#[test]
fn true_is_any_value() {
    for any in [Value::Null, json!(1), json!([{}]), json!("s")] {
        check_kept::<Holder>(&json!({ "any": any, "list": [any] }));
        check_kept::<Open>(&json!({ "a": [any] }));
    }
    check_kept::<Both>(&json!({ "x": "s" }));
}

#[test]
fn a_key_that_is_required_of_a_map_must_be_there() {
    let map: RequiredOfMap = check_kept(&json!({ "id": 1, "other": 2 }));
    assert_eq!((map.id, map.additional_properties["other"]), (1, 2));
    let null: RequiredOfNullable = check_kept(&json!({ "id": null, "other": null }));
    assert_eq!(null.id, None);
    check_kept::<RequiredOfAnything>(&json!({ "id": null, "other": [] }));
    check_kept::<RequiredOfOpen>(&json!({ "id": {}, "x-a": "a" }));
    assert_eq!(refusal::<RequiredOfOpen>(&json!({})), "missing field `id` of `RequiredOfOpen`");
    assert_eq!(refusal::<RequiredOfMap>(&json!({ "other": 2 })), "missing field `id` of `RequiredOfMap`");
    assert_eq!(refusal::<RequiredOfNullable>(&json!({})), "missing field `id` of `RequiredOfNullable`");
    assert_eq!(refusal::<RequiredOfAnything>(&json!({})), "missing field `id` of `RequiredOfAnything`");
}
