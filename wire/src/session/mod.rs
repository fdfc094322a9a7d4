//! A session: what two peers say over one connection, from its first byte to its last.

mod state;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use crate::crypto::{Opener, Suite};
use crate::event::{Event, Key};
use crate::message::{Kind, Message, Piece};
use crate::model::{Direction, Epoch, MAX_MESSAGE};
use crate::names;
use crate::names::codes::{TLS12, TLS13, content_type, handshake_type};
use crate::proof::Proof;
use crate::record::{HEADER, MAX_FRAGMENT, Opened, Protection, Record};
use crate::secrets::{ClientRandom, KeyLog, Line, MAX_LINES};

use state::{Early, State};

/// The memory of records of one direction that may wait for their secret, in bytes. A live session's secrets come before the peer can
/// send much.
const MAX_WAITING: usize = 1 << 20;

/// How often a secret of early data is tried. The first record tells which suite it is of, if any.
const MAX_EARLY_FAILURES: u32 = 64;

/// Reads one session.
#[derive(Debug, Default)]
pub struct Session {
    events: VecDeque<Event>,
    records: u64,
    messages: u64,
    client: Side,
    server: Side,
    pub(crate) state: State,
    /// Secrets that are known, or that will be: then records wait for them.
    secrets: Vec<Line>,
    key_log: Option<Arc<KeyLog>>,
    finished: bool,
}

/// A suite, the key and the IV for it.
type SuiteKey = (Suite, Vec<u8>, Vec<u8>);

/// One direction.
#[derive(Debug, Default)]
struct Side {
    /// The bytes of a record that is not complete.
    input: Vec<u8>,
    /// Records that wait for their secret, or for the other side's.
    waiting: VecDeque<Record>,
    waiting_bytes: usize,
    epoch: Epoch,
    opener: Option<Opener>,
    /// The secret of the epoch, for the next generation.
    secret: Vec<u8>,
    /// What was made of it, until it has been shown.
    key: Option<SuiteKey>,
    /// A handshake message that is not complete.
    message: Vec<u8>,
    pieces: Vec<Piece>,
    /// Handshake messages cannot be told apart any more: why.
    lost: Option<&'static str>,
    /// What comes is no record.
    not_tls: bool,
}

impl Session {
    /// A live session: secrets come by and by ([`Session::secret`]), and records wait for theirs.
    pub fn new() -> Self {
        Self::default()
    }

    /// A session of a finished capture: `key_log` has all the secrets that there are, and no record waits for another.
    pub fn of_capture(key_log: Arc<KeyLog>) -> Self {
        Self { key_log: Some(key_log), ..Self::default() }
    }

    /// The random of the last Client Hello, once one has been seen: what a key log knows the session by.
    pub fn client_random(&self) -> Option<&ClientRandom> {
        self.state.client_random.as_ref()
    }

    /// The protocol version agreed on; 0: none yet.
    pub fn version(&self) -> u16 {
        self.state.version
    }

    /// The cipher suite agreed on; 0: none yet.
    pub fn suite(&self) -> u16 {
        self.state.suite_code
    }

    /// A secret of this session. Two labels are our own: `PSK`, a pre-shared key, which proves binders; and
    /// `ECDHE_SECRET`, the shared secret of the key exchange, which proves the traffic secrets.
    pub fn secret(&mut self, line: Line) {
        if !self.secrets.contains(&line) && self.secrets.len() < MAX_LINES {
            self.secrets.push(line);
            self.process();
        }
    }

    /// The next event.
    pub fn next_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Takes out all events that there are, and the memory that they had: another session may have more.
    pub fn events(&mut self) -> impl Iterator<Item = Event> + use<> {
        mem::take(&mut self.events).into_iter()
    }

