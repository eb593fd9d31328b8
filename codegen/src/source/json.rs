//! The tree as JSON text.

use std::fmt::Write as _;

use crate::source::{At, Node, Source};

impl Source {
    /// The value as JSON text without white space, keys in document order.
    ///
    /// A number that JSON cannot hold (`.inf`, `.nan`) becomes null, as JavaScript's `JSON.stringify` writes it.
    pub fn json(&self, at: At) -> String {
        let mut text = String::new();
        self.write_json(at, Layout::Compact, &mut text);
        text
    }

    /// The same with a line for each value, for people to read.
    pub fn pretty_json(&self, at: At) -> String {
        let mut text = String::new();
        self.write_json(at, Layout::Indented(0), &mut text);
        text
    }

    fn write_json(&self, at: At, layout: Layout, text: &mut String) {
        match self.node(at) {
            Node::Null => text.push_str("null"),
            Node::Boolean(value) => write_to(text, value),
            Node::Integer(value) => write_to(text, value),
            Node::Unsigned(value) => write_to(text, value),
            Node::Float(value) => text.push_str(&serde_json::Value::from(*value).to_string()),
            Node::String(value) => write_string(text, value),
            Node::Sequence(items) if items.is_empty() => text.push_str("[]"),
            Node::Mapping(entries) if entries.is_empty() => text.push_str("{}"),
            Node::Sequence(items) => {
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    layout.before_item(index, text);
                    self.write_json(*item, layout.inside(), text);
                }
                layout.after_items(text);
                text.push(']');
            }
            Node::Mapping(entries) => {
                text.push('{');
                for (index, (key, value)) in entries.iter().enumerate() {
                    layout.before_item(index, text);
                    write_string(text, key);
                    text.push_str(if layout == Layout::Compact { ":" } else { ": " });
                    self.write_json(*value, layout.inside(), text);
                }
                layout.after_items(text);
                text.push('}');
            }
        }
    }
}

/// How JSON is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// Without white space.
    Compact,
    /// A line for each value, this deep.
    Indented(usize),
}

impl Layout {
    const fn inside(self) -> Self {
        match self {
            Self::Compact => Self::Compact,
            Self::Indented(depth) => Self::Indented(depth + 1),
        }
    }

    fn before_item(self, index: usize, text: &mut String) {
        if index > 0 {
            text.push(',');
        }
        if let Self::Indented(depth) = self {
            text.push('\n');
            text.push_str(&"  ".repeat(depth + 1));
        }
    }

    fn after_items(self, text: &mut String) {
        if let Self::Indented(depth) = self {
            text.push('\n');
            text.push_str(&"  ".repeat(depth));
        }
    }
}

fn write_to(text: &mut String, value: impl std::fmt::Display) {
    write!(text, "{value}").expect("invariant: writing to a String does not fail");
}

fn write_string(text: &mut String, value: &str) {
    write_to(text, serde_json::Value::from(value));
}
