//! Messages: what the records of a connection carry.

use std::borrow::Cow;
use std::ops::Range;
use std::time::Duration;

use names::codes::handshake_type;
use texts::{Sentence, say};

use crate::fields::decompress::decompress;
use crate::fields::facts::CompressedCertificate;
use crate::fields::handshake::{self, Context};
use crate::fields::{Cursor, Field, Label};
use crate::model::{Direction, Epoch};
use crate::proof::Proof;

/// One message: a whole handshake message, an alert, the application data of one record.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its number in the session, counted from 1 over both directions.
    pub number: u64,
    /// Who sent it.
    pub direction: Direction,
    /// When its last byte was seen, since the session's start.
    pub time: Duration,
    /// The number of the packet with its last byte, if it comes from a capture (Wireshark's `frame.number`).
    pub frame: Option<u64>,
    /// The key that protected it.
    pub epoch: Epoch,
    /// What it is.
    pub kind: Kind,
    /// All of its bytes, including the 4-byte header of a handshake message.
    pub bytes: Vec<u8>,
    /// The records that carried it, in order.
    pub pieces: Vec<Piece>,
    /// What the session's state adds to its meaning.
    pub context: Context,
    /// What can be recomputed with it.
    pub proofs: Vec<Proof>,
    /// Remarks that do not follow from its bytes alone.
    pub notes: Vec<Sentence>,
}

/// Kinds of messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A handshake message of this type.
    Handshake(u8),
    /// Change Cipher Spec. In TLS 1.3 it only makes the session look familiar to middleboxes.
    ChangeCipherSpec,
    /// An alert.
    Alert,
    /// Application data; early data if [`Message::epoch`] is [`Epoch::Early`].
    ApplicationData,
    /// Heartbeat (RFC 6520).
    Heartbeat,
    /// The content of a record that could not be opened: ciphertext.
    Undecrypted {
        /// The content type in the record's header.
        content_type: u8,
        /// Why it could not be opened.
        why: Sentence,
    },
    /// The content of a record of a type that TLS does not define.
    Unknown(u8),
    /// A part of a record of which the capture has lost the rest, or has not come.
    Part,
    /// A Client Hello in the form of SSL 2.0 (RFC 5246 appendix E.2), without the length before it.
    ClientHelloV2,
    /// Bytes that are not a record: another protocol.
    NotTls,
}

/// A part of a message, in one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The record's number.
    pub record: u64,
    /// The length of that record's fragment, in bytes (what its header says).
    pub fragment_length: usize,
    /// Where the part is in the record's content ([`crate::record::Record::content`]).
    pub in_record: Range<usize>,
    /// Where it is in [`Message::bytes`].
    pub in_message: Range<usize>,
}

/// What a Compressed Certificate message is decompressed to: bytes that are not on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decompressed {
    /// The Certificate message that would have been sent, without its 4-byte header.
    pub bytes: Vec<u8>,
    /// The fields of these bytes, which its children tile.
    pub tree: Field,
}

