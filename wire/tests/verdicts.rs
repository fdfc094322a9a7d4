//! Verdicts are right: no session shows *proven* without a proof, or *FALSE* where all is well. The sessions
//! are hostile, odd, or captured in part.

#![allow(clippy::unwrap_used)] // a test that fails may panic

mod sessions;

use std::fmt::Write as _;
use std::time::Duration;

use openssl::md::Md;
use openssl::pkey::Id;
use openssl::pkey_ctx::{HkdfMode, PkeyCtx};
use openssl::ssl::SslVersion;
use openssl::symm::{Cipher, encrypt_aead};
use wire::message::{Kind, Message};
use wire::names::codes::handshake_type;
use wire::proof::Verdict;
use wire::{Direction, Epoch, Event, Key};

use sessions::check::{messages, proofs};
use sessions::{Chunk, Recording};

use Direction::{FromClient, FromServer};

fn is_false(events: &[Event]) -> Vec<String> {
    let wrong = proofs(events).into_iter().filter(|proof| matches!(proof.verdict, Verdict::False(_)));
    wrong.map(ToString::to_string).collect()
}

fn data(events: &[Event]) -> Vec<&[u8]> {
    let all = messages(events).into_iter().filter(|message| message.kind == Kind::ApplicationData);
    all.map(|message| message.bytes.as_slice()).collect()
}

fn of_kind(events: &[Event], kind: u8) -> Vec<&Message> {
    messages(events).into_iter().filter(|message| message.kind == Kind::Handshake(kind)).collect()
}

/// The talk of every plain recording.
const TALK: [&[u8]; 2] = [b"Hello server", b"I hear ya fa shizzle!\0"];

/// A record in the clear.
fn clear(from: Direction, content: &[u8]) -> Chunk {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    (from, Duration::ZERO, [&[22, 3, 3, length[0], length[1]], content].concat())
}

/// A record of TLS_AES_128_GCM_SHA256.
fn sealed(key: &Key, sequence: u64, content: &[u8]) -> Chunk {
    let mut nonce = key.iv.clone();
    nonce.iter_mut().skip(4).zip(sequence.to_be_bytes()).for_each(|(byte, n)| *byte ^= n);
    let inner = [content, &[22]].concat();
    let length = u16::try_from(inner.len() + 16).unwrap().to_be_bytes();
    let header = [23, 3, 3, length[0], length[1]];
    let mut tag = [0; 16];
    let text =
        encrypt_aead(Cipher::aes_128_gcm(), &key.key, Some(&nonce), &header, &inner, &mut tag).unwrap();
    (key.direction, Duration::ZERO, [header.as_slice(), &text, &tag].concat())
}

fn key(events: &[Event], direction: Direction, epoch: Epoch) -> Key {
    let of = |event: &Event| match event {
        Event::Key(key) if (key.direction, key.epoch) == (direction, epoch) => Some(key.clone()),
        _ => None,
    };
    events.iter().find_map(of).unwrap()
}

/// HMAC-SHA-256 with the finished key of a secret (RFC 8446 section 4.4.4).
fn verify_data(secret: &[u8], hash: &[u8]) -> Vec<u8> {
    let hkdf = |mode, set: &dyn Fn(&mut PkeyCtx<()>)| {
        let mut ctx = PkeyCtx::new_id(Id::HKDF).unwrap();
        ctx.derive_init().unwrap();
        ctx.set_hkdf_mode(mode).unwrap();
        ctx.set_hkdf_md(Md::sha256()).unwrap();
        set(&mut ctx);
        let mut out = vec![0; 32];
        ctx.derive(Some(&mut out)).unwrap();
        out
    };
    let key = hkdf(HkdfMode::EXPAND_ONLY, &|ctx| {
        ctx.set_hkdf_key(secret).unwrap();
        ctx.add_hkdf_info(b"\0\x20\x0etls13 finished\0").unwrap();
    });
    hkdf(HkdfMode::EXTRACT_ONLY, &|ctx| {
        ctx.set_hkdf_salt(&key).unwrap();
        ctx.set_hkdf_key(hash).unwrap();
    })
}

/// A message of the handshake.
fn message(kind: u8, body: &[u8]) -> Vec<u8> {
    let [_, a, b, c] = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&[kind, a, b, c], body].concat()
}

