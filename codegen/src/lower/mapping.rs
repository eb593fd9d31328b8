//! `discriminator.mapping`: which of the branches each value of the property stands for.

use std::collections::{HashMap, HashSet};

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Discriminator, Reference, SchemaId};
use crate::lower::Lowering;
use crate::lower::union::Branch;
use crate::source::At;

/// The mapping of a discriminator, with each of its references followed once.
pub(in crate::lower) struct Mapping<'d> {
    /// The values in document order, with what each stands for.
    entries: Vec<(&'d str, &'d Reference, Option<SchemaId>)>,
    /// The positions of the values that stand for a schema.
    positions: HashMap<SchemaId, Vec<usize>>,
}

impl Mapping<'_> {
    /// What the values stand for.
    pub fn targets(&self) -> impl Iterator<Item = SchemaId> {
        self.entries.iter().filter_map(|(_, _, target)| *target)
    }

    /// The values that stand for one of these schemas, in document order.
    pub fn values(&self, schemas: impl IntoIterator<Item = SchemaId>) -> Vec<String> {
        let mut positions: Vec<usize> =
            schemas.into_iter().filter_map(|schema| self.positions.get(&schema)).flatten().copied().collect();
        positions.sort_unstable();
        positions.dedup();
        positions.into_iter().map(|position| self.entries[position].0.to_owned()).collect()
    }
}

impl Branch {
    /// The schemas by which a mapping may mean the branch.
    pub(in crate::lower) fn schemas(&self) -> impl Iterator<Item = SchemaId> {
        let read = self.conjunction.parts.iter().chain(&self.written);
        self.component.into_iter().chain(read.copied())
    }

    /// Whether the branch is one schema and nothing beside it.
    pub(in crate::lower) const fn is_plain(&self) -> bool {
        self.conjunction.parts.len() == 1 && self.conjunction.decided.is_empty()
    }
}

impl Lowering<'_> {
    /// Follows the references of a mapping.
    pub(in crate::lower) fn mapping<'d>(&self, discriminator: &'d Discriminator) -> Mapping<'d> {
        let entries: Vec<_> = discriminator
            .mapping
            .iter()
            .map(|(value, reference)| (value.as_str(), reference, self.mapping_target(reference)))
            .collect();
        let mut positions: HashMap<SchemaId, Vec<usize>> = HashMap::new();
        for (position, (_, _, target)) in entries.iter().enumerate() {
            if let Some(target) = target {
                positions.entry(*target).or_default().push(position);
            }
        }
        Mapping { entries, positions }
    }

    /// The schema that a value of the mapping stands for: the name of a component or a reference (OpenAPI 3.1.1, section
    /// 4.8.25.2). The components of the document come before those of the file that the mapping stands in.
    fn mapping_target(&self, reference: &Reference) -> Option<SchemaId> {
        let named = self.by_name.get(reference.target.as_str()).copied();
        let beside = || self.named_in_file_of(reference.at, &reference.target);
        named.or_else(beside).or_else(|| self.schema_target(reference))
    }

    /// The schema that has a name among those of the file of a place.
    fn named_in_file_of(&self, at: At, name: &str) -> Option<SchemaId> {
        let source = self.cursor.source;
        let root = *source.file(source.file_of(at)).root.as_ref().ok()?;
        let components = source.get(root, "components").and_then(|components| source.get(components, "schemas"));
        let parts = ["schemas", "$defs", "definitions"].into_iter().filter_map(|key| source.get(root, key));
        let groups = components.into_iter().chain(parts).chain([root]);
        let mut named = groups.filter_map(|group| source.get(group, name));
        named.find_map(|place| self.document.schema_by_place.get(&place).copied())
    }

    /// Reports values of the mapping that stand for none of the branches.
    pub(in crate::lower) fn check_mapping(&self, mapping: &Mapping<'_>, branches: &[(usize, Branch)]) {
        let own: HashSet<SchemaId> = branches.iter().flat_map(|(_, branch)| branch.schemas()).collect();
        let mut inside: Option<HashSet<SchemaId>> = None;
        for (value, reference, target) in &mapping.entries {
            let is_branch = target.is_some_and(|target| {
                own.contains(&target)
                    || inside.get_or_insert_with(|| self.inside_branches(branches)).contains(&target)
                    || self.is_behind_branch(target, branches)
            });
            if !is_branch {
                let message = format!("`{value}` is mapped to `{}`, which is none of the branches", reference.target);
                self.cursor.sink.push(
                    Diagnostic::warning(Code::InvalidValue, Spot::Value(reference.at), message)
                        .help("add the schema to the branches, or remove the value")
                        .help("without it: the value is kept as it came, as one that the document does not know"),
                );
            }
        }
    }

    /// The components that are branches of the unions that are themselves branches.
    fn inside_branches(&self, branches: &[(usize, Branch)]) -> HashSet<SchemaId> {
        let mut found = HashSet::new();
        for (_, branch) in branches {
            found.extend(branch.component.into_iter().flat_map(|component| self.children_of(component)));
            let merged = self.merge(&branch.conjunction);
            for (_, alternatives) in self.making(&merged, &branch.conjunction) {
                found.extend(alternatives.branches.iter().filter_map(|inner| self.component_behind(*inner)));
            }
        }
        found
    }

    /// Whether a schema is another name of a component that is a branch.
    fn is_behind_branch(&self, target: SchemaId, branches: &[(usize, Branch)]) -> bool {
        let behind = self.component_behind(target).filter(|behind| *behind != target);
        behind.is_some_and(|behind| branches.iter().any(|(_, branch)| branch.component == Some(behind)))
    }
}
