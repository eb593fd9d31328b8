//! Where a type stands in the document: what its name is made of.

use crate::source::At;

/// Where a type stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The way from the nearest named thing to the schema; the first step is that thing.
    pub steps: Vec<Step>,
    /// The place of the schema.
    pub at: At,
}

/// One step of the way to a schema.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// A component schema of this name.
    Component(String),
    /// An operation of this id.
    Operation(String),
    /// The body of the request.
    Request,
    /// The body of the response with this status.
    Response(String),
    /// The parameter of this name.
    Parameter(String),
    /// The response header of this name.
    Header(String),
    /// The property of this key.
    Property(String),
    /// The items of an array.
    Items,
    /// The values of a map, or the values under the keys that a record does not declare.
    Values,
    /// The branch of a union that these words tell from the others.
    Variant(String),
    /// The base of a union of its children.
    Base,
    /// What requests hold of a type whose answers hold something else.
    Params,
}
