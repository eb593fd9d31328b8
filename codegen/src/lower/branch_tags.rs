//! The property that tells the branches of a union apart, where the branch itself leaves its value open.
//!
//! By OpenAPI 3.1.1, section 4.8.25, the `mapping` of a `discriminator` says which value stands for a branch, and many
//! documents say no more of the property than that it is a string, or one of those of all branches where it stands in a
//! base of them. A field would let a caller contradict the branch.
//! Where a type is nothing but a branch, and of one value, that value is as good as a `const` in it. A value that the
//! mapping leaves to the name of the component is not settled: where a server has another one, a caller can send it.

use std::collections::HashMap;

use crate::ir::{Api, Field, Literal, Shape, TypeId};

/// How a type is used.
#[derive(Default)]
struct Uses {
    /// The number of places that name it.
    count: usize,
    /// Those that are branches, each with the property and the value that stand for it.
    branches: Vec<(String, String)>,
}

/// Makes constants of the tags that the unions alone decide. What was the type of such a field may be used no more.
pub(in crate::lower) fn settle(api: &mut Api) {
    let mut uses: HashMap<TypeId, Uses> = HashMap::new();
    let operations = api.operations.iter().chain(&api.uncalled);
    let shapes = operations.flat_map(|operation| operation.types()).map(|value| &value.shape);
    for shape in shapes.chain(api.definitions.iter().map(|definition| &definition.shape)) {
        for id in shape.named() {
            uses.entry(id).or_default().count += 1;
        }
        let Shape::Union(union) = shape else { continue };
        let Some(property) = &union.discriminator else { continue };
        for variant in &union.variants {
            if let Shape::Named(id) = variant.value.shape
                && let [value] = &variant.mapped[..]
            {
                uses.entry(id).or_default().branches.push((property.clone(), value.clone()));
            }
        }
    }
    for (id, Uses { count, branches }) in uses {
        let [(property, value), others @ ..] = &branches[..] else { continue };
        let is_same = others.iter().all(|(key, other)| key == property && other == value);
        let Shape::Record(record) = &api.definitions[id.index()].shape else { continue };
        if count > branches.len() || !is_same {
            continue;
        }
        let is_open =
            |field: &Field| !api.is_nullable(&field.value) && is_open(api.behind(&field.value.shape).0, value);
        let field = record.fields.iter().position(|field| field.key == *property && field.required && is_open(field));
        if let Some(field) = field
            && let Shape::Record(record) = &mut api.definitions[id.index()].shape
        {
            record.fields[field].value.shape = Shape::Constant(Literal::String(value.clone()));
        }
    }
}

/// Whether a shape leaves a value open that may be this one.
fn is_open(shape: &Shape, tag: &str) -> bool {
    match shape {
        Shape::String(_) => true,
        Shape::Enumeration(enumeration) => {
            enumeration.values.iter().any(|value| matches!(&value.literal, Literal::String(text) if text == tag))
        }
        _ => false,
    }
}
