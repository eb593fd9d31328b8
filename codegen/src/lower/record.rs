//! Objects with known keys.

use crate::doc::{AdditionalProperties, SchemaObject, unsupported};
use crate::ir::{Field, Origin, Record, Step};
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
                required: schema.required.iter().any(|(name, _)| name == key),
                documentation: self.documentation(*property),
            });
        }
        Record { fields }
    }
}
