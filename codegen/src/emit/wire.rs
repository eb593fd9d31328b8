//! How types travel: one call of a macro of the runtime for each, with a row for each field, value or variant.
//!
//! A thousand types would else say the same in fifty lines each; the compiler is given no less, but who reads a diff
//! is.

use crate::emit::{Chunk, Row, Table};
use crate::ir::Literal;
use crate::rust::{
    EnumerationValues, EnumerationWire, FieldPresence, RecordWire, UnionConversion, UnionWire, WireField, WireTag,
    WireVariant,
};

pub fn record(record: &RecordWire) -> Chunk {
    let RecordWire { path, fields, additional, prefixes } = record;
    let rows = fields.iter().map(|WireField { key, presence }| {
        let key = text(key);
        Row::of(match presence {
            FieldPresence::Required(name) => format!("required {key} => {name};"),
            FieldPresence::Optional(name) => format!("optional {key} => {name};"),
            FieldPresence::Nullable(name) => format!("nullable {key} => {name};"),
            FieldPresence::Constant(value) => format!("constant {key} = {};", constant(value)),
        })
    });
    Chunk::Table(Table {
        open: format!("record! {{ {path}, {{"),
        rows: rows.collect(),
        close: match additional {
            None => "} }".to_owned(),
            Some(name) if prefixes.is_empty() => format!("}} .. {name} }}"),
            Some(name) => format!("}} .. {name} in [{}] }}", texts(prefixes)),
        },
    })
}

fn constant(constant: &Literal) -> String {
    match constant {
        Literal::Boolean(value) => format!("Boolean({value})"),
        Literal::Integer(value) => format!("Integer({value})"),
        Literal::Number(value) => format!("Float({})", proc_macro2::Literal::f64_unsuffixed(*value)),
        Literal::String(value) => format!("String({})", text(value)),
    }
}

pub fn enumeration(item: &EnumerationWire) -> Chunk {
    let EnumerationWire { path, values, unknown } = item;
    let (called, rows): (_, Vec<Row>) = match values {
        EnumerationValues::Texts(values) => {
            ("texts", values.iter().map(|(name, value)| Row::of(format!("{} => {name};", text(value)))).collect())
        }
        EnumerationValues::Whole(values) => {
            ("whole_numbers", values.iter().map(|(name, value)| Row::of(format!("{value} => {name};"))).collect())
        }
    };
    Chunk::Table(Table { open: format!("{called}! {{ {path}, {unknown}, {{"), rows, close: "} }".to_owned() })
}

pub fn union(item: &UnionWire) -> Chunk {
    let UnionWire { path, tag, empty, takes_null, variants, unknown } = item;
    let tag = tag.as_ref().map(self::tag).unwrap_or_default();
    let rows = variants.iter().enumerate().map(|(position, variant)| {
        let WireVariant { name, conversion, .. } = variant;
        let from = conversion.as_ref().map(self::conversion).unwrap_or_default();
        Row { head: format!("{position} {name}{from} ="), calls: self::variant(variant) }
    });
    let null = if *takes_null { " takes null" } else { "" };
    Chunk::Table(Table {
        open: format!("one_of! {{ {path}, [{tag}], {empty}{null}, {{"),
        rows: rows.collect(),
        close: match unknown {
            None => "} }".to_owned(),
            Some(name) => format!("}} .. {} {name} }}", variants.len()),
        },
    })
}

/// The key of a tag. That it is a string, as it almost always is, is not said.
fn tag(found: &WireTag) -> String {
    let WireTag { key, kinds } = found;
    if kinds[..] == ["STRING"] { text(key) } else { format!("{} of {}", text(key), kinds_of(kinds)) }
}

fn conversion(found: &UnionConversion) -> String {
    let UnionConversion { from, is_boxed } = found;
    if *is_boxed { format!(" boxed({from})") } else { format!(" from({from})") }
}

fn variant(item: &WireVariant) -> Vec<String> {
    let WireVariant { name, conversion: _, kinds, tags, is_tag_required, required, items, known } = item;
    let mut calls = vec![format!("Variant::new({}, {})", text(name.unraw()), kinds_of(kinds))];
    if !tags.is_empty() {
        calls.push(format!(".{}(&[{}])", if *is_tag_required { "tagged" } else { "maybe_tagged" }, texts(tags)));
    }
    if !required.is_empty() {
        calls.push(format!(".requires(&[{}])", texts(required)));
    }
    if !items.is_empty() {
        calls.push(format!(".of({})", kinds_of(items)));
    }
    if let Some(keys) = known {
        calls.push(format!(".knows(&[{}])", texts(keys)));
    }
    calls
}

fn kinds_of(kinds: &[&'static str]) -> String {
    let Some((first, others)) = kinds.split_first() else { return "Kinds::ANY".to_owned() };
    others.iter().fold(format!("Kinds::{first}"), |all, name| format!("{all}.or(Kinds::{name})"))
}

/// A text as a literal, which is all that a text of the document ever is here.
fn text(text: &str) -> String {
    proc_macro2::Literal::string(text).to_string()
}

fn texts(all: &[String]) -> String {
    all.iter().map(|one| text(one)).collect::<Vec<_>>().join(", ")
}
