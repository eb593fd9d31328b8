//! The types of schemas.

use crate::ir::{Definition, IntegerWidth, NumberWidth, Shape, Type, TypeId};
use crate::plan::{Planner, docs, fields, place_words};
use crate::rust::{Item, Path, Struct, Ty, TypeAlias};

/// Where a type is looked at from, which decides how its path is written.
#[derive(Clone, Debug)]
pub enum Viewpoint {
    /// Inside `types`, where the name alone is enough.
    Types,
    /// Anywhere else: below this path.
    Below(Path),
}

impl Planner<'_> {
    /// The item of a definition.
    pub(in crate::plan) fn type_item(&self, id: TypeId) -> Item {
        let definition = self.api.definition(id);
        let name = self.names.types[id.index()].clone();
        let docs = self.type_docs(definition);
        match &definition.shape {
            Shape::Record(record) => {
                let fields = self.fields(id, record);
                Item::Struct(Struct { name, docs, fields, construction: self.construction(id, record) })
            }
            Shape::Enumeration(enumeration) => Item::Enumeration(Self::enumeration(name, docs, enumeration)),
            Shape::Union(union) => Item::Union(self.union(id, name, docs, union)),
            shape => {
                let ty = self.shape(shape, &Viewpoint::Types);
                Item::TypeAlias(TypeAlias { name, docs, ty })
            }
        }
    }

    fn type_docs(&self, definition: &Definition) -> Vec<String> {
        let mut lines = docs::lines(&definition.documentation);
        if lines.is_empty() {
            lines.push(place_words::of_type(&definition.origin.steps));
        }
        if let Shape::Record(record) = &definition.shape {
            let constants: Vec<String> = fields::constants(record).collect();
            if !constants.is_empty() {
                lines = docs::with_paragraph(lines, constants);
            }
        }
        docs::with_paragraph(lines, [self.origin_line(definition.origin.at)])
    }

    /// Where an item comes from.
    pub(in crate::plan) fn origin_line(&self, at: crate::source::At) -> String {
        format!("Spec: {}", docs::code(&self.source.place_name(at)))
    }

    /// The type of a value where it is used, with `Option` where null is a value.
    pub(in crate::plan) fn ty(&self, value: &Type, viewpoint: &Viewpoint) -> Ty {
        let ty = self.shape(&value.shape, viewpoint);
        if self.api.is_nullable(value) { self.option(ty) } else { ty }
    }

    /// The type of a value that is not null.
    pub(in crate::plan) fn shape(&self, shape: &Shape, viewpoint: &Viewpoint) -> Ty {
        match shape {
            Shape::Any(_) => Ty::plain(Path::fixed("serde_json::Value")),
            Shape::Null => Ty::Unit,
            Shape::Boolean => Ty::plain(Path::fixed("bool")),
            Shape::Integer(width) => Ty::plain(Path::fixed(integer(*width))),
            Shape::Number(NumberWidth::Single) => Ty::plain(Path::fixed("f32")),
            Shape::Number(NumberWidth::Double) => Ty::plain(Path::fixed("f64")),
            Shape::String(_) => self.string(),
            Shape::Constant(literal) => match literal {
                crate::ir::Literal::Boolean(_) => Ty::plain(Path::fixed("bool")),
                crate::ir::Literal::Integer(_) => Ty::plain(Path::fixed("i64")),
                crate::ir::Literal::Number(_) => Ty::plain(Path::fixed("f64")),
                crate::ir::Literal::String(_) => self.string(),
            },
            Shape::Array(items) => Ty::Path(self.prelude("Vec", "std::vec::Vec"), vec![self.ty(items, viewpoint)]),
            Shape::Map(values) => self.map_of(self.ty(values, viewpoint), viewpoint),
            Shape::Tuple(items) => Ty::Tuple(items.iter().map(|item| self.ty(item, viewpoint)).collect()),
            Shape::Record(_) | Shape::Enumeration(_) | Shape::Union(_) => {
                unreachable!("invariant: a type with a name stands by itself")
            }
            Shape::Named(id) => Ty::plain(self.type_path(*id, viewpoint)),
        }
    }

    /// The path of a type.
    pub(in crate::plan) fn type_path(&self, id: TypeId, viewpoint: &Viewpoint) -> Path {
        let name = &self.names.types[id.index()];
        match viewpoint {
            Viewpoint::Types => Path { segments: vec![crate::rust::Segment::Name(name.clone())] },
            Viewpoint::Below(path) => path.join(name),
        }
    }

    pub(in crate::plan) fn string(&self) -> Ty {
        Ty::plain(self.prelude("String", "std::string::String"))
    }

    pub(in crate::plan) fn option(&self, inner: Ty) -> Ty {
        Ty::Path(self.prelude("Option", "std::option::Option"), vec![inner])
    }

    pub(in crate::plan) fn boxed(&self, inner: Ty) -> Ty {
        Ty::Path(self.prelude("Box", "std::boxed::Box"), vec![inner])
    }

    pub(in crate::plan) fn nullable(&self, inner: Ty) -> Ty {
        Ty::Path(self.nullable_path(), vec![inner])
    }

    pub(in crate::plan) fn nullable_path(&self) -> Path {
        self.prelude("Nullable", "crate::runtime::Nullable")
    }

    /// A map with strings for keys.
    pub(in crate::plan) fn map_of(&self, values: Ty, viewpoint: &Viewpoint) -> Ty {
        Ty::Path(self.map_path(viewpoint), vec![self.string(), values])
    }

    /// The type of maps, which the modules of types import.
    pub(in crate::plan) fn map_path(&self, viewpoint: &Viewpoint) -> Path {
        const PATH: &str = "std::collections::BTreeMap";
        match viewpoint {
            Viewpoint::Types => self.prelude("BTreeMap", PATH),
            Viewpoint::Below(_) => Path::fixed(PATH),
        }
    }

    /// A name of the prelude, or its whole path where a type of the document has the same name.
    pub(in crate::plan) fn prelude(&self, name: &str, path: &str) -> Path {
        let is_shadowed = self.names.shadowed.contains(&name);
        Path::fixed(if is_shadowed { path } else { name })
    }
}

const fn integer(width: IntegerWidth) -> &'static str {
    match width {
        IntegerWidth::Signed8 => "i8",
        IntegerWidth::Signed16 => "i16",
        IntegerWidth::Signed32 => "i32",
        IntegerWidth::Signed64 => "i64",
        IntegerWidth::Unsigned8 => "u8",
        IntegerWidth::Unsigned16 => "u16",
        IntegerWidth::Unsigned32 => "u32",
        IntegerWidth::Unsigned64 => "u64",
    }
}
