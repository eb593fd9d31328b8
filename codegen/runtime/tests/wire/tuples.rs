//! Lists of so many values.

use codegen_runtime::runtime::wire::{self, Field, Record, Shape, Wire};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{from_str, from_value, to_string};

use crate::types::{Limit, record, refusal};

type Eight = (u8, u8, u8, u8, u8, u8, u8, bool);

record! {
    struct Pairs { items: Vec<(String, i64)>, single: (Option<Limit>,), eight: Option<Eight>, }
    shape [Field::required("pairs"), Field::required("one"), Field::optional("eight")]
}

#[test]
fn there_and_back() {
    let text = r#"{"pairs":[["a",1],["b",2]],"one":[{"rate":0.5,"is_hard":false}],"eight":[1,2,3,4,5,6,7,true]}"#;
    let pairs: Pairs = from_str(text).unwrap();
    assert_eq!(pairs.items, [("a".to_owned(), 1), ("b".to_owned(), 2)]);
    assert_eq!(pairs.eight, Some((1, 2, 3, 4, 5, 6, 7, true)));
    assert_eq!(to_string(&pairs).unwrap(), text);
    assert_eq!(from_value::<Pairs>(from_str(text).unwrap()).unwrap(), pairs);
    assert_eq!(postcard::from_bytes::<Pairs>(&postcard::to_stdvec(&pairs).unwrap()).unwrap(), pairs);
}

#[test]
fn another_length_or_type() {
    let cases = [
        (r#"{"pairs":[["a"]]}"#, "pairs[0]: invalid length 1, expected a list of 2 items at line 1 column 15"),
        (r#"{"pairs":[["a",1,2,3]]}"#, "pairs[0]: invalid length 4, expected a list of 2 items at line 1 column 21"),
        (r#"{"one":[]}"#, "one: invalid length 0, expected a list of 1 item at line 1 column 9"),
        (r#"{"pairs":[[1,1]]}"#, "pairs[0][0]: invalid type: integer `1`, expected a string at line 1 column 12"),
        (r#"{"one":{}}"#, "one: invalid type: map, expected a list of 1 item at line 1 column 7"),
    ];
    for (text, expected) in cases {
        assert_eq!(refusal::<Pairs>(text), expected);
    }
}
