//! The values that a description allows.
//!
//! They are made one by one from a seed and not by strategies, so that no strategy stands for each place that a value may
//! have through all references, and a failing case becomes smaller by one number, the room that a value has.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::random::{Description, Place, Record, TAGS, marker};

/// The number of values within a value at which it is given up: what it must hold goes through too many references.
const SIZE_LIMIT: usize = 2_000;

/// How deep what the document does not describe may nest.
const DEPTH_OF_ANYTHING: usize = 2;

/// A value of the component at `position`, the same for the same seed, with about `room` values within it.
///
/// `None` where what it must hold is far more than a test has use for.
pub fn value(components: &[Place], position: usize, seed: u64, room: usize) -> Option<Value> {
    let mut drawing = Drawing { components, random: Rng::with_seed(seed), room, size: 0 };
    drawing.place(&components[position])
}

struct Drawing<'a> {
    components: &'a [Place],
    random: Rng,
    room: usize,
    size: usize,
}

impl Drawing<'_> {
    fn place(&mut self, place: &Place) -> Option<Value> {
        self.size += 1;
        if self.size > SIZE_LIMIT {
            return None;
        }
        if place.is_nullable && self.one_in(5) { Some(Value::Null) } else { self.description(&place.description) }
    }

    fn description(&mut self, description: &Description) -> Option<Value> {
        match description {
            Description::Anything => Some(self.anything(DEPTH_OF_ANYTHING)),
            Description::Boolean => Some(json!(self.random.bool())),
            Description::Integer(format) => Some(self.integer(*format)),
            Description::Number => Some(self.fraction()),
            Description::Text(format) => Some(self.text(*format)),
            Description::Texts(values) => self.random.choice(values).map(|value| json!(value)),
            Description::Integers(values) => self.random.choice(values).map(|value| json!(value)),
            Description::Constant(value) => Some(json!(value)),
            Description::List(inner) => {
                let length = self.length();
                (0..length).map(|_| self.place(inner)).collect()
            }
            Description::Tuple(items) => items.iter().map(|item| self.place(item)).collect(),
            Description::Map(inner) => {
                let length = self.length();
                let entries = (0..length).map(|_| Some((self.key(), self.place(inner)?)));
                entries.collect::<Option<Map<_, _>>>().map(Value::Object)
            }
            Description::Record(record) => self.record(record).map(Value::Object),
            Description::Parts(parts) => {
                let parts: Option<Vec<_>> = parts.iter().map(|part| self.record(part)).collect();
                Some(Value::Object(parts?.into_iter().flatten().collect()))
            }
            Description::ByKind(kinds) => {
                let chosen = self.random.usize(..kinds.len());
                self.place(&kinds[chosen])
            }
            Description::ByTag(records) => {
                let chosen = self.random.usize(..records.len());
                let mut object = self.record(&records[chosen])?;
                object.insert("kind".to_owned(), json!(TAGS[chosen]));
                Some(Value::Object(object))
            }
            Description::ByKey(records) => {
                let chosen = self.random.usize(..records.len());
                self.record(&records[chosen].with(marker(chosen))).map(Value::Object)
            }
            Description::Reference(position) => {
                let components = self.components;
                self.place(&components[*position])
            }
        }
    }

    fn record(&mut self, record: &Record) -> Option<Map<String, Value>> {
        let mut object = Map::new();
        for property in &record.properties {
            if property.is_required || self.has_room() && self.random.bool() {
                object.insert(property.key.clone(), self.place(&property.place)?);
            }
        }
        if let Some(additional) = &record.additional {
            for _ in 0..self.length() {
                // No key that is named begins like this.
                let key = format!("other {}", self.random.u8(..9));
                object.insert(key, self.place(additional)?);
            }
        }
        Some(object)
    }

    fn anything(&mut self, depth: usize) -> Value {
        match self.random.u8(..if depth == 0 { 4 } else { 6 }) {
            0 => json!(self.random.bool()),
            1 => self.integer(None),
            2 => self.fraction(),
            3 => self.text(None),
            4 => (0..self.random.usize(..3)).map(|_| self.anything(depth - 1)).collect(),
            _ => (0..self.random.usize(..3)).map(|_| (self.key(), self.anything(depth - 1))).collect(),
        }
    }

    /// A key that nobody names.
    fn key(&mut self) -> String {
        self.characters(4, |random| random.choice(['a', 'b', ' ', '.', 'é', '"']).unwrap_or('a'))
    }

    fn integer(&mut self, format: Option<&str>) -> Value {
        // Small numbers and the largest are as likely as those between.
        let shift = self.random.u32(..64);
        let number = self.random.i64(..) >> shift;
        match format {
            Some("int32") => json!(self.random.i32(..) >> (shift / 2)),
            Some("uint8") => json!(self.random.u8(..)),
            Some("uint64") => json!(self.random.u64(..) >> shift),
            _ => json!(number),
        }
    }

    fn fraction(&mut self) -> Value {
        let any = f64::from_bits(self.random.u64(..));
        json!(if any.is_finite() { any } else { 0.0 })
    }

    fn text(&mut self, format: Option<&str>) -> Value {
        const MOMENTS: [&str; 3] = ["2026-10-23T08:15:30Z", "1999-12-31T23:59:60+01:00", "2000-01-01T00:00:00.5Z"];
        const IDENTIFIERS: [&str; 2] = ["00000000-0000-0000-0000-000000000000", "F81D4FAE-7dec-41d0-a765-00a0c91e6bf6"];
        match format {
            Some("date-time") => json!(self.random.choice(MOMENTS)),
            Some("uuid") => json!(self.random.choice(IDENTIFIERS)),
            _ => json!(self.characters(6, |random| random.char(..))),
        }
    }

    fn characters(&mut self, limit: usize, draw: impl Fn(&mut Rng) -> char) -> String {
        (0..self.random.usize(..limit)).map(|_| draw(&mut self.random)).collect()
    }

    /// The length of a list: none at all where the value is large enough.
    fn length(&mut self) -> usize {
        if self.has_room() { self.random.usize(..4) } else { 0 }
    }

    const fn has_room(&self) -> bool {
        self.size < self.room
    }

    fn one_in(&mut self, count: u32) -> bool {
        self.random.u32(..count) == 0
    }
}
