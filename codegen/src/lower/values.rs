//! Enumerations and constants.

use std::collections::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{EnumerationWords, Schema, SchemaId, TypeName};
use crate::ir::{
    Enumeration, EnumerationValue, IntegerWidth, Literal, NumberWidth, Origin, Shape, Step, Type, Variant, Why,
};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, Merged};
use crate::lower::scalar::number_width;
use crate::lower::schema::Lowered;
use crate::source::{At, Node, Source};

/// What extensions say of the values of an enumeration, found by value.
struct ValueWords<'w> {
    words: &'w EnumerationWords,
    positions: HashMap<At, usize>,
    described: HashMap<&'w str, &'w String>,
    /// Whether there is a name for each value; else nobody knows whose name one is.
    has_all_names: bool,
}

impl<'w> ValueWords<'w> {
    /// `None` where no extension says anything, as in most documents.
    fn of(merged: &Merged<'w>) -> Option<Self> {
        let (words, listed) = merged.words?;
        let EnumerationWords { names, descriptions, described } = words;
        if names.is_empty() && descriptions.is_empty() && described.is_empty() {
            return None;
        }
        // Of two that are the same, the first counts, which comes last here.
        let positions = listed.iter().enumerate().rev().map(|(position, at)| (*at, position)).collect();
        let described = described.iter().rev().map(|(value, text)| (value.as_str(), text)).collect();
        Some(Self { words, positions, described, has_all_names: names.len() == listed.len() })
    }
}

/// The only values of a schema by kind.
#[derive(Default)]
struct Kinds {
    texts: Vec<EnumerationValue>,
    /// The whole numbers of 64 bits with a sign.
    integers: Vec<EnumerationValue>,
    /// The other whole numbers.
    greater: Vec<At>,
    /// The numbers with a fraction.
    fractions: Vec<f64>,
    booleans: Vec<bool>,
    others: Vec<At>,
    has_null: bool,
    /// The first text that is written as something else, without quotes.
    unquoted: Option<At>,
    /// The first number that is written as a text, in quotes.
    quoted: Option<At>,
}

