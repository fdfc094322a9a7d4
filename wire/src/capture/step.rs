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
    /// Why something in it could not be decrypted, if that is for want of secrets.
    pub lacks: Option<Lack>,
    /// Whether it is shown only up to where all sessions together held more than there is memory for.
    pub given_up: bool,
}

/// What a session lacks to be decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// No secret of it is known.
    Secrets,
    /// The capture does not have its Client Hello: a key log names a session by what stands in it.
    ClientHello,
}

/// A session: the number of its connection, and its own on that, from 0.
pub(super) type Id = (u64, u32);

/// What there is to show of a session. It is told by the number of its connection, and its own on it.
pub(super) enum Step {
    Open(Id, Peers),
    Event(Id, Event),
    Close(Id, Outcome),
}

/// How many sessions there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// All of them.
    pub all: u64,
    /// Those in which something could not be decrypted, and no secret was known.
    pub without_secrets: u64,
    /// Those in which something could not be decrypted, and whose Client Hello the capture does not have.
    pub without_client_hello: u64,
    /// Those that are shown up to where all sessions together held more than there is memory for.
    pub given_up: u64,
}

impl Count {
    /// Counts one more.
    pub fn add(&mut self, outcome: &Outcome) {
        self.all += 1;
        self.given_up += u64::from(outcome.given_up);
        match outcome.lacks {
            Some(Lack::Secrets) => self.without_secrets += 1,
            Some(Lack::ClientHello) => self.without_client_hello += 1,
            None => {}
        }
    }
}
