//! Finding the variant of a value that is in a buffer.

use serde::de::Error;

use crate::runtime::wire::buffer::Buffer;
use crate::runtime::wire::candidates::Candidates;
use crate::runtime::wire::decode::Within;
use crate::runtime::wire::excerpt::Excerpt;
use crate::runtime::wire::replay::decode_buffer;
use crate::runtime::wire::tally::Misfit;
use crate::runtime::wire::{Slot, Union, UnionShape};

/// How long the reasons together may be why no variant fits.
const REASONS_LIMIT: usize = 1_000;

/// Reads a value into whichever variant it is of.
pub(crate) fn choose<E: Error>(target: &mut dyn Union, value: &Buffer<'_>, within: Within<'_>) -> Result<(), E> {
    let shape = target.shape();
    let place = &within.state.place;
    let candidates = match value {
        Buffer::Object(entries) if shape.takes_objects() => shape.candidates_by_tag(shape.tag_in(entries), place)?,
        _ => shape.candidates_by_kind(value).inspect_err(|_| place.blame_data())?,
    };
    match candidates {
        Candidates::One(variant) => decode_chosen(target.choose(variant), value, within),
        Candidates::Unknown(variant) => {
            within.state.tally.unknown_value();
            decode_chosen(target.choose(variant), value, within)
        }
        Candidates::Several(variants) => choose_among(target, &variants, value, within),
    }
}

/// Reads a value into the best of several variants.
pub(crate) fn choose_among<E: Error>(
    target: &mut dyn Union,
    variants: &[usize],
    value: &Buffer<'_>,
    within: Within<'_>,
) -> Result<(), E> {
    let shape = target.shape();
    let takes = |variant: &usize| shape.variants[*variant].takes(value);
    let fitting: Vec<usize> = variants.iter().copied().filter(takes).collect();
    match *fitting {
        [] => {
            let reasons = variants.iter().map(|variant| (*variant, why_not(shape, *variant, value)));
            Err(none_fits(shape, reasons, within))
        }
        [variant] => decode_chosen(target.choose(variant), value, within),
        _ => {
            let tally = &within.state.tally;
            let is_part_of_another = tally.begin_attempts(|| value.weight());
            let read = try_each(target, &fitting, value, within);
            tally.end_attempts(is_part_of_another);
            read
        }
    }
}

/// Reads a value into the variant that fits best: with the fewest keys that the variant does not declare, then with the
/// fewest values that its enumerations do not list, then the first.
fn try_each<E: Error>(
    target: &mut dyn Union,
    variants: &[usize],
    value: &Buffer<'_>,
    within: Within<'_>,
) -> Result<(), E> {
    let tally = &within.state.tally;
    let before = tally.misfit();
    let mut best: Option<(Misfit, usize)> = None;
    let mut reasons = Vec::new();
    let mut last = None;
    for &variant in variants {
        last = Some(variant);
        tally.restore(Misfit::default());
        match decode_chosen::<E>(target.choose(variant), value, within) {
            Ok(()) => {
                let misfit = tally.misfit();
                if best.is_none_or(|(least, _)| misfit < least) {
                    best = Some((misfit, variant));
                }
                if misfit == Misfit::default() {
                    break;
                }
            }
            Err(error) if tally.is_exhausted() => return Err(error),
            Err(error) => reasons.push((variant, within.state.place.give_up(error))),
        }
    }
    let Some((misfit, variant)) = best else {
        return Err(none_fits(target.shape(), reasons.into_iter(), within));
    };
    if last != Some(variant) {
        decode_chosen(target.choose(variant), value, within)?;
    }
    tally.restore(before.and(misfit));
    Ok(())
}

/// Reads a value into the place of a variant.
///
/// A union in a union is one level deeper although the value is not: a type that holds but itself must come to an end.
pub(crate) fn decode_chosen<E: Error>(slot: Slot<'_>, value: &Buffer<'_>, within: Within<'_>) -> Result<(), E> {
    let within = if matches!(slot, Slot::Union(_) | Slot::Optional(_)) { within.deeper()? } else { within };
    decode_buffer(slot, value, within)
}

/// Why a variant does not take a value.
fn why_not(shape: &UnionShape, variant: usize, value: &Buffer<'_>) -> Excerpt {
    let mut reason = Excerpt::new(REASONS_LIMIT);
    let variant = &shape.variants[variant];
    match value {
        Buffer::Object(entries) => {
            variant.missing(entries).for_each(|key| reason.add_after(", ", format_args!("missing field `{key}`")));
            if variant.is_stranger(entries) {
                reason.add_after(", ", "none of its keys is there");
            }
        }
        _ => reason.add(format_args!("expected {} as items", variant.items)),
    }
    reason
}

/// The error that no variant fits.
#[cold]
fn none_fits<E: Error>(shape: &UnionShape, reasons: impl Iterator<Item = (usize, Excerpt)>, within: Within<'_>) -> E {
    let mut text = Excerpt::new(REASONS_LIMIT);
    for (variant, reason) in reasons {
        text.add_after("; ", format_args!("`{}`: {reason}", shape.variants[variant].name));
    }
    within.state.place.error(format_args!("no variant of `{}` fits: {text}", shape.name))
}
