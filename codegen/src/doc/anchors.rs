//! What is wrong in the names that schemas give themselves, and in the references that follow them: the source has
//! resolved these already.

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::Reader;
use crate::source::{At, Node};

impl Reader<'_> {
    /// Reports a `$dynamicRef` that is not read, and one that is read as a `$ref` although it may lead to several
    /// places, depending on the way on which it is reached.
    pub(in crate::doc) fn check_dynamic_reference(&self, fixed: Option<At>, dynamic: Option<At>) {
        let Some(at) = dynamic else { return };
        if fixed.is_some() {
            self.unsupported(at, "a `$dynamicRef` beside a `$ref`", "the `$ref` alone is followed");
            return;
        }
        let Node::String(text) = self.cursor.source.node(at) else { return };
        let Some((_, name)) = text.split_once('#') else { return };
        let count = self.cursor.source.dynamic_anchors(name);
        if count > 1 {
            let message = format!("this may lead to each of {count} schemas with the `$dynamicAnchor` `{name}`");
            self.cursor.sink.push(
                Diagnostic::warning(Code::Degraded, Spot::Value(at), message)
                    .label("read as a `$ref`")
                    .help("refer to the schema that is meant, or write a schema of its own for each use")
                    .help(
                        "without it: on whichever way it is reached, it leads to the anchor of its own file or `$id`",
                    ),
            );
        }
    }

    /// Reports anchors and URIs that two schemas give themselves: a reference by them leads to the first.
    pub(in crate::doc) fn check_repeated_names(&self) {
        let source = self.cursor.source;
        for (first, again) in source.repeated_names() {
            let is_schema =
                |name: At| source.parent(name).is_some_and(|schema| self.schema_by_place.contains_key(&schema));
            let Node::String(text) = source.node(*again) else { continue };
            if is_schema(*first) && is_schema(*again) {
                self.cursor.sink.push(
                    Diagnostic::warning(
                        Code::InvalidValue,
                        Spot::Value(*again),
                        format!("`{text}` is the name of another schema already"),
                    )
                    .label("no reference leads here by this name")
                    .also(Spot::Value(*first), "references lead to the first")
                    .help("rename one of the two, or remove it"),
                );
            }
        }
    }
}
