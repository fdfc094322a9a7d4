//! The state machine of the handshake: what each message changes, and what can be proven with it (RFC 8446,
//! RFC 5246).
//!
//! It sees the messages in the order of the wire, the keys of both directions, and the known secrets. It does
//! not know about records.
//!
//! The file is longer than others: what each message changes is one state, and stands in one place.

use std::mem;

use names::codes::{
    TLS13, alert, content_type, extension_type, handshake_type as ty, is_before_tls13, is_tls13,
    is_tls13_suite, tls13_draft,
};
use texts::{Sentence, say};

use crate::crypto::{self, Hash, Options, Suite, Transcript};
use crate::fields::big_endian;
use crate::fields::facts::{self, ClientHello, ServerHello};
use crate::fields::handshake::{Context, RETRY_RANDOM};
use crate::message::{Kind, Message};
use crate::model::{Direction, Epoch};
use crate::secrets::{ClientRandom, Name, label};

use super::evidence::Evidence;
use super::key_schedule::{Binder, KeySchedule, NOTHING_SHARED};
use super::keys::{Keys, Known, Names, Secrets};
use super::prove::{self, Derivation, PublicKey};

/// What became of early data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum EarlyDataStatus {
    #[default]
    NotOffered,
    Offered,
    Accepted,
    Rejected,
}

/// The state of a handshake, and of the session that it has made.
#[allow(clippy::struct_excessive_bools)] // each has happened or not, in any order a hostile peer likes
#[derive(Debug, Default)]
pub(super) struct Handshake {
    pub(super) client_random: Option<ClientRandom>,
    server_random: Vec<u8>,
    /// Up to TLS 1.2: the ID that the server gives the session, and the start of its encrypted premaster secret.
    session_id: Option<Name>,
    encrypted_premaster: Option<Name>,
    /// Up to TLS 1.2: the hash of the messages up to the Client Key Exchange, if the master secret is made with it
    /// (RFC 7627).
    session_hash: Option<Result<Vec<u8>, Sentence>>,
    pub(super) version: u16,
    pub(super) suite_code: u16,
    pub(super) early_data: EarlyDataStatus,
    /// How records are protected and compressed after the next Change Cipher Spec.
    pub(super) options: Options,
    pub(super) compression: u64,
    /// The version of early data: the first one of TLS 1.3 that is offered.
    pub(super) early_data_version: u16,
    /// The offered suites that can protect early data and can be opened here.
    pub(super) early_data_suites: Vec<Suite>,
    /// How often a secret has failed to open a record of early data.
    pub(super) early_data_failures: u32,
    /// A Server Hello has come that is not a Hello Retry Request.
    pub(super) server_hello: bool,
    /// It will not come: the capture has lost bytes of the server before it.
    pub(super) lost_hello: bool,
    retry: bool,
    client_hellos: u32,
    /// The capture does not have the end of the Client Hello, where early data may be offered.
    torn_hello: bool,
    transcript: Transcript,
    /// The transcript up to the client's Finished: post-handshake authentication continues it.
    complete_transcript: Option<Transcript>,
    pub(super) schedule: KeySchedule,
    client_key: Option<PublicKey>,
    server_key: Option<PublicKey>,
    /// Up to TLS 1.2: an OCSP response may follow the server's certificates; these.
    expects_status: bool,
    server_certificates: Vec<Vec<u8>>,
    /// A Server Hello Done has come, so this handshake does not resume a session.
    server_hello_done: bool,
    client_finished: bool,
    server_finished: bool,
    /// Requests for the client's certificate after the handshake that are not answered yet.
    unanswered_requests: u32,
    /// The server has said something after the handshake.
    server_spoke: bool,
    /// What stands around the next message.
    pub(super) evidence: Evidence,
}

/// The first draft of TLS 1.3 that is read: its messages, its key schedule and its records are those of the RFC, but
/// for the number of key_share (until 22) and the additional data of a record (from 25 on).
const FIRST_DRAFT: u8 = 22;

