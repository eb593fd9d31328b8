//! When two values are equal.

use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wire_tests::additional_properties::types::{Anything, NullValues, Typed};
use wire_tests::presence::types::Presence;
use wire_tests::tuples::types::Tuples;
use wire_tests::unions::types::{
    Ambiguous, AmbiguousFirst, AmbiguousSecond, Arrays, ByKind, Mapped, Numbers, TextOrEnumeration, Tree,
};

use crate::support::read;

/// Checks that the values of all these texts are equal to themselves, read anew, and to no other of them.
fn check_distinct<T: DeserializeOwned + PartialEq + Clone + Debug>(texts: &[Value]) {
    for (index, text) in texts.iter().enumerate() {
        for (other_index, other) in texts.iter().enumerate() {
            let (one, two): (T, T) = (read(text).expect("it can be read"), read(other).expect("it can be read"));
            assert_eq!(one == two, index == other_index, "{text} and {other}");
            assert_eq!(one, one.clone());
        }
    }
}

#[test]
fn every_field_counts_and_so_does_its_absence() {
    check_distinct::<Presence>(&[
        json!({ "required": "a", "required_nullable": null }),
        json!({ "required": "b", "required_nullable": null }),
        json!({ "required": "a", "required_nullable": "" }),
        json!({ "required": "a", "required_nullable": null, "optional": "" }),
        json!({ "required": "a", "required_nullable": null, "nullable_list": [] }),
        json!({ "required": "a", "required_nullable": null, "nullable_list": [null] }),
        json!({ "required": "a", "required_nullable": null, "nullable_list": [0] }),
        json!({ "required": "a", "required_nullable": null, "nullable_list": [0, null] }),
        json!({ "required": "a", "required_nullable": null, "nullable_record": {} }),
        json!({ "required": "a", "required_nullable": null, "nullable_record": { "name": "" } }),
    ]);
    check_distinct::<Tuples>(&[
        json!({ "pair": ["a", 1] }),
        json!({ "pair": ["a", 2] }),
        json!({ "pair": ["b", 1] }),
        json!({ "pair": ["a", 1], "closed": [0, 1] }),
        json!({ "pair": ["a", 1], "records": [{}, null] }),
        json!({ "pair": ["a", 1], "records": [{ "x": 0 }, null] }),
    ]);
}

#[test]
fn further_keys_count_by_name_and_value() {
    check_distinct::<Typed>(&[
        json!({ "id": "i" }),
        json!({ "id": "i", "a": 1 }),
        json!({ "id": "i", "b": 1 }),
        json!({ "id": "i", "a": 2 }),
        json!({ "id": "i", "a": 1, "b": 1 }),
        json!({ "id": "i", "note": "a" }),
    ]);
    check_distinct::<Anything>(&[
        json!({ "a": null }),
        json!({ "a": [] }),
        json!({ "a": {} }),
        json!({ "a": { "b": 1 } }),
        json!({ "a": { "b": 1.5 } }),
    ]);
    check_distinct::<NullValues>(&[json!({}), json!({ "a": null }), json!({ "a": "" }), json!({ "b": null })]);
}

#[test]
fn unions_are_equal_where_they_hold_the_same() {
    check_distinct::<Mapped>(&[
        json!({ "kind": "cat" }),
        json!({ "kind": "cat", "lives": 9 }),
        json!({ "kind": "dog", "name": "a" }),
        json!({ "kind": "bird" }),
        json!({ "kind": "bird", "lives": 9 }),
    ]);
    check_distinct::<ByKind>(&[
        json!("1"),
        json!(1),
        json!(true),
        json!(false),
        json!([]),
        json!(["1"]),
        json!({ "x": 1 }),
    ]);
    check_distinct::<TextOrEnumeration>(&[json!("auto"), json!("none"), json!("else"), json!({ "name": "auto" })]);
    check_distinct::<Tree>(&[
        json!("a"),
        json!(["a"]),
        json!([["a"]]),
        json!(["a", "a"]),
        json!({ "child": "a" }),
        json!({ "child": ["a"] }),
    ]);
}

#[test]
fn variants_that_hold_the_same_are_the_same_and_records_of_two_types_are_not() {
    assert_eq!(Arrays::StringList(vec![]), Arrays::IntegerList(vec![]));
    assert_ne!(Arrays::StringList(vec!["1".to_owned()]), Arrays::IntegerList(vec![1]));
    let first: AmbiguousFirst = read(&json!({})).expect("it can be read");
    let second: AmbiguousSecond = read(&json!({})).expect("it can be read");
    assert_ne!(Ambiguous::First(first), Ambiguous::Second(second));
}

#[test]
fn maps_are_equal_in_any_order() {
    let [one, other]: [Typed; 2] = [r#"{ "id": "i", "a": 1, "b": 2 }"#, r#"{ "b": 2, "id": "i", "a": 1 }"#]
        .map(|text| serde_json::from_str(text).expect("it can be read"));
    assert_eq!(one, other);
}

#[test]
fn numbers_are_compared_as_numbers() {
    assert_eq!(Numbers::Number(0.0), Numbers::Number(-0.0));
    assert_ne!(Numbers::Number(1.0), Numbers::Integer(1));
    assert_ne!(Numbers::Number(f64::NAN), Numbers::Number(f64::NAN));
}
