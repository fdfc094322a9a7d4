//! The steps of the key schedule, in words and values, for a reader. It follows the state machine of the handshake,
//! message by message, and computes everything once more. Nothing else of a session depends on it.
//!
//! The file is longer than others: it follows the key schedule from its start to its end, message by message, in one
//! place.

use std::borrow::Cow;
use std::collections::HashMap;
use std::mem;

use names::codes::{TLS11, TLS12, TLS13, extension_type, handshake_type as ty, is_before_tls13, is_tls13};
use texts::{Sentence, say};

use crate::crypto::{Hash, KeyPart, Suite};
use crate::derivation::{Data, Function, Input, Known as Value, Output, Step, Ticket, TranscriptHash};
use crate::event::{Event, Key};
use crate::fields::facts;
use crate::message::{Kind, Message};
use crate::model::{Direction, Epoch};
use crate::secrets::label;

use super::handshake::{Handshake, MAX_BINDERS};
use super::key_schedule::NOTHING_SHARED;
use super::keys::Known;

type Name = Cow<'static, str>;

const RFC8446_7_1: &str = "RFC 8446 section 7.1";
const RFC8446_7_2: &str = "RFC 8446 section 7.2";
const RFC8446_7_3: &str = "RFC 8446 section 7.3";
const RFC8446_4_4_4: &str = "RFC 8446 section 4.4.4";
const RFC8446_4_6_1: &str = "RFC 8446 section 4.6.1";
const RFC8446_4_2_11: &str = "RFC 8446 section 4.2.11.2";

/// Where a version before TLS 1.3 says how its keys are made.
struct Rfc {
    master: &'static str,
    keys: &'static str,
    finished: &'static str,
}

impl Rfc {
    fn of(version: u16) -> Self {
        let [master, keys, finished] = match version {
            TLS12 => ["RFC 5246 section 8.1", "RFC 5246 section 6.3", "RFC 5246 section 7.4.9"],
            TLS11 => ["RFC 4346 section 8.1", "RFC 4346 section 6.3", "RFC 4346 section 7.4.9"],
            _ => ["RFC 2246 section 8.1", "RFC 2246 section 6.3", "RFC 2246 section 7.4.9"],
        };
        Self { master, keys, finished }
    }
}

const NO_ECDHE: Sentence = say!("the (EC)DHE secret is not known: a key log does not have it");
const NO_PSK: Sentence = say!("the PSK is not known");
const NO_PREMASTER: Sentence = say!("the premaster secret is not known: a key log does not have it");
const NO_MESSAGES: Sentence = say!("the hash of the messages is not known");
const FAILED: Sentence = say!("OpenSSL cannot compute it");

/// How many tickets wait for the client's Finished.
const MAX_TICKETS: usize = 64;

/// What is kept of the steps so far.
#[derive(Default)]
pub(super) struct Steps {
    /// The newest value of each name.
    values: HashMap<Name, Value>,
    /// The numbers of the messages in the transcript.
    messages: Vec<u64>,
    /// Their hash.
    hash: Option<Vec<u8>>,
    /// The hashes of the Client Hello, as long as none is agreed on.
    client_hello: [Option<Vec<u8>>; 2],
    /// The messages up to the Client Key Exchange (RFC 7627 section 3), and their hash.
    session_hash: Option<(Vec<u64>, Vec<u8>)>,
    extended_master_secret: bool,
    /// The keys of this handshake of TLS 1.2 are made.
    made: bool,
    /// How many tickets have come.
    tickets: u64,
    /// Tickets before the client's Finished.
    waiting: Vec<Waiting>,
    /// The generations of the keys of client and server.
    generations: [u32; 2],
}

/// A ticket whose key cannot be made yet.
struct Waiting {
    /// The number of its message.
    message: u64,
    nonce: Vec<u8>,
    ticket: Vec<u8>,
}

/// Leaves the values out.
impl std::fmt::Debug for Steps {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Steps").field("messages", &self.messages).finish_non_exhaustive()
    }
}

