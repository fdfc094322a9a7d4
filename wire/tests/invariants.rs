//! Invariants of every session, however it is cut up, and every detail of those of RFC 8448.

#![allow(clippy::unwrap_used)] // a test that fails may panic

mod sessions;

use std::sync::Arc;

use openssl::symm::{Cipher, encrypt_aead};
use wire::fields::{Field, Tree, Value};
use wire::message::{Kind, Message};
use wire::names::codes::{content_type, handshake_type};
use wire::proof::Verdict;
use wire::record::Protection;
use wire::secrets::{KeyLog, Line};
use wire::{Direction, Epoch, Event, Session};

use sessions::Recording;
use sessions::check::{check_bytes, messages, proofs, records};

fn recordings() -> Vec<Recording> {
    let mut all = sessions::rfc8448::all();
    all.extend(sessions::all());
    all
}

/// A message without its time and its proofs.
fn essence(message: &Message) -> (Direction, Epoch, Kind, &[u8]) {
    (message.direction, message.epoch, message.kind.clone(), &message.bytes)
}

fn malformed(tree: &Field) -> Option<String> {
    let mut found = None;
    tree.walk(&mut |field, _| {
        if let Value::Malformed(why) = &field.value {
            found.get_or_insert(format!("{}: {why}", field.label.name));
        }
    });
    found
}

#[test]
fn the_sessions_of_rfc_8448_read_completely_and_every_proof_holds() {
    let expected = [
        ("CH SH EE CT CV FIN FIN NST data data alert alert", 4, 12),
        ("CH data SH EE FIN EOED FIN data data alert alert", 5, 16),
        ("CH HRR CH SH EE CT CV FIN FIN alert alert", 4, 12),
        ("CH SH EE CR CT CV FIN CT CV FIN alert alert", 4, 13),
        ("CH SH CCS EE CT CV FIN CCS FIN alert alert", 4, 12),
    ];
    for (recording, (names, keys, count)) in sessions::rfc8448::all().iter().zip(expected) {
        let events = recording.read();
        let short: Vec<_> = messages(&events).into_iter().map(short_name).collect();
        assert_eq!(short.join(" "), names, "{}", recording.name);
        assert_eq!(events.iter().filter(|event| matches!(event, Event::Key(_))).count(), keys);
        let proofs = proofs(&events);
        for proof in &proofs {
            assert_eq!(proof.verdict, Verdict::Proven, "{}: {proof}", recording.name);
        }
        assert_eq!(proofs.len(), count, "{}: {proofs:#?}", recording.name);
        for message in messages(&events) {
            assert_eq!(malformed(&message.tree()), None, "{}: {}", recording.name, message.title());
        }
    }
}

fn short_name(message: &Message) -> &'static str {
    match message.kind {
        Kind::Handshake(1) => "CH",
        Kind::Handshake(2) if message.context.retry => "HRR",
        Kind::Handshake(2) => "SH",
        Kind::Handshake(4) => "NST",
        Kind::Handshake(5) => "EOED",
        Kind::Handshake(8) => "EE",
        Kind::Handshake(11) => "CT",
        Kind::Handshake(13) => "CR",
        Kind::Handshake(15) => "CV",
        Kind::Handshake(20) => "FIN",
        Kind::ChangeCipherSpec => "CCS",
        Kind::ApplicationData => "data",
        Kind::Alert => "alert",
        _ => "?",
    }
}

/// The sessions with undecrypted records, and a word of the reason.
fn undecrypted_for_a_reason(name: &str) -> Option<&'static str> {
    match name {
        "tls13 early data refused, log of the server"
        | "tls13 early data refused by retry, log of the server" => {
            Some("early data that the server has refused")
        }
        _ => None,
    }
}

