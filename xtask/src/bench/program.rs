//! The program that reads and writes payloads with both crates.

use std::fmt::Write;

/// A type that is measured.
#[derive(Clone, Debug)]
pub struct Kind {
    /// Its name, in both crates.
    pub name: String,
    /// Whether a union stands anywhere in it.
    pub has_union: bool,
}

/// The text of the program.
pub fn text(kinds: &[&Kind]) -> String {
    let mut text = String::from(PROGRAM);
    text.push_str("\nfn kinds() -> Vec<Kind> {\n    vec![\n");
    for Kind { name, has_union } in kinds {
        writeln!(
            text,
            "        kind::<bench_ours::types::{name}, bench_derive::types::{name}>({name:?}, {has_union}),"
        )
        .expect("invariant: a string takes all that is written to it");
    }
    text.push_str("    ]\n}\n");
    text
}

const PROGRAM: &str = r#"//! Reads and writes payloads with two crates of the same types.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// How many bytes of payloads are measured.
const MEASURED: usize = 10_000_000;

type Step = fn(&[&str]) -> Duration;

struct Kind {
    name: &'static str,
    has_union: bool,
    back: [fn(&str) -> Result<String, String>; 2],
    decode: [Step; 2],
    encode: [Step; 2],
}

fn kind<O: Serialize + DeserializeOwned, D: Serialize + DeserializeOwned>(name: &'static str, has_union: bool) -> Kind {
    Kind {
        name,
        has_union,
        back: [back::<O>, back::<D>],
        decode: [decode::<O>, decode::<D>],
        encode: [encode::<O>, encode::<D>],
    }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    serde_json::from_str(text)
}

fn back<T: Serialize + DeserializeOwned>(text: &str) -> Result<String, String> {
    let value = read::<T>(text).map_err(|error| error.to_string())?;
    serde_json::to_string(&value).map_err(|error| error.to_string())
}

fn decode<T: DeserializeOwned>(texts: &[&str]) -> Duration {
    let mut values = Vec::with_capacity(texts.len());
    let start = Instant::now();
    for text in texts {
        values.push(read::<T>(black_box(text)));
    }
    let taken = start.elapsed();
    black_box(&values);
    taken
}

fn encode<T: Serialize + DeserializeOwned>(texts: &[&str]) -> Duration {
    let values: Vec<T> = texts.iter().filter_map(|text| read(text).ok()).collect();
    let start = Instant::now();
    for value in &values {
        black_box(serde_json::to_string(black_box(value)).ok());
    }
    start.elapsed()
}

fn cut(text: &str) -> String {
    text.chars().take(300).collect()
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let text = std::fs::read_to_string(arguments.next().expect("a file of payloads")).expect("the file can be read");
    let rounds: usize = arguments.next().and_then(|rounds| rounds.parse().ok()).unwrap_or(1);
    let kinds = kinds();
    let mut texts: Vec<Vec<&str>> = vec![Vec::new(); kinds.len()];
    let mut measured = 0;
    let mut refused = [0, 0];
    let mut different = 0;
    let mut firsts = [String::new(), String::new(), String::new()];
    let mut note = |place: usize, text: String| {
        if firsts[place].is_empty() {
            firsts[place] = text;
        }
    };
    for line in text.lines() {
        if measured >= MEASURED {
            break;
        }
        let (number, payload) = line.split_once('\t').expect("a number and a payload");
        let number: usize = number.parse().expect("a number");
        let kind = &kinds[number];
        let backs = kind.back.map(|back| back(payload));
        for (side, back) in backs.iter().enumerate() {
            if let Err(error) = back {
                refused[side] += 1;
                note(side, format!("{}: {error}: {}", kind.name, cut(payload)));
            }
        }
        let [Ok(ours), Ok(derive)] = backs else { continue };
        let same = serde_json::from_str::<Value>(&ours).ok() == serde_json::from_str::<Value>(&derive).ok();
        if !same {
            different += 1;
            note(2, format!("{}: {} against {}", kind.name, cut(&ours), cut(&derive)));
            continue;
        }
        measured += payload.len();
        texts[number].push(payload);
    }

    let mut bests = vec![[[Duration::MAX; 2]; 2]; kinds.len()];
    for round in 0..rounds {
        for (number, kind) in kinds.iter().enumerate() {
            for (step, sides) in [kind.decode, kind.encode].into_iter().enumerate() {
                // Whoever comes second finds the payloads in the cache, so the sides take turns.
                for side in [round % 2, 1 - round % 2] {
                    let taken = sides[side](&texts[number]);
                    let best = &mut bests[number][step][side];
                    *best = taken.min(*best);
                }
            }
        }
    }

    let speed = |step: usize, side: usize, is_in: &dyn Fn(&Kind) -> bool| {
        let mut bytes = 0;
        let mut taken = Duration::ZERO;
        for (number, kind) in kinds.iter().enumerate().filter(|(_, kind)| is_in(kind)) {
            let _ = kind;
            if !texts[number].is_empty() {
                bytes += texts[number].iter().map(|text| text.len()).sum::<usize>();
                taken += bests[number][step][side];
            }
        }
        if taken.is_zero() { 0.0 } else { bytes as f64 / 1e6 / taken.as_secs_f64() }
    };
    let group = |is_in: &dyn Fn(&Kind) -> bool| {
        json!({
            "decode": { "ours": speed(0, 0, is_in), "derive": speed(0, 1, is_in) },
            "encode": { "ours": speed(1, 0, is_in), "derive": speed(1, 1, is_in) },
        })
    };
    let [ours_refusal, derive_refusal, difference] = firsts;
    let result = json!({
        "payloads": texts.iter().map(Vec::len).sum::<usize>(),
        "bytes": measured,
        "types": texts.iter().filter(|texts| !texts.is_empty()).count(),
        "ours_refused": refused[0],
        "derive_refused": refused[1],
        "different": different,
        "ours_refusal": ours_refusal,
        "derive_refusal": derive_refusal,
        "difference": difference,
        "speeds": {
            "all": group(&|_| true),
            "plain": group(&|kind| !kind.has_union),
            "union": group(&|kind| kind.has_union),
        },
    });
    println!("{result}");
}
"#;
