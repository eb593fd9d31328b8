//! Schemas to types: which of them stand by themselves, and what each says.

use crate::diag::{Code, Diagnostic, Spot};
use crate::doc::{Content, Schema, SchemaId, SchemaObject};
use crate::ir::{Definition, Documentation, Example, Origin, Shape, Step, Type, TypeId, Why};
use crate::lower::Lowering;
use crate::lower::all_of::{Conjunction, Merged};
use crate::lower::scalar::has_type_of_its_own;
use crate::source::At;

/// The number of inline schemas, one inside the other, at which a type is given up: references into inline schemas can
/// chain them without end.
const DEPTH_LIMIT: usize = 32;

/// How many types may be put together of several schemas, for each schema of the document and besides. Parts that refer
/// to each other can be put together in more ways than anybody could write down.
const COMBINATIONS_OF_A_SCHEMA: usize = 4;
const COMBINATIONS_BESIDES: usize = 1_000;

/// What a schema says: a shape, and whether null is a value too.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Lowered {
    pub shape: Shape,
    pub nullable: bool,
}

impl Lowered {
    pub(in crate::lower) const fn of(shape: Shape) -> Self {
        Self { shape, nullable: false }
    }
}

/// How far the lowering of an inline schema is.
pub(in crate::lower) enum Progress {
    /// It is being lowered; it has an id where something inside it refers to it.
    Open(Option<TypeId>),
    /// It is done.
    Done(Lowered),
}

impl<'s> Lowering<'s> {
    /// Gives every component schema its id before any of them is lowered: they refer to each other in any order.
    pub(in crate::lower) fn declare_components(&mut self) {
        for (_, schema) in &self.document.component_schemas {
            let id = self.reserve();
            self.named.insert(*schema, id);
        }
    }

    /// Lowers the schemas that stand by themselves: the components first.
    pub(in crate::lower) fn define_components(&mut self) {
        for (name, schema) in &self.document.component_schemas {
            let at = self.document.schema(*schema).at();
            self.define_named(*schema, Origin { steps: vec![Step::Component(name.clone())], at });
        }
        for (name, schema) in self.elsewhere.clone() {
            let at = self.document.schema(schema).at();
            let by_place = self.origin_of(schema);
            self.define_named(schema, by_place.unwrap_or_else(|| Origin { steps: vec![Step::Component(name)], at }));
        }
    }

    fn define_named(&mut self, schema: SchemaId, origin: Origin) {
        let id = self.named[&schema];
        let lowered = match self.family(schema) {
            Some(family) => self.polymorphic(schema, &family, &origin),
            None => self.component(schema, &origin),
        };
        self.definitions[id.index()] = Some(self.definition(schema, origin, lowered));
    }

    /// What a component says: another component, or something of its own.
    pub(in crate::lower) fn component(&mut self, schema: SchemaId, origin: &Origin) -> Lowered {
        if self.is_circular(schema) {
            return Lowered::of(Shape::Any(Why::Invalid));
        }
        if self.wraps_itself(schema) {
            return Lowered::of(Shape::Named(self.named[&schema]));
        }
        let own = Conjunction::of(schema);
        let (simple, nullable) = self.simplified_component(schema);
        let mut lowered = match simple.parts[..] {
            [only] if simple.decided.is_empty() && only != schema && self.named.contains_key(&only) => {
                Lowered::of(Shape::Named(self.named[&only]))
            }
            // The one branch beside null is what the component is, and has its name.
            [only] if self.only_branch(schema) == Some(only) => {
                let merged = self.merge(&simple);
                self.merged(&merged, &simple, origin)
            }
            _ => {
                let merged = self.merge(&own);
                self.merged(&merged, &own, origin)
            }
        };
        lowered.nullable |= nullable;
        lowered
    }

    /// Whether a component is nothing but itself by an `allOf` or `anyOf`, which is told where circles are cut.
    fn wraps_itself(&self, schema: SchemaId) -> bool {
        let Schema::Object(object) = self.document.schema(schema) else { return false };
        let content = self.only_content(object, false);
        content.is_some_and(|inner| {
            let (simple, _) = self.simplified(&Conjunction { parts: inner.parts, decided: Vec::new() });
            simple.parts == [schema]
        })
    }

