//! Lists whose items have types by their place.

use serde_json::json;
use wire_tests::tuples::types::{Bounds, Entry, Line, Tuples};

use crate::support::{check_kept, refusal};

#[test]
fn items_keep_their_places() {
    let value: Tuples = check_kept(&json!({
        "pair": ["a", 1], "closed": [0.5, -1.5], "records": [{ "x": 1 }, null], "loose": ["a", 1, { "b": null }],
        "typed_rest": ["a", 1, 2], "ends": ["a", 1],
    }));
    assert_eq!(value.pair, ("a".to_owned(), 1));
    check_kept::<Line>(&json!([[0.5, 1.5], [2.5, 3.5]]));
}

#[test]
fn too_few_too_many_and_other_kinds_are_refused() {
    assert_eq!(
        refusal::<Tuples>(&json!({ "pair": [1, "a"] })),
        "pair[0]: invalid type: integer `1`, expected a string"
    );
    for list in [json!([]), json!(["a"]), json!(["a", 1, 2])] {
        let error = refusal::<Tuples>(&json!({ "pair": list }));
        assert!(error.starts_with("pair: invalid length "), "{error}");
    }
    assert_eq!(
        refusal::<Tuples>(&json!({ "pair": ["a", 1], "closed": [0.5, "x"] })),
        "closed[1]: invalid type: string \"x\", expected a number"
    );
}

#[test]
fn the_length_of_a_list_or_an_item_of_it_tells_a_tuple_from_another() {
    let flat: Bounds = check_kept(&json!([1.5, 2.5, 3.5, 4.5]));
    assert!(matches!(flat, Bounds::Tuple4(_)), "{flat:?}");
    let high: Bounds = check_kept(&json!([1.5, 2.5, 3.5, 4.5, 5.5, 6.5]));
    assert!(matches!(high, Bounds::Tuple6(_)), "{high:?}");
    let error = refusal::<Bounds>(&json!([1.5, 2.5, 3.5, 4.5, 5.5]));
    assert!(error.contains("no variant of `Bounds` fits"), "{error}");
    let entry: Entry = check_kept(&json!(["a", true]));
    assert_eq!(entry, Entry::StringAndBoolean(("a".to_owned(), true)));
}
