//! Servers.

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc;
use crate::ir::Server;
use crate::lower::Lowering;
use crate::source::At;

impl Lowering<'_> {
    /// The servers of the document; `/` where it has none (OpenAPI 3.1.1, section 4.8.1, "servers").
    pub(in crate::lower) fn servers(&self) -> Vec<Server> {
        let document = self.document;
        let Some(first) = document.servers.first() else {
            let at = self.source_root(document.info.at);
            self.without_base_url(Spot::Key(at), "the document has no `servers`", "`servers` is missing here");
            return vec![Server { url: "/".to_owned(), description: None, at }];
        };
        let servers: Vec<Server> = document.servers.iter().map(|server| self.server(server)).collect();
        // A client begins with the first; the others are for a caller to choose.
        let url = &servers[0].url;
        if !url.starts_with("https://") && !url.starts_with("http://") {
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
                .help(
                    "without it: each program gives the base URL, in the environment or by `base_url` of the builder",
                ),
        );
    }

    fn source_root(&self, at: At) -> At {
        std::iter::successors(Some(at), |at| self.cursor.source.parent(*at)).last().unwrap_or(at)
    }

    fn server(&self, server: &doc::Server) -> Server {
        let mut url = server.url.clone();
        for (name, default) in &server.variables {
            url = url.replace(&format!("{{{name}}}"), default);
        }
        if let Some(variable) = crate::lower::parameter::template_variables(&url).first() {
            self.cursor.sink.push(
                Diagnostic::error(
                    Code::InvalidValue,
                    Spot::Value(server.at),
                    format!("the server URL has a variable `{{{variable}}}` that is not declared"),
                )
                .help(format!("declare it: `variables: {{ {variable}: {{ default: ... }} }}`")),
            );
        }
        Server { url, description: server.description.clone(), at: server.at }
    }
}
