//! A session of a finished capture, as far as it is compared and shown.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use wire::capture;
use wire::capture::sessions::{self, Outcome, Viewer};
use wire::capture::tcp::Peers;
use wire::message::{Kind, Message};
use wire::names::codes::handshake_type::CLIENT_HELLO;
use wire::proof::Proof;
use wire::secrets::{ClientRandom, KeyLog};
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

/// Reads all sessions of a capture with the secrets in it, in the order in which they end.
///
/// # Errors
/// The capture cannot be read, or not to its end.
pub(crate) fn read(path: &Path) -> Result<Vec<Session>, capture::Error> {
    let open =
        || File::open(path).map(|file| BufReader::with_capacity(1 << 16, file)).map_err(capture::Error::Read);
    let mut keys = KeyLog::new();
    sessions::secrets(open()?, &mut keys)?;
    let mut all = Collected::default();
    match sessions::read(open()?, &Arc::new(keys), &mut all).1 {
        Err(sessions::Error::Capture(error)) => Err(error),
        Err(sessions::Error::Show(_)) | Ok(()) => Ok(all.0),
    }
}

/// Keeps all sessions.
#[derive(Default)]
struct Collected(Vec<Session>);

impl Viewer for Collected {
    type View = Session;

    fn open(&mut self, _number: u64, peers: &Peers) -> io::Result<Session> {
        Ok(Session::new(peers))
    }

    fn event(&mut self, session: &mut Session, event: &Event) -> io::Result<()> {
        session.take(event);
        Ok(())
    }

    fn close(&mut self, session: Session, outcome: &Outcome) -> io::Result<()> {
        self.0.push(session.ended(*outcome));
        Ok(())
    }
}
