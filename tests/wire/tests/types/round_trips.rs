//! Records and the scalars, lists and maps in them.

use serde_json::{Value, json};
use wire_tests::arrays_and_maps::types::{Collections, Empty};
use wire_tests::constants::types::Constants;
use wire_tests::obstacles::types as obstacles;
use wire_tests::presence::types::Presence;
use wire_tests::presence_3_0::types::Presence as Presence30;
use wire_tests::recursive::types::{Left, Node};
use wire_tests::scalars::types::Scalars;

use crate::support::{check_becomes, check_kept, read, refusal};

/// An object with some keys changed; a change to nothing takes the key away.
fn changed(base: &Value, changes: &[(&str, Option<Value>)]) -> Value {
    let mut result = base.clone();
    let object = result.as_object_mut().expect("the base is an object");
    for (key, value) in changes {
        match value {
            Some(value) => drop(object.insert((*key).to_owned(), value.clone())),
            None => drop(object.remove(*key)),
        }
    }
    result
}

#[test]
fn absent_null_and_value_are_kept_apart_where_the_document_does() {
    let full = json!({
        "required": "a", "required_nullable": "b", "optional": "c", "optional_nullable": "d",
        "nullable_list": [1, null, -1], "nullable_record": { "name": "n" },
    });
    check_kept::<Presence>(&full);
    let least = json!({ "required": "", "required_nullable": null });
    let value: Presence = check_kept(&least);
    assert_eq!((value.required.as_str(), value.required_nullable, value.optional), ("", None, None));

    // Where null means no more than absence, it is taken and not written.
    for key in ["optional", "optional_nullable", "nullable_list", "nullable_record"] {
        check_becomes::<Presence>(&changed(&least, &[(key, Some(Value::Null))]), &least);
    }
    // Both spellings of the document make one type.
    check_kept::<Presence30>(&full);
    check_kept::<Presence30>(&least);
}

#[test]
fn what_is_required_has_to_be_there() {
    let least = json!({ "required": "", "required_nullable": null });
    let cases = [
        (changed(&least, &[("required", None)]), "missing field `required` of `Presence`"),
        (changed(&least, &[("required_nullable", None)]), "missing field `required_nullable` of `Presence`"),
        (changed(&least, &[("required", Some(Value::Null))]), "required: invalid type: null, expected a string"),
        (changed(&least, &[("optional", Some(json!(1)))]), "optional: invalid type: integer `1`, expected a string"),
        (
            changed(&least, &[("nullable_list", Some(json!([1, "x"])))]),
            "nullable_list[1]: invalid type: string \"x\", expected a signed 64-bit integer",
        ),
        (
            changed(&least, &[("nullable_record", Some(json!({ "name": false })))]),
            "nullable_record.name: invalid type: boolean `false`, expected a string",
        ),
        (json!([]), "invalid type: sequence, expected an object for `Presence`"),
        (Value::Null, "invalid type: null, expected an object for `Presence`"),
    ];
    for (json, expected) in cases {
        assert_eq!(refusal::<Presence>(&json), expected, "{json}");
    }
}

fn scalars() -> Value {
    json!({
        "boolean": true, "integer": 0, "int8": 0, "int16": 0, "int32": 0, "int64": 0, "uint8": 0, "uint16": 0,
        "uint32": 0, "uint64": 0, "number": 0.5, "float": 0.5, "double": 0.5, "text": "",
    })
}

#[test]
fn integers_keep_their_width_and_sign() {
    let signed = [("int8", i64::from(i8::MIN), i64::from(i8::MAX)), ("int16", i16::MIN.into(), i16::MAX.into())];
    let wide = [("int32", i32::MIN.into(), i32::MAX.into()), ("int64", i64::MIN, i64::MAX)];
    let unsigned = [("uint8", 0, u8::MAX.into()), ("uint16", 0, u16::MAX.into()), ("uint32", 0, u32::MAX.into())];
    for (key, least, greatest) in
        signed.into_iter().chain(wide).chain(unsigned).chain([("integer", i64::MIN, i64::MAX)])
    {
        for (limit, beyond) in [(least, i128::from(least) - 1), (greatest, i128::from(greatest) + 1)] {
            check_kept::<Scalars>(&changed(&scalars(), &[(key, Some(json!(limit)))]));
            // The text is made by hand: a `Value` cannot hold what is just beyond 64 bits.
            let text = scalars().to_string().replacen(&format!("\"{key}\":0"), &format!("\"{key}\":{beyond}"), 1);
            let error = serde_json::from_str::<Scalars>(&text).expect_err("the value does not fit").to_string();
            assert!(error.starts_with(&format!("{key}: invalid value: ")), "{key} {beyond}: {error}");
        }
    }
    check_kept::<Scalars>(&changed(&scalars(), &[("uint64", Some(json!(u64::MAX)))]));
    for beyond in ["18446744073709551616", "-1", "1e30"] {
        let text = scalars().to_string().replacen("\"uint64\":0", &format!("\"uint64\":{beyond}"), 1);
        let error = serde_json::from_str::<Scalars>(&text).expect_err("the value does not fit").to_string();
        assert!(error.starts_with("uint64: "), "{beyond}: {error}");
        assert!(error.contains("expected an unsigned 64-bit integer"), "{beyond}: {error}");
    }
}

