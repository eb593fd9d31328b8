//! Schemas that hold together: `allOf`, `$ref` with siblings, properties that several parts describe.
//!
//! JSON Schema lets any number of schemas speak of one value. A [`Conjunction`] is such a set; [`Merged`] is what its
//! members say together, with every reference and every `allOf` followed. A single schema is a conjunction of one.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::diag::Diagnostic;
use crate::doc::{
    AdditionalProperties, Alternatives, Discriminator, EnumerationWords, Schema, SchemaId, SchemaObject, TypeName,
};
use crate::lower::Lowering;
use crate::lower::limits::{Bounds, ItemBounds};
use crate::lower::values::Misquoted;
use crate::source::{At, Node};

/// Schemas that speak of the same value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::lower) struct Conjunction {
    /// The schemas, without repetition.
    pub parts: Vec<SchemaId>,
    /// The schemas whose `oneOf` and `anyOf` are decided: one of the branches is among the parts.
    pub decided: Vec<SchemaId>,
}

impl Conjunction {
    /// One schema alone.
    pub fn of(schema: SchemaId) -> Self {
        Self { parts: vec![schema], decided: Vec::new() }
    }

    /// Several schemas.
    pub fn all(schemas: &[SchemaId]) -> Self {
        let mut seen = HashSet::with_capacity(schemas.len());
        let parts = schemas.iter().copied().filter(|schema| seen.insert(*schema)).collect();
        Self { parts, decided: Vec::new() }
    }
}

