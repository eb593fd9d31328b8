//! Which schemas there are: drawn by proptest, so that a document that fails becomes smaller.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};

use serde_json::{Value, json};

use crate::random::{
    Additional, BLOCK, Description, Direction, Null, Parts, Place, Property, Record, Rest, TagWords, marker, name,
    required, tag,
};

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
    (0..count).map(|position| component(position, count)).collect::<Vec<_>>()
}

/// Where a place stands.
#[derive(Clone, Copy)]
struct Spot {
    /// The component.
    position: usize,
    /// The components that may be referred to where the place has to be there are those before this one.
    earlier: usize,
    /// How many components there are.
    count: usize,
    /// How many inline schemas may stand within the place.
    depth: u32,
}

impl Spot {
    const fn inner(self) -> Self {
        Self { depth: self.depth - 1, ..self }
    }

    /// The component that the block begins with.
    const fn start(self) -> usize {
        self.position - self.position % BLOCK
    }

    /// The components that may be referred to. Where a value may be left out it is any of them; elsewhere only one
    /// before its own, so that every component has a value that ends. None refers to the last one, whose keys that only
    /// come would make two types of all that hold it.
    const fn targets(self, may_be_left_out: bool) -> usize {
        let others = self.count - 1;
        if may_be_left_out && others > 0 { others } else { self.earlier }
    }
}

fn component(position: usize, count: usize) -> BoxedStrategy<Place> {
    let spot = Spot { position, earlier: position, count, depth: DEPTH };
    let start = spot.start();
    let description = match position % BLOCK {
        within @ (0 | 1) => {
            record(spot.inner(), false).prop_map(move |record| Description::Record(prefixed(within, record))).boxed()
        }
        2 | 3 => record(spot.inner(), false)
            .prop_map(move |record| Description::Record(record.with(tag(&name(position)))))
            .boxed(),
        4 => record(spot.inner(), false)
            .prop_map(|record| Description::Record(record.with(required("kind", Description::Text(None)))))
            .boxed(),
        5 => (record(spot.inner(), false), any::<bool>())
            .prop_map(move |(record, has_mapping)| {
                let record = prefixed(0, record);
                Description::Base { start, record, has_mapping }
            })
            .boxed(),
        // A child that has to hold its own base would have no value that ends.
        within @ (6 | 7) => record(Spot { earlier: start + 5, ..spot }.inner(), false)
            .prop_map(move |record| Description::Child { start, position, record: prefixed(within, record) })
            .boxed(),
        _ => return prop_oneof![9 => place(spot, false), 1 => defined(spot)].boxed(),
    };
    description.prop_map(|description| Place { description, null: Null::Never }).boxed()
}

/// A component of which a part stands under `$defs`.
fn defined(spot: Spot) -> BoxedStrategy<Place> {
    place(spot.inner(), false)
        .prop_map(move |inner| Place {
            description: Description::Defined(spot.position, Box::new(inner)),
            null: Null::Never,
        })
        .boxed()
}

fn place(spot: Spot, may_be_left_out: bool) -> BoxedStrategy<Place> {
    const NULLS: [Null; 4] = [Null::Word, Null::Word, Null::LastBranch, Null::FirstBranch];
    let null = prop_oneof![3 => Just(Null::Never), 1 => select(&NULLS[..])];
    // What a place may be is worked out only where one is drawn: there are far too many ways to nest.
    let description = Just(()).prop_flat_map(move |()| description(spot, spot.targets(may_be_left_out)));
    (description, null)
        .prop_map(|(description, null)| {
            let null = if description.has_null() { Null::Never } else { null };
            Place { description, null }
        })
        .boxed()
}

fn description(spot: Spot, targets: usize) -> BoxedStrategy<Description> {
    let mut choices = vec![(12, scalar())];
    if targets > 0 {
        choices.push((4, (0..targets).prop_map(Description::Reference).boxed()));
        choices.push((1, (0..targets).prop_map(Description::Described).boxed()));
    }
    let (start, within) = (spot.start(), spot.earlier.saturating_sub(spot.start()));
    if within > 4 {
        let words = select(&[TagWords::Constants, TagWords::Discriminator, TagWords::Mapping][..]);
        choices.push((2, words.prop_map(move |words| Description::Tagged { start, words }).boxed()));
    }
    if spot.depth > 0 {
        let spot = spot.inner();
        let inner = || place(spot, true).prop_map(Box::new);
        let records = || vec(record(spot, false), 2..4);
        let open_records = || vec(record(spot, true), 2..4);
        choices.push((2, inner().prop_map(Description::List).boxed()));
        choices.push((2, map(inner().boxed())));
        choices.push((2, tuple(spot)));
        choices.push((6, record(spot, true).prop_map(Description::Record).boxed()));
        choices.push((3, parts(spot, within)));
        choices.push((1, choice_of_keys(spot)));
        choices.push((2, kinds(spot)));
        choices.push((2, open_records().prop_map(Description::ByTag).boxed()));
        choices.push((2, records().prop_map(Description::ByKey).boxed()));
        choices.push((2, vec(place(spot, false), 2..4).prop_map(overlapping).boxed()));
        let branches = prop_oneof![records().prop_map(Description::ByTag), records().prop_map(Description::ByKey)];
        let beside = (record(spot, false), branches)
            .prop_map(|(record, branches)| Description::Beside(prefixed(9, record), Box::new(branches)));
        choices.push((2, beside.boxed()));
        choices.push((1, deep()));
    }
    prop::strategy::Union::new_weighted(choices).boxed()
}

