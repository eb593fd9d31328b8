//! What a union says about itself as data.

use crate::runtime::wire::Kinds;

/// The names of a union and of its variants, and how to tell them apart.
#[derive(Debug)]
pub struct UnionShape {
    /// The name of the type, for messages.
    pub name: &'static str,
    /// The key whose value tells which variant an object is.
    pub tag: Option<&'static str>,
    /// The kinds of the values of that key.
    pub tag_kinds: Kinds,
    /// The variants in the order of the document.
    pub variants: &'static [Variant],
    /// The variant that keeps an object whose tag is of the right kind but no variant lists it. It holds untyped JSON,
    /// and takes nothing else. Its number may be one of `variants` or the one after the last.
    pub unknown: Option<usize>,
}

/// What a value has to be like to be of a variant.
///
/// This need not be all there is to say: where several variants are possible, each is tried.
#[derive(Debug)]
pub struct Variant {
    /// The name, for messages.
    pub name: &'static str,
    /// The kinds of values that it takes.
    pub kinds: Kinds,
    /// The values of the tag that an object of this variant may have; booleans and integers as they stand in JSON. None
    /// if it is not known by its tag.
    pub tags: &'static [&'static str],
    /// Whether the tag has to be there.
    pub tag_required: bool,
    /// The keys that an object has to have.
    pub required: &'static [&'static str],
    /// The kinds of the items of an array.
    pub items: Kinds,
    /// The only keys that an object may have, of which it has at least one if it has any.
    pub known: Option<&'static [&'static str]>,
}

impl UnionShape {
    /// A union whose objects are told apart by their keys.
    pub const fn new(name: &'static str, variants: &'static [Variant]) -> Self {
        Self { name, tag: None, tag_kinds: Kinds::STRING, variants, unknown: None }
    }

    /// With a key whose value tells which variant an object is.
    #[must_use]
    pub const fn tagged_by(self, tag: &'static str) -> Self {
        Self { tag: Some(tag), ..self }
    }

    /// With a tag that is not a string.
    #[must_use]
    pub const fn with_tags_of(self, kinds: Kinds) -> Self {
        Self { tag_kinds: kinds, ..self }
    }

    /// With a variant that keeps an object whose tag nobody lists.
    #[must_use]
    pub const fn with_unknown(self, variant: usize) -> Self {
        Self { unknown: Some(variant), ..self }
    }
}

impl Variant {
    /// A variant that takes any value of these kinds.
    pub const fn new(name: &'static str, kinds: Kinds) -> Self {
        Self { name, kinds, tags: &[], tag_required: false, required: &[], items: Kinds::ANY, known: None }
    }

    /// An object of it has one of these tags.
    #[must_use]
    pub const fn tagged(self, tags: &'static [&'static str]) -> Self {
        Self { tags, tag_required: true, ..self }
    }

    /// An object of it has one of these tags, or none.
    #[must_use]
    pub const fn maybe_tagged(self, tags: &'static [&'static str]) -> Self {
        Self { tags, tag_required: false, ..self }
    }

    /// An object of it has these keys.
    #[must_use]
    pub const fn requires(self, required: &'static [&'static str]) -> Self {
        Self { required, ..self }
    }

    /// An array of it has items of these kinds alone.
    #[must_use]
    pub const fn of(self, items: Kinds) -> Self {
        Self { items, ..self }
    }

    /// An object of it has no keys but these. One that has others beside them is read all the same, but not one that
    /// has others alone: it would be lost whole where another variant does not fit.
    #[must_use]
    pub const fn knows(self, keys: &'static [&'static str]) -> Self {
        Self { known: Some(keys), ..self }
    }
}
