//! `discriminator.mapping`: which of the branches each value of the property stands for.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::cursor::nearest;
use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Discriminator, Reference, Schema, SchemaId};
use crate::ir::{warning_on_default_branch, without_default_branch};
use crate::lower::Lowering;
use crate::lower::all_of::Conjunction;
use crate::lower::union::Branch;
use crate::source::{At, Node, looks_like_a_file};

/// How many values of a schema are compared with one that it does not have, for what may have been meant.
const SUGGESTED_VALUES: usize = 64;

/// What becomes of the values of a mapping beside a single branch.
const OF_ONE_BRANCH: &str = "without it: every value is read as the one branch";

/// What becomes of a value of a mapping that stands for none of several branches.
const OF_NO_BRANCH: &str = "without it: the value is one that the document does not know";

/// The mapping of a discriminator, with each of its references followed once.
pub(in crate::lower) struct Mapping<'d> {
    /// The values in document order, with what each stands for.
    pub entries: Vec<(&'d str, &'d Reference, Option<SchemaId>)>,
    /// The positions of the values that stand for a schema.
    pub positions: HashMap<SchemaId, Vec<usize>>,
    /// The property.
    pub property: &'d str,
    /// What an object without the property stands for.
    default: Option<(&'d Reference, SchemaId)>,
}