    /// The bytes that one side has sent next, `time` after the session's start.
    pub fn feed(&mut self, direction: Direction, time: Duration, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let side = self.side(direction);
            if side.not_tls {
                self.not_tls(direction, time, bytes.to_vec());
                return;
            }
            let wanted = match record_length(&side.input) {
                // The header first: its 5 bytes, or what they say.
                None => HEADER,
                Some(length) => length,
            };
            let (taken, rest) = bytes.split_at(bytes.len().min(wanted.saturating_sub(side.input.len())));
            side.input.extend_from_slice(taken);
            bytes = rest;
            if side.input.len() == HEADER && wanted == HEADER {
                if !is_header(&side.input) {
                    side.not_tls = true;
                    let start = mem::take(&mut side.input);
                    // What is already there, header and all: `bytes` follows in the next round.
                    self.not_tls(direction, time, [start.as_slice(), bytes].concat());
                    return;
                }
                let length = record_length(&side.input).unwrap_or(HEADER);
                // For what is here of it: a peer that only announces long records takes no memory by that.
                side.input.reserve_exact((length - HEADER).min(bytes.len()));
            }
            if side.input.len() >= HEADER && Some(side.input.len()) == record_length(&side.input) {
                let raw = mem::take(&mut side.input);
                self.records += 1;
                let record = Record {
                    number: self.records,
                    direction,
                    time,
                    raw,
                    protection: Protection::Plain,
                    inner: Vec::new(),
                    version: 0,
                };
                let side = self.side(direction);
                side.waiting_bytes += cost(&record);
                side.waiting.push_back(record);
                self.process();
            }
        }
    }

    /// Bytes of one side are missing here: the capture has lost them. What follows cannot be read, for the sequence number
    /// of its records is not known; a side that has not protected anything yet may be read on at the next record.
    pub fn gap(&mut self, direction: Direction, time: Duration) {
        self.process();
        self.give_up_incomplete(direction, time, "the rest is missing from the capture");
        self.state.transcript.lose("the capture has lost a part of it");
        if self.state.version != 0 {
            self.side(direction).not_tls = true;
        }
    }

    /// No more bytes and no more secrets: what waits is given up, what is incomplete is shown as such.
    pub fn finish(&mut self) {
        if self.finished {
            return;
        }
        self.finished = true;
        self.process();
        for direction in [Direction::FromClient, Direction::FromServer] {
            self.give_up_incomplete(direction, Duration::ZERO, "the connection ended before the rest came");
        }
    }

    fn side(&mut self, direction: Direction) -> &mut Side {
        match direction {
            Direction::FromClient => &mut self.client,
            Direction::FromServer => &mut self.server,
        }
    }

    /// Takes the records that wait, as far as they can be opened.
    fn process(&mut self) {
        loop {
            let number = |side: &Side| side.waiting.front().map_or(u64::MAX, |record| record.number);
            // In the order in which they came, as far as it goes.
            let (first, second) = if number(&self.client) < number(&self.server) {
                (Direction::FromClient, Direction::FromServer)
            } else {
                (Direction::FromServer, Direction::FromClient)
            };
            if !self.process_next(first) && !self.process_next(second) {
                return;
            }
        }
    }

    /// Takes one direction's next record; false if there is none, or it has to wait.
    fn process_next(&mut self, direction: Direction) -> bool {
        let side = self.side(direction);
        let Some(mut record) = side.waiting.pop_front() else { return false };
        let patience = side.waiting_bytes < MAX_WAITING;
        record.version = self.state.version;
        let opening = if patience && !self.finished && self.is_early(&record) {
            Opening::Wait
        } else {
            self.open(&mut record, patience)
        };
        match opening {
            Opening::Wait => {
                self.side(direction).waiting.push_front(record);
                false
            }
            Opening::Done(protection) => {
                record.protection = protection;
                self.side(direction).waiting_bytes -= cost(&record);
                self.take(record);
                true
            }
        }
    }

    /// Whether a record of the handshake has to wait for what the other side has said before, whose secret is not there yet:
    /// the transcript has the messages in their order.
    fn is_early(&mut self, record: &Record) -> bool {
        let (epoch, handshake) = (self.epoch(record.direction), !self.state.is_complete());
        let other = self.side(record.direction.opposite()).waiting.front().map(|other| other.number);
        let Some(other) = other else { return false };
        if self.state.version >= TLS13 {
            // The client answers what the server has said, but for early data.
            let client = record.direction == Direction::FromClient;
            handshake
                && client
                && epoch != Epoch::Clear
                && (epoch != Epoch::Early || self.state.early == Early::Accepted)
        } else {
            handshake && self.state.version != 0 && other < record.number
        }
    }

    /// Opens a record if it is protected and its key is known.
    fn open(&mut self, record: &mut Record, patience: bool) -> Opening {
        let outer = record.outer_type();
        let protected = match self.state.version {
            // In TLS 1.3 protected records all look like application data; alerts may come in the clear at any time.
            version if version >= TLS13 => outer == content_type::APPLICATION_DATA,
            0 => outer == content_type::APPLICATION_DATA, // early data, before the Server Hello
            _ => self.side(record.direction).epoch != Epoch::Clear,
        };
        if !protected {
            return Opening::Done(Protection::Plain);
        }
        let epoch = self.epoch(record.direction);
        match epoch {
            Epoch::Early => self.open_early(record, patience),
            // What the other side has said first may come later, in a capture too.
            Epoch::Clear if !self.state.server_hello && patience && !self.finished => Opening::Wait,
            Epoch::Clear => closed("there is no key for it: no Server Hello of TLS 1.3 came before it"),
            epoch => self.open_in(record, epoch, patience),
        }
    }

    /// Opens a record of the handshake or of application data.
    fn open_in(&mut self, record: &mut Record, epoch: Epoch, patience: bool) -> Opening {
        let direction = record.direction;
        if self.side(direction).opener.is_none() {
            match self.make_opener(direction, epoch, record) {
                Ok(opener) => self.side(direction).opener = Some(opener),
                Err(_) if self.may_wait(patience) && self.state.suite().is_ok() => return Opening::Wait,
                Err(why) => {
                    // A key log with the later secrets only: the first record under them shows where they begin.
                    let next = Epoch::Application(0);
                    if epoch == Epoch::Handshake {
                        if let Ok(mut opener) = self.make_opener(direction, next, record) {
                            if let Some(opened) = open_with(&mut opener, record, next) {
                                self.enter(direction, next);
                                self.side(direction).opener = Some(opener);
                                self.show_key(direction, true);
                                return Opening::Done(opened);
                            }
                        }
                    }
                    return closed(why);
                }
            }
        }
        let Some(opener) = &mut self.side(direction).opener else { return closed("it has no key") };
        let sequence = opener.sequence;
        let protection = open_with(opener, record, epoch);
        if protection.is_none() {
            opener.sequence += 1; // the sender has counted it
        }
        self.show_key(direction, protection.is_some());
        match protection {
            Some(protection) => Opening::Done(protection),
            None => closed(format!(
                "its tag does not hold under the {direction}'s {epoch} key, sequence number {sequence}"
            )),
        }
    }

    /// Opens a record of a client that has offered early data: one of early data, or, once the server has refused that, the
    /// first one of the handshake.
    fn open_early(&mut self, record: &mut Record, patience: bool) -> Opening {
        let direction = Direction::FromClient;
        if self.client.opener.is_none() {
            self.client.opener = self.find_early_opener(record);
        }
        if let Some(opener) = &mut self.client.opener {
            let sequence = opener.sequence;
            if let Some(opened) = open_with(opener, record, Epoch::Early) {
                let of_handshake = record.inner.last() == Some(&content_type::HANDSHAKE);
                if of_handshake && self.state.early == Early::Offered && patience && !self.finished {
                    // End Of Early Data answers what the server has said, which cannot be read yet.
                    opener.sequence = sequence;
                    record.inner.clear();
                    return Opening::Wait;
                }
                self.show_key(direction, true);
                return Opening::Done(opened);
            }
        }
        // What the server cannot open by its handshake key it skips (RFC 8446 section 4.2.10); so do we. Of early data that cannot be
        // opened here the end is found in the same way.
        if self.state.server_hello && (self.state.early != Early::Accepted || self.client.opener.is_none()) {
            if let Ok(mut opener) = self.make_opener(direction, Epoch::Handshake, record) {
                if let Some(opened) = open_with(&mut opener, record, Epoch::Handshake) {
                    self.enter(direction, Epoch::Handshake);
                    self.side(direction).opener = Some(opener);
                    self.show_key(direction, true);
                    return Opening::Done(opened);
                }
                self.client.key = None; // its time has not come
            } else if self.may_wait(patience) {
                return Opening::Wait;
            }
        }
        match self.state.early {
            Early::Rejected => closed("early data that the server has refused: it skips the record, unread"),
            Early::Offered if patience && !self.finished => Opening::Wait, // for the server to say
            _ if self.may_wait(patience) => Opening::Wait,
            _ => closed("no CLIENT_EARLY_TRAFFIC_SECRET that opens it is known"),
        }
    }

    /// The key of early data. It is of the resumed session's suite, which nobody names: one of those offered, whose hash has
    /// the secret's length.
    fn find_early_opener(&mut self, record: &Record) -> Option<Opener> {
        let agreed = (self.state.early == Early::Accepted).then(|| self.state.suite().ok()).flatten();
        let offered = agreed.map_or_else(|| self.state.offered_suites.clone(), |suite| vec![suite]);
        if self.state.early_failures >= MAX_EARLY_FAILURES {
            return None;
        }
        let known: Vec<_> = self.known_all("CLIENT_EARLY_TRAFFIC_SECRET").map(<[u8]>::to_vec).collect();
        for secret in known {
            for suite in offered.iter().filter(|suite| suite.hash.len() == secret.len()) {
                let (key, iv) = suite.traffic_key(&secret)?;
                let mut opener = Opener::new(*suite, TLS13, &key, &iv)?;
                if opener.opens(&record.raw) {
                    self.client.secret = secret;
                    self.client.key = Some((*suite, key, iv));
                    return Some(opener);
                }
                self.state.early_failures += 1;
            }
        }
        None
    }

    /// The key of one direction in one epoch, for its first record; `Err`: what is missing.
    fn make_opener(
        &mut self,
        direction: Direction,
        epoch: Epoch,
        record: &Record,
    ) -> Result<Opener, Cow<'static, str>> {
        let version = self.state.version;
        if version < TLS12 {
            let name = names::version(u64::from(version)).unwrap_or("this version");
            return Err(format!("{name} protects records without an AEAD, which is not read here").into());
        }
        let suite = self.state.suite()?;
        let label = if version >= TLS13 { label(direction, epoch) } else { "CLIENT_RANDOM" };
        let secrets = match epoch {
            Epoch::Application(1..) if version >= TLS13 => vec![self.side(direction).secret.clone()],
            _ => self.secrets_of(label),
        };
        // A key log may contradict itself: two clients can have sent the same random. The record tells whose secret is whose.
        let several = secrets.len() > 1;
        let what = if version >= TLS13 { "" } else { " secret" };
        let mut made = Err(format!("no {label}{what} of the session is known").into());
        for secret in secrets {
            let mut next = self.opener_of(direction, suite, secret);
            let opens = next.as_mut().is_ok_and(|(opener, ..)| several && opener.opens(&record.raw));
            if opens || made.is_err() {
                made = next;
            }
            if opens {
                break;
            }
        }
        let (opener, key, secret) = made?;
        let side = self.side(direction);
        side.secret = secret;
        side.key = Some(key);
        Ok(opener)
    }

    /// What a secret makes, and the secret.
    fn opener_of(
        &self,
        direction: Direction,
        suite: Suite,
        secret: Vec<u8>,
    ) -> Result<(Opener, SuiteKey, Vec<u8>), Cow<'static, str>> {
        const FAILED: &str = "OpenSSL cannot make its key";
        let version = self.state.version;
        let made = if version < TLS13 {
            self.state.key_block(&secret, direction == Direction::FromClient)
        } else if secret.len() == suite.hash.len() {
            suite.traffic_key(&secret)
        } else {
            let why = format!("the secret has {} bytes, not those of the suite's hash", secret.len());
            return Err(why.into());
        };
        let (key, iv) = made.ok_or(FAILED)?;
        let opener = Opener::new(suite, version, &key, &iv).ok_or(FAILED)?;
        Ok((opener, (suite, key, iv), secret))
    }

    /// The secrets of that label: of the key log, or the one that is derived.
    fn secrets_of(&self, label: &str) -> Vec<Vec<u8>> {
        let known: Vec<_> = self.known_all(label).map(<[u8]>::to_vec).collect();
        if known.is_empty() { self.derived(label).into_iter().collect() } else { known }
    }

    /// A secret of the key log.
    pub(crate) fn known(&self, label: &str) -> Option<Vec<u8>> {
        self.known_all(label).next().map(<[u8]>::to_vec)
    }

    /// All secrets of that label.
    pub(crate) fn known_all<'a>(&'a self, label: &'a str) -> impl Iterator<Item = &'a [u8]> {
        let random = self.state.client_random;
        let logged = self.key_log.as_deref().zip(random.as_ref()).map(|(log, random)| log.of(random));
        self.secrets
            .iter()
            .chain(logged.unwrap_or_default())
            .filter(move |line| line.label == label && Some(line.client_random) == random)
            .map(|line| line.secret.as_slice())
    }

    /// Whether a record may wait for a secret.
    fn may_wait(&self, patience: bool) -> bool {
        !self.finished && patience && self.key_log.is_none()
    }

    /// From now on the key of `epoch` protects what this side sends.
    pub(crate) fn enter(&mut self, direction: Direction, epoch: Epoch) {
        let side = self.side(direction);
        side.epoch = epoch;
        side.opener = None;
    }

    /// The next generation of a side's key.
    pub(crate) fn update_key(&mut self, direction: Direction) {
        let Ok(suite) = self.state.suite() else { return };
        let side = self.side(direction);
        let Epoch::Application(generation) = side.epoch else { return };
        if let Some(next) = suite.hash.expand_label(&side.secret, "traffic upd", b"", suite.hash.len()) {
            side.secret = next;
            self.enter(direction, Epoch::Application(generation.saturating_add(1)));
        }
    }

    /// The epoch of a side.
    pub(crate) fn epoch(&mut self, direction: Direction) -> Epoch {
        self.side(direction).epoch
    }

    /// The secret of a side's key.
    pub(crate) fn epoch_secret(&mut self, direction: Direction) -> &[u8] {
        &self.side(direction).secret
    }

    /// Reports a key at its first record, which it opens or not.
    fn show_key(&mut self, direction: Direction, opens: bool) {
        let side = self.side(direction);
        let Some((suite, key, iv)) = side.key.take() else { return };
        let (epoch, secret) = (side.epoch, side.secret.clone());
        let new = self.state.version >= TLS13 || epoch == Epoch::Early;
        let log = if new { label(direction, epoch) } else { "CLIENT_RANDOM" };
        let (first, made) = if new {
            let made = "the key and IV that HKDF-Expand-Label makes of the secret";
            (self.prove_secret(direction, epoch, log, &secret, opens), made)
        } else {
            let why = "the key log does not tell the premaster secret that it is derived from";
            let made = "the key and IV that the PRF makes of the master secret and both randoms";
            (Proof::missing("master secret", why), made)
        };
        let proofs = vec![first, Proof::of(made, opens, "it does not open the first record under it")];
        let label = match epoch {
            Epoch::Application(generation @ 1..) if new => format!("{log} + {generation}"),
            _ => log.to_owned(),
        };
        let suite = suite.code;
        self.events.push_back(Event::Key(Key { direction, epoch, label, secret, key, iv, suite, proofs }));
    }

    /// Whether the secret follows from the key exchange; that of a later generation, from the one before it, opens a record or not.
    fn prove_secret(
        &self,
        direction: Direction,
        epoch: Epoch,
        label: &str,
        secret: &[u8],
        opens: bool,
    ) -> Proof {
        if let Epoch::Application(generation @ 1..) = epoch {
            let claim = "secret, derived from the one before it";
            let claim = format!("generation {generation} of the {direction}'s {claim}");
            return Proof::of(claim, opens, "its key does not open the first record under it");
        }
        let claim = format!("{label} follows from the key exchange and the messages");
        match self.derived(label) {
            Some(derived) => Proof::of(claim, derived == secret, "another secret follows from them"),
            None if epoch == Epoch::Early => Proof::missing(claim, "the PSK is not known"),
            None => Proof::missing(claim, self.why_not_derived()),
        }
    }

    /// A record is ready: reports it and what it carries.
    fn take(&mut self, record: Record) {
        let direction = record.direction;
        let (time, number) = (record.time, record.number);
        let length = record.fragment().len();
        let epoch = match &record.protection {
            Protection::Opened(opened) => opened.epoch,
            Protection::Plain => Epoch::Clear,
            Protection::Closed(_) => self.side(direction).epoch,
        };
        let whole = |kind, bytes: Vec<u8>, range: std::ops::Range<usize>| {
            let in_message = 0..bytes.len();
            let piece = Piece { record: number, record_length: length, in_record: range, in_message };
            (kind, bytes, vec![piece])
        };
        let kind = record.content_type();
        let content = record.content();
        let all = 0..content.len();
        let mut messages = Vec::new();
        match &record.protection {
            Protection::Closed(why) => {
                self.state.lose_closed(epoch);
                let kind = Kind::Closed { content_type: kind, why: why.clone() };
                messages.push(whole(kind, record.fragment().to_vec(), 0..length));
            }
            _ if kind == content_type::HANDSHAKE => {
                let piece = Piece { record: number, record_length: length, in_record: all, in_message: 0..0 };
                let (side, content) = (self.side(direction), content.to_vec());
                side.assemble(&content, &piece, &mut messages);
            }
            _ => match kind {
                content_type::CHANGE_CIPHER_SPEC => {
                    messages.push(whole(Kind::ChangeCipherSpec, content.to_vec(), all));
                }
                content_type::ALERT => {
                    // Usually one to a record; nothing forbids more (RFC 5246 section 6.2.1).
                    for (n, alert) in content.chunks(2).enumerate() {
                        messages.push(whole(Kind::Alert, alert.to_vec(), 2 * n..2 * n + alert.len()));
                    }
                    if content.is_empty() {
                        messages.push(whole(Kind::Alert, Vec::new(), all));
                    }
                }
                content_type::APPLICATION_DATA => {
                    messages.push(whole(Kind::ApplicationData, content.to_vec(), all));
                }
                content_type::HEARTBEAT => messages.push(whole(Kind::Heartbeat, content.to_vec(), all)),
                other => messages.push(whole(Kind::Unknown(other), content.to_vec(), all)),
            },
        }
        self.events.push_back(Event::Record(record));
        for (kind, bytes, pieces) in messages {
            let message = self.message(direction, time, epoch, kind, bytes, pieces);
            self.follow(message);
        }
    }

    /// A message with what is known about the session by now.
    fn message(
        &mut self,
        direction: Direction,
        time: Duration,
        epoch: Epoch,
        kind: Kind,
        bytes: Vec<u8>,
        pieces: Vec<Piece>,
    ) -> Message {
        self.messages += 1;
        let context = self.state.context(&kind, &bytes);
        let (proofs, notes) = (Vec::new(), Vec::new());
        Message { number: self.messages, direction, time, epoch, kind, bytes, pieces, context, proofs, notes }
    }

    /// Reports a message.
    pub(crate) fn report(&mut self, message: Message) {
        self.events.push_back(Event::Message(message));
    }

    fn not_tls(&mut self, direction: Direction, time: Duration, bytes: Vec<u8>) {
        let mut message = self.message(direction, time, Epoch::Clear, Kind::NotTls, bytes, Vec::new());
        if let Some(what) = other_protocol(&message.bytes) {
            message.notes.push(what.into());
        }
        self.report(message);
    }

    /// Shows what is incomplete at the end, or before a gap.
    fn give_up_incomplete(&mut self, direction: Direction, time: Duration, why: &'static str) {
        let side = self.side(direction);
        let epoch = side.epoch;
        let (bytes, pieces) = (mem::take(&mut side.message), mem::take(&mut side.pieces));
        let input = mem::take(&mut side.input);
        if let Some(kind) = bytes.first().copied() {
            let mut message = self.message(direction, time, epoch, Kind::Handshake(kind), bytes, pieces);
            message.notes.push(format!("incomplete: {why}").into());
            self.report(message);
        }
        if !input.is_empty() {
            let mut message = self.message(direction, time, epoch, Kind::NotTls, input, Vec::new());
            message.notes.push(format!("the start of a record: {why}").into());
            self.report(message);
        }
    }
}

