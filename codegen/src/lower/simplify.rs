//! Schemas that wrap others without saying more: a reference with a description, an `allOf` of one, `anyOf: [X, null]`.

use std::borrow::Cow;

use crate::doc::{AdditionalProperties, Schema, SchemaId, SchemaObject, TypeName};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, MOST_PARTS};
use crate::lower::limits::{Bounds, ItemBounds};
use crate::lower::scalar::integer_width;
use crate::source::{At, Node};

impl Lowering<'_> {
    /// The conjunction without what adds nothing to it: a reference with a description beside it is the reference, an
    /// `allOf` of one is that one, and `anyOf: [X, null]` is X or null. The flag is whether null was taken off on the
    /// way.
    pub(in crate::lower) fn simplified(&self, conjunction: &Conjunction) -> (Conjunction, bool) {
        // Most schemas wrap nothing.
        if let [only] = conjunction.parts[..]
            && let Schema::Object(object) = self.document.schema(only)
            && object.reference.is_none()
            && object.all_of.is_empty()
            && object.alternatives.is_empty()
        {
            return (conjunction.clone(), false);
        }
        if let Some(known) = self.simple.borrow().get(conjunction) {
            return known.clone();
        }
        let simple = self.simplify(conjunction);
        self.simple.borrow_mut().insert(conjunction.clone(), simple.clone());
        simple
    }

    fn simplify(&self, conjunction: &Conjunction) -> (Conjunction, bool) {
        let mut conjunction = conjunction.clone();
        let mut nullable = false;
        for _ in 0..SIMPLIFICATIONS {
            if conjunction.parts.len() > 1 {
                let parts = self.without_additions(&conjunction.parts);
                if parts.len() == conjunction.parts.len() {
                    break;
                }
                conjunction.parts = parts;
                continue;
            }
            let id = conjunction.parts[0];
            if self.named.contains_key(&id) {
                break;
            }
            let Schema::Object(object) = self.document.schema(id) else { break };
            let Some(inner) = self.only_content(object, conjunction.decided.contains(&id)) else { break };
            nullable |= inner.nullable;
            conjunction.parts = inner.parts;
        }
        (conjunction, nullable)
    }

    /// What a schema refers to or wraps, where it says nothing of its own.
    pub(in crate::lower) fn only_content(&self, object: &SchemaObject, is_decided: bool) -> Option<Inner> {
        let nullable = object.nullable;
        if let Some(reference) = &object.reference {
            let target = self.schema_target(reference)?;
            let is_alone = self.is_3_0(object.at) || self.adds_nothing(object, target);
            let is_null = object.types.iter().any(|(name, _)| *name == TypeName::Null);
            return is_alone.then(|| Inner { parts: vec![target], nullable: nullable || is_null });
        }
        if !object.all_of.is_empty() {
            // What is a part of itself says nothing by that, unless it says nothing else.
            let whole = self.document.schema_by_place.get(&object.at);
            let is_itself = |part: &SchemaId| whole.is_some_and(|whole| self.is_part_itself(*part, *whole));
            let others: Cow<'_, [SchemaId]> = if object.all_of.iter().any(is_itself) {
                object.all_of.iter().copied().filter(|part| !is_itself(part)).collect()
            } else {
                Cow::Borrowed(&object.all_of)
            };
            if self.says_more_than_circle(object, &others) {
                return None;
            }
            let parts = self.without_additions(if others.is_empty() { &object.all_of } else { &others });
            let is_alone = match parts[..] {
                [only] => self.adds_nothing(object, only),
                _ => is_empty(object),
            };
            return is_alone.then_some(Inner { parts, nullable });
        }
        let [alternatives] = &object.alternatives[..] else { return None };
        if is_decided || !is_empty_beside_type(object) {
            return None;
        }
        let (nulls, others): (Vec<SchemaId>, Vec<SchemaId>) =
            alternatives.branches.iter().partition(|branch| self.is_null(**branch));
        let [only] = others[..] else { return None };
        let types: Vec<TypeName> =
            object.types.iter().map(|(name, _)| *name).filter(|name| *name != TypeName::Null).collect();
        if self.lacks_type(&Conjunction::of(only), Some(&types)) {
            return None;
        }
        Some(Inner { parts: vec![only], nullable: nullable || !nulls.is_empty() })
    }

    /// The parts less those that say nothing that another part does not say. One is taken away at a time, and compared
    /// with those that stay, because parts that say the same would take each other away.
    fn without_additions(&self, parts: &[SchemaId]) -> Vec<SchemaId> {
        let mut kept: Vec<SchemaId> = Conjunction::all(parts).parts;
        if kept.len() > MOST_PARTS {
            // Each is compared with each of the others, and so many are not read anyway.
            return kept;
        }
        for position in (0..kept.len()).rev() {
            let part = kept[position];
            let adds = match self.document.schema(part) {
                Schema::Boolean(true, _) => kept.len() == 1,
                Schema::Object(object) => {
                    let is_said = |other: &SchemaId| *other != part && self.adds_nothing_plain(object, *other);
                    !is_plain(object) || !kept.iter().any(is_said)
                }
                Schema::Boolean(false, _) | Schema::Invalid(_) => true,
            };
            if !adds {
                kept.remove(position);
            }
        }
        kept
    }

    /// Whether what a schema says beside its `$ref` or `allOf` is said by the target already.
    pub(in crate::lower) fn adds_nothing(&self, object: &SchemaObject, target: SchemaId) -> bool {
        object.alternatives.is_empty()
            && (object.reference.is_none() || object.all_of.is_empty())
            && self.adds_nothing_plain(object, target)
    }

    fn adds_nothing_plain(&self, object: &SchemaObject, target: SchemaId) -> bool {
        if self.limits_make_a_type(object, target) {
            return false;
        }
        if is_empty(object) {
            return true;
        }
        if !says_only_keys(object) {
            return false;
        }
        let other = self.merge(&Conjunction::of(target));
        let named = object.types.iter().map(|(name, _)| *name).filter(|name| *name != TypeName::Null);
        let mut types = named.peekable();
        let is_type_known = types.peek().is_none()
            || match &other.types {
                // A part that allows fewer types than the other says more than it.
                Some(known) => {
                    let own: Vec<TypeName> = types.collect();
                    own.iter().all(|name| known.contains(name)) && known.iter().all(|name| own.contains(name))
                }
                None => {
                    let is_object = types.all(|name| name == TypeName::Object);
                    // Beside a union of objects alone, or of none, it is written by habit.
                    let leaves_some_out = || {
                        self.types_within(&Conjunction::of(target)).is_none_or(|within| {
                            let is_object = |name: &TypeName| *name == TypeName::Object;
                            within.iter().any(is_object) && !within.iter().all(is_object)
                        })
                    };
                    is_object
                        && (!other.properties.is_empty() || (!other.alternatives.is_empty() && !leaves_some_out()))
                }
            };
        let says_null = object.nullable || object.types.iter().any(|(name, _)| *name == TypeName::Null);
        let is_object = object.types.iter().any(|(name, _)| *name == TypeName::Object);
        // `type: object` beside a reference is written by habit, and not to take null away.
        let keeps_null = object.types.is_empty() || says_null || is_object || !other.nullable;
        is_type_known
            && keeps_null
            && object.properties.iter().all(|(key, property)| {
                let known = other.property(key);
                self.is_plain_property(*property) && known.is_some_and(|known| !self.narrows(*property, known))
            })
            && object.required.iter().all(|(key, _)| other.requires(key))
    }

    /// Whether the limits of a schema make another type of what it wraps: a whole number of another width, or a tuple.
    fn limits_make_a_type(&self, object: &SchemaObject, target: SchemaId) -> bool {
        let (bounds, item_bounds) = (Bounds::of(object), ItemBounds::of(object));
        if bounds == Bounds::default() && item_bounds == ItemBounds::default() {
            return false;
        }
        let other = self.merge(&Conjunction::of(target));
        let format = other.format.map(|(format, _)| format);
        let is_whole = matches!(other.types.as_deref(), Some([TypeName::Integer])) && other.values.is_none();
        let both = other.bounds.and(bounds);
        let item_bounds = other.item_bounds.and(item_bounds);
        is_whole && integer_width(format, both) != integer_width(format, other.bounds)
            || !other.prefix_items.is_empty() && item_bounds != other.item_bounds
    }

    /// Whether a property says no more than its type: what another part says of it is then at least as much. Words and
    /// a direction are for this use alone.
    fn is_plain_property(&self, property: SchemaId) -> bool {
        match self.document.schema(property) {
            Schema::Boolean(value, _) => *value,
            Schema::Object(object) => {
                is_empty_beside_type(object) && is_plain(object) && says_no_words(object) && has_no_direction(object)
            }
            Schema::Invalid(_) => false,
        }
    }

    /// Whether what a property says of its value, other than in words, is said by the other schemas of it already.
    pub(in crate::lower) fn is_said_of_property(&self, property: SchemaId, known: &[SchemaId]) -> bool {
        match self.document.schema(property) {
            Schema::Boolean(value, _) => *value,
            Schema::Invalid(_) => true,
            Schema::Object(object) if is_empty_beside_type(object) && is_plain(object) => {
                !self.narrows(property, known)
            }
            Schema::Object(object) => {
                let json = |at| self.cursor.source.json(at);
                let own = json(object.at);
                // What a base says in the same words is repeated, and narrows nothing.
                if known.iter().any(|other| json(self.document.schema(*other).at()) == own) {
                    return true;
                }
                let known = self.merge(&Conjunction::all(known));
                let (simple, _) = self.simplified(&Conjunction::of(property));
                simple.parts.iter().all(|part| known.members.contains(part))
            }
        }
    }

    /// Whether a property that says no more than its type leaves less than what another part says of it: the other
    /// names no type, or a type more, by itself or in a branch, or null.
    fn narrows(&self, property: SchemaId, known: &[SchemaId]) -> bool {
        let own = self.merge(&Conjunction::of(property));
        let Some(types) = &own.types else { return false };
        let whole = Conjunction::all(known);
        let known = self.merge(&whole);
        let is_type_new = match &known.types {
            Some(known) => known.iter().any(|name| !types.contains(name)),
            None if !known.properties.is_empty() || known.values.is_some() => false,
            None if known.alternatives.is_empty() => true,
            None => self.types_within(&whole).is_none_or(|within| within.iter().any(|name| !types.contains(name))),
        };
        is_type_new || (known.nullable && !own.nullable)
    }

    /// Whether null is the only value of a schema.
    pub(in crate::lower) fn is_null(&self, schema: SchemaId) -> bool {
        let Schema::Object(object) = self.document.schema(schema) else { return false };
        let is_null = |at: &At| matches!(self.cursor.source.node(*at), Node::Null);
        let by_type = !object.types.is_empty() && object.types.iter().all(|(name, _)| *name == TypeName::Null);
        let by_value = object.constant.as_ref().is_some_and(is_null)
            || object.enumeration.as_ref().is_some_and(|(_, values)| !values.is_empty() && values.iter().all(is_null));
        let by_reference = || {
            object.reference.as_ref().and_then(|reference| self.schema_target(reference)).is_some_and(|target| {
                matches!(self.document.schema(target), Schema::Object(object) if object.reference.is_none())
                    && self.is_null(target)
            })
        };
        by_type || by_value || by_reference()
    }
}