impl Message {
    /// What it is, in Wireshark's words: `Client Hello`, `Alert (Fatal: Handshake Failure)`.
    pub fn title(&self) -> Cow<'static, str> {
        match &self.kind {
            Kind::Handshake(_) if self.context.retry => "Hello Retry Request".into(),
            Kind::Handshake(kind) => match names::handshake_type(u64::from(*kind)) {
                Some(name) => name.into(),
                None => format!("Handshake message of unknown type {kind}").into(),
            },
            Kind::ChangeCipherSpec => "Change Cipher Spec".into(),
            Kind::Alert => match *self.bytes.as_slice() {
                [level, description] => format!(
                    "Alert ({}: {})",
                    names::alert_level(u64::from(level)).unwrap_or("Unknown level"),
                    names::alert_description(u64::from(description)).unwrap_or("Unknown")
                )
                .into(),
                _ => "Alert (malformed)".into(),
            },
            Kind::ApplicationData if self.epoch == Epoch::Early => "Early Data".into(),
            Kind::ApplicationData => "Application Data".into(),
            Kind::Heartbeat => "Heartbeat".into(),
            Kind::Undecrypted { content_type, .. } => match names::content_type(u64::from(*content_type)) {
                Some(name) => format!("{name}, encrypted").into(),
                None => "Encrypted record".into(),
            },
            Kind::Unknown(content_type) => format!("Record of unknown type {content_type}").into(),
            Kind::Part => "Part of a record".into(),
            Kind::ClientHelloV2 => "Client Hello".into(),
            Kind::NotTls => "Not TLS".into(),
        }
    }

    /// The fields of [`Message::bytes`], which its children tile. Made anew at each call.
    pub fn tree(&self) -> Field {
        let mut cursor = Cursor::new(&self.bytes);
        let name: Cow<'static, str> = match self.kind {
            Kind::Handshake(_) | Kind::ClientHelloV2 => {
                format!("Handshake Protocol: {}", self.title()).into()
            }
            Kind::ChangeCipherSpec => "Change Cipher Spec Protocol: Change Cipher Spec".into(),
            Kind::Alert => "Alert Message".into(),
            _ => self.title(),
        };
        let label = Label { name, filter: None };
        let _ = cursor.group(label, self.bytes.len(), |c| {
            match &self.kind {
                Kind::Handshake(kind) => handshake::read(c, *kind, self.context)?,
                Kind::ChangeCipherSpec => {
                    if c.bytes(("Change Cipher Spec Message", "tls.change_cipher_spec"), 1)? != [1] {
                        c.wrong(say!("only 1 is allowed"));
                    }
                }
                Kind::Alert => {
                    let level = c.code(("Level", "tls.alert_message.level"), 1, names::alert_level)?;
                    if names::alert_level(level).is_none() {
                        c.wrong(say!("only 1 and 2 are allowed"));
                    }
                    c.code(("Description", "tls.alert_message.desc"), 1, names::alert_description)?;
                }
                Kind::ApplicationData => {
                    if let Some(text) = readable(c.rest("Data")) {
                        c.note(Sentence::verbatim(text.to_owned()));
                    }
                }
                Kind::Heartbeat => handshake::heartbeat(c)?,
                Kind::Undecrypted { .. } => {
                    c.rest("Encrypted Content");
                }
                Kind::ClientHelloV2 => handshake::client_hello_v2(c)?,
                Kind::Unknown(_) | Kind::Part | Kind::NotTls => {
                    c.rest("Bytes");
                }
            }
            Some(())
        });
        cursor.finish().pop().unwrap_or_else(|| Field::empty("Message"))
    }

    /// What is in a Compressed Certificate message (RFC 8879 section 4), or why it cannot be decompressed
    /// here; `None` for any other message. Made anew at each call.
    pub fn decompressed(&self) -> Option<Result<Decompressed, Sentence>> {
        if self.kind != Kind::Handshake(handshake_type::COMPRESSED_CERTIFICATE) {
            return None;
        }
        let tree = self.tree();
        let Some(sent) = CompressedCertificate::read(&tree, &self.bytes) else {
            return Some(Err(say!("a part of the message is missing")));
        };
        Some(decompress(sent.algorithm, sent.content, sent.uncompressed_length).map(|bytes| {
            let mut cursor = Cursor::new(&bytes);
            let _ = cursor.group("Certificate, decompressed", bytes.len(), handshake::certificate);
            cursor.words(format!("({} bytes)", bytes.len()));
            let tree = cursor.finish().pop().unwrap_or_else(|| Field::empty("Certificate, decompressed"));
            Decompressed { bytes, tree }
        }))
    }
}

/// Data as text, if it is text and short enough for a line. The NUL that ends a C string is left out.
fn readable(data: &[u8]) -> Option<&str> {
    const LINE: usize = 80;
    let text = std::str::from_utf8(data.strip_suffix(b"\0").unwrap_or(data)).ok()?;
    let fits = !text.is_empty() && text.len() <= LINE && !text.chars().any(char::is_control);
    fits.then_some(text)
}
