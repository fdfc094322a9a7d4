//! How a TLS program ends.

use std::process::ExitCode;

use common::{Error, Terminal, report};

use crate::{key_log, recorder};

/// Ends every TLS sample: reports a failure, prints `farewell` (`End of TLS Client`), and returns the exit
/// status, 0 for success and 1 for failure (the C originals have it the wrong way round).
#[must_use]
pub fn code(result: Result<(), Error>, farewell: &str) -> ExitCode {
    let mut failed = result.is_err();
    if let Err(error) = result {
        report(&error);
    }
    // Completes the recordings. A failure to record has been reported by now.
    failed |= recorder::finish().is_err() || !key_log::is_complete();
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
