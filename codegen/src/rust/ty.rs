//! Types and paths as they stand in the source.

use crate::names::Ident;

/// A path such as `crate::types::Model`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Path {
    /// The segments; `crate` and `std` are among them.
    pub segments: Vec<Segment>,
}

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Segment {
    /// `crate`.
    Crate,
    /// A name.
    Name(Ident),
}

impl Path {
    /// A path that the generator itself knows, such as `std::option::Option`.
    pub fn fixed(text: &str) -> Self {
        let segment = |part: &str| if part == "crate" { Segment::Crate } else { Segment::Name(Ident::fixed(part)) };
        Self { segments: text.split("::").map(segment).collect() }
    }

    /// This path with a name below it.
    #[must_use]
    pub fn join(&self, name: &Ident) -> Self {
        let mut segments = self.segments.clone();
        segments.push(Segment::Name(name.clone()));
        Self { segments }
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, segment) in self.segments.iter().enumerate() {
            if index > 0 {
                formatter.write_str("::")?;
            }
            match segment {
                Segment::Crate => formatter.write_str("crate")?,
                Segment::Name(ident) => write!(formatter, "{ident}")?,
            }
        }
        Ok(())
    }
}

/// A type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ty {
    /// `()`.
    Unit,
    /// `(A, B)`.
    Tuple(Vec<Self>),
    /// A path, with arguments between angle brackets where it has any.
    Path(Path, Vec<Self>),
}

impl Ty {
    /// A type without arguments.
    pub const fn plain(path: Path) -> Self {
        Self::Path(path, Vec::new())
    }

    /// Whether a path in the type begins with a name, so that the name must be in scope.
    pub fn begins_with(&self, name: &str) -> bool {
        match self {
            Self::Unit => false,
            Self::Tuple(items) => items.iter().any(|item| item.begins_with(name)),
            Self::Path(path, arguments) => {
                matches!(path.segments.first(), Some(Segment::Name(first)) if first.as_str() == name)
                    || arguments.iter().any(|argument| argument.begins_with(name))
            }
        }
    }
}

impl std::fmt::Display for Ty {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unit => formatter.write_str("()"),
            Self::Tuple(items) => {
                let items: Vec<String> = items.iter().map(ToString::to_string).collect();
                write!(formatter, "({})", items.join(", "))
            }
            Self::Path(path, arguments) => {
                write!(formatter, "{path}")?;
                for (index, argument) in arguments.iter().enumerate() {
                    formatter.write_str(if index == 0 { "<" } else { ", " })?;
                    write!(formatter, "{argument}")?;
                }
                if arguments.is_empty() { Ok(()) } else { formatter.write_str(">") }
            }
        }
    }
}
