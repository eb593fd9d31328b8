//! The client: where it goes, what it shows, which groups it has.

use crate::ir::CredentialPlacement;
use crate::names::{Case, words_in};
use crate::plan::{Planner, docs};
use crate::rust::{Client, ClientGroup, Credential, Path};

impl Planner<'_> {
    pub(in crate::plan) fn client(&self) -> Client {
        let groups = self.names.groups.iter().enumerate().map(|(tag, names)| {
            let has_operations = !self.operations_of(Some(tag)).is_empty();
            has_operations.then(|| ClientGroup {
                method: names.module.clone(),
                docs: self.group_docs(tag),
                ty: names.ty.clone(),
            })
        });
        let mut docs = vec![format!("A client of the API \"{}\".", docs::text(&self.api.info.title))];
        if let Some(description) = &self.api.info.description {
            docs = docs::with_paragraph(docs, docs::markdown(description.trim()));
        }
        let docs = docs::with_paragraph(docs, ["A clone is cheap and shares the connections.".to_owned()]);
        Client {
            docs,
            base_url: self.api.servers.first().map(|server| server.url.clone()).unwrap_or_default(),
            base_url_variable: format!("{}_BASE_URL", self.environment_prefix()),
            credentials: self.credentials(),
            groups: groups.flatten().collect(),
            from_env_docs: self.environment_docs(),
        }
    }

    pub(in crate::plan) fn environment_prefix(&self) -> String {
        let named = || words_in(Case::Constant, self.config.crate_name());
        self.config.environment_prefix.clone().unwrap_or_else(named)
    }

    fn credentials(&self) -> Vec<Credential> {
        let schemes = &self.api.security_schemes;
        let prefix = self.environment_prefix();
        let credential = |(scheme, method): (&crate::ir::SecurityScheme, &crate::names::Ident)| {
            let variable = if schemes.len() == 1 && scheme.placement != CredentialPlacement::Basic {
                format!("{prefix}_API_KEY")
            } else {
                format!("{prefix}_{}", words_in(Case::Constant, &scheme.name))
            };
            let described = scheme.description.as_deref().map(str::trim).unwrap_or_default();
            let docs = if described.is_empty() {
                vec![format!("The credential of the security scheme {}.", docs::code(&scheme.name))]
            } else {
                docs::markdown(described)
            };
            let docs =
                docs::with_paragraph(docs, [travels(&scheme.placement), String::new(), self.origin_line(scheme.at)]);
            Credential {
                scheme: scheme.name.clone(),
                method: method.clone(),
                docs,
                variable,
                placement: scheme.placement.clone(),
            }
        };
        schemes.iter().zip(&self.names.credentials).map(credential).collect()
    }

    fn environment_docs(&self) -> Vec<String> {
        let mut lines = vec!["A client with the settings of the environment:".to_owned(), String::new()];
        for (variable, meaning) in self.variables() {
            lines.push(format!("- `{variable}`: {meaning}"));
        }
        lines
    }

    /// The environment variables that a client reads, each with what it is for.
    pub(in crate::plan) fn variables(&self) -> Vec<(String, String)> {
        let mut variables: Vec<(String, String)> = Vec::new();
        for credential in self.credentials() {
            variables.push((credential.variable, format!("the credential of {}", docs::code(&credential.scheme))));
        }
        let default = self.api.servers.first().map(|server| server.url.as_str()).unwrap_or_default();
        let meaning = if default.contains("://") {
            format!("the base URL, where it is not `{default}`")
        } else {
            "the base URL, which the document does not say".to_owned()
        };
        variables.push((format!("{}_BASE_URL", self.environment_prefix()), meaning));
        variables
    }

    /// The path below which the crate's own items stand.
    pub(in crate::plan) fn root(&self) -> Path {
        let root = Path::fixed("crate");
        self.config.root.iter().fold(root, |path, name| path.join(&crate::names::Ident::fixed(name)))
    }
}

fn travels(placement: &CredentialPlacement) -> String {
    match placement {
        CredentialPlacement::Bearer => "It is sent as a bearer token in the header `Authorization`.".to_owned(),
        CredentialPlacement::Basic => "It is sent as `user:password` in the header `Authorization`.".to_owned(),
        CredentialPlacement::Header(name) => format!("It is sent in the header {}.", docs::code(name)),
        CredentialPlacement::Query(name) => format!("It is sent in the query parameter {}.", docs::code(name)),
        CredentialPlacement::Cookie(name) => format!("It is sent in the cookie {}.", docs::code(name)),
    }
}
