//! Secrets that others can read.

use std::path::Path;

use crate::escape::line;
use crate::{defaults, note};

/// Says on standard error if others than its owner can read a file with a secret, as ssh does of its keys. `what` it is:
/// "the private key". The book's own keys are public: nothing is said about them.
pub fn note_readers(what: &str, path: &Path) {
    if others_can_read(path) && !is_of_the_book(path) {
        note!("NOTE: others can read {what} {}: chmod 600 makes it private", line(path.display()));
    }
}

/// Whether it is one of the test certificates and keys, however it is named.
fn is_of_the_book(path: &Path) -> bool {
    let folder = defaults::certs("").canonicalize();
    path.canonicalize().is_ok_and(|path| folder.is_ok_and(|folder| path.starts_with(folder)))
}

/// Whether more than its owner can read a file. A pipe is read by whoever has it open.
#[cfg(unix)]
fn others_can_read(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|it| it.is_file() && it.permissions().mode() & 0o044 != 0)
}

/// Other systems have other permissions.
#[cfg(not(unix))]
fn others_can_read(_path: &Path) -> bool {
    false
}