impl Mapping<'_> {
    /// Where the mapping says that an object without the property stands for one of these schemas.
    pub fn default_at(&self, schemas: impl IntoIterator<Item = SchemaId>) -> Option<At> {
        let (reference, default) = self.default?;
        schemas.into_iter().any(|schema| schema == default).then_some(reference.at)
    }

    /// What the values stand for.
    pub fn targets(&self) -> impl Iterator<Item = SchemaId> {
        self.entries.iter().filter_map(|(_, _, target)| *target)
    }

    /// As [`Mapping::targets`], each once, in the order of the document: what is found of them is reported in it.
    fn distinct_targets(&self) -> Vec<SchemaId> {
        let mut seen = HashSet::new();
        self.targets().filter(|target| seen.insert(*target)).collect()
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

/// A branch as a mapping means it.
pub(in crate::lower) struct Meant {
    /// What it says.
    pub conjunction: Conjunction,
    /// The schemas by which a mapping may mean it.
    pub schemas: Vec<SchemaId>,
}

impl Branch {
    /// The branch as a mapping means it.
    pub(in crate::lower) fn meant(&self) -> Meant {
        Meant { conjunction: self.conjunction.clone(), schemas: self.schemas().collect() }
    }

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

impl<'s> Lowering<'s> {
    /// Follows the references of a mapping. One that leads nowhere costs the value that it stands for.
    pub(in crate::lower) fn mapping<'d>(&self, discriminator: &'d Discriminator) -> Mapping<'d> {
        let of_default = without_default_branch(&discriminator.property);
        self.mapping_or_lose([OF_NO_BRANCH, &of_default], discriminator)
    }

    /// As [`Lowering::mapping`] beside a single branch.
    fn mapping_of_one<'d>(&self, discriminator: &'d Discriminator) -> Mapping<'d> {
        self.mapping_or_lose([OF_ONE_BRANCH, OF_ONE_BRANCH], discriminator)
    }

    /// Follows the references, with what is lost where a value leads nowhere, and where the default does.
    fn mapping_or_lose<'d>(&self, [loss, of_default]: [&str; 2], discriminator: &'d Discriminator) -> Mapping<'d> {
        let entries: Vec<_> = discriminator
            .mapping
            .iter()
            .map(|(value, reference)| (value.as_str(), reference, self.mapping_target(loss, reference)))
            .collect();
        let mut positions: HashMap<SchemaId, Vec<usize>> = HashMap::new();
        for (position, (_, _, target)) in entries.iter().enumerate() {
            if let Some(target) = target {
                positions.entry(*target).or_default().push(position);
            }
        }
        let default = discriminator.default.as_ref();
        let default = default.and_then(|reference| Some((reference, self.mapping_target(of_default, reference)?)));
        Mapping { entries, positions, property: &discriminator.property, default }
    }

    /// The schema that a value of the mapping stands for: the name of a component or a reference (OpenAPI 3.1.1,
    /// section 4.8.25.3). The components of the document come before those of the file that the mapping stands in.
    fn mapping_target(&self, loss: &str, reference: &Reference) -> Option<SchemaId> {
        let named = self.by_name.get(reference.target.as_str()).copied();
        if let Some(found) = named.or_else(|| self.named_in_file_of(reference.at, &reference.target)) {
            return Some(found);
        }
        let is_name = !reference.target.contains(['/', '#', ':']) && !looks_like_a_file(&reference.target);
        if is_name && self.cursor.source.refer(reference.at, &reference.target).is_err() {
            self.report_unknown_name(loss, reference);
            return None;
        }
        self.find_schema(Some(loss), reference)
    }

    /// The schema that has a name among those of the file of a place.
    fn named_in_file_of(&self, at: At, name: &str) -> Option<SchemaId> {
        let source = self.cursor.source;
        let mut named = self.named_schemas_of_file(at).into_iter().filter_map(|group| source.get(group, name));
        named.find_map(|place| self.document.schema_by_place.get(&place).copied())
    }

    /// The mappings of the file of a place that may hold schemas by name.
    fn named_schemas_of_file(&self, at: At) -> Vec<At> {
        let source = self.cursor.source;
        let Ok(root) = source.file(source.file_of(at)).root else { return Vec::new() };
        let components = source.get(root, "components").and_then(|components| source.get(components, "schemas"));
        let parts = ["schemas", "$defs", "definitions"].into_iter().filter_map(|key| source.get(root, key));
        components.into_iter().chain(parts).chain([root]).collect()
    }

    /// Reports a name in a mapping that no schema has.
    fn report_unknown_name(&self, loss: &str, reference: &Reference) {
        let source = self.cursor.source;
        let is_schema = |at: &At| self.document.schema_by_place.contains_key(at);
        let groups = self.named_schemas_of_file(reference.at).into_iter();
        let entries = groups.filter_map(|group| match source.node(group) {
            Node::Mapping(entries) => Some(entries),
            _ => None,
        });
        let beside = entries.flatten().filter(|(_, at)| is_schema(at)).map(|(name, _)| &**name);
        let help = nearest(&reference.target, self.by_name.keys().copied().chain(beside)).map_or_else(
            || "name a schema under `components.schemas`, or write a reference to one".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        let message = format!("there is no schema `{}`", reference.target);
        self.cursor.sink.push(
            Diagnostic::warning(Code::UnresolvedReference, Spot::Value(reference.at), message)
                .label("the mapping leads nowhere")
                .help(help)
                .help(loss),
        );
    }

    /// The mapping of a discriminator without the values that contradict the branches, which are reported: what has to
    /// have another value there can never be read by this one, and what is the only value of a branch is that of no
    /// other. `is_alone` says that there is one branch, and nothing else that a value could be.
    pub(in crate::lower) fn settled_mapping<'d>(
        &self,
        discriminator: &'d Discriminator,
        branches: &[Meant],
        is_alone: bool,
    ) -> Mapping<'d>
    where
        's: 'd,
    {
        if is_alone {
            // No value decides anything here, so that none can contradict.
            return self.mapping_of_one(discriminator);
        }
        let mut mapping = self.mapping(discriminator);
        self.add_values_of_branches(&mut mapping, branches);
        self.leave_own_values(&mut mapping, discriminator, branches);
        let property = &discriminator.property;
        for target in mapping.distinct_targets() {
            let Some(positions) = mapping.positions.get_mut(&target) else { continue };
            let merged = self.merge(&Conjunction::of(target));
            let Some(schemas) = merged.property(property) else { continue };
            let own = self.merge(&Conjunction::all(schemas));
            let Some(texts) = self.texts_of(&own).filter(|texts| !texts.is_empty()) else { continue };
            let known: HashSet<&str> = texts.iter().copied().collect();
            let is_constant = texts.len() == 1 && merged.requires(property);
            let place = own.values.as_deref().and_then(|values| values.first()).copied();
            positions.retain(|position| {
                let (value, reference, _) = mapping.entries[*position];
                let is_known = known.contains(value);
                if !is_known {
                    self.report_contradiction(value, reference, property, &texts, place, is_constant);
                }
                is_known || !is_constant
            });
        }
        mapping
    }

    /// Gives the values of a mapping that are the only one of a branch and are mapped to another to the branch that has
    /// no other, which is reported. Else the other branch would keep a value that it lists.
    fn leave_own_values(&self, mapping: &mut Mapping<'_>, discriminator: &Discriminator, branches: &[Meant]) {
        let property = &discriminator.property;
        let mut owners: HashMap<&str, Vec<(usize, At)>> = HashMap::new();
        let mut positions: HashMap<SchemaId, Vec<usize>> = HashMap::new();
        for (index, branch) in branches.iter().enumerate().filter(|_| !mapping.entries.is_empty()) {
            if let Some((text, place)) = self.only_text(&branch.conjunction, property) {
                owners.entry(text).or_default().push((index, place));
            }
            for schema in &branch.schemas {
                positions.entry(*schema).or_default().push(index);
            }
        }
        let mut given: Vec<(usize, usize)> = Vec::new();
        for target in mapping.distinct_targets() {
            let Some(meant) = positions.get(&target) else { continue };
            let Some(values) = mapping.positions.get_mut(&target) else { continue };
            values.retain(|position| {
                let (value, reference, _) = mapping.entries[*position];
                let Some(owners) = owners.get(value) else { return true };
                // What several branches have is told where they are told apart, and a union may have the branch inside
                // it.
                let [(owner, place)] = owners[..] else { return true };
                if meant.contains(&owner) || self.has_branches_inside(target) {
                    return true;
                }
                self.report_own_value(value, reference, property, &branches[owner], place);
                given.push((owner, *position));
                false
            });
        }
        for (owner, position) in given {
            // What other branches are made of as well would give it to them too.
            let is_own = |schema: &&SchemaId| positions.get(*schema).is_some_and(|meant| meant[..] == [owner]);
            if let Some(schema) = branches[owner].schemas.iter().find(is_own) {
                mapping.positions.entry(*schema).or_default().push(position);
            }
        }
    }

    /// The text that is the only value of a property, and its place.
    fn only_text(&self, conjunction: &Conjunction, property: &str) -> Option<(&str, At)> {
        let merged = self.merge(conjunction);
        let own = self.merge(&Conjunction::all(merged.property(property)?));
        match (self.texts_of(&own)?.as_slice(), own.values.as_deref()) {
            ([only], Some([place])) => Some((only, *place)),
            _ => None,
        }
    }

    /// Whether a schema is a union itself, or the base of one.
    fn has_branches_inside(&self, schema: SchemaId) -> bool {
        let own = Conjunction::of(schema);
        !self.children_of(schema).is_empty() || !self.making(&self.merge(&own), &own).is_empty()
    }

    fn report_own_value(&self, value: &str, reference: &Reference, property: &str, owner: &Meant, place: At) {
        let target = &reference.target;
        let component = owner.schemas.iter().find(|schema| self.named.contains_key(schema));
        let name = component.map(|schema| format!("`{}`", self.component_name(*schema)));
        let (whose, other) = match &name {
            Some(name) => (format!("{name} has"), name.as_str()),
            None => ("another branch has".to_owned(), "the branch that has it"),
        };
        let message = format!("`{value}` is mapped to `{target}`, and is the only `{property}` that {whose}");
        self.cursor.sink.push(
            Diagnostic::warning(Code::InvalidValue, Spot::Value(reference.at), message)
                .also(Spot::Value(place), "the only value of the other branch")
                .help(format!("map the value to {other}, or correct it in the schema"))
                .help("without it: an object with this value is read as the branch that has no other"),
        );
    }

    fn report_contradiction(
        &self,
        value: &str,
        reference: &Reference,
        property: &str,
        texts: &[&str],
        place: Option<At>,
        is_constant: bool,
    ) {
        let target = &reference.target;
        let message = format!("`{value}` is mapped to `{target}`, whose `{property}` never has that value");
        let few = texts.iter().copied().take(SUGGESTED_VALUES);
        let known = match nearest(value, few).or_else(|| (texts.len() == 1).then(|| texts[0])) {
            Some(near) => format!("write `{near}` here, or correct the values of the schema"),
            None => "write one of the values of the schema here, or add this one to them".to_owned(),
        };
        let loss = if is_constant {
            "without it: the value of the schema tells the branch, and this one is read as one that no branch has"
        } else {
            "without it: the branch is taken for this value as well"
        };
        let mut diagnostic = Diagnostic::warning(Code::InvalidValue, Spot::Value(reference.at), message);
        if let Some(place) = place {
            diagnostic = diagnostic.also(Spot::Value(place), "a value that it has");
        }
        self.cursor.sink.push(diagnostic.help(known).help(loss));
    }

    /// Reports what is wrong in the mappings of unions of one branch, which is nothing but that branch.
    pub(in crate::lower) fn check_single_branches(&self) {
        for schema in &self.document.schemas {
            let Schema::Object(object) = schema else { continue };
            let ([alternatives], Some(discriminator)) = (&object.alternatives[..], &object.discriminator) else {
                continue;
            };
            if discriminator.mapping.is_empty() && discriminator.default.is_none() {
                continue;
            }
            if let Some(branches) = self.single_branch(alternatives) {
                self.check_mapping(&self.mapping_of_one(discriminator), &branches);
            }
        }
    }

    /// Reports values of the mapping that stand for none of the branches.
    pub(in crate::lower) fn check_mapping(&self, mapping: &Mapping<'_>, branches: &[(usize, Branch)]) {
        let own: HashSet<SchemaId> = branches.iter().flat_map(|(_, branch)| branch.schemas()).collect();
        let mut inside: Option<HashSet<SchemaId>> = None;
        let mut is_branch = |target: SchemaId| {
            own.contains(&target)
                || inside.get_or_insert_with(|| self.inside_branches(branches)).contains(&target)
                || self.is_behind_branch(target, branches)
        };
        for (value, reference, target) in &mapping.entries {
            // What leads nowhere was reported.
            let Some(target) = target else { continue };
            if !is_branch(*target) {
                let message = format!("`{value}` is mapped to `{}`, which is none of the branches", reference.target);
                let loss = match branches {
                    [_] => OF_ONE_BRANCH,
                    _ => OF_NO_BRANCH,
                };
                self.cursor.sink.push(
                    Diagnostic::warning(Code::InvalidValue, Spot::Value(reference.at), message)
                        .help("add the schema to the branches, or remove the value")
                        .help(loss),
                );
            }
        }
        self.check_default(mapping, is_branch);
    }

    /// Reports the branch of objects without the property where it is none. What comes of it where it is one is told
    /// where the branches are told apart.
    pub(in crate::lower) fn check_default(&self, mapping: &Mapping<'_>, mut is_branch: impl FnMut(SchemaId) -> bool) {
        let Some((reference, target)) = mapping.default else { return };
        let property = mapping.property;
        if !is_branch(target) {
            let message = format!("`{}` is none of the branches", reference.target);
            self.cursor.sink.push(
                warning_on_default_branch(Code::InvalidValue, reference.at, property, message)
                    .help("add the schema to the branches, or name one of them")
                    .help(without_default_branch(property)),
            );
        }
    }

    /// The positions of the branches that an object without the property stands for, with the place that says so: those
    /// that are the schema, or else the component that it refers to, or else those that have it as a branch of their
    /// own, which is reported because such a branch may take the object for another of its own.
    pub(in crate::lower) fn default_branches(
        &self,
        mapping: &Mapping<'_>,
        branches: &[(usize, Branch)],
    ) -> BTreeMap<usize, At> {
        let Some((reference, target)) = mapping.default else { return BTreeMap::new() };
        let those = |is_meant: &dyn Fn(&(usize, Branch)) -> bool| -> BTreeMap<usize, At> {
            let meant = branches.iter().enumerate().filter(|(_, branch)| is_meant(branch));
            meant.map(|(index, _)| (index, reference.at)).collect()
        };
        let own = those(&|(_, branch)| mapping.default_at(branch.schemas()).is_some());
        if !own.is_empty() {
            return own;
        }
        let behind = self.component_behind(target);
        let named = those(&|(_, branch)| behind.is_some() && branch.component == behind);
        if !named.is_empty() {
            return named;
        }
        let outer = those(&|branch| self.inside_branches(std::slice::from_ref(branch)).contains(&target));
        if !outer.is_empty() {
            let property = mapping.property;
            let message = format!("`{}` is no branch by itself, but one of a branch", reference.target);
            self.cursor.sink.push(
                warning_on_default_branch(Code::Degraded, reference.at, property, message)
                    .help("name a branch of this union here, and one of the inner union in a `discriminator` there")
                    .help("without it: the branch that it is in stands for it, and tells its own branches by itself"),
            );
        }
        outer
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
