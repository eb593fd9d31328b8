//! Random schemas: a description of each, the document that says it, and the values that it allows.
//!
//! A description holds nothing that loses a value by design, so that every instance has to come back whole from the type
//! that is made of it. What the document leaves open (which of several branches a value belongs to) is left out as well.

use std::env;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::strategy::ValueTree;
use proptest::test_runner::{RngAlgorithm, RngSeed, TestRng, TestRunner};
use serde_json::{Map, Value, json};

/// The name of the variable that sets the seed, a whole number.
pub const SEED: &str = "RANDOM_SCHEMAS_SEED";

/// The name of the variable that sets how many cases a test tries.
pub const CASES: &str = "RANDOM_SCHEMAS_CASES";

/// How many inline schemas may stand one inside the other.
const DEPTH: u32 = 3;

/// How many references an instance follows before it leaves out all that it may.
const REFERENCES: u32 = 3;

/// What the value of a place may be.
#[derive(Clone, Debug)]
pub enum Description {
    /// Anything but null.
    Anything,
    /// A boolean.
    Boolean,
    /// A whole number, with this format.
    Integer(Option<&'static str>),
    /// A number with a fraction.
    Number,
    /// A text, with this format.
    Text(Option<&'static str>),
    /// One of these texts.
    Texts(Vec<&'static str>),
    /// One of these whole numbers.
    Integers(Vec<i64>),
    /// This text alone.
    Constant(&'static str),
    /// A list.
    List(Box<Place>),
    /// A list of so many values.
    Tuple(Vec<Place>),
    /// An object whose keys are not known.
    Map(Box<Place>),
    /// An object.
    Record(Record),
    /// An object that several parts describe.
    Parts(Vec<Record>),
    /// A value of one of several kinds.
    ByKind(Vec<Place>),
    /// One of several objects, which a constant tells apart.
    ByTag(Vec<Record>),
    /// One of several objects, which a required key tells apart.
    ByKey(Vec<Record>),
    /// The component at this position.
    Reference(usize),
}

/// A description, and whether null is a value too.
#[derive(Clone, Debug)]
pub struct Place {
    /// What the value may be.
    pub description: Description,
    /// Whether it may be null.
    pub is_nullable: bool,
}

/// The keys of an object.
#[derive(Clone, Debug)]
pub struct Record {
    /// Those that are named.
    pub properties: Vec<Property>,
    /// What stands under all others.
    pub additional: Option<Box<Place>>,
}

/// A key of an object.
#[derive(Clone, Debug)]
pub struct Property {
    /// The key.
    pub key: String,
    /// What stands under it.
    pub place: Place,
    /// Whether it must be there.
    pub is_required: bool,
}

/// The version of OpenAPI in whose words a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 3.0, which knows neither a list of types nor `const`.
    V3_0,
    /// 3.1.
    V3_1,
}

/// The seed that the environment sets, or the one that never changes.
///
/// # Panics
///
/// Where the variable holds something else than a whole number.
pub fn seed() -> u64 {
    number_from(SEED, 20)
}

/// The settings of a test of so many cases, where the environment says nothing else.
///
/// # Panics
///
/// Where a variable holds something else than a whole number.
pub fn config(cases: u32) -> ProptestConfig {
    let cases = u32::try_from(number_from(CASES, cases.into())).expect("the number of cases is a small one");
    ProptestConfig {
        cases,
        rng_seed: RngSeed::Fixed(seed()),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..ProptestConfig::default()
    }
}

fn number_from(variable: &str, otherwise: u64) -> u64 {
    match env::var(variable) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{variable} is a whole number, not {text:?}")),
        Err(_) => otherwise,
    }
}

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

/// The name of a component.
pub fn name(position: usize) -> String {
    format!("Schema{position}")
}

/// The document of these components; every one of them is sent and comes back.
pub fn document(components: &[Place], version: Version) -> Value {
    let mut schemas = Map::new();
    let mut paths = Map::new();
    for (position, place) in components.iter().enumerate() {
        let name = name(position);
        let content = json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } });
        let operation = json!({ "put": {
            "operationId": format!("replace{name}"),
            "requestBody": { "required": true, "content": content },
            "responses": { "200": { "description": "It.", "content": content } },
        } });
        paths.insert(format!("/{name}"), operation);
        schemas.insert(name, place.schema(version));
    }
    json!({
        "openapi": if version == Version::V3_0 { "3.0.3" } else { "3.1.0" },
        "info": { "title": "Random", "version": "1.0.0" },
        "servers": [{ "url": "https://example.com" }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

/// The text of a document in YAML, in blocks; all keys and texts are quoted, which JSON and YAML do alike.
pub fn yaml(value: &Value) -> String {
    let mut text = String::new();
    write_yaml(value, 0, &mut text);
    text
}

fn write_yaml(value: &Value, indent: usize, text: &mut String) {
    let start = |text: &mut String, mark: &str| {
        text.push('\n');
        text.push_str(&" ".repeat(indent));
        text.push_str(mark);
    };
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            for (key, value) in entries {
                start(text, &format!("{}: ", Value::from(key.as_str())));
                write_yaml(value, indent + 1, text);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                start(text, "- ");
                write_yaml(item, indent + 1, text);
            }
        }
        other => text.push_str(&other.to_string()),
    }
}

impl Place {
    /// The schema that says it.
    pub fn schema(&self, version: Version) -> Value {
        let mut schema = self.description.schema(version);
        if !self.is_nullable {
            return schema;
        }
        let only_null = || json!({ "type": "null" });
        let is_plain = schema.get("enum").is_none();
        match (version, schema.get("type").and_then(Value::as_str).map(str::to_owned)) {
            (Version::V3_0, Some(_)) => {
                schema["nullable"] = json!(true);
                if let Some(values) = schema.get_mut("enum").and_then(Value::as_array_mut) {
                    values.push(Value::Null);
                }
                schema
            }
            (Version::V3_0, None) if schema.get("$ref").is_some() => json!({ "nullable": true, "allOf": [schema] }),
            (Version::V3_0, None) => {
                schema["nullable"] = json!(true);
                schema
            }
            (Version::V3_1, Some(name)) if is_plain => {
                schema["type"] = json!([name, "null"]);
                schema
            }
            (Version::V3_1, _) => match schema.get_mut("oneOf").and_then(Value::as_array_mut) {
                Some(branches) => {
                    branches.push(only_null());
                    schema
                }
                None => json!({ "anyOf": [schema, only_null()] }),
            },
        }
    }

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

    /// The values that it allows, given the components that references lead to.
    pub fn instances(&self, components: &[Self]) -> BoxedStrategy<Value> {
        self.instances_within(components, REFERENCES)
    }

    fn instances_within(&self, components: &[Self], references: u32) -> BoxedStrategy<Value> {
        let values = self.description.instances(components, references);
        if self.is_nullable { prop_oneof![1 => Just(Value::Null), 4 => values].boxed() } else { values }
    }
}

impl Description {
    fn schema(&self, version: Version) -> Value {
        let all = |places: &[Place]| places.iter().map(|place| place.schema(version)).collect::<Vec<_>>();
        match self {
            Self::Anything => json!({}),
            Self::Boolean => json!({ "type": "boolean" }),
            Self::Integer(format) => formatted("integer", *format),
            Self::Number => json!({ "type": "number" }),
            Self::Text(format) => formatted("string", *format),
            Self::Texts(values) => json!({ "type": "string", "enum": values }),
            Self::Integers(values) => json!({ "type": "integer", "enum": values }),
            Self::Constant(value) if version == Version::V3_0 => json!({ "type": "string", "enum": [value] }),
            Self::Constant(value) => json!({ "const": value }),
            Self::List(inner) => json!({ "type": "array", "items": inner.schema(version) }),
            Self::Tuple(items) => {
                json!({ "type": "array", "prefixItems": all(items), "minItems": items.len(), "maxItems": items.len() })
            }
            Self::Map(inner) => json!({ "type": "object", "additionalProperties": inner.schema(version) }),
            Self::Record(record) => record.schema(version),
            Self::Parts(parts) => json!({ "allOf": parts.iter().map(|part| part.schema(version)).collect::<Vec<_>>() }),
            Self::ByKind(kinds) => json!({ "oneOf": all(kinds) }),
            Self::ByTag(records) => {
                let tagged = |(position, record): (usize, &Record)| {
                    let tag = Property {
                        key: "kind".to_owned(),
                        place: Place { description: Self::Constant(TAGS[position]), is_nullable: false },
                        is_required: true,
                    };
                    record.with(tag).schema(version)
                };
                json!({ "oneOf": records.iter().enumerate().map(tagged).collect::<Vec<_>>() })
            }
            Self::ByKey(records) => {
                let keyed = |(position, record): (usize, &Record)| record.with(marker(position)).schema(version);
                json!({ "oneOf": records.iter().enumerate().map(keyed).collect::<Vec<_>>() })
            }
            Self::Reference(position) => json!({ "$ref": format!("#/components/schemas/{}", name(*position)) }),
        }
    }

    fn instances(&self, components: &[Place], references: u32) -> BoxedStrategy<Value> {
        let within = |place: &Place| place.instances_within(components, references);
        let most = if references == 0 { 0 } else { 3 };
        match self {
            Self::Anything => anything(),
            Self::Boolean => any::<bool>().prop_map(Value::from).boxed(),
            Self::Integer(format) => integers(*format),
            Self::Number => fractions(),
            Self::Text(format) => texts(*format),
            Self::Texts(values) => select(values.clone()).prop_map(Value::from).boxed(),
            Self::Integers(values) => select(values.clone()).prop_map(Value::from).boxed(),
            Self::Constant(value) => Just(json!(value)).boxed(),
            Self::List(inner) => vec(within(inner), 0..=most).prop_map(Value::from).boxed(),
            Self::Tuple(items) => items.iter().map(within).collect::<Vec<_>>().prop_map(Value::from).boxed(),
            Self::Map(inner) => prop::collection::btree_map(keys(), within(inner), 0..=most)
                .prop_map(|entries| Value::Object(entries.into_iter().collect()))
                .boxed(),
            Self::Record(record) => record.instances(components, references),
            Self::Parts(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| part.instances(components, references)).collect();
                let together = |objects: Vec<Value>| {
                    let entries = objects.into_iter().filter_map(|object| match object {
                        Value::Object(entries) => Some(entries),
                        _ => None,
                    });
                    Value::Object(entries.flatten().collect())
                };
                parts.prop_map(together).boxed()
            }
            Self::ByKind(kinds) => one_of(kinds.iter().map(within)),
            Self::ByTag(records) => one_of(records.iter().enumerate().map(|(position, record)| {
                let tag = json!(TAGS[position]);
                record
                    .instances(components, references)
                    .prop_map(move |object| with(object, "kind", tag.clone()))
                    .boxed()
            })),
            Self::ByKey(records) => one_of(
                records
                    .iter()
                    .enumerate()
                    .map(|(position, record)| record.with(marker(position)).instances(components, references)),
            ),
            Self::Reference(position) => {
                components[*position].instances_within(components, references.saturating_sub(1))
            }
        }
    }
}

