//! Objects with known keys.

use std::collections::HashSet;

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{AdditionalProperties, Schema, SchemaId};
use crate::ir::{Direction, Documentation, Field, Origin, Record, Shape, Step, Type, Why};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, MOST_PARTS, Merged};
use crate::lower::pattern;
use crate::lower::schema::add_notes;
use crate::source::At;

impl Lowering<'_> {
    /// The record of a schema with properties.
    pub(in crate::lower) fn record(&mut self, merged: &Merged<'_>, origin: &Origin) -> Record {
        let mut fields = Vec::with_capacity(merged.properties.len());
        for (key, schemas) in &merged.properties {
            let is_never = |schema: &SchemaId| matches!(self.document.schema(*schema), Schema::Boolean(false, _));
            if schemas.iter().any(is_never) {
                // `false` says that the key is never there.
                continue;
            }
            let step = self.step(origin, Step::Property((*key).to_owned()), schemas[0]);
            fields.push(Field {
                key: (*key).to_owned(),
                value: self.use_of_all(&Conjunction::all(schemas), &step),
                required: merged.requires(key),
                direction: self.direction(schemas),
                keeps_null: false,
                documentation: self.documentation_of_use(schemas),
            });
        }
        let mut additional = self.additional(merged, origin).map(Box::new);
        if additional.is_none() && merged.properties.is_empty() && !merged.is_closed() {
            // Without properties it is a map, and what is required of it takes nothing away.
            additional = Some(Box::new(Type { shape: Shape::Any(Why::Open), nullable: false, at: merged.at }));
        }
        let prefixes = pattern::prefixes(merged).unwrap_or_default();
        for (key, at) in &merged.required {
            if merged.property(key).is_none() {
                let is_additional = prefixes.is_empty() || prefixes.iter().any(|prefix| key.starts_with(prefix));
                let value = additional.as_deref().filter(|_| is_additional);
                fields.push(self.only_required(merged, key, *at, value));
            }
        }
        let is_closed = additional.is_none() && merged.is_closed();
        Record { fields, additional, prefixes, is_closed }
    }

    /// The type of the values under the keys that the schema does not name, where it says that there are some.
    pub(in crate::lower) fn additional(&mut self, merged: &Merged<'_>, origin: &Origin) -> Option<Type> {
        let mut schemas: Vec<SchemaId> = Vec::new();
        let mut is_open = false;
        for (additional, _) in &merged.additional {
            match additional {
                AdditionalProperties::Schema(schema) => schemas.push(*schema),
                AdditionalProperties::Boolean(value) => is_open |= value,
            }
        }
        let patterns: Vec<SchemaId> = merged.patterns.iter().map(|(_, schema)| *schema).collect();
        if let (Some(first), true) = (schemas.first(), patterns.is_empty()) {
            let origin = self.step(origin, Step::Values, *first);
            return Some(self.use_of_all(&Conjunction::all(&schemas), &origin));
        }
        if patterns.is_empty() || pattern::prefixes(merged).is_none() {
            is_open |= !patterns.is_empty();
            let why = if patterns.is_empty() { Why::Open } else { Why::OtherKeys };
            let any = Type { shape: Shape::Any(why), nullable: false, at: merged.at };
            return is_open.then_some(any);
        }
        // What a key looks like is for the server to know: the values are of one of the types of all patterns.
        schemas.extend(&patterns);
        let mut origin = self.step(origin, Step::Values, schemas[0]);
        let branches: Vec<Conjunction> = schemas.iter().map(|schema| Conjunction::of(*schema)).collect();
        if let [only] = &branches[..] {
            return Some(self.use_of_all(only, &origin));
        }
        let lowered = self.branches(&branches, None, false, &origin);
        let at = self.document.schema(schemas[0]).at();
        if let Shape::Union(_) = lowered.shape {
            let last = self.document.schema(schemas[schemas.len() - 1]).at();
            self.cursor.sink.push(
                Diagnostic::warning(
                    Code::Degraded,
                    Spot::Key(last),
                    "which type a value has depends on its key, and no type says so",
                )
                .label("one type")
                .also(Spot::Key(at), "another")
                .help("name the keys under `properties`, or give all of these values one schema")
                .help("without it: a value is read as the one of these types that it fits, whatever its key is"),
            );
        }
        origin.at = at;
        let lowered = if lowered.shape.needs_name() { self.define(schemas[0], None, origin, lowered) } else { lowered };
        Some(Type { shape: lowered.shape, nullable: lowered.nullable, at })
    }

    /// A key that must be there and that is not one of the properties. What is said of all other keys is said of its
    /// value (JSON Schema, draft 2020-12, section 10.3.2.3).
    ///
    /// Where there are no properties it is a key of a map, which must be there as the document says (JSON Schema, draft
    /// 2020-12, validation, section 6.5.3). Beside properties a typing error in `required` is more common than a key of
    /// which there is nothing else to say, so that the key may be absent there all the same.
    fn only_required(&self, merged: &Merged<'_>, key: &str, at: At, additional: Option<&Type>) -> Field {
        let is_of_map = merged.properties.is_empty() && (additional.is_some() || !merged.is_closed());
        let typed = additional.filter(|value| !matches!(value.shape, Shape::Any(_)));
        if !is_of_map {
            self.report_only_required(merged, key, at, typed.is_some());
        }
        // An optional value of any kind is read as absent where it is null, unless null is a value beside the others.
        let any = || Type { shape: Shape::Any(Why::OnlyRequired), nullable: !is_of_map, at };
        Field {
            key: key.to_owned(),
            value: typed.cloned().unwrap_or_else(any),
            required: is_of_map,
            direction: Direction::Both,
            keeps_null: true,
            documentation: Documentation::default(),
        }
    }

    fn report_only_required(&self, merged: &Merged<'_>, key: &str, at: At, is_typed: bool) {
        let keys = merged.properties.iter().map(|(known, _)| *known);
        let help = crate::cursor::nearest(key, keys)
            .map_or_else(|| format!("declare `{key}` under `properties`"), |near| format!("did you mean `{near}`?"));
        let message = format!("`{key}` is required but is not one of the properties");
        let instead = if is_typed {
            "the key has the type of those without a name here, and may be absent"
        } else {
            "the key may hold any JSON value, and may be absent"
        };
        self.cursor.sink.push(
            Diagnostic::warning(Code::InvalidValue, Spot::Value(at), message)
                .label("there is no property of this name")
                .help(help)
                .help(format!("without it: {instead}")),
        );
    }

    /// Whether a property is marked as one that only requests or only answers hold, by itself or by any schema that
    /// holds together with it.
    fn direction(&self, schemas: &[SchemaId]) -> Direction {
        let mut read_only = false;
        let mut write_only = false;
        let mut seen: HashSet<SchemaId> = HashSet::new();
        let mut open = schemas.to_vec();
        while let Some(schema) = open.pop() {
            let Schema::Object(object) = self.document.schema(schema) else { continue };
            if seen.len() > MOST_PARTS || !seen.insert(schema) {
                continue;
            }
            read_only |= object.read_only;
            write_only |= object.write_only;
            open.extend(object.reference.iter().filter_map(|reference| self.schema_target(reference)));
            if !self.is_reference_alone(object) {
                open.extend(&object.all_of);
            }
        }
        match (read_only, write_only) {
            (true, false) => Direction::Received,
            (false, true) => Direction::Sent,
            _ => Direction::Both,
        }
    }

    /// The words of a property: the last part that has some, or what the property refers to. Of each kind of note there
    /// is one, the last.
    fn documentation_of_use(&self, schemas: &[SchemaId]) -> Documentation {
        let is_silent = |words: &Documentation| words.title.is_none() && words.description.is_none();
        let mut found = Documentation::default();
        for schema in schemas.iter().rev() {
            let words = self.documentation(*schema);
            if is_silent(&found) {
                found.title = words.title;
                found.description = words.description;
            }
            found.deprecated |= words.deprecated;
            add_notes(&mut found.notes, words.notes);
        }
        if !is_silent(&found) {
            return found;
        }
        let (simple, _) = self.simplified(&Conjunction::all(schemas));
        let target = self.documentation(simple.parts[0]);
        found.title = target.title;
        found.description = target.description;
        found.deprecated |= target.deprecated;
        add_notes(&mut found.notes, target.notes);
        found
    }
}
