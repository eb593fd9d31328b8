//! What the API means, in no language.
//!
//! A [`Document`](crate::doc::Document) says things in as many ways as OpenAPI allows; an [`Api`] says each of them in
//! one. Invariants; what of them the types of this module leave open is checked by [`Api::debug_check`], except for
//! what only the document could tell:
//!
//! - no reference: what the document refers to by `$ref` stands here as a [`TypeId`] or is copied where it is used;
//! - no spelling of null: a type is nullable or not, whichever of the three ways the document chose;
//! - no implicit default: security, servers and parameter requirements are stated on every operation;
//! - a constant is always there: in a required field that is not null, or in a path, or it is a boolean among the types
//!   of a union;
//! - nothing is named in Rust: an [`Origin`] says where a type stands, and the plan makes a name of that;
//! - every part that a diagnostic may speak of carries its place, an [`At`].

mod default_branch;
pub mod dump;
mod operation;
mod origin;
mod types;

pub use crate::doc::HttpMethod;
pub(crate) use default_branch::{warning_on_default_branch, without_default_branch};
pub use operation::{
    Body, Header, LeftOut, MediaContent, Operation, OperationId, Parameter, ParameterLocation, RequestBody, Response,
    StatusPattern,
};
pub use origin::{Origin, Step};
pub use types::{
    Definition, Direction, Documentation, Enumeration, EnumerationValue, Example, Field, IntegerWidth, Literal,
    NumberWidth, Record, Shape, StringFormat, Type, TypeId, Union, Variant, Why,
};

use crate::source::At;

/// The meaning of one OpenAPI document.
#[derive(Debug)]
pub struct Api {
    /// The document's `info`.
    pub info: Info,
    /// The servers in document order; never empty in a valid document, because OpenAPI's own default is `/`.
    pub servers: Vec<Server>,
    /// The security schemes in document order; operations refer to them by index.
    pub security_schemes: Vec<SecurityScheme>,
    /// The tags that operations use: declared ones first, in document order.
    pub tags: Vec<Tag>,
    /// Every type that has a name or could have one; a [`TypeId`] is an index.
    pub definitions: Vec<Definition>,
    /// The operations: paths in document order, the methods of one path in the specification's.
    pub operations: Vec<Operation>,
    /// The operations that have no method in the program, each reported with the reason; and those that the server
    /// calls (webhooks and callbacks). Their types stand in the program all the same.
    pub uncalled: Vec<Operation>,
    /// The number of operations of which nothing is known but that they are there, because of their methods.
    pub unread_operations: usize,
}

/// Title, version and description of the API (OpenAPI 3.1.1, section 4.8.2, "Info Object").
#[derive(Debug)]
pub struct Info {
    /// The API's title.
    pub title: String,
    /// The version of the document, not of OpenAPI.
    pub version: String,
    /// What the API is for, in CommonMark.
    pub description: Option<String>,
    /// Where the document's `info` stands.
    pub at: At,
}

/// A base URL (OpenAPI 3.1.1, section 4.8.5, "Server Object").
#[derive(Debug)]
pub struct Server {
    /// The URL, with its variables replaced by their defaults.
    pub url: String,
    /// What the server is for.
    pub description: Option<String>,
    /// Where it is declared.
    pub at: At,
}

/// A way to prove who is calling (OpenAPI 3.1.1, section 4.8.27, "Security Scheme Object").
#[derive(Debug)]
pub struct SecurityScheme {
    /// The name under `components.securitySchemes`.
    pub name: String,
    /// How the credential travels.
    pub placement: CredentialPlacement,
    /// What the document says of it.
    pub description: Option<String>,
    /// Where it is declared.
    pub at: At,
}

/// How a credential travels with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CredentialPlacement {
    /// `Authorization: Bearer <credential>`.
    Bearer,
    /// `Authorization: Basic <base64 of user:password>`.
    Basic,
    /// The header of this name.
    Header(String),
    /// The query parameter of this name.
    Query(String),
    /// The cookie of this name.
    Cookie(String),
}

/// A group of operations (OpenAPI 3.1.1, section 4.8.22, "Tag Object").
#[derive(Debug)]
pub struct Tag {
    /// The name as operations write it.
    pub name: String,
    /// What the group is for.
    pub description: Option<String>,
}

impl Api {
    /// The definition that an id stands for.
    pub fn definition(&self, id: TypeId) -> &Definition {
        &self.definitions[id.index()]
    }

