//! `spec/codegen.yaml`: the settings, as plain data.
//!
//! Every setting has a default, so that a document alone is enough. An unknown key is an error, and so is a setting
//! that matches nothing in the document: a setting that does nothing is one that its author believes to do something.

use crate::cursor::{Cursor, Keys};
use crate::diag::{Code, Diagnostic, Sink, Spot};
use crate::source::{At, FileId, Source, place_key, written};

/// The settings of a run.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The name of the generated crate, as Cargo knows it; `generated` where it is not set.
    pub crate_name: Option<String>,
    /// The version of the generated crate; the `info.version` of the document has another meaning. `0.1.0` by default.
    pub crate_version: Option<String>,
    /// What the environment variables begin with: `OPENAI` makes `OPENAI_API_KEY` and `OPENAI_BASE_URL`. By default the
    /// crate name in capitals.
    pub environment_prefix: Option<String>,
    /// Whether the crate is built outside a Cargo workspace, so that its manifest must say so.
    pub standalone: bool,
    /// Where the crate's own items stand, as a path of module names below `crate`; empty in a crate of its own.
    pub root: Vec<String>,
    /// Whether warnings are errors.
    pub deny_warnings: bool,
    /// Names of methods, by operation id.
    pub method_names: Vec<Override>,
    /// Names of types, by JSON Pointer of the schema.
    pub type_names: Vec<Override>,
    /// The operations that an example program is written for; by default the first that needs no arguments.
    pub examples: Vec<Selection>,
    /// Warnings that are known and accepted.
    pub accepted: Vec<Acceptance>,
}

/// A name that replaces the one that the generator would choose.
#[derive(Clone, Debug)]
pub struct Override {
    /// What is renamed.
    pub subject: String,
    /// The new name, in the case that Rust wants there.
    pub name: String,
    /// Where the setting stands.
    pub at: At,
}

/// A thing of the document that a setting picks out.
#[derive(Clone, Debug)]
pub struct Selection {
    /// What is picked out.
    pub subject: String,
    /// Where the setting stands.
    pub at: At,
}

/// A warning that is known and accepted.
#[derive(Clone, Debug)]
pub struct Acceptance {
    /// The code of the warning.
    pub code: Code,
    /// The JSON Pointer of its first place, with the path of the file and `#` before it where that is not the
    /// document's first.
    pub place: String,
    /// Why it is accepted; for the reader of the settings.
    pub reason: String,
    /// Where the setting stands.
    pub at: At,
}

impl Config {
    /// Reads the settings. What is wrong with them goes to the sink.
    pub fn read(source: &Source, file: FileId, sink: &Sink) -> Self {
        let cursor = Cursor { source, sink };
        let Some(root) = cursor.root_strictly(file) else { return Self::default() };
        // A file that holds nothing but comments is a file without settings.
        if source.node(root) == &crate::source::Node::Null {
            return Self::default();
        }
        let Some(keys) = cursor.mapping(root, "the settings file") else { return Self::default() };
        let config = Self {
            crate_name: crate_name(cursor, &keys),
            crate_version: crate_version(cursor, &keys),
            environment_prefix: environment_prefix(cursor, &keys),
            standalone: false,
            root: Vec::new(),
            deny_warnings: keys.get("deny_warnings").and_then(|at| cursor.boolean(at)).unwrap_or(false),
            method_names: overrides(cursor, &keys, "method_names"),
            type_names: overrides(cursor, &keys, "type_names"),
            examples: keys
                .get("examples")
                .map(|at| cursor.strings(at))
                .unwrap_or_default()
                .into_iter()
                .map(|(subject, at)| Selection { subject: subject.to_owned(), at })
                .collect(),
            accepted: keys.items("accept").iter().filter_map(|at| acceptance(cursor, *at)).collect(),
        };
        keys.finish_strictly();
        config
    }

    /// The crate name, whichever way it was set.
    pub fn crate_name(&self) -> &str {
        self.crate_name.as_deref().unwrap_or("generated")
    }
}

/// What the generated crate depends on: a crate of the same name could not be told from it.
const DEPENDENCIES: [&str; 11] = [
    "bytes",
    "fastrand",
    "http",
    "http-body",
    "httpdate",
    "percent-encoding",
    "reqwest",
    "serde",
    "serde-json",
    "tokio",
    "tracing",
];

/// Packages of Rust itself, whose names mean those.
const RUSTS_OWN: [&str; 5] = ["alloc", "core", "proc_macro", "std", "test"];

/// What a name of a crate has to be, for the one who has to choose another.
pub const CRATE_NAME_HELP: &str = "use letters, digits, `-` and `_`, beginning with a letter; no keyword of Rust, no \
                                   crate of Rust itself, as `std`, and no crate that it depends on, as `serde`";

/// Whether Cargo takes the text as the name of a package that can be a library.
pub fn is_crate_name(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic())
        && characters.all(|character| character.is_ascii_alphanumeric() || character == '_' || character == '-')
        && !crate::names::is_reserved(&name.replace('-', "_"))
        && !RUSTS_OWN.contains(&name)
        && !DEPENDENCIES.contains(&name.replace('_', "-").as_str())
}

fn crate_name(cursor: Cursor<'_>, keys: &Keys<'_>) -> Option<String> {
    let at = keys.get("crate_name")?;
    let name = cursor.string(at)?;
    if !is_crate_name(name) {
        cursor.invalid_value(at, format!("`{name}` is no name for a crate"), Some(CRATE_NAME_HELP.to_owned()));
        return None;
    }
    Some(name.to_owned())
}

