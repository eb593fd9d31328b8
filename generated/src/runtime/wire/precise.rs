//! Numbers as `serde_json` gives them with its feature `arbitrary_precision`.
//!
//! Any crate of a program may turn it on for all of them. Where a value of any kind is asked for, a number that is no
//! usual integer then comes as a map of one key, whose value is the text of the number.

use std::sync::LazyLock;

use serde::de::{Error, MapAccess};
use serde_json::Number;

/// The key of such a map.
const KEY: &str = "$serde_json::private::Number";

/// Whether the feature is on: only then is this number one.
static IS_ON: LazyLock<bool> = LazyLock::new(|| "1e400".parse::<Number>().is_ok());

/// Whether numbers may come as maps.
pub(crate) fn is_on() -> bool {
    *IS_ON
}

/// Whether the first key of a map says that it is a number.
pub(crate) fn is_key(key: &str) -> bool {
    key == KEY && is_on()
}

/// Reads the number whose key was read.
pub(crate) fn read_number<'de, A: MapAccess<'de>>(entries: &mut A) -> Result<Number, A::Error> {
    entries.next_value::<String>()?.parse().map_err(A::Error::custom)
}
