//! Branches that are no more than a text, a number or a boolean: all of a kind are one, because a value does not tell
//! them apart.

use std::collections::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic, Sink, Spot};
use crate::doc::{Schema, SchemaId, SchemaObject, TypeName};
use crate::ir::{
    Api, Documentation, Enumeration, EnumerationValue, IntegerWidth, Literal, NumberWidth, Origin, Shape, Step,
    StringFormat, Type, Variant,
};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, Merged};
use crate::lower::branch_words::is_short;
use crate::lower::scalar::{integer_width, number_width, string_format};
use crate::lower::schema::Lowered;
use crate::lower::union::{NESTED_UNIONS, Spread};
use crate::lower::union_circle::{reached, targets};

/// A branch that is no more than a text, a number or a boolean.
#[derive(Clone)]
enum Scalar {
    Text { values: Vec<EnumerationValue>, is_free: bool, format: StringFormat },
    Whole { values: Vec<EnumerationValue>, is_free: bool, shape: Shape },
    Number(NumberWidth),
    Boolean,
}

/// What the scalars of a branch are together.
#[derive(Clone, Default)]
struct Scalars {
    /// One of them all; none where the branch has no value that the union around it has not.
    scalar: Option<Scalar>,
    /// Whether null is a value as well.
    nullable: bool,
}

/// What the branches that were looked into are, with nothing for those that are open; `None` for what is no scalar.
type Known = HashMap<Conjunction, Option<Scalars>>;

