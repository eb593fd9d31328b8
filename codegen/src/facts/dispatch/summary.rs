//! What is known of the values of a type: their kinds, and what their objects are like.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::facts::dispatch::Kinds;
use crate::ir::{Api, Field, Literal, Shape, Type, TypeId, Union, Variant};

/// What is known of the objects of a type.
#[derive(Clone, Default)]
pub(super) struct Objects {
    /// The values of each key that has only some.
    pub(super) values: BTreeMap<String, BTreeSet<String>>,
    /// The kinds of the value of each key that must be there.
    pub(super) kinds: BTreeMap<String, Kinds>,
    /// The keys that must be there.
    pub(super) required: BTreeSet<String>,
    /// The keys that are declared; `None` where there may be any.
    pub(super) declared: Option<BTreeSet<String>>,
    /// Whether there may be no other keys.
    pub(super) is_closed: bool,
    /// The key by which they are told apart themselves, where they are those of a union: its values are all their own.
    told_by: Option<String>,
}

/// What is known of every union, worked out once for each: unions of unions would else be walked again for each way
/// that leads to them.
pub(super) struct Summaries<'a> {
    api: &'a Api,
    unions: HashMap<TypeId, (Kinds, Option<Objects>)>,
}

impl<'a> Summaries<'a> {
    /// What is known of the unions of an API: of those inside another one first.
    pub(super) fn of(api: &'a Api) -> Self {
        let mut summaries = Self { api, unions: HashMap::new() };
        let mut begun: HashSet<TypeId> = HashSet::new();
        let mut open: Vec<TypeId> = (0u32..).map(TypeId).take(api.definitions.len()).collect();
        while let Some(id) = open.pop() {
            let Shape::Union(union) = &api.definition(id).shape else { continue };
            if summaries.unions.contains_key(&id) {
                continue;
            }
            if begun.insert(id) {
                let inner = union.variants.iter().filter_map(|variant| api.id_behind(&variant.value.shape));
                let inner: Vec<TypeId> = inner.filter(|inner| !begun.contains(inner)).collect();
                open.push(id);
                open.extend(inner);
            } else {
                let summary = (summaries.kinds_of_union(union), summaries.objects_of_union(union));
                summaries.unions.insert(id, summary);
            }
        }
        summaries
    }

    /// The kinds of a shape's values.
    pub(super) fn kinds(&self, shape: &Shape) -> Kinds {
        match self.api.behind(shape).0 {
            Shape::Any(_) | Shape::Named(_) => Kinds::ANY,
            Shape::Null => Kinds::NULL,
            Shape::Boolean => Kinds::BOOLEAN,
            Shape::Constant(Literal::Boolean(true)) => Kinds::TRUE,
            Shape::Constant(Literal::Boolean(false)) => Kinds::FALSE,
            Shape::Integer(_) | Shape::Constant(Literal::Integer(_)) => Kinds::INTEGER,
            Shape::Number(_) | Shape::Constant(Literal::Number(_)) => Kinds::NUMBER,
            Shape::String(_) | Shape::Constant(Literal::String(_)) => Kinds::STRING,
            Shape::Array(_) | Shape::Tuple(_) => Kinds::ARRAY,
            Shape::Map(_) | Shape::Record(_) => Kinds::OBJECT,
            Shape::Enumeration(enumeration) => match enumeration.values.first().map(|value| &value.literal) {
                Some(Literal::Integer(_)) => Kinds::INTEGER,
                _ => Kinds::STRING,
            },
            // One that is being worked out is inside itself, and says nothing.
            Shape::Union(_) => self.union(shape).map_or(Kinds::ANY, |(kinds, _)| *kinds),
        }
    }

    /// The kinds of a type's values, with null where that is one.
    pub(super) fn kinds_of(&self, value: &Type) -> Kinds {
        let null = if self.api.is_nullable(value) { Kinds::NULL } else { Kinds::default() };
        self.kinds(&value.shape).or(null)
    }

    /// The kinds of each item of a tuple; `None` for what is none.
    pub(super) fn tuple(&self, shape: &Shape) -> Option<Vec<Kinds>> {
        match self.api.behind(shape).0 {
            Shape::Tuple(items) => Some(items.iter().map(|item| self.kinds_of(item)).collect()),
            _ => None,
        }
    }

    /// What is known of the objects of a shape; `None` where it has none.
    pub(super) fn objects(&self, shape: &Shape) -> Option<Objects> {
        match self.api.behind(shape).0 {
            Shape::Record(record) => {
                let mut found = Objects { declared: Some(BTreeSet::new()), ..Objects::default() };
                for field in &record.fields {
                    if field.required {
                        found.required.insert(field.key.clone());
                        found.kinds.insert(field.key.clone(), self.kinds_of(&field.value));
                    }
                    if let Some(values) = values(self.api, field) {
                        found.values.insert(field.key.clone(), values);
                    }
                    found.declared.get_or_insert_default().insert(field.key.clone());
                }
                if record.additional.is_some() {
                    found.declared = None;
                }
                found.is_closed = record.is_closed;
                Some(found)
            }
            Shape::Union(_) => {
                self.union(shape).map_or_else(|| Some(Objects::default()), |(_, objects)| objects.clone())
            }
            Shape::Map(_) | Shape::Any(_) => Some(Objects::default()),
            _ => None,
        }
    }

