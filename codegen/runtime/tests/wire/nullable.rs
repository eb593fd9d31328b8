//! Values that may be left out, be null, or be there; and null by itself.

use codegen_runtime::runtime::Nullable;
use codegen_runtime::runtime::wire::{self, Field, Record, Shape, Wire};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, from_str, to_string};

use crate::types::{record, refusal};

record! {
    struct Change {
        name: Nullable<String>,
        parent: Nullable<Box<Change>>,
        ranks: Vec<Nullable<i64>>,
        nested: Option<Nullable<bool>>,
        nothing: Option<()>,
    }
    shape [
        Field::optional("name"), Field::optional("parent"), Field::required("ranks"), Field::optional("nested"),
        Field::optional("nothing"),
    ]
}

record! {
    struct Empty { nothing: (), }
    shape [Field::required("nothing")]
}

record! {
    struct Untyped { value: Option<Value>, boxed: Option<Box<Value>>, }
    shape [Field::optional("value"), Field::optional("boxed")]
}

#[test]
fn three_states_are_three_texts() {
    let name = |text: &str| from_str::<Change>(text).unwrap().name;
    assert_eq!(name(r#"{"ranks":[]}"#), Nullable::Absent);
    assert_eq!(name(r#"{"name":null,"ranks":[]}"#), Nullable::Null);
    assert_eq!(name(r#"{"name":"a","ranks":[]}"#), Nullable::Value("a".to_owned()));
    for text in [
        r#"{"ranks":[]}"#,
        r#"{"name":null,"ranks":[]}"#,
        r#"{"name":"a","parent":{"name":null,"ranks":[null]},"ranks":[1,null]}"#,
        r#"{"parent":null,"ranks":[]}"#,
    ] {
        assert_eq!(to_string(&from_str::<Change>(text).unwrap()).unwrap(), text);
    }
}

#[test]
fn absent_where_nothing_can_be_left_out_is_null() {
    let mut change: Change = from_str(r#"{"ranks":[]}"#).unwrap();
    change.ranks = vec![Nullable::Absent, Nullable::Value(1)];
    change.nested = Some(Nullable::Absent);
    assert_eq!(to_string(&change).unwrap(), r#"{"ranks":[null,1],"nested":null}"#);
}

#[test]
fn a_value_of_another_type_is_refused() {
    assert_eq!(
        refusal::<Change>(r#"{"parent":{"name":1}}"#),
        "parent.name: invalid type: integer `1`, expected a string at line 1 column 19"
    );
}

#[test]
fn what_the_type_can_do() {
    let value = Nullable::Value(3);
    assert_eq!(Nullable::from(3), value);
    assert_eq!(Nullable::from(Some(3)), value);
    assert_eq!(Nullable::<i64>::from(None), Nullable::Null);
    assert_eq!(Nullable::<i64>::default(), Nullable::Absent);
    assert_eq!(value.as_ref(), Nullable::Value(&3));
    assert_eq!((value.value(), value.into_option()), (Some(&3), Some(3)));
    assert_eq!((Nullable::<i64>::Null.value(), Nullable::<i64>::Absent.into_option()), (None, None));
    assert!(Nullable::<i64>::Absent.is_absent() && !Nullable::<i64>::Null.is_absent() && !value.is_absent());
    assert!(Nullable::<i64>::Null.is_null() && !Nullable::<i64>::Absent.is_null() && !value.is_null());
}

#[test]
fn null_alone() {
    assert_eq!(to_string(&from_str::<Empty>(r#"{"nothing":null}"#).unwrap()).unwrap(), r#"{"nothing":null}"#);
    assert_eq!(
        refusal::<Empty>(r#"{"nothing":0}"#),
        "nothing: invalid type: integer `0`, expected null at line 1 column 12"
    );
    assert_eq!(refusal::<Empty>("{}"), "missing field `nothing` of `Empty` at line 1 column 2");
    let change = Change { nothing: Some(()), ..from_str(r#"{"ranks":[]}"#).unwrap() };
    assert_eq!(to_string(&change).unwrap(), r#"{"ranks":[],"nothing":null}"#);
    assert_eq!(from_str::<Change>(r#"{"ranks":[],"nothing":null}"#).unwrap().nothing, Some(()));
    assert_eq!(from_str::<Change>(r#"{"ranks":[]}"#).unwrap().nothing, None);
}

#[test]
fn null_is_a_value_of_untyped_json_that_may_be_absent() {
    let kept = |text: &str| {
        let value: Untyped = from_str(text).unwrap();
        assert_eq!(to_string(&value).unwrap(), text);
        value
    };
    assert_eq!(kept("{}"), Untyped { value: None, boxed: None });
    let null = Untyped { value: Some(Value::Null), boxed: Some(Box::new(Value::Null)) };
    assert_eq!(kept(r#"{"value":null,"boxed":null}"#), null);
    assert_eq!(serde_json::from_value::<Untyped>(serde_json::to_value(&null).unwrap()).unwrap(), null);
}

#[test]
fn a_format_that_does_not_describe_itself() {
    let text = r#"{"name":null,"parent":{"ranks":[]},"ranks":[null,4]}"#;
    let change: Change = from_str(text).unwrap();
    assert_eq!(postcard::from_bytes::<Change>(&postcard::to_stdvec(&change).unwrap()).unwrap(), change);
    let empty = Empty { nothing: () };
    assert_eq!(postcard::from_bytes::<Empty>(&postcard::to_stdvec(&empty).unwrap()).unwrap(), empty);
}
