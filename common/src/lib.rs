//! What every sample shares: the part that `Examples/include` and `Examples/common` play for the C originals.
//!
//! | module | what | on the C side |
//! | --- | --- | --- |
//! | [`defaults`] | addresses, ports and files that a sample uses when it is told nothing | `#define`s of each sample |
//! | [`error`] | failures in words, by the codes of the library | `print_SSL_error` |
//! | [`alert`] | the names of the alerts | — |
//! | [`terminal`] | prompts, lines and messages | `printf`, `fgets` |
//! | [`net`] | TCP connections whose waits end | `socket`, `connect`, `bind`, `listen`, `accept` |
//! | [`verify`] | the server that a client expects | — |
//! | [`versions`] | `--min-version`, `--max-version` | the methods of table 6.1.1 |
//! | [`observe`] | `--state`, `--trace`, `--pcap`, `--json`, `SSLKEYLOGFILE` | `MyKeyLog_cb`, wolfSSL's debug log, Wireshark |
//! | [`interrupt`] | Ctrl-C | — |
//! | [`exchange`] | the secrets that a key log does not have | — |
//! | [`wrapper`] | the arguments of chapter 7: files, `-e`, `-d`, hexadecimal digits | `common/main.c` |
//! | [`files`] | inputs and outputs of chapter 7 | `fopen`, `fread`, `fwrite`, `fclose` |
//! | [`keys`] | keys and certificates from files of any form | `d2i_PrivateKey`, `d2i_PublicKey`, `PEM_read_X509` |
//! | [`digest`], [`legacy`] | digests by name, algorithms out of use | `EVP_get_digestbyname` |
//! | [`ffi`] | the few functions of OpenSSL that the bindings lack | — |

pub mod alert;
pub mod defaults;
pub mod digest;
pub mod error;
pub mod exchange;
pub mod files;
pub mod interrupt;
mod keylog;
pub mod keys;
pub mod legacy;
pub mod net;
pub mod observe;
mod recorder;
mod state;
pub mod terminal;
pub mod verify;
pub mod versions;
pub mod wrapper;

use std::io::ErrorKind;
use std::process::ExitCode;
use std::sync::LazyLock;

pub use ffi;

pub use error::{Error, Reason};
pub use terminal::Terminal;

/// Initialises OpenSSL (`OPENSSL_init_ssl`, the book's `SSL_library_init`) and makes it never ask for a pass
/// phrase: an encrypted key file is an error like any other, not a program that waits for a terminal.
pub fn init() {
    openssl::init();
    ffi::never_prompt();
}

/// What `--version` shows of every program: the package's version, and the OpenSSL that it runs on
/// (`OpenSSL_version`), which may be another than the one that it was built with.
pub fn version() -> &'static str {
    static VERSION: LazyLock<String> =
        LazyLock::new(|| format!("{} ({})", env!("CARGO_PKG_VERSION"), openssl::version::version()));
    &VERSION
}

/// Writes one line to standard error. Unlike `eprintln!` it does not panic when nobody reads there any more.
#[macro_export]
macro_rules! note {
    ($($arg:tt)*) => {{
        use ::std::io::Write as _;
        // One write for the whole line, so that lines of several threads or processes do not mix.
        let line = format!("{}\n", format_args!($($arg)*));
        let _ = ::std::io::stderr().write_all(line.as_bytes());
    }};
}

/// Says on standard error what failed, in the words of the book: `ERROR: failed SSL connect (…)`.
///
/// Silent for a closed standard output: whoever closed it (`… | head -1`) knows.
pub fn report(error: &Error) {
    if !matches!(error, Error::Output(e) if e.kind() == ErrorKind::BrokenPipe) {
        note!("ERROR: {error}");
    }
}

/// The end of a program of chapter 7: reports a failure, gives the exit status: 0 when all was fine, 1 otherwise.
#[must_use]
pub fn finish(result: Result<(), Error>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

/// The end of a program of chapter 7 that verifies: exit status 0 only for what holds.
#[must_use]
pub fn verdict(result: Result<bool, Error>) -> ExitCode {
    match result {
        Ok(false) => ExitCode::FAILURE,
        result => finish(result.map(drop)),
    }
}

/// The end of every TLS sample: reports a failure, prints `farewell` (`End of TLS Client`), gives the exit status:
/// 0 when all was fine, 1 otherwise (the C originals have it the wrong way round).
#[must_use]
pub fn exit(result: Result<(), Error>, farewell: &str) -> ExitCode {
    let mut failed = result.is_err();
    if let Err(error) = result {
        report(&error);
    }
    // What was recorded of the sessions; a failure has been reported by now.
    failed |= recorder::finish().is_err() || !keylog::is_complete();
    match writeln!(Terminal::new(), "{farewell}") {
        Ok(()) if !failed => ExitCode::SUCCESS,
        Ok(()) => ExitCode::FAILURE,
        Err(error) => {
            if !failed {
                report(&error);
            }
            ExitCode::FAILURE
        }
    }
}