    /// The only branch of a schema that is nothing else or null, where it is written there.
    fn only_branch(&self, schema: SchemaId) -> Option<SchemaId> {
        let Schema::Object(object) = self.document.schema(schema) else { return None };
        if object.alternatives.is_empty() || object.reference.is_some() || !object.all_of.is_empty() {
            return None;
        }
        match self.only_content(object, false)?.parts[..] {
            [only] => match self.document.schema(only) {
                Schema::Object(branch) if branch.reference.is_none() => Some(only),
                Schema::Object(_) | Schema::Boolean(..) | Schema::Invalid(_) => None,
            },
            _ => None,
        }
    }

    /// As [`Lowering::simplified`], one step into a component, which by itself is as simple as can be.
    fn simplified_component(&self, schema: SchemaId) -> (Conjunction, bool) {
        let Schema::Object(object) = self.document.schema(schema) else { return (Conjunction::of(schema), false) };
        // A child of a union is a type of its own, even if it adds nothing to its base.
        if object.all_of.iter().any(|part| self.refers_to_base(*part, schema)) {
            return (Conjunction::of(schema), false);
        }
        match self.only_content(object, false) {
            Some(inner) => {
                let (simple, nullable) = self.simplified(&Conjunction { parts: inner.parts, decided: Vec::new() });
                (simple, nullable || inner.nullable)
            }
            None => (Conjunction::of(schema), false),
        }
    }

    /// The type of a schema where it is used.
    pub(in crate::lower) fn use_of(&mut self, schema: SchemaId, origin: &Origin) -> Type {
        self.use_of_all(&Conjunction::of(schema), origin)
    }

    /// The type of a value that several schemas speak of.
    pub(in crate::lower) fn use_of_all(&mut self, conjunction: &Conjunction, origin: &Origin) -> Type {
        let at = self.place_of(conjunction);
        let (simple, took_null) = self.simplified(conjunction);
        self.depth += 1;
        let Lowered { shape, nullable } = self.simple(&simple, conjunction, origin);
        self.depth -= 1;
        Type { shape, nullable: nullable || took_null, at }
    }

    /// Where a conjunction stands: where its first schema does. What stands beside the branches of a union together
    /// with one of them stands where the branch does, so that each has a place of its own, unless that is in another
    /// schema.
    pub(in crate::lower) fn place_of(&self, conjunction: &Conjunction) -> At {
        let (first, last) = (conjunction.parts[0], conjunction.parts[conjunction.parts.len() - 1]);
        let [first, last] = [first, last].map(|part| self.document.schema(part).at());
        let is_of_first = !conjunction.decided.is_empty() && self.cursor.source.is_inside(last, first);
        if is_of_first { last } else { first }
    }

    fn simple(&mut self, simple: &Conjunction, written: &Conjunction, origin: &Origin) -> Lowered {
        if let [only] = simple.parts[..]
            && simple.decided.is_empty()
            && let Some(id) = self.named.get(&only)
        {
            return Lowered::of(Shape::Named(*id));
        }
        match self.inline.get_mut(simple) {
            Some(Progress::Done(lowered)) => return lowered.clone(),
            Some(Progress::Open(Some(id))) => return Lowered::of(Shape::Named(*id)),
            Some(Progress::Open(none)) => {
                // A schema that holds itself gets a name by which it can.
                let id =
                    TypeId(u32::try_from(self.definitions.len()).expect("invariant: fewer definitions than nodes"));
                *none = Some(id);
                self.definitions.push(None);
                return Lowered::of(Shape::Named(id));
            }
            None => {}
        }
        let at = self.place_of(simple);
        if self.depth > DEPTH_LIMIT {
            let message = format!("a schema stands more than {DEPTH_LIMIT} inline schemas deep");
            self.degraded(at, &message, "any JSON value is accepted here");
            return Lowered::of(Shape::Any(Why::TooComplex));
        }
        if (simple.parts.len() > 1 || !simple.decided.is_empty()) && !self.may_combine(at) {
            return Lowered::of(Shape::Any(Why::TooComplex));
        }
        if self.is_circular(simple.parts[0]) {
            return Lowered::of(Shape::Any(Why::Invalid));
        }
        // What stands elsewhere is named by where it stands, and not by who comes first to refer to it.
        let origin = match self.is_elsewhere(simple, written).then(|| self.origin_of(simple.parts[0])).flatten() {
            Some(found) => found,
            None => Origin { steps: origin.steps.clone(), at },
        };
        self.inline.insert(simple.clone(), Progress::Open(None));
        let merged = self.merge(simple);
        let lowered = self.merged(&merged, simple, &origin);
        let Some(Progress::Open(id)) = self.inline.remove(simple) else {
            unreachable!("invariant: a schema that is being lowered stays open until it is done")
        };
        let lowered = match id {
            None if !lowered.shape.needs_name() => lowered,
            id => {
                let id = id.unwrap_or_else(|| self.reserve());
                let lowered = self.define(simple.parts[0], Some(id), origin, lowered);
                if simple.parts.len() > 1
                    && let Some(definition) = &mut self.definitions[id.index()]
                {
                    definition.partly_at.push(definition.origin.at);
                }
                lowered
            }
        };
        self.inline.insert(simple.clone(), Progress::Done(lowered.clone()));
        lowered
    }

