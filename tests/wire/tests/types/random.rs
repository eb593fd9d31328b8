//! Random values of random types come back whole.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Number, Value};
use tests::random::{Place, UNKNOWN_KEY, Version, config, fixed, name, strange_value, value};
use wire_tests::{RANDOM_COMPONENTS, RANDOM_SEED, through_random};

/// How many values there are within the largest value that is asked for.
const ROOM: usize = 60;

/// The components, drawn once: a failing test asks for them at each step towards a smaller value.
static COMPONENTS: LazyLock<Vec<Place>> = LazyLock::new(|| fixed(RANDOM_SEED, RANDOM_COMPONENTS));

fn schema(position: usize) -> Value {
    COMPONENTS[position].schema(Version::V3_1)
}

/// What does not hold of a value and its type, in words. A key that the document does not know need not come back.
fn fault(position: usize, sent: &Value, has_unknown_keys: bool) -> Option<String> {
    let (name, schema, text) = (name(position), schema(position), sent.to_string());
    match through_random(position, &text) {
        Err(error) => Some(format!("{name} refuses {text}: {error}\n{schema:#}")),
        Ok(written) => {
            let back: Value = serde_json::from_str(&written).expect("what is written is JSON");
            let is_whole = if has_unknown_keys {
                is_same(&without_unknown_keys(sent), &without_unknown_keys(&back))
            } else {
                is_same(sent, &back)
            };
            (!is_whole).then(|| format!("{name} makes\n{written} of\n{text}\n{schema:#}"))
        }
    }
}

fn without_unknown_keys(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_unknown_keys).collect(),
        Value::Object(entries) => {
            let known = entries.iter().filter(|(key, _)| *key != UNKNOWN_KEY);
            known.map(|(key, value)| (key.clone(), without_unknown_keys(value))).collect()
        }
        other => other.clone(),
    }
}

/// Whether two values are the same: a number with a fraction of nothing is a whole one in JSON.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let is_there = |(key, value): (&String, &Value)| other.get(key).is_some_and(|other| is_same(value, other));
            one.len() == other.len() && one.iter().all(is_there)
        }
        (Value::Number(one), Value::Number(other)) => match (whole(one), whole(other)) {
            (None, None) => one.as_f64() == other.as_f64(),
            (one, other) => one == other,
        },
        (one, other) => one == other,
    }
}

/// The integer that a number is, with all its digits.
fn whole(number: &Number) -> Option<i128> {
    let signed = number.as_i64().map(i128::from);
    let integer = signed.or_else(|| number.as_u64().map(i128::from));
    #[expect(
        clippy::cast_possible_truncation,
        reason = "an `f64` without a fraction, of which 128 bits hold the usual"
    )]
    integer.or_else(|| number.as_f64().filter(|value| value.fract() == 0.0).map(|value| value as i128))
}

proptest! {
    #![proptest_config(config(4_000))]

    #[test]
    fn every_value_comes_back_whole(
        position in (0..RANDOM_COMPONENTS).no_shrink(),
        seed in any::<u64>().no_shrink(),
        room in 0..ROOM,
    ) {
        // A value that is given up is no case: the test fails where there are too many of them.
        let sent = value(&COMPONENTS, position, seed, room);
        prop_assume!(sent.is_some());
        if let Some(fault) = sent.and_then(|sent| fault(position, &sent, false)) {
            prop_assert!(false, "{fault}");
        }
    }

    #[test]
    #[ignore = "fails where a branch keeps as untyped JSON what the right one reads, and so loses fewer of the new keys in it"]
    fn what_a_newer_server_adds_is_read(
        position in (0..RANDOM_COMPONENTS).no_shrink(),
        seed in any::<u64>().no_shrink(),
        room in 0..ROOM,
    ) {
        let sent = strange_value(&COMPONENTS, position, seed, room);
        prop_assume!(sent.is_some());
        if let Some(fault) = sent.and_then(|sent| fault(position, &sent, true)) {
            prop_assert!(false, "{fault}");
        }
    }
}

#[test]
#[ignore = "lists what is wrong of many values: `RANDOM_SCHEMAS_COMPONENTS` and `RANDOM_SCHEMAS_SEED` say of which"]
fn every_fault_of_many_values() {
    const VALUES: u64 = 200;
    let mut faults = Vec::new();
    for position in 0..RANDOM_COMPONENTS {
        let values = (0..VALUES).flat_map(|seed| {
            let room = usize::try_from(seed).unwrap_or(ROOM) % ROOM;
            let strange = strange_value(&COMPONENTS, position, seed, room).map(|sent| (sent, true));
            value(&COMPONENTS, position, seed, room).map(|sent| (sent, false)).into_iter().chain(strange)
        });
        // The smallest value of a component tells most.
        let of_component = values.filter_map(|(sent, is_strange)| fault(position, &sent, is_strange));
        faults.extend(of_component.min_by_key(String::len));
    }
    assert!(faults.is_empty(), "{} components have faults:\n{}", faults.len(), faults.join("\n\n"));
}

#[test]
fn what_is_lost_is_seen() {
    let lossy = [("[1]", "[]"), ("{\"a\":1}", "{}"), ("{}", "{\"a\":null}"), ("\"1\"", "1")];
    let rounded =
        [("1.5", "1"), ("9007199254740993", "9007199254740992.0"), ("18446744073709551615", "1.8446744073709552e19")];
    for (sent, back) in lossy.into_iter().chain(rounded) {
        let [sent, back] = [sent, back].map(|text| text.parse::<Value>().expect("the text is JSON"));
        assert!(!is_same(&sent, &back), "{sent} is not {back}");
    }
    assert!(is_same(&"[2.0]".parse().expect("JSON"), &"[2]".parse().expect("JSON")));
}

#[test]
fn the_values_are_many_and_the_types_look_at_them() {
    let (mut with_values, mut choosy) = (0, 0);
    let mut all = BTreeSet::new();
    for position in 0..RANDOM_COMPONENTS {
        let values: BTreeSet<String> = (0..50)
            .filter_map(|seed| value(&COMPONENTS, position, seed, ROOM))
            .map(|value| value.to_string())
            .collect();
        with_values += usize::from(!values.is_empty());
        all.extend(values);
        // No type but one of a text, a number or anything at all takes all three of these.
        let strange = ["\"\\u0000 strange\"", "-1.5", "[{\"strange\": [[[]]]}]"];
        choosy += usize::from(strange.iter().any(|text| through_random(position, text).is_err()));
    }
    assert!(with_values * 10 >= RANDOM_COMPONENTS * 9, "{with_values} of {RANDOM_COMPONENTS} components have values");
    assert!(all.len() >= RANDOM_COMPONENTS * 10, "the values are {} alone", all.len());
    assert!(choosy * 2 >= RANDOM_COMPONENTS, "{choosy} of {RANDOM_COMPONENTS} types refuse a strange value");
}
