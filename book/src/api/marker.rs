//! The word before the names of a comment that marks a difference between the two languages.

use std::fmt;

/// The word before the names of a comment that marks a difference between the two languages.
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
    pub(super) fn split(text: &str) -> (Option<Self>, &str) {
        let marked = |marker: Self| {
            let rest = text.strip_prefix(&marker.to_string())?.strip_prefix(": ")?;
            Some((Some(marker), rest))
        };
        Self::ALL.into_iter().find_map(marked).unwrap_or((None, text))
    }

    /// How to fix a name that is not in the listing; `None` if it need not be there.
    pub(super) fn advice(marker: Option<Self>) -> Option<&'static str> {
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
