//! Prompts, lines and messages: `printf` and `fgets` of the C originals.

use std::fmt;
use std::io::{self, BufRead, IsTerminal, Read, Write};
#[cfg(unix)]
use std::os::fd::AsFd as Handle;
#[cfg(windows)]
use std::os::windows::io::AsRawHandle as Handle;

use crate::error::Error;
use crate::escape::lines;

pub use crate::escape::{Escaped, line, name, text};

/// Whether a stream is a terminal that shows colours. A console of Windows does so once it has been told to.
pub fn shows_colours(stream: &(impl IsTerminal + Handle)) -> bool {
    #[cfg(windows)]
    if ffi::console::show_colours(stream).is_err() {
        return false;
    }
    stream.is_terminal()
}

/// Standard input and output of a sample.
///
/// `writeln!(terminal, …)?` stands for `printf`. `println!` would panic when standard output is a closed pipe
/// or a full disk; here that is an [`Error::Output`].
#[derive(Debug, Default)]
pub struct Terminal {
    prefix: String,
}

impl Terminal {
    /// The terminal that the program was started from.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A terminal that puts `prefix` before every line, for programs or threads that share it.
    #[must_use]
    pub fn with_prefix(prefix: String) -> Self {
        Self { prefix }
    }

    /// Called by `write!` and `writeln!`. The text is flushed before this returns. What would control the terminal is
    /// escaped, whoever wrote it.
    pub fn write_fmt(&mut self, text: fmt::Arguments<'_>) -> Result<(), Error> {
        let mut text = lines(text).to_string();
        if !self.prefix.is_empty() {
            // Prefix every line: a peer's message that contains a line end must not look like another
            // connection's line.
            text = text.split_inclusive('\n').flat_map(|line| [&self.prefix, line]).collect();
        }
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())
            .and_then(|()| out.flush()) // a prompt has no line end to flush it
            .map_err(Error::Output)
    }

    /// Reads one line from standard input, without its line end; `None` at the end of the input (`fgets`).
    ///
    /// A line longer than `limit` bytes is returned in pieces of `limit` bytes, with a note on standard error.
    /// Memory does not grow with the input, and no input is lost silently. The bytes need not be UTF-8.
    pub fn read_line(&mut self, limit: usize) -> Result<Option<Vec<u8>>, Error> {
        let mut input = io::stdin().lock();
        let mut line = Vec::new();
        (&mut input).take(limit as u64).read_until(b'\n', &mut line).map_err(Error::Input)?;
        if line.is_empty() {
            return Ok(None);
        }
        if line.ends_with(b"\n") {
            line.pop();
            if cfg!(windows) && line.ends_with(b"\r") {
                line.pop();
            }
        } else if line.len() == limit {
            // The next byte shows whether the line ends here.
            match input.fill_buf().map_err(Error::Input)?.first() {
                Some(b'\n') => input.consume(1),
                Some(_) => crate::note!("a message has {limit} bytes at most: the line is cut there"),
                None => {}
            }
        }
        Ok(Some(line))
    }
}
