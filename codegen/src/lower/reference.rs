//! Following references.

use crate::cursor::nearest;
use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Components, RefOr, Reference, SchemaId, unsupported};
use crate::lower::Lowering;
use crate::source::{At, Node};

/// The keys below which schemas stand that no reader reads yet.
const UNREAD: [&str; 22] = [
    "additionalOperations",
    "allOf",
    "anyOf",
    "callbacks",
    "contains",
    "contentSchema",
    "dependentSchemas",
    "else",
    "if",
    "itemSchema",
    "mediaTypes",
    "not",
    "oneOf",
    "pathItems",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "requestBodies",
    "requestBody",
    "then",
    "unevaluatedProperties",
    "webhooks",
];

/// The number of references that may lead on to one another before they are taken for a circle.
const HOPS: usize = 32;

impl<'s> Lowering<'s> {
    /// The schema that a reference leads to.
    pub(in crate::lower) fn schema_target(&self, reference: &Reference) -> Option<SchemaId> {
        if let Some(known) = self.targets.borrow().get(&reference.at) {
            return *known;
        }
        let found = self.find_schema(reference);
        self.targets.borrow_mut().insert(reference.at, found);
        found
    }

    fn find_schema(&self, reference: &Reference) -> Option<SchemaId> {
        let at = self.target(reference)?;
        let found = self.document.schema_by_place.get(&at).copied();
        if found.is_none() && self.is_unread(at) {
            let what = format!("the reference `{}` to a schema inside a part that is not read", reference.target);
            self.cursor.sink.push(unsupported(reference.at, &what, "any JSON value is accepted here"));
        } else if found.is_none() {
            self.leads_elsewhere(reference, at, "a schema");
        }
        found
    }

    /// The thing itself, wherever references lead to.
    pub(in crate::lower) fn follow<T>(
        &self,
        components: &'s Components<T>,
        item: &'s RefOr<T>,
        what: &'static str,
    ) -> Option<&'s T> {
        let mut item = item;
        for _ in 0..HOPS {
            let reference = match item {
                RefOr::Item(found) => return Some(found),
                RefOr::Reference(reference) => reference,
            };
            let at = self.target(reference)?;
            let Some(next) = components.at(at) else {
                self.leads_elsewhere(reference, at, what);
                return None;
            };
            item = next;
        }
        if let RefOr::Reference(reference) = item {
            self.circle(reference);
        }
        None
    }

    /// Reports references that lead back to themselves.
    pub(in crate::lower) fn circle(&self, reference: &Reference) {
        self.cursor.sink.push(
            Diagnostic::error(Code::UnresolvedReference, Spot::Value(reference.at), "this reference leads in a circle")
                .help("let one of the references in the circle be the thing itself"),
        );
    }

    /// The place that a reference leads to.
    fn target(&self, reference: &Reference) -> Option<At> {
        let Some(fragment) = reference.target.strip_prefix('#') else {
            self.cursor.sink.push(unsupported(
                reference.at,
                &format!("the reference `{}`, which leads to another file,", reference.target),
                "what refers to it is untyped or left out; bundle the document into one file to have it read",
            ));
            return None;
        };
        let pointer = percent_decode(fragment);
        if !pointer.is_empty() && !pointer.starts_with('/') {
            let what = format!("the reference `{}` to an anchor", reference.target);
            self.cursor.sink.push(unsupported(reference.at, &what, "what refers to it is untyped or left out"));
            return None;
        }
        let found = self.cursor.source.resolve(self.document.file, &pointer);
        if found.is_none() {
            self.dangling(reference, &pointer);
        }
        found
    }

    /// Whether a place lies inside a construct that has no meaning here yet, so that its schemas were not read.
    fn is_unread(&self, at: At) -> bool {
        let pointer = self.cursor.source.pointer(at);
        pointer.split('/').any(|token| UNREAD.contains(&token))
    }

    fn leads_elsewhere(&self, reference: &Reference, at: At, what: &str) {
        let message = format!("`{}` is not {what}", reference.target);
        self.cursor.sink.push(
            Diagnostic::error(Code::UnresolvedReference, Spot::Value(reference.at), message)
                .label(format!("{what} is needed here"))
                .also(Spot::Key(at), "the reference leads here")
                .help(format!("refer to {what}")),
        );
    }

    /// Reports a reference that leads nowhere, with the nearest thing that is there.
    fn dangling(&self, reference: &Reference, pointer: &str) {
        let message = format!("nothing stands at `{}`", reference.target);
        let help = self.suggestion(pointer).unwrap_or_else(|| {
            "add what it refers to, or correct the reference; it is a JSON Pointer such as `#/components/schemas/Name`"
                .to_owned()
        });
        self.cursor.sink.push(
            Diagnostic::error(Code::UnresolvedReference, Spot::Value(reference.at), message)
                .label("this reference leads nowhere")
                .help(help),
        );
    }

    fn suggestion(&self, pointer: &str) -> Option<String> {
        let (parent, last) = pointer.rsplit_once('/')?;
        let siblings = self.cursor.source.resolve(self.document.file, parent)?;
        let Node::Mapping(entries) = self.cursor.source.node(siblings) else { return None };
        let last = last.replace("~1", "/").replace("~0", "~");
        let near = nearest(&last, entries.iter().map(|(key, _)| &**key))?;
        Some(format!("did you mean `#{parent}/{}`?", near.replace('~', "~0").replace('/', "~1")))
    }
}

/// Decodes the percent-encoding of a URI fragment (RFC 3986, section 2.1); what is not well-formed stays as it is.
fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while index < bytes.len() {
        let byte = bytes
            .get(index..index + 3)
            .filter(|triple| triple[0] == b'%')
            .and_then(|triple| std::str::from_utf8(&triple[1..]).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        decoded.push(byte.unwrap_or(bytes[index]));
        index += if byte.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| text.to_owned())
}