impl Lowering<'_> {
    /// What a schema says that names its only values.
    ///
    /// Texts and whole numbers are open enumerations, whose single value a required field makes a constant of later on
    /// (`lower/constants.rs`). Values of several kinds are a union of these.
    pub(in crate::lower) fn values(
        &mut self,
        merged: &Merged<'_>,
        values: &[At],
        conjunction: &Conjunction,
        origin: &Origin,
    ) -> Lowered {
        let kinds = self.kinds(merged, values);
        let mut shapes: Vec<(Shape, &'static str)> = Vec::new();
        let numbers = numbers(self.cursor.source, merged, &kinds);
        let Kinds { texts, greater, booleans, others, has_null, unquoted, quoted, .. } = kinds;
        let quotes = [
            (
                unquoted,
                "a text among the values has no quotes, so that it is another kind of value",
                "put it in quotes",
                "text",
            ),
            (
                quoted,
                "a number among the values has quotes, so that it is a text",
                "remove the quotes, or write `type: string` where a text is meant",
                "number",
            ),
        ];
        for (at, message, fix, meant) in quotes {
            let Some(at) = at else { continue };
            self.cursor.sink.push(
                Diagnostic::warning(Code::InvalidValue, Spot::Value(at), message)
                    .help(fix)
                    .help(format!("without it: it is the {meant} that is written here")),
            );
        }
        if !texts.is_empty() {
            shapes.push((Shape::Enumeration(Enumeration { values: texts, is_free: false }), "string"));
        }
        if let Some(shape) = numbers {
            let is_whole = !matches!(shape, Shape::Number(_) | Shape::Constant(_));
            if let (Some(first), false, false) = (greater.first(), is_whole, wants_number(merged)) {
                self.degraded(*first, "no integer type holds all of these whole numbers", "numbers lose digits there");
            }
            shapes.push((shape, if is_whole { "integer" } else { "number" }));
        }
        match booleans[..] {
            [] => {}
            [only] => shapes.push((Shape::Constant(Literal::Boolean(only)), "boolean")),
            _ => shapes.push((Shape::Boolean, "boolean")),
        }
        if let Some(first) = others.first() {
            return self.spelled_out(*first, merged, origin, has_null);
        }
        // Authors name null among the values beside a type that knows no null; they mean that it may come.
        let nullable = has_null;
        match shapes.len() {
            0 if has_null => Lowered::of(Shape::Null),
            0 => self.without_values(merged, origin),
            1 => Lowered { shape: shapes.remove(0).0, nullable },
            _ => {
                let variant = |(shape, words): (Shape, &'static str)| {
                    let mut origin = origin.clone();
                    origin.steps.push(Step::Variant(words.to_owned()));
                    let lowered = match shape {
                        shape if shape.needs_name() => {
                            self.define(conjunction.parts[0], None, origin, Lowered::of(shape))
                        }
                        shape => Lowered::of(shape),
                    };
                    let value = Type { shape: lowered.shape, nullable: false, at: merged.at };
                    Variant {
                        value,
                        words: Some(words.to_owned()),
                        mapped: Vec::new(),
                        default_at: None,
                        component: None,
                    }
                };
                let variants = shapes.into_iter().map(variant).collect();
                Self::union_of(variants, None, nullable)
            }
        }
    }

    /// The only values are objects or lists: the type without them is what there is to say.
    fn spelled_out(&mut self, at: At, merged: &Merged<'_>, origin: &Origin, has_null: bool) -> Lowered {
        let shape = match merged.types.as_deref() {
            Some([only]) => {
                self.degraded(
                    at,
                    "a value that is an object or a list is one of the only values",
                    "every value of the type is accepted here",
                );
                self.of_type(*only, merged, origin)
            }
            _ => {
                self.degraded(
                    at,
                    "a value that is an object or a list is one of the only values",
                    "any JSON value is accepted here",
                );
                Shape::Any(Why::Literal)
            }
        };
        Lowered { shape, nullable: has_null }
    }

    /// An `enum` that no value of the type is in.
    fn without_values(&mut self, merged: &Merged<'_>, origin: &Origin) -> Lowered {
        // Parts that leave no value are reported where they meet, and values of other types where they stand.
        let is_told = merged.members.iter().any(|part| {
            let Schema::Object(object) = self.document.schema(*part) else { return false };
            self.values_of_other_types(object).is_some_and(|found| found.are_all)
        });
        if merged.conflict.is_none() && !is_told {
            let message = "no value of the type is among the values that the schema names";
            self.cursor.sink.push(
                Diagnostic::warning(Code::Degraded, Spot::Value(merged.at), message)
                    .help("name the values that may come, or remove the list of them")
                    .help("without it: every value of the type is accepted here"),
            );
        }
        Lowered::of(match merged.types.as_deref() {
            Some([only]) => self.of_type(*only, merged, origin),
            _ => Shape::Any(Why::Conflict),
        })
    }

    /// The values where they are all texts or all whole numbers: one of the two lists is empty then.
    pub(in crate::lower) fn scalar_values(
        &self,
        merged: &Merged<'_>,
        values: &[At],
    ) -> Option<(Vec<EnumerationValue>, Vec<EnumerationValue>)> {
        let kinds = self.kinds(merged, values);
        let is_one_kind = kinds.texts.is_empty() != kinds.integers.is_empty();
        let has_others = !(kinds.greater.is_empty()
            && kinds.fractions.is_empty()
            && kinds.booleans.is_empty()
            && kinds.others.is_empty());
        let is_number = !kinds.integers.is_empty() && wants_number(merged);
        (is_one_kind && !has_others && !is_number).then_some((kinds.texts, kinds.integers))
    }

    /// The width of the values where they are all numbers, and of the type of all numbers.
    pub(in crate::lower) fn number_values(&self, merged: &Merged<'_>, values: &[At]) -> Option<NumberWidth> {
        let kinds = self.kinds(merged, values);
        let is_alone = kinds.texts.is_empty() && kinds.booleans.is_empty() && kinds.others.is_empty();
        // That digits are lost of what no integer type holds is told where the values stand by themselves.
        match numbers(self.cursor.source, merged, &kinds).filter(|_| is_alone && kinds.greater.is_empty())? {
            Shape::Number(_) | Shape::Constant(_) => Some(width_of_values(merged)),
            _ => None,
        }
    }

    /// The numbers that a schema names and its type does not have, as a fact for its readers.
    pub(in crate::lower) fn listed_numbers(&self, schema: SchemaId) -> Option<String> {
        let merged = self.merge(&Conjunction::of(schema));
        let values = merged.values.as_ref()?;
        let number = |at: At| match self.cursor.source.node(at) {
            Node::Integer(_) | Node::Unsigned(_) | Node::Float(_) => Some(self.cursor.source.json(at)),
            Node::String(text) => quoted_number(&merged, text).map(|number| number.text()),
            _ => None,
        };
        // Most lists are of texts, and long ones are asked for by every reference to them.
        if !values.iter().any(|at| number(*at).is_some()) {
            return None;
        }
        let kinds = self.kinds(&merged, values);
        if matches!(numbers(self.cursor.source, &merged, &kinds)?, Shape::Enumeration(_)) {
            return None;
        }
        let mut all: Vec<String> = Vec::new();
        let mut seen: HashSet<String> = HashSet::new();
        for at in values {
            if let Some(text) = number(*at) {
                let text = text.strip_suffix(".0").unwrap_or(&text).to_owned();
                if seen.insert(text.clone()) {
                    all.push(text);
                }
            }
        }
        let named: Vec<String> = all.iter().take(LISTED).map(|text| format!("`{text}`")).collect();
        let more = if all.len() > LISTED { format!(" and {} more", all.len() - LISTED) } else { String::new() };
        let is_alone = kinds.texts.is_empty() && kinds.booleans.is_empty();
        Some(format!("{}: {}{more}.", if is_alone { "Values" } else { "Numbers" }, named.join(", ")))
    }

    /// A scalar as it is written, or else as JSON has it.
    fn spelled(&self, at: At) -> String {
        let source = self.cursor.source;
        source.spelled(at).map_or_else(|| source.json(at), str::to_owned)
    }

    /// A value as JSON, as the schema means it: what stands without quotes where a text does is that text, and a number
    /// in quotes where a number does is that number.
    pub(in crate::lower) fn meant_value(&self, merged: &Merged<'_>, at: At) -> String {
        match Misquoted::of(merged, self.cursor.source.node(at)) {
            Some(Misquoted::Text) => format!("\"{}\"", self.spelled(at)),
            Some(Misquoted::Number(number)) => number.text(),
            None => self.cursor.source.json(at),
        }
    }

    fn kinds(&self, merged: &Merged<'_>, values: &[At]) -> Kinds {
        let allows = |name: TypeName| allows(merged, name);
        let is_numeric = allows(TypeName::Integer) || allows(TypeName::Number);
        let mut kinds = Kinds::default();
        let words = ValueWords::of(merged);
        for at in values {
            let value = |literal: Literal| self.enumeration_value(words.as_ref(), *at, literal);
            let node = self.cursor.source.node(*at);
            match Misquoted::of(merged, node) {
                Some(Misquoted::Text) => {
                    kinds.texts.push(value(Literal::String(self.spelled(*at))));
                    kinds.unquoted = kinds.unquoted.or(Some(*at));
                    continue;
                }
                Some(Misquoted::Number(number)) => {
                    match number {
                        Literal::Number(number) => kinds.fractions.push(number),
                        whole => kinds.integers.push(value(whole)),
                    }
                    kinds.quoted = kinds.quoted.or(Some(*at));
                    continue;
                }
                None => {}
            }
            match node {
                Node::Null => kinds.has_null = true,
                Node::Boolean(flag) if allows(TypeName::Boolean) => kinds.booleans.push(*flag),
                Node::Integer(number) if is_numeric => kinds.integers.push(value(Literal::Integer(*number))),
                Node::Unsigned(_) if is_numeric => kinds.greater.push(*at),
                // JSON Schema, draft 2020-12, section 6.1.1: 1.0 is a whole number.
                Node::Float(number) if is_numeric && number.fract() == 0.0 => match whole(*number) {
                    Some(number) => kinds.integers.push(value(Literal::Integer(number))),
                    None => kinds.greater.push(*at),
                },
                Node::Float(number) if allows(TypeName::Number) => kinds.fractions.push(*number),
                Node::String(text) if allows(TypeName::String) => {
                    kinds.texts.push(value(Literal::String(text.to_string())));
                }
                Node::Sequence(_) if allows(TypeName::Array) => kinds.others.push(*at),
                Node::Mapping(_) if allows(TypeName::Object) => kinds.others.push(*at),
                // What is of none of the types is told where it stands.
                _ => {}
            }
        }
        let mut seen: HashSet<String> = HashSet::new();
        // A list has texts or whole numbers, so that the words of one are enough to tell it from the others.
        let mut is_new = |value: &EnumerationValue| match &value.literal {
            Literal::String(text) => seen.insert(format!("\"{text}")),
            Literal::Integer(number) => seen.insert(number.to_string()),
            Literal::Boolean(_) | Literal::Number(_) => true,
        };
        kinds.texts.retain(&mut is_new);
        kinds.integers.retain(&mut is_new);
        kinds.greater.retain(|at| seen.insert(self.cursor.source.json(*at)));
        kinds.fractions.retain(|number| seen.insert(number.to_string()));
        kinds.booleans.sort_unstable();
        kinds.booleans.dedup();
        kinds
    }

    /// A value with the words that extensions have for it.
    fn enumeration_value(&self, words: Option<&ValueWords<'_>>, at: At, literal: Literal) -> EnumerationValue {
        let mut value = EnumerationValue { literal, name: None, description: None };
        let Some(ValueWords { words, positions, described, has_all_names }) = words else { return value };
        let Some(position) = positions.get(&at) else { return value };
        let present = |text: &&String| !text.trim().is_empty();
        if *has_all_names {
            value.name = words.names.get(*position).filter(present).cloned();
        }
        let text = match self.cursor.source.node(at) {
            Node::String(text) => text.to_string(),
            _ => self.cursor.source.json(at),
        };
        let by_value = described.get(text.as_str()).copied();
        value.description = by_value.or_else(|| words.descriptions.get(*position)).filter(present).cloned();
        value
    }
}

