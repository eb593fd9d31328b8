//! Which variants of a union a value can be of.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error, Expected};

use crate::runtime::wire::buffer::{Buffer, Entries};
use crate::runtime::wire::excerpt::Excerpt;
use crate::runtime::wire::number::exact_integer;
use crate::runtime::wire::place::{Place, Step};
use crate::runtime::wire::{Kinds, UnionShape, Variant};

/// How long the list of the known tags may be in a message.
const TAGS_LIMIT: usize = 2_000;

/// The variants that are left.
pub(crate) enum Candidates {
    /// The only one.
    One(usize),
    /// The one that keeps what no other takes.
    Unknown(usize),
    /// Two or more, in the order of the document.
    Several(Vec<usize>),
}

impl Candidates {
    /// `None` if there are none.
    fn collect(mut variants: impl Iterator<Item = usize>) -> Option<Self> {
        let first = variants.next()?;
        let Some(second) = variants.next() else {
            return Some(Self::One(first));
        };
        Some(Self::Several([first, second].into_iter().chain(variants).collect()))
    }
}

impl UnionShape {
    /// The variants that take a value of one of these kinds. The one for what is unknown is not among them.
    pub(crate) fn of_kinds(&self, kinds: Kinds) -> impl Iterator<Item = (usize, &Variant)> {
        let is_known = move |index: usize| Some(index) != self.unknown;
        self.variants.iter().enumerate().filter(move |(index, variant)| is_known(*index) && variant.kinds.meets(kinds))
    }

    /// Whether an object can be of this type at all.
    pub(crate) fn takes_objects(&self) -> bool {
        self.unknown.is_some() || self.of_kinds(Kinds::OBJECT).next().is_some()
    }

    /// The key that has to be found before the variant of an object can be told.
    pub(crate) fn telling_tag(&self) -> Option<&'static str> {
        let mut objects = self.of_kinds(Kinds::OBJECT);
        let is_untagged = objects
            .next()
            .is_some_and(|(_, first)| first.tags.is_empty() && objects.all(|(_, variant)| variant.tags.is_empty()));
        self.tag.filter(|_| !is_untagged)
    }

    /// The variants of a value that is no object.
    pub(crate) fn candidates_by_kind<E: Error>(&self, value: &Buffer<'_>) -> Result<Candidates, E> {
        let kind = value.kind();
        // A number is of the type that says more of it, if one does. What takes all kinds says nothing.
        let is_wanted = self.of_kinds(kind).any(|(_, variant)| !variant.kinds.is_any());
        // A whole number that the usual type has no room for may be one for the variant of all numbers.
        let is_wide = matches!(value, Buffer::Unsigned(number) if i64::try_from(*number).is_err());
        let kinds = if is_wanted && !is_wide { kind } else { value.kinds() };
        Candidates::collect(self.of_kinds(kinds).map(|(index, _)| index))
            .ok_or_else(|| E::invalid_type(value.unexpected(), &ExpectedOf(self)))
    }

    /// The variants of an object, by its tag if it has one.
    pub(crate) fn candidates_by_tag<E: Error>(
        &self,
        value: Option<&Buffer<'_>>,
        place: &Place,
    ) -> Result<Candidates, E> {
        let tag = Tag::new(value);
        let fits = |variant: &Variant| self.tag.is_none() || tag.fits(variant);
        let objects = self.of_kinds(Kinds::OBJECT).filter(|(_, variant)| fits(variant)).map(|(index, _)| index);
        match (Candidates::collect(objects), self.unknown, value) {
            (Some(candidates), _, _) => Ok(candidates),
            (None, Some(unknown), Some(tag)) if tag.kinds().meets(self.tag_kinds) => Ok(Candidates::Unknown(unknown)),
            (None, _, _) => Err(self.untold(value, place)),
        }
    }

    /// The tag in the keys of an object.
    pub(crate) fn tag_in<'a, 'de>(&self, entries: &'a Entries<'de>) -> Option<&'a Buffer<'de>> {
        let tag = self.tag?;
        entries.iter().find(|(key, _)| key == tag).map(|(_, value)| value)
    }

    /// The error for an object whose tag is missing or not known.
    #[cold]
    fn untold<E: Error>(&self, value: Option<&Buffer<'_>>, place: &Place) -> E {
        let tag = self.tag.unwrap_or_default();
        match value {
            None | Some(Buffer::Null) => {
                place.error(format_args!("missing field `{tag}` of `{}`, expected {}", self.name, self.known_tags()))
            }
            Some(value) => {
                let mut found = Excerpt::new(TAGS_LIMIT);
                found.add(value.unexpected());
                let error = place.error(format_args!("invalid value: {found}, expected {}", self.known_tags()));
                place.came_through(Step::Field(tag));
                error
            }
        }
    }

    fn known_tags(&self) -> Excerpt {
        let mut text = Excerpt::new(TAGS_LIMIT);
        for tag in self.of_kinds(Kinds::OBJECT).flat_map(|(_, variant)| variant.tags) {
            text.add_after(", ", format_args!("`{tag}`"));
        }
        text
    }
}

