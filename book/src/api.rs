//! `tlsbook api`: holds the comments that name C functions beside the book's listing and beside the code below them.
//!
//! A crate's `listing/<program>.txt` holds the API names of the book's listing, one a line, in order. In the program's
//! source, a comment names the functions that the statement below it stands for:
//!
//! ```text
//! // SSL_CTX_new, SSLv23_client_method (here: SslContext::builder, SslMethod::tls_client): settings for connections.
//! // OpenSSL only: SSL_CTX_set_verify. Without it a client connects to anybody.
//! // SSL_free, close (here: Drop)
//! ```
//!
//! The names stand in the listing's order, except under a marker (`C:`, `Rust only:`, …), and they are the functions
//! that the statement calls: under the C name, under its last part as in the `openssl` bindings, or as said after
//! `here:`. From the same comments comes the table that has the two languages side by side.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::Error;

/// What is wrong, and where.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) file: PathBuf,
    pub(crate) line: usize,
    pub(crate) what: String,
}

/// One row of the table: an API comment and its statement.
#[derive(Debug)]
pub(crate) struct Row {
    /// Where the comment is.
    pub(crate) line: usize,
    pub(crate) names: Vec<String>,
    pub(crate) marker: Option<Marker>,
    /// What the comment says behind the names.
    pub(crate) words: String,
    /// The right cell, in Markdown.
    pub(crate) rust: String,
}

/// A program's source, held beside its listing.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) program: String,
    listing: PathBuf,
    pub(crate) source: PathBuf,
    /// The names of the listing, in its order.
    pub(crate) names: Vec<String>,
    /// In the order of the source.
    pub(crate) rows: Vec<Row>,
    pub(crate) findings: Vec<Finding>,
}

/// Checks all programs of several crates, and that no two listings have the same name: a README asks for its table by name
/// alone.
///
/// # Errors
/// As [`check`].
pub(crate) fn check_all(crate_folders: &[PathBuf]) -> Result<Vec<Checked>, Error> {
    let mut all: Vec<Checked> = Vec::new();
    for folder in crate_folders {
        for mut checked in check(folder)? {
            if let Some(other) = all.iter().find(|other| other.program == checked.program) {
                let what = format!("{} has the same name", other.listing.display());
                checked.findings.push(Finding { file: checked.listing.clone(), line: 1, what });
            }
            all.push(checked);
        }
    }
    Ok(all)
}

/// Checks all programs of a crate that have a listing, sorted by name.
///
/// # Errors
/// [`Error::Read`]: a file or the folder of the listings could not be read. That a source is not there is no error but a
/// finding.
pub(crate) fn check(crate_folder: &Path) -> Result<Vec<Checked>, Error> {
    listings(crate_folder)?.iter().map(|listing| check_program(crate_folder, listing)).collect()
}

fn check_program(crate_folder: &Path, listing: &Listing) -> Result<Checked, Error> {
    let path = listing.source(crate_folder);
    let mut checked = Checked {
        program: listing.program.clone(),
        listing: listing.path.clone(),
        source: path.clone(),
        names: listing.names.iter().map(|(_, name)| name.clone()).collect(),
        rows: Vec::new(),
        findings: Vec::new(),
    };
    if !path.is_file() {
        let what = format!("the source {} is not there", path.display());
        checked.findings.push(Finding { file: listing.path.clone(), line: 1, what });
        return Ok(checked);
    }
    let comments = comments(&read(&path)?, listing);
    for (line, what) in comments.iter().flat_map(Comment::rotten).chain(strays(&comments, listing)) {
        checked.findings.push(Finding { file: path.clone(), line, what });
    }
    checked.findings.sort_by_key(|finding| finding.line);
    for (line, name) in missing(&comments, listing) {
        let what = format!("{name} is in no API comment of {}", path.display());
        checked.findings.push(Finding { file: listing.path.clone(), line, what });
    }
    checked.rows = comments.iter().map(Comment::row).collect();
    Ok(checked)
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::Read { path: path.to_owned(), source })
}

// The rules.

/// Names that are not where the listing has them: in its order, or in it at all.
fn strays(comments: &[Comment], listing: &Listing) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut seen = Vec::new();
    let mut former: Option<(usize, &str)> = None;
    for comment in comments {
        for name in &comment.names {
            let Some(place) = listing.place(name) else {
                if let Some(advice) = Marker::advice(comment.marker) {
                    let what = format!("{name} is not in {}: {advice}", listing.short_name());
                    found.push((comment.line, what));
                }
                continue;
            };
            if comment.marker.is_some() || seen.contains(&name) {
                continue; // these may stand anywhere
            }
            seen.push(name);
            if let Some((_, before)) = former.filter(|(former, _)| *former > place) {
                let what =
                    format!("{name} comes before {before} in {}, but after it here", listing.short_name());
                found.push((comment.line, what));
            }
            former = Some((place, name));
        }
    }
    found
}

