//! The types of a program as one would write them by hand: with the derives of serde.
//!
//! They hold the same data as the generated ones, so a key whose value never changes is a field here.

use std::collections::BTreeMap;
use std::fmt::Write;

use codegen::ir::Literal;
use codegen::names::{Case, Ident, Scope};
use codegen::rust::{
    Construction, Crate, Enumeration, EnumerationValues, EnumerationWire, FieldPresence, Item, Path, RecordWire,
    Segment, Struct, Ty, TypeAlias, Union,
};

/// The root of the crate: `Nullable`, and how a `null` of it is told from a key that is absent.
pub const ROOT: &str = "\
//! The types of a document, read and written by what serde derives.

pub mod types;

/// What the types stand on.
pub mod runtime {
    use serde::{Deserialize, Deserializer};

    /// A value that may be left out, be null, or be there.
    pub type Nullable<T> = Option<Option<T>>;

    /// Reads what stands under a key that is there.
    pub fn present<'de, T: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
        T::deserialize(deserializer).map(Some)
    }
}
";

const DERIVES: &str = "serde::Serialize, serde::Deserialize";

/// The module `types`, with every type of the program.
pub fn types(program: &Crate) -> String {
    let items = || program.modules.iter().flat_map(|module| &module.items);
    let mut records = BTreeMap::new();
    let mut enumerations = BTreeMap::new();
    for item in items() {
        match item {
            Item::RecordWire(record) => drop(records.insert(last_name(&record.path), record)),
            Item::EnumerationWire(wire) => drop(enumerations.insert(last_name(&wire.path), wire)),
            _ => {}
        }
    }
    // Not every document has a field of three states, or a map.
    let reason = "which of these types are named depends on the document";
    let mut text = format!("//! The types of the document.\n\n#![allow(unused_imports, reason = {reason:?})]\n\n");
    for (import, path) in [("BTreeMap", "std::collections::BTreeMap"), ("Nullable", "crate::runtime::Nullable")] {
        // A type of the document that has the name leaves the whole path to the other.
        if !items().any(|item| name_of(item).is_some_and(|name| name.as_str() == import)) {
            let _ = writeln!(text, "use {path};");
        }
    }
    for item in items() {
        match item {
            Item::Struct(item) => {
                if let Some(wire) = records.get(item.name.as_str()) {
                    structure(&mut text, item, wire);
                }
            }
            Item::Enumeration(item) => {
                if let Some(wire) = enumerations.get(item.name.as_str()) {
                    enumeration(&mut text, item, wire);
                }
            }
            Item::Union(item) => union(&mut text, item),
            Item::TypeAlias(item) => alias(&mut text, item),
            _ => {}
        }
    }
    text
}

fn name_of(item: &Item) -> Option<&Ident> {
    match item {
        Item::Struct(Struct { name, .. })
        | Item::Enumeration(Enumeration { name, .. })
        | Item::Union(Union { name, .. })
        | Item::TypeAlias(TypeAlias { name, .. }) => Some(name),
        _ => None,
    }
}

fn last_name(path: &Path) -> &str {
    match path.segments.last() {
        Some(Segment::Name(name)) => name.as_str(),
        Some(Segment::Crate) | None => "",
    }
}

fn structure(text: &mut String, item: &Struct, wire: &RecordWire) {
    let Struct { name, docs, fields, construction } = item;
    let default = if matches!(construction, Construction::Default) { "Default, " } else { "" };
    documentation(text, "", docs);
    line(text, format_args!("#[derive(Clone, Debug, {default}PartialEq, {DERIVES})]"));
    line(text, format_args!("pub struct {name} {{"));
    let taken: Vec<&str> = fields.iter().map(|field| field.name.unraw()).collect();
    let mut scope = Scope::with_taken(&taken);
    let field_named = |name: &Ident| fields.iter().find(|field| field.name == *name);
    for key in &wire.fields {
        let rename = &key.key;
        match &key.presence {
            FieldPresence::Required(name) => {
                let Some(field) = field_named(name) else { continue };
                documentation(text, "    ", &field.docs);
                line(text, format_args!("    #[serde(rename = {rename:?})]\n    pub {name}: {},", field.ty));
            }
            FieldPresence::Optional(name) | FieldPresence::Nullable(name) => {
                let Some(field) = field_named(name) else { continue };
                documentation(text, "    ", &field.docs);
                let reader = if is_nullable(&field.ty) {
                    ", default, deserialize_with = \"crate::runtime::present\""
                } else {
                    ""
                };
                let writer = "skip_serializing_if = \"std::option::Option::is_none\"";
                line(text, format_args!("    #[serde(rename = {rename:?}{reader}, {writer})]"));
                line(text, format_args!("    pub {name}: {},", field.ty));
            }
            FieldPresence::Constant(constant) => {
                let name = scope.mint(Case::Value, &[rename]).ident;
                let ty = match constant {
                    Literal::Boolean(_) => "bool",
                    Literal::Integer(_) => "i64",
                    Literal::Number(_) => "f64",
                    Literal::String(_) => "std::string::String",
                };
                line(text, format_args!("    #[serde(rename = {rename:?})]\n    pub {name}: {ty},"));
            }
        }
    }
    if let Some(field) = wire.additional.as_ref().and_then(field_named) {
        documentation(text, "    ", &field.docs);
        line(text, format_args!("    #[serde(flatten)]\n    pub {}: {},", field.name, field.ty));
    }
    text.push_str("}\n");
}