/// What a conjunction says.
pub(in crate::lower) struct Merged<'s> {
    /// The place of its first schema.
    pub at: At,
    /// The types that all parts allow, without null; `None` where no part names one.
    pub types: Option<Vec<TypeName>>,
    /// The types that any part names, and where a value has no quotes that a text has, those that another branch names.
    pub named_types: Vec<TypeName>,
    /// Whether null is a value.
    pub nullable: bool,
    /// `format` and its place.
    pub format: Option<(&'s str, At)>,
    /// Whether the text is encoded, and how.
    pub content_encoding: Option<&'s str>,
    /// Each key with the schemas that speak of its value.
    pub properties: Vec<(&'s str, Vec<SchemaId>)>,
    /// The keys that must be there.
    pub required: Vec<(&'s str, At)>,
    /// What is said of other keys.
    pub additional: Vec<(&'s AdditionalProperties, At)>,
    /// The schemas of keys by pattern.
    pub patterns: Vec<(&'s str, SchemaId)>,
    /// The schemas of items.
    pub items: Vec<SchemaId>,
    /// The schemas of items by position.
    pub prefix_items: Vec<Vec<SchemaId>>,
    /// The least and the greatest number of items.
    pub item_bounds: ItemBounds,
    /// The least and the greatest whole number.
    pub bounds: Bounds,
    /// The only values, from `enum` and `const`.
    pub values: Option<Vec<At>>,
    /// The lists of values, each with its place, until all parts were read.
    lists: Vec<(At, Vec<At>)>,
    /// Names and descriptions of the values of the first `enum` that has such, with its own list of values.
    pub words: Option<(&'s EnumerationWords, &'s [At])>,
    /// `oneOf` and `anyOf` that are not decided, with the schema that has them.
    pub alternatives: Vec<(SchemaId, &'s Alternatives)>,
    /// The first `discriminator`.
    pub discriminator: Option<&'s Discriminator>,
    /// Whether a part is `false`.
    pub is_never: bool,
    /// Whether a part could not be read, and no other says anything.
    pub is_invalid: bool,
    /// Where two parts leave no value.
    pub conflict: Option<(At, At)>,
    /// The schemas that were read: the parts, what they refer to, and what stands in their `allOf`.
    pub members: HashSet<SchemaId>,
    types_at: Option<At>,
    index: HashMap<&'s str, usize>,
    required_keys: HashSet<&'s str>,
}

impl Merged<'_> {
    /// The schemas that speak of a property.
    pub fn property(&self, key: &str) -> Option<&[SchemaId]> {
        self.index.get(key).map(|index| &self.properties[*index].1[..])
    }

    /// Whether a key must be there.
    pub fn requires(&self, key: &str) -> bool {
        self.required_keys.contains(key)
    }

    /// Whether there are no keys but those that the parts name.
    pub fn is_closed(&self) -> bool {
        self.additional.iter().any(|(additional, _)| additional.is_none())
    }

    /// Whether the parts say nothing beside their `oneOf` and `anyOf` that a type would show.
    ///
    /// What is required of the branches and a type are for [`Lowering::branches_of`] to judge.
    pub fn is_bare(&self) -> bool {
        self.properties.is_empty()
            && self.additional.iter().all(|(additional, _)| additional.is_none())
            && self.patterns.is_empty()
            && self.items.is_empty()
            && self.prefix_items.is_empty()
            && self.values.is_none()
    }

    /// Whether no part says of what kind the value is, or what is in it.
    fn says_nothing(&self) -> bool {
        self.types.is_none()
            && self.format.is_none()
            && self.alternatives.is_empty()
            && self.additional.is_empty()
            && self.is_bare()
    }

    /// As [`Merged::members`], in the order in which they were read: what is found of them is reported in it.
    pub fn members_in_order(&self) -> Vec<SchemaId> {
        let mut members: Vec<SchemaId> = self.members.iter().copied().collect();
        members.sort_unstable_by_key(|member| member.index());
        members
    }

    /// Whether the parts, of which one is a branch of a union, leave no type, or none of the values that each of them
    /// names: the branch does not go with what stands beside it, and is none.
    pub fn is_excluded(&self, conjunction: &Conjunction) -> bool {
        let has_no_type = self.types.as_ref().is_some_and(Vec::is_empty);
        let has_no_value = self.conflict.is_some() && self.values.as_ref().is_some_and(Vec::is_empty);
        !conjunction.decided.is_empty() && (has_no_type || has_no_value)
    }
}

impl<'s> Lowering<'s> {
    /// What a conjunction says. It is worked out once, however often it is asked.
    pub(in crate::lower) fn merge(&self, conjunction: &Conjunction) -> Rc<Merged<'s>> {
        if let Some(known) = self.merged.borrow().get(conjunction) {
            return Rc::clone(known);
        }
        let merged = Rc::new(self.gather_all(conjunction));
        self.report_conflict(&merged, conjunction);
        self.merged.borrow_mut().insert(conjunction.clone(), Rc::clone(&merged));
        merged
    }

    /// The same for a branch of a union. Where what stands beside the union leaves it no value it is no branch, and
    /// that is no fault.
    pub(in crate::lower) fn merge_branch(&self, branch: &Conjunction) -> Rc<Merged<'s>> {
        if branch.parts.len() == 1 {
            return self.merge(branch);
        }
        if let Some(known) = self.merged.borrow().get(branch) {
            return Rc::clone(known);
        }
        let merged = Rc::new(self.gather_all(branch));
        // One with a conflict is not kept, so that it is reported where it is more than a branch.
        if merged.conflict.is_none() {
            self.merged.borrow_mut().insert(branch.clone(), Rc::clone(&merged));
        }
        merged
    }

    /// The values that do not go together in a conjunction where it has none of them, of which nothing is reported.
    pub(in crate::lower) fn conflict_of(&self, conjunction: &Conjunction) -> Option<(At, At)> {
        let merged = self.gather_all(conjunction);
        merged.conflict.filter(|_| merged.values.is_some_and(|values| values.is_empty()))
    }

    fn gather_all(&self, conjunction: &Conjunction) -> Merged<'s> {
        let first = self.document.schema(conjunction.parts[0]).at();
        let mut merged = Merged {
            at: first,
            types: None,
            named_types: Vec::new(),
            nullable: false,
            format: None,
            content_encoding: None,
            properties: Vec::new(),
            required: Vec::new(),
            additional: Vec::new(),
            patterns: Vec::new(),
            items: Vec::new(),
            prefix_items: Vec::new(),
            item_bounds: ItemBounds::default(),
            bounds: Bounds::default(),
            values: None,
            lists: Vec::new(),
            words: None,
            alternatives: Vec::new(),
            discriminator: None,
            is_never: false,
            is_invalid: false,
            conflict: None,
            members: HashSet::new(),
            types_at: None,
            index: HashMap::new(),
            required_keys: HashSet::new(),
        };
        let mut seen = HashSet::new();
        let mut null = Null::default();
        for part in &conjunction.parts {
            self.gather(*part, conjunction, &mut merged, &mut seen, &mut null);
        }
        self.settle_values(&mut merged, conjunction);
        // A part that could not be read costs what it would have said, and not what the others say.
        merged.is_invalid &= merged.says_nothing();
        merged.members = seen;
        // What the outermost schema says of null is meant for the whole: `nullable: true` beside `allOf` or `$ref`.
        let is_nullable =
            |part: &SchemaId| matches!(self.document.schema(*part), Schema::Object(object) if object.nullable);
        merged.nullable |= conjunction.parts.iter().all(is_nullable) || (null.is_allowed && !null.is_refused);
        merged
    }

    fn report_conflict(&self, merged: &Merged<'s>, conjunction: &Conjunction) {
        // A branch of a union that does not go with its siblings is no branch, and that is no fault.
        let is_excluded = merged.is_excluded(conjunction);
        if let Some((left, right)) = merged.conflict.filter(|_| !is_excluded) {
            let accepted = match merged.types.as_deref() {
                Some([_]) => "every value of the type",
                _ => "any JSON value",
            };
            self.cursor.sink.push(
                Diagnostic::conflict(right, left, "the parts of this schema leave no value")
                    .help("let both allow the values that come, or take one of them out")
                    .help(format!("without it: {accepted} is accepted here")),
            );
        }
    }

    fn gather(
        &self,
        id: SchemaId,
        conjunction: &Conjunction,
        merged: &mut Merged<'s>,
        seen: &mut HashSet<SchemaId>,
        null: &mut Null,
    ) {
        if !seen.insert(id) {
            return;
        }
        if seen.len() > MOST_PARTS {
            if seen.len() > MOST_PARTS + 1 {
                return;
            }
            let message = format!("more than {MOST_PARTS} schemas speak of one value");
            self.degraded(
                self.document.schema(id).at(),
                &message,
                "the schema is read without this one and those after it",
            );
            return;
        }
        let document = self.document;
        let object = match document.schema(id) {
            Schema::Boolean(value, _) => {
                merged.is_never |= !value;
                return;
            }
            Schema::Invalid(_) => {
                merged.is_invalid = true;
                return;
            }
            Schema::Object(object) => &**object,
        };
        if let Some(reference) = &object.reference {
            match self.schema_target(reference) {
                Some(target) => self.gather(target, conjunction, merged, seen, null),
                // Where the reference leads nowhere that is an error, and nothing comes of the document.
                None => merged.is_invalid = true,
            }
            // OpenAPI 3.0.4, section 4.7.23: what stands beside a `$ref` is ignored.
            if self.is_3_0(object.at) {
                null.is_allowed |= object.nullable;
                return;
            }
        }
        for part in &object.all_of {
            self.gather(*part, conjunction, merged, seen, null);
        }
        Self::gather_types(object, merged, null);
        self.gather_values(object, merged);
        for (key, property) in &object.properties {
            let next = merged.properties.len();
            match *merged.index.entry(key).or_insert(next) {
                index if index < next => merged.properties[index].1.push(*property),
                _ => merged.properties.push((key, vec![*property])),
            }
        }
        for (key, at) in &object.required {
            if merged.required_keys.insert(key) {
                merged.required.push((key, *at));
            }
        }
        merged.additional.extend(object.additional_properties.as_ref().map(|(additional, at)| (additional, *at)));
        merged.patterns.extend(object.pattern_properties.iter().map(|(pattern, schema)| (pattern.as_str(), *schema)));
        merged.items.extend(object.items);
        for (position, schema) in object.prefix_items.iter().enumerate() {
            match merged.prefix_items.get_mut(position) {
                Some(known) => known.push(*schema),
                None => merged.prefix_items.push(vec![*schema]),
            }
        }
        merged.item_bounds = merged.item_bounds.and(ItemBounds::of(object));
        merged.bounds = merged.bounds.and(Bounds::of(object));
        let encoding = object.content.as_ref().and_then(|content| content.encoding.as_deref());
        merged.content_encoding = merged.content_encoding.or(encoding);
        if let Some((format, at)) = &object.format {
            merged.format.get_or_insert((format, *at));
        }
        if !conjunction.decided.contains(&id) {
            merged.alternatives.extend(object.alternatives.iter().map(|alternatives| (id, alternatives)));
        }
        merged.discriminator = merged.discriminator.or(object.discriminator.as_deref());
    }

    fn gather_types(object: &'s SchemaObject, merged: &mut Merged<'s>, null: &mut Null) {
        let says_null = object.types.iter().any(|(name, _)| *name == TypeName::Null);
        if !object.types.is_empty() {
            null.note(says_null || object.nullable);
        } else if object.nullable {
            null.note(true);
        }
        let Some(at) = object.types_at.filter(|_| !object.types.is_empty()) else { return };
        let named: Vec<TypeName> =
            object.types.iter().map(|(name, _)| *name).filter(|name| *name != TypeName::Null).collect();
        merged.named_types.extend(&named);
        let Some(known) = &merged.types else {
            merged.types = Some(named);
            merged.types_at = Some(at);
            return;
        };
        let allows = |types: &[TypeName], name: TypeName| {
            types.contains(&name) || (name == TypeName::Integer && types.contains(&TypeName::Number))
        };
        let mut both: Vec<TypeName> = known.iter().copied().filter(|name| allows(&named, *name)).collect();
        both.extend(named.iter().copied().filter(|name| allows(known, *name) && !known.contains(name)));
        if both.is_empty() && !(known.is_empty() || named.is_empty()) {
            merged.conflict = merged.conflict.or(merged.types_at.map(|left| (left, at)));
        }
        merged.types = Some(both);
    }

    fn gather_values(&self, object: &'s SchemaObject, merged: &mut Merged<'s>) {
        let mut lists: Vec<(At, Vec<At>)> = Vec::new();
        lists.extend(object.enumeration.as_ref().map(|(at, values)| (*at, values.clone())));
        lists.extend(object.constant.map(|at| (at, vec![at])));
        for (at, values) in lists {
            let null = |at: &At| matches!(self.cursor.source.node(*at), Node::Null);
            merged.nullable |= values.iter().any(null) && object.types.is_empty() || values.iter().all(null);
            merged.lists.push((at, values));
        }
        if let (Some((_, values)), Some(words)) = (&object.enumeration, &object.enumeration_words) {
            merged.words.get_or_insert((words, values));
        }
    }

    /// The types that the branches of a schema name. What else they say is not looked at here, and not reported.
    fn branch_types(&self, owner: SchemaId) -> Rc<[TypeName]> {
        if let Some(known) = self.branch_types.borrow().get(&owner) {
            return Rc::clone(known);
        }
        let mut types: Vec<TypeName> = Vec::new();
        if let Schema::Object(object) = self.document.schema(owner) {
            let branches = object.alternatives.iter().flat_map(|alternatives| &alternatives.branches);
            for branch in branches.take(MOST_PARTS) {
                types.extend(self.gather_all(&Conjunction::of(*branch)).types.unwrap_or_default());
            }
        }
        types.sort_unstable();
        types.dedup();
        let types: Rc<[TypeName]> = types.into();
        self.branch_types.borrow_mut().insert(owner, Rc::clone(&types));
        types
    }

    /// The values that all lists of values have. What the types of all parts are decides whether one without quotes is
    /// a text, and one in quotes a number, so that the lists are compared when all parts were read.
    fn settle_values(&self, merged: &mut Merged<'s>, conjunction: &Conjunction) {
        let mut listed = merged.lists.iter().flat_map(|(_, values)| values);
        if listed.any(|value| Misquoted::of(merged, self.cursor.source.node(*value)).is_some()) {
            // What stands beside branches is for all of them: the value may be one of another branch.
            for schema in &conjunction.decided {
                merged.named_types.extend(self.branch_types(*schema).iter());
            }
        }
        let mut lists = std::mem::take(&mut merged.lists).into_iter();
        merged.values = lists.next().map(|(_, values)| values);
        for (at, values) in lists {
            let known = merged.values.take().unwrap_or_default();
            let texts: HashSet<String> = values.iter().map(|value| self.meant_value(merged, *value)).collect();
            let both: Vec<At> =
                known.iter().copied().filter(|value| texts.contains(&self.meant_value(merged, *value))).collect();
            if both.is_empty() && !known.is_empty() {
                merged.conflict = merged.conflict.or(Some((known[0], at)));
            }
            merged.values = Some(both);
        }
    }
}

/// What the parts of a conjunction say of null.
#[derive(Default)]
struct Null {
    is_allowed: bool,
    is_refused: bool,
}

impl Null {
    fn note(&mut self, is_allowed: bool) {
        if is_allowed {
            self.is_allowed = true;
        } else {
            self.is_refused = true;
        }
    }
}

/// The number of schemas that may speak of one value: more than documents have, and little enough for the stack.
pub(in crate::lower) const MOST_PARTS: usize = 256;
