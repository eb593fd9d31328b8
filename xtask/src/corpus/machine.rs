//! Everything as JSON, for machines. Keys stay what they are; further ones may come.

use serde_json::{Value, json};

use crate::corpus::build::Build;
use crate::corpus::outcome::Outcome;
use crate::corpus::trial::{Complaint, ProbeCount, Trial};

/// The outcomes as a JSON text.
pub fn text(outcomes: &[Outcome]) -> String {
    let documents: Vec<Value> = outcomes.iter().map(document).collect();
    let failed = outcomes.iter().filter(|outcome| !outcome.failures().is_empty()).count();
    format!("{:#}\n", json!({ "documents": documents, "failed": failed }))
}

fn document(outcome: &Outcome) -> Value {
    let generation = &outcome.generation;
    json!({
        "name": outcome.root.name,
        "path": outcome.root.path.display().to_string(),
        "crate": outcome.folder.as_ref().map(|folder| folder.display().to_string()),
        "failures": outcome.failures(),
        "generation": {
            "seconds": generation.seconds,
            "fault": generation.fault,
            "operations": generation.emitted,
            "skipped": generation.skipped,
            "types": generation.types,
            "untyped": generation.untyped,
            "diagnostics": generation.diagnostics,
            "errors": generation.errors,
            "warnings": generation.warnings,
        },
        "build": outcome.build.as_ref().map(build),
        "payloads": outcome.trial.as_ref().map(trial),
    })
}

fn build(build: &Build) -> Value {
    json!({
        "clean": build.is_clean(),
        "errors": build.errors,
        "warnings": build.warnings,
        "trouble": build.trouble,
        "seconds": build.measurement.map(|measured| measured.seconds),
        "mebibytes": build.measurement.and_then(|measured| measured.memory),
    })
}

fn trial(trial: &Trial) -> Value {
    let [keys, values, types] = &trial.probes;
    json!({
        "valid": trial.valid,
        "in_document": trial.in_document,
        "made_up": trial.made_up,
        "without_type": complaints(&trial.without_type),
        "decoded": trial.decoded,
        "whole": trial.whole,
        "refused": complaints(&trial.refused),
        "changed": complaints(&trial.changed),
        "invalid": trial.invalid,
        "invalid_accepted": trial.invalid_accepted,
        "trouble": trial.trouble,
        "probes": {
            "new_keys": probes(keys),
            "unknown_values": probes(values),
            "wrong_types": probes(types),
        },
    })
}

fn probes(count: &ProbeCount) -> Value {
    json!({ "sent": count.sent, "failed": complaints(&count.failed), "allowed": complaints(&count.allowed) })
}

fn complaints(complaints: &[Complaint]) -> Vec<Value> {
    let complaint = |complaint: &Complaint| {
        json!({
            "payload": complaint.payload,
            "schema": complaint.schema,
            "place": complaint.place,
            "pointer": complaint.pointer,
            "message": complaint.message,
        })
    };
    complaints.iter().map(complaint).collect()
}