/// Whether the types of a schema allow values of a type.
fn allows(merged: &Merged<'_>, name: TypeName) -> bool {
    merged.types.as_ref().is_none_or(|types| types.is_empty() || types.contains(&name))
}

/// What a value is that is written as one of another kind, because its quotes are missing or too much.
pub(in crate::lower) enum Misquoted {
    /// The text that is written there: YAML reads `true`, `1.0` and their like as what the author did not mean.
    Text,
    /// This number.
    Number(Literal),
}

impl Misquoted {
    /// `None` where a value is what it is written as.
    pub(in crate::lower) fn of(merged: &Merged<'_>, node: &Node) -> Option<Self> {
        match node {
            Node::String(text) => quoted_number(merged, text).map(Self::Number),
            node => is_unquoted(merged, node).then_some(Self::Text),
        }
    }
}

/// Whether a value is a text whose quotes are missing: the schema has texts, and no part or other branch of it has
/// values of its kind.
fn is_unquoted(merged: &Merged<'_>, node: &Node) -> bool {
    let is_none_of = |names: &[TypeName]| {
        names.iter().all(|name| !allows(merged, *name)) && !merged.named_types.iter().any(|name| names.contains(name))
    };
    let is_of_no_kind = match node {
        Node::Boolean(_) => is_none_of(&[TypeName::Boolean, TypeName::Integer, TypeName::Number]),
        Node::Integer(_) | Node::Unsigned(_) | Node::Float(_) => is_none_of(&[TypeName::Integer, TypeName::Number]),
        Node::Null | Node::String(_) | Node::Sequence(_) | Node::Mapping(_) => false,
    };
    is_of_no_kind && allows(merged, TypeName::String)
}

