//! What is sent tells absent from null.

use serde_json::{Value, json};
use wire_tests::runtime::Nullable;
use wire_tests::three_state::types::{
    Both, BothState, Free, Inner, Loose, LooseItem, LooseMust, LooseText, Received, Scattered, Sent,
};

use crate::support::{check_becomes, check_kept, refusal, with};

#[test]
fn absent_null_and_value_all_come_back_from_what_is_sent() {
    let least = json!({ "name": "n", "maybe": null });
    assert_eq!(check_kept::<Both>(&least), Both::new("n", None));
    for key in ["note", "list", "inner", "state"] {
        check_kept::<Both>(&with(&least, key, Value::Null));
    }
    let full = json!({
        "name": "n", "maybe": "m", "note": "", "list": [], "inner": { "text": null }, "state": "off",
    });
    let value: Both = check_kept(&full);
    assert_eq!(value.note, Nullable::Value(String::new()));
    assert_eq!(value.state, Nullable::Value(BothState::Off));
    assert!(matches!(value.inner, Nullable::Value(Inner { text: Nullable::Null, .. })));
    check_kept::<Sent>(&json!({ "note": null, "count": 1 }));
    check_kept::<Sent>(&json!({}));
}

#[test]
fn null_is_no_more_than_absence_in_what_only_comes_back() {
    let value: Received =
        check_becomes(&json!({ "note": null, "count": null, "plain": "p" }), &json!({ "plain": "p" }));
    assert_eq!((value.note, value.count), (None, None));
}

#[test]
fn null_for_a_key_that_knows_none_is_read_as_absence_and_never_written() {
    check_becomes::<Sent>(&json!({ "plain": null }), &json!({}));
}

#[test]
fn a_branch_that_may_be_anything_may_be_null() {
    let least = json!({ "must": null });
    check_kept::<Loose>(&least);
    for key in ["plain", "x", "text", "free"] {
        check_kept::<Loose>(&with(&least, key, Value::Null));
        check_kept::<Loose>(&with(&least, key, json!(["v"])));
    }
    let value = check_kept::<Loose>(&json!({ "must": null, "list": [1, null, "s"], "text": null, "free": null }));
    assert_eq!((value.plain, value.x), (None, None));
    assert_eq!(value.text, Some(LooseText::Any(Value::Null)));
    assert_eq!(value.free, Some(Free::Anything(Value::Null)));
    assert_eq!(value.must, LooseMust::Any(Value::Null));
    assert_eq!(value.list.unwrap_or_default()[1], LooseItem::Any(Value::Null));
    check_kept::<Loose>(&json!({ "must": 1, "x": { "y": "z" } }));
    check_kept::<Scattered>(&json!({ "first": { "second": [null, { "second": [null] }] } }));
    check_kept::<Scattered>(&json!({ "first": null }));
    check_kept::<Scattered>(&json!({ "second": [null, 1] }));
}

#[test]
fn null_of_a_branch_that_may_be_anything_is_kept_in_what_only_comes_back() {
    check_kept::<Scattered>(&json!({ "received": null }));
    check_kept::<Scattered>(&json!({ "named": { "key": null } }));
    check_kept::<Scattered>(&json!({}));
}

#[test]
fn other_kinds_are_refused() {
    let least = json!({ "name": "n", "maybe": null });
    let cases = [
        ("name", Value::Null, "name: invalid type: null, expected a string"),
        ("note", json!(1), "note: invalid type: integer `1`, expected a string"),
        ("list", json!(["a", null]), "list[1]: invalid type: null, expected a string"),
        ("inner", json!({ "text": [] }), "inner.text: invalid type: sequence, expected a string"),
        ("state", json!(false), "state: invalid type: boolean `false`, expected a string"),
    ];
    for (key, value, expected) in cases {
        assert_eq!(refusal::<Both>(&with(&least, key, value)), expected);
    }
    assert_eq!(refusal::<Both>(&json!({ "name": "n" })), "missing field `maybe` of `Both`");
}
