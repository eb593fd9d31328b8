//! What is refused, and how it is said.

use codegen_runtime::runtime::wire::{self, DEPTH_LIMIT};
use serde::de::value::{Error, MapDeserializer};
use serde::de::{Deserialize, IntoDeserializer};
use serde_json::from_str;

use crate::types::{Limit, Model, Models, Tree, refusal};

#[test]
fn the_place_is_named() {
    let cases = [
        (
            r#"{"object":"list","data":[{"id":7}]}"#,
            "data[0].id: invalid type: integer `7`, expected a string at line 1 column 32",
        ),
        (r#"{"data":[{"id":null}]}"#, "data[0].id: invalid type: null, expected a string at line 1 column 19"),
        (r#"{"data":[7]}"#, "data[0]: invalid type: integer `7`, expected an object for `Model` at line 1 column 10"),
        (r#"{"data":{}}"#, "data: invalid type: map, expected a list at line 1 column 8"),
        (r#"{"data":null}"#, "data: invalid type: null, expected a list at line 1 column 12"),
        (
            r#"{"data":[{"created":"x"}]}"#,
            "data[0].created: invalid type: string \"x\", expected a signed 64-bit integer at line 1 column 23",
        ),
        (
            r#"{"data":[{"owner":{"full name":1}}]}"#,
            "data[0].owner[\"full name\"]: invalid type: integer `1`, expected a string at line 1 column 32",
        ),
        (
            r#"{"data":[{"owner":{"limits":{"a.b":{"rate":true}}}}]}"#,
            "data[0].owner.limits[\"a.b\"].rate: invalid type: boolean `true`, expected a number at line 1 column 47",
        ),
        (
            r#"{"data":[{"owner":{"limits":{"a":{"is_hard":0}}}}]}"#,
            "data[0].owner.limits.a.is_hard: invalid type: integer `0`, expected a boolean at line 1 column 45",
        ),
        (
            r#"{"data":[{"owner":{"limits":[]}}]}"#,
            "data[0].owner.limits: invalid type: sequence, expected a map at line 1 column 28",
        ),
        ("7", "invalid type: integer `7`, expected an object for `Models` at line 1 column 1"),
    ];
    for (text, expected) in cases {
        assert_eq!(refusal::<Models>(text), expected);
    }
}

#[test]
fn a_key_is_missing() {
    assert_eq!(refusal::<Models>("{}"), "missing field `object` of `Models` at line 1 column 2");
    assert_eq!(refusal::<Models>(r#"{"object":"list"}"#), "missing field `data` of `Models` at line 1 column 17");
    assert_eq!(
        refusal::<Models>(r#"{"object":"list","data":[{"id":"a","object":"model"}]}"#),
        "data[0]: missing field `parent` of `Model` at line 1 column 52"
    );
}

#[test]
fn a_key_stands_twice() {
    assert_eq!(refusal::<Model>(r#"{"id":"a","id":"a"}"#), "duplicate field `id` of `Model` at line 1 column 14");
    assert_eq!(
        refusal::<Model>(r#"{"object":"model","object":"model"}"#),
        "duplicate field `object` of `Model` at line 1 column 26"
    );
    assert_eq!(
        refusal::<Model>(r#"{"owner":{"limits":{"a":{"rate":1,"is_hard":true},"a":{}}}}"#),
        "owner.limits: duplicate key \"a\" at line 1 column 53"
    );
}

#[test]
fn errors_of_the_format_keep_their_kind() {
    let error = from_str::<Models>(r#"{"object":"list","data":[{"id":"#).unwrap_err();
    assert!(error.is_eof());
    assert_eq!(error.to_string(), "EOF while parsing a value at line 1 column 31");
    let error = from_str::<Models>(r#"{"object":"list","data":[{"id" 1}]}"#).unwrap_err();
    assert!(error.is_syntax());
    assert_eq!(error.to_string(), "expected `:` at line 1 column 32");
    let error = from_str::<Models>(r#"{"data":[7]}"#).unwrap_err();
    assert!(error.is_data());
    assert_eq!((error.line(), error.column()), (1, 10));
}

#[test]
fn data_without_a_text_has_a_place_too() {
    let value = serde_json::json!({ "rate": 1, "is_hard": "yes" });
    let error = serde_json::from_value::<Limit>(value).unwrap_err();
    assert_eq!(error.to_string(), "is_hard: invalid type: string \"yes\", expected a boolean");
}

fn nested(depth: usize) -> String {
    r#"{"c":["#.repeat(depth / 2) + &"]}".repeat(depth / 2)
}

#[test]
fn json_has_a_limit_of_its_own() {
    assert!(from_str::<Tree>(&nested(126)).is_ok());
    assert_eq!(refusal::<Tree>(&nested(128)), "recursion limit exceeded at line 1 column 384");
}

/// A tree that is one level deeper each time that it is asked for its children, without an end.
#[derive(Clone)]
struct Endless;

impl IntoDeserializer<'_, Error> for Endless {
    type Deserializer = EndlessDeserializer;

    fn into_deserializer(self) -> EndlessDeserializer {
        EndlessDeserializer
    }
}

struct EndlessDeserializer;

impl<'de> serde::Deserializer<'de> for EndlessDeserializer {
    type Error = Error;

    fn deserialize_any<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(MapDeserializer::new([("c", Endless)].into_iter()))
    }

    fn deserialize_seq<V: serde::de::Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(serde::de::value::SeqDeserializer::new([Endless].into_iter()))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[test]
fn a_format_without_a_limit_is_stopped() {
    let error = Tree::deserialize(EndlessDeserializer).unwrap_err().to_string();
    let place = "c[0].".repeat(DEPTH_LIMIT / 2 - 1) + "c[0]";
    assert_eq!(error, format!("{place}: nested more than 128 levels deep"));
}

#[test]
fn the_limit_itself_is_allowed() {
    let mut lists = serde_json::json!({ "c": [] });
    for _ in 1..DEPTH_LIMIT / 2 {
        lists = serde_json::json!({ "c": [lists] });
    }
    assert!(wire::deserialize::<Tree, _>(&lists).is_ok());
    let lists = serde_json::json!({ "c": [lists] });
    assert!(wire::deserialize::<Tree, _>(&lists).is_err());
}
