//! API comments: what they say, and whether the code below them agrees.

use super::listing::Listing;
use super::marker::Marker;
use super::mention::Mention;
use super::row::{Row, in_backticks, shortened};
use super::statement::{Statement, split_map_err, without_let};
use crate::source::rust::{Line, closing, is_word, lines, nesting};

/// A comment that names functions of the C API.
#[derive(Debug)]
pub(super) struct Comment {
    pub(super) line: usize,
    pub(super) marker: Option<Marker>,
    /// Empty for a remark after a marker, which names no function.
    pub(super) names: Vec<String>,
    /// Everything after the names, including the next lines.
    rest: String,
    statement: Statement,
}

impl Comment {
    /// What the comment says: the functions in `(here: …)` that stand for the C ones, and the words after
    /// them.
    fn here_and_words(&self) -> (Vec<&str>, &str) {
        let Some(here) = self.rest.strip_prefix(" (here: ") else {
            return (Vec::new(), self.rest.trim_start_matches([':', '.', ',']).trim());
        };
        // If the bracket is not closed, the words become part of the code, which is then not found.
        let (here, words) = here.split_at(closing(here).unwrap_or(here.len()));
        (split_codes(here), words.trim_start_matches([')', ':', '.', ',']).trim())
    }

    /// The named functions that `statement` does not call.
    fn missing_from(&self, statement: &str) -> Vec<&str> {
        let (here, _) = self.here_and_words();
        if !here.is_empty() {
            return here.into_iter().filter(|code| *code != "Drop" && !holds(statement, code)).collect();
        }
        if self.marker == Some(Marker::WolfsslOnly) {
            return Vec::new(); // there is nothing in OpenSSL to call
        }
        self.names.iter().map(String::as_str).filter(|name| !calls(statement, name)).collect()
    }

    /// The functions that the comment names but the code below it does not call, each with the line of the
    /// comment.
    pub(super) fn rotten(&self) -> Vec<(usize, String)> {
        let missing = self.missing_from(&self.statement.without_strings);
        missing
            .iter()
            .map(|name| (self.line, format!("{name} is not what the code below it calls")))
            .collect()
    }

    pub(super) fn row(&self) -> Row {
        let (here, words) = self.here_and_words();
        let rust = if !here.is_empty() && here.iter().all(|code| *code == "Drop") {
            "*(Drop)*".to_owned()
        } else if self.statement.code.is_empty() && self.marker == Some(Marker::WolfsslOnly) {
            words.to_owned()
        } else {
            in_backticks(&shortened(&self.essence()))
        };
        Row { line: self.line, names: self.names.clone(), marker: self.marker, words: words.to_owned(), rust }
    }

    /// The part of the statement that the comment is about, without `let x = …`, `?` and `;`.
    ///
    /// A final `.map_err(…)`, which converts errors to ours, is left out unless the comment is about it.
    fn essence(&self) -> String {
        let code = self.statement.code.trim_end_matches([';', ',']);
        let code = code.strip_suffix('?').unwrap_or(code);
        let (call, tail) = split_map_err(code);
        let call = without_let(call);
        let about_tail = !self.missing_from(call).is_empty() && self.missing_from(tail).is_empty();
        if call.is_empty() || about_tail {
            tail.to_owned()
        } else if call.ends_with('{') {
            format!("{call} …")
        } else {
            call.to_owned()
        }
    }
}

/// All API comments of a source, in source order.
pub(super) fn comments(source: &str, listing: &Listing) -> Vec<Comment> {
    let lines = lines(source);
    let mut comments = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let block = lines[at..].iter().take_while(|line| line.comment.is_some()).count();
        let mut found = comments_of_block(&lines[at..at + block], listing);
        for comment in &mut found {
            comment.line += at;
            comment.statement = Statement::below(&lines[at + block..], listing);
        }
        comments.append(&mut found);
        at += block + 1;
    }
    comments
}

/// The API comments in a block of consecutive comment lines, which are all about the same statement. A line
/// that does not start an API comment continues the previous one.
fn comments_of_block(block: &[Line], listing: &Listing) -> Vec<Comment> {
    let mut found: Vec<Comment> = Vec::new();
    for (number, text) in (1..).zip(block.iter().filter_map(|line| line.comment)) {
        if let Some(Mention { marker, names, rest }) = Mention::parse(text, listing) {
            let names = names.into_iter().map(str::to_owned).collect();
            let (rest, statement) = (rest.to_owned(), Statement::default());
            found.push(Comment { line: number, marker, names, rest, statement });
        } else if let Some(above) = found.last_mut() {
            above.rest.push(' ');
            above.rest.push_str(text);
        }
    }
    found.retain(|comment| !comment.names.is_empty());
    found
}

/// The code names between `here:` and the closing bracket. A comma inside brackets belongs to a name.
fn split_codes(here: &str) -> Vec<&str> {
    let mut codes = Vec::new();
    let mut start = 0;
    let mut depth = 0;
    for (at, c) in here.char_indices() {
        depth += nesting(c);
        if c == ',' && depth == 0 {
            codes.push(&here[start..at]);
            start = at + 1;
        }
    }
    codes.push(&here[start..]);
    codes.into_iter().map(str::trim).filter(|code| !code.is_empty()).collect()
}

/// Whether `statement` contains `code` as whole words: `close` is in `messages::close`, not in `closed`.
fn holds(statement: &str, code: &str) -> bool {
    let joins = |a: Option<char>, b: Option<char>| a.is_some_and(is_word) && b.is_some_and(is_word);
    statement.match_indices(code).any(|(at, _)| {
        let (before, after) = (&statement[..at], &statement[at + code.len()..]);
        !joins(before.chars().next_back(), code.chars().next())
            && !joins(code.chars().next_back(), after.chars().next())
    })
}

/// Whether `statement` contains the C function `name`, in upper or lower case (`ssl_read`), or without its
/// prefix as in the bindings: there, `SSL_CTX_load_verify_locations` is `load_verify_locations`.
fn calls(statement: &str, name: &str) -> bool {
    statement.split(|c| !is_word(c)).any(|word| {
        let prefix = name.strip_suffix(word).and_then(|start| start.strip_suffix('_'));
        let is_tail = prefix.is_some_and(|prefix| !word.is_empty() && !prefix.contains(char::is_lowercase));
        is_tail || word.eq_ignore_ascii_case(name)
    })
}
