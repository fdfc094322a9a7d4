//! The command of the book.
mod certs;
use std::path::PathBuf;
/// e
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("cannot write {} ({source})", .path.display())]
    Write { path: PathBuf, source: std::io::Error },
    #[error("failed in the TLS library ({0})")]
    Library(#[from] openssl::error::ErrorStack),
}
fn main() { for f in certs::make(&common::defaults::workspace().join("certs")).unwrap() { common::note!("{}", f.display()); } }
