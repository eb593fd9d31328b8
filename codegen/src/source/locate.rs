//! Lines and columns, worked out from the text when a diagnostic is printed.
//!
//! The walk over the text meets values in the order in which [`text`](crate::source) numbered them, so the n-th value
//! met is the n-th node of the file. Where the two ever disagree the walk says so by running short, and a diagnostic
//! falls back to the file and the JSON Pointer.

use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, Span};

use crate::source::text::{is_json, without_mark};
use crate::source::{FileId, Source, SourceFile, marks};

/// The place of a value in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The key that the value stands under, as a range of bytes, where it stands in a mapping.
    pub key: Option<(usize, usize)>,
    /// The value, as a range of bytes; for a mapping or sequence, its first line.
    pub value: (usize, usize),
}

impl SourceFile {
    /// The place of each value, in the order of their numbers; none where the walk went out of step with them.
    pub(in crate::source) fn places(&self) -> &[Place] {
        self.places.get_or_init(|| {
            if self.root.is_err() {
                // It has no values, and what it was refused for may be aliases that repeat one another without end.
                return Box::default();
            }
            let expected = (self.nodes.end - self.nodes.start) as usize;
            let walked = if is_json(&self.path) {
                JsonWalk::new(&self.text, expected).walk().filter(|places| places.len() == expected)
            } else {
                yaml_places(&self.text, expected)
            };
            walked.unwrap_or_default().into()
        })
    }
}

/// The lines and columns of the files that were asked for.
#[derive(Debug)]
pub struct Locator<'s> {
    source: &'s Source,
    lines: HashMap<FileId, Vec<usize>>,
    characters: HashMap<FileId, CharacterCounts>,
}

/// Where the lines of a text begin.
fn line_starts(text: &str) -> Vec<usize> {
    // To count the lines first is quicker than to move a list that grows.
    let mut starts = Vec::with_capacity(1 + text.bytes().filter(|byte| *byte == b'\n').count());
    starts.push(0);
    starts.extend(text.match_indices('\n').map(|(offset, _)| offset + 1));
    starts
}

/// How many characters begin before each block of a text: a document without line breaks is one line, which nobody
/// wants to count from its beginning for each column.
#[derive(Debug)]
struct CharacterCounts(Vec<usize>);

impl CharacterCounts {
    /// The length of a block in bytes.
    const BLOCK: usize = 4_096;

    fn of(text: &str) -> Self {
        let blocks = text.as_bytes().chunks(Self::BLOCK).map(characters);
        let before = blocks.scan(0, |sum, count| Some(std::mem::replace(sum, *sum + count)));
        Self(before.collect())
    }

    /// The number of characters of the text before an offset.
    fn before(&self, text: &str, offset: usize) -> usize {
        let block = (offset / Self::BLOCK).min(self.0.len().saturating_sub(1));
        let rest = &text.as_bytes()[block * Self::BLOCK..offset];
        self.0.get(block).copied().unwrap_or_default() + characters(rest)
    }
}

/// The number of characters that begin in a piece of a text, which may begin or end within one.
fn characters(piece: &[u8]) -> usize {
    let continues = |byte: &&u8| **byte & 0b1100_0000 == 0b1000_0000;
    piece.len() - piece.iter().filter(continues).count()
}

/// Whole lines of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines {
    /// The lines as a range of bytes.
    pub range: Range<usize>,
    /// The number of the first one, counted from 1.
    pub first: usize,
}

impl<'s> Locator<'s> {
    /// A locator that has read nothing yet.
    pub fn new(source: &'s Source) -> Self {
        Self { source, lines: HashMap::new(), characters: HashMap::new() }
    }

    /// The lines that hold a range of bytes: an excerpt costs what it shows, and not what the file is long.
    pub fn lines(&mut self, file: FileId, range: Range<usize>) -> Lines {
        let text = &self.source.file(file).text;
        let starts = self.lines.entry(file).or_insert_with(|| line_starts(text));
        let first = starts.partition_point(|start| *start <= range.start);
        let after = starts.partition_point(|start| *start <= range.end);
        let end = starts.get(after).copied().unwrap_or(text.len());
        Lines { range: starts[first - 1]..end, first }
    }

    /// The column of an offset, counted from 1, in a line that begins at another.
    pub fn column(&mut self, file: FileId, line: usize, offset: usize) -> usize {
        let text = &self.source.file(file).text;
        let counts = self.characters.entry(file).or_insert_with(|| CharacterCounts::of(text));
        1 + counts.before(text, offset) - counts.before(text, line)
    }
}

