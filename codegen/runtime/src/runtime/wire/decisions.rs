//! What attempts found out of the values in a buffer, so that each is decided once however often it is come by.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ptr;

use crate::runtime::wire::UnionShape;
use crate::runtime::wire::buffer::Buffer;
use crate::runtime::wire::excerpt::Excerpt;
use crate::runtime::wire::tally::Misfit;

/// The variant of a union that a value is of and how badly it fits it, or why it is of none.
pub(crate) type Decision = Result<(usize, Misfit), Excerpt>;

/// The decisions of the attempts that are under way.
///
/// Where unions stand in one another, each variant of the outer one comes by the values of the inner one again. So what
/// was decided of them is remembered, and an attempt that comes by such a value takes note of how well it fits without
/// reading it: only what was chosen in the end is read whole.
#[derive(Default)]
pub(crate) struct Decisions {
    made: RefCell<BTreeMap<Question, Decision>>,
    is_trial: Cell<bool>,
    is_partial: Cell<bool>,
}

/// A value by its place in the buffer, which stays where it is until the attempts end, and a union by that of its
/// shape.
type Question = (usize, usize);

fn question(shape: &'static UnionShape, value: &Buffer<'_>) -> Question {
    (ptr::from_ref(value).addr(), ptr::from_ref(shape).addr())
}

impl Decisions {
    /// What was decided of a value.
    pub(crate) fn of(&self, shape: &'static UnionShape, value: &Buffer<'_>) -> Option<Decision> {
        self.made.borrow().get(&question(shape, value)).cloned()
    }

    /// Remembers what was decided of a value.
    pub(crate) fn remember(&self, shape: &'static UnionShape, value: &Buffer<'_>, decision: Decision) {
        self.made.borrow_mut().insert(question(shape, value), decision);
    }

    /// Forgets all, before the buffer goes.
    pub(crate) fn forget(&self) {
        self.made.borrow_mut().clear();
    }

    /// Makes an attempt, and tells whether it passed over values that were decided.
    pub(crate) fn attempt<T>(&self, attempt: impl FnOnce() -> T) -> (T, bool) {
        let was_trial = self.is_trial.replace(true);
        let was_partial = self.is_partial.replace(false);
        let made = attempt();
        self.is_trial.set(was_trial);
        (made, self.is_partial.replace(was_partial))
    }

    /// Whether the value at hand may be passed over, because it is part of an attempt; if so, it is.
    pub(crate) fn pass_over(&self) -> bool {
        let is_trial = self.is_trial.get();
        if is_trial {
            self.is_partial.set(true);
        }
        is_trial
    }
}
