//! What the generator gives for a document, and how long it takes.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use codegen::File;
use codegen::diag::{Diagnostic, Spot};
use codegen::ir::{Why, dump};
use codegen::source::At;

use crate::corpus::documents::Root;
use crate::corpus::files::Files;
use crate::corpus::operations;
use crate::corpus::outcome::Outcome;
use crate::corpus::panics::caught;
use crate::corpus::progress::Progress;
use crate::inputs::{Inputs, has_errors};
use crate::report;

/// What a stack of the main thread has; a thread of one's own has less, and a document may nest deeply.
const STACK: usize = 8 << 20;

/// What the generator gave for a document.
#[derive(Debug, Default)]
pub struct Generation {
    /// How long reading the files and generating took, in seconds, beside other documents on other cores.
    pub seconds: f64,
    /// Why there is no crate, in a line; `None` where there is one.
    pub fault: Option<String>,
    /// The files of the crate.
    pub files: Option<Vec<File>>,
    /// The document itself; `None` where it could not be read.
    pub inputs: Option<Inputs>,
    /// The Rust types of schemas, by place.
    pub types_by_place: HashMap<At, String>,
    /// The operations that have a method.
    pub emitted: usize,
    /// The operations that have none, as method and path.
    pub skipped: Vec<String>,
    /// How many types the crate declares for schemas.
    pub types: usize,
    /// How many places are untyped, by reason.
    pub untyped: BTreeMap<String, usize>,
    /// How many errors and warnings the generator had, by code.
    pub diagnostics: BTreeMap<&'static str, usize>,
    /// Each error, in a line.
    pub errors: Vec<String>,
    /// How many warnings there are.
    pub warnings: usize,
}

impl Generation {
    /// The untyped places that the document itself leaves open, and those that the generator does.
    pub fn untyped_by_origin(&self) -> (usize, usize) {
        // What the schema itself leaves open is nobody's to type.
        let open_by_schema = [Why::Unconstrained, Why::Open, Why::OtherKeys, Why::AnyItems, Why::OnlyRequired];
        let open: usize = open_by_schema.iter().filter_map(|why| self.untyped.get(&dump::because(*why))).copied().sum();
        (open, self.untyped.values().sum::<usize>() - open)
    }
}

/// Generates for all documents, on as many threads as there are cores, and keeps their order.
pub fn all(roots: Vec<Root>, progress: &Progress) -> Vec<Outcome> {
    let workers = thread::available_parallelism().map_or(1, usize::from).min(roots.len());
    let next = AtomicUsize::new(0);
    let (sender, receiver) = mpsc::channel();
    let mut done: Vec<Option<Generation>> = roots.iter().map(|_| None).collect();
    thread::scope(|scope| {
        for _ in 0..workers {
            let (sender, next, roots) = (sender.clone(), &next, &roots);
            let work = move || {
                while let Some((index, root)) = Some(next.fetch_add(1, Ordering::Relaxed))
                    .and_then(|index| roots.get(index).map(|root| (index, root)))
                {
                    // The receiver lives until all workers are done.
                    let _ = sender.send((index, of(root)));
                }
            };
            thread::Builder::new()
                .stack_size(STACK)
                .spawn_scoped(scope, work)
                .expect("invariant: the system gives as many threads as it has cores");
        }
        drop(sender);
        for (count, (index, generation)) in receiver.into_iter().enumerate() {
            let name = &roots[index].name;
            progress.show(&format!(
                "generated {name} in {:.2} s ({} of {})",
                generation.seconds,
                count + 1,
                roots.len()
            ));
            done[index] = Some(generation);
        }
    });
    let generations = done.into_iter().map(Option::unwrap_or_default);
    roots.into_iter().zip(generations).map(|(root, generation)| Outcome::new(root, generation)).collect()
}