/// The place of each value of a YAML text that has this number of values.
///
/// A walk that met another number of values went out of step somewhere: a wrong place is worse than none.
pub(in crate::source) fn yaml_places(text: &str, expected: usize) -> Option<Vec<Place>> {
    let in_step = |places: &Vec<Place>| places.len() == expected;
    let exact = YamlWalk::new(text).walk().filter(in_step);
    exact.or_else(|| marks::places(text).filter(in_step))
}

/// The line and the column at which the values of a YAML text are nested deeper than `limit`. What is no YAML is left
/// to the parser that reads it.
pub(in crate::source) fn deeper_than(text: &str, limit: usize) -> Option<(usize, usize)> {
    let mut depth = 0usize;
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(event) => event,
            // The scanner, which looks ahead for the ends of keys, has a limit of its own, above every one asked for
            // here.
            Err(error) if error.info().contains("recursion limit") => {
                return Some((error.marker().line(), error.marker().col() + 1));
            }
            Err(_) => return None,
        };
        match event {
            Event::SequenceStart(..) | Event::MappingStart(..) => depth += 1,
            Event::SequenceEnd | Event::MappingEnd => depth -= 1,
            _ => {}
        }
        if depth > limit {
            return Some((span.start.line(), span.start.col() + 1));
        }
    }
    None
}

/// The line and the column of the first alias of a YAML text.
pub(in crate::source) fn first_alias(text: &str) -> Option<(usize, usize)> {
    let events = Parser::new_from_str(text).map_while(Result::ok);
    let mut aliases = events.filter(|(event, _)| matches!(event, Event::Alias(_)));
    aliases.next().map(|(_, span)| (span.start.line(), span.start.col() + 1))
}

/// Walks the events of a YAML text.
struct YamlWalk<'t> {
    text: &'t str,
    /// Where runs of characters of one byte begin: the number of the first character of each, and its offset in bytes.
    /// The parser counts in characters, nearly all of which are such.
    runs: Vec<(usize, usize)>,
    places: Vec<Place>,
    /// For each anchor the numbers of the values that an alias repeats.
    anchors: HashMap<usize, Range<usize>>,
    open: Vec<Open>,
}

/// A mapping or sequence that has begun.
struct Open {
    is_mapping: bool,
    /// The key whose value comes next.
    key: Option<(usize, usize)>,
    start: usize,
    anchor: usize,
}

impl<'t> YamlWalk<'t> {
    fn new(text: &'t str) -> Self {
        let start = text.len() - without_mark(text).len();
        let characters = text[start..].char_indices().enumerate();
        let wide = characters.filter(|(_, (_, character))| !character.is_ascii());
        let after = wide.map(|(number, (offset, character))| (number + 1, start + offset + character.len_utf8()));
        let runs = std::iter::once((0, start)).chain(after).collect();
        Self { text, runs, places: Vec::new(), anchors: HashMap::new(), open: Vec::new() }
    }

    fn walk(mut self) -> Option<Vec<Place>> {
        for event in Parser::new_from_str(without_mark(self.text)) {
            let (event, span) = event.ok()?;
            match event {
                Event::Scalar(_, _, anchor, _) => self.scalar(self.range(&span), anchor),
                Event::Alias(anchor) => self.alias(self.range(&span), anchor),
                Event::SequenceStart(anchor, _) => self.begin(self.range(&span).0, false, anchor),
                Event::MappingStart(anchor, _) => self.begin(self.range(&span).0, true, anchor),
                Event::SequenceEnd | Event::MappingEnd => self.end(self.range(&span).1),
                Event::DocumentEnd => return Some(self.places),
                _ => {}
            }
        }
        Some(self.places)
    }

    fn range(&self, span: &Span) -> (usize, usize) {
        let (start, end) = (self.offset(span.start.index()), self.offset(span.end.index()));
        let trimmed = self.text[start..end.max(start)].trim_end().len();
        (start, start + trimmed)
    }

    fn offset(&self, number: usize) -> usize {
        let run = self.runs.partition_point(|(first, _)| *first <= number) - 1;
        let (first, offset) = self.runs[run];
        (offset + number - first).min(self.text.len())
    }

    /// The key that stands before the next value, or `None` where the next value is itself a key.
    fn take_position(&mut self) -> Position {
        match self.open.last_mut() {
            Some(open) if open.is_mapping => open.key.take().map_or(Position::Key, |key| Position::Value(Some(key))),
            _ => Position::Value(None),
        }
    }

