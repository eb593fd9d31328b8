//! Values that never change: where they are always there they need no place in a type.
//!
//! The lowering makes an enumeration of one value of `const` and of an `enum` of one, wherever it stands. What becomes
//! of it depends on the place, which is only known once everything is lowered: a field that is required and not null is
//! a constant, which is written by itself and checked when it is read; anywhere else whether the value is there, or
//! which of several it is, is something to know, and the enumeration stays. A boolean has no enumeration: it is a
//! constant where it is one of several types, of which it is told by its value.

use crate::ir::{Api, Field, Literal, NumberWidth, Shape, Type, TypeId, Variant};

/// Makes constants of the values that are always there, and plain types of those that are not. A required field of
/// which it is not certain yet that it will stay so is left as it is.
pub(in crate::lower) fn settle(api: &mut Api, is_certain: impl Fn(TypeId, &Field) -> bool) {
    let only = only_values(api);
    settle_booleans(api, &only);
    for (owner, definition) in (0u32..).map(TypeId).zip(&mut api.definitions) {
        if let Shape::Record(record) = &mut definition.shape {
            for field in &mut record.fields {
                let is_always_there = field.required && !field.value.nullable;
                match &field.value.shape {
                    Shape::Named(_) | Shape::Constant(_) if is_always_there && !is_certain(owner, field) => {}
                    Shape::Named(id) if is_always_there => {
                        if let Some(literal) = &only[id.index()] {
                            field.value.shape = Shape::Constant(literal.clone());
                        }
                    }
                    Shape::Constant(_) if is_always_there => {}
                    _ => loosen(&mut field.value),
                }
            }
            if let Some(additional) = &mut record.additional {
                loosen(additional);
            }
            continue;
        }
        if let Shape::Union(union) = &mut definition.shape {
            for variant in &mut union.variants {
                if !is_boolean(&variant.value.shape) {
                    loosen(&mut variant.value);
                }
            }
            continue;
        }
        loosen_shape(&mut definition.shape);
    }
    for operation in api.operations.iter_mut().chain(&mut api.uncalled) {
        for parameter in &mut operation.parameters {
            if let Shape::Named(id) = &parameter.value.shape
                && let Some(literal) = &only[id.index()]
            {
                parameter.value.shape = Shape::Constant(literal.clone());
            }
        }
        let (_, received) = operation.types_mut();
        received.into_iter().for_each(loosen);
        for content in operation.request.iter_mut().flat_map(|body| &mut body.contents) {
            loosen(&mut content.value);
        }
    }
}

/// Makes constants of the branches that are always the same boolean, and plain booleans of those that are not the only
/// branch that is one.
fn settle_booleans(api: &mut Api, only: &[Option<Literal>]) {
    for index in 0..api.definitions.len() {
        let Shape::Union(union) = &api.definitions[index].shape else { continue };
        let is_of_booleans = |variant: &Variant| is_boolean(api.behind(&variant.value.shape).0);
        let of_booleans = union.variants.iter().filter(|variant| is_of_booleans(variant)).count();
        if of_booleans == 0 {
            continue;
        }
        let Shape::Union(union) = &mut api.definitions[index].shape else { continue };
        if of_booleans > 1 {
            make_plain(&mut union.variants);
            continue;
        }
        for variant in &mut union.variants {
            if let Shape::Named(id) = variant.value.shape
                && let Some(literal @ Literal::Boolean(_)) = &only[id.index()]
            {
                variant.value.shape = Shape::Constant(literal.clone());
                variant.words = variant.component.clone().or(variant.words.take());
            }
        }
    }
}

/// Makes plain booleans of the branches that are always the same one, unless nothing else among the branches is one.
pub(in crate::lower) fn loosen_booleans(variants: &mut [Variant]) {
    if variants.iter().filter(|variant| is_boolean(&variant.value.shape)).count() > 1 {
        make_plain(variants);
    }
}

fn make_plain(variants: &mut [Variant]) {
    let booleans = variants.iter_mut().filter(|variant| is_boolean(&variant.value.shape));
    booleans.for_each(|variant| variant.value.shape = Shape::Boolean);
}

const fn is_boolean(shape: &Shape) -> bool {
    matches!(shape, Shape::Boolean | Shape::Constant(Literal::Boolean(_)))
}

/// For each definition its only value, where it has but one. A chain of names is walked once.
fn only_values(api: &Api) -> Vec<Option<Literal>> {
    let mut only: Vec<Option<Option<Literal>>> = vec![None; api.definitions.len()];
    for start in 0..api.definitions.len() {
        let mut way = Vec::new();
        let mut index = start;
        let found = loop {
            if let Some(known) = &only[index] {
                break known.clone();
            }
            way.push(index);
            let definition = &api.definitions[index];
            match &definition.shape {
                _ if definition.nullable => break None,
                Shape::Named(id) => index = id.index(),
                Shape::Enumeration(enumeration) if !enumeration.is_free => match &enumeration.values[..] {
                    [value] => break Some(value.literal.clone()),
                    _ => break None,
                },
                Shape::Constant(literal) => break Some(literal.clone()),
                _ => break None,
            }
        };
        for index in way {
            only[index] = Some(found.clone());
        }
    }
    only.into_iter().map(Option::flatten).collect()
}

/// Makes a plain type of a constant at a place where it may be absent, or is one of several.
fn loosen(value: &mut Type) {
    loosen_shape(&mut value.shape);
}

fn loosen_shape(shape: &mut Shape) {
    match shape {
        Shape::Constant(Literal::Boolean(_)) => *shape = Shape::Boolean,
        Shape::Constant(Literal::Integer(_) | Literal::Number(_)) => *shape = Shape::Number(NumberWidth::Double),
        Shape::Record(_) => {}
        _ => shape.types_mut().into_iter().for_each(loosen),
    }
}
