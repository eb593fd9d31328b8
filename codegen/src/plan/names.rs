//! The names of the whole program, in one pass.
//!
//! Whoever comes later in the document gets the longer name, and a warning says so: a name that is there already stays
//! when the document grows.

mod taken;
mod wish;

use std::collections::{HashMap, HashSet};

pub(in crate::plan) use taken::HEADER_METHODS;
pub(in crate::plan) use wish::singular;

use crate::config::{Config, Override, stale};
use crate::diag::{Code, Diagnostic, Sink, Spot};
use crate::ir::{Api, CredentialPlacement, Definition, Operation, Origin, Parameter, Shape, Step};
use crate::names::{Case, Ident, Minted, Scope, Texts, split};
use crate::plan::names::taken::{
    BUILDER_METHODS, CLIENT_IMPORTS, CLIENT_METHODS, MODULES, OPERATION_IMPORTS, PRELUDE_TYPES, TYPE_IMPORTS,
};
use crate::source::{At, Node, Source, place_key, written};

/// The names of the program.
#[derive(Debug)]
pub struct Names {
    /// The types by id.
    pub types: Vec<Ident>,
    /// The groups in the order of the tags.
    pub groups: Vec<GroupNames>,
    /// The module of operations without a tag.
    pub untagged_module: Ident,
    /// The operations in document order.
    pub operations: Vec<OperationNames>,
    /// The methods of the builder that take credentials, in the order of the security schemes.
    pub credentials: Vec<Ident>,
    /// The names of the prelude that types of the document have as well.
    pub shadowed: Vec<&'static str>,
}

/// The names of a group.
#[derive(Debug)]
pub struct GroupNames {
    /// Its module, which is the method of the client as well.
    pub module: Ident,
    /// Its type.
    pub ty: Ident,
}

/// The names of an operation.
#[derive(Debug)]
pub struct OperationNames {
    /// Its type.
    pub ty: Ident,
    /// Its method.
    pub method: Ident,
    /// Its parameters, in order.
    pub parameters: Vec<Ident>,
}

impl Names {
    /// Names everything.
    pub fn of(source: &Source, api: &Api, config: &Config, sink: &Sink) -> Self {
        let naming = Naming { source, api, config, sink };
        let types = naming.types();
        let is_shadowed = |name: &&str| types.iter().any(|ty| ty.as_str() == *name);
        let shadowed = PRELUDE_TYPES.into_iter().filter(is_shadowed).collect();
        // A module is a method of the client as well.
        let mut root = Scope::with_taken(&[&MODULES[..], &CLIENT_METHODS].concat());
        let groups = naming.groups(&mut root);
        // A group may be called so as well. It keeps the name, because it is the document's.
        let untagged_module = root.mint(Case::Value, &["operations", "untagged operations"]).ident;
        let operations = naming.operations(&groups);
        Self { types, groups, untagged_module, operations, credentials: naming.credentials(), shadowed }
    }
}

/// The name, with a warning where it is not the one that was wished for.
pub fn reported(minted: Minted, what: &str, spot: Spot, sink: &Sink) -> Ident {
    reported_with_help(minted, what, spot, None, sink)
}

/// As [`reported`], with a way to give it another name.
pub fn reported_with_help(minted: Minted, what: &str, spot: Spot, help: Option<&str>, sink: &Sink) -> Ident {
    let Minted { ident, is_qualified } = minted;
    if is_qualified {
        let message = format!("the name that {what} would get is taken; it is called `{ident}`");
        sink.push(collision(spot, message).maybe_help(help.map(str::to_owned)));
    }
    ident
}

fn collision(spot: Spot, message: String) -> Diagnostic {
    Diagnostic::warning(Code::NameCollision, spot, message)
}

struct Naming<'n> {
    source: &'n Source,
    api: &'n Api,
    config: &'n Config,
    sink: &'n Sink,
}