/// The number that a text among the values is, whose quotes are too much: the schema has numbers, and no part or other
/// branch of it has texts.
fn quoted_number(merged: &Merged<'_>, text: &str) -> Option<Literal> {
    let has_fractions = allows(merged, TypeName::Number);
    let is_numeric = has_fractions || allows(merged, TypeName::Integer);
    let has_texts = allows(merged, TypeName::String) || merged.named_types.contains(&TypeName::String);
    if !is_numeric || has_texts {
        return None;
    }
    number_in_quotes(text, has_fractions)
}

/// The number that a text is, letter for letter, but for zeros at the end of a fraction, where there may be one.
pub(in crate::lower) fn number_in_quotes(text: &str, has_fractions: bool) -> Option<Literal> {
    let has_point = has_fractions && text.contains('.');
    let digits = if has_point { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    let whole = || digits.parse().ok().filter(|number: &i64| number.to_string() == digits).map(Literal::Integer);
    let fraction = || digits.parse().ok().filter(|number: &f64| number.to_string() == digits).map(Literal::Number);
    whole().or_else(|| fraction().filter(|_| has_point))
}

/// The number of values up to which the documentation has them all.
const LISTED: usize = 32;

/// What the numbers among the only values are.
///
/// An enumeration is of whole numbers and takes every other one. Where a number with a fraction may come the type is
/// that of all numbers.
fn numbers(source: &Source, merged: &Merged<'_>, kinds: &Kinds) -> Option<Shape> {
    let Kinds { integers, greater, fractions, .. } = kinds;
    let width = width_of_values(merged);
    match (&integers[..], &greater[..], &fractions[..]) {
        ([], [], []) => None,
        // Where the value is always there it is a constant, which loses nothing.
        ([only], [], []) if wants_number(merged) => Some(Shape::Constant(only.literal.clone())),
        ([], [], [only]) if only.is_finite() => Some(Shape::Constant(Literal::Number(*only))),
        (_, [], []) if !wants_number(merged) => {
            Some(Shape::Enumeration(Enumeration { values: integers.clone(), is_free: false }))
        }
        (_, _, []) if !wants_number(merged) => {
            let is_positive =
                |value: &EnumerationValue| !matches!(value.literal, Literal::Integer(number) if number < 0);
            let fits = |at: &At| matches!(source.node(*at), Node::Unsigned(_));
            let is_unsigned = integers.iter().all(is_positive) && greater.iter().all(fits);
            Some(if is_unsigned { Shape::Integer(IntegerWidth::Unsigned64) } else { Shape::Number(width) })
        }
        _ => Some(Shape::Number(width)),
    }
}

/// The width of the numbers that a schema names.
fn width_of_values(merged: &Merged<'_>) -> NumberWidth {
    number_width(merged.format.map(|(format, _)| format))
}

/// Whether the type of a schema allows numbers with a fraction by its name.
fn wants_number(merged: &Merged<'_>) -> bool {
    merged.types.as_ref().is_some_and(|types| types.contains(&TypeName::Number))
}

/// A number without a fraction as a whole number of 64 bits, where it is one.
fn whole(number: f64) -> Option<i64> {
    const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
    #[expect(clippy::cast_possible_truncation, reason = "it is a whole number of that range")]
    (-TWO_TO_63..TWO_TO_63).contains(&number).then_some(number as i64)
}

/// The narrowest type that a value has by how it is written; none for null.
pub(in crate::lower) fn type_of(node: &Node) -> Option<TypeName> {
    match node {
        Node::Null => None,
        Node::Boolean(_) => Some(TypeName::Boolean),
        Node::Integer(_) | Node::Unsigned(_) => Some(TypeName::Integer),
        Node::Float(_) => Some(TypeName::Number),
        Node::String(_) => Some(TypeName::String),
        Node::Sequence(_) => Some(TypeName::Array),
        Node::Mapping(_) => Some(TypeName::Object),
    }
}

/// Whether a value is of a type. Null is what many write for having no value, whatever the type.
pub(in crate::lower) fn is_of(node: &Node, name: TypeName) -> bool {
    type_of(node).is_none_or(|own| match (own, name) {
        (TypeName::Integer, TypeName::Number) => true,
        // `1.0` is an integer (JSON Schema 2020-12, Validation, section 6.1.1).
        (TypeName::Number, TypeName::Integer) => matches!(node, Node::Float(value) if value.fract() == 0.0),
        (own, name) => own == name,
    })
}
