//! `cargo xtask bench wire`: how fast the types are read and written.
//!
//! Payloads are made up by [`Sampler`], the same ones for the same document. One program, built with `--release`, links
//! both crates. It first sends every payload through both: one that either refuses, or that does not come back as the
//! same JSON from both, is counted and left out. Then it reads and writes the rest, type by type, the two crates in
//! turns; of each type the best round counts. Values are dropped outside the measured time.

use std::collections::HashSet;
use std::fmt::Write;
use std::process::Command;

use codegen::ir::{Api, Shape, Step, TypeId};
use serde_json::{Value, json};

use crate::bench::crates::{Crates, WIRE};
use crate::bench::program::{self, Kind};
use crate::bench::subject::Subject;
use crate::bench::table::{self, Row, Target};
use crate::bench::{Request, cargo};
use crate::corpus::write;
use crate::failure::Failure;
use crate::inputs::target_folder;
use crate::report;
use crate::sample::Sampler;

/// How many types are measured at most: the derived code of each is compiled into the program.
const TYPES: usize = 200;

/// How many bytes of payloads are made; the program takes as many as it needs.
const MADE: usize = 20_000_000;

/// How many payloads a type has at most.
const PAYLOADS: usize = 2_000;

/// Does what is asked, and prints the figures.
///
/// # Errors
///
/// Where the document is at fault, or a crate does not compile.
pub fn run(request: &Request) -> Result<(), Failure> {
    let subject = Subject::load(request)?;
    let files = codegen::render::render(&subject.plan.program);
    let work = request.work.clone().unwrap_or_else(|| target_folder().join("bench"));
    let crates = Crates::write(&work, "wire", &subject, &files)?;
    let (api, _) = codegen::read(&subject.source, subject.document);
    let types = api.as_ref().map(|api| measured(api, &subject)).unwrap_or_default();
    let payloads = api.as_ref().map(|api| payloads(api, &types)).unwrap_or_default();
    let payloads_file = crates.file("payloads.txt");
    write(&payloads_file, &payloads)?;
    let kinds: Vec<&Kind> = types.iter().map(|(_, kind)| kind).collect();
    crates.add_program(&program::text(&kinds))?;

    report::to_stderr(&format!("{}: building the program\n", subject.name));
    cargo::run(&crates, &["build", "--release"], WIRE)?;
    report::to_stderr(&format!("{}: {}\n", subject.name, report::number(types.len(), "type")));
    let executable = crates.target.join("release").join(format!("{WIRE}{}", std::env::consts::EXE_SUFFIX));
    let output = Command::new(&executable)
        .arg(&payloads_file)
        .arg(request.rounds.to_string())
        .output()
        .map_err(|reason| Failure::Path { action: "run", path: executable, reason, help: None })?;
    let result: Value = serde_json::from_slice(&output.stdout).map_err(|error| Failure::Benchmark {
        summary: format!("the program does not give its figures: {error}"),
        listing: String::from_utf8_lossy(&output.stderr).into_owned(),
    })?;
    let rows = rows(&result);
    if request.json {
        let machine = json!({ "document": subject.name, "payloads": result, "rows": table::machine(&rows) });
        report::to_stdout(&format!("{machine:#}\n"));
    } else {
        let title = format!("{} (best of {})\n", subject.name, request.rounds);
        report::to_stdout(&(title + &counts(&result) + &table::text(&rows)));
    }
    Ok(())
}

/// The component schemas that have a type of their own, each with its name: evenly chosen where there are too many.
fn measured(api: &Api, subject: &Subject) -> Vec<(TypeId, Kind)> {
    let ids = (0u32..).map(TypeId).take(api.definitions.len());
    let named: Vec<(TypeId, Kind)> = ids
        .filter_map(|id| {
            let definition = api.definition(id);
            let is_component = matches!(definition.origin.steps[..], [Step::Component(_)]);
            if !is_component || !matches!(definition.shape, Shape::Record(_) | Shape::Union(_)) {
                return None;
            }
            let path = subject.plan.map.get(&subject.source.place_key(definition.origin.at))?;
            let name = path.rsplit("::").next()?.to_owned();
            Some((id, Kind { name, has_union: has_union(api, id) }))
        })
        .collect();
    let step = named.len().div_ceil(TYPES).max(1);
    named.into_iter().step_by(step).collect()
}

/// Whether a union stands anywhere in a type.
fn has_union(api: &Api, id: TypeId) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let shape = &api.definition(id).shape;
        if matches!(shape, Shape::Union(_)) {
            return true;
        }
        let mut take = |shape: &Shape| {
            if let Shape::Named(id) = shape {
                open.push(*id);
            }
        };
        take(shape);
        for inner in shape.types() {
            inner.walk(&mut |inner| take(&inner.shape));
        }
    }
    false
}

/// The payloads, a line each: the number of the type, a tab, and the JSON. The types take turns.
fn payloads(api: &Api, types: &[(TypeId, Kind)]) -> String {
    let mut sampler = Sampler::new(api, 1);
    let mut text = String::new();
    for _ in 0..PAYLOADS {
        for (number, (id, _)) in types.iter().enumerate() {
            if text.len() >= MADE {
                return text;
            }
            if let Some(value) = sampler.value(*id) {
                writeln!(text, "{number}\t{value}").expect("invariant: a string takes all that is written to it");
            }
        }
    }
    text
}

fn counts(result: &Value) -> String {
    let count = |key: &str| result[key].as_u64().unwrap_or_default();
    let mut text = format!(
        "{} payloads of {} types; left out: {} that ours refuses, {} that derive refuses, {} that differ\n",
        count("payloads"),
        count("types"),
        count("ours_refused"),
        count("derive_refused"),
        count("different"),
    );
    for key in ["ours_refusal", "derive_refusal", "difference"] {
        if let Some(first) = result[key].as_str().filter(|first| !first.is_empty()) {
            writeln!(text, "  the first: {first}").expect("invariant: a string takes all that is written to it");
        }
    }
    text
}

fn rows(result: &Value) -> Vec<Row> {
    let mut rows = Vec::new();
    for (group, words) in [("all", ""), ("plain", ", types without unions"), ("union", ", types with unions")] {
        for (step, least) in [("decode", 0.95), ("encode", 0.9)] {
            let figure = |side: &str| result["speeds"][group][step][side].as_f64().filter(|speed| *speed > 0.0);
            let (Some(ours), Some(derive)) = (figure("ours"), figure("derive")) else { continue };
            rows.push(Row {
                name: format!("{step}{words}"),
                unit: "MB/s",
                ours,
                derive: Some(derive),
                target: Some(Target::AtLeast(least)),
            });
        }
    }
    rows
}
