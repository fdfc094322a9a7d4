//! What a session came to, in short: what a line of a list of sessions says.

use std::fmt::Write;

use names::codes::{alert, extension_type, handshake_type as ty, is_before_tls13, is_tls13};
use openssl::hash::{MessageDigest, hash};
use openssl::nid::Nid;
use openssl::x509::X509;
use texts::{Sentence, say};

use crate::event::Event;
use crate::fields::extension::{PROTOCOL, SERVER_NAME};
use crate::fields::facts::has_extension;
use crate::fields::handshake::CERTIFICATE;
use crate::fields::{Field, Value, hex};
use crate::fingerprint::{Fingerprint, fingerprints};
use crate::message::{Kind, Message};
use crate::model::Direction;

/// What a session came to, as far as it can be read.
#[allow(clippy::struct_excessive_bools)] // each is true of a session or not, whatever the others are
#[derive(Clone, Debug, Default)]
pub struct Overview {
    /// The name of the server that the client asks for (SNI).
    pub server_name: Option<String>,
    /// The protocol agreed on by ALPN.
    pub protocol: Option<String>,
    /// The numbers of the packets with the end of its first record and of its last one.
    pub frames: Option<(u64, u64)>,
    /// The end-entity certificate of the server, and of the client.
    pub certificates: Vec<Certificate>,
    /// Whether a pre-shared key, perhaps of a session before, stands in place of certificates.
    pub pre_shared_key: bool,
    /// JA3 and JA4 of the client's first hello, JA3S of the server's.
    pub fingerprints: Vec<Fingerprint>,
    /// Bytes of application data that could be read: the client's, the server's.
    pub data: [u64; 2],
    /// The last alert that is an error, and its sender.
    pub alert: Option<(Direction, &'static str)>,
    /// Messages that could not be decrypted: the client's, the server's.
    pub closed: [u64; 2],
    /// The title of its last message that could be read.
    last: String,
    /// Whether the capture has lost bytes of it.
    torn: bool,
    hello: bool,
    answered: bool,
    finished: [bool; 2],
    /// Application data before TLS 1.3, where its records say so even if they cannot be decrypted.
    data_before_13: [bool; 2],
}

/// A certificate, in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// Who sent it.
    pub direction: Direction,
    /// Its common name, or the first alternative name; empty: it has none, or is none that OpenSSL can read.
    pub name: String,
    /// SHA-256 of it, in hexadecimal digits.
    pub sha256: String,
}

/// What became of the handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handshake {
    /// Both ends have finished it.
    Complete,
    /// An alert has ended it.
    Refused,
    /// It goes no further than this message.
    Unfinished(String),
    /// It cannot be known: why.
    Unknown(Sentence),
}

/// Why no certificate was seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoCertificate {
    /// What could not be decrypted may have it.
    Encrypted,
    /// What the capture does not have may have it.
    NotInCapture,
    /// The handshake has not come so far.
    NotYet,
}

impl Handshake {
    /// It for programs: `complete`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Refused => "refused",
            Self::Unfinished(_) => "unfinished",
            Self::Unknown(_) => "unknown",
        }
    }
}

impl Overview {
    /// Something is complete in the session.
    pub fn take(&mut self, event: &Event) {
        match event {
            Event::Record(record) => {
                if let Some(frame) = record.frame {
                    let (first, last) = self.frames.unwrap_or((frame, frame));
                    self.frames = Some((first.min(frame), last.max(frame)));
                }
            }
            Event::Message(message) => self.message(message),
            Event::Gap(_) => self.torn = true,
            Event::Key(_) | Event::Step(_) | Event::TranscriptHash(_) => {}
        }
    }

    fn message(&mut self, message: &Message) {
        let side = index(message.direction);
        match &message.kind {
            Kind::Handshake(kind) => self.handshake_message(*kind, message),
            Kind::Alert => {
                if let [_, description] = *message.bytes.as_slice() {
                    if description != alert::CLOSE_NOTIFY {
                        let name = names::alert_description(description.into()).unwrap_or("Unknown");
                        self.alert = Some((message.direction, name));
                    }
                }
            }
            Kind::ApplicationData => {
                self.data[side] += message.bytes.len() as u64;
                self.data_before_13[side] |= is_before_tls13(message.context.version);
            }
            Kind::Undecrypted { content_type, .. } => {
                self.closed[side] += 1;
                let is_data = *content_type == names::codes::content_type::APPLICATION_DATA;
                self.data_before_13[side] |= is_data && is_before_tls13(message.context.version);
                return;
            }
            Kind::ChangeCipherSpec | Kind::Heartbeat => {}
            Kind::ClientHelloV2 => self.hello = true,
            Kind::Unknown(_) | Kind::Part | Kind::NotTls => return,
        }
        self.last = message.title().into_owned();
    }

