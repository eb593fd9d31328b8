//! Payloads made up from the schemas of a document, where nobody has written any: the same ones for the same document.
//!
//! A value is drawn from the document as it is written, and not from what the generator makes of it. It need not be
//! valid: whoever asks for one has it judged.

use codegen::source::{At, Node};
use fastrand::Rng;

use crate::corpus::json::Json;
use crate::corpus::schemas::Schemas;

/// The depth from which on only what must be there is made.
const SPARSE_DEPTH: usize = 4;

/// The depth at which a value is given up: what it must hold never ends.
const DEPTH_LIMIT: usize = 20;

/// The number of values within a value from which on only what must be there is made.
const SPARSE_SIZE: usize = 120;

/// The number of values within a value at which it is given up.
const SIZE_LIMIT: usize = 2_000;

/// How many schemas may hold of one value together.
const PARTS_LIMIT: usize = 64;

/// Makes values up.
#[derive(Debug)]
pub struct Maker<'c, 's> {
    schemas: &'c Schemas<'s>,
    random: Rng,
    size: usize,
}

/// All schemas that hold of a value together, and the texts that say so.
#[derive(Debug, Default)]
struct Parts {
    schemas: Vec<At>,
    tags: Vec<(String, String)>,
    /// The children that came in the place of their bases: bases may be made of each other.
    asked: Vec<At>,
}

impl<'c, 's> Maker<'c, 's> {
    /// A maker whose values follow from a number.
    pub fn new(schemas: &'c Schemas<'s>, seed: u64) -> Self {
        Self { schemas, random: Rng::with_seed(seed), size: 0 }
    }

    /// A value for a schema; `None` where no small one is found.
    pub fn value(&mut self, schema: At) -> Option<Json> {
        self.size = 0;
        self.of_all(&[schema], 0)
    }

    fn of_all(&mut self, schemas: &[At], depth: usize) -> Option<Json> {
        self.size += 1;
        if depth > DEPTH_LIMIT || self.size > SIZE_LIMIT {
            return None;
        }
        let mut parts = Parts::default();
        for schema in schemas {
            self.collect(*schema, &mut parts)?;
        }
        if let Some(constant) = self.first(&parts, "const") {
            return self.literal(constant);
        }
        if let Some(values) = self.values(&parts) {
            return self.random.choice(values);
        }
        match &*self.kind(&parts)? {
            "null" => Some(Json::Null),
            "boolean" => Some(Json::Boolean(self.random.bool())),
            "integer" => Some(Json::Number(self.number(&parts, true))),
            "number" => Some(Json::Number(self.number(&parts, false))),
            "array" => self.array(&parts, depth),
            "object" => self.object(&parts, depth),
            _ => self.text(&parts).map(Json::String),
        }
    }

    /// Adds what holds of a value with this schema: what it refers to, all its parts, one of its alternatives.
    fn collect(&mut self, at: At, parts: &mut Parts) -> Option<()> {
        let schemas = self.schemas;
        if schemas.node(at) == &Node::Boolean(false) || parts.schemas.len() > PARTS_LIMIT {
            return None;
        }
        if parts.schemas.contains(&at) {
            return Some(());
        }
        if schemas.get(at, "discriminator").is_some() && schemas.is_plain(at) {
            match schemas.child_among(at, &parts.schemas) {
                Some(child) => parts.tags.extend(schemas.tag_of_child(at, child)),
                // Where a base is asked for one of its children comes, which brings the base with it.
                None => {
                    let children = schemas.children(at).into_iter().filter(|child| !parts.asked.contains(child));
                    if let Some(child) = self.random.choice(children.collect::<Vec<_>>()) {
                        parts.asked.push(child);
                        return self.collect(child, parts);
                    }
                }
            }
        }
        parts.schemas.push(at);
        if schemas.reference(at).is_some() {
            self.collect(schemas.target(at)?, parts)?;
        }
        for part in schemas.items(at, "allOf") {
            self.collect(*part, parts)?;
        }
        for key in ["oneOf", "anyOf"] {
            let Some(chosen) = self.random.choice(schemas.items(at, key)).copied() else { continue };
            parts.tags.extend(self.tag(at, chosen));
            self.collect(chosen, parts)?;
        }
        Some(())
    }