/// The memory of a record that waits.
fn cost(record: &Record) -> usize {
    mem::size_of::<Record>() + record.raw.len()
}

/// What became of opening a record.
enum Opening {
    Done(Protection),
    Wait,
}

fn closed(why: impl Into<Cow<'static, str>>) -> Opening {
    Opening::Done(Protection::Closed(why.into()))
}

/// The key log's name for the secret of one direction in one epoch.
fn label(direction: Direction, epoch: Epoch) -> &'static str {
    match (direction, epoch) {
        (_, Epoch::Clear | Epoch::Early) => "CLIENT_EARLY_TRAFFIC_SECRET",
        (Direction::FromClient, Epoch::Handshake) => "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
        (Direction::FromServer, Epoch::Handshake) => "SERVER_HANDSHAKE_TRAFFIC_SECRET",
        (Direction::FromClient, Epoch::Application(_)) => "CLIENT_TRAFFIC_SECRET_0",
        (Direction::FromServer, Epoch::Application(_)) => "SERVER_TRAFFIC_SECRET_0",
    }
}

/// Opens a record; `None` leaves it as it is.
fn open_with(opener: &mut Opener, record: &mut Record, epoch: Epoch) -> Option<Protection> {
    let sequence = opener.sequence;
    let plaintext = opener.open(&record.raw)?;
    record.inner = plaintext.inner;
    let (content_type, padding) = if record.version >= TLS13 || epoch == Epoch::Early {
        record.version = record.version.max(TLS13);
        // RFC 8446 section 5.4: the type is the last byte that is not zero.
        let end = record.inner.iter().rposition(|byte| *byte != 0);
        let content_type = end.and_then(|end| record.inner.get(end)).copied().unwrap_or_default();
        (content_type, record.inner.len().saturating_sub(end.map_or(1, |end| end + 1)))
    } else {
        (record.outer_type(), 0)
    };
    Some(Protection::Opened(Opened {
        epoch,
        sequence,
        nonce: plaintext.nonce,
        additional_data: plaintext.additional_data,
        explicit_nonce: plaintext.explicit_nonce,
        tag: plaintext.tag,
        content_type,
        padding,
    }))
}

