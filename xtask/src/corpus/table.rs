//! The table: a row for each document.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::corpus::outcome::Outcome;
use crate::corpus::trial::Trial;

/// What stands where a thing was not measured.
const NOTHING: &str = "-";

/// A column: the words above it, and a cell for each row.
struct Column {
    title: &'static str,
    cells: Vec<String>,
    /// Whether the cells add up to something.
    adds_up: bool,
}

/// The tables of all outcomes: what was generated and compiled, the payloads, and the reasons for untyped places.
pub fn table(outcomes: &[Outcome]) -> String {
    let all: Vec<&Outcome> = outcomes.iter().collect();
    let mut columns = generation_columns(&all);
    if outcomes.iter().any(|outcome| outcome.build.is_some()) {
        columns.extend(build_columns(&all));
    }
    let mut text = layout(columns);
    let tried: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.trial.is_some()).collect();
    if !tried.is_empty() {
        text.push('\n');
        text.push_str(&layout(trial_columns(&tried)));
    }
    text.push_str(&reasons(outcomes));
    text
}

fn column(outcomes: &[&Outcome], title: &'static str, cell: impl Fn(&Outcome) -> String) -> Column {
    Column { title, cells: outcomes.iter().map(|outcome| cell(outcome)).collect(), adds_up: true }
}

fn names(outcomes: &[&Outcome]) -> Column {
    Column { adds_up: false, ..column(outcomes, "document", |outcome| outcome.root.name.clone()) }
}

fn generation_columns(outcomes: &[&Outcome]) -> Vec<Column> {
    let generated = |title, cell: fn(&Outcome) -> usize| {
        column(outcomes, title, move |outcome| match &outcome.generation.fault {
            None => cell(outcome).to_string(),
            Some(_) => NOTHING.to_owned(),
        })
    };
    let always = |title, cell: fn(&Outcome) -> usize| column(outcomes, title, move |outcome| cell(outcome).to_string());
    vec![
        names(outcomes),
        Column {
            adds_up: false,
            ..column(outcomes, "generated", |outcome| match &outcome.generation.fault {
                None => "yes".to_owned(),
                Some(fault) => fault.split(':').next().unwrap_or(fault).to_owned(),
            })
        },
        column(outcomes, "s", |outcome| format!("{:.2}", outcome.generation.seconds)),
        generated("operations", |outcome| outcome.generation.emitted),
        generated("skipped", |outcome| outcome.generation.skipped.len()),
        generated("types", |outcome| outcome.generation.types),
        generated("left open", |outcome| outcome.generation.untyped_by_origin().0),
        generated("untyped", |outcome| outcome.generation.untyped_by_origin().1),
        always("errors", |outcome| outcome.generation.errors.len()),
        always("warnings", |outcome| outcome.generation.warnings),
    ]
}

fn build_columns(outcomes: &[&Outcome]) -> Vec<Column> {
    let built = |title, cell: fn(&crate::corpus::Build) -> String| {
        column(outcomes, title, move |outcome| outcome.build.as_ref().map_or_else(|| NOTHING.to_owned(), cell))
    };
    vec![
        Column { adds_up: false, ..built("compiles", |build| if build.is_clean() { "yes" } else { "no" }.to_owned()) },
        built("rustc errors", |build| build.errors.len().to_string()),
        built("rustc warnings", |build| build.warnings.len().to_string()),
        built("rustc s", |build| {
            build.measurement.map_or_else(|| NOTHING.to_owned(), |measured| format!("{:.1}", measured.seconds))
        }),
        Column {
            adds_up: false,
            ..built("rustc MiB", |build| {
                let memory = build.measurement.and_then(|measured| measured.memory);
                memory.map_or_else(|| NOTHING.to_owned(), |memory| memory.to_string())
            })
        },
    ]
}

