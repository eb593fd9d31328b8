//! Numbers at their limits.

use codegen_runtime::runtime::wire;
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
    assert_eq!(to_string(&numbers).unwrap(), r#"{"i8":-1,"i64":9007199254740992,"u64":1000,"f32":3,"f64":-3}"#);
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
        (r#"{"f32":1e39}"#, "f32: invalid value: floating point `1e+39`, expected a 32-bit number at line 1 column 12"),
        (r#"{"f64":1e400}"#, "number out of range at line 1 column 12"),
        (r#"{"f64":"1"}"#, "f64: invalid type: string \"1\", expected a number at line 1 column 10"),
    ];
    for (text, expected) in cases {
        assert_eq!(refusal::<Numbers>(text), expected);
    }
}

#[test]
fn a_number_without_a_fraction_is_written_as_an_integer() {
    let text = |value: f64| to_string(&Numbers { j: Some(value), ..from_str("{}").unwrap() }).unwrap();
    assert_eq!(text(10.0), r#"{"f64":10}"#);
    assert_eq!(text(0.0), r#"{"f64":0}"#);
    assert_eq!(text(-0.0), r#"{"f64":-0.0}"#);
    assert_eq!(text(0.5), r#"{"f64":0.5}"#);
    assert_eq!(text(-9_007_199_254_740_991.0), r#"{"f64":-9007199254740991}"#);
    assert_eq!(text(9_007_199_254_740_992.0), r#"{"f64":9007199254740992.0}"#);
    assert_eq!(text(1e300), r#"{"f64":1e+300}"#);
    assert_eq!(text(f64::NAN), r#"{"f64":null}"#);
}

#[test]
fn half_the_width_has_its_own_digits() {
    let numbers = |value: f32| Numbers { i: Some(value), ..from_str("{}").unwrap() };
    assert_eq!(to_string(&numbers(16_777_215.0)).unwrap(), r#"{"f32":16777215}"#);
    assert_eq!(to_string(&numbers(16_777_216.0)).unwrap(), r#"{"f32":16777216.0}"#);
    assert_eq!(serde_json::to_value(numbers(0.1)).unwrap().to_string(), r#"{"f32":0.1}"#);
    let mut bits = 1_u32;
    for _ in 0..20_000 {
        bits = bits.wrapping_mul(2_654_435_761).wrapping_add(12_345);
        // Numbers of all sizes, and those of everyday.
        for value in
            [f32::from_bits(bits), f32::from_bits(bits) % 1000.0, (f32::from_bits(bits) % 1000.0).trunc() / 100.0]
        {
            if value.is_finite() && (value.fract() != 0.0 || value.abs() > 1e8) {
                let text = to_string(&numbers(value)).unwrap();
                let digits = from_str::<Numbers>(&text.replace("f32", "f64")).unwrap().j;
                assert_eq!(digits, Some(value.to_string().parse().unwrap()), "{text}");
                assert_eq!(from_str::<Numbers>(&text).unwrap().i, Some(value), "{text}");
            }
        }
    }
}

#[test]
fn lists_of_numbers() {
    let floats: Vec<f32> = wire::from_json("[0.1, 3, -1e-3]").unwrap();
    assert_eq!(wire::to_json(&floats).unwrap(), b"[0.1,3,-0.001]");
    let doubles: Vec<f64> = wire::from_json("[0.1, 3, -1e-3]").unwrap();
    assert_eq!(wire::to_json(&doubles).unwrap(), b"[0.1,3,-0.001]");
    let integers: Vec<i64> = wire::from_json("[1.0, -2]").unwrap();
    assert_eq!(wire::to_json(&integers).unwrap(), b"[1,-2]");
    let strings: Vec<String> = wire::from_json(r#"["a","\u0062"]"#).unwrap();
    assert_eq!(wire::to_json(&strings).unwrap(), br#"["a","b"]"#);
    let nested: Vec<Vec<Option<f32>>> = wire::from_json("[[0.1,null],[]]").unwrap();
    assert_eq!(wire::to_json(&nested).unwrap(), b"[[0.1,null],[]]");
}

#[test]
fn what_is_wrong_in_a_list_of_numbers() {
    let place = |error: serde_json::Error| error.to_string().split(" at line").next().unwrap_or_default().to_owned();
    assert_eq!(
        place(wire::from_json::<Vec<f32>>("[0, 1e39]").unwrap_err()),
        "[1]: invalid value: floating point `1e+39`, expected a 32-bit number"
    );
    assert_eq!(
        place(wire::from_json::<Vec<f64>>("[0, 1, null]").unwrap_err()),
        "[2]: invalid type: null, expected a number"
    );
    assert_eq!(
        place(wire::from_json::<Vec<i64>>("[0.5]").unwrap_err()),
        "[0]: invalid value: floating point `0.5`, expected a signed 64-bit integer"
    );
    assert_eq!(
        place(wire::from_json::<Vec<Vec<String>>>(r#"[["a"],["b",1]]"#).unwrap_err()),
        "[1][1]: invalid type: integer `1`, expected a string"
    );
    assert_eq!(place(wire::from_json::<Vec<i64>>("{}").unwrap_err()), "invalid type: map, expected a list");
    assert!(wire::from_json::<Vec<i64>>("[1 2]").unwrap_err().is_syntax());
    assert!(wire::from_json::<Vec<i64>>("[1,").unwrap_err().is_eof());
}
