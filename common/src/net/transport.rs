//! What carries TLS records: the parts that every transport has, whatever it is made of.

use std::io::{self, ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::time::Duration;

/// Something that carries TLS records.
pub trait Transport: Read + Write {
    /// The own address and the peer's, for a transport that has them.
    fn addresses(&self) -> Option<(SocketAddr, SocketAddr)> {
        None
    }
}

/// A transport that waits for its peer, but never for ever.
pub trait SetDeadline: Read + Write {
    /// Gives the peer `limit` from now for all that is read until the next call, however it comes: a peer that
    /// sends one byte at a time gains nothing by it. A single write may take as long, too.
    fn set_deadline(&mut self, limit: Duration);
}

/// Calls again after a signal: the bindings would take that for a failure of the connection.
pub fn uninterrupted<T>(mut call: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match call() {
            Err(e) if e.kind() == ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}
