//! What each message changes in the state of a session, and what it lets one prove (RFC 8446, RFC 5246).

use std::cell::OnceCell;
use std::mem;

use openssl::pkey::{PKey, Public};

use crate::crypto::{Hash, Suite, Transcript, public_key, verify};
use crate::fields::handshake::{Context, RETRY_RANDOM, is_raw_public_key_12};
use crate::fields::{Field, Value, big_endian};
use crate::message::{Kind, Message};
use crate::model::{Direction, Epoch};
use crate::names::codes::{TLS12, TLS13, handshake_type as ty};
use crate::proof::{Proof, Verdict};
use crate::secrets::ClientRandom;
use crate::session::Session;

/// What has become of early data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Early {
    #[default]
    NotOffered,
    Offered,
    Accepted,
    Rejected,
}

/// A binder of a Client Hello: an HMAC of what comes before it.
#[derive(Debug)]
struct Binder {
    value: Vec<u8>,
    /// The hash of the messages, up to the list of binders.
    transcript: Result<Vec<u8>, &'static str>,
}

/// The public key of a side's certificate; `Err`: why there is none.
type PublicKey = Result<PKey<Public>, &'static str>;

/// What is known of the handshake.
#[allow(clippy::struct_excessive_bools)] // each is a thing that has happened or not, in any order a hostile peer likes
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) client_random: Option<ClientRandom>,
    server_random: Vec<u8>,
    pub(crate) version: u16,
    pub(crate) suite_code: u16,
    /// Those that can be opened here, if early data was offered.
    pub(crate) offered_suites: Vec<Suite>,
    pub(crate) early: Early,
    /// How many records its secret has not opened.
    pub(crate) early_failures: u32,
    /// A Server Hello has come that is no Hello Retry Request.
    pub(crate) server_hello: bool,
    retry: bool,
    client_hellos: u32,
    pub(crate) transcript: Transcript,
    /// The transcript as it was after the client's Finished: where a later authentication goes on.
    after: Option<Transcript>,
    binders: Vec<Binder>,
    /// The identity that the server has chosen.
    selected: Option<usize>,
    /// The server has sent a key share: the secret is not the PSK's alone.
    key_share: bool,
    /// The hash of the first Client Hello, of the messages to the Server Hello, of those to the server's Finished.
    client_hello_hash: [Vec<u8>; 2],
    hello_hash: Vec<u8>,
    finished_hash: Vec<u8>,
    /// The handshake secret and the master secret, once they are derived.
    schedule: OnceCell<(Vec<u8>, Vec<u8>)>,
    client_key: Option<PublicKey>,
    server_key: Option<PublicKey>,
    /// A Server Hello Done has come: the handshake is none that resumes a session.
    server_done: bool,
    client_finished: bool,
    server_finished: bool,
    /// Requests for the client's certificate after the handshake that are not answered yet.
    requests: u32,
    /// The server has said something after the handshake.
    server_spoke: bool,
}

impl State {
    /// The cipher suite agreed on; `Err`: why its records stay closed.
    pub(crate) fn suite(&self) -> Result<Suite, String> {
        if self.suite_code == 0 {
            return Err("no cipher suite has been agreed on".to_owned());
        }
        Suite::of(self.suite_code)
    }

    /// One side's key and IV of TLS 1.2.
    pub(crate) fn key_block(&self, master: &[u8], client: bool) -> Option<(Vec<u8>, Vec<u8>)> {
        self.suite().ok()?.key_block(master, &self.client_random?, &self.server_random, client)
    }

    /// What the state adds to the meaning of a message.
    pub(crate) fn context(&self, kind: &Kind, bytes: &[u8]) -> Context {
        let retry = *kind == Kind::Handshake(ty::SERVER_HELLO) && bytes.get(6..38) == Some(&RETRY_RANDOM);
        Context { version: self.version, suite: self.suite_code, retry }
    }

