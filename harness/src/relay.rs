//! A relay between a client and a server that records the bytes of both directions, so that tests can look at
//! the wire.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use socket2::SockRef;

/// A TLS record as sent on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Record {
    /// The outer content type: 20 change_cipher_spec, 21 alert, 22 handshake, 23 application_data.
    pub content_type: u8,
    /// The length of the record, including its 5-byte header. A frame in the book's captures is 56 bytes
    /// longer.
    pub length: usize,
}

/// A relay for one connection.
pub struct Relay {
    address: SocketAddr,
    directions: JoinHandle<io::Result<(Vec<u8>, Vec<u8>)>>,
}

impl Relay {
    /// Listens on a free port of 127.0.0.1 and relays the first connection to `server`.
    pub fn start(server: SocketAddr) -> io::Result<Self> {
        Self::start_at(0, server)
    }

    /// Does the same on the given port, for clients that have a fixed port.
    pub fn start_at(port: u16, server: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", port))?;
        let address = listener.local_addr()?;
        let directions = thread::spawn(move || {
            let (client, _) = listener.accept()?;
            drop(listener);
            let server = TcpStream::connect(server)?;
            // The side that closes first keeps its port in TIME_WAIT for a minute, unless the connection is
            // reset.
            SockRef::from(&server).set_linger(Some(Duration::ZERO))?;
            let (from, to) = (client.try_clone()?, server.try_clone()?);
            let server_has_closed = Arc::new(AtomicBool::new(false));
            let closed = Arc::clone(&server_has_closed);
            // Often both sides close at the same time. Then the other's end is already on its way.
            let upward = thread::spawn(move || {
                let bytes = carry(from, &to)?;
                if !within(Duration::from_millis(50), || closed.load(Ordering::Acquire)) {
                    let _ = to.shutdown(Shutdown::Write);
                }
                Ok(bytes)
            });
            let downward = carry(server, &client)?;
            server_has_closed.store(true, Ordering::Release);
            // If the client closes first, the port that it has connected to is free again at once.
            if !within(Duration::from_millis(50), || upward.is_finished()) {
                let _ = client.shutdown(Shutdown::Write);
            }
            let upward: io::Result<_> = upward.join().map_err(|_| io::Error::other("the relay failed"))?;
            Ok((upward?, downward))
        });
        Ok(Self { address, directions })
    }

    /// The address for the client to connect to.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Whether the connection has ended.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.directions.is_finished()
    }

    /// Waits for the end of the connection. Returns the records sent by the client and those sent by the
    /// server.
    pub fn records(self) -> io::Result<(Vec<Record>, Vec<Record>)> {
        let (upward, downward) = self.bytes()?;
        Ok((records(&upward), records(&downward)))
    }

    /// Waits for the end of the connection. Returns the bytes sent by the client and those sent by the server.
    pub fn bytes(self) -> io::Result<(Vec<u8>, Vec<u8>)> {
        self.directions.join().map_err(|_| io::Error::other("the relay failed"))?
    }
}

/// Waits until something holds, and returns whether it does in time.
fn within(time: Duration, holds: impl Fn() -> bool) -> bool {
    let deadline = Instant::now() + time;
    while !holds() {
        if Instant::now() >= deadline {
            return false;
        }
        thread::sleep(Duration::from_millis(2));
    }
    true
}

/// The most bytes kept for one direction, so that a peer that never stops sending cannot fill the memory.
const MOST_BYTES: usize = 64 << 20;

/// Copies bytes in one direction until it ends. Returns the first [`MOST_BYTES`] of them.
fn carry(mut from: TcpStream, mut to: &TcpStream) -> io::Result<Vec<u8>> {
    let mut all = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        // A reset ends a direction just as a close does.
        let count = from.read(&mut buffer).unwrap_or(0);
        let bytes = buffer.get(..count).unwrap_or_default();
        let room = MOST_BYTES.saturating_sub(all.len());
        all.extend_from_slice(bytes.get(..room).unwrap_or(bytes));
        if count == 0 || to.write_all(bytes).is_err() {
            return Ok(all);
        }
    }
}

/// Splits the bytes of one direction into records (RFC 8446 section 5.1).
#[must_use]
pub fn records(mut bytes: &[u8]) -> Vec<Record> {
    let mut records = Vec::new();
    while let [content_type, _, _, high, low, rest @ ..] = bytes {
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        records.push(Record { content_type: *content_type, length: 5 + length });
        bytes = rest.get(length..).unwrap_or_default();
    }
    records
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_carried_and_not_kept() {
        const FLOOD: usize = MOST_BYTES + (8 << 20);
        let server = TcpListener::bind("127.0.0.1:0").unwrap();
        let relay = Relay::start(server.local_addr().unwrap()).unwrap();
        let reading =
            thread::spawn(move || io::copy(&mut server.accept().unwrap().0, &mut io::sink()).unwrap());
        let mut client = TcpStream::connect(relay.address()).unwrap();
        let block = vec![7; 1 << 20];
        for _ in 0..FLOOD / block.len() {
            client.write_all(&block).unwrap();
        }
        assert!(!relay.has_ended());
        drop(client);
        assert_eq!(relay.bytes().unwrap().0.len(), MOST_BYTES);
        assert_eq!(reading.join().unwrap(), FLOOD as u64);
    }
}