#[test]
fn every_kind_of_session_is_read_to_its_end() {
    let recordings = recordings();
    assert!(recordings.len() >= 70, "{} kinds", recordings.len());
    for recording in &recordings {
        let name = &recording.name;
        let events = recording.read();
        check_bytes(name, &events, recording.chunks.iter().map(|(.., bytes)| bytes.len()).sum());
        for message in messages(&events) {
            assert_eq!(malformed(&message.tree()), None, "{name}: {}", message.title());
            match (&message.kind, undecrypted_for_a_reason(name)) {
                (Kind::Undecrypted { why, .. }, Some(reason)) => {
                    assert!(why.to_string().contains(reason), "{name}: {why}");
                }
                (Kind::Undecrypted { why, .. }, None) => panic!("{name}: closed: {why}"),
                (Kind::Unknown(_) | Kind::NotTls, _) => panic!("{name}: {}", message.title()),
                _ => {}
            }
        }
        let closed = messages(&events).iter().any(|message| matches!(message.kind, Kind::Undecrypted { .. }));
        assert_eq!(closed, undecrypted_for_a_reason(name).is_some(), "{name}");
    }
}

#[test]
fn strangers_are_read_as_well() {
    for recording in sessions::strangers::all().into_iter().chain(sessions::compressed::all()) {
        let name = recording.name.as_str();
        let events = recording.read();
        check_bytes(name, &events, recording.chunks.iter().map(|(.., bytes)| bytes.len()).sum());
        let messages = messages(&events);
        for message in &messages {
            assert_eq!(malformed(&message.tree()), None, "{name}: {}", message.title());
            let closed = matches!(message.kind, Kind::Undecrypted { .. } | Kind::NotTls | Kind::Unknown(_));
            assert!(!closed, "{name}: {:?}", message.kind);
            for proof in &message.proofs {
                // A key log tells neither the shared secret nor the PSK, so the key schedule has no start.
                let unknown = proof.to_string().contains(" is not known)");
                assert!(proof.verdict == Verdict::Proven || unknown, "{name}: {proof}");
            }
        }
        let count = |kind| messages.iter().filter(|message| message.kind == Kind::Handshake(kind)).count();
        let generations = messages.iter().map(|message| message.epoch).max();
        let padding = records(&events)
            .iter()
            .map(|record| match &record.protection {
                Protection::Opened(opened) => opened.padding,
                _ => 0,
            })
            .max();
        let pieces = messages.iter().map(|message| message.pieces.len()).max();
        match name {
            "s_client tls13 key update" => {
                assert_eq!(
                    (count(handshake_type::KEY_UPDATE), generations),
                    (5, Some(Epoch::Application(3)))
                );
            }
            "s_server tls13 padding" => assert!(padding > Some(400), "{padding:?}"),
            "s_server tls13 small fragments" | "s_client tls13 maximum fragment length" => {
                assert!(pieces >= Some(2), "{pieces:?}"); // more with the large key shares of OpenSSL 3.5
            }
            "s_client tls13 authentication after the handshake" => {
                assert_eq!(
                    (count(handshake_type::FINISHED), count(handshake_type::CERTIFICATE_VERIFY)),
                    (3, 3)
                );
            }
            "s_client tls12 renegotiation" | "s_client tls12 client certificate, renegotiated" => {
                assert_eq!((count(handshake_type::FINISHED), generations), (4, Some(Epoch::Application(1))));
            }
            _ => {}
        }
        let said = messages.iter().filter(|message| message.kind == Kind::ApplicationData).count();
        assert!(said >= 2, "{name}");
    }
}

/// The lines of a tree whose text contains this.
fn lines(message: &Message, part: &str) -> Vec<String> {
    let text = Tree { field: &message.tree(), buffer: &message.bytes, depth: 0 }.to_string();
    text.lines().map(str::trim).filter(|line| line.contains(part)).map(str::to_owned).collect()
}

