//! Enumerations: the names of their variants, and how they travel.

use crate::diag::Spot;
use crate::ir::{Enumeration, EnumerationValue, Literal, Shape, TypeId};
use crate::names::{Case, Ident, Minted, Scope, Texts, split, words_of_number};
use crate::plan::names::reported_with_help;
use crate::plan::types::Viewpoint;
use crate::plan::{Planner, docs};
use crate::rust::{self, EnumerationValues, EnumerationWire};

/// The variants of an enumeration.
struct Variants {
    names: Vec<Ident>,
    unknown: Ident,
}

/// How the values of an enumeration get other names.
const NAMES_OF_VALUES: &str = "name all values in the extension `x-enum-varnames` of the schema, in their order";

impl Planner<'_> {
    /// The type of an enumeration.
    pub(in crate::plan) fn enumeration(name: Ident, docs: Vec<String>, enumeration: &Enumeration) -> rust::Enumeration {
        let variants = variants(enumeration);
        let documented = |(ident, value): (Ident, &EnumerationValue)| {
            let mut lines = value.description.as_deref().map(docs::markdown).unwrap_or_default();
            let text = value.literal.text();
            let literal = if text.is_empty() { docs::code("\"\"") } else { docs::code(&text) };
            if lines.is_empty() {
                lines.push(format!("The value {literal}."));
            } else {
                lines = docs::with_paragraph(lines, [format!("On the wire: {literal}.")]);
            }
            (ident, lines)
        };
        let is_whole = is_whole(enumeration);
        rust::Enumeration {
            name,
            docs,
            variants: variants.names.into_iter().zip(&enumeration.values).map(documented).collect(),
            unknown: variants.unknown,
            is_whole,
        }
    }

    /// How an enumeration travels.
    pub(in crate::plan) fn enumeration_wire(
        &self,
        id: TypeId,
        enumeration: &Enumeration,
        path: &Viewpoint,
    ) -> EnumerationWire {
        let Variants { names, unknown } = variants(enumeration);
        // Reported here and not with the type, so that it is reported once.
        self.report_variants(id, enumeration);
        let with_names = names.into_iter().zip(&enumeration.values);
        let values = if is_whole(enumeration) {
            let whole = with_names.filter_map(|(name, value)| match value.literal {
                Literal::Integer(number) => Some((name, number)),
                _ => None,
            });
            EnumerationValues::Whole(whole.collect())
        } else {
            EnumerationValues::Texts(with_names.map(|(name, value)| (name, value.literal.text())).collect())
        };
        EnumerationWire { path: self.type_path(id, path), values, unknown }
    }

    fn report_variants(&self, id: TypeId, enumeration: &Enumeration) {
        let mut scope = Scope::with_taken(&["self"]);
        let mut earlier = Texts::default();
        for value in &enumeration.values {
            let minted = mint(&mut scope, value, &mut earlier);
            let spot = Spot::Value(self.api.definition(id).origin.at);
            let what = format!("the value {}", docs::code(&value.literal.text()));
            reported_with_help(minted, &what, spot, Some(NAMES_OF_VALUES), self.sink);
        }
    }

    /// Whether a type is an enumeration or a union, of which more than one type can be made.
    pub(in crate::plan) fn is_made_of_others(&self, shape: &Shape) -> bool {
        matches!(self.api.behind(shape).0, Shape::Enumeration(_) | Shape::Union(_))
    }
}

fn is_whole(enumeration: &Enumeration) -> bool {
    matches!(enumeration.values.first().map(|value| &value.literal), Some(Literal::Integer(_)))
}

/// The names in the order of the values. What the document does not know comes last, so that its name yields.
fn variants(enumeration: &Enumeration) -> Variants {
    let mut scope = Scope::with_taken(&["self"]);
    let mut earlier = Texts::default();
    let names = enumeration.values.iter().map(|value| mint(&mut scope, value, &mut earlier).ident).collect();
    Variants { names, unknown: mint_unknown(&mut scope).ident }
}

/// Names the variant of what the document does not know, after all others. It is none that the document names, so that
/// nobody looks for it under another name, and that it yields is not reported.
fn mint_unknown(scope: &mut Scope) -> Minted {
    scope.mint(Case::Type, &["unknown", "unknown value", "value unknown to the document"])
}

/// Names a variant: as an extension of the document has it, or as its value. A value of the words of an
/// earlier one is told from it by its signs or its case.
fn mint<'v>(scope: &mut Scope, value: &'v EnumerationValue, earlier: &mut Texts<'v>) -> Minted {
    let own = match &value.literal {
        Literal::Integer(number) => words_of_number((*number).into()),
        literal => signed(literal.text()),
    };
    // The language has the word to itself, and no other value is in its way.
    let is_self = split(&own) == ["self"];
    let own = if is_self { format!("{own} value") } else { own };
    let others = || {
        let named = value.name.iter().map(|_| own.clone());
        named.chain(earlier.apart(&own)).chain([format!("{own} value")]).collect()
    };
    let minted = scope.mint_or(Case::Type, value.name.as_deref().unwrap_or(&own), others);
    if let Literal::String(text) = &value.literal {
        if is_self {
            earlier.add(own);
        } else {
            earlier.add(text);
        }
    }
    minted
}

/// A text with the sign before its first letter as a word: `-created` sorts the other way than `created`, and
/// `-Infinity` is another number than `Infinity`.
fn signed(text: String) -> String {
    let before_letter = |sign: char| text.strip_prefix(sign).filter(|rest| rest.starts_with(char::is_alphabetic));
    match (before_letter('-'), before_letter('+')) {
        (Some(rest), _) => format!("minus {rest}"),
        (_, Some(rest)) => format!("plus {rest}"),
        (None, None) => text,
    }
}