    /// A record stays closed: if it belonged to the handshake, the transcript is not complete.
    pub(crate) fn lose_closed(&mut self, epoch: Epoch) {
        let skipped = epoch == Epoch::Early && self.early == Early::Rejected;
        if !skipped && !self.is_complete() {
            self.transcript.lose("a part of the handshake could not be opened");
        }
    }

    /// Whether a message stands in the capture before the one that it answers: the two directions of a connection may have been
    /// captured apart. Then the transcript is not that of the peers.
    fn is_before_its_time(&self, kind: u8, from: Direction) -> bool {
        match (from, kind) {
            (_, ty::CLIENT_HELLO) => false,
            (Direction::FromClient, _) if self.version >= TLS13 => !self.server_finished,
            // Of a full handshake or a resumption.
            (Direction::FromClient, _) => !self.server_done && !self.server_finished,
            // A second one answers the request to try again.
            (Direction::FromServer, ty::SERVER_HELLO) => self.client_hellos <= u32::from(self.retry),
            (Direction::FromServer, ty::FINISHED | ty::NEW_SESSION_TICKET) if self.version < TLS13 => {
                self.server_done && !self.client_finished
            }
            _ => false,
        }
    }

    /// Whether the next Client Hello is the second one, which answers a Hello Retry Request.
    fn expects_second_hello(&self) -> bool {
        self.retry && self.client_hellos == 1 && !self.server_hello
    }

    /// The messages of the handshake, which are not needed any more.
    fn end_handshake(&mut self) -> Transcript {
        let messages = mem::take(&mut self.transcript);
        self.transcript.lose("no handshake goes on");
        messages
    }

    /// Whether both Finished have been seen.
    pub(crate) fn is_complete(&self) -> bool {
        self.client_finished && self.server_finished
    }

    /// The key of a side's certificate, for the one signature that is made with it.
    fn take_key(&mut self, direction: Direction) -> Result<PKey<Public>, &'static str> {
        let key = match direction {
            Direction::FromClient => &mut self.client_key,
            Direction::FromServer => &mut self.server_key,
        };
        key.take().unwrap_or(Err("no certificate of its sender stands before it"))
    }
}

/// The binders of one Client Hello that are checked. (OpenSSL sends one, a browser one or two.)
const MAX_BINDERS: usize = 8;

const NO_HASH: &str = "the hash of the messages is not known";

const OUT_OF_ORDER: &str = "a message stands before the one that it answers, or without it";

impl Session {
    /// Follows a message, and reports it with what it proves.
    pub(crate) fn follow(&mut self, mut message: Message) {
        match message.kind {
            Kind::Handshake(kind) => {
                let announced = message.bytes.get(1..4).map_or(0, big_endian);
                if usize::try_from(announced).ok() == message.bytes.len().checked_sub(4) {
                    self.follow_handshake(kind, &mut message);
                } else {
                    self.state.transcript.lose("it has a message that is too long to be kept");
                }
            }
            Kind::ChangeCipherSpec if self.state.version != 0 && self.state.version < TLS13 => {
                let next = match self.epoch(message.direction) {
                    Epoch::Application(generation) => generation.saturating_add(1),
                    _ => 0,
                };
                self.enter(message.direction, Epoch::Application(next));
            }
            Kind::Alert => self.follow_alert(&mut message),
            Kind::ApplicationData if message.direction == Direction::FromServer => {
                self.state.server_spoke |= self.state.client_finished;
            }
            _ => {}
        }
        self.report(message);
    }

    fn follow_alert(&mut self, message: &mut Message) {
        let state = &self.state;
        if state.version >= TLS13 && state.server_hello && message.epoch == Epoch::Clear {
            message.notes.push("in the clear: its sender has, or takes, no key for it".into());
        }
        let fatal = message.bytes.first() == Some(&2) && message.bytes.get(1) != Some(&0);
        let late = state.version >= TLS13 && state.client_finished && !state.server_spoke;
        if fatal && late && message.direction == Direction::FromServer {
            message.notes.push("the client takes the handshake for complete by now".into());
        }
    }