#[test]
fn recorded_sessions_are_read_to_the_last_field() {
    for recording in sessions::recorded::all() {
        let name = recording.name.as_str();
        let events = recording.read();
        check_bytes(name, &events, recording.chunks.iter().map(|(.., bytes)| bytes.len()).sum());
        let messages = messages(&events);
        for message in &messages {
            assert_eq!(malformed(&message.tree()), None, "{name}: {}", message.title());
            assert!(!matches!(message.kind, Kind::Undecrypted { .. }), "{name}: {:?}", message.kind);
            for line in lines(message, "").iter().filter(|_| message.kind == Kind::Handshake(1)) {
                // The only extension without fields is a GREASE one.
                let vague = line.contains("Unknown") || line.starts_with("Data:") && line != "Data: 00";
                assert!(!vague, "{name}: {line}");
            }
            for proof in &message.proofs {
                let known = proof.verdict == Verdict::Proven || proof.to_string().contains(" is not known)");
                assert!(known, "{name}: {proof}");
            }
        }
        if name != "Java" && name != "SRP" {
            assert!(messages.iter().any(|message| message.kind == Kind::Handshake(handshake_type::FINISHED)));
        }
    }
}

/// The fields of the recorded session's messages of this type, those whose line contains `part`.
fn recorded(name: &str, kind: u8, part: &str) -> Vec<String> {
    let recording = sessions::recorded::all().into_iter().find(|recording| recording.name == name).unwrap();
    let events = recording.read();
    let of_kind = messages(&events).into_iter().filter(|message| message.kind == Kind::Handshake(kind));
    of_kind.flat_map(|message| lines(message, part)).collect()
}

#[test]
fn a_hybrid_key_share_is_shown_in_its_two_parts() {
    let recording = sessions::recorded::all().into_iter().find(|recording| recording.name == "Chromium");
    let events = recording.unwrap().read();
    for (kind, part, length) in [
        (handshake_type::CLIENT_HELLO, "ML-KEM-768 encapsulation key", 1184),
        (handshake_type::SERVER_HELLO, "ML-KEM-768 ciphertext", 1088),
    ] {
        let message = messages(&events).into_iter().find(|message| message.kind == Kind::Handshake(kind));
        let words = format!("Group: X25519MLKEM768, Key Exchange length: {}", length + 32);
        let mut found = Vec::new();
        message.unwrap().tree().walk(&mut |field, _| {
            if field.value == Value::Group(words.clone().into()) {
                let parts = &field.children.last().unwrap().children;
                found.extend(parts.iter().map(|part| (part.label.name.to_string(), part.span.len())));
            }
        });
        assert_eq!(found, [(part.to_owned(), length), ("X25519 public key".to_owned(), 32)]);
    }
}

#[test]
fn early_data_before_a_hybrid_key_exchange_is_read() {
    let recording =
        sessions::recorded::all().into_iter().find(|recording| recording.name == "rustls, early data");
    let events = recording.unwrap().read();
    let early: Vec<_> =
        messages(&events).into_iter().filter(|message| message.epoch == Epoch::Early).collect();
    let titles: Vec<_> = early.iter().map(|message| message.title()).collect();
    assert_eq!(titles, ["Early Data", "End of Early Data"]);
    assert_eq!(early[0].bytes, b"early hello");
    // All that the PSK shows here: the Finished of a peer that has it.
    let has = proofs(&events).into_iter().find(|proof| proof.claim == "the server has the PSK of identity 0");
    assert_eq!(has.unwrap().verdict, Verdict::Proven);
}

#[test]
fn what_only_browsers_send_is_read() {
    let hello = |part| recorded("Chromium", handshake_type::CLIENT_HELLO, part);
    assert_eq!(hello("Extension: trust_anchors"), ["Extension: trust_anchors (len=186)"]);
    let anchors = hello("Trust Anchor Identifier: ");
    assert_eq!((anchors.len(), anchors[0].as_str()), (28, "Trust Anchor Identifier: 44947.2.1"));
    assert_eq!(hello("Supported ALPN: "), ["Supported ALPN: h2"]);
    assert_eq!(hello("Algorithm: brotli"), ["Algorithm: brotli (2)"]);
    assert_eq!(hello("KDF Id"), ["KDF Id: HKDF-SHA256 (1)"]);
    assert_eq!(hello("Payload length"), ["Payload length: 208"]);
    assert_eq!(hello("Extension: Reserved (GREASE)").len(), 2);
}

