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
    /// `true` and `false`.
    pub const BOOLEAN: Self = Self(1 << 1);
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
    pub const ANY: Self = Self((1 << 7) - 1);

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
        const NAMES: [(Kinds, &str); 7] = [
            (Kinds::NULL, "null"),
            (Kinds::BOOLEAN, "a boolean"),
            (Kinds::NUMBER, "a number"),
            (Kinds::INTEGER, "an integer"),
            (Kinds::STRING, "a string"),
            (Kinds::ARRAY, "a list"),
            (Kinds::OBJECT, "an object"),
        ];
        // Who takes a number takes an integer, so to name both would be to name one twice.
        let is_named = |kind: Self| kind != Self::INTEGER || !self.meets(Self::NUMBER);
        let names = NAMES.iter().filter(|(kind, _)| self.meets(*kind) && is_named(*kind));
        let names: Vec<&str> = names.map(|(_, name)| *name).collect();
        match names.split_last() {
            None => formatter.write_str("nothing"),
            Some((last, [])) => formatter.write_str(last),
            Some((last, others)) => write!(formatter, "one of {} or {last}", others.join(", ")),
        }
    }
}
