//! Highlights listings: comments, strings, keywords, and names of the API.

use std::collections::HashSet;

use super::rust::{Token, token};

/// The kind of a piece of a listing, which is also its class in the style sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Plain,
    Comment,
    Text,
    Keyword,
    /// A name of the C API.
    Api,
}

impl Class {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Comment => "c",
            Self::Text => "s",
            Self::Keyword => "k",
            Self::Api => "a",
        }
    }
}

/// The lines of a listing, each divided into pieces.
pub(crate) type Lines = Vec<Vec<(Class, String)>>;

/// The Rust keywords that the samples use.
const KEYWORDS: [&str; 28] = [
    "as", "break", "const", "continue", "else", "enum", "false", "fn", "for", "if", "impl", "in", "let",
    "loop", "match", "mod", "mut", "pub", "ref", "return", "self", "static", "struct", "true", "type", "use",
    "where", "while",
];

/// Highlights one of our listings, including `names` in its comments.
pub(crate) fn rust(source: &str, names: &HashSet<String>) -> Lines {
    let mut lines = Painter::default();
    let mut rest = source;
    while !rest.is_empty() {
        let (kind, length) = token(rest);
        let (text, after) = rest.split_at(length);
        match kind {
            Token::Comment => lines.comment(text, names),
            Token::Text => lines.add(Class::Text, text),
            Token::Code if KEYWORDS.contains(&text) => lines.add(Class::Keyword, text),
            Token::Code => lines.add(Class::Plain, text),
        }
        rest = after;
    }
    lines.finish()
}

/// Divides pieces into lines.
#[derive(Default)]
pub(crate) struct Painter {
    done: Lines,
}

impl Painter {
    /// Removes the empty line after the last line end.
    pub(crate) fn finish(mut self) -> Lines {
        if self.done.last().is_some_and(Vec::is_empty) {
            self.done.pop();
        }
        self.done
    }

    pub(crate) fn add(&mut self, class: Class, text: &str) {
        for (number, part) in text.split('\n').enumerate() {
            if number > 0 || self.done.is_empty() {
                self.done.push(Vec::new());
            }
            let Some(line) = self.done.last_mut() else { continue };
            match line.last_mut() {
                _ if part.is_empty() => {}
                Some((last, before)) if *last == class => before.push_str(part),
                _ => line.push((class, part.to_owned())),
            }
        }
    }

    /// Adds a comment, with the names in it highlighted. `net::connect` and "the socket's" are not the C's.
    fn comment(&mut self, text: &str, names: &HashSet<String>) {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let (mut before, mut rest) = ("", text);
        while !rest.is_empty() {
            let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
            let other = rest.find(is_word).unwrap_or(rest.len());
            let (part, after) = rest.split_at(word.max(other));
            let is_api = names.contains(part) && !before.ends_with("::") && !after.starts_with("'s");
            self.add(if is_api { Class::Api } else { Class::Comment }, part);
            (before, rest) = (part, after);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A listing with the class before each piece: `k:fn`.
    fn shown(lines: &Lines) -> Vec<String> {
        let piece = |(class, text): &(Class, String)| format!("{}:{text}", class.name());
        lines.iter().map(|line| line.iter().map(piece).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn names_of_rust_and_of_english_are_not_those_of_c() {
        let names = HashSet::from(["connect", "socket"].map(str::to_owned));
        let lines = rust("// socket, connect (here: net::connect): the socket's.", &names);
        assert_eq!(shown(&lines), ["c:// |a:socket|c:, |a:connect|c: (here: net::connect): the socket's."]);
    }

    #[test]
    fn rust_and_its_comments_are_told_apart() {
        let names = HashSet::from(["SSL_new".to_owned()]);
        let lines = rust("fn f() {\n    // SSL_new: why\n    \"a\nb\";\n", &names);
        assert_eq!(
            shown(&lines),
            ["k:fn|: f() {", ":    |c:// |a:SSL_new|c:: why", ":    |s:\"a", "s:b\"|:;"]
        );
    }
}