fn crate_version(cursor: Cursor<'_>, keys: &Keys<'_>) -> Option<String> {
    let at = keys.get("crate_version")?;
    let version = cursor.string(at)?;
    if !is_version(version) {
        let help = "write three numbers, as in `1.2.3`, and what SemVer allows after them".to_owned();
        cursor.invalid_value(at, format!("`{version}` is no version"), Some(help));
        return None;
    }
    Some(version.to_owned())
}

/// Whether the text is a version as Cargo takes it (Semantic Versioning 2.0.0, sections 2, 9 and 10).
fn is_version(text: &str) -> bool {
    let (numbers, rest) = text.split_at(text.find(['-', '+']).unwrap_or(text.len()));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_label =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_plain = |part: &str| is_number(part) && (part == "0" || !part.starts_with('0'));
    let labels = rest.get(1..).unwrap_or_default();
    numbers.split('.').count() == 3
        && numbers.split('.').all(is_plain)
        && (rest.is_empty() || labels.splitn(2, '+').all(|labels| labels.split('.').all(is_label)))
}

fn environment_prefix(cursor: Cursor<'_>, keys: &Keys<'_>) -> Option<String> {
    let at = keys.get("environment_prefix")?;
    let prefix = cursor.string(at)?;
    let is_upper = |character: char| character.is_ascii_uppercase() || character.is_ascii_digit() || character == '_';
    if prefix.is_empty() || !prefix.chars().all(is_upper) || prefix.starts_with(|first: char| first.is_ascii_digit()) {
        let help = "use capital letters, digits and `_`, as in `OPENAI`".to_owned();
        cursor.invalid_value(at, format!("`{prefix}` cannot begin an environment variable"), Some(help));
        return None;
    }
    Some(prefix.to_owned())
}

fn overrides(cursor: Cursor<'_>, keys: &Keys<'_>, key: &'static str) -> Vec<Override> {
    keys.entries(key)
        .into_iter()
        .filter_map(|(subject, at)| {
            let name = cursor.string(at)?;
            if name.is_empty() || crate::names::is_reserved(name) || !crate::names::is_identifier(name) {
                let help = "use letters, digits and `_`, beginning with a letter, and no keyword of Rust".to_owned();
                cursor.invalid_value(at, format!("`{name}` is no name in Rust"), Some(help));
                return None;
            }
            Some(Override { subject: subject.to_owned(), name: name.to_owned(), at })
        })
        .collect()
}

fn acceptance(cursor: Cursor<'_>, at: At) -> Option<Acceptance> {
    let keys = cursor.mapping(at, "an accepted warning")?;
    let code = keys.required("code").and_then(|at| cursor.string(at).map(|text| (text, at)));
    // A text without its quotes is an error in the settings, as whatever is wrong in them.
    let text = |key| keys.required(key).and_then(|at| cursor.string(at)).map(str::to_owned);
    let place = text("at");
    let reason = text("reason");
    keys.finish_strictly();
    let (text, code_at) = code?;
    let Some(code) = Code::ALL.iter().copied().find(|code| code.as_str() == text) else {
        let names = Code::ALL.iter().map(|code| code.as_str());
        let help = crate::cursor::nearest(text, names.clone()).map_or_else(
            || format!("the codes are {}", names.collect::<Vec<_>>().join(", ")),
            |name| format!("did you mean `{name}`?"),
        );
        cursor.invalid_value(code_at, format!("there is no diagnostic with the code `{text}`"), Some(help));
        return None;
    };
    Some(Acceptance { code, place: place_key(&place?), reason: reason?, at })
}

/// Takes the accepted warnings out, reports acceptances that match nothing, and makes errors of warnings where the
/// settings ask for it.
pub fn apply(config: &Config, source: &Source, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut used = vec![false; config.accepted.len()];
    let mut kept: Vec<Diagnostic> = Vec::new();
    for mut diagnostic in diagnostics {
        let place = match diagnostic.labels.first().map(|label| label.spot) {
            Some(Spot::Value(at) | Spot::Key(at)) => Some(source.place_key(at)),
            _ => None,
        };
        let is_warning = diagnostic.severity == crate::diag::Severity::Warning;
        let mut is_accepted = false;
        for (acceptance, used) in config.accepted.iter().zip(&mut used) {
            if is_warning && acceptance.code == diagnostic.code && Some(&acceptance.place) == place.as_ref() {
                *used = true;
                is_accepted = true;
            }
        }
        if is_accepted {
            continue;
        }
        if config.deny_warnings && is_warning {
            let accept =
                "a warning by itself: `deny_warnings` of the settings makes it an error, `accept` lets it pass";
            diagnostic.help.push(accept.to_owned());
            diagnostic.severity = crate::diag::Severity::Error;
        }
        kept.push(diagnostic);
    }
    // What is left out because of a fault makes settings look stale that are not.
    let is_faulty = |diagnostic: &Diagnostic| diagnostic.is_error() && diagnostic.code != Code::StaleSetting;
    if kept.iter().any(is_faulty) {
        kept.retain(|diagnostic| diagnostic.code != Code::StaleSetting);
        return kept;
    }
    for (acceptance, _) in config.accepted.iter().zip(used).filter(|(_, used)| !used) {
        let message = format!("no warning `{}` stands at `{}`", acceptance.code, written(&acceptance.place));
        kept.push(stale(acceptance.at, message));
    }
    kept
}

/// The error for a setting that matches nothing.
pub fn stale(at: At, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::StaleSetting, Spot::Value(at), message)
        .label("this setting does nothing")
        .help("correct it, or remove it")
}
