//! Events: what a session has come to.

use std::fmt;

use crate::message::Message;
use crate::model::{Direction, Epoch};
use crate::proof::Proof;
use crate::record::Record;

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
#[derive(Clone, PartialEq, Eq)]
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
    pub proofs: Vec<Proof>,
}

/// Not the secret: what is printed for debugging should not open a session.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Key")
            .field("label", &self.label)
            .field("proofs", &self.proofs)
            .finish_non_exhaustive()
    }
}
