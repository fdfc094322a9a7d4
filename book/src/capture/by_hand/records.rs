//! Keys of records, and the records that they open.

use wire::message::Message;
use wire::names::codes::TLS13;
use wire::record::{HEADER, Opened, Protection, Record};
use wire::{Direction, Epoch};

use super::collect::Session;
use super::messages;
use super::step::{Command, Nonce, Part, Plan, slice, zeros};
use super::suite::Suite;

/// A traffic key, as files.
pub(super) struct Keys {
    pub(super) key: Part,
    pub(super) iv: Part,
}

/// The key and the IV of a traffic secret of TLS 1.3 (RFC 8446 section 7.3). `name` begins their names.
pub(super) fn of_secret(plan: &mut Plan, name: &str, secret: &Part, suite: Suite) -> Keys {
    let mut expand = |what: &str, label, length| {
        let command = Command::Expand { secret: secret.clone(), label, context: None, length };
        let file = format!("{}-{what}.bin", name.replace(' ', "-"));
        let why = format!("HKDF-Expand-Label(secret, \"{label}\", \"\", {length})  (RFC 8446 section 7.3)");
        plan.step(format!("{name} {what}"), &file, why, command, None)
    };
    Keys { key: expand("key", "key", suite.key), iv: expand("iv", "iv", 12) }
}

/// Opens all records of a direction in an epoch.
pub(super) fn open(
    plan: &mut Plan,
    session: &Session,
    suite: Suite,
    keys: &Keys,
    direction: Direction,
    epoch: Epoch,
) {
    for record in session.records.iter().filter(|record| record.direction == direction) {
        let Protection::Opened(opened) = &record.protection else { continue };
        if opened.epoch != epoch {
            continue;
        }
        match suite.cipher {
            Some(cipher) => open_one(plan, session, cipher, keys, record, opened),
            None => plan.note("Records of suites with AES-CCM are not opened: aesgcm does not have CCM."),
        }
    }
}

fn open_one(
    plan: &mut Plan,
    session: &Session,
    cipher: &'static str,
    keys: &Keys,
    record: &Record,
    opened: &Opened,
) {
    let number = record.number;
    let file = plan.file(format!("records/{number:02}.bin"), &record.raw);
    let expected = inner(plan, session, record, opened);
    let tls13 = record.version >= TLS13;
    let nonce = if tls13 || opened.explicit_nonce.is_empty() {
        let Part::File(iv) = &keys.iv else { return };
        Nonce::Sequence(iv.clone(), opened.sequence)
    } else {
        // RFC 5288 section 3: the fixed part, then what the record says.
        Nonce::Bytes(vec![keys.iv.clone(), slice(&file, opened.explicit_nonce.clone())])
    };
    let aad = if tls13 {
        vec![slice(&file, 0..HEADER)]
    } else {
        // RFC 5246 section 6.2.3.3: sequence number, type, version, length of the plaintext.
        let length = u16::try_from(record.inner.len()).unwrap_or_default();
        let sequence = Part::Bytes(opened.sequence.to_be_bytes().to_vec());
        vec![sequence, slice(&file, 0..3), Part::Bytes(length.to_be_bytes().to_vec())]
    };
    let text = slice(&file, HEADER + opened.explicit_nonce.len()..opened.tag.start);
    let tag = slice(&file, opened.tag.clone());
    let sequence = opened.sequence;
    let why = format!(
        "record {number}: the {}'s record {sequence} under its {} key, additional data: {}",
        record.direction,
        opened.epoch,
        if tls13 { "the header" } else { "number, type, version, length" }
    );
    let command = Command::Open { cipher, key: keys.key.clone(), nonce, aad, text, tag };
    plan.step(format!("record {number}"), &format!("record-{number:02}.bin"), why, command, Some(expected));
}

/// What must be in a record: the messages that it carries or parts of them, the content type, the padding.
fn inner(plan: &mut Plan, session: &Session, record: &Record, opened: &Opened) -> Vec<Part> {
    let mut parts = carried(plan, session, record).unwrap_or_else(|| {
        // A message that is not kept as a file.
        let name = format!("expected/record-{:02}-content.bin", record.number);
        vec![plan.file(name, record.content())]
    });
    if record.version >= TLS13 {
        parts.push(Part::Bytes(vec![opened.content_type]));
        if opened.padding > 0 {
            parts.push(zeros(opened.padding));
        }
    }
    parts
}

/// The messages in a record, in order; `None`: they are not all of it.
fn carried(plan: &mut Plan, session: &Session, record: &Record) -> Option<Vec<Part>> {
    let of = |message: &Message| message.pieces.iter().find(|piece| piece.record == record.number).cloned();
    let mut pieces: Vec<_> =
        session.messages.iter().filter_map(|message| Some((of(message)?, message))).collect();
    pieces.sort_by_key(|(piece, _)| piece.in_record.start);
    let (mut parts, mut end) = (Vec::new(), 0);
    for (piece, message) in pieces {
        if piece.in_record.start != end {
            return None;
        }
        end = piece.in_record.end;
        let file = messages::file(plan, message);
        let whole = piece.in_message == (0..message.bytes.len());
        parts.push(if whole { file } else { slice(&file, piece.in_message) });
    }
    (end == record.content().len()).then_some(parts)
}
