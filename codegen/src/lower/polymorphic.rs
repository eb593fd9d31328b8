//! A base schema with a `discriminator`, and the schemas that are made of it by `allOf`.
//!
//! OpenAPI 3.1.1, section 4.8.25: where such a base is referred to, any of its children may come. The base is therefore
//! a union of them, and a child, which names the base in its `allOf`, has the fields of the base. A child that has
//! children of its own is a base in turn, by the discriminator that it has from its base.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::cursor::HOPS;
use crate::doc::{Discriminator, Schema, SchemaId};
use crate::ir::{Origin, Shape, Step, Type, TypeId, Variant};
use crate::lower::Lowering;
use crate::lower::all_of::Conjunction;
use crate::lower::mapping::Meant;
use crate::lower::schema::Lowered;
use crate::lower::union::Branch;

/// The children of a base.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Family<'s> {
    discriminator: &'s Discriminator,
    children: Vec<SchemaId>,
}

/// What a schema is made of by `allOf`.
#[derive(Default)]
struct Ancestors {
    /// The nearest schemas with a discriminator.
    bases: Vec<SchemaId>,
    /// The schemas on the way to them, and what else it is made of.
    others: Vec<SchemaId>,
}

impl<'s> Lowering<'s> {
    /// Finds the bases and their children, once for the document. Those that are no components stand by themselves from
    /// here on, as components do.
    pub(in crate::lower) fn find_families(&mut self) {
        let bases = self.document.schemas().filter(|(_, schema)| schema.discriminator_of_base().is_some());
        let bases: Vec<SchemaId> = bases.map(|(id, _)| id).filter(|id| self.stands_by_name(*id)).collect();
        for base in &bases {
            let Some(discriminator) = self.document.schema(*base).discriminator_of_base() else { continue };
            self.families.insert(*base, Family { discriminator, children: Vec::new() });
        }
        if bases.is_empty() {
            return;
        }
        let components = self.document.component_schemas.iter().map(|(_, schema)| *schema);
        let others = self.document.schemas().filter(|(id, schema)| {
            let is_made = matches!(schema, Schema::Object(object) if !object.all_of.is_empty());
            is_made && !self.named.contains_key(id)
        });
        let candidates: Vec<SchemaId> = components.chain(others.map(|(id, _)| id)).collect();
        let mut ancestry: Vec<(SchemaId, Ancestors)> = Vec::new();
        for child in candidates {
            let ancestors = self.ancestors(child);
            if ancestors.bases.is_empty() || !self.stands_by_name(child) {
                continue;
            }
            for base in &ancestors.bases {
                if let Some(family) = self.families.get_mut(base) {
                    family.children.push(child);
                }
            }
            ancestry.push((child, ancestors));
        }
        for base in &bases {
            let mapping = self.mapping(self.families[base].discriminator);
            let Some(family) = self.families.get_mut(base) else { continue };
            for target in mapping.targets().filter(|target| target != base) {
                if !family.children.contains(&target) {
                    family.children.push(target);
                }
            }
        }
        self.families.retain(|_, family| !family.children.is_empty());
        for base in bases {
            let Some(family) = self.families.get(&base) else { continue };
            for member in std::iter::once(base).chain(family.children.clone()) {
                self.declare_elsewhere(member);
            }
        }
        self.find_inner_families(&ancestry);
    }

    /// Finds the children that have children of their own. What such a child says itself is a type beside the union
    /// that it is where it is referred to.
    fn find_inner_families(&mut self, ancestry: &[(SchemaId, Ancestors)]) {
        let bases_of: HashMap<SchemaId, &[SchemaId]> =
            ancestry.iter().map(|(child, ancestors)| (*child, &ancestors.bases[..])).collect();
        for (child, ancestors) in ancestry {
            for middle in &ancestors.others {
                // One with branches names by itself what it may be.
                let Schema::Object(object) = self.document.schema(*middle) else { continue };
                let shared =
                    bases_of.get(middle).and_then(|bases| bases.iter().find(|base| ancestors.bases.contains(base)));
                let Some(base) = shared.filter(|_| object.alternatives.is_empty()) else { continue };
                if !self.own_types.contains_key(middle) {
                    let id = self.reserve();
                    self.own_types.insert(*middle, id);
                    let discriminator = self.families[base].discriminator;
                    self.families.insert(*middle, Family { discriminator, children: Vec::new() });
                }
                if let Some(family) = self.families.get_mut(middle) {
                    family.children.push(*child);
                }
            }
        }
    }

