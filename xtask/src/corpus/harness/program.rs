//! The text of the program.

use std::fmt::Write as _;

const BEFORE: &str = r#"//! Reads each line as a number, the number of a type and a JSON text; writes what the type makes of the text.

use std::io::{BufRead, Write};
use std::panic;

fn run<T: serde::Serialize + serde::de::DeserializeOwned>(text: &str) -> Result<String, (&'static str, String)> {
    let value: T = serde_json::from_str(text).map_err(|error| ("not decoded", error.to_string()))?;
    serde_json::to_string(&value).map_err(|error| ("not encoded", error.to_string()))
}

fn main() {
    panic::set_hook(Box::new(|_| {}));
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("the lines are text");
        let mut parts = line.splitn(3, '\t');
        let mut part = || parts.next().expect("a line has three parts");
        let (id, ty, text) = (part(), part().parse().expect("a type has a number"), part());
        let (kind, text) = match panic::catch_unwind(|| chosen(ty, text)) {
            Ok(Ok(text)) => ("back", text),
            Ok(Err((kind, message))) => (kind, serde_json::Value::from(message).to_string()),
            Err(_) => ("panicked", "\"\"".to_owned()),
        };
        writeln!(output, "{id}\t{kind}\t{text}").and_then(|()| output.flush()).expect("somebody reads the lines");
    }
}

fn chosen(ty: usize, text: &str) -> Result<String, (&'static str, String)> {
    match ty {
"#;

const AFTER: &str = "        _ => Err((\"not known\", ty.to_string())),\n    }\n}\n";

/// The program for these types. The work is generic over the type alone, so that each adds as little as it can.
pub fn text(types: &[String]) -> String {
    let mut text = BEFORE.to_owned();
    for (index, ty) in types.iter().enumerate() {
        let _ = writeln!(text, "        {index} => run::<{ty}>(text),");
    }
    text.push_str(AFTER);
    text
}
