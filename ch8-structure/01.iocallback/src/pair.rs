//! Two connected transports in one process.

use std::io::{self, Cursor, ErrorKind, Read, Write};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use common::net::{SetDeadline, Transport};

/// One end of a connection through memory. Whatever is written to one end is read from the other, a piece at a time.
///
/// What nobody has read yet stays in memory: both ends are this program's own, and each waits for the other's answers.
#[derive(Debug)]
pub struct Memory {
    to: Sender<Vec<u8>>,
    from: Receiver<Vec<u8>>,
    /// What is left of the last piece received.
    piece: Cursor<Vec<u8>>,
    limit: Duration,
    deadline: Instant,
}

/// A connection through memory; each end waits for the other at most `limit`.
#[must_use]
pub fn memory(limit: Duration) -> (Memory, Memory) {
    let ((to_b, from_a), (to_a, from_b)) = (channel(), channel());
    let end =
        |to, from| Memory { to, from, piece: Cursor::default(), limit, deadline: Instant::now() + limit };
    (end(to_b, from_b), end(to_a, from_a))
}

impl Read for Memory {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.piece.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            let left = self.deadline.saturating_duration_since(Instant::now());
            match self.from.recv_timeout(left) {
                Ok(piece) => self.piece = Cursor::new(piece),
                Err(RecvTimeoutError::Disconnected) => return Ok(0), // the other end was dropped
                Err(RecvTimeoutError::Timeout) => {
                    let late = format!("no answer from the peer within {:?}", self.limit);
                    return Err(io::Error::new(ErrorKind::TimedOut, late));
                }
            }
        }
    }
}

impl Write for Memory {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self.to.send(buffer.to_vec()) {
            Ok(()) => Ok(buffer.len()),
            Err(_) => Err(ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Transport for Memory {}

impl SetDeadline for Memory {
    fn set_deadline(&mut self, limit: Duration) {
        self.limit = limit;
        self.deadline = Instant::now() + limit;
    }
}

#[cfg(unix)]
pub use unix::sockets;

#[cfg(unix)]
mod unix {
    use std::fs::File;
    use std::io;
    use std::os::fd::OwnedFd;
    use std::os::unix::net::UnixStream;
    use std::time::Duration;

    use crate::comm::Comm;
    use crate::patient::Patient;

    /// A connection through a pair of Unix sockets (`socketpair`); each end waits for the other at most `limit`.
    ///
    /// [`Comm`] treats a socket, which goes both ways, as it treats a pair of pipes.
    pub fn sockets(limit: Duration) -> io::Result<(Patient, Patient)> {
        let (a, b) = UnixStream::pair()?;
        Ok((end(a, limit)?, end(b, limit)?))
    }

    fn end(socket: UnixStream, limit: Duration) -> io::Result<Patient> {
        socket.set_nonblocking(true)?;
        let both_ways = File::from(OwnedFd::from(socket));
        Ok(Patient::new(Comm::connected(both_ways.try_clone()?, both_ways), limit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_end_reads_what_the_other_has_written() {
        let (mut a, mut b) = memory(Duration::from_secs(10));
        a.write_all(b"abcd").unwrap();
        b.write_all(b"e").unwrap();
        let mut buffer = [0; 3];
        assert_eq!(b.read(&mut buffer).unwrap(), 3);
        assert_eq!(b.read(&mut buffer).unwrap(), 1);
        assert_eq!(a.read(&mut buffer).unwrap(), 1);
        drop(a);
        assert_eq!(b.read(&mut buffer).unwrap(), 0);
        assert_eq!(b.write(b"x").unwrap_err().kind(), ErrorKind::BrokenPipe);
    }

    #[test]
    fn a_silent_end_is_given_up() {
        let (mut a, _b) = memory(Duration::from_secs(10));
        a.set_deadline(Duration::from_millis(50));
        assert_eq!(a.read(&mut [0]).unwrap_err().kind(), ErrorKind::TimedOut);
    }
}