/// What an object says about its variant.
enum Tag<'a> {
    /// Nothing.
    Absent,
    /// This, as it stands in JSON but without quotes.
    Text(Cow<'a, str>),
    /// Something that is no tag.
    Odd,
}

impl<'a> Tag<'a> {
    fn new(value: Option<&'a Buffer<'_>>) -> Self {
        Self::Text(match value {
            None | Some(Buffer::Null) => return Self::Absent,
            Some(Buffer::String(value)) => Cow::Borrowed(value),
            Some(Buffer::Boolean(value)) => Cow::Owned(value.to_string()),
            Some(Buffer::Signed(value)) => Cow::Owned(value.to_string()),
            Some(Buffer::Unsigned(value)) => Cow::Owned(value.to_string()),
            Some(Buffer::Float(value)) => Cow::Owned(exact_text(*value).unwrap_or_else(|| value.to_string())),
            Some(Buffer::Precise(value)) => {
                Cow::Owned(value.as_f64().and_then(exact_text).unwrap_or_else(|| value.to_string()))
            }
            Some(Buffer::Array(_) | Buffer::Object(_)) => return Self::Odd,
        })
    }

    fn fits(&self, variant: &Variant) -> bool {
        variant.tags.is_empty()
            || match self {
                Self::Absent => !variant.tag_required,
                Self::Text(text) => variant.tags.contains(&text.as_ref()),
                Self::Odd => false,
            }
    }
}

/// A number without a fraction as the integer that it is.
fn exact_text(value: f64) -> Option<String> {
    exact_integer(value).map(|integer| integer.to_string())
}

impl Variant {
    /// The keys that an object of this variant has and this one does not.
    pub(crate) fn missing<'a>(&'a self, entries: &'a Entries<'_>) -> impl Iterator<Item = &'static str> + 'a {
        let required = self.required.iter().copied();
        required.filter(|required| !entries.iter().any(|(key, _)| key == required))
    }

    /// Whether an object has keys, and none that the variant may have.
    pub(crate) fn is_stranger(&self, entries: &Entries<'_>) -> bool {
        let mut keys = entries.iter().map(|(key, _)| key).peekable();
        keys.peek().is_some() && self.known.is_some_and(|known| !keys.any(|key| known.iter().any(|known| key == known)))
    }

    /// Whether a value has the keys that it has to have, or the kinds of items.
    pub(crate) fn takes(&self, value: &Buffer<'_>) -> bool {
        match value {
            Buffer::Array(items) => items.iter().all(|item| item.kinds().meets(self.items)),
            Buffer::Object(entries) => self.missing(entries).next().is_none() && !self.is_stranger(entries),
            _ => true,
        }
    }
}

/// What a union expects, in a message about a wrong type.
pub(crate) struct ExpectedOf<'a>(pub(crate) &'a UnionShape);

impl Expected for ExpectedOf<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let none = if self.0.unknown.is_some() { Kinds::OBJECT } else { Kinds::NONE };
        let kinds = self.0.of_kinds(Kinds::ANY).fold(none, |kinds, (_, variant)| kinds.or(variant.kinds));
        write!(formatter, "{kinds} for `{}`", self.0.name)
    }
}
