//! What carries TLS records: the parts that all transports have in common.

use std::io::{self, ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::Duration;

/// Something that carries TLS records.
pub trait Transport: Read + Write {
    /// The local address and the peer's, for a transport that has addresses.
    fn addresses(&self) -> Option<(SocketAddr, SocketAddr)> {
        None
    }
}

/// A transport whose waits for the peer have a time limit.
pub trait SetDeadline: Read + Write {
    /// Sets the time limit, from now, for everything read until the next call. A peer that sends one byte at a
    /// time does not gain time. Each write may take as long, too.
    fn set_deadline(&mut self, limit: Duration);
}

/// Repeats a call that a signal interrupted, which the bindings would treat as a failed connection.
pub fn uninterrupted<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}
