//! Unions: the names of their variants, and how they are told apart on the wire.

use std::collections::HashMap;

use crate::diag::{Code, Diagnostic, Spot};
use crate::facts::{Dispatch, Kinds, Rival, VariantDispatch};
use crate::ir::{Literal, Shape, Type, TypeId, Union, Variant};
use crate::names::{Case, Ident, Scope, split};
use crate::plan::types::Viewpoint;
use crate::plan::{Planner, docs};
use crate::rust::{self, Path, Ty, UnionConversion, UnionVariant, UnionWire, WireTag, WireVariant};

/// The number of pairs that a report of an ambiguous union names.
const NAMED_PAIRS: usize = 3;

impl Planner<'_> {
    /// The type of a union.
    pub(in crate::plan) fn union(&self, id: TypeId, name: Ident, docs: Vec<String>, union: &Union) -> rust::Union {
        let dispatch = &self.dispatch[&id];
        let (names, unknown) = self.variant_names(id, union, dispatch);
        let variants = union.variants.iter().zip(&dispatch.variants).zip(names);
        let variants = variants.map(|((variant, dispatch_of), name)| {
            let inner = self.shape(&variant.value.shape, &Viewpoint::Types);
            let is_boxed = self.is_boxed(id, &variant.value);
            UnionVariant {
                name,
                docs: self.variant_docs(variant, dispatch_of, dispatch),
                ty: if is_boxed { self.boxed(inner) } else { inner },
            }
        });
        let value = Ty::plain(Path::fixed("serde_json::Value"));
        rust::Union { name, docs, variants: variants.collect(), unknown: unknown.map(|name| (name, value)) }
    }

    /// How a union travels.
    pub(in crate::plan) fn union_wire(&self, id: TypeId, union: &Union, path: &Viewpoint) -> UnionWire {
        let dispatch = &self.dispatch[&id];
        self.report_rivals(id, union, dispatch);
        self.report_overlaps(id, union, dispatch);
        self.report_default(union, dispatch);
        let (names, unknown) = self.variant_names(id, union, dispatch);
        let mut uses: HashMap<Nominal, usize> = HashMap::new();
        for own in union.variants.iter().filter_map(|variant| self.nominal(&variant.value.shape)) {
            *uses.entry(own).or_default() += 1;
        }
        let variants = union.variants.iter().zip(&dispatch.variants).zip(&names);
        let variants = variants.map(|((variant, dispatch), name)| {
            let VariantDispatch { kinds, tags, is_tag_required, is_default: _, required, items, known } = dispatch;
            // No other variant may have the type, and the union itself may not be it.
            let own = self.nominal(&variant.value.shape);
            let converts = own.is_some_and(|own| uses[&own] == 1 && own != Nominal::Type(id));
            WireVariant {
                name: name.clone(),
                conversion: converts.then(|| UnionConversion {
                    from: self.shape(&variant.value.shape, path),
                    is_boxed: self.is_boxed(id, &variant.value),
                }),
                kinds: kind_names(*kinds),
                tags: tags.clone(),
                is_tag_required: *is_tag_required,
                required: required.clone(),
                items: kind_names(*items),
                known: known.clone(),
            }
        });
        UnionWire {
            path: self.type_path(id, path),
            tag: dispatch.tag.clone().map(|key| WireTag { key, kinds: kind_names(dispatch.tag_kinds) }),
            empty: self.empty_variant(id, union, &names, unknown.as_ref()),
            takes_null: union.takes_null,
            variants: variants.collect(),
            unknown,
        }
    }

    /// The variant of an empty value: the one that is null where null is a value, or else one that is made without
    /// another value of the union.
    fn empty_variant(&self, id: TypeId, union: &Union, names: &[Ident], unknown: Option<&Ident>) -> Ident {
        let null = self.api.null_variant(union);
        let found = null.or_else(|| self.endings.empty_variant(&self.cycles, id, union));
        let found = found.map(|position| &names[position]).or(unknown);
        found.unwrap_or(&names[0]).clone()
    }

    /// Whether a type lies directly inside another that it also holds.
    pub(in crate::plan) fn is_boxed(&self, owner: TypeId, value: &Type) -> bool {
        match &value.shape {
            Shape::Named(target) => self.cycles.is_boxed(owner, *target),
            Shape::Tuple(items) => items.iter().any(|item| self.is_boxed(owner, item)),
            _ => false,
        }
    }

    /// What a type is behind its aliases, where Rust tells it from all others.
    fn nominal(&self, shape: &Shape) -> Option<Nominal> {
        let mut shape = shape;
        loop {
            match shape {
                Shape::Named(id) => {
                    let definition = self.api.definition(*id);
                    if definition.shape.needs_name() {
                        return Some(Nominal::Type(*id));
                    }
                    shape = &definition.shape;
                }
                Shape::String(_) => return Some(Nominal::String),
                Shape::Boolean => return Some(Nominal::Boolean),
                _ => return None,
            }
        }
    }

    fn variant_names(&self, id: TypeId, union: &Union, dispatch: &Dispatch) -> (Vec<Ident>, Option<Ident>) {
        let own = split(self.names.types[id.index()].as_str());
        let mut scope = Scope::with_taken(&["self"]);
        let names = union
            .variants
            .iter()
            .map(|variant| {
                let whole = self.whole_name(variant);
                let short = shortened(&own, &whole);
                scope.mint(Case::Type, &[&short, &whole]).ident
            })
            .collect();
        let unknown = dispatch.is_open.then(|| scope.mint(Case::Type, &["unknown", "unknown value"]).ident);
        (names, unknown)
    }

    /// The words of a variant: those that the document has, or the name of its type.
    fn whole_name(&self, variant: &Variant) -> String {
        let named = match (&variant.value.shape, &variant.component) {
            (Shape::Named(id), Some(_)) => Some(self.names.types[id.index()].to_string()),
            _ => None,
        };
        let words = variant.words.as_deref().filter(|words| named.is_none() || !words.starts_with("variant "));
        words.map(str::to_owned).or(named).unwrap_or_default()
    }

    fn variant_docs(&self, variant: &Variant, dispatch: &VariantDispatch, of_union: &Dispatch) -> Vec<String> {
        let kind = self.kind_docs(&variant.value.shape);
        let is_told = of_union.is_tag_said && !dispatch.tags.is_empty();
        let Some(tag) = of_union.tag.as_deref().filter(|_| is_told) else {
            return vec![format!("{kind}.")];
        };
        let is_text = !of_union.tag_kinds.and(Kinds::STRING).is_empty();
        let written = |value: &String| if is_text { format!("\"{value}\"") } else { value.clone() };
        let values: Vec<String> = dispatch.tags.iter().map(|value| docs::code(&written(value))).collect();
        let values = match &values[..] {
            [only] => only.clone(),
            [others @ .., last] => format!("{} or {last}", others.join(", ")),
            [] => String::new(),
        };
        let absent = if dispatch.is_default { ", or is not there" } else { "" };
        vec![format!("{kind}, whose {} is {values}{absent}.", docs::code(tag))]
    }

    fn kind_docs(&self, shape: &Shape) -> String {
        match shape {
            Shape::Named(id) => {
                let name = self.names.types[id.index()].unraw();
                format!("{} [`{name}`]", article(name))
            }
            Shape::Any(_) => "Any other value".to_owned(),
            Shape::Null => "Null".to_owned(),
            Shape::Constant(Literal::Boolean(value)) => format!("The value `{value}` and no other"),
            Shape::Boolean | Shape::Constant(_) => "A boolean".to_owned(),
            Shape::Integer(_) => "A whole number".to_owned(),
            Shape::Number(_) => "A number".to_owned(),
            Shape::String(_) => "A text".to_owned(),
            Shape::Array(_) => "A list".to_owned(),
            Shape::Tuple(items) if items.len() > 1 => format!("A list of {} items", items.len()),
            Shape::Tuple(_) => "A list of one item".to_owned(),
            Shape::Map(_) => "A map".to_owned(),
            Shape::Record(_) | Shape::Enumeration(_) | Shape::Union(_) => "A value".to_owned(),
        }
    }

    /// Reports variants that nothing tells apart.
    fn report_rivals(&self, id: TypeId, union: &Union, dispatch: &Dispatch) {
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
    fn report_overlaps(&self, id: TypeId, union: &Union, dispatch: &Dispatch) {
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
    fn report_default(&self, union: &Union, dispatch: &Dispatch) {
        let Some(property) = &union.discriminator else { return };
        let only_where_absent =
            format!("without it: an object without `{property}` is a branch only where it may lack it");
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
            self.sink.push(
                Diagnostic::warning(code, Spot::Value(at), message)
                    .label(format!("named as the branch of an object without `{property}`"))
                    .help(help)
                    .help(loss),
            );
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

/// What Rust tells a type from all others by.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Nominal {
    Type(TypeId),
    String,
    Boolean,
}

/// The article of a name, by its first letters: most names in `U` begin with the sound of "you", as `User`, `Url` and
/// `Unit` do, and the others are made of "un" and "up".
fn article(name: &str) -> &'static str {
    let is_vowel = name.starts_with(['A', 'E', 'I', 'O']) || name.starts_with("Up");
    if is_vowel || (name.starts_with("Un") && !name.starts_with("Uni")) { "An" } else { "A" }
}

fn kind_names(kinds: Kinds) -> Vec<&'static str> {
    if kinds == Kinds::ANY {
        return Vec::new();
    }
    let has = |kind: Kinds| kinds.and(kind) == kind;
    // Both booleans have one name.
    let is_said = |kind: Kinds| kind != Kinds::BOOLEAN && !kind.and(Kinds::BOOLEAN).is_empty() && has(Kinds::BOOLEAN);
    let is_in = |(_, kind): &&(&str, Kinds)| has(*kind) && !is_said(*kind);
    Kinds::NAMED.iter().filter(is_in).map(|(name, _)| *name).collect()
}

/// The words of a variant without those that it begins and ends with as the union does: `CreatedEvent` of `Event` is
/// `Created`. What is left depends on the two names alone, so that another variant changes nothing.
fn shortened(union: &[String], variant: &str) -> String {
    let words = split(variant);
    let common = |left: &mut dyn Iterator<Item = &String>, right: &mut dyn Iterator<Item = &String>| {
        left.zip(right).take_while(|(left, right)| left == right).count()
    };
    let start = common(&mut union.iter(), &mut words.iter());
    let end = common(&mut union.iter().rev(), &mut words.iter().rev());
    if start + end >= words.len() || (start == 0 && end == 0) {
        return variant.to_owned();
    }
    let rest = &words[start..words.len() - end];
    // A word that cannot begin a name is better read with the one before it.
    if rest[0].starts_with(|first: char| first.is_ascii_digit()) { variant.to_owned() } else { rest.join(" ") }
}
