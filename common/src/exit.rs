//! How a program ends.

use std::process::ExitCode;

use crate::error::Error;
use crate::hint::report;

/// Ends a program of chapter 7: reports a failure and returns the exit status, 0 for success and 1 for
/// failure.
#[must_use]
pub fn code(result: Result<(), Error>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

/// Ends a program of chapter 7 that verifies something: the exit status is 0 only if it verifies.
#[must_use]
pub fn verdict(result: Result<bool, Error>) -> ExitCode {
    match result {
        Ok(false) => ExitCode::FAILURE,
        result => code(result.map(drop)),
    }
}
