//! The errors of this command, in words.

use std::error::Error as _;
use std::io;
use std::path::PathBuf;

use common::Reason;
use common::error::words;
use harness::Failure;
use openssl::error::ErrorStack;

/// An error of this command.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("cannot read {} ({})", .path.display(), words(.source))]
    Read { path: PathBuf, source: io::Error },

    #[error("cannot write {} ({})", .path.display(), words(.source))]
    Write { path: PathBuf, source: io::Error },

    #[error("{} is not a description of samples: {why}", .path.display())]
    Data { path: PathBuf, why: String },

    #[error("{}: {why}", .path.display())]
    Page { path: PathBuf, why: String },

    #[error(
        "the samples of the book are not in {}, where this tlsbook was built: build it again in your copy of them", .0.display()
    )]
    NoCheckout(PathBuf),

    #[error(
        "there is no section or experiment {0}: `tlsbook list` and `tlsbook play --list` show what there is"
    )]
    NoSection(String),

    #[error("there is no program {0} that stands beside a C file: `tlsbook list` shows what there is")]
    NoProgram(String),

    #[error("there is no program {name}{}: `tlsbook list` shows what there is", meant(.nearest.as_deref()))]
    UnknownProgram { name: String, nearest: Option<String> },

    #[error(
        "gdb is needed to see the calls, and is not installed (Debian, Ubuntu: sudo apt install gdb; Fedora: sudo dnf install gdb)"
    )]
    NoGdb,

    #[error("{0}")]
    Calls(String),

    #[error("cannot make a folder to play in ({})", words(.0))]
    Scratch(io::Error),

    #[error("{0} of the experiments did not go as expected")]
    Differs(usize),

    #[error("{0} findings in listings and READMEs; `tlsbook api --write` mends the READMEs")]
    Findings(usize),

    #[error("{0} findings in the text: its blocks and the entries `[[section.beside]]` do not fit")]
    Unclaimed(usize),

    #[error("nothing in {} can be compared: it should be the folder Examples of the originals", .0.display())]
    NothingToCompare(PathBuf),

    #[error("no program of {0} has a C original")]
    NoOriginals(String),

    #[error("differences between the C originals and our samples that nothing explains: {0}")]
    Unexplained(usize),

    #[error("cannot read {} ({})", .path.display(), capture(.source))]
    Capture { path: PathBuf, source: wire::capture::Error },

    #[error("{} is not a key log ({why})", .path.display())]
    KeyLog { path: PathBuf, why: String },

    #[error("{} has {count} TLS sessions: say which one, as in {}#1", .path.display(), .path.display())]
    WhichSession { path: PathBuf, count: u64 },

    #[error("only one of the two captures can be read from standard input")]
    TwoInputs,

    #[error("no TLS session in {} ({what})", .path.display())]
    NoSession { path: PathBuf, what: String },

    #[error("there is no message {wanted:?} in the capture; there are: {there}")]
    NoMessage { wanted: String, there: String },

    #[error("there is no session with {wanted} in the capture; there are: {there}")]
    NoSuchSession { wanted: String, there: String },

    #[error(
        "no certificate of the capture can be read: there is none, or it is encrypted, and there are no secrets of its session"
    )]
    NoCertificate,

    #[error(
        "no application data of the capture can be read: there is none, or it is encrypted, and there are no secrets of its session"
    )]
    NoData,

    #[error("{} must be a new or an empty folder", .0.display())]
    NotEmpty(PathBuf),

    #[error("{} holds something else than pages of tlsbook: name a new or an empty folder", .0.display())]
    NotASite(PathBuf),

    #[error(
        "no session of the capture can be recomputed: there are no secrets of one, or it is older than TLS 1.2"
    )]
    NothingByHand,

    #[error("failed in the TLS library ({})", Reason::of_stack(.0))]
    Library(#[from] ErrorStack),

    #[error(transparent)]
    Common(#[from] common::Error),
}

/// Why a program did not do what was expected, with the system's reason if there is one.
pub(crate) fn unexpected(failure: &Failure) -> String {
    match failure.source().and_then(|source| source.downcast_ref::<io::Error>()) {
        Some(source) => format!("{failure} ({})", words(source)),
        None => failure.to_string(),
    }
}

/// A question about the name that may have been meant.
fn meant(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!(" (did you mean {name}?)"))
}

/// Why a capture cannot be read.
fn capture(error: &wire::capture::Error) -> String {
    match error {
        wire::capture::Error::Read(error) => words(error),
        other => other.to_string(),
    }
}
