//! The operations that stand in a document as it is written, whatever the generator makes of them.

use codegen::source::{At, FileId, Node, Source};

use crate::corpus::files::Files;

/// The methods that a path item has keys for (OpenAPI 3.2.0, section 4.9, "Path Item Object").
const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// How many references a path item may go through; a longer way is a circle.
const WAY: usize = 16;

/// An operation of the document.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The method as the document writes it.
    pub method: String,
    /// The path template.
    pub path: String,
    /// Where it stands.
    pub at: At,
}

/// The operations below `paths`, in document order.
pub fn of(source: &Source, document: FileId, files: &Files<'_>) -> Vec<Operation> {
    let mut operations = Vec::new();
    let Some(paths) = source.resolve(document, "/paths") else { return operations };
    for (path, item) in entries(source, paths) {
        let item = followed(source, files, *item);
        let others = source.get(item, "additionalOperations").into_iter().flat_map(|at| entries(source, at));
        let known = entries(source, item).iter().filter(|(key, _)| METHODS.contains(&&**key));
        for (method, at) in known.chain(others) {
            operations.push(Operation { method: method.to_string(), path: path.to_string(), at: *at });
        }
    }
    operations
}

fn followed(source: &Source, files: &Files<'_>, item: At) -> At {
    let mut item = item;
    for _ in 0..WAY {
        let Some(Node::String(reference)) = source.get(item, "$ref").map(|at| source.node(at)) else { break };
        let Some(target) = files.target(item, reference) else { break };
        item = target;
    }
    item
}

fn entries(source: &Source, at: At) -> &[(Box<str>, At)] {
    match source.node(at) {
        Node::Mapping(entries) => entries,
        _ => &[],
    }
}
