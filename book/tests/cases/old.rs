//! Suites without an AEAD, and key logs of programs from their time, in captures that have lost something, or have it in
//! another order.

use std::fs;
use std::path::PathBuf;

use openssl::pkey::PKey;
use openssl::rsa::Padding;
use openssl::ssl::{SslOptions, SslVersion};
use wire::Direction;
use wire::fields::hex;

use super::packets::{Capture, From, Talk};
use super::sessions::{Plan, Recording, record};
use super::{Shown, explain};

/// `SSL_OP_NO_ENCRYPT_THEN_MAC` of `openssl/ssl.h`, which the bindings lack.
const NO_ENCRYPT_THEN_MAC: u64 = 1 << 19;

/// How long segments are.
const SEGMENT: usize = 500;

/// A session with this suite, which has a session ID and no ticket; `order`: first authenticated, then encrypted.
fn session(version: SslVersion, suite: &str, mac_then_encrypt: bool, with: fn(&mut Plan)) -> Recording {
    record(suite, |plan| {
        plan.version(version);
        for ctx in [&mut plan.client, &mut plan.server] {
            ctx.set_min_proto_version(Some(version)).unwrap();
            ctx.set_cipher_list(&format!("{suite}:@SECLEVEL=0")).unwrap();
            if mac_then_encrypt {
                ctx.set_options(SslOptions::from_bits_retain(NO_ENCRYPT_THEN_MAC));
            }
        }
        plan.server.set_options(SslOptions::NO_TICKET);
        plan.talk.push((Direction::FromServer, vec![b'x'; 1200]));
        plan.talk.push((Direction::FromClient, b"Thank you".to_vec()));
        plan.talk.push((Direction::FromServer, b"Goodbye server".to_vec()));
        with(plan);
    })
}

/// The segments of a session.
fn segments(recording: &Recording) -> Vec<(From, Vec<u8>)> {
    let chunks = recording.chunks.iter().flat_map(|(from, _, bytes)| {
        let from = if *from == Direction::FromClient { From::Client } else { From::Server };
        bytes.chunks(SEGMENT).map(move |segment| (from, segment.to_vec()))
    });
    chunks.collect()
}

fn capture(recording: &Recording) -> Capture {
    Talk::open().say_all(&segments(recording)).close().capture()
}

/// Explains a capture with a key log.
fn with_log(capture: &Capture, log: &str) -> Shown {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("keys");
    fs::write(&path, log).unwrap();
    explain(&capture.bytes(), &["--keylog", path.to_str().unwrap(), "--trace=full"])
}

impl Shown {
    /// All of the session is open, and both Finished are proven.
    fn is_open(&self) -> &Self {
        assert_eq!(self.out.matches("proven: verify_data is the ").count(), 2, "{}", self.out);
        for word in ["FALSE", ", encrypted", "Encrypted Content"] {
            assert!(!self.out.contains(word), "{word} in\n{}", self.out);
        }
        self.has("Application Data: 12 bytes").has("Application Data: 9 bytes").has("Goodbye server")
    }
}

/// The packets of the server with data that carry application data, by their places.
fn of_server(capture: &Capture) -> Vec<usize> {
    let is_one = |place: &usize| {
        let packet = &capture.packets[*place];
        packet.from() == From::Server && packet.payload().len() == SEGMENT
    };
    (0..capture.packets.len()).filter(is_one).collect()
}

#[test]
fn cbc_first_encrypted_then_authenticated_is_opened() {
    for (version, suite) in
        [(SslVersion::TLS1_2, "ECDHE-RSA-AES128-SHA256"), (SslVersion::TLS1_1, "AES256-SHA")]
    {
        cbc(&session(version, suite, false, |_| {}));
    }
}

#[test]
fn cbc_first_authenticated_then_encrypted_is_opened() {
    // In TLS 1.0 the IV of a record is the end of the one before.
    for (version, suite) in
        [(SslVersion::TLS1_2, "ECDHE-RSA-AES256-SHA384"), (SslVersion::TLS1, "ECDHE-RSA-AES128-SHA")]
    {
        cbc(&session(version, suite, true, |_| {}));
    }
}

