//! The modules of the crate: what stands in which file, and what each imports.

use crate::names::Ident;
use crate::plan::{Planner, docs};
use crate::rust::{Crate, ErrorAlias, Headers, Item, Module, ModuleDeclaration, Path, ReadBody, Reexport, Ty};

/// What users of the crate need of the runtime.
const REEXPORTS: [&str; 21] = [
    "ApiError",
    "Body",
    "BoxFuture",
    "Bytes",
    "ClientBuilder",
    "ConfigurationError",
    "DecodeError",
    "HeaderMap",
    "Nullable",
    "Request",
    "RequestError",
    "Response",
    "Secret",
    "StatusCode",
    "TimeoutError",
    "TooLargeError",
    "Transport",
    "TransportError",
    "UnknownInteger",
    "UnknownValue",
    "http",
];

impl Planner<'_> {
    pub(in crate::plan) fn program(&self) -> Crate {
        let headers = self.headers();
        let mut modules = vec![self.root_module(headers.is_some())];
        modules.extend(self.type_modules());
        // A document of types alone has nothing to call.
        modules.extend(self.is_callable().then(|| self.client_module()));
        modules.extend(headers.map(headers_module));
        for (tag, names) in self.names.groups.iter().enumerate() {
            if !self.operations_of(Some(tag)).is_empty() {
                modules.push(self.operations_module(Some(tag), &names.module));
            }
        }
        if !self.operations_of(None).is_empty() {
            modules.push(self.operations_module(None, &self.names.untagged_module));
        }
        let library = self.library();
        let examples = self.examples(&library);
        Crate {
            package: self.config.crate_name().to_owned(),
            version: self.config.crate_version.clone().unwrap_or_else(|| "0.1.0".to_owned()),
            description: format!(
                "A client of the API \"{}\", generated from its OpenAPI document",
                self.api.info.title
            ),
            standalone: self.config.standalone,
            has_runtime: self.config.root.is_empty(),
            readme: self.readme(&examples),
            examples,
            library: library.to_string(),
            modules,
        }
    }

    /// The library as `use` knows it.
    pub(in crate::plan) fn library(&self) -> Ident {
        Ident::fixed(&self.config.crate_name().replace('-', "_"))
    }

    fn root_module(&self, has_headers: bool) -> Module {
        let declare = |name: &Ident, is_public: bool| ModuleDeclaration::of("", name.clone(), is_public);
        let has_client = self.is_callable();
        let mut declarations = Vec::new();
        if has_client {
            declarations.push(declare(&Ident::fixed("client"), false));
        }
        if has_headers {
            declarations.push(declare(&Ident::fixed("headers"), false));
        }
        for (tag, names) in self.names.groups.iter().enumerate() {
            if !self.operations_of(Some(tag)).is_empty() {
                declarations.push(declare(&names.module, true));
            }
        }
        if !self.operations_of(None).is_empty() {
            declarations.push(declare(&self.names.untagged_module, true));
        }
        // A module of a larger crate uses the runtime of that crate.
        if self.config.root.is_empty() {
            declarations.push(declare(&Ident::fixed("runtime"), true));
        }
        declarations.push(declare(&Ident::fixed("types"), true));
        if self.has_wire() {
            declarations.push(declare(&Ident::fixed("wire"), false));
        }
        let reexport = |path: Path, names: &[&str]| Reexport {
            path,
            names: names.iter().map(|name| Ident::fixed(name)).collect(),
        };
        let root = self.root();
        let mut reexports = Vec::new();
        if has_client {
            reexports.push(reexport(root.join(&Ident::fixed("client")), &["Client"]));
        }
        if has_headers {
            reexports.push(reexport(root.join(&Ident::fixed("headers")), &["DocumentedHeaders"]));
        }
        let mut items = vec![Item::Modules(declarations)];
        if has_client {
            reexports.push(reexport(Path::fixed("crate::runtime"), &REEXPORTS));
            items.push(Item::Reexports(reexports));
            items.push(Item::ErrorAlias(ErrorAlias { default: self.common_error() }));
        }
        Module { file: "src/lib.rs".to_owned(), docs: self.crate_docs(), is_root: true, uses: Vec::new(), items }
    }

    /// The type of error body that most operations have; the first of those that are equally frequent.
    fn common_error(&self) -> Ty {
        let mut counted: Vec<(Ty, usize)> = Vec::new();
        for operation in &self.api.operations {
            let ty = self.error_type(operation);
            match counted.iter_mut().find(|(known, _)| *known == ty) {
                Some((_, count)) => *count += 1,
                None => counted.push((ty, 1)),
            }
        }
        let most = counted.iter().map(|(_, count)| *count).max();
        let found = counted.into_iter().find(|(_, count)| Some(*count) == most).map(|(ty, _)| ty);
        found.unwrap_or_else(|| Ty::plain(Path::fixed("serde_json::Value")))
    }

    fn client_module(&self) -> Module {
        let client = self.client();
        let mut runtime = vec!["ClientBuilder", "ConfigurationError", "Core", "Settings"];
        if !client.credentials.is_empty() {
            runtime.extend(["CredentialPlacement", "CredentialScheme", "Secret"]);
        }
        runtime.sort_unstable();
        let mut uses = vec![names_of(Path::fixed("crate::runtime"), &runtime)];
        uses.extend(client.groups.iter().map(|group| (self.root().join(&group.method), vec![group.ty.clone()])));
        uses.sort_by_key(|(path, names)| format!("{path}::{}", names[0]));
        let docs = vec!["The client, and how it is made.".to_owned()];
        Module { file: "src/client.rs".to_owned(), docs, is_root: false, uses, items: vec![Item::Client(client)] }
    }

    fn operations_module(&self, tag: Option<usize>, name: &Ident) -> Module {
        let items = self.operation_items(tag);
        let mut runtime = vec!["DecodeError", "Operation", "OperationMetadata", "ReceivedResponse", "Request"];
        let mut uses = vec![names_of(Path::fixed("http"), &["Method"])];
        if tag.is_some() {
            runtime.push("Core");
        } else {
            uses.push((self.root().join(&Ident::fixed("client")), vec![Ident::fixed("Client")]));
        }
        let operations = || {
            items.iter().filter_map(|item| match item {
                Item::Operation(operation) => Some(operation),
                _ => None,
            })
        };
        if operations().any(|operation| !operation.path_arguments.is_empty()) {
            runtime.extend(["RequestError", "RequestParts"]);
        }
        if operations().any(|operation| operation.read == ReadBody::Bytes) {
            uses.push(names_of(Path::fixed("bytes"), &["Bytes"]));
        }
        let mentions_types = operations().any(|operation| {
            let arguments = operation.arguments.iter().map(|argument| &argument.ty);
            arguments.chain([&operation.output, &operation.error]).any(|ty| ty.begins_with("types"))
        });
        if mentions_types {
            uses.push((self.root(), vec![Ident::fixed("types")]));
        }
        runtime.sort_unstable();
        uses.push(names_of(Path::fixed("crate::runtime"), &runtime));
        uses.sort_by_key(|(path, names)| format!("{path}::{}", names[0]));
        let docs = match tag {
            Some(tag) => self.group_docs(tag),
            None => vec!["The operations that the document puts into no group.".to_owned()],
        };
        Module { file: format!("src/{}.rs", name.unraw()), docs, is_root: false, uses, items }
    }

    /// Whether there is anything to call.
    pub(in crate::plan) fn is_callable(&self) -> bool {
        !self.api.operations.is_empty()
    }

    fn crate_docs(&self) -> Vec<String> {
        let info = &self.api.info;
        let mut lines = vec![format!("A client of the API \"{}\".", docs::text(&info.title))];
        if let Some(description) = &info.description {
            lines = docs::with_paragraph(lines, docs::markdown(description.trim()));
        }
        let library = self.library();
        for (tag, _) in self.names.groups.iter().enumerate() {
            let Some(program) = self.documentation_example(Some(tag), &library) else { continue };
            lines = docs::with_paragraph(lines, [format!("# {}", docs::text(&self.api.tags[tag].name)), String::new()]);
            lines.extend(self.group_docs(tag));
            lines = docs::with_paragraph(lines, program);
        }
        if let Some(program) = self.documentation_example(None, &library) {
            lines = docs::with_paragraph(lines, ["# Operations".to_owned(), String::new()]);
            lines.extend(program);
        }
        let left_out = self.left_out();
        if !left_out.is_empty() {
            let points = left_out.into_iter().map(|point| format!("- {point}"));
            let title = ["# What is left out".to_owned(), String::new()];
            lines = docs::with_paragraph(lines, title.into_iter().chain(points));
        }
        if !self.is_callable() {
            return lines;
        }
        docs::with_paragraph(
            lines,
            [
                "# Features".to_owned(),
                String::new(),
                "- `reqwest` (default): the HTTP stack that a client uses where it is given no [`Transport`]."
                    .to_owned(),
                "- `rustls` (default) or `native-tls`: TLS for it.".to_owned(),
                "- `gzip`, `http2`: what it can do beyond HTTP/1.1 without compression.".to_owned(),
                "- `tracing`: a span for each call, an event for each attempt.".to_owned(),
            ],
        )
    }
}

fn headers_module(headers: Headers) -> Module {
    let mut runtime = vec!["HasHeaders"];
    if headers.headers.iter().any(|header| header.ty.is_some()) {
        runtime.push("header");
    }
    if headers.headers.iter().any(|header| header.ty.is_none()) {
        runtime.push("header_text");
    }
    Module {
        file: "src/headers.rs".to_owned(),
        docs: vec!["The response headers that the document describes.".to_owned()],
        is_root: false,
        uses: vec![names_of(Path::fixed("crate::runtime"), &runtime)],
        items: vec![Item::Headers(headers)],
    }
}

fn names_of(path: Path, names: &[&str]) -> (Path, Vec<Ident>) {
    (path, names.iter().map(|name| Ident::fixed(name)).collect())
}
