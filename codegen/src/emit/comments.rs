//! Documentation on its way past the tokens.
//!
//! Comments are half of what is printed, and text that becomes the token of a literal is escaped, parsed, unescaped and
//! laid out before it stands in the file as it was. So the tokens hold a mark for each comment, and the renderer puts
//! the lines in its place.

use std::cell::RefCell;

use proc_macro2::TokenStream;
use quote::quote;

/// What a mark begins with, before its number. No line of a comment has it: rustc refuses it there.
const MARK: char = '\r';

/// The comments of a module: for each mark the lines that it stands for.
#[derive(Debug, Default)]
pub struct Comments<'i>(RefCell<Vec<&'i [String]>>);

impl<'i> Comments<'i> {
    /// The mark of a comment on the item that follows; nothing where there are no lines.
    pub fn outer(&self, lines: &'i [String]) -> TokenStream {
        let mark = self.mark(lines).into_iter();
        quote!(#(#[doc = #mark])*)
    }

    /// The same for a comment on the module that it stands in.
    pub fn inner(&self, lines: &'i [String]) -> TokenStream {
        let mark = self.mark(lines).into_iter();
        quote!(#(#![doc = #mark])*)
    }

    fn mark(&self, lines: &'i [String]) -> Option<String> {
        if lines.is_empty() {
            return None;
        }
        let mut comments = self.0.borrow_mut();
        comments.push(lines);
        Some(format!("{MARK}{}", comments.len() - 1))
    }

    /// The text with the lines of each comment in the place of its mark, and what stands before a mark before each
    /// line.
    pub fn put_into(&self, text: String) -> String {
        if !text.contains(MARK) {
            return text;
        }
        let comments = self.0.borrow();
        let mut whole = String::with_capacity(3 * text.len());
        for line in text.split_inclusive('\n') {
            let Some((before, number)) = line.split_once(MARK) else {
                whole.push_str(line);
                continue;
            };
            let number: usize = number.trim_end().parse().expect("invariant: a number stands behind each mark");
            for line in comments[number] {
                whole.push_str(before);
                let line = line.trim_end_matches(' ');
                if !line.is_empty() {
                    whole.push(' ');
                    whole.push_str(line);
                }
                whole.push('\n');
            }
        }
        whole
    }
}