/// A union whose branches take each other's values. A branch of narrow numbers takes wide ones and rounds them, which
/// is known and left out.
fn overlapping(mut places: Vec<Place>) -> Description {
    for place in &mut places {
        if let Description::Number(format @ Some("float")) = &mut place.description {
            *format = Some("double");
        }
    }
    Description::Overlapping(places)
}

const TEXTS: [&str; 9] = ["asc", "ASC", "", "1st", "self", "a b", "größe", "Unknown", "\"quoted\\"];

fn scalar() -> BoxedStrategy<Description> {
    const INTEGERS: [Option<&str>; 10] = [
        None,
        Some("int8"),
        Some("int16"),
        Some("int32"),
        Some("int64"),
        Some("uint8"),
        Some("uint16"),
        Some("uint32"),
        Some("uint64"),
        Some("odd"),
    ];
    const NUMBERS: [Option<&str>; 4] = [None, Some("float"), Some("double"), Some("odd")];
    const FORMATS: [Option<&str>; 8] =
        [None, None, None, Some("date-time"), Some("uuid"), Some("byte"), Some("binary"), Some("odd")];
    const TYPES: [&str; 6] = ["null", "boolean", "integer", "string", "array", "object"];
    let mixed = || vec![json!("auto"), json!("1"), json!(1), json!(-7), json!(true), json!(false), Value::Null];
    let constants = vec![
        json!(1),
        json!(true),
        json!(false),
        json!(2.5),
        Value::Null,
        json!(["a", 1]),
        json!({ "a": { "b": [] } }),
        json!([]),
        json!({}),
    ];
    prop_oneof![
        2 => any::<bool>().prop_map(|is_boolean| Description::Anything { is_boolean }),
        2 => Just(Description::Boolean),
        4 => select(&INTEGERS[..]).prop_map(Description::Integer),
        3 => select(&NUMBERS[..]).prop_map(Description::Number),
        4 => select(&FORMATS[..]).prop_map(Description::Text),
        1 => Just(Description::Encoded),
        3 => subsequence(&TEXTS[..], 1..=TEXTS.len()).prop_map(Description::Texts),
        1 => subsequence(vec![-1, 0, 1, 7, i64::MAX], 1..=5).prop_map(Description::Integers),
        1 => subsequence(mixed(), 2..=7).prop_map(Description::Values),
        1 => select(&TEXTS[..]).prop_map(|text| Description::Constant(text.into())),
        1 => select(constants).prop_map(Description::Constant),
        1 => subsequence(&TYPES[..], 2..=4).prop_map(Description::Types),
    ]
    .boxed()
}

fn map(inner: BoxedStrategy<Box<Place>>) -> BoxedStrategy<Description> {
    (inner, prop::bool::weighted(0.3)).prop_map(|(inner, has_names)| Description::Map { inner, has_names }).boxed()
}

fn tuple(spot: Spot) -> BoxedStrategy<Description> {
    let rest = prop_oneof![
        2 => Just(Rest::Limited),
        1 => Just(Rest::Refused),
        1 => Just(Rest::Unsaid),
        1 => place(Spot { depth: 0, ..spot }, true).prop_map(|place| Rest::Values(Box::new(place))),
    ];
    (vec(place(spot, false), 1..4), rest).prop_map(|(items, rest)| Description::Tuple(items, rest)).boxed()
}

/// Lists and maps one in the other, more than other schemas nest.
fn deep() -> BoxedStrategy<Description> {
    (scalar(), vec(any::<bool>(), 4..8))
        .prop_map(|(description, wrappers)| {
            wrappers.into_iter().fold(description, |description, is_list| {
                let inner = Box::new(Place { description, null: Null::Never });
                if is_list { Description::List(inner) } else { Description::Map { inner, has_names: false } }
            })
        })
        .boxed()
}