impl Lowering<'_> {
    /// Makes one variant of all branches that are text, and one of all that are numbers of a kind. The shape itself
    /// where nothing else is left.
    pub(in crate::lower) fn group_scalars(
        &mut self,
        all: &mut Spread,
        variants: &mut Vec<Variant>,
        origin: &Origin,
    ) -> Option<Shape> {
        let scalars: Vec<Option<Scalars>> = all
            .found
            .iter()
            .map(|(_, branch)| self.scalars(&branch.conjunction, &mut HashMap::new(), NESTED_UNIONS))
            .collect();
        let scalar = |index: usize| scalars[index].as_ref().and_then(|scalars| scalars.scalar.as_ref());
        let mut grouped = vec![false; scalars.len()];
        for (kind, words) in Kind::ALL {
            let is_member = |index: &usize| scalar(*index).is_some_and(|scalar| scalar.kind() == kind);
            let members: Vec<usize> = (0..scalars.len()).filter(is_member).collect();
            // A branch alone keeps the name that it may have.
            if members.len() < 2 {
                continue;
            }
            let shape = together(members.iter().filter_map(|index| scalar(*index)));
            for index in &members {
                grouped[*index] = true;
                all.nullable |= scalars[*index].as_ref().is_some_and(|scalars| scalars.nullable);
            }
            if members.len() == scalars.len() {
                return Some(shape);
            }
            let schema = all.found[members[0]].1.conjunction.parts[0];
            let at = self.document.schema(schema).at();
            let mut origin = origin.clone();
            origin.steps.push(Step::Variant(words.to_owned()));
            origin.at = at;
            let shape =
                if shape.needs_name() { self.define(schema, None, origin, Lowered::of(shape)).shape } else { shape };
            // What is said of one value is no word for all of them.
            if self.naming_one(schema).is_some()
                && let Shape::Named(id) = shape
                && let Some(definition) = &mut self.definitions[id.index()]
            {
                definition.documentation = Documentation::default();
            }
            let value = Type { shape, nullable: false, at };
            variants.push(Variant {
                value,
                words: Some(words.to_owned()),
                mapped: Vec::new(),
                default_at: None,
                component: None,
            });
        }
        let mut grouped = grouped.into_iter();
        all.found.retain(|_| !grouped.next().unwrap_or_default());
        None
    }

    /// What a branch is, where it is no more than a text, a whole number or a boolean. What is known already is not
    /// worked out another time; what is still open is the union inside which the branch stands, to which it adds
    /// nothing.
    fn scalars(&self, branch: &Conjunction, known: &mut Known, depth: usize) -> Option<Scalars> {
        if let Some(found) = known.get(branch) {
            return found.clone();
        }
        known.insert(branch.clone(), Some(Scalars::default()));
        let found = self.scalars_anew(branch, known, depth);
        known.insert(branch.clone(), found.clone());
        found
    }

    fn scalars_anew(&self, branch: &Conjunction, known: &mut Known, depth: usize) -> Option<Scalars> {
        let merged = self.merge(branch);
        if merged.is_invalid || merged.is_never {
            return None;
        }
        match self.making(&merged, branch)[..] {
            [] => Some(Scalars { scalar: Some(self.plain_scalar(&merged, branch)?), nullable: merged.nullable }),
            [(_, alternatives)] if merged.is_bare() && depth > 0 => {
                let mut nullable = merged.nullable;
                let mut found = Vec::new();
                let (null, inner): (Vec<SchemaId>, Vec<SchemaId>) =
                    alternatives.branches.iter().partition(|inner| self.is_null(**inner));
                nullable |= !null.is_empty();
                for inner in self.single_branches_of(&merged, branch, inner) {
                    let (inner, took_null) = self.simplified(&inner);
                    let inner = self.scalars(&inner, known, depth - 1)?;
                    nullable |= took_null || inner.nullable;
                    found.extend(inner.scalar);
                }
                let is_same = found.windows(2).all(|pair| pair[0].kind() == pair[1].kind());
                is_same.then(|| Scalars { scalar: found.first().map(|first| first.with(&found)), nullable })
            }
            _ => None,
        }
    }

    /// Gives the only value of a branch the words of the branch: OpenAPI 3.1 has no other place for those of a value. A
    /// number has no name of its own, so that its title is one; a text is its own name.
    fn tell(&self, value: &mut EnumerationValue, branch: &Conjunction) {
        let Some(object) = branch.parts.iter().rev().find_map(|part| self.naming_one(*part)) else { return };
        let mut title = object.title.clone();
        if matches!(value.literal, Literal::Integer(_)) && title.as_deref().is_some_and(is_short) {
            value.name = value.name.take().or(title.take());
        }
        // A title that only repeats the value says nothing of it.
        let is_value =
            |title: &String| matches!(&value.literal, Literal::String(text) if text.eq_ignore_ascii_case(title));
        let words = object.description.clone().or(title.filter(|title| !is_value(title)));
        value.description = value.description.take().or(words);
    }

    /// The schema, where it names one value by itself.
    fn naming_one(&self, schema: SchemaId) -> Option<&SchemaObject> {
        let Schema::Object(object) = self.document.schema(schema) else { return None };
        let is_one = object.enumeration.as_ref().is_some_and(|(_, values)| values.len() == 1);
        (object.constant.is_some() || is_one).then_some(object)
    }

    fn plain_scalar(&self, merged: &Merged<'_>, branch: &Conjunction) -> Option<Scalar> {
        let format = merged.format.map(|(format, _)| format);
        if let Some(values) = &merged.values {
            if let Some(width) = self.number_values(merged, values) {
                return Some(Scalar::Number(width));
            }
            let (mut texts, mut integers) = self.scalar_values(merged, values)?;
            if let [only] = &mut texts.iter_mut().chain(&mut integers).collect::<Vec<_>>()[..] {
                self.tell(only, branch);
            }
            return Some(if integers.is_empty() {
                Scalar::Text { values: texts, is_free: false, format: StringFormat::Plain }
            } else {
                let shape = Shape::Integer(integer_width(format, merged.bounds));
                Scalar::Whole { values: integers, is_free: false, shape }
            });
        }
        match merged.types.as_deref()? {
            [TypeName::String] => {
                let format = string_format(format, merged.content_encoding);
                Some(Scalar::Text { values: Vec::new(), is_free: true, format })
            }
            [TypeName::Integer] => {
                let shape = self.integer(merged);
                Some(Scalar::Whole { values: Vec::new(), is_free: true, shape })
            }
            [TypeName::Number] => Some(Scalar::Number(number_width(format))),
            [TypeName::Boolean] => Some(Scalar::Boolean),
            _ => None,
        }
    }
}

/// Gives whole numbers that stand beside all numbers the widest type: one that the narrower type of the branch has no
/// room for is a number all the same, and is read as the kind that says more of it. The numbers may be those of a union
/// that is a branch.
pub(in crate::lower) fn make_room(api: &mut Api, sink: &Sink) {
    let has_numbers = with_numbers(api).into_iter().enumerate().filter(|(_, has_numbers)| *has_numbers);
    for (index, _) in has_numbers {
        let Shape::Union(union) = &api.definitions[index].shape else { continue };
        let behind: Vec<&Shape> = union.variants.iter().map(|variant| api.behind(&variant.value.shape).0).collect();
        let is_narrow = |shape: &Shape| matches!(shape, Shape::Integer(width) if *width != IntegerWidth::Signed64);
        let narrow: Vec<usize> = (0..union.variants.len()).filter(|position| is_narrow(behind[*position])).collect();
        for position in &narrow {
            let variant = &union.variants[*position];
            if matches!(behind[*position], Shape::Integer(IntegerWidth::Unsigned64)) {
                let message =
                    "whole numbers of 64 bits without a sign stand beside all numbers, and no type holds all of both";
                sink.push(
                    Diagnostic::warning(Code::Degraded, Spot::Value(variant.value.at), message)
                        .help("leave out the branch of all numbers, or the format of this one")
                        .help("without it: whole numbers from 2^63 on lose digits"),
                );
            }
        }
        let Shape::Union(union) = &mut api.definitions[index].shape else { continue };
        for position in narrow {
            let variant = &mut union.variants[position];
            if let Shape::Named(_) = variant.value.shape {
                variant.words = variant.component.clone().or(variant.words.take());
            }
            variant.value.shape = Shape::Integer(IntegerWidth::Signed64);
        }
    }
}