    /// The key by which an alternative is told from the others, and its value (OpenAPI 3.1.1, section 4.8.25).
    fn tag(&self, owner: At, chosen: At) -> Option<(String, String)> {
        let discriminator = self.schemas.get(owner, "discriminator")?;
        let key = self.schemas.string(discriminator, "propertyName")?;
        let reference = self.schemas.reference(chosen)?;
        let name = reference.rsplit('/').next()?;
        let mapping = self.schemas.get(discriminator, "mapping").map(|at| self.schemas.entries(at)).unwrap_or_default();
        let leads_there =
            |at: At| matches!(self.schemas.node(at), Node::String(to) if **to == *reference || **to == *name);
        let mapped = mapping.iter().find(|(_, to)| leads_there(*to)).map(|(tag, _)| tag.to_string());
        Some((key.to_owned(), mapped.unwrap_or_else(|| name.to_owned())))
    }

    fn first(&self, parts: &Parts, key: &str) -> Option<At> {
        parts.schemas.iter().find_map(|schema| self.schemas.get(*schema, key))
    }

    fn literal(&self, at: At) -> Option<Json> {
        Json::parse(&self.schemas.json(at))
    }

    /// The values that every list of values has; `None` where there is no list.
    fn values(&self, parts: &Parts) -> Option<Vec<Json>> {
        let list = |schema: &At| -> Option<Vec<Json>> {
            let values = self.schemas.items(*schema, "enum");
            (!values.is_empty()).then(|| values.iter().filter_map(|value| self.literal(*value)).collect())
        };
        let mut lists = parts.schemas.iter().filter_map(list);
        let mut values = lists.next()?;
        for list in lists {
            values.retain(|value| list.contains(value));
        }
        Some(values)
    }

    /// The kind of value: one of those that are named, or what the other keys speak of.
    fn kind(&mut self, parts: &Parts) -> Option<String> {
        let mut allowed: Option<Vec<String>> = None;
        for schema in &parts.schemas {
            let Some(named) = self.schemas.types(*schema) else { continue };
            match &mut allowed {
                None => allowed = Some(named),
                Some(allowed) => allowed.retain(|name| named.contains(name)),
            }
        }
        if let Some(mut allowed) = allowed {
            // Null says little of a type, so that it is chosen where there is nothing else, or now and then.
            if allowed.len() > 1 && !self.one_in(6) {
                allowed.retain(|name| name != "null");
            }
            return self.random.choice(allowed);
        }
        let speaks_of = |keys: &[&str]| keys.iter().any(|key| self.first(parts, key).is_some());
        let kind = if speaks_of(&["properties", "additionalProperties", "required"]) {
            "object"
        } else if speaks_of(&["items", "prefixItems"]) {
            "array"
        } else if speaks_of(&["minimum", "maximum", "multipleOf"]) {
            "number"
        } else {
            "string"
        };
        Some(kind.to_owned())
    }

    fn object(&mut self, parts: &Parts, depth: usize) -> Option<Json> {
        let schemas = self.schemas;
        let mut properties: Vec<(&str, Vec<At>)> = Vec::new();
        let mut required: Vec<String> = Vec::new();
        for part in &parts.schemas {
            let declared = schemas.get(*part, "properties").map(|at| schemas.entries(at)).unwrap_or_default();
            for (key, schema) in declared {
                match properties.iter_mut().find(|(known, _)| **known == **key) {
                    Some((_, all)) => all.push(*schema),
                    None => properties.push((key, vec![*schema])),
                }
            }
            let names = schemas.items(*part, "required").iter().filter_map(|at| self.literal(*at));
            required.extend(names.filter_map(|name| name.text().map(str::to_owned)));
        }
        let mut entries: Vec<(String, Json)> = Vec::new();
        for (key, all) in &properties {
            let is_required = required.iter().any(|name| name == key);
            // What goes one way only is not in both of the types that such a schema becomes.
            let goes_one_way = all.iter().any(|schema| schemas.goes_one_way(*schema));
            // The type of the other direction has no field for it, and would be said to lose it.
            if is_required && goes_one_way {
                return None;
            }
            if !is_required && (goes_one_way || self.is_sparse(depth) || self.one_in(4)) {
                continue;
            }
            let tag = parts.tags.iter().find(|(tag, _)| tag == key);
            match (self.of_all(all, depth + 1), tag) {
                (_, Some((_, tag))) => entries.push(((*key).to_owned(), Json::String(tag.clone()))),
                (Some(value), None) => entries.push(((*key).to_owned(), value)),
                (None, None) if is_required => return None,
                (None, None) => {}
            }
        }
        let others = self.first(parts, "additionalProperties").filter(|at| schemas.is_mapping(*at));
        if let Some(others) = others.filter(|_| !self.is_sparse(depth)) {
            for number in 1..=1 + self.random.usize(..2) {
                let value = self.of_all(&[others], depth + 1);
                entries.extend(value.map(|value| (format!("another key {number}"), value)));
            }
        }
        Some(Json::Object(entries))
    }

