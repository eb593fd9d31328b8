//! The figures, in a table.

use std::fmt::Write;

use serde_json::{Value, json};

/// What is to be reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// The ratio is to be this or less.
    AtMost(f64),
    /// The ratio is to be this or more.
    AtLeast(f64),
}

/// A figure of both.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What is measured.
    pub name: String,
    /// The unit.
    pub unit: &'static str,
    /// The figure of the generated types.
    pub ours: f64,
    /// The figure of those with the derives of serde; `None` where there is nothing to compare with.
    pub derive: Option<f64>,
    /// What the ratio is to be.
    pub target: Option<Target>,
}

impl Row {
    fn ratio(&self) -> Option<f64> {
        self.derive.map(|derive| self.ours / derive)
    }

    fn is_reached(&self) -> Option<bool> {
        Some(match self.target? {
            Target::AtMost(most) => self.ratio()? <= most,
            Target::AtLeast(least) => self.ratio()? >= least,
        })
    }
}

/// The rows as text.
pub fn text(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or_default();
    let mut text = format!("{:width$}  {:>12}  {:>12}  {:>6}  target\n", "", "ours", "derive", "ratio");
    for row in rows {
        let figure = |value: f64| format!("{value:.*} {}", if row.unit == "s" { 2 } else { 0 }, row.unit);
        let derive = row.derive.map(figure).unwrap_or_default();
        let ratio = row.ratio().map(|ratio| format!("{ratio:.2}")).unwrap_or_default();
        let target = match row.target {
            Some(Target::AtMost(most)) => format!("<= {most:.2}"),
            Some(Target::AtLeast(least)) => format!(">= {least:.2}"),
            None => String::new(),
        };
        let mark = if row.is_reached() == Some(false) { "  missed" } else { "" };
        let line = format!("{:width$}  {:>12}  {derive:>12}  {ratio:>6}  {target}{mark}", row.name, figure(row.ours));
        writeln!(text, "{}", line.trim_end()).expect("invariant: a string takes all that is written to it");
    }
    text
}

/// The rows as JSON.
pub fn machine(rows: &[Row]) -> Value {
    let row = |row: &Row| {
        let target = row.target.map(|target| match target {
            Target::AtMost(value) | Target::AtLeast(value) => value,
        });
        json!({
            "name": row.name, "unit": row.unit, "ours": row.ours, "derive": row.derive, "ratio": row.ratio(),
            "target": target, "reached": row.is_reached(),
        })
    };
    rows.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use crate::bench::table::{Row, Target, text};

    #[test]
    fn a_target_that_is_missed_is_marked() {
        let row = |name: &str, ours, target| Row { name: name.to_owned(), unit: "s", ours, derive: Some(4.0), target };
        let rows = [row("a", 1.0, Some(Target::AtMost(0.25))), row("b", 3.0, Some(Target::AtLeast(0.8)))];
        let lines: Vec<String> = text(&rows).lines().map(|line| line.trim_end().to_owned()).collect();
        assert!(lines[1].ends_with("0.25  <= 0.25"), "{lines:?}");
        assert!(lines[2].ends_with("0.75  >= 0.80  missed"), "{lines:?}");
    }
}