/// Names of the listing, each with its line there, that no comment has.
fn missing<'a>(comments: &[Comment], listing: &'a Listing) -> Vec<(usize, &'a str)> {
    let mut missing: Vec<(usize, &str)> = Vec::new();
    for (line, name) in &listing.names {
        let known = comments.iter().any(|comment| comment.names.contains(name));
        if !known && missing.iter().all(|(_, other)| other != name) {
            missing.push((*line, name));
        }
    }
    missing
}

// Listings.

/// The API names of one program in the book.
struct Listing {
    path: PathBuf,
    program: String,
    /// Where the source is, seen from the crate's folder, if it is not in its usual place.
    elsewhere: Option<String>,
    /// Each with its line. A name may occur more than once.
    names: Vec<(usize, String)>,
}

impl Listing {
    fn read(path: PathBuf) -> Result<Self, Error> {
        let text = read(&path)?;
        let lines = || (1..).zip(text.lines().map(str::trim));
        let elsewhere = lines().find_map(|(_, line)| line.strip_prefix("# source:"));
        Ok(Self {
            program: path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned()),
            elsewhere: elsewhere.map(|path| path.trim().to_owned()),
            names: lines()
                .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
                .map(|(number, line)| (number, line.to_owned()))
                .collect(),
            path,
        })
    }

    fn source(&self, crate_folder: &Path) -> PathBuf {
        if let Some(path) = &self.elsewhere {
            return crate_folder.join(path);
        }
        let file = format!("{}.rs", self.program);
        let program = crate_folder.join("src").join("bin").join(&file);
        if program.is_file() { program } else { crate_folder.join("src").join(file) }
    }

    /// Where `name` comes first.
    fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|(_, other)| other == name)
    }

    fn short_name(&self) -> String {
        format!("listing/{}.txt", self.program)
    }
}

/// The listings of a crate, sorted; none if it has no folder for them.
fn listings(crate_folder: &Path) -> Result<Vec<Listing>, Error> {
    let folder = crate_folder.join("listing");
    let failed = |source| Error::Read { path: folder.clone(), source };
    let entries = match fs::read_dir(&folder) {
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(failed)?,
    };
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(failed)?.path();
        if path.extension() == Some(OsStr::new("txt")) {
            paths.push(path);
        }
    }
    paths.sort();
    paths.into_iter().map(Listing::read).collect()
}

// API comments.

/// What stands before the names where the columns of the two languages do not align.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marker {
    C,
    RustOnly,
    OpensslOnly,
    WolfsslOnly,
}

impl Marker {
    const ALL: [Self; 4] = [Self::C, Self::RustOnly, Self::OpensslOnly, Self::WolfsslOnly];

    /// The marker of a comment, and what follows it.
    fn split(text: &str) -> (Option<Self>, &str) {
        let marked = |marker: Self| {
            let rest = text.strip_prefix(&marker.to_string())?.strip_prefix(": ")?;
            Some((Some(marker), rest))
        };
        Self::ALL.into_iter().find_map(marked).unwrap_or((None, text))
    }

    /// What to do about a name that is not in the listing; none if it need not be there.
    fn advice(marker: Option<Self>) -> Option<&'static str> {
        match marker {
            None => Some("add it there, or mark it `Rust only:`"),
            Some(Self::C | Self::WolfsslOnly) => Some("add it there"),
            Some(Self::RustOnly | Self::OpensslOnly) => None,
        }
    }
}

impl fmt::Display for Marker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::C => "C",
            Self::RustOnly => "Rust only",
            Self::OpensslOnly => "OpenSSL only",
            Self::WolfsslOnly => "wolfSSL only",
        })
    }
}

/// A comment that names functions of the C API.
#[derive(Debug)]
struct Comment {
    line: usize,
    marker: Option<Marker>,
    /// Empty for a remark under a marker, which names nothing.
    names: Vec<String>,
    /// All that follows the names, also on the next lines.
    rest: String,
    statement: Statement,
}

impl Comment {
    /// Reads the first line of an API comment. The listing decides on names such as `connect`, which could be any word.
    fn parse(text: &str, listing: &Listing) -> Option<Self> {
        let (marker, text) = Marker::split(text);
        let (names, rest) = split_names(text);
        let first = names.first().copied().unwrap_or_default();
        let names = match marker {
            None if is_api_name(first) || listing.place(first).is_some() => names,
            None => return None,
            Some(Marker::RustOnly) if !is_api_name(first) => Vec::new(), // "Rust only: why it is there."
            Some(_) => names,
        };
        let names = names.into_iter().map(str::to_owned).collect();
        Some(Self { line: 0, marker, names, rest: rest.to_owned(), statement: Statement::default() })
    }

    /// What the comment says: the functions that stand for the C ones in `(here: …)`, and the words behind.
    fn here_and_words(&self) -> (Vec<&str>, &str) {
        let Some(here) = self.rest.strip_prefix(" (here: ") else {
            return (Vec::new(), self.rest.trim_start_matches([':', '.', ',']).trim());
        };
        // Where it is not closed, the words become a part of the code, which will then not be found.
        let (here, words) = here.split_at(closing(here).unwrap_or(here.len()));
        (split_codes(here), words.trim_start_matches([')', ':', '.', ',']).trim())
    }

