//! A lexer for Rust that does just enough to tell code from comments and strings.

/// One line of a source.
pub(crate) struct Line<'a> {
    /// The text of a line comment, if the line contains nothing else; empty for a doc comment.
    pub(crate) comment: Option<&'a str>,
    /// The code, without comments.
    pub(crate) code: String,
    /// The code, with empty strings.
    pub(crate) without_strings: String,
}

/// The kinds of text in a source.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    Code,
    Comment,
    /// A string or a character.
    Text,
}

/// The lines of a source.
pub(crate) fn lines(source: &str) -> Vec<Line<'_>> {
    let mut code = String::with_capacity(source.len());
    let mut without_strings = String::with_capacity(source.len());
    let mut rest = source;
    while !rest.is_empty() {
        let (kind, length) = token(rest);
        let (text, after) = rest.split_at(length);
        let line_ends = || text.chars().filter(|c| *c == '\n');
        match kind {
            Token::Code => without_strings.push_str(text),
            Token::Text => without_strings.extend("\"\"".chars().chain(line_ends())),
            Token::Comment => without_strings.extend(line_ends()),
        }
        match kind {
            Token::Code | Token::Text => code.push_str(text),
            Token::Comment => code.extend(line_ends()),
        }
        rest = after;
    }
    // All three have the same line ends. Unlike `lines`, `split` also returns an empty last line.
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

/// The text after the `//` of a comment; empty for `///` and `//!`.
fn said(after_slashes: &str) -> &str {
    after_slashes.strip_prefix(' ').unwrap_or_default().trim()
}

/// The kind and length of the token at the start of `source`, which must not be empty.
pub(crate) fn token(source: &str) -> (Token, usize) {
    if source.starts_with("//") {
        return (Token::Comment, source.find('\n').unwrap_or(source.len()));
    }
    if source.starts_with("/*") {
        return (Token::Comment, block_comment(source));
    }
    let (word, after) = source.split_at(identifier(source));
    let text = match word {
        "r" | "br" | "cr" => raw_string(after),
        "" => quoted(after),
        _ => None,
    };
    match text {
        Some(length) => (Token::Text, word.len() + length),
        None if word.is_empty() => (Token::Code, source.chars().next().map_or(1, char::len_utf8)),
        None => (Token::Code, word.len()),
    }
}

/// The length of a `/* … */`, which may be nested.
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

/// The length of the string or character at the start of `source`, if any: `'a` may also be a lifetime.
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

/// The length of the raw string `#"…"#` at the start of `source`, if any, with any number of `#`.
fn raw_string(source: &str) -> Option<usize> {
    let inside = source.trim_start_matches('#').strip_prefix('"')?;
    let start = source.len() - inside.len();
    let end = format!("\"{}", "#".repeat(start - 1));
    Some(inside.find(&end).map_or(source.len(), |at| start + at + end.len()))
}

/// The position of the bracket that closes one opened before `code`.
pub(crate) fn closing(code: &str) -> Option<usize> {
    let mut depth = 1;
    let mut at = 0;
    while at < code.len() {
        let (kind, length) = token(&code[at..]);
        if kind == Token::Code {
            depth += code[at..at + length].chars().map(nesting).sum::<i32>();
        }
        if depth == 0 {
            return Some(at);
        }
        at += length;
    }
    None
}

/// The change of the nesting depth after `c`.
pub(crate) fn nesting(c: char) -> i32 {
    match c {
        '(' | '[' | '{' => 1,
        ')' | ']' | '}' => -1,
        _ => 0,
    }
}

/// The length of the word at the start of `text`.
pub(crate) fn identifier(text: &str) -> usize {
    text.find(|c| !is_word(c)).unwrap_or(text.len())
}

/// Whether `c` can be in an identifier.
pub(crate) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}