    fn follow_handshake(&mut self, kind: u8, message: &mut Message) {
        let new = self.state.version >= TLS13;
        if new && self.is_foreign(kind, message) {
            message.notes.push("in the clear, where its sender has a key: no part of the handshake".into());
            return;
        }
        if self.state.is_before_its_time(kind, message.direction) {
            self.state.transcript.lose(OUT_OF_ORDER);
        }
        match kind {
            ty::CLIENT_HELLO => self.client_hello(message),
            ty::SERVER_HELLO if message.context.retry => self.retry(message),
            ty::SERVER_HELLO => self.server_hello(message),
            ty::ENCRYPTED_EXTENSIONS => self.encrypted_extensions(message),
            ty::CERTIFICATE => self.certificate(message),
            ty::COMPRESSED_CERTIFICATE => self.compressed_certificate(message),
            ty::CERTIFICATE_REQUEST => {
                // After the handshake it starts another authentication of the client (RFC 8446 section 4.6.2).
                if let (true, Some(after)) = (new, self.state.after.clone()) {
                    self.state.transcript = after;
                    self.state.client_key = None;
                    if self.state.requests > 0 {
                        self.state.transcript.lose("it may answer either of two requests");
                    }
                    self.state.requests += 1;
                }
                self.state.transcript.add(&message.bytes);
            }
            ty::CERTIFICATE_VERIFY => {
                let proof = self.prove_certificate_verify(message);
                message.proofs.push(proof);
                self.state.transcript.add(&message.bytes);
            }
            ty::SERVER_KEY_EXCHANGE => {
                message.proofs.extend(self.prove_server_key_exchange(message));
                self.state.transcript.add(&message.bytes);
            }
            ty::FINISHED => self.finished_message(message),
            ty::END_OF_EARLY_DATA => {
                self.state.transcript.add(&message.bytes);
                if self.epoch(message.direction) == Epoch::Early {
                    self.enter(message.direction, Epoch::Handshake);
                }
            }
            ty::KEY_UPDATE if new => self.update_key(message.direction),
            // Neither is part of the transcript.
            ty::NEW_SESSION_TICKET if new => self.state.server_spoke |= self.state.client_finished,
            ty::HELLO_REQUEST => {}
            ty::SERVER_HELLO_DONE => {
                self.state.server_done = true;
                self.state.transcript.add(&message.bytes);
            }
            _ => self.state.transcript.add(&message.bytes),
        }
    }

    /// Whether a message of TLS 1.3 is in the clear where only protected ones are taken. (The second Client Hello is in the clear
    /// even after early data.)
    fn is_foreign(&mut self, kind: u8, message: &Message) -> bool {
        let second_hello = kind == ty::CLIENT_HELLO && self.state.expects_second_hello();
        message.epoch == Epoch::Clear && self.epoch(message.direction) != Epoch::Clear && !second_hello
    }

