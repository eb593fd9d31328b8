//! Input that is made to do harm.

use std::time::{Duration, Instant};

use codegen_runtime::runtime::wire::{
    self, DEPTH_LIMIT, Field, Kinds, ReadFields, Record, Shape, Sink, Slot, Union, UnionShape, Variant, Wire,
};
use serde::de::value::MapDeserializer;
use serde::de::{DeserializeOwned, IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use crate::additional_keys::Open;
use crate::nullable::Change;
use crate::tuples::Pairs;
use crate::types::{Models, Owner, Tree, record, refusal};
use crate::unions::{Content, Item, Loose, Pet, Scalar, union};

record! { struct Left { next: Option<Box<Either>>, end: Option<bool>, } shape [Field::optional("next"), Field::optional("end")] }
record! { struct Right { next: Option<Box<Either>>, end: Option<i64>, } shape [Field::optional("next"), Field::optional("end")] }

union! {
    enum Either { 0 Left(Left), 1 Right(Right), }
    shape UnionShape::new("Either", &[Variant::new("Left", Kinds::OBJECT), Variant::new("Right", Kinds::OBJECT)])
}

/// Unions that each try both variants, one in another.
fn ambiguous(depth: usize, end: &str) -> String {
    r#"{"next":"#.repeat(depth) + &format!(r#"{{"end":{end}}}"#) + &"}".repeat(depth)
}

#[test]
fn ambiguity_does_not_multiply() {
    let begin = Instant::now();
    for end in ["true", "1"] {
        let text = ambiguous(120, end);
        assert_eq!(serde_json::to_string(&serde_json::from_str::<Either>(&text).unwrap()).unwrap(), text);
    }
    // Neither fits well, so that both are tried on each level.
    let lossy: Either = serde_json::from_str(&ambiguous(120, "true,\"x\":1")).unwrap();
    assert_eq!(serde_json::to_string(&lossy).unwrap(), ambiguous(120, "true"));
    let error = refusal::<Either>(&ambiguous(120, "\"neither\""));
    assert!(error.starts_with("no variant of `Either` fits: `Left`: next: no variant of `Either` fits"), "{error}");
    assert!(begin.elapsed() < Duration::from_secs(20));
}

#[test]
fn each_level_is_what_it_is_by_itself() {
    let levels = (0..60).fold("{}".to_owned(), |inner, level| match level % 3 {
        0 => format!(r#"{{"next":{inner},"end":true}}"#),
        1 => format!(r#"{{"next":{inner},"end":1}}"#),
        _ => format!(r#"{{"next":{inner}}}"#),
    });
    let read: Either = serde_json::from_str(&levels).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), levels);
    // A list under each level is decided as often as there are levels, and not as often as there are ways to read them.
    let heavy = ambiguous(60, &format!("1,\"x\":[{}1]", "1,".repeat(100_000)));
    let read: Either = serde_json::from_str(&heavy).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), ambiguous(60, "1"));
}

record! { struct Listed { items: Vec<i64>, } shape [Field::required("items")] }

/// A union with so many variants that trying them all is too much.
#[derive(Debug)]
struct Crowd(Listed);

impl Wire for Crowd {
    type Access = wire::AsUnion;

    fn empty() -> Self {
        Self(Wire::empty())
    }
}

impl Union for Crowd {
    fn shape(&self) -> &'static UnionShape {
        static SHAPE: UnionShape = UnionShape::new("Crowd", &[const { Variant::new("Listed", Kinds::OBJECT) }; 1_000]);
        &SHAPE
    }

    fn write<'v>(&'v self, sink: &mut dyn Sink<'v>, present: u8) {
        Wire::write(&self.0, sink, present);
    }

    fn choose(&mut self, _: usize) -> Slot<'_> {
        Wire::slot(&mut self.0)
    }
}