#[test]
fn a_raw_public_key_stands_in_place_of_a_certificate() {
    for version in ["raw public key, TLS 1.2", "raw public key, TLS 1.3"] {
        let certificate = |part| recorded(version, handshake_type::CERTIFICATE, part);
        assert_eq!(certificate("publicExponent"), ["publicExponent: 65537"], "{version}");
        assert!(certificate("signedCertificate").is_empty());
        let recording = sessions::recorded::all().into_iter().find(|recording| recording.name == version);
        let events = recording.unwrap().read();
        let proven = proofs(&events).iter().any(|proof| {
            proof.verdict == Verdict::Proven && proof.claim.to_string().contains("server's certificate")
        });
        assert!(proven, "{version}: {:?}", proofs(&events));
    }
}

#[test]
fn everything_that_can_be_proven_is_proven() {
    for recording in recordings() {
        let name = &recording.name;
        let events = recording.read();
        for proof in proofs(&events) {
            match &proof.verdict {
                Verdict::Proven => {}
                Verdict::False(why) => panic!("{name}: {} is false: {why}", proof.claim),
                // What these recordings cannot prove.
                Verdict::NotProvable(why) => assert!(
                    [
                        "premaster secret",
                        "MD5 and SHA-1",
                        "the session which is resumed",
                        "the certificate of the issuer"
                    ]
                    .iter()
                    .any(|known| why.to_string().contains(known)),
                    "{name}: {}: {why}",
                    proof.claim
                ),
            }
        }
        for message in messages(&events) {
            let proven = match message.kind {
                Kind::Handshake(handshake_type::FINISHED | handshake_type::CERTIFICATE_VERIFY) => true,
                Kind::Handshake(handshake_type::SERVER_KEY_EXCHANGE) => {
                    message.tree().find("tls.handshake.sig").is_some()
                }
                _ => false,
            };
            assert!(!proven || !message.proofs.is_empty(), "{name}: {} proves nothing", message.title());
        }
    }
}

/// Reads with all secrets known, in pieces of `size` bytes.
fn read_in_pieces(recording: &Recording, size: usize) -> Vec<Event> {
    let mut log = KeyLog::new();
    log.add(&recording.key_log);
    let mut session = Session::of_capture(Arc::new(log));
    let mut events = Vec::new();
    for (direction, time, bytes) in &recording.chunks {
        for piece in bytes.chunks(size) {
            session.feed(*direction, *time, piece);
            events.extend(session.events());
        }
    }
    session.finish();
    events.extend(session.events());
    events
}

#[test]
fn it_does_not_matter_how_the_bytes_come() {
    for recording in recordings() {
        let whole = recording.read();
        for size in [1, 7, 100] {
            let pieces = read_in_pieces(&recording, size);
            let (whole, pieces) = (messages(&whole), messages(&pieces));
            assert_eq!(whole.len(), pieces.len(), "{}", recording.name);
            for (one, other) in whole.iter().zip(&pieces) {
                assert_eq!(essence(one), essence(other), "{} in pieces of {size}", recording.name);
                assert_eq!(one.proofs, other.proofs);
            }
        }
    }
}

#[test]
fn records_wait_for_secrets_that_come_late() {
    for recording in recordings() {
        // The second Client Hello, in the clear, cannot wait for the secret of the data before it.
        if recording.name == "tls13 early data refused by retry, log of the client" {
            continue;
        }
        // The worst case: all at the end. Each direction is in order then.
        let mut session = Session::new();
        for (direction, time, bytes) in &recording.chunks {
            session.feed(*direction, *time, bytes);
        }
        for line in recording.key_log.lines().filter_map(Line::parse) {
            session.secret(line);
        }
        session.finish();
        let late: Vec<_> = session.events().collect();
        let known = recording.read();
        for direction in [Direction::FromClient, Direction::FromServer] {
            let of = |events| -> Vec<_> {
                let mut all = messages(events);
                all.retain(|message| message.direction == direction);
                all.into_iter().map(essence).map(|(d, e, k, b)| (d, e, k, b.to_vec())).collect()
            };
            assert_eq!(of(&late), of(&known), "{}", recording.name);
        }
        let count = |events| proofs(events).iter().filter(|proof| proof.verdict == Verdict::Proven).count();
        // The exporter's secret came after the Finished that it is proven with, the PSK after its binders.
        assert!(count(&late) + 3 >= count(&known), "{}", recording.name);
        let wrong = proofs(&late).into_iter().find(|proof| matches!(proof.verdict, Verdict::False(_)));
        assert_eq!(wrong, None, "{}", recording.name);
    }
}