    /// Lets a member of a family that is no component stand by itself, if it has a name where it stands.
    fn declare_elsewhere(&mut self, member: SchemaId) {
        if self.named.contains_key(&member) {
            return;
        }
        let Some(name) = self.name_where_it_stands(member) else { return };
        let id = self.reserve();
        self.named.insert(member, id);
        self.elsewhere.push((name, member));
    }

    fn stands_by_name(&self, schema: SchemaId) -> bool {
        self.named.contains_key(&schema) || self.name_where_it_stands(schema).is_some()
    }

    /// What a schema names in its `allOf`, directly or through others, each once however often it does.
    fn ancestors(&self, child: SchemaId) -> Ancestors {
        let targets_of_parts = |schema: SchemaId| match self.document.schema(schema) {
            Schema::Object(object) => object.all_of.iter().filter_map(|part| self.reference_of(*part)).collect(),
            Schema::Boolean(..) | Schema::Invalid(_) => Vec::new(),
        };
        let mut found = Ancestors::default();
        let mut seen = HashSet::from([child]);
        let mut open = vec![child];
        while let Some(schema) = open.pop() {
            // A child may name its base by another name of it; what is a reference itself is that name, and no child.
            let other_name = self.reference_of(schema).filter(|_| schema != child);
            for target in targets_of_parts(schema).into_iter().chain(other_name) {
                if !seen.insert(target) {
                    continue;
                }
                if self.families.contains_key(&target) {
                    found.bases.push(target);
                } else {
                    found.others.push(target);
                    open.push(target);
                }
            }
        }
        found
    }

    /// The type of what a child says itself, without its own children.
    fn own_type(&self, child: SchemaId) -> Option<TypeId> {
        self.own_types.get(&child).or_else(|| self.named.get(&child)).copied()
    }

    /// The type of a branch without the children of its own that are branches beside it.
    pub(in crate::lower) fn own_type_beside(&self, branch: &Branch, all: &[(usize, Branch)]) -> Option<TypeId> {
        let schema = branch.component.filter(|_| branch.is_plain())?;
        let own = self.own_types.get(&schema)?;
        let children = self.children_of(schema);
        let is_child = |other: &Branch| other.component.is_some_and(|other| children.contains(&other));
        all.iter().any(|(_, other)| is_child(other)).then_some(*own)
    }

