//! What kind of session it was, from its messages.

use std::time::Duration;

use wire::message::{Kind, Message};
use wire::names;
use wire::names::codes::handshake_type as ty;
use wire::{Direction, Epoch};

use super::recorded::{Entry, Recorded};
use crate::words::Words;

const EXTENSION: &str = "tls.handshake.extension.type";
const SELECTED_PSK: &str = "tls.handshake.extensions.psk.identity.selected";
const EARLY_DATA: u64 = 42;
const CLOSE_NOTIFY: u8 = 0;
const FATAL: u8 = 2;
const DECRYPT_ERROR: u8 = 51;
const TLS13: u16 = 0x0304;

/// What became of early data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Early {
    NotOffered,
    Accepted,
    Refused,
}

/// What one side has sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sent {
    /// Records of application data, and the bytes in them.
    pub(super) records: usize,
    pub(super) bytes: usize,
    pub(super) finished: bool,
    pub(super) close_notify: bool,
}

/// An alert that ends a session.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    pub(super) by: Direction,
    pub(super) code: u8,
    /// The number of the message.
    pub(super) message: u64,
    pub(super) epoch: Epoch,
}

/// What happened.
#[allow(clippy::struct_excessive_bools)] // messages that were seen: each is independent of the others
#[derive(Clone, Debug)]
pub(super) struct Facts {
    pub(super) version: u16,
    pub(super) suite: u16,
    pub(super) client_hello: bool,
    pub(super) server_hello: bool,
    pub(super) retry: bool,
    pub(super) psk: bool,
    /// Whether the PSK is one of an earlier session; `None`: not known.
    pub(super) resumed: Option<bool>,
    pub(super) early: Early,
    pub(super) asked_for_certificate: bool,
    pub(super) client_certificate: bool,
    pub(super) client: Sent,
    pub(super) server: Sent,
    pub(super) refusal: Option<Refusal>,
    pub(super) tickets: usize,
    pub(super) key_updates: usize,
    /// Messages that could not be opened.
    pub(super) closed: usize,
    pub(super) round_trips: Vec<RoundTrip>,
    /// When both ends had finished the handshake.
    pub(super) ready: Option<Duration>,
    /// The handshake messages before the end or the refusal, by their numbers, without those that the side that refused
    /// has not read any more.
    pub(super) handshake: Vec<(Direction, u64)>,
    /// Whether it is known what the side that refused has read: its own recording goes on up to its alert.
    reads_are_known: bool,
    /// The last Certificate of each side, by its number: the client's, the server's.
    pub(super) certificates: [Option<u64>; 2],
}

/// A flight of the client, and the first message of the server's answer, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RoundTrip {
    pub(super) from: u64,
    pub(super) to: u64,
    pub(super) took: Duration,
}

impl Facts {
    /// Those of a session.
    pub(super) fn of(session: &Recorded) -> Self {
        let mut facts = Self {
            version: session.version,
            suite: session.suite,
            client_hello: false,
            server_hello: false,
            retry: false,
            psk: false,
            resumed: resumed(session),
            early: Early::NotOffered,
            asked_for_certificate: false,
            client_certificate: false,
            client: Sent::default(),
            server: Sent::default(),
            refusal: None,
            tickets: 0,
            key_updates: 0,
            closed: 0,
            round_trips: round_trips(&in_time(session)),
            ready: None,
            handshake: Vec::new(),
            reads_are_known: false,
            certificates: [None; 2],
        };
        for entry in &session.entries {
            match entry {
                Entry::Message(message) => facts.take(message),
                Entry::Brief(brief) if brief.is_data => {
                    let sent = facts.of_side(brief.direction);
                    sent.records += 1;
                    sent.bytes += brief.content;
                }
                Entry::Record(_) | Entry::Brief(_) | Entry::Gap(_) => {}
            }
        }
        if let Some(refusal) =
            facts.refusal.as_ref().filter(|refusal| session.is_at_both_ends(refusal.message))
        {
            let sender = refusal.by.opposite();
            facts.reads_are_known = true;
            facts.handshake.retain(|(from, number)| *from != sender || session.is_at_both_ends(*number));
        }
        facts
    }