    /// RFC 8446 section 4.1.2.
    fn client_hello(&mut self, message: &mut Message) {
        let second = self.state.expects_second_hello();
        if !second {
            // The first of the session, or a renegotiation, which the old keys of TLS 1.2 protect to its end.
            let old = mem::take(&mut self.state);
            if self.epoch(message.direction) != Epoch::Clear {
                (self.state.version, self.state.suite_code) = (old.version, old.suite_code);
            }
            if (old.client_hellos > 0 || old.retry) && !old.server_hello {
                self.state.transcript.lose(OUT_OF_ORDER); // a request to try again came too late, or too early
            }
        }
        let tree = message.tree();
        let state = &mut self.state;
        state.client_hellos = state.client_hellos.saturating_add(1);
        if let Some(random) = tree.find("tls.handshake.random") {
            state.client_random = random.bytes(&message.bytes).try_into().ok();
        }
        let (mut early, mut binders_at) = (false, None);
        let (mut suites, mut binders) = (Vec::new(), Vec::new());
        tree.walk(&mut |field, _| match field.label.filter {
            Some("tls.handshake.ciphersuite") => suites.extend(field.number()),
            Some("tls.handshake.extension.type") => early |= field.number() == Some(42),
            Some("tls.handshake.extensions.psk.binders_len") => binders_at = Some(field.span.start),
            Some("tls.handshake.extensions.psk.binders") => {
                let values = field.children.iter().filter(|child| child.value == Value::Bytes);
                binders.extend(values.map(|binder| binder.bytes(&message.bytes).to_vec()));
            }
            _ => {}
        });
        let start = binders_at.and_then(|at| message.bytes.get(..at)).unwrap_or_default();
        // Computed once: there may be thousands of binders.
        let hash = |hash| if binders.is_empty() { Err(NO_HASH) } else { state.transcript.hash(hash, start) };
        let (sha256, sha384) = (hash(Hash::Sha256), hash(Hash::Sha384));
        state.binders = binders
            .into_iter()
            .map(|value| {
                let transcript = match Hash::of_length(value.len()) {
                    Some(Hash::Sha256) => sha256.clone(),
                    Some(Hash::Sha384) => sha384.clone(),
                    None => Err("it has not the length of a known hash"),
                };
                Binder { value, transcript }
            })
            .collect();
        if second {
            self.enter(Direction::FromClient, Epoch::Clear);
        } else if early {
            self.state.early = Early::Offered;
            let new = suites.into_iter().filter(|code| code >> 8 == 0x13); // only suites of TLS 1.3 have early data
            for suite in new.filter_map(|code| Suite::of(u16::try_from(code).ok()?).ok()) {
                if !self.state.offered_suites.contains(&suite) {
                    self.state.offered_suites.push(suite);
                }
            }
            let hashes = [Hash::Sha256, Hash::Sha384].map(|hash| hash.of(&message.bytes).unwrap_or_default());
            self.state.client_hello_hash = hashes;
            self.enter(Direction::FromClient, Epoch::Early);
        }
        for index in 0..self.state.binders.len().min(MAX_BINDERS) {
            message.proofs.extend(self.prove_binder(index));
        }
        self.state.transcript.add(&message.bytes);
    }

    /// RFC 8446 section 4.1.4: the first Client Hello is replaced by its hash in the transcript.
    fn retry(&mut self, message: &mut Message) {
        let tree = message.tree();
        let (version, suite) = agreed(&tree);
        let state = &mut self.state;
        (state.version, state.suite_code, state.retry) = (version, suite, true);
        if state.early == Early::Offered {
            state.early = Early::Rejected;
            message.notes.push("early data is refused by this, too".into());
        }
        match state.suite() {
            Ok(suite) => match state.transcript.hash(suite.hash, b"") {
                Ok(hash) => {
                    state.transcript = Transcript::default();
                    state.transcript.run(suite.hash);
                    let length = u8::try_from(hash.len()).unwrap_or_default();
                    state.transcript.add(&[ty::MESSAGE_HASH, 0, 0, length]);
                    state.transcript.add(&hash);
                }
                Err(why) => state.transcript.lose(why),
            },
            Err(_) => state.transcript.lose("the hash of the cipher suite is not known here"),
        }
        state.transcript.add(&message.bytes);
        message.context = Context { version, suite, retry: true };
    }

    /// RFC 8446 section 4.1.3.
    fn server_hello(&mut self, message: &mut Message) {
        let tree = message.tree();
        let (version, suite) = agreed(&tree);
        let state = &mut self.state;
        (state.version, state.suite_code, state.server_hello) = (version, suite, true);
        state.server_random = tree
            .find("tls.handshake.random")
            .map(|random| random.bytes(&message.bytes).to_vec())
            .unwrap_or_default();
        message.context = Context { version, suite, retry: false };
        state.transcript.add(&message.bytes);
        if version < TLS13 {
            if state.early == Early::Offered {
                state.early = Early::Rejected;
            }
            if self.epoch(Direction::FromClient) == Epoch::Early {
                self.enter(Direction::FromClient, Epoch::Clear);
            }
            return;
        }
        let selected = tree.find("tls.handshake.extensions.psk.identity.selected").and_then(Field::number);
        state.selected = selected.and_then(|selected| usize::try_from(selected).ok());
        state.key_share = tree.find("tls.handshake.extensions_key_share_key_exchange").is_some();
        if let Some(selected) = selected {
            message.notes.push(format!("the server takes the pre-shared key of identity {selected}").into());
        }
        match state.suite() {
            Ok(suite) => {
                state.transcript.run(suite.hash);
                state.hello_hash = state.transcript.hash(suite.hash, b"").unwrap_or_default();
            }
            Err(_) => state.transcript.lose("the hash of the cipher suite is not known here"),
        }
        self.enter(Direction::FromServer, Epoch::Handshake);
        if self.state.early == Early::NotOffered || self.state.retry {
            self.enter(Direction::FromClient, Epoch::Handshake);
        }
    }

