//! Types that requests and answers both have, and that are not the same in the two.
//!
//! OpenAPI 3.0.4, section 4.7.24.2: a `readOnly` property is not sent, a `writeOnly` one does not come back, and where
//! such a property is required it is so in its own direction alone. Where a type goes one way only, a field of the
//! other way may be absent. Where it goes both ways and a required field differs, one type would have to lie: it
//! becomes two, and so does every type that holds it and is sent. A field that is not required does no harm in either
//! direction. A tag is sent with its union whatever is said of it: without it nobody could read the union.

use std::collections::HashSet;

use crate::facts::{Usage, dispatch};
use crate::ir::{Api, Definition, Direction, Field, Record, Shape, Step, TypeId};

/// Lets requests have the tags of the unions that they hold, required as they are declared.
pub(in crate::lower) fn keep_tags(api: &mut Api, usage: &Usage) {
    let is_received = |field: &Field| field.direction == Direction::Received;
    let has_such_fields = |definition: &Definition| match &definition.shape {
        Shape::Record(record) => record.fields.iter().any(is_received),
        _ => false,
    };
    if !api.definitions.iter().any(has_such_fields) {
        return;
    }
    let mut open: Vec<(TypeId, String)> =
        dispatch::tag_keys(api).into_iter().filter(|(id, _)| usage.is_sent(*id)).collect();
    let mut seen: HashSet<(TypeId, String)> = HashSet::new();
    while let Some((id, key)) = open.pop() {
        if !seen.insert((id, key.clone())) {
            continue;
        }
        match &mut api.definitions[id.index()].shape {
            Shape::Record(record) if usage.is_sent(id) => {
                let tags = record.fields.iter_mut().filter(|field| field.key == key && is_received(field));
                tags.for_each(|field| field.direction = Direction::Both);
            }
            // A union among the branches has the tag in its own.
            Shape::Union(union) => {
                let named = union.variants.iter().filter_map(|variant| match variant.value.shape {
                    Shape::Named(inner) => Some((inner, key.clone())),
                    _ => None,
                });
                open.extend(named);
            }
            Shape::Named(inner) => open.push((*inner, key)),
            _ => {}
        }
    }
}

/// Splits the types for which that is needed.
pub(in crate::lower) fn split(api: &mut Api) {
    let usage = Usage::of(api);
    let count = api.definitions.len();
    let mut is_split: Vec<bool> = (0u32..)
        .map(TypeId)
        .take(count)
        .map(|id| usage.is_sent(id) && usage.is_received(id) && differs(api.definition(id)))
        .collect();
    spread(api, &usage, &mut is_split);
    let mut twins: Vec<Option<TypeId>> = vec![None; count];
    for index in 0..count {
        if is_split[index] {
            twins[index] = Some(twin(api, index));
        }
    }
    // What is sent goes on to the twins.
    for (index, definition) in api.definitions.iter_mut().enumerate() {
        let is_twin = index >= count;
        let is_only_sent = !is_twin && usage.is_sent(id_of(index)) && !usage.is_received(id_of(index));
        if is_twin || is_only_sent {
            let shape = &mut definition.shape;
            if let Shape::Named(id) = shape {
                *id = twins[id.index()].unwrap_or(*id);
            }
            for inner in shape.types_mut() {
                inner.rename(&mut |id| twins.get(id.index()).copied().flatten().unwrap_or(id));
            }
        }
    }
    for operation in api.operations.iter_mut().chain(&mut api.uncalled) {
        let (sent, _) = operation.types_mut();
        for value in sent {
            value.rename(&mut |id| twins.get(id.index()).copied().flatten().unwrap_or(id));
        }
    }
    for (index, definition) in api.definitions.iter_mut().enumerate() {
        let sent = index >= count || usage.is_sent(id_of(index)) && !is_split[index];
        let received = index < count && (usage.is_received(id_of(index)) || !usage.is_sent(id_of(index)));
        if let Shape::Record(record) = &mut definition.shape {
            let has_twin = index >= count || is_split[index];
            settle(record, sent, received, has_twin);
        }
    }
}

fn id_of(index: usize) -> TypeId {
    TypeId(u32::try_from(index).expect("invariant: a definition has an id"))
}

/// Whether a field stays required where it is: its type travels the field's way, which it does as well once it is one
/// with others.
pub(in crate::lower) fn is_kept(usage: &Usage, owner: TypeId, field: &Field) -> bool {
    match field.direction {
        Direction::Both => true,
        Direction::Received => usage.is_received(owner),
        Direction::Sent => usage.is_sent(owner),
    }
}

/// Whether a required field of a type has a direction.
fn differs(definition: &Definition) -> bool {
    match &definition.shape {
        Shape::Record(record) => record.fields.iter().any(|field| field.required && field.direction != Direction::Both),
        _ => false,
    }
}

/// A type that goes both ways and holds a type that is split is split as well.
fn spread(api: &Api, usage: &Usage, is_split: &mut [bool]) {
    let mut holders: Vec<Vec<usize>> = vec![Vec::new(); api.definitions.len()];
    for (index, definition) in api.definitions.iter().enumerate() {
        let mut note = |shape: &Shape| {
            if let Shape::Named(id) = shape {
                holders[id.index()].push(index);
            }
        };
        note(&definition.shape);
        for inner in definition.shape.types() {
            inner.walk(&mut |inner| note(&inner.shape));
        }
    }
    let mut open: Vec<usize> = (0..is_split.len()).filter(|index| is_split[*index]).collect();
    while let Some(index) = open.pop() {
        for holder in &holders[index] {
            let id = id_of(*holder);
            if usage.is_sent(id) && usage.is_received(id) && !is_split[*holder] {
                is_split[*holder] = true;
                open.push(*holder);
            }
        }
    }
}

/// Adds the twin of a definition that requests hold.
fn twin(api: &mut Api, index: usize) -> TypeId {
    let definition = &api.definitions[index];
    let mut origin = definition.origin.clone();
    origin.steps.push(Step::Params);
    let twin = Definition {
        also_at: Vec::new(),
        partly_at: definition.partly_at.clone(),
        origin,
        documentation: definition.documentation.clone(),
        shape: definition.shape.clone(),
        nullable: definition.nullable,
        examples: Vec::new(),
    };
    let id = id_of(api.definitions.len());
    api.definitions.push(twin);
    id
}

/// Lets a field be absent that a direction does not have. Of a type that was split for its sake the field is taken
/// away.
fn settle(record: &mut Record, sent: bool, received: bool, is_split: bool) {
    let is_foreign = |direction: Direction| match direction {
        Direction::Both => false,
        Direction::Received => !received,
        Direction::Sent => !sent,
    };
    record.fields.retain(|field| !(is_split && is_foreign(field.direction)));
    for field in &mut record.fields {
        if is_foreign(field.direction) || (field.direction != Direction::Both && sent && received) {
            field.required = false;
        }
    }
}
