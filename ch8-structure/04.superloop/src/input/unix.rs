//! Asks the system whether there are bytes before it reads them. `O_NONBLOCK` would do, too, but for all programs that
//! have the same terminal open.

use std::io::{Stdin, stdin};
use std::time::Instant;

use common::{Error, note};
use nonblocking::wait;
use rustix::event::{PollFd, PollFlags};
use rustix::io::{Errno, read};

use super::Line;

/// Standard input, and what of the next line has come so far.
#[derive(Debug)]
pub struct Input {
    stdin: Stdin,
    /// At most one message and what came with its last bytes.
    bytes: Vec<u8>,
    ended: bool,
}

impl Input {
    /// Nothing has been read yet.
    #[must_use]
    #[allow(clippy::new_without_default)] // there is one standard input
    pub fn new() -> Self {
        Self { stdin: stdin(), bytes: Vec::new(), ended: false }
    }

    /// The next line, if it has come. A longer one comes in pieces of `limit` bytes, and standard error says so.
    ///
    /// # Errors
    /// [`Error::Input`]
    pub fn line(&mut self, limit: usize) -> Result<Line, Error> {
        loop {
            if let Some(line) = self.take(limit) {
                return Ok(Line::Whole(line));
            }
            if self.ended {
                return Ok(Line::End);
            }
            if !self.fill()? {
                return Ok(Line::NotYet);
            }
        }
    }

    /// What to watch after [`Line::NotYet`].
    #[must_use]
    pub fn waits_for(&self) -> Option<PollFd<'_>> {
        Some(self.readable())
    }

    /// A line, or the piece of one that is due, from what has been read.
    fn take(&mut self, limit: usize) -> Option<Vec<u8>> {
        let end = self.bytes.iter().take(limit + 1).position(|&byte| byte == b'\n');
        let (length, skip) = match end {
            Some(end) => (end, end + 1),
            None if self.bytes.len() > limit => {
                note!("a message has {limit} bytes at most: the line is cut there");
                (limit, limit)
            }
            None if self.ended && !self.bytes.is_empty() => (self.bytes.len(), self.bytes.len()),
            None => return None,
        };
        let mut line: Vec<u8> = self.bytes.drain(..skip).collect();
        line.truncate(length);
        Some(line)
    }

    /// Reads what is there; `false` if there is nothing yet.
    fn fill(&mut self) -> Result<bool, Error> {
        let ready = wait(&mut [self.readable()], Some(Instant::now()));
        if !ready.map_err(Error::Input)? {
            return Ok(false);
        }
        let mut bytes = [0; 4096];
        match read(&self.stdin, &mut bytes) {
            Ok(0) => self.ended = true,
            Ok(count) => self.bytes.extend_from_slice(bytes.get(..count).unwrap_or_default()),
            Err(Errno::AGAIN | Errno::INTR) => return Ok(false), // another program was faster
            Err(error) => return Err(Error::Input(error.into())),
        }
        Ok(true)
    }

    fn readable(&self) -> PollFd<'_> {
        PollFd::new(&self.stdin, PollFlags::IN)
    }
}

#[cfg(test)]
mod tests {
    use super::Input;

    #[test]
    fn lines_come_whole_or_in_pieces() {
        let mut input = Input { bytes: b"ab\n\nabcd\nabcdefghij\nrest".to_vec(), ..Input::new() };
        let next = |input: &mut Input| input.take(4).map(|line| String::from_utf8(line).unwrap());
        for line in ["ab", "", "abcd", "abcd", "efgh", "ij"] {
            assert_eq!(next(&mut input).as_deref(), Some(line));
        }
        assert_eq!(next(&mut input), None, "the line has not ended");
        input.bytes.push(b'x');
        assert_eq!(next(&mut input).as_deref(), Some("rest"), "one more byte tells that it will be cut");
        input.ended = true;
        assert_eq!(next(&mut input).as_deref(), Some("x"));
        assert_eq!(next(&mut input), None);
    }
}
