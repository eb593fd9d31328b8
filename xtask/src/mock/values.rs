//! A value for a type that has no example.

use codegen::ir::{Api, Literal, Shape, StringFormat, Type, TypeId};
use codegen::source::Source;
use serde_json::{Map, Value};

/// A value that has the shape of the type; where a type on the way has an example, that.
pub fn value_of(source: &Source, api: &Api, ty: &Type) -> Value {
    Maker { source, api, inside: Vec::new(), parts_left: LARGEST_VALUE }.value(ty).unwrap_or(Value::Null)
}

/// The number of parts after which a value is cut short: types that refer to each other crosswise have no natural end.
const LARGEST_VALUE: usize = 2_000;

struct Maker<'a> {
    source: &'a Source,
    api: &'a Api,
    /// The types that the value being made is inside of.
    inside: Vec<TypeId>,
    /// The number of parts that the value may still have.
    parts_left: usize,
}

impl Maker<'_> {
    /// `None` where a type contains itself, so that the value would have no end.
    fn value(&mut self, ty: &Type) -> Option<Value> {
        self.parts_left = self.parts_left.checked_sub(1)?;
        let value = self.shape(&ty.shape);
        if value.is_none() && ty.nullable { Some(Value::Null) } else { value }
    }

    fn shape(&mut self, shape: &Shape) -> Option<Value> {
        Some(match shape {
            Shape::Any(_) | Shape::Null => Value::Null,
            Shape::Boolean => Value::from(true),
            // One is in the range of every width.
            Shape::Integer(_) => Value::from(1),
            Shape::Number(_) => Value::from(0.5),
            Shape::String(format) => Value::from(text(*format)),
            Shape::Constant(value) => literal(value),
            Shape::Enumeration(enumeration) => literal(&enumeration.values.first()?.literal),
            Shape::Union(union) => return union.variants.iter().find_map(|variant| self.value(&variant.value)),
            Shape::Tuple(items) => {
                let values: Option<Vec<Value>> = items.iter().map(|item| self.value(item)).collect();
                Value::Array(values?)
            }
            Shape::Array(item) => Value::Array(self.value(item).into_iter().collect()),
            Shape::Map(_) => Value::Object(Map::new()),
            Shape::Record(record) => {
                let mut object = Map::new();
                for field in &record.fields {
                    match self.value(&field.value) {
                        Some(value) => drop(object.insert(field.key.clone(), value)),
                        None if field.required => return None,
                        None => {}
                    }
                }
                Value::Object(object)
            }
            Shape::Named(id) => return self.named(*id),
        })
    }

    fn named(&mut self, id: TypeId) -> Option<Value> {
        let definition = self.api.definition(id);
        if let Some(example) = definition.examples.first() {
            return serde_json::from_str(&self.source.json(example.at)).ok();
        }
        if self.inside.contains(&id) {
            let takes_null = matches!(&definition.shape, Shape::Union(union) if union.takes_null);
            return (definition.nullable || takes_null).then_some(Value::Null);
        }
        self.inside.push(id);
        let value = self.shape(&definition.shape);
        self.inside.pop();
        value
    }
}

fn literal(literal: &Literal) -> Value {
    match literal {
        Literal::Boolean(value) => Value::from(*value),
        Literal::Integer(value) => Value::from(*value),
        Literal::Number(value) => Value::from(*value),
        Literal::String(value) => Value::from(value.as_str()),
    }
}

const fn text(format: StringFormat) -> &'static str {
    match format {
        StringFormat::Plain | StringFormat::Binary | StringFormat::Password => "text",
        StringFormat::Date => "2000-01-01",
        StringFormat::DateTime => "2000-01-01T00:00:00Z",
        StringFormat::Time => "00:00:00Z",
        StringFormat::Duration => "P1D",
        StringFormat::Uuid => "00000000-0000-4000-8000-000000000000",
        StringFormat::Uri => "https://example.com/",
        StringFormat::Base64 => "dGV4dA==",
        StringFormat::Decimal => "0.5",
        StringFormat::Ipv4 => "192.0.2.1",
        StringFormat::Ipv6 => "2001:db8::1",
        StringFormat::Email => "person@example.com",
    }
}
