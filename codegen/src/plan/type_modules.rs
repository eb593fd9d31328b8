//! The modules of the types and of how they travel: one of each, or, in a large crate, one for each group of
//! operations.
//!
//! A type that the operations of one group alone lead to stands in the module of that group, every other in `shared`.
//! No name depends on that: `types` has every type, wherever it stands. Each module of types has its twin below `wire`.

use crate::ir::{Shape, TypeId};
use crate::names::Ident;
use crate::parallel;
use crate::plan::Planner;
use crate::plan::type_modules::files::{Member, ONE_FILE};
use crate::plan::types::Viewpoint;
use crate::rust::{
    Construction, EnumerationValues, FieldPresence, Item, Module, ModuleDeclaration, Path, Reexport, Ty, WireField,
};

mod files;

/// Types that stand together.
struct Home {
    /// The name of the module below `types`; `None` where all types stand in `types` itself.
    name: Option<Ident>,
    /// What it holds, for its documentation.
    what: String,
    types: Vec<TypeId>,
}

impl Planner<'_> {
    /// The modules of types, and of how they travel.
    pub(in crate::plan) fn type_modules(&self) -> Vec<Module> {
        let homes = self.homes();
        let mut modules = Vec::new();
        let mut wire_names: Vec<Ident> = Vec::new();
        let planned = parallel::map(&homes, |home| (self.types_module(home), self.wire_module(home)));
        for (home, (types, wire)) in homes.iter().zip(planned) {
            wire_names.extend(wire.is_some().then(|| home.name.clone().unwrap_or_else(|| Ident::fixed("types"))));
            modules.push(types);
            modules.extend(wire);
        }
        if let [Home { name: None, .. }] = homes[..] {
        } else {
            modules.push(Self::types_root(&homes));
        }
        if !wire_names.is_empty() {
            let declarations = wire_names.into_iter().map(|name| ModuleDeclaration::of("wire/", name, false)).collect();
            modules.push(Module {
                file: "src/wire.rs".to_owned(),
                docs: vec!["How the types travel: out of the way of who reads what they are.".to_owned()],
                is_root: false,
                uses: Vec::new(),
                items: vec![Item::Modules(declarations)],
            });
        }
        modules
    }

    /// Whether any type has a module below `wire`.
    pub(in crate::plan) fn has_wire(&self) -> bool {
        self.api.definitions.iter().any(|definition| definition.shape.needs_name())
    }

    fn homes(&self) -> Vec<Home> {
        let mut ids: Vec<TypeId> = (0u32..).map(TypeId).take(self.api.definitions.len()).collect();
        ids.sort_by_key(|id| self.api.definition(*id).origin.at);
        let lines: Vec<usize> = ids.iter().map(|id| self.line_count(*id)).collect();
        if lines.iter().sum::<usize>() <= ONE_FILE {
            return vec![Home { name: None, what: String::new(), types: ids }];
        }
        let homes = self.home_groups();
        let mut found: Vec<Home> = Vec::new();
        // A file of such a name is another module to Rust, or no file to Windows.
        let mut scope = crate::names::Scope::with_taken(&["aux", "con", "mod", "nul", "prn"]);
        let groups = (0..self.names.groups.len()).map(Some).chain([None]);
        for group in groups {
            let members = ids.iter().zip(&lines).enumerate().filter(|(_, (id, _))| homes[id.index()] == group);
            let member = |(position, (id, lines)): (usize, (&TypeId, &usize))| {
                Member::of(position, *id, *lines, &self.names.types[id.index()])
            };
            let members: Vec<Member> = members.map(member).collect();
            let words = match group {
                Some(tag) => self.names.groups[tag].module.unraw().to_owned(),
                None => "shared".to_owned(),
            };
            let what = match group {
                Some(tag) => {
                    format!("The types of the group \"{}\" alone", crate::plan::docs::text(&self.api.tags[tag].name))
                }
                None => "The types that several groups of operations share".to_owned(),
            };
            for part in files::files(members) {
                let wishes = part.wishes(&words);
                let wishes: Vec<&str> = wishes.iter().map(String::as_str).collect();
                let name = scope.mint(crate::names::Case::Value, &wishes).ident;
                found.push(Home { name: Some(name), what: part.what(&what), types: part.types });
            }
        }
        found
    }

    /// For each type the group whose operations alone lead to it.
    fn home_groups(&self) -> Vec<Option<usize>> {
        let mut seen: Vec<Vec<Option<usize>>> = vec![Vec::new(); self.api.definitions.len()];
        for operation in self.api.operations.iter().chain(&self.api.uncalled) {
            let group = operation.tags.first().copied();
            let mut open: Vec<TypeId> = Vec::new();
            for value in operation.types() {
                open.extend(value.shape.named());
            }
            while let Some(id) = open.pop() {
                let groups = &mut seen[id.index()];
                if groups.contains(&group) || groups.len() > 1 {
                    continue;
                }
                groups.push(group);
                let shape = &self.api.definition(id).shape;
                open.extend(shape.named());
            }
        }
        let only = |groups: Vec<Option<usize>>| match groups[..] {
            [only] => only,
            _ => None,
        };
        seen.into_iter().map(only).collect()
    }

    /// The number of lines that a type takes, more or less. How it travels takes fewer.
    fn line_count(&self, id: TypeId) -> usize {
        let definition = self.api.definition(id);
        let words = |text: &Option<String>| text.as_deref().map_or(0, |text| text.lines().count() + 1);
        let documentation = words(&definition.documentation.title) + words(&definition.documentation.description);
        match &definition.shape {
            Shape::Record(record) => {
                let fields: usize = record
                    .fields
                    .iter()
                    .map(|field| 3 + words(&field.documentation.title) + words(&field.documentation.description))
                    .sum();
                documentation + fields + 8
            }
            Shape::Enumeration(enumeration) => documentation + 9 + 2 * enumeration.values.len(),
            Shape::Union(union) => documentation + 9 + 2 * union.variants.len(),
            _ => documentation + 4,
        }
    }

    fn types_module(&self, home: &Home) -> Module {
        let items: Vec<Item> = home.types.iter().map(|id| self.type_item(*id)).collect();
        let mut uses: Vec<(Path, Vec<Ident>)> = Vec::new();
        let is_used = |name: &'static str| !self.names.shadowed.contains(&name) && mentions(&items, name);
        let mut runtime: Vec<&str> = Vec::new();
        for name in ["Nullable", "UnknownInteger", "UnknownValue"] {
            if is_used(name) {
                runtime.push(name);
            }
        }
        if !runtime.is_empty() {
            uses.push((Path::fixed("crate::runtime"), runtime.into_iter().map(Ident::fixed).collect()));
        }
        if is_used("BTreeMap") {
            uses.push((Path::fixed("std::collections"), vec![Ident::fixed("BTreeMap")]));
        }
        let Some(name) = &home.name else {
            let docs = vec!["The types of the API, in the order of its document.".to_owned()];
            return Module { file: "src/types.rs".to_owned(), docs, is_root: false, uses, items };
        };
        let types = self.root().join(&Ident::fixed("types"));
        let outside = self.mentioned_outside(home);
        if !outside.is_empty() {
            uses.push((types, outside));
        }
        uses.sort_by_key(|(path, names)| format!("{path}::{}", names[0]));
        let docs = vec![format!("{}, in the order of the document.", home.what)];
        Module { file: format!("src/types/{}.rs", name.unraw()), docs, is_root: false, uses, items }
    }

    /// The types that a module names and does not hold.
    fn mentioned_outside(&self, home: &Home) -> Vec<Ident> {
        let mut found: Vec<TypeId> = Vec::new();
        for id in &home.types {
            let shape = &self.api.definition(*id).shape;
            found.extend(shape.named());
        }
        let inside: std::collections::HashSet<TypeId> = home.types.iter().copied().collect();
        found.retain(|id| !inside.contains(id));
        let mut names: Vec<Ident> = found.into_iter().map(|id| self.names.types[id.index()].clone()).collect();
        names.sort();
        names.dedup();
        names
    }

    fn types_root(homes: &[Home]) -> Module {
        let names = || homes.iter().filter_map(|home| home.name.clone());
        let declarations = names().map(|name| ModuleDeclaration::of("types/", name, false)).collect();
        let reexports = names()
            .map(|name| Reexport {
                path: Path {
                    segments: vec![crate::rust::Segment::Name(Ident::fixed("self")), crate::rust::Segment::Name(name)],
                },
                names: Vec::new(),
            })
            .collect();
        Module {
            file: "src/types.rs".to_owned(),
            docs: vec!["The types of the API.".to_owned()],
            is_root: false,
            uses: Vec::new(),
            items: vec![Item::Modules(declarations), Item::Reexports(reexports)],
        }
    }

    fn wire_module(&self, home: &Home) -> Option<Module> {
        let path = Viewpoint::Below(Path::fixed("types"));
        let items: Vec<Item> = home
            .types
            .iter()
            .filter_map(|id| match &self.api.definition(*id).shape {
                Shape::Record(record) => Some(Item::RecordWire(self.record_wire(*id, record, &path))),
                Shape::Enumeration(enumeration) => {
                    Some(Item::EnumerationWire(self.enumeration_wire(*id, enumeration, &path)))
                }
                Shape::Union(union) => Some(Item::UnionWire(self.union_wire(*id, union, &path))),
                _ => None,
            })
            .collect();
        if items.is_empty() {
            return None;
        }
        let name = home.name.clone().unwrap_or_else(|| Ident::fixed("types"));
        let docs = vec!["How the types travel, in the order of the document.".to_owned()];
        let file = format!("src/wire/{}.rs", name.unraw());
        Some(Module { file, docs, is_root: false, uses: self.wire_uses(&items), items })
    }

    fn wire_uses(&self, items: &[Item]) -> Vec<(Path, Vec<Ident>)> {
        let mut names: Vec<&str> = Vec::new();
        for item in items {
            match item {
                Item::RecordWire(record) => {
                    let is_held = |field: &WireField| !matches!(field.presence, FieldPresence::Constant(_));
                    let has_values = record.additional.is_some() || record.fields.iter().any(is_held);
                    names.extend(has_values.then_some("Wire"));
                    names.push("record");
                }
                Item::UnionWire(_) => names.extend(["Kinds", "Variant", "one_of"]),
                Item::EnumerationWire(enumeration) => match enumeration.values {
                    EnumerationValues::Texts(_) => names.push("texts"),
                    EnumerationValues::Whole(_) => names.push("whole_numbers"),
                },
                _ => {}
            }
        }
        names.sort_unstable();
        names.dedup();
        let mut uses = vec![
            (self.root(), vec![Ident::fixed("types")]),
            (Path::fixed("crate::runtime::wire"), names.into_iter().map(Ident::fixed).collect()),
        ];
        uses.sort_by_key(|(path, names)| format!("{path}::{}", names[0]));
        uses
    }
}

/// Whether items use a name of the runtime.
fn mentions(items: &[Item], name: &str) -> bool {
    let is_named = |ty: &Ty| ty.begins_with(name);
    items.iter().any(|item| match item {
        Item::Struct(item) => {
            let made = match &item.construction {
                Construction::New { arguments, .. } => arguments.iter().any(|argument| is_named(&argument.ty)),
                Construction::Reading | Construction::Default => false,
            };
            made || item.fields.iter().any(|field| is_named(&field.ty))
        }
        Item::Union(union) => union.variants.iter().any(|variant| is_named(&variant.ty)),
        Item::TypeAlias(alias) => is_named(&alias.ty),
        Item::Enumeration(enumeration) => name == if enumeration.is_whole { "UnknownInteger" } else { "UnknownValue" },
        _ => false,
    })
}
