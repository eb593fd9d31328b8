//! The kinds of JSON values.

/// A set of kinds of JSON values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// Null.
    pub const NULL: Self = Self(1);
    /// `false`.
    pub const FALSE: Self = Self(2);
    /// `true`.
    pub const TRUE: Self = Self(128);
    /// A boolean.
    pub const BOOLEAN: Self = Self::FALSE.or(Self::TRUE);
    /// A whole number.
    pub const INTEGER: Self = Self(4);
    /// A number with a fraction.
    pub const NUMBER: Self = Self(8);
    /// A text.
    pub const STRING: Self = Self(16);
    /// A list.
    pub const ARRAY: Self = Self(32);
    /// An object.
    pub const OBJECT: Self = Self(64);
    /// Every kind.
    pub const ANY: Self = Self(255);

    /// The kinds of values that are not put together of others, but for null, which is the same in every type.
    pub const SCALAR: Self = Self::BOOLEAN.or(Self::INTEGER).or(Self::NUMBER).or(Self::STRING);

    /// Each kind with the name that the runtime gives it.
    pub const NAMED: [(&'static str, Self); 9] = [
        ("NULL", Self::NULL),
        ("BOOLEAN", Self::BOOLEAN),
        ("FALSE", Self::FALSE),
        ("TRUE", Self::TRUE),
        ("INTEGER", Self::INTEGER),
        ("NUMBER", Self::NUMBER),
        ("STRING", Self::STRING),
        ("ARRAY", Self::ARRAY),
        ("OBJECT", Self::OBJECT),
    ];

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What both sets have.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether a value may be of a kind of both sets: a whole number is a number as well.
    pub const fn meets(self, other: Self) -> bool {
        const fn widened(kinds: Kinds) -> Kinds {
            if kinds.and(Kinds::NUMBER).is_empty() { kinds } else { kinds.or(Kinds::INTEGER) }
        }
        !widened(self).and(widened(other)).is_empty()
    }

    /// Whether nothing is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }
}
