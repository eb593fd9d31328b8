//! A base schema with a `discriminator`, and the components that are made of it by `allOf` (OpenAPI 3.1.1, section
//! 4.8.25).

use std::path::Path;

use codegen::source::{At, Node};

use crate::corpus::schemas::Schemas;

impl Schemas<'_> {
    /// Whether a schema names no alternatives.
    pub(in crate::corpus) fn is_plain(&self, at: At) -> bool {
        self.items(at, "oneOf").is_empty() && self.items(at, "anyOf").is_empty()
    }

    /// The components of the document that are made of a base, directly or through others.
    pub(in crate::corpus) fn children(&self, base: At) -> Vec<At> {
        let components = self.components().iter().map(|(_, component)| *component);
        components.filter(|component| self.is_made_of(*component, base)).collect()
    }

    /// The first of some schemas that is a component made of the base.
    pub(in crate::corpus) fn child_among(&self, base: At, schemas: &[At]) -> Option<At> {
        let components = self.components();
        let is_child =
            |at: &&At| components.iter().any(|(_, component)| component == *at) && self.is_made_of(**at, base);
        schemas.iter().find(is_child).copied()
    }

    /// The key that tells the children of a base apart, and its value for a child.
    pub(in crate::corpus) fn tag_of_child(&self, base: At, child: At) -> Option<(String, String)> {
        let discriminator = self.get(base, "discriminator")?;
        let key = self.string(discriminator, "propertyName")?;
        let components = self.components();
        let name = components.iter().find(|(_, component)| *component == child).map(|(name, _)| name)?;
        let mapping = self.get(discriminator, "mapping").map(|at| self.entries(at)).unwrap_or_default();
        let leads_there = |to: At| match self.node(to) {
            Node::String(to) => *to == *name || to.rsplit_once('/').is_some_and(|(_, last)| *last == **name),
            _ => false,
        };
        let mapped = mapping.iter().find(|(_, to)| leads_there(*to)).map(|(tag, _)| tag.to_string());
        Some((key.to_owned(), mapped.unwrap_or_else(|| name.to_string())))
    }

    fn components(&self) -> &[(Box<str>, At)] {
        self.files.place("/components/schemas", Path::new("")).map(|schemas| self.entries(schemas)).unwrap_or_default()
    }

    fn is_made_of(&self, schema: At, base: At) -> bool {
        let mut open = vec![schema];
        let mut seen = vec![schema];
        while let Some(at) = open.pop() {
            for part in self.items(at, "allOf") {
                let target = self.followed(*part).last().copied().unwrap_or(*part);
                if target == base {
                    return true;
                }
                if !seen.contains(&target) {
                    seen.push(target);
                    open.push(target);
                }
            }
        }
        false
    }
}
