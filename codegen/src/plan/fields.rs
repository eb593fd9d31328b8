//! The fields of structs, and how they travel.

use crate::diag::Spot;
use crate::ir::{Field, Literal, Record, Shape, TypeId};
use crate::names::{Case, Ident, Minted, Scope, Texts};
use crate::plan::names::reported;
use crate::plan::types::Viewpoint;
use crate::plan::{Planner, docs};
use crate::rust::{self, Construction, ConstructorArgument, FieldPresence, Initial, RecordWire, Ty, WireField};

impl Planner<'_> {
    /// The fields of the struct of a record.
    pub(in crate::plan) fn fields(&self, owner: TypeId, record: &Record) -> Vec<rust::Field> {
        let named = Self::field_names(record);
        let fields = record.fields.iter().zip(named);
        let mut fields: Vec<rust::Field> =
            fields.filter_map(|(field, name)| name.map(|name| self.field(owner, field, name))).collect();
        if let Some((additional, name)) = record.additional.as_deref().zip(Self::additional_name(record)) {
            let ty = self.map_of(self.ty(additional, &Viewpoint::Types), &Viewpoint::Types);
            let docs = vec!["The values under the keys that the document does not name.".to_owned()];
            fields.push(rust::Field { name, docs, ty });
        }
        fields
    }

    /// The name of the field for the keys that the document does not name; it comes after the others, so that it
    /// yields.
    fn additional_name(record: &Record) -> Option<Ident> {
        record.additional.as_ref()?;
        let mut scope = Scope::new();
        minted(&mut scope, record).for_each(drop);
        Some(mint_additional(&mut scope).ident)
    }

    /// How a struct is made: who sends it makes it, and nobody else.
    pub(in crate::plan) fn construction(&self, owner: TypeId, record: &Record) -> Construction {
        if !self.usage.is_sent(owner) {
            return Construction::Reading;
        }
        let mut arguments = Vec::new();
        let mut others: Vec<(Ident, Initial)> = Vec::new();
        for (field, name) in record.fields.iter().zip(Self::field_names(record)) {
            let Some(name) = name else { continue };
            if !field.required {
                let is_three_state = self.is_three_state(owner, field);
                others.push((name, if is_three_state { Initial::Absent(self.nullable_path()) } else { Initial::None }));
                continue;
            }
            let shape = self.shape(&field.value.shape, &Viewpoint::Types);
            let is_nullable = self.api.is_nullable(&field.value);
            let is_text = matches!(self.api.behind(&field.value.shape).0, Shape::String(_));
            arguments.push(ConstructorArgument {
                name,
                is_into: !is_nullable && (is_text || self.is_made_of_others(&field.value.shape)),
                is_boxed: !is_nullable && self.is_boxed(owner, &field.value),
                ty: if is_nullable { self.field_type(owner, field) } else { shape },
            });
        }
        others
            .extend(Self::additional_name(record).map(|name| (name, Initial::Empty(self.map_path(&Viewpoint::Types)))));
        if arguments.is_empty() { Construction::Default } else { Construction::New { arguments, others } }
    }

    fn field(&self, owner: TypeId, field: &Field, name: Ident) -> rust::Field {
        let mut lines = docs::lines(&field.documentation);
        if lines.is_empty() {
            lines.push(format!("The key {}.", docs::code(&field.key)));
        }
        if name.unraw() != field.key {
            lines = docs::with_paragraph(lines, [format!("On the wire: {}.", docs::code(&field.key))]);
        }
        rust::Field { name, docs: lines, ty: self.field_type(owner, field) }
    }

    fn field_type(&self, owner: TypeId, field: &Field) -> Ty {
        let inner = self.shape(&field.value.shape, &Viewpoint::Types);
        let inner = if self.is_boxed(owner, &field.value) { self.boxed(inner) } else { inner };
        match (field.required, self.api.is_nullable(&field.value)) {
            (true, false) => inner,
            _ if self.is_three_state(owner, field) => self.nullable(inner),
            _ => self.option(inner),
        }
    }

    /// Whether a field tells null from nothing at all: which of the two was sent is for the server to know, and for who
    /// asks it. A key that the document requires tells it wherever the type travels.
    fn is_three_state(&self, owner: TypeId, field: &Field) -> bool {
        let is_told = field.keeps_null || self.usage.is_sent(owner);
        !field.required && self.api.is_nullable(&field.value) && is_told
    }

    /// How a struct travels.
    pub(in crate::plan) fn record_wire(&self, id: TypeId, record: &Record, path: &Viewpoint) -> RecordWire {
        self.report_fields(id, record);
        RecordWire {
            path: self.type_path(id, path),
            fields: record.fields.iter().zip(Self::field_names(record)).map(|named| self.wire_field(named)).collect(),
            additional: Self::additional_name(record),
            prefixes: record.prefixes.clone(),
        }
    }

    fn wire_field(&self, (field, name): (&Field, Option<Ident>)) -> WireField {
        let presence = match (name, constant(field)) {
            (_, Some(literal)) => FieldPresence::Constant(literal.clone()),
            (Some(name), None) if field.required => FieldPresence::Required(name),
            (Some(name), None) if self.api.takes_null(&field.value) => FieldPresence::Nullable(name),
            (Some(name), None) => FieldPresence::Optional(name),
            (None, None) => unreachable!("invariant: a field without a name is a constant"),
        };
        WireField { key: field.key.clone(), presence }
    }

    fn report_fields(&self, id: TypeId, record: &Record) {
        let mut scope = Scope::new();
        for (field, minted) in minted(&mut scope, record) {
            reported(minted, "this field", Spot::Key(field.value.at), self.sink);
        }
        if record.additional.is_some() {
            let spot = Spot::Value(self.api.definition(id).origin.at);
            reported(mint_additional(&mut scope), "the field of keys that the document does not name", spot, self.sink);
        }
    }

    /// The names of the fields; `None` for a key whose value never changes, which costs the struct no field.
    pub(in crate::plan) fn field_names(record: &Record) -> Vec<Option<Ident>> {
        let mut scope = Scope::new();
        let mut named = minted(&mut scope, record).map(|(_, minted)| minted.ident);
        record.fields.iter().map(|field| if constant(field).is_some() { None } else { named.next() }).collect()
    }
}