    fn scalar(&mut self, range: (usize, usize), anchor: usize) {
        match self.take_position() {
            Position::Key => {
                if let Some(open) = self.open.last_mut() {
                    open.key = Some(range);
                }
            }
            Position::Value(key) => {
                let number = self.places.len();
                self.places.push(Place { key, value: range });
                self.remember(anchor, number);
            }
        }
    }

    fn alias(&mut self, range: (usize, usize), anchor: usize) {
        match self.take_position() {
            Position::Key => {
                if let Some(open) = self.open.last_mut() {
                    open.key = Some(range);
                }
            }
            Position::Value(key) => {
                let repeated = self.anchors.get(&anchor).cloned().unwrap_or(0..0);
                let first = self.places.len();
                self.places.extend_from_within(repeated);
                // The repeated value itself stands where the alias stands; what is inside it, where the anchor is.
                if let Some(place) = self.places.get_mut(first) {
                    *place = Place { key, value: range };
                }
            }
        }
    }

    fn begin(&mut self, offset: usize, is_mapping: bool, anchor: usize) {
        let key = match self.take_position() {
            Position::Value(key) => key,
            Position::Key => None,
        };
        let start = self.places.len();
        self.places.push(Place { key, value: (offset, offset) });
        self.open.push(Open { is_mapping, key: None, start, anchor });
    }

    fn end(&mut self, end: usize) {
        if let Some(open) = self.open.pop() {
            let (start, _) = self.places[open.start].value;
            self.places[open.start].value.1 = start + first_line(&self.text[start..end.max(start)]);
            self.remember(open.anchor, open.start);
        }
    }

    fn remember(&mut self, anchor: usize, start: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, start..self.places.len());
        }
    }
}

/// How much of a collection stands on its first line: what is marked of it.
fn first_line(text: &str) -> usize {
    text.lines().next().unwrap_or_default().trim_end().len()
}

/// What the next value of a text is.
enum Position {
    /// A key of the innermost mapping.
    Key,
    /// A value, under a key where it stands in a mapping.
    Value(Option<(usize, usize)>),
}

/// Walks a JSON text that is known to be valid. (A YAML parser refuses JSON's escapes of surrogate pairs.)
struct JsonWalk<'t> {
    text: &'t str,
    offset: usize,
    places: Vec<Place>,
}

impl<'t> JsonWalk<'t> {
    /// The walk over a text that has about this number of values.
    fn new(text: &'t str, values: usize) -> Self {
        let offset = text.len() - without_mark(text).len();
        Self { text, offset, places: Vec::with_capacity(values) }
    }

    fn walk(mut self) -> Option<Vec<Place>> {
        self.value(None)?;
        Some(self.places)
    }

    fn peek(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.offset..];
        self.offset += rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.text.as_bytes().get(self.offset).copied()
    }

    fn value(&mut self, key: Option<(usize, usize)>) -> Option<()> {
        let first = self.peek()?;
        let start = self.offset;
        let number = self.places.len();
        self.places.push(Place { key, value: (start, start) });
        match first {
            b'{' | b'[' => {
                self.items(first == b'{')?;
                self.places[number].value.1 = start + first_line(&self.text[start..self.offset]);
            }
            b'"' => self.places[number].value = self.string()?,
            _ => {
                let rest = &self.text.as_bytes()[start..];
                self.offset += rest.iter().take_while(|byte| !b",]} \t\r\n".contains(byte)).count();
                self.places[number].value.1 = self.offset;
            }
        }
        Some(())
    }

    fn items(&mut self, is_object: bool) -> Option<()> {
        self.offset += 1;
        loop {
            match self.peek()? {
                b'}' | b']' => {
                    self.offset += 1;
                    return Some(());
                }
                b',' => self.offset += 1,
                _ if is_object => {
                    let key = self.string()?;
                    self.peek()?;
                    self.offset += 1;
                    self.value(Some(key))?;
                }
                _ => self.value(None)?,
            }
        }
    }

    fn string(&mut self) -> Option<(usize, usize)> {
        let start = self.offset;
        let bytes = self.text.as_bytes();
        self.offset += 1;
        loop {
            // An escaped quote has a backslash before it that is not itself escaped.
            let quote = self.offset + bytes[self.offset..].iter().position(|byte| *byte == b'"')?;
            self.offset = quote + 1;
            let backslashes = bytes[start + 1..quote].iter().rev().take_while(|byte| **byte == b'\\').count();
            if backslashes % 2 == 0 {
                return Some((start, self.offset));
            }
        }
    }
}