#[test]
fn a_finished_in_the_clear_proves_nothing() {
    for version in [SslVersion::TLS1_2, SslVersion::TLS1_3] {
        for secrets in [true, false] {
            let mut recording = sessions::record("clear", |plan| plan.version(version));
            if !secrets {
                recording.key_log.clear();
            }
            let finished = message(handshake_type::FINISHED, &[7; 32]);
            for from in [FromClient, FromServer] {
                for index in 0..=2 {
                    let mut changed = recording.clone();
                    changed.chunks.insert(index, clear(from, &finished));
                    let events = changed.read();
                    let of_ours = of_kind(&events, handshake_type::FINISHED)
                        .into_iter()
                        .find(|message| message.bytes == finished);
                    let proofs = of_ours.map(|message| message.proofs.as_slice()).unwrap_or_default();
                    let missing = |verdict: &Verdict| matches!(verdict, Verdict::NotProvable(_));
                    assert!(proofs.iter().all(|proof| missing(&proof.verdict)), "{index}: {proofs:?}");
                }
            }
        }
    }
}

#[test]
fn what_is_in_the_clear_does_not_change_keys() {
    let recording = sessions::record("clear", |plan| plan.version(SslVersion::TLS1_3));
    let key_update = message(handshake_type::KEY_UPDATE, &[0]);
    let hello = recording.chunks[0].2[5..].to_vec();
    for from in [FromClient, FromServer] {
        for content in [key_update.as_slice(), &hello, &message(handshake_type::FINISHED, &[1; 48])] {
            for index in 2..recording.chunks.len() {
                let mut changed = recording.clone();
                changed.chunks.insert(index, clear(from, content));
                let events = changed.read();
                assert_eq!((is_false(&events), data(&events)), (Vec::new(), TALK.to_vec()), "{index}");
            }
        }
    }
}

#[test]
fn a_key_log_that_contradicts_itself_is_believed_where_it_is_right() {
    for recording in [
        sessions::record("tls13", |plan| plan.version(SslVersion::TLS1_3)),
        sessions::record("tls12", |plan| plan.version(SslVersion::TLS1_2)),
        sessions::record("early", |plan| {
            plan.resume = true;
            plan.early_data = Some(b"early");
        }),
    ] {
        let before = recording.read();
        let mut log = String::new();
        for line in recording.key_log.lines().filter(|line| !line.starts_with("PSK")) {
            let (start, secret) = line.rsplit_once(' ').unwrap();
            if !line.starts_with("ECDHE") {
                writeln!(log, "{start} {}\n{start} 00", "5a".repeat(secret.len() / 2)).unwrap();
            }
            writeln!(log, "{line}").unwrap();
        }
        let changed = Recording { key_log: log, ..recording };
        let events = changed.read();
        assert_eq!((is_false(&events), data(&events)), (Vec::new(), data(&before)));
    }
}

#[test]
fn a_generation_of_a_key_is_proven_by_what_it_opens() {
    let recording = sessions::record("update", |plan| plan.tls13("TLS_AES_128_GCM_SHA256"));
    let before = recording.read();
    let mut changed = recording.clone();
    let application = key(&before, FromServer, Epoch::Application(0));
    // Before the server's data, after its two tickets.
    let at =
        changed.chunks.iter().rposition(|(from, _, bytes)| *from == FromServer && bytes.len() > 40).unwrap();
    changed.chunks.insert(at, sealed(&application, 2, &message(handshake_type::KEY_UPDATE, &[0])));
    let events = changed.read();
    assert_eq!(of_kind(&events, handshake_type::KEY_UPDATE).len(), 1, "{:?}", data(&events));
    let next = key(&events, FromServer, Epoch::Application(1));
    assert_eq!(next.proofs.len(), 2);
    for proof in next.proofs {
        assert!(matches!(proof.verdict, Verdict::False(_)), "{proof}");
    }
}

