//! A session of a finished capture, as far as it is compared and shown.

use std::time::Duration;

use wire::capture::sessions::Outcome;
use wire::capture::tcp::Peers;
use wire::message::{Kind, Message};
use wire::names::codes::handshake_type::CLIENT_HELLO;
use wire::proof::Proof;
use wire::secrets::ClientRandom;
use wire::{Direction, Event};

/// The most messages of a session that are kept. Later messages are data.
const MAX_MESSAGES: usize = 1000;

/// A session that has been read.
pub(crate) struct Session {
    /// Its peers: `127.0.0.1:50000 -> 127.0.0.1:11111`.
    pub(crate) title: String,
    /// When it began, since 1970.
    pub(crate) opened: Duration,
    /// The version agreed on; 0: none.
    pub(crate) version: u16,
    /// The cipher suite agreed on; 0: none.
    pub(crate) suite: u16,
    /// Its first messages.
    pub(crate) messages: Vec<Message>,
    /// How many messages more it has.
    pub(crate) more: usize,
    /// What could be recomputed in it.
    pub(crate) proofs: Vec<Proof>,
}

impl Session {
    /// A session that begins.
    pub(crate) fn new(peers: &Peers) -> Self {
        Self {
            title: format!("{} -> {}", peers.client, peers.server),
            opened: peers.opened,
            version: 0,
            suite: 0,
            messages: Vec::new(),
            more: 0,
            proofs: Vec::new(),
        }
    }

    /// Something is complete in it.
    pub(crate) fn take(&mut self, event: &Event) {
        match event {
            Event::Message(message) => self.proofs.extend(message.proofs.iter().cloned()),
            Event::Key(key) => self.proofs.extend(key.proofs.iter().cloned()),
            Event::Record(_) | Event::Step(_) | Event::TranscriptHash(_) | Event::Gap(_) => {}
        }
        if let Event::Message(message) = event {
            if self.messages.len() < MAX_MESSAGES {
                self.messages.push(message.clone());
            } else {
                self.more += 1;
            }
        }
    }

    /// It has ended.
    pub(crate) fn ended(self, outcome: Outcome) -> Self {
        Self { version: outcome.version, suite: outcome.suite, ..self }
    }

    /// The random of its Client Hello, by which the two ends of a session are recognised. `None` if it has no whole
    /// one.
    pub(crate) fn client_random(&self) -> Option<ClientRandom> {
        // 4 bytes of the message's header, 2 of the version.
        let hello = self.messages.iter().find(|message| {
            message.direction == Direction::FromClient && message.kind == Kind::Handshake(CLIENT_HELLO)
        });
        hello?.bytes.get(6..38)?.try_into().ok()
    }
}