#[test]
fn without_secrets_it_says_which_one_is_missing() {
    for (recording, missing) in [
        (sessions::record("tls13", |_| {}), "no SERVER_HANDSHAKE_TRAFFIC_SECRET of the session is known"),
        (
            sessions::record("tls12", |plan| plan.tls12("ECDHE-RSA-AES128-GCM-SHA256")),
            "no CLIENT_RANDOM secret of the session is known",
        ),
    ] {
        let blind = Recording { key_log: String::new(), ..recording };
        let events = blind.read();
        check_bytes(&blind.name, &events, blind.chunks.iter().map(|(.., bytes)| bytes.len()).sum());
        let closed: Vec<_> = messages(&events)
            .into_iter()
            .filter_map(|message| match &message.kind {
                Kind::Undecrypted { why, .. } => Some(why),
                _ => None,
            })
            .collect();
        assert!(closed.iter().any(|why| **why == missing), "{closed:?}");
        assert!(messages(&events).iter().any(|message| message.kind == Kind::Handshake(2)), "the clear part");
    }
}

#[test]
fn with_the_later_secrets_only_the_later_records_are_read() {
    let mut recording = sessions::record("application secrets only", |_| {});
    recording.key_log = recording.key_log.lines().filter(|line| line.contains("TRAFFIC_SECRET_0")).fold(
        String::new(),
        |mut log, line| {
            log.push_str(line);
            log.push('\n');
            log
        },
    );
    let events = recording.read();
    let data: Vec<_> = messages(&events)
        .into_iter()
        .filter(|message| message.kind == Kind::ApplicationData)
        .map(|message| message.bytes.as_slice())
        .collect();
    assert_eq!(data, [b"Hello server".as_slice(), b"I hear ya fa shizzle!\0"]);
}

#[test]
fn a_wrong_secret_proves_nothing() {
    for recording in sessions::rfc8448::all() {
        let lines: Vec<_> = recording.key_log.lines().collect();
        for wrong in 0..lines.len() {
            let mut log = String::new();
            for (n, line) in lines.iter().enumerate() {
                let (start, last) = line.split_at(line.len() - 1);
                let last = if n != wrong {
                    last
                } else if last == "0" {
                    "1"
                } else {
                    "0"
                };
                log.extend([start, last, "\n"]);
            }
            let label = lines[wrong].split(' ').next().unwrap();
            let changed = Recording { key_log: log, ..recording.clone() };
            let events = changed.read();
            let doubt = proofs(&events).iter().any(|proof| proof.verdict != Verdict::Proven);
            let closed =
                messages(&events).iter().any(|message| matches!(message.kind, Kind::Undecrypted { .. }));
            // Nothing here depends on the early exporter.
            assert_eq!(doubt || closed, label != "EARLY_EXPORTER_SECRET", "{}: {label}", changed.name);
        }
    }
}

