//! Values that are one of several.

use std::collections::BTreeMap;

use codegen_runtime::runtime::wire::{
    self, Constant, Field, Kinds, Record, Shape, Sink, Slot, Union, UnionShape, Variant, Wire,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, from_str, from_value, json, to_string, to_value};

use crate::enumerations::Status;
use crate::types::{record, refusal};

/// What the generator prints for a union.
macro_rules! union {
    (enum $name:ident { $($index:literal $variant:ident($type:ty),)* } shape $shape:expr) => {
        #[derive(Clone, Debug, PartialEq)]
        pub enum $name {
            $($variant($type),)*
        }

        impl Wire for $name {
            type Access = wire::AsUnion;

            #[allow(unreachable_code)]
            fn empty() -> Self {
                $(return Self::$variant(Wire::empty());)*
            }
        }

        impl Union for $name {
            fn shape(&self) -> &'static UnionShape {
                const SHAPE: UnionShape = $shape;
                &SHAPE
            }

            fn write<'v>(&'v self, sink: &mut dyn Sink<'v>, present: u8) {
                match self {
                    $(Self::$variant(value) => Wire::write(value, sink, present),)*
                }
            }

            fn choose(&mut self, variant: usize) -> Slot<'_> {
                match variant {
                    $($index => {
                        *self = Self::$variant(Wire::empty());
                        match self {
                            Self::$variant(value) => Wire::slot(value),
                            #[allow(unreachable_patterns)]
                            _ => Slot::Ignored,
                        }
                    })*
                    _ => Slot::Ignored,
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                wire::serialize(self, serializer)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                wire::deserialize(deserializer)
            }
        }
    };
}
pub(crate) use union;

record! {
    struct Message { role: String, content: Content, }
    shape [
        Field::constant("type", Constant::String("message")), Field::required("role"), Field::required("content"),
    ]
}

record! {
    struct Call { kind: String, name: String, next: Option<Box<Item>>, }
    shape [Field::required("type"), Field::required("name"), Field::optional("next")]
}

union! {
    enum Content { 0 Text(String), 1 Parts(Vec<Item>), 2 Strings(Vec<String>), }
    shape UnionShape::new("Content", &[
        Variant::new("Text", Kinds::STRING),
        Variant::new("Parts", Kinds::ARRAY).of(Kinds::OBJECT),
        Variant::new("Strings", Kinds::ARRAY).of(Kinds::STRING),
    ])
}

record! {
    struct Run { kind: String, status: Option<Status>, }
    shape [Field::required("kind"), Field::optional("status")]
}

union! {
    enum Tool { 0 Search(Named), 1 Run(Run), }
    shape UnionShape::new("Tool", &[
        Variant::new("Search", Kinds::OBJECT).tagged(&["search"]),
        Variant::new("Run", Kinds::OBJECT).tagged(&["run"]),
    ]).tagged_by("kind")
}

record! {
    struct Named { kind: String, name: Option<String>, }
    shape [Field::optional("kind"), Field::optional("name")]
}

union! {
    enum Item { 0 Message(Box<Message>), 1 Call(Box<Call>), 2 Tool(Box<Tool>), 3 Map(BTreeMap<String, Value>), 4 Unknown(Value), }
    shape UnionShape::new("Item", &[
        Variant::new("Message", Kinds::OBJECT).maybe_tagged(&["message"]).requires(&["role", "content"]),
        Variant::new("Call", Kinds::OBJECT).tagged(&["call", "function"]),
        Variant::new("Tool", Kinds::OBJECT).tagged(&["tool"]),
        Variant::new("Map", Kinds::OBJECT).tagged(&["map"]),
        Variant::new("Unknown", Kinds::OBJECT),
    ]).tagged_by("type").with_unknown(4)
}

record! { struct Cat { lives: i64, color: Option<String>, } shape [Field::required("lives"), Field::optional("color")] }
record! { struct Dog { lives: i64, status: Option<Status>, breed: Option<String>, } shape [Field::required("lives"), Field::optional("status"), Field::optional("breed")] }
record! { struct Fox { tail: Limitless, } shape [Field::required("tail")] }
record! { struct Limitless { length: f64, } shape [Field::required("length")] }

union! {
    enum Pet { 0 Cat(Cat), 1 Dog(Dog), 2 Fox(Fox), }
    shape UnionShape::new("Pet", &[
        Variant::new("Cat", Kinds::OBJECT).requires(&["lives"]),
        Variant::new("Dog", Kinds::OBJECT).requires(&["lives"]),
        Variant::new("Fox", Kinds::OBJECT).requires(&["tail"]),
    ])
}