impl Steps {
    /// The steps that a message makes possible, after the handshake has followed it.
    /// `epoch` is that of its sender's key, now.
    pub(super) fn after(
        &mut self,
        message: &Message,
        epoch: Epoch,
        handshake: &Handshake,
        known: Known<'_>,
    ) -> Vec<Event> {
        let mut events = Vec::new();
        let before = (self.messages.clone(), self.hash.clone());
        match message.kind {
            Kind::Handshake(kind) => {
                self.follow(kind, message, handshake, &mut events);
                Making { steps: self, handshake, known, message, events: &mut events }
                    .handshake(kind, &before);
            }
            Kind::ChangeCipherSpec
                if is_before_tls13(handshake.version) && !mem::replace(&mut self.made, true) =>
            {
                Making { steps: self, handshake, known, message, events: &mut events }.tls12(epoch);
            }
            _ => {}
        }
        events
    }

    /// Early data has been opened: the suite of its key is known now.
    pub(super) fn early_key(&mut self, key: &Key) -> Vec<Event> {
        let Ok(suite) = Suite::of(key.suite, TLS13) else { return Vec::new() };
        let mut steps = Vec::new();
        let message = self.messages.last().copied().unwrap_or_default();
        let secret = Input { name: "client_early_traffic_secret".into(), value: Ok(key.secret.clone()) };
        for (name, label, length) in
            [("client_early_key", "key", suite.key_length()), ("client_early_iv", "iv", Suite::IV_LENGTH)]
        {
            let (function, value) = expand(suite.hash, &secret, label, Data::Empty, length);
            let output = match value {
                Ok(value) => Output::Derived { value, agrees: None },
                Err(why) => Output::Unknown(why),
            };
            let protects = Some((Direction::FromClient, Epoch::Early));
            let (name, hash, source) = (name.into(), suite.hash.name(), RFC8446_7_3);
            steps.push(Event::Step(Box::new(Step {
                name,
                message,
                source,
                hash,
                function,
                output,
                protects,
                ticket: None,
            })));
        }
        steps
    }

    /// Follows which messages are in the transcript, and its hash.
    fn follow(&mut self, kind: u8, message: &Message, handshake: &Handshake, events: &mut Vec<Event>) {
        let Some(transcript) = handshake.transcript_with(kind, message.direction) else { return };
        let count = transcript.count();
        let first = kind == ty::CLIENT_HELLO && count == 1;
        if first {
            // A new handshake. The keys of the old one stay in use.
            let generations = self.generations;
            *self = Self { generations, values: mem::take(&mut self.values), ..Self::default() };
        }
        if kind == ty::CERTIFICATE_REQUEST && count <= self.messages.len() {
            // Post-handshake authentication continues the transcript of the handshake.
            self.messages.truncate(count - 1);
        }
        if count != self.messages.len() + 1 {
            return; // it is no part of the transcript
        }
        self.messages.push(message.number);
        let Some(hash) = handshake.hash() else {
            // It is the Client Hello: keep both hashes, until one is agreed on.
            self.client_hello = ALL_HASHES.map(|hash| transcript.hash(hash, b"").ok());
            return;
        };
        let told = mem::take(&mut self.client_hello);
        if let (Some(value), Some(first)) = (pick(&told, hash), self.messages.first()) {
            events.push(transcript_hash(*first, hash, value));
        }
        self.hash = transcript.hash(hash, b"").ok();
        events.extend(self.hash.clone().map(|value| transcript_hash(message.number, hash, value)));
        if kind == ty::CLIENT_KEY_EXCHANGE {
            self.session_hash = self.hash.clone().map(|hash| (self.messages.clone(), hash));
        }
    }
}

const ALL_HASHES: [Hash; 2] = [Hash::Sha256, Hash::Sha384];

/// Of two values, in the order of `ALL_HASHES`, that of a hash.
fn pick(values: &[Option<Vec<u8>>; 2], hash: Hash) -> Option<Vec<u8>> {
    ALL_HASHES.iter().zip(values).find(|(one, _)| **one == hash).and_then(|(_, value)| value.clone())
}