#[test]
fn a_changed_byte_is_found() {
    let recording = sessions::record("tls13", |plan| plan.tls13("TLS_AES_128_GCM_SHA256"));
    let clean = recording.read().len();
    for chunk in 0..recording.chunks.len() {
        for at in (0..recording.chunks[chunk].2.len()).step_by(61) {
            let mut changed = recording.clone();
            changed.chunks[chunk].2[at] ^= 1;
            let events = changed.read();
            let doubt = proofs(&events).iter().any(|proof| proof.verdict != Verdict::Proven);
            let closed = messages(&events).iter().any(|message| {
                matches!(message.kind, Kind::Undecrypted { .. } | Kind::NotTls | Kind::Unknown(_))
            });
            // A header in the clear may say another version (RFC 8446 section 5.1: to be ignored), a CCS
            // anything.
            let ignored = at < 5 || changed.chunks[chunk].2.first() == Some(&20);
            assert!(doubt || closed || ignored || events.len() != clean, "chunk {chunk}, byte {at}");
        }
    }
}

/// The same session with the server's handshake changed, and cut into records in another way.
fn cut_anew(recording: &Recording, size: usize, change: impl FnOnce(&mut Vec<u8>)) -> Recording {
    let events = recording.read();
    let (key, iv) = events
        .iter()
        .find_map(|event| match event {
            Event::Key(key) if key.direction == Direction::FromServer && key.epoch == Epoch::Handshake => {
                Some((key.key.clone(), key.iv.clone()))
            }
            _ => None,
        })
        .unwrap();
    let mut flight: Vec<u8> = messages(&events)
        .into_iter()
        .filter(|message| (message.direction, message.epoch) == (Direction::FromServer, Epoch::Handshake))
        .flat_map(|message| message.bytes.clone())
        .collect();
    change(&mut flight);
    let sealed: Vec<u8> = flight
        .chunks(size)
        .enumerate()
        .flat_map(|(sequence, content)| {
            let mut nonce = iv.clone();
            let number = (sequence as u64).to_be_bytes();
            nonce.iter_mut().skip(4).zip(number).for_each(|(byte, n)| *byte ^= n);
            let inner = [content, &[content_type::HANDSHAKE], &[0; 5]].concat();
            let length = u16::try_from(inner.len() + 16).unwrap().to_be_bytes();
            let header = [23, 3, 3, length[0], length[1]];
            let mut tag = [0; 16];
            let text =
                encrypt_aead(Cipher::aes_128_gcm(), &key, Some(&nonce), &header, &inner, &mut tag).unwrap();
            [header.as_slice(), &text, &tag].concat()
        })
        .collect();
    let mut again = recording.clone();
    // In the place of the old flight, which begins behind Server Hello and Change Cipher Spec.
    let mut put = false;
    for record in records(&events) {
        let of_flight = match &record.protection {
            Protection::Opened(opened) => {
                (record.direction, opened.epoch) == (Direction::FromServer, Epoch::Handshake)
            }
            _ => false,
        };
        if of_flight {
            for (.., bytes) in &mut again.chunks {
                if let Some(at) = bytes.windows(record.raw.len()).position(|part| part == record.raw) {
                    let new = if put { &[] } else { sealed.as_slice() };
                    bytes.splice(at..at + record.raw.len(), new.iter().copied());
                    put = true;
                    break;
                }
            }
        }
    }
    again
}

#[test]
fn messages_and_records_need_not_agree() {
    let recording = sessions::record("cut anew", |plan| plan.tls13("TLS_AES_128_GCM_SHA256"));
    let before = recording.read();
    for size in [1, 3, 100, 1000, 16_000] {
        let after = cut_anew(&recording, size, |_| {}).read();
        check_bytes("cut anew", &after, records(&after).iter().map(|record| record.raw.len()).sum());
        let (one, other) = (messages(&before), messages(&after));
        assert_eq!(one.len(), other.len());
        for (one, other) in one.iter().zip(&other) {
            assert_eq!(essence(one), essence(other), "in records of {size}");
        }
        assert!(proofs(&after).iter().all(|proof| proof.verdict == Verdict::Proven));
        let padded = records(&after).iter().any(|record| match &record.protection {
            Protection::Opened(opened) => opened.padding == 5,
            _ => false,
        });
        assert!(padded);
        let flight = other
            .iter()
            .find(|message| message.kind == Kind::Handshake(11))
            .map(|message| message.pieces.len());
        assert_eq!(flight > Some(1), size <= 100 || size == 1000 && flight > Some(1));
    }
}

