//! Where in the data an error was found.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde::de::Error;

use crate::runtime::wire::excerpt::Excerpt;

/// How long the reason may be why a variant of a union does not fit.
const REASON_LIMIT: usize = 200;

/// The way from the root to the value at fault.
///
/// It is put together while an error travels up, from the innermost step to the outermost, so data without errors costs
/// nothing.
#[derive(Default)]
pub(crate) struct Place {
    steps: RefCell<Vec<Step>>,
    at_fault: Cell<bool>,
}

/// One step down from a value into one of its parts.
pub(crate) enum Step {
    Field(&'static str),
    Key(String),
    Index(usize),
}

impl Place {
    /// Notes the step that led to the error.
    pub(crate) fn came_through(&self, step: Step) {
        self.steps.borrow_mut().push(step);
    }

    /// Notes that the data is at fault, and not the format it is written in.
    ///
    /// Formats ask a visitor what it expects exactly when they are about to refuse a value, so visitors call this from
    /// there: it tells a wrong type, which the format reports by itself, from bad syntax.
    pub(crate) fn blame_data(&self) {
        self.at_fault.set(true);
    }

    /// Says why something could not be read, and forgets about it: who asks tries something else.
    pub(crate) fn give_up(&self, error: impl fmt::Display) -> Excerpt {
        let mut reason = Excerpt::new(REASON_LIMIT);
        if self.steps.borrow().is_empty() {
            reason.add(error);
        } else {
            reason.add(format_args!("{self}: {error}"));
        }
        self.steps.borrow_mut().clear();
        self.at_fault.set(false);
        reason
    }

    /// An error of our own.
    pub(crate) fn error<E: Error>(&self, message: impl fmt::Display) -> E {
        self.blame_data();
        E::custom(message)
    }

    /// The error with the place in front, made once at the root.
    ///
    /// An error that is not about the data stays as it is: another would lose what the format knows of its kind. So
    /// does one in whose text the format has already put the place, as YAML does; of a value that was in a buffer it
    /// knows but the beginning.
    pub(crate) fn explain<E: Error>(&self, error: E) -> E {
        let place = self.to_string();
        if !self.at_fault.get() || place.is_empty() {
            return error;
        }
        let message = error.to_string();
        match message.split_once(": ") {
            Some((known, _)) if known == place => error,
            Some((known, rest)) if place.starts_with(known) => E::custom(format_args!("{place}: {rest}")),
            _ => E::custom(format_args!("{place}: {message}")),
        }
    }
}

/// As it would be written in JavaScript: `data[3].owner["home address"]`.
impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.steps.borrow().iter().rev().enumerate() {
            let key = match step {
                Step::Index(index) => {
                    write!(formatter, "[{index}]")?;
                    continue;
                }
                Step::Field(key) => key,
                Step::Key(key) => key.as_str(),
            };
            if !is_identifier(key) {
                write!(formatter, "[{key:?}]")?;
            } else if position == 0 {
                formatter.write_str(key)?;
            } else {
                write!(formatter, ".{key}")?;
            }
        }
        Ok(())
    }
}

/// Whether a key can stand behind a dot.
fn is_identifier(key: &str) -> bool {
    let is_letter = |character: char| character.is_ascii_alphabetic() || character == '_' || character == '$';
    key.starts_with(is_letter) && key.chars().all(|character| is_letter(character) || character.is_ascii_digit())
}