fn record(spot: Spot, may_be_open: bool) -> BoxedStrategy<Record> {
    const KEYS: [&str; 22] = [
        "id",
        "type",
        "a-b",
        "a_b",
        "aB",
        "AB",
        "ID",
        "größe",
        "with space",
        "self",
        "Self",
        "crate",
        "fn",
        "r#fn",
        "",
        "$ref",
        "1",
        "-1",
        "+1",
        "\u{0}\"\\",
        "🎉",
        "additional_properties",
    ];
    let is_last = spot.position + 1 == spot.count;
    let property = (any::<bool>(), prop::bool::weighted(0.05)).prop_flat_map(move |(is_required, is_nothing)| {
        let place = if is_nothing && !is_required {
            Just(Place { description: Description::Nothing, null: Null::Never }).boxed()
        } else {
            place(spot, !is_required)
        };
        let read_only = Just(Some(Direction::ReadOnly));
        let direction = match (is_required, is_last) {
            (false, _) => prop_oneof![
                10 => Just(None),
                1 => read_only,
                1 => Just(Some(Direction::WriteOnly)),
            ]
            .boxed(),
            (true, true) => prop_oneof![3 => Just(None), 1 => read_only].boxed(),
            (true, false) => Just(None).boxed(),
        };
        (place, Just(is_required), direction)
    });
    let property = property.boxed();
    let flat = || place(Spot { depth: 0, ..spot }, true).prop_map(Box::new);
    let (additional, pattern) = if may_be_open {
        let additional = prop_oneof![
            6 => Just(Additional::Unsaid),
            1 => Just(Additional::Refused),
            1 => Just(Additional::Anything),
            2 => flat().prop_map(Additional::Values),
        ];
        (additional.boxed(), prop::option::weighted(0.1, flat()).boxed())
    } else {
        (Just(Additional::Unsaid).boxed(), Just(None).boxed())
    };
    let keys = subsequence(&KEYS[..], 0..6);
    let keys_and_places = keys.prop_flat_map(move |keys| {
        let count = keys.len();
        (Just(keys), vec(property.clone(), count))
    });
    (keys_and_places, additional, pattern)
        .prop_map(|((keys, places), additional, pattern)| Record {
            properties: keys
                .into_iter()
                .zip(places)
                .map(|(key, (place, is_required, direction))| Property {
                    key: key.to_owned(),
                    place,
                    is_required,
                    direction,
                })
                .collect(),
            pattern,
            additional,
        })
        .boxed()
}

/// An object of several parts, of which some are components where there are any before this one.
fn parts(spot: Spot, within: usize) -> BoxedStrategy<Description> {
    let start = spot.start();
    let references = subsequence((start..start + within.min(2)).collect::<Vec<_>>(), 0..=within.min(2));
    // What two parts say of one key: the one names a type, and the other some of its values.
    let shared = prop::option::weighted(0.5, (any::<bool>(), any::<bool>()));
    (references, vec(record(spot, false), 1..4), shared, any::<bool>(), any::<bool>())
        .prop_map(|(references, records, shared, is_required_elsewhere, is_beside)| {
            let mut inline = numbered(records);
            let mut required_keys = Vec::new();
            if is_required_elsewhere {
                let optional = inline.iter().flat_map(|part| &part.properties).filter(|property| {
                    let is_nothing = matches!(property.place.description, Description::Nothing);
                    !property.is_required && property.direction.is_none() && !is_nothing && property.place.ends()
                });
                required_keys.extend(optional.map(|property| property.key.clone()).take(1));
            }
            if let (Some((is_first_required, is_last_required)), [first, .., last]) = (shared, &mut *inline) {
                let wide = Property { is_required: is_first_required, ..required("shared", Description::Text(None)) };
                let values = Description::Texts(vec!["asc", "ASC"]);
                let narrow = Property { is_required: is_last_required, ..required("shared", values) };
                first.properties.push(wide);
                last.properties.push(narrow);
            }
            let is_beside_reference = is_beside && references.len() == 1 && inline.len() == 1;
            Description::Parts(Parts { references, inline, required: required_keys, is_beside_reference })
        })
        .boxed()
}

/// An object of which keys are required by branches alone.
fn choice_of_keys(spot: Spot) -> BoxedStrategy<Description> {
    record(spot, false)
        .prop_map(|record| {
            let mut record = record;
            record.properties.retain(|property| property.is_required);
            record.properties.iter_mut().for_each(|property| property.is_required = false);
            record.properties.truncate(3);
            record.properties.push(Property { is_required: false, ..marker(0) });
            record.properties.push(Property { is_required: false, ..marker(1) });
            let sets = (0..record.properties.len()).map(|position| vec![position]).collect();
            Description::Choices { record, sets }
        })
        .boxed()
}

