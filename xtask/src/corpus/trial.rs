//! The payloads of a document sent through its types, and what came back.

use crate::corpus::Request;
use crate::corpus::build;
use crate::corpus::compare::difference;
use crate::corpus::harness::{self, Files, Job, Reply};
use crate::corpus::json::Json;
use crate::corpus::judge::Judge;
use crate::corpus::outcome::Outcome;
use crate::corpus::own;
use crate::corpus::payloads::{self, Origin, Payload};
use crate::corpus::probes::{Probe, ProbeKind, UNKNOWN, probes};
use crate::corpus::schemas::{Position, Schemas};
use crate::corpus::workspace::Workspace;
use crate::failure::Failure;
use crate::inputs::Inputs;

/// What came of the payloads of a document.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    /// The payloads that their schemas allow.
    pub valid: usize,
    /// Those of them that are examples in the document.
    pub in_document: usize,
    /// Those of them that are made up from their schemas.
    pub made_up: usize,
    /// Those of them that have no type to be read as, each with its schema.
    pub without_type: Vec<Complaint>,
    /// Those of them that were read.
    pub decoded: usize,
    /// Those of them that came back whole.
    pub whole: usize,
    /// The valid payloads that were not read.
    pub refused: Vec<Complaint>,
    /// The valid payloads that did not come back whole.
    pub changed: Vec<Complaint>,
    /// The payloads that their schemas forbid and that have a type.
    pub invalid: usize,
    /// Those of them that were read all the same.
    pub invalid_accepted: usize,
    /// What came of the probes, in the order of [`ProbeKind::ALL`].
    pub probes: [ProbeCount; 3],
    /// Why no payload could be sent, where the program did not build.
    pub trouble: Option<String>,
}

/// What came of the probes of a kind.
#[derive(Clone, Debug, Default)]
pub struct ProbeCount {
    /// How many were sent. Those of payloads that are not read themselves say nothing, and are not counted.
    pub sent: usize,
    /// Those that did not go as they have to.
    pub failed: Vec<Complaint>,
    /// Those that are no probes after all: another part of the schema allows the value, as it is (then it was not
    /// sent), or with a text that an enumeration does not list.
    pub allowed: Vec<Complaint>,
}

/// A payload and what is wrong with it.
#[derive(Clone, Debug)]
pub struct Complaint {
    /// The operation and the name of the example.
    pub payload: String,
    /// The schema.
    pub schema: String,
    /// The places of the schemas that a probe changed the value of.
    pub place: Vec<String>,
    /// Where in the payload, as a JSON Pointer; empty where it is the whole or is not known.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
}

impl Trial {
    /// Whether every valid payload that has a type was read and came back whole.
    pub fn is_passed(&self) -> bool {
        self.trouble.is_none() && self.refused.is_empty() && self.changed.is_empty()
    }
}

/// The payloads of a document, of all origins.
fn payloads_of(
    schemas: &Schemas<'_>,
    inputs: &Inputs,
    outcome: &Outcome,
    request: &Request,
    judge: &mut Judge<'_>,
) -> Result<Vec<Payload>, Failure> {
    let types = &outcome.generation.types_by_place;
    let mut payloads = match &request.payloads.examples {
        Some(folder) => {
            let file = folder.join(format!("{}.jsonl", outcome.root.name));
            payloads::read(&file, &request.documents, schemas, types)?
        }
        None => Vec::new(),
    };
    if request.payloads.own {
        own::add(&inputs.source, schemas, types, judge, &mut payloads);
    }
    Ok(payloads)
}

/// Sends the payloads of a document through its types; nothing where it has no payloads.
///
/// # Errors
///
/// Where the payloads cannot be read, or the program cannot be written or started.
pub fn run(workspace: &Workspace, outcome: &Outcome, request: &Request) -> Result<Option<Trial>, Failure> {
    let Some(inputs) = &outcome.generation.inputs else { return Ok(None) };
    let schemas = Schemas::new(&inputs.source, inputs.document);
    let mut validity = Judge::new(&inputs.source, inputs.document);
    let payloads = payloads_of(&schemas, inputs, outcome, request, &mut validity)?;
    if payloads.is_empty() {
        return Ok(None);
    }
    let mut types: Vec<String> = payloads.iter().filter_map(|payload| payload.ty.clone()).collect();
    types.sort();
    types.dedup();
    let mut trial = Trial::default();
    let cases = cases(&schemas, payloads, request, &mut validity, &mut trial);

    workspace.add_harness(&harness::program(&types))?;
    let build = build::harness(workspace)?;
    let Some(program) = build.program.clone().filter(|_| build.is_built()) else {
        let first = build.errors.first().cloned();
        trial.trouble = Some(build.trouble.or(first).unwrap_or_default());
        return Ok(Some(trial));
    };
    let job = |value: &Json, ty: &String| Job {
        ty: types.binary_search(ty).expect("invariant: the types are those of the payloads"),
        text: value.to_string(),
    };
    let jobs: Vec<Job> = cases
        .iter()
        .flat_map(|case| {
            let values = std::iter::once(&case.payload.value).chain(case.probes.iter().map(|probe| &probe.value));
            values.map(|value| job(value, &case.ty))
        })
        .collect();
    let files = Files { jobs: workspace.file("payloads.tsv"), replies: workspace.file("replies.tsv") };
    let mut replies = harness::run(&program, &jobs, &files)?.into_iter();
    for case in &cases {
        let own = replies.next().expect("invariant: each job has a reply");
        let probes: Vec<Reply> = replies.by_ref().take(case.probes.len()).collect();
        judge(&schemas, case, (&own, &probes), &mut validity, &mut trial);
    }
    Ok(Some(trial))
}

