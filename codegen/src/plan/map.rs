//! The Rust paths that stand for the parts of the document, for tools that work with both.

use std::collections::BTreeMap;

use crate::ir::{Body, Operation};
use crate::plan::Planner;
use crate::plan::types::Viewpoint;
use crate::rust::{Path, Segment};

impl Planner<'_> {
    /// Rust paths by JSON Pointer, with the path of the file before `#` where that is not the document's first:
    /// component schemas and inline ones that became types, operations, and the schemas of bodies.
    pub(in crate::plan) fn map(&self) -> BTreeMap<String, String> {
        let mut map = BTreeMap::new();
        let library = Path { segments: vec![Segment::Name(self.library())] };
        let types = Viewpoint::Below(library.join(&crate::names::Ident::fixed("types")));
        let mut definitions: Vec<_> = self.api.definitions.iter().zip(&self.names.types).collect();
        // A type and the parts that are made for it may stand at one place, which is that of the type: it comes last.
        definitions.sort_by_key(|(definition, _)| std::cmp::Reverse(definition.origin.steps.len()));
        for (definition, name) in definitions {
            let Viewpoint::Below(path) = &types else { continue };
            let places = definition.also_at.iter().chain([&definition.origin.at]);
            // What stands at a place means less than a type of which it is a part.
            for at in places.filter(|at| !definition.partly_at.contains(at)) {
                map.insert(self.source.place_key(*at), path.join(name).to_string());
            }
        }
        for operation in &self.api.uncalled {
            self.map_contents(operation, &types, &mut map);
        }
        for (operation, names) in self.api.operations.iter().zip(&self.names.operations) {
            let module =
                operation.tags.first().map_or(&self.names.untagged_module, |tag| &self.names.groups[*tag].module);
            map.insert(self.source.place_key(operation.at), library.join(module).join(&names.ty).to_string());
            self.map_contents(operation, &types, &mut map);
        }
        map
    }

    /// The schemas of the bodies of an operation.
    fn map_contents(&self, operation: &Operation, types: &Viewpoint, map: &mut BTreeMap<String, String>) {
        let sent = operation.request.iter().flat_map(|body| &body.contents);
        let received = operation.responses.iter().flat_map(|response| {
            let read = match &response.body {
                Body::Json(content) => Some(content),
                Body::Empty | Body::Unsupported => None,
            };
            read.into_iter().chain(&response.others)
        });
        for content in sent.chain(received) {
            map.insert(self.source.place_key(content.value.at), self.ty(&content.value, types).to_string());
        }
    }
}
