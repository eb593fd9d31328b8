//! The values that a description allows.
//!
//! They are made one by one from a seed and not by strategies, so that no strategy stands for each place that a value
//! may have through all references, and a failing case becomes smaller by one number, the room that a value has.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::random::{
    Additional, Description, Direction, Null, Parts, Place, Record, Rest, TAGS, TagWords, mapped, marker, name,
};

/// A key that no document of random schemas names.
pub const UNKNOWN_KEY: &str = "unheard of";

/// A text that no enumeration lists.
const UNKNOWN_TEXT: &str = "never listed";

/// The number of values within a value at which it is given up: what it must hold goes through too many references.
const SIZE_LIMIT: usize = 2_000;

/// How deep what the document does not describe may nest.
const DEPTH_OF_ANYTHING: usize = 2;

/// A value of the component at `position`, the same for the same seed, with about `room` values within it.
///
/// `None` where what it must hold is far more than a test has use for.
pub fn value(components: &[Place], position: usize, seed: u64, room: usize) -> Option<Value> {
    Drawing { components, random: Rng::with_seed(seed), room, size: 0, is_strange: false }.place(&components[position])
}

/// The same with keys and values of enumerations that the document does not know, as a newer server may send them.
pub fn strange_value(components: &[Place], position: usize, seed: u64, room: usize) -> Option<Value> {
    Drawing { components, random: Rng::with_seed(seed), room, size: 0, is_strange: true }.place(&components[position])
}

struct Drawing<'a> {
    components: &'a [Place],
    random: Rng,
    room: usize,
    size: usize,
    is_strange: bool,
}

type Object = Map<String, Value>;

impl<'a> Drawing<'a> {
    fn place(&mut self, place: &Place) -> Option<Value> {
        self.size += 1;
        if self.size > SIZE_LIMIT {
            return None;
        }
        let is_null = place.null != Null::Never && self.one_in(5);
        if is_null { Some(Value::Null) } else { self.description(&place.description) }
    }

    fn description(&mut self, description: &Description) -> Option<Value> {
        match description {
            Description::Anything { .. } => Some(self.anything(DEPTH_OF_ANYTHING)),
            Description::Nothing => None,
            Description::Boolean => Some(json!(self.random.bool())),
            Description::Integer(format) => Some(self.integer(*format)),
            Description::Number(Some("float")) => {
                // The digits of such a number are the same in both widths, so that it comes back as it was.
                Some(json!(f64::from(self.random.i16(..)) / 8.0))
            }
            Description::Number(_) => Some(self.fraction()),
            Description::Text(format) => Some(self.text(*format)),
            Description::Encoded => Some(self.text(Some("byte"))),
            // An enumeration of one value is a constant where it has to be there, and a constant is checked.
            Description::Texts(values) if self.is_strange && values.len() > 1 && self.one_in(3) => {
                Some(json!(UNKNOWN_TEXT))
            }
            Description::Texts(values) => self.random.choice(values).map(|value| json!(value)),
            Description::Integers(values) => self.random.choice(values).map(|value| json!(value)),
            Description::Values(values) => self.random.choice(values).cloned(),
            Description::Constant(value) => Some(value.clone()),
            Description::Types(names) => {
                let chosen = self.random.choice(names)?;
                Some(self.of_type(chosen))
            }
            Description::List(inner) | Description::Defined(_, inner) => {
                let length = self.length();
                (0..length).map(|_| self.place(inner)).collect()
            }
            Description::Tuple(items, rest) => {
                let mut values = items.iter().map(|item| self.place(item)).collect::<Option<Vec<_>>>()?;
                for _ in 0..self.length() {
                    match rest {
                        Rest::Limited | Rest::Refused => {}
                        Rest::Unsaid => values.push(self.anything(DEPTH_OF_ANYTHING)),
                        Rest::Values(place) => values.push(self.place(place)?),
                    }
                }
                Some(Value::Array(values))
            }
            Description::Map { inner, .. } => {
                let length = self.length();
                let entries = (0..length).map(|_| Some((self.key(), self.place(inner)?)));
                entries.collect::<Option<Object>>().map(Value::Object)
            }
            Description::ByKind(places) | Description::Overlapping(places) => {
                let chosen = self.random.usize(..places.len());
                self.place(&places[chosen])
            }
            Description::Reference(position) | Description::Described(position) => {
                let components = self.components;
                self.place(&components[*position])
            }
            object => self.object(object).map(Value::Object),
        }
    }

