//! What a union gets from the definitions that its branches name: null, and nothing where they lead back to it.
//!
//! A union that holds itself as a branch, directly or through other unions and references alone, has no value by that
//! branch that the others have not: `U = U or text` is a text. All unions of a circle have the same values, which are
//! those of the branches that leave it. The first of them becomes the union of these, and the others are other names of
//! it.

use crate::diag::{Code, Diagnostic, Spot};
use crate::facts::components;
use crate::ir::{Shape, TypeId, Union, Variant, Why};
use crate::lower::Lowering;
use crate::lower::circle::endless;

impl Lowering<'_> {
    /// Makes null a value of each union of which a branch, by its name, has it: a variant never does, unless it may be
    /// anything. Such a variant has the null of the whole union.
    pub(in crate::lower) fn lift_null(&mut self) {
        let mut holders: Vec<Vec<usize>> = vec![Vec::new(); self.definitions.len()];
        let mut taking: Vec<usize> = Vec::new();
        let mut nullable: Vec<usize> = Vec::new();
        for (index, definition) in self.definitions.iter().enumerate() {
            let Some(definition) = definition else { continue };
            for target in targets(&definition.shape) {
                holders[target].push(index);
            }
            if takes_null(&definition.shape) {
                taking.push(index);
            }
            if definition.nullable {
                nullable.push(index);
            }
        }
        // Another name for a definition has its null without saying so.
        for index in reached(taking, &holders) {
            if let Some(definition) = &mut self.definitions[index]
                && let Shape::Union(union) = &mut definition.shape
            {
                union.takes_null = true;
                definition.nullable = false;
            }
        }
        for index in reached(nullable, &holders) {
            if let Some(definition) = &mut self.definitions[index]
                && let Shape::Union(union) = &definition.shape
            {
                definition.nullable = !union.takes_null;
            }
        }
    }

    /// Takes the unions that lead back to themselves apart.
    pub(in crate::lower) fn flatten_union_circles(&mut self) {
        let edges: Vec<Vec<usize>> = self
            .definitions
            .iter()
            .map(|definition| definition.as_ref().map(|definition| targets(&definition.shape)).unwrap_or_default())
            .collect();
        let circles = components(&edges);
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); edges.len()];
        for (index, circle) in circles.iter().enumerate() {
            let leads_back = edges[index].iter().any(|target| circles[*target] == *circle);
            if leads_back && matches!(self.shape_at(index), Some(Shape::Union(_))) {
                members[*circle].push(index);
            }
        }
        for unions in members.iter().filter(|unions| !unions.is_empty()) {
            self.flatten(unions, &|target| circles[target] == circles[unions[0]]);
        }
    }

    /// Makes one union of the unions of a circle.
    fn flatten(&mut self, unions: &[usize], is_inside: &dyn Fn(usize) -> bool) {
        let mut variants: Vec<Variant> = Vec::new();
        let mut discriminator = None;
        let mut nullable = false;
        let mut may_overlap = false;
        let mut takes_null = false;
        for index in unions {
            let Some(definition) = &mut self.definitions[*index] else { continue };
            nullable |= definition.nullable;
            let first = TypeId(u32::try_from(unions[0]).expect("invariant: a definition has an id"));
            let shape = std::mem::replace(&mut definition.shape, Shape::Named(first));
            let Shape::Union(union) = shape else { continue };
            may_overlap |= union.may_overlap;
            takes_null |= union.takes_null;
            discriminator = discriminator.or(union.discriminator.clone());
            for mut variant in union.variants {
                let is_circle = matches!(variant.value.shape, Shape::Named(id) if is_inside(id.index()));
                let is_of_another = union.discriminator != discriminator;
                if let Some(at) = variant.default_at.take_if(|_| is_circle || is_of_another) {
                    let message = "the unions lead back to each other and are read as one, to which this says nothing";
                    self.cursor.sink.push(
                        Diagnostic::warning(Code::Degraded, Spot::Value(at), message)
                            .help("name a branch that is no union of them, under the same `propertyName` in each")
                            .help("without it: an object without the property is a branch only where it may lack it"),
                    );
                }
                if is_circle {
                    continue;
                }
                // The values of another property tell nothing here.
                if is_of_another {
                    variant.mapped.clear();
                }
                match variants.iter_mut().find(|known| known.value.shape == variant.value.shape) {
                    Some(known) => known.take_over(variant),
                    None => variants.push(variant),
                }
            }
        }
        let Some(definition) = &mut self.definitions[unions[0]] else { return };
        definition.nullable = nullable && !takes_null;
        definition.shape = match variants.len() {
            0 => {
                let help = "add a branch that is something else";
                self.cursor.sink.push(endless(
                    Code::InvalidValue,
                    definition.origin.at,
                    "the union has no branch but itself",
                    help,
                ));
                Shape::Any(Why::Recursion)
            }
            1 => variants.remove(0).value.shape,
            _ => Shape::Union(Union { variants, discriminator, may_overlap, takes_null }),
        };
    }

    fn shape_at(&self, index: usize) -> Option<&Shape> {
        self.definitions[index].as_ref().map(|definition| &definition.shape)
    }
}

/// Whether null is a value of a schema that allows every value, by itself or as a branch: there it is told from absence
/// as anywhere else.
fn takes_null(shape: &Shape) -> bool {
    let is_free = |shape: &Shape| matches!(shape, Shape::Any(Why::Unconstrained | Why::FormatAlone));
    match shape {
        Shape::Union(union) => union.variants.iter().any(|variant| is_free(&variant.value.shape)),
        shape => is_free(shape),
    }
}

/// These definitions, and all that are one of them by other names and as unions.
pub(in crate::lower) fn reached(mut open: Vec<usize>, holders: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; holders.len()];
    let mut found = Vec::new();
    while let Some(index) = open.pop() {
        if !std::mem::replace(&mut seen[index], true) {
            found.push(index);
            open.extend(&holders[index]);
        }
    }
    found
}

/// The definitions that a shape is, or is one of.
pub(in crate::lower) fn targets(shape: &Shape) -> Vec<usize> {
    let named = |shape: &Shape| match shape {
        Shape::Named(id) => Some(id.index()),
        _ => None,
    };
    match shape {
        Shape::Union(union) => union.variants.iter().filter_map(|variant| named(&variant.value.shape)).collect(),
        shape => named(shape).into_iter().collect(),
    }
}
