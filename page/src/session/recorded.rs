//! A session as it is collected for its page: what `wire` has reported of it, within limits.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use wire::Key;
use wire::derivation::Step;
use wire::message::{Kind, Message};
use wire::record::{Protection, Record};
use wire::render::json::{End, How, Start};
use wire::{Direction, Epoch, Event, Gap};

/// How many sessions of a page are shown whole; of the others there is a line.
pub const WHOLE_SESSIONS: usize = 20;

/// How many sessions of a page have a line. More are counted.
pub const LINES: usize = 2000;

/// How many records of application data are shown with all their bytes.
pub const WHOLE_RECORDS: usize = 32;

/// How many bytes of application data are shown.
pub const WHOLE_BYTES: usize = 64 << 10;

/// How many records beyond these are shown with their length and time; more are only counted.
pub const BRIEF_RECORDS: usize = 5000;

/// How many bytes are kept of everything else. An ordinary handshake has some thousand.
const OTHER_BYTES: usize = 512 << 10;

/// How many messages that are no application data are kept.
const OTHER_MESSAGES: usize = 1000;

/// How many steps of the key schedule are kept. An ordinary session has forty; each Key Update adds four.
const STEPS: usize = 400;

/// How many bytes are kept of a session that has only a line.
const LINE_BYTES: usize = 8 << 10;

/// A session that has been read.
#[derive(Debug)]
pub struct Recorded {
    /// Its number, from 1; on the page of a capture that in the capture.
    pub(super) number: usize,
    /// Its place on its page, from 1.
    place: usize,
    pub(super) client: String,
    pub(super) server: String,
    pub(super) since_1970: Duration,
    pub(super) version: u16,
    pub(super) suite: u16,
    pub(super) end: How,
    /// What client and server have sent on the connection outside of TLS, in bytes.
    pub(super) other_bytes: [u64; 2],
    /// Remarks about how it was recorded.
    pub remarks: Vec<String>,
    /// What the terminals of both ends have shown, if that is known: the client's, the server's.
    pub terminals: Option<[Terminal; 2]>,
    pub(super) entries: Vec<Entry>,
    pub(super) keys: Vec<Key>,
    pub(super) steps: Vec<Step>,
    pub(super) left_out: LeftOut,
    /// When messages were sent and when they arrived, by their numbers, if the other end was recorded as well.
    crossings: HashMap<u64, Crossing>,
    /// The records that are not kept whole.
    brief: HashSet<u64>,
    data: (usize, usize),
    other: (usize, usize),
}

/// The sessions of a page, within limits.
#[derive(Debug, Default)]
pub struct Collection {
    begun: usize,
    sessions: Vec<Recorded>,
}

impl Collection {
    /// No session.
    pub fn new() -> Self {
        Self::default()
    }

    /// The next session begins.
    pub fn begin(&mut self, start: &Start) -> Recorded {
        self.begin_as(self.begun + 1, start)
    }

    /// A session begins that has this number.
    pub fn begin_as(&mut self, number: usize, start: &Start) -> Recorded {
        self.begun += 1;
        Recorded { place: self.begun, ..Recorded::begin(number, start) }
    }

    /// A session has ended.
    pub fn end(&mut self, mut session: Recorded, end: End) {
        session.end(end);
        if session.place <= LINES {
            self.sessions.push(session);
        }
    }

    /// The sessions in the order of their beginning, and how many more there were.
    pub(super) fn in_order(&mut self) -> (&[Recorded], usize) {
        self.sessions.sort_by_key(|session| session.number);
        (&self.sessions, self.begun.saturating_sub(LINES))
    }
}

/// What a terminal has shown during a session.
#[derive(Clone, Debug, Default)]
pub struct Terminal {
    /// What it is called: `client`.
    pub title: String,
    /// Its lines, in the order of time.
    pub lines: Vec<Line>,
}

/// A line of a terminal.
#[derive(Clone, Debug)]
pub struct Line {
    /// When it was seen.
    pub since_1970: Duration,
    /// Whether it was typed there.
    pub typed: bool,
    /// The line, without its end.
    pub text: String,
}