    fn encrypted_extensions(&mut self, message: &mut Message) {
        let mut early = false;
        message.tree().walk(&mut |field, _| {
            early |= field.label.filter == Some("tls.handshake.extension.type") && field.number() == Some(42);
        });
        if self.state.early == Early::Offered {
            self.state.early = if early { Early::Accepted } else { Early::Rejected };
            let words = if early { "early data is accepted" } else { "early data is refused" };
            message.notes.push(words.into());
        }
        self.state.transcript.add(&message.bytes);
    }

    fn certificate(&mut self, message: &mut Message) {
        let key = leaf_key(message.bytes.get(4..).unwrap_or_default(), self.state.version);
        self.certified(message, key);
    }

    /// RFC 8879 section 4: what is signed and hashed is the message as it was sent, compressed.
    fn compressed_certificate(&mut self, message: &mut Message) {
        let (key, note) = match message.decompressed() {
            Some(Ok(whole)) => {
                let (sent, meant) = (message.bytes.len(), 4 + whole.bytes.len());
                let note = format!("{sent} bytes instead of {meant}");
                (leaf_key(&whole.bytes, self.state.version), note)
            }
            Some(Err(why)) => {
                let note = format!("cannot be decompressed here: {why}");
                (Err("its sender's certificate cannot be decompressed here"), note)
            }
            None => return,
        };
        message.notes.push(note.into());
        self.certified(message, key);
    }

    /// The sender of this message has this key.
    fn certified(&mut self, message: &Message, key: PublicKey) {
        match message.direction {
            Direction::FromClient => self.state.client_key = Some(key),
            Direction::FromServer => self.state.server_key = Some(key),
        }
        self.state.transcript.add(&message.bytes);
    }

    /// RFC 8446 section 4.4.3, RFC 5246 section 7.4.8.
    fn prove_certificate_verify(&mut self, message: &Message) -> Proof {
        let key = self.state.take_key(message.direction);
        let state = &self.state;
        let claim = format!(
            "the signature is that of the {}'s certificate, over the messages so far",
            message.direction
        );
        let tree = message.tree();
        let scheme = tree.find("tls.handshake.sig_hash_alg").and_then(Field::number);
        let signature =
            tree.find("tls.handshake.client_cert_vrfy.sig").map(|field| field.bytes(&message.bytes));
        let (Some(scheme), Some(signature)) =
            (scheme.and_then(|scheme| u16::try_from(scheme).ok()), signature)
        else {
            return Proof::missing(claim, "there is no signature scheme or no signature in it");
        };
        let content = if state.version >= TLS13 {
            state.suite().map_err(|_| NO_HASH).and_then(|suite| state.transcript.hash(suite.hash, b"")).map(
                |hash| {
                    let who = format!("TLS 1.3, {} CertificateVerify\0", message.direction);
                    [[0x20; 64].as_slice(), who.as_bytes(), &hash].concat()
                },
            )
        } else {
            state.transcript.messages().map(<[u8]>::to_vec)
        };
        let checked = content.and_then(|content| {
            let key = key?;
            verify(&key, scheme, &content, signature)
        });
        judge(claim, checked)
    }

