//! Unions: the names of their variants, and how they are told apart on the wire.

use std::collections::HashMap;

use crate::facts::{Dispatch, Kinds, VariantDispatch};
use crate::ir::{Literal, Shape, Type, TypeId, Union, Variant};
use crate::names::{Case, Ident, Scope, split};
use crate::plan::types::Viewpoint;
use crate::plan::{Planner, docs};
use crate::rust::{self, Path, Ty, UnionConversion, UnionVariant, UnionWire, WireTag, WireVariant};

impl Planner<'_> {
    /// The type of a union.
    pub(in crate::plan) fn union(&self, id: TypeId, name: Ident, docs: Vec<String>, union: &Union) -> rust::Union {
        let dispatch = &self.dispatch[&id];
        let (names, unknown) = self.variant_names(id, union, dispatch);
        let variants = union.variants.iter().zip(&dispatch.variants).zip(names);
        let variants = variants.map(|((variant, dispatch_of), name)| {
            let inner = self.shape(&variant.value.shape, &Viewpoint::Types);
            let is_boxed = self.is_boxed(id, &variant.value);
            UnionVariant {
                name,
                docs: self.variant_docs(variant, dispatch_of, dispatch),
                ty: if is_boxed { self.boxed(inner) } else { inner },
            }
        });
        let value = Ty::plain(Path::fixed("serde_json::Value"));
        rust::Union { name, docs, variants: variants.collect(), unknown: unknown.map(|name| (name, value)) }
    }

    /// How a union travels.
    pub(in crate::plan) fn union_wire(&self, id: TypeId, union: &Union, path: &Viewpoint) -> UnionWire {
        let dispatch = &self.dispatch[&id];
        self.report_rivals(id, union, dispatch);
        self.report_overlaps(id, union, dispatch);
        self.report_default(union, dispatch);
        let (names, unknown) = self.variant_names(id, union, dispatch);
        let mut uses: HashMap<Nominal, usize> = HashMap::new();
        for own in union.variants.iter().filter_map(|variant| self.nominal(&variant.value.shape)) {
            *uses.entry(own).or_default() += 1;
        }
        let variants = union.variants.iter().zip(&dispatch.variants).zip(&names);
        let variants = variants.map(|((variant, dispatch), name)| {
            let VariantDispatch { kinds, tags, is_tag_required, is_default: _, required, items, known } = dispatch;
            // No other variant may have the type, and the union itself may not be it.
            let own = self.nominal(&variant.value.shape);
            let converts = own.is_some_and(|own| uses[&own] == 1 && own != Nominal::Type(id));
            WireVariant {
                name: name.clone(),
                conversion: converts.then(|| UnionConversion {
                    from: self.shape(&variant.value.shape, path),
                    is_boxed: self.is_boxed(id, &variant.value),
                }),
                kinds: kind_names(*kinds),
                tags: tags.clone(),
                is_tag_required: *is_tag_required,
                required: required.clone(),
                items: kind_names(*items),
                known: known.clone(),
            }
        });
        UnionWire {
            path: self.type_path(id, path),
            tag: dispatch.tag.clone().map(|key| WireTag { key, kinds: kind_names(dispatch.tag_kinds) }),
            empty: self.empty_variant(id, union, &names, unknown.as_ref()),
            takes_null: union.takes_null,
            variants: variants.collect(),
            unknown,
        }
    }

    /// The variant of an empty value: the one that is null where null is a value, or else one that is made without
    /// another value of the union.
    fn empty_variant(&self, id: TypeId, union: &Union, names: &[Ident], unknown: Option<&Ident>) -> Ident {
        let null = self.api.null_variant(union);
        let found = null.or_else(|| self.endings.empty_variant(&self.cycles, id, union));
        let found = found.map(|position| &names[position]).or(unknown);
        found.unwrap_or(&names[0]).clone()
    }

    /// Whether a type lies directly inside another that it also holds.
    pub(in crate::plan) fn is_boxed(&self, owner: TypeId, value: &Type) -> bool {
        match &value.shape {
            Shape::Named(target) => self.cycles.is_boxed(owner, *target),
            Shape::Tuple(items) => items.iter().any(|item| self.is_boxed(owner, item)),
            _ => false,
        }
    }

    /// What a type is behind its aliases, where Rust tells it from all others.
    fn nominal(&self, shape: &Shape) -> Option<Nominal> {
        let mut shape = shape;
        loop {
            match shape {
                Shape::Named(id) => {
                    let definition = self.api.definition(*id);
                    if definition.shape.needs_name() {
                        return Some(Nominal::Type(*id));
                    }
                    shape = &definition.shape;
                }
                Shape::String(_) => return Some(Nominal::String),
                Shape::Boolean => return Some(Nominal::Boolean),
                _ => return None,
            }
        }
    }

    fn variant_names(&self, id: TypeId, union: &Union, dispatch: &Dispatch) -> (Vec<Ident>, Option<Ident>) {
        let own = split(self.names.types[id.index()].as_str());
        let mut scope = Scope::with_taken(&["self"]);
        let names = union
            .variants
            .iter()
            .map(|variant| {
                let whole = self.whole_name(variant);
                let short = shortened(&own, &whole);
                scope.mint(Case::Type, &[&short, &whole]).ident
            })
            .collect();
        let unknown = dispatch.is_open.then(|| scope.mint(Case::Type, &["unknown", "unknown value"]).ident);
        (names, unknown)
    }

    /// The words of a variant: those that the document has, or the name of its type.
    pub(in crate::plan) fn whole_name(&self, variant: &Variant) -> String {
        let named = match (&variant.value.shape, &variant.component) {
            (Shape::Named(id), Some(_)) => Some(self.names.types[id.index()].to_string()),
            _ => None,
        };
        let words = variant.words.as_deref().filter(|words| named.is_none() || !words.starts_with("variant "));
        words.map(str::to_owned).or(named).unwrap_or_default()
    }

    fn variant_docs(&self, variant: &Variant, dispatch: &VariantDispatch, of_union: &Dispatch) -> Vec<String> {
        let kind = self.kind_docs(&variant.value.shape);
        let is_told = of_union.is_tag_said && !dispatch.tags.is_empty();
        let Some(tag) = of_union.tag.as_deref().filter(|_| is_told) else {
            return vec![format!("{kind}.")];
        };
        let is_text = !of_union.tag_kinds.and(Kinds::STRING).is_empty();
        let written = |value: &String| if is_text { format!("\"{value}\"") } else { value.clone() };
        let values: Vec<String> = dispatch.tags.iter().map(|value| docs::code(&written(value))).collect();
        let values = match &values[..] {
            [only] => only.clone(),
            [others @ .., last] => format!("{} or {last}", others.join(", ")),
            [] => String::new(),
        };
        let absent = if dispatch.is_default { ", or is not there" } else { "" };
        vec![format!("{kind}, whose {} is {values}{absent}.", docs::code(tag))]
    }

    fn kind_docs(&self, shape: &Shape) -> String {
        match shape {
            Shape::Named(id) => {
                let name = self.names.types[id.index()].unraw();
                format!("{} [`{name}`]", article(name))
            }
            Shape::Any(_) => "Any other value".to_owned(),
            Shape::Null => "Null".to_owned(),
            Shape::Constant(Literal::Boolean(value)) => format!("The value `{value}` and no other"),
            Shape::Boolean | Shape::Constant(_) => "A boolean".to_owned(),
            Shape::Integer(_) => "A whole number".to_owned(),
            Shape::Number(_) => "A number".to_owned(),
            Shape::String(_) => "A text".to_owned(),
            Shape::Array(_) => "A list".to_owned(),
            Shape::Tuple(items) if items.len() > 1 => format!("A list of {} items", items.len()),
            Shape::Tuple(_) => "A list of one item".to_owned(),
            Shape::Map(_) => "A map".to_owned(),
            Shape::Record(_) | Shape::Enumeration(_) | Shape::Union(_) => "A value".to_owned(),
        }
    }
}