    fn array(&mut self, parts: &Parts, depth: usize) -> Option<Json> {
        let limit = |maker: &Self, key| maker.first(parts, key).and_then(|at| maker.whole(at));
        let least = limit(self, "minItems").unwrap_or(0);
        let most = limit(self, "maxItems").unwrap_or(usize::MAX);
        let wished = if self.is_sparse(depth) { 0 } else { 1 + self.random.usize(..3) };
        let mut items = Vec::new();
        for index in 0..wished.max(least).min(most).min(SIZE_LIMIT) {
            let all: Vec<At> = parts.schemas.iter().filter_map(|part| self.schemas.item(*part, index)).collect();
            match self.of_all(&all, depth + 1) {
                Some(item) if items.contains(&item) && self.first(parts, "uniqueItems").is_some() => {}
                Some(item) => items.push(item),
                None if index < least => return None,
                None => break,
            }
        }
        Some(Json::Array(items))
    }

    fn number(&mut self, parts: &Parts, is_whole: bool) -> String {
        let limit = |key: &str| {
            let at = self.first(parts, key)?;
            self.schemas.json(at).parse::<f64>().ok()
        };
        let format = parts.schemas.iter().find_map(|part| self.schemas.string(*part, "format")).unwrap_or_default();
        // The narrow formats are no limits to a validator, but they are to a type.
        let of_format = ["int8", "uint8"].contains(&format).then_some(100.0);
        let (least, most) = (limit("minimum"), limit("maximum").or(of_format));
        let step = limit("multipleOf").filter(|step| *step > 0.0);
        let start = least.unwrap_or_else(|| most.map_or(0.0, |most| most.min(0.0))).ceil();
        let room = most.map_or(1_000.0, |most| (most - start).clamp(0.0, 1_000.0));
        let number = (start + (self.random.f64() * room).floor()).floor();
        let number = step.map_or(number, |step| (number / step).ceil() * step);
        // Not whole where it may be, so that no reader takes it for an integer.
        let has_fraction = !is_whole && step.is_none() && most.is_none_or(|most| number + 0.5 <= most);
        if has_fraction { format!("{}", number + 0.5) } else { format!("{number}") }
    }

    fn text(&mut self, parts: &Parts) -> Option<String> {
        if self.first(parts, "pattern").is_some() {
            // What fits a pattern is known only where the document shows it.
            let example = self.first(parts, "example").or_else(|| self.first(parts, "default"))?;
            return self.literal(example)?.text().map(str::to_owned);
        }
        let format = parts.schemas.iter().find_map(|part| self.schemas.string(*part, "format")).unwrap_or_default();
        let day = 1 + self.random.u8(..28);
        let mut text = match format {
            "date" => format!("2025-03-{day:02}"),
            "date-time" => format!("2025-03-{day:02}T12:30:00Z"),
            "time" => format!("12:30:{day:02}Z"),
            "duration" => format!("P{day}D"),
            "uuid" => format!("67e55044-10b1-426f-9247-0000000000{day:02}"),
            "uri" | "url" => format!("https://example.com/{day}"),
            "byte" | "base64" => "aGVsbG8gd29ybGQ=".to_owned(),
            "ipv4" | "ip" => format!("192.0.2.{day}"),
            "ipv6" => format!("2001:db8::{day}"),
            "email" => format!("person{day}@example.com"),
            "decimal" => format!("{day}.5"),
            "int64" => format!("{day}"),
            _ => format!("text {day}"),
        };
        let limit = |key| self.first(parts, key).and_then(|at| self.whole(at));
        if let Some(most) = limit("maxLength") {
            text.truncate(most);
        }
        let least = limit("minLength").unwrap_or(0).min(SIZE_LIMIT);
        text.extend(std::iter::repeat_n('x', least.saturating_sub(text.len())));
        Some(text)
    }

    fn whole(&self, at: At) -> Option<usize> {
        self.schemas.json(at).parse().ok()
    }

    const fn is_sparse(&self, depth: usize) -> bool {
        depth >= SPARSE_DEPTH || self.size > SPARSE_SIZE
    }

