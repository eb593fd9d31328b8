//! From the program to the text of its files.

mod format;
mod header;
mod manifest;
mod readme;
mod runtime;

use crate::File;
use crate::emit::{self, Chunk, Comments};
use crate::parallel;
use crate::rust::{Crate, ExampleProgram, Module};

/// The files of a crate, sorted by path.
pub fn render(program: &Crate) -> Vec<File> {
    let mut files = parallel::map(&program.modules, module);
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

fn module(module: &Module) -> File {
    let Module { file, docs, is_root, uses, items } = module;
    let comments = Comments::default();
    let head = emit::docs(docs, *is_root, &comments).into_iter().chain(emit::uses(uses)).map(Chunk::Rust);
    let chunks = head.chain(items.iter().flat_map(|item| emit::item(item, &comments)));
    let text = format::chunks(chunks, &comments);
    File { path: file.clone(), text: format!("{}\n{text}", header::rust()) }
}

fn example(program: &ExampleProgram) -> File {
    let comments = Comments::default();
    let chunks = emit::program(program, &comments).into_iter().map(Chunk::Rust);
    let text = format!("{}\n{}", header::rust(), format::chunks(chunks, &comments));
    File { path: format!("examples/{}.rs", program.name), text }
}
