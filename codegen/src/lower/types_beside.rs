//! The types that stand beside `oneOf` and `anyOf`: which branches they leave.

use std::collections::HashSet;

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Schema, SchemaId, TypeName};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, Merged};
use crate::lower::values::type_of;
use crate::source::At;

impl<'s> Lowering<'s> {
    /// The types that stand beside a union and not in the schema that has the branches, so that they are meant to leave
    /// some of the branches out; `None` where there are none, or where all that stands beside the branches is part of
    /// each.
    pub(in crate::lower) fn narrowing_types(
        &self,
        merged: &Merged<'s>,
        conjunction: &Conjunction,
        branches: &[Vec<SchemaId>],
    ) -> Option<Narrowing> {
        // Types that do not go with each other are told where they meet.
        merged.types.as_ref().filter(|types| !types.is_empty() && !self.is_for_all(merged))?;
        let has_branches = |member: &SchemaId| {
            conjunction.decided.contains(member) || merged.alternatives.iter().any(|(owner, _)| owner == member)
        };
        let mut lists: Vec<Vec<TypeName>> = Vec::new();
        let mut first: Option<At> = None;
        for member in merged.members.iter().filter(|member| !has_branches(member)) {
            let Schema::Object(object) = self.document.schema(*member) else { continue };
            if object.types.is_empty() || self.is_reference_alone(object) {
                continue;
            }
            let Some(at) = object.types_at else { continue };
            let mut types: Vec<TypeName> = object.types.iter().map(|(name, _)| *name).collect();
            if object.nullable {
                types.push(TypeName::Null);
            }
            lists.push(types);
            first = Some(first.map_or(at, |known| known.min(at)));
        }
        let mut found = Narrowing { lists, at: first?, goes_with: Vec::new() };
        found.goes_with = branches.iter().map(|branch| !self.is_apart(branch, &found)).collect();
        Some(found)
    }

    /// Whether every value of a branch is of the types beside it. Null is what they say of it, but for `type: object`,
    /// which is written by habit.
    pub(in crate::lower) fn is_within(&self, branch: &[SchemaId], narrowing: &Narrowing) -> bool {
        if let [only] = branch
            && self.is_null(*only)
        {
            return narrowing
                .lists
                .iter()
                .all(|types| types.contains(&TypeName::Null) || types[..] == [TypeName::Object]);
        }
        self.types_within(&Conjunction::all(branch))
            .is_some_and(|types| types.iter().all(|name| narrowing.allows(*name)))
    }

    /// Whether no value of a branch is of the types beside it.
    fn is_apart(&self, branch: &[SchemaId], narrowing: &Narrowing) -> bool {
        self.types_within(&Conjunction::all(branch)).is_some_and(|types| {
            let is_of_one = |name: &TypeName| {
                narrowing.allows(*name) || *name == TypeName::Number && narrowing.allows(TypeName::Integer)
            };
            !types.is_empty() && !types.iter().any(is_of_one)
        })
    }

    /// Reports types beside a union that none of its branches has.
    pub(in crate::lower) fn check_narrowing_types(&self, merged: &Merged<'s>, narrowing: &Narrowing) {
        if narrowing.leaves_any() {
            return;
        }
        let spot = Spot::Value(narrowing.at);
        self.cursor.sink.push(
            Diagnostic::warning(Code::Conflict, spot, "no branch of the union beside it is of this type")
                .label("this")
                .also(Spot::Value(merged.alternatives[0].1.at), "does not go with these")
                .help("name the type of one of the branches, or remove the type")
                .help("without it: values of the branches are accepted all the same"),
        );
    }

    /// The types of the values of a conjunction but for null: those of its branches, where they say it; `None` where a
    /// value may be of any.
    pub(in crate::lower) fn types_within(&self, conjunction: &Conjunction) -> Option<Vec<TypeName>> {
        if let Some(known) = self.types_within.borrow().get(conjunction) {
            return known.clone();
        }
        let mut found = self.find_types_within(conjunction);
        if let Some(types) = &mut found {
            types.sort_unstable();
            types.dedup();
        }
        self.types_within.borrow_mut().insert(conjunction.clone(), found.clone());
        found
    }

