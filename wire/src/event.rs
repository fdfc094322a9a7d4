//! Events: what a session reports as it is read.

use std::fmt;
use std::time::Duration;

use texts::{Sentence, say};

use crate::derivation::{Step, TranscriptHash};
use crate::message::Message;
use crate::model::{Direction, Epoch};
use crate::proof::Proof;
use crate::record::Record;

/// Something that is complete in a session. The events of each direction come in the order of the wire; a
/// record that waits for its secret does not hold up the other direction.
#[derive(Clone, Debug)]
pub enum Event {
    /// A complete record. A protected one has been opened or given up.
    Record(Record),
    /// A complete message. It comes after the last of its records.
    Message(Message),
    /// A key came into use, or a secret could be checked.
    Key(Key),
    /// A step of the key schedule, if they are asked for ([`crate::Session::explain_keys`]).
    Step(Box<Step>),
    /// The hash of the handshake's messages after one of them, if the steps are asked for.
    TranscriptHash(TranscriptHash),
    /// Bytes that the capture does not have.
    Gap(Gap),
}

/// Bytes of one direction that were sent, and that the capture has lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Who sent them.
    pub direction: Direction,
    /// When that was noticed, since the session's start.
    pub time: Duration,
    /// The number of the packet with which it was.
    pub frame: Option<u64>,
    /// How many they are.
    pub length: u64,
}

impl Gap {
    /// `12 bytes are missing here`
    pub fn words(&self) -> Sentence {
        match self.length {
            1 => say!("1 byte is missing here"),
            length => say!("{0} bytes are missing here", length),
        }
    }
}

/// A traffic key: one direction in one epoch.
#[derive(Clone, PartialEq, Eq)]
pub struct Key {
    /// Whose write key it is.
    pub direction: Direction,
    /// When it is in use.
    pub epoch: Epoch,
    /// The key log's name for the secret that it comes from.
    pub label: String,
    /// The secret; for TLS 1.2 the master secret.
    pub secret: Vec<u8>,
    /// The key of the MACs of a suite without an AEAD; otherwise empty.
    pub mac_key: Vec<u8>,
    /// The key of the AEAD or the cipher; empty if nothing is encrypted.
    pub key: Vec<u8>,
    /// The IV (TLS 1.3), its fixed part (TLS 1.2), or that of the first record (CBC of TLS 1.0).
    pub iv: Vec<u8>,
    /// The cipher suite.
    pub suite: u16,
    /// What can be said about it.
    pub proofs: Vec<Proof>,
}

/// Leaves the secret out: debugging output should not let anyone open the session.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key")
            .field("label", &self.label)
            .field("proofs", &self.proofs)
            .finish_non_exhaustive()
    }
}
