//! Parts that say the same, less, or something else than others.

use serde_json::json;
use wire_tests::parts::types::Equal;

use crate::support::check_kept;

#[test]
fn a_part_that_another_repeats_is_there_once() {
    check_kept::<Equal>(&json!({ "value": { "a": "a", "b": "b" }, "same": { "a": "a" } }));
}