/// The length of a record, header included, once its header is there.
fn record_length(input: &[u8]) -> Option<usize> {
    match *input {
        [_, _, _, high, low, ..] => Some(HEADER + usize::from(u16::from_be_bytes([high, low]))),
        _ => None,
    }
}

/// Whether these 5 bytes can be the header of a record.
fn is_header(header: &[u8]) -> bool {
    match *header {
        [kind, 3, _, high, low] => {
            (20..=26).contains(&kind) && usize::from(u16::from_be_bytes([high, low])) <= MAX_FRAGMENT
        }
        _ => false,
    }
}

/// What a peer speaks that does not speak TLS.
fn other_protocol(bytes: &[u8]) -> Option<&'static str> {
    const STARTS: [(&[u8], &str); 9] = [
        (b"GET ", "plain HTTP"),
        (b"POST ", "plain HTTP"),
        (b"HEAD ", "plain HTTP"),
        (b"HTTP/", "plain HTTP"),
        (b"PRI * HTTP/2", "plain HTTP/2"),
        (b"SSH-", "SSH"),
        (b"EHLO ", "SMTP"),
        (b"220 ", "SMTP or FTP"),
        (b"* OK", "IMAP"),
    ];
    if let [length, _, 1, 0, 2, ..] = *bytes {
        if length & 0x80 != 0 {
            return Some("a Client Hello in the form of SSL 2.0");
        }
    }
    STARTS.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
}

