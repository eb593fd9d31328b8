//! Which variants of a union nothing tells apart.

use std::collections::HashMap;

use crate::facts::dispatch::summary::Objects;
use crate::facts::dispatch::{Kinds, VariantDispatch};

/// Two variants of which one is taken for a value that may be of both: the one that fits better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rival {
    /// The first, by position.
    pub first: usize,
    /// The second, by position.
    pub second: usize,
}

impl VariantDispatch {
    /// Whether every object of the variant has the tag, and one of a few values of it.
    const fn is_tagged_for_certain(&self) -> bool {
        self.is_tag_required && !self.tags.is_empty()
    }
}

/// What is known of one of two variants.
#[derive(Clone, Copy)]
pub struct Side<'a> {
    pub variant: &'a VariantDispatch,
    /// What is known of its objects, where it has any.
    pub objects: Option<&'a Objects>,
    /// The kinds of each item, where it is a tuple.
    pub tuple: Option<&'a [Kinds]>,
}

/// The pairs of variants of which something holds that holds of none that their tags tell apart.
///
/// A union of a thousand has half a million pairs, and most of them are told apart by the tag: they are not looked at.
pub fn pairs(sides: &[Side<'_>], holds: &dyn Fn(Side<'_>, Side<'_>) -> bool) -> Vec<Rival> {
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
pub fn is_rival(one: Side<'_>, other: Side<'_>) -> bool {
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
pub fn is_overlap(left: Side<'_>, right: Side<'_>) -> bool {
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
