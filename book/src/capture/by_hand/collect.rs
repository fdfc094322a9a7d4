//! What is kept of a session while it is read: messages, the records that will be opened, keys.

use std::collections::HashMap;

use texts::Sentence;
use wire::capture::tcp::Peers;
use wire::message::{Kind, Message};
use wire::names::codes::handshake_type as ty;
use wire::record::{Protection, Record};
use wire::secrets::{ClientRandom, KeyLog, Secret};
use wire::{Direction, Epoch, Event, Key};

/// How many records of one key are opened by hand.
const MAX_RECORDS: u32 = 32;

/// How many messages are kept. A handshake has a dozen.
const MAX_MESSAGES: usize = 256;

/// A session.
pub(super) struct Session {
    /// Its number in the capture, from 1.
    pub(super) number: u64,
    pub(super) peers: Peers,
    pub(super) messages: Vec<Message>,
    /// Those that were opened.
    pub(super) records: Vec<Record>,
    pub(super) keys: Vec<Key>,
    /// How many records are left out because there are too many of them.
    pub(super) left_out: u64,
    /// Why other records are not opened.
    pub(super) closed: Vec<Sentence>,
    counts: HashMap<(Direction, Epoch), u32>,
}

impl Session {
    pub(super) fn new(number: u64, peers: Peers) -> Self {
        Self {
            number,
            peers,
            messages: Vec::new(),
            records: Vec::new(),
            keys: Vec::new(),
            left_out: 0,
            closed: Vec::new(),
            counts: HashMap::new(),
        }
    }

    /// Keeps an event, if it is needed.
    pub(super) fn take(&mut self, event: &Event) {
        match event {
            Event::Record(record) => self.record(record),
            Event::Message(message) => self.message(message),
            Event::Key(key) => self.keys.push(key.clone()),
            Event::Step(_) | Event::TranscriptHash(_) | Event::Gap(_) => {}
        }
    }

    fn record(&mut self, record: &Record) {
        let opened = match &record.protection {
            Protection::Opened(opened) => opened,
            Protection::Undecrypted(why) => {
                if !self.closed.contains(why) && self.closed.len() < 8 {
                    self.closed.push(why.clone());
                }
                return;
            }
            Protection::Plain => return,
        };
        let count = self.counts.entry((record.direction, opened.epoch)).or_default();
        if *count < MAX_RECORDS {
            *count += 1;
            self.records.push(record.clone());
        } else {
            self.left_out += 1;
        }
    }

    fn message(&mut self, message: &Message) {
        let wanted = match message.kind {
            Kind::Handshake(_) => true,
            _ => message.pieces.iter().any(|piece| self.record_of(piece.record).is_some()),
        };
        if wanted && self.messages.len() < MAX_MESSAGES {
            self.messages.push(message.clone());
        }
    }

    fn record_of(&self, number: u64) -> Option<&Record> {
        // The one that carried a message is among the last.
        self.records.iter().rev().find(|record| record.number == number)
    }

    /// The Server Hello that ends the negotiation.
    pub(super) fn server_hello(&self) -> Option<&Message> {
        let is = |message: &&Message| message.kind == Kind::Handshake(ty::SERVER_HELLO);
        self.messages.iter().filter(is).find(|message| !message.context.retry)
    }

    /// The random by which a key log names the session.
    pub(super) fn random(&self) -> Option<ClientRandom> {
        let hello = self.messages.iter().find(|message| message.kind == Kind::Handshake(ty::CLIENT_HELLO))?;
        hello.bytes.get(6..38)?.try_into().ok()
    }

    /// What a key log says of it, by any name that it may give the session.
    pub(super) fn known<'a>(&self, keys: &'a KeyLog) -> Vec<Secret<'a>> {
        let mut known = self.random().map_or_else(Vec::new, |random| keys.of(&random));
        known.extend(keys.of_session_id(&self.bytes(ty::SERVER_HELLO, "tls.handshake.session_id")));
        known.extend(keys.of_encrypted_premaster(&self.bytes(ty::CLIENT_KEY_EXCHANGE, "tls.handshake.epms")));
        known
    }

    /// The bytes of a field in the first message of that type.
    fn bytes(&self, kind: u8, filter: &str) -> Vec<u8> {
        let message = self.messages.iter().find(|message| message.kind == Kind::Handshake(kind));
        let bytes =
            message.and_then(|message| Some(message.tree().find(filter)?.bytes(&message.bytes).to_vec()));
        bytes.unwrap_or_default()
    }

    /// The key of a direction in an epoch, if a record was protected with it.
    pub(super) fn key(&self, direction: Direction, epoch: Epoch) -> Option<&Key> {
        self.keys.iter().find(|key| (key.direction, key.epoch) == (direction, epoch))
    }
}
