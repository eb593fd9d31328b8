//! What inline schemas leave behind: the same type twice, and types that nothing uses.

use std::collections::HashMap;
use std::fmt::Write as _;

use crate::ir::{Api, Definition, Shape, Step, Type, TypeId, Union, Variant};

/// Makes one type of inline schemas that are the same and stand under the same name. The others are not used any more.
pub(in crate::lower) fn merge_same(api: &mut Api) {
    let merged = same(&api.definitions, &used(api));
    for (index, kept) in merged.iter().enumerate().filter(|(index, kept)| kept.index() != *index) {
        let at = api.definitions[index].origin.at;
        let partly_at = std::mem::take(&mut api.definitions[index].partly_at);
        let may_overlap = matches!(&api.definitions[index].shape, Shape::Union(union) if union.may_overlap);
        let kept = &mut api.definitions[kept.index()];
        kept.also_at.push(at);
        kept.partly_at.extend(partly_at);
        if let Shape::Union(union) = &mut kept.shape {
            union.may_overlap |= may_overlap;
        }
    }
    apply(api, &mut |id| merged[id.index()]);
}

/// Takes away inline types that nothing uses. The order of the others stays.
pub(in crate::lower) fn drop_unused(api: &mut Api) {
    let used = used(api);
    let mut next = 0;
    let numbers: Vec<u32> = used
        .iter()
        .map(|is_used| {
            let number = next;
            next += u32::from(*is_used);
            number
        })
        .collect();
    apply(api, &mut |id| if used[id.index()] { TypeId(numbers[id.index()]) } else { id });
    let mut is_used = used.into_iter();
    api.definitions.retain(|_| is_used.next().unwrap_or_default());
}

/// Changes every id.
fn apply(api: &mut Api, rename: &mut dyn FnMut(TypeId) -> TypeId) {
    for definition in &mut api.definitions {
        if let Shape::Named(id) = &mut definition.shape {
            *id = rename(*id);
        }
        for inner in definition.shape.types_mut() {
            inner.rename(rename);
        }
    }
    for operation in api.operations.iter_mut().chain(&mut api.uncalled) {
        let (sent, received) = operation.types_mut();
        sent.into_iter().chain(received).for_each(|value| value.rename(rename));
    }
}

/// For each definition the one that it is the same as: the first in the document that has its shape and the last step
/// of its way. Inner types come before the outer ones, so that one pass finds what is the same all the way down.
///
/// What nothing uses, as the type of a field that became a constant, has no name to give.
fn same(definitions: &[Definition], used: &[bool]) -> Vec<TypeId> {
    let mut numbers: Vec<TypeId> = (0u32..).map(TypeId).take(definitions.len()).collect();
    let mut first: HashMap<String, TypeId> = HashMap::new();
    for (index, definition) in definitions.iter().enumerate() {
        let is_inline = !is_component(definition) && used[index];
        let Some(step) = definition.origin.steps.last().filter(|_| is_inline) else { continue };
        let mut key = format!("{step:?} {} ", definition.nullable);
        write_shape(&definition.shape, &|id| numbers[id.index()], &mut key);
        match first.get(&key) {
            Some(known) => numbers[index] = *known,
            None => {
                first.insert(key, numbers[index]);
            }
        }
    }
    numbers
}

/// Writes a text that is the same for the same shape. Places and what is said of fields are left out; the words of
/// branches and the names of values are not, because variants are called by them.
pub(in crate::lower) fn write_shape(shape: &Shape, number: &dyn Fn(TypeId) -> TypeId, key: &mut String) {
    let list = |types: Vec<&Type>, key: &mut String| {
        for value in types {
            let _ = write!(key, "{}", if value.nullable { "?" } else { "!" });
            write_shape(&value.shape, number, key);
            key.push(';');
        }
    };
    match shape {
        Shape::Named(id) => {
            let _ = write!(key, "#{}", number(*id).0);
        }
        Shape::Array(inner) => {
            key.push('[');
            list(vec![inner], key);
        }
        Shape::Map(inner) => {
            key.push('{');
            list(vec![inner], key);
        }
        Shape::Tuple(items) => {
            key.push('(');
            list(items.iter().collect(), key);
        }
        Shape::Record(record) => {
            let _ = write!(key, "record {} ", record.is_closed);
            for field in &record.fields {
                let _ = write!(key, "{:?} {} {:?} ", field.key, field.required, field.direction);
                list(vec![&field.value], key);
            }
            if let Some(additional) = &record.additional {
                let _ = write!(key, "additional {:?} ", record.prefixes);
                list(vec![additional], key);
            }
        }
        Shape::Union(union) => {
            // `anyOf` changes what is reported of the branches and not their type.
            let Union { variants, discriminator, may_overlap: _, takes_null } = union;
            let _ = write!(key, "union {discriminator:?} {takes_null} ");
            for variant in variants {
                let Variant { value, words, mapped, default_at, component } = variant;
                let _ = write!(key, "{words:?} {mapped:?} {component:?} {} ", default_at.is_some());
                list(vec![value], key);
            }
        }
        Shape::Enumeration(enumeration) => {
            let _ = write!(key, "enumeration {} ", enumeration.is_free);
            for value in &enumeration.values {
                let _ = write!(key, "{:?} {:?} ", value.literal, value.name);
            }
        }
        other => {
            let _ = write!(key, "{other:?}");
        }
    }
    key.push(')');
}

fn is_component(definition: &Definition) -> bool {
    matches!(definition.origin.steps[..], [Step::Component(_)])
}

/// Which definitions the components and the operations lead to.
fn used(api: &Api) -> Vec<bool> {
    let mut used = vec![false; api.definitions.len()];
    let mut open: Vec<TypeId> = Vec::new();
    for (index, definition) in (0u32..).zip(&api.definitions) {
        if is_component(definition) {
            open.push(TypeId(index));
        }
    }
    for operation in api.operations.iter().chain(&api.uncalled) {
        for value in operation.types() {
            open.extend(value.shape.named());
        }
    }
    while let Some(id) = open.pop() {
        if std::mem::replace(&mut used[id.index()], true) {
            continue;
        }
        open.extend(api.definition(id).shape.named());
    }
    used
}