/// The tags of the branches that one tells apart.
const TAGS: [&str; 3] = ["first", "second kind", "third"];

/// The required key that the branch at this position has alone.
fn marker(position: usize) -> Property {
    Property {
        key: format!("marker {position}"),
        place: Place { description: Description::Boolean, is_nullable: false },
        is_required: true,
    }
}

fn formatted(name: &str, format: Option<&str>) -> Value {
    match format {
        Some(format) => json!({ "type": name, "format": format }),
        None => json!({ "type": name }),
    }
}

fn with(mut object: Value, key: &str, value: Value) -> Value {
    object[key] = value;
    object
}

fn one_of(choices: impl Iterator<Item = BoxedStrategy<Value>>) -> BoxedStrategy<Value> {
    prop::strategy::Union::new(choices).boxed()
}

fn anything() -> BoxedStrategy<Value> {
    let scalar = prop_oneof![any::<bool>().prop_map(Value::from), integers(None), fractions(), texts(None)];
    scalar
        .prop_recursive(2, 8, 3, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..3).prop_map(Value::from),
                prop::collection::btree_map(keys(), inner, 0..3)
                    .prop_map(|entries| Value::Object(entries.into_iter().collect())),
            ]
        })
        .boxed()
}

/// Keys that nobody names. A strategy by pattern would parse the pattern for each of them.
fn keys() -> impl Strategy<Value = String> {
    vec(select(vec!['a', 'b', ' ', '.', 'é', '"']), 0..4).prop_map(String::from_iter)
}

