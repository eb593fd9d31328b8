//! What came of one document.

use std::path::PathBuf;

use crate::corpus::build::Build;
use crate::corpus::documents::Root;
use crate::corpus::generation::Generation;
use crate::corpus::trial::Trial;

/// What came of one document: a row of the table.
#[derive(Debug)]
pub struct Outcome {
    /// The document.
    pub root: Root,
    /// What the generator gave.
    pub generation: Generation,
    /// The folder of the crate, where one was generated.
    pub folder: Option<PathBuf>,
    /// What the compiler said of it, where it was asked.
    pub build: Option<Build>,
    /// What came of its payloads, where it has some.
    pub trial: Option<Trial>,
}

impl Outcome {
    /// An outcome of which the generator's part is known.
    pub fn new(root: Root, generation: Generation) -> Self {
        Self { root, generation, folder: None, build: None, trial: None }
    }

    /// The ways in which the document failed, as words for the summary.
    pub fn failures(&self) -> Vec<&'static str> {
        let mut failures = Vec::new();
        if self.generation.fault.is_some() {
            failures.push("not generated");
        }
        if self.build.as_ref().is_some_and(|build| !build.is_clean()) {
            failures.push("not compiled without a warning");
        }
        if self.trial.as_ref().is_some_and(|trial| !trial.is_passed()) {
            failures.push("with payloads that are not read or do not come back");
        }
        failures
    }
}

/// How many documents failed, and in which ways; nothing where none did.
pub fn summary(outcomes: &[Outcome]) -> Option<String> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for failure in outcomes.iter().flat_map(Outcome::failures) {
        match counts.iter_mut().find(|(known, _)| *known == failure) {
            Some((_, count)) => *count += 1,
            None => counts.push((failure, 1)),
        }
    }
    let failed = outcomes.iter().filter(|outcome| !outcome.failures().is_empty()).count();
    let counts: Vec<String> = counts.iter().map(|(failure, count)| format!("{count} {failure}")).collect();
    (failed > 0).then(|| format!("{failed} of {} documents failed: {}", outcomes.len(), counts.join(", ")))
}