fn cbc(recording: &Recording) {
    let whole = capture(recording);
    with_log(&whole, &recording.key_log).is_open();
    // Segments that overtake each other, and come twice.
    let mut mixed = whole.clone();
    let places = of_server(&whole);
    let last = *places.last().unwrap();
    mixed.packets.swap(last - 1, last);
    let again = mixed.packets[places[0]].clone();
    mixed.packets.insert(last + 1, again);
    with_log(&mixed, &recording.key_log).is_open();
    // A segment that is lost costs the record that it belongs to. The records behind it are opened.
    let mut torn = whole.clone();
    torn.packets.remove(last);
    let shown = with_log(&torn, &recording.key_log);
    shown.has("500 bytes are missing here").has("Application Data: 9 bytes").has("Goodbye server");
    assert!(!shown.out.contains("FALSE"), "{}", shown.out);
    // Without the secret all of it stays closed, and nothing is claimed.
    let closed = with_log(&whole, "# no secret\n");
    assert!(!closed.out.contains("FALSE") && !closed.out.contains("Thank you"), "{}", closed.out);
    closed.warns("1 of 1 sessions have no secrets");
}

fn master(recording: &Recording) -> &str {
    let line = recording.key_log.lines().find(|line| line.starts_with("CLIENT_RANDOM ")).unwrap();
    line.rsplit(' ').next().unwrap()
}

/// The bytes of a message, without its header.
fn message(capture: &Capture, title: &str) -> Vec<u8> {
    let shown = explain(&capture.bytes(), &["--json"]);
    let document: serde_json::Value = serde_json::from_str(&shown.out).unwrap();
    let found = document["events"].as_array().unwrap().iter().find(|event| event["title"] == title);
    wire::secrets::from_hex(found.unwrap()["bytes"].as_str().unwrap()).unwrap().split_off(4)
}

#[test]
fn a_key_log_may_name_a_session_by_its_id() {
    let full = session(SslVersion::TLS1_2, "ECDHE-RSA-AES128-SHA256", false, |_| {});
    let resumed = session(SslVersion::TLS1_2, "AES128-GCM-SHA256", false, |plan| plan.resume = true);
    for recording in [full, resumed] {
        let whole = capture(&recording);
        let hello = message(&whole, "Server Hello"); // version, random, session ID
        let id = hex(&hello[35..][..usize::from(hello[34])]);
        let line = format!("RSA Session-ID:{id} Master-Key:{}\r\n", master(&recording));
        with_log(&whole, &line).is_open();
        // That of another session opens nothing.
        let other = format!("RSA Session-ID:{} Master-Key:{}\n", "0a".repeat(32), master(&recording));
        with_log(&whole, &other).warns("1 of 1 sessions have no secrets");
    }
}

#[test]
fn a_key_log_may_name_a_session_by_its_encrypted_premaster_secret() {
    let key = fs::read(harness::root().join("certs/tb-server-key.pem")).unwrap();
    let key = PKey::private_key_from_pem(&key).unwrap().rsa().unwrap();
    for (version, suite) in [(SslVersion::TLS1_2, "AES128-GCM-SHA256"), (SslVersion::TLS1_1, "AES128-SHA")] {
        let recording = session(version, suite, false, |_| {});
        let whole = capture(&recording);
        let encrypted = message(&whole, "Client Key Exchange").split_off(2);
        let mut premaster = vec![0; encrypted.len()];
        let length = key.private_decrypt(&encrypted, &mut premaster, Padding::PKCS1).unwrap();
        let line = |secret: &[u8]| format!("RSA {} {}\n", hex(&encrypted[..8]), hex(secret));
        with_log(&whole, &line(&premaster[..length])).is_open();
        // A wrong one opens nothing, and is not called the session's.
        premaster[4] ^= 1;
        let wrong = with_log(&whole, &line(&premaster[..length]));
        assert!(
            !wrong.out.contains("Thank you") && !wrong.out.contains("proven: verify_data"),
            "{}",
            wrong.out
        );
    }
}
