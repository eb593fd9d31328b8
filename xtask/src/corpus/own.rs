//! The payloads that a document has itself: the examples in it, and what is made up where there are too few.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use codegen::source::{At, Node, Source};

use crate::corpus::json::Json;
use crate::corpus::judge::Judge;
use crate::corpus::made_up::Maker;
use crate::corpus::payloads::{Origin, Payload};
use crate::corpus::schemas::Schemas;

/// How many valid payloads a type has at least, where they can be made up.
const PAYLOADS_OF_A_TYPE: usize = 2;

/// How many values are made up to find one that is valid.
const ATTEMPTS: u64 = 8;

/// For how many types of a document payloads are made up at most: the program that reads them is compiled for each
/// type.
const TYPES_LIMIT: usize = 200;

/// The keys under which no schema stands.
const VALUES: [&str; 5] = ["example", "examples", "enum", "const", "default"];

/// Adds the payloads of the document itself to those of its file.
pub fn add(
    source: &Source,
    schemas: &Schemas<'_>,
    types: &HashMap<At, String>,
    judge: &mut Judge<'_>,
    payloads: &mut Vec<Payload>,
) {
    let known = payloads.iter().filter_map(|payload| Some((payload.ty.clone()?, payload.value.to_string()))).collect();
    let mut own = Own { source, schemas, types: types_of_values(source, schemas, types), judge, known, payloads };
    own.add_examples();
    own.make_up();
}

/// The types that values are of, by the places of their schemas.
fn types_of_values<'c>(
    source: &Source,
    schemas: &Schemas<'_>,
    types: &'c HashMap<At, String>,
) -> HashMap<At, &'c String> {
    // The map has the types of operations as well, which no value is of.
    let is_operation = |at: &At| {
        let place = source.place_key(*at);
        let below_paths = matches!(place.split('/').collect::<Vec<_>>()[..], [_, "paths", _, _]);
        below_paths || schemas.followed(*at).iter().any(|at| schemas.get(*at, "responses").is_some())
    };
    // A type that is made of several parts may be named by the place of the first, which says less than the type.
    let is_part = |at: &At| source.place_key(*at).rsplit('/').nth(1) == Some("allOf");
    types.iter().filter(|(at, _)| !is_operation(at) && !is_part(at)).map(|(at, ty)| (*at, ty)).collect()
}

/// The payloads of a document while its own are added to them.
struct Own<'c, 's, 'j> {
    source: &'c Source,
    schemas: &'c Schemas<'s>,
    types: HashMap<At, &'c String>,
    judge: &'c mut Judge<'j>,
    /// The values of each type that are payloads already.
    known: HashSet<(String, String)>,
    payloads: &'c mut Vec<Payload>,
}

impl Own<'_, '_, '_> {
    /// Adds the examples of the document.
    fn add_examples(&mut self) {
        let mut examples = Examples { schemas: self.schemas, types: &self.types, found: Vec::new() };
        let roots = self.source.files().filter_map(|(_, file)| file.root.as_ref().ok().copied());
        roots.for_each(|root| examples.walk(root));
        for (place, title, value) in examples.found {
            let way = self.schemas.followed(place);
            let Some(ty) = way.iter().find_map(|at| self.types.get(at)) else { continue };
            // The type of a schema that allows null is the type of what is not: null stands where it is used.
            if value != Json::Null
                && self.known.insert(((*ty).clone(), value.to_string()))
                && let Some(is_valid) = self.judge.allows(place, &value)
            {
                let ty = (*ty).clone();
                self.push(Origin::Document, title, place, ty, value, is_valid);
            }
        }
    }

    /// Adds values that are made up for the types that have too few payloads.
    fn make_up(&mut self) {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for payload in self.payloads.iter().filter(|payload| payload.is_valid) {
            *counts.entry(payload.ty.clone().unwrap_or_default()).or_default() += 1;
        }
        let count = |ty: &str| counts.get(ty).copied().unwrap_or_default();
        let types = self.first_places().into_iter();
        let poor: Vec<(String, At)> = types.filter(|(ty, _)| count(ty) < PAYLOADS_OF_A_TYPE).collect();
        let chosen = poor.len().min(TYPES_LIMIT);
        for number in 0..chosen {
            let (ty, place) = &poor[number * poor.len() / chosen];
            self.make_up_for(ty, *place, count(ty));
        }
    }

    /// The first place of each type, in an order that is the same each time.
    fn first_places(&self) -> BTreeMap<String, At> {
        let places: BTreeSet<(String, At, &String)> =
            self.types.iter().map(|(at, ty)| (self.source.place_key(*at), *at, *ty)).collect();
        let mut first = BTreeMap::new();
        for (_, at, ty) in places {
            first.entry(ty.clone()).or_insert(at);
        }
        first
    }

    fn make_up_for(&mut self, ty: &str, place: At, mut made: usize) {
        for seed in 0..ATTEMPTS {
            let Some(value) = Maker::new(self.schemas, seed).value(place) else { continue };
            if made < PAYLOADS_OF_A_TYPE
                && value != Json::Null
                && self.judge.allows(place, &value) == Some(true)
                && self.known.insert((ty.to_owned(), value.to_string()))
            {
                made += 1;
                self.push(Origin::MadeUp, format!("made up {}", seed + 1), place, ty.to_owned(), value, true);
            }
        }
    }

    fn push(&mut self, origin: Origin, title: String, place: At, ty: String, value: Json, is_valid: bool) {
        let schema = format!("#{}", self.source.place_name(place).trim_start_matches('#'));
        self.payloads.push(Payload { title, schema, is_valid, value, place: Some(place), ty: Some(ty), origin });
    }
}

