//! Reading from a buffer.

use serde::de::{DeserializeSeed, Error};

use crate::runtime::wire::attempt::choose;
use crate::runtime::wire::buffer::{Buffer, Scalar};
use crate::runtime::wire::constant::ConstantVisitor;
use crate::runtime::wire::decode::Within;
use crate::runtime::wire::entries::{NoEntries, Replay};
use crate::runtime::wire::list::TupleVisitor;
use crate::runtime::wire::map::read_map;
use crate::runtime::wire::number::{narrow, nearest, widen};
use crate::runtime::wire::place::Step;
use crate::runtime::wire::record::read_record;
use crate::runtime::wire::{Constant, List, Slot};

/// Reads into a slot what is in a buffer.
pub(crate) fn decode_buffer<E: Error>(slot: Slot<'_>, buffer: &Buffer<'_>, within: Within<'_>) -> Result<(), E> {
    within.state.tally.pay(buffer.own_weight(), &within.state.place)?;
    match (slot, buffer) {
        (Slot::Ignored, _) => {
            // What stands under an ignored key is lost with it, so that a branch that ignores all of a value is no
            // better than one that ignores a key in each part of it.
            within.state.tally.pay(buffer.weight(), &within.state.place)?;
            within.state.tally.ignored_keys(buffer.key_count());
            Ok(())
        }
        (Slot::Any(target), _) => {
            within.state.tally.pay(buffer.weight(), &within.state.place)?;
            *target = buffer.to_value();
            Ok(())
        }
        (Slot::Optional(target), Buffer::Null) => {
            target.clear();
            Ok(())
        }
        (Slot::Optional(target), _) => decode_buffer(target.fill(), buffer, within),
        (Slot::List(target), Buffer::Array(items)) => list_from_buffer(target, items, within),
        (Slot::StringList(target), Buffer::Array(items)) => list_from_buffer(target, items, within),
        (Slot::I64List(target), Buffer::Array(items)) => list_from_buffer(target, items, within),
        (Slot::F32List(target), Buffer::Array(items)) => list_from_buffer(target, items, within),
        (Slot::F64List(target), Buffer::Array(items)) => list_from_buffer(target, items, within),
        (Slot::Tuple(target), Buffer::Array(items)) => {
            let within = within.deeper()?;
            if items.len() != target.count() {
                return Err(E::invalid_length(items.len(), &TupleVisitor { target, within }));
            }
            for (index, item) in items.iter().enumerate() {
                item_from_buffer(target.slot(index), index, item, within)?;
            }
            Ok(())
        }
        (Slot::Map(target), Buffer::Object(entries)) => {
            read_map(target, Replay::new(entries, NoEntries::default()), within.deeper()?)
        }
        (Slot::Record(target), Buffer::Object(entries)) => {
            read_record(target, Replay::new(entries, NoEntries::default()), within.deeper()?)
        }
        (Slot::Union(target), _) => choose(target, buffer, within),
        // What is neither in order nor a scalar is refused by the visitor of the slot.
        (slot, _) => {
            if is_rounded(&slot, buffer) {
                within.state.tally.rounded_number();
            }
            within.seed(slot).deserialize(Scalar::new(buffer))
        }
    }
}

/// Whether a number loses digits in a place for numbers of a smaller precision.
fn is_rounded(slot: &Slot<'_>, buffer: &Buffer<'_>) -> bool {
    let is_half = match slot {
        Slot::F32(_) => true,
        Slot::F64(_) => false,
        _ => return false,
    };
    let (wide, is_exact) = match buffer {
        Buffer::Signed(value) => nearest((*value).into()),
        Buffer::Unsigned(value) => nearest((*value).into()),
        _ => (buffer.as_float().unwrap_or_default(), true),
    };
    !is_exact || (is_half && narrow(wide).map(widen).map(f64::to_bits) != Some(wide.to_bits()))
}

fn list_from_buffer<E: Error>(target: &mut dyn List, items: &[Buffer<'_>], within: Within<'_>) -> Result<(), E> {
    let within = within.deeper()?;
    for (index, item) in items.iter().enumerate() {
        item_from_buffer(target.push(), index, item, within)?;
    }
    Ok(())
}

fn item_from_buffer<E: Error>(slot: Slot<'_>, index: usize, item: &Buffer<'_>, within: Within<'_>) -> Result<(), E> {
    decode_buffer(slot, item, within).inspect_err(|_| within.state.place.came_through(Step::Index(index)))
}

/// Checks a constant that is in a buffer.
pub(crate) fn constant_from_buffer<E: Error>(
    expected: &'static Constant,
    buffer: &Buffer<'_>,
    within: Within<'_>,
) -> Result<(), E> {
    ConstantVisitor { expected, place: &within.state.place }.deserialize(Scalar::new(buffer))
}