union! {
    enum Scalar { 0 Text(String), 1 Whole(i64), 2 Number(f64), 3 Nothing(()), 4 Bool(bool), 5 Pair((i64, i64)), 6 Pets(Vec<Pet>), }
    shape UnionShape::new("Scalar", &[
        Variant::new("Text", Kinds::STRING),
        Variant::new("Whole", Kinds::INTEGER),
        Variant::new("Number", Kinds::NUMBER),
        Variant::new("Nothing", Kinds::NULL),
        Variant::new("Bool", Kinds::BOOLEAN),
        Variant::new("Pair", Kinds::ARRAY).of(Kinds::INTEGER),
        Variant::new("Pets", Kinds::ARRAY).of(Kinds::OBJECT),
    ])
}

union! {
    enum Narrow { 0 Whole(i64), 1 Maybe(Option<bool>), }
    shape UnionShape::new("Narrow", &[
        Variant::new("Whole", Kinds::INTEGER),
        Variant::new("Maybe", Kinds::BOOLEAN.or(Kinds::NULL)),
    ])
}

union! {
    enum OrOff { 0 Off(bool), 1 Whole(i64), }
    shape UnionShape::new("OrOff", &[
        Variant::new("Off", Kinds::FALSE),
        Variant::new("Whole", Kinds::INTEGER),
    ])
}

union! {
    enum Loose { 0 Number(f64), 1 Level(Status), 2 Any(Value), }
    shape UnionShape::new("Loose", &[
        Variant::new("Number", Kinds::NUMBER),
        Variant::new("Level", Kinds::STRING),
        Variant::new("Any", Kinds::ANY),
    ])
}

fn same<T: serde::de::DeserializeOwned + Serialize + PartialEq + std::fmt::Debug>(text: &str) -> T {
    let value: T = from_str(text).unwrap();
    assert_eq!(to_string(&value).unwrap(), text);
    assert_eq!(to_value(&value).unwrap(), from_str::<Value>(text).unwrap());
    assert_eq!(from_value::<T>(from_str(text).unwrap()).unwrap(), value);
    assert_eq!(serde_json::from_reader::<_, T>(text.as_bytes()).unwrap(), value);
    value
}