fn transcript_hash(message: u64, hash: Hash, value: Vec<u8>) -> Event {
    Event::TranscriptHash(TranscriptHash { message, hash: hash.name(), value })
}

/// HKDF-Expand-Label as a step, and its value.
fn expand(
    hash: Hash,
    secret: &Input,
    label: &'static str,
    context: Data,
    length: usize,
) -> (Function, Value) {
    let bytes = context.bytes();
    let info =
        bytes.as_ref().ok().and_then(|bytes| Hash::hkdf_label(label, bytes, length)).unwrap_or_default();
    let value = secret
        .value
        .clone()
        .and_then(|secret| hash.expand_label(&secret, label, &bytes?, length).ok_or(FAILED));
    (Function::ExpandLabel { secret: secret.clone(), label, context, length, info }, value)
}

fn side(direction: Direction) -> &'static str {
    match direction {
        Direction::FromClient => "client",
        Direction::FromServer => "server",
    }
}

const BOTH: [Direction; 2] = [Direction::FromClient, Direction::FromServer];

/// Messages of a transcript and their hash, before the current one.
type Before = (Vec<u64>, Option<Vec<u8>>);

/// Makes the steps of one message.
struct Making<'a> {
    steps: &'a mut Steps,
    handshake: &'a Handshake,
    known: Known<'a>,
    message: &'a Message,
    events: &'a mut Vec<Event>,
}