    fn handshake_message(&mut self, kind: u8, message: &Message) {
        match kind {
            ty::CLIENT_HELLO if !self.hello => {
                self.hello = true;
                let tree = message.tree();
                self.server_name = text(&tree, SERVER_NAME);
                self.fingerprints.extend(fingerprints(message, &tree));
            }
            ty::SERVER_HELLO if !message.context.retry && !self.answered => {
                self.answered = true;
                let tree = message.tree();
                self.protocol = text(&tree, PROTOCOL);
                self.pre_shared_key = has_extension(&tree, extension_type::PRE_SHARED_KEY);
                self.fingerprints.extend(fingerprints(message, &tree));
            }
            ty::ENCRYPTED_EXTENSIONS => self.protocol = text(&message.tree(), PROTOCOL),
            // The first one of each end: others may follow in renegotiations.
            ty::CERTIFICATE | ty::COMPRESSED_CERTIFICATE if self.certificate(message.direction).is_none() => {
                let first = certificates(message).into_iter().next();
                self.certificates.extend(first.map(|der| Certificate::of(message.direction, &der)));
            }
            ty::FINISHED => self.finished[index(message.direction)] = true,
            _ => {}
        }
    }

    /// What became of the handshake.
    pub fn handshake(&self) -> Handshake {
        if self.finished == [true; 2] || self.data_before_13 == [true; 2] {
            return Handshake::Complete;
        }
        if self.alert.is_some() {
            return Handshake::Refused;
        }
        if self.closed != [0; 2] {
            return Handshake::Unknown(say!("encrypted"));
        }
        if !self.hello && self.torn {
            return Handshake::Unknown(say!("the capture has lost a part of it"));
        }
        if !self.hello {
            return Handshake::Unknown(say!("begun before the capture"));
        }
        Handshake::Unfinished(self.last.clone())
    }

    /// Why a session of this version may have certificates although none was seen; `None`: it has none.
    pub fn no_certificate(&self, version: u16) -> Option<NoCertificate> {
        let [_, of_server] = self.closed;
        match self.handshake() {
            _ if of_server > 0 && is_tls13(version) => Some(NoCertificate::Encrypted),
            _ if self.torn || !self.hello => Some(NoCertificate::NotInCapture),
            _ if of_server > 0 && !is_before_tls13(version) => Some(NoCertificate::Encrypted),
            Handshake::Unfinished(_) => Some(NoCertificate::NotYet),
            Handshake::Complete | Handshake::Refused | Handshake::Unknown(_) => None,
        }
    }

    /// The certificate of an end.
    pub fn certificate(&self, of: Direction) -> Option<&Certificate> {
        self.certificates.iter().find(|certificate| certificate.direction == of)
    }
}

impl Certificate {
    /// Of these bytes.
    pub fn of(direction: Direction, der: &[u8]) -> Self {
        let sha256 = hash(MessageDigest::sha256(), der).map(|digest| hex(&digest)).unwrap_or_default();
        Self { direction, name: name(der).unwrap_or_default(), sha256 }
    }
}

/// The last common name of a certificate, which is the most specific one, or its first alternative name.
fn name(der: &[u8]) -> Option<String> {
    let certificate = X509::from_der(der).ok()?;
    let common = certificate.subject_name().entries_by_nid(Nid::COMMONNAME).last();
    if let Some(name) = common.and_then(|entry| entry.data().to_string().ok()) {
        return Some(name);
    }
    let alternative = certificate.subject_alt_names()?;
    let first = alternative.iter().next()?;
    let name = first.dnsname().or_else(|| first.email()).or_else(|| first.uri());
    name.map(str::to_owned).or_else(|| first.ipaddress().map(address))
}

fn address(bytes: &[u8]) -> String {
    if let Ok(four) = <[u8; 4]>::try_from(bytes) {
        return std::net::Ipv4Addr::from(four).to_string();
    }
    match <[u8; 16]>::try_from(bytes) {
        Ok(sixteen) => std::net::Ipv6Addr::from(sixteen).to_string(),
        Err(_) => bytes.iter().fold(String::new(), |mut digits, byte| {
            let _ = write!(digits, "{byte:02x}"); // a String takes everything
            digits
        }),
    }
}

/// The certificates in a message, those of a Compressed Certificate included, as their bytes: DER, or what the peer has
/// sent in its place.
pub fn certificates(message: &Message) -> Vec<Vec<u8>> {
    match message.kind {
        Kind::Handshake(ty::CERTIFICATE) => in_tree(&message.tree(), &message.bytes),
        Kind::Handshake(ty::COMPRESSED_CERTIFICATE) => match message.decompressed() {
            Some(Ok(whole)) => in_tree(&whole.tree, &whole.bytes),
            Some(Err(_)) | None => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn in_tree(tree: &Field, bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    tree.walk(&mut |field, _| {
        let is_one = field.label.filter == Some(CERTIFICATE.1) && field.value == Value::Bytes;
        if is_one && !field.span.is_empty() {
            found.push(field.bytes(bytes).to_vec());
        }
    });
    found
}

/// The name of the server that a Client Hello asks for.
pub fn server_name(message: &Message) -> Option<String> {
    match message.kind {
        Kind::Handshake(ty::CLIENT_HELLO) => text(&message.tree(), SERVER_NAME),
        _ => None,
    }
}

/// The text of the first field of this label.
fn text(tree: &Field, (_, filter): (&str, &str)) -> Option<String> {
    match &tree.find(filter)?.value {
        Value::Text(text) => Some(text.clone()),
        _ => None,
    }
}

fn index(direction: Direction) -> usize {
    match direction {
        Direction::FromClient => 0,
        Direction::FromServer => 1,
    }
}
