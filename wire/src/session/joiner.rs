//! The joiner: puts the messages of one side together from the content of its records.
//!
//! A handshake message may be in several records, and a record may have several messages (RFC 8446 section
//! 5.1). Other messages have a record of their own, except alerts.

use std::mem;
use std::ops::Range;

use names::codes::{content_type, handshake_type, is_tls13};

use crate::message::{Kind, Piece};
use crate::model::MAX_MESSAGE;
use crate::record::{Protection, Record};

/// A message and where it came from, before the session has looked at it.
pub(super) struct Joined {
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
    pub(super) pieces: Vec<Piece>,
}

impl Joined {
    /// Bytes that are no record.
    pub(super) fn not_tls(bytes: Vec<u8>) -> Self {
        Self { kind: Kind::NotTls, bytes, pieces: Vec::new() }
    }

    /// Bytes of a record that is not whole.
    pub(super) fn part(bytes: Vec<u8>) -> Self {
        Self { kind: Kind::Part, bytes, pieces: Vec::new() }
    }
}

/// Puts the messages of one direction together.
#[derive(Debug, Default)]
pub(super) struct Joiner {
    /// A handshake message that is not complete.
    message: Vec<u8>,
    pieces: Vec<Piece>,
    /// A message was too long, so the start of the next one is not known.
    lost: bool,
    /// Records are missing before the next one, which may begin within a message.
    after_gap: bool,
}

impl Joiner {
    /// The messages that a record completes.
    pub(super) fn join(&mut self, record: &Record) -> Vec<Joined> {
        let whole = |kind, bytes: &[u8], in_record: Range<usize>| Joined {
            kind,
            bytes: bytes.to_vec(),
            pieces: vec![piece(record, in_record, 0)],
        };
        let kind = record.content_type();
        if let Protection::Undecrypted(why) = &record.protection {
            let kind = Kind::Undecrypted { content_type: kind, why: why.clone() };
            return vec![whole(kind, record.fragment(), 0..record.fragment().len())];
        }
        let content = record.content();
        let all = 0..content.len();
        match kind {
            content_type::HANDSHAKE => self.join_handshake(record),
            content_type::CHANGE_CIPHER_SPEC => vec![whole(Kind::ChangeCipherSpec, content, all)],
            content_type::ALERT if is_tls13(record.version) || !are_alerts(content) => {
                vec![whole(Kind::Alert, content, all)]
            }
            content_type::ALERT => {
                // Usually one to a record; before TLS 1.3 nothing forbids more (RFC 5246 section 6.2.1).
                let alerts = content.chunks(2).zip((0..).step_by(2));
                alerts.map(|(alert, at)| whole(Kind::Alert, alert, at..at + alert.len())).collect()
            }
            content_type::APPLICATION_DATA => vec![whole(Kind::ApplicationData, content, all)],
            content_type::HEARTBEAT => vec![whole(Kind::Heartbeat, content, all)],
            other => vec![whole(Kind::Unknown(other), content, all)],
        }
    }

    fn join_handshake(&mut self, record: &Record) -> Vec<Joined> {
        let content = record.content();
        let mut messages = Vec::new();
        if mem::take(&mut self.after_gap) && !begins_with_message(content) {
            let pieces = vec![piece(record, 0..content.len(), 0)];
            return vec![Joined { kind: Kind::Part, bytes: content.to_vec(), pieces }];
        }
        let mut taken = 0;
        while let Some(left) = content.get(taken..).filter(|left| !left.is_empty()) {
            if self.lost {
                let pieces = vec![piece(record, taken..content.len(), 0)];
                let kind = Kind::Unknown(content_type::HANDSHAKE);
                messages.push(Joined { kind, bytes: left.to_vec(), pieces });
                break;
            }
            let body = body_length(&self.message);
            let wanted = 4 + body.unwrap_or(0);
            if wanted + self.pieces.len() * mem::size_of::<Piece>() > MAX_MESSAGE {
                self.lost = true;
                messages.push(self.take_message());
                continue;
            }
            let length = left.len().min(wanted - self.message.len());
            let at = self.message.len();
            self.message.extend(left.iter().take(length));
            match self.pieces.last_mut() {
                // The header, and then the body, of one record: one piece.
                Some(last) if last.record == record.number => {
                    last.in_record.end += length;
                    last.in_message.end += length;
                }
                _ => self.pieces.push(piece(record, taken..taken + length, at)),
            }
            taken += length;
            // A message with a body is not complete with its header, which only says how long it is.
            let complete = body.is_some() || body_length(&self.message) == Some(0);
            if complete && self.message.len() == wanted {
                messages.push(self.take_message());
            }
        }
        messages
    }

    fn take_message(&mut self) -> Joined {
        let bytes = mem::take(&mut self.message);
        let kind = bytes.first().copied().unwrap_or(handshake_type::HELLO_REQUEST);
        Joined { kind: Kind::Handshake(kind), bytes, pieces: mem::take(&mut self.pieces) }
    }

    /// The start of a handshake message that is not complete.
    pub(super) fn incomplete(&self) -> &[u8] {
        &self.message
    }

    /// The memory of that, in bytes.
    pub(super) fn held(&self) -> usize {
        self.message.len() + self.pieces.len() * mem::size_of::<Piece>()
    }

    /// Records are missing here.
    pub(super) fn gap(&mut self) {
        self.after_gap = true;
        self.lost = false;
    }

    /// Takes out the start of a handshake message that is not complete.
    pub(super) fn take_incomplete(&mut self) -> Option<Joined> {
        (!self.message.is_empty()).then(|| self.take_message())
    }
}

/// Whether these bytes are alerts: of each the level, which is 1 or 2, and the description.
fn are_alerts(content: &[u8]) -> bool {
    let mut alerts = content.chunks(2);
    !content.is_empty() && alerts.all(|alert| matches!(alert, [1 | 2, _]))
}

/// A piece of a message: this range of the record's content, which begins at byte `at` of the message.
fn piece(record: &Record, in_record: Range<usize>, at: usize) -> Piece {
    let in_message = at..at + in_record.len();
    Piece { record: record.number, fragment_length: record.fragment().len(), in_record, in_message }
}

/// Whether the content of a record can begin with a handshake message: of a type that there is, and then others.
fn begins_with_message(mut content: &[u8]) -> bool {
    while let Some(kind) = content.first() {
        let Some(length) = body_length(content) else { return false };
        if names::handshake_type(u64::from(*kind)).is_none() || length > MAX_MESSAGE {
            return false;
        }
        content = content.get(4 + length..).unwrap_or_default();
    }
    true
}

/// The length of a handshake message's body, once its header is there.
fn body_length(message: &[u8]) -> Option<usize> {
    match *message {
        [_, a, b, c, ..] => Some(usize::try_from(u32::from_be_bytes([0, a, b, c])).unwrap_or(MAX_MESSAGE)),
        _ => None,
    }
}
