//! Values of the types of a document, made up: the same ones for the same document, always.

use codegen::ir::{Api, IntegerWidth, Literal, Record, Shape, StringFormat, Type, TypeId, Union};
use serde_json::{Map, Value, json};

/// The depth from which on only what must be there is made.
const SPARSE_DEPTH: usize = 4;

/// The depth at which a value is given up: what it must hold never ends.
const DEPTH_LIMIT: usize = 24;

/// The number of values within a value from which on only what must be there is made.
const SPARSE_SIZE: usize = 300;

/// The number of values within a value at which it is given up.
const SIZE_LIMIT: usize = 5_000;

/// Makes values.
#[derive(Debug)]
pub struct Sampler<'a> {
    api: &'a Api,
    state: u64,
    size: usize,
}

impl<'a> Sampler<'a> {
    /// A maker of values of the types of a document.
    pub const fn new(api: &'a Api, seed: u64) -> Self {
        Self { api, state: seed, size: 0 }
    }

    /// A value of a type; `None` where no small one is found.
    pub fn value(&mut self, id: TypeId) -> Option<Value> {
        self.size = 0;
        self.shape(&self.api.definition(id).shape, 0)
    }

    fn typed(&mut self, ty: &Type, depth: usize) -> Option<Value> {
        if self.api.is_nullable(ty) && self.one_in(6) {
            return Some(Value::Null);
        }
        self.shape(&ty.shape, depth)
    }

    fn shape(&mut self, shape: &Shape, depth: usize) -> Option<Value> {
        self.size += 1;
        if depth > DEPTH_LIMIT || self.size > SIZE_LIMIT {
            return None;
        }
        match shape {
            Shape::Any(_) => Some(json!({ "text": self.words(), "number": self.below(1_000) })),
            Shape::Null => Some(Value::Null),
            Shape::Boolean => Some(json!(self.one_in(2))),
            Shape::Integer(width) => Some(json!(self.integer(*width))),
            // Never whole, so that no reader takes it for an integer, and exact in the narrower of the two widths.
            Shape::Number(_) => Some(json!(f64::from(self.small(4_000)) + 0.25)),
            Shape::String(format) => Some(json!(self.text(*format))),
            Shape::Constant(literal) => Some(of_literal(literal)),
            Shape::Array(items) => Some(Value::Array(self.list(items, depth))),
            Shape::Tuple(items) => items.iter().map(|item| self.typed(item, depth + 1)).collect(),
            Shape::Map(values) => {
                let values = self.list(values, depth).into_iter().enumerate();
                Some(Value::Object(values.map(|(position, value)| (format!("key_{position}"), value)).collect()))
            }
            Shape::Enumeration(enumeration) => {
                let position = self.index(enumeration.values.len());
                Some(of_literal(&enumeration.values.get(position)?.literal))
            }
            Shape::Record(record) => self.record(record, depth),
            Shape::Union(union) => self.union(union, depth),
            Shape::Named(id) => self.shape(&self.api.definition(*id).shape, depth),
        }
    }

    fn list(&mut self, items: &Type, depth: usize) -> Vec<Value> {
        if self.is_sparse(depth) {
            return Vec::new();
        }
        let length = 1 + self.index(4);
        (0..length).filter_map(|_| self.typed(items, depth + 1)).collect()
    }

    fn record(&mut self, record: &Record, depth: usize) -> Option<Value> {
        let mut object = Map::new();
        for field in &record.fields {
            if field.required {
                object.insert(field.key.clone(), self.typed(&field.value, depth + 1)?);
            } else if !self.is_sparse(depth) && !self.one_in(4) {
                let value = self.typed(&field.value, depth + 1);
                object.extend(value.map(|value| (field.key.clone(), value)));
            }
        }
        if let Some(additional) = &record.additional
            && !self.is_sparse(depth)
        {
            let value = self.typed(additional, depth + 1);
            let beginning = record.prefixes.first().map(String::as_str).unwrap_or_default();
            object.extend(value.map(|value| (format!("{beginning}another key"), value)));
        }
        Some(Value::Object(object))
    }

    fn union(&mut self, union: &Union, depth: usize) -> Option<Value> {
        let first = self.index(union.variants.len());
        let (before, after) = union.variants.split_at(first);
        for variant in after.iter().chain(before) {
            let Some(mut value) = self.shape(&variant.value.shape, depth + 1) else { continue };
            let tag = variant.mapped.first().or(variant.component.as_ref());
            // What the document says of the property need not say which of the values stands for the variant.
            if let (Some(key), Some(tag), Some(object)) = (&union.discriminator, tag, value.as_object_mut())
                && !self.has_constant(&variant.value.shape, key)
                && object.get(key).is_some_and(Value::is_string)
            {
                object.insert(key.clone(), json!(tag));
            }
            return Some(value);
        }
        None
    }

