//! Numbers at their limits.

use serde_json::{from_str, to_string};

use crate::types::{Numbers, refusal};

#[test]
fn the_ends_of_each_width() {
    for text in [
        r#"{"i8":-128,"i16":-32768,"i32":-2147483648,"i64":-9223372036854775808,"u8":0,"u16":0,"u32":0,"u64":0}"#,
        concat!(
            r#"{"i8":127,"i16":32767,"i32":2147483647,"i64":9223372036854775807,"#,
            r#""u8":255,"u16":65535,"u32":4294967295,"u64":18446744073709551615}"#
        ),
        r#"{"u64":9223372036854775808,"f32":0.1,"f64":0.1}"#,
        r#"{"f32":-3.4028235e+38,"f64":-1.7976931348623157e+308}"#,
        r#"{"f64":9.223372036854776e+18}"#,
    ] {
        assert_eq!(to_string(&from_str::<Numbers>(text).unwrap()).unwrap(), text);
    }
}

#[test]
fn integers_with_a_point_and_numbers_without() {
    let numbers: Numbers = from_str(r#"{"i8":-1.0,"u64":1e3,"i64":9007199254740992.0,"f32":3,"f64":-3}"#).unwrap();
    assert_eq!(to_string(&numbers).unwrap(), r#"{"i8":-1,"i64":9007199254740992,"u64":1000,"f32":3.0,"f64":-3.0}"#);
    let numbers: Numbers = from_str(r#"{"f64":9223372036854775808}"#).unwrap();
    assert_eq!(numbers.j, Some(9_223_372_036_854_775_808.0));
    let numbers: Numbers = from_str(r#"{"i64":-0.0}"#).unwrap();
    assert_eq!(numbers.d, Some(0));
}

#[test]
fn what_does_not_fit() {
    let cases = [
        (r#"{"i8":128}"#, "i8: invalid value: integer `128`, expected a signed 8-bit integer at line 1 column 9"),
        (
            r#"{"i16":-32769}"#,
            "i16: invalid value: integer `-32769`, expected a signed 16-bit integer at line 1 column 13",
        ),
        (
            r#"{"i32":1.5}"#,
            "i32: invalid value: floating point `1.5`, expected a signed 32-bit integer at line 1 column 10",
        ),
        (
            r#"{"i64":9223372036854775808}"#,
            "i64: invalid value: integer `9223372036854775808`, expected a signed 64-bit integer at line 1 column 26",
        ),
        (
            r#"{"i64":-9223372036854775809}"#,
            "i64: invalid value: floating point `-9.223372036854776e+18`, expected a signed 64-bit integer at line 1 column 27",
        ),
        (
            r#"{"i64":-9223372036854776000}"#,
            "i64: invalid value: floating point `-9.223372036854776e+18`, expected a signed 64-bit integer at line 1 column 27",
        ),
        (
            r#"{"i64":9223372036854775807.0}"#,
            "i64: invalid value: floating point `9.223372036854776e+18`, expected a signed 64-bit integer at line 1 column 28",
        ),
        (r#"{"u8":-1}"#, "u8: invalid value: integer `-1`, expected an unsigned 8-bit integer at line 1 column 8"),
        (
            r#"{"u16":65536.0}"#,
            "u16: invalid value: floating point `65536.0`, expected an unsigned 16-bit integer at line 1 column 14",
        ),
        (
            r#"{"u64":18446744073709551616}"#,
            "u64: invalid value: floating point `1.8446744073709552e+19`, expected an unsigned 64-bit integer at line 1 column 27",
        ),
        (
            r#"{"u32":1e300}"#,
            "u32: invalid value: floating point `1e+300`, expected an unsigned 32-bit integer at line 1 column 12",
        ),
        (r#"{"f32":1e39}"#, "number out of range at line 1 column 11"),
        (r#"{"f64":1e400}"#, "number out of range at line 1 column 12"),
        (r#"{"f64":"1"}"#, "f64: invalid type: string \"1\", expected a number at line 1 column 10"),
    ];
    for (text, expected) in cases {
        assert_eq!(refusal::<Numbers>(text), expected);
    }
}
