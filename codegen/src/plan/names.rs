//! The names of the whole program, in one pass.

use crate::config::{Config, stale};
use crate::diag::{Code, Diagnostic, Sink, Spot};
use crate::ir::{Api, Operation, Origin, Step};
use crate::names::{Case, Ident, Scope, split};
use crate::source::Source;

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

/// The modules that every crate has.
const MODULES: [&str; 6] = ["client", "crate", "headers", "runtime", "types", "wire"];

/// What a module of operations imports, so that no operation may have the name.
const OPERATION_IMPORTS: [&str; 10] = [
    "Bytes",
    "Client",
    "Core",
    "DecodeError",
    "Method",
    "Operation",
    "OperationMetadata",
    "ReceivedResponse",
    "Request",
    "RequestError",
];

/// What the module of the client imports or defines beside the groups.
const CLIENT_IMPORTS: [&str; 8] = [
    "Client",
    "ClientBuilder",
    "ConfigurationError",
    "Core",
    "CredentialPlacement",
    "CredentialScheme",
    "Secret",
    "Settings",
];

/// The methods that the client has by itself.
const CLIENT_METHODS: [&str; 4] = ["builder", "clone", "from", "from_env"];

/// The methods that the builder has by itself.
const BUILDER_METHODS: [&str; 14] = [
    "base_url",
    "build",
    "clone",
    "connect_timeout",
    "credential",
    "default",
    "from_env",
    "header",
    "max_body_bytes",
    "max_retries",
    "new",
    "timeout",
    "transport",
    "user_agent",
];

impl Names {
    /// Names everything.
    pub fn of(source: &Source, api: &Api, config: &Config, sink: &Sink) -> Self {
        let naming = Naming { source, api, config, sink };
        let types = naming.types();
        let mut root = Scope::with_taken(&MODULES);
        // The client imports the types of all groups, beside what it needs of the runtime.
        let mut group_types = Scope::with_taken(&[&OPERATION_IMPORTS[..], &CLIENT_IMPORTS].concat());
        let groups: Vec<GroupNames> = api
            .tags
            .iter()
            .map(|tag| {
                let module = root.mint(Case::Value, &[&tag.name, &format!("{} group", tag.name)]).ident;
                let ty = group_types.mint(Case::Type, &[&tag.name, &format!("{} group", tag.name)]).ident;
                GroupNames { module, ty }
            })
            .collect();
        let untagged_module = root.mint(Case::Value, &["operations"]).ident;
        let operations = naming.operations(&groups);
        Self { types, groups, untagged_module, operations, credentials: naming.credentials() }
    }
}

struct Naming<'n> {
    source: &'n Source,
    api: &'n Api,
    config: &'n Config,
    sink: &'n Sink,
}

