//! The Rust paths that stand for the parts of the document, for tools that work with both.

use std::collections::BTreeMap;

use crate::ir::Body;
use crate::plan::Planner;
use crate::plan::types::Viewpoint;
use crate::rust::{Path, Segment};

impl Planner<'_> {
    /// Rust paths by JSON Pointer: component schemas and inline ones that became types, operations, and the schemas of
    /// responses.
    pub(in crate::plan) fn map(&self) -> BTreeMap<String, String> {
        let mut map = BTreeMap::new();
        let library = Path { segments: vec![Segment::Name(self.library())] };
        let types = Viewpoint::Below(library.join(&crate::names::Ident::fixed("types")));
        for (definition, name) in self.api.definitions.iter().zip(&self.names.types) {
            let Viewpoint::Below(path) = &types else { continue };
            map.insert(self.source.pointer(definition.origin.at), path.join(name).to_string());
        }
        for (operation, names) in self.api.operations.iter().zip(&self.names.operations) {
            let module =
                operation.tags.first().map_or(&self.names.untagged_module, |tag| &self.names.groups[*tag].module);
            map.insert(self.source.pointer(operation.at), library.join(module).join(&names.ty).to_string());
            for response in &operation.responses {
                if let Body::Json(content) = &response.body {
                    map.insert(self.source.pointer(content.value.at), self.ty(&content.value, &types).to_string());
                }
            }
        }
        map
    }
}