/// A message and where it came from, before the session has looked at it.
type Assembled = (Kind, Vec<u8>, Vec<Piece>);

impl Side {
    /// Takes the content of a handshake record: puts messages together, as many as it completes. A message may be in
    /// several records, and a record may have several messages (RFC 8446 section 5.1).
    fn assemble(&mut self, content: &[u8], whole: &Piece, messages: &mut Vec<Assembled>) {
        let mut taken = 0;
        while let Some(left) = content.get(taken..).filter(|left| !left.is_empty()) {
            let piece = |taken: usize, length: usize, at: usize| Piece {
                in_record: taken..taken + length,
                in_message: at..at + length,
                ..whole.clone()
            };
            if self.lost.is_some() {
                messages.push((
                    Kind::Unknown(content_type::HANDSHAKE),
                    left.to_vec(),
                    vec![piece(taken, left.len(), 0)],
                ));
                return;
            }
            let wanted = match *self.message {
                [_, a, b, c, ..] => {
                    4 + usize::try_from(u32::from_be_bytes([0, a, b, c])).unwrap_or(MAX_MESSAGE)
                }
                _ => 4,
            };
            if wanted + self.pieces.len() * mem::size_of::<Piece>() > MAX_MESSAGE {
                self.lost = Some("a message is longer than what is put together here");
                let bytes = mem::take(&mut self.message);
                let kind = bytes.first().copied().unwrap_or(handshake_type::HELLO_REQUEST);
                messages.push((Kind::Handshake(kind), bytes, mem::take(&mut self.pieces)));
                continue;
            }
            let length = left.len().min(wanted - self.message.len());
            let at = self.message.len();
            self.message.extend(left.iter().take(length));
            match self.pieces.last_mut() {
                // The header, and then the body, of one record: one piece.
                Some(last) if last.record == whole.record => {
                    last.in_record.end += length;
                    last.in_message.end += length;
                }
                _ => self.pieces.push(piece(taken, length, at)),
            }
            taken += length;
            let complete = match *self.message {
                [_, a, b, c, ..] => u32::from_be_bytes([0, a, b, c]) == 0 || wanted > 4,
                _ => false,
            };
            if complete && self.message.len() == wanted {
                let bytes = mem::take(&mut self.message);
                let kind = bytes.first().copied().unwrap_or(handshake_type::HELLO_REQUEST);
                messages.push((Kind::Handshake(kind), bytes, mem::take(&mut self.pieces)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_that_had_much_to_tell_keeps_no_memory_for_it() {
        let mut session = Session::new();
        session.feed(Direction::FromClient, Duration::ZERO, &[21, 3, 3, 0, 0].repeat(1000));
        assert_eq!(session.events().count(), 2000);
        assert_eq!(session.events.capacity(), 0);
    }
}
