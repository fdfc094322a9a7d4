//! Reading a key log from a file of any size.

use std::io::{self, BufRead};

use super::line::Entry;
use super::log::KeyLog;

/// The longest line that is read, in bytes: longer than any secret.
const MAX_LINE: usize = 1 << 16;

/// What a file held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Lines with a secret.
    pub secrets: u64,
    /// Comments.
    pub comments: u64,
    /// Lines that are neither of these, nor empty.
    pub others: u64,
}

/// Why a file is not read to its end.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system's reason.
    #[error(transparent)]
    Read(#[from] io::Error),
    /// It is something else than a key log.
    #[error("it has a line of more than 64 KiB")]
    LongLine,
}

impl KeyLog {
    /// Adds all lines of a file.
    ///
    /// # Errors
    ///
    /// [`Error`], if it cannot be read, or if a line is too long to be one of a key log.
    pub fn read(&mut self, mut input: impl BufRead) -> Result<Found, Error> {
        let (mut found, mut line) = (Found::default(), Vec::new());
        loop {
            let buffer = input.fill_buf()?;
            let end = buffer.iter().position(|byte| matches!(byte, b'\r' | b'\n'));
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            if line.len() + part.len() > MAX_LINE {
                return Err(Error::LongLine);
            }
            line.extend_from_slice(part);
            let (read, at_end) = (part.len() + usize::from(end.is_some()), buffer.is_empty());
            input.consume(read);
            if end.is_some() || at_end {
                self.line(&String::from_utf8_lossy(&line), &mut found);
                line.clear();
            }
            if at_end {
                return Ok(found);
            }
        }
    }

    fn line(&mut self, line: &str, found: &mut Found) {
        let words = line.trim_start_matches('\u{feff}').trim_ascii();
        match Entry::parse(line) {
            Some(entry) => {
                self.keep(&entry);
                found.secrets += 1;
            }
            None if words.is_empty() => {}
            None if words.starts_with('#') => found.comments += 1,
            None => found.others += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::BufReader;

    use super::*;

    /// Reads with a buffer of so many bytes: line ends and lines are cut anywhere.
    fn read(size: usize, text: &[u8]) -> (Result<Found, Error>, KeyLog) {
        let mut log = KeyLog::new();
        (log.read(BufReader::with_capacity(size, text)), log)
    }

    #[test]
    fn a_line_ends_with_cr_lf_or_both_wherever_the_buffer_ends() {
        let lines =
            ["\u{feff}# a comment".to_owned(), format!("PSK {} 01", "00".repeat(32)), "other".to_owned()];
        for (end, size) in
            ["\r", "\n", "\r\n", "\n\n"].into_iter().flat_map(|end| (1..99).map(move |n| (end, n)))
        {
            for last in ["", end] {
                let (found, log) = read(size, (lines.join(end) + last).as_bytes());
                assert_eq!(found.unwrap(), Found { secrets: 1, comments: 1, others: 1 }, "{end:?} {size}");
                assert_eq!(log.of(&[0; 32]).len(), 1);
            }
        }
        assert_eq!(read(9, b"").0.unwrap(), Found::default());
        assert_eq!(read(9, b"\xef\xbb\xbf\r\n").0.unwrap(), Found::default());
    }

    #[test]
    fn a_line_without_end_is_refused() {
        assert!(matches!(read(99, &vec![0; MAX_LINE + 1]).0, Err(Error::LongLine)));
        assert_eq!(read(99, &b"a".repeat(MAX_LINE)).0.unwrap().others, 1);
        assert_eq!(read(99, &[b"a".repeat(MAX_LINE), b"\r".to_vec()].concat()).0.unwrap().others, 1);
    }
}
