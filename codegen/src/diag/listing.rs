//! Diagnostics as people read them: message, excerpt of the text, way out; the look of rustc, by rustc's own library.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use crate::diag::{Diagnostic, Label, Severity, Spot};
use crate::source::{FileId, Lines, Locator, Source};

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

/// The distance in bytes up to which two labels share one excerpt; what lies between them is read to show it.
const ONE_EXCERPT: usize = 4_000;

/// The length in bytes from which on a line is not shown: a document without line breaks is one line.
const TOO_LONG: usize = 2_000;

/// The range of bytes that a label marks, with the file that holds it.
struct Marked<'d> {
    file: FileId,
    range: Option<Range<usize>>,
    kind: AnnotationKind,
    text: &'d str,
    place: Option<String>,
}

fn group<'a>(source: &'a Source, locator: &mut Locator<'_>, diagnostic: &'a Diagnostic) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(visible(&diagnostic.message)).id(diagnostic.code.as_str()));
    let mut marked: Vec<Marked<'a>> = diagnostic.labels.iter().map(|label| mark(source, label)).collect();
    if let Some(first) = marked.first_mut() {
        first.kind = AnnotationKind::Primary;
    }
    let mut notes = Vec::new();
    // The place by name is what other tools take, and what stays true when lines move.
    let place = marked.first().and_then(|label| label.place.as_deref()).map(|place| format!("at `{}`", visible(place)));
    for file in files(&marked) {
        let SourceText { path, text } = source_text(source, file);
        if marked.iter().any(|label| label.file == file && label.range.is_none()) {
            group = group.element(Origin::path(visible(path)));
        }
        let Shown { excerpts, unseen } = shown(locator, file, &marked);
        for Excerpt { lines, labels } in excerpts {
            let annotations = labels.into_iter().map(|(label, range)| {
                let range = range.start - lines.range.start..range.end - lines.range.start;
                label.kind.span(range).label(visible(label.text))
            });
            let snippet = Snippet::source(&text[lines.range.clone()]).line_start(lines.first).path(visible(path));
            group = group.element(snippet.annotations(annotations));
        }
        for (label, lines, start) in unseen {
            let column = locator.column(file, lines.range.start, start);
            group = group.element(Origin::path(visible(path)).line(lines.first).char_column(column));
            let what = if label.text.is_empty() { String::new() } else { format!("{}: ", visible(label.text)) };
            notes.extend(label.place.as_deref().map(|place| format!("{what}at `{}`", visible(place))));
        }
    }
    // A first label that is not shown has a note with its words.
    let place = place.filter(|place| !notes.first().is_some_and(|note: &String| note.ends_with(place.as_str())));
    let notes = place.into_iter().chain(notes).map(|note| Level::NOTE.message(note));
    let help = diagnostic.help.iter().map(|help| Level::HELP.message(visible(help)));
    group.elements(notes).elements(help)
}

/// The text with the characters spelt out that would break a line or steer the terminal: a document may have them in
/// its names. They are spelt as YAML and JSON do between double quotes, so that a name can be copied into the settings.
fn visible(text: &str) -> Cow<'_, str> {
    let breaks = |character: char| {
        character.is_control()
            || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(breaks) {
        return Cow::Borrowed(text);
    }
    let mut spelt = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => spelt.push_str("\\n"),
            '\r' => spelt.push_str("\\r"),
            '\t' => spelt.push_str("\\t"),
            character if breaks(character) => {
                write!(spelt, "\\u{:04x}", u32::from(character)).expect("invariant: writing to a String does not fail");
            }
            character => spelt.push(character),
        }
    }
    Cow::Owned(spelt)
}

/// The files of labels, that of the first label first.
fn files(marked: &[Marked<'_>]) -> Vec<FileId> {
    let mut files: Vec<FileId> = Vec::new();
    for label in marked {
        if !files.contains(&label.file) {
            files.push(label.file);
        }
    }
    files
}

/// What is shown of a text for labels.
struct Shown<'m, 'd> {
    excerpts: Vec<Excerpt<'m, 'd>>,
    /// Labels whose lines are too long to be read, with where they begin.
    unseen: Vec<(&'m Marked<'d>, Lines, usize)>,
}

/// Labels that lie near each other, and the lines from the first to the last of them.
struct Excerpt<'m, 'd> {
    lines: Lines,
    labels: Vec<(&'m Marked<'d>, Range<usize>)>,
}

fn shown<'m, 'd>(locator: &mut Locator<'_>, file: FileId, marked: &'m [Marked<'d>]) -> Shown<'m, 'd> {
    let mut shown = Shown { excerpts: Vec::new(), unseen: Vec::new() };
    for label in marked.iter().filter(|label| label.file == file) {
        let Some(mut range) = label.range.clone() else { continue };
        let mut lines = locator.lines(file, range.clone());
        if lines.range.len() > TOO_LONG {
            // Of a text of many lines, the first says where it is.
            lines = locator.lines(file, range.start..range.start);
            range.end = range.end.min(lines.range.end);
        }
        if lines.range.len() > TOO_LONG {
            shown.unseen.push((label, lines, range.start));
            continue;
        }
        let near = |excerpt: &&mut Excerpt<'_, '_>| joined(&excerpt.lines.range, &lines.range).len() <= ONE_EXCERPT;
        match shown.excerpts.iter_mut().find(near) {
            Some(excerpt) => {
                excerpt.lines.range = joined(&excerpt.lines.range, &lines.range);
                excerpt.lines.first = excerpt.lines.first.min(lines.first);
                excerpt.labels.push((label, range));
            }
            None => shown.excerpts.push(Excerpt { lines, labels: vec![(label, range)] }),
        }
    }
    shown
}

fn joined(left: &Range<usize>, right: &Range<usize>) -> Range<usize> {
    left.start.min(right.start)..left.end.max(right.end)
}

struct SourceText<'a> {
    path: &'a str,
    text: &'a str,
}

fn source_text(source: &Source, file: FileId) -> SourceText<'_> {
    let file = source.file(file);
    SourceText { path: &file.path, text: &file.text }
}

fn mark<'d>(source: &Source, label: &'d Label) -> Marked<'d> {
    let (at, wants_key) = match label.spot {
        Spot::Value(at) => (at, false),
        Spot::Key(at) => (at, true),
        Spot::Text(file, line, column) => {
            let offset = offset_of(&source.file(file).text, line, column);
            let kind = AnnotationKind::Context;
            return Marked { file, range: Some(offset..offset), kind, text: &label.text, place: None };
        }
    };
    let range = source.place(at).map(|place| {
        let (start, end) = if wants_key { place.key.unwrap_or(place.value) } else { place.value };
        start..end
    });
    let place = Some(source.place_name(at));
    Marked { file: source.file_of(at), range, kind: AnnotationKind::Context, text: &label.text, place }
}

/// The byte offset of a line and a column, both counted from 1; the end of the text where it has no such place.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    let within = rest.lines().next().unwrap_or_default();
    let columns: usize = within.chars().take(column - 1).map(char::len_utf8).sum();
    start.min(text.len()) + columns
}