    fn of_side(&mut self, direction: Direction) -> &mut Sent {
        match direction {
            Direction::FromClient => &mut self.client,
            Direction::FromServer => &mut self.server,
        }
    }

    fn take(&mut self, message: &Message) {
        match &message.kind {
            Kind::Handshake(kind) => self.handshake(message, *kind),
            Kind::Alert => self.alert(message),
            Kind::ApplicationData => {
                let sent = self.of_side(message.direction);
                sent.records += message.pieces.len().max(1);
                sent.bytes += message.bytes.len();
            }
            Kind::Undecrypted { .. } => self.closed += 1,
            _ => {}
        }
    }

    fn handshake(&mut self, message: &Message, kind: u8) {
        if self.refusal.is_none() {
            self.handshake.push((message.direction, message.number));
        }
        match kind {
            ty::CLIENT_HELLO => {
                self.client_hello = true;
                if has_extension(message, EARLY_DATA) {
                    self.early = Early::Refused;
                }
            }
            ty::SERVER_HELLO if message.context.retry => self.retry = true,
            ty::SERVER_HELLO => {
                self.server_hello = true;
                self.psk = message.tree().find(SELECTED_PSK).is_some();
            }
            ty::ENCRYPTED_EXTENSIONS if has_extension(message, EARLY_DATA) => self.early = Early::Accepted,
            ty::CERTIFICATE | ty::COMPRESSED_CERTIFICATE => {
                let [client, server] = &mut self.certificates;
                *(if message.direction == Direction::FromClient { client } else { server }) =
                    Some(message.number);
            }
            ty::CERTIFICATE_REQUEST => self.asked_for_certificate = true,
            ty::CERTIFICATE_VERIFY if message.direction == Direction::FromClient => {
                self.client_certificate = true;
            }
            ty::FINISHED => {
                self.of_side(message.direction).finished = true;
                if self.client.finished && self.server.finished {
                    self.ready.get_or_insert(message.time);
                }
            }
            ty::NEW_SESSION_TICKET => self.tickets += 1,
            ty::KEY_UPDATE => self.key_updates += 1,
            _ => {}
        }
    }

    fn alert(&mut self, message: &Message) {
        let &[level, code] = message.bytes.as_slice() else { return };
        if code == CLOSE_NOTIFY {
            self.of_side(message.direction).close_notify = true;
        } else if (level == FATAL || self.version >= TLS13) && self.refusal.is_none() {
            let (by, message, epoch) = (message.direction, message.number, message.epoch);
            self.refusal = Some(Refusal { by, code, message, epoch });
        }
    }

    /// Whether both ends have finished the handshake.
    pub(super) fn is_complete(&self) -> bool {
        self.client.finished && self.server.finished
    }

    /// Whether the handshake failed, as far as this can be seen.
    pub(super) fn has_failed(&self) -> bool {
        self.refusal.is_some() || !self.is_complete() && self.closed == 0
    }

    /// The certificate of the side that was refused, by the number of its message.
    fn certificate(&self, refusal: &Refusal) -> Option<u64> {
        let [client, server] = self.certificates;
        if refusal.by == Direction::FromClient { server } else { client }
    }

    /// The message that was refused, by its number, if that is known: a certificate, if the alert is about one (RFC 8446
    /// section 6.2); if it is about a signature, a Finished or a binder, the last one that was read.
    pub(super) fn refused(&self) -> Option<u64> {
        let refusal = self.refusal.as_ref()?;
        match refusal.code {
            42..=48 => self.certificate(refusal),
            DECRYPT_ERROR if self.reads_are_known => {
                self.handshake.iter().rfind(|(from, _)| *from != refusal.by).map(|(_, number)| *number)
            }
            _ => None,
        }
    }

    /// Whether a certificate was refused because a signature in its chain does not fit.
    pub(super) fn is_certificate_changed(&self) -> bool {
        self.refusal.as_ref().is_some_and(|refusal| {
            let certificate = self.certificate(refusal);
            refusal.code == DECRYPT_ERROR && certificate.is_some() && self.refused() == certificate
        })
    }

