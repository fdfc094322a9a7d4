//! Standard input that does not wait: `fgets`, if it could say "not yet".

use common::Error;
use rustix::event::PollFd;

/// What standard input has.
#[derive(Debug, PartialEq, Eq)]
pub enum Line {
    /// A line, without its line end.
    Whole(Vec<u8>),
    /// Not a whole line so far.
    NotYet,
    /// No more lines.
    End,
}

/// Standard input, and what of the next line has come so far.
///
/// The system is asked whether there are bytes before they are read. `O_NONBLOCK` would do, too, but for all
/// programs that have the same terminal open.
///
/// Windows can be asked about sockets only: there reading a line waits, and the loop with it.
#[derive(Debug)]
pub struct Input {
    #[cfg(unix)]
    stdin: std::io::Stdin,
    /// At most one message and what came with its last bytes.
    #[cfg(unix)]
    bytes: Vec<u8>,
    #[cfg(unix)]
    ended: bool,
}

#[cfg(unix)]
mod unix {
    use std::time::Instant;

    use common::{Error, note};
    use nonblocking::wait;
    use rustix::event::{PollFd, PollFlags};
    use rustix::io::{Errno, read};

    use super::{Input, Line};

    impl Input {
        /// The next line, if it has come. A longer one comes in pieces of `limit` bytes, and standard error says so.
        pub(super) fn unix_line(&mut self, limit: usize) -> Result<Line, Error> {
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

        /// A line, or the piece of one that is due, from what has been read.
        pub(super) fn take(&mut self, limit: usize) -> Option<Vec<u8>> {
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

        pub(super) fn readable(&self) -> PollFd<'_> {
            PollFd::new(&self.stdin, PollFlags::IN)
        }
    }
}

impl Input {
    /// Nothing has been read yet.
    #[must_use]
    #[allow(clippy::new_without_default)] // there is one standard input
    pub fn new() -> Self {
        Self {
            #[cfg(unix)]
            stdin: std::io::stdin(),
            #[cfg(unix)]
            bytes: Vec::new(),
            #[cfg(unix)]
            ended: false,
        }
    }

    /// The next line, if it has come. A longer one comes in pieces of `limit` bytes, and standard error says so.
    ///
    /// # Errors
    /// [`Error::Input`]
    #[cfg(unix)]
    pub fn line(&mut self, limit: usize) -> Result<Line, Error> {
        self.unix_line(limit)
    }

    /// The next line, which this system waits for. A longer one comes in pieces of `limit` bytes, and standard
    /// error says so.
    ///
    /// # Errors
    /// [`Error::Input`]
    #[cfg(not(unix))]
    pub fn line(&mut self, limit: usize) -> Result<Line, Error> {
        let line = common::Terminal::new().read_line(limit)?;
        Ok(line.map_or(Line::End, Line::Whole))
    }

    /// What to watch after [`Line::NotYet`]; `None` where reading a line waits.
    #[must_use]
    pub fn waits_for(&self) -> Option<PollFd<'_>> {
        #[cfg(unix)]
        return Some(self.readable());
        #[cfg(not(unix))]
        None
    }
}

#[cfg(all(test, unix))]
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
