//! The code below a comment.

use super::listing::Listing;
use super::mention::Mention;
use crate::source::rust::{Line, closing, identifier, nesting};

/// The code below a comment, joined into one line, without comments.
#[derive(Debug, Default)]
pub(super) struct Statement {
    pub(super) code: String,
    /// The same with empty strings: names inside a string are not calls.
    pub(super) without_strings: String,
}

impl Statement {
    /// Reads the statement at the start of `lines`. It ends where its block opens, or before the next API
    /// comment, which is about the rest. A blank line ends it, too: a comment above a blank line stands alone.
    pub(super) fn below(lines: &[Line], listing: &Listing) -> Self {
        let mut statement = Self::default();
        let mut depth = 0;
        for line in lines {
            let shape = line.without_strings.trim();
            let blank = shape.is_empty() && line.comment.is_none();
            let closes_parent = depth == 0 && shape.starts_with([')', ']', '}']);
            let another = line.comment.and_then(|text| Mention::parse(text, listing));
            let not_ours = another.is_some_and(|mention| !mention.names.is_empty());
            if blank && depth == 0 || closes_parent || not_ours {
                break;
            }
            let attribute = statement.code.is_empty() && shape.starts_with("#[");
            if shape.is_empty() || attribute {
                continue;
            }
            join(&mut statement.code, &line.code);
            join(&mut statement.without_strings, &line.without_strings);
            depth += shape.chars().map(nesting).sum::<i32>();
            if shape.ends_with('{') || depth <= 0 && shape.ends_with([';', ',', '}']) {
                break;
            }
        }
        statement
    }
}

/// Adds a line to `statement` as if it were written in one line.
fn join(statement: &mut String, line: &str) {
    let line = line.trim();
    if line.starts_with([')', ']']) && statement.ends_with(',') {
        statement.pop();
    }
    let close = statement.ends_with(['(', '[']) || line.starts_with([')', ']', '.', '?']);
    if !statement.is_empty() && !close {
        statement.push(' ');
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    statement.push_str(&words.join(" "));
}

/// Splits `call(…).map_err(…)`, if it ends there.
pub(super) fn split_map_err(code: &str) -> (&str, &str) {
    const MAP_ERR: &str = ".map_err(";
    let is_last = |at: &usize| {
        let inside = at + MAP_ERR.len();
        closing(&code[inside..]).is_some_and(|end| inside + end + 1 == code.len())
    };
    let at = code.match_indices(MAP_ERR).map(|(at, _)| at).find(is_last);
    code.split_at(at.unwrap_or(code.len()))
}

/// The value of `let x = value`, `let mut x = value`, `let x: T = value`. A pattern matters to the reader,
/// and stays.
pub(super) fn without_let(code: &str) -> &str {
    let value = || {
        let (left, value) = code.strip_prefix("let ")?.split_once(" = ")?;
        let left = left.strip_prefix("mut ").unwrap_or(left);
        let after = &left[identifier(left)..];
        (after.is_empty() || after.starts_with(':') && !after.starts_with("::")).then_some(value)
    };
    value().unwrap_or(code)
}