    /// What a shape is behind the names of other types, and whether null is a value of one of them.
    pub fn behind<'a>(&'a self, shape: &'a Shape) -> (&'a Shape, bool) {
        self.ids_behind(shape)
            .map(|id| self.definition(id))
            .fold((shape, false), |(_, nullable), definition| (&definition.shape, nullable || definition.nullable))
    }

    /// The definition that is behind the names of others, if a shape is a name.
    pub fn id_behind(&self, shape: &Shape) -> Option<TypeId> {
        self.ids_behind(shape).last()
    }

    /// The definitions that a shape names, one behind the other.
    fn ids_behind<'a>(&'a self, shape: &'a Shape) -> impl Iterator<Item = TypeId> + 'a {
        let name = |shape: &Shape| match shape {
            Shape::Named(id) => Some(*id),
            _ => None,
        };
        // A circle of names that never reaches a shape is cut by the lowering, so the way ends.
        std::iter::successors(name(shape), move |id| name(&self.definition(*id).shape))
    }

    /// Whether null is a value beside those of a type, by itself or by the type that it names. Where a union takes null
    /// itself there is none beside it.
    pub fn is_nullable(&self, value: &Type) -> bool {
        let (shape, is_nullable) = self.behind(&value.shape);
        let takes_null = matches!(shape, Shape::Union(union) if union.takes_null);
        !takes_null && (value.nullable || is_nullable)
    }

    /// Whether null is a value of a type, or beside its values.
    pub fn takes_null(&self, value: &Type) -> bool {
        self.is_nullable(value) || self.has_null(&value.shape)
    }

    /// Whether null is a value of a shape itself, and not beside its values.
    fn has_null(&self, shape: &Shape) -> bool {
        match self.behind(shape).0 {
            Shape::Any(_) | Shape::Null => true,
            Shape::Union(union) => union.takes_null,
            _ => false,
        }
    }

    /// The variant that has the null of a union, where it takes null itself: the first that may be anything, or that is
    /// such a union.
    pub fn null_variant(&self, union: &Union) -> Option<usize> {
        let has_null = |variant: &Variant| self.has_null(&variant.value.shape);
        union.variants.iter().position(has_null).filter(|_| union.takes_null)
    }

    /// Panics where an invariant of this module is broken, which is a fault of the lowering and never of a document.
    ///
    /// Called in debug builds after lowering, so that every test runs it.
    pub fn debug_check(&self) {
        for definition in &self.definitions {
            self.check_definition(definition);
            if let Shape::Union(union) = &definition.shape {
                let is_in_variant = || union.variants.iter().any(|variant| self.is_nullable(&variant.value));
                assert!(
                    definition.nullable || union.takes_null || !is_in_variant(),
                    "invariant: null of a variant is null of its union"
                );
                assert_eq!(
                    self.null_variant(union).is_some(),
                    union.takes_null && !definition.nullable,
                    "invariant: a union takes null by a variant, and by nothing beside it"
                );
            }
        }
        for operation in &self.uncalled {
            self.check_types(operation);
        }
        for operation in &self.operations {
            self.check_types(operation);
            for requirement in operation.security.iter().flatten() {
                assert!(
                    *requirement < self.security_schemes.len(),
                    "invariant: {} names a security scheme that does not exist",
                    operation.id
                );
            }
            for tag in &operation.tags {
                assert!(*tag < self.tags.len(), "invariant: {} names a tag that does not exist", operation.id);
            }
        }
    }

    fn check_definition(&self, definition: &Definition) {
        match &definition.shape {
            Shape::Record(record) => {
                for field in &record.fields {
                    self.check_type(&field.value, field.required);
                }
                if let Some(inner) = record.additional.as_deref() {
                    self.check_type(inner, false);
                }
            }
            Shape::Union(union) => {
                for variant in &union.variants {
                    // A boolean that is always the same has no enumeration that would check it.
                    self.check_type(
                        &variant.value,
                        matches!(variant.value.shape, Shape::Constant(Literal::Boolean(_))),
                    );
                }
            }
            shape => {
                assert!(!matches!(shape, Shape::Constant(_)), "invariant: a constant stands in a field or in a path");
                for inner in shape.types() {
                    self.check_type(inner, false);
                }
            }
        }
    }

    fn check_types(&self, operation: &Operation) {
        for parameter in &operation.parameters {
            self.check_type(&parameter.value, parameter.location == ParameterLocation::Path);
        }
        let in_path = operation.parameters.len();
        for inner in operation.types().into_iter().skip(in_path) {
            self.check_type(inner, false);
        }
    }

    /// Checks a type; whether a value of it is always there, so that it may be a constant.
    fn check_type(&self, root: &Type, is_always_there: bool) {
        root.walk(&mut |inner| {
            assert!(
                !matches!(inner.shape, Shape::Constant(_))
                    || (is_always_there && std::ptr::eq(inner, root) && !inner.nullable),
                "invariant: a constant is always there"
            );
            if let Shape::Named(id) = &inner.shape {
                assert!(id.index() < self.definitions.len(), "invariant: a type id points outside the definitions");
            }
            assert!(!inner.shape.needs_name(), "invariant: a type that needs a name stands at the top of a definition");
        });
    }
}
