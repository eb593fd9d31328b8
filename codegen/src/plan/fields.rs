//! The fields of structs, and how they travel.

use crate::diag::Spot;
use crate::ir::{Field, Literal, Record, Shape, TypeId};
use crate::names::{Case, Ident, Scope};
use crate::plan::names::reported;
use crate::plan::types::Viewpoint;
use crate::plan::{Planner, docs};
use crate::rust::{self, Constant, FieldPresence, Item, Path, RecordWire, Ty, WireField};

impl Planner<'_> {
    /// The fields of the struct of a record.
    pub(in crate::plan) fn fields(&self, owner: TypeId, record: &Record) -> Vec<rust::Field> {
        let named = self.field_names(record);
        let fields = record.fields.iter().zip(named);
        fields.filter_map(|(field, name)| name.map(|name| self.field(owner, field, name))).collect()
    }

    fn field(&self, owner: TypeId, field: &Field, name: Ident) -> rust::Field {
        let mut lines = docs::lines(&field.documentation);
        if lines.is_empty() {
            lines.push(format!("The key {}, which the document does not describe.", docs::code(&field.key)));
        }
        if let Shape::Constant(literal) = &field.value.shape {
            lines = docs::with_paragraph(lines, [format!("Where it is there, it is {}.", in_words(literal))]);
        }
        if name.as_str().trim_start_matches("r#") != field.key {
            lines = docs::with_paragraph(lines, [format!("On the wire: {}.", docs::code(&field.key))]);
        }
        rust::Field { name, docs: lines, ty: self.field_type(owner, field) }
    }

    fn field_type(&self, owner: TypeId, field: &Field) -> Ty {
        let inner = self.shape(&field.value.shape, &Viewpoint::Types);
        let inner = match &field.value.shape {
            Shape::Named(target) if self.cycles.is_boxed(owner, *target) => self.boxed(inner),
            _ => inner,
        };
        if !field.required || self.api.is_nullable(&field.value) { self.option(inner) } else { inner }
    }

    /// How the structs travel.
    pub(in crate::plan) fn wire_items(&self, types: &Path) -> Vec<Item> {
        let mut items: Vec<(TypeId, &Record)> = (0u32..)
            .map(TypeId)
            .zip(&self.api.definitions)
            .filter_map(|(id, definition)| match &definition.shape {
                Shape::Record(record) => Some((id, record)),
                _ => None,
            })
            .collect();
        items.sort_by_key(|(id, _)| self.api.definition(*id).origin.at);
        let path = Viewpoint::Below(types.clone());
        let wire = |(id, record): (TypeId, &Record)| {
            Item::RecordWire(RecordWire {
                path: self.type_path(id, &path),
                name: self.names.types[id.index()].to_string(),
                fields: record.fields.iter().zip(self.field_names(record)).map(wire_field).collect(),
            })
        };
        items.into_iter().map(wire).collect()
    }

    /// The names of the fields; `None` for a key whose value never changes, which costs the struct no field.
    pub(in crate::plan) fn field_names(&self, record: &Record) -> Vec<Option<Ident>> {
        let mut scope = Scope::new();
        let name = |field: &Field| {
            let fallback = format!("{} field", field.key);
            constant(field).is_none().then(|| {
                let minted = scope.mint(Case::Value, &[&field.key, &fallback]);
                reported(minted, "this field", Spot::Key(field.value.at), self.sink)
            })
        };
        record.fields.iter().map(name).collect()
    }
}

/// A line for each key whose value never changes: the struct has no field that could tell.
pub(in crate::plan) fn constants(record: &Record) -> impl Iterator<Item = String> {
    record.fields.iter().filter_map(|field| {
        let literal = constant(field)?;
        Some(format!("On the wire, {} is always {}.", docs::code(&field.key), in_words(literal)))
    })
}

/// The value of a field that never changes and is always there.
///
/// A constant that may be absent or null is a field like any other: whether it was there is something to know.
const fn constant(field: &Field) -> Option<&Literal> {
    match &field.value.shape {
        Shape::Constant(literal) if field.required && !field.value.nullable => Some(literal),
        _ => None,
    }
}

fn wire_field((field, name): (&Field, Option<Ident>)) -> WireField {
    let presence = match (name, constant(field)) {
        (_, Some(literal)) => FieldPresence::Constant(match literal {
            Literal::Boolean(value) => Constant::Boolean(*value),
            Literal::Integer(value) => Constant::Integer(*value),
            Literal::String(value) => Constant::String(value.clone()),
        }),
        (Some(name), None) if field.required => FieldPresence::Required(name),
        (Some(name), None) => FieldPresence::Optional(name),
        (None, None) => unreachable!("invariant: a field without a name is a constant"),
    };
    WireField { key: field.key.clone(), presence }
}

fn in_words(literal: &Literal) -> String {
    match literal {
        Literal::Boolean(value) => format!("`{value}`"),
        Literal::Integer(value) => format!("`{value}`"),
        Literal::String(value) => docs::code(&format!("\"{value}\"")),
    }
}
