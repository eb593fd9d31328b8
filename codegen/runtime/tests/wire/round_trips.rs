//! What is written is read again, and the other way round.

use codegen_runtime::runtime::wire::{self, Field, Record, Shape, Wire};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, from_reader, from_slice, from_str, from_value, json, to_string, to_value};

use crate::types::{Model, Models, Owner, full_model, model, record};

#[test]
fn every_way_into_serde_json() {
    let (model, text) = full_model();
    assert_eq!(to_string(&model).unwrap(), text);
    assert_eq!(from_str::<Model>(text).unwrap(), model);
    assert_eq!(from_slice::<Model>(text.as_bytes()).unwrap(), model);
    assert_eq!(from_reader::<_, Model>(text.as_bytes()).unwrap(), model);
    assert_eq!(from_value::<Model>(from_str(text).unwrap()).unwrap(), model);
    assert_eq!(to_value(&model).unwrap(), from_str::<Value>(text).unwrap());
}

#[test]
fn json_without_serde_in_between() {
    let (model, text) = full_model();
    assert_eq!(wire::to_json(&model).unwrap(), text.as_bytes());
    assert_eq!(wire::from_json::<Model>(text).unwrap(), model);
    assert_eq!(wire::from_json::<Vec<Option<bool>>>("[true, null]").unwrap(), [Some(true), None]);
    let error = wire::from_json::<Vec<Model>>(r#"[{"id":"a","object":"model","parent":null},{"id":1}]"#).unwrap_err();
    assert_eq!(error.to_string(), "[1].id: invalid type: integer `1`, expected a string at line 1 column 50");
    let error = wire::from_json::<bool>("true x").unwrap_err();
    assert_eq!(error.to_string(), "trailing characters at line 1 column 6");
}

#[test]
fn absent_values_are_left_out_where_they_may_be() {
    assert_eq!(to_string(&model("m")).unwrap(), r#"{"id":"m","object":"model","parent":null}"#);
}

#[test]
fn null_and_no_key_are_the_same_for_an_optional_field() {
    let text = r#"{"id":"m","object":"model","created":null,"owner":null,"parent":null}"#;
    assert_eq!(from_str::<Model>(text).unwrap(), model("m"));
}

#[test]
fn keys_in_any_order_and_unknown_keys() {
    let text = r#"{"z":[{"a":1}],"parent":"p","created":3,"y":null,"id":"m","object":"model","x":"x"}"#;
    let expected = Model { created: Some(3), parent: Some("p".to_owned()), ..model("m") };
    assert_eq!(from_str::<Model>(text).unwrap(), expected);
}

#[test]
fn keys_may_be_written_with_escapes() {
    let text = r#"{"\u0069d":"m","ob\u006aect":"mode\u006c","parent":null}"#;
    assert_eq!(from_str::<Model>(text).unwrap(), model("m"));
    let owner: Owner = from_str(r#"{"full name":"\ud83d\ude00","limits":{}}"#).unwrap();
    assert_eq!(owner.full_name, "\u{1f600}");
}

#[test]
fn an_empty_list() {
    assert_eq!(to_string(&Models { data: vec![] }).unwrap(), r#"{"object":"list","data":[]}"#);
    assert_eq!(from_str::<Models>(r#"{"object":"list","data":[]}"#).unwrap(), Models { data: vec![] });
}

#[test]
fn untyped_json_keeps_null() {
    let owner: Owner = from_value(json!({ "full name": "", "limits": {}, "extra": { "a": null } })).unwrap();
    assert_eq!(owner.extra, Some(json!({ "a": null })));
}

/// A record with more fields than a machine word has bits, or two. A list of them stands for so many fields.
mod wide {
    use codegen_runtime::runtime::wire::{self, Field, ReadFields, Record, Shape, Sink, Wire};

    pub const COUNT: usize = 300;

    #[derive(Debug, PartialEq)]
    pub struct Wide(pub Vec<i64>);

    /// The key of a field: as many letters as its number, and one more.
    pub const fn key(index: usize) -> &'static str {
        const LETTERS: &[u8] = &[b'a'; COUNT];
        match str::from_utf8(LETTERS.split_at(index + 1).0) {
            Ok(key) => key,
            Err(_) => panic!("letters are text"),
        }
    }

    impl Record for Wide {
        const SHAPE: &'static Shape = {
            const FIELDS: [Field; COUNT] = {
                let mut fields = [const { Field::required("") }; COUNT];
                let mut index = 0;
                while index < COUNT {
                    fields[index] = Field::required(key(index));
                    index += 1;
                }
                fields
            };
            &Shape::new("Wide", &FIELDS)
        };

        fn slots(&mut self, reader: &mut dyn ReadFields) {
            reader.read(&mut self.0.iter_mut().map(Wire::slot).collect::<Vec<_>>());
        }

        fn write_fields<'v>(&'v self, sink: &mut dyn Sink<'v>) {
            for value in &self.0 {
                value.write(sink, 0);
            }
        }
    }

    impl Wire for Wide {
        type Access = wire::AsRecord;

        fn empty() -> Self {
            Self(vec![0; COUNT])
        }
    }
}

#[test]
fn three_hundred_fields() {
    let wide = wide::Wide((0..).take(wide::COUNT).collect());
    let text = String::from_utf8(wire::to_json(&wide).unwrap()).unwrap();
    assert_eq!(wire::from_json::<wide::Wide>(&text).unwrap(), wide);

    let mut keys = from_str::<serde_json::Map<String, Value>>(&text).unwrap();
    let reversed = keys.iter().rev().map(|(key, value)| format!("{key:?}:{value}")).collect::<Vec<_>>().join(",");
    assert_eq!(wire::from_json::<wide::Wide>(&format!("{{{reversed}}}")).unwrap(), wide);

    for missing in [0, 127, 128, 255, 256, 299].map(wide::key) {
        let value = keys.remove(missing).unwrap();
        let error = wire::from_json::<wide::Wide>(&to_string(&keys).unwrap()).unwrap_err().to_string();
        assert!(error.starts_with(&format!("missing field `{missing}` of `Wide`")), "{error}");
        let twice = format!(r#"{{"{missing}":1,"{missing}":1}}"#);
        let error = wire::from_json::<wide::Wide>(&twice).unwrap_err().to_string();
        assert!(error.starts_with(&format!("duplicate field `{missing}` of `Wide`")), "{error}");
        keys.insert(missing.to_owned(), value);
    }
}

record! {
    struct Nothing { }
    shape []
}

#[test]
fn a_record_without_fields() {
    assert_eq!(to_string(&Nothing {}).unwrap(), "{}");
    assert_eq!(from_str::<Nothing>(r#"{"a":1}"#).unwrap(), Nothing {});
}

record! {
    struct Keys { a: i64, b: i64, c: i64, d: i64, e: i64, f: i64, }
    shape [
        Field::optional("a"), Field::optional("abcd"), Field::optional("abcdefg"), Field::optional("abcdefgh"),
        Field::optional("abcdefghijklmnop"), Field::optional("abcdefghijklmnopq"),
    ]
}

#[test]
fn keys_of_every_length_are_told_apart() {
    let whole = "abcdefghijklmnopq";
    for length in 0..=whole.len() {
        for changed in 0..=length {
            // One letter is another, or none.
            let mut key = whole[..length].to_owned();
            if changed < length {
                key.replace_range(changed..=changed, "x");
            }
            let read: Keys = from_str(&format!("{{{key:?}:1}}")).unwrap();
            let is_known = changed == length && [1, 4, 7, 8, 16, 17].contains(&length);
            assert_eq!(
                [read.a, read.b, read.c, read.d, read.e, read.f].iter().sum::<i64>(),
                i64::from(is_known),
                "{key}"
            );
        }
    }
}
