//! Writes lines to standard error.

use std::fmt;
use std::io::{self, Write};

use crate::escape::lines;

/// Writes one line to standard error. What would control the terminal is escaped, whoever wrote it. Unlike
/// `eprintln!`, it does not panic if standard error is closed.
#[macro_export]
macro_rules! note {
    ($($arg:tt)*) => { $crate::note::write_note(format_args!($($arg)*)) };
}

/// What [`note!`] calls.
#[doc(hidden)]
pub fn write_note(text: fmt::Arguments<'_>) {
    // Write the line at once, so that lines of several threads or processes do not mix.
    let line = format!("{}\n", lines(text));
    let _ = io::stderr().write_all(line.as_bytes());
}
