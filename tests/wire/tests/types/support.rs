//! What all topics check with.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Reads a text as a `T`.
pub fn read<T: DeserializeOwned>(json: &Value) -> Result<T, String> {
    serde_json::from_str(&json.to_string()).map_err(|error| error.to_string())
}

/// Checks that nothing is lost: the type writes what it has read, and a second reading gives the same value.
pub fn check_kept<T: DeserializeOwned + Serialize + PartialEq + Debug>(json: &Value) -> T {
    check_becomes(json, json)
}

/// Checks that the type writes `written` when it has read `json`.
pub fn check_becomes<T: DeserializeOwned + Serialize + PartialEq + Debug>(json: &Value, written: &Value) -> T {
    let value: T = read(json).unwrap_or_else(|error| panic!("{error}\n{json}"));
    let text = serde_json::to_string(&value).expect("what was read can be written");
    assert_eq!(serde_json::from_str::<Value>(&text).expect("what is written is JSON"), *written);
    assert_eq!(read::<T>(written).expect("what is written can be read"), value);
    check_kept_in_binary(&value);
    value
}

/// Checks that a value comes back whole from CBOR, a format that is no text and says what it holds.
fn check_kept_in_binary<T: DeserializeOwned + Serialize + PartialEq + Debug>(value: &T) {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).expect("every value can be written");
    assert_eq!(ciborium::from_reader::<T, _>(&bytes[..]).expect("what is written can be read"), *value);
}

/// The error of a reading that must fail, without the line and the column: the texts here are all in one line.
pub fn refusal<T: DeserializeOwned + Debug>(json: &Value) -> String {
    match read::<T>(json) {
        Ok(value) => panic!("{json} was read as {value:?}"),
        Err(error) => error.split(" at line ").next().unwrap_or_default().to_owned(),
    }
}

/// An object with a key more, or with another value under it.
pub fn with(base: &Value, key: &str, value: Value) -> Value {
    let mut result = base.clone();
    result[key] = value;
    result
}