    fn find_types_within(&self, conjunction: &Conjunction) -> Option<Vec<TypeName>> {
        let mut found: Vec<TypeName> = Vec::new();
        let mut open = vec![conjunction.clone()];
        let mut seen: HashSet<SchemaId> = HashSet::new();
        while let Some(next) = open.pop() {
            let merged = self.merge(&next);
            if merged.is_invalid {
                return None;
            }
            if merged.is_never {
                continue;
            }
            let is_object =
                !merged.properties.is_empty() || !merged.additional.is_empty() || !merged.patterns.is_empty();
            let is_list = !merged.items.is_empty() || !merged.prefix_items.is_empty();
            match (&merged.types, &merged.values, &merged.alternatives[..]) {
                (Some(types), _, _) => found.extend(types),
                (None, Some(values), _) => {
                    found.extend(values.iter().filter_map(|at| type_of(self.cursor.source.node(*at))));
                }
                (None, None, _) if is_object => found.push(TypeName::Object),
                (None, None, _) if is_list => found.push(TypeName::Array),
                (None, None, [(_, alternatives)]) => {
                    let inner = alternatives.branches.iter().filter(|inner| seen.insert(**inner));
                    open.extend(inner.map(|inner| Conjunction::of(*inner)));
                }
                _ => return None,
            }
        }
        Some(found)
    }

    /// Reports the branches that are of none of the types beside them. Where nothing else stands beside them
    /// they are kept: that a type was forgotten there is more common than a branch that nobody sends.
    pub(in crate::lower) fn check_types_beside(&self) {
        for schema in &self.document.schemas {
            let Schema::Object(object) = schema else { continue };
            let Some(at) = object.types_at.filter(|_| object.reference.is_none()) else { continue };
            let is_known = |name: TypeName| {
                object.types.iter().any(|(known, _)| {
                    *known == name
                        || matches!((*known, name), (TypeName::Number, TypeName::Integer))
                        || matches!((*known, name), (TypeName::Integer, TypeName::Number))
                })
            };
            let Some(whole) = self.document.schema_by_place.get(&object.at).filter(|_| !object.alternatives.is_empty())
            else {
                continue;
            };
            let whole = self.merge(&Conjunction::of(*whole));
            let instead = if self.is_for_all(&whole) {
                "no value is one of the branch"
            } else {
                "values of the branch are accepted all the same"
            };
            for branch in object.alternatives.iter().flat_map(|alternatives| &alternatives.branches) {
                let merged = self.merge(&Conjunction::of(*branch));
                let types = merged.types.as_deref().unwrap_or_default();
                // Null beside other branches stands for null of the whole, whatever the type beside it says.
                if types.is_empty() || types.iter().any(|name| is_known(*name)) {
                    continue;
                }
                // A list of types is not part of OpenAPI 3.0.
                let fix = if self.is_3_0(at) {
                    "remove the type beside the branches, or else the branch"
                } else {
                    "name the type of the branch beside the branches too, or remove the branch"
                };
                self.cursor.sink.push(
                    Diagnostic::conflict(
                        self.document.schema(*branch).at(),
                        at,
                        "the branch is of none of the types that stand beside it",
                    )
                    .help(fix)
                    .help(format!("without it: {instead}")),
                );
            }
        }
    }
}

/// What schemas beside a union say of the types of its values.
pub(in crate::lower) struct Narrowing {
    /// The types that each of them allows.
    lists: Vec<Vec<TypeName>>,
    /// The first place of them.
    at: At,
    /// Which of the branches go with all of them. A branch of another type does not, however many it has inside itself.
    goes_with: Vec<bool>,
}

impl Narrowing {
    /// Whether a branch is left.
    pub(in crate::lower) fn leaves_any(&self) -> bool {
        self.goes_with.contains(&true)
    }

    /// Whether the branch at this position is left.
    pub(in crate::lower) fn leaves(&self, position: usize) -> bool {
        self.goes_with[position]
    }

    fn allows(&self, name: TypeName) -> bool {
        let is_in = |types: &Vec<TypeName>| {
            types.contains(&name) || name == TypeName::Integer && types.contains(&TypeName::Number)
        };
        self.lists.iter().all(is_in)
    }
}