fn enumeration(text: &mut String, item: &Enumeration, wire: &EnumerationWire) {
    let Enumeration { name, docs, variants, unknown, is_whole: _ } = item;
    documentation(text, "", docs);
    match &wire.values {
        EnumerationValues::Texts(values) => {
            line(text, format_args!("#[derive(Clone, Debug, PartialEq, Eq, Hash, {DERIVES})]\npub enum {name} {{"));
            for ((variant, value), (_, docs)) in values.iter().zip(variants) {
                documentation(text, "    ", docs);
                line(text, format_args!("    #[serde(rename = {value:?})]\n    {variant},"));
            }
            line(text, format_args!("    #[serde(untagged)]\n    {unknown}(std::string::String),\n}}"));
        }
        EnumerationValues::Whole(values) => {
            line(text, format_args!("#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, {DERIVES})]"));
            line(text, format_args!("#[serde(from = \"i64\", into = \"i64\")]\npub enum {name} {{"));
            for ((variant, _), (_, docs)) in values.iter().zip(variants) {
                documentation(text, "    ", docs);
                line(text, format_args!("    {variant},"));
            }
            line(text, format_args!("    {unknown}(i64),\n}}"));
            line(text, format_args!("impl From<i64> for {name} {{\n    fn from(value: i64) -> Self {{"));
            text.push_str("        match value {\n");
            for (variant, value) in values {
                line(text, format_args!("            {value} => Self::{variant},"));
            }
            line(text, format_args!("            other => Self::{unknown}(other),\n        }}\n    }}\n}}"));
            line(text, format_args!("impl From<{name}> for i64 {{\n    fn from(value: {name}) -> Self {{"));
            text.push_str("        match value {\n");
            for (variant, value) in values {
                line(text, format_args!("            {name}::{variant} => {value},"));
            }
            line(text, format_args!("            {name}::{unknown}(other) => other,\n        }}\n    }}\n}}"));
        }
    }
}

fn union(text: &mut String, item: &Union) {
    let Union { name, docs, variants, unknown } = item;
    documentation(text, "", docs);
    line(text, format_args!("#[derive(Clone, Debug, PartialEq, {DERIVES})]\n#[serde(untagged)]\npub enum {name} {{"));
    for variant in variants {
        documentation(text, "    ", &variant.docs);
        line(text, format_args!("    {}({}),", variant.name, variant.ty));
    }
    if let Some((name, ty)) = unknown {
        line(text, format_args!("    {name}({ty}),"));
    }
    text.push_str("}\n");
}

fn alias(text: &mut String, item: &TypeAlias) {
    let TypeAlias { name, docs, ty } = item;
    documentation(text, "", docs);
    line(text, format_args!("pub type {name} = {ty};"));
}

fn documentation(text: &mut String, indent: &str, docs: &[String]) {
    for words in docs {
        line(text, format_args!("{indent}#[doc = {words:?}]"));
    }
}

/// No type of a document has arguments, so the only `Nullable` that has one is the runtime's.
fn is_nullable(ty: &Ty) -> bool {
    matches!(ty, Ty::Path(path, arguments) if last_name(path) == "Nullable" && arguments.len() == 1)
}

fn line(text: &mut String, words: std::fmt::Arguments<'_>) {
    text.write_fmt(words).expect("invariant: a string takes all that is written to it");
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use codegen::config::Config;
    use codegen::source::Source;

    const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Small, version: "1" }
paths:
  /pets:
    post:
      operationId: addPet
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
      responses: { "204": { description: Done. } }
components:
  schemas:
    Pet:
      oneOf: [{ $ref: "#/components/schemas/Cat" }, { $ref: "#/components/schemas/Dog" }]
    Cat:
      type: object
      required: [type, name]
      properties:
        type: { type: string, const: cat }
        name: { type: string }
        petName: { type: [string, "null"] }
        parent: { $ref: "#/components/schemas/Cat" }
    Dog:
      type: object
      required: [type, size]
      properties:
        type: { type: string, const: dog }
        size: { $ref: "#/components/schemas/Size" }
        rank: { $ref: "#/components/schemas/Rank" }
      additionalProperties: { type: integer }
    Size: { type: string, enum: [small, very-large] }
    Rank: { type: integer, enum: [1, 2] }
"##;

    #[test]
    fn the_types_hold_what_the_generated_ones_do() {
        let mut source = Source::new();
        let document = source.add("small.yaml".to_owned(), DOCUMENT.to_owned());
        let (plan, _) = codegen::program(&source, document, &Config::default());
        let text = crate::bench::derive::types(&plan.expect("the document is sound").program);
        let code: Vec<&str> =
            text.lines().filter(|line| !line.trim_start().starts_with("#[doc")).map(str::trim).collect();
        let code = code.join("\n");
        let cat = "#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Cat {
#[serde(rename = \"type\")]
pub r#type: std::string::String,
#[serde(rename = \"name\")]
pub name: String,
#[serde(rename = \"petName\", default, deserialize_with = \"crate::runtime::present\", \
                   skip_serializing_if = \"std::option::Option::is_none\")]
pub pet_name: Nullable<String>,
#[serde(rename = \"parent\", skip_serializing_if = \"std::option::Option::is_none\")]
pub parent: Option<Box<Cat>>,
}
";
        for part in [
            cat,
            "#[serde(flatten)]\npub additional_properties: BTreeMap<String, i64>,\n}",
            "#[serde(untagged)]\npub enum Pet {\nCat(Cat),\nDog(Dog),\nUnknown(serde_json::Value),\n}",
            "#[serde(rename = \"very-large\")]\nVeryLarge,\n#[serde(untagged)]\nUnknown(std::string::String),\n}",
            "#[serde(from = \"i64\", into = \"i64\")]\npub enum Rank {",
        ] {
            assert!(code.contains(part), "{part}\nis not in\n{code}");
        }
    }
}
