//! Prompts, lines and messages: `printf` and `fgets` of the C originals.

use std::fmt;
use std::io::{self, BufRead, Read, Write};

use crate::error::Error;

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

    /// Called by `write!` and `writeln!`. The text is flushed before this returns.
    pub fn write_fmt(&mut self, text: fmt::Arguments<'_>) -> Result<(), Error> {
        let mut text = text.to_string();
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

/// A peer's message as text that is safe to print: what the book's `printf("%s")` shows.
///
/// One NUL at the end, the terminator of a C string, is dropped. Other control characters, and bytes that are
/// not UTF-8, are shown as `\x1b`, because a hostile peer must not control the reader's terminal. Line ends and
/// tabs are kept.
pub fn text(message: &[u8]) -> impl fmt::Display + '_ {
    Text { bytes: message.strip_suffix(b"\0").unwrap_or(message), one_line: false }
}

/// A name sent by the peer, on one line: like [`text`], but line ends and tabs are shown as `\x0a` and `\x09`,
/// so that the peer cannot imitate one of our lines.
pub fn name(bytes: &[u8]) -> impl fmt::Display + '_ {
    Text { bytes, one_line: true }
}

struct Text<'a> {
    bytes: &'a [u8],
    one_line: bool,
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write;
        for chunk in self.bytes.utf8_chunks() {
            let mut characters = chunk.valid().chars().peekable();
            while let Some(character) = characters.next() {
                match character {
                    '\r' if !self.one_line && characters.peek() == Some(&'\n') => {}
                    '\n' | '\t' if !self.one_line => f.write_char(character)?,
                    _ if character.is_control() => write!(f, "\\x{:02x}", u32::from(character))?,
                    _ => f.write_char(character)?,
                }
            }
            for byte in chunk.invalid() {
                write!(f, "\\x{byte:02x}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{name, text};

    #[test]
    fn a_message_is_printed_without_the_end_of_its_c_string() {
        assert_eq!(text(b"I hear ya fa shizzle!\0").to_string(), "I hear ya fa shizzle!");
        assert_eq!(text("こんにちは".as_bytes()).to_string(), "こんにちは");
        assert_eq!(text(b"GET / HTTP/1.0\r\n\r\n").to_string(), "GET / HTTP/1.0\n\n");
    }

    #[test]
    fn a_hostile_message_does_not_reach_the_terminal_as_it_is() {
        assert_eq!(text(b"\x1b]0;title\x07").to_string(), "\\x1b]0;title\\x07");
        assert_eq!(text(b"a\0b\0\0").to_string(), "a\\x00b\\x00");
        assert_eq!(text(b"fine\rERROR \xff\xfe").to_string(), "fine\\x0dERROR \\xff\\xfe");
        assert_eq!(text(b"").to_string(), "");
        assert_eq!(name(b"A\r\nB\tC\0").to_string(), "A\\x0d\\x0aB\\x09C\\x00");
        // C1 controls: some terminals take U+009B for ESC [.
        assert_eq!(text("\u{9b}2J".as_bytes()).to_string(), "\\x9b2J");
    }
}
