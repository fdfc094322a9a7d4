//! `--trace`: lines on standard error. Those of several sessions have titles.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};
use std::{env, mem};

use common::note;
use common::terminal::shows_colours;

/// Lines of the trace, and the title of their session.
#[derive(Debug)]
pub(crate) struct Lines {
    pub(crate) session: u64,
    pub(crate) title: String,
    pub(crate) text: String,
}

/// The session whose lines were printed last; locked while lines are printed.
static SHOWN: Mutex<u64> = Mutex::new(1);

/// Prints lines. This can block: a pager reads the trace only as fast as its user does.
pub(crate) fn print(lines: Vec<Lines>) {
    if lines.is_empty() {
        return;
    }
    let mut shown = SHOWN.lock().unwrap_or_else(PoisonError::into_inner);
    for Lines { session, title, text } in lines {
        if mem::replace(&mut *shown, session) != session {
            note!("{title}");
        }
        // One write for whole lines. If standard error is closed, the session goes on.
        let _ = io::stderr().write_all(text.as_bytes());
    }
}

/// Whether the trace is in colour: on a terminal, unless `NO_COLOR` is set (no-color.org).
pub(crate) fn colour() -> bool {
    shows_colours(&io::stderr()) && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
