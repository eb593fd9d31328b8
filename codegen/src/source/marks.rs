//! The places of values by the parser that reads the file, for texts that the marked parser refuses: it holds a bracket
//! that closes to the left of its key for a fault, and documents are full of them.
//!
//! The parser tells places in its errors alone, so a walk fails on purpose at every key and every scalar, and goes on.
//! It meets values in the order of [`text`](crate::source).

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use crate::source::Place;
use crate::source::text::without_mark;

/// The place of each value of a YAML text, in order.
pub fn places(text: &str) -> Option<Vec<Place>> {
    let start = text.len() - without_mark(text).len();
    let mut walk = Walk { text, lines: vec![start], places: Vec::new(), last: start, last_line: 0, last_column: 0 };
    walk.lines.extend(text.match_indices('\n').map(|(offset, _)| offset + 1));
    let document = serde_yaml::Deserializer::from_str(without_mark(text)).next()?;
    if let Err(error) = (ValueSeed { walk: &mut walk, key: None }).deserialize(document) {
        walk.scalar(&error, None, false);
    }
    Some(walk.places)
}

struct Walk<'t> {
    text: &'t str,
    /// The offset of each line.
    lines: Vec<usize>,
    places: Vec<Place>,
    /// Where the last key or scalar stands: what has no place of its own is not far from there.
    last: usize,
    last_line: usize,
    last_column: usize,
}

impl Walk<'_> {
    /// The place that an error tells, as an offset.
    fn offset(&mut self, error: &impl fmt::Display) -> usize {
        let message = error.to_string();
        let place = message.rsplit_once(" at line ").and_then(|(_, place)| place.split_once(" column "));
        let number = |text: &str| text.parse::<usize>().ok()?.checked_sub(1);
        // The beginning of the text is the one place that is not told.
        let (line, column) =
            place.and_then(|(line, column)| Some((number(line)?, number(column)?))).unwrap_or_default();
        // A whole document may stand on one line: what was counted of it is not counted again.
        let (mut start, mut columns) = (self.lines.get(line).copied().unwrap_or(self.text.len()), column);
        if self.last_line == line && self.last_column <= column {
            (start, columns) = (self.last, column - self.last_column);
        }
        self.last = start + self.text[start..].chars().take(columns).map(char::len_utf8).sum::<usize>();
        (self.last_line, self.last_column) = (line, column);
        self.last
    }

    fn key(&mut self, error: &impl fmt::Display, in_brackets: bool) -> (usize, usize) {
        let start = self.offset(error);
        let line = first_line(&self.text[start..]);
        let end = quoted(line).or_else(|| line.find(": ")).unwrap_or_else(|| plain(line, in_brackets));
        (start, start + line[..end].trim_end_matches(':').len())
    }

    fn scalar(&mut self, error: &impl fmt::Display, key: Option<(usize, usize)>, in_brackets: bool) {
        let start = self.offset(error);
        let line = first_line(&self.text[start..]);
        let end = quoted(line).unwrap_or_else(|| plain(line, in_brackets));
        self.places.push(Place { key, value: (start, start + end) });
    }

    /// Where a collection begins, from the place of its first key or item. Tells whether it stands in brackets.
    fn begin(&self, first: usize, bracket: char) -> (usize, bool) {
        let before = self.text[..first].trim_end();
        if before.ends_with(bracket) { (before.len() - 1, true) } else { (first, false) }
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default().trim_end()
}

/// The length of a text in quotes, where it ends on its line.
fn quoted(line: &str) -> Option<usize> {
    let quote = line.chars().next().filter(|first| ['"', '\''].contains(first))?;
    let mut is_escaped = false;
    line.char_indices().skip(1).find_map(|(offset, character)| {
        let ends = character == quote && !is_escaped;
        is_escaped = character == '\\' && quote == '"' && !is_escaped;
        ends.then_some(offset + 1)
    })
}

/// The length of a text without quotes.
fn plain(line: &str, in_brackets: bool) -> usize {
    let end = line.find(" #").unwrap_or(line.len());
    let inside = if in_brackets { line.find([',', '}', ']']) } else { None };
    line[..inside.map_or(end, |inside| inside.min(end))].trim_end().len()
}

struct ValueSeed<'w, 't> {
    walk: &'w mut Walk<'t>,
    key: Option<(usize, usize)>,
}

impl<'de> DeserializeSeed<'de> for ValueSeed<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// A scalar fails, and what holds it takes the place from the error. What holds others takes care of itself.
impl<'de> Visitor<'de> for ValueSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        let (_tag, value): (IgnoredAny, _) = data.variant()?;
        value.newtype_variant_seed(self)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<(), A::Error> {
        let number = self.walk.places.len();
        let mut begun = None;
        self.walk.places.push(Place { key: self.key, value: (self.walk.last, self.walk.last) });
        loop {
            let next = sequence.next_element_seed(ValueSeed { walk: &mut *self.walk, key: None });
            let first = match &next {
                Ok(None) => break,
                Ok(Some(())) => self.walk.places.get(number + 1).map_or(self.walk.last, |place| place.value.0),
                Err(error) => self.walk.offset(error),
            };
            let (_, in_brackets) = *begun.get_or_insert_with(|| self.walk.begin(first, '['));
            if let Err(error) = next {
                self.walk.scalar(&error, None, in_brackets);
            }
        }
        self.end(number, begun.map(|(start, _)| start), '[');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let number = self.walk.places.len();
        let mut begun = None;
        self.walk.places.push(Place { key: self.key, value: (self.walk.last, self.walk.last) });
        while let Err(error) = map.next_key_seed(KeySeed) {
            let offset = self.walk.offset(&error);
            let (_, in_brackets) = *begun.get_or_insert_with(|| self.walk.begin(offset, '{'));
            let key = Some(self.walk.key(&error, in_brackets));
            if let Err(error) = map.next_value_seed(ValueSeed { walk: &mut *self.walk, key }) {
                self.walk.scalar(&error, key, in_brackets);
            }
        }
        self.end(number, begun.map(|(start, _)| start), '{');
        Ok(())
    }
}

impl ValueSeed<'_, '_> {
    /// Sets the place of a collection: its first line. One that holds nothing stands after what was met last.
    fn end(self, number: usize, start: Option<usize>, bracket: char) {
        let text = self.walk.text;
        let near = self.walk.places[number].value.0;
        let start = start.unwrap_or_else(|| text[near..].find(bracket).map_or(near, |offset| near + offset));
        self.walk.places[number].value = (start, start + first_line(&text[start..]).len());
    }
}

/// A key fails too.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = ();

    fn expecting(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        Err(E::custom(""))
    }
}