    /// Whether one more type may be put together of several schemas; the first one too many is reported.
    fn may_combine(&mut self, at: At) -> bool {
        let most = COMBINATIONS_BESIDES + COMBINATIONS_OF_A_SCHEMA * self.document.schemas.len();
        self.combinations += 1;
        if self.combinations == most + 1 {
            let message = format!("the schemas of the document are combined in more than {most} ways");
            self.degraded(at, &message, "any JSON value is accepted here, and wherever another combination stands");
        }
        self.combinations <= most
    }

    /// Whether a simplified schema is one that stands in another place than what it was written as.
    pub(in crate::lower) fn is_elsewhere(&self, simple: &Conjunction, written: &Conjunction) -> bool {
        simple.parts.len() == 1 && simple.parts != written.parts && !self.stands_in(simple, written)
    }

    /// Whether a simplified schema stands inside what it was written as, so that it has no place of its own.
    fn stands_in(&self, simple: &Conjunction, written: &Conjunction) -> bool {
        let at = self.document.schema(simple.parts[0]).at();
        written.parts.iter().any(|part| self.cursor.source.is_inside(at, self.document.schema(*part).at()))
    }

    /// Lets an inline schema stand by itself; null stays with its uses.
    pub(in crate::lower) fn define(
        &mut self,
        schema: SchemaId,
        id: Option<TypeId>,
        origin: Origin,
        lowered: Lowered,
    ) -> Lowered {
        let id = id.unwrap_or_else(|| self.reserve());
        let Lowered { shape, nullable } = lowered;
        self.definitions[id.index()] = Some(self.definition(schema, origin, Lowered::of(shape)));
        Lowered { shape: Shape::Named(id), nullable }
    }

    fn definition(&self, schema: SchemaId, origin: Origin, lowered: Lowered) -> Definition {
        let examples_of = |schema: SchemaId| match self.document.schema(schema) {
            Schema::Object(object) => object.examples.iter().map(|at| Example { name: None, at: *at }).collect(),
            Schema::Boolean(..) | Schema::Invalid(_) => Vec::new(),
        };
        let mut examples: Vec<Example> = examples_of(schema);
        if let Some(branch) = self.only_branch(schema).filter(|_| examples.is_empty()) {
            examples = examples_of(branch);
        }
        let mut documentation = self.documentation(schema);
        documentation.notes.retain(|note| !note.starts_with("Default:"));
        if matches!(lowered.shape, Shape::Enumeration(_)) {
            // These stand beside the texts, in another branch.
            documentation.notes.retain(|note| !note.starts_with("Numbers:"));
        }
        let Lowered { shape, nullable } = lowered;
        Definition { origin, also_at: Vec::new(), partly_at: Vec::new(), documentation, shape, nullable, examples }
    }

