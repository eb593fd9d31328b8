//! The kinds of JSON values.

use std::fmt;

/// A set of kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// No kind.
    pub const NONE: Self = Self(0);
    /// `null`.
    pub const NULL: Self = Self(1);
    /// `false`.
    pub const FALSE: Self = Self(1 << 1);
    /// `true`.
    pub const TRUE: Self = Self(1 << 7);
    /// `true` and `false`.
    pub const BOOLEAN: Self = Self::FALSE.or(Self::TRUE);
    /// Numbers that are written as integers.
    pub const INTEGER: Self = Self(1 << 2);
    /// Numbers that are written with a point or an exponent.
    pub const NUMBER: Self = Self(1 << 3);
    /// Strings.
    pub const STRING: Self = Self(1 << 4);
    /// Arrays.
    pub const ARRAY: Self = Self(1 << 5);
    /// Objects.
    pub const OBJECT: Self = Self(1 << 6);
    /// All kinds.
    pub const ANY: Self = Self(u8::MAX);

    /// The kinds of both sets.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a kind is in both sets.
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether these are all kinds, so that the set says nothing about a value.
    pub const fn is_any(self) -> bool {
        self.0 == Self::ANY.0
    }
}

/// As it would stand behind "expected": `a string or a list`.
impl fmt::Display for Kinds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const NAMES: [(Kinds, &str); 9] = [
            (Kinds::NULL, "null"),
            (Kinds::BOOLEAN, "a boolean"),
            (Kinds::FALSE, "`false`"),
            (Kinds::TRUE, "`true`"),
            (Kinds::NUMBER, "a number"),
            (Kinds::INTEGER, "an integer"),
            (Kinds::STRING, "a string"),
            (Kinds::ARRAY, "a list"),
            (Kinds::OBJECT, "an object"),
        ];
        let has = |kind: Self| self.0 & kind.0 == kind.0;
        // Who takes a number takes an integer, and who takes a boolean takes both: nothing is named twice.
        let is_named = |kind: Self| match kind {
            Self::INTEGER => !has(Self::NUMBER),
            Self::FALSE | Self::TRUE => !has(Self::BOOLEAN),
            _ => true,
        };
        let names = NAMES.iter().filter(|(kind, _)| has(*kind) && is_named(*kind));
        let names: Vec<&str> = names.map(|(_, name)| *name).collect();
        match names.split_last() {
            None => formatter.write_str("nothing"),
            Some((last, [])) => formatter.write_str(last),
            Some((last, others)) => write!(formatter, "one of {} or {last}", others.join(", ")),
        }
    }
}
