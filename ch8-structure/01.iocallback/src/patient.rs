//! Waiting for a transport that does not wait itself.

use std::io::{self, ErrorKind, Read, Write};
use std::time::{Duration, Instant};

use common::net::{SetDeadline, Transport};

use crate::comm::Comm;
use crate::wait::wait_for;

/// Waits where [`Comm`] does not, up to a limit: `fileCbIORecv` and `fileCbIOSend` of the C original, without
/// its busy loop.
#[derive(Debug)]
pub struct Patient {
    comm: Comm,
    limit: Duration,
    deadline: Instant,
}

impl Patient {
    /// Waits for the peer at most `limit`, until [`SetDeadline::set_deadline`] says otherwise.
    pub fn new(comm: Comm, limit: Duration) -> Self {
        Self { comm, limit, deadline: Instant::now() + limit }
    }

    fn timed_out(&self, what: &str) -> io::Error {
        io::Error::new(ErrorKind::TimedOut, format!("{what} within {:?}", self.limit))
    }
}

impl SetDeadline for Patient {
    fn set_deadline(&mut self, limit: Duration) {
        self.limit = limit;
        self.deadline = Instant::now() + limit;
    }
}

impl Transport for Patient {}

impl Read for Patient {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if Instant::now() >= self.deadline {
                // Also if the peer sends a byte now and then.
                return Err(self.timed_out("no answer from the peer"));
            }
            match self.comm.read(buffer) {
                Err(e) if e.kind() == ErrorKind::WouldBlock => {
                    wait_for(self.comm.until_readable(), Some(self.deadline))?;
                }
                result => return result,
            }
        }
    }
}

impl Write for Patient {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let deadline = Instant::now() + self.limit;
        loop {
            match self.comm.write(buffer) {
                Err(e) if e.kind() == ErrorKind::WouldBlock && Instant::now() >= deadline => {
                    return Err(self.timed_out("the peer takes nothing more"));
                }
                Err(e) if e.kind() == ErrorKind::WouldBlock => {
                    wait_for(self.comm.until_writable(), Some(deadline))?;
                }
                result => return result,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.comm.flush()
    }
}
