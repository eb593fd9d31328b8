//! References: where they lead, and what is said of those that lead nowhere.

use crate::cursor::{Cursor, nearest};
use crate::diag::{Code, Diagnostic, Spot};
use crate::source::{At, Node, Unresolved, escape, stem};

/// The number of references that may lead on to one another before they are taken for a circle.
pub const HOPS: usize = 32;

/// How references of .NET 9 begin that are meant from the schema that they stand in.
const INSIDE_SCHEMA: &str = "/components/schemas/#";

impl Cursor<'_> {
    /// The value that a reference leads to: `text` is what stands at `from`. One that leads nowhere is reported.
    pub fn refer(self, from: At, text: &str) -> Option<At> {
        self.refer_or_lose(None, from, text)
    }

    /// As [`Cursor::refer`], with a warning where no more is lost than is said here.
    pub fn refer_or_lose(self, loss: Option<&str>, from: At, text: &str) -> Option<At> {
        match self.source.refer(from, text) {
            Ok(at) => Some(at),
            Err(why) => {
                if let Unresolved::Broken(file) = why {
                    self.root(file);
                }
                self.sink.push(self.unresolved(from, text, &why).or_loss(loss));
                None
            }
        }
    }

    /// The value itself, where a reference stands in its place. `what` is needed there, with an article.
    ///
    /// OpenAPI has references in place of certain objects alone. Documents that were split into files have them in
    /// place of `paths`, of a list of tags, of a description and of other values too, and mean the same.
    pub fn behind(self, at: At) -> Option<At> {
        let mut at = at;
        for _ in 0..HOPS {
            let reference = self.source.get(at, "$ref").map(|reference| (reference, self.source.node(reference)));
            let Some((reference, Node::String(text))) = reference else { return Some(at) };
            at = self.refer(reference, text)?;
        }
        self.circle(self.source.get(at, "$ref").unwrap_or(at));
        None
    }

    /// Reports references that lead back to themselves.
    pub fn circle(self, reference: At) {
        self.sink.push(
            Diagnostic::error(Code::UnresolvedReference, Spot::Value(reference), "this reference leads in a circle")
                .help("let one of the references in the circle be the thing itself"),
        );
    }

    /// Reports a reference that leads to something else than `what`, which is needed, with an article.
    pub fn leads_elsewhere(self, reference: At, target: At, what: &str) {
        self.leads_elsewhere_or_lose(None, reference, target, what);
    }

    /// As [`Cursor::leads_elsewhere`], with a warning where no more is lost than is said here.
    pub fn leads_elsewhere_or_lose(self, loss: Option<&str>, reference: At, target: At, what: &str) {
        let text = match self.source.node(reference) {
            Node::String(text) => text,
            _ => "the reference",
        };
        let message = format!("`{text}` is not {what}");
        let diagnostic = Diagnostic::error(Code::UnresolvedReference, Spot::Value(reference), message)
            .label(format!("{what} is needed here"))
            .also(Spot::Key(target), "the reference leads here")
            .help(format!("refer to {what}"));
        self.sink.push(diagnostic.or_loss(loss));
    }

    fn unresolved(self, from: At, text: &str, why: &Unresolved) -> Diagnostic {
        let error = |message: String| Diagnostic::error(Code::UnresolvedReference, Spot::Value(from), message);
        let nowhere = || error(format!("nothing stands at `{text}`")).label("this reference leads nowhere");
        match why {
            Unresolved::Pointer { pointer, .. } if pointer.starts_with(INSIDE_SCHEMA) => {
                let cause = "what follows the second `#` is meant from the schema that the reference stands in, which no \
                             JSON Pointer can say: ASP.NET of .NET 9 writes it so by mistake";
                let fix = self.suggested_inside_schema(from, pointer).unwrap_or_else(|| {
                    "name the schema in the place of the second `#`".to_owned()
                });
                nowhere().help(cause).help(fix)
            }
            Unresolved::Pointer { root, pointer } => {
                let help = self.suggestion(text, *root, pointer).unwrap_or_else(|| {
                    "add what it refers to, or correct the reference; it is a JSON Pointer such as \
                     `#/components/schemas/Name`"
                        .to_owned()
                });
                nowhere().help(help)
            }
            Unresolved::Anchor { root, name } => {
                let (uri, _) = text.split_once('#').unwrap_or((text, ""));
                let help = if self.source.resolve_from(*root, &format!("/{name}")).is_some() {
                    format!("did you mean `{uri}#/{name}`?")
                } else {
                    let anchors = self.source.anchors(*root);
                    nearest(name, anchors.iter().copied()).map_or_else(
                        || format!("add `$anchor: {name}` to what it refers to, or correct the reference"),
                        |near| format!("did you mean `{uri}#{near}`?"),
                    )
                };
                nowhere().help(help)
            }
            Unresolved::Missing { path, reason } => {
                let why = reason.as_deref().unwrap_or("it is not among the files that were given");
                let help = self.suggested_file(from, text).unwrap_or_else(|| {
                    "put the file there, or correct the path, which is relative to the file that the reference stands in"
                        .to_owned()
                });
                error(format!("the file `{path}` cannot be read: {why}"))
                    .label("this reference needs the file")
                    .help(help)
            }
            Unresolved::Absolute => {
                let (uri, _) = text.split_once('#').unwrap_or((text, ""));
                let help = self.suggested_pointer(from, text).unwrap_or_else(|| {
                    "put the file near the document, and refer to it by its path from the file that the reference stands in, \
                     as in `./schemas.yaml`"
                        .to_owned()
                });
                error(format!("`{uri}` is an absolute path, and only relative ones are read"))
                    .label("nothing is read for this reference")
                    .help(help)
            }
            Unresolved::Folder => {
                let (uri, fragment) = text.split_once('#').unwrap_or((text, ""));
                let help = self.suggested_pointer(from, fragment).unwrap_or_else(|| {
                    "name a file, as in `./schemas.yaml#/Name`, or begin with `#` for a place in this one".to_owned()
                });
                error(format!("`{uri}` is a folder, and a file is needed"))
                    .label("this reference leads nowhere")
                    .help(help)
            }
            Unresolved::Broken(file) => {
                let path = &self.source.file(*file).path;
                error(format!("the file `{path}` is no YAML or JSON"))
                    .label("this reference needs the file")
                    .help("correct the file")
            }
            Unresolved::Remote(url) => error(format!("`{url}` is not among the files of the document"))
                .label("nothing is fetched from a network")
                .help(
                    "download it beside the document and refer to it by its relative path, as in `./schemas.yaml`; a file \
                     that has this URL as its `$id` or `$self` is found by it too",
                ),
        }
    }

    /// The nearest reference to one that leads nowhere, by its last token.
    fn suggestion(self, text: &str, root: At, pointer: &str) -> Option<String> {
        let (uri, _) = text.split_once('#').unwrap_or((text, ""));
        let (parent, last) = pointer.rsplit_once('/')?;
        let Node::Mapping(entries) = self.source.node(self.source.resolve_from(root, parent)?) else { return None };
        let last = last.replace("~1", "/").replace("~0", "~");
        let near = nearest(&last, entries.iter().map(|(key, _)| &**key))?;
        Some(format!("did you mean `{uri}#{parent}/{}`?", escape(near)))
    }

    /// The reference that was meant, where it begins at the component that it stands in.
    fn suggested_inside_schema(self, from: At, pointer: &str) -> Option<String> {
        let tokens = self.source.tokens(from);
        let ["components", "schemas", name] = tokens.iter().map(String::as_str).take(3).collect::<Vec<_>>()[..] else {
            return None;
        };
        let inside = pointer.strip_prefix(INSIDE_SCHEMA)?;
        let meant = format!("/components/schemas/{}{inside}", escape(name));
        let is_there = self.source.resolve(self.source.file_of(from), &meant).is_some();
        is_there.then(|| format!("write `#{meant}`"))
    }

    /// The reference that was meant, where a pointer into the same file lacks its `#` or has a path before it.
    fn suggested_pointer(self, from: At, pointer: &str) -> Option<String> {
        let found = self.source.resolve(self.source.file_of(from), pointer).filter(|_| !pointer.is_empty());
        found.map(|_| format!("did you mean `#{pointer}`?"))
    }

    /// The reference that was meant, where the file alone is wrong: the name of a component in place of its pointer, or
    /// a file of nearly the same name.
    fn suggested_file(self, from: At, text: &str) -> Option<String> {
        let file = self.source.file_of(from);
        let in_components = format!("/components/schemas/{}", escape(text));
        if self.source.resolve(file, &in_components).is_some() {
            return Some(format!("did you mean `#{in_components}`?"));
        }
        let (uri, fragment) = text.split_at(text.find('#').unwrap_or(text.len()));
        let paths: Vec<String> = self.source.files().map(|(other, _)| self.source.relative_path(file, other)).collect();
        let near = nearest(uri.trim_start_matches("./"), paths.iter().map(String::as_str))?;
        // Long paths are near each other by their folders and endings alone.
        nearest(stem(uri), std::iter::once(stem(near)))?;
        Some(format!("did you mean `{near}{fragment}`?"))
    }
}
