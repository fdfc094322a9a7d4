//! Where only sockets can be watched, as on Windows: a thread reads the lines, and rings a bell when one has come.

use std::io;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::thread;

use common::{Error, Terminal};
use nonblocking::bell::{Bell, bell};
use rustix::event::PollFd;

use super::Line;

/// Standard input, and the thread that reads it.
#[derive(Debug)]
pub struct Input {
    /// `None` before the first line is asked for.
    reader: Option<Reader>,
}

impl Input {
    /// Nothing has been read yet.
    #[must_use]
    #[allow(clippy::new_without_default)] // there is one standard input
    pub fn new() -> Self {
        Self { reader: None }
    }

    /// The next line, if it has come. A longer one comes in pieces of `limit` bytes, and standard error says so.
    ///
    /// # Errors
    /// [`Error::Input`]
    pub fn line(&mut self, limit: usize) -> Result<Line, Error> {
        let reader = match self.reader.take() {
            Some(reader) => reader,
            None => Reader::start(move || Terminal::new().read_line(limit)).map_err(Error::Input)?,
        };
        self.reader.insert(reader).line()
    }

    /// What to watch after [`Line::NotYet`].
    #[must_use]
    pub fn waits_for(&self) -> Option<PollFd<'_>> {
        self.reader.as_ref().map(|reader| reader.bell.watch())
    }
}

/// What a thread has read.
#[derive(Debug)]
struct Reader {
    lines: Receiver<Result<Option<Vec<u8>>, Error>>,
    /// Is rung for each line.
    bell: Bell,
}

impl Reader {
    /// Starts a thread that calls `next` for each line. It waits while the line before it has not been taken.
    fn start(mut next: impl FnMut() -> Result<Option<Vec<u8>>, Error> + Send + 'static) -> io::Result<Self> {
        let (bell, ringer) = bell()?;
        let (sender, lines) = sync_channel(1);
        thread::Builder::new().spawn(move || {
            let mut ended = false;
            while !ended {
                let line = next();
                ended = !matches!(line, Ok(Some(_)));
                if sender.send(line).is_err() {
                    return;
                }
                ringer.ring();
            }
        })?;
        Ok(Self { lines, bell })
    }

    fn line(&self) -> Result<Line, Error> {
        // First the bell, then the lines: a line that comes in between rings it again.
        self.bell.clear();
        match self.lines.try_recv() {
            Ok(Ok(Some(line))) => Ok(Line::Whole(line)),
            Ok(Ok(None)) | Err(TryRecvError::Disconnected) => Ok(Line::End),
            Ok(Err(error)) => Err(error),
            Err(TryRecvError::Empty) => Ok(Line::NotYet),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::time::{Duration, Instant};

    use nonblocking::wait;

    use super::*;

    #[test]
    fn lines_come_when_they_have_come() {
        let (typed, keyboard) = channel();
        let read = move || keyboard.recv().map_err(|_| Error::Input(io::ErrorKind::BrokenPipe.into()));
        let mut input = Input { reader: Some(Reader::start(read).unwrap()) };
        assert_eq!(input.line(9).unwrap(), Line::NotYet);

        let next = |input: &mut Input| {
            let end = Instant::now() + Duration::from_secs(20);
            loop {
                match input.line(9).unwrap() {
                    Line::NotYet => assert!(wait(&mut [input.waits_for().unwrap()], Some(end)).unwrap()),
                    line => return line,
                }
            }
        };
        for line in [&b"ab"[..], b"", b"\xff"] {
            typed.send(Some(line.to_vec())).unwrap();
            assert_eq!(next(&mut input), Line::Whole(line.to_vec()));
        }
        // Some at once.
        for line in 0..100 {
            typed.send(Some(vec![line])).unwrap();
        }
        typed.send(None).unwrap();
        for line in 0..100 {
            assert_eq!(next(&mut input), Line::Whole(vec![line]));
        }
        assert_eq!(next(&mut input), Line::End);
        assert_eq!(next(&mut input), Line::End, "there is nobody who reads any more");
    }
}