/// A payload that has a type, with its probes.
struct Case {
    payload: Payload,
    ty: String,
    position: Position,
    probes: Vec<Probe>,
}

fn cases(
    schemas: &Schemas<'_>,
    payloads: Vec<Payload>,
    request: &Request,
    judge: &mut Judge<'_>,
    trial: &mut Trial,
) -> Vec<Case> {
    let mut cases = Vec::new();
    for payload in payloads {
        trial.valid += usize::from(payload.is_valid);
        trial.in_document += usize::from(payload.is_valid && payload.origin == Origin::Document);
        trial.made_up += usize::from(payload.is_valid && payload.origin == Origin::MadeUp);
        let (Some(ty), Some(place)) = (payload.ty.clone(), payload.place) else {
            if payload.is_valid {
                let why = match payload.place {
                    Some(_) => "the schema has no type",
                    None if schemas.files().has_file_of(&payload.schema, &request.documents) => {
                        "there is no such place"
                    }
                    None => "no reference of the document leads to the file",
                };
                trial.without_type.push(complaint(&payload, String::new(), why.to_owned()));
            }
            continue;
        };
        let position = schemas.position(vec![place]);
        let has_probes = request.payloads.probes && payload.is_valid;
        let mut probes = if has_probes { probes(schemas, &position, &payload.value) } else { Vec::new() };
        probes.retain(|probe| {
            let is_allowed = probe.kind == ProbeKind::WrongType && judge.allows(place, &probe.value) == Some(true);
            if is_allowed {
                let why = format!("{}: another part of the schema allows it", probe.change);
                trial.probes[2].allowed.push(complaint_of_probe(schemas, &position, &payload, probe, why));
            }
            !is_allowed
        });
        cases.push(Case { payload, ty, position, probes });
    }
    cases
}

fn judge(
    schemas: &Schemas<'_>,
    case: &Case,
    (own, probes): (&Reply, &[Reply]),
    validity: &mut Judge<'_>,
    trial: &mut Trial,
) {
    let payload = &case.payload;
    if !payload.is_valid {
        trial.invalid += 1;
        trial.invalid_accepted += usize::from(matches!(own, Reply::Back(_)));
        return;
    }
    match own {
        Reply::Refused(why) => {
            trial.refused.push(complaint(payload, String::new(), why.clone()));
            return;
        }
        Reply::Back(back) => {
            trial.decoded += 1;
            match difference(schemas, &case.position, &payload.value, back) {
                None => trial.whole += 1,
                Some(found) => trial.changed.push(complaint(payload, found.pointer, found.message)),
            }
        }
    }
    for (probe, reply) in case.probes.iter().zip(probes) {
        let place = ProbeKind::ALL.iter().position(|kind| *kind == probe.kind);
        let count = &mut trial.probes[place.expect("invariant: the list of kinds is whole")];
        count.sent += 1;
        let Some(message) = fault(probe, reply) else { continue };
        // What enumerations take because they are open was to be taken.
        let is_open = probe.kind == ProbeKind::WrongType
            && payload.place.is_some_and(|place| validity.allows_openly(place, &probe.value) == Some(true));
        let message = if is_open { "the schema allows it with a text that is not listed" } else { &message };
        let message = format!("{}: {message}", probe.change);
        let complaint = complaint_of_probe(schemas, &case.position, payload, probe, message);
        if is_open {
            count.allowed.push(complaint);
        } else {
            count.failed.push(complaint);
        }
    }
}

/// What is wrong with the reply to a probe.
fn fault(probe: &Probe, reply: &Reply) -> Option<String> {
    match (probe.kind, reply) {
        (ProbeKind::NewKey | ProbeKind::UnknownValue, Reply::Refused(why)) => Some(why.clone()),
        (ProbeKind::UnknownValue, Reply::Back(back)) if back.at(&probe.way).and_then(Json::text) != Some(UNKNOWN) => {
            Some("it did not come back".to_owned())
        }
        (ProbeKind::WrongType, Reply::Back(_)) => Some("it was accepted".to_owned()),
        _ => None,
    }
}

fn complaint_of_probe(
    schemas: &Schemas<'_>,
    position: &Position,
    payload: &Payload,
    probe: &Probe,
    message: String,
) -> Complaint {
    let place = schemas.places(&schemas.along(position, &probe.way));
    Complaint { place, ..complaint(payload, probe.pointer(), message) }
}

fn complaint(payload: &Payload, pointer: String, message: String) -> Complaint {
    Complaint { payload: payload.title.clone(), schema: payload.schema.clone(), place: Vec::new(), pointer, message }
}
