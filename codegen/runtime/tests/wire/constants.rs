//! Values that the document fixes.

use codegen_runtime::runtime::wire::{self, Constant, Field, Record, Shape, Wire};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{from_str, to_string};

use crate::types::{Model, record, refusal};

record! {
    struct Fixed { }
    shape [
        Field::constant("string", Constant::String("a\"b")),
        Field::constant("integer", Constant::Integer(-3)),
        Field::constant("float", Constant::Float(0.5)),
        Field::constant("whole", Constant::Float(2.0)),
        Field::constant("boolean", Constant::Boolean(true)),
    ]
}

const TEXT: &str = r#"{"string":"a\"b","integer":-3,"float":0.5,"whole":2,"boolean":true}"#;

#[test]
fn all_kinds() {
    assert_eq!(to_string(&Fixed {}).unwrap(), TEXT);
    assert_eq!(from_str::<Fixed>(TEXT).unwrap(), Fixed {});
    let spelled_otherwise = TEXT.replace("-3", "-3.0").replace(":2,", ":2.0,").replace("0.5", "5e-1");
    assert_eq!(from_str::<Fixed>(&spelled_otherwise).unwrap(), Fixed {});
}

#[test]
fn another_value() {
    let cases = [
        (r#""a\"b""#, r#""engine""#, r#"string: expected "a\"b", found "engine" at line 1 column 18"#),
        ("-3", "3", "integer: expected -3, found 3 at line 1 column 28"),
        ("-3", "-3.5", "integer: expected -3, found -3.5 at line 1 column 31"),
        ("0.5", "1", "float: expected 0.5, found 1 at line 1 column 39"),
        (":2,", ":3,", "whole: expected 2, found 3 at line 1 column 51"),
        ("true", "false", "boolean: expected true, found false at line 1 column 67"),
        (":true", ":1", "boolean: invalid type: integer `1`, expected true at line 1 column 63"),
        (r#""a\"b""#, "7", r#"string: invalid type: integer `7`, expected "a\"b" at line 1 column 11"#),
        (",\"boolean\":true", "", "missing field `boolean` of `Fixed` at line 1 column 52"),
    ];
    for (from, to, expected) in cases {
        assert_eq!(refusal::<Fixed>(&TEXT.replacen(from, to, 1)), expected);
    }
    let text = r#"{"id":"m","object":"engine","parent":null}"#;
    assert_eq!(refusal::<Model>(text), r#"object: expected "model", found "engine" at line 1 column 27"#);
}
