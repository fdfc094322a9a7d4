//! Key logs of other programs: what they say of TLS 1.2 with RSA key exchange and with pre-shared keys.

#![allow(clippy::unwrap_used)] // as in the other tests

mod sessions;

use std::fs;
use std::sync::Arc;

use names::codes::handshake_type as ty;
use openssl::pkey::PKey;
use openssl::rsa::Padding;
use openssl::ssl::SslOptions;
use wire::derivation::{Output, Step};
use wire::fields::hex;
use wire::message::{Kind, Message};
use wire::proof::{Proof, Verdict, about};
use wire::record::Protection;
use wire::secrets::KeyLog;
use wire::{Event, Session};

use sessions::{Plan, Recording, record};

fn read(recording: &Recording, log: KeyLog) -> Vec<Event> {
    let mut session = Session::of_capture(Arc::new(log)).explain_keys();
    for (direction, time, bytes) in &recording.chunks {
        session.feed(*direction, *time, bytes);
    }
    session.finish();
    session.events().collect()
}

fn read_with(recording: &Recording, text: &str) -> Vec<Event> {
    let mut log = KeyLog::new();
    assert_eq!(log.add(text), text.lines().count(), "{text}");
    read(recording, log)
}

fn message(events: &[Event], kind: u8) -> Message {
    let all = events
        .iter()
        .filter_map(|event| if let Event::Message(message) = event { Some(message) } else { None });
    all.into_iter().find(|message| message.kind == Kind::Handshake(kind)).unwrap().clone()
}

fn field(message: &Message, name: &str) -> Vec<u8> {
    message.tree().find(name).unwrap().bytes(&message.bytes).to_vec()
}

/// The premaster secret, decrypted with the server's key: what the client has chosen.
fn premaster(encrypted: &[u8]) -> Vec<u8> {
    let key = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../certs/tb-server-key.pem")).unwrap();
    let key = PKey::private_key_from_pem(&key).unwrap().rsa().unwrap();
    let mut premaster = vec![0; encrypted.len()];
    let length = key.private_decrypt(encrypted, &mut premaster, Padding::PKCS1).unwrap();
    premaster.truncate(length);
    premaster
}

fn undecrypted(events: &[Event]) -> usize {
    let closed = |event: &&Event| matches!(event, Event::Record(record) if matches!(record.protection, Protection::Undecrypted(_)));
    events.iter().filter(closed).count()
}

/// The verdicts on the master secret.
fn master_proofs(events: &[Event]) -> Vec<Proof> {
    let of = |event: &Event| if let Event::Key(key) = event { key.proofs.clone() } else { Vec::new() };
    events.iter().flat_map(of).filter(|proof| proof.about == about::MASTER_SECRET).collect()
}

fn step<'a>(events: &'a [Event], name: &str) -> &'a Step {
    let all = events.iter().filter_map(|event| if let Event::Step(step) = event { Some(step) } else { None });
    all.into_iter().find(|step| step.name == name).unwrap()
}

/// A session, its names in a key log (client random, session ID, encrypted premaster secret), and its master secret.
struct Rsa {
    recording: Recording,
    random: String,
    id: String,
    encrypted: Vec<u8>,
    master: String,
}

/// OpenSSL also logs a line `RSA` with the premaster secret, before it.
fn master(recording: &Recording) -> String {
    let line = recording.key_log.lines().find(|line| line.starts_with("CLIENT_RANDOM ")).unwrap();
    line.rsplit(' ').next().unwrap().to_owned()
}

fn rsa(with: impl Fn(&mut Plan)) -> Rsa {
    let recording = record("RSA", |plan| {
        plan.tls12("AES128-GCM-SHA256");
        plan.server.set_options(SslOptions::NO_TICKET); // so that it has a session ID
        with(plan);
    });
    let master = master(&recording);
    let events = recording.read();
    let random = hex(&field(&message(&events, ty::CLIENT_HELLO), "tls.handshake.random"));
    let id = hex(&field(&message(&events, ty::SERVER_HELLO), "tls.handshake.session_id"));
    let encrypted = field(&message(&events, ty::CLIENT_KEY_EXCHANGE), "tls.handshake.epms");
    Rsa { recording, random, id, encrypted, master }
}

