//! A session: what two peers send over one connection, from its first byte to its last.
//!
//! The deframer cuts bytes into records, which wait here for their secrets and for each other. They are
//! opened, the joiner makes messages of them, and the state machine of the handshake follows the messages.

mod clear;
mod deframer;
mod evidence;
mod handshake;
mod inflate;
mod joiner;
mod key_schedule;
mod keys;
mod open;
mod prove;
mod steps;

use std::collections::VecDeque;
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use names::codes::{content_type, is_tls13};
use texts::{Sentence, say};

use crate::event::{Event, Gap};
use crate::message::{Kind, Message};
use crate::model::{Direction, Epoch};
use crate::record::{Opened, Protection, Record};
use crate::secrets::{ClientRandom, KeyLog, Line};

use clear::Before;
use deframer::{Deframer, Frame, Torn, other_protocol};
use handshake::{EarlyDataStatus, Handshake};
use joiner::{Joined, Joiner};
use keys::{Keys, Secrets};
use open::{Attempt, Opening};
use steps::Steps;

/// The memory of records of one direction that may wait for their secret, in bytes. A live session's secrets
/// come before the peer can send much.
const MAX_WAITING: usize = 1 << 20;

/// Reads one session.
#[derive(Debug, Default)]
pub struct Session {
    events: VecDeque<Event>,
    /// The number of the packet whose bytes are fed, if it has one.
    frame: Option<u64>,
    /// How many records and messages there were.
    records: u64,
    messages: u64,
    client: Side,
    server: Side,
    handshake: Handshake,
    keys: Keys,
    secrets: Secrets,
    /// The steps of the key schedule, if they are asked for.
    steps: Option<Box<Steps>>,
    finished: bool,
    /// Something else than TLS has been sent.
    past_tls: bool,
}

/// What one direction has sent that is incomplete or has to wait.
#[derive(Debug, Default)]
struct Side {
    deframer: Deframer,
    /// Records that wait for their secret, or for the other side's.
    waiting: VecDeque<Record>,
    waiting_bytes: usize,
    joiner: Joiner,
    /// A Change Cipher Spec has come.
    changed: bool,
    /// When its last bytes came, and in which packet.
    last: Place,
}

/// A time since the session's start, and the number of a packet.
type Place = (Duration, Option<u64>);

impl Session {
    /// A live session: secrets come one by one ([`Session::secret`]), and records wait for theirs.
    pub fn new() -> Self {
        Self::default()
    }

    /// A session of a finished capture: `key_log` has all secrets, and records do not wait for others.
    pub fn of_capture(key_log: Arc<KeyLog>) -> Self {
        Self { secrets: Secrets::of_capture(key_log), ..Self::default() }
    }

    /// Also reports the steps of the key schedule ([`Event::Step`], [`Event::TranscriptHash`]), as far as secrets are
    /// known at their time. So it is for finished captures: a live session learns its secrets too late.
    #[must_use]
    pub fn explain_keys(mut self) -> Self {
        self.steps = Some(Box::default());
        self
    }

    /// The random of the last Client Hello, by which a key log identifies the session. `None` before the
    /// first one.
    pub fn client_random(&self) -> Option<&ClientRandom> {
        self.handshake.client_random.as_ref()
    }

    /// The protocol version agreed on; 0: none yet.
    pub fn version(&self) -> u16 {
        self.handshake.version
    }

    /// Whether a secret of it is known.
    pub fn has_secrets(&self) -> bool {
        !self.handshake.known(&self.secrets).is_empty()
    }

    /// The cipher suite agreed on; 0: none yet.
    pub fn suite(&self) -> u16 {
        self.handshake.suite_code
    }

    /// A secret of this session. Two labels are our own: `PSK`, a pre-shared key, which proves binders; and
    /// `ECDHE_SECRET`, the shared secret of the key exchange, which proves the traffic secrets.
    pub fn secret(&mut self, line: Line) {
        if self.secrets.add(line) {
            self.process();
        }
    }