    fn has_constant(&self, shape: &Shape, key: &str) -> bool {
        let (shape, _) = self.api.behind(shape);
        let Shape::Record(record) = shape else { return false };
        let field = record.fields.iter().find(|field| field.key == key);
        field.is_some_and(|field| matches!(field.value.shape, Shape::Constant(_)))
    }

    const fn is_sparse(&self, depth: usize) -> bool {
        depth >= SPARSE_DEPTH || self.size > SPARSE_SIZE
    }

    fn integer(&mut self, width: IntegerWidth) -> u64 {
        match width {
            IntegerWidth::Signed8 | IntegerWidth::Unsigned8 => self.below(100),
            IntegerWidth::Signed16 | IntegerWidth::Unsigned16 => self.below(30_000),
            IntegerWidth::Signed32 | IntegerWidth::Unsigned32 => self.below(2_000_000_000),
            IntegerWidth::Signed64 | IntegerWidth::Unsigned64 => self.below(2_000_000_000_000),
        }
    }

    fn text(&mut self, format: StringFormat) -> String {
        let day = 1 + self.below(28);
        match format {
            StringFormat::Date => format!("2025-03-{day:02}"),
            StringFormat::DateTime => format!("2025-03-{day:02}T12:30:00Z"),
            StringFormat::Time => format!("12:30:{day:02}Z"),
            StringFormat::Duration => format!("P{day}D"),
            StringFormat::Uuid => format!("67e55044-10b1-426f-9247-{:012x}", self.below(1 << 40)),
            StringFormat::Uri => format!("https://example.com/{}", self.below(1 << 30)),
            StringFormat::Base64 => "aGVsbG8gd29ybGQ=".to_owned(),
            StringFormat::Decimal => format!("{day}.5"),
            StringFormat::Ipv4 => format!("192.0.2.{day}"),
            StringFormat::Ipv6 => format!("2001:db8::{day}"),
            StringFormat::Email => format!("person{day}@example.com"),
            StringFormat::Plain | StringFormat::Binary | StringFormat::Password => self.words(),
        }
    }

    fn words(&mut self) -> String {
        const WORDS: [&str; 12] = [
            "amber",
            "bridge",
            "cloud",
            "delta",
            "ember",
            "forest",
            "garden",
            "harbour",
            "isle",
            "caf\u{e9}",
            "say \"yes\"",
            "kite",
        ];
        let count = 1 + self.index(5);
        let words: Vec<&str> = (0..count).map(|_| WORDS[self.index(WORDS.len())]).collect();
        words.join(" ")
    }

    fn one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    fn index(&mut self, count: usize) -> usize {
        usize::try_from(self.below(count as u64)).unwrap_or_default()
    }

    fn small(&mut self, limit: u32) -> u32 {
        u32::try_from(self.below(u64::from(limit))).unwrap_or_default()
    }

    /// A number below a limit, from `SplitMix64`: a dozen lines that give the same numbers for ever.
    const fn below(&mut self, limit: u64) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        if limit == 0 { 0 } else { mixed % limit }
    }
}

fn of_literal(literal: &Literal) -> Value {
    match literal {
        Literal::Boolean(value) => json!(value),
        Literal::Integer(value) => json!(value),
        Literal::Number(value) => json!(value),
        Literal::String(value) => json!(value),
    }
}

#[cfg(test)]
mod tests {
    use codegen::ir::TypeId;
    use codegen::source::Source;
    use serde_json::{Value, json};

    use crate::sample::{SPARSE_DEPTH, Sampler};

    const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Small, version: "1" }
paths: {}
components:
  schemas:
    Node:
      type: object
      required: [kind, state]
      properties:
        kind: { type: string, const: node }
        state: { type: string, enum: [open, closed] }
        next: { $ref: "#/components/schemas/Node" }
"##;

    #[test]
    fn values_are_valid_the_same_each_time_and_never_endless() {
        let mut source = Source::new();
        let document = source.add("small.yaml".to_owned(), DOCUMENT.to_owned());
        let (api, _) = codegen::read(&source, document);
        let api = api.expect("the document is sound");
        let values = || -> Vec<Option<Value>> {
            let mut sampler = Sampler::new(&api, 7);
            (0..20).map(|_| sampler.value(TypeId(0))).collect()
        };
        assert_eq!(values(), values());
        for value in values().into_iter().flatten() {
            assert_eq!(value["kind"], "node");
            assert!([json!("open"), json!("closed")].contains(&value["state"]), "{value}");
        }
        let depth = |value: &Value| value.to_string().matches("next").count();
        assert!(values().iter().flatten().all(|value| depth(value) <= SPARSE_DEPTH));
    }
}
