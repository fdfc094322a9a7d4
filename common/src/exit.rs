//! How a program ends.

use std::process::ExitCode;

use crate::error::{Error, report};

/// The end of a program of chapter 7: reports a failure, gives the exit status: 0 when all was fine, 1 otherwise.
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

/// The end of a program of chapter 7 that verifies: exit status 0 only for what holds.
#[must_use]
pub fn verdict(result: Result<bool, Error>) -> ExitCode {
    match result {
        Ok(false) => ExitCode::FAILURE,
        result => code(result.map(drop)),
    }
}
