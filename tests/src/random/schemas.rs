//! Which schemas there are: drawn by proptest, so that a document that fails becomes smaller.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use crate::random::{Description, Place, Property, Record};

/// How many inline schemas may stand one inside the other.
const DEPTH: u32 = 3;
/// So many components, which are the same for the same seed.
///
/// # Panics
///
/// Never: a strategy here always has a value.
pub fn fixed(seed: u64, count: usize) -> Vec<Place> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), random);
    components(count).new_tree(&mut runner).expect("a strategy without filters has a value").current()
}

/// So many component schemas, which refer to each other.
pub fn components(count: usize) -> impl Strategy<Value = Vec<Place>> {
    // The collection of strategies gives one value of each.
    (0..count).map(|position| place(position, count, DEPTH, false)).collect::<Vec<_>>()
}

/// A place in the component at `position`. Where it may be left out, it may refer to any component; elsewhere only to one
/// before its own, so that every component has a value that ends.
fn place(position: usize, count: usize, depth: u32, may_be_left_out: bool) -> BoxedStrategy<Place> {
    let targets = if may_be_left_out { count } else { position };
    let description = description(position, count, depth, targets);
    (description, prop::bool::weighted(0.25))
        .prop_map(|(description, is_nullable)| {
            let has_null_of_its_own = matches!(description, Description::Anything);
            Place { description, is_nullable: is_nullable && !has_null_of_its_own }
        })
        .boxed()
}

fn description(position: usize, count: usize, depth: u32, targets: usize) -> BoxedStrategy<Description> {
    let mut choices = vec![(8, scalar())];
    if targets > 0 {
        choices.push((3, (0..targets).prop_map(Description::Reference).boxed()));
    }
    if depth > 0 {
        let inner = || place(position, count, depth - 1, true).prop_map(Box::new);
        let records = |prefix: &'static str| {
            vec(record(position, count, depth - 1, false), 2..4).prop_map(move |records| numbered(prefix, records))
        };
        choices.push((2, inner().prop_map(Description::List).boxed()));
        choices.push((2, inner().prop_map(Description::Map).boxed()));
        choices.push((1, vec(place(position, count, depth - 1, false), 1..4).prop_map(Description::Tuple).boxed()));
        choices.push((6, record(position, count, depth - 1, true).prop_map(Description::Record).boxed()));
        choices.push((2, records("part").prop_map(Description::Parts).boxed()));
        choices.push((2, kinds(position, count, depth - 1)));
        choices.push((2, vec(record(position, count, depth - 1, false), 2..4).prop_map(Description::ByTag).boxed()));
        choices.push((2, vec(record(position, count, depth - 1, false), 2..4).prop_map(Description::ByKey).boxed()));
    }
    prop::strategy::Union::new_weighted(choices).boxed()
}

fn scalar() -> BoxedStrategy<Description> {
    const INTEGERS: [Option<&str>; 6] =
        [None, Some("int32"), Some("int64"), Some("uint8"), Some("uint64"), Some("odd")];
    const TEXTS: [Option<&str>; 5] = [None, None, Some("date-time"), Some("uuid"), Some("odd")];
    const VALUES: [&str; 9] = ["asc", "ASC", "", "1st", "self", "a b", "größe", "Unknown", "\"quoted\\"];
    prop_oneof![
        1 => Just(Description::Anything),
        2 => Just(Description::Boolean),
        3 => select(&INTEGERS[..]).prop_map(Description::Integer),
        2 => Just(Description::Number),
        4 => select(&TEXTS[..]).prop_map(Description::Text),
        3 => subsequence(&VALUES[..], 2..=VALUES.len()).prop_map(Description::Texts),
        1 => subsequence(vec![-1, 0, 1, 7, i64::MAX], 2..=5).prop_map(Description::Integers),
        1 => select(&VALUES[..]).prop_map(Description::Constant),
    ]
    .boxed()
}

fn record(position: usize, count: usize, depth: u32, may_be_open: bool) -> BoxedStrategy<Record> {
    const KEYS: [&str; 10] =
        ["id", "type", "a-b", "a_b", "aB", "größe", "with space", "self", "", "additional_properties"];
    let property = any::<bool>().prop_flat_map(move |is_required| {
        place(position, count, depth, !is_required).prop_map(move |place| (place, is_required))
    });
    let additional = if may_be_open {
        prop::option::weighted(0.2, place(position, count, 0, true)).boxed()
    } else {
        Just(None).boxed()
    };
    (subsequence(&KEYS[..], 0..6), vec(property, 6), additional)
        .prop_map(|(keys, places, additional)| Record {
            properties: keys
                .into_iter()
                .zip(places)
                .map(|(key, (place, is_required))| Property { key: key.to_owned(), place, is_required })
                .collect(),
            additional: additional.map(Box::new),
        })
        .boxed()
}

/// Kinds of values, each at most once: nothing else has to tell them apart.
fn kinds(position: usize, count: usize, depth: u32) -> BoxedStrategy<Description> {
    let list = place(position, count, depth.min(1), true).prop_map(|inner| Description::List(Box::new(inner)));
    let kinds = vec![
        prop_oneof![Just(Description::Text(None)), Just(Description::Texts(vec!["auto", "none"]))].boxed(),
        Just(Description::Integer(None)).boxed(),
        Just(Description::Boolean).boxed(),
        list.boxed(),
        record(position, count, depth, true).prop_map(Description::Record).boxed(),
    ];
    (subsequence(vec![0_usize, 1, 2, 3, 4], 2..=5), kinds)
        .prop_map(|(chosen, kinds)| {
            let place = |index: usize| Place { description: kinds[index].clone(), is_nullable: false };
            Description::ByKind(chosen.into_iter().map(place).collect())
        })
        .boxed()
}

/// Gives the keys of each record a prefix of its own, so that no two of them speak of one key.
fn numbered(prefix: &str, mut records: Vec<Record>) -> Vec<Record> {
    for (position, record) in records.iter_mut().enumerate() {
        for property in &mut record.properties {
            property.key = format!("{prefix} {position} {}", property.key);
        }
    }
    records
}

impl Place {
    /// Makes a list of anything of each tuple, for which OpenAPI 3.0 has no words.
    pub fn loosen(&mut self) {
        if let Description::Tuple(_) = self.description {
            let anything = Self { description: Description::Anything, is_nullable: false };
            self.description = Description::List(Box::new(anything));
        }
        match &mut self.description {
            Description::List(inner) | Description::Map(inner) => inner.loosen(),
            Description::ByKind(kinds) => kinds.iter_mut().for_each(Self::loosen),
            Description::Record(record) => record.loosen(),
            Description::Parts(records) | Description::ByTag(records) | Description::ByKey(records) => {
                records.iter_mut().for_each(Record::loosen);
            }
            _ => {}
        }
    }
}

impl Record {
    fn loosen(&mut self) {
        let places = self.properties.iter_mut().map(|property| &mut property.place);
        places.chain(self.additional.as_deref_mut()).for_each(Place::loosen);
    }
}