/// When a message was sent and when it arrived, since the beginning of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Crossing {
    pub(super) sent: Duration,
    /// `None`: there is no recording of the other end. `sent` is the time in the only one.
    pub(super) arrived: Option<Duration>,
}

/// What there is of a session, in the order of the wire.
#[derive(Debug)]
pub(super) enum Entry {
    Record(Record),
    Message(Message),
    Brief(Brief),
    Gap(Gap),
}

/// A record that is not shown whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Brief {
    pub(super) number: u64,
    pub(super) direction: Direction,
    pub(super) time: Duration,
    pub(super) epoch: Epoch,
    /// Of the record, header included.
    pub(super) length: usize,
    /// Of its content.
    pub(super) content: usize,
    pub(super) is_data: bool,
}

/// What is not shown at all.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct LeftOut {
    pub(super) records: u64,
    pub(super) messages: u64,
    pub(super) steps: u64,
    pub(super) gaps: u64,
}

impl Recorded {
    /// A session begins. It is shown below this number.
    pub fn begin(number: usize, start: &Start) -> Self {
        Self {
            number,
            place: number,
            client: start.client.to_owned(),
            server: start.server.to_owned(),
            since_1970: start.since_1970,
            version: 0,
            suite: 0,
            end: How::Open,
            other_bytes: [0; 2],
            remarks: Vec::new(),
            terminals: None,
            entries: Vec::new(),
            keys: Vec::new(),
            steps: Vec::new(),
            left_out: LeftOut::default(),
            crossings: HashMap::new(),
            brief: HashSet::new(),
            data: (0, 0),
            other: (0, 0),
        }
    }

    /// Takes the next event of the session. It should report the steps of its key schedule, too
    /// ([`wire::Session::explain_keys`]).
    pub fn take(&mut self, event: &Event) {
        match event {
            Event::Record(record) => self.record(record),
            Event::Message(message) => self.message(message),
            Event::Key(_) | Event::Step(_) if !self.is_whole() => {}
            Event::Key(key) if self.keys.len() < STEPS => self.keys.push(key.clone()),
            Event::Step(step) if self.steps.len() < STEPS => self.steps.push(step.as_ref().clone()),
            Event::Key(_) | Event::Step(_) => self.left_out.steps += 1,
            Event::TranscriptHash(_) => {}
            Event::Gap(gap) => self.gap(*gap),
        }
    }

    /// The session has ended.
    pub fn end(&mut self, end: End) {
        (self.version, self.suite, self.end) = (end.version, end.suite, end.how);
        self.other_bytes = end.other_bytes;
    }

    /// Gives it another number and place on its page, where other sessions have other numbers than in their captures.
    pub fn renumber(&mut self, number: usize) {
        (self.number, self.place) = (number, number);
        self.steps.iter_mut().for_each(|step| step.ticket = None);
    }

    /// How many messages it has.
    pub fn length(&self) -> usize {
        self.entries.len()
    }

