//! Suites without an AEAD: a MAC, and a block cipher, RC4 or nothing, from TLS 1.0 to TLS 1.2.

#![allow(clippy::unwrap_used)] // a test that fails may panic

mod sessions;

use std::time::Duration;

use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
};
use openssl::hash::MessageDigest;
use openssl::pkey::PKey;
use openssl::sign::Signer;
use wire::message::{Kind, Message};
use wire::proof::{Verdict, about};
use wire::record::Protection;
use wire::{Direction, Event, Key};

use sessions::Recording;
use sessions::check::{check_bytes, messages, proofs, records};

use Direction::{FromClient, FromServer};

fn without_aead() -> Vec<Recording> {
    let all = sessions::all().into_iter().chain(sessions::recorded::all());
    let with_mac =
        |recording: &Recording| records(&recording.read()).into_iter().any(|record| record.mac().is_some());
    all.filter(with_mac).collect()
}

fn data(events: &[Event]) -> Vec<&[u8]> {
    let all = messages(events).into_iter().filter(|message| message.kind == Kind::ApplicationData);
    all.map(|message| message.bytes.as_slice()).filter(|bytes| !bytes.is_empty()).collect()
}

#[test]
fn everything_of_them_is_proven_but_where_the_master_secret_comes_from() {
    let all = without_aead();
    let least = if sessions::has_camellia() { 19 } else { 17 };
    assert!(all.len() >= least, "{} kinds", all.len());
    let (mut signatures, mut finished) = (0, 0);
    for recording in all {
        let events = recording.read();
        for proof in proofs(&events) {
            // The premaster secret is known where OpenSSL's key log has it: with RSA key exchange.
            let unknown =
                proof.about == about::MASTER_SECRET && matches!(proof.verdict, Verdict::NotProvable(_));
            assert!(proof.verdict == Verdict::Proven || unknown, "{}: {proof}", recording.name);
            signatures +=
                usize::from([about::SERVER_KEY_EXCHANGE, about::CERTIFICATE_VERIFY].contains(&proof.about));
            finished += usize::from(proof.about == about::FINISHED);
        }
        assert!(data(&events).len() >= 2, "{}", recording.name);
        assert!(records(&events).iter().all(|record| record.mac().is_none_or(|mac| mac.doubt.is_none())));
    }
    assert!(signatures >= 20 && finished >= 2 * least, "{signatures}, {finished}");
}

#[test]
fn a_changed_byte_of_their_records_is_found() {
    for recording in without_aead() {
        let events = recording.read();
        let Some(victim) = records(&events).into_iter().rfind(|record| record.mac().is_some()) else {
            panic!()
        };
        let (from, raw) = (victim.direction, victim.raw.clone());
        for at in 5..raw.len() {
            let mut changed = recording.clone();
            let chunk = changed
                .chunks
                .iter_mut()
                .rfind(|(side, _, bytes)| *side == from && bytes.windows(raw.len()).any(|part| part == raw));
            let bytes = &mut chunk.unwrap().2;
            let start = bytes.windows(raw.len()).rposition(|part| part == raw).unwrap();
            bytes[start + at] ^= 1;
            let events = changed.read();
            let record = records(&events).into_iter().rfind(|record| {
                record.raw[5..] != raw[5..] && { record.direction == from && record.number == victim.number }
            });
            let found = match &record.unwrap().protection {
                Protection::Undecrypted(why) => why.to_string().contains("does not hold"),
                Protection::Opened(opened) => opened.mac.as_ref().unwrap().doubt.is_some(),
                Protection::Plain => false,
            };
            assert!(found, "{}: byte {at}", recording.name);
        }
    }
}

