//! `--trace=DETAIL`.

use wire::render::text::Detail;

/// How much `--trace` shows of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Trace {
    /// One line: the book's packet list, with the true names of encrypted messages
    Brief,
    /// Also its fields as a tree, and what can be proven of it
    Full,
    /// Also the bytes of each field
    Hex,
}

impl From<Trace> for Detail {
    fn from(trace: Trace) -> Self {
        match trace {
            Trace::Brief => Self::Brief,
            Trace::Full => Self::Full,
            Trace::Hex => Self::Hex,
        }
    }
}