#[test]
fn ambiguity_is_stopped_that_is_too_much() {
    let begin = Instant::now();
    let text = format!(r#"{{"items":[{}"x"]}}"#, "1,".repeat(100_000));
    let error = wire::from_json::<Crowd>(&text).unwrap_err().to_string();
    assert!(error.contains("the unions in this value can be read in too many ways"), "{error}");
    assert!(begin.elapsed() < Duration::from_secs(20));
}

#[test]
fn the_budget_is_for_what_is_ambiguous_alone() {
    let many = format!("[{}]", vec![ambiguous(6, "1"); 20_000].join(","));
    assert_eq!(wire::from_json::<Vec<Either>>(&many).unwrap().len(), 20_000);
}

#[test]
fn long_strings_are_not_copied_without_end() {
    let begin = Instant::now();
    let error = refusal::<Either>(&ambiguous(40, &format!("\"{}\"", "x".repeat(1_000_000))));
    assert!(error.len() < 2_000, "{}", error.len());
    assert!(begin.elapsed() < Duration::from_secs(20));
}

fn refuses<T: DeserializeOwned + std::fmt::Debug>(before: &str, opening: &str) {
    let text = before.to_owned() + &opening.repeat(1_000_000);
    let error = serde_json::from_str::<T>(&text).expect_err("so many levels should be refused");
    assert!(error.to_string().len() < 3_000, "{error}");
}

#[test]
fn a_million_brackets() {
    refuses::<Tree>("", r#"{"c":["#);
    refuses::<Tree>(r#"{"x":"#, "[");
    refuses::<Tree>(r#"{"c":"#, "[");
    refuses::<Owner>(r#"{"extra":"#, "[");
    refuses::<Owner>(r#"{"extra":"#, r#"{"a":"#);
    refuses::<Owner>(r#"{"limits":"#, r#"{"a":"#);
    refuses::<Owner>(r#"{"full name":"#, "[");
    refuses::<Models>("", "[");
    refuses::<Pairs>(r#"{"pairs":"#, "[");
    refuses::<Change>("", r#"{"parent":"#);
    refuses::<Open<Value>>(r#"{"a":"#, "[");
    refuses::<Open<Tree>>(r#"{"a":"#, r#"{"c":["#);
    refuses::<Item>("", r#"{"type":"message","content":["#);
    refuses::<Item>("", r#"{"content":["#);
    refuses::<Item>("", r#"{"next":"#);
    refuses::<Item>("", r#"{"type":"call","next":"#);
    refuses::<Item>(r#"{"type":"new","a":"#, "[");
    refuses::<Content>("", "[");
    refuses::<Scalar>("", "[");
    refuses::<Loose>("", "[");
    refuses::<Loose>("", r#"{"a":"#);
    refuses::<Pet>(r#"{"lives":"#, "[");
    refuses::<Either>("", r#"{"next":"#);
}

/// Data that is one level deeper each time that it is looked at, in a format without a limit of its own.
#[derive(Clone)]
struct Endless(&'static str);

impl IntoDeserializer<'_, serde_json::Error> for Endless {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Endless {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, serde_json::Error> {
        match self.0 {
            "" => visitor.visit_seq(serde::de::value::SeqDeserializer::new(std::iter::repeat_n(self, 2))),
            key => visitor.visit_map(MapDeserializer::new(std::iter::once((key, self)))),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, serde_json::Error> {
        visitor.visit_some(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

fn stops<T: DeserializeOwned + std::fmt::Debug>(key: &'static str) {
    let error = T::deserialize(Endless(key)).expect_err("what has no end should be refused").to_string();
    assert!(error.contains(&format!("nested more than {DEPTH_LIMIT} levels deep")), "{error}");
}

#[test]
fn a_format_without_a_limit() {
    stops::<Loose>("");
    stops::<Loose>("a");
    stops::<Open<Value>>("a");
    stops::<Item>("a");
    stops::<Item>("next");
    stops::<Pet>("x");
    stops::<Either>("next");
    stops::<Either>("x");
    stops::<Tree>("x");
    stops::<Change>("parent");
    stops::<Scalar>("");
}

/// A union that holds but itself: no document means this, and it ends all the same.
#[derive(Debug)]
struct Circle(Option<Box<Circle>>);

impl Wire for Circle {
    type Access = wire::AsUnion;

    fn empty() -> Self {
        Self(None)
    }
}

impl Union for Circle {
    fn shape(&self) -> &'static UnionShape {
        const SHAPE: UnionShape = UnionShape::new("Circle", &[Variant::new("Circle", Kinds::ANY)]);
        &SHAPE
    }

    fn write<'v>(&'v self, sink: &mut dyn Sink<'v>, present: u8) {
        sink.null(present);
    }

    fn choose(&mut self, _: usize) -> Slot<'_> {
        Wire::slot(&mut **self.0.insert(Box::new(Self(None))))
    }
}

#[test]
fn a_union_of_itself() {
    for text in ["1", "[1]", r#"{"a":1}"#] {
        let error = wire::from_json::<Circle>(text).unwrap_err().to_string();
        assert!(error.starts_with("nested more than 128 levels deep"), "{error}");
    }
}

/// A record in itself, with so many fields that their places are most of what it takes to read it.
#[derive(Debug)]
struct Wide {
    next: Option<Box<Wide>>,
    others: [Option<bool>; 255],
}

impl Wire for Wide {
    type Access = wire::AsRecord;

    fn empty() -> Self {
        Self { next: None, others: [None; 255] }
    }
}

impl Record for Wide {
    const SHAPE: &'static Shape = {
        const FIELDS: [Field; 256] = {
            let mut fields = [const { Field::optional("other") }; 256];
            fields[0] = Field::optional("next");
            fields
        };
        &Shape::new("Wide", &FIELDS)
    };

    fn slots(&mut self, reader: &mut dyn ReadFields) {
        let others = self.others.iter_mut().map(Wire::slot);
        reader.read(&mut std::iter::once(Wire::slot(&mut self.next)).chain(others).collect::<Vec<_>>());
    }

    fn write_fields<'v>(&'v self, sink: &mut dyn Sink<'v>) {
        self.next.write(sink, 0);
        for other in &self.others {
            other.write(sink, 0);
        }
    }
}

#[test]
fn a_wide_record_counts_for_more_levels() {
    let nested = |levels: usize| format!("{}{{}}{}", r#"{"next":"#.repeat(levels - 1), "}".repeat(levels - 1));
    // 256 fields count for four levels besides the one that the record itself is.
    assert!(wire::from_json::<Wide>(&nested(128 / 5)).is_ok());
    let error = wire::from_json::<Wide>(&nested(128 / 5 + 1)).unwrap_err().to_string();
    assert!(error.contains("nested more than 128 levels deep"), "{error}");
}
