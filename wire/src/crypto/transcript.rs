//! The transcript: the messages of a handshake, and their hash (RFC 8446 section 4.4.1).

use std::fmt;
use std::mem;

use names::codes::handshake_type;
use openssl::hash::Hasher;
use texts::{Sentence, say};

use super::hash::Hash;

/// The messages of a handshake, as the Finished and the signatures see them.
#[derive(Clone, Default)]
pub(crate) struct Transcript {
    /// The messages themselves; in TLS 1.3 only until the hash is known.
    messages: Vec<u8>,
    running: Option<(Hash, Hasher)>,
    /// How many messages it has.
    count: usize,
    /// Why it cannot be used any more.
    broken: Option<Sentence>,
    /// Why messages may stand before the first one that was seen.
    doubt: Option<Sentence>,
}

impl fmt::Debug for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transcript").field("broken", &self.broken).finish_non_exhaustive()
    }
}

/// The longest handshake whose messages are kept, in bytes.
const MAX_TRANSCRIPT: usize = 1 << 20;

const FAILED: Sentence = say!("OpenSSL cannot hash the messages");

impl Transcript {
    /// Adds a message.
    pub(crate) fn add(&mut self, message: &[u8]) {
        self.count += 1;
        self.hash_or_keep(message);
    }

    fn hash_or_keep(&mut self, message: &[u8]) {
        if self.broken.is_some() {
            return;
        }
        if let Some((_, hasher)) = &mut self.running {
            if hasher.update(message).is_err() {
                self.lose(FAILED);
            }
        } else if self.messages.len() + message.len() > MAX_TRANSCRIPT {
            self.lose(say!("the handshake is longer than what is kept of one"));
        } else {
            self.messages.extend_from_slice(message);
        }
    }

    /// A message is missing, or cannot be read: why.
    pub(crate) fn lose(&mut self, why: Sentence) {
        if self.broken.is_none() {
            *self = Self { broken: Some(why), ..Self::default() };
        }
    }

    /// There may have been messages before these: why. What is proven with them holds all the same, as no other
    /// messages have their hash; what fails may fail for that reason alone.
    pub(crate) fn may_begin_late(&mut self, why: Sentence) {
        self.doubt = Some(why);
    }

    /// Why a proof that fails may only lack messages.
    pub(crate) fn doubt(&self) -> Option<Sentence> {
        self.doubt.clone()
    }

    /// The hash is known: hashes the messages from now on, and keeps them no longer.
    pub(crate) fn run(&mut self, hash: Hash) {
        if self.running.is_none() {
            let messages = mem::take(&mut self.messages);
            let hasher = hash.digest().and_then(|digest| Hasher::new(digest).ok());
            self.running = hasher.map(|hasher| (hash, hasher));
            self.hash_or_keep(&messages);
        }
    }

    /// The transcript after a Hello Retry Request: a message with the hash of the first Client Hello replaces
    /// that (RFC 8446 section 4.4.1).
    pub(crate) fn with_retry(&self, hash: Hash) -> Result<Self, Sentence> {
        let first = self.hash(hash, b"")?;
        let mut transcript = Self::default();
        transcript.run(hash);
        let length = u8::try_from(first.len()).unwrap_or_default();
        transcript.add(&[&[handshake_type::MESSAGE_HASH, 0, 0, length], first.as_slice()].concat());
        Ok(transcript)
    }

    /// The memory that its messages take, in bytes.
    pub(crate) fn held(&self) -> usize {
        self.messages.len()
    }

    /// How many messages it has. After a Hello Retry Request, the hash of the first one counts as one.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Whether no message is missing.
    pub(crate) fn is_whole(&self) -> bool {
        self.broken.is_none()
    }

    /// The messages themselves.
    pub(crate) fn messages(&self) -> Result<&[u8], Sentence> {
        self.broken.clone().map_or(Ok(&self.messages), Err)
    }

    /// The hash of all messages so far and `more`.
    pub(crate) fn hash(&self, with: Hash, more: &[u8]) -> Result<Vec<u8>, Sentence> {
        if let Some(why) = &self.broken {
            return Err(why.clone());
        }
        match &self.running {
            Some((hash, hasher)) if *hash == with => {
                let mut hasher = hasher.clone();
                hasher
                    .update(more)
                    .and_then(|()| hasher.finish())
                    .map(|hash| hash.to_vec())
                    .map_err(|_| FAILED)
            }
            Some(_) => Err(say!("the hash is not that of the cipher suite")),
            None => with.of(&[self.messages.as_slice(), more].concat()).ok_or(FAILED),
        }
    }
}
