//! Keys of records, and the records that they open.

use wire::message::Message;
use wire::names::codes::TLS13;
use wire::record::{HEADER, Opened, Protection, Record};
use wire::{Direction, Epoch};

use super::collect::Session;
use super::messages;
use super::step::{Command, Nonce, Part, Plan, slice, zeros};
use super::suite::{self, Suite};

/// A traffic key, as files.
pub(super) struct Keys {
    /// That of the MAC, of a suite without an AEAD.
    pub(super) mac: Option<Part>,
    pub(super) key: Part,
    /// The IV, or its fixed part; CBC has none from TLS 1.1 on.
    pub(super) iv: Option<Part>,
}

/// The key and the IV of a traffic secret of TLS 1.3 (RFC 8446 section 7.3). `name` begins their names.
pub(super) fn of_secret(plan: &mut Plan, name: &str, secret: &Part, suite: Suite) -> Keys {
    let mut expand = |what: &str, label, length| {
        let command = Command::Expand { secret: secret.clone(), label, context: None, length };
        let file = format!("{}-{what}.bin", name.replace(' ', "-"));
        let why = format!("HKDF-Expand-Label(secret, \"{label}\", \"\", {length})  (RFC 8446 section 7.3)");
        plan.step(format!("{name} {what}"), &file, why, command, None)
    };
    Keys { mac: None, key: expand("key", "key", suite.key), iv: Some(expand("iv", "iv", 12)) }
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
        let number = record.number;
        let file = plan.file(format!("records/{number:02}.bin"), &record.raw);
        let expected = inner(plan, session, record, opened);
        let closed = Closed { record, opened, file, expected };
        match suite.protection {
            suite::Protection::Aead(cipher) => closed.open(plan, cipher, keys),
            suite::Protection::Cbc(cipher, digest) => closed.decrypt(plan, cipher, digest, keys),
            suite::Protection::Other => plan.note(suite.why_not()),
        }
    }
}

/// A record that is to be opened.
struct Closed<'a> {
    record: &'a Record,
    opened: &'a Opened,
    file: Part,
    /// What must be in it.
    expected: Vec<Part>,
}

impl Closed<'_> {
    /// With an AEAD.
    fn open(self, plan: &mut Plan, cipher: &'static str, keys: &Keys) {
        let Self { record, opened, file, .. } = &self;
        let Some(Part::File(iv)) = &keys.iv else { return };
        let tls13 = record.version >= TLS13;
        let nonce = if tls13 || opened.explicit_nonce.is_empty() {
            Nonce::Sequence(iv.clone(), opened.sequence)
        } else {
            // RFC 5288 section 3: the fixed part, then what the record says.
            Nonce::Bytes(vec![Part::File(iv.clone()), slice(file, opened.explicit_nonce.clone())])
        };
        let aad = if tls13 { vec![slice(file, 0..HEADER)] } else { self.header(record.inner.len()) };
        let text = slice(file, HEADER + opened.explicit_nonce.len()..opened.tag.start);
        let tag = slice(file, opened.tag.clone());
        let data = if tls13 { "the header" } else { "number, type, version, length" };
        let why = format!("{}, additional data: {data}", self.why());
        let command = Command::Open { cipher, key: keys.key.clone(), nonce, aad, text, tag };
        self.content(plan, why, command);
    }

    /// With CBC, and a MAC that was made before the encryption (RFC 5246 section 6.2.3.2) or after it (RFC 7366).
    fn decrypt(self, plan: &mut Plan, cipher: &'static str, digest: &'static str, keys: &Keys) {
        let Self { record, opened, file, .. } = &self;
        let (Some(mac), Some(mac_key)) = (opened.mac.as_deref(), &keys.mac) else { return };
        let number = record.number;
        let iv = slice(file, opened.explicit_nonce.clone());
        let text = slice(file, opened.explicit_nonce.end..opened.tag.start);
        let why = format!("{}: content, MAC if it is in it, padding", self.why());
        let command = Command::Decrypt { cipher, key: keys.key.clone(), iv, text };
        let name = format!("record {number}: decrypted");
        let padded = plan.step(name, &format!("record-{number:02}-padded.bin"), why, command, None);
        let content = slice(&padded, mac.content.clone());
        let (of, length, sent) = if mac.mac.is_empty() {
            let encrypted = HEADER..opened.tag.start;
            (slice(file, encrypted.clone()), encrypted.len(), slice(file, opened.tag.clone()))
        } else {
            (content.clone(), mac.content.len(), slice(&padded, mac.mac.clone()))
        };
        let of = [self.header(length), vec![of]].concat();
        let length = if mac.mac.is_empty() { opened.tag.len() } else { mac.mac.len() };
        let command = Command::Hmac { digest, key: mac_key.clone(), of, length };
        let why = "MAC = HMAC(MAC key, number || type || version || length || content or ciphertext)";
        plan.step(
            format!("record {number}: MAC"),
            &format!("record-{number:02}-mac.bin"),
            why,
            command,
            Some(vec![sent]),
        );
        self.content(plan, "the content, without MAC and padding".to_owned(), Command::Copy(vec![content]));
    }

    fn why(&self) -> String {
        let Self { record, opened, .. } = self;
        format!(
            "record {}: the {}'s record {} under its {} key",
            record.number, record.direction, opened.sequence, opened.epoch
        )
    }

    /// Sequence number, type, version, length (RFC 5246 sections 6.2.3.1 and 6.2.3.3).
    fn header(&self, length: usize) -> Vec<Part> {
        let length = u16::try_from(length).unwrap_or_default();
        let sequence = Part::Bytes(self.opened.sequence.to_be_bytes().to_vec());
        vec![sequence, slice(&self.file, 0..3), Part::Bytes(length.to_be_bytes().to_vec())]
    }

    fn content(self, plan: &mut Plan, why: String, command: Command) {
        let number = self.record.number;
        let file = format!("record-{number:02}.bin");
        plan.step(format!("record {number}"), &file, why, command, Some(self.expected));
    }
}

/// What must be in a record: the messages that it carries or parts of them, the content type, the padding.
fn inner(plan: &mut Plan, session: &Session, record: &Record, opened: &Opened) -> Vec<Part> {
    if opened.decompressed.is_some() {
        // The messages are in it compressed.
        let inner = opened.mac.as_deref().map_or(0..record.inner.len(), |mac| mac.content.clone());
        let name = format!("expected/record-{:02}-compressed.bin", record.number);
        return vec![plan.file(name, record.inner.get(inner).unwrap_or_default())];
    }
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