#[test]
fn an_integer_may_be_written_with_a_point_but_not_with_a_fraction() {
    for key in ["integer", "int8", "uint64"] {
        let written = changed(&scalars(), &[(key, Some(json!(1)))]);
        check_becomes::<Scalars>(&changed(&scalars(), &[(key, Some(json!(1.0)))]), &written);
        check_becomes::<Scalars>(&changed(&scalars(), &[(key, Some(json!(1e0)))]), &written);
        let error = refusal::<Scalars>(&changed(&scalars(), &[(key, Some(json!(1.5)))]));
        assert!(error.starts_with(&format!("{key}: invalid value: floating point `1.5`, expected")), "{error}");
    }
}

#[test]
fn numbers_keep_the_precision_of_their_type() {
    for key in ["number", "double"] {
        for number in [0.1, -0.0, 1e-300, f64::MAX, f64::MIN_POSITIVE, 9_007_199_254_740_993.0] {
            check_kept::<Scalars>(&changed(&scalars(), &[(key, Some(json!(number)))]));
        }
        let text = scalars().to_string().replacen(&format!("\"{key}\":0.5"), &format!("\"{key}\":1e400"), 1);
        serde_json::from_str::<Scalars>(&text).expect_err("1e400 is no number that a double holds");
    }
    let value: Scalars = read(&changed(&scalars(), &[("float", Some(json!(0.1)))])).expect("a float rounds");
    assert!((value.float - 0.1_f32).abs() < f32::EPSILON);
    let error = refusal::<Scalars>(&changed(&scalars(), &[("float", Some(json!(1e39)))]));
    assert!(error.starts_with("float: invalid value: floating point `1e+39`"), "{error}");
}

#[test]
fn texts_and_what_has_no_type_are_kept_as_they_are() {
    let json = changed(
        &scalars(),
        &[
            ("text", Some(json!("\u{0}\" \\ / \u{2028} 🦀"))),
            ("date", Some(json!("2026-10-23"))),
            ("date_time", Some(json!("not a time at all"))),
            ("uri", Some(json!("//"))),
            ("unix_time", Some(json!(-1))),
            ("anything", Some(json!({ "a": [null, 0.1, u64::MAX, i64::MIN] }))),
            ("whatever", Some(json!(false))),
        ],
    );
    check_kept::<Scalars>(&json);
    // Where a schema allows anything, null is a value as any other.
    let value = check_kept::<Scalars>(&changed(&json, &[("anything", Some(Value::Null)), ("whatever", None)]));
    assert_eq!((value.anything, value.whatever), (Some(Value::Null), None));
}

#[test]
fn constants_are_written_by_themselves_and_checked() {
    let json = json!({
        "object": "thing", "version": 2, "enabled": true, "name": "n", "single": "only", "optional": "there", "maybe_null": "set",
    });
    check_kept::<Constants>(&json);
    check_kept::<Constants>(&changed(&json, &[("optional", None), ("maybe_null", Some(Value::Null))]));
    check_becomes::<Constants>(&changed(&json, &[("version", Some(json!(2.0)))]), &json);
    let cases = [
        ("object", Some(json!("other")), "object: expected \"thing\", found \"other\""),
        ("object", None, "missing field `object` of `Constants`"),
        ("version", Some(json!(3)), "version: expected 2, found 3"),
        ("version", Some(json!("2")), "version: invalid type: string \"2\", expected 2"),
        ("enabled", Some(json!(false)), "enabled: expected true, found false"),
        ("single", Some(Value::Null), "single: invalid type: null, expected \"only\""),
    ];
    for (key, value, expected) in cases {
        assert_eq!(refusal::<Constants>(&changed(&json, &[(key, value)])), expected);
    }
}

