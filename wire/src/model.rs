//! What all layers need: who sends, which key protects, and the limits.

use std::fmt;

use texts::{Argument, Sentence, say};

/// Who sent something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// The client.
    FromClient,
    /// The server.
    FromServer,
}

impl Direction {
    /// The other one.
    #[must_use]
    pub fn opposite(self) -> Self {
        match self {
            Self::FromClient => Self::FromServer,
            Self::FromServer => Self::FromClient,
        }
    }

    /// The side in words, which are part of a sentence.
    pub fn words(self) -> Sentence {
        match self {
            Self::FromClient => say!("client"),
            Self::FromServer => say!("server"),
        }
    }
}

impl From<Direction> for Argument {
    fn from(direction: Direction) -> Self {
        direction.words().into()
    }
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Epoch {
    /// None.
    #[default]
    Clear,
    /// 0-RTT: early data and End Of Early Data.
    Early,
    /// The rest of a TLS 1.3 handshake after the Server Hello.
    Handshake,
    /// Application data: generation 0 after the Finished, one more after each Key Update (TLS 1.3) or
    /// renegotiation (TLS 1.2, where the Finished itself is protected by it).
    Application(u32),
}

impl fmt::Display for Epoch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Clear => f.write_str("clear"),
            Self::Early => f.write_str("early"),
            Self::Handshake => f.write_str("handshake"),
            Self::Application(0) => f.write_str("application"),
            Self::Application(generation) => write!(f, "application (generation {generation})"),
        }
    }
}

impl Epoch {
    /// The epoch in words, which are part of a sentence.
    pub fn words(self) -> Sentence {
        match self {
            Self::Clear => say!("clear"),
            Self::Early => say!("early"),
            Self::Handshake => say!("handshake"),
            Self::Application(0) => say!("application"),
            Self::Application(generation) => say!("application (generation {0})", generation),
        }
    }
}

impl From<Epoch> for Argument {
    fn from(epoch: Epoch) -> Self {
        epoch.words().into()
    }
}

/// The longest handshake message that is reassembled, in bytes of memory: the message itself, and a `Piece` for
/// each record that carries a part of it. (The format allows 16 MiB; OpenSSL takes 100 KiB.)
pub(crate) const MAX_MESSAGE: usize = 1 << 20;