    /// RFC 5246 section 7.4.3: the server signs its part of the key exchange, with both randoms.
    fn prove_server_key_exchange(&mut self, message: &Message) -> Option<Proof> {
        let state = &self.state;
        let tree = message.tree();
        let signature = tree.find("tls.handshake.sig")?.bytes(&message.bytes);
        let claim = "the signature of the key exchange is that of the server's certificate";
        if state.version < TLS12 {
            return Some(Proof::missing(claim, "before TLS 1.2 it is made with MD5 and SHA-1"));
        }
        let scheme = tree.find("tls.handshake.sig_hash_alg")?;
        let params = message.bytes.get(4..scheme.span.start)?;
        let content = [state.client_random.as_ref()?.as_slice(), &state.server_random, params].concat();
        let scheme = u16::try_from(scheme.number()?).ok()?;
        let key = self.state.take_key(Direction::FromServer);
        Some(judge(claim, key.and_then(|key| verify(&key, scheme, &content, signature))))
    }

    /// RFC 8446 section 4.4.4, RFC 5246 section 7.4.9.
    fn finished_message(&mut self, message: &mut Message) {
        let direction = message.direction;
        let claim = format!("verify_data is the {direction}'s HMAC of the messages so far");
        if message.epoch == Epoch::Clear {
            // Nor does it end a handshake: no peer would take it.
            message.proofs.push(Proof::missing(claim, "it is in the clear: no key has come into use"));
            self.state.transcript.add(&message.bytes);
            return;
        }
        let expected = self.verify_data(direction);
        let sent = message.bytes.get(4..).unwrap_or_default();
        let proof = judge(claim, expected.map(|expected| expected == sent));
        let matches = proof.verdict == Verdict::Proven;
        message.proofs.push(proof);
        self.state.transcript.add(&message.bytes);

        let new = self.state.version >= TLS13;
        let again = self.state.client_finished && self.state.server_finished;
        match direction {
            Direction::FromServer => self.state.server_finished = true,
            Direction::FromClient => self.state.client_finished = true,
        }
        if again {
            self.state.requests = self.state.requests.saturating_sub(1);
        }
        if !new && self.state.is_complete() {
            self.state.end_handshake();
        }
        if !new || again {
            return;
        }
        if direction == Direction::FromServer {
            if let Ok(suite) = self.state.suite() {
                self.state.finished_hash = self.state.transcript.hash(suite.hash, b"").unwrap_or_default();
            }
            self.enter(direction, Epoch::Application(0));
            if let Some(selected) = self.state.selected {
                message.proofs.extend(self.prove_selected(selected, matches));
            }
        } else {
            self.state.after = Some(self.state.end_handshake());
            self.enter(direction, Epoch::Application(0));
            message.proofs.extend(self.prove_exporter());
        }
    }