impl Naming<'_> {
    /// Names from settings first, then components, then inline schemas: what the document's author named keeps its name.
    fn types(&self) -> Vec<Ident> {
        let mut scope = Scope::new();
        let mut names: Vec<Option<Ident>> = vec![None; self.api.definitions.len()];
        for setting in &self.config.type_names {
            let pointer = setting.subject.trim_start_matches('#');
            let subject =
                self.api.definitions.iter().position(|definition| self.source.pointer(definition.origin.at) == pointer);
            match subject {
                Some(index) => match scope.claim_fixed(&setting.name) {
                    Some(ident) => names[index] = Some(ident),
                    None => self.sink.push(
                        Diagnostic::error(
                            Code::NameCollision,
                            Spot::Value(setting.at),
                            format!("another type is called `{}` already", setting.name),
                        )
                        .help("choose another name"),
                    ),
                },
                None => {
                    self.sink.push(stale(setting.at, format!("no schema that becomes a type stands at `#{pointer}`")));
                }
            }
        }
        let is_component = |origin: &Origin| matches!(origin.steps[..], [Step::Component(_)]);
        for components in [true, false] {
            for (definition, name) in self.api.definitions.iter().zip(&mut names) {
                if name.is_none() && is_component(&definition.origin) == components {
                    *name = Some(self.type_name(&mut scope, &definition.origin));
                }
            }
        }
        names.into_iter().map(|name| name.expect("invariant: every definition is a component or inline")).collect()
    }

    fn type_name(&self, scope: &mut Scope, origin: &Origin) -> Ident {
        let wish = type_wish(origin);
        let fallback = format!("{wish} schema");
        let minted = scope.mint(Case::Type, &[&wish, &fallback]);
        if minted.is_qualified {
            self.sink.push(
                Diagnostic::warning(
                    Code::NameCollision,
                    Spot::Key(origin.at),
                    format!("another schema has the name that this one would get; it is called `{}`", minted.ident),
                )
                .help(format!(
                    "set another name under `type_names` in the settings: `\"#{}\": Name`",
                    self.source.pointer(origin.at)
                )),
            );
        }
        minted.ident
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
                let ty = scope.mint(Case::Type, &[id, &format!("{id} operation")]).ident;
                let mut fields = Scope::with_taken(&["client"]);
                let parameters = operation
                    .parameters
                    .iter()
                    .map(|parameter| {
                        fields.mint(Case::Value, &[&parameter.name, &format!("{} parameter", parameter.name)]).ident
                    })
                    .collect();
                OperationNames { ty, method, parameters }
            })
            .collect()
    }

    /// The short name where no other operation of the group has the same, else the whole id.
    fn methods(&self, groups: &[GroupNames]) -> Vec<Ident> {
        let operations = &self.api.operations;
        let short: Vec<String> = operations.iter().map(|operation| self.short_name(operation)).collect();
        let group_of = |operation: &Operation| operation.tags.first().copied();
        let mut scopes: Vec<Scope> = groups.iter().map(|_| Scope::with_taken(&["core"])).collect();
        let modules: Vec<&str> = groups.iter().map(|group| group.module.as_str()).collect();
        let mut untagged = Scope::with_taken(&[&CLIENT_METHODS[..], &modules].concat());
        for setting in &self.config.method_names {
            if !operations.iter().any(|operation| operation.id.0 == setting.subject) {
                self.sink.push(stale(setting.at, format!("no operation has the id `{}`", setting.subject)));
            }
        }
        let mut methods = Vec::with_capacity(operations.len());
        for (index, operation) in operations.iter().enumerate() {
            let scope = operation.tags.first().map_or(&mut untagged, |tag| &mut scopes[*tag]);
            let setting = self.config.method_names.iter().find(|setting| setting.subject == operation.id.0);
            let is_unique = (0..operations.len()).all(|other| {
                other == index || group_of(&operations[other]) != group_of(operation) || short[other] != short[index]
            });
            let fixed = setting.and_then(|setting| scope.claim_fixed(&setting.name));
            methods.push(fixed.unwrap_or_else(|| {
                let wish = if is_unique { &short[index] } else { &operation.id.0 };
                scope.mint(Case::Value, &[wish, &operation.id.0]).ident
            }));
        }
        methods
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
                let is_basic = scheme.placement == crate::ir::CredentialPlacement::Basic;
                let wish = match (&schemes[..], is_basic) {
                    ([_], true) => "basic_auth",
                    ([_], false) => "api_key",
                    _ => &scheme.name,
                };
                scope.mint(Case::Value, &[wish, &format!("{} credential", scheme.name)]).ident
            })
            .collect()
    }
}

fn operation_scope(group: Option<&GroupNames>) -> Scope {
    let mut taken = OPERATION_IMPORTS.to_vec();
    taken.extend(group.map(|group| group.ty.as_str()));
    Scope::with_taken(&taken)
}

/// The words that name a type, from where it stands.
fn type_wish(origin: &Origin) -> String {
    let mut words: Vec<String> = Vec::new();
    for step in &origin.steps {
        match step {
            Step::Component(name)
            | Step::Operation(name)
            | Step::Parameter(name)
            | Step::Header(name)
            | Step::Property(name) => {
                words.push(name.clone());
            }
            Step::Response(status) if status.starts_with('2') => words.push("response".to_owned()),
            Step::Response(status) => words.push(format!("{status} response")),
            Step::Items => {
                if let Some(last) = words.last_mut() {
                    let mut parts = split(last);
                    if let Some(part) = parts.last_mut() {
                        *part = singular(part);
                    }
                    let name = parts.join(" ");
                    *last = if split(last).join(" ") == name { format!("{name} item") } else { name };
                }
            }
            Step::Values => words.push("value".to_owned()),
        }
    }
    words.join(" ")
}

/// The singular of an English noun, by its ending.
fn singular(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["sses", "shes", "ches", "xes", "zes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].to_owned();
        }
    }
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 1 && !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}
