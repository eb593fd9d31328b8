//! Defaults of another type than their schemas.

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Schema, TypeName};
use crate::lower::Lowering;
use crate::lower::all_of::Conjunction;
use crate::source::Node;

impl Lowering<'_> {
    /// Reports defaults of another type than their schemas. No value comes of a default, which documentation alone
    /// repeats.
    pub(in crate::lower) fn check_defaults(&self) {
        for (id, schema) in self.document.schemas() {
            let Schema::Object(object) = schema else { continue };
            let Some(default) = object.default else { continue };
            let node = self.cursor.source.node(default);
            let merged = self.merge(&Conjunction::of(id));
            let Some(types) = merged.types.as_deref().filter(|types| !types.is_empty()) else { continue };
            if types.iter().any(|name| is_of(node, *name)) {
                continue;
            }
            let names: Vec<String> = types.iter().map(|name| format!("`{}`", name.as_str())).collect();
            let (found, expected) = (node.kind(), names.join(" or "));
            let message = format!("the default is {found}, which is no value of the type {expected}");
            self.cursor.sink.push(
                Diagnostic::warning(Code::WrongType, Spot::Value(default), message)
                    .help("write a value of that type, or remove the default")
                    .help("without it: the documentation repeats the default as it stands"),
            );
        }
    }
}

/// Whether a value is of a type. Null is what many write for having no default, whatever the type.
fn is_of(node: &Node, name: TypeName) -> bool {
    match node {
        Node::Null => true,
        Node::Boolean(_) => name == TypeName::Boolean,
        Node::Integer(_) | Node::Unsigned(_) => matches!(name, TypeName::Integer | TypeName::Number),
        Node::Float(value) => name == TypeName::Number || (name == TypeName::Integer && value.fract() == 0.0),
        Node::String(_) => name == TypeName::String,
        Node::Sequence(_) => name == TypeName::Array,
        Node::Mapping(_) => name == TypeName::Object,
    }
}