    /// What a Finished should say.
    fn verify_data(&mut self, direction: Direction) -> Result<Vec<u8>, &'static str> {
        const FAILED: &str = "OpenSSL cannot compute it";
        let suite = self.state.suite().map_err(|_| NO_HASH)?;
        let hash = self.state.transcript.hash(suite.hash, b"")?;
        if self.state.version >= TLS13 {
            return suite.hash.finished(self.epoch_secret(direction), &hash).ok_or(FAILED);
        }
        let label = match direction {
            Direction::FromClient => "client finished",
            Direction::FromServer => "server finished",
        };
        suite.hash.prf(self.epoch_secret(direction), label, &hash, 12).ok_or(FAILED)
    }

    /// The exporter's secret (RFC 8446 section 7.5) is in the key log, but protects nothing on the wire.
    fn prove_exporter(&self) -> Option<Proof> {
        self.known("EXPORTER_SECRET")?;
        let claim = "EXPORTER_SECRET follows from the key exchange and the messages";
        Some(match self.derived("EXPORTER_SECRET") {
            Some(derived) => {
                let holds = self.known_all("EXPORTER_SECRET").any(|logged| logged == derived);
                Proof::of(claim, holds, "another secret follows from them")
            }
            None => Proof::missing(claim, self.why_not_derived()),
        })
    }

    /// RFC 8446 section 4.2.11.2; nothing to say as long as no PSK is known.
    fn prove_binder(&self, index: usize) -> Option<Proof> {
        self.known_all("PSK").next()?;
        let claim = format!("binder {index} is the HMAC, by the PSK, of what comes before the binders");
        let binder = self.state.binders.get(index)?;
        if let Err(why) = binder.transcript {
            return Some(Proof::missing(claim, why));
        }
        Some(match self.psk(index) {
            Some(_) => Proof::of(claim, true, ""),
            None if self.state.binders.len() == 1 => {
                Proof::of(claim, false, "it is none by a PSK that is known")
            }
            None => Proof::missing(claim, "the PSK of this identity is not known"),
        })
    }

    /// The binder of the chosen identity, once more: a live session's PSK is known only after its Client Hello.
    fn prove_selected(&self, index: usize, server_finished_holds: bool) -> Vec<Proof> {
        let claim = format!("the server has the PSK of identity {index}");
        if index >= self.state.binders.len() {
            return vec![Proof::of(claim, false, "the client has not offered so many")];
        }
        let has = if server_finished_holds {
            Proof::of(claim, true, "")
        } else {
            Proof::missing(claim, "its Finished could not be checked")
        };
        let binder = self.prove_binder(index).unwrap_or_else(|| {
            Proof::missing(format!("binder {index} of the Client Hello"), "the PSK is not known")
        });
        vec![has, binder]
    }

    /// The known PSK that a binder was made with.
    fn psk(&self, index: usize) -> Option<Vec<u8>> {
        let binder = self.state.binders.get(index)?;
        let transcript = binder.transcript.as_ref().ok()?;
        let hash = Hash::of_length(binder.value.len())?;
        let empty = hash.of(b"")?;
        for psk in self.known_all("PSK") {
            let early = hash.extract(&vec![0; hash.len()], psk)?;
            // Of a ticket, of an external key, of an imported one (RFC 9258).
            for label in ["res binder", "ext binder", "imp binder"] {
                let key = hash.derive_secret(&early, label, &empty)?;
                if hash.finished(&key, transcript)? == binder.value {
                    return Some(psk.to_vec());
                }
            }
        }
        None
    }

    /// The key schedule from its start (RFC 8446 section 7.1), if the secret of the key exchange and the PSK are known, as
    /// far as they are part of it.
    pub(crate) fn derived(&self, label: &str) -> Option<Vec<u8>> {
        let state = &self.state;
        if label == "CLIENT_EARLY_TRAFFIC_SECRET" {
            // Early data is always under the first identity (RFC 8446 section 4.2.10).
            let hash = Hash::of_length(state.binders.first()?.value.len())?;
            let early = hash.extract(&vec![0; hash.len()], &self.psk(0)?)?;
            let [sha256, sha384] = &state.client_hello_hash;
            let transcript = if hash == Hash::Sha256 { sha256 } else { sha384 };
            return hash.derive_secret(&early, "c e traffic", transcript);
        }
        let hash = state.suite().ok()?.hash;
        let (name, transcript) = match label {
            "CLIENT_HANDSHAKE_TRAFFIC_SECRET" => ("c hs traffic", &state.hello_hash),
            "SERVER_HANDSHAKE_TRAFFIC_SECRET" => ("s hs traffic", &state.hello_hash),
            "CLIENT_TRAFFIC_SECRET_0" => ("c ap traffic", &state.finished_hash),
            "SERVER_TRAFFIC_SECRET_0" => ("s ap traffic", &state.finished_hash),
            "EXPORTER_SECRET" => ("exp master", &state.finished_hash),
            _ => return None,
        };
        if transcript.is_empty() {
            return None; // a part of the messages is missing
        }
        if state.schedule.get().is_none() {
            let _ = state.schedule.set(self.schedule(hash)?);
        }
        let (handshake, master) = state.schedule.get()?;
        let secret = if name.contains(" hs ") { handshake } else { master };
        hash.derive_secret(secret, name, transcript)
    }

    /// The handshake secret and the master secret.
    fn schedule(&self, hash: Hash) -> Option<(Vec<u8>, Vec<u8>)> {
        let zeros = vec![0; hash.len()];
        let empty = hash.of(b"")?;
        let psk = match self.state.selected {
            Some(selected) => self.psk(selected)?,
            None => zeros.clone(),
        };
        let shared = if self.state.key_share { self.known("ECDHE_SECRET")? } else { zeros.clone() };
        let early = hash.extract(&zeros, &psk)?;
        let handshake = hash.extract(&hash.derive_secret(&early, "derived", &empty)?, &shared)?;
        let master = hash.extract(&hash.derive_secret(&handshake, "derived", &empty)?, &zeros)?;
        Some((handshake, master))
    }

    /// Why the key schedule cannot be followed from its start.
    pub(crate) fn why_not_derived(&self) -> &'static str {
        if self.state.selected.is_some_and(|selected| self.psk(selected).is_none()) {
            "the PSK is not known"
        } else if self.state.key_share && self.known("ECDHE_SECRET").is_none() {
            "the (EC)DHE secret is not known"
        } else {
            "a part of the handshake could not be opened"
        }
    }
}

