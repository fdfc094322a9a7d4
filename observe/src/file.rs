//! The files that recordings are written to.

use std::io;
use std::path::Path;

use common::Error;
use common::files::{Contents, Output, Writer};

/// Opens the file of a recording.
pub(crate) fn open(path: &Path) -> Result<Writer, Error> {
    Output::from(path).fopen(Contents::Secret, &[]).map_err(|error| match error {
        Error::OpenOutput { path, source } => Error::Record { what: "open", path, source },
        other => other,
    })
}

/// The error for the file of a recording.
pub(crate) fn failed(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Record { what, path, source }
}
