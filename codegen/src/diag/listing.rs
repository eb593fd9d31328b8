//! Diagnostics as people read them: message, excerpt of the text, way out; the look of rustc, by rustc's own library.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diag::{Diagnostic, Label, Severity, Spot};
use crate::source::{FileId, Locator, Source};

/// The text of all diagnostics, separated by blank lines; empty where there are none.
///
/// `color` asks for ANSI colours.
pub fn render(source: &Source, diagnostics: &[Diagnostic], color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    let mut locator = Locator::new(source);
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&renderer.render(&[group(source, &mut locator, diagnostic)]));
        text.push_str("\n\n");
    }
    text
}

/// The range of bytes that a label marks, with the file that holds it.
struct Marked<'d> {
    file: FileId,
    range: Option<std::ops::Range<usize>>,
    text: &'d str,
    place: Option<String>,
}

fn group<'a>(source: &'a Source, locator: &mut Locator<'_>, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(&*diagnostic.message).id(diagnostic.code.as_str()));
    let marked: Vec<Marked<'a>> = diagnostic.labels.iter().map(|label| mark(source, locator, label)).collect();
    let mut files: Vec<FileId> = Vec::new();
    for label in &marked {
        if !files.contains(&label.file) {
            files.push(label.file);
        }
    }
    for file in files {
        let SourceText { path, text } = source_text(source, file);
        if marked.iter().any(|label| label.file == file && label.range.is_none()) {
            group = group.element(Origin::path(path));
        }
        let ranges = marked.iter().filter(|label| label.file == file).filter_map(|label| label.range.clone());
        let Some(span) = ranges.reduce(|all, range| all.start.min(range.start)..all.end.max(range.end)) else {
            continue;
        };
        let lines = locator.lines(file, span);
        let mut snippet = Snippet::source(&text[lines.range.clone()]).line_start(lines.first).path(path);
        for (index, label) in marked.iter().enumerate() {
            let Some(range) = label.range.clone().filter(|_| label.file == file) else { continue };
            let kind = if index == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            let range = range.start - lines.range.start..range.end - lines.range.start;
            snippet = snippet.annotation(kind.span(range).label(label.text));
        }
        group = group.element(snippet);
    }
    // The place by name is what other tools take, and what stays true when lines move.
    if let Some(place) = marked.into_iter().next().and_then(|label| label.place) {
        group = group.element(Level::NOTE.message(format!("at `{place}`")));
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(&**help));
    }
    group
}

struct SourceText<'a> {
    path: &'a str,
    text: &'a str,
}

fn source_text(source: &Source, file: FileId) -> SourceText<'_> {
    let file = source.file(file);
    SourceText { path: &file.path, text: &file.text }
}

fn mark<'d>(source: &Source, locator: &mut Locator<'_>, label: &'d Label) -> Marked<'d> {
    let (at, wants_key) = match label.spot {
        Spot::Value(at) => (at, false),
        Spot::Key(at) => (at, true),
        Spot::Text(file, line, column) => {
            let offset = offset_of(&source.file(file).text, line, column);
            return Marked { file, range: Some(offset..offset), text: &label.text, place: None };
        }
    };
    let range = locator.place(at).map(|place| {
        let (start, end) = if wants_key { place.key.unwrap_or(place.value) } else { place.value };
        start..end
    });
    Marked { file: source.file_of(at), range, text: &label.text, place: Some(source.place_name(at)) }
}

/// The byte offset of a line and a column, both counted from 1; the end of the text where it has no such place.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    let within = rest.lines().next().unwrap_or_default();
    let columns: usize = within.chars().take(column - 1).map(char::len_utf8).sum();
    start.min(text.len()) + columns
}
