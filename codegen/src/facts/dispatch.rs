//! How the variants of a union are told apart: by the kind of the JSON value, by a property that has other values in
//! each, by the keys that must be there.
//!
//! What tells them apart is worked out from the types and not from what the document says of it: a `discriminator` may
//! name a property that tells nothing, and most unions have none.

mod summary;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::facts::dispatch::summary::{Objects, Summaries, tags};
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

/// Two variants of which one is taken for a value that may be of both: the one that fits better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rival {
    /// The first, by position.
    pub first: usize,
    /// The second, by position.
    pub second: usize,
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

/// A set of kinds of JSON values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// Null.
    pub const NULL: Self = Self(1);
    /// `false`.
    pub const FALSE: Self = Self(2);
    /// `true`.
    pub const TRUE: Self = Self(128);
    /// A boolean.
    pub const BOOLEAN: Self = Self::FALSE.or(Self::TRUE);
    /// A whole number.
    pub const INTEGER: Self = Self(4);
    /// A number with a fraction.
    pub const NUMBER: Self = Self(8);
    /// A text.
    pub const STRING: Self = Self(16);
    /// A list.
    pub const ARRAY: Self = Self(32);
    /// An object.
    pub const OBJECT: Self = Self(64);
    /// Every kind.
    pub const ANY: Self = Self(255);

    /// The kinds of values that are not put together of others, but for null, which is the same in every type.
    const SCALAR: Self = Self::BOOLEAN.or(Self::INTEGER).or(Self::NUMBER).or(Self::STRING);

    /// Each kind with the name that the runtime gives it.
    pub const NAMED: [(&'static str, Self); 9] = [
        ("NULL", Self::NULL),
        ("BOOLEAN", Self::BOOLEAN),
        ("FALSE", Self::FALSE),
        ("TRUE", Self::TRUE),
        ("INTEGER", Self::INTEGER),
        ("NUMBER", Self::NUMBER),
        ("STRING", Self::STRING),
        ("ARRAY", Self::ARRAY),
        ("OBJECT", Self::OBJECT),
    ];

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both sets have.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether a value may be of a kind of both sets: a whole number is a number as well.
    const fn meets(self, other: Self) -> bool {
        const fn widened(kinds: Kinds) -> Kinds {
            if kinds.and(Kinds::NUMBER).is_empty() { kinds } else { kinds.or(Kinds::INTEGER) }
        }
        !widened(self).and(widened(other)).is_empty()
    }

    /// Whether nothing is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl VariantDispatch {
    /// Whether every object of the variant has the tag, and one of a few values of it.
    const fn is_tagged_for_certain(&self) -> bool {
        self.is_tag_required && !self.tags.is_empty()
    }
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

/// The property that tells most pairs of variants apart. The document's own comes first where it tells any, and last
/// where nothing but its own name speaks of it, which may be misspelt.
fn tag(union: &Union, objects: &[Option<Objects>]) -> Option<String> {
    let with_objects: Vec<&Objects> = objects.iter().flatten().collect();
    let mut last = None;
    if let Some(named) = &union.discriminator {
        let sets = tags(union, objects, named);
        let has_values = sets.iter().any(|values| !values.is_empty());
        if has_values && (with_objects.len() < 2 || separated_pairs(sets.iter()) > 0) {
            if is_known(objects, named) {
                return Some(named.clone());
            }
            // A name that nothing but the discriminator speaks of is most often misspelt.
            last = Some(named.clone());
        }
    }
    let mut best: Option<(usize, &String)> = None;
    // Most keys are those of a few variants, and the others have nothing to do with them.
    let mut sets: BTreeMap<&String, Vec<&BTreeSet<String>>> = BTreeMap::new();
    for (key, values) in with_objects.iter().flat_map(|objects| &objects.values) {
        sets.entry(key).or_default().push(values);
    }
    for (key, sets) in sets {
        // The document's own would have been taken if it told any.
        let is_own = union.discriminator.as_ref() == Some(key);
        let pairs = if is_own { 0 } else { separated_pairs(sets.into_iter()) };
        let is_better = match best {
            None => true,
            Some((most, known)) => pairs > most || (pairs == most && is_earlier(key, known)),
        };
        if is_better && (pairs > 0 || is_alone(&with_objects, key)) {
            best = Some((pairs, key));
        }
    }
    best.map(|(_, key)| key.clone()).or(last)
}

/// Whether a variant has a key or may have it, or the mapping has values of it.
fn is_said(union: &Union, objects: &[Option<Objects>], key: &str) -> bool {
    union.variants.iter().any(|variant| !variant.mapped.is_empty()) || is_known(objects, key)
}

/// Whether a variant has a key or may have it, by its type.
fn is_known(objects: &[Option<Objects>], key: &str) -> bool {
    objects.iter().flatten().any(|objects| {
        objects.values.contains_key(key) || objects.declared.as_ref().is_none_or(|known| known.contains(key))
    })
}

/// The kinds of scalars that a tag may be of. It is a string where only a mapping has values of it, and anything where
/// nothing but the discriminator speaks of it.
fn kinds_of_tag(objects: &[Option<Objects>], tag: &str, is_said: bool) -> Kinds {
    let declared = objects.iter().flatten().filter_map(|objects| objects.kinds.get(tag));
    let scalars = Kinds::STRING.or(Kinds::INTEGER).or(Kinds::NUMBER).or(Kinds::BOOLEAN);
    let kinds = declared.fold(Kinds::default(), |all, kinds| all.or(*kinds)).and(scalars);
    // A tag that is always the same boolean may be the other one where a newer server has more variants.
    let kinds = if kinds.and(Kinds::BOOLEAN).is_empty() { kinds } else { kinds.or(Kinds::BOOLEAN) };
    if !kinds.is_empty() {
        kinds
    } else if is_said {
        Kinds::STRING
    } else {
        scalars
    }
}

/// The number of pairs that a key tells apart: those that have values both, and none in common.
fn separated_pairs<'a, S: IntoIterator<Item = &'a String>>(sets: impl Iterator<Item = S>) -> usize {
    let mut members: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut count = 0;
    for set in sets {
        let mut values = set.into_iter().peekable();
        let index = count;
        count += usize::from(values.peek().is_some());
        for value in values {
            members.entry(value).or_default().push(index);
        }
    }
    if count < 2 {
        return 0;
    }
    // A bit for each variant: those that share a value with it. A value may be one of hundreds that all variants have.
    let width = count.div_ceil(64);
    let mut shared = vec![vec![0u64; width]; count];
    for indexes in members.values() {
        let mut mask = vec![0u64; width];
        for index in indexes {
            mask[index / 64] |= 1 << (index % 64);
        }
        for index in indexes {
            shared[*index].iter_mut().zip(&mask).for_each(|(all, more)| *all |= more);
        }
    }
    // Each variant shares with itself, and each pair is seen from both sides.
    let seen: usize = shared.iter().flatten().map(|bits| bits.count_ones() as usize).sum();
    (count * count.saturating_sub(1) / 2).saturating_sub((seen - count) / 2)
}

/// `type` is what most documents call it; else the order of the alphabet decides, which nothing changes.
fn is_earlier(key: &str, known: &str) -> bool {
    known != "type" && (key == "type" || key < known)
}

/// Whether a key has only one value in the only variant that is an object, so that another value is one that the
/// document does not know yet.
fn is_alone(with_objects: &[&Objects], key: &str) -> bool {
    match with_objects {
        [objects] => objects.required.contains(key) && objects.values.get(key).is_some_and(|values| values.len() == 1),
        _ => false,
    }
}

/// What is known of one of two variants.
#[derive(Clone, Copy)]
struct Side<'a> {
    variant: &'a VariantDispatch,
    /// What is known of its objects, where it has any.
    objects: Option<&'a Objects>,
    /// The kinds of each item, where it is a tuple.
    tuple: Option<&'a [Kinds]>,
}