    /// Those of the functions named that `statement` does not call.
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

    /// What the comment says and the code below it does not do, with the comment's line.
    fn rotten(&self) -> Vec<(usize, String)> {
        let missing = self.missing_from(&self.statement.without_strings);
        missing
            .iter()
            .map(|name| (self.line, format!("{name} is not what the code below it calls")))
            .collect()
    }

    fn row(&self) -> Row {
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

    /// The part of the statement that the comment is about, without what surrounds it: `let x = …`, `?` and `;`.
    ///
    /// Errors are turned into ours in a `.map_err(…)` at the end. It is left out, unless it is what the comment is about.
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

/// All API comments of a source, in its order.
fn comments(source: &str, listing: &Listing) -> Vec<Comment> {
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

/// The API comments among comment lines without a gap: all of them are about the same statement. A line that starts
/// none belongs to the one above.
fn comments_of_block(block: &[Line], listing: &Listing) -> Vec<Comment> {
    let mut found: Vec<Comment> = Vec::new();
    for (number, text) in (1..).zip(block.iter().filter_map(|line| line.comment)) {
        if let Some(comment) = Comment::parse(text, listing) {
            found.push(Comment { line: number, ..comment });
        } else if let Some(above) = found.last_mut() {
            above.rest.push(' ');
            above.rest.push_str(text);
        }
    }
    found.retain(|comment| !comment.names.is_empty());
    found
}

/// The names that `text` starts with, `A, B`, and what follows them.
fn split_names(text: &str) -> (Vec<&str>, &str) {
    let mut names = Vec::new();
    let mut rest = text;
    let mut next = Some(text);
    while let Some(text) = next {
        let (name, after) = text.split_at(identifier(text));
        if name.is_empty() || !ends_name(after) {
            break; // `, words`
        }
        names.push(name);
        rest = after;
        next = after.strip_prefix(", ");
    }
    (names, rest)
}

/// Whether what follows a word lets it be a name; in a sentence, another word does.
fn ends_name(after: &str) -> bool {
    let ends_word =
        |mark| after.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    after.is_empty() || after.starts_with(" (here: ") || [':', '.', ','].into_iter().any(ends_word)
}

/// Whether a word can only be a name of the API: `SSL_new`, `EVP_sha256`, `SSLv23_client_method`.
pub(crate) fn is_api_name(word: &str) -> bool {
    word.rsplit_once('_').is_some_and(|(start, _)| start.contains(|c: char| c.is_ascii_uppercase()))
}

/// The codes between `here:` and its bracket; a comma between brackets is the code's own.
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

/// Whether `statement` has `code`, and not as a part of longer words: `close` is in `messages::close`, not in `closed`.
fn holds(statement: &str, code: &str) -> bool {
    let joins = |a: Option<char>, b: Option<char>| a.is_some_and(is_word) && b.is_some_and(is_word);
    statement.match_indices(code).any(|(at, _)| {
        let (before, after) = (&statement[..at], &statement[at + code.len()..]);
        !joins(before.chars().next_back(), code.chars().next())
            && !joins(code.chars().next_back(), after.chars().next())
    })
}

/// Whether `statement` has the C function `name` under this name, in whatever case (`ssl_read`), or without its prefix
/// as the bindings do: `SSL_CTX_load_verify_locations` is `load_verify_locations` there.
fn calls(statement: &str, name: &str) -> bool {
    statement.split(|c| !is_word(c)).any(|word| {
        let prefix = name.strip_suffix(word).and_then(|start| start.strip_suffix('_'));
        let is_tail = prefix.is_some_and(|prefix| !word.is_empty() && !prefix.contains(char::is_lowercase));
        is_tail || word.eq_ignore_ascii_case(name)
    })
}

// Statements.

/// The code below a comment, in one line and without the comments in it.
#[derive(Debug, Default)]
struct Statement {
    code: String,
    /// The same with empty strings: what a string says is not called.
    without_strings: String,
}

impl Statement {
    /// The statement that `lines` start with: up to its end, or to where its block opens, or to the next API comment,
    /// which takes the rest for its own. A blank line ends it too: a comment above one stands for itself.
    fn below(lines: &[Line], listing: &Listing) -> Self {
        let mut statement = Self::default();
        let mut depth = 0;
        for line in lines {
            let shape = line.without_strings.trim();
            let blank = shape.is_empty() && line.comment.is_none();
            let closes_parent = depth == 0 && shape.starts_with([')', ']', '}']);
            let another = line.comment.and_then(|text| Comment::parse(text, listing));
            let not_ours = another.is_some_and(|comment| !comment.names.is_empty());
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

/// Adds a line to `statement` as if it had been written in one line.
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

/// Splits `call(…).map_err(…)`, where that is the end of it.
fn split_map_err(code: &str) -> (&str, &str) {
    const MAP_ERR: &str = ".map_err(";
    let is_last = |at: &usize| {
        let inside = at + MAP_ERR.len();
        closing(&code[inside..]).is_some_and(|end| inside + end + 1 == code.len())
    };
    let at = code.match_indices(MAP_ERR).map(|(at, _)| at).find(is_last);
    code.split_at(at.unwrap_or(code.len()))
}

/// The value of `let x = value`, `let mut x = value`, `let x: T = value`; a pattern is a part of the story and stays.
fn without_let(code: &str) -> &str {
    let value = || {
        let (left, value) = code.strip_prefix("let ")?.split_once(" = ")?;
        let left = left.strip_prefix("mut ").unwrap_or(left);
        let after = &left[identifier(left)..];
        (after.is_empty() || after.starts_with(':') && !after.starts_with("::")).then_some(value)
    };
    value().unwrap_or(code)
}

// A reader of Rust: just enough to tell code from comments and strings.

/// One line of a source.
struct Line<'a> {
    /// What it says, if it is a line comment and nothing else; empty for documentation.
    comment: Option<&'a str>,
    /// Its code, without comments.
    code: String,
    /// Its code, with empty strings.
    without_strings: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    Code,
    Comment,
    Text,
}

fn lines(source: &str) -> Vec<Line<'_>> {
    let mut code = String::with_capacity(source.len());
    let mut without_strings = String::with_capacity(source.len());
    let mut rest = source;
    while !rest.is_empty() {
        let (kind, length) = piece(rest);
        let (text, after) = rest.split_at(length);
        let line_ends = || text.chars().filter(|c| *c == '\n');
        match kind {
            Piece::Code => without_strings.push_str(text),
            Piece::Text => without_strings.extend("\"\"".chars().chain(line_ends())),
            Piece::Comment => without_strings.extend(line_ends()),
        }
        match kind {
            Piece::Code | Piece::Text => code.push_str(text),
            Piece::Comment => code.extend(line_ends()),
        }
        rest = after;
    }
    // All three have the same line ends, and `split`, unlike `lines`, counts an empty last line.
    let stripped = code.split('\n').zip(without_strings.split('\n'));
    source
        .split('\n')
        .zip(stripped)
        .map(|(text, (code, without_strings))| Line {
            comment: text.trim().strip_prefix("//").filter(|_| code.trim().is_empty()).map(said),
            code: code.to_owned(),
            without_strings: without_strings.to_owned(),
        })
        .collect()
}

/// What is behind the `//` of a comment; nothing in `///` and `//!`.
fn said(after_slashes: &str) -> &str {
    after_slashes.strip_prefix(' ').unwrap_or_default().trim()
}

/// The kind and length of what `source`, which is not empty, starts with.
pub(crate) fn piece(source: &str) -> (Piece, usize) {
    if source.starts_with("//") {
        return (Piece::Comment, source.find('\n').unwrap_or(source.len()));
    }
    if source.starts_with("/*") {
        return (Piece::Comment, block_comment(source));
    }
    let (word, after) = source.split_at(identifier(source));
    let text = match word {
        "r" | "br" | "cr" => raw_string(after),
        "" => quoted(after),
        _ => None,
    };
    match text {
        Some(length) => (Piece::Text, word.len() + length),
        None if word.is_empty() => (Piece::Code, source.chars().next().map_or(1, char::len_utf8)),
        None => (Piece::Code, word.len()),
    }
}

/// The length of a `/* … */`, which may have others inside.
fn block_comment(source: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// The length of the string or character that `source` starts with, if it does: `'a` may also be a lifetime.
fn quoted(source: &str) -> Option<usize> {
    let mut chars = source.char_indices().skip(1);
    let quote = source.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let is_lifetime = !source[1..].starts_with('\\') && source.chars().nth(2) != Some('\'');
    if quote == '\'' && is_lifetime {
        return None;
    }
    while let Some((at, c)) = chars.next() {
        if c == '\\' {
            chars.next();
        } else if c == quote {
            return Some(at + 1);
        }
    }
    Some(source.len())
}

/// The length of the `#"…"#` that `source` starts with, if it does, with any number of `#`.
fn raw_string(source: &str) -> Option<usize> {
    let inside = source.trim_start_matches('#').strip_prefix('"')?;
    let start = source.len() - inside.len();
    let end = format!("\"{}", "#".repeat(start - 1));
    Some(inside.find(&end).map_or(source.len(), |at| start + at + end.len()))
}

/// Where the bracket that was opened before `code` is closed.
fn closing(code: &str) -> Option<usize> {
    let mut depth = 1;
    let mut at = 0;
    while at < code.len() {
        let (kind, length) = piece(&code[at..]);
        if kind == Piece::Code {
            depth += code[at..at + length].chars().map(nesting).sum::<i32>();
        }
        if depth == 0 {
            return Some(at);
        }
        at += length;
    }
    None
}

/// How much deeper the code is nested after `c`.
fn nesting(c: char) -> i32 {
    match c {
        '(' | '[' | '{' => 1,
        ')' | ']' | '}' => -1,
        _ => 0,
    }
}

/// The length of the word that `text` starts with.
fn identifier(text: &str) -> usize {
    text.find(|c| !is_word(c)).unwrap_or(text.len())
}

/// Whether `c` can be in an identifier.
fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

// The table.

/// The most characters of code in a cell.
const LONGEST: usize = 90;

/// The two languages side by side, a row for each API comment, in Markdown.
pub(crate) fn table(rows: &[Row], japanese: bool) -> String {
    let header = if japanese {
        "| 本書(C) | 本プロジェクト(Rust) |"
    } else {
        "| The book (C) | Here (Rust) |"
    };
    let mut lines = vec![header.to_owned(), "| --- | --- |".to_owned()];
    for row in rows {
        let cells = [row.c(), row.rust.clone()].map(|cell| cell.replace('|', "\\|"));
        lines.push(format!("| {} |", cells.join(" | ")));
    }
    lines.join("\n") + "\n"
}

impl Row {
    /// The left cell.
    fn c(&self) -> String {
        let names: Vec<String> = self.names.iter().map(|name| in_backticks(name)).collect();
        let names = names.join("<br>");
        match self.marker {
            None | Some(Marker::C) => names,
            Some(marker) => format!("{names} *({marker})*"),
        }
    }
}

/// `code` as Markdown shows it unchanged; nothing for nothing.
fn in_backticks(code: &str) -> String {
    if code.is_empty() {
        String::new()
    } else if code.contains('`') {
        format!("`` {code} ``")
    } else {
        format!("`{code}`")
    }
}

fn shortened(code: &str) -> String {
    if code.chars().count() <= LONGEST {
        return code.to_owned();
    }
    let start: String = code.chars().take(LONGEST - 1).collect();
    format!("{}…", start.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files of a crate, each with its content.
    fn crate_with(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, content) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        folder
    }

    /// A program that is checked against `listing`, its names between spaces.
    fn checked(listing: &str, source: &str) -> Checked {
        let listing = listing.split(' ').collect::<Vec<_>>().join("\n");
        let folder = crate_with(&[("listing/x.txt", &listing), ("src/bin/x.rs", source)]);
        let mut all = check(folder.path()).unwrap();
        assert_eq!(all.len(), 1);
        all.remove(0)
    }

    /// The findings, each as `line: what`.
    fn findings(listing: &str, source: &str) -> Vec<String> {
        checked(listing, source)
            .findings
            .iter()
            .map(|found| format!("{}: {}", found.line, found.what))
            .collect()
    }

    /// The right cells of the table.
    fn cells(listing: &str, source: &str) -> Vec<String> {
        checked(listing, source).rows.into_iter().map(|row| row.rust).collect()
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn every_name_of_the_listing_stands_in_the_source() {
        let source = "// SSL_new\nSsl::new(&ctx)?;\n// C: SSL_free (here: Drop)\n";
        assert_eq!(findings("SSL_new SSL_free", source), NONE);

        let folder =
            crate_with(&[("listing/x.txt", "# 6.1\n\nSSL_new\nclose\nclose\n"), ("src/x.rs", source)]);
        let found = check(folder.path()).unwrap().remove(0);
        assert_eq!(found.names.len(), 3);
        let [unlisted, missing] = &found.findings[..] else { panic!("{:?}", found.findings) };
        assert_eq!(unlisted.what, "SSL_free is not in listing/x.txt: add it there");
        assert_eq!((unlisted.line, &unlisted.file), (3, &folder.path().join("src").join("x.rs")));
        assert!(missing.what.starts_with("close is in no API comment of "), "{}", missing.what);
        assert_eq!((missing.line, &missing.file), (4, &folder.path().join("listing").join("x.txt")));
    }

    #[test]
    fn names_without_a_marker_are_in_the_order_of_the_listing() {
        let source = |first, second| format!("// {first}\nnew();\nread();\n// {second}\nread(new());\n");
        let order = "SSL_new SSL_read SSL_new";
        assert_eq!(findings(order, &source("SSL_new", "SSL_read")), NONE);
        assert_eq!(
            findings(order, "// SSL_new, SSL_read\nread(new());\n// SSL_new\nnew();\n"),
            NONE,
            "the first ones count"
        );
        let wrong = "4: SSL_new comes before SSL_read in listing/x.txt, but after it here";
        assert_eq!(findings(order, &source("SSL_read (here: new)", "SSL_new")), [wrong]);
        assert_eq!(findings(order, &source("C: SSL_read (here: new)", "SSL_new")), NONE, "marked");

        let one_line = "// SSL_read, SSL_new\nread(new());\n";
        assert_eq!(findings(order, one_line), [wrong.replace('4', "1")]);
    }

    #[test]
    fn one_name_too_early_is_one_finding() {
        let source = ["D", "A", "B", "C"].map(|name| format!("// {name} (here: f)\nf();\n")).concat();
        let expected = "3: A comes before D in listing/x.txt, but after it here";
        assert_eq!(findings("A B C D", &source), [expected]);
    }

    #[test]
    fn names_are_in_the_listing_unless_its_marker_says_otherwise() {
        let finding = |comment| findings("SSL_new", &format!("// SSL_new\nnew();\n// {comment}\nclear();\n"));
        let advised = "3: SSL_clear is not in listing/x.txt: add it there, or mark it `Rust only:`";
        assert_eq!(finding("SSL_clear"), [advised]);
        assert_eq!(finding("C: SSL_clear"), ["3: SSL_clear is not in listing/x.txt: add it there"]);
        assert_eq!(
            finding("wolfSSL only: SSL_clear"),
            ["3: SSL_clear is not in listing/x.txt: add it there"]
        );
        assert_eq!(finding("Rust only: SSL_clear"), NONE);
        assert_eq!(finding("OpenSSL only: SSL_clear"), NONE);
        assert_eq!(finding("clear: a word that is in no listing"), NONE);
    }

    #[test]
    fn findings_are_in_the_order_of_the_lines() {
        let source = "// SSL_a\na();\n// SSL_x\nx();\n// SSL_b\nother();\n// SSL_y\ny();\n";
        let lines: Vec<usize> =
            checked("SSL_a SSL_b", source).findings.iter().map(|found| found.line).collect();
        assert_eq!(lines, [3, 5, 7]);
    }

    #[test]
    fn a_name_is_called_as_in_c_or_without_its_prefix() {
        for (name, code) in [
            ("SSL_CTX_load_verify_locations", "ctx.load_verify_locations(None)"),
            ("SSL_new", "Ssl::new(&ctx)"),
            ("EVP_PKEY_encrypt_init", "key.encrypt_init()"),
            ("X509_NAME_add_entry_by_txt", "name.add_entry_by_txt(a)"),
            ("SSL_use_certificate_file", "ffi::SSL_use_certificate_file(ssl)"),
            ("SSL_read", "stream.ssl_read(&mut buff)"),
            ("SSL_write", "stream.write(b)"),
            ("SSL_write", r#"stream.write(r"\")"#),
            ("SSL_write", r#"f(r"\").write(r"\")"#),
        ] {
            assert_eq!(findings(name, &format!("// {name}\n{code}?;\n")), NONE);
        }
        for (name, code) in [
            ("SSL_CTX_load_verify_locations", "ctx.verify_locations(None)"), // cut behind small letters
            ("SSLv23_client_method", "client_method()"),
            ("SSL_new", "Ssl::renew(new_one)"),
            ("SSL_read", "note(\"SSL_read\")"),
            ("SSL_read", "note(r#\"SSL_read\"#)"),
            ("SSL_read", r#"note("\" SSL_read")"#),
            ("SSL_read", "note() /* SSL_read */"),
            ("SSL_read", "note(); // SSL_read"),
        ] {
            let expected = format!("1: {name} is not what the code below it calls");
            assert_eq!(findings(name, &format!("// {name}\n{code};\nSSL_read();\n")), [expected], "{code}");
        }
    }

    #[test]
    fn what_is_said_to_be_here_is_here() {
        let finding =
            |here: &str, code: &str| findings("close", &format!("// close (here: {here}): why\n{code}\n"));
        let failed = |code: &str| [format!("1: {code} is not what the code below it calls")];
        assert_eq!(
            finding("SslContext::builder, SslMethod::tls", "SslContext::builder(SslMethod::tls())?;"),
            NONE
        );
        assert_eq!(
            finding("SslContext::builder, SslMethod::tls", "SslContext::builder(tls())?;"),
            failed("SslMethod::tls")
        );
        assert_eq!(finding("close", "messages::close(&mut stream)"), NONE);
        assert_eq!(finding("close", "messages::closed(&mut stream)"), failed("close"));
        assert_eq!(finding("close", "messages::en_close(&mut stream)"), failed("close"));
        assert_eq!(finding("f(a, b)", "let x = f(\n    a,\n    b,\n);"), NONE);
        assert_eq!(finding("f(a, b)", "let x = f(\n    a,\n    c,\n);"), failed("f(a, b)"));
        assert_eq!(finding("Drop", "}"), NONE);
        assert_eq!(finding("Drop, drop", "}"), failed("drop"));
        assert_eq!(finding("drop", "\ndrop(stream);"), failed("drop"), "a blank line is between them");
    }

    #[test]
    fn a_comment_may_go_on_in_the_next_line() {
        let source = "// SSL_new (here: a,\n// b): why\n// and so on.\nf(a(), b());\n";
        assert_eq!(findings("SSL_new", source), NONE);
        let left_open = "// SSL_new (here: a, b\n// and so on.\nf(a(), b());\n";
        assert_eq!(findings("SSL_new", left_open), ["1: b and so on. is not what the code below it calls"]);
    }

    #[test]
    fn wolfssl_functions_have_nothing_to_call() {
        assert_eq!(findings("SSL_x", "// wolfSSL only: SSL_x\nother();\n"), NONE);
        assert_eq!(findings("SSL_x", "// OpenSSL only: SSL_x\nother();\n").len(), 1);
        assert_eq!(findings("SSL_x", "// wolfSSL only: SSL_x (here: gone)\nother();\n").len(), 1);
    }

    #[test]
    fn words_are_told_from_names() {
        let names = |comment: &str| -> Vec<Vec<String>> {
            checked("connect", &format!("{comment}\nf();\n")).rows.into_iter().map(|row| row.names).collect()
        };
        for comment in [
            "// SSL_ERROR_SYSCALL with neither: the transport ended.",
            "// connect the two",
            "// Rust only: the certificate must be this host's, not just any.",
            "// Rust only: names, not more.",
            "// OpenSSL only: there is more.",
            "/// SSL_new",
            "//! SSL_new",
            "//SSL_new",
            "f(); // SSL_new",
            "let text = \"\n// SSL_new\n\";",
            "// SSL_new::<T>()",
        ] {
            assert_eq!(names(comment), Vec::<Vec<String>>::new(), "{comment}");
        }
        assert_eq!(names("// connect, then more"), [["connect"]]);
        assert_eq!(names("    // SSL_new, connect. Words, words"), [["SSL_new", "connect"]]);
        assert_eq!(names("// Rust only: SSL_new. Words"), [["SSL_new"]]);
        assert_eq!(
            names("// SSL_new.\n// Rust only: why\n// SSL_free:\n// words"),
            [["SSL_new"], ["SSL_free"]]
        );
    }

    #[test]
    fn comments_share_the_statement_below_them_or_split_it() {
        let shared =
            "// SSL_a: why\n// and why\n// SSL_b (here: Error::b)\na().map_err(|e| Error::b(e))?;\nc();\n";
        assert_eq!(findings("SSL_a SSL_b", shared), NONE);
        assert_eq!(cells("SSL_a SSL_b", shared), ["`a()`", "`.map_err(|e| Error::b(e))`"]);

        let chain = "// SSL_a\nlet x = m::a(y)\n    // SSL_b\n    .and_then(|()| b());\n";
        assert_eq!(findings("SSL_a SSL_b", chain), NONE);
        assert_eq!(cells("SSL_a SSL_b", chain), ["`m::a(y)`", "`.and_then(|()| b())`"]);
        let moved = chain.replace("a(y)", "b(y)").replace("b());", "a());");
        assert_eq!(findings("SSL_a SSL_b", &moved).len(), 2);
    }

    #[test]
    fn a_statement_ends_where_it_ends() {
        let cell = |code: &str| cells("SSL_x", &format!("// SSL_x (here: x)\n{code}\nnext();\n")).remove(0);
        assert_eq!(cell("x(1);"), "`x(1)`");
        assert_eq!(cell("    x(\n        1,\n        2,\n    )?;"), "`x(1, 2)`");
        assert_eq!(cell("x()\n    .y()\n    .z()?;"), "`x().y().z()`");
        assert_eq!(cell("x()\n    // a word on it\n    .y();"), "`x().y()`");
        assert_eq!(cell("ctx.x(move |a| {\n    b();\n});"), "`ctx.x(move |a| { …`");
        assert_eq!(cell("x: Vec<u8>,"), "`x: Vec<u8>`");
        assert_eq!(cell("A::X => x(),"), "`A::X => x()`");
        assert_eq!(cell("x(\"; {\", ';', '\\'', b'{')\n    .y();"), r#"`x("; {", ';', '\'', b'{').y()`"#);
        assert_eq!(cell("x::<'a>(r#\"\"}\"#, '\"'); // {"), "`x::<'a>(r#\"\"}\"#, '\"')`");
        assert_eq!(cell("#[cfg(unix)]\nx();"), "`x()`");
        assert_eq!(cell("x()\n}"), "`x()`");
        assert_eq!(cell("x()\n\n"), "`x()`");
    }

    #[test]
    fn the_table_shows_the_call_alone() {
        let cell = |code: &str| cells("SSL_x", &format!("// SSL_x\n{code}\n")).remove(0);
        assert_eq!(cell("let mut ctx = x(a)?;"), "`x(a)`");
        assert_eq!(cell("let a: Option<u8> = x(a);"), "`x(a)`");
        assert_eq!(cell("let Some(a) = x(a)? else {"), "`let Some(a) = x(a)? else { …`");
        assert_eq!(cell("let _ = x(a).map_err(f(\"(\", b))?;"), "`x(a)`");
        assert_eq!(cell("x(a).map_err(f).ok();"), "`x(a).map_err(f).ok()`");
        assert_eq!(cell("let b = a\n    .x()\n    .map_err(|e| e.map_err(f))?;"), "`a.x()`");
        assert_eq!(cell("x(b\"`\");"), "`` x(b\"`\") ``");

        let long = cell(&format!("x(\"{}\");", "証".repeat(100)));
        assert_eq!(long.chars().count(), LONGEST + 2);
        assert!(long.ends_with("証…`"), "{long}");
    }

    #[test]
    fn the_table_has_both_languages() {
        let source = "// SSL_a, b\na(|x| b(x));\n\n// OpenSSL only: SSL_c\nc();\n\n\
                      // C: SSL_d (here: Drop): at the end\n\n// wolfSSL only: SSL_e: a | b,\n// and c\n\n\
                      // Rust only: words\nf();\n";
        let checked = checked("SSL_a b SSL_d SSL_e", source);
        assert!(checked.findings.is_empty(), "{:?}", checked.findings);
        let rows = "| --- | --- |\n\
                    | `SSL_a`<br>`b` | `a(\\|x\\| b(x))` |\n\
                    | `SSL_c` *(OpenSSL only)* | `c()` |\n\
                    | `SSL_d` | *(Drop)* |\n\
                    | `SSL_e` *(wolfSSL only)* | a \\| b, and c |\n";
        assert_eq!(table(&checked.rows, false), format!("| The book (C) | Here (Rust) |\n{rows}"));
        assert_eq!(table(&checked.rows, true), format!("| 本書(C) | 本プロジェクト(Rust) |\n{rows}"));
    }

    #[test]
    fn windows_line_ends_change_nothing() {
        let source =
            "// SSL_new: a\n// b\nlet x = f(\n    new(),\n);\n\n// SSL_free, close (here: shut)\nopen();\n";
        let listing = "SSL_new SSL_free close";
        let expected = findings(listing, source);
        assert_eq!(expected, ["7: shut is not what the code below it calls"]);
        let (source, listing) = (source.replace('\n', "\r\n"), listing.replace(' ', "\r "));
        assert_eq!(findings(&listing, &source), expected);
        assert_eq!(cells(&listing, &source), ["`f(new())`", "`open()`"]);
    }

    #[test]
    fn a_listing_says_where_a_source_elsewhere_is() {
        let folder = crate_with(&[
            ("a/listing/versions.txt", "# source: ../b/v.rs\r\nSSL_x\r\n"),
            ("a/listing/gone.txt", "# source: ../b/gone.rs\nSSL_x\n"),
            ("a/listing/README.md", "not a listing"),
            ("b/v.rs", "// SSL_x\nx();\n"),
        ]);
        let all = check(&folder.path().join("a")).unwrap();
        let [gone, versions] = &all[..] else { panic!("{all:?}") };
        assert_eq!((gone.program.as_str(), gone.findings.len()), ("gone", 1));
        assert!(gone.findings[0].what.starts_with("the source "), "{}", gone.findings[0].what);
        assert_eq!((versions.program.as_str(), versions.rows.len()), ("versions", 1));
        assert!(versions.findings.is_empty(), "{:?}", versions.findings);
    }

    #[test]
    fn two_listings_of_the_same_name_are_a_finding() {
        let folder = crate_with(&[
            ("a/listing/messages.txt", "SSL_x\n"),
            ("a/src/messages.rs", "// SSL_x\nx();\n"),
            ("b/listing/messages.txt", "SSL_y\n"),
            ("b/src/messages.rs", "// SSL_y\ny();\n"),
            ("b/listing/other.txt", "SSL_y\n"),
            ("b/src/other.rs", "// SSL_y\ny();\n"),
        ]);
        let [a, b] = ["a", "b"].map(|name| folder.path().join(name));
        let all = check_all(&[a.clone(), b.clone()]).unwrap();
        let findings: Vec<_> = all.iter().flat_map(|checked| &checked.findings).collect();
        let [finding] = &findings[..] else { panic!("{findings:?}") };
        assert_eq!(finding.file, b.join("listing").join("messages.txt"));
        let other = a.join("listing").join("messages.txt");
        assert_eq!(finding.what, format!("{} has the same name", other.display()));
        assert!(check_all(&[b]).unwrap().iter().all(|checked| checked.findings.is_empty()));
    }

    #[test]
    fn a_crate_without_listings_has_nothing_to_check() {
        assert!(check(crate_with(&[]).path()).unwrap().is_empty());
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named() {
        let folder = crate_with(&[("listing/x.txt", "SSL_x\n"), ("src/bin/x.rs", "")]);
        let path = folder.path().join("src").join("bin").join("x.rs");
        fs::write(&path, [b'/', b'/', 0xff]).unwrap();
        match check(folder.path()) {
            Err(Error::Read { path: named, .. }) => assert_eq!(named, path),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn no_source_makes_it_panic() {
        let pieces = [
            "// SSL_x (here: ",
            "//",
            "/*",
            "*/",
            "\"",
            "'",
            "\\",
            "r#",
            "証",
            "\n",
            ")",
            "{",
            ".map_err(",
            "SSL_x",
            ";",
        ];
        for a in pieces {
            for b in pieces {
                for c in pieces {
                    let source = format!("// SSL_x (here: x{a}\n{b}{c}{a}{b}");
                    let listing = Listing {
                        path: PathBuf::new(),
                        program: String::new(),
                        elsewhere: None,
                        names: vec![(1, "SSL_x".to_owned())],
                    };
                    let comments = comments(&source, &listing);
                    assert_eq!(lines(&source).len(), source.split('\n').count(), "{source}");
                    let rows: Vec<Row> = comments.iter().map(Comment::row).collect();
                    assert!(table(&rows, true).lines().count() == rows.len() + 2, "{source}");
                }
            }
        }
    }
}
