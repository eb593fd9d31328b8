//! What is told of a union: branches that nothing tells apart, and what its discriminator says and does not come true.

use crate::diag::{Code, Diagnostic, Spot};
use crate::facts::{Dispatch, Kinds, Rival};
use crate::ir::{Shape, TypeId, Union, Variant, warning_on_default_branch, without_default_branch};
use crate::plan::{Planner, docs};

/// The number of pairs that a report of an ambiguous union names.
const NAMED_PAIRS: usize = 3;

impl Planner<'_> {
    /// Reports variants that nothing tells apart.
    pub(in crate::plan) fn report_rivals(&self, id: TypeId, union: &Union, dispatch: &Dispatch) {
        let what = "nothing tells these branches apart for certain";
        let is_nameless = |variant: &Variant| variant.component.is_none() && variant.mapped.is_empty();
        let instead = match &union.discriminator {
            // A discriminator is of use only where each branch has a value.
            Some(_) if dispatch.rivals.first().is_some_and(|pair| is_nameless(&union.variants[pair.first])) => {
                "a branch that is no component has no name for the `discriminator`: say in its `mapping` which value stands \
                 for which branch"
            }
            _ => {
                "give each branch a required property with a `const` of its own, or a required key that the other has not"
            }
        };
        let help = [
            instead,
            "without it: a value is read as the branch that loses least of it, the first where it is the same",
        ];
        self.report_pairs(id, union, &dispatch.rivals, what, help);
    }

    /// Reports variants of which an object may be both at once.
    pub(in crate::plan) fn report_overlaps(&self, id: TypeId, union: &Union, dispatch: &Dispatch) {
        let what = "an object may be of both of these branches at once, and is read as one";
        let help = [
            "write `oneOf` where it is of one alone, or else one schema with the keys of both",
            "without it: the keys of the other branch are lost",
        ];
        self.report_pairs(id, union, &dispatch.overlaps, what, help);
    }

    /// Reports what `defaultMapping` says and does not come true.
    ///
    /// Objects with a value of the property that no branch has are not read as the default, which would lose the keys
    /// that it does not declare.
    pub(in crate::plan) fn report_default(&self, union: &Union, dispatch: &Dispatch) {
        let Some(property) = &union.discriminator else { return };
        let only_where_absent = without_default_branch(property);
        for (index, (variant, known)) in union.variants.iter().zip(&dispatch.variants).enumerate() {
            let Some(at) = variant.default_at else { continue };
            let name = docs::code(&self.whole_name(variant));
            let others = dispatch.variants.iter().enumerate().filter(|(other, _)| *other != index);
            let mut untagged = others
                .map(|(_, other)| other)
                .filter(|other| !other.kinds.and(Kinds::OBJECT).is_empty() && other.tags.is_empty());
            let is_told_otherwise = dispatch.tag.as_ref() != Some(property);
            let (code, message, help, loss) = if known.kinds.and(Kinds::OBJECT).is_empty() {
                let message = format!("no value of {name} is an object, with or without `{property}`");
                (Code::InvalidValue, message, "name a branch that is an object".to_owned(), only_where_absent.clone())
            } else if is_told_otherwise {
                let message =
                    format!("the branches are not told apart by `{property}`, so that its absence tells none");
                let help =
                    format!("give each branch a value of `{property}`: a `const` of its own, or one in `mapping`");
                let loss = "without it: the branches are told apart by what else they have".to_owned();
                (Code::Degraded, message, help, loss)
            } else if !known.is_default {
                let message = format!("{name} requires `{property}`, so that no object without it is that branch");
                let help = format!("take `{property}` out of `required` there, or name a branch that may lack it");
                (Code::InvalidValue, message, help, only_where_absent.clone())
            } else if untagged.clone().any(|other| !other.is_tag_required) {
                let message =
                    format!("an object without `{property}` may be of a branch that has no value of it as well");
                let help = format!("give each branch a value of `{property}` in `mapping`");
                let loss = "without it: such an object is read as the branch that loses least of it".to_owned();
                (Code::Degraded, message, help, loss)
            } else if known.tags.is_empty() && untagged.next().is_none() {
                // It is read from objects with other values as well.
                continue;
            } else {
                let message =
                    format!("an object with another `{property}` than the branches have is not read as this branch");
                let loss = if dispatch.is_open {
                    "without it: such an object is kept as it came, with all its keys"
                } else {
                    "without it: such an object is read as a branch that has no value of it"
                };
                (
                    Code::Degraded,
                    message,
                    "map each value that servers send under `mapping`".to_owned(),
                    loss.to_owned(),
                )
            };
            self.sink.push(warning_on_default_branch(code, at, property, message).help(help).help(loss));
        }
    }

    fn report_pairs(&self, id: TypeId, union: &Union, pairs: &[Rival], what: &str, help: [&str; 2]) {
        let Some(first) = pairs.first() else { return };
        let name = |position: usize| docs::code(&self.whole_name(&union.variants[position]));
        let named: Vec<String> = pairs
            .iter()
            .take(NAMED_PAIRS)
            .map(|pair| format!("{} and {}", name(pair.first), name(pair.second)))
            .collect();
        let more = pairs.len().saturating_sub(NAMED_PAIRS);
        let more = if more == 0 { String::new() } else { format!(", and {more} more") };
        let message = format!("{what}: {}{more}", named.join("; "));
        // The children of a base stand nowhere in it: each is shown where it is defined.
        let values = [first.first, first.second].map(|position| &union.variants[position].value);
        let is_in_one_place = values[0].at == values[1].at;
        let at = |position: usize| {
            let value = &union.variants[position].value;
            Spot::Value(match value.shape {
                Shape::Named(id) if is_in_one_place => self.api.definition(id).origin.at,
                _ => value.at,
            })
        };
        let [instead, loss] = help;
        self.sink.push(
            Diagnostic::warning(Code::AmbiguousUnion, Spot::Value(self.api.definition(id).origin.at), message)
                .also(at(first.first), "one branch")
                .also(at(first.second), "another")
                .help(instead)
                .help(loss),
        );
    }
}