struct Examples<'c, 's> {
    schemas: &'c Schemas<'s>,
    types: &'c HashMap<At, &'c String>,
    found: Vec<(At, String, Json)>,
}

impl Examples<'_, '_> {
    fn walk(&mut self, at: At) {
        let schemas = self.schemas;
        match schemas.node(at) {
            Node::Mapping(entries) => {
                if let Some(schema) = schemas.get(at, "schema").filter(|schema| schemas.is_mapping(*schema)) {
                    self.of_content(at, schema);
                } else if self.types.contains_key(&at) {
                    self.of_schema(at);
                }
                for (key, inner) in entries {
                    if !VALUES.contains(&&**key) || self.is_named(at) {
                        self.walk(*inner);
                    }
                }
            }
            Node::Sequence(items) => items.iter().for_each(|item| self.walk(*item)),
            _ => {}
        }
    }

    /// Whether the keys of a mapping are names that the document gives, so that none of them has a meaning.
    fn is_named(&self, at: At) -> bool {
        let key = self.schemas.key(at);
        ["properties", "schemas", "patternProperties", "responses", "parameters"].contains(&key.as_str())
    }

    /// The examples beside a schema, of a body or a parameter (OpenAPI 3.1.1, section 4.8.14).
    fn of_content(&mut self, at: At, schema: At) {
        let schemas = self.schemas;
        if let Some(example) = schemas.get(at, "example") {
            self.push(schema, "example", example);
        }
        let examples = schemas.get(at, "examples").map(|examples| schemas.entries(examples)).unwrap_or_default();
        for (name, example) in examples {
            let example = schemas.target(*example).unwrap_or(*example);
            if let Some(value) = schemas.get(example, "value") {
                self.push(schema, name, value);
            }
        }
    }

    /// The examples in a schema.
    fn of_schema(&mut self, at: At) {
        let schemas = self.schemas;
        if let Some(example) = schemas.get(at, "example") {
            self.push(at, "example", example);
        }
        for example in schemas.items(at, "examples") {
            self.push(at, "example", *example);
        }
        // One publisher writes examples as JSON text, under a key of its own.
        let text = schemas.get(at, "x-oaiMeta").and_then(|words| schemas.string(words, "example"));
        let value = text.and_then(Json::parse);
        self.found.extend(value.map(|value| (at, "example in x-oaiMeta".to_owned(), value)));
    }

    fn push(&mut self, schema: At, name: &str, value: At) {
        let Some(value) = Json::parse(&self.schemas.json(value)) else { return };
        let is_text = |at: &At| self.schemas.types(*at).is_some_and(|types| types.iter().any(|name| name == "string"));
        // Some publishers write an object as JSON text, also where the schema says that it is none.
        let value = match value.text().and_then(Json::parse) {
            Some(inner @ (Json::Object(_) | Json::Array(_))) if !self.schemas.followed(schema).iter().any(is_text) => {
                inner
            }
            _ => value,
        };
        self.found.push((schema, name.to_owned(), value));
    }
}
