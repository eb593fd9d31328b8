//! Path templates, and which of them a request's path belongs to.

use percent_encoding::percent_decode_str;

/// A path template, in segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    segments: Vec<Vec<Piece>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Literal(String),
    Parameter(String),
}

/// The values of a template's parameters in a path, by name, in path order.
pub type Values = Vec<(String, String)>;

impl Template {
    /// Reads a template such as `/models/{model}`, below a base path such as `/v1`.
    pub fn new(base: &str, path: &str) -> Self {
        let literal = |text: String| vec![Piece::Literal(text)];
        let mut segments: Vec<Vec<Piece>> = split(base).into_iter().map(literal).collect();
        segments.extend(path.strip_prefix('/').unwrap_or(path).split('/').map(pieces));
        Self { segments }
    }

    /// The values of the parameters, where the path belongs to the template. A parameter is never empty.
    pub fn matches(&self, path: &[String]) -> Option<Values> {
        if path.len() != self.segments.len() {
            return None;
        }
        let mut values = Vec::new();
        for (pieces, text) in self.segments.iter().zip(path) {
            match_segment(pieces, text, &mut values)?;
        }
        Some(values)
    }

    /// A key that sorts concrete segments before templated ones, as OpenAPI asks for (3.1.1, section 4.8.8.1).
    pub fn precedence(&self) -> Vec<bool> {
        self.segments.iter().map(|pieces| pieces.iter().any(|piece| matches!(piece, Piece::Parameter(_)))).collect()
    }
}

/// The segments of a path, each decoded by itself: `a%2Fb` is one segment.
pub fn split(path: &str) -> Vec<String> {
    let path = path.strip_prefix('/').unwrap_or(path);
    if path.is_empty() {
        return Vec::new();
    }
    path.split('/').map(|segment| percent_decode_str(segment).decode_utf8_lossy().into_owned()).collect()
}

fn pieces(segment: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = segment;
    while let Some((before, name, after)) = next_parameter(rest) {
        if !before.is_empty() {
            pieces.push(literal(before));
        }
        pieces.push(Piece::Parameter(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() || pieces.is_empty() {
        pieces.push(literal(rest));
    }
    pieces
}

fn next_parameter(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (name, after) = rest.split_once('}')?;
    Some((before, name, after))
}

fn literal(text: &str) -> Piece {
    Piece::Literal(percent_decode_str(text).decode_utf8_lossy().into_owned())
}

/// A parameter reaches to the next literal.
fn match_segment(pieces: &[Piece], text: &str, values: &mut Values) -> Option<()> {
    let mut rest = text;
    let mut pieces = pieces.iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Literal(literal) => rest = rest.strip_prefix(literal.as_str())?,
            Piece::Parameter(name) => {
                let first = rest.chars().next()?.len_utf8();
                let end = match pieces.peek() {
                    None => rest.len(),
                    Some(Piece::Parameter(_)) => first,
                    Some(Piece::Literal(literal)) => first + rest[first..].find(literal.as_str())?,
                };
                values.push((name.clone(), rest[..end].to_owned()));
                rest = &rest[end..];
            }
        }
    }
    rest.is_empty().then_some(())
}