/// What a check has come to.
fn judge(claim: impl Into<std::borrow::Cow<'static, str>>, checked: Result<bool, &'static str>) -> Proof {
    match checked {
        Ok(holds) => Proof::of(claim, holds, "it is not"),
        Err(why) => Proof::missing(claim, why),
    }
}

/// The version and the cipher suite that a Server Hello chooses.
fn agreed(tree: &Field) -> (u16, u16) {
    let number = |filter| tree.find(filter).and_then(Field::number).and_then(|n| u16::try_from(n).ok());
    let version =
        number("tls.handshake.extensions.supported_version").or_else(|| number("tls.handshake.version"));
    (version.unwrap_or_default(), number("tls.handshake.ciphersuite").unwrap_or_default())
}

/// The key of the first certificate of a Certificate message.
fn leaf_key(body: &[u8], version: u16) -> PublicKey {
    match leaf(body, version) {
        None => Err("it sends no certificate"),
        Some((_, extensions)) if has_delegated_credential(extensions) => {
            Err("the key of a delegated credential signs in its place")
        }
        Some((der, _)) => public_key(der).ok_or("OpenSSL cannot read its sender's certificate"),
    }
}

/// The first certificate of a Certificate message, or the raw public key in its place, in DER, and the list of its extensions
/// (RFC 8446 section 4.4.2, RFC 5246 section 7.4.2, RFC 7250 section 3).
fn leaf(body: &[u8], version: u16) -> Option<(&[u8], &[u8])> {
    let mut rest = body;
    if version >= TLS13 {
        let (length, after) = rest.split_first()?;
        rest = after.get(usize::from(*length)..)?;
    }
    if version >= TLS13 || !is_raw_public_key_12(rest) {
        rest = rest.get(3..)?; // the length of the list
    }
    let (length, rest) = rest.split_at_checked(3)?;
    let (der, rest) = rest.split_at_checked(usize::try_from(big_endian(length)).ok()?)?;
    let extensions = match rest {
        [high, low, rest @ ..] if version >= TLS13 => {
            rest.get(..usize::from(u16::from_be_bytes([*high, *low]))).unwrap_or(rest)
        }
        _ => &[],
    };
    (!der.is_empty()).then_some((der, extensions))
}

/// Whether these extensions of a certificate have a delegated credential (RFC 9345 section 4), the key of which signs then.
fn has_delegated_credential(mut extensions: &[u8]) -> bool {
    while let [_, _, high, low, rest @ ..] = extensions {
        if extensions.starts_with(&[0, 34]) {
            return true;
        }
        extensions = rest.get(usize::from(u16::from_be_bytes([*high, *low]))..).unwrap_or_default();
    }
    false
}
