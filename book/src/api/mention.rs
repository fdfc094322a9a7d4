//! The first line of an API comment: the functions of the C API that it names.

use super::listing::Listing;
use super::marker::Marker;
use crate::source::rust::identifier;

/// The names that a comment starts with.
#[derive(Debug)]
pub(super) struct Mention<'a> {
    pub(super) marker: Option<Marker>,
    /// Empty for a remark after a marker, which names no function.
    pub(super) names: Vec<&'a str>,
    /// The text after the names in this line.
    pub(super) rest: &'a str,
}

impl<'a> Mention<'a> {
    /// Parses the first line of an API comment. For names such as `connect`, which could be any word, the
    /// listing decides.
    pub(super) fn parse(text: &'a str, listing: &Listing) -> Option<Self> {
        let (marker, text) = Marker::split(text);
        let (names, rest) = split_names(text);
        let first = names.first().copied().unwrap_or_default();
        let names = match marker {
            None if is_api_name(first) || listing.position(first).is_some() => names,
            None => return None,
            Some(Marker::RustOnly) if !is_api_name(first) => Vec::new(), // "Rust only: why it is there."
            Some(_) => names,
        };
        Some(Self { marker, names, rest })
    }
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

/// Whether a word can be a name, judging by the text after it: in a sentence, another word follows.
fn ends_name(after: &str) -> bool {
    let ends_word =
        |mark| after.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    after.is_empty() || after.starts_with(" (here: ") || [':', '.', ','].into_iter().any(ends_word)
}

/// Whether a word can only be a name of the API: `SSL_new`, `EVP_sha256`, `SSLv23_client_method`.
pub(crate) fn is_api_name(word: &str) -> bool {
    let converts = ["i2d_", "d2i_"].iter().any(|start| word.len() > 4 && word.starts_with(start));
    converts
        || word.rsplit_once('_').is_some_and(|(start, _)| start.contains(|c: char| c.is_ascii_uppercase()))
}
