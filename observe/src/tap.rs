//! Passes the bytes of a connection to the recorder.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::time::Instant;

use wire::Direction;

use crate::recorder::{LAST, RECORDER, Recorder, lock, with};

/// One connection, as its transport sees it. Dropping this value ends the connection.
#[derive(Debug)]
pub(crate) struct Tap {
    recorder: &'static Mutex<Recorder>,
    number: u64,
    /// Whether this side is the client; the client speaks first.
    client: Option<bool>,
    peer_closed: bool,
}

impl Tap {
    /// Taps a connection between these addresses (this side's, the peer's); `None` if nothing is recorded.
    pub(crate) fn new(addresses: Option<(SocketAddr, SocketAddr)>) -> Option<Self> {
        let recorder = RECORDER.get()?;
        let number = lock(recorder).open(addresses);
        Some(Self { recorder, number, client: None, peer_closed: false })
    }

    pub(crate) fn sent(&mut self, bytes: &[u8], at: Instant) {
        LAST.set(self.number);
        let client = *self.client.get_or_insert(true);
        let direction = if client { Direction::FromClient } else { Direction::FromServer };
        with(self.recorder, |recorder| recorder.bytes(self.number, client, direction, bytes, at));
    }

    /// An empty slice means that the peer has closed the connection.
    pub(crate) fn received(&mut self, bytes: &[u8], at: Instant) {
        if bytes.is_empty() {
            self.peer_closed = true;
            return;
        }
        LAST.set(self.number);
        let client = *self.client.get_or_insert(false);
        let direction = if client { Direction::FromServer } else { Direction::FromClient };
        with(self.recorder, |recorder| recorder.bytes(self.number, client, direction, bytes, at));
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        let by_client = self.client.unwrap_or(true) != self.peer_closed;
        let by = if by_client { Direction::FromClient } else { Direction::FromServer };
        with(self.recorder, |recorder| recorder.close(self.number, by));
    }
}