/// Which definitions have all numbers among their values, by themselves or as unions of what has.
fn with_numbers(api: &Api) -> Vec<bool> {
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); api.definitions.len()];
    let mut open = Vec::new();
    let is_number = |shape: &Shape| matches!(shape, Shape::Number(_));
    for (index, definition) in api.definitions.iter().enumerate() {
        for target in targets(&definition.shape) {
            holders[target].push(index);
        }
        let has_numbers = match &definition.shape {
            Shape::Union(union) => union.variants.iter().any(|variant| is_number(&variant.value.shape)),
            shape => is_number(shape),
        };
        open.extend(has_numbers.then_some(index));
    }
    let mut found = vec![false; holders.len()];
    for index in reached(open, &holders) {
        found[index] = true;
    }
    found
}

/// What scalars have in common that are one.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Whole,
    /// Whole numbers up to 2^64, which no type holds together with those below zero.
    Unsigned,
    Number,
    Boolean,
}

impl Kind {
    /// Each with the words for its variant.
    const ALL: [(Self, &'static str); 5] = [
        (Self::Text, "string"),
        (Self::Whole, "integer"),
        (Self::Unsigned, "integer"),
        (Self::Number, "number"),
        (Self::Boolean, "boolean"),
    ];
}

impl Scalar {
    fn kind(&self) -> Kind {
        match self {
            Self::Text { .. } => Kind::Text,
            Self::Whole { values, shape: Shape::Integer(IntegerWidth::Unsigned64), .. } if values.is_empty() => {
                Kind::Unsigned
            }
            Self::Whole { .. } => Kind::Whole,
            Self::Number(_) => Kind::Number,
            Self::Boolean => Kind::Boolean,
        }
    }

    /// What this is together with others of its kind.
    fn with(&self, all: &[Self]) -> Self {
        match (self, together(all.iter())) {
            (Self::Text { .. }, Shape::Enumeration(Enumeration { values, is_free })) => {
                Self::Text { values, is_free, format: StringFormat::Plain }
            }
            (Self::Text { .. }, Shape::String(format)) => Self::Text { values: Vec::new(), is_free: true, format },
            (Self::Whole { .. }, Shape::Enumeration(Enumeration { values, is_free })) => {
                Self::Whole { values, is_free, shape: Shape::Integer(IntegerWidth::Signed64) }
            }
            (Self::Whole { .. }, shape) => Self::Whole { values: Vec::new(), is_free: true, shape },
            (Self::Number(_), Shape::Number(width)) => Self::Number(width),
            (Self::Boolean | Self::Number(_) | Self::Text { .. }, _) => Self::Boolean,
        }
    }
}

/// What several scalars of one kind are together.
fn together<'a>(scalars: impl Iterator<Item = &'a Scalar>) -> Shape {
    let mut known: Vec<EnumerationValue> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    let mut formats: Vec<StringFormat> = Vec::new();
    let mut shapes: Vec<&Shape> = Vec::new();
    let mut widths: Vec<NumberWidth> = Vec::new();
    let mut is_boolean = false;
    let mut is_open = false;
    for scalar in scalars {
        let values = match scalar {
            Scalar::Text { values, is_free, format } => {
                is_open |= is_free;
                formats.push(*format);
                values
            }
            Scalar::Whole { values, is_free, shape } => {
                is_open |= is_free;
                shapes.push(shape);
                values
            }
            Scalar::Number(width) => {
                widths.push(*width);
                continue;
            }
            Scalar::Boolean => {
                is_boolean = true;
                continue;
            }
        };
        for value in values {
            if seen.insert(format!("{:?}", value.literal)) {
                known.push(value.clone());
            }
        }
    }
    if is_boolean {
        return Shape::Boolean;
    }
    if let Some(first) = widths.first() {
        // The wider one holds the numbers of both.
        let is_same = widths.iter().all(|width| width == first);
        return Shape::Number(if is_same { *first } else { NumberWidth::Double });
    }
    if !known.is_empty() {
        return Shape::Enumeration(Enumeration { values: known, is_free: is_open });
    }
    if let Some(first) = shapes.first() {
        let is_same = shapes.iter().all(|shape| shape == first);
        return if is_same { (*first).clone() } else { Shape::Integer(IntegerWidth::Signed64) };
    }
    let format = formats[0];
    let is_same = formats.iter().all(|other| *other == format);
    Shape::String(if is_same { format } else { StringFormat::Plain })
}