/// What Rust tells a type from all others by.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Nominal {
    Type(TypeId),
    String,
    Boolean,
}

/// The article of a name, by its first letters: most names in `U` begin with the sound of "you", as `User`, `Url` and
/// `Unit` do, and the others are made of "un" and "up".
fn article(name: &str) -> &'static str {
    let is_vowel = name.starts_with(['A', 'E', 'I', 'O']) || name.starts_with("Up");
    if is_vowel || (name.starts_with("Un") && !name.starts_with("Uni")) { "An" } else { "A" }
}

fn kind_names(kinds: Kinds) -> Vec<&'static str> {
    if kinds == Kinds::ANY {
        return Vec::new();
    }
    let has = |kind: Kinds| kinds.and(kind) == kind;
    // Both booleans have one name.
    let is_said = |kind: Kinds| kind != Kinds::BOOLEAN && !kind.and(Kinds::BOOLEAN).is_empty() && has(Kinds::BOOLEAN);
    let is_in = |(_, kind): &&(&str, Kinds)| has(*kind) && !is_said(*kind);
    Kinds::NAMED.iter().filter(is_in).map(|(name, _)| *name).collect()
}

/// The words of a variant without those that it begins and ends with as the union does: `CreatedEvent` of `Event` is
/// `Created`. What is left depends on the two names alone, so that another variant changes nothing.
fn shortened(union: &[String], variant: &str) -> String {
    let words = split(variant);
    let common = |left: &mut dyn Iterator<Item = &String>, right: &mut dyn Iterator<Item = &String>| {
        left.zip(right).take_while(|(left, right)| left == right).count()
    };
    let start = common(&mut union.iter(), &mut words.iter());
    let end = common(&mut union.iter().rev(), &mut words.iter().rev());
    if start + end >= words.len() || (start == 0 && end == 0) {
        return variant.to_owned();
    }
    let rest = &words[start..words.len() - end];
    // A word that cannot begin a name is better read with the one before it.
    if rest[0].starts_with(|first: char| first.is_ascii_digit()) { variant.to_owned() } else { rest.join(" ") }
}
