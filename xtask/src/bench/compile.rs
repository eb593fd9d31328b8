//! `cargo xtask bench compile`: what rustc takes for the types.
//!
//! A round compiles each crate once, by `cargo check` and by `cargo build --release`, without incremental compilation;
//! the time and the peak memory are those of the one process of rustc that compiles the crate. On a machine that does
//! other things as well, the time on the clock says little, and the processor time is the one to compare.
//!
//! What is generic over the format is compiled only where a format is named. So each crate has, for up to 200 of its
//! records and unions, evenly chosen and the same ones in both, a function that reads the type from JSON and one that
//! writes it (`bench/calls.rs`): the release build then holds what a program pays that reads and writes these types. A
//! program that names a second format pays the derived part once more.

use serde_json::json;

use crate::bench::calls;
use crate::bench::crates::{BASE, Crates, DERIVE, OURS};
use crate::bench::subject::{Subject, WHOLE};
use crate::bench::table::{self, Row, Target};
use crate::bench::{Request, cargo};
use crate::corpus::Measurement;
use crate::failure::Failure;
use crate::inputs::target_folder;
use crate::report;

const CHECK: &[&str] = &["check"];
const RELEASE: &[&str] = &["build", "--release"];
/// The transport over reqwest is no generated code, and needs a C compiler for its cryptography.
const CHECK_WHOLE: &[&str] = &["check", "--no-default-features"];

/// Does what is asked, and prints the figures.
///
/// # Errors
///
/// Where the document is at fault, or a crate does not compile.
pub fn run(request: &Request) -> Result<(), Failure> {
    let subject = Subject::load(request)?;
    let files = codegen::render::render(&subject.plan.program);
    let work = request.work.clone().unwrap_or_else(|| target_folder().join("bench"));
    let crates = Crates::write(&work, "compile", &subject, &files)?;
    crates.add_calls(&calls::text(&subject.plan.program))?;
    crates.add_whole(&files)?;

    report::to_stderr(&format!("{}: building what the crates depend on\n", subject.name));
    cargo::run(&crates, CHECK, BASE)?;
    cargo::run(&crates, RELEASE, BASE)?;
    let mut bests: [Option<Measurement>; 5] = [None; 5];
    for round in 1..=request.rounds {
        report::to_stderr(&format!("{}: round {round} of {}\n", subject.name, request.rounds));
        let steps = [(CHECK, OURS), (CHECK, DERIVE), (RELEASE, OURS), (RELEASE, DERIVE), (CHECK_WHOLE, WHOLE)];
        for (best, (arguments, package)) in bests.iter_mut().zip(steps) {
            let measured = cargo::measure(&crates, arguments, package)?;
            *best = Some(best.map_or(measured, |best| better(best, measured)));
        }
    }
    let rows = rows(&bests);
    if request.json {
        report::to_stdout(&format!("{:#}\n", json!({ "document": subject.name, "rows": table::machine(&rows) })));
    } else {
        report::to_stdout(&format!("{} (best of {})\n{}", subject.name, request.rounds, table::text(&rows)));
    }
    Ok(())
}

fn better(one: Measurement, other: Measurement) -> Measurement {
    let memory = one.memory.zip(other.memory).map(|(one, other)| one.min(other));
    let processor = one.processor.zip(other.processor).map(|(one, other)| one.min(other));
    Measurement { seconds: one.seconds.min(other.seconds), memory, processor }
}

fn rows(bests: &[Option<Measurement>; 5]) -> Vec<Row> {
    let [check_ours, check_derive, release_ours, release_derive, whole] = *bests;
    let mut rows = Vec::new();
    let steps = [
        ("types, check", check_ours, check_derive, true),
        ("types, release build", release_ours, release_derive, true),
        ("whole crate, check", whole, None, false),
    ];
    for (name, ours, derive, has_target) in steps {
        let Some(ours) = ours else { continue };
        let target = |most| has_target.then_some(Target::AtMost(most));
        rows.push(Row {
            name: name.to_owned(),
            unit: "s",
            ours: ours.seconds,
            derive: derive.map(|derive: Measurement| derive.seconds),
            target: target(0.25),
        });
        if let Some(busy) = ours.processor {
            rows.push(Row {
                name: format!("{name}, processor time"),
                unit: "s",
                ours: busy,
                derive: derive.and_then(|derive: Measurement| derive.processor),
                target: target(0.25),
            });
        }
        let Some(memory) = mebibytes(ours) else { continue };
        rows.push(Row {
            name: format!("{name}, peak memory"),
            unit: "MiB",
            ours: memory,
            derive: derive.and_then(mebibytes),
            target: target(0.4),
        });
    }
    rows
}

fn mebibytes(measurement: Measurement) -> Option<f64> {
    u32::try_from(measurement.memory?).ok().map(f64::from)
}
