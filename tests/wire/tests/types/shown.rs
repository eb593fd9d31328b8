//! What `Debug` shows.

use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wire_tests::additional_properties::types::{Anything, NamedAdditional, NullValues, Records, Typed};
use wire_tests::enumerations::types::{Color, Enumerations, Level};
use wire_tests::presence::types::Presence;
use wire_tests::tuples::types::Tuples;
use wire_tests::unions::types::Mapped;

use crate::support::read;

fn shown<T: DeserializeOwned + Debug>(json: &Value) -> String {
    format!("{:?}", read::<T>(json).expect("the type can be read"))
}

#[test]
fn an_object_is_shown_under_the_name_of_its_type() {
    assert_eq!(
        shown::<Presence>(&json!({
            "required": "a\n", "required_nullable": null, "optional": "c", "nullable_list": [1, null],
            "nullable_record": { "name": "d" },
        })),
        "Presence { required: \"a\\n\", required_nullable: null, optional: \"c\", nullable_list: [1, null], \
         nullable_record: Nullable { name: \"d\" } }"
    );
}

#[test]
fn further_keys_are_shown_beside_the_fields() {
    assert_eq!(shown::<Typed>(&json!({ "id": "i", "a": 1, "": 2 })), "Typed { id: \"i\", \"\": 2, \"a\": 1 }");
    assert_eq!(shown::<Typed>(&json!({ "id": "i" })), "Typed { id: \"i\" }");
    assert_eq!(
        shown::<Anything>(&json!({ "a": [1, { "b": null }], "n": null })),
        "Anything { \"a\": [1,{\"b\":null}], \"n\": null }"
    );
    assert_eq!(shown::<NullValues>(&json!({ "a": null })), "NullValues { \"a\": null }");
    assert_eq!(
        shown::<NamedAdditional>(&json!({ "additional": "a", "additional_properties": "b", "c": "d" })),
        "NamedAdditional { additional: \"a\", additional_properties: \"b\", \"c\": \"d\" }"
    );
    let records = shown::<Records>(&json!({ "second": { "x": 0.5 } }));
    assert!(records.starts_with("Records { \"second\": ") && records.ends_with(" { x: 0.5 } }"), "{records}");
}

#[test]
fn an_enumeration_is_shown_as_its_value() {
    assert_eq!(format!("{:?} {:?}", Color::DarkGreen, Color::from("pink")), "\"dark-green\" \"pink\"");
    assert_eq!(format!("{:?} {:?}", Level::Below, Level::from(7)), "-1 7");
    // A constant is nothing that the value has.
    let shown = shown::<Enumerations>(&json!({
        "text": "red", "number": 1, "only": "sole", "mixed": true, "by_name": { "a": "red" },
    }));
    assert_eq!(shown, "Enumerations { text: \"red\", number: 1, mixed: true, by_name: {\"a\": \"red\"} }");
}

#[test]
fn a_union_is_shown_as_what_it_holds() {
    let cat = shown::<Mapped>(&json!({ "kind": "cat", "lives": 9 }));
    assert!(cat.contains("{ ") && cat.contains("lives: 9 }"), "{cat}");
    assert_eq!(shown::<Mapped>(&json!({ "kind": "bird", "n": [1] })), "{\"kind\":\"bird\",\"n\":[1]}");
}

#[test]
fn the_long_form_is_indented_throughout() {
    let value: Tuples = read(&json!({ "pair": ["a", 1], "loose": [{ "b": null }] })).expect("the type can be read");
    let expected = "\
Tuples {
    pair: [
        \"a\",
        1,
    ],
    loose: [
        {
          \"b\": null
        },
    ],
}";
    assert_eq!(format!("{value:#?}"), expected);
}
