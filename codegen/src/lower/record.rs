//! Objects with known keys.

use crate::doc::{AdditionalProperties, Schema, SchemaId, SchemaObject, unsupported};
use crate::ir::{Documentation, Field, Origin, Record, Step};
use crate::lower::Lowering;

impl Lowering<'_> {
    /// The record of a schema with properties.
    pub(in crate::lower) fn record(&mut self, schema: &SchemaObject, origin: &Origin) -> Record {
        self.check_required(schema);
        // `true` and `false` change nothing: a client that refused unknown keys would break when the server adds one, and
        // one that kept them would cost every user a map.
        if let Some((AdditionalProperties::Schema(_), at)) = &schema.additional_properties {
            let what = "`additionalProperties` with a schema beside `properties`";
            self.cursor.sink.push(unsupported(*at, what, "keys that the schema does not declare are ignored"));
        }
        let mut fields = Vec::with_capacity(schema.properties.len());
        for (key, property) in &schema.properties {
            let origin = self.step(origin, Step::Property(key.clone()), *property);
            fields.push(Field {
                key: key.clone(),
                value: self.use_of(*property, &origin),
                // What is only written is not in an answer, and `required` speaks of the request alone (OpenAPI 3.0.4,
                // section 4.7.24.2, "writeOnly").
                required: schema.required.iter().any(|(name, _)| name == key) && !self.is_write_only(*property),
                documentation: self.documentation_of_use(*property),
            });
        }
        Record { fields }
    }

    /// Whether a property is marked as one that only requests hold, by itself or by what it refers to.
    fn is_write_only(&self, property: SchemaId) -> bool {
        let Schema::Object(object) = self.document.schema(property) else { return false };
        let target = || object.reference.as_ref().and_then(|reference| self.schema_target(reference));
        object.write_only
            || target().is_some_and(
                |target| matches!(self.document.schema(target), Schema::Object(target) if target.write_only),
            )
    }

    /// The words of a property, or those of the schema that it refers to where it has none.
    fn documentation_of_use(&self, property: SchemaId) -> Documentation {
        let own = self.documentation(property);
        let Schema::Object(object) = self.document.schema(property) else { return own };
        let Some(reference) = object.reference.as_ref().filter(|_| own.title.is_none() && own.description.is_none())
        else {
            return own;
        };
        self.schema_target(reference).map_or(own, |target| self.documentation(target))
    }
}