impl Naming<'_> {
    /// Names from settings first, then components, then inline schemas: what the document's author named keeps its
    /// name.
    fn types(&self) -> Vec<Ident> {
        let mut scope = Scope::with_taken(&TYPE_IMPORTS);
        let mut names: Vec<Option<Ident>> = vec![None; self.api.definitions.len()];
        for setting in &self.config.type_names {
            let place = place_key(&setting.subject);
            let is_place = |at: &At| self.source.place_key(*at) == place;
            let stands_there = |definition: &Definition| is_place(&definition.origin.at);
            let is_same = |definition: &Definition| definition.also_at.iter().any(is_place);
            let definitions = &self.api.definitions;
            let subject = definitions.iter().position(stands_there).or_else(|| definitions.iter().position(is_same));
            match subject {
                Some(index) => match scope.claim_fixed(&setting.name) {
                    Some(ident) => names[index] = Some(ident),
                    None => self.refuse(setting, "type"),
                },
                None => {
                    self.sink.push(stale(
                        setting.at,
                        format!("no schema that becomes a type stands at `{}`", written(&place)),
                    ));
                }
            }
        }
        let is_component = |origin: &Origin| matches!(origin.steps[..], [Step::Component(_)]);
        let mut order: Vec<usize> = (0..names.len()).collect();
        order.sort_by_key(|index| self.api.definitions[*index].origin.at);
        let mut settable: HashMap<At, usize> = HashMap::new();
        for (index, definition) in self.api.definitions.iter().enumerate() {
            settable.entry(definition.origin.at).or_insert(index);
        }
        let mut owners: HashMap<Ident, At> = HashMap::new();
        for (name, definition) in names.iter().zip(&self.api.definitions) {
            owners.extend(name.clone().map(|name| (name, definition.origin.at)));
        }
        for components in [true, false] {
            for index in &order {
                let origin = &self.api.definitions[*index].origin;
                if names[*index].is_none() && is_component(origin) == components {
                    let is_settable = settable[&origin.at] == *index;
                    let name = self.type_name(&mut scope, origin, is_settable, &owners);
                    owners.insert(name.clone(), origin.at);
                    names[*index] = Some(name);
                }
            }
        }
        names.into_iter().map(|name| name.expect("invariant: every definition is a component or inline")).collect()
    }

    /// Names a type. Where its name is taken, whoever has it is shown; of several types at one place, settings can name
    /// the first alone.
    fn type_name(&self, scope: &mut Scope, origin: &Origin, is_settable: bool, owners: &HashMap<Ident, At>) -> Ident {
        let wishes = wish::of(origin);
        let wishes: Vec<&str> = wishes.iter().map(String::as_str).collect();
        let minted = scope.mint(Case::Type, &wishes);
        if minted.is_qualified {
            let first = Scope::new().mint(Case::Type, &wishes[..1]).ident;
            let message = format!("the name that this schema would get is taken; it is called `{}`", minted.ident);
            let mut found = collision(Spot::Key(origin.at), message);
            let owner = owners.get(&first).filter(|owner| **owner != origin.at);
            if let Some(owner) = owner {
                found = found.also(Spot::Key(*owner), format!("this is called `{first}`"));
            }
            let help = match &origin.steps[..] {
                _ if is_settable => {
                    let place = self.source.place_name(origin.at);
                    format!("set another name under `type_names` in the settings: `\"{place}\": Name`")
                }
                [.., Step::Variant(_)] => {
                    "write it as one branch with a `title` of its own, by which it is called".to_owned()
                }
                _ if owner.is_some() => "rename one of the two in the document".to_owned(),
                _ => "rename it in the document".to_owned(),
            };
            self.sink.push(found.help(help));
        }
        minted.ident
    }

    /// The error for a setting whose name another setting, or the generator itself, has taken.
    fn refuse(&self, setting: &Override, kind: &str) {
        let message = format!("another {kind} is called `{}` already", setting.name);
        self.sink
            .push(Diagnostic::error(Code::NameCollision, Spot::Value(setting.at), message).help("choose another name"));
    }

    /// The groups that the program has come first: a tag that is only declared takes no name from them.
    fn groups(&self, root: &mut Scope) -> Vec<GroupNames> {
        // The client imports the types of all groups, beside what it needs of the runtime.
        let mut types = Scope::with_taken(&[&OPERATION_IMPORTS[..], &CLIENT_IMPORTS].concat());
        let mut first_uses: Vec<Option<&Operation>> = vec![None; self.api.tags.len()];
        for operation in &self.api.operations {
            if let Some(tag) = operation.tags.first() {
                first_uses[*tag].get_or_insert(operation);
            }
        }
        let mut names: Vec<Option<GroupNames>> = self.api.tags.iter().map(|_| None).collect();
        for is_used in [true, false] {
            for (index, (tag, first_use)) in self.api.tags.iter().zip(&first_uses).enumerate() {
                if first_use.is_some() != is_used {
                    continue;
                }
                let fallback = format!("{} group", tag.name);
                let module = root.mint(Case::Value, &[&tag.name, &fallback]);
                let ty = types.mint(Case::Type, &[&tag.name, &fallback]);
                names[index] = Some(match first_use {
                    Some(operation) => {
                        let spot = self.tag_spot(operation, &tag.name);
                        GroupNames {
                            module: reported(module, "the module of this group", spot, self.sink),
                            ty: reported(ty, "the type of this group", spot, self.sink),
                        }
                    }
                    None => GroupNames { module: module.ident, ty: ty.ident },
                });
            }
        }
        names.into_iter().map(|name| name.expect("invariant: every tag is used or not")).collect()
    }

    /// Where an operation names its tag.
    fn tag_spot(&self, operation: &Operation, name: &str) -> Spot {
        let tags = self.source.get(operation.at, "tags").map(|at| self.source.node(at));
        let Some(Node::Sequence(tags)) = tags else { return Spot::Key(operation.at) };
        let is_named = |at: &&_| matches!(self.source.node(**at), Node::String(text) if **text == *name);
        tags.iter().find(is_named).map_or(Spot::Key(operation.at), |at| Spot::Value(*at))
    }

    fn operations(&self, groups: &[GroupNames]) -> Vec<OperationNames> {
        let methods = self.methods(groups);
        let mut scopes: Vec<Scope> = groups.iter().map(|group| operation_scope(Some(group))).collect();
        let mut untagged = operation_scope(None);
        self.api
            .operations
            .iter()
            .zip(methods)
            .map(|(operation, method)| {
                let scope = operation.tags.first().map_or(&mut untagged, |tag| &mut scopes[*tag]);
                let id = &operation.id.0;
                let minted = scope.mint(Case::Type, &[id, &format!("{id} operation")]);
                let ty = reported(minted, "the type of this operation", Spot::Key(operation.at), self.sink);
                OperationNames { ty, method, parameters: self.parameters(operation) }
            })
            .collect()
    }

    fn parameters(&self, operation: &Operation) -> Vec<Ident> {
        let mut scope = Scope::with_taken(&["client"]);
        let mut earlier = Texts::default();
        let mut words: HashSet<Vec<String>> = HashSet::new();
        let mut name = |parameter: &Parameter, earlier: &mut Texts, words: &HashSet<Vec<String>>| {
            if matches!(self.api.behind(&parameter.value.shape).0, Shape::Constant(_)) {
                // Nobody gives it, so that nothing is called so.
                return Scope::new().mint(Case::Value, &[&parameter.name]).ident;
            }
            let others = || {
                // What the function has a name for itself is told from it by being a parameter.
                let is_like_other = words.contains(&split(&parameter.name));
                let wishes = if is_like_other { earlier.apart(&parameter.name) } else { Vec::new() };
                wishes.into_iter().chain([format!("{} parameter", parameter.name)]).collect()
            };
            reported(
                scope.mint_or(Case::Value, &parameter.name, others),
                "this parameter",
                Spot::Value(parameter.at),
                self.sink,
            )
        };
        let named = operation.parameters.iter().map(|parameter| {
            let ident = name(parameter, &mut earlier, &words);
            earlier.add(&parameter.name);
            words.insert(split(&parameter.name));
            ident
        });
        named.collect()
    }

    /// What the settings say, then the short name where no earlier operation of the group has it, else the whole id.
    fn methods(&self, groups: &[GroupNames]) -> Vec<Ident> {
        let operations = &self.api.operations;
        let mut scopes: Vec<Scope> = groups.iter().map(|_| Scope::with_taken(&["core"])).collect();
        let modules: Vec<&str> = groups.iter().map(|group| group.module.as_str()).collect();
        let mut untagged = Scope::with_taken(&[&CLIENT_METHODS[..], &modules].concat());
        let mut methods: Vec<Option<Ident>> = vec![None; operations.len()];
        for setting in &self.config.method_names {
            let Some(index) = operations.iter().position(|operation| operation.id.0 == setting.subject) else {
                self.sink.push(stale(setting.at, format!("no operation has the id `{}`", setting.subject)));
                continue;
            };
            let scope = operations[index].tags.first().map_or(&mut untagged, |tag| &mut scopes[*tag]);
            methods[index] = scope.claim_fixed(&setting.name);
            if methods[index].is_none() {
                self.refuse(setting, "method");
            }
        }
        let name = |(operation, fixed): (&Operation, Option<Ident>)| {
            fixed.unwrap_or_else(|| {
                let scope = operation.tags.first().map_or(&mut untagged, |tag| &mut scopes[*tag]);
                let minted = scope.mint(Case::Value, &[&self.short_name(operation), &operation.id.0]);
                self.method_reported(minted, operation)
            })
        };
        operations.iter().zip(methods).map(name).collect()
    }

    fn method_reported(&self, minted: Minted, operation: &Operation) -> Ident {
        let Minted { ident, is_qualified } = minted;
        if is_qualified {
            let message =
                format!("the name that the method of this operation would get is taken; it is called `{ident}`");
            let help = format!("set another name under `method_names` in the settings: `\"{}\": name`", operation.id);
            self.sink.push(collision(Spot::Key(operation.at), message).help(help));
        }
        ident
    }

    /// The id without the noun of the group: `listModels` in `Models` is `list`, and so is `retrieveModel` `retrieve`.
    fn short_name(&self, operation: &Operation) -> String {
        let words = split(&operation.id.0);
        let Some(tag) = operation.tags.first() else { return operation.id.0.clone() };
        let noun: Vec<String> = split(&self.api.tags[*tag].name).iter().map(|word| singular(word)).collect();
        let singulars: Vec<String> = words.iter().map(|word| singular(word)).collect();
        let Some(start) = singulars.windows(noun.len()).position(|window| window == noun) else {
            return words.join(" ");
        };
        let rest = [&words[..start], &words[start + noun.len()..]].concat().join(" ");
        // A keyword would have to be written raw at every call.
        if rest.is_empty() || crate::names::is_reserved(&rest) { words.join(" ") } else { rest }
    }

    fn credentials(&self) -> Vec<Ident> {
        let mut scope = Scope::with_taken(&BUILDER_METHODS);
        let schemes = &self.api.security_schemes;
        schemes
            .iter()
            .map(|scheme| {
                let wish = match (&schemes[..], &scheme.placement) {
                    ([_], CredentialPlacement::Basic) => "basic_auth",
                    ([_], _) => "api_key",
                    _ => &scheme.name,
                };
                let minted = scope.mint(Case::Value, &[wish, &format!("{} credential", scheme.name)]);
                reported(minted, "the method of this credential", Spot::Key(scheme.at), self.sink)
            })
            .collect()
    }
}

fn operation_scope(group: Option<&GroupNames>) -> Scope {
    let mut taken = OPERATION_IMPORTS.to_vec();
    taken.extend(group.map(|group| group.ty.as_str()));
    Scope::with_taken(&taken)
}
