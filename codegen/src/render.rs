//! From the program to the text of its files.

mod format;
mod header;
mod manifest;
mod readme;
mod runtime;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::File;
use crate::emit::{self, Chunk};
use crate::rust::{Crate, ExampleProgram, Module};

/// The files of a crate, sorted by path.
pub fn render(program: &Crate) -> Vec<File> {
    let mut files = modules(&program.modules);
    files.extend(program.examples.iter().map(example));
    files.push(manifest::file(program));
    files.push(readme::file(program));
    files.push(manifest::layout());
    if program.has_runtime {
        files.extend(runtime::files());
    }
    files.sort_by(|left, right| left.path.cmp(&right.path));
    files
}

/// Prints the modules on as many threads as the machine has; each takes the next module that nobody has taken.
fn modules(modules: &[Module]) -> Vec<File> {
    let next = AtomicUsize::new(0);
    let files = Mutex::new(Vec::with_capacity(modules.len()));
    let work = || {
        while let Some(module) = modules.get(next.fetch_add(1, Ordering::Relaxed)) {
            let file = self::module(module);
            files.lock().unwrap_or_else(PoisonError::into_inner).push(file);
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(modules.len());
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    files.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn module(module: &Module) -> File {
    let Module { file, docs, is_root, uses, items } = module;
    let head = emit::docs(docs, *is_root).into_iter().chain(emit::uses(uses)).map(Chunk::Rust);
    let text = format::chunks(head.chain(items.iter().flat_map(emit::item)));
    File { path: file.clone(), text: format!("{}\n{text}", header::rust()) }
}

fn example(program: &ExampleProgram) -> File {
    let text = format!("{}\n{}", header::rust(), format::chunks(emit::program(program).into_iter().map(Chunk::Rust)));
    File { path: format!("examples/{}.rs", program.name), text }
}