const AFTER_RETRY: Sentence =
    say!("the capture may begin after a Hello Retry Request: then it and the first Client Hello are missing");

/// How many binders of one Client Hello are checked. (OpenSSL sends one, a browser one or two.)
pub(super) const MAX_BINDERS: usize = 8;

const OUT_OF_ORDER: Sentence = say!("a message stands before the one that it answers, or without it");

const UNKNOWN_HASH: Sentence = say!("the hash of the cipher suite is not known here");

impl Handshake {
    /// The memory of the messages that it keeps, in bytes.
    pub(super) fn held(&self) -> usize {
        self.transcript.held()
            + self.complete_transcript.as_ref().map_or(0, Transcript::held)
            + self.server_certificates.iter().map(Vec::len).sum::<usize>()
    }

    /// The cipher suite agreed on; `Err`: why its records cannot be opened.
    pub(super) fn suite(&self) -> Result<Suite, Sentence> {
        let version = self.version;
        if let Some(draft) = tls13_draft(version).filter(|draft| *draft < FIRST_DRAFT) {
            return Err(say!(
                "draft {0} of TLS 1.3 is not read here, only drafts from {1} on",
                u64::from(draft),
                u64::from(FIRST_DRAFT)
            ));
        }
        if version != 0 && !is_tls13(version) && !is_before_tls13(version) {
            return Err(say!("the version {0} is not known here", format!("0x{version:04x}")));
        }
        if self.suite_code == 0 {
            return Err(say!("no cipher suite has been agreed on"));
        }
        Suite::of(self.suite_code, version)
    }

    /// The hash of the cipher suite agreed on.
    pub(super) fn hash(&self) -> Option<Hash> {
        Some(self.suite().ok()?.hash)
    }

    /// One side's keys and IV before TLS 1.3.
    pub(super) fn key_block(&self, master: &[u8], client: bool) -> Option<crypto::SideKeys> {
        self.suite().ok()?.key_block(master, &self.client_random?, &self.server_random, client)
    }

