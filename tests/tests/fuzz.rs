//! Documents that nobody would write: the fixtures, the rejects and `spec/openapi.yaml`, changed at random. Each has to
//! give files or an error, in time and without a panic. Run by hand, for as many seconds as are given, or for ten:
//!
//!     FUZZ_SECONDS=3600 cargo test -p tests --test fuzz -- --ignored --nocapture
//!
//! `FUZZ_SEED` begins another sequence; one seed gives the same documents as long as those that are changed are the
//! same. The document at hand lies in `fuzz-<seed>` below `target/tmp` while it is tried, so that one that ends the
//! process, by its stack or its memory, can be looked at. One that fails is kept there, and the next is tried.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use codegen::source::Source;
use fastrand::Rng;
use serde_json::{Map, Value};
use tests::{check_files, document, files_in, folder, text_of, workspace};

/// How long one document may take, in a build that is not optimized and on a machine that is busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// Words that mean something in a document.
const WORDS: [&str; 96] = [
    "$ref",
    "#",
    "#/",
    "#/components/schemas/A",
    "other.yaml",
    "other.yaml#/A",
    "openapi.yaml",
    "#/paths",
    "$id",
    "$anchor",
    "$dynamicRef",
    "$dynamicAnchor",
    "$defs",
    "$self",
    "#a",
    "https://example.com/a",
    "../",
    "%",
    "%25",
    "%zz",
    "~0",
    "~1",
    "~",
    "openapi",
    "3.0.0",
    "3.1.0",
    "3.2.0",
    "info",
    "title",
    "version",
    "servers",
    "url",
    "variables",
    "{a}",
    "{",
    "}",
    "[",
    "]",
    "paths",
    "/a",
    "/a/{b}",
    "get",
    "post",
    "head",
    "query",
    "parameters",
    "name",
    "in",
    "path",
    "header",
    "cookie",
    "required",
    "requestBody",
    "content",
    "application/json",
    "text/event-stream",
    "schema",
    "itemSchema",
    "responses",
    "200",
    "4XX",
    "default",
    "headers",
    "callbacks",
    "webhooks",
    "components",
    "schemas",
    "securitySchemes",
    "security",
    "type",
    "object",
    "array",
    "string",
    "integer",
    "null",
    "properties",
    "additionalProperties",
    "patternProperties",
    "items",
    "prefixItems",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "discriminator",
    "propertyName",
    "mapping",
    "enum",
    "const",
    "format",
    "nullable",
    "readOnly",
    "examples",
    "operationId",
    "tags",
    "x-a",
];

/// Pieces of text that parsers and printers trip over.
const PIECES: [&str; 36] = [
    "\u{feff}",
    "\0",
    "\t",
    "\r",
    "\r\n",
    "\n",
    "\u{85}",
    "\u{2028}",
    "\u{202e}",
    "\u{1F600}",
    "é",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "---\n",
    "...\n",
    "&a ",
    "*a",
    "<<: ",
    "!t ",
    "|\n",
    ">-\n",
    "# ",
    ": ",
    "- ",
    "? ",
    ",",
    "1e400",
    "-9223372036854776000",
    ".nan",
    "0x7f",
    "*/",
    "//",
    "```",
    "r#",
];

struct Mutator {
    random: Rng,
    corpus: Vec<String>,
    values: Vec<Value>,
}

impl Mutator {
    fn new(seed: u64) -> Self {
        let folders = ["fixtures", "rejects"].map(|name| folder().join(name));
        let paths = folders.iter().flat_map(|folder| files_in(folder, "yaml"));
        let paths = paths.chain([workspace().join("spec/openapi.yaml")]);
        let corpus: Vec<String> = paths.map(|path| document(&text_of(&path))).collect();
        let values = corpus.iter().filter_map(|text| value_of(text)).collect();
        Self { random: Rng::with_seed(seed), corpus, values }
    }

    /// The files of a document, the first of which is the document itself.
    fn files(&mut self) -> Vec<(String, String)> {
        let mut files = vec![self.file("openapi")];
        if self.random.u8(..4) == 0 {
            files.push(self.file("other"));
        }
        files
    }

    fn file(&mut self, stem: &str) -> (String, String) {
        if self.random.bool() {
            let mut text = self.random.choice(&self.corpus).cloned().unwrap_or_default();
            for _ in 0..self.random.usize(1..8) {
                self.change_text(&mut text);
            }
            return (format!("{stem}.yaml"), text);
        }
        let mut value = self.random.choice(&self.values).cloned().unwrap_or_default();
        for _ in 0..self.random.usize(1..12) {
            self.change_value(&mut value);
        }
        // JSON is YAML, so that a reference to `other.yaml` finds either.
        let ending = if stem == "openapi" && self.random.bool() { "json" } else { "yaml" };
        (format!("{stem}.{ending}"), value.to_string())
    }

