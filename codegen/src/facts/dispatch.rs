//! How the variants of a union are told apart: by the kind of the JSON value, by a property that has other values in
//! each, by the keys that must be there.
//!
//! What tells them apart is worked out from the types and not from what the document says of it: a `discriminator` may
//! name a property that tells nothing, and most unions have none.

mod kinds;
mod rivals;
mod summary;
mod tag;

use std::collections::BTreeMap;

pub use kinds::Kinds;
pub use rivals::Rival;

use crate::facts::dispatch::rivals::{Side, is_overlap, is_rival, pairs};
use crate::facts::dispatch::summary::{Objects, Summaries, tags};
use crate::facts::dispatch::tag::{is_said, kinds_of_tag, tag};
use crate::ir::{Api, Shape, TypeId, Union, Variant};

/// How a union is told apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Dispatch {
    /// The property whose value tells objects apart, where there is one.
    pub tag: Option<String>,
    /// Whether the document says of a variant that it has the property, by its type or by the mapping.
    pub is_tag_said: bool,
    /// The kinds of the values of the property.
    pub tag_kinds: Kinds,
    /// The variants, in the order of the union.
    pub variants: Vec<VariantDispatch>,
    /// Whether an object with another value of the property is kept as it came.
    pub is_open: bool,
    /// The variants that nothing tells apart.
    pub rivals: Vec<Rival>,
    /// The variants of which an object may be both at once, each with keys that the other does not know.
    pub overlaps: Vec<Rival>,
}

/// What is known of the values of a variant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct VariantDispatch {
    /// The kinds of its values.
    pub kinds: Kinds,
    /// The values of the tag that it has; empty where it may have any.
    pub tags: Vec<String>,
    /// Whether the tag must be there.
    pub is_tag_required: bool,
    /// Whether it is the branch of an object without the tag: the document says so, and the type has such objects.
    pub is_default: bool,
    /// The keys that must be there, but for the tag.
    pub required: Vec<String>,
    /// The kinds of the items, where it is a list.
    pub items: Kinds,
    /// The only keys that an object may have, of which it has at least one if it has any; `None` where it may have
    /// others.
    pub known: Option<Vec<String>>,
}

impl Dispatch {
    /// Finds what tells the variants of a union apart.
    fn of(api: &Api, union: &Union, known: &Summaries<'_>) -> Self {
        let objects = objects_of(union, known);
        let tag = tag(union, &objects);
        let is_tag_said = tag.as_deref().is_some_and(|tag| is_said(union, &objects, tag));
        let tag_kinds = tag.as_deref().map(|tag| kinds_of_tag(&objects, tag, is_tag_said)).unwrap_or_default();
        let mut tags = tag.as_ref().map(|tag| tags(union, &objects, tag)).unwrap_or_default().into_iter();
        let mut variants: Vec<VariantDispatch> = union
            .variants
            .iter()
            .zip(&objects)
            .map(|(variant, objects)| {
                let tag = tag.as_deref().map(|tag| (tag, tags.next().unwrap_or_default()));
                describe(api, known, variant, objects.as_ref(), tag)
            })
            .collect();
        if tag == union.discriminator {
            leave_to_default(union, &mut variants);
        }
        let with_objects = || variants.iter().filter(|variant| !variant.kinds.and(Kinds::OBJECT).is_empty());
        let tuples: Vec<Option<Vec<Kinds>>> =
            union.variants.iter().map(|variant| known.tuple(&variant.value.shape)).collect();
        let is_open = tag.is_some() && with_objects().all(|variant| !variant.tags.is_empty());
        let sides: Vec<Side<'_>> = variants
            .iter()
            .zip(&objects)
            .zip(&tuples)
            .map(|((variant, objects), tuple)| Side { variant, objects: objects.as_ref(), tuple: tuple.as_deref() })
            .collect();
        let rivals = pairs(&sides, &is_rival);
        let overlaps = if union.may_overlap { pairs(&sides, &is_overlap) } else { Vec::new() };
        Self { tag, is_tag_said, tag_kinds, variants, is_open, rivals, overlaps }
    }
}

/// Where the document says which variant an object without the tag is, and that variant has such objects, it is none of
/// the others that have values of the tag, whether or not they may lack it as well. One without any is still tried.
fn leave_to_default(union: &Union, variants: &mut [VariantDispatch]) {
    for (variant, known) in union.variants.iter().zip(variants.iter_mut()) {
        let has_objects = !known.kinds.and(Kinds::OBJECT).is_empty();
        known.is_default = variant.default_at.is_some() && has_objects && !known.is_tag_required;
    }
    if variants.iter().any(|known| known.is_default) {
        for known in variants {
            known.is_tag_required |= !known.is_default && !known.tags.is_empty();
        }
    }
}

fn describe(
    api: &Api,
    known: &Summaries<'_>,
    variant: &Variant,
    objects: Option<&Objects>,
    tag: Option<(&str, Vec<String>)>,
) -> VariantDispatch {
    let shape = &variant.value.shape;
    let items = match api.behind(shape).0 {
        Shape::Array(inner) => known.kinds_of(inner),
        Shape::Tuple(items) => items.iter().fold(Kinds::default(), |all, item| all.or(known.kinds_of(item))),
        _ => Kinds::ANY,
    };
    let kinds = known.kinds(shape);
    let Some(objects) = objects else { return VariantDispatch { kinds, items, ..VariantDispatch::default() } };
    let (tag, tags) = tag.unzip();
    let tags = tags.unwrap_or_default();
    let is_tag_required = tag.is_some_and(|tag| objects.required.contains(tag));
    let required = objects.required.iter().filter(|key| Some(key.as_str()) != tag).cloned().collect();
    // A key that must be there tells more.
    let is_told = !tags.is_empty() || !objects.required.is_empty();
    let known = match api.behind(shape).0 {
        Shape::Record(record) if record.is_closed && !is_told => {
            Some(record.fields.iter().map(|field| field.key.clone()).collect())
        }
        _ => None,
    };
    VariantDispatch { kinds, tags, is_tag_required, is_default: false, required, items, known }
}

/// The dispatch of every union of an API, by id.
pub fn all(api: &Api) -> BTreeMap<TypeId, Dispatch> {
    of_unions(api, |union, known| Some(Dispatch::of(api, union, known)))
}

/// The key by which each union of an API is told apart, where there is one, by id.
pub fn tag_keys(api: &Api) -> BTreeMap<TypeId, String> {
    of_unions(api, |union, known| tag(union, &objects_of(union, known)))
}

/// What is found of each union of an API, by id.
fn of_unions<T>(api: &Api, find: impl Fn(&Union, &Summaries<'_>) -> Option<T>) -> BTreeMap<TypeId, T> {
    let known = Summaries::of(api);
    let unions = (0u32..).map(TypeId).zip(&api.definitions);
    let found = unions.filter_map(|(id, definition)| match &definition.shape {
        Shape::Union(union) => Some((id, find(union, &known)?)),
        _ => None,
    });
    found.collect()
}

/// The objects of each variant.
fn objects_of(union: &Union, known: &Summaries<'_>) -> Vec<Option<Objects>> {
    union.variants.iter().map(|variant| known.objects(&variant.value.shape)).collect()
}