fn trial_columns(outcomes: &[&Outcome]) -> Vec<Column> {
    let tried = |title, cell: fn(&Trial) -> usize| {
        column(outcomes, title, move |outcome| {
            outcome.trial.as_ref().map_or_else(|| NOTHING.to_owned(), |trial| cell(trial).to_string())
        })
    };
    let mut columns = vec![
        names(outcomes),
        tried("valid payloads", |trial| trial.valid),
        tried("in document", |trial| trial.in_document),
        tried("made up", |trial| trial.made_up),
        tried("without type", |trial| trial.without_type.len()),
        tried("decoded", |trial| trial.decoded),
        tried("whole", |trial| trial.whole),
        tried("invalid payloads", |trial| trial.invalid),
        tried("of these accepted", |trial| trial.invalid_accepted),
    ];
    let has_probes = |trial: &Trial| trial.probes.iter().any(|count| count.sent > 0);
    if outcomes.iter().filter_map(|outcome| outcome.trial.as_ref()).any(has_probes) {
        columns.extend([
            tried("new keys", |trial| trial.probes[0].sent),
            tried("of these refused", |trial| trial.probes[0].failed.len()),
            tried("unknown values", |trial| trial.probes[1].sent),
            tried("of these lost", |trial| trial.probes[1].failed.len()),
            tried("wrong types", |trial| trial.probes[2].sent),
            tried("of these accepted", |trial| trial.probes[2].failed.len()),
        ]);
    }
    columns
}

/// Titles of several words stand on several lines, so that a column is no wider than it must be. The last row is the
/// sum.
fn layout(mut columns: Vec<Column>) -> String {
    let rows = columns.first().map_or(0, |column| column.cells.len());
    if rows > 1 {
        for column in &mut columns {
            let sum = sum(column);
            column.cells.push(sum);
        }
        "all".clone_into(&mut columns[0].cells[rows]);
    }
    let titles: Vec<Vec<&str>> = columns.iter().map(|column| column.title.split(' ').collect()).collect();
    let height = titles.iter().map(Vec::len).max().unwrap_or_default();
    let width = |(column, title): (&Column, &Vec<&str>)| {
        let cells = column.cells.iter().map(|cell| cell.chars().count());
        cells.chain(title.iter().map(|word| word.chars().count())).max().unwrap_or_default()
    };
    let widths: Vec<usize> = columns.iter().zip(&titles).map(width).collect();
    let mut text = String::new();
    for line in 0..height {
        let words = titles.iter().map(|title| (line + title.len()).checked_sub(height).map_or("", |word| title[word]));
        push_row(&mut text, words, &widths);
    }
    for row in 0..columns[0].cells.len() {
        push_row(&mut text, columns.iter().map(|column| column.cells[row].as_str()), &widths);
    }
    text
}

fn sum(column: &Column) -> String {
    let numbers: Vec<f64> = column.cells.iter().filter_map(|cell| cell.parse().ok()).collect();
    if !column.adds_up || numbers.is_empty() {
        return String::new();
    }
    let places = column.cells.iter().filter_map(|cell| cell.split_once('.')).map(|(_, places)| places.len()).max();
    format!("{:.*}", places.unwrap_or_default(), numbers.iter().sum::<f64>())
}

fn push_row<'a>(text: &mut String, cells: impl Iterator<Item = &'a str>, widths: &[usize]) {
    let mut line = String::new();
    for (index, (cell, width)) in cells.zip(widths).enumerate() {
        // Names stand at the left, numbers at the right.
        let _ = if index == 0 { write!(line, "{cell:<width$}  ") } else { write!(line, "{cell:>width$}  ") };
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

fn reasons(outcomes: &[Outcome]) -> String {
    let mut reasons: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (reason, count) in outcomes.iter().flat_map(|outcome| &outcome.generation.untyped) {
        let (places, documents) = reasons.entry(reason).or_default();
        *places += count;
        *documents += 1;
    }
    if reasons.is_empty() {
        return String::new();
    }
    let mut sorted: Vec<(&str, (usize, usize))> = reasons.into_iter().collect();
    sorted.sort_by_key(|(reason, (places, _))| (std::cmp::Reverse(*places), *reason));
    let mut text = "\nUntyped places, and the documents that they are in:\n".to_owned();
    for (reason, (places, documents)) in sorted {
        let _ = writeln!(text, "{places:>8} {documents:>4}  {reason}");
    }
    text
}
