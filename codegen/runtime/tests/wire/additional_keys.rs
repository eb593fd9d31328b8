//! Records that keep the keys that are none of their fields.

use std::collections::BTreeMap;

use codegen_runtime::runtime::wire::{self, Field, ReadFields, Record, Shape, Sink, Wire};
use serde_json::{Value, from_str, json};

use crate::types::{Limit, refusal};

/// A record with further keys, each with a value of this type.
#[derive(Clone, Debug, PartialEq)]
pub struct Open<T> {
    pub id: String,
    pub rank: Option<i64>,
    pub additional_properties: BTreeMap<String, T>,
}

impl<T: Wire> Wire for Open<T> {
    type Access = wire::AsRecord;

    fn empty() -> Self {
        Self { id: Wire::empty(), rank: Wire::empty(), additional_properties: Wire::empty() }
    }
}

impl<T: Wire> Record for Open<T> {
    const SHAPE: &'static Shape = &Shape::open("Open", &[Field::required("id"), Field::optional("rank")], &[]);

    fn slots(&mut self, reader: &mut dyn ReadFields) {
        let Self { id, rank, additional_properties } = self;
        reader.read(&mut [Wire::slot(id), Wire::slot(rank), Wire::slot(additional_properties)]);
    }

    fn write_fields<'v>(&'v self, sink: &mut dyn Sink<'v>) {
        self.id.write(sink, 0);
        self.rank.write(sink, 0);
        self.additional_properties.write(sink, 0);
    }
}

impl<T: Wire> serde::Serialize for Open<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        wire::serialize(self, serializer)
    }
}

impl<'de, T: Wire> serde::Deserialize<'de> for Open<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::deserialize(deserializer)
    }
}

#[test]
fn further_keys_are_kept_and_written_after_the_fields() {
    let open: Open<Limit> =
        from_str(r#"{"b":{"rate":1,"is_hard":true},"id":"x","a":{"rate":2,"is_hard":false}}"#).unwrap();
    assert_eq!(open.additional_properties["a"], Limit { rate: 2.0, is_hard: false });
    assert_eq!(
        serde_json::to_string(&open).unwrap(),
        r#"{"id":"x","a":{"rate":2,"is_hard":false},"b":{"rate":1,"is_hard":true}}"#
    );
    assert_eq!(serde_json::from_value::<Open<Limit>>(serde_json::to_value(&open).unwrap()).unwrap(), open);
    assert_eq!(postcard::from_bytes::<Open<Limit>>(&postcard::to_stdvec(&open).unwrap()).unwrap(), open);
}

#[test]
fn untyped_further_keys_may_be_null() {
    let open: Open<Value> = from_str(r#"{"id":"x","rank":null,"\u0061":null,"c":[1]}"#).unwrap();
    assert_eq!(open.additional_properties, [("a".to_owned(), Value::Null), ("c".to_owned(), json!([1]))].into());
}

#[test]
fn what_is_wrong_with_a_further_key() {
    let cases = [
        (r#"{"id":"x","a":{"rate":"1"}}"#, "a.rate: invalid type: string \"1\", expected a number at line 1 column 25"),
        (
            r#"{"id":"x","a b":7}"#,
            "[\"a b\"]: invalid type: integer `7`, expected an object for `Limit` at line 1 column 17",
        ),
        (r#"{"a":{"rate":1,"is_hard":true},"a":{}}"#, "duplicate key \"a\" at line 1 column 34"),
    ];
    for (text, expected) in cases {
        assert_eq!(refusal::<Open<Limit>>(text), expected);
    }
}

#[test]
fn a_further_key_that_is_a_field_is_not_written_twice() {
    let open = Open { id: "x".to_owned(), rank: None, additional_properties: [("rank".to_owned(), 1_i64)].into() };
    let error = serde_json::to_string(&open).unwrap_err();
    assert_eq!(error.to_string(), "the further key \"rank\" is a field of `Open`");
}

#[derive(Clone, Debug, PartialEq)]
struct Extended {
    extensions: BTreeMap<String, i64>,
}

impl Wire for Extended {
    type Access = wire::AsRecord;

    fn empty() -> Self {
        Self { extensions: Wire::empty() }
    }
}

impl Record for Extended {
    const SHAPE: &'static Shape = &Shape::open("Extended", &[], &["x-"]);

    fn slots(&mut self, reader: &mut dyn ReadFields) {
        reader.read(&mut [Wire::slot(&mut self.extensions)]);
    }

    fn write_fields<'v>(&'v self, sink: &mut dyn Sink<'v>) {
        self.extensions.write(sink, 0);
    }
}

#[test]
fn only_keys_that_begin_so_are_read_and_written() {
    let read: Extended = wire::from_json(r#"{"x-a":1,"other":"not a number"}"#).unwrap();
    assert_eq!(read.extensions, [("x-a".to_owned(), 1)].into());
    assert_eq!(wire::to_json(&read).unwrap(), br#"{"x-a":1}"#);
    let foreign = Extended { extensions: [("other".to_owned(), 1)].into() };
    let error = wire::to_json(&foreign).unwrap_err();
    assert_eq!(error.to_string(), "the further key \"other\" does not begin as those of `Extended` do");
}
