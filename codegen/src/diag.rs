//! What the generator has to say about a document: every message with its place and a way out.

mod listing;

use std::collections::HashSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};

pub use listing::render;

use crate::source::{At, FileId};

/// One thing that the generator has to say.
#[derive(Clone, Debug, PartialEq)]
pub struct Diagnostic {
    /// What kind of thing it is; settings name it.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is the matter, in a sentence without a full stop.
    pub message: String,
    /// The places involved; the first is where the fault is.
    pub labels: Vec<Label>,
    /// The way out, or what was done instead.
    pub help: Vec<String>,
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something was left out or read in a way that the author may not have meant; the output is complete otherwise.
    Warning,
    /// The document or the settings are at fault; nothing is written.
    Error,
}

/// A place and what it has to do with the matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// The place.
    pub spot: Spot,
    /// A few words on its part in the matter; may be empty for the first label.
    pub text: String,
}

/// A place in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// A value.
    Value(At),
    /// The key that a value stands under.
    Key(At),
    /// A line and a column, both counted from 1, of a file that did not parse.
    Text(FileId, usize, usize),
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// The kinds of diagnostics. Their texts are stable: settings and scripts refer to them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The code as it is printed and written in settings.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// The text is no YAML or JSON.
    Syntax = "syntax",
    /// A key stands twice in one object.
    DuplicateKey = "duplicate-key",
    /// The specification does not know the key at this place.
    UnknownKey = "unknown-key",
    /// A key that must be there is not.
    MissingKey = "missing-key",
    /// A value is of another kind than the specification says.
    WrongType = "wrong-type",
    /// A value is of the right kind but none that the specification allows.
    InvalidValue = "invalid-value",
    /// The `openapi` version is none that the generator reads.
    UnsupportedVersion = "unsupported-version",
    /// A `$ref` leads nowhere, or to something else than is needed.
    UnresolvedReference = "unresolved-reference",
    /// A construct that this version of the generator does not give a meaning.
    Unsupported = "unsupported",
    /// A construct that is read as less than it says, because no type says more.
    Degraded = "degraded",
    /// Parts of a schema that leave no value together.
    Conflict = "conflict",
    /// The branches of a union cannot be told apart.
    AmbiguousUnion = "ambiguous-union",
    /// Two operations have the same `operationId`.
    DuplicateOperationId = "duplicate-operation-id",
    /// A path template and the parameters of an operation do not fit together.
    PathParameters = "path-parameters",
    /// Two things would have the same name in Rust, and one was given a longer one.
    NameCollision = "name-collision",
    /// A setting that matches nothing.
    StaleSetting = "stale-setting",
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Diagnostic {
    /// An error at a place.
    pub fn error(code: Code, spot: Spot, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, spot, message.into())
    }

    /// A warning at a place.
    pub fn warning(code: Code, spot: Spot, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, spot, message.into())
    }

    /// A warning that what stands at a place does not go with what stands at another.
    pub fn conflict(at: At, other: At, message: impl Into<String>) -> Self {
        Self::warning(Code::Conflict, Spot::Value(at), message)
            .label("this")
            .also(Spot::Value(other), "does not go with this")
    }

    fn new(severity: Severity, code: Code, spot: Spot, message: String) -> Self {
        let labels = vec![Label { spot, text: String::new() }];
        Self { code, severity, message, labels, help: Vec::new() }
    }

    /// Whether it keeps the output from being written.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Says something at the first place.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.labels[0].text = text.into();
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn also(mut self, spot: Spot, text: impl Into<String>) -> Self {
        self.labels.push(Label { spot, text: text.into() });
        self
    }

    /// Adds a way out, or what was done instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Makes a warning of it where no more is lost than is said here.
    #[must_use]
    pub fn or_loss(mut self, loss: Option<&str>) -> Self {
        if let Some(loss) = loss {
            self.severity = Severity::Warning;
            self.help.push(loss.to_owned());
        }
        self
    }

    /// Adds a way out where there is one.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help.extend(help);
        self
    }
}

/// Collects diagnostics, so that one run reports all of them.
#[derive(Debug, Default)]
pub struct Sink {
    found: Mutex<Found>,
}

#[derive(Debug, Default)]
struct Found {
    diagnostics: Vec<Diagnostic>,
    seen: HashSet<(Code, Spot, String)>,
}

impl Sink {
    /// An empty sink.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a diagnostic. One that is already there is not taken twice: a component that is used in many places would
    /// else repeat itself.
    pub fn push(&self, diagnostic: Diagnostic) {
        let key = (diagnostic.code, diagnostic.labels[0].spot, diagnostic.message.clone());
        let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
        if found.seen.insert(key) {
            found.diagnostics.push(diagnostic);
        }
    }

    /// The diagnostics in the order of their places, whatever the order in which the stages found them.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        let place = |diagnostic: &Diagnostic| match diagnostic.labels[0].spot {
            Spot::Text(..) => None,
            Spot::Value(at) | Spot::Key(at) => Some(at),
        };
        let mut diagnostics = self.found.into_inner().unwrap_or_else(PoisonError::into_inner).diagnostics;
        // Types are planned on several threads: of one place, the order of the messages is that of their words.
        diagnostics
            .sort_by(|left, right| place(left).cmp(&place(right)).then_with(|| left.message.cmp(&right.message)));
        diagnostics
    }
}