    /// The secrets that are known of this session.
    pub(super) fn known<'a>(&self, secrets: &'a Secrets) -> Known<'a> {
        let (session_id, encrypted_premaster) = (self.session_id, self.encrypted_premaster);
        secrets.of(Names { random: self.client_random, session_id, encrypted_premaster })
    }

    /// The premaster secrets of TLS 1.2 that are known: those that are logged, or what a pre-shared key makes (RFC 4279
    /// section 2).
    pub(super) fn premasters(&self, known: Known<'_>) -> Vec<Vec<u8>> {
        let mut all: Vec<_> = known.own(label::PMS_CLIENT_RANDOM).map(<[u8]>::to_vec).collect();
        if self.key_exchange() == "PSK" {
            all.extend(known.all(label::PSK).filter_map(|psk| {
                let length = u16::try_from(psk.len()).ok()?.to_be_bytes();
                Some([&length, vec![0; psk.len()].as_slice(), &length, psk].concat())
            }));
        }
        all
    }

    /// The master secret of TLS 1.2 that follows from a premaster secret (RFC 5246 section 8.1, RFC 7627 section 4);
    /// `Err`: why it does not.
    pub(super) fn master(&self, premaster: &[u8]) -> Result<Vec<u8>, Sentence> {
        let hash = self.suite()?.hash;
        let (client, server) = self.randoms();
        let (label, seed) = match &self.session_hash {
            Some(hash) => ("extended master secret", hash.clone()?),
            None => ("master secret", [client, server].concat()),
        };
        hash.prf(premaster, label, &seed, 48).ok_or(say!("OpenSSL cannot compute it"))
    }

    /// The key exchange of TLS 1.2: `TLS_RSA_WITH_…` has `RSA`.
    fn key_exchange(&self) -> &'static str {
        let name = names::cipher_suite(self.suite_code.into()).and_then(|name| name.strip_prefix("TLS_"));
        name.and_then(|name| Some(name.split_once("_WITH_")?.0)).unwrap_or_default()
    }

    /// What can be derived from them.
    pub(super) fn derivation<'a>(&'a self, secrets: &'a Secrets) -> Derivation<'a> {
        let (hash, doubt) = (self.hash(), self.schedule.doubt.as_ref());
        Derivation { schedule: &self.schedule, hash, known: self.known(secrets), doubt }
    }

    /// What the state adds to the meaning of a message.
    pub(super) fn context(&self, kind: &Kind, bytes: &[u8]) -> Context {
        let retry = *kind == Kind::Handshake(ty::SERVER_HELLO) && bytes.get(6..38) == Some(&RETRY_RANDOM);
        Context { version: self.version, suite: self.suite_code, retry }
    }

    /// Whether both Finished have been seen.
    pub(super) fn is_complete(&self) -> bool {
        self.client_finished && self.server_finished
    }

    /// Whether a side's first message has been seen, its hello: then it is known what protects the next one.
    pub(super) fn has_seen_start_of(&self, side: Direction) -> bool {
        match side {
            Direction::FromClient => self.client_hellos > 0,
            Direction::FromServer => self.server_hello,
        }
    }

    /// Whether this handshake of TLS 1.2 resumes no session.
    pub(super) fn is_full(&self) -> bool {
        self.server_hello_done
    }

    /// Whether early data has been offered, and nothing has been said of it yet.
    pub(super) fn offers_early_data(&self) -> bool {
        self.early_data == EarlyDataStatus::Offered
    }

    /// The randoms of client and server.
    pub(super) fn randoms(&self) -> (&[u8], &[u8]) {
        (self.client_random.as_ref().map_or(&[], |random| random.as_slice()), &self.server_random)
    }

    /// The transcript that a handshake message has been added to, if it is part of one.
    pub(super) fn transcript_with(&self, kind: u8, from: Direction) -> Option<&Transcript> {
        let ended = kind == ty::FINISHED && from == Direction::FromClient && !self.transcript.is_whole();
        let transcript = if ended { self.complete_transcript.as_ref()? } else { &self.transcript };
        transcript.is_whole().then_some(transcript)
    }

    /// Something is missing: why.
    pub(super) fn lose(&mut self, why: Sentence) {
        self.transcript.lose(why);
    }

    /// A record could not be opened: if it belonged to the handshake, the transcript is not complete.
    pub(super) fn transcript_incomplete(&mut self, epoch: Epoch) {
        let skipped = epoch == Epoch::Early && self.early_data == EarlyDataStatus::Rejected;
        if !skipped && !self.is_complete() {
            self.lose(say!("a part of the handshake could not be opened"));
        }
    }

    /// Follows a message, and adds to it what it proves.
    pub(super) fn follow(&mut self, message: &mut Message, keys: &mut Keys, secrets: &Secrets) {
        match message.kind {
            Kind::Handshake(kind) => {
                let announced = message.bytes.get(1..4).map_or(0, big_endian);
                if usize::try_from(announced).ok() == message.bytes.len().checked_sub(4) {
                    self.handshake_message(kind, message, keys, secrets);
                } else {
                    self.lose(say!("it has a message that is too long to be kept"));
                }
            }
            Kind::ChangeCipherSpec if is_before_tls13(self.version) => {
                let next = match keys.of(message.direction).epoch {
                    Epoch::Application(generation) => generation.saturating_add(1),
                    _ => 0,
                };
                keys.enter(message.direction, Epoch::Application(next));
            }
            Kind::Alert => self.alert(message),
            Kind::ApplicationData if message.direction == Direction::FromServer => {
                self.server_spoke |= self.client_finished;
            }
            _ => {}
        }
    }

    fn alert(&self, message: &mut Message) {
        if is_tls13(self.version) && self.server_hello && message.epoch == Epoch::Clear {
            message.notes.push(say!("in the clear: its sender has, or takes, no key for it"));
        }
        let fatal = message.bytes.first() == Some(&alert::FATAL)
            && message.bytes.get(1) != Some(&alert::CLOSE_NOTIFY);
        let late = is_tls13(self.version) && self.client_finished && !self.server_spoke;
        if fatal && late && message.direction == Direction::FromServer {
            message.notes.push(say!("the client takes the handshake for complete by now"));
        }
    }

    fn handshake_message(&mut self, kind: u8, message: &mut Message, keys: &mut Keys, secrets: &Secrets) {
        let tls13 = is_tls13(self.version);
        if tls13 && self.lacks_protection(kind, message, keys) {
            message.notes.push(say!("in the clear, where its sender has a key: no part of the handshake"));
            return;
        }
        if self.is_before_its_time(kind, message.direction) {
            self.lose(OUT_OF_ORDER);
        }
        // Each arm adds its message to the transcript, at the right moment, if it is part of it.
        match kind {
            ty::CLIENT_HELLO => self.client_hello(message, keys, secrets),
            ty::SERVER_HELLO if message.context.retry => self.hello_retry_request(message),
            ty::SERVER_HELLO => self.server_hello(message, keys),
            ty::ENCRYPTED_EXTENSIONS => self.encrypted_extensions(message),
            ty::CERTIFICATE => self.certificate(message),
            ty::CERTIFICATE_STATUS => self.certificate_status(message),
            ty::COMPRESSED_CERTIFICATE => self.compressed_certificate(message),
            ty::CERTIFICATE_REQUEST => self.certificate_request(message),
            ty::CERTIFICATE_VERIFY => self.certificate_verify(message),
            ty::SERVER_KEY_EXCHANGE => self.server_key_exchange(message),
            ty::CLIENT_KEY_EXCHANGE => self.client_key_exchange(message),
            ty::FINISHED => self.finished(message, keys, secrets),
            ty::END_OF_EARLY_DATA => {
                self.transcript.add(&message.bytes);
                if keys.of(message.direction).epoch == Epoch::Early {
                    keys.enter(message.direction, Epoch::Handshake);
                }
            }
            // Neither these nor a Hello Request are part of the transcript.
            ty::KEY_UPDATE if tls13 => {
                if let Ok(suite) = self.suite() {
                    keys.update(message.direction, suite);
                }
            }
            ty::NEW_SESSION_TICKET if tls13 => self.server_spoke |= self.client_finished,
            ty::HELLO_REQUEST => {}
            ty::SERVER_HELLO_DONE => {
                self.server_hello_done = true;
                self.transcript.add(&message.bytes);
            }
            _ => self.transcript.add(&message.bytes),
        }
    }

    /// Whether a message of TLS 1.3 is in the clear where only protected ones are accepted. (The second Client
    /// Hello is in the clear even after early data.)
    fn lacks_protection(&self, kind: u8, message: &Message, keys: &Keys) -> bool {
        let second_hello = kind == ty::CLIENT_HELLO && self.expects_second_hello();
        message.epoch == Epoch::Clear && keys.of(message.direction).epoch != Epoch::Clear && !second_hello
    }

    /// Whether a message comes before the one that it answers, which happens if the two directions were captured
    /// separately. Then the transcript differs from that of the peers.
    fn is_before_its_time(&self, kind: u8, from: Direction) -> bool {
        match (from, kind) {
            (_, ty::CLIENT_HELLO) => false,
            (Direction::FromClient, _) if is_tls13(self.version) => !self.server_finished,
            // In a full handshake or a resumption.
            (Direction::FromClient, _) => !self.server_hello_done && !self.server_finished,
            // A second one answers the request to try again.
            (Direction::FromServer, ty::SERVER_HELLO) => self.client_hellos <= u32::from(self.retry),
            (Direction::FromServer, ty::FINISHED | ty::NEW_SESSION_TICKET) if !is_tls13(self.version) => {
                self.server_hello_done && !self.client_finished
            }
            _ => false,
        }
    }

    /// Whether the next Client Hello is the second one, which answers a Hello Retry Request.
    fn expects_second_hello(&self) -> bool {
        self.retry && self.client_hellos == 1 && !self.server_hello
    }

    /// RFC 8446 section 4.1.2.
    fn client_hello(&mut self, message: &mut Message, keys: &mut Keys, secrets: &Secrets) {
        let second = self.expects_second_hello();
        if !second {
            self.begin(keys.of(message.direction).epoch);
        }
        let tree = message.tree();
        let hello = ClientHello::read(&tree, &message.bytes);
        if !second && self.evidence.may_follow_retry(&hello) {
            self.transcript.may_begin_late(AFTER_RETRY);
            self.schedule.doubt = Some(AFTER_RETRY);
        }
        self.client_hellos = self.client_hellos.saturating_add(1);
        if let Some(random) = hello.random {
            self.client_random = random.try_into().ok();
        }
        self.schedule.binders = self.binders(&hello);
        if second {
            keys.enter(Direction::FromClient, Epoch::Clear);
        } else if hello.early_data {
            self.early_data = EarlyDataStatus::Offered;
            let offered = hello.versions.iter().copied().find(|version| is_tls13(*version));
            self.early_data_version = offered.unwrap_or(TLS13);
            // Only suites of TLS 1.3 have early data.
            let suites = hello.suites.iter().filter(|code| is_tls13_suite(**code));
            for suite in suites.filter_map(|code| Suite::of(*code, self.early_data_version).ok()) {
                if !self.early_data_suites.contains(&suite) {
                    self.early_data_suites.push(suite);
                }
            }
            let hashes = [Hash::Sha256, Hash::Sha384].map(|hash| hash.of(&message.bytes).unwrap_or_default());
            self.schedule.client_hello_hash = hashes;
            keys.enter(Direction::FromClient, Epoch::Early);
        }
        let derivation = self.derivation(secrets);
        let binders = 0..self.schedule.binders.len().min(MAX_BINDERS);
        message.proofs.extend(binders.filter_map(|index| derivation.prove_binder(index)));
        self.transcript.add(&message.bytes);
    }

    /// The capture has this record only up to here. The random of a Client Hello stands in its first bytes, and names the
    /// session's secrets; everything else that it says is lost.
    pub(super) fn torn_hello(&mut self, start_of_record: &[u8]) {
        // Type, version and length of the record; type and length of the message, and its version.
        let [content_type::HANDSHAKE, _, _, _, _, ty::CLIENT_HELLO, _, _, _, _, _, rest @ ..] =
            start_of_record
        else {
            return;
        };
        let Some(random) = rest.first_chunk().filter(|_| self.client_hellos == 0) else { return };
        (self.client_random, self.client_hellos, self.torn_hello) = (Some(*random), 1, true);
    }

    /// RFC 5246 appendix E.2: the challenge is the client's random, with zeros before it.
    pub(super) fn client_hello_v2(&mut self, message: &mut Message) {
        self.begin(Epoch::Clear);
        self.client_hellos = 1;
        let mut random = ClientRandom::default();
        if let Some(challenge) = facts::challenge_v2(&message.bytes) {
            let start = random.len().saturating_sub(challenge.len());
            for (byte, sent) in random.iter_mut().skip(start).zip(challenge) {
                *byte = *sent;
            }
            self.client_random = Some(random);
        }
        self.transcript.add(&message.bytes);
        message.notes.push(say!("in the form of SSL 2.0, for a server that may know nothing else"));
    }

    /// Begins a handshake: the first of the session, or a renegotiation, which the old keys of TLS 1.2
    /// protect to its end.
    fn begin(&mut self, epoch: Epoch) {
        let old = mem::take(self);
        self.evidence = old.evidence;
        if epoch != Epoch::Clear {
            (self.version, self.suite_code) = (old.version, old.suite_code);
            (self.options, self.compression) = (old.options, old.compression);
        }
        if (old.client_hellos > 0 || old.retry) && !old.server_hello {
            self.lose(OUT_OF_ORDER); // a request to try again came too late, or too early
        }
    }

    fn binders(&self, hello: &ClientHello<'_>) -> Vec<Binder> {
        if hello.binders.is_empty() {
            return Vec::new();
        }
        // Computed once: there may be thousands of binders.
        let [sha256, sha384] =
            [Hash::Sha256, Hash::Sha384].map(|hash| self.transcript.hash(hash, hello.before_binders));
        let binder = |(index, value): (usize, &&[u8])| {
            let transcript = match Hash::of_length(value.len()) {
                Some(Hash::Sha256) => sha256.clone(),
                Some(Hash::Sha384) => sha384.clone(),
                _ => Err(say!("it has not the length of a known hash")),
            };
            let identity = hello.identities.get(index).map_or_else(Vec::new, |identity| identity.to_vec());
            Binder { identity, value: value.to_vec(), transcript }
        };
        hello.binders.iter().enumerate().map(binder).collect()
    }

    /// RFC 8446 section 4.1.4: the first Client Hello is replaced by its hash in the transcript.
    fn hello_retry_request(&mut self, message: &mut Message) {
        let tree = message.tree();
        let ServerHello { version, suite, .. } = ServerHello::read(&tree, &message.bytes);
        (self.version, self.suite_code, self.retry) = (version, suite, true);
        self.schedule.doubt = None; // it answers the first Client Hello
        if self.early_data == EarlyDataStatus::Offered {
            self.early_data = EarlyDataStatus::Rejected;
            message.notes.push(say!("early data is refused by this, too"));
        }
        match self.hash().ok_or(UNKNOWN_HASH).and_then(|hash| self.transcript.with_retry(hash)) {
            Ok(transcript) => self.transcript = transcript,
            Err(why) => self.lose(why),
        }
        self.transcript.add(&message.bytes);
        message.context = Context { version, suite, retry: true };
    }

    /// RFC 8446 section 4.1.3.
    fn server_hello(&mut self, message: &mut Message, keys: &mut Keys) {
        let tree = message.tree();
        let hello = ServerHello::read(&tree, &message.bytes);
        let (version, suite) = (hello.version, hello.suite);
        (self.version, self.suite_code, self.server_hello) = (version, suite, true);
        self.server_random = hello.random.to_vec();
        let (encrypt_then_mac, truncated_mac) = (hello.encrypt_then_mac, hello.truncated_mac);
        (self.options, self.compression) = (Options { encrypt_then_mac, truncated_mac }, hello.compression);
        message.context = Context { version, suite, retry: false };
        self.transcript.add(&message.bytes);
        if !is_tls13(version) {
            self.session_id = Name::session_id(hello.session_id);
            let extended = facts::has_extension(&tree, extension_type::EXTENDED_MASTER_SECRET);
            self.session_hash = extended.then_some(Err(prove::NO_HASH));
            self.expects_status = facts::has_extension(&tree, extension_type::STATUS_REQUEST);
            if self.early_data == EarlyDataStatus::Offered {
                self.early_data = EarlyDataStatus::Rejected;
            }
            let client = Direction::FromClient;
            if keys.of(client).epoch == Epoch::Early {
                keys.enter(client, Epoch::Clear);
            }
            if is_before_tls13(version) && self.evidence.changed[0] && keys.of(client).epoch == Epoch::Clear {
                // The capture has the client's answer before this.
                keys.enter(client, Epoch::Application(0));
            }
            return;
        }
        if self.evidence.hello_waits {
            self.lose(OUT_OF_ORDER); // behind early data: the second Client Hello, which this answers
        }
        self.schedule.selected = hello.selected_identity.and_then(|selected| usize::try_from(selected).ok());
        self.schedule.key_share = hello.key_share;
        if !self.schedule.agrees() {
            message.notes.push(NOTHING_SHARED);
        }
        if let Some(selected) = hello.selected_identity {
            message.notes.push(say!("the server takes the pre-shared key of identity {0}", selected));
        }
        match self.hash() {
            Some(hash) => {
                self.transcript.run(hash);
                self.schedule.hello_hash = self.transcript.hash(hash, b"").unwrap_or_default();
            }
            None => self.lose(UNKNOWN_HASH),
        }
        keys.enter(Direction::FromServer, Epoch::Handshake);
        if self.early_data == EarlyDataStatus::NotOffered || self.retry {
            keys.enter(Direction::FromClient, Epoch::Handshake);
        }
        if self.torn_hello {
            keys.of_mut(Direction::FromClient).lose_records(false, 0); // its first records may be early data
        }
    }

    fn encrypted_extensions(&mut self, message: &mut Message) {
        if self.early_data == EarlyDataStatus::Offered {
            let accepted = facts::accepts_early_data(&message.tree());
            let (status, words) = if accepted {
                (EarlyDataStatus::Accepted, say!("early data is accepted"))
            } else {
                (EarlyDataStatus::Rejected, say!("early data is refused"))
            };
            self.early_data = status;
            message.notes.push(words);
        }
        self.transcript.add(&message.bytes);
    }

    fn certificate(&mut self, message: &mut Message) {
        let body = message.bytes.get(4..).unwrap_or_default();
        let key = prove::leaf_key(body, self.version);
        if is_tls13(self.version) {
            message.proofs.extend(prove::ocsp_responses(body, self.version, message.direction));
        } else if self.expects_status && message.direction == Direction::FromServer {
            let entries = facts::entries(body, self.version);
            self.server_certificates = entries.iter().map(|entry| entry.der.to_vec()).collect();
        }
        self.sender_has_key(message, key);
    }

    /// RFC 6066 section 8: of the server's first certificate.
    fn certificate_status(&mut self, message: &mut Message) {
        if let Some(response) = facts::ocsp_response(message.bytes.get(4..).unwrap_or_default()) {
            let certificates: Vec<_> = self.server_certificates.iter().map(Vec::as_slice).collect();
            message.proofs.extend(prove::ocsp_response(response, 0, &certificates, message.direction));
        }
        self.server_certificates = Vec::new();
        self.transcript.add(&message.bytes);
    }

    /// RFC 8879 section 4: what is signed and hashed is the message as it was sent, compressed.
    fn compressed_certificate(&mut self, message: &mut Message) {
        let (key, note) = match message.decompressed() {
            Some(Ok(whole)) => {
                let (sent, meant) = (message.bytes.len(), 4 + whole.bytes.len());
                let proofs = prove::ocsp_responses(&whole.bytes, self.version, message.direction);
                message.proofs.extend(proofs);
                (prove::leaf_key(&whole.bytes, self.version), say!("{0} bytes instead of {1}", sent, meant))
            }
            Some(Err(why)) => {
                let note = say!("cannot be decompressed here: {0}", why);
                (Err(say!("its sender's certificate cannot be decompressed here")), note)
            }
            None => return,
        };
        message.notes.push(note);
        self.sender_has_key(message, key);
    }

    /// The sender of this message has this key.
    fn sender_has_key(&mut self, message: &Message, key: PublicKey) {
        match message.direction {
            Direction::FromClient => self.client_key = Some(key),
            Direction::FromServer => self.server_key = Some(key),
        }
        self.transcript.add(&message.bytes);
    }

    /// After the handshake, it starts a post-handshake authentication (RFC 8446 section 4.6.2).
    fn certificate_request(&mut self, message: &Message) {
        if let (true, Some(transcript)) = (is_tls13(self.version), self.complete_transcript.clone()) {
            self.transcript = transcript;
            self.client_key = None;
            if self.unanswered_requests > 0 {
                self.lose(say!("it may answer either of two requests"));
            }
            self.unanswered_requests += 1;
        }
        self.transcript.add(&message.bytes);
    }

    fn certificate_verify(&mut self, message: &mut Message) {
        let key = match message.direction {
            Direction::FromClient => take_key(&mut self.client_key),
            Direction::FromServer => take_key(&mut self.server_key),
        };
        let proof = prove::certificate_verify(message, self.version, self.hash(), &self.transcript, key);
        message.proofs.push(proof);
        self.transcript.add(&message.bytes);
    }

    fn server_key_exchange(&mut self, message: &mut Message) {
        let randoms = (self.client_random, self.server_random.as_slice());
        let take_key = || take_key(&mut self.server_key);
        message.proofs.extend(prove::server_key_exchange(message, self.version, randoms, take_key));
        self.transcript.add(&message.bytes);
    }

    /// From here on, both sides can make the master secret of TLS 1.2.
    fn client_key_exchange(&mut self, message: &Message) {
        self.transcript.add(&message.bytes);
        if self.key_exchange() == "RSA" {
            let encrypted = message.tree();
            let encrypted = facts::encrypted_premaster(&encrypted, &message.bytes);
            self.encrypted_premaster = encrypted.and_then(Name::encrypted_premaster);
        }
        if let (Some(session_hash), true) = (&mut self.session_hash, is_before_tls13(self.version)) {
            let hash = Suite::of(self.suite_code, self.version).map_err(|_| UNKNOWN_HASH);
            *session_hash = hash.and_then(|suite| self.transcript.hash(suite.hash, b""));
        }
    }

    fn finished(&mut self, message: &mut Message, keys: &mut Keys, secrets: &Secrets) {
        let direction = message.direction;
        if message.epoch == Epoch::Clear {
            message.proofs.push(prove::finished_in_the_clear(direction));
            self.transcript.add(&message.bytes);
            return; // it does not end a handshake
        }
        let secret = &keys.of(direction).secret;
        let proof = prove::finished(message, self.version, self.suite().ok(), &self.transcript, secret);
        let verdict = proof.verdict.clone();
        message.proofs.push(proof);
        self.transcript.add(&message.bytes);

        let tls13 = is_tls13(self.version);
        let again = self.is_complete();
        match direction {
            Direction::FromServer => self.server_finished = true,
            Direction::FromClient => self.client_finished = true,
        }
        if again {
            self.unanswered_requests = self.unanswered_requests.saturating_sub(1);
        }
        if !tls13 || again {
            return;
        }
        match direction {
            Direction::FromServer => {
                if let Some(hash) = self.hash() {
                    self.schedule.finished_hash = self.transcript.hash(hash, b"").unwrap_or_default();
                }
                if let Some(selected) = self.schedule.selected {
                    message.proofs.extend(self.derivation(secrets).prove_selected(selected, &verdict));
                }
            }
            Direction::FromClient => {
                self.complete_transcript = Some(self.end());
                message.proofs.extend(self.derivation(secrets).prove_exporter());
            }
        }
        keys.enter(direction, Epoch::Application(0));
    }

    /// All has been said about a message. If it is the last Finished before TLS 1.3, no handshake goes on after it.
    pub(super) fn settle(&mut self) {
        if self.is_complete() && !is_tls13(self.version) {
            self.end();
        }
    }

    /// Ends the handshake, and takes out its transcript.
    fn end(&mut self) -> Transcript {
        let messages = mem::take(&mut self.transcript);
        self.lose(say!("no handshake goes on"));
        messages
    }
}

/// Takes the key of a side's certificate, for the one signature that it makes.
fn take_key(key: &mut Option<PublicKey>) -> PublicKey {
    key.take().unwrap_or(Err(prove::NO_CERTIFICATE))
}