    fn word(&mut self) -> &'static str {
        self.random.choice(WORDS).unwrap_or_default()
    }

    fn offset(&mut self, text: &str) -> usize {
        let mut offset = self.random.usize(..=text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }

    fn change_text(&mut self, text: &mut String) {
        let (start, end) = (self.offset(text), self.offset(text));
        let (start, end) = (start.min(end), start.max(end));
        match self.random.u8(..8) {
            0 => text.truncate(start),
            1 if end - start < 200 => text.replace_range(start..end, ""),
            2 if end - start < 2_000 => {
                let repeated = text[start..end].to_owned();
                text.insert_str(end, &repeated);
            }
            3 => text.insert_str(start, self.random.choice(PIECES).unwrap_or_default()),
            4 => {
                let word = self.word();
                text.insert_str(start, word);
            }
            5 => {
                let line_start = text[..start].rfind('\n').map_or(0, |index| index + 1);
                text.insert_str(line_start, &" ".repeat(self.random.usize(1..5)));
            }
            6 => {
                let other = self.random.choice(&self.corpus).cloned().unwrap_or_default();
                let lines: Vec<&str> = other.lines().collect();
                let first = self.random.usize(..lines.len());
                let chosen = lines[first..lines.len().min(first + 4)].join("\n") + "\n";
                let line_start = text[..start].rfind('\n').map_or(0, |index| index + 1);
                text.insert_str(line_start, &chosen);
            }
            _ => {
                // A word of the document becomes another one.
                let from = self.word();
                let to = self.word();
                if let Some(found) = text[start..].find(from) {
                    text.replace_range(start + found..start + found + from.len(), to);
                }
            }
        }
    }

    fn change_value(&mut self, value: &mut Value) {
        let pointers = pointers(value);
        let pointer = self.random.choice(&pointers).cloned().unwrap_or_default();
        let elsewhere = self.random.choice(&pointers).cloned().unwrap_or_default();
        let new = match self.random.u8(..10) {
            0 => Value::Null,
            1 => Value::from(self.random.i64(..)),
            2 => Value::from(self.random.choice(PIECES).unwrap_or_default()),
            3 => Value::from(self.word()),
            4 => serde_json::json!({ "$ref": format!("#{elsewhere}") }),
            5 => serde_json::json!({ "$ref": format!("other.yaml#{elsewhere}") }),
            6 => value.pointer(&elsewhere).cloned().unwrap_or_default(),
            7 => {
                let other = self.random.choice(&self.values).cloned().unwrap_or_default();
                let places = self::pointers(&other);
                self.random.choice(&places).and_then(|place| other.pointer(place)).cloned().unwrap_or_default()
            }
            8 => Value::Array(vec![value.pointer(&elsewhere).cloned().unwrap_or_default()]),
            _ => Value::Bool(self.random.bool()),
        };
        // What is put into itself again and again grows without end, which is no fault to look for here.
        if new.to_string().len() > 20_000 {
            return;
        }
        let Some(target) = value.pointer_mut(&pointer) else { return };
        match (target, self.random.u8(..3)) {
            (Value::Object(entries), 0) => {
                let key = self.key(entries);
                entries.insert(key, new);
            }
            (Value::Object(entries), 1) => {
                let keys: Vec<String> = entries.keys().cloned().collect();
                if let Some(key) = self.random.choice(&keys)
                    && let Some(old) = entries.remove(key)
                    && self.random.bool()
                {
                    entries.insert(self.word().to_owned(), old);
                }
            }
            (Value::Array(items), 0) => items.push(new),
            (target, _) => *target = new,
        }
    }

    fn key(&mut self, entries: &Map<String, Value>) -> String {
        let keys: Vec<&String> = entries.keys().collect();
        match self.random.u8(..4) {
            0 => self.random.choice(&keys).map(|key| format!("{key} ")).unwrap_or_default(),
            1 => self.random.choice(PIECES).unwrap_or_default().to_owned(),
            _ => self.word().to_owned(),
        }
    }
}

fn value_of(text: &str) -> Option<Value> {
    let mut source = Source::new();
    let file = source.add("openapi.yaml", text);
    let root = *source.file(file).root.as_ref().ok()?;
    serde_json::from_str(&source.json(root)).ok()
}

/// The JSON Pointers of every value.
fn pointers(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((pointer, value)) = open.pop() {
        match value {
            Value::Object(entries) => open.extend(
                entries
                    .iter()
                    .map(|(key, value)| (format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")), value)),
            ),
            Value::Array(items) => {
                open.extend(items.iter().enumerate().map(|(index, value)| (format!("{pointer}/{index}"), value)));
            }
            _ => {}
        }
        found.push(pointer);
    }
    found
}

fn keep(folder: &Path, files: &[(String, String)]) {
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("the folder of the build can be written");
    }
}

fn try_one(files: &[(String, String)]) -> Result<(), String> {
    let start = Instant::now();
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let checked = catch_unwind(AssertUnwindSafe(|| check_files(&borrowed))).map_err(|_| "it panics".to_owned())?;
    if start.elapsed() > PATIENCE {
        return Err(format!("it takes {:?}", start.elapsed()));
    }
    if checked.output.files.is_none() && !checked.diagnostics.contains("error") {
        return Err("it is refused without a word".to_owned());
    }
    Ok(())
}

fn setting(name: &str, default: u64) -> u64 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
#[ignore = "takes as long as `FUZZ_SECONDS` says; run by hand"]
fn nothing_gives() {
    let seed = setting("FUZZ_SEED", 1);
    let end = Instant::now() + Duration::from_secs(setting("FUZZ_SECONDS", 10));
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{seed}"));
    fs::create_dir_all(&folder).expect("the folder of the build can be written");
    let mut mutator = Mutator::new(seed);
    let (mut tried, mut failed) = (0u64, 0u64);
    while Instant::now() < end {
        let files = mutator.files();
        keep(&folder, &files);
        tried += 1;
        if let Err(why) = try_one(&files) {
            failed += 1;
            let kept = folder.join(format!("failure-{tried}"));
            fs::create_dir_all(&kept).expect("the folder of the build can be written");
            keep(&kept, &files);
            println!("document {tried}: {why}; it lies in {}", kept.display());
        }
        if tried.is_multiple_of(1_000) {
            println!("{tried} documents, {failed} failures");
        }
    }
    println!("{tried} documents of seed {seed}, {failed} failures");
    assert_eq!(failed, 0);
}
