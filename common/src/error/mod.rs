//! Failures and their messages.
//!
//! OpenSSL's own texts contain file names and line numbers of its C source, and change from version to version.
//! No decision here therefore depends on a text. A failure is identified by its library and reason codes
//! (`ERR_GET_LIB`, `ERR_GET_REASON`), the verify result, the alert received or the `errno`.

mod openssh;
mod reason;
mod words;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use openssl::error::ErrorStack;
use openssl::ssl::{self, SslRef};

pub(crate) use openssh::openssh;
pub use reason::Reason;
pub use words::words;

use crate::escape::line;

/// A failure of a sample, with one variant for each kind that a user can tell apart.
///
/// The messages are those of the C originals where they have one: `failed SSL connect (…)`, `failed to load …`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Standard input cannot be read.
    #[error("cannot read standard input ({})", words(.0))]
    Input(#[source] io::Error),

    /// Standard output cannot be written: for example, a closed pipe or a full disk.
    #[error("cannot write to standard output ({})", words(.0))]
    Output(#[source] io::Error),

    /// A file to be read cannot be opened.
    #[error("Open input file {} ({})", line(.path.display()), words(.source))]
    OpenInput {
        /// The file as named by the user.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },

    /// A file to be written cannot be opened.
    #[error("Open output file {} ({})", line(.path.display()), words(.source))]
    OpenOutput {
        /// The file as named by the user.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },

    /// Two outputs are the same file.
    #[error("Open output file {} (both outputs are this file)", line(.0))]
    SameOutput(String),

    /// An open file cannot be read.
    #[error("cannot read {} ({})", line(.path.display()), words(.source))]
    ReadFile {
        /// The file as named by the user.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },

    /// An open file cannot be written: for example, a full disk.
    #[error("cannot write {} ({})", line(.path.display()), words(.source))]
    WriteFile {
        /// The file as named by the user.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },

    /// A key, IV or tag is missing, too short or too long for the algorithm.
    #[error("{what} size = {size} ({wanted})")]
    Size {
        /// `Key`, `IV` or `Tag`.
        what: &'static str,
        /// The actual number of bytes.
        size: usize,
        /// The required number of bytes, and what for.
        wanted: String,
    },

    /// A step of an algorithm failed.
    #[error("{call} ({reason})")]
    Algorithm {
        /// The C function, such as `EVP_CipherFinal`.
        call: &'static str,
        /// The reason, as far as the library gives one.
        reason: String,
    },

    /// A certificate, key or session file is missing, unreadable or invalid.
    #[error("failed to load {} ({reason})", line(.path.display()))]
    Load {
        /// The file as named by the user.
        path: PathBuf,
        /// What is wrong with it.
        reason: Reason,
    },

    /// A session cannot be saved.
    #[error("failed to save {} ({reason})", line(.path.display()))]
    Save {
        /// The file as named by the user.
        path: PathBuf,
        /// Why: the system's reason, or that there is nothing to save.
        reason: String,
    },

    /// An option requests something that this OpenSSL cannot do.
    #[error("failed to set {} ({})", line(.option), line(.reason))]
    Option {
        /// The option and its value.
        option: String,
        /// Why not, and what to use instead.
        reason: String,
    },

    /// The key log cannot be opened.
    #[error("failed to open the key log {} ({})", line(.path.display()), words(.source))]
    KeyLog {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },

    /// A file that a session is recorded to cannot be opened or written.
    #[error("failed to {what} {} ({})", line(.path.display()), words(.source))]
    Record {
        /// `open` or `write`.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },

    /// A file or pipe that carries a connection (section 8.1) cannot be used, or no peer has opened the other
    /// end.
    #[error("failed to open {} ({})", line(.path.display()), words(.source))]
    Open {
        /// The file or pipe.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },

    /// A host name has no address.
    #[error("failed to resolve {host} ({})", words(.source))]
    Resolve {
        /// The name.
        host: String,
        /// Why.
        source: io::Error,
    },

    /// The TCP connection to the server failed.
    #[error("failed to connect to {address} ({})", words(.source))]
    Connect {
        /// The last address tried.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },

    /// The server cannot bind its address and port.
    #[error("failed to bind {address} ({})", words(.source))]
    Bind {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: io::Error,
    },

    /// The server cannot accept a TCP connection.
    #[error("failed to accept ({})", words(.0))]
    Accept(#[source] io::Error),

    /// Sending or receiving over plain TCP failed.
    #[error("failed {call} ({reason})")]
    Tcp {
        /// `TCP send` or `TCP recv`.
        call: &'static str,
        /// Why.
        reason: Reason,
    },

    /// A step of a TLS connection failed.
    #[error("failed {call} ({reason})")]
    Tls {
        /// `SSL connect`, `SSL accept`, `SSL read`, `SSL write`, `SSL write early data` or `SSL shutdown`.
        call: &'static str,
        /// Why.
        reason: Reason,
    },

    /// Ctrl-C cannot be caught.
    #[error("failed to catch Ctrl-C ({0})")]
    Interrupt(String),

    /// OpenSSL cannot create a context or an SSL object. This happens only when memory runs out.
    #[error("failed in the TLS library ({})", Reason::of_stack(.0))]
    Library(#[from] ErrorStack),
}

impl Error {
    /// OpenSSL rejected the file at `path`. For `map_err(Error::load(&path))`.
    pub fn load(path: &Path) -> impl FnOnce(ErrorStack) -> Self + '_ {
        move |stack| {
            // OpenSSL opens a folder like a file, but then finds nothing in it.
            let reason = if path.is_dir() {
                Reason::Io(io::Error::new(ErrorKind::InvalidInput, "a folder, not a file"))
            } else if let Some(key) = openssh(&beginning(path)) {
                Reason::Refused(format!("{key}, where a PEM file is needed"))
            } else {
                Reason::of_stack(&stack)
            };
            Self::Load { path: path.to_owned(), reason }
        }
    }

    /// The file at `path` cannot be read. For `map_err(Error::unreadable(&path))`.
    pub fn unreadable(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |error| Self::Load { path: path.to_owned(), reason: Reason::Io(error) }
    }

    /// The file at `path` cannot be written. For `map_err(Error::unwritable(&path))`.
    pub fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |error| Self::Save { path: path.to_owned(), reason: words(&error) }
    }

    /// The step `call` of an algorithm failed. For `map_err(Error::algorithm("EVP_DigestUpdate"))`.
    pub fn algorithm(call: &'static str) -> impl FnOnce(ErrorStack) -> Self {
        move |stack| Self::Algorithm { call, reason: Reason::of_stack(&stack).to_string() }
    }

    /// The step `call` of a TLS connection failed; `ssl` knows the verify result.
    #[must_use]
    pub fn tls(call: &'static str, error: &ssl::Error, ssl: &SslRef) -> Self {
        Self::Tls { call, reason: Reason::of(error, ssl) }
    }

    /// Sending or receiving over plain TCP failed.
    pub fn tcp(call: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Tcp { call, reason: Reason::Io(error) }
    }
}

/// The first bytes of a file, as text; empty if it cannot be read.
fn beginning(path: &Path) -> String {
    let mut bytes = Vec::new();
    // Opening a named pipe would wait for whoever writes to it.
    if fs::metadata(path).is_ok_and(|it| it.is_file()) {
        let _ = File::open(path).and_then(|file| file.take(100).read_to_end(&mut bytes));
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
