//! Keys: the secrets that are known of a session, and the key that each direction uses.

use std::sync::Arc;

use super::inflate::Inflater;
use crate::crypto::{self, Opener, Suite};
use crate::model::{Direction, Epoch};
use crate::secrets::{ClientRandom, KeyLog, Line, MAX_LINES, Name, label};

/// Secrets as they come, or a complete key log.
#[derive(Debug, Default)]
pub(super) struct Secrets {
    lines: Vec<Line>,
    key_log: Option<Arc<KeyLog>>,
}

impl Secrets {
    /// Those of a key log. No others will come.
    pub(super) fn of_capture(key_log: Arc<KeyLog>) -> Self {
        Self { lines: Vec::new(), key_log: Some(key_log) }
    }

    /// Adds a secret. Returns false if it is known already, or if there are too many.
    pub(super) fn add(&mut self, line: Line) -> bool {
        let new = !self.lines.contains(&line) && self.lines.len() < MAX_LINES;
        if new {
            self.lines.push(line);
        }
        new
    }

    /// Whether more may come.
    pub(super) fn may_come(&self) -> bool {
        self.key_log.is_none()
    }

    /// Those of the session with these names.
    pub(super) fn of(&self, names: Names) -> Known<'_> {
        Known { secrets: self, names }
    }
}

/// By what a key log may name a session.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Names {
    pub(super) random: Option<ClientRandom>,
    /// Up to TLS 1.2: the session ID of the Server Hello.
    pub(super) session_id: Option<Name>,
    /// Up to TLS 1.2: the start of the premaster secret that is encrypted with the server's RSA key.
    pub(super) encrypted_premaster: Option<Name>,
}

/// The secrets that are known of one session.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known<'a> {
    secrets: &'a Secrets,
    names: Names,
}

impl<'a> Known<'a> {
    /// All secrets of that label, for a PSK also those that any session may have used.
    pub(super) fn all(self, label: &'a str) -> impl Iterator<Item = &'a [u8]> {
        let given = self.secrets.key_log.as_deref().filter(|_| label == label::PSK).map(KeyLog::psks);
        self.own(label).chain(given.unwrap_or_default().iter().map(Vec::as_slice))
    }

    /// The secrets of that label that are said to be of this session.
    pub(super) fn own(self, label: &'a str) -> impl Iterator<Item = &'a [u8]> {
        let Names { random, session_id, encrypted_premaster } = self.names;
        let told = self.secrets.lines.iter().filter(move |line| Some(line.client_random) == random);
        let told = told.map(|line| (line.label.as_str(), line.secret.as_slice()));
        let names = [random.map(Name::Random), session_id, encrypted_premaster].into_iter().flatten();
        let log = self.secrets.key_log.as_deref().into_iter();
        let logged = log.flat_map(move |log| names.clone().flat_map(|name| log.named(&name)));
        told.chain(logged.map(|one| (one.label, one.secret)))
            .filter(move |(own, _)| *own == label)
            .map(|(_, secret)| secret)
    }

    /// Whether nothing is known of it.
    pub(super) fn is_empty(self) -> bool {
        label::ALL.iter().all(|label| self.own(label).next().is_none())
    }

    /// The first secret of that label.
    pub(super) fn first(self, label: &'a str) -> Option<&'a [u8]> {
        self.all(label).next()
    }
}

/// The key log's label for the secret of one direction in one epoch of TLS 1.3.
pub(super) fn label_of(direction: Direction, epoch: Epoch) -> &'static str {
    match (direction, epoch) {
        (_, Epoch::Clear | Epoch::Early) => label::CLIENT_EARLY_TRAFFIC_SECRET,
        (Direction::FromClient, Epoch::Handshake) => label::CLIENT_HANDSHAKE_TRAFFIC_SECRET,
        (Direction::FromServer, Epoch::Handshake) => label::SERVER_HANDSHAKE_TRAFFIC_SECRET,
        (Direction::FromClient, Epoch::Application(_)) => label::CLIENT_TRAFFIC_SECRET_0,
        (Direction::FromServer, Epoch::Application(_)) => label::SERVER_TRAFFIC_SECRET_0,
    }
}

/// A suite, and the keys and the IV for it.
#[derive(Debug)]
pub(super) struct TrafficKey {
    pub(super) suite: Suite,
    pub(super) keys: crypto::SideKeys,
}

/// What protects the records of one direction.
#[derive(Debug, Default)]
pub(super) struct SideKeys {
    pub(super) epoch: Epoch,
    /// `None` before the first record of the epoch.
    pub(super) opener: Option<Opener>,
    /// The secret of the epoch, for the next generation.
    pub(super) secret: Vec<u8>,
    /// The key that was derived from it, until it has been reported.
    pub(super) unshown: Option<TrafficKey>,
    /// What decompresses the records of the epoch, if they are compressed.
    pub(super) inflater: Option<Inflater>,
    /// What the capture has lost of its records since the last one that was opened.
    pub(super) lost: Lost,
}

/// Records that the capture has lost: each has counted for the sequence number.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lost {
    /// So many for sure.
    pub(super) records: u64,
    /// So many more at most.
    pub(super) more: u64,
}

/// The smallest protected record, in bytes: its header, and the shortest tag or MAC.
const SMALLEST_RECORD: u64 = 5 + 8;

/// How many sequence numbers are tried after a gap.
const MAX_LOST: u64 = 256;

impl Lost {
    pub(super) fn is_none(self) -> bool {
        self.records == 0 && self.more == 0
    }
}

impl SideKeys {
    /// The capture has lost a part of one record, or bytes of any.
    pub(super) fn lose_records(&mut self, one: bool, bytes: u64) {
        if one {
            self.lost.records += 1;
        } else {
            self.lost.more = self.lost.more.saturating_add(bytes / SMALLEST_RECORD + 1).min(MAX_LOST);
        }
        if let Some(inflater) = &mut self.inflater {
            inflater.lose();
        }
    }
}

/// What protects the records of both directions.
#[derive(Debug, Default)]
pub(super) struct Keys {
    client: SideKeys,
    server: SideKeys,
}

impl Keys {
    pub(super) fn of(&self, direction: Direction) -> &SideKeys {
        match direction {
            Direction::FromClient => &self.client,
            Direction::FromServer => &self.server,
        }
    }

    pub(super) fn of_mut(&mut self, direction: Direction) -> &mut SideKeys {
        match direction {
            Direction::FromClient => &mut self.client,
            Direction::FromServer => &mut self.server,
        }
    }

    /// From now on the key of `epoch` protects what this side sends.
    pub(super) fn enter(&mut self, direction: Direction, epoch: Epoch) {
        let side = self.of_mut(direction);
        side.epoch = epoch;
        side.opener = None;
        side.inflater = None;
        side.lost = Lost::default();
    }

    /// The next generation of a side's key (RFC 8446 section 7.2).
    pub(super) fn update(&mut self, direction: Direction, suite: Suite) {
        let side = self.of_mut(direction);
        let Epoch::Application(generation) = side.epoch else { return };
        if let Some(next) = suite.hash.expand_label(&side.secret, "traffic upd", b"", suite.hash.len()) {
            side.secret = next;
            self.enter(direction, Epoch::Application(generation.saturating_add(1)));
        }
    }
}