#[test]
fn a_premaster_secret_proves_the_master_secret() {
    let old = SslOptions::from_bits_retain(1); // SSL_OP_NO_EXTENDED_MASTER_SECRET
    for extended in [true, false] {
        let rsa = rsa(|plan| {
            if !extended {
                plan.server.set_options(old);
            }
        });
        let secret = hex(&premaster(&rsa.encrypted));
        for line in [
            format!("RSA {} {secret}", hex(&rsa.encrypted[..8])),
            format!("PMS_CLIENT_RANDOM {} {secret}", rsa.random),
            format!("PMS_CLIENT_RANDOM {} {secret}\nCLIENT_RANDOM {0} {}", rsa.random, rsa.master),
        ] {
            let events = read_with(&rsa.recording, &line);
            assert_eq!(undecrypted(&events), 0, "{line}");
            let proofs = master_proofs(&events);
            assert!(
                proofs.len() == 2 && proofs.iter().all(|one| one.verdict == Verdict::Proven),
                "{proofs:?}"
            );
            assert_eq!(hex(step(&events, "master_secret").output.value().unwrap()), rsa.master);
            assert!(matches!(step(&events, "premaster_secret").output, Output::Given(_)));
            let agrees = line.contains("\nCLIENT_RANDOM").then_some(true);
            let output = &step(&events, "master_secret").output;
            assert!(matches!(output, Output::Derived { agrees: found, .. } if *found == agrees), "{line}");
        }
    }
}

#[test]
fn a_session_id_names_the_master_secret() {
    let full = rsa(|_| {});
    let events =
        read_with(&full.recording, &format!("RSA Session-ID:{} Master-Key:{}", full.id, full.master));
    assert_eq!(undecrypted(&events), 0);
    // A resumption has the ID and the master secret of the session that it resumes.
    let resumed = record("resumption", |plan| {
        plan.resume = true;
        plan.tls12("AES128-GCM-SHA256");
        plan.server.set_options(SslOptions::NO_TICKET);
    });
    let master = master(&resumed);
    let id = hex(&field(&message(&resumed.read(), ty::SERVER_HELLO), "tls.handshake.session_id"));
    let events = read_with(&resumed, &format!("RSA Session-ID:{id} Master-Key:{master}"));
    assert_eq!(undecrypted(&events), 0);
    assert!(matches!(step(&events, "client_finished").output, Output::Derived { agrees: Some(true), .. }));
    let other = read_with(&resumed, &format!("RSA Session-ID:{} Master-Key:{master}", "07".repeat(32)));
    assert!(undecrypted(&other) > 0);
}

#[test]
fn a_wrong_premaster_secret_is_called_so() {
    let rsa = rsa(|_| {});
    let (wrong, prefix) = ("03".repeat(48), hex(&rsa.encrypted[..8]));
    let text = format!("RSA {prefix} {wrong}\nCLIENT_RANDOM {} {}", rsa.random, rsa.master);
    let events = read_with(&rsa.recording, &text);
    assert_eq!(undecrypted(&events), 0, "the master secret is right");
    assert!(master_proofs(&events).iter().all(|one| matches!(one.verdict, Verdict::False(_))));
    let events = read_with(&rsa.recording, &format!("RSA {prefix} {wrong}"));
    assert!(undecrypted(&events) > 0);
    // Beside the right one, the wrong one does no harm.
    let secret = hex(&premaster(&rsa.encrypted));
    let events = read_with(&rsa.recording, &format!("RSA {prefix} {wrong}\nRSA {prefix} {secret}"));
    assert_eq!(undecrypted(&events), 0);
    // With a key exchange that has no encrypted premaster secret, the line means nothing.
    let ecdhe = record("ECDHE", |plan| plan.tls12("ECDHE-RSA-AES128-GCM-SHA256"));
    let events = read_with(&ecdhe, &format!("RSA {prefix} {secret}"));
    assert!(undecrypted(&events) > 0);
}

#[test]
fn a_pre_shared_key_gives_the_premaster_secret() {
    let recording = record("PSK", |plan| {
        plan.pre_shared_key();
        plan.tls12("PSK-AES128-GCM-SHA256");
    });
    let mut log = KeyLog::new();
    log.add_psk(vec![9; 16]);
    log.add_psk(vec![0x1a, 0x2b, 0x3c, 0x4d]);
    let events = read(&recording, log);
    assert_eq!(undecrypted(&events), 0);
    assert!(master_proofs(&events).iter().all(|one| one.verdict == Verdict::Proven));
}