/// Generates for one document. A panic is a fault of the document's row.
pub fn of(root: &Root) -> Generation {
    let start = Instant::now();
    let generated = caught(|| {
        let mut inputs = Inputs::load(Some(&root.path), None).map_err(|failure| failure.to_string())?;
        inputs.config.crate_name = Some(root.package());
        let output = codegen::generate(&inputs.source, inputs.document, &inputs.config);
        Ok::<_, String>((inputs, output))
    });
    let seconds = start.elapsed().as_secs_f64();
    let (inputs, output) = match generated {
        Ok(Ok(generated)) => generated,
        Ok(Err(fault)) => return Generation { seconds, fault: Some(fault), ..Generation::default() },
        Err(panic) => {
            return Generation { seconds, fault: Some(format!("panicked: {panic}")), ..Generation::default() };
        }
    };
    let mut diagnostics = inputs.diagnostics.clone();
    diagnostics.extend(output.diagnostics);
    let files = output.files.filter(|_| !has_errors(&diagnostics));
    let mut generation = Generation { seconds, files, ..Generation::default() };
    count(&inputs, &diagnostics, &mut generation);
    match &generation.files {
        None => generation.fault = Some(report::number(generation.errors.len(), "error")),
        Some(files) => {
            generation.types = files.iter().filter(|file| file.path.starts_with("src/types")).map(types_in).sum();
            // The work that the count repeats has just been done, so a panic in it would be one of this command.
            generation.untyped = untyped(&inputs);
        }
    }
    let folder = root.path.parent().unwrap_or(&root.path);
    let known = Files::new(&inputs.source, inputs.document);
    for (key, ty) in output.map {
        if let Some(at) = known.place(&key, folder) {
            generation.types_by_place.insert(at, ty);
        }
    }
    for operation in operations::of(&inputs.source, inputs.document, &known) {
        if generation.types_by_place.contains_key(&operation.at) {
            generation.emitted += 1;
        } else {
            generation.skipped.push(format!("{} {}", operation.method, operation.path));
        }
    }
    generation.inputs = Some(inputs);
    generation
}

fn count(inputs: &Inputs, diagnostics: &[Diagnostic], generation: &mut Generation) {
    for diagnostic in diagnostics {
        *generation.diagnostics.entry(diagnostic.code.as_str()).or_default() += 1;
        if diagnostic.is_error() {
            generation.errors.push(in_a_line(inputs, diagnostic));
        } else {
            generation.warnings += 1;
        }
    }
}

fn in_a_line(inputs: &Inputs, diagnostic: &Diagnostic) -> String {
    let source = &inputs.source;
    let document = Path::new(&source.file(inputs.document).path);
    // The document itself goes without saying, and its other files are named from its folder.
    let shown = |file| match Path::new(&source.file(file).path) {
        path if path == document => String::new(),
        path => {
            document.parent().and_then(|folder| path.strip_prefix(folder).ok()).unwrap_or(path).display().to_string()
        }
    };
    let place = diagnostic.labels.first().map(|label| match label.spot {
        Spot::Value(at) | Spot::Key(at) => format!("{}#{}", shown(source.file_of(at)), source.pointer(at)),
        Spot::Text(file, line, column) => format!("{}:{line}:{column}", shown(file)),
    });
    format!("{}: {} [{}]", place.unwrap_or_default(), diagnostic.message, diagnostic.code)
}

/// The census of the document. A line of it is a pointer, a colon and a reason.
fn untyped(inputs: &Inputs) -> BTreeMap<String, usize> {
    let mut reasons = BTreeMap::new();
    if let Some(api) = codegen::read(&inputs.source, inputs.document).0 {
        for line in dump::census(&inputs.source, &api).lines() {
            let reason = line.rsplit_once(": ").map_or(line, |(_, reason)| reason);
            *reasons.entry(reason.to_owned()).or_default() += 1;
        }
    }
    reasons
}

fn types_in(file: &File) -> usize {
    let begins = ["pub struct ", "pub enum ", "pub type "];
    file.text.lines().filter(|line| begins.iter().any(|begin| line.trim_start().starts_with(begin))).count()
}