/// Kinds of values, each at most once: nothing else has to tell them apart. Some are unions of their own.
fn kinds(spot: Spot) -> BoxedStrategy<Description> {
    let few = Spot { depth: spot.depth.min(1), ..spot };
    let list = place(few, true).prop_map(|inner| Description::List(Box::new(inner)));
    let objects = prop_oneof![
        2 => record(spot, true).prop_map(Description::Record),
        1 => vec(record(few, false), 2..4).prop_map(Description::ByTag),
        1 => vec(record(few, false), 2..4).prop_map(Description::ByKey),
        1 => map(place(few, true).prop_map(Box::new).boxed()),
    ];
    let numbers = prop_oneof![Just(Description::Integer(None)), Just(Description::Number(None))];
    let kinds = vec![
        prop_oneof![Just(Description::Text(None)), Just(Description::Texts(vec!["auto", "none"]))].boxed(),
        numbers.boxed(),
        Just(Description::Boolean).boxed(),
        list.boxed(),
        objects.boxed(),
    ];
    (subsequence(vec![0_usize, 1, 2, 3, 4], 2..=5), kinds, any::<[bool; 2]>())
        .prop_map(|(chosen, kinds, [is_nullable, is_nested])| {
            let place = |index: usize| Place { description: kinds[index].clone(), null: Null::Never };
            let mut places: Vec<Place> = chosen.into_iter().map(place).collect();
            if is_nullable {
                places[0].null = Null::Word;
            }
            if is_nested && places.len() > 2 {
                let inner = Description::ByKind(places.drain(..2).collect());
                places.push(Place { description: inner, null: Null::Never });
            }
            Description::ByKind(places)
        })
        .boxed()
}

/// Gives the keys of each record a prefix of its own, so that no two of them speak of one key.
fn numbered(records: Vec<Record>) -> Vec<Record> {
    records.into_iter().enumerate().map(|(position, record)| prefixed(10 + position, record)).collect()
}

/// Gives the keys of a record a prefix, so that it speaks of no key of another.
fn prefixed(number: usize, mut record: Record) -> Record {
    for property in &mut record.properties {
        property.key = format!("part {number} {}", property.key);
    }
    record
}

impl Place {
    /// Whether each value ends that the place may have to have: it refers to nothing.
    fn ends(&self) -> bool {
        use Description as D;
        matches!(
            self.description,
            D::Boolean | D::Integer(_) | D::Number(_) | D::Text(_) | D::Texts(_) | D::Integers(_)
        )
    }

    /// Takes away what OpenAPI 3.0 has no words for.
    pub fn loosen(&mut self) {
        let text = || Description::Text(None);
        match &mut self.description {
            Description::Tuple(..) => {
                let anything = Description::Anything { is_boolean: false };
                self.description = Description::List(Box::new(Self { description: anything, null: Null::Never }));
            }
            Description::Anything { .. } | Description::Nothing => {
                self.description = Description::Anything { is_boolean: false };
            }
            Description::Types(_) | Description::Values(_) | Description::Encoded => self.description = text(),
            Description::Constant(value) if !value.is_string() => self.description = text(),
            Description::Described(position) => self.description = Description::Reference(*position),
            Description::Defined(_, inner) => self.description = Description::List(inner.clone()),
            _ => {}
        }
        match &mut self.description {
            Description::List(inner) | Description::Map { inner, .. } => inner.loosen(),
            Description::ByKind(places) | Description::Overlapping(places) => places.iter_mut().for_each(Self::loosen),
            Description::Record(record)
            | Description::Choices { record, .. }
            | Description::Base { record, .. }
            | Description::Child { record, .. } => record.loosen(),
            Description::Beside(record, branches) => {
                record.loosen();
                branches.loosen();
            }
            Description::Parts(parts) => {
                parts.is_beside_reference = false;
                parts.inline.iter_mut().for_each(Record::loosen);
            }
            branches => branches.loosen(),
        }
    }
}

impl Description {
    /// Whether null is a value already, or nothing else says that it is one.
    fn has_null(&self) -> bool {
        match self {
            Self::Anything { .. } | Self::Nothing => true,
            Self::Values(values) => values.contains(&Value::Null),
            Self::Constant(value) => value.is_null(),
            Self::Types(names) => names.contains(&"null"),
            Self::ByKind(places) => places.iter().any(Place::has_null),
            _ => false,
        }
    }

    fn loosen(&mut self) {
        if let Self::ByTag(records) | Self::ByKey(records) = self {
            records.iter_mut().for_each(Record::loosen);
        }
    }
}

impl Place {
    fn has_null(&self) -> bool {
        self.null != Null::Never || self.description.has_null()
    }
}

impl Record {
    fn loosen(&mut self) {
        self.pattern = None;
        let places = self.properties.iter_mut().map(|property| &mut property.place);
        let additional = match &mut self.additional {
            Additional::Values(place) => Some(&mut **place),
            _ => None,
        };
        places.chain(additional).for_each(Place::loosen);
    }
}
