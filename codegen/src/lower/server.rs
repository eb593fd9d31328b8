//! Servers.

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc;
use crate::ir::Server;
use crate::lower::Lowering;
use crate::lower::parameter::template_variables;
use crate::source::At;

/// What becomes of a client whose document does not say where its server is.
const GIVEN_BY_PROGRAM: &str =
    "without it: each program gives the base URL, in the environment or by `base_url` of the builder";

impl Lowering<'_> {
    /// The servers of the document; `/` where it has none (OpenAPI 3.1.1, section 4.8.1, "servers").
    pub(in crate::lower) fn servers(&self) -> Vec<Server> {
        let document = self.document;
        let Some(first) = document.servers.first() else {
            let at = self.source_root(document.info.at);
            self.without_base_url(Spot::Key(at), "the document has no `servers`", "`servers` is missing here");
            return vec![Server { url: "/".to_owned(), description: None, at }];
        };
        // A client begins with the first; the others are for a caller to choose.
        let servers: Vec<Server> =
            document.servers.iter().map(|server| self.server(server, server.at == first.at)).collect();
        let is_open = !template_variables(&with_defaults(first)).is_empty();
        let url = &servers[0].url;
        if !is_open && !url.starts_with("https://") && !url.starts_with("http://") {
            let what = format!("the server URL `{url}` names no host");
            self.without_base_url(Spot::Key(first.at), &what, "");
        }
        servers
    }

    /// Warns that the document does not say where its server is. That is allowed: such a server is where the document
    /// was got from (OpenAPI 3.1.1, section 4.8.5), which nothing tells here.
    fn without_base_url(&self, spot: Spot, what: &str, label: &str) {
        let message = format!("{what}, so that a client has no base URL of its own");
        self.cursor.sink.push(
            Diagnostic::warning(Code::Degraded, spot, message)
                .label(label)
                .help("name the server by a whole URL, such as `https://api.example.com/v1`")
                .help(GIVEN_BY_PROGRAM),
        );
    }

    fn source_root(&self, at: At) -> At {
        std::iter::successors(Some(at), |at| self.cursor.source.parent(*at)).last().unwrap_or(at)
    }

    fn server(&self, server: &doc::Server, is_first: bool) -> Server {
        let mut url = with_defaults(server);
        if let Some(variable) = template_variables(&url).first() {
            let is_declared = server.variables.iter().any(|(name, _)| name == variable);
            let (message, help) = if is_declared {
                let message = format!("the variable `{{{variable}}}` of the server URL has no value as its default");
                (message, format!("give it a value: `variables: {{ {variable}: {{ default: .. }} }}`"))
            } else {
                let message = format!("the server URL has a variable `{{{variable}}}` that is not declared");
                (message, format!("declare it: `variables: {{ {variable}: {{ default: .. }} }}`"))
            };
            let loss = if is_first {
                GIVEN_BY_PROGRAM
            } else {
                "without it: nothing is lost, as a client begins with the first server"
            };
            self.cursor.sink.push(
                Diagnostic::warning(Code::InvalidValue, Spot::Value(server.at), message)
                    .label(format!("this is `{url}`"))
                    .help(help)
                    .help(loss),
            );
            // What is left is a server of which only the path is known, as one without a host is.
            url = known_path(&url);
        }
        Server { url, description: server.description.clone(), at: server.at }
    }
}

/// The URL with the defaults in place of the variables.
fn with_defaults(server: &doc::Server) -> String {
    let given = server.variables.iter().filter_map(|(name, default)| Some((name, default.as_deref()?)));
    given.fold(server.url.clone(), |url, (name, default)| url.replace(&format!("{{{name}}}"), default))
}

/// The path of a URL without a host; `/` where a variable stands in it.
fn known_path(url: &str) -> String {
    let path = match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |slash| &rest[slash..]),
        None => url,
    };
    if path.starts_with('/') && !path.contains('{') { path.to_owned() } else { "/".to_owned() }
}
