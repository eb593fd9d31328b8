//! What failed, below the table: the first of each kind for each document.

use std::fmt::Write as _;

use crate::corpus::outcome::Outcome;
use crate::corpus::trial::{Complaint, Trial};

/// The failures of all documents, at most `limit` of each kind; empty where there are none.
pub fn text(outcomes: &[Outcome], limit: usize) -> String {
    let mut text = String::new();
    for outcome in outcomes {
        let mut lines = Lines { text: String::new(), limit };
        let generation = &outcome.generation;
        if let Some(fault) = &generation.fault {
            lines.push(&format!("not generated: {fault}"), generation.errors.iter().map(String::as_str));
        }
        if let Some(build) = &outcome.build {
            if let Some(trouble) = &build.trouble {
                lines.push("Cargo failed", trouble.lines());
            }
            if !build.errors.is_empty() {
                lines.push("does not compile", build.errors.iter().map(String::as_str));
            }
            if !build.warnings.is_empty() {
                lines.push("compiles with warnings", build.warnings.iter().map(String::as_str));
            }
        }
        if let Some(trial) = &outcome.trial {
            lines.trial(trial);
        }
        if !lines.text.is_empty() {
            let _ = write!(text, "\n{}", outcome.root.name);
            if let Some(folder) = &outcome.folder {
                let _ = write!(text, " ({})", folder.display());
            }
            text.push('\n');
            text.push_str(&lines.text);
        }
    }
    text
}

struct Lines {
    text: String,
    limit: usize,
}

impl Lines {
    fn trial(&mut self, trial: &Trial) {
        if let Some(trouble) = &trial.trouble {
            self.push("the program that reads payloads does not build", trouble.lines());
        }
        let [keys, values, types] = &trial.probes;
        let lists = [
            ("payloads without a type", &trial.without_type),
            ("payloads that are not read", &trial.refused),
            ("payloads that do not come back whole", &trial.changed),
            ("new keys that are refused", &keys.failed),
            ("unknown values of enumerations that are lost", &values.failed),
            ("wrong types that are accepted", &types.failed),
            ("wrong types that the schema allows after all", &types.allowed),
        ];
        for (title, complaints) in lists.into_iter().filter(|(_, complaints)| !complaints.is_empty()) {
            let lines: Vec<String> = complaints.iter().map(in_a_line).collect();
            self.push(&format!("{title}: {}", complaints.len()), lines.iter().map(String::as_str));
        }
    }

    fn push<'a>(&mut self, title: &str, items: impl Iterator<Item = &'a str>) {
        let items: Vec<&str> = items.collect();
        let _ = writeln!(self.text, "  {title}");
        for item in items.iter().take(self.limit) {
            let _ = writeln!(self.text, "    {item}");
        }
        if items.len() > self.limit {
            let _ = writeln!(self.text, "    and {} more", items.len() - self.limit);
        }
    }
}

fn in_a_line(complaint: &Complaint) -> String {
    let Complaint { payload, schema, place, pointer, message } = complaint;
    let at = if pointer.is_empty() { String::new() } else { format!(" at {pointer}") };
    format!("{payload}{at}: {message} ({})", if place.is_empty() { schema.clone() } else { place.join(", ") })
}
