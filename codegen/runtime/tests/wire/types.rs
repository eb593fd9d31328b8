//! Types with their implementations as the generator prints them.

use std::collections::BTreeMap;

use codegen_runtime::runtime::wire::{self, Constant, Field, Record, Shape, Wire};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

#[path = "../shared/record.rs"]
mod shared;

pub(crate) use shared::record;

record! {
    struct Models { data: Vec<Model>, }
    shape [Field::constant("object", Constant::String("list")), Field::required("data")]
}

record! {
    struct Model { id: String, created: Option<i64>, owner: Option<Box<Owner>>, parent: Option<String>, }
    shape [
        Field::required("id"),
        Field::constant("object", Constant::String("model")),
        Field::optional("created"),
        Field::optional("owner"),
        Field::required("parent"),
    ]
}

record! {
    struct Owner { full_name: String, limits: BTreeMap<String, Limit>, extra: Option<Value>, }
    shape [Field::required("full name"), Field::required("limits"), Field::optional("extra")]
}

record! {
    struct Limit { rate: f64, is_hard: bool, }
    shape [Field::required("rate"), Field::required("is_hard")]
}

record! {
    struct Tree { children: Vec<Tree>, }
    shape [Field::required("c")]
}

record! {
    struct Numbers {
        a: Option<i8>, b: Option<i16>, c: Option<i32>, d: Option<i64>,
        e: Option<u8>, f: Option<u16>, g: Option<u32>, h: Option<u64>,
        i: Option<f32>, j: Option<f64>,
    }
    shape [
        Field::optional("i8"), Field::optional("i16"), Field::optional("i32"), Field::optional("i64"),
        Field::optional("u8"), Field::optional("u16"), Field::optional("u32"), Field::optional("u64"),
        Field::optional("f32"), Field::optional("f64"),
    ]
}

/// The smallest model.
pub fn model(id: &str) -> Model {
    Model { id: id.to_owned(), created: None, owner: None, parent: None }
}

/// A model with everything, and its text.
pub fn full_model() -> (Model, &'static str) {
    let limit = |rate| Limit { rate, is_hard: true };
    let owner = Owner {
        full_name: "Ada \"L\"\n\u{1f600}".to_owned(),
        limits: [("a".to_owned(), limit(0.1)), ("per day".to_owned(), limit(2.0))].into(),
        extra: Some(serde_json::json!({ "nested": [1, null, "x"] })),
    };
    let model = Model { created: Some(7), owner: Some(Box::new(owner)), ..model("m") };
    let text = concat!(
        r#"{"id":"m","object":"model","created":7,"owner":{"full name":"Ada \"L\"\n😀","#,
        r#""limits":{"a":{"rate":0.1,"is_hard":true},"per day":{"rate":2,"is_hard":true}},"#,
        r#""extra":{"nested":[1,null,"x"]}},"parent":null}"#
    );
    (model, text)
}

/// The text of the error that reading gives.
pub fn refusal<T: serde::de::DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
    serde_json::from_str::<T>(text).expect_err("the text should be refused").to_string()
}