    /// Takes the times from the recording of the other end; `sends` is what this end sends. The message of a number in a
    /// direction is the same at both ends. Returns how many messages only the other end has.
    pub fn meet(&mut self, sends: Direction, other: &Self) -> usize {
        let (own, its) = (self.since_1970, other.since_1970);
        let mut missing = 0;
        let mut crossings = HashMap::new();
        for direction in [Direction::FromClient, Direction::FromServer] {
            let of = |session: &'_ Self| -> Vec<(u64, Duration)> {
                let messages = session.messages().filter(|message| message.direction == direction);
                messages.map(|message| (message.number, message.time)).collect()
            };
            let (here, there) = (of(self), of(other));
            missing += there.len().saturating_sub(here.len());
            for ((number, here), (_, there)) in here.into_iter().zip(there) {
                let there = (its + there).saturating_sub(own);
                let (sent, arrived) = if direction == sends { (here, there) } else { (there, here) };
                crossings.insert(number, Crossing { sent, arrived: Some(arrived) });
            }
        }
        self.crossings = crossings;
        missing
    }

    /// When a message was sent, and when it arrived.
    pub(super) fn crossing(&self, message: &Message) -> Crossing {
        let alone = Crossing { sent: message.time, arrived: None };
        self.crossings.get(&message.number).copied().unwrap_or(alone)
    }

    /// Whether both ends have recorded this message: one that only its sender has was not read.
    pub(super) fn is_at_both_ends(&self, number: u64) -> bool {
        self.crossings.contains_key(&number)
    }

    /// What everyone sees of a message: the type on the outside of its records, and their bytes, headers included. `None`:
    /// a record of it is not kept.
    pub(super) fn outside(&self, message: &Message) -> Option<(u8, usize)> {
        let mut outside = None;
        for piece in &message.pieces {
            let record = self.entries.iter().find_map(|entry| match entry {
                Entry::Record(record) if record.number == piece.record => Some(record),
                _ => None,
            })?;
            let (_, bytes) = outside.unwrap_or_default();
            outside = Some((record.outer_type(), bytes + record.raw.len()));
        }
        outside
    }

    /// Whether it is shown whole, not as a line of the list.
    pub(super) fn is_whole(&self) -> bool {
        self.place <= WHOLE_SESSIONS
    }

    fn record(&mut self, record: &Record) {
        let epoch = match &record.protection {
            Protection::Opened(opened) => opened.epoch,
            Protection::Plain | Protection::Undecrypted(_) => Epoch::Clear,
        };
        let is_data = record.content_type() == wire::names::codes::content_type::APPLICATION_DATA;
        let is_whole = self.is_whole();
        let (used, limits) = match (is_data, is_whole) {
            (true, true) => (&mut self.data, (WHOLE_RECORDS, WHOLE_BYTES)),
            (false, true) => (&mut self.other, (4 * OTHER_MESSAGES, OTHER_BYTES)),
            (true, false) => return,
            (false, false) => (&mut self.other, (OTHER_MESSAGES, LINE_BYTES)),
        };
        if used.0 < limits.0 && used.1 + record.raw.len() <= limits.1 {
            *used = (used.0 + 1, used.1 + record.raw.len());
            self.entries.push(Entry::Record(record.clone()));
        } else if is_whole && self.brief.len() < BRIEF_RECORDS {
            self.brief.insert(record.number);
            self.entries.push(Entry::Brief(Brief {
                number: record.number,
                direction: record.direction,
                time: record.time,
                epoch,
                length: record.raw.len(),
                content: if record.content().is_empty() {
                    record.fragment().len()
                } else {
                    record.content().len()
                },
                is_data,
            }));
        } else {
            self.left_out.records += 1;
        }
    }

    fn gap(&mut self, gap: Gap) {
        if self.other.0 < OTHER_MESSAGES {
            self.other.0 += 1;
            self.entries.push(Entry::Gap(gap));
        } else {
            self.left_out.gaps += 1;
        }
    }

    fn message(&mut self, message: &Message) {
        let data = matches!(&message.kind, Kind::ApplicationData | Kind::Undecrypted { .. });
        // A message without a record that is kept whole is told by its records alone.
        let whole = message.pieces.iter().any(|piece| {
            self.entries
                .iter()
                .rev()
                .take(64)
                .any(|entry| matches!(entry, Entry::Record(record) if record.number == piece.record))
        });
        let room = data || self.messages().count() < OTHER_MESSAGES;
        if room && (whole || message.pieces.is_empty() && self.other.1 + message.bytes.len() <= OTHER_BYTES) {
            if message.pieces.is_empty() {
                self.other.1 += message.bytes.len();
            }
            self.entries.push(Entry::Message(message.clone()));
        } else if !message.pieces.iter().any(|piece| self.brief.contains(&piece.record)) {
            self.left_out.messages += 1;
        }
    }

    /// The messages, in the order of the wire.
    pub(super) fn messages(&self) -> impl Iterator<Item = &Message> {
        self.entries
            .iter()
            .filter_map(|entry| if let Entry::Message(message) = entry { Some(message) } else { None })
    }
}