    fn one_in(&mut self, count: u32) -> bool {
        self.random.u32(..count) == 0
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use codegen::source::Source;

    use crate::corpus::json::Json;
    use crate::corpus::judge::Judge;
    use crate::corpus::made_up::Maker;
    use crate::corpus::schemas::Schemas;

    const DOCUMENT: &str = r##"
openapi: 3.0.3
components:
  schemas:
    Node:
      allOf: [{ $ref: "#/components/schemas/Named" }]
      required: [kind, next, count, size, when]
      properties:
        kind: { type: string, enum: [node, leaf] }
        next: { oneOf: [{ $ref: "#/components/schemas/Leaf" }, { type: array, minItems: 2, items: { type: integer } }] }
        count: { type: integer, minimum: 3, maximum: 5 }
        size: { type: number, exclusiveMinimum: true, minimum: -1 }
        when: { type: string, format: date-time, nullable: true }
        children: { type: array, items: { $ref: "#/components/schemas/Node" } }
    Named: { type: object, required: [name], properties: { name: { type: string, minLength: 12 } } }
    Leaf: { type: object, required: [leaf], properties: { leaf: { type: boolean } }, additionalProperties: false }
    Pick: { type: object, required: [how], properties: { how: { type: string, enum: [turn, Weight] } }, discriminator: { propertyName: how, mapping: { turn: PickInTurn } } }
    PickInTurn: { allOf: [{ $ref: "#/components/schemas/Pick" }, { type: object, required: [list], properties: { list: { type: boolean } } }] }
    Weight: { allOf: [{ $ref: "#/components/schemas/Pick" }] }
    Endless: { type: object, required: [inner], properties: { inner: { $ref: "#/components/schemas/Endless" } } }
"##;

    #[test]
    fn values_are_valid_and_the_same_each_time() {
        let mut source = Source::new();
        let document = source.add("small.yaml", DOCUMENT);
        let schemas = Schemas::new(&source, document);
        let place = |name: &str| schemas.files().place(&format!("/components/schemas/{name}"), Path::new("")).unwrap();
        let node = place("Node");
        let values = || -> Vec<Json> { (0..40).filter_map(|seed| Maker::new(&schemas, seed).value(node)).collect() };
        assert_eq!(values(), values());
        assert!(values().len() >= 30, "{} values are found", values().len());
        let mut judge = Judge::new(&source, document);
        for value in values() {
            assert_eq!(judge.allows(node, &value), Some(true), "{value}");
        }
        assert_eq!(judge.allows(node, &Json::parse(r#"{"name": 1}"#).unwrap()), Some(false));
        let [unlisted, wrong] = [r#""other""#, "1"].map(|kind| {
            let text = r#"{"name":"twelve letters","kind":KIND,"next":{"leaf":true},"count":3,"size":0,"when":null}"#;
            Json::parse(&text.replace("KIND", kind)).unwrap()
        });
        assert_eq!((judge.allows(node, &unlisted), judge.allows_openly(node, &unlisted)), (Some(false), Some(true)));
        assert_eq!(judge.allows_openly(node, &wrong), Some(false));
        assert!(values().iter().any(|value| value.get("children").is_some()));
        assert_eq!(Maker::new(&schemas, 1).value(place("Endless")), None);
    }

    #[test]
    fn a_child_of_a_base_has_its_tag_and_a_base_is_one_of_its_children() {
        let mut source = Source::new();
        let document = source.add("small.yaml", DOCUMENT);
        let schemas = Schemas::new(&source, document);
        let place = |name: &str| schemas.files().place(&format!("/components/schemas/{name}"), Path::new("")).unwrap();
        let values = |name: &str| -> Vec<Json> {
            (0..20).filter_map(|seed| Maker::new(&schemas, seed).value(place(name))).collect()
        };
        let tag = |value: &Json| value.get("how").and_then(Json::text).map(str::to_owned);
        let has_list = |value: &Json| value.get("list").is_some();
        assert!(["PickInTurn", "Weight"].iter().all(|name| !values(name).is_empty()));
        assert!(values("PickInTurn").iter().all(|value| tag(value).as_deref() == Some("turn") && has_list(value)));
        assert!(values("Weight").iter().all(|value| tag(value).as_deref() == Some("Weight") && !has_list(value)));
        let picks = values("Pick");
        assert!(picks.iter().all(|pick| (tag(pick).as_deref() == Some("turn")) == has_list(pick)));
        assert!(picks.iter().any(has_list) && !picks.iter().all(has_list));
    }
}
