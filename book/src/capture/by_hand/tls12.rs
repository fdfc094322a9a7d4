//! The proofs of a TLS 1.2 session, in the order of its messages (RFC 5246 sections 5, 6.3, 7.4, 8.1; RFC 7627).

use wire::message::{Kind, Message};
use wire::names::codes::{extension_type, handshake_type as ty};
use wire::secrets::{Secret, label};
use wire::{Direction, Epoch};

use super::certificate;
use super::collect::Session;
use super::messages;
use super::prf::{Output, prf};
use super::records::{self, Keys};
use super::step::{Command, Part, Plan, slice, zeros};
use super::suite::{Protection, Suite};
use super::transcript::Transcript;

const MASTER: &str = "computed/master-secret.bin";

/// Writes the proofs of a session.
pub(super) fn prove(plan: &mut Plan, session: &Session, known: &[Secret<'_>], suite: Suite) {
    let mut proofs = Proofs {
        session,
        known,
        suite,
        plan,
        transcript: Transcript::default(),
        randoms: [zeros(32), zeros(32)],
        session_hash: None,
        extended: false,
        full: false,
        finished: 0,
    };
    for message in &session.messages {
        let Kind::Handshake(kind) = message.kind else { continue };
        if proofs.finished == 2 && matches!(kind, ty::CLIENT_HELLO | ty::HELLO_REQUEST) {
            proofs
                .plan
                .note("A second handshake, which renegotiates, is left out, with all records after it.");
            break;
        }
        proofs.message(kind, message);
    }
    proofs.keys_and_records();
}

/// The proofs in the making.
struct Proofs<'a> {
    session: &'a Session,
    known: &'a [Secret<'a>],
    suite: Suite,
    plan: &'a mut Plan,
    transcript: Transcript,
    /// The client's and the server's.
    randoms: [Part; 2],
    /// The hash of the messages up to the Client Key Exchange.
    session_hash: Option<Part>,
    /// Whether the server takes the extended master secret.
    extended: bool,
    /// Whether the handshake makes a master secret of its own, and does not resume a session.
    full: bool,
    /// How many Finished there were.
    finished: u32,
}

