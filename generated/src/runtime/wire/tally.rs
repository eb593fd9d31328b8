//! What is counted while reading: how well a value fits, and what finding that out may cost.

use std::cell::Cell;

use serde::de::Error;

use crate::runtime::wire::place::Place;

/// How badly a value fits a type: the number of keys that the type does not keep; where that is equal, of nulls that it
/// takes for absent and that the document does not allow; then of numbers of which it keeps less than all digits; and
/// then of values that its enumerations and unions do not know. The default is a perfect fit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Misfit {
    ignored_keys: usize,
    lost_nulls: usize,
    rounded_numbers: usize,
    unknown_values: usize,
}

impl Misfit {
    /// That of two values together.
    #[inline]
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            ignored_keys: self.ignored_keys + other.ignored_keys,
            lost_nulls: self.lost_nulls + other.lost_nulls,
            rounded_numbers: self.rounded_numbers + other.rounded_numbers,
            unknown_values: self.unknown_values + other.unknown_values,
        }
    }
}

/// The counts.
#[derive(Default)]
pub(crate) struct Tally {
    misfit: Cell<Misfit>,
    budget: Cell<Budget>,
}

/// The work that attempts may still do.
///
/// Where several variants of a union are possible each is tried, and a document may have as many unions in one another,
/// with as many variants, as it likes. So what attempts do is measured, and must not be more than so many times the
/// size of what they are done on.
#[derive(Clone, Copy)]
struct Budget {
    left: usize,
    is_attempt: bool,
    is_exhausted: bool,
}

impl Default for Budget {
    fn default() -> Self {
        Self { left: Self::OF_A_DOCUMENT, is_attempt: false, is_exhausted: false }
    }
}

impl Budget {
    /// What a document has from the start: enough for every small one.
    const OF_A_DOCUMENT: usize = 100_000;

    /// What is added for each value that attempts are made on.
    const OF_A_VALUE: usize = 64;
}

impl Tally {
    /// Counts a key that the type does not declare.
    #[inline]
    pub(crate) fn ignored_key(&self) {
        self.ignored_keys(1);
    }

    /// Counts keys that are lost with one that the type does not declare.
    pub(crate) fn ignored_keys(&self, count: usize) {
        self.count(Misfit { ignored_keys: count, ..Misfit::default() });
    }

    /// Counts a null that is taken for absent although the document does not allow it.
    pub(crate) fn lost_null(&self) {
        self.count(Misfit { lost_nulls: 1, ..Misfit::default() });
    }

    /// Counts a number of which the type keeps less than all digits.
    pub(crate) fn rounded_number(&self) {
        self.count(Misfit { rounded_numbers: 1, ..Misfit::default() });
    }

    /// Counts a value that an enumeration or a union does not know.
    pub(crate) fn unknown_value(&self) {
        self.count(Misfit { unknown_values: 1, ..Misfit::default() });
    }

    /// Counts what was found elsewhere.
    #[inline]
    pub(crate) fn count(&self, misfit: Misfit) {
        self.misfit.set(self.misfit.get().and(misfit));
    }

    /// What was counted so far.
    pub(crate) fn misfit(&self) -> Misfit {
        self.misfit.get()
    }

    /// Goes back to what was counted before.
    pub(crate) fn restore(&self, misfit: Misfit) {
        self.misfit.set(misfit);
    }

    /// Begins attempts on a value of this weight, and tells whether they are part of another attempt.
    pub(crate) fn begin_attempts(&self, weight: impl FnOnce() -> usize) -> bool {
        let budget = self.budget.get();
        if !budget.is_attempt {
            let left = budget.left.saturating_add(weight().saturating_mul(Budget::OF_A_VALUE));
            self.budget.set(Budget { left, is_attempt: true, ..budget });
        }
        budget.is_attempt
    }

    /// Ends the attempts that are part of no other.
    pub(crate) fn end_attempts(&self) {
        self.budget.set(Budget { is_attempt: false, ..self.budget.get() });
    }

    /// Whether no attempt may go on.
    pub(crate) fn is_exhausted(&self) -> bool {
        self.budget.get().is_exhausted
    }

    /// Pays for reading a value of this weight.
    ///
    /// # Errors
    ///
    /// That an attempt cannot afford it.
    pub(crate) fn pay<E: Error>(&self, weight: usize, place: &Place) -> Result<(), E> {
        let budget = self.budget.get();
        if !budget.is_attempt {
            return Ok(());
        }
        let Some(left) = budget.left.checked_sub(weight).filter(|_| !budget.is_exhausted) else {
            self.budget.set(Budget { is_exhausted: true, ..budget });
            return Err(place.error("the unions in this value can be read in too many ways"));
        };
        self.budget.set(Budget { left, ..budget });
        Ok(())
    }
}
