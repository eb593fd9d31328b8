//! From text to values.

use crate::corpus::json::Json;

/// The depth of nesting at which a text is refused: the types of the generated crate refuse it as well.
const DEPTH_LIMIT: usize = 128;

/// Reads a whole text.
pub fn read(text: &str) -> Option<Json> {
    let mut reader = Reader { text, place: 0 };
    let value = reader.value(0)?;
    reader.blank();
    (reader.place == text.len()).then_some(value)
}

struct Reader<'t> {
    text: &'t str,
    place: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.place..]
    }

    fn blank(&mut self) {
        let rest = self.rest();
        self.place += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn take(&mut self, word: &str) -> Option<()> {
        self.rest().starts_with(word).then(|| self.place += word.len())
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        if depth > DEPTH_LIMIT {
            return None;
        }
        self.blank();
        match self.rest().bytes().next()? {
            b'n' => self.take("null").map(|()| Json::Null),
            b't' => self.take("true").map(|()| Json::Boolean(true)),
            b'f' => self.take("false").map(|()| Json::Boolean(false)),
            b'"' => self.string().map(Json::String),
            b'[' => self.array(depth),
            b'{' => self.object(depth),
            _ => self.number(),
        }
    }

    fn array(&mut self, depth: usize) -> Option<Json> {
        self.take("[")?;
        let mut items = Vec::new();
        self.blank();
        if self.take("]").is_some() {
            return Some(Json::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.blank();
            if self.take("]").is_some() {
                return Some(Json::Array(items));
            }
            self.take(",")?;
        }
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        self.take("{")?;
        let mut entries = Vec::new();
        self.blank();
        if self.take("}").is_some() {
            return Some(Json::Object(entries));
        }
        loop {
            self.blank();
            let key = self.string()?;
            self.blank();
            self.take(":")?;
            entries.push((key, self.value(depth + 1)?));
            self.blank();
            if self.take("}").is_some() {
                return Some(Json::Object(entries));
            }
            self.take(",")?;
        }
    }

    /// Finds where the string ends; what its escapes mean is known to `serde_json`.
    fn string(&mut self) -> Option<String> {
        let mut is_escaped = false;
        let inside = self.rest().strip_prefix('"')?;
        let end = inside.bytes().position(|byte| {
            let ends = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        })?;
        let text = serde_json::from_str(&self.rest()[..end + 2]).ok()?;
        self.place += end + 2;
        Some(text)
    }

    fn number(&mut self) -> Option<Json> {
        let rest = self.rest();
        let end = rest.find(|character: char| !"+-.eE0123456789".contains(character)).unwrap_or(rest.len());
        let text = rest[..end].to_owned();
        if !is_number(&text) {
            return None;
        }
        self.place += end;
        Some(Json::Number(text))
    }
}

/// Whether a text is a number as RFC 8259, section 6, writes it.
fn is_number(text: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, power) = text.split_once(['e', 'E']).map_or((text, None), |(text, power)| (text, Some(power)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(text, rest)| (text, Some(rest)));
    is_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(is_digits)
        && power.is_none_or(|power| is_digits(power.strip_prefix(['+', '-']).unwrap_or(power)))
}
