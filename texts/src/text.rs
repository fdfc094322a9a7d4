//! A text, and the id by which it is found.

use std::fmt;

use crate::lang::Lang;

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// What it explains, such as `field/tls.handshake.random`.
    pub id: &'static str,
    /// The text in English.
    pub en: &'static str,
    /// The text in Japanese.
    pub ja: &'static str,
    /// Where to read more: `RFC 8446 section 4.1.2`.
    pub source: &'static str,
    /// The section of the book that shows it: `6.1`; empty if none does.
    pub book: &'static str,
}

impl Text {
    /// The text in a language.
    #[must_use]
    pub fn of(&self, lang: Lang) -> &'static str {
        lang.pick(self.en, self.ja)
    }
}

/// The id of a text, in its two parts, so that nobody has to put a string together to find a text: `field` and
/// `tls.handshake.random`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Id<'a> {
    /// What kind of thing it is: one of the first column of the table at the top of this crate.
    pub kind: &'a str,
    /// Its name.
    pub name: &'a str,
}

impl fmt::Display for Id<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.kind, self.name)
    }
}

/// What the ids begin with that are not for one message only.
const KINDS: [&str; 13] = [
    "message",
    "extension",
    "field",
    "suite",
    "group",
    "scheme",
    "version",
    "mode",
    "alert",
    "record",
    "key",
    "proof",
    "derivation",
];

/// The message that an id is for, empty if it is for all, and the id without it; `None`: it is no id.
#[must_use]
pub fn split(id: &str) -> Option<(&str, Id<'_>)> {
    let (first, rest) = id.split_once('/')?;
    let (message, kind, name) = if KINDS.contains(&first) {
        ("", first, rest)
    } else {
        let (kind, name) = rest.split_once('/')?;
        (first, kind, name)
    };
    Some((message, Id { kind, name }))
}
