//! Enumerations and constants.

use std::collections::HashSet;

use crate::doc::TypeName;
use crate::ir::{Enumeration, EnumerationValue, Literal, NumberWidth, Origin, Shape, Step, Type, Variant, Why};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, Merged};
use crate::lower::schema::Lowered;
use crate::source::{At, Node};

/// The only values of a schema by kind.
#[derive(Default)]
struct Kinds {
    texts: Vec<EnumerationValue>,
    integers: Vec<EnumerationValue>,
    numbers: Vec<f64>,
    booleans: Vec<bool>,
    others: Vec<At>,
    has_null: bool,
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
        let Kinds { texts, integers, numbers, booleans, others, has_null } = kinds;
        if !texts.is_empty() {
            shapes.push((Shape::Enumeration(Enumeration { values: texts, is_free: false }), "string"));
        }
        if !integers.is_empty() && numbers.is_empty() {
            shapes.push((Shape::Enumeration(Enumeration { values: integers, is_free: false }), "integer"));
        } else if !numbers.is_empty() {
            let constant = (numbers.len() == 1 && integers.is_empty() && numbers[0].is_finite())
                .then(|| Shape::Constant(Literal::Number(numbers[0])));
            shapes.push((constant.unwrap_or(Shape::Number(NumberWidth::Double)), "number"));
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
                        Shape::Constant(_) => Lowered::of(Shape::Boolean),
                        shape => Lowered::of(shape),
                    };
                    let value = Type { shape: lowered.shape, nullable: false, at: merged.at };
                    Variant { value, words: Some(words.to_owned()), mapped: Vec::new(), component: None }
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
        // Parts that leave no value are reported where they meet.
        if merged.conflict.is_none() {
            self.degraded(
                merged.at,
                "no value of the type is among the values that the schema names",
                "every value of the type is accepted here",
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
        let Kinds { texts, integers, numbers, booleans, others, has_null: _ } = self.kinds(merged, values);
        let is_one_kind = texts.is_empty() != integers.is_empty();
        (is_one_kind && numbers.is_empty() && booleans.is_empty() && others.is_empty()).then_some((texts, integers))
    }

    fn kinds(&self, merged: &Merged<'_>, values: &[At]) -> Kinds {
        let allows =
            |name: TypeName| merged.types.as_ref().is_none_or(|types| types.is_empty() || types.contains(&name));
        let wants_text = !allows(TypeName::Integer) && !allows(TypeName::Number) && allows(TypeName::String);
        let mut kinds = Kinds::default();
        for at in values {
            let value = |literal: Literal| self.enumeration_value(merged, *at, literal);
            match self.cursor.source.node(*at) {
                Node::Null => kinds.has_null = true,
                // YAML reads `yes`, `1` and their like as what the author did not mean.
                Node::Boolean(flag) if wants_text && !allows(TypeName::Boolean) => {
                    kinds.texts.push(value(Literal::String(flag.to_string())));
                }
                Node::Integer(number) if wants_text => kinds.texts.push(value(Literal::String(number.to_string()))),
                Node::Float(number) if wants_text => kinds.texts.push(value(Literal::String(number.to_string()))),
                Node::Boolean(flag) => kinds.booleans.push(*flag),
                Node::Integer(number) if allows(TypeName::Integer) || allows(TypeName::Number) => {
                    kinds.integers.push(value(Literal::Integer(*number)));
                }
                #[expect(clippy::cast_precision_loss, reason = "the type is that of numbers with a fraction then")]
                Node::Unsigned(number) => kinds.numbers.push(*number as f64),
                Node::Float(number) => kinds.numbers.push(*number),
                Node::String(text) if allows(TypeName::String) => {
                    kinds.texts.push(value(Literal::String(text.to_string())));
                }
                Node::Integer(_) | Node::String(_) => {}
                Node::Sequence(_) | Node::Mapping(_) => kinds.others.push(*at),
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
        kinds.booleans.sort_unstable();
        kinds.booleans.dedup();
        kinds
    }

    /// A value with the words that extensions have for it.
    fn enumeration_value(&self, merged: &Merged<'_>, at: At, literal: Literal) -> EnumerationValue {
        let mut value = EnumerationValue { literal, name: None, description: None };
        let Some((words, listed)) = merged.words else { return value };
        let Some(position) = listed.iter().position(|known| *known == at) else { return value };
        let present = |text: &String| !text.trim().is_empty();
        if words.names.len() == listed.len() {
            value.name = words.names.get(position).filter(|text| present(text)).cloned();
        }
        let text = match self.cursor.source.node(at) {
            Node::String(text) => text.to_string(),
            _ => self.cursor.source.json(at),
        };
        let described = words.described.iter().find(|(known, _)| *known == text).map(|(_, words)| words);
        value.description =
            described.or_else(|| words.descriptions.get(position)).filter(|text| present(text)).cloned();
        value
    }
}