    /// The family of a base.
    pub(in crate::lower) fn family(&self, schema: SchemaId) -> Option<Family<'s>> {
        self.families.get(&schema).cloned()
    }

    /// The discriminator of the base that all these branches are children of: a union that has none of its own, as many
    /// frameworks write it for what an operation answers, is told apart by that of the base.
    pub(in crate::lower) fn inherited_discriminator(&self, branches: &[(usize, Branch)]) -> Option<&'s Discriminator> {
        let components: Option<Vec<SchemaId>> =
            branches.iter().map(|(_, branch)| branch.component.filter(|_| branch.is_plain())).collect();
        let components = components.filter(|components| components.len() > 1)?;
        let has_all = |family: &Family<'_>| components.iter().all(|component| family.children.contains(component));
        // Of a base of bases, whose children are those of the bases as well, the first in the document is as good.
        let (_, family) =
            self.families.iter().filter(|(_, family)| has_all(family)).min_by_key(|(base, _)| base.index())?;
        Some(family.discriminator)
    }

    /// The children of a base, and of no other schema.
    pub(in crate::lower) fn children_of(&self, schema: SchemaId) -> &[SchemaId] {
        self.families.get(&schema).map_or(&[], |family| &family.children)
    }

    /// Branches without those that another of them, a union itself, has as well: a base beside its children, as .NET
    /// writes them, is the same union.
    pub(in crate::lower) fn without_repeated(&self, mut branches: Vec<(usize, Branch)>) -> Vec<(usize, Branch)> {
        let component = |branch: &Branch| branch.component.filter(|_| branch.is_plain());
        let inside_branch =
            |branch| component(branch).map(|component| self.inside_union(component)).unwrap_or_default();
        let inside: Vec<Rc<HashSet<SchemaId>>> = branches.iter().map(|(_, branch)| inside_branch(branch)).collect();
        if inside.iter().all(|inside| inside.is_empty()) {
            return branches;
        }
        let own: HashSet<SchemaId> = branches.iter().filter_map(|(_, branch)| component(branch)).collect();
        let has_others = |(inside, (_, branch)): &(&Rc<HashSet<SchemaId>>, &(usize, Branch))| {
            !inside.is_disjoint(&own) && component(branch).is_some_and(|component| !self.holds_itself(component))
        };
        let with_others: Vec<&Rc<HashSet<SchemaId>>> =
            inside.iter().zip(&branches).filter(has_others).map(|(inside, _)| inside).collect();
        let is_inside = |component| with_others.iter().any(|inside| inside.contains(&component));
        branches.retain(|(_, branch)| !component(branch).is_some_and(is_inside));
        branches
    }

    /// Whether unions lead from a component back to it: what stands in it may be of others that leave it to this one.
    fn holds_itself(&self, component: SchemaId) -> bool {
        let mut seen = HashSet::new();
        let mut open = vec![component];
        while let Some(next) = open.pop() {
            let inside = self.inside_union(next);
            if inside.contains(&component) {
                return true;
            }
            open.extend(inside.iter().copied().filter(|inner| seen.insert(*inner)));
        }
        false
    }

    /// The components that are branches of a component: the children of a base, or what stands in a union.
    fn inside_union(&self, component: SchemaId) -> Rc<HashSet<SchemaId>> {
        if let Some(known) = self.inside.borrow().get(&component) {
            return Rc::clone(known);
        }
        let inside = Rc::new(self.find_inside_union(component));
        self.inside.borrow_mut().insert(component, Rc::clone(&inside));
        inside
    }

    fn find_inside_union(&self, component: SchemaId) -> HashSet<SchemaId> {
        if let Some(family) = self.families.get(&component) {
            return family.children.iter().copied().filter(|child| *child != component).collect();
        }
        let conjunction = Conjunction::of(component);
        let merged = self.merge(&conjunction);
        match self.making(&merged, &conjunction)[..] {
            [(_, alternatives)] if merged.is_bare() && !self.requires_more(&merged) => {
                alternatives.branches.iter().filter_map(|inner| self.component_behind(*inner)).collect()
            }
            _ => HashSet::new(),
        }
    }

    /// Whether a part of the `allOf` of a schema is a reference to a base of it: one that has a family, or a union with
    /// something beside it of which the schema is a branch.
    pub(in crate::lower) fn refers_to_base(&self, part: SchemaId, schema: SchemaId) -> bool {
        let Some(target) = self.reference_of(part) else { return false };
        let has_branch =
            || self.simplified_branches(target).contains(&schema) && !self.merge(&Conjunction::of(target)).is_bare();
        self.is_base(target) || has_branch()
    }

    /// Whether a schema is a base, or another name of one.
    fn is_base(&self, schema: SchemaId) -> bool {
        let mut seen = HashSet::new();
        let mut schema = schema;
        while !self.families.contains_key(&schema) {
            let Some(next) = self.reference_of(schema).filter(|next| seen.insert(*next)) else { return false };
            schema = next;
        }
        true
    }

    /// These schemas and what references lead to from each.
    pub(in crate::lower) fn references_from(&self, schemas: impl Iterator<Item = SchemaId>) -> Vec<SchemaId> {
        let chain = |schema| std::iter::successors(Some(schema), |schema| self.reference_of(*schema)).take(HOPS);
        schemas.flat_map(chain).collect()
    }

    /// What a schema is a reference to.
    fn reference_of(&self, schema: SchemaId) -> Option<SchemaId> {
        let Schema::Object(object) = self.document.schema(schema) else { return None };
        object.reference.as_ref().and_then(|reference| self.schema_target(reference))
    }

    /// The schemas that a branch of a schema comes to, where it is no more than one.
    fn simplified_branches(&self, schema: SchemaId) -> Rc<HashSet<SchemaId>> {
        if let Some(known) = self.branches.borrow().get(&schema) {
            return Rc::clone(known);
        }
        let found = match self.document.schema(schema) {
            Schema::Object(object) => {
                let branches = object.alternatives.iter().flat_map(|alternatives| &alternatives.branches);
                let simplified = branches.map(|branch| self.simplified(&Conjunction::of(*branch)).0.parts);
                simplified.filter_map(|parts| <[SchemaId; 1]>::try_from(parts).ok()).map(|[only]| only).collect()
            }
            Schema::Boolean(..) | Schema::Invalid(_) => HashSet::new(),
        };
        let found = Rc::new(found);
        self.branches.borrow_mut().insert(schema, Rc::clone(&found));
        found
    }

    /// The union of the children; the base itself is one of them where the document can mean it by its name.
    pub(in crate::lower) fn polymorphic(&mut self, schema: SchemaId, family: &Family<'_>, origin: &Origin) -> Lowered {
        let own = Conjunction::of(schema);
        let merged = self.merge(&own);
        let at = merged.at;
        let property = &family.discriminator.property;
        let meant = |child: &SchemaId| Meant { conjunction: Conjunction::of(*child), schemas: vec![*child] };
        let children: Vec<Meant> = family.children.iter().map(meant).collect();
        // A child with children of its own has the discriminator of its base, where that is told.
        if self.document.schema(schema).discriminator_of_base().is_some() {
            self.check_tag_is_there(family.discriminator, &children);
        }
        // Beside a single child the base itself is a branch.
        let mapping = self.settled_mapping(family.discriminator, &children, false);
        let mut variants = Vec::new();
        for child in &family.children {
            let mapped = mapping.values([*child]);
            let default_at = mapping.default_at([*child]);
            variants.push(match self.own_type(*child) {
                Some(id) => {
                    let value = Type { shape: Shape::Named(id), nullable: false, at };
                    let component = Some(self.component_name(*child).to_owned());
                    let words = component.clone().filter(|_| self.own_types.contains_key(child));
                    Variant { value, words, mapped, default_at, component }
                }
                // The mapping leads to what has no name where it stands.
                None => {
                    let origin = self.origin_of(*child).unwrap_or_else(|| origin.clone());
                    let value = Type { nullable: false, ..self.use_of(*child, &origin) };
                    Variant { value, words: mapped.first().cloned(), mapped, default_at, component: None }
                }
            });
        }
        let by_name = mapping.values([schema]);
        let default_at = mapping.default_at([schema]);
        self.check_default(&mapping, |target| target == schema || family.children.contains(&target));
        let is_required = merged.requires(property);
        let own_id = self.own_types.get(&schema).copied();
        if own_id.is_some() || !by_name.is_empty() || default_at.is_some() || !is_required || variants.len() < 2 {
            let mut origin = origin.clone();
            origin.steps.push(Step::Base);
            let lowered = match own_id {
                Some(_) => self.component(schema, &origin),
                None => self.plain(&merged, &own, &origin),
            };
            let needs_name = own_id.is_some() || lowered.shape.needs_name();
            let lowered = if needs_name { self.define(schema, own_id, origin, lowered) } else { lowered };
            let component = Some(self.component_name(schema).to_owned());
            let value = Type { shape: lowered.shape, nullable: false, at };
            let words = Some("base".to_owned());
            variants.push(Variant { value, words, mapped: by_name, default_at, component });
        }
        // A child without a name that says no more than its base is the base.
        variants.retain(|variant| variant.value.shape != Shape::Named(self.named[&schema]));
        let mut lowered = Self::union_of(variants, Some(property.clone()), false);
        lowered.nullable = merged.nullable;
        lowered
    }
}
