//! Payloads that a server could send tomorrow, and payloads that it must not send, made from those that it sends.
//!
//! Nothing is left to chance: the same payload gives the same probes.

use crate::corpus::compare::excerpt;
use crate::corpus::json::{Json, Kind, Step, pointer};
use crate::corpus::schemas::{Position, Schemas};

/// What a mutated payload asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProbeKind {
    /// A key that the document does not know: it has to decode.
    NewKey,
    /// A value that an enumeration does not list: it has to decode and to come back.
    UnknownValue,
    /// A value of a kind that no schema allows: it should be refused.
    WrongType,
}

impl ProbeKind {
    /// Every kind, in the order of the columns.
    pub const ALL: [Self; 3] = [Self::NewKey, Self::UnknownValue, Self::WrongType];

    /// How many probes of the kind a payload gives at most.
    const fn limit(self) -> usize {
        match self {
            Self::NewKey => 8,
            Self::UnknownValue | Self::WrongType => 4,
        }
    }
}

/// The value that stands in place of one that an enumeration lists.
pub const UNKNOWN: &str = "x_corpus_unknown";

/// A mutated payload.
#[derive(Clone, Debug)]
pub struct Probe {
    /// What it asks.
    pub kind: ProbeKind,
    /// Where it differs from the payload.
    pub way: Vec<Step>,
    /// What was changed, in words.
    pub change: String,
    /// The whole payload with the change.
    pub value: Json,
}

/// The probes of a payload.
pub fn probes(schemas: &Schemas<'_>, position: &Position, payload: &Json) -> Vec<Probe> {
    let mut sites = Sites { schemas, way: Vec::new(), found: Vec::new() };
    sites.visit(position, payload, false);
    let mut probes = Vec::new();
    for kind in ProbeKind::ALL {
        let ways: Vec<&Vec<Step>> = sites.found.iter().filter(|(of, _)| *of == kind).map(|(_, way)| way).collect();
        // Places all over the payload ask more than the first few, which lie close together.
        let count = ways.len().min(kind.limit());
        for number in 0..count {
            let way = ways[number * ways.len() / count];
            probes.extend(payload.at(way).map(|value| probe(kind, number, way, value, payload)));
        }
    }
    probes
}

fn probe(kind: ProbeKind, number: usize, way: &[Step], value: &Json, payload: &Json) -> Probe {
    let (change, changed) = match kind {
        ProbeKind::NewKey => {
            let key = format!("x_corpus_probe_{}", number + 1);
            let mut entries = match value {
                Json::Object(entries) => entries.clone(),
                _ => Vec::new(),
            };
            entries.push((key.clone(), Json::String("new".to_owned())));
            (format!("the new key `{key}`"), Json::Object(entries))
        }
        ProbeKind::UnknownValue => {
            (format!("{} became \"{UNKNOWN}\"", excerpt(value)), Json::String(UNKNOWN.to_owned()))
        }
        ProbeKind::WrongType => {
            let wrong = wrong(value);
            (format!("{} became {wrong}", excerpt(value)), wrong)
        }
    };
    Probe { kind, way: way.to_owned(), change, value: payload.with(way, changed) }
}

impl Probe {
    /// Where the change is, as a JSON Pointer into the payload.
    pub fn pointer(&self) -> String {
        pointer(&self.way)
    }
}

/// A value of another kind.
fn wrong(value: &Json) -> Json {
    match value.kind() {
        Kind::String => Json::Object(vec![("x".to_owned(), Json::Number("1".to_owned()))]),
        _ => Json::String("wrong".to_owned()),
    }
}

struct Sites<'c, 's> {
    schemas: &'c Schemas<'s>,
    way: Vec<Step>,
    found: Vec<(ProbeKind, Vec<Step>)>,
}

impl Sites<'_, '_> {
    fn visit(&mut self, position: &Position, value: &Json, discriminates: bool) {
        let replaced = wrong(value).kind();
        if value.kind() != Kind::Null && !self.schemas.allows(position, replaced) {
            self.note(ProbeKind::WrongType);
        }
        match value {
            Json::String(_) if !discriminates && self.schemas.is_enumeration(position) => {
                self.note(ProbeKind::UnknownValue);
            }
            Json::Object(entries) => {
                if self.schemas.takes_new_key(position) {
                    self.note(ProbeKind::NewKey);
                }
                for (key, value) in entries {
                    let discriminates = self.schemas.discriminates(position, key);
                    self.enter(position, Step::Key(key.clone()), value, discriminates);
                }
            }
            Json::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.enter(position, Step::Index(index), item, false);
                }
            }
            _ => {}
        }
    }

    fn enter(&mut self, position: &Position, step: Step, value: &Json, discriminates: bool) {
        let inside = self.schemas.inside(position, &step);
        self.way.push(step);
        self.visit(&inside, value, discriminates);
        self.way.pop();
    }

    fn note(&mut self, kind: ProbeKind) {
        self.found.push((kind, self.way.clone()));
    }
}
