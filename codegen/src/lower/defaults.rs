//! Defaults that are no values of their schemas.

use std::collections::{HashMap, HashSet};

use crate::cursor::nearest;
use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Limits, Schema, SchemaObject};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, Merged};
use crate::lower::limits::End;
use crate::lower::values::{Misquoted, is_of};
use crate::source::{At, Node};

/// How many values of a schema are compared with a default that is none of them, for what may have been meant.
const SUGGESTED_VALUES: usize = 64;

/// What becomes of a default that is no value of its schema.
const AS_IT_STANDS: &str = "without it: the documentation repeats the default as it stands";

/// The values of lists, by the place of the list, and by whether booleans and numbers in it are texts without quotes,
/// and texts numbers in quotes: many defaults may be of one list.
type Lists = HashMap<(At, [bool; 3]), Listed>;

/// The values of a list, to look a default up in.
struct Listed {
    /// The bits of the numbers, of which 1.0 is the same as 1.
    numbers: HashSet<u64>,
    /// What the schema means by each value.
    meant: HashSet<String>,
}

/// Why a default is no value of its schema: what is the matter, the place that says so, and a way out.
type Reason = (String, At, String);

impl Lowering<'_> {
    /// Reports defaults that are of another type than their schemas, none of the values that these name, or outside of
    /// their limits. A pattern is not tried, because the dialects of regular expressions differ. No value comes of a
    /// default, which documentation alone repeats.
    pub(in crate::lower) fn check_defaults(&self) {
        let mut lists = Lists::new();
        for (id, schema) in self.document.schemas() {
            let Schema::Object(object) = schema else { continue };
            let Some(default) = object.default else { continue };
            let node = self.cursor.source.node(default);
            let merged = self.merge(&Conjunction::of(id));
            let types = merged.types.as_deref().unwrap_or_default();
            if types.is_empty() || types.iter().any(|name| is_of(node, *name)) {
                self.check_default_is_allowed(default, &merged, &mut lists);
                continue;
            }
            let names: Vec<String> = types.iter().map(|name| format!("`{}`", name.as_str())).collect();
            let (found, expected) = (node.kind(), names.join(" or "));
            let message = format!("the default is {found}, which is no value of the type {expected}");
            self.cursor.sink.push(
                Diagnostic::warning(Code::WrongType, Spot::Value(default), message)
                    .help("write a value of that type, or remove the default")
                    .help(AS_IT_STANDS),
            );
        }
    }

    /// Reports a default that is of the right type and that the schema does not allow. The first of the reasons is
    /// enough.
    fn check_default_is_allowed(&self, default: At, merged: &Merged<'_>, lists: &mut Lists) {
        if matches!(self.cursor.source.node(default), Node::Null) {
            return;
        }
        let reason = merged.members_in_order().into_iter().find_map(|member| {
            let Schema::Object(object) = self.document.schema(member) else { return None };
            if self.is_reference_alone(object) {
                return None;
            }
            self.unlisted(default, object, merged, lists)
                .or_else(|| self.outside_limits(default, object.limits.as_deref()?))
        });
        let Some((message, at, fix)) = reason else { return };
        self.cursor.sink.push(
            Diagnostic::warning(Code::InvalidValue, Spot::Value(default), message)
                .also(Spot::Value(at), "what the schema says")
                .help(format!("{fix}, or remove the default"))
                .help(AS_IT_STANDS),
        );
    }

    /// What is to be said of a default that is none of the values that a part of its schema names.
    fn unlisted(&self, default: At, object: &SchemaObject, merged: &Merged<'_>, lists: &mut Lists) -> Option<Reason> {
        if object.enumeration.is_none() && object.constant.is_none() {
            return None;
        }
        let source = self.cursor.source;
        let number = source.node(default).as_number().map(bits);
        let meant = self.meant_value(merged, default);
        let readings = [Node::Boolean(true), Node::Integer(0), Node::String("0".into())]
            .map(|node| Misquoted::of(merged, &node).is_some());
        let mut has = |list: At, values: &[At]| {
            let listed = lists.entry((list, readings)).or_insert_with(|| Listed {
                numbers: values.iter().filter_map(|value| source.node(*value).as_number().map(bits)).collect(),
                meant: values.iter().map(|value| self.meant_value(merged, *value)).collect(),
            });
            number.is_some_and(|number| listed.numbers.contains(&number)) || listed.meant.contains(&meant)
        };
        let listed = object.enumeration.as_ref().filter(|(at, values)| !values.is_empty() && !has(*at, values));
        let constant = object.constant.filter(|constant| !has(*constant, &[*constant]));
        let (at, message) = match (listed, constant) {
            (Some((at, _)), _) => (*at, "the default is none of the values that the schema names"),
            (None, Some(at)) => (at, "the default is not the one value that the schema has"),
            (None, None) => return None,
        };
        let text = |at: &At| match source.node(*at) {
            Node::String(text) => Some(&**text),
            _ => None,
        };
        let near = text(&default).and_then(|default| {
            let texts = listed.iter().flat_map(|(_, values)| values).filter_map(text);
            nearest(default, texts.take(SUGGESTED_VALUES))
        });
        let fix = match near {
            Some(near) => format!("write `{near}`"),
            None if listed.is_none() => "write that value".to_owned(),
            None => "write one of its values".to_owned(),
        };
        Some((message.to_owned(), at, fix))
    }

    /// What is to be said of a default that a limit of a part of its schema leaves out.
    fn outside_limits(&self, default: At, limits: &Limits) -> Option<Reason> {
        let node = self.cursor.source.node(default);
        if let Some(value) = node.as_number() {
            let is_below = |limit: &End| value < limit.value || (limit.is_exclusive && value <= limit.value);
            let is_above = |limit: &End| value > limit.value || (limit.is_exclusive && value >= limit.value);
            if let Some(limit) = End::least(limits).filter(is_below) {
                let message = "the default is less than the least number that the schema allows";
                return Some((message.to_owned(), limit.at, "write a greater number".to_owned()));
            }
            let limit = End::greatest(limits).filter(is_above)?;
            let message = "the default is greater than the greatest number that the schema allows";
            return Some((message.to_owned(), limit.at, "write a smaller number".to_owned()));
        }
        let (counts, size, what) = match node {
            Node::String(text) => (limits.length, text.chars().count(), "text"),
            Node::Sequence(items) => (limits.items, items.len(), "list"),
            _ => return None,
        };
        let size = size as u64;
        if let Some(least) = counts.least.filter(|least| size < least.value) {
            let message = "the default is shorter than the schema allows";
            return Some((message.to_owned(), least.at, format!("write a longer {what}")));
        }
        let most = counts.most.filter(|most| size > most.value)?;
        let message = "the default is longer than the schema allows";
        Some((message.to_owned(), most.at, format!("write a shorter {what}")))
    }
}

/// The bits of a number, which are the same for 0 and -0.
fn bits(number: f64) -> u64 {
    (number + 0.0).to_bits()
}