#[test]
fn a_null_suite_is_read_without_its_secret_and_nothing_is_proven_of_it() {
    for suite in ["NULL-SHA256", "ECDHE-RSA-NULL-SHA"] {
        let mut recording = sessions::record("null", |plan| plan.tls12(suite));
        let whole = recording.read();
        recording.key_log.clear();
        let events = recording.read();
        check_bytes(suite, &events, recording.chunks.iter().map(|(.., bytes)| bytes.len()).sum());
        assert_eq!(data(&events), data(&whole));
        assert_eq!(data(&events).len(), 2);
        let with_mac: Vec<_> = records(&events).into_iter().filter_map(|record| record.mac()).collect();
        assert!(with_mac.len() >= 6 && with_mac.iter().all(|mac| !mac.encrypted && mac.doubt.is_some()));
        for proof in proofs(&events) {
            let needs_none = proof.about == about::SERVER_KEY_EXCHANGE;
            assert_eq!(proof.verdict == Verdict::Proven, needs_none, "{proof}");
            assert!(!matches!(proof.verdict, Verdict::False(_)), "{proof}");
        }
    }
}

fn mac_key(events: &[Event], direction: Direction) -> Key {
    let of = |event: &Event| match event {
        Event::Key(key) if key.direction == direction => Some(key.clone()),
        _ => None,
    };
    events.iter().find_map(of).unwrap()
}

/// A record of TLS_RSA_WITH_NULL_SHA256: the content, and its MAC.
fn null_record(key: &Key, sequence: u64, kind: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    let mac_key = PKey::hmac(&key.mac_key).unwrap();
    let mut signer = Signer::new(MessageDigest::sha256(), &mac_key).unwrap();
    for part in [&sequence.to_be_bytes()[..], &[kind, 3, 3], &length, content] {
        signer.update(part).unwrap();
    }
    let mac = signer.sign_to_vec().unwrap();
    let length = u16::try_from(content.len() + mac.len()).unwrap().to_be_bytes();
    [&[kind, 3, 3, length[0], length[1]], content, &mac].concat()
}

/// No library at hand compresses any more: a session of a NULL suite, said to be compressed, with records of its keys.
#[test]
fn compressed_records_are_decompressed() {
    let mut recording = sessions::record("deflate", |plan| plan.tls12("NULL-SHA256"));
    let hello = &mut recording.chunks[1].2;
    // type, length; version, random, session ID
    let method = 5 + 4 + 2 + 32 + 1 + usize::from(hello[5 + 4 + 34]) + 2;
    assert_eq!(hello[method], 0);
    hello[method] = 1;
    let keys = recording.read();
    let [client, server] = [FromClient, FromServer].map(|from| mac_key(&keys, from));
    // Up to both Change Cipher Specs, as they are; then records of our own.
    let mut chunks = Vec::new();
    for record in records(&keys).into_iter().filter(|record| matches!(record.protection, Protection::Plain)) {
        chunks.push((record.direction, record.time, record.raw.clone()));
    }
    let start = chunks.clone();
    let said: [&[u8]; 3] = [b"Hello server", b"Hello server, once more", &[b'x'; 16_384]];
    for key in [&client, &server] {
        let mut compressor = CompressorOxide::new(create_comp_flags_from_zip_params(6, 15, 0));
        for (sequence, text) in (0..).zip(said) {
            let mut content = Vec::new();
            compress_to_output(&mut compressor, text, TDEFLFlush::Sync, |bytes| {
                content.extend_from_slice(bytes);
                true
            });
            chunks.push((key.direction, Duration::ZERO, null_record(key, sequence, 23, &content)));
        }
    }
    let whole = Recording { chunks, ..recording.clone() };
    let events = whole.read();
    check_bytes("deflate", &events, whole.chunks.iter().map(|(.., bytes)| bytes.len()).sum());
    assert_eq!(data(&events), [said, said].concat());
    // A damaged one, and those behind it.
    let mut damaged = whole.clone();
    let first = &mut damaged.chunks[start.len()].2;
    *first = null_record(&client, 0, 23, &[0xff; 20]);
    let events = damaged.read();
    assert_eq!(data(&events), said);
    let whys: Vec<_> = messages(&events)
        .into_iter()
        .filter_map(|Message { kind, .. }| match kind {
            Kind::Undecrypted { why, .. } => Some(why.to_string()),
            _ => None,
        })
        .collect();
    assert!(
        whys.len() == 3 && whys.iter().all(|why| why.starts_with("it cannot be decompressed")),
        "{whys:?}"
    );
}
