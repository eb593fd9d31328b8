//! Values that never change: where they are always there they need no place in a type.
//!
//! The lowering makes an enumeration of one value of `const` and of an `enum` of one, wherever it stands. What becomes of
//! it depends on the place, which is only known once everything is lowered: a field that is required and not null is a
//! constant, which is written by itself and checked when it is read; anywhere else whether the value is there, or which
//! of several it is, is something to know, and the enumeration stays.

use crate::ir::{Api, Field, Literal, NumberWidth, Shape, Type, TypeId};

/// Makes constants of the values that are always there, and plain types of those that are not. A required field of which
/// it is not certain yet that it will stay so is left as it is.
pub(in crate::lower) fn settle(api: &mut Api, is_certain: impl Fn(TypeId, &Field) -> bool) {
    let only = only_values(api);
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
