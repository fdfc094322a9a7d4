//! Waiting for a transport that does not wait itself.

use std::io::{self, ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::Duration;

use common::net::Transport;
use nonblocking::wait::wait_for;
use nonblocking::{Deadline, Nonblocking, Waits, Want};

/// A transport that waits where the one inside does not, and never for ever: `fileCbIORecv` and `fileCbIOSend` of the C
/// original, without its loop that reads until something comes at the full speed of the processor.
#[derive(Debug)]
pub struct Patient<T> {
    transport: T,
    limit: Duration,
    deadline: Deadline,
}

impl<T: Nonblocking> Patient<T> {
    /// Waits for the peer as long as `limit`, until [`Transport::allow`] says otherwise.
    pub fn new(transport: T, limit: Duration) -> Self {
        Self { transport, limit, deadline: from_now(limit) }
    }
}

fn from_now(limit: Duration) -> Deadline {
    Deadline::after(Waits::default().at_most(limit))
}

impl<T: Nonblocking> Transport for Patient<T> {
    fn allow(&mut self, limit: Duration) {
        self.limit = limit;
        self.deadline = from_now(limit);
    }

    fn addresses(&self) -> Option<(SocketAddr, SocketAddr)> {
        self.transport.addresses()
    }
}

impl<T: Nonblocking> Read for Patient<T> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.deadline.is_over() {
                return Err(self.deadline.missed(Want::Read)); // also for a peer that sends a byte now and then
            }
            match self.transport.read(buffer) {
                Err(e) if e.kind() == ErrorKind::WouldBlock => {
                    wait_for(&self.transport, Want::Read, self.deadline)?;
                }
                result => return result,
            }
        }
    }
}

impl<T: Nonblocking> Write for Patient<T> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let deadline = from_now(self.limit);
        loop {
            match self.transport.write(buffer) {
                Err(e) if e.kind() == ErrorKind::WouldBlock => {
                    wait_for(&self.transport, Want::Write, deadline)?;
                }
                result => return result,
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.transport.flush()
    }
}
