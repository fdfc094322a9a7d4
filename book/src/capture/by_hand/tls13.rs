//! The proofs of a TLS 1.3 session, in the order of its messages (RFC 8446 sections 4.4, 7.1 to 7.3).

use wire::message::{Kind, Message};
use wire::names::codes::handshake_type as ty;
use wire::secrets::{Secret, label};
use wire::{Direction, Epoch};

use super::certificate;
use super::collect::Session;
use super::hello::{self, Offered};
use super::messages;
use super::records;
use super::step::{Command, Part, Plan, slice, zeros};
use super::suite::Suite;
use super::transcript::Transcript;

/// How many keys of one side after key updates are followed.
const MAX_GENERATIONS: u32 = 16;

/// The proofs in the making.
pub(super) struct Proofs<'a> {
    session: &'a Session,
    known: &'a [Secret<'a>],
    suite: Suite,
    plan: &'a mut Plan,
    transcript: Transcript,
    /// The identities that the last Client Hello offers.
    offered: Vec<Offered>,
    /// The Master Secret, or why it is not known.
    master: Result<Part, String>,
    server_finished: bool,
    client_finished: bool,
}

/// Writes the proofs of a session.
pub(super) fn prove(plan: &mut Plan, session: &Session, known: &[Secret<'_>], suite: Suite) {
    let mut proofs = Proofs {
        session,
        known,
        suite,
        plan,
        transcript: Transcript::default(),
        offered: Vec::new(),
        master: Err("there is no Server Hello".to_owned()),
        server_finished: false,
        client_finished: false,
    };
    for message in &session.messages {
        let Kind::Handshake(kind) = message.kind else { continue };
        if !proofs.message(kind, message) {
            break;
        }
    }
    proofs.records(Epoch::Application(0));
}

impl Proofs<'_> {
    /// Proves what a message proves. Returns false if the session cannot be followed behind it.
    fn message(&mut self, kind: u8, message: &Message) -> bool {
        let clear = message.epoch == Epoch::Clear;
        match kind {
            ty::CLIENT_HELLO => return self.client_hello(message),
            ty::SERVER_HELLO if message.context.retry => {
                self.plan.heading("Hello Retry Request");
                self.transcript.replace_first_hello(self.plan);
                self.transcript.add(self.plan, message);
            }
            ty::SERVER_HELLO => {
                self.transcript.add(self.plan, message);
                self.server_hello(message);
            }
            // In the clear, where their sender has a key: no part of the handshake.
            _ if clear => {}
            ty::NEW_SESSION_TICKET => self.ticket(message),
            ty::HELLO_REQUEST | ty::KEY_UPDATE => {}
            _ if self.client_finished => {
                let what =
                    "Authentication after the handshake is left out: its certificate and its Finished.";
                self.plan.note(what);
            }
            ty::CERTIFICATE_VERIFY => self.certificate_verify(message),
            ty::FINISHED => self.finished(message),
            _ => {
                self.transcript.add(self.plan, message);
                if certificate::is_certificate(&message.kind) && message.bytes.len() > 8 {
                    self.plan.heading(format!("the {}'s certificate", message.direction));
                    certificate::chain(self.plan, message);
                }
            }
        }
        true
    }

    fn client_hello(&mut self, message: &Message) -> bool {
        let second = !self.transcript.messages().is_empty();
        self.plan.heading(if second { "Client Hello 2" } else { "Client Hello" });
        let before = if second { self.retry_bytes() } else { Vec::new() };
        self.offered = hello::binders(self.plan, &self.transcript, &before, message, self.known, second);
        self.transcript.add(self.plan, message);
        if !second {
            self.early_data();
        }
        true
    }

    /// What stands before the second Client Hello in the transcript.
    fn retry_bytes(&self) -> Vec<u8> {
        let digest = match self.plan.hash {
            "SHA384" => openssl::hash::MessageDigest::sha384(),
            _ => openssl::hash::MessageDigest::sha256(),
        };
        let of = |wanted: u8| {
            let is = move |message: &&Message| message.kind == Kind::Handshake(wanted);
            self.session.messages.iter().find(is).map(|message| message.bytes.clone()).unwrap_or_default()
        };
        let hash = openssl::hash::hash(digest, &of(ty::CLIENT_HELLO));
        let hash = hash.map(|hash| hash.to_vec()).unwrap_or_default();
        let length = u8::try_from(hash.len()).unwrap_or_default();
        [vec![254, 0, 0, length], hash, of(ty::SERVER_HELLO)].concat()
    }

    /// The secret of early data, and its records.
    fn early_data(&mut self) {
        let (client, log) = (Direction::FromClient, label::CLIENT_EARLY_TRAFFIC_SECRET);
        let key = self.session.key(client, Epoch::Early);
        if key.is_none() && self.logged(log, None).is_none() {
            return;
        }
        let suite = key.map_or(Some(self.suite), |key| Suite::of(key.suite));
        let Some(suite) = suite.filter(|suite| suite.hash == self.plan.hash) else {
            return self
                .plan
                .note("Early data is left out: its cipher suite has another hash than the session's.");
        };
        self.plan.heading("early data (0-RTT)");
        let early = self.offered.first().and_then(|offered| offered.early.clone());
        let base = early.map(|(early, _)| early).ok_or_else(|| "the PSK is not known".to_owned());
        let secret = self.traffic(&base, "c e traffic", log, client, Epoch::Early);
        let exporter = "EARLY_EXPORTER_SECRET";
        if let (Ok(base), Some(_)) = (&base, self.logged(exporter, None)) {
            self.derive(base, "e exp master", exporter, self.logged(exporter, None));
        }
        if let Some(secret) = secret {
            let keys = records::of_secret(self.plan, "client early", &secret, suite);
            records::open(self.plan, self.session, suite, &keys, client, Epoch::Early);
        }
    }

    /// The key schedule up to the Master Secret.
    fn server_hello(&mut self, message: &Message) {
        self.plan.heading("key schedule (RFC 8446 section 7.1)");
        let handshake = self.handshake_secret(message);
        if let Err(why) = &handshake {
            self.plan.note(format!(
                "The secrets cannot be derived from the key exchange: {why}. So the traffic secrets of the key log \
                 are taken as they are."
            ));
        }
        for (direction, name, log) in [
            (Direction::FromClient, "c hs traffic", label::CLIENT_HANDSHAKE_TRAFFIC_SECRET),
            (Direction::FromServer, "s hs traffic", label::SERVER_HANDSHAKE_TRAFFIC_SECRET),
        ] {
            self.traffic(&handshake, name, log, direction, Epoch::Handshake);
        }
        self.master = handshake.map(|handshake| {
            let derived = self.derived(&handshake, "handshake");
            let length = self.plan.hash_length();
            let command = Command::Extract { salt: derived, secret: zeros(length) };
            let why = "Master Secret = HKDF-Extract(derived, 0)";
            self.plan.step("master secret", "master-secret.bin", why, command, None)
        });
        self.records(Epoch::Handshake);
    }

    /// The Handshake Secret, or why it is not known.
    fn handshake_secret(&mut self, message: &Message) -> Result<Part, String> {
        let selected = messages::number(message, "tls.handshake.extensions.psk.identity.selected");
        let early = match selected {
            None => hello::early_secret(self.plan, None),
            Some(number) => {
                let offered = usize::try_from(number).ok().and_then(|number| self.offered.get(number));
                let early = offered.and_then(|offered| offered.early.clone());
                early.map(|(early, _)| early).ok_or("the PSK is not known")?
            }
        };
        let share = message.tree().find("tls.handshake.extensions_key_share_key_exchange").is_some();
        let (secret, what) = match self.logged(label::ECDHE_SECRET, None) {
            Some(secret) if share => (self.plan.file("secrets/ecdhe.bin", &secret), "(EC)DHE"),
            None if share => return Err("the (EC)DHE secret is not known".to_owned()),
            _ => (zeros(self.plan.hash_length()), "0: the PSK alone is the secret"),
        };
        let salt = self.derived(&early, "early");
        let why = format!("Handshake Secret = HKDF-Extract(derived, {what})");
        let command = Command::Extract { salt, secret };
        Ok(self.plan.step("handshake secret", "handshake-secret.bin", why, command, None))
    }

    /// What a secret gives to the next one. `name` is its name.
    fn derived(&mut self, secret: &Part, name: &str) -> Part {
        let empty = hello::empty_hash(self.plan);
        let length = self.plan.hash_length();
        let context = Some((empty, length));
        let command = Command::Expand { secret: secret.clone(), label: "derived", context, length };
        let why = format!("Derive-Secret({name} secret, \"derived\", \"\")");
        self.plan.step(format!("derived from {name}"), &format!("derived-{name}.bin"), why, command, None)
    }

    /// A traffic secret: derived, or else as the key log has it. `None`: it is not known at all.
    fn traffic(
        &mut self,
        base: &Result<Part, String>,
        name: &'static str,
        log: &str,
        direction: Direction,
        epoch: Epoch,
    ) -> Option<Part> {
        let key = self.session.key(direction, epoch);
        let used = key.map(|key| key.secret.clone());
        let logged = self.logged(log, used.as_deref());
        match base {
            Ok(base) => Some(self.derive(base, name, log, logged)),
            Err(why) => {
                let text = format!("{log} cannot be derived: {why}.");
                self.plan.note(text);
                let file = format!("computed/{}.bin", name.replace(' ', "-"));
                let secret = self.plan.file(format!("secrets/{}.bin", name.replace(' ', "-")), &logged?);
                let why = format!("{log} of the key log");
                let command = Command::Copy(vec![secret]);
                let file = file.trim_start_matches("computed/").to_owned();
                Some(self.plan.step(name, &file, why, command, None))
            }
        }
    }

    /// Derive-Secret with the messages so far. `logged` is what the key log says it must be.
    fn derive(&mut self, base: &Part, name: &'static str, log: &str, logged: Option<Vec<u8>>) -> Part {
        let hash = self.transcript.hash(self.plan);
        let length = self.plan.hash_length();
        let file = format!("{}.bin", name.replace(' ', "-"));
        let expected = logged.map(|secret| vec![self.plan.file(format!("expected/{file}"), &secret)]);
        let log = if log.is_empty() { String::new() } else { format!(", {log} in the key log") };
        let why = format!("Derive-Secret(secret, \"{name}\", messages so far){log}");
        let context = Some((hash, length));
        let command = Command::Expand { secret: base.clone(), label: name, context, length };
        self.plan.step(name, &file, why, command, expected)
    }

    /// The secret of that label in the key log: the one that was used, if there are several.
    fn logged(&self, log: &str, used: Option<&[u8]>) -> Option<Vec<u8>> {
        let mut all = self.known.iter().filter(|one| one.label == log).map(|one| one.secret);
        let first = all.clone().next();
        all.find(|secret| Some(*secret) == used).or(first).map(<[u8]>::to_vec)
    }

    fn certificate_verify(&mut self, message: &Message) {
        let hash = self.transcript.hash(self.plan);
        let who = format!("TLS 1.3, {} CertificateVerify\0", message.direction);
        let content = vec![Part::Bytes(vec![0x20; 64]), Part::Bytes(who.into_bytes()), hash];
        let why = "64 blanks || context string || 00 || Transcript-Hash  (RFC 8446 section 4.4.3)";
        let field = "tls.handshake.client_cert_vrfy.sig";
        certificate::signature(self.plan, message, field, why, content);
        self.transcript.add(self.plan, message);
    }

    fn finished(&mut self, message: &Message) {
        let who = message.direction;
        let (base, log) = match who {
            Direction::FromClient => ("c-hs-traffic.bin", label::CLIENT_HANDSHAKE_TRAFFIC_SECRET),
            Direction::FromServer => ("s-hs-traffic.bin", label::SERVER_HANDSHAKE_TRAFFIC_SECRET),
        };
        self.plan.heading(format!("the {who}'s Finished"));
        if let Some(why) = messages::not_provable(message) {
            self.plan.note(format!("The {who}'s Finished cannot be checked: {why}."));
        } else if self.plan.has(base) {
            self.check_finished(message, Part::File(format!("computed/{base}")));
        } else {
            self.plan.note(format!("The {who}'s Finished cannot be checked: no {log} is known."));
        }
        self.transcript.add(self.plan, message);
        match who {
            Direction::FromServer if !self.server_finished => {
                self.server_finished = true;
                self.application_secrets();
            }
            Direction::FromClient => {
                self.client_finished = true;
                self.resumption_secret();
            }
            Direction::FromServer => {}
        }
    }

    fn check_finished(&mut self, message: &Message, base: Part) {
        let who = message.direction;
        let length = self.plan.hash_length();
        let hash = self.transcript.hash(self.plan);
        let command = Command::Expand { secret: base, label: "finished", context: None, length };
        let why = "finished_key = HKDF-Expand-Label(secret, \"finished\", \"\", Hash.length)  (RFC 8446 section 4.4.4)";
        let name = format!("{who} finished key");
        let key = self.plan.step(name, &format!("{who}-finished-key.bin"), why, command, None);
        let file = messages::file(self.plan, message);
        let sent = slice(&file, 4..message.bytes.len());
        let command = Command::Hmac { digest: self.plan.hash, key, of: vec![hash], length };
        let why = "verify_data = HMAC(finished_key, Transcript-Hash)";
        let name = format!("{who} Finished");
        self.plan.step(name, &format!("{who}-finished.bin"), why, command, Some(vec![sent]));
    }

    /// What follows from the Master Secret once the server has finished.
    fn application_secrets(&mut self) {
        self.plan.heading("application secrets");
        let master = self.master.clone();
        for (direction, name, log) in [
            (Direction::FromClient, "c ap traffic", label::CLIENT_TRAFFIC_SECRET_0),
            (Direction::FromServer, "s ap traffic", label::SERVER_TRAFFIC_SECRET_0),
        ] {
            self.traffic(&master, name, log, direction, Epoch::Application(0));
        }
        if let (Ok(master), Some(secret)) = (&master, self.logged(label::EXPORTER_SECRET, None)) {
            self.derive(master, "exp master", label::EXPORTER_SECRET, Some(secret));
        }
    }

    fn resumption_secret(&mut self) {
        if let Ok(master) = self.master.clone() {
            self.derive(&master, "res master", "", None);
        }
    }

    /// The PSK that a ticket stands for (RFC 8446 section 4.6.1).
    fn ticket(&mut self, message: &Message) {
        let nonce = messages::field(self.plan, message, "tls.handshake.session_ticket_nonce");
        let Some(nonce) = nonce.filter(|_| self.plan.has("res-master.bin")) else { return };
        let Part::Slice(_, range) = &nonce else { return };
        let length = self.plan.hash_length();
        let secret = Part::File("computed/res-master.bin".to_owned());
        let context = Some((nonce.clone(), range.len()));
        let command = Command::Expand { secret, label: "resumption", context, length };
        let why =
            "PSK = HKDF-Expand-Label(resumption_master_secret, \"resumption\", ticket_nonce, Hash.length)";
        let number = message.number;
        let name = format!("PSK of ticket {number}");
        self.plan.step(name, &format!("ticket-{number:02}-psk.bin"), why, command, None);
    }

    /// The keys of both sides in an epoch, and all records under them; with those of key updates.
    fn records(&mut self, epoch: Epoch) {
        for direction in [Direction::FromServer, Direction::FromClient] {
            let side = if direction == Direction::FromClient { "c" } else { "s" };
            let (base, name) = match epoch {
                Epoch::Handshake => (format!("{side}-hs-traffic.bin"), format!("{direction} handshake")),
                _ => (format!("{side}-ap-traffic.bin"), format!("{direction} application")),
            };
            if self.session.key(direction, epoch).is_none() && epoch == Epoch::Handshake {
                continue; // it has sent nothing under it
            }
            if !self.plan.has(&base) {
                continue;
            }
            let mut secret = Part::File(format!("computed/{base}"));
            self.plan.heading(format!("records: {name}"));
            self.open(&name, &secret, direction, epoch);
            let Epoch::Application(_) = epoch else { continue };
            for generation in 1..=self.generations(direction) {
                let length = self.plan.hash_length();
                let command = Command::Expand { secret, label: "traffic upd", context: None, length };
                let why = "HKDF-Expand-Label(secret before, \"traffic upd\", \"\", Hash.length)  (RFC 8446 section 7.2)";
                let file = format!("{side}-ap-traffic-{generation}.bin");
                let step = format!("{side} ap traffic + {generation}");
                secret = self.plan.step(step, &file, why, command, None);
                let name = format!("{name} {generation}");
                self.open(&name, &secret, direction, Epoch::Application(generation));
            }
        }
    }

    fn open(&mut self, name: &str, secret: &Part, direction: Direction, epoch: Epoch) {
        if self.session.key(direction, epoch).is_some() {
            let keys = records::of_secret(self.plan, name, secret, self.suite);
            records::open(self.plan, self.session, self.suite, &keys, direction, epoch);
        }
    }

    /// How often a side has updated its key.
    fn generations(&mut self, direction: Direction) -> u32 {
        let of = |key: &wire::Key| match key.epoch {
            Epoch::Application(generation) if key.direction == direction => Some(generation),
            _ => None,
        };
        let last = self.session.keys.iter().filter_map(of).max().unwrap_or_default();
        if last > MAX_GENERATIONS {
            self.plan.note(format!(
                "Only the first {MAX_GENERATIONS} key updates of the {direction} are followed."
            ));
        }
        last.min(MAX_GENERATIONS)
    }
}