    fn union(&self, shape: &Shape) -> Option<&(Kinds, Option<Objects>)> {
        self.unions.get(&self.api.id_behind(shape)?)
    }

    fn kinds_of_union(&self, union: &Union) -> Kinds {
        union.variants.iter().fold(Kinds::default(), |all, variant| all.or(self.kinds(&variant.value.shape)))
    }

    fn objects_of_union(&self, union: &Union) -> Option<Objects> {
        let objects: Vec<Option<Objects>> =
            union.variants.iter().map(|variant| self.objects(&variant.value.shape)).collect();
        let tags = union.discriminator.as_deref().map(|property| (property, tags(union, &objects, property)));
        let told = objects.into_iter().enumerate().filter_map(|(index, objects)| {
            let mut objects = objects?;
            if let Some((property, tags)) = &tags
                && !tags[index].is_empty()
            {
                objects.values.insert((*property).to_owned(), tags[index].iter().cloned().collect());
            }
            Some(objects)
        });
        let told_by = union.discriminator.clone();
        told.reduce(either).map(|objects| Objects { told_by, ..objects })
    }
}

/// The values of a key that each variant has, if it has objects: those that its type names, those of the mapping, and
/// where its type leaves them open the name of its component. A value is the name of a component "unless a `mapping` is
/// present for that value" (OpenAPI 3.1.1, section 4.8.25.3), whatever the mapping says of the component.
///
/// A type that has the key from a base may name the values of all children: the mapping, or its name, then says which
/// of them are its own.
pub(super) fn tags(union: &Union, objects: &[Option<Objects>], key: &str) -> Vec<Vec<String>> {
    let is_named = union.discriminator.as_deref() == Some(key);
    let mapped: HashSet<&String> =
        union.variants.iter().filter(|_| is_named).flat_map(|variant| &variant.mapped).collect();
    let of_variant = |(variant, objects): (&Variant, &Option<Objects>)| {
        let Some(objects) = objects else { return Vec::new() };
        let mut found: Vec<String> = objects.values.get(key).into_iter().flatten().cloned().collect();
        if is_named {
            let is_told = objects.told_by.as_deref() == Some(key);
            let is_mapped = |value: &String| variant.mapped.contains(value);
            let name = variant.component.as_ref().filter(|name| !mapped.contains(name));
            let is_name = |value: &String| name == Some(value);
            let is_open = found.is_empty();
            if is_told {
                // A union that is told apart by the same key: all its values are its own.
            } else if found.iter().any(|value| is_mapped(value) || is_name(value)) {
                found.retain(|value| is_mapped(value) || is_name(value));
            } else {
                found.retain(|value| !mapped.contains(value));
            }
            let others = variant.mapped.iter().filter(|value| !found.contains(value)).cloned().collect::<Vec<_>>();
            found.extend(others);
            if is_open || found.is_empty() {
                found.extend(name.cloned());
            }
        }
        found
    };
    union.variants.iter().zip(objects).map(of_variant).collect()
}

/// What is known of objects that are of one of two types.
///
/// What is known already grows by the second alone: a union of hundreds is put together of as many.
fn either(mut left: Objects, right: Objects) -> Objects {
    keep_common(&mut left.values, &right.values, |values, more| values.extend(more.iter().cloned()));
    keep_common(&mut left.kinds, &right.kinds, |kinds, more| *kinds = kinds.or(*more));
    left.required.retain(|key| right.required.contains(key));
    match (&mut left.declared, right.declared) {
        (Some(known), Some(more)) => known.extend(more),
        (known, _) => *known = None,
    }
    Objects { is_closed: left.is_closed && right.is_closed, told_by: None, ..left }
}

/// Leaves the keys that both have, with what is known of each in both.
fn keep_common<T>(left: &mut BTreeMap<String, T>, right: &BTreeMap<String, T>, join: impl Fn(&mut T, &T)) {
    left.retain(|key, known| right.get(key).map(|more| join(known, more)).is_some());
}

/// The only values of a field, as the text that stands in JSON, without quotes.
fn values(api: &Api, field: &Field) -> Option<BTreeSet<String>> {
    let text = |literal: &Literal| match literal {
        Literal::Boolean(value) => value.to_string(),
        Literal::Integer(value) => value.to_string(),
        Literal::Number(value) => value.to_string(),
        Literal::String(value) => value.clone(),
    };
    match api.behind(&field.value.shape).0 {
        Shape::Constant(literal) => Some(BTreeSet::from([text(literal)])),
        // Where every value is allowed none tells anything.
        Shape::Enumeration(enumeration) if enumeration.is_free => None,
        Shape::Enumeration(enumeration) => Some(enumeration.values.iter().map(|value| text(&value.literal)).collect()),
        _ => None,
    }
}
