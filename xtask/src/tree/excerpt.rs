//! Differences as people read them.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use similar::{ChangeTag, TextDiff};

use crate::report::{error_line, quoted_path};
use crate::tree::{Difference, Kind};

/// The lines of a diff that are shown of one file; a reader who wants more runs the generator and asks git.
const LINES_OF_A_FILE: usize = 16;

/// The files of which a diff is shown.
const FILES_WITH_LINES: usize = 5;

const COLUMNS: usize = 160;

const REMOVED: &str = "\u{1b}[31m";
const ADDED: &str = "\u{1b}[32m";
const RESET: &str = "\u{1b}[0m";

/// The differences as text in colour: each path with what is the matter, and of stale files the first lines that
/// differ.
pub fn describe(folder: &Path, differences: &[Difference]) -> String {
    let mut text = String::new();
    let mut shown = 0;
    for Difference { path, kind } in differences {
        let what = match kind {
            Kind::Stale { .. } => "is stale".to_owned(),
            Kind::Missing => "is missing".to_owned(),
            Kind::Blocked { path, what } => format!("is missing: {} is {what}", quoted_path(path)),
            Kind::LeftOver => "is extra: left over from an earlier run, codegen would remove it".to_owned(),
            Kind::Foreign => "is extra: not written by the generator, move it elsewhere".to_owned(),
        };
        text.push_str(&error_line(&format!("{} {what}", folder.join(path).display())));
        if let Kind::Stale { found, wanted } = kind
            && shown < FILES_WITH_LINES
        {
            text.push_str(&excerpt(&String::from_utf8_lossy(found), wanted));
            shown += 1;
        }
    }
    text
}

/// The first hunks of a unified diff.
fn excerpt(found: &str, wanted: &str) -> String {
    // The time is bounded because two large files that have nothing in common are not worth waiting for.
    let diff = TextDiff::configure().timeout(Duration::from_millis(300)).diff_lines(found, wanted);
    let mut lines = Vec::new();
    for hunk in diff.unified_diff().context_radius(1).iter_hunks() {
        lines.push(format!("    {}", hunk.header()));
        for change in hunk.iter_changes() {
            let (sign, color) = match change.tag() {
                ChangeTag::Delete => ('-', REMOVED),
                ChangeTag::Insert => ('+', ADDED),
                ChangeTag::Equal => (' ', ""),
            };
            let line: String = visible(change.value()).chars().take(COLUMNS).collect();
            lines.push(format!("    {color}{sign}{line}{RESET}"));
        }
    }
    if lines.is_empty() {
        lines.push("    (the bytes differ, the text does not)".to_owned());
    }
    let left_out = lines.len().saturating_sub(LINES_OF_A_FILE);
    let mut text = String::new();
    for line in lines.iter().take(LINES_OF_A_FILE) {
        text.push_str(line);
        text.push('\n');
    }
    if left_out > 0 {
        let _ = writeln!(text, "    ... and {left_out} more lines");
    }
    text
}

/// The line without its end; control characters are spelt out, so that a file cannot steer the terminal.
fn visible(line: &str) -> String {
    let mut text = String::new();
    for character in line.strip_suffix('\n').unwrap_or(line).chars() {
        if character.is_control() && character != '\t' {
            text.extend(character.escape_default());
        } else {
            text.push(character);
        }
    }
    text
}