#[test]
fn by_kind() {
    assert_eq!(same::<Scalar>(r#""a""#), Scalar::Text("a".to_owned()));
    assert_eq!(same::<Scalar>("1"), Scalar::Whole(1));
    assert_eq!(same::<Scalar>("-1.5"), Scalar::Number(-1.5));
    assert_eq!(from_str::<Scalar>("1.0").unwrap(), Scalar::Number(1.0));
    // What the whole numbers have no room for is a number still.
    assert_eq!(from_str::<Scalar>("9223372036854775808").unwrap(), Scalar::Number(9_223_372_036_854_775_808.0));
    assert_eq!(same::<Scalar>("null"), Scalar::Nothing(()));
    assert_eq!(same::<Scalar>("true"), Scalar::Bool(true));
    assert_eq!(same::<Scalar>("[1,2]"), Scalar::Pair((1, 2)));
    assert!(matches!(same::<Scalar>(r#"[{"lives":1}]"#), Scalar::Pets(pets) if pets.len() == 1));
    assert_eq!(from_str::<Narrow>("1.0").unwrap(), Narrow::Whole(1));
    assert_eq!(same::<Narrow>("null"), Narrow::Maybe(None));
    assert_eq!(same::<Narrow>("true"), Narrow::Maybe(Some(true)));
    assert_eq!(same::<Loose>("5"), Loose::Number(5.0));
    assert_eq!(same::<Loose>("false"), Loose::Any(json!(false)));
    assert_eq!(same::<Loose>(r#""active""#), Loose::Level(Status::Active));
    assert_eq!(same::<Loose>(r#""other""#), Loose::Any(json!("other")));
    assert_eq!(same::<Vec<Option<Scalar>>>(r#"[null,"a"]"#), [None, Some(Scalar::Text("a".to_owned()))]);
}

#[test]
fn no_variant_of_that_kind() {
    let all = "expected one of null, a boolean, a number, a string or a list for `Scalar`";
    assert_eq!(refusal::<Scalar>("{}"), format!("invalid type: map, {all} at line 1 column 2"));
    let cases = [
        ("1.5", "invalid type: floating point `1.5`"),
        (r#""x""#, "invalid type: string \"x\""),
        ("[]", "invalid type: sequence"),
    ];
    for (text, expected) in cases {
        let error = refusal::<Narrow>(text);
        let expected = format!("{expected}, expected one of null, a boolean or an integer for `Narrow`");
        assert!(error.starts_with(&expected), "{error}");
    }
    let text = r#"{"type":"message","role":"user","content":7}"#;
    assert_eq!(
        refusal::<Item>(text),
        "content: invalid type: integer `7`, expected one of a string or a list for `Content` at line 1 column 43"
    );
}

#[test]
fn by_tag_wherever_it_stands() {
    let Item::Message(message) = same(r#"{"type":"message","role":"user","content":["a","b"]}"#) else { panic!() };
    assert_eq!(message.content, Content::Strings(vec!["a".to_owned(), "b".to_owned()]));
    let late: Item = from_str(r#"{"role":"user","content":["a","b"],"type":"message"}"#).unwrap();
    assert_eq!(late, Item::Message(message.clone()));
    let middle: Item = from_str(r#"{"role":"user","\u0074ype":"message","content":["a","b"]}"#).unwrap();
    assert_eq!(middle, late);
    let untagged: Item = from_value(json!({ "role": "user", "content": "a" }))
        .map_err(|error| assert_eq!(error.to_string(), "missing field `type` of `Message`"))
        .unwrap_or(late);
    assert_eq!(untagged, Item::Message(message));
}

#[test]
fn a_map_a_nested_union_and_what_nobody_knows() {
    assert!(matches!(same(r#"{"a":[1],"type":"map"}"#), Item::Map(map) if map.len() == 2));
    for text in [r#"{"type":"tool","kind":"run"}"#, r#"{"kind":"run","type":"tool"}"#] {
        let Item::Tool(tool) = from_str(text).unwrap() else { panic!() };
        assert_eq!(*tool, Tool::Run(Run { kind: "run".to_owned(), status: None }));
    }
    let text = r#"{"a":[1,null,{"b":0.5}],"type":"new"}"#;
    assert_eq!(same::<Item>(text), Item::Unknown(from_str(text).unwrap()));
    let Item::Message(message) = same(concat!(
        r#"{"type":"message","role":"user","content":[{"type":"new","x":1},"#,
        r#"{"type":"message","role":"a","content":"b"}]}"#
    )) else {
        panic!()
    };
    assert!(matches!(&message.content, Content::Parts(parts) if matches!(parts[0], Item::Unknown(_))));
}

#[test]
fn what_is_wrong_with_a_tagged_object() {
    let cases = [
        (r#"{"type":"message","role":1}"#, "role: invalid type: integer `1`, expected a string at line 1 column 26"),
        (r#"{"role":1,"type":"message"}"#, "role: invalid type: integer `1`, expected a string at line 1 column 27"),
        (
            r#"{"type":"message","content":[{"role":[],"type":"message"}]}"#,
            "content[0].role: invalid type: sequence, expected a string at line 1 column 58",
        ),
        (r#"{"type":"message","role":""}"#, "missing field `content` of `Message` at line 1 column 28"),
        (r#"{"type":"message","role":"","role":""}"#, "duplicate field `role` of `Message` at line 1 column 34"),
        (r#"{"role":"","type":"message","role":""}"#, "duplicate field `role` of `Message` at line 1 column 34"),
        (
            r#"{"type":7}"#,
            "type: invalid value: integer `7`, expected `message`, `call`, `function`, `tool`, `map` at line 1 column 10",
        ),
        (
            r#"{"type":"tool","kind":"walk"}"#,
            "kind: invalid value: string \"walk\", expected `search`, `run` at line 1 column 29",
        ),
        (r#"{"type":"tool"}"#, "missing field `kind` of `Tool`, expected `search`, `run` at line 1 column 15"),
    ];
    for (text, expected) in cases {
        assert_eq!(refusal::<Item>(text), expected, "{text}");
    }
}

#[test]
fn the_best_fit() {
    // Both take it and neither ignores anything: the first.
    assert!(matches!(same(r#"{"lives":9}"#), Pet::Cat(_)));
    // The first ignores a key, whichever it is.
    assert!(matches!(same(r#"{"lives":9,"breed":"pug"}"#), Pet::Dog(_)));
    assert!(matches!(same(r#"{"lives":9,"color":"red"}"#), Pet::Cat(_)));
    // A status that nobody knows is better than a key that nobody knows.
    assert!(matches!(same(r#"{"lives":9,"status":"new"}"#), Pet::Dog(_)));
    // The second cannot read it, so the first has to ignore a key.
    assert!(matches!(from_str(r#"{"lives":9,"breed":7}"#).unwrap(), Pet::Cat(_)));
    // Both ignore a key.
    assert!(matches!(from_str(r#"{"lives":9,"x":7}"#).unwrap(), Pet::Cat(_)));
    assert!(matches!(same(r#"{"tail":{"length":1}}"#), Pet::Fox(_)));
}

record! { struct Worded { word: Option<String>, } shape [Field::optional("word")] }
record! { struct MaybeWorded { word: Option<String>, } shape [Field::nullable("word")] }

union! {
    enum WordedOrAny { 0 Worded(Worded), 1 Any(Value), }
    shape UnionShape::new("WordedOrAny", &[Variant::new("Worded", Kinds::OBJECT), Variant::new("Any", Kinds::ANY)])
}

union! {
    enum MaybeWordedOrAny { 0 MaybeWorded(MaybeWorded), 1 Any(Value), }
    shape UnionShape::new("MaybeWordedOrAny", &[
        Variant::new("MaybeWorded", Kinds::OBJECT), Variant::new("Any", Kinds::ANY),
    ])
}

union! {
    enum NamedOrWorded { 0 Named(Named), 1 Worded(Worded), }
    shape UnionShape::new("NamedOrWorded", &[
        Variant::new("Named", Kinds::OBJECT), Variant::new("Worded", Kinds::OBJECT),
    ])
}

#[test]
fn a_null_that_is_lost() {
    assert!(matches!(same(r#"{"word":"a"}"#), WordedOrAny::Worded(_)));
    assert!(matches!(same(r#"{"word":null}"#), WordedOrAny::Any(_)));
    // Where the document allows it nothing is lost but whether the key was there.
    assert!(matches!(from_str(r#"{"word":null}"#).unwrap(), MaybeWordedOrAny::MaybeWorded(_)));
    // To lose a key is worse.
    assert!(matches!(from_str(r#"{"word":null}"#).unwrap(), NamedOrWorded::Worded(_)));
}

#[test]
fn why_nothing_fits() {
    let cases = [
        (
            r#"[{"legs":4}]"#,
            concat!(
                "[0]: no variant of `Pet` fits: `Cat`: missing field `lives`; `Dog`: missing field `lives`; ",
                "`Fox`: missing field `tail`"
            ),
        ),
        (
            r#"[{"lives":"x"}]"#,
            concat!(
                "[0]: no variant of `Pet` fits: ",
                "`Cat`: lives: invalid type: string \"x\", expected a signed 64-bit integer; ",
                "`Dog`: lives: invalid type: string \"x\", expected a signed 64-bit integer"
            ),
        ),
        (r#"[{"tail":{"length":"x"}}]"#, "[0].tail.length: invalid type: string \"x\", expected a number"),
    ];
    for (text, expected) in cases {
        let error = wire::from_json::<Vec<Pet>>(text).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
    assert!(refusal::<Scalar>(r#"["a",1]"#).starts_with(
        "no variant of `Scalar` fits: `Pair`: expected an integer as items; `Pets`: expected an object as items"
    ));
    // An error is of bounded length, whatever is in the data.
    let long = format!(r#"{{"lives":"{}"}}"#, "é".repeat(100_000));
    assert!(refusal::<Pet>(&long).len() < 1_200);
}

#[test]
fn a_failed_attempt_leaves_nothing_behind() {
    // The first attempts fail deep inside, and what is wrong afterwards is said as if they had not been.
    let text = r#"{"pet":{"lives":9,"breed":7},"rate":true}"#;
    record! { struct Home { pet: Pet, rate: f64, } shape [Field::required("pet"), Field::required("rate")] }
    assert_eq!(refusal::<Home>(text), "rate: invalid type: boolean `true`, expected a number at line 1 column 40");
    assert!(from_str::<Home>(r#"{"pet":{"lives":9,"breed":7},"rate":"#).unwrap_err().is_eof());
}

#[test]
fn tags_that_are_no_strings() {
    record! { struct One { version: i64, } shape [Field::required("version")] }
    record! { struct Two { version: bool, } shape [Field::required("version")] }
    union! {
        enum Versioned { 0 One(One), 1 Two(Two), }
        shape UnionShape::new("Versioned", &[
            Variant::new("One", Kinds::OBJECT).tagged(&["1"]), Variant::new("Two", Kinds::OBJECT).tagged(&["true"]),
        ]).tagged_by("version")
    }
    assert!(matches!(same(r#"{"version":1}"#), Versioned::One(_)));
    assert!(matches!(from_str(r#"{"version":1.0}"#).unwrap(), Versioned::One(_)));
    assert!(matches!(same(r#"{"version":true}"#), Versioned::Two(_)));
    let known = "expected `1`, `true`";
    assert_eq!(
        refusal::<Versioned>(r#"{"version":"2"}"#),
        format!("version: invalid value: string \"2\", {known} at line 1 column 15")
    );
    assert_eq!(
        refusal::<Versioned>(r#"{"version":[]}"#),
        format!("version: invalid value: sequence, {known} at line 1 column 14")
    );
    assert_eq!(
        refusal::<Versioned>(r#"{"version":null}"#),
        format!("missing field `version` of `Versioned`, {known} at line 1 column 16")
    );
}

#[test]
fn yaml_too() {
    let text = "role: user\ncontent:\n- name: n\n  type: call\n- b: 1\n  type: new\ntype: message\n";
    let item: Item = serde_yaml::from_str(text).unwrap();
    assert_eq!(serde_yaml::from_str::<Item>(&serde_yaml::to_string(&item).unwrap()).unwrap(), item);
    let error = serde_yaml::from_str::<Item>("role: user\ncontent:\n- type: []\ntype: message\n").unwrap_err();
    assert!(error.to_string().starts_with("content[0].type: invalid value: sequence, expected `message`"), "{error}");
}

#[test]
fn one_boolean_is_not_the_other() {
    assert_eq!(same::<OrOff>("false"), OrOff::Off(false));
    assert_eq!(same::<OrOff>("1"), OrOff::Whole(1));
    let error = from_str::<OrOff>("true").unwrap_err().to_string();
    assert!(error.starts_with("invalid type: boolean `true`, expected one of `false` or an integer"), "{error}");
}

union! {
    enum Lists { 0 Halves(Vec<f32>), 1 Numbers(Vec<f64>), 2 Integers(Vec<i64>), }
    shape UnionShape::new("Lists", &[
        Variant::new("Halves", Kinds::ARRAY).of(Kinds::NUMBER),
        Variant::new("Numbers", Kinds::ARRAY).of(Kinds::NUMBER),
        Variant::new("Integers", Kinds::ARRAY).of(Kinds::INTEGER),
    ])
}

#[test]
fn the_list_that_keeps_all_digits() {
    assert_eq!(same::<Lists>("[0.1,3]"), Lists::Halves(vec![0.1, 3.0]));
    assert_eq!(same::<Lists>("[0.1,3.000000001]"), Lists::Numbers(vec![0.1, 3.000_000_001]));
    assert_eq!(same::<Lists>("[9007199254740993]"), Lists::Integers(vec![9_007_199_254_740_993]));
    assert_eq!(same::<Lists>("[16777217]"), Lists::Numbers(vec![16_777_217.0]));
}

record! { struct Label { id: Option<String>, } shape [Field::optional("id")] }

union! {
    enum Title { 0 Text(String), 1 Label(Label), }
    shape UnionShape::new("Title", &[Variant::new("Text", Kinds::STRING), Variant::new("Label", Kinds::OBJECT)])
}

union! {
    enum Cell { 0 Text(String), 1 Any(Value), }
    shape UnionShape::new("Cell", &[Variant::new("Text", Kinds::STRING), Variant::new("Any", Kinds::ANY)])
}

/// With the feature `arbitrary_precision` of `serde_json` a number comes as an object.
#[test]
fn a_number_is_no_object() {
    for number in ["1.5", "1", "12345678901234567890123", "1e2"] {
        let error = refusal::<Title>(number);
        assert!(error.contains("expected one of a string or an object for `Title`"), "{number}: {error}");
        assert!(matches!(from_str::<Cell>(number).unwrap(), Cell::Any(Value::Number(_))), "{number}");
    }
    assert_eq!(same::<Title>("{}"), Title::Label(Label { id: None }));
    assert_eq!(same::<Title>(r#"{"id":"a"}"#), Title::Label(Label { id: Some("a".to_owned()) }));
}

#[test]
fn untyped_numbers_keep_the_digits_that_serde_json_keeps() {
    for text in ["12345678901234567890123", "0.1234567890123456789012345", "[1e400]"] {
        let Ok(untyped) = from_str::<Value>(text) else { continue };
        assert_eq!(from_str::<Cell>(text).unwrap(), Cell::Any(untyped), "{text}");
    }
}