/// The fields that the struct has, each with its name. A key of the words of an earlier one is told from it by its
/// signs or its case.
fn minted<'r>(scope: &mut Scope, record: &'r Record) -> impl Iterator<Item = (&'r Field, Minted)> {
    let mut earlier = Texts::default();
    record.fields.iter().filter_map(move |field| {
        let others = || earlier.apart(&field.key).into_iter().chain([format!("{} field", field.key)]).collect();
        let minted = constant(field).is_none().then(|| scope.mint_or(Case::Value, &field.key, others));
        earlier.add(&field.key);
        minted.map(|minted| (field, minted))
    })
}

/// Names the field of the keys that the document does not name, after all others.
fn mint_additional(scope: &mut Scope) -> Minted {
    scope.mint(Case::Value, &["additional_properties", "other properties", "further properties"])
}

/// A line for each key whose value never changes: the struct has no field that could tell.
pub(in crate::plan) fn constants(record: &Record) -> impl Iterator<Item = String> {
    record.fields.iter().filter_map(|field| {
        let literal = constant(field)?;
        Some(format!("On the wire, {} is always {}.", docs::code(&field.key), in_words(literal)))
    })
}

/// The value of a field that never changes and is always there.
const fn constant(field: &Field) -> Option<&Literal> {
    match &field.value.shape {
        Shape::Constant(literal) => Some(literal),
        _ => None,
    }
}

fn in_words(literal: &Literal) -> String {
    match literal {
        Literal::Boolean(value) => format!("`{value}`"),
        Literal::Integer(value) => format!("`{value}`"),
        Literal::Number(value) => format!("`{value}`"),
        Literal::String(value) => docs::code(&format!("\"{value}\"")),
    }
}