impl Proofs<'_> {
    /// Proves what a message proves, and adds it to the transcript.
    fn message(&mut self, kind: u8, message: &Message) {
        match kind {
            ty::HELLO_REQUEST => return, // no part of any transcript (RFC 5246 section 7.4.1.1)
            ty::CLIENT_HELLO => self.randoms[0] = self.random(message),
            ty::SERVER_HELLO => {
                self.randoms[1] = self.random(message);
                let wanted = u64::from(extension_type::EXTENDED_MASTER_SECRET);
                let extensions = messages::all(&message.tree(), "tls.handshake.extension.type");
                self.extended = extensions.iter().any(|field| field.number() == Some(wanted));
            }
            ty::SERVER_KEY_EXCHANGE => self.server_key_exchange(message),
            ty::SERVER_HELLO_DONE => self.full = true,
            ty::CERTIFICATE_VERIFY => self.certificate_verify(message),
            ty::FINISHED => self.finished(message),
            _ => {}
        }
        self.transcript.add(self.plan, message);
        if certificate::is_certificate(&message.kind) && message.bytes.len() > 8 {
            self.plan.heading(format!("the {}'s certificate", message.direction));
            certificate::chain(self.plan, message);
        }
        if kind == ty::CLIENT_KEY_EXCHANGE {
            self.session_hash = Some(self.transcript.hash(self.plan));
        }
    }

    /// The random in a hello.
    fn random(&mut self, message: &Message) -> Part {
        slice(&messages::file(self.plan, message), 6..38)
    }

    /// RFC 5246 section 7.4.3: the server signs its part of the key exchange, with both randoms.
    fn server_key_exchange(&mut self, message: &Message) {
        const SIGNATURE: &str = "tls.handshake.sig";
        let tree = message.tree();
        let scheme = tree.find("tls.handshake.sig_hash_alg").map(|field| field.span.start);
        let (Some(end), Some(_)) = (scheme, tree.find(SIGNATURE)) else {
            let text = "The Server Key Exchange has no signature: nothing in it proves who has sent it.";
            return self.plan.note(text);
        };
        self.plan.heading("the server's signature of the key exchange");
        let file = messages::file(self.plan, message);
        let [client, server] = self.randoms.clone();
        let content = vec![client, server, slice(&file, 4..end)];
        let why = "client random || server random || parameters  (RFC 5246 section 7.4.3)";
        certificate::signature(self.plan, message, SIGNATURE, why, content);
    }

    /// RFC 5246 section 7.4.8: the client signs all messages so far.
    fn certificate_verify(&mut self, message: &Message) {
        self.plan.heading("the client's signature");
        let why = "all messages so far  (RFC 5246 section 7.4.8)";
        let field = "tls.handshake.client_cert_vrfy.sig";
        let content = self.transcript.messages();
        certificate::signature(self.plan, message, field, why, content);
    }

    /// RFC 5246 section 7.4.9.
    fn finished(&mut self, message: &Message) {
        self.finished += 1;
        if self.finished == 1 {
            self.master_secret();
        }
        let who = message.direction;
        self.plan.heading(format!("the {who}'s Finished"));
        if let Some(why) = messages::not_provable(message) {
            return self.plan.note(format!("The {who}'s Finished cannot be checked: {why}."));
        }
        if !self.has_master() {
            return self
                .plan
                .note(format!("The {who}'s Finished cannot be checked: no master secret is known."));
        }
        let hash = self.transcript.hash(self.plan);
        let file = messages::file(self.plan, message);
        let sent = slice(&file, 4..message.bytes.len());
        let label = format!("{who} finished");
        let output = Output {
            name: format!("{who} Finished"),
            why: format!("verify_data = PRF(master_secret, \"{label}\", Hash(messages so far))"),
            length: 12,
            expected: Some(vec![sent]),
        };
        prf(self.plan, &Part::File(MASTER.to_owned()), &label, &[hash], output);
    }

    fn has_master(&self) -> bool {
        self.plan.has("master-secret.bin")
    }

    /// The master secret: derived, or else as the key log has it.
    fn master_secret(&mut self) {
        self.plan.heading("master secret (RFC 5246 section 8.1)");
        let (session, known) = (self.session, self.known);
        let logged = known.iter().find(|one| one.label == label::CLIENT_RANDOM).map(|one| one.secret);
        let derived = self.premaster().map(|premaster| self.derive_master(&premaster, logged));
        let Err(why) = derived else { return };
        self.plan.note(format!("The master secret is not derived: {why}."));
        let used = session.keys.first().map(|key| key.secret.as_slice());
        let Some(master) = logged.or(used.filter(|secret| !secret.is_empty())) else { return };
        let secret = self.plan.file("secrets/master-secret.bin", master);
        let why = "master_secret, CLIENT_RANDOM in the key log";
        let command = Command::Copy(vec![secret]);
        self.plan.step("master secret", "master-secret.bin", why, command, None);
    }

    /// RFC 5246 section 8.1, or RFC 7627 section 4.
    fn derive_master(&mut self, premaster: &Part, logged: Option<&[u8]>) {
        let [client, server] = self.randoms.clone();
        let (label, seed, why) = match (self.extended, self.session_hash.clone()) {
            (true, Some(hash)) => (
                "extended master secret",
                vec![hash],
                "master_secret = PRF(premaster, \"extended master secret\", Hash(messages up to Client Key Exchange))  \
                 (RFC 7627 section 4)",
            ),
            _ => (
                "master secret",
                vec![client, server],
                "master_secret = PRF(premaster, \"master secret\", client random || server random)",
            ),
        };
        let expected = logged.map(|secret| vec![self.plan.file("expected/master-secret.bin", secret)]);
        let output = Output { name: "master secret".to_owned(), why: why.to_owned(), length: 48, expected };
        prf(self.plan, premaster, label, &seed, output);
    }

    /// The premaster secret, or why it is not known.
    fn premaster(&mut self) -> Result<Part, String> {
        if !self.full {
            return Err("it is that of the session which is resumed".to_owned());
        }
        let known = self.known;
        let of = |label| known.iter().filter(move |one| one.label == label).map(|one| one.secret);
        let psk =
            if self.suite.name.starts_with("TLS_PSK_WITH_") { of(label::PSK).collect() } else { Vec::new() };
        match (of(label::PMS_CLIENT_RANDOM).collect::<Vec<_>>().as_slice(), psk.as_slice()) {
            ([premaster], _) => Ok(self.plan.file("secrets/premaster.bin", premaster)),
            ([], [psk]) => Ok(self.premaster_of(psk)),
            ([], []) => Err("the premaster secret is not known".to_owned()),
            _ => {
                Err("several premaster secrets are known, and which one it is, only trying would tell"
                    .to_owned())
            }
        }
    }

    /// RFC 4279 section 2: as many zeros as the key has bytes, then the key, each after its length.
    fn premaster_of(&mut self, psk: &[u8]) -> Part {
        let length = Part::Bytes(u16::try_from(psk.len()).unwrap_or_default().to_be_bytes().to_vec());
        let key = self.plan.file("secrets/psk.bin", psk);
        let parts = vec![length.clone(), zeros(psk.len()), length, key];
        let why = "premaster = length || zeros || length || PSK  (RFC 4279 section 2)";
        self.plan.step("premaster secret", "premaster.bin", why, Command::Copy(parts), None)
    }

    /// The key block (RFC 5246 section 6.3), and all records under the keys in it.
    fn keys_and_records(&mut self) {
        if !self.has_master() {
            return;
        }
        if self.suite.protection == Protection::Other {
            return self.plan.note(self.suite.why_not());
        }
        self.plan.heading("key block (RFC 5246 section 6.3)");
        let Suite { mac, key, fixed, .. } = self.suite;
        let [client, server] = self.randoms.clone();
        let output = Output {
            name: "key block".to_owned(),
            why: "key_block = PRF(master_secret, \"key expansion\", server random || client random)"
                .to_owned(),
            length: 2 * (mac + key + fixed),
            expected: None,
        };
        let block =
            prf(self.plan, &Part::File(MASTER.to_owned()), "key expansion", &[server, client], output);
        for direction in [Direction::FromClient, Direction::FromServer] {
            self.records(&block, direction);
        }
    }

    /// The keys of a side in the key block, and its records.
    fn records(&mut self, block: &Part, direction: Direction) {
        self.plan.heading(format!("records: {direction}"));
        let Suite { mac, key, fixed, .. } = self.suite;
        let mut part = |what: &str, start: usize, length: usize| {
            // Of each kind, first the client's, then the server's.
            let start = if direction == Direction::FromClient { start } else { start + length };
            let last = (start + length).checked_sub(1).filter(|_| length > 0)?;
            let why = format!("the {direction}'s {what}: bytes {start} to {last} of the key block");
            let command = Command::Copy(vec![slice(block, start..start + length)]);
            let name = format!("{direction} {what}");
            let file = format!("{}.bin", name.replace(' ', "-"));
            Some(self.plan.step(name, &file, why, command, None))
        };
        let mac_key = part("MAC key", 0, mac);
        let write_key = part("key", 2 * mac, key);
        let iv = part("IV", 2 * (mac + key), fixed);
        let Some(key) = write_key else { return };
        let keys = Keys { mac: mac_key, key, iv };
        records::open(self.plan, self.session, self.suite, &keys, direction, Epoch::Application(0));
    }
}