fn integers(format: Option<&str>) -> BoxedStrategy<Value> {
    match format {
        Some("int32") => any::<i32>().prop_map(Value::from).boxed(),
        Some("uint8") => any::<u8>().prop_map(Value::from).boxed(),
        Some("uint64") => any::<u64>().prop_map(Value::from).boxed(),
        _ => any::<i64>().prop_map(Value::from).boxed(),
    }
}

fn fractions() -> BoxedStrategy<Value> {
    use prop::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    (POSITIVE | NEGATIVE | NORMAL | SUBNORMAL | ZERO).prop_map(Value::from).boxed()
}

fn texts(format: Option<&str>) -> BoxedStrategy<Value> {
    match format {
        Some("date-time") => {
            select(vec!["2026-10-23T08:15:30Z", "1999-12-31T23:59:60+01:00", "2000-01-01T00:00:00.5Z"])
                .prop_map(Value::from)
                .boxed()
        }
        Some("uuid") => select(vec!["00000000-0000-0000-0000-000000000000", "F81D4FAE-7dec-41d0-a765-00a0c91e6bf6"])
            .prop_map(Value::from)
            .boxed(),
        _ => vec(any::<char>(), 0..6).prop_map(|text| Value::from(String::from_iter(text))).boxed(),
    }
}

