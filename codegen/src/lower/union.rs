//! `oneOf` and `anyOf`: a value of one of several types.
//!
//! What is the same in another form is brought into one: null among the branches is null beside the union, an inline
//! union inside another is part of it, and all branches that are text are one, because a text does not tell them apart.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Alternatives, Discriminator, Schema, SchemaId};
use crate::ir::{Origin, Shape, Step, Union, Variant, Why};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, Merged};
use crate::lower::constants;
use crate::lower::mapping::Meant;
use crate::lower::schema::Lowered;
use crate::lower::tidy::write_shape;

/// The number of branches above which combinations of several `oneOf` and `anyOf` are not written out.
const COMBINATIONS: usize = 128;

/// The number of unions inside unions that are looked into.
pub(in crate::lower) const NESTED_UNIONS: usize = 16;

/// A branch of a union, as simple as it can be.
pub(in crate::lower) struct Branch {
    /// What it says.
    pub conjunction: Conjunction,
    /// The component that the branch refers to.
    pub component: Option<SchemaId>,
    /// What it was written as, with all that this refers to. Of these a mapping may mean any, though the branch is read
    /// as the parts of their `allOf`.
    pub written: Vec<SchemaId>,
    /// Where it stands, if it refers to what is no component of the document: a schema of another file, or one inside
    /// another schema.
    pub elsewhere: Option<Origin>,
}

/// The branches of a union and of the inline unions inside it.
pub(in crate::lower) struct Spread {
    /// The branches, each with its position.
    pub found: Vec<(usize, Branch)>,
    /// Whether null is among them.
    pub nullable: bool,
    /// Whether one of the unions is an `anyOf`.
    may_overlap: bool,
    /// The unions that were looked into.
    seen: HashSet<Conjunction>,
}

impl<'s> Lowering<'s> {
    /// What the `oneOf` and `anyOf` of a conjunction say; `None` where they do not make a type.
    pub(in crate::lower) fn alternatives(
        &mut self,
        merged: &Merged<'s>,
        conjunction: &Conjunction,
        origin: &Origin,
    ) -> Option<Lowered> {
        self.check_narrowing(merged);
        let making = self.making(merged, conjunction);
        let (owner, _) = making.first()?;
        let mut combinations: Vec<Vec<SchemaId>> = vec![Vec::new()];
        for (_, alternatives) in &making {
            // Branches that no sibling multiplies are as many as the document writes.
            let count = combinations.len() * alternatives.branches.len();
            if count > COMBINATIONS && count > combinations.len() && count > alternatives.branches.len() {
                let what =
                    format!("`{}` has more combinations with its siblings than are written out", alternatives.keyword);
                self.degraded(alternatives.at, &what, "the schema is read without it");
                continue;
            }
            let with = |chosen: &Vec<SchemaId>| {
                alternatives.branches.iter().map(|branch| [&chosen[..], &[*branch]].concat()).collect::<Vec<_>>()
            };
            combinations = combinations.iter().flat_map(with).collect();
        }
        // A branch that is the schema itself, which says more than its branches, adds nothing.
        let is_itself = |branch: &SchemaId| {
            let (simple, _) = self.simplified(&Conjunction::of(*branch));
            simple.parts.iter().all(|part| conjunction.parts.contains(part))
        };
        combinations.retain(|chosen| merged.is_bare() || !chosen.iter().any(is_itself));
        let discriminator = match self.document.schema(*owner) {
            Schema::Object(object) => object.discriminator.as_deref().or(merged.discriminator),
            Schema::Boolean(..) | Schema::Invalid(_) => None,
        };
        // What stands beside the branches is part of each of them.
        combinations.retain(|chosen| !chosen.is_empty());
        let narrowing = self.narrowing_types(merged, conjunction, &combinations);
        if let Some(narrowing) = &narrowing {
            self.check_narrowing_types(merged, narrowing);
        }
        let branches = self.branches_of(merged, conjunction, &combinations, narrowing.as_ref());
        let may_overlap = making.iter().any(|(_, alternatives)| alternatives.keyword == "anyOf");
        let lowered = self.branches(&branches, discriminator, may_overlap, origin);
        if !merged.is_bare() && lowered.shape == Shape::Any(Why::Never) {
            let at = making[0].1.at;
            let message = "what stands beside these branches goes with none of them";
            self.cursor.sink.push(
                Diagnostic::warning(Code::Degraded, Spot::Value(at), message)
                    .help("remove what stands beside them, or let it allow a value of one of them")
                    .help("without it: any JSON value is accepted here"),
            );
        }
        Some(lowered)
    }