#[test]
fn the_choice_of_a_key_that_was_not_offered_is_not_proven() {
    let recording = sessions::record("psk", |plan| plan.tls13("TLS_AES_128_GCM_SHA256"));
    let hello = &recording.chunks[0].2;
    let server = &recording.chunks[1].2;
    let length = usize::from(u16::from_be_bytes([server[3], server[4]]));
    // Its Server Hello, with the extension that chooses identity 5.
    let mut body = server[9..5 + length].to_vec();
    let offset = 2 + 32 + 1 + usize::from(body[34]) + 3;
    let extensions = u16::from_be_bytes([body[offset], body[offset + 1]]) + 6;
    body[offset..offset + 2].copy_from_slice(&extensions.to_be_bytes());
    body.extend([0, 41, 0, 2, 0, 5]);
    let server_hello = message(handshake_type::SERVER_HELLO, &body);
    let secret = [0x33; 32];
    let random = wire::fields::hex(&hello[11..43]);
    let key_log = format!("SERVER_HANDSHAKE_TRAFFIC_SECRET {random} {}\n", wire::fields::hex(&secret));
    let forged = |flight: &[Vec<u8>], keys: Option<&Key>| {
        let mut chunks = vec![(FromClient, Duration::ZERO, hello.clone()), clear(FromServer, &server_hello)];
        let nothing =
            || (FromServer, Duration::ZERO, vec![23, 3, 3, 0, 17].into_iter().chain([0; 17]).collect());
        chunks.push(keys.map_or_else(nothing, |key| sealed(key, 0, &flight.concat())));
        Recording { name: "forged".to_owned(), chunks, key_log: key_log.clone() }.read()
    };
    let keys = key(&forged(&[], None), FromServer, Epoch::Handshake);
    let extensions = message(handshake_type::ENCRYPTED_EXTENSIONS, &[0, 0]);
    let transcript = [&hello[5..], &server_hello, &extensions].concat();
    let finished = verify_data(&secret, &openssl::sha::sha256(&transcript));
    let events = forged(&[extensions, message(handshake_type::FINISHED, &finished)], Some(&keys));
    let finished = of_kind(&events, handshake_type::FINISHED);
    let verdicts: Vec<_> = finished[0].proofs.iter().map(ToString::to_string).collect();
    assert!(verdicts[0].starts_with("proven: verify_data"), "{verdicts:?}");
    assert!(verdicts[1].starts_with("FALSE: the server has the PSK of identity 5"), "{verdicts:?}");
}

#[test]
fn a_capture_that_has_seen_the_two_directions_in_another_order_makes_nothing_false() {
    for recording in sessions::all() {
        let before = is_false(&recording.read());
        for index in 0..recording.chunks.len() - 1 {
            if recording.chunks[index].0 != recording.chunks[index + 1].0 {
                let mut changed = recording.clone();
                changed.chunks.swap(index, index + 1);
                assert_eq!(is_false(&changed.read()), before, "{}: {index}", recording.name);
            }
        }
        // From the middle of the handshake on. (A second Client Hello looks like a first one.)
        for index in 1..recording.chunks.len() {
            if recording.name.contains("retry") {
                continue;
            }
            let mut changed = recording.clone();
            changed.chunks.drain(..index);
            assert_eq!(is_false(&changed.read()), before, "{}: from {index}", recording.name);
        }
    }
}

#[test]
fn two_requests_for_a_certificate_at_once_make_nothing_false() {
    let recording = sessions::record("requests", |plan| plan.tls13("TLS_AES_128_GCM_SHA256"));
    let before = recording.read();
    let [client, server] = [FromClient, FromServer].map(|from| key(&before, from, Epoch::Application(0)));
    let request =
        |context| message(handshake_type::CERTIFICATE_REQUEST, &[1, context, 0, 8, 0, 13, 0, 4, 0, 2, 8, 4]);
    let mut changed = recording.clone();
    let answer_at =
        changed.chunks.iter().position(|(from, _, bytes)| *from == FromClient && bytes.len() == 34);
    changed.chunks.truncate(answer_at.unwrap());
    changed.chunks.push(sealed(&server, 2, &[request(1), request(2)].concat()));
    let certificate = message(handshake_type::CERTIFICATE, &[1, 1, 0, 0, 0]);
    let finished = message(handshake_type::FINISHED, &[9; 32]);
    changed.chunks.push(sealed(&client, 0, &[certificate, finished].concat()));
    let events = changed.read();
    assert_eq!(of_kind(&events, handshake_type::CERTIFICATE_REQUEST).len(), 2);
    assert_eq!(of_kind(&events, handshake_type::FINISHED).len(), 3);
    assert_eq!(is_false(&events), Vec::<String>::new());
}

#[test]
fn early_data_that_cannot_be_opened_does_not_hide_what_follows() {
    let mut recording = sessions::record("early", |plan| {
        plan.resume = true;
        plan.early_data = Some(b"early");
    });
    let log = recording.key_log.lines().filter(|line| !line.starts_with("CLIENT_EARLY"));
    recording.key_log = log.flat_map(|line| [line, "\n"]).collect();
    let events = recording.read();
    assert_eq!((is_false(&events), data(&events)), (Vec::new(), TALK.to_vec()));
    let early =
        messages(&events).into_iter().filter(|message| matches!(message.kind, Kind::Undecrypted { .. }));
    assert_eq!(early.count(), 2, "the data and its end");
}