/// The pairs of variants of which something holds that holds of none that their tags tell apart.
///
/// A union of a thousand has half a million pairs, and most of them are told apart by the tag: they are not looked at.
fn pairs(sides: &[Side<'_>], holds: &dyn Fn(Side<'_>, Side<'_>) -> bool) -> Vec<Rival> {
    let mut by_tag: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut untold: Vec<usize> = Vec::new();
    for (index, side) in sides.iter().enumerate() {
        for tag in &side.variant.tags {
            by_tag.entry(tag).or_default().push(index);
        }
        if !side.variant.is_tagged_for_certain() {
            untold.push(index);
        }
    }
    let mut found = Vec::new();
    for (first, left) in sides.iter().enumerate() {
        let mut others: Vec<usize> = if left.variant.is_tagged_for_certain() {
            let alike = || left.variant.tags.iter().filter_map(|tag| by_tag.get(tag.as_str()));
            // A value may be one of hundreds that all variants have.
            if alike().map(Vec::len).sum::<usize>() > sides.len() {
                (first + 1..sides.len()).collect()
            } else {
                untold.iter().chain(alike().flatten()).copied().filter(|second| *second > first).collect()
            }
        } else {
            (first + 1..sides.len()).collect()
        };
        others.sort_unstable();
        others.dedup();
        found.extend(
            others.into_iter().filter(|second| holds(*left, sides[*second])).map(|second| Rival { first, second }),
        );
    }
    found
}

/// Whether nothing tells two variants apart.
fn is_rival(one: Side<'_>, other: Side<'_>) -> bool {
    let Side { variant: left, objects: left_objects, tuple } = one;
    let Side { variant: right, objects: right_objects, tuple: other_tuple } = other;
    let both = left.kinds.and(right.kinds);
    let shares = |kinds: Kinds| !both.and(kinds).is_empty();
    let are_objects_apart =
        || left_objects.zip(right_objects).is_some_and(|(one, other)| is_apart(left, right, one, other));
    let are_lists_apart = || !left.items.meets(right.items) || are_tuples_apart(tuple, other_tuple);
    (shares(Kinds::OBJECT) && !are_objects_apart())
        || (shares(Kinds::ARRAY) && !are_lists_apart())
        || shares(Kinds::SCALAR)
}

/// Whether no list is of two tuples at once, because of its length or of an item. Trying each tells which it is.
fn are_tuples_apart(one: Option<&[Kinds]>, other: Option<&[Kinds]>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    one.len() != other.len() || one.iter().zip(other).any(|(one, other)| !one.meets(*other))
}

/// Whether an object may be of two variants at once that are told apart by the keys that must be there, and none of
/// them knows the keys of both.
fn is_overlap(left: Side<'_>, right: Side<'_>) -> bool {
    let Side { variant: left, objects: left_objects, .. } = left;
    let Side { variant: right, objects: right_objects, .. } = right;
    let (Some(one), Some(other)) = (left_objects, right_objects) else { return false };
    let (Some(known), Some(others)) = (&one.declared, &other.declared) else { return false };
    let is_open = !one.is_closed && !other.is_closed;
    is_open
        && !is_told_by_values(left, right, one, other)
        && is_told_by_keys(one, other)
        && !known.is_subset(others)
        && !others.is_subset(known)
}

/// Whether two kinds of objects are told apart: by the tag, by another key with few values or of another kind, or
/// because one of them must have a key that the other does not declare.
fn is_apart(left: &VariantDispatch, right: &VariantDispatch, one: &Objects, other: &Objects) -> bool {
    is_told_by_values(left, right, one, other) || is_told_by_keys(one, other)
}

fn is_told_by_values(left: &VariantDispatch, right: &VariantDispatch, one: &Objects, other: &Objects) -> bool {
    let is_tagged = !left.tags.is_empty() && !right.tags.is_empty();
    if is_tagged
        && !left.tags.iter().any(|tag| right.tags.contains(tag))
        && (left.is_tag_required || right.is_tag_required)
    {
        return true;
    }
    // Trying each finds the one whose keys are of the kinds that it asks for.
    let is_of_another_kind =
        one.kinds.iter().any(|(key, kinds)| other.kinds.get(key).is_some_and(|others| !kinds.meets(*others)));
    is_of_another_kind
        || one.values.iter().any(|(key, values)| {
            other.values.get(key).is_some_and(|others| values.is_disjoint(others))
                && one.required.contains(key)
                && other.required.contains(key)
        })
}

fn is_told_by_keys(one: &Objects, other: &Objects) -> bool {
    let needs_more = |one: &Objects, other: &Objects| {
        other.declared.as_ref().is_some_and(|declared| one.required.iter().any(|key| !declared.contains(key)))
    };
    needs_more(one, other) || needs_more(other, one)
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