/// How often a schema may wrap another: more than documents do, and an end to what leads in a circle.
const SIMPLIFICATIONS: usize = 64;

/// What a schema wraps.
pub(in crate::lower) struct Inner {
    pub parts: Vec<SchemaId>,
    pub nullable: bool,
}

/// Whether a schema has neither a `$ref` nor an `allOf`, `oneOf` or `anyOf`.
fn is_plain(object: &SchemaObject) -> bool {
    object.reference.is_none() && object.all_of.is_empty() && object.alternatives.is_empty()
}

/// Whether a schema says nothing of the value beside what it wraps.
pub(in crate::lower) fn is_empty(object: &SchemaObject) -> bool {
    object.types.is_empty() && is_empty_beside_type(object)
}

fn is_empty_beside_type(object: &SchemaObject) -> bool {
    object.properties.is_empty() && object.required.is_empty() && says_only_keys(object)
}

/// Whether a schema has no words that stand beside the field in Rust.
fn says_no_words(object: &SchemaObject) -> bool {
    object.title.is_none() && object.description.is_none() && object.default.is_none() && !object.deprecated
}

fn has_no_direction(object: &SchemaObject) -> bool {
    !object.read_only && !object.write_only
}

/// Whether a schema says no more than its type, its properties and which of them are required.
fn says_only_keys(object: &SchemaObject) -> bool {
    object.format.is_none()
        && object.items.is_none()
        && object.prefix_items.is_empty()
        && object.pattern_properties.is_empty()
        && object.constant.is_none()
        && object.enumeration.is_none()
        && matches!(object.additional_properties, None | Some((AdditionalProperties::Boolean(false), _)))
}