    /// The next event.
    pub fn next_event(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Takes out all events, and frees their memory for other sessions.
    pub fn events(&mut self) -> impl Iterator<Item = Event> + use<> {
        mem::take(&mut self.events).into_iter()
    }

    /// The bytes that are fed next stand in the packet of this number.
    pub fn at_frame(&mut self, number: u64) {
        self.frame = Some(number);
    }

    /// The bytes that one side has sent next, `time` after the session's start.
    pub fn feed(&mut self, direction: Direction, time: Duration, mut bytes: &[u8]) {
        self.side(direction).last = (time, self.frame);
        while let Some(frame) = self.side(direction).deframer.next(&mut bytes) {
            match frame {
                Frame::Record(raw) => self.record(direction, time, raw),
                Frame::NotTls(bytes) => self.not_tls(direction, time, bytes),
                Frame::Part(bytes) => self.part(direction, time, bytes),
            }
        }
    }

    /// A Client Hello in the form of SSL 2.0 (RFC 5246 appendix E.2), without the 2 bytes of its length: what the
    /// transcript takes of it.
    pub fn feed_client_hello_v2(&mut self, time: Duration, bytes: &[u8]) {
        let direction = Direction::FromClient;
        self.side(direction).last = (time, self.frame);
        let joined = Joined { kind: Kind::ClientHelloV2, bytes: bytes.to_vec(), pieces: Vec::new() };
        let mut message = self.message(direction, time, Epoch::Clear, joined);
        self.handshake.client_hello_v2(&mut message);
        self.report(message);
    }

    /// When the last bytes of one side came, since the session's start, and in which packet.
    pub fn last_of(&self, direction: Direction) -> Place {
        match direction {
            Direction::FromClient => self.client.last,
            Direction::FromServer => self.server.last,
        }
    }

    /// Whether a Client Hello in the clear can only begin another session: the server has answered the last one, or
    /// something else than TLS has been sent.
    pub fn is_past_hellos(&self) -> bool {
        self.handshake.server_hello || self.past_tls
    }

    /// The capture has lost so many bytes of one side here. Reading goes on at the next record that can be told from
    /// its surroundings. A gap within one record leaves the sequence numbers of the others known; after any other,
    /// those that are possible are tried.
    pub fn gap(&mut self, direction: Direction, time: Duration, length: u64) {
        self.process();
        let torn = self.side(direction).deframer.gap(length);
        if let Some(Torn { start, is_one }) = torn {
            let started = !start.is_empty();
            if direction == Direction::FromClient && self.keys.of(direction).epoch == Epoch::Clear {
                self.handshake.torn_hello(&start);
            }
            self.give_up_incomplete(direction, start, &say!("the rest is missing from the capture"));
            self.side(direction).joiner.gap();
            if started || !is_one {
                self.keys.of_mut(direction).lose_records(is_one, length);
            }
        }
        self.handshake.lose(say!("the capture has lost a part of it"));
        self.handshake.lost_hello |= direction == Direction::FromServer && !self.handshake.server_hello;
        let frame = self.frame;
        self.events.push_back(Event::Gap(Gap { direction, time, frame, length }));
        self.process();
    }

    /// The memory of what is incomplete, in bytes: records, messages, the handshake up to now.
    pub(crate) fn held(&self) -> usize {
        let of = |side: &Side| side.deframer.held() + side.waiting_bytes + side.joiner.held();
        of(&self.client) + of(&self.server) + self.handshake.held()
    }

    /// Ends it, as all sessions together hold more than they may.
    pub(crate) fn give_up(&mut self) {
        self.finish_because(&say!(
            "what is incomplete in all sessions together takes more than 256 MiB, and this session is among those that take most"
        ));
    }

    /// The connection has ended: no more bytes and secrets will come. Records that wait are given up, and incomplete
    /// ones are reported as such.
    pub fn finish(&mut self) {
        self.finish_because(&say!("the connection ended before the rest came"));
    }

    /// The capture ends, which tells nothing about the connection.
    pub fn finish_capture(&mut self) {
        self.finish_because(&say!("the capture ends before the rest came"));
    }

    fn finish_because(&mut self, why: &Sentence) {
        if self.finished {
            return;
        }
        self.finished = true;
        self.process();
        for direction in [Direction::FromClient, Direction::FromServer] {
            let start = self.side(direction).deframer.take_incomplete();
            self.give_up_incomplete(direction, start, why);
        }
    }

    fn side(&mut self, direction: Direction) -> &mut Side {
        match direction {
            Direction::FromClient => &mut self.client,
            Direction::FromServer => &mut self.server,
        }
    }

    /// A record is complete.
    fn record(&mut self, direction: Direction, time: Duration, raw: Vec<u8>) {
        self.records += 1;
        let record = Record {
            number: self.records,
            direction,
            time,
            frame: self.frame,
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

    /// Takes the records that wait, as far as they can be opened.
    fn process(&mut self) {
        loop {
            let number = |side: &Side| side.waiting.front().map_or(u64::MAX, |record| record.number);
            // In the order in which they came, where possible.
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

    /// Takes the next record of one direction. Returns false if there is none, or if it has to wait.
    fn process_next(&mut self, direction: Direction) -> bool {
        let side = self.side(direction);
        let Some(mut record) = side.waiting.pop_front() else { return false };
        let room = side.waiting_bytes < MAX_WAITING;
        let may_wait = room && !self.finished;
        record.version = self.handshake.version;
        let opening = if may_wait && self.is_early(&record) {
            Opening::Wait
        } else {
            let Self { handshake, keys, secrets, events, client, server, .. } = self;
            let side = if direction == Direction::FromClient { client } else { server };
            let before = Before { from: direction, message: side.joiner.incomplete(), changed: side.changed };
            Attempt { handshake, keys, secrets, events, may_wait, before }.open(&mut record)
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

    /// Whether a record of the handshake has to wait for an earlier one of the other side, whose secret is
    /// still missing: the transcript needs the messages in their order.
    fn is_early(&mut self, record: &Record) -> bool {
        let (epoch, in_handshake) = (self.keys.of(record.direction).epoch, !self.handshake.is_complete());
        let other = self.side(record.direction.opposite()).waiting.front().map(|other| other.number);
        let Some(other) = other else { return false };
        if is_tls13(self.handshake.version) {
            // Everything that the client sends answers the server, except early data.
            let client = record.direction == Direction::FromClient;
            in_handshake
                && client
                && epoch != Epoch::Clear
                && (epoch != Epoch::Early || self.handshake.early_data == EarlyDataStatus::Accepted)
        } else {
            in_handshake && self.handshake.version != 0 && other < record.number
        }
    }

    /// A record is ready: reports it and what it carries.
    fn take(&mut self, record: Record) {
        let (direction, time, frame) = (record.direction, record.time, record.frame);
        let epoch = match &record.protection {
            Protection::Opened(opened) => opened.epoch,
            Protection::Plain => Epoch::Clear,
            Protection::Undecrypted(_) => {
                let epoch = self.keys.of(direction).epoch;
                self.handshake.transcript_incomplete(epoch);
                epoch
            }
        };
        self.note_evidence(&record);
        let messages = self.side(direction).joiner.join(&record);
        let doubt = record.mac().and_then(|mac| mac.doubt.clone());
        self.explain_early_key(&record);
        self.events.push_back(Event::Record(record));
        for joined in messages {
            let mut message = self.message(direction, time, epoch, joined);
            message.frame = frame;
            message.notes.extend(doubt.clone());
            self.handshake.follow(&mut message, &mut self.keys, &self.secrets);
            let steps = self.steps_after(&message);
            self.handshake.settle();
            self.report(message);
            self.events.extend(steps);
        }
    }

    /// What a record tells of the messages around it, beside its content.
    fn note_evidence(&mut self, record: &Record) {
        let direction = record.direction;
        self.handshake.evidence.record_version = record.header_version();
        let clear = matches!(record.protection, Protection::Plain);
        let of_handshake = |record: &Record| record.outer_type() == content_type::HANDSHAKE;
        // A client of TLS 1.3 sends only hellos in such records.
        self.handshake.evidence.hello_waits = clear
            && direction == Direction::FromServer
            && of_handshake(record)
            && self.client.waiting.iter().any(of_handshake);
        if clear && record.outer_type() == content_type::CHANGE_CIPHER_SPEC {
            if self.handshake.version == 0 {
                // What follows is protected, or another message: this one does not go on.
                self.give_up_message(
                    direction,
                    (record.time, record.frame),
                    &say!("a Change Cipher Spec came before the rest"),
                );
            }
            self.side(direction).changed = true;
            self.handshake.evidence.changed[usize::from(direction == Direction::FromServer)] = true;
        }
    }

    /// A message with what is known about the session by now.
    fn message(&mut self, direction: Direction, time: Duration, epoch: Epoch, joined: Joined) -> Message {
        self.messages += 1;
        let Joined { kind, bytes, pieces } = joined;
        let context = self.handshake.context(&kind, &bytes);
        let (number, frame, proofs, notes) = (self.messages, self.frame, Vec::new(), Vec::new());
        Message { number, direction, time, frame, epoch, kind, bytes, pieces, context, proofs, notes }
    }

    /// The steps of the key schedule that a message makes possible.
    fn steps_after(&mut self, message: &Message) -> Vec<Event> {
        let Some(steps) = &mut self.steps else { return Vec::new() };
        let epoch = self.keys.of(message.direction).epoch;
        steps.after(message, epoch, &self.handshake, self.handshake.known(&self.secrets))
    }

    /// At the first record of early data, the suite of its key is known.
    fn explain_early_key(&mut self, record: &Record) {
        let Some(steps) = &mut self.steps else { return };
        let is_first =
            matches!(&record.protection, Protection::Opened(Opened { epoch: Epoch::Early, sequence: 0, .. }));
        if let (true, Some(Event::Key(key))) = (is_first, self.events.back()) {
            let steps = steps.early_key(key);
            self.events.extend(steps);
        }
    }

    fn report(&mut self, message: Message) {
        self.events.push_back(Event::Message(message));
    }

    fn part(&mut self, direction: Direction, time: Duration, bytes: Vec<u8>) {
        let mut message = self.message(direction, time, Epoch::Clear, Joined::part(bytes));
        message.notes.push(say!("it began in what is missing"));
        self.report(message);
    }

    fn not_tls(&mut self, direction: Direction, time: Duration, bytes: Vec<u8>) {
        self.past_tls = true;
        let mut message = self.message(direction, time, Epoch::Clear, Joined::not_tls(bytes));
        if let Some(what) = other_protocol(&message.bytes) {
            message.notes.push(what);
        }
        self.report(message);
    }

    /// Shows the start of a handshake message whose rest will not come.
    fn give_up_message(&mut self, direction: Direction, (time, frame): Place, why: &Sentence) {
        let epoch = self.keys.of(direction).epoch;
        if let Some(start) = self.side(direction).joiner.take_incomplete() {
            let mut message = self.message(direction, time, epoch, start);
            message.frame = frame;
            message.notes.push(say!("incomplete: {0}", why.clone()));
            self.report(message);
        }
    }

    /// Shows what is incomplete at the end, or before a gap.
    fn give_up_incomplete(&mut self, direction: Direction, start_of_record: Vec<u8>, why: &Sentence) {
        let last = self.side(direction).last;
        self.give_up_message(direction, last, why);
        if !start_of_record.is_empty() {
            let mut message = self.message(direction, last.0, Epoch::Clear, Joined::part(start_of_record));
            message.frame = last.1;
            message.notes.push(say!("its start: {0}", why.clone()));
            self.report(message);
        }
    }
}

/// The memory of a record that waits.
fn cost(record: &Record) -> usize {
    mem::size_of::<Record>() + record.raw.len()
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