impl Making<'_> {
    fn handshake(&mut self, kind: u8, before: &Before) {
        let message = self.message;
        if kind == ty::CLIENT_HELLO {
            return self.client_hello();
        }
        if kind == ty::SERVER_HELLO && !is_tls13(self.handshake.version) {
            self.steps.extended_master_secret =
                facts::has_extension(&message.tree(), extension_type::EXTENDED_MASTER_SECRET);
        }
        if kind == ty::FINISHED && is_before_tls13(self.handshake.version) {
            return self.finished_12(before);
        }
        let Some(hash) = self.handshake.hash().filter(|_| is_tls13(self.handshake.version)) else { return };
        match kind {
            ty::SERVER_HELLO if !message.context.retry => self.server_hello(hash),
            ty::FINISHED if message.epoch != Epoch::Clear => self.finished(hash, before),
            ty::KEY_UPDATE if message.epoch != Epoch::Clear => self.key_update(hash),
            ty::NEW_SESSION_TICKET => {
                let ticket = nonce_and_ticket(&message.bytes);
                if let (Some((nonce, ticket)), true) = (ticket, self.steps.waiting.len() < MAX_TICKETS) {
                    let (nonce, ticket) = (nonce.to_vec(), ticket.to_vec());
                    self.steps.waiting.push(Waiting { message: message.number, nonce, ticket });
                }
                self.tickets(hash);
            }
            _ => {}
        }
    }

    // What a message makes possible.

    /// The binders, and early data.
    fn client_hello(&mut self) {
        let schedule = &self.handshake.schedule;
        for (index, binder) in schedule.binders.iter().enumerate().take(MAX_BINDERS) {
            let Some(hash) = Hash::of_length(binder.value.len()) else { continue };
            let psk = format!("psk[{index}]");
            let Some((value, label)) = schedule.binder_key(index, self.known) else {
                self.report(psk, RFC8446_4_2_11, hash, Function::Given, Output::Unknown(NO_PSK), None);
                self.remember(format!("early_secret[{index}]"), Err(NO_PSK));
                continue;
            };
            self.report(psk.clone(), RFC8446_4_2_11, hash, Function::Given, Output::Given(value), None);
            if let Some(Event::Step(step)) = self.events.last_mut() {
                step.ticket = Some(Box::new(Ticket { identity: binder.identity.clone(), origin: None }));
            }
            let early = format!("early_secret[{index}]");
            self.extract(early.clone(), hash, zeros(hash), &psk);
            let key = format!("binder_key[{index}]");
            self.expand(key.clone(), RFC8446_7_1, hash, &early, label, empty_hash(hash), hash.len());
            let finished_key = format!("binder_finished_key[{index}]");
            self.expand(finished_key.clone(), RFC8446_4_4_4, hash, &key, "finished", Data::Empty, hash.len());
            let messages = self.steps.messages.clone();
            let truncated = binder.transcript.clone();
            let data = Data::Transcript { messages, truncated: true, hash: truncated };
            self.hmac(format!("binder[{index}]"), RFC8446_4_2_11, hash, &finished_key, data, &binder.value);
        }
        if !self.handshake.offers_early_data() {
            return;
        }
        // Early data is always under the first identity (RFC 8446 section 4.2.10).
        let Some(hash) = schedule.binders.first().and_then(|binder| Hash::of_length(binder.value.len()))
        else {
            return;
        };
        let client_hello = pick(&schedule.client_hello_hash.clone().map(Some), hash);
        let hash_of_hello = client_hello.filter(|hash| !hash.is_empty()).ok_or(NO_MESSAGES);
        let messages = self.steps.messages.clone();
        let context = Data::Transcript { messages, truncated: false, hash: hash_of_hello };
        let early = (Direction::FromClient, Epoch::Early);
        self.secret(
            "client_early_traffic_secret",
            hash,
            "early_secret[0]",
            "c e traffic",
            context.clone(),
            Some(early),
        );
        self.secret("early_exporter_master_secret", hash, "early_secret[0]", "e exp master", context, None);
    }

    /// From the Early Secret to the Master Secret.
    fn server_hello(&mut self, hash: Hash) {
        let schedule = &self.handshake.schedule;
        let early = if let Some(index) = schedule.selected {
            let early = format!("early_secret[{index}]");
            self.steps.values.entry(early.clone().into()).or_insert(Err(NO_PSK));
            early
        } else {
            self.extract("early_secret", hash, zeros(hash), "zeros");
            "early_secret".to_owned()
        };
        let derived = "derived_early_secret";
        self.expand(derived, RFC8446_7_1, hash, &early, "derived", empty_hash(hash), hash.len());
        let shared = if schedule.key_share || !schedule.agrees() {
            let output = match self.known.first(label::ECDHE_SECRET).filter(|_| schedule.key_share) {
                Some(secret) => Output::Given(secret.to_vec()),
                None if schedule.key_share => Output::Unknown(NO_ECDHE),
                None => Output::Unknown(NOTHING_SHARED),
            };
            self.report("ecdhe_secret", "RFC 8446 section 7.4", hash, Function::Given, output, None);
            "ecdhe_secret"
        } else {
            "zeros"
        };
        let salt = self.input(derived);
        self.extract("handshake_secret", hash, salt, shared);
        let context = self.transcript();
        for (direction, label) in BOTH.into_iter().zip(["c hs traffic", "s hs traffic"]) {
            let protects = (direction, Epoch::Handshake);
            let name = format!("{}_handshake_traffic_secret", side(direction));
            self.secret(name.clone(), hash, "handshake_secret", label, context.clone(), Some(protects));
            self.key_and_iv(&name, protects, "handshake");
            self.finished_key(&name, hash, direction);
        }
        let derived = "derived_handshake_secret";
        self.expand(derived, RFC8446_7_1, hash, "handshake_secret", "derived", empty_hash(hash), hash.len());
        let salt = self.input(derived);
        self.extract("master_secret", hash, salt, "zeros");
    }

    /// A Finished, and what follows from the messages up to it.
    fn finished(&mut self, hash: Hash, before: &Before) {
        let direction = self.message.direction;
        let again = self.steps.values.contains_key("resumption_master_secret");
        if again {
            // Post-handshake authentication (RFC 8446 section 4.4.4).
            let generation = self.generation(direction);
            let name = format!("{}_application_traffic_secret_{generation}", side(direction));
            self.finished_key(&name, hash, direction);
        }
        let (messages, value) = before.clone();
        let value = value.ok_or(NO_MESSAGES);
        let data = Data::Transcript { messages, truncated: false, hash: value };
        let key = format!("{}_finished_key", side(direction));
        let sent = self.message.bytes.get(4..).unwrap_or_default();
        self.hmac(format!("{}_finished", side(direction)), RFC8446_4_4_4, hash, &key, data, sent);
        if again {
            return;
        }
        let context = self.transcript();
        if direction == Direction::FromClient {
            let name = "resumption_master_secret";
            self.secret(name, hash, "master_secret", "res master", context, None);
            return self.tickets(hash);
        }
        for (direction, label) in BOTH.into_iter().zip(["c ap traffic", "s ap traffic"]) {
            let protects = (direction, Epoch::Application(0));
            let name = format!("{}_application_traffic_secret_0", side(direction));
            self.secret(name.clone(), hash, "master_secret", label, context.clone(), Some(protects));
            self.key_and_iv(&name, protects, "application");
        }
        self.secret("exporter_master_secret", hash, "master_secret", "exp master", context, None);
    }

    /// The next generation of a side's keys (RFC 8446 section 7.2).
    fn key_update(&mut self, hash: Hash) {
        let direction = self.message.direction;
        let name = |generation| format!("{}_application_traffic_secret_{generation}", side(direction));
        let old = self.generation(direction);
        let Some(new) = old.checked_add(1) else { return };
        if !self.steps.values.contains_key(name(old).as_str()) {
            return; // a Key Update before the handshake is complete
        }
        let [client, server] = &mut self.steps.generations;
        *(if direction == Direction::FromClient { client } else { server }) = new;
        let protects = (direction, Epoch::Application(new));
        let secret = self.input(&name(old));
        let (function, value) = expand(hash, &secret, "traffic upd", Data::Empty, hash.len());
        self.computed(name(new), RFC8446_7_2, hash, function, value, None, Some(protects));
        self.key_and_iv(&name(new), protects, "application");
        self.steps.values.remove(name(old).as_str());
    }

    /// The PSKs of tickets, as soon as the secret for it is there.
    fn tickets(&mut self, hash: Hash) {
        if !self.steps.values.contains_key("resumption_master_secret") {
            return;
        }
        for Waiting { message, nonce, ticket } in mem::take(&mut self.steps.waiting) {
            self.steps.tickets += 1;
            let name = format!("resumption_psk[{}]", self.steps.tickets);
            let secret = self.input("resumption_master_secret");
            let (function, value) = expand(hash, &secret, "resumption", Data::Nonce(nonce), hash.len());
            let output = match value {
                Ok(value) => Output::Derived { value, agrees: None },
                Err(why) => Output::Unknown(why),
            };
            let (source, hash) = (RFC8446_4_6_1, hash.name());
            let message = message.max(self.message.number);
            let ticket = Some(Box::new(Ticket { identity: ticket, origin: None }));
            let name = name.into();
            let step = Step { name, message, source, hash, function, output, protects: None, ticket };
            self.events.push(Event::Step(Box::new(step)));
        }
    }

    /// The master secret and the key block of TLS 1.2.
    fn tls12(&mut self, epoch: Epoch) {
        let suite = self.handshake.suite();
        let rfc = Rfc::of(self.handshake.version);
        let hash = suite.as_ref().map_or(Hash::Sha256, |suite| suite.hash);
        let (client, server) = self.handshake.randoms();
        let [of_client, of_server] =
            [(Direction::FromClient, [client, server]), (Direction::FromServer, [server, client])]
                .map(|(first, randoms)| Data::Randoms(first, randoms.concat()));
        if self.handshake.is_full() {
            let (output, master) = self.premaster_and_master(suite.as_ref().err());
            self.report("premaster_secret", rfc.master, hash, Function::Given, output, None);
            let (source, label, seed) = match (&self.steps.session_hash, self.steps.extended_master_secret) {
                (Some((messages, hash)), true) => {
                    let (messages, hash) = (messages.clone(), Ok(hash.clone()));
                    let seed = Data::Transcript { messages, truncated: false, hash };
                    ("RFC 7627 section 4", "extended master secret", seed)
                }
                (None, true) => {
                    let hash = Err(NO_MESSAGES);
                    let seed = Data::Transcript { messages: Vec::new(), truncated: false, hash };
                    ("RFC 7627 section 4", "extended master secret", seed)
                }
                (_, false) => (rfc.master, "master secret", of_client),
            };
            let function = Function::Prf { secret: self.input("premaster_secret"), label, seed, length: 48 };
            self.computed("master_secret", source, hash, function, master, Some(label::CLIENT_RANDOM), None);
        } else {
            // It is that of the session which is resumed.
            let output = match self.known.first(label::CLIENT_RANDOM) {
                Some(secret) => Output::Given(secret.to_vec()),
                None => Output::Unknown(say!("the key log does not have it")),
            };
            self.report("master_secret", rfc.master, hash, Function::Given, output, None);
        }
        let source = rfc.keys;
        let known = suite.clone().ok();
        let length = known.map_or(0, Suite::key_block_length);
        let value = suite.and_then(|_| {
            let (master, seed) = (self.input("master_secret").value?, of_server.bytes()?);
            hash.prf(&master, "key expansion", &seed, length).ok_or(FAILED)
        });
        let secret = self.input("master_secret");
        let function = Function::Prf { secret, label: "key expansion", seed: of_server, length };
        self.computed("key_block", source, hash, function, value, None, None);
        let (Epoch::Application(generation), Some(suite)) = (epoch, known) else { return };
        let parts = [("mac_key", KeyPart::Mac), ("key", KeyPart::Key), ("iv", KeyPart::Iv)];
        for (name, direction, part) in
            parts.into_iter().flat_map(|(name, part)| BOTH.map(|direction| (name, direction, part)))
        {
            let range = suite.part(part, direction == Direction::FromClient);
            if range.is_empty() {
                continue;
            }
            let whole = self.input("key_block");
            let value = whole
                .value
                .clone()
                .and_then(|block| block.get(range.clone()).map(<[u8]>::to_vec).ok_or(FAILED));
            let protects = Some((direction, Epoch::Application(generation)));
            let name = format!("{}_{name}_{generation}", side(direction));
            self.computed(name, source, hash, Function::Part { whole, range }, value, None, protects);
        }
    }

    /// The premaster secret, and the master secret that follows from it. If several are known, it is the one that
    /// leads to what the key log says. `unknown`: why the suite is not known here.
    fn premaster_and_master(&self, unknown: Option<&Sentence>) -> (Output, Value) {
        let mut premasters = self.handshake.premasters(self.known);
        if let Some(why) = unknown {
            let output = premasters.pop().map_or(Output::Unknown(NO_PREMASTER), Output::Given);
            return (output, Err(why.clone()));
        }
        let mut logged = self.known.all(label::CLIENT_RANDOM).collect::<Vec<_>>().into_iter();
        let leads = |premaster: &Vec<u8>| {
            self.handshake.master(premaster).is_ok_and(|master| logged.any(|known| known == master))
        };
        let index = premasters.iter().position(leads).unwrap_or_default();
        let Some(premaster) = premasters.get(index) else {
            return (Output::Unknown(NO_PREMASTER), Err(NO_PREMASTER));
        };
        (Output::Given(premaster.clone()), self.handshake.master(premaster))
    }

    /// The `verify_data` of TLS 1.2.
    fn finished_12(&mut self, before: &Before) {
        let Ok(Suite { hash, .. }) = self.handshake.suite() else { return };
        let direction = self.message.direction;
        let label = match direction {
            Direction::FromClient => "client finished",
            Direction::FromServer => "server finished",
        };
        let (messages, value) = before.clone();
        let value = value.ok_or(NO_MESSAGES);
        let seed = Data::Transcript { messages, truncated: false, hash: value.clone() };
        let secret = self.input("master_secret");
        let data =
            secret.value.clone().and_then(|secret| hash.prf(&secret, label, &value?, 12).ok_or(FAILED));
        let function = Function::Prf { secret, label, seed, length: 12 };
        let output = agreeing(data, self.message.bytes.get(4..).unwrap_or_default());
        let name = format!("{}_finished", side(direction));
        self.report(name, Rfc::of(self.handshake.version).finished, hash, function, output, None);
    }

    // The functions of a key schedule.

    fn extract(&mut self, name: impl Into<Name>, hash: Hash, salt: Input, ikm: &str) {
        let ikm = if ikm == "zeros" { zeros(hash) } else { self.input(ikm) };
        let value = salt
            .value
            .clone()
            .and_then(|salt| hash.extract(&salt, ikm.value.as_ref().map_err(Clone::clone)?).ok_or(FAILED));
        self.computed(name, RFC8446_7_1, hash, Function::Extract { salt, ikm }, value, None, None);
    }

    #[allow(clippy::too_many_arguments)] // those of HKDF-Expand-Label, and what it is for
    fn expand(
        &mut self,
        name: impl Into<Name>,
        source: &'static str,
        hash: Hash,
        secret: &str,
        label: &'static str,
        context: Data,
        length: usize,
    ) {
        let (function, value) = expand(hash, &self.input(secret), label, context, length);
        self.computed(name, source, hash, function, value, None, None);
    }

    /// Derive-Secret, of a secret that a key log may have.
    fn secret(
        &mut self,
        name: impl Into<Name>,
        hash: Hash,
        secret: &str,
        label: &'static str,
        context: Data,
        protects: Option<(Direction, Epoch)>,
    ) {
        let name = name.into();
        let logged = match &*name {
            "client_early_traffic_secret" => Some(label::CLIENT_EARLY_TRAFFIC_SECRET),
            "client_handshake_traffic_secret" => Some(label::CLIENT_HANDSHAKE_TRAFFIC_SECRET),
            "server_handshake_traffic_secret" => Some(label::SERVER_HANDSHAKE_TRAFFIC_SECRET),
            "client_application_traffic_secret_0" => Some(label::CLIENT_TRAFFIC_SECRET_0),
            "server_application_traffic_secret_0" => Some(label::SERVER_TRAFFIC_SECRET_0),
            "early_exporter_master_secret" => Some(label::EARLY_EXPORTER_SECRET),
            "exporter_master_secret" => Some(label::EXPORTER_SECRET),
            _ => None,
        };
        let (function, value) = expand(hash, &self.input(secret), label, context, hash.len());
        self.computed(name, RFC8446_7_1, hash, function, value, logged, protects);
    }

    /// The traffic key and IV of a secret (RFC 8446 section 7.3).
    fn key_and_iv(&mut self, secret: &str, protects: (Direction, Epoch), epoch: &str) {
        let Ok(suite) = self.handshake.suite() else { return };
        let generation = match protects.1 {
            Epoch::Application(generation) => format!("_{generation}"),
            _ => String::new(),
        };
        for (label, length) in [("key", suite.key_length()), ("iv", Suite::IV_LENGTH)] {
            let name = format!("{}_{epoch}_{label}{generation}", side(protects.0));
            let (function, value) = expand(suite.hash, &self.input(secret), label, Data::Empty, length);
            self.computed(name, RFC8446_7_3, suite.hash, function, value, None, Some(protects));
        }
    }

    fn finished_key(&mut self, secret: &str, hash: Hash, direction: Direction) {
        let name = format!("{}_finished_key", side(direction));
        self.expand(name, RFC8446_4_4_4, hash, secret, "finished", Data::Empty, hash.len());
    }

    /// HMAC, of which the message has the value `sent`.
    fn hmac(&mut self, name: String, source: &'static str, hash: Hash, key: &str, data: Data, sent: &[u8]) {
        let key = self.input(key);
        let value = key.value.clone().and_then(|key| hash.hmac(&key, &data.bytes()?).ok_or(FAILED));
        self.report(name, source, hash, Function::Hmac { key, data }, agreeing(value, sent), None);
    }

    // What becomes of their values.

    /// A value that was computed, or not; the key log may have it under a label.
    #[allow(clippy::too_many_arguments)] // all of a step
    fn computed(
        &mut self,
        name: impl Into<Name>,
        source: &'static str,
        hash: Hash,
        function: Function,
        value: Value,
        logged: Option<&'static str>,
        protects: Option<(Direction, Epoch)>,
    ) {
        let of_log: Vec<&[u8]> = logged.into_iter().flat_map(|label| self.known.all(label)).collect();
        let output = match (value, of_log.first()) {
            (Ok(value), None) => Output::Derived { value, agrees: None },
            (Ok(value), Some(_)) => {
                let agrees = Some(of_log.contains(&value.as_slice()));
                Output::Derived { value, agrees }
            }
            (Err(why), Some(value)) => Output::Logged { value: value.to_vec(), why },
            (Err(why), None) => Output::Unknown(why),
        };
        self.report(name, source, hash, function, output, protects);
    }

    fn report(
        &mut self,
        name: impl Into<Name>,
        source: &'static str,
        hash: Hash,
        function: Function,
        output: Output,
        protects: Option<(Direction, Epoch)>,
    ) {
        let name = name.into();
        let value = match &output {
            Output::Derived { value, .. } | Output::Logged { value, .. } | Output::Given(value) => {
                Ok(value.clone())
            }
            Output::Unknown(why) => Err(why.clone()),
        };
        self.remember(name.clone(), value);
        let (message, hash) = (self.message.number, hash.name());
        self.events.push(Event::Step(Box::new(Step {
            name,
            message,
            source,
            hash,
            function,
            output,
            protects,
            ticket: None,
        })));
    }

    fn remember(&mut self, name: impl Into<Name>, value: Value) {
        self.steps.values.insert(name.into(), value);
    }

    /// The output of a step before.
    fn input(&self, name: &str) -> Input {
        let value = self.steps.values.get(name).cloned();
        Input { name: name.to_owned().into(), value: value.unwrap_or(Err(NO_MESSAGES)) }
    }

    /// The messages up to this one.
    fn transcript(&self) -> Data {
        let current = self.steps.messages.last() == Some(&self.message.number);
        let hash = self.steps.hash.clone().filter(|_| current).ok_or(NO_MESSAGES);
        Data::Transcript { messages: self.steps.messages.clone(), truncated: false, hash }
    }

    fn generation(&self, direction: Direction) -> u32 {
        let [client, server] = self.steps.generations;
        if direction == Direction::FromClient { client } else { server }
    }
}