    /// A value of what is always an object.
    fn object(&mut self, description: &Description) -> Option<Object> {
        match description {
            Description::Parts(parts) => self.parts(parts),
            Description::Choices { record, sets } => {
                let must: Vec<String> =
                    self.random.choice(sets)?.iter().map(|position| record.properties[*position].key.clone()).collect();
                self.record(record, &must)
            }
            Description::Beside(record, branches) => {
                let mut object = self.record(record, &[])?;
                object.extend(self.object(branches)?);
                Some(object)
            }
            Description::ByTag(records) => {
                let chosen = self.random.usize(..records.len());
                let mut object = self.record(&records[chosen], &[])?;
                object.insert("kind".to_owned(), json!(TAGS[chosen]));
                Some(object)
            }
            Description::ByKey(records) => {
                let chosen = self.random.usize(..records.len());
                self.record(&records[chosen].with(marker(chosen)), &[])
            }
            Description::Tagged { start, words } => {
                let last = if *words == TagWords::Constants { 3 } else { 4 };
                let position = start + self.random.usize(2..=last);
                let mut object = self.component(position)?;
                let is_mapped = *words == TagWords::Mapping && position == start + 4;
                object.insert("kind".to_owned(), json!(if is_mapped { mapped(position) } else { name(position) }));
                Some(object)
            }
            Description::Base { start, .. } => {
                let position = start + self.random.usize(6..=7);
                self.component(position)
            }
            Description::Child { start, position, record } => {
                let components = self.components;
                let Description::Base { record: base, has_mapping, .. } = &components[start + 5].description else {
                    return None;
                };
                let mut object = self.record(base, &[])?;
                object.extend(self.record(record, &[])?);
                object.insert("kind".to_owned(), json!(if *has_mapping { mapped(*position) } else { name(*position) }));
                Some(object)
            }
            Description::Record(record) => self.record(record, &[]),
            _ => None,
        }
    }

    fn component(&mut self, position: usize) -> Option<Object> {
        let components: &'a [Place] = self.components;
        self.object(&components[position].description)
    }

    fn parts(&mut self, parts: &Parts) -> Option<Object> {
        let mut object = Object::new();
        for position in &parts.references {
            object.extend(self.component(*position)?);
        }
        for part in &parts.inline {
            object.extend(self.record(part, &parts.required)?);
        }
        // What the last part says of a key that the first one has as well is less.
        if object.contains_key("shared") {
            object.insert("shared".to_owned(), json!("asc"));
        }
        Some(object)
    }

    /// A value of a record, which has all keys of `must` that the record names.
    fn record(&mut self, record: &Record, must: &[String]) -> Option<Object> {
        let mut object = Object::new();
        for property in &record.properties {
            let is_never_there = matches!(property.place.description, Description::Nothing)
                || property.direction == Some(Direction::WriteOnly);
            let is_required = property.is_required || must.contains(&property.key);
            if !is_never_there && (is_required || self.has_room() && self.random.bool()) {
                object.insert(property.key.clone(), self.place(&property.place)?);
            }
        }
        for _ in 0..self.length() {
            // No key that is named begins like this.
            let key = format!("other {}", self.random.u8(..9));
            match &record.additional {
                Additional::Anything => object.insert(key, self.anything(DEPTH_OF_ANYTHING)),
                Additional::Values(place) => object.insert(key, self.place(place)?),
                Additional::Unsaid | Additional::Refused => None,
            };
        }
        if let Some(pattern) = &record.pattern {
            for _ in 0..self.length() {
                let key = format!("x-{}", self.random.u8(..9));
                object.insert(key, self.place(pattern)?);
            }
        }
        if self.is_strange && matches!(record.additional, Additional::Unsaid | Additional::Refused) && self.one_in(2) {
            object.insert(UNKNOWN_KEY.to_owned(), json!({ "a": [1] }));
        }
        Some(object)
    }

    fn of_type(&mut self, name: &str) -> Value {
        match name {
            "null" => Value::Null,
            "boolean" => json!(self.random.bool()),
            "integer" => self.integer(None),
            "array" => (0..self.random.usize(..3)).map(|_| self.anything(1)).collect(),
            "object" => (0..self.random.usize(..3)).map(|_| (self.key(), self.anything(1))).collect(),
            _ => self.text(None),
        }
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
            Some("int8") => json!(self.random.i8(..)),
            Some("int16") => json!(self.random.i16(..)),
            Some("int32") => json!(self.random.i32(..) >> (shift / 2)),
            Some("uint8") => json!(self.random.u8(..)),
            Some("uint16") => json!(self.random.u16(..)),
            Some("uint32") => json!(self.random.u32(..)),
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
            Some("byte") => json!(self.random.choice(["", "AA==", "aGVsbG8gd29ybGQ="])),
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
