//! A session: what two peers say over one connection, from its first byte to its last.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::message::Message;
use crate::record::Record;
use crate::secrets::{ClientRandom, KeyLog};

/// Who sent something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// The client.
    FromClient,
    /// The server.
    FromServer,
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FromClient => "client",
            Self::FromServer => "server",
        })
    }
}

/// Which key protects: one for each direction in each epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Epoch {
    /// None.
    Clear,
    /// 0-RTT: early data and End Of Early Data.
    Early,
    /// The rest of a TLS 1.3 handshake after the Server Hello.
    Handshake,
    /// Application data: generation 0 after the Finished, one more after each Key Update (TLS 1.3) or renegotiation (TLS 1.2,
    /// where the Finished itself is protected by it).
    Application(u32),
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clear => f.write_str("clear"),
            Self::Early => f.write_str("early"),
            Self::Handshake => f.write_str("handshake"),
            Self::Application(generation) => write!(f, "application {generation}"),
        }
    }
}

/// What a session has come to, in the order of the wire (of each direction: a record that waits for its secret does not
/// hold up the other side).
#[derive(Clone, Debug)]
pub enum Event {
    /// A record is complete; if it is protected, it has been opened or given up.
    Record(Record),
    /// A message is complete, with the last of its records, which comes before it.
    Message(Message),
    /// A key came into use, or a secret could be checked.
    Key(Key),
}

/// A traffic key: one direction in one epoch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Whose writing key it is.
    pub direction: Direction,
    /// When it is in use.
    pub epoch: Epoch,
    /// The key log's name for the secret that it comes from.
    pub label: String,
    /// The secret; for TLS 1.2 the master secret.
    pub secret: Vec<u8>,
    /// The AEAD key.
    pub key: Vec<u8>,
    /// The IV (TLS 1.3), or its fixed part (TLS 1.2).
    pub iv: Vec<u8>,
    /// The cipher suite.
    pub suite: u16,
    /// What can be said about it.
    pub proofs: Vec<crate::proof::Proof>,
}

/// Reads one session.
#[derive(Debug, Default)]
pub struct Session {
    events: VecDeque<Event>,
    client_random: Option<ClientRandom>,
    key_log: Option<Arc<KeyLog>>,
}

impl Session {
    /// A live session: secrets come by and by ([`Session::secret`]), and records wait for theirs.
    pub fn new() -> Self {
        Self::default()
    }

    /// A session of a finished capture: `key_log` has all the secrets that there are, and no record waits.
    pub fn of_capture(key_log: Arc<KeyLog>) -> Self {
        Self { key_log: Some(key_log), ..Self::default() }
    }

    /// The bytes that one side has sent next, `time` after the session's start.
    pub fn feed(&mut self, _direction: Direction, _time: Duration, _bytes: &[u8]) {}

    /// Bytes of one side are missing here: the capture has lost them. What follows may not be readable.
    pub fn gap(&mut self, _direction: Direction, _time: Duration) {}

    /// A secret, as a key log names it. Two labels are our own: `PSK`, a pre-shared key, which proves binders; and
    /// `ECDHE_SECRET`, the shared secret of the key exchange, which proves the traffic secrets.
    pub fn secret(&mut self, _label: &str, _secret: &[u8]) {}

    /// No more bytes and no more secrets: what waits is given up, what is incomplete is shown as such.
    pub fn finish(&mut self) {}

    /// The random of the (first) Client Hello, once it has been seen: what the key log knows the session by.
    pub fn client_random(&self) -> Option<&ClientRandom> {
        self.client_random.as_ref()
    }

    /// The next event.
    pub fn next_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Takes out all events that there are.
    pub fn events(&mut self) -> impl Iterator<Item = Event> + '_ {
        self.events.drain(..)
    }
}
