//! Schemas to types.

use std::collections::HashSet;

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{AdditionalProperties, Schema, SchemaId, SchemaObject, TypeName, unsupported};
use crate::ir::{
    Definition, Documentation, Example, IntegerWidth, Literal, NumberWidth, Origin, Shape, Step, StringFormat, Type,
    Why,
};
use crate::lower::Lowering;
use crate::source::{At, Node};

/// The number of inline schemas, one inside the other, at which a type is given up: references into inline schemas can
/// chain them without end.
const DEPTH_LIMIT: usize = 32;

/// What a schema says: a shape, and whether null is a value too.
pub(in crate::lower) struct Lowered {
    pub shape: Shape,
    pub nullable: bool,
}

impl Lowered {
    const fn of(shape: Shape) -> Self {
        Self { shape, nullable: false }
    }
}

impl Lowering<'_> {
    /// Gives every component schema its id before any of them is lowered: they refer to each other in any order.
    pub(in crate::lower) fn declare_components(&mut self) {
        for (_, schema) in &self.document.component_schemas {
            let id = self.reserve();
            self.named.insert(*schema, id);
        }
    }

    /// Lowers the component schemas.
    pub(in crate::lower) fn define_components(&mut self) {
        for (name, schema) in &self.document.component_schemas {
            let origin = Origin { steps: vec![Step::Component(name.clone())], at: self.document.schema(*schema).at() };
            let lowered = self.schema(*schema, &origin);
            let id = self.named[schema];
            self.definitions[id.index()] = Some(self.definition(*schema, origin, lowered));
        }
    }

    /// The type of a schema where it is used.
    pub(in crate::lower) fn use_of(&mut self, schema: SchemaId, origin: &Origin) -> Type {
        self.depth += 1;
        let used = self.use_at_depth(schema, origin);
        self.depth -= 1;
        used
    }

    fn use_at_depth(&mut self, schema: SchemaId, origin: &Origin) -> Type {
        let at = self.document.schema(schema).at();
        let typed = |shape: Shape, nullable: bool| Type { shape, nullable, at };
        if let Some(id) = self.named.get(&schema) {
            let nullable = self.nullable_records.contains(&schema);
            return typed(Shape::Named(*id), nullable);
        }
        if self.depth > DEPTH_LIMIT {
            let what = format!("a schema more than {DEPTH_LIMIT} inline schemas deep");
            self.cursor.sink.push(unsupported(at, &what, "any JSON value is accepted here"));
            return typed(Shape::Any(Why::Unsupported("nesting")), false);
        }
        if self.is_record(schema) {
            // A record always stands by itself, because a struct has a name. It has its id before what is inside it is
            // lowered, because that may lead back here.
            let id = self.reserve();
            self.named.insert(schema, id);
            let nullable = self.says_null(schema);
            if nullable {
                self.nullable_records.insert(schema);
            }
            let Lowered { shape, .. } = self.schema(schema, origin);
            let origin = Origin { at, ..origin.clone() };
            self.definitions[id.index()] = Some(self.definition(schema, origin, Lowered::of(shape)));
            return typed(Shape::Named(id), nullable);
        }
        if !self.open.insert(schema) {
            let what = "a schema that holds itself without an object between";
            self.cursor.sink.push(unsupported(at, what, "any JSON value is accepted here"));
            return typed(Shape::Any(Why::Unsupported("recursion")), false);
        }
        let Lowered { shape, nullable } = self.schema(schema, origin);
        self.open.remove(&schema);
        typed(shape, nullable)
    }

    /// Whether a schema becomes a record: known from the schema alone, before anything inside it is looked at.
    fn is_record(&self, schema: SchemaId) -> bool {
        let Schema::Object(object) = self.document.schema(schema) else { return false };
        let is_simple = object.reference.is_none()
            && object.unsupported.is_empty()
            && object.constant.is_none()
            && object.enumeration.is_none();
        let mut names = object.types.iter().map(|(name, _)| *name).filter(|name| *name != TypeName::Null);
        let is_object = match (names.next(), names.next()) {
            (Some(name), None) => name == TypeName::Object,
            (Some(_), Some(_)) => false,
            (None, _) => !object.properties.is_empty() || object.additional_properties.is_some(),
        };
        let is_closed = matches!(object.additional_properties, Some((AdditionalProperties::Boolean(false), _)));
        is_simple && is_object && (!object.properties.is_empty() || is_closed)
    }

    /// Whether a schema says by itself that null is a value of it.
    fn says_null(&self, schema: SchemaId) -> bool {
        let Schema::Object(object) = self.document.schema(schema) else { return false };
        object.nullable || object.types.iter().any(|(name, _)| *name == TypeName::Null)
    }

    fn definition(&self, schema: SchemaId, origin: Origin, lowered: Lowered) -> Definition {
        let examples = match self.document.schema(schema) {
            Schema::Object(object) => object.examples.iter().map(|at| Example { name: None, at: *at }).collect(),
            Schema::Boolean(..) | Schema::Invalid(_) => Vec::new(),
        };
        Definition {
            origin,
            documentation: self.documentation(schema),
            shape: lowered.shape,
            nullable: lowered.nullable,
            examples,
        }
    }

    /// The words of a schema.
    pub(in crate::lower) fn documentation(&self, schema: SchemaId) -> Documentation {
        let Schema::Object(object) = self.document.schema(schema) else { return Documentation::default() };
        let mut notes = Vec::new();
        if let Some((format, _)) = &object.format
            && !has_type_of_its_own(format)
        {
            notes.push(format!("Format: `{}`.", format.replace('`', "'")));
        }
        Documentation {
            title: object.title.clone(),
            description: object.description.clone(),
            deprecated: object.deprecated,
            notes,
        }
    }

    fn schema(&mut self, id: SchemaId, origin: &Origin) -> Lowered {
        let document = self.document;
        match document.schema(id) {
            Schema::Boolean(true, _) => Lowered::of(Shape::Any(Why::Unconstrained)),
            Schema::Boolean(false, at) => {
                self.cursor.sink.push(unsupported(*at, "the schema `false`", "any JSON value is accepted here"));
                Lowered::of(Shape::Any(Why::Unsupported("false")))
            }
            Schema::Invalid(_) => Lowered::of(Shape::Any(Why::Invalid)),
            Schema::Object(object) => self.object(object, origin),
        }
    }

    fn object(&mut self, schema: &SchemaObject, origin: &Origin) -> Lowered {
        if let Some(reference) = &schema.reference {
            return self.referenced(schema, reference, origin);
        }
        if let Some((first, _)) = schema.unsupported.first() {
            for (keyword, at) in &schema.unsupported {
                let instead = "any JSON value is accepted here";
                self.cursor.sink.push(unsupported(*at, &format!("`{keyword}`"), instead));
            }
            return Lowered::of(Shape::Any(Why::Unsupported(first)));
        }
        for (keyword, at) in &schema.constraints {
            let instead = "the schema is read without it";
            self.cursor.sink.push(unsupported(*at, &format!("`{keyword}`"), instead));
        }
        if let Some(at) = schema.constant {
            return self.constant(at);
        }
        let mut lowered = self.typed(schema, origin);
        lowered.nullable |= schema.nullable;
        if let Some((at, values)) = &schema.enumeration {
            lowered = self.enumeration(*at, values, lowered);
        }
        lowered
    }

    /// A reference to a component is a use of its name; one to any other schema is that schema.
    fn referenced(&mut self, schema: &SchemaObject, reference: &crate::doc::Reference, origin: &Origin) -> Lowered {
        let siblings = [
            (!schema.types.is_empty(), "type"),
            (!schema.properties.is_empty(), "properties"),
            (!schema.required.is_empty(), "required"),
            (schema.items.is_some(), "items"),
            (schema.enumeration.is_some(), "enum"),
            (schema.constant.is_some(), "const"),
        ];
        let keyword = siblings.iter().find(|(is_there, _)| *is_there).map(|(_, keyword)| *keyword);
        if let Some(keyword) = keyword.or(schema.unsupported.first().map(|(keyword, _)| *keyword)) {
            let instead = "the reference alone is read";
            self.cursor.sink.push(unsupported(reference.at, &format!("`$ref` beside `{keyword}`"), instead));
        }
        let Some(target) = self.schema_target(reference) else {
            // Where the reference is at fault that is an error, and nothing comes of the document.
            return Lowered::of(Shape::Any(Why::Unsupported("$ref")));
        };
        if self.is_circular(target) {
            self.circle(reference);
            return Lowered::of(Shape::Any(Why::Invalid));
        }
        // A constant is a value and no type: where it is used it stands itself, so that it is written and checked there.
        if let Some(at) = self.constant_of(target) {
            return self.constant(at);
        }
        // What stands elsewhere is named by where it stands, and not by who comes first to refer to it.
        let origin = self.origin_of(target).unwrap_or_else(|| origin.clone());
        let used = self.use_of(target, &origin);
        Lowered { shape: used.shape, nullable: used.nullable || schema.nullable }
    }

    /// The only value of a schema that says nothing else, wherever references lead.
    fn constant_of(&mut self, schema: SchemaId) -> Option<At> {
        let mut way = Vec::new();
        let mut current = schema;
        let found = loop {
            if let Some(known) = self.constants.get(&current) {
                break *known;
            }
            way.push(current);
            let Schema::Object(object) = self.document.schema(current) else { break None };
            match (&object.reference, object.constant, &object.enumeration) {
                (Some(reference), _, _) => match self.schema_target(reference) {
                    Some(next) => current = next,
                    None => break None,
                },
                (None, Some(at), _) => break Some(at).filter(|_| object.unsupported.is_empty() && !object.nullable),
                (None, None, Some((_, values))) if values.len() == 1 && !object.nullable => break Some(values[0]),
                _ => break None,
            }
        };
        // A chain of references is walked once, however many begin somewhere in it.
        self.constants.extend(way.into_iter().map(|schema| (schema, found)));
        found
    }

    /// Whether references lead from a schema back to it without a type between them.
    fn is_circular(&mut self, start: SchemaId) -> bool {
        let mut seen = HashSet::from([start]);
        let mut current = start;
        while !self.straight.contains(&current) {
            let Schema::Object(object) = self.document.schema(current) else { break };
            let Some(reference) = &object.reference else { break };
            let Some(next) = self.schema_target(reference) else { break };
            if !seen.insert(next) {
                return true;
            }
            current = next;
        }
        // A chain of references is walked once, however many begin somewhere in it.
        self.straight.extend(seen);
        false
    }

    fn typed(&mut self, schema: &SchemaObject, origin: &Origin) -> Lowered {
        let nullable = schema.types.iter().any(|(name, _)| *name == TypeName::Null);
        let mut names = schema.types.iter().filter(|(name, _)| *name != TypeName::Null);
        let shape = match (names.next(), names.next()) {
            (Some((_, first)), Some(_)) => {
                let what = "a schema of several types";
                self.cursor.sink.push(unsupported(*first, what, "any JSON value is accepted here"));
                Shape::Any(Why::Unsupported("type"))
            }
            (Some((name, _)), None) => self.of_type(*name, schema, origin),
            (None, _) if nullable => self.only_null(schema.at),
            (None, _) => self.of_no_type(schema, origin),
        };
        Lowered { shape, nullable }
    }

    /// Nothing but null is a value.
    fn only_null(&self, at: At) -> Shape {
        self.cursor.sink.push(unsupported(at, "a schema of null alone", "any JSON value is accepted here"));
        Shape::Any(Why::Unsupported("null"))
    }

    /// A schema without `type` is what its other keywords speak of.
    fn of_no_type(&mut self, schema: &SchemaObject, origin: &Origin) -> Shape {
        if !schema.properties.is_empty() || schema.additional_properties.is_some() {
            self.of_type(TypeName::Object, schema, origin)
        } else if schema.items.is_some() {
            self.of_type(TypeName::Array, schema, origin)
        } else {
            Shape::Any(Why::Unconstrained)
        }
    }

    fn of_type(&mut self, name: TypeName, schema: &SchemaObject, origin: &Origin) -> Shape {
        let format = schema.format.as_ref().map(|(format, _)| format.as_str());
        match name {
            TypeName::Null => Shape::Any(Why::Unsupported("null")),
            TypeName::Boolean => Shape::Boolean,
            TypeName::Integer => Shape::Integer(integer_width(format)),
            TypeName::Number => match format {
                Some("float") => Shape::Number(NumberWidth::Single),
                _ => Shape::Number(NumberWidth::Double),
            },
            TypeName::String => match format {
                Some("date") => Shape::String(StringFormat::Date),
                Some("date-time") => Shape::String(StringFormat::DateTime),
                _ => Shape::String(StringFormat::Plain),
            },
            TypeName::Array => {
                let any = Type { shape: Shape::Any(Why::Unconstrained), nullable: false, at: schema.at };
                let items = schema.items.map_or(any, |items| {
                    let origin = self.step(origin, Step::Items, items);
                    self.use_of(items, &origin)
                });
                self.check_no_constant(&items, "list");
                Shape::Array(Box::new(items))
            }
            TypeName::Object => self.of_object(schema, origin),
        }
    }

    fn of_object(&mut self, schema: &SchemaObject, origin: &Origin) -> Shape {
        if !schema.properties.is_empty() {
            return Shape::Record(self.record(schema, origin));
        }
        self.check_required(schema);
        match &schema.additional_properties {
            Some((AdditionalProperties::Schema(values), _)) => {
                let origin = self.step(origin, Step::Values, *values);
                let values = self.use_of(*values, &origin);
                self.check_no_constant(&values, "map");
                Shape::Map(Box::new(values))
            }
            Some((AdditionalProperties::Boolean(false), _)) => Shape::Record(self.record(schema, origin)),
            Some((AdditionalProperties::Boolean(true), _)) | None => {
                Shape::Map(Box::new(Type { shape: Shape::Any(Why::Unconstrained), nullable: false, at: schema.at }))
            }
        }
    }

    /// Reports a constant inside a collection, where the type keeps its kind and not its value.
    fn check_no_constant(&self, inner: &Type, collection: &str) {
        if let Shape::Constant(_) = inner.shape {
            let what = format!("a constant inside a {collection}");
            self.cursor.sink.push(unsupported(inner.at, &what, "every value of its type is accepted there"));
        }
    }

    fn constant(&self, at: At) -> Lowered {
        match self.literal(at) {
            Some(literal) => Lowered::of(Shape::Constant(literal)),
            None => {
                self.cursor.sink.push(unsupported(
                    at,
                    &format!("a constant that is {}", self.cursor.source.node(at).kind()),
                    "any JSON value is accepted here",
                ));
                Lowered::of(Shape::Any(Why::Unsupported("const")))
            }
        }
    }

    /// An enumeration of one value is a constant. One of several keeps the type that the schema has without it.
    fn enumeration(&self, at: At, values: &[At], base: Lowered) -> Lowered {
        let is_null = |value: &At| matches!(self.cursor.source.node(*value), Node::Null);
        let nullable = values.iter().any(is_null);
        let others: Vec<At> = values.iter().copied().filter(|value| !is_null(value)).collect();
        if values.is_empty() {
            self.cursor.invalid_value(
                at,
                "an enumeration without values allows nothing",
                Some("name the values".to_owned()),
            );
            return base;
        }
        if others.is_empty() {
            return Lowered::of(self.only_null(at));
        }
        if let [only] = others[..] {
            let constant = self.constant(only);
            return Lowered { nullable, ..constant };
        }
        self.cursor.sink.push(unsupported(
            at,
            "an enumeration of several values",
            "every value of the type is accepted here",
        ));
        base
    }

    fn literal(&self, at: At) -> Option<Literal> {
        match self.cursor.source.node(at) {
            Node::Boolean(value) => Some(Literal::Boolean(*value)),
            Node::Integer(value) => Some(Literal::Integer(*value)),
            Node::String(value) => Some(Literal::String(value.to_string())),
            Node::Null | Node::Unsigned(_) | Node::Float(_) | Node::Sequence(_) | Node::Mapping(_) => None,
        }
    }

    /// Reports names under `required` that are no properties.
    pub(in crate::lower) fn check_required(&self, schema: &SchemaObject) {
        for (name, at) in &schema.required {
            if schema.properties.iter().any(|(key, _)| key == name) {
                continue;
            }
            let keys = schema.properties.iter().map(|(key, _)| key.as_str());
            let help = crate::cursor::nearest(name, keys).map_or_else(
                || format!("declare `{name}` under `properties`"),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("`{name}` is required but is not one of the properties");
            self.cursor.sink.push(
                Diagnostic::warning(Code::InvalidValue, Spot::Value(*at), message)
                    .label("there is no property of this name")
                    .help(help)
                    .help("without it: the name is left out"),
            );
        }
    }
}

const fn integer_width(format: Option<&str>) -> IntegerWidth {
    let Some(format) = format else { return IntegerWidth::Signed64 };
    match format.as_bytes() {
        b"int8" => IntegerWidth::Signed8,
        b"int16" => IntegerWidth::Signed16,
        b"int32" => IntegerWidth::Signed32,
        b"uint8" => IntegerWidth::Unsigned8,
        b"uint16" => IntegerWidth::Unsigned16,
        b"uint32" => IntegerWidth::Unsigned32,
        b"uint64" => IntegerWidth::Unsigned64,
        _ => IntegerWidth::Signed64,
    }
}

/// Whether the Rust type says all that the format says.
fn has_type_of_its_own(format: &str) -> bool {
    let numbers = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float", "double"];
    numbers.contains(&format)
}