    /// The last handshake message that nothing is known against, by its number.
    pub(super) fn last_good(&self) -> Option<u64> {
        // Where it is not known what does not fit, it may be the certificate, or without one any message of that side.
        let suspect = |refusal: &Refusal| {
            let first =
                || self.handshake.iter().find(|(from, _)| *from != refusal.by).map(|(_, number)| *number);
            if refusal.code == DECRYPT_ERROR { self.certificate(refusal).or_else(first) } else { None }
        };
        let bad = self.refused().or_else(|| self.refusal.as_ref().and_then(suspect));
        self.handshake.iter().map(|(_, number)| *number).take_while(|number| Some(*number) != bad).last()
    }

    /// The name of the version.
    pub(super) fn version_name(&self) -> &'static str {
        names::version(self.version.into()).unwrap_or("TLS")
    }

    /// The kind of session, as a title.
    pub(super) fn kind(&self) -> Words {
        let version = self.version_name();
        if let Some(refusal) = &self.refusal {
            let alert = names::alert_description(refusal.code.into()).unwrap_or("Unknown");
            return Words::new(
                format!("A session that failed: {alert}"),
                format!("失敗したセッション：{alert}"),
            );
        }
        if !self.is_complete() {
            return if self.closed > 0 && self.server_hello {
                Words::new(
                    format!("A {version} session, partly closed to us"),
                    format!("{version}のセッション（一部は復号不可）"),
                )
            } else {
                Words::new("A handshake without its end", "完了しなかったハンドシェイク")
            };
        }
        let (mut en, mut ja) = (Vec::new(), Vec::new());
        let mut add = |english, japanese| {
            en.push(english);
            ja.push(japanese);
        };
        match (self.psk, self.resumed) {
            (true, Some(true)) => add("resumption", "セッション再開"),
            (true, _) => add("handshake with a pre-shared key", "事前共有鍵によるハンドシェイク"),
            (false, _) if self.version < TLS13 => add("handshake", "ハンドシェイク"),
            (false, _) => add("full handshake", "フルハンドシェイク"),
        }
        if self.retry {
            add("Hello Retry Request", "Hello Retry Request");
        }
        match self.early {
            Early::NotOffered => {}
            Early::Accepted => add("early data", "Early Data"),
            Early::Refused => add("early data refused", "Early Dataは拒否"),
        }
        if self.client_certificate {
            add("client certificate", "クライアント認証");
        }
        Words::new(format!("{version}: {}", en.join(", ")), format!("{version}：{}", ja.join("、")))
    }
}

fn has_extension(message: &Message, number: u64) -> bool {
    let mut found = false;
    message.tree().walk(&mut |field, _| {
        found |= field.label.filter == Some(EXTENSION) && field.number() == Some(number);
    });
    found
}

/// Which kind of PSK the binders are made with.
fn resumed(session: &Recorded) -> Option<bool> {
    session.steps.iter().find_map(|step| match &step.function {
        wire::derivation::Function::ExpandLabel { label: "res binder", .. } => Some(true),
        wire::derivation::Function::ExpandLabel { label: "ext binder", .. } => Some(false),
        _ => None,
    })
}

/// The messages in the order of their times.
pub(super) fn in_time(session: &Recorded) -> Vec<&Message> {
    let mut messages: Vec<&Message> = session.messages().collect();
    messages.sort_by_key(|message| (message.time, message.number));
    messages
}

/// The flights of the client that the handshake waits for an answer to.
fn round_trips(messages: &[&Message]) -> Vec<RoundTrip> {
    let asks = |message: &Message| {
        matches!(message.kind, Kind::Handshake(ty::CLIENT_HELLO | ty::CLIENT_KEY_EXCHANGE))
    };
    let mut trips = Vec::new();
    let mut asked: Option<&Message> = None;
    for message in messages {
        match (message.direction, asked) {
            (Direction::FromClient, None) if asks(message) => asked = Some(message),
            (Direction::FromServer, Some(question)) => {
                let took = message.time.saturating_sub(question.time);
                trips.push(RoundTrip { from: question.number, to: message.number, took });
                asked = None;
            }
            _ => {}
        }
    }
    trips
}
