//! Values that may be left out, be null, or be there.

use crate::runtime::wire::{Access, Optional, Sink, Slot, Wire};

/// A value that may be left out or be `null`, where the two mean different things.
///
/// In a change, for example, a key that is left out keeps what was there, and `null` takes it away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Nullable<T> {
    /// The key is left out.
    #[default]
    Absent,
    /// The key is there, and its value is `null`.
    Null,
    /// The key is there with this value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The same for a reference to the value.
    pub const fn as_ref(&self) -> Nullable<&T> {
        match self {
            Self::Absent => Nullable::Absent,
            Self::Null => Nullable::Null,
            Self::Value(value) => Nullable::Value(value),
        }
    }

    /// The value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// The value itself, if there is one.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// Whether the key is left out.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the value is `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is `null`: who has nothing to say about a key leaves the field as it is.
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Wire> Wire for Nullable<T> {
    type Access = Self;

    fn empty() -> Self {
        Self::Absent
    }
}

impl<T: Wire> Access<Self> for Nullable<T> {
    fn slot(value: &mut Self) -> Slot<'_> {
        Slot::Optional(value)
    }

    #[inline]
    fn write<'v>(value: &'v Self, sink: &mut dyn Sink<'v>, present: u8) {
        match value {
            Self::Absent => sink.absent(present),
            Self::Null => sink.null(present),
            Self::Value(value) => value.write(sink, present + 1),
        }
    }
}

impl<T: Wire> Optional for Nullable<T> {
    fn clear(&mut self) {
        *self = Self::Null;
    }

    fn fill(&mut self) -> Slot<'_> {
        *self = Self::Value(T::empty());
        match self {
            Self::Value(value) => value.slot(),
            Self::Absent | Self::Null => Slot::Ignored,
        }
    }
}