    /// The `oneOf` and `anyOf` of a conjunction that make a type.
    pub(in crate::lower) fn making<'m>(
        &self,
        merged: &'m Merged<'s>,
        conjunction: &Conjunction,
    ) -> Vec<&'m (SchemaId, &'s Alternatives)> {
        let makes = |(owner, alternatives): &&(SchemaId, &Alternatives)| {
            !self.only_narrows(alternatives, merged) && !self.is_settled(*owner, alternatives, merged, conjunction)
        };
        merged.alternatives.iter().filter(makes).collect()
    }

    /// Whether one of the branches holds in any case, because the conjunction is made of it: a child names the base by
    /// which it is a branch in its `allOf`. What the base is made of as well settles nothing.
    fn is_settled(
        &self,
        owner: SchemaId,
        alternatives: &Alternatives,
        merged: &Merged<'s>,
        conjunction: &Conjunction,
    ) -> bool {
        alternatives.branches.iter().any(|branch| {
            let (simple, _) = self.simplified(&Conjunction::of(*branch));
            let is_new = |part: &SchemaId| !conjunction.decided.contains(part);
            simple.parts.iter().all(|part| merged.members.contains(part) && is_new(part))
                && !self.inherits(&Conjunction::of(owner), &simple.parts)
        })
    }

    /// Whether all of these schemas are part of what a conjunction says.
    pub(in crate::lower) fn inherits(&self, conjunction: &Conjunction, parts: &[SchemaId]) -> bool {
        let merged = self.merge(conjunction);
        parts.iter().all(|part| merged.members.contains(part))
    }

    /// A union of branches.
    pub(in crate::lower) fn branches(
        &mut self,
        branches: &[Conjunction],
        discriminator: Option<&Discriminator>,
        may_overlap: bool,
        origin: &Origin,
    ) -> Lowered {
        let mut all = Spread { found: Vec::new(), nullable: false, may_overlap, seen: HashSet::new() };
        for branch in branches {
            self.spread(branch, &mut all, NESTED_UNIONS);
        }
        let mut variants: Vec<Variant> = Vec::new();
        let is_only_text = self.group_scalars(&mut all, &mut variants, origin);
        let Spread { found: spread, mut nullable, may_overlap, seen: _ } = all;
        if let Some(shape) = is_only_text {
            return Lowered { shape, nullable };
        }
        // A discriminator may say more of a branch than the union that it stands in does.
        let spread = if discriminator.is_none() { self.without_repeated(spread) } else { spread };
        let keys = self.branch_keys(&spread);
        let words: Vec<Option<String>> =
            spread.iter().map(|(_, branch)| self.words(branch, &keys, discriminator)).collect();
        let inherited = if discriminator.is_none() { self.inherited_discriminator(&spread) } else { None };
        let mapping = discriminator.or(inherited).map(|found| {
            let meant: Vec<Meant> = spread.iter().map(|(_, branch)| branch.meant()).collect();
            // The base of the branches is told where it stands.
            if inherited.is_none() {
                self.check_tag_is_there(found, &meant);
            }
            let is_alone = variants.is_empty() && meant.len() < 2;
            self.settled_mapping(found, &meant, is_alone)
        });
        let defaults = mapping.as_ref().map(|mapping| self.default_branches(mapping, &spread)).unwrap_or_default();
        for (index, ((position, branch), words)) in spread.iter().zip(words).enumerate() {
            let at = self.place_of(&branch.conjunction);
            let mut steps = origin.steps.clone();
            steps.push(Step::Variant(words.clone().unwrap_or_default()));
            // As all that is referred to, it is named by where it stands.
            let inline = Origin { steps, at };
            let own = branch.elsewhere.as_ref().filter(|_| branch.is_plain()).unwrap_or(&inline);
            let mut value = self.use_of_all(&branch.conjunction, own);
            nullable |= value.nullable;
            value.nullable = false;
            let component = branch.component.map(|schema| self.component_name(schema).to_owned());
            let mut words = words;
            if let Some(id) = self.own_type_beside(branch, &spread) {
                value.shape = Shape::Named(id);
                words = words.or_else(|| component.clone());
            }
            let mapped = mapping.as_ref().map(|mapping| mapping.values(branch.schemas())).unwrap_or_default();
            variants.push(Variant {
                value,
                words: words.or_else(|| Some(format!("variant {}", position + 1))),
                mapped,
                default_at: defaults.get(&index).copied(),
                component,
            });
        }
        // The mapping of a base has values for children that are none of the branches.
        if let Some(mapping) = mapping.as_ref().filter(|_| inherited.is_none()) {
            self.check_mapping(mapping, &spread);
        }
        constants::loosen_booleans(&mut variants);
        // Why a branch is of no type tells it from no other.
        let key = |shape: &Shape| {
            let mut key = String::new();
            match shape {
                Shape::Any(_) => key.push_str("any"),
                // Lists of the same items are the same wherever they stand.
                shape => write_shape(shape, &|id| id, &mut key),
            }
            key
        };
        let mut unique: Vec<Variant> = Vec::new();
        let mut positions: HashMap<String, usize> = HashMap::new();
        for variant in variants {
            match positions.entry(key(&variant.value.shape)) {
                Entry::Occupied(known) => unique[*known.get()].take_over(variant),
                Entry::Vacant(free) => {
                    free.insert(unique.len());
                    unique.push(variant);
                }
            }
        }
        let property = discriminator.or(inherited).map(|discriminator| discriminator.property.clone());
        let mut lowered = Self::union_of(unique, property, nullable);
        if let Shape::Union(union) = &mut lowered.shape {
            union.may_overlap = may_overlap;
        }
        lowered
    }

    /// A union of these types, or the type itself where there is one.
    pub(in crate::lower) fn union_of(
        mut variants: Vec<Variant>,
        discriminator: Option<String>,
        nullable: bool,
    ) -> Lowered {
        match variants.len() {
            0 if nullable => Lowered::of(Shape::Null),
            0 => Lowered::of(Shape::Any(Why::Never)),
            1 => Lowered { shape: variants.remove(0).value.shape, nullable },
            _ => Lowered {
                shape: Shape::Union(Union { variants, discriminator, may_overlap: false, takes_null: false }),
                nullable,
            },
        }
    }

    /// The branches of a schema that has one beside null, which is that one and no union.
    pub(in crate::lower) fn single_branch(&self, alternatives: &Alternatives) -> Option<Vec<(usize, Branch)>> {
        let mut others = alternatives.branches.iter().filter(|branch| !self.is_null(**branch));
        let (Some(only), None) = (others.next(), others.next()) else { return None };
        let mut all = Spread { found: Vec::new(), nullable: false, may_overlap: false, seen: HashSet::new() };
        self.spread(&Conjunction::of(*only), &mut all, NESTED_UNIONS);
        Some(all.found)
    }

    /// The branches of a branch: those of an inline union inside it, or the branch itself. A union that was looked
    /// into, which may be the one inside which it stands, adds nothing another time.
    fn spread(&self, written: &Conjunction, all: &mut Spread, depth: usize) {
        if let [only] = written.parts[..]
            && self.is_null(only)
        {
            all.nullable = true;
            return;
        }
        // Null beside anything else is null where that allows it, and nothing where it does not.
        if written.parts.iter().any(|part| self.is_null(*part)) {
            all.nullable |= self.merge(written).nullable;
            return;
        }
        // The schema that has the branches is part of each of them, and tells none from another.
        let own = || written.parts.iter().copied().rev().filter(|part| !self.has_branches(*part, &written.decided));
        let component = own().find_map(|part| self.component_behind(part));
        let (conjunction, took_null) = self.simplified(written);
        all.nullable |= took_null;
        let position = all.found.len();
        if let [only] = conjunction.parts[..]
            && conjunction.decided.is_empty()
            && (self.named.contains_key(&only) || self.is_null(only))
        {
            if self.is_null(only) {
                all.nullable = true;
            } else {
                let written = self.references_from(own());
                all.found.push((position, Branch { conjunction, component: Some(only), written, elsewhere: None }));
            }
            return;
        }
        let merged = self.merge_branch(&conjunction);
        all.nullable |= merged.nullable;
        // A branch that goes with nothing of what stands beside the union is none.
        if merged.is_never || merged.is_excluded(&conjunction) || merged.types.as_ref().is_some_and(Vec::is_empty) {
            return;
        }
        if self.is_impossible(&merged, &conjunction) {
            return;
        }
        match self.making(&merged, &conjunction)[..] {
            [(_, alternatives)] if merged.is_bare() && depth > 0 && merged.discriminator.is_none() => {
                if all.seen.insert(conjunction.clone()) {
                    all.may_overlap |= alternatives.keyword == "anyOf";
                    let branches = alternatives.branches.iter().copied();
                    for branch in self.single_branches_of(&merged, &conjunction, branches) {
                        self.spread(&branch, all, depth - 1);
                    }
                }
            }
            _ => {
                let elsewhere = own().find_map(|part| self.origin_elsewhere(part)).filter(|_| component.is_none());
                let written = self.references_from(own());
                all.found.push((position, Branch { conjunction, component, written, elsewhere }));
            }
        }
    }

    /// Whether a schema has the branches of these, by itself or by its `allOf`, and is not one of them.
    fn has_branches(&self, part: SchemaId, decided: &[SchemaId]) -> bool {
        if decided.is_empty() || decided.contains(&part) {
            return decided.contains(&part);
        }
        let own = Conjunction::of(part);
        let merged = self.merge(&own);
        self.making(&merged, &own).iter().any(|(owner, _)| decided.contains(owner))
    }

    /// Where the schema stands that another refers to.
    fn origin_elsewhere(&self, schema: SchemaId) -> Option<Origin> {
        let written = Conjunction::of(schema);
        let (simple, _) = self.simplified(&written);
        self.is_elsewhere(&simple, &written).then(|| self.origin_of(simple.parts[0])).flatten()
    }

    /// The component that a schema is or refers to.
    pub(in crate::lower) fn component_behind(&self, schema: SchemaId) -> Option<SchemaId> {
        if self.named.contains_key(&schema) {
            return Some(schema);
        }
        let (simple, _) = self.simplified(&Conjunction::of(schema));
        simple.parts.first().copied().filter(|only| simple.parts.len() == 1 && self.named.contains_key(only))
    }
}
