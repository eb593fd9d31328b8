//! Finding the variant of a value that is in a buffer.

use std::iter;

use serde::de::Error;

use crate::runtime::wire::buffer::Buffer;
use crate::runtime::wire::candidates::Candidates;
use crate::runtime::wire::decode::{State, Within};
use crate::runtime::wire::excerpt::Excerpt;
use crate::runtime::wire::replay::decode_buffer;
use crate::runtime::wire::tally::Misfit;
use crate::runtime::wire::{Slot, Union, UnionShape};

/// How long it may be put why no variant fits.
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
            Err(within.state.place.error(none_fits(shape, reasons)))
        }
        [variant] => decode_chosen(target.choose(variant), value, within),
        _ => {
            let State { tally, decisions, .. } = within.state;
            let is_part_of_another = tally.begin_attempts(|| value.weight());
            if is_part_of_another && matches!(value, Buffer::Array(_) | Buffer::Object(_)) {
                return decide_once(target, &fitting, value, within);
            }
            let read = match try_each(target, &fitting, value, within) {
                Ok(Ok(best)) => finish(target, &best, value, within),
                Ok(Err(reason)) => Err(within.state.place.error(reason)),
                Err(error) => Err(error),
            };
            if !is_part_of_another {
                tally.end_attempts();
                decisions.forget();
            }
            read
        }
    }
}

/// The variant that fits best.
struct Best {
    variant: usize,
    misfit: Misfit,
    /// Whether the value was read into that variant last, and whole.
    is_read: bool,
}

/// Reads a value into the best of several variants as part of an attempt that may come by it more than once.
fn decide_once<E: Error>(
    target: &mut dyn Union,
    variants: &[usize],
    value: &Buffer<'_>,
    within: Within<'_>,
) -> Result<(), E> {
    let State { tally, decisions, place } = within.state;
    let shape = target.shape();
    let best = match decisions.of(shape, value) {
        Some(Ok((variant, misfit))) => Best { variant, misfit, is_read: false },
        Some(Err(reason)) => return Err(place.error(reason)),
        None => match try_each(target, variants, value, within)? {
            Ok(best) => {
                decisions.remember(shape, value, Ok((best.variant, best.misfit)));
                best
            }
            Err(reason) => {
                let reason = place.give_up(reason);
                decisions.remember(shape, value, Err(reason.clone()));
                return Err(place.error(reason));
            }
        },
    };
    if !best.is_read && decisions.pass_over() {
        tally.count(best.misfit);
        return Ok(());
    }
    finish(target, &best, value, within)
}

/// Reads a value into the variant that fits best, unless it is read already, and counts how badly it fits.
fn finish<E: Error>(target: &mut dyn Union, best: &Best, value: &Buffer<'_>, within: Within<'_>) -> Result<(), E> {
    let tally = &within.state.tally;
    let before = tally.misfit();
    if !best.is_read {
        decode_chosen(target.choose(best.variant), value, within)?;
    }
    tally.restore(before.and(best.misfit));
    Ok(())
}

/// Finds the variant that fits best: with the fewest keys that the variant does not keep, then with the fewest nulls
/// that it loses, then with the fewest numbers that it rounds, then with the fewest values that its enumerations do not
/// list, then the first. Why none does is no
/// error yet; that no more may be tried is.
fn try_each<E: Error>(
    target: &mut dyn Union,
    variants: &[usize],
    value: &Buffer<'_>,
    within: Within<'_>,
) -> Result<Result<Best, Excerpt>, E> {
    let State { tally, decisions, place } = within.state;
    let before = tally.misfit();
    let mut best: Option<Best> = None;
    let mut reasons = Vec::new();
    for &variant in variants {
        tally.restore(Misfit::default());
        let (read, is_partial) = decisions.attempt(|| decode_chosen::<E>(target.choose(variant), value, within));
        let misfit = tally.misfit();
        match read {
            Ok(()) if best.as_ref().is_none_or(|best| misfit < best.misfit) => {
                best = Some(Best { variant, misfit, is_read: !is_partial });
                if misfit == Misfit::default() {
                    break;
                }
                continue;
            }
            Ok(()) => {}
            Err(error) if tally.is_exhausted() => return Err(error),
            Err(error) => reasons.push((variant, place.give_up(error))),
        }
        // The value was read into another since.
        best = best.map(|best| Best { is_read: false, ..best });
    }
    tally.restore(before);
    Ok(best.ok_or_else(|| none_fits(target.shape(), reasons.into_iter())))
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

/// That no variant fits, and why.
#[cold]
fn none_fits(shape: &UnionShape, reasons: impl Iterator<Item = (usize, Excerpt)>) -> Excerpt {
    let mut text = Excerpt::new(REASONS_LIMIT);
    text.add(format_args!("no variant of `{}` fits", shape.name));
    let separators = iter::once(": ").chain(iter::repeat("; "));
    for (separator, (variant, reason)) in separators.zip(reasons) {
        text.add_after(separator, format_args!("`{}`: {reason}", shape.variants[variant].name));
    }
    text
}