impl Record {
    fn loosen(&mut self) {
        let places = self.properties.iter_mut().map(|property| &mut property.place);
        places.chain(self.additional.as_deref_mut()).for_each(Place::loosen);
    }

    /// The record with a key more.
    fn with(&self, property: Property) -> Self {
        let mut record = self.clone();
        record.properties.push(property);
        record
    }

    fn schema(&self, version: Version) -> Value {
        let properties: Map<String, Value> =
            self.properties.iter().map(|property| (property.key.clone(), property.place.schema(version))).collect();
        let required: Vec<&str> =
            self.properties.iter().filter(|property| property.is_required).map(|property| &*property.key).collect();
        let mut schema = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        if let Some(additional) = &self.additional {
            schema["additionalProperties"] = additional.schema(version);
        }
        schema
    }

    fn instances(&self, components: &[Place], references: u32) -> BoxedStrategy<Value> {
        let entries: Vec<_> = self
            .properties
            .iter()
            .map(|property| {
                let key = property.key.clone();
                if !property.is_required && references == 0 {
                    return Just(None).boxed();
                }
                let value = property.place.instances_within(components, references);
                let present = value.prop_map(move |value| Some((key.clone(), value))).boxed();
                if property.is_required { present } else { prop_oneof![Just(None), present].boxed() }
            })
            .collect();
        let others = match &self.additional {
            Some(additional) if references > 0 => {
                let value = additional.instances_within(components, references);
                // No key that is named begins like this.
                prop::collection::btree_map((0..9).prop_map(|number| format!("other {number}")), value, 0..3).boxed()
            }
            _ => Just(std::collections::BTreeMap::new()).boxed(),
        };
        (entries, others)
            .prop_map(|(entries, others)| Value::Object(entries.into_iter().flatten().chain(others).collect()))
            .boxed()
    }
}
