//! Whether a payload came back whole from the types.

use crate::corpus::json::{Json, Step, pointer, same_number};
use crate::corpus::schemas::{Position, Schemas};

/// What a message shows of a value.
const EXCERPT: usize = 60;

/// The first difference between a payload and what came back of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where it is, as a JSON Pointer into the payload.
    pub pointer: String,
    /// What it is.
    pub message: String,
}

/// The first difference that counts, or nothing where the payload came back whole.
///
/// Whole means that everything which came back was sent, and that everything which was sent came back, but for null and
/// for keys that the document does not declare.
pub fn difference(schemas: &Schemas<'_>, position: &Position, sent: &Json, back: &Json) -> Option<Difference> {
    Comparison { schemas, way: Vec::new() }.values(position, sent, back)
}

struct Comparison<'c, 's> {
    schemas: &'c Schemas<'s>,
    way: Vec<Step>,
}

impl Comparison<'_, '_> {
    fn values(&mut self, position: &Position, sent: &Json, back: &Json) -> Option<Difference> {
        match (sent, back) {
            (Json::Object(_), Json::Object(_)) => self.objects(position, sent, back),
            (Json::Array(sent), Json::Array(back)) => self.arrays(position, sent, back),
            (Json::Number(one), Json::Number(other)) if same_number(one, other) => None,
            (sent, back) if sent == back => None,
            (sent, back) => Some(self.found(format!("{} came back as {}", excerpt(sent), excerpt(back)))),
        }
    }

    fn objects(&mut self, position: &Position, sent: &Json, back: &Json) -> Option<Difference> {
        for (key, value) in entries(sent) {
            let is_last = sent.get(key).is_some_and(|last| std::ptr::eq(last, value));
            if !is_last {
                continue;
            }
            self.way.push(Step::Key(key.clone()));
            let found = match back.get(key) {
                Some(back) => {
                    let inside = self.schemas.inside(position, &Step::Key(key.clone()));
                    self.values(&inside, value, back)
                }
                None if *value != Json::Null && self.schemas.declares(position, key) => {
                    Some(self.found(format!("{} did not come back", excerpt(value))))
                }
                None => None,
            };
            if found.is_some() {
                return found;
            }
            self.way.pop();
        }
        let (key, value) = entries(back).iter().find(|(key, _)| sent.get(key).is_none())?;
        self.way.push(Step::Key(key.clone()));
        Some(self.found(format!("{} came back and was not sent", excerpt(value))))
    }

    fn arrays(&mut self, position: &Position, sent: &[Json], back: &[Json]) -> Option<Difference> {
        if sent.len() != back.len() {
            return Some(self.found(format!("of {} items {} came back", sent.len(), back.len())));
        }
        for (index, (sent, back)) in sent.iter().zip(back).enumerate() {
            let inside = self.schemas.inside(position, &Step::Index(index));
            self.way.push(Step::Index(index));
            let found = self.values(&inside, sent, back);
            if found.is_some() {
                return found;
            }
            self.way.pop();
        }
        None
    }

    fn found(&self, message: String) -> Difference {
        Difference { pointer: pointer(&self.way), message }
    }
}

fn entries(value: &Json) -> &[(String, Json)] {
    match value {
        Json::Object(entries) => entries,
        _ => &[],
    }
}

/// The beginning of a value, for a message.
pub fn excerpt(value: &Json) -> String {
    let text = value.to_string();
    match text.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}
