//! Which property tells the objects of a union apart.

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::dispatch::Kinds;
use crate::facts::dispatch::summary::{Objects, tags};
use crate::ir::Union;

/// The property that tells most pairs of variants apart. The document's own comes first where it tells any, and last
/// where nothing but its own name speaks of it, which may be misspelt.
pub fn tag(union: &Union, objects: &[Option<Objects>]) -> Option<String> {
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
pub fn is_said(union: &Union, objects: &[Option<Objects>], key: &str) -> bool {
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
pub fn kinds_of_tag(objects: &[Option<Objects>], tag: &str, is_said: bool) -> Kinds {
    let declared = objects.iter().flatten().filter_map(|objects| objects.kinds.get(tag));
    let kinds = declared.fold(Kinds::default(), |all, kinds| all.or(*kinds)).and(Kinds::SCALAR);
    // A tag that is always the same boolean may be the other one where a newer server has more variants.
    let kinds = if kinds.and(Kinds::BOOLEAN).is_empty() { kinds } else { kinds.or(Kinds::BOOLEAN) };
    if !kinds.is_empty() {
        kinds
    } else if is_said {
        Kinds::STRING
    } else {
        Kinds::SCALAR
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
