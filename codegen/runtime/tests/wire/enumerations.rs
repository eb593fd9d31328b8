//! Enumerations, which are open: a value that the document does not list is kept.

use codegen_runtime::runtime::wire::{self, Field, Record, Shape, Text, Whole, Wire};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{from_str, from_value, to_string};

use crate::types::{record, refusal};

#[derive(Clone, Debug, PartialEq)]
pub enum Status {
    Active,
    Paused,
    Unknown(String),
}

impl AsRef<str> for Status {
    fn as_ref(&self) -> &str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Unknown(value) => value,
        }
    }
}

impl Wire for Status {
    type Access = wire::AsText;

    fn empty() -> Self {
        Self::Active
    }
}

impl Text for Status {
    fn set(&mut self, value: &str) -> bool {
        *self = match value {
            "active" => Self::Active,
            "paused" => Self::Paused,
            _ => Self::Unknown(value.to_owned()),
        };
        !matches!(self, Self::Unknown(_))
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Level(pub i64);

impl Wire for Level {
    type Access = wire::AsWhole;

    fn empty() -> Self {
        Self(1)
    }
}

impl Whole for Level {
    fn get(&self) -> i64 {
        self.0
    }

    fn set(&mut self, value: i64) -> bool {
        self.0 = value;
        (1..=3).contains(&value)
    }
}

record! {
    struct Job { status: Status, others: Vec<Status>, level: Option<Level>, }
    shape [Field::required("status"), Field::required("others"), Field::optional("level")]
}

#[test]
fn known_and_unknown_values_come_back_as_they_were() {
    let text = r#"{"status":"paused","others":["active","new","Active"],"level":7}"#;
    let job: Job = from_str(text).unwrap();
    assert_eq!(job.status, Status::Paused);
    let unknown = |value: &str| Status::Unknown(value.to_owned());
    assert_eq!(job.others, [Status::Active, unknown("new"), unknown("Active")]);
    assert_eq!(job.level, Some(Level(7)));
    assert_eq!(to_string(&job).unwrap(), text);
    assert_eq!(from_value::<Job>(from_str(text).unwrap()).unwrap(), job);
}

#[test]
fn an_integer_may_have_a_point() {
    let job: Job = from_str(r#"{"status":"active","others":[],"level":2.0}"#).unwrap();
    assert_eq!(job.level, Some(Level(2)));
}

#[test]
fn another_kind_is_refused() {
    let cases = [
        (r#"{"status":7}"#, "status: invalid type: integer `7`, expected a string at line 1 column 11"),
        (r#"{"status":null}"#, "status: invalid type: null, expected a string at line 1 column 14"),
        (r#"{"others":[[]]}"#, "others[0]: invalid type: sequence, expected a string at line 1 column 11"),
        (r#"{"level":"1"}"#, "level: invalid type: string \"1\", expected a signed 64-bit integer at line 1 column 12"),
        (
            r#"{"level":1.5}"#,
            "level: invalid value: floating point `1.5`, expected a signed 64-bit integer at line 1 column 12",
        ),
        (
            r#"{"level":9223372036854775808}"#,
            "level: invalid value: integer `9223372036854775808`, expected a signed 64-bit integer at line 1 column 28",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(refusal::<Job>(text), expected);
    }
}
