//! What there is to show of the sessions of a capture.

use crate::event::Event;

use super::tcp::{End, Peers};

/// What became of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The protocol version agreed on; 0: none.
    pub version: u16,
    /// The cipher suite agreed on; 0: none.
    pub suite: u16,
    /// How its connection ended.
    pub end: End,
    /// Bytes that client and server have sent on the connection, outside of its TLS sessions, before its end.
    pub other_bytes: [u64; 2],
}

/// A session: the number of its connection, and its own on that, from 0.
pub(super) type Id = (u64, u32);

/// What there is to show of a session. It is told by the number of its connection, and its own on it.
pub(super) enum Step {
    Open(Id, Peers),
    Event(Id, Event),
    Close(Id, Outcome),
}

/// How many sessions there were.
#[derive(Default)]
pub(super) struct Count {
    pub(super) sessions: u64,
    pub(super) without_secrets: u64,
    pub(super) without_client_hello: u64,
    pub(super) given_up: u64,
    /// Connections of SSL 2.0.
    pub(super) ssl2: u64,
}
