//! What follows from the limits of a schema: what they leave of the whole numbers, and where they leave no value. All
//! others are the server's to check.

use crate::diag::Diagnostic;
use crate::doc::{CountLimits, Exclusive, Limit, Limits, Schema, SchemaObject, TypeName};
use crate::lower::Lowering;
use crate::source::At;

/// The least or the greatest number of a schema.
#[derive(Clone, Copy)]
pub(in crate::lower) struct End {
    /// The number.
    pub value: f64,
    /// Whether the number itself is left out.
    pub is_exclusive: bool,
    /// The keyword that has the number.
    pub key: &'static str,
    /// The place of the number.
    pub at: At,
}

impl End {
    /// The end that two keywords set together. `leaves_less` says whether the first of two numbers leaves less.
    fn of(
        inclusive: Option<Limit<f64>>,
        exclusive: Option<Limit<Exclusive>>,
        leaves_less: fn(f64, f64) -> bool,
    ) -> Option<Self> {
        let says = exclusive.map(|limit| limit.value);
        let is_exclusive = says == Some(Exclusive::Flag(true));
        let beside = inclusive.map(|limit| Self { value: limit.value, is_exclusive, key: limit.key, at: limit.at });
        let own = exclusive.and_then(|limit| match limit.value {
            Exclusive::Number(value) => Some(Self { value, is_exclusive: true, key: limit.key, at: limit.at }),
            Exclusive::Flag(_) => None,
        });
        match (beside, own) {
            (Some(beside), Some(own)) if leaves_less(beside.value, own.value) => Some(beside),
            (beside, own) => own.or(beside),
        }
    }

    /// The least number of a schema.
    pub fn least(limits: &Limits) -> Option<Self> {
        Self::of(limits.minimum, limits.exclusive_minimum, |left, right| left > right)
    }

    /// The greatest number of a schema.
    pub fn greatest(limits: &Limits) -> Option<Self> {
        Self::of(limits.maximum, limits.exclusive_maximum, |left, right| left < right)
    }

    /// The least whole number, where this is the least number.
    fn least_whole(self) -> f64 {
        if self.is_exclusive { self.value.floor() + 1.0 } else { self.value.ceil() }
    }

    /// The greatest whole number, where this is the greatest number.
    fn greatest_whole(self) -> f64 {
        if self.is_exclusive { self.value.ceil() - 1.0 } else { self.value.floor() }
    }
}

/// The least and the greatest whole number, where a schema says one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::lower) struct Bounds {
    /// The least.
    pub minimum: Option<f64>,
    /// The greatest.
    pub maximum: Option<f64>,
}

impl Bounds {
    /// What a schema leaves of the whole numbers.
    pub fn of(object: &SchemaObject) -> Self {
        let Some(limits) = &object.limits else { return Self::default() };
        Self {
            minimum: End::least(limits).map(End::least_whole),
            maximum: End::greatest(limits).map(End::greatest_whole),
        }
    }

    /// What two leave together.
    pub fn and(self, other: Self) -> Self {
        Self {
            minimum: tightest(self.minimum, other.minimum, f64::max),
            maximum: tightest(self.maximum, other.maximum, f64::min),
        }
    }
}

/// The least and the greatest number of items, where a schema says one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::lower) struct ItemBounds {
    /// The least.
    pub least: Option<u64>,
    /// The greatest.
    pub most: Option<u64>,
}

impl ItemBounds {
    /// What a schema says of the number of items.
    pub fn of(object: &SchemaObject) -> Self {
        let Some(limits) = &object.limits else { return Self::default() };
        let CountLimits { least, most } = limits.items;
        Self { least: least.map(|limit| limit.value), most: most.map(|limit| limit.value) }
    }

    /// What two leave together.
    pub fn and(self, other: Self) -> Self {
        Self { least: tightest(self.least, other.least, Ord::max), most: tightest(self.most, other.most, Ord::min) }
    }
}

/// The one of two bounds that leaves less, or the only one.
fn tightest<T>(left: Option<T>, right: Option<T>, of_both: fn(T, T) -> T) -> Option<T> {
    match (left, right) {
        (Some(left), Some(right)) => Some(of_both(left, right)),
        (left, right) => left.or(right),
    }
}

impl Lowering<'_> {
    /// Reports limits of a schema that cross each other.
    pub(in crate::lower) fn check_limits(&self, object: &SchemaObject) {
        let Some(limits) = &object.limits else { return };
        if let Some((least, greatest)) = End::least(limits).zip(End::greatest(limits)) {
            let names = |kind| object.types.iter().any(|(name, _)| *name == kind);
            // Limits say nothing of the types beside it, as null, of which no value is a number.
            let is_whole = names(TypeName::Integer) && !names(TypeName::Number);
            if let Some(what) = crossing(least, greatest, is_whole) {
                self.report_limits(least.at, greatest.at, [least.key, greatest.key], what);
            }
        }
        for (counts, what) in [
            (limits.items, "no list has this number of items"),
            (limits.length, "no text is as long as this"),
            (limits.properties, "no object has this number of keys"),
        ] {
            if let Some((least, most)) = counts.least.zip(counts.most).filter(|(least, most)| least.value > most.value)
            {
                self.report_limits(least.at, most.at, [least.key, most.key], what);
            }
        }
        let is_never = |items: &_| matches!(self.document.schema(*items), Schema::Boolean(false, _));
        let known = object.prefix_items.len() as u64;
        if let Some(items) = object.items.filter(is_never)
            && let Some(least) = limits.items.least.filter(|least| least.value > known)
        {
            let what = match known {
                0 => "no list without items has this number of items",
                _ => "no list of the items that are named has this number of items",
            };
            self.report_limits(self.document.schema(items).at(), least.at, ["items", least.key], what);
        }
    }

    fn report_limits(&self, left: At, right: At, keys: [&str; 2], what: &str) {
        self.cursor.sink.push(
            Diagnostic::conflict(right, left, what)
                .help(format!("correct `{}` or `{}`", keys[0], keys[1]))
                .help("without it: the limits are the server's to check"),
        );
    }
}

/// What is to be said of two ends between which there is no number.
fn crossing(least: End, greatest: End, is_whole: bool) -> Option<&'static str> {
    if least.value > greatest.value {
        return Some("no number is within these limits");
    }
    let is_left_out = least.is_exclusive || greatest.is_exclusive;
    #[expect(clippy::float_cmp, reason = "they are as the document has them")]
    if least.value == greatest.value && is_left_out {
        return Some("no number is within these limits, which leave out the one that both have");
    }
    (is_whole && least.least_whole() > greatest.greatest_whole()).then_some("no whole number is within these limits")
}
