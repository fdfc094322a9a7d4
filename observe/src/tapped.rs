//! A transport that is observed.

use std::io::{self, Read, Write};
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use common::net::{SetDeadline, Transport};

use crate::tap::Tap;

/// A transport whose bytes are observed as they pass.
#[derive(Debug)]
pub struct Tapped<S> {
    transport: S,
    /// `None` if nothing is recorded.
    tap: Option<Tap>,
}

impl<S: Transport> Tapped<S> {
    pub(crate) fn new(transport: S) -> Self {
        let tap = Tap::new(transport.addresses());
        Self { transport, tap }
    }
}

impl<S> Tapped<S> {
    /// The transport inside.
    pub fn get_ref(&self) -> &S {
        &self.transport
    }

    /// The transport inside.
    pub fn get_mut(&mut self) -> &mut S {
        &mut self.transport
    }
}

impl<S: Read> Read for Tapped<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.transport.read(buffer)?;
        if let (Some(tap), Some(bytes)) = (&mut self.tap, buffer.get(..count)) {
            tap.received(bytes, Instant::now());
        }
        Ok(count)
    }
}

impl<S: Write> Write for Tapped<S> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        // When it is sent, not when the system has taken it: by then the peer may have read it.
        let sent = Instant::now();
        let count = self.transport.write(buffer)?;
        if let (Some(tap), Some(bytes)) = (&mut self.tap, buffer.get(..count)) {
            tap.sent(bytes, sent);
        }
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.transport.flush()
    }
}

impl<S: Transport> Transport for Tapped<S> {
    fn addresses(&self) -> Option<(SocketAddr, SocketAddr)> {
        self.transport.addresses()
    }
}

impl<S: SetDeadline> SetDeadline for Tapped<S> {
    fn set_deadline(&mut self, limit: Duration) {
        self.transport.set_deadline(limit);
    }
}
