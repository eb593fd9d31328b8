//! Servers.

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{self, unsupported};
use crate::ir::Server;
use crate::lower::Lowering;

impl Lowering<'_> {
    /// The servers of the document; `/` where it has none (OpenAPI 3.1.1, section 4.8.1, "servers").
    pub(in crate::lower) fn servers(&self) -> Vec<Server> {
        let document = self.document;
        let Some(first) = document.servers.first() else {
            let at = document.info.at;
            let what = "a document without `servers`";
            self.cursor.sink.push(unsupported(at, what, "a client has no base URL until it is given one"));
            return vec![Server { url: "/".to_owned(), description: None, at }];
        };
        let servers: Vec<Server> = document.servers.iter().map(|server| self.server(server)).collect();
        // A client begins with the first; the others are for a caller to choose.
        let url = &servers[0].url;
        if !url.starts_with("https://") && !url.starts_with("http://") {
            let what = format!("the server URL `{url}`, which names no host,");
            self.cursor.sink.push(unsupported(first.at, &what, "a client has no base URL until it is given one"));
        }
        servers
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