/// The nonce and the ticket of a New Session Ticket (RFC 8446 section 4.6.1); the ticket is empty if the message ends
/// before it.
fn nonce_and_ticket(message: &[u8]) -> Option<(&[u8], &[u8])> {
    // type, length, lifetime, age_add; then the nonce and the ticket, each behind its length
    let (length, rest) = message.get(12..)?.split_first()?;
    let (nonce, rest) = rest.split_at_checked(usize::from(*length))?;
    let ticket = rest
        .split_first_chunk()
        .and_then(|(length, rest)| rest.get(..usize::from(u16::from_be_bytes(*length))));
    Some((nonce, ticket.unwrap_or_default()))
}

fn zeros(hash: Hash) -> Input {
    Input { name: "zeros".into(), value: Ok(vec![0; hash.len()]) }
}

/// The hash of no messages.
fn empty_hash(hash: Hash) -> Data {
    let value = hash.of(b"").ok_or(FAILED);
    Data::Transcript { messages: Vec::new(), truncated: false, hash: value }
}

/// A value, of which a message has `sent`.
fn agreeing(value: Value, sent: &[u8]) -> Output {
    match value {
        Ok(value) => {
            let agrees = Some(value == sent);
            Output::Derived { value, agrees }
        }
        Err(why) => Output::Unknown(why),
    }
}
