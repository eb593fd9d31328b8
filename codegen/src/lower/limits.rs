//! Limits that leave no value. All others are the server's to check.

use crate::diag::Diagnostic;
use crate::doc::{Schema, SchemaObject, TypeName};
use crate::lower::Lowering;
use crate::source::{At, Node, Source};

/// The least or the greatest number of a schema.
#[derive(Clone, Copy)]
pub(in crate::lower) struct Limit {
    /// The number.
    pub value: f64,
    /// Whether the number itself is left out.
    pub is_exclusive: bool,
    /// The keyword that has the number.
    pub key: &'static str,
    /// The place of the number.
    pub at: At,
}

impl Limit {
    /// The limit that two keywords set together, of which the second has a number of its own, or says of the first in
    /// OpenAPI 3.0 whether it is exclusive. `leaves_less` says whether the first of two numbers leaves less.
    fn of(source: &Source, schema: At, keys: [&'static str; 2], leaves_less: fn(f64, f64) -> bool) -> Option<Self> {
        let number = |key| {
            let at = source.get(schema, key)?;
            Some(Self { value: source.node(at).as_number()?, is_exclusive: false, key, at })
        };
        let [inclusive, exclusive] = keys.map(number);
        let exclusive = exclusive.map(|limit| Self { is_exclusive: true, ..limit });
        let is_exclusive = source.get(schema, keys[1]).is_some_and(|at| *source.node(at) == Node::Boolean(true));
        let inclusive = inclusive.map(|limit| Self { is_exclusive, ..limit });
        match (inclusive, exclusive) {
            (Some(inclusive), Some(exclusive)) if leaves_less(inclusive.value, exclusive.value) => Some(inclusive),
            (inclusive, exclusive) => exclusive.or(inclusive),
        }
    }

    /// The least number of a schema.
    pub fn least(source: &Source, schema: At) -> Option<Self> {
        Self::of(source, schema, ["minimum", "exclusiveMinimum"], |left, right| left > right)
    }

    /// The greatest number of a schema.
    pub fn greatest(source: &Source, schema: At) -> Option<Self> {
        Self::of(source, schema, ["maximum", "exclusiveMaximum"], |left, right| left < right)
    }
}

impl Lowering<'_> {
    /// Reports limits of a schema that cross each other.
    pub(in crate::lower) fn check_limits(&self, object: &SchemaObject) {
        let source = self.cursor.source;
        let limits = Limit::least(source, object.at).zip(Limit::greatest(source, object.at));
        if let Some((least, greatest)) = limits {
            let is_whole = matches!(object.types[..], [(TypeName::Integer, _)]);
            if let Some(what) = crossing(least, greatest, is_whole) {
                self.report_limits(object.at, [least.key, greatest.key], what);
            }
        }
        let (least, most) = object.item_bounds;
        if least.zip(most).is_some_and(|(least, most)| least > most) {
            self.report_limits(object.at, ["minItems", "maxItems"], "no list has this number of items");
        }
        let is_never = |items| matches!(self.document.schema(items), Schema::Boolean(false, _));
        let known = object.prefix_items.len() as u64;
        if object.items.is_some_and(is_never) && least.is_some_and(|least| least > known) {
            let what = match known {
                0 => "no list without items has this number of items",
                _ => "no list of the items that are named has this number of items",
            };
            self.report_limits(object.at, ["items", "minItems"], what);
        }
        let length = |key| match source.get(object.at, key).map(|at| source.node(at)) {
            Some(Node::Integer(value)) => Some(*value),
            _ => None,
        };
        for (keys, what) in [
            (["minLength", "maxLength"], "no text is as long as this"),
            (["minProperties", "maxProperties"], "no object has this number of keys"),
        ] {
            if length(keys[0]).zip(length(keys[1])).is_some_and(|(least, most)| least > most) {
                self.report_limits(object.at, keys, what);
            }
        }
    }

    fn report_limits(&self, at: At, keys: [&str; 2], what: &str) {
        let [Some(left), Some(right)] = keys.map(|key| self.cursor.source.get(at, key)) else { return };
        self.cursor.sink.push(
            Diagnostic::conflict(right, left, what)
                .help(format!("correct `{}` or `{}`", keys[0], keys[1]))
                .help("without it: the limits are the server's to check"),
        );
    }
}

/// What is to be said of two limits between which there is no number.
fn crossing(least: Limit, greatest: Limit, is_whole: bool) -> Option<&'static str> {
    if least.value > greatest.value {
        return Some("no number is within these limits");
    }
    let is_left_out = least.is_exclusive || greatest.is_exclusive;
    #[expect(clippy::float_cmp, reason = "they are as the document has them")]
    if least.value == greatest.value && is_left_out {
        return Some("no number is within these limits, which leave out the one that both have");
    }
    let lowest = if least.is_exclusive { least.value.floor() + 1.0 } else { least.value.ceil() };
    let highest = if greatest.is_exclusive { greatest.value.ceil() - 1.0 } else { greatest.value.floor() };
    (is_whole && lowest > highest).then_some("no whole number is within these limits")
}