    /// The words of a schema; those of its one branch beside null are its own.
    pub(in crate::lower) fn documentation(&self, schema: SchemaId) -> Documentation {
        let Schema::Object(object) = self.document.schema(schema) else { return Documentation::default() };
        let mut found = Documentation {
            title: object.title.clone(),
            description: object.description.clone(),
            deprecated: object.deprecated,
            notes: self.notes(schema, object),
        };
        if let Some(branch) = self.only_branch(schema) {
            let words = self.documentation(branch);
            found.title = found.title.or(words.title);
            found.description = found.description.or(words.description);
            found.deprecated |= words.deprecated;
            add_notes(&mut found.notes, words.notes);
        }
        found
    }

    fn notes(&self, schema: SchemaId, object: &SchemaObject) -> Vec<String> {
        let mut notes = Vec::new();
        if object.enumeration.is_some() || object.constant.is_some() {
            notes.extend(self.listed_numbers(schema));
        }
        let format = object.format.as_ref().map(|(format, _)| format.as_str());
        if let Some(format) = format.filter(|format| !has_type_of_its_own(format)) {
            notes.push(format!("Format: `{}`.", format.replace('`', "'")));
        }
        if let Some(content) = &object.content {
            let Content { encoding, media_type, schema } = &**content;
            let quoted = |text: &str| format!("`{}`", text.replace('`', "'"));
            notes.extend(encoding.as_deref().map(|encoding| format!("Encoding: {}.", quoted(encoding))));
            let inside = schema.as_deref().map(|schema| format!("the schema {}", quoted(schema)));
            let holds: Vec<String> = media_type.as_deref().map(quoted).into_iter().chain(inside).collect();
            if !holds.is_empty() {
                notes.push(format!("Content: {}.", holds.join(" of ")));
            }
        }
        if let Some(default) = object.default {
            let text = self.cursor.source.json(default);
            if text.len() <= 60 && text != "null" {
                notes.push(format!("Default: `{}`.", text.replace('`', "'")));
            }
        }
        notes
    }

    /// What a conjunction says, given what its parts say together.
    pub(in crate::lower) fn merged(
        &mut self,
        merged: &Merged<'s>,
        conjunction: &Conjunction,
        origin: &Origin,
    ) -> Lowered {
        if merged.is_invalid {
            return Lowered { shape: Shape::Any(Why::Invalid), nullable: merged.nullable };
        }
        if merged.is_never {
            return Lowered::of(Shape::Any(Why::Never));
        }
        let mut lowered = match self.alternatives(merged, conjunction, origin) {
            Some(lowered) => lowered,
            None => self.plain(merged, conjunction, origin),
        };
        lowered.nullable |= merged.nullable;
        lowered
    }

    /// Reports something that is read as less than it says.
    pub(in crate::lower) fn degraded(&self, at: At, message: &str, instead: &str) {
        self.cursor.sink.push(
            Diagnostic::warning(Code::Degraded, Spot::Value(at), message.to_owned())
                .help(format!("without it: {instead}")),
        );
    }

    /// Whether references lead from a schema back to it without a type between them; that is reported.
    fn is_circular(&mut self, start: SchemaId) -> bool {
        // Most schemas refer to nothing.
        if !matches!(self.document.schema(start), Schema::Object(object) if object.reference.is_some()) {
            return false;
        }
        let mut seen = std::collections::HashSet::from([start]);
        let mut current = start;
        while !self.straight.contains(&current) {
            let Schema::Object(object) = self.document.schema(current) else { break };
            let Some(reference) = &object.reference else { break };
            let Some(next) = self.schema_target(reference) else { break };
            if !seen.insert(next) {
                self.circle(reference);
                return true;
            }
            current = next;
        }
        // A chain of references is walked once, however many begin somewhere in it.
        self.straight.extend(seen);
        false
    }
}

/// Adds notes to others, of which each is of another kind: those that stand there already are nearer to the use.
pub(in crate::lower) fn add_notes(notes: &mut Vec<String>, more: Vec<String>) {
    let kind = |note: &str| note.split(':').next().unwrap_or_default().to_owned();
    let known: Vec<String> = notes.iter().map(|note| kind(note)).collect();
    notes.extend(more.into_iter().filter(|note| !known.contains(&kind(note))));
}
