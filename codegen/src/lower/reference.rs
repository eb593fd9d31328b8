//! Following references.

use crate::cursor::HOPS;
use crate::doc::{Components, RefOr, Reference, Schema, SchemaId};
use crate::lower::Lowering;

impl<'s> Lowering<'s> {
    /// The schema that a reference leads to.
    pub(in crate::lower) fn schema_target(&self, reference: &Reference) -> Option<SchemaId> {
        if let Some(known) = self.targets.borrow().get(&reference.at) {
            return *known;
        }
        let found = self.find_schema(None, reference);
        self.targets.borrow_mut().insert(reference.at, found);
        found
    }

    /// The name of a schema that stands by itself.
    pub(in crate::lower) fn component_name(&self, schema: SchemaId) -> &str {
        let id = self.named.get(&schema);
        let index = id.map_or(0, |id| id.index());
        // They were declared in this order.
        let mut declared = self.document.component_schemas.iter().chain(&self.elsewhere);
        declared.nth(index).map_or("", |(name, _)| name.as_str())
    }

    /// As [`Lowering::schema_target`], with a warning where no more is lost than is said here.
    pub(in crate::lower) fn find_schema(&self, loss: Option<&str>, reference: &Reference) -> Option<SchemaId> {
        let at = self.cursor.refer_or_lose(loss, reference.at, &reference.target)?;
        let found = self.document.schema_by_place.get(&at).copied();
        if found.is_none() {
            let loss = loss.unwrap_or(Schema::LOSS);
            self.cursor.leads_elsewhere_or_lose(Some(loss), reference.at, at, "a schema");
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
            let at = self.cursor.refer(reference.at, &reference.target)?;
            let Some(next) = components.at(at) else {
                self.cursor.leads_elsewhere(reference.at, at, what);
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
        self.cursor.circle(reference.at);
    }
}
