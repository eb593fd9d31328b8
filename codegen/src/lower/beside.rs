//! What stands beside `oneOf` and `anyOf`: of which branches it is a part.

use std::collections::HashSet;

use crate::doc::{SchemaId, TypeName};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, Merged};
use crate::lower::types_beside::Narrowing;

impl<'s> Lowering<'s> {
    /// The branches of a conjunction, and with each what stands beside them, where that says more than the branch.
    /// `narrowing` is what the types beside them leave; where they leave no branch, all stay.
    pub(in crate::lower) fn branches_of(
        &self,
        merged: &Merged<'s>,
        conjunction: &Conjunction,
        branches: &[Vec<SchemaId>],
        narrowing: Option<&Narrowing>,
    ) -> Vec<Conjunction> {
        let is_for_all = self.is_for_all(merged);
        let narrowing = narrowing.filter(|narrowing| narrowing.leaves_any());
        let mut beside = conjunction.parts.clone();
        if !is_for_all {
            beside.retain(|part| self.merge(&Conjunction::of(*part)).types.is_some());
        }
        let mut decided = conjunction.decided.clone();
        decided.extend(merged.alternatives.iter().map(|(owner, _)| *owner));
        let with_beside = |branch: &Vec<SchemaId>| {
            let alone = Conjunction::all(branch);
            let is_within = || narrowing.is_none_or(|narrowing| self.is_within(branch, narrowing));
            if !is_for_all && is_within() && !self.lacks_type(&alone, merged.types.as_deref()) {
                return alone;
            }
            // A child has all that its base says already, and a name of its own.
            if is_for_all && self.inherits(&alone, &beside) {
                return alone;
            }
            let parts = Conjunction::all(&[&beside[..], branch].concat()).parts;
            Conjunction { parts, decided: decided.clone() }
        };
        let is_left = |position: usize| narrowing.is_none_or(|narrowing| narrowing.leaves(position));
        let left = branches.iter().enumerate().filter(|(position, _)| is_left(*position));
        left.map(|(_, branch)| with_beside(branch)).collect()
    }

    /// The same for branches that are one schema each.
    pub(in crate::lower) fn single_branches_of(
        &self,
        merged: &Merged<'s>,
        conjunction: &Conjunction,
        branches: impl IntoIterator<Item = SchemaId>,
    ) -> Vec<Conjunction> {
        let branches: Vec<Vec<SchemaId>> = branches.into_iter().map(|branch| vec![branch]).collect();
        let narrowing = self.narrowing_types(merged, conjunction, &branches);
        self.branches_of(merged, conjunction, &branches, narrowing.as_ref())
    }

    /// Whether a branch names no types and says nothing that only one of these has, so that those that stand beside it
    /// say more than it does. A union is such a branch where one of its own is.
    pub(in crate::lower) fn lacks_type(&self, branch: &Conjunction, types: Option<&[TypeName]>) -> bool {
        let Some(types) = types.filter(|types| !types.is_empty()) else { return false };
        let mut open = vec![branch.clone()];
        let mut seen: HashSet<SchemaId> = HashSet::new();
        while let Some(branch) = open.pop() {
            let merged = self.merge(&branch);
            let is_typed = merged.types.is_some() || merged.values.is_some() || merged.is_never || merged.is_invalid;
            let is_object =
                !merged.properties.is_empty() || !merged.additional.is_empty() || !merged.patterns.is_empty();
            let is_list = !merged.items.is_empty() || !merged.prefix_items.is_empty();
            let is_told = is_object && types.contains(&TypeName::Object) || is_list && types.contains(&TypeName::Array);
            if is_typed || is_told {
                continue;
            }
            match &merged.alternatives[..] {
                [] => return true,
                [(_, alternatives)] => {
                    let inner = alternatives.branches.iter().filter(|inner| seen.insert(**inner));
                    open.extend(inner.map(|inner| Conjunction::of(*inner)));
                }
                // Where several hold together, one of them says it.
                _ => {}
            }
        }
        false
    }

    /// Whether what stands beside the branches is part of each of them, and not its type alone.
    pub(in crate::lower) fn is_for_all(&self, merged: &Merged<'s>) -> bool {
        !merged.is_bare() || self.requires_more(merged)
    }

    /// Whether a key is required of branches that are objects with other keys, and none of them has it. Unions among
    /// the branches are not looked into: what is part of all of theirs multiplies with each level.
    pub(in crate::lower) fn requires_more(&self, merged: &Merged<'_>) -> bool {
        !merged.alternatives.is_empty() && merged.required.iter().any(|(key, _)| self.is_of_no_branch(key, merged))
    }

    fn is_of_no_branch(&self, key: &str, merged: &Merged<'_>) -> bool {
        let mut is_record = false;
        for branch in merged.alternatives.iter().flat_map(|(_, alternatives)| &alternatives.branches) {
            let inner = self.merge(&Conjunction::of(*branch));
            let may_be_object = inner.types.as_ref().is_none_or(|types| types.contains(&TypeName::Object));
            let has_other_keys = !inner.additional.is_empty() || !inner.patterns.is_empty();
            let is_any_object = inner.properties.is_empty() && inner.values.is_none();
            if inner.property(key).is_some()
                || inner.is_invalid
                || !inner.alternatives.is_empty()
                || (may_be_object && (has_other_keys || is_any_object))
            {
                return false;
            }
            is_record |= !inner.properties.is_empty();
        }
        is_record
    }
}