#[test]
fn a_delegated_credential_signs_in_place_of_the_certificate() {
    // Valid for a day, ecdsa_secp256r1_sha256, an Ed25519 key, signed with rsa_pss_rsae_sha256; key and
    // signature are made up.
    let key = [0x30, 10, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 1, 0];
    let credential =
        [&[0, 1, 0x51, 0x80, 4, 3, 0, 0, 12], key.as_slice(), &[8, 4, 0, 2, 0xaa, 0xbb]].concat();
    let recording = sessions::record("delegated", |plan| plan.tls13("TLS_AES_128_GCM_SHA256"));
    let changed = cut_anew(&recording, 16_000, |flight| {
        // Behind Encrypted Extensions. The extensions of the only certificate, an empty list so far, end its
        // message.
        let start = 4 + usize::from(u16::from_be_bytes([flight[2], flight[3]]));
        let length = usize::from(u16::from_be_bytes([flight[start + 2], flight[start + 3]]));
        let end = start + 4 + length;
        let extension = [&[0, 34, 0, 27], credential.as_slice()].concat();
        flight.splice(end - 2..end, [&[0, 31], extension.as_slice()].concat());
        for at in [start + 2, start + 6] {
            let longer = u16::from_be_bytes([flight[at], flight[at + 1]]) + 31;
            flight.splice(at..at + 2, longer.to_be_bytes());
        }
    });
    let events = changed.read();
    let certificate =
        messages(&events).into_iter().find(|message| message.kind == Kind::Handshake(11)).unwrap();
    assert_eq!(malformed(&certificate.tree()), None);
    assert_eq!(lines(certificate, "Valid Time").len(), 1);
    assert_eq!(lines(certificate, "1.3.101.112"), ["Algorithm Id: 1.3.101.112 (id-Ed25519)"]);
    // The proof must not fail: nothing shows that the signature is wrong.
    let verify = messages(&events).into_iter().find(|message| message.kind == Kind::Handshake(15)).unwrap();
    let why = "the key of a delegated credential signs in its place";
    assert!(matches!(&verify.proofs[0].verdict, Verdict::NotProvable(reason) if *reason == why));
}

#[test]
fn an_endless_message_is_not_put_together() {
    let mut session = Session::new();
    // A Client Hello that says it has 16 MiB.
    let mut first = vec![22, 3, 1, 0x40, 0, 1, 0xff, 0xff, 0xff, 3, 3];
    first.resize(5 + 0x4000, 0);
    session.feed(Direction::FromClient, std::time::Duration::ZERO, &first);
    for _ in 0..100 {
        let mut more = vec![22, 3, 1, 0x40, 0];
        more.resize(5 + 0x4000, 0);
        session.feed(Direction::FromClient, std::time::Duration::ZERO, &more);
    }
    session.finish();
    let events: Vec<_> = session.events().collect();
    check_bytes("endless", &events, 101 * (5 + 0x4000));
    assert_eq!(messages(&events)[0].title(), "Client Hello");
    assert!(malformed(&messages(&events)[0].tree()).is_some());
}

#[test]
fn other_protocols_are_named() {
    for (bytes, what) in [
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n".as_slice(), "plain HTTP"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "SSH"),
        (&[0x80, 0x2e, 1, 0, 2, 0, 0x15, 0, 0, 0, 0x10], "a Client Hello in the form of SSL 2.0"),
    ] {
        for size in [1, bytes.len()] {
            let mut session = Session::new();
            for piece in bytes.chunks(size) {
                session.feed(Direction::FromClient, std::time::Duration::ZERO, piece);
            }
            session.finish();
            let events: Vec<_> = session.events().collect();
            check_bytes(what, &events, bytes.len());
            if size > 1 {
                assert_eq!(messages(&events)[0].notes, [what]);
            }
            assert!(messages(&events).iter().all(|message| message.kind == Kind::NotTls));
        }
    }
}