#[test]
fn lists_and_maps_are_kept_and_errors_say_where() {
    let json = json!({
        "names": ["a", ""], "matrix": [[], [1.5], [0.1, -2]],
        "labels": { "": "empty", "a b": "space" }, "by_name": { "x.y": { "id": 1 }, "[0]": { "id": 2 } },
        "free": { "a": [1, { "b": null }] }, "any_items": [1, "x", null, {}], "optional": [{ "id": 3 }],
    });
    check_kept::<Collections>(&json);
    let least = json!({ "names": [], "matrix": [], "labels": {}, "by_name": {} });
    check_kept::<Collections>(&least);
    check_kept::<Empty>(&json!({}));
    let cases = [
        ("names", json!(["a", 1]), "names[1]: invalid type: integer `1`, expected a string"),
        ("matrix", json!([[], [1.5, "x"]]), "matrix[1][1]: invalid type: string \"x\", expected a number"),
        ("labels", json!({ "a b": 1 }), "labels[\"a b\"]: invalid type: integer `1`, expected a string"),
        ("by_name", json!({ "x": {} }), "by_name.x: missing field `id` of `Item`"),
        ("by_name", json!([]), "by_name: invalid type: sequence, expected a map"),
        (
            "optional",
            json!([{ "id": 1 }, { "id": "1" }]),
            "optional[1].id: invalid type: string \"1\", expected a signed 64-bit integer",
        ),
    ];
    for (key, value, expected) in cases {
        assert_eq!(refusal::<Collections>(&changed(&least, &[(key, Some(value))])), expected);
    }
}

#[test]
fn trees_are_kept_some_levels_deep() {
    let tree_of = |levels: usize| {
        (0..levels).fold(json!({ "value": "leaf", "children": [], "leaf": { "name": "n" } }), |inner, level| {
            json!({ "value": level.to_string(), "children": [inner.clone(), { "value": "", "children": [] }], "parent": inner })
        })
    };
    check_kept::<Node>(&tree_of(6));
    let deep = (0..20).fold(json!({ "right": {} }), |inner, _| json!({ "right": { "left": inner } }));
    check_kept::<Left>(&deep);
    let wrong = json!({ "value": "", "children": [{ "value": "", "children": [{ "value": "" }] }] });
    assert_eq!(refusal::<Node>(&wrong), "children[0].children[0]: missing field `children` of `Node`");
}

#[test]
fn a_tree_without_end_is_an_error_and_no_overflow() {
    let text = "{\"right\":{\"left\":".repeat(100_000);
    serde_json::from_str::<Left>(&text).expect_err("the depth is limited");
}

#[test]
fn names_that_rust_does_not_have_are_kept() {
    let json = json!({
        "type": "a", "Type": "b", "self": "c", "Self": "d", "crate": "e", "gen": "f", "2fa": true, "+1": 1, "-1": -1,
        "🦀": "g", "": "h", "a b": "i", "a-b": "j", "aB": "k", "quote\"s": "l", "back\\slash": "m",
    });
    let value: obstacles::Result = check_kept(&json);
    assert_eq!((value.r#type.as_str(), value.plus_1, value.minus_1), ("a", Some(1), Some(-1)));
    check_kept::<obstacles::Option>(&json!({ "some": { "items": [{ "inner": { "inner": {} } }] } }));
    check_kept::<obstacles::String>(&json!({ "text": "t" }));
    check_kept::<obstacles::Error>(&json!({ "message": "m" }));
    check_kept::<obstacles::Record>(&json!({ "wire": { "slot": "s" } }));
    check_kept::<obstacles::DefaultSchema>(&json!({ "None": "n" }));
    check_kept::<obstacles::FooBar>(&json!({ "a": "of foo_bar" }));
    check_kept::<obstacles::FooBarSchema>(&json!({ "b": "of FooBar" }));
    check_kept::<obstacles::Über>(&json!({ "größe": 0.1 }));
    assert_eq!(
        refusal::<obstacles::Result>(&changed(&json, &[("a b", Some(json!(1)))])),
        "[\"a b\"]: invalid type: integer `1`, expected a string"
    );
}

#[test]
fn unknown_keys_are_skipped_and_known_ones_stand_once() {
    let least = json!({ "required": "", "required_nullable": null });
    let nested = json!({ "required": [{ "required": 1 }, true] });
    check_becomes::<Presence>(&changed(&least, &[("new", Some(nested)), ("Required", Some(json!(1)))]), &least);
    // `additionalProperties: false` binds who writes; a newer server may still send more.
    check_becomes::<Empty>(&json!({ "new": 1 }), &json!({}));
    let twice = r#"{ "required": "", "required_nullable": null, "required": "" }"#;
    let error = serde_json::from_str::<Presence>(twice).expect_err("which of the two is meant?").to_string();
    assert!(error.starts_with("duplicate field `required` of `Presence`"), "{error}");
}

#[test]
fn the_last_digit_of_a_number_is_kept() {
    for number in [31.245_270_191_439_438_f64, 121.487_919_511_619_45, 51.248_178_375_505_404, 100.783_996_582_031_25] {
        let text = scalars().to_string().replacen("\"number\":0.5", &format!("\"number\":{number}"), 1);
        let value: Scalars = serde_json::from_str(&text).expect("the number is one");
        assert_eq!(value.number.to_bits(), number.to_bits(), "{number}");
    }
}
