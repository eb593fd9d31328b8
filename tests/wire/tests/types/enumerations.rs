//! Values that the document names, and values that it does not.

use serde_json::{Value, json};
use wire_tests::enumerations::types::{
    Beside, BesideInteger, Case, Color, Enumerations, Level, Maybe, Mixed, Named, Numbers, NumbersSpelt, YamlWords,
};

use crate::support::{check_kept, refusal, with};

fn least() -> Value {
    json!({ "text": "red", "number": 0, "only": "sole" })
}

#[test]
fn every_value_has_a_name_and_keeps_its_spelling() {
    let colors = [
        ("red", Color::Red),
        ("dark-green", Color::DarkGreen),
        ("", Color::Empty),
        ("1st", Color::N1st),
        ("Other", Color::Other),
    ];
    for (text, color) in colors {
        assert_eq!(check_kept::<Color>(&json!(text)), color);
    }
    for (text, case) in [("asc", Case::Asc), ("ASC", Case::UpperAsc), ("Asc", Case::CapitalAsc), ("a_sc", Case::ASc)] {
        assert_eq!(check_kept::<Case>(&json!(text)), case);
    }
    for (number, level) in [(0, Level::None), (1, Level::Low), (-1, Level::Below), (10, Level::High)] {
        assert_eq!(check_kept::<Level>(&json!(number)), level);
    }
    assert_eq!(check_kept::<Named>(&json!("a")), Named::Alpha);
}

#[test]
fn words_that_yaml_reads_as_something_else_are_texts() {
    for text in ["on", "off", "yes", "no", "true", "1", "1.5"] {
        let word = check_kept::<YamlWords>(&json!(text));
        assert!(!matches!(word, YamlWords::Unknown(_)), "{text} is named");
    }
    assert_eq!(check_kept::<Maybe>(&json!("no")), Maybe::No);
}

#[test]
fn values_that_the_document_does_not_name_are_kept() {
    for text in ["blue", "Red", "red ", "null", "🦀"] {
        match check_kept::<Color>(&json!(text)) {
            Color::Unknown(value) => assert_eq!(value.as_str(), text),
            known => panic!("{text} was read as {known:?}"),
        }
    }
    for number in [2, i64::MIN, i64::MAX] {
        assert!(matches!(check_kept::<Level>(&json!(number)), Level::Unknown(_)), "{number}");
    }
    check_kept::<Enumerations>(&with(&least(), "list", json!(["one", "three", "two"])));
}

#[test]
fn a_place_may_be_null_where_null_is_a_value() {
    for key in ["maybe", "inline_null"] {
        let value: Enumerations = crate::support::check_becomes(&with(&least(), key, Value::Null), &least());
        assert_eq!((value.maybe, value.inline_null), (None, None));
    }
}

#[test]
fn values_of_several_kinds_are_told_apart() {
    assert!(matches!(check_kept::<Mixed>(&json!("auto")), Mixed::String(_)));
    assert!(matches!(check_kept::<Mixed>(&json!("new")), Mixed::String(_)));
    assert!(matches!(check_kept::<Mixed>(&json!(2.5)), Mixed::Number(_)));
    assert_eq!(check_kept::<Mixed>(&json!(true)), Mixed::Boolean(true));
}

#[test]
fn other_kinds_are_refused_and_the_error_says_where() {
    let cases = [
        ("text", json!(1), "text: invalid type: integer `1`, expected a string"),
        ("text", Value::Null, "text: invalid type: null, expected a string"),
        ("number", json!("0"), "number: invalid type: string \"0\", expected a signed 64-bit integer"),
        ("only", json!("other"), "only: expected \"sole\", found \"other\""),
        ("list", json!(["one", 2]), "list[1]: invalid type: integer `2`, expected a string"),
        ("by_name", json!({ "a b": false }), "by_name[\"a b\"]: invalid type: boolean `false`, expected a string"),
        ("mixed", json!([]), "mixed: invalid type: sequence, expected one of `true`, a number or a string for `Mixed`"),
    ];
    for (key, value, expected) in cases {
        assert_eq!(refusal::<Enumerations>(&with(&least(), key, value)), expected);
    }
}

#[test]
fn numbers_that_no_enumeration_holds_keep_their_digits() {
    let all = json!({ "always": 1, "spelt": 1, "great": u64::MAX, "whole": 1.5, "fraction": 2.5, "once": 0.5, "either": 1.5 });
    let numbers = check_kept::<Numbers>(&all);
    assert_eq!(numbers.great, Some(u64::MAX));
    assert_eq!(numbers.spelt, NumbersSpelt::Value1);
    check_kept::<Numbers>(&json!({ "always": 1, "spelt": i64::MAX, "great": 1, "whole": 7 }));
}

#[test]
fn a_number_among_values_beside_branches_is_of_the_branch_of_numbers() {
    assert_eq!(check_kept::<Beside>(&json!(1)), Beside::Integer(BesideInteger::Value1));
    assert!(matches!(check_kept::<Beside>(&json!("a")), Beside::String(_)));
}
