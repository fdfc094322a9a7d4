//! What is not known is said to be unknown: parts of sessions, versions that nobody has, hellos that agree on nothing.
//! Nothing is invented, and nothing is *proven* or *FALSE* for want of a part.

#![allow(clippy::unwrap_used)] // a test that fails may panic

mod sessions;

use std::collections::HashSet;
use std::time::Duration;

use wire::message::{Kind, Message};
use wire::names::codes::handshake_type;
use wire::proof::{Proof, Verdict, about};
use wire::{Direction, Event, Session};

use sessions::Recording;
use sessions::check::{check_bytes, messages, proofs};

use Direction::{FromClient, FromServer};

fn fixture(name: &str) -> Recording {
    let text = match name {
        "draft 23" => include_str!("unknown/draft-23.txt"),
        _ => include_str!("unknown/nothing-shared.txt"),
    };
    Recording::parse(name.to_owned(), text)
}

fn all() -> Vec<Recording> {
    let made = sessions::all().into_iter().chain(sessions::recorded::all());
    made.chain(sessions::rfc8448::all()).chain(sessions::compressed::all()).collect()
}

fn is_false(events: &[Event]) -> Vec<String> {
    let wrong = proofs(events).into_iter().filter(|proof| matches!(proof.verdict, Verdict::False(_)));
    wrong.map(ToString::to_string).collect()
}

/// Signatures of hellos in the clear are proven without secrets. All other claims need one.
fn needs_secret(proof: &Proof) -> bool {
    !matches!(proof.about, about::SERVER_KEY_EXCHANGE | about::CERTIFICATE_VERIFY)
}

fn read(recording: &Recording) -> Vec<Event> {
    let events = recording.read();
    check_bytes(&recording.name, &events, recording.chunks.iter().map(|(.., bytes)| bytes.len()).sum());
    events
}

/// Whether a message says what ciphertext cannot say.
fn is_clear(message: &Message) -> bool {
    matches!(message.kind, Kind::Handshake(_) | Kind::Alert | Kind::ChangeCipherSpec | Kind::Heartbeat)
}

/// Every message of a part is one of the whole.
fn assert_nothing_invented(part: &Recording, whole: &[Event]) {
    let known: HashSet<(Direction, &[u8])> =
        messages(whole).into_iter().map(|message| (message.direction, message.bytes.as_slice())).collect();
    let events = read(part);
    for message in messages(&events).into_iter().filter(|message| is_clear(message)) {
        let cut = message.notes.iter().any(|note| note.to_string().starts_with("incomplete"));
        let (from, bytes) = (message.direction, message.bytes.as_slice());
        assert!(cut || known.contains(&(from, bytes)), "{}: {} of the {from}", part.name, message.title());
    }
    assert_eq!(is_false(&events), Vec::<String>::new(), "{}", part.name);
}

#[test]
fn one_direction_of_a_session_has_only_messages_of_the_session() {
    for recording in all() {
        let whole = recording.read();
        for direction in [FromClient, FromServer] {
            let mut part = recording.clone();
            part.chunks.retain(|(from, ..)| *from == direction);
            part.name = format!("{}, the {direction} alone", recording.name);
            assert_nothing_invented(&part, &whole);
        }
    }
}

#[test]
fn a_session_that_begins_late_has_only_messages_of_the_session() {
    for recording in all() {
        let whole = recording.read();
        for start in 1..recording.chunks.len() {
            let mut part = recording.clone();
            part.chunks.drain(..start);
            part.name = format!("{}, from {start}", recording.name);
            assert_nothing_invented(&part, &whole);
        }
        // Each side begins late at a time of its own.
        for start in 1..recording.chunks.len().min(8) {
            for direction in [FromClient, FromServer] {
                let mut part = recording.clone();
                let mut number = 0;
                part.chunks.retain(|(from, ..)| {
                    number += 1;
                    *from != direction || number > start
                });
                part.name = format!("{}, the {direction} from {start}", recording.name);
                assert_nothing_invented(&part, &whole);
            }
        }
    }
}

#[test]
fn after_a_lost_server_hello_nothing_is_invented() {
    for recording in all() {
        let whole = recording.read();
        let Some(hello) = recording.chunks.iter().position(|(from, ..)| *from == FromServer) else {
            continue;
        };
        let mut session = Session::new();
        for (index, (from, time, bytes)) in recording.chunks.iter().enumerate() {
            if index == hello {
                session.gap(*from, *time, bytes.len() as u64);
            } else {
                session.feed(*from, *time, bytes);
            }
        }
        session.finish();
        let events: Vec<_> = session.events().collect();
        let known: HashSet<&[u8]> =
            messages(&whole).into_iter().map(|message| message.bytes.as_slice()).collect();
        for message in messages(&events).into_iter().filter(|message| is_clear(message)) {
            let cut = message.notes.iter().any(|note| note.to_string().starts_with("incomplete"));
            assert!(
                cut || known.contains(message.bytes.as_slice()),
                "{}: {}",
                recording.name,
                message.title()
            );
        }
    }
}

#[test]
fn without_a_server_hello_protected_messages_are_named_as_such() {
    let recording = sessions::record("tls12", |plan| plan.tls12("ECDHE-RSA-AES128-GCM-SHA256"));
    let mut part = recording;
    part.chunks.retain(|(from, ..)| *from == FromClient);
    let events = read(&part);
    let titles: Vec<_> = messages(&events).into_iter().map(|message| message.title().into_owned()).collect();
    let expected = [
        "Client Hello",
        "Client Key Exchange",
        "Change Cipher Spec",
        "Handshake, encrypted",
        "Application Data, encrypted",
        "Alert, encrypted",
    ];
    assert_eq!(titles, expected);
}

#[test]
fn a_second_client_hello_is_one_even_after_a_change_cipher_spec() {
    let recording = sessions::record("retry", |plan| plan.groups("X25519:P-256", "P-256"));
    let mut part = recording;
    part.chunks.retain(|(from, ..)| *from == FromClient);
    let events = read(&part);
    let hellos = messages(&events).into_iter().filter(|message| message.kind == Kind::Handshake(1)).count();
    assert_eq!(hellos, 2);
}

#[test]
fn a_capture_that_begins_after_a_retry_makes_nothing_false() {
    let mut doubted = 0;
    for recording in sessions::all().into_iter().filter(|recording| recording.name.contains("retry")) {
        for start in 1..recording.chunks.len() {
            let mut part = recording.clone();
            part.chunks.drain(..start);
            let events = read(&part);
            assert_eq!(is_false(&events), Vec::<String>::new(), "{}: from {start}", recording.name);
            let about_retry = |proof: &&Proof| proof.to_string().contains("after a Hello Retry Request");
            doubted += proofs(&events).into_iter().filter(about_retry).count();
        }
    }
    assert!(doubted >= 10, "{doubted}");
}

/// A real failure is still one: the first Client Hello was seen.
#[test]
fn a_finished_that_is_wrong_is_false_where_all_was_seen() {
    let recording = sessions::record("tls13", |plan| plan.tls13("TLS_AES_128_GCM_SHA256"));
    let mut changed = recording.clone();
    // A bit of the Client Hello's session ID, which the peers had otherwise.
    changed.chunks[0].2[5 + 4 + 2 + 32 + 5] ^= 1;
    assert!(!is_false(&changed.read()).is_empty());
    // The same hello where another one may have stood before it.
    changed.chunks[0].2[2] = 3;
    assert_eq!(is_false(&changed.read()), Vec::<String>::new());
}

#[test]
fn without_a_client_hello_it_says_why_no_secret_can_be_found() {
    for suite in [None, Some("ECDHE-RSA-AES128-GCM-SHA256")] {
        let mut recording = sessions::record("late", |plan| {
            if let Some(suite) = suite {
                plan.tls12(suite);
            }
        });
        recording.chunks.remove(0);
        let events = read(&recording);
        let mut closed = 0;
        for message in messages(&events) {
            if let Kind::Undecrypted { why, .. } = &message.kind {
                assert!(why.to_string().contains("the Client Hello has not been seen"), "{why}");
                closed += 1;
            }
        }
        assert!(closed > 3, "{closed}");
    }
}

#[test]
fn a_server_hello_that_agrees_on_nothing_proves_nothing() {
    let recording = fixture("nothing shared");
    let events = recording.read_with_keys();
    assert_eq!(proofs(&events), Vec::<&Proof>::new());
    let hello = messages(&events)[1];
    assert!(
        hello.notes[0].to_string().contains("neither a key share nor a pre-shared key"),
        "{:?}",
        hello.notes
    );
    let steps = events.iter().filter_map(|event| match event {
        Event::Step(step) => Some((step.name.as_ref(), step.output.value())),
        _ => None,
    });
    for (name, value) in steps {
        assert!(
            !name.contains("handshake") || name.contains("early") || value.is_none(),
            "{name} is not known"
        );
    }
}

/// A key share with the number that drafts gave it is one.
#[test]
fn a_key_share_of_drafts_is_read() {
    for number in [40, 51] {
        let mut recording = sessions::record("key share", |plan| plan.tls13("TLS_AES_128_GCM_SHA256"));
        recording.key_log.clear();
        let hello = &mut recording.chunks[1].2;
        let at = hello.windows(4).position(|bytes| bytes == [0, 51, 0, 36]).unwrap();
        hello[at + 1] = number;
        let events = read(&recording);
        assert!(proofs(&events).into_iter().all(|proof| !needs_secret(proof)));
        let whys = messages(&events).into_iter().filter_map(|message| match &message.kind {
            Kind::Undecrypted { why, .. } => Some(why.to_string()),
            _ => None,
        });
        assert!(
            whys.into_iter().any(|why| why.starts_with("no SERVER_HANDSHAKE_TRAFFIC_SECRET")),
            "{number}"
        );
    }
}

#[test]
fn a_draft_of_tls_1_3_is_opened_as_it_was_protected() {
    let recording = fixture("draft 23");
    let events = read(&recording);
    let finished: Vec<_> = messages(&events)
        .into_iter()
        .filter(|message| message.kind == Kind::Handshake(handshake_type::FINISHED))
        .collect();
    assert_eq!(finished.len(), 2);
    for message in finished {
        assert_eq!(message.proofs[0].verdict, Verdict::Proven);
    }
    // The same bytes in another version: nothing is known of what they are.
    for (version, why) in [
        (0x7f15, "draft 21 of TLS 1.3 is not read here"),
        (0x0305, "the version 0x0305 is not known here"),
        (0x7f1d, "the version 0x7f1d is not known here"),
        (0x0a0a, "the version 0x0a0a is not known here"),
    ] {
        let mut changed = recording.clone();
        let hello = &mut changed.chunks[1].2;
        let at = hello.windows(2).position(|bytes| bytes == [0x7f, 0x17]).unwrap();
        hello[at..at + 2].copy_from_slice(&u16::to_be_bytes(version));
        let events = read(&changed);
        assert!(proofs(&events).is_empty(), "{version:04x}: {:?}", proofs(&events));
        let closed: Vec<_> = messages(&events)
            .into_iter()
            .filter_map(|message| match &message.kind {
                Kind::Undecrypted { why, .. } => Some(why.to_string()),
                _ => None,
            })
            .collect();
        assert_eq!(closed.len(), 3);
        assert!(closed.iter().all(|said| said.contains(why)), "{closed:?}");
    }
}

/// The Server Hello of a draft before 22 has no session ID and no compression.
#[test]
fn hellos_of_older_drafts_are_read_as_they_are() {
    let share = [&[0, 40, 0, 36, 0, 29, 0, 32][..], &[5; 32]].concat();
    let hello = [&[0x7f, 0x12][..], &[6; 32], &[0x13, 0x01, 0, 40], &share].concat();
    let retry = [0x7f, 0x13, 0x13, 0x01, 0, 6, 0, 40, 0, 2, 0, 23];
    for (kind, body, title) in [(2, hello.as_slice(), "Server Hello"), (6, &retry, "Hello Retry Request")] {
        let length = u8::try_from(body.len()).unwrap();
        let record = [&[22, 3, 1, 0, length + 4, kind, 0, 0, length], body].concat();
        let mut session = Session::new();
        session.feed(FromServer, Duration::ZERO, &record);
        session.finish();
        let events: Vec<_> = session.events().collect();
        let tree = messages(&events)[0].tree();
        assert_eq!(messages(&events)[0].title(), title);
        tree.walk(&mut |field, _| {
            assert!(!matches!(field.value, wire::fields::Value::Malformed(_)), "{field:?}");
        });
        assert!(tree.find("tls.handshake.ciphersuite").is_some());
    }
}

#[test]
fn an_alert_is_two_bytes() {
    for (content, titles) in [
        (&[1_u8, 0][..], &["Alert (Warning: Close Notify)"][..]),
        (&[2], &["Alert (malformed)"]),
        (&[2, 40, 0], &["Alert (malformed)"]),
        (&[1, 0, 2, 40], &["Alert (Warning: Close Notify)", "Alert (Fatal: Handshake Failure)"]),
        (&[1, 0, 9, 40], &["Alert (malformed)"]),
        (&[7; 26], &["Alert, encrypted"]),
    ] {
        let mut session = Session::new();
        let record = [&[21, 3, 3, 0, u8::try_from(content.len()).unwrap()], content].concat();
        session.feed(FromClient, Duration::ZERO, &record);
        session.finish();
        let events: Vec<_> = session.events().collect();
        let shown: Vec<_> =
            messages(&events).into_iter().map(|message| message.title().into_owned()).collect();
        assert_eq!(shown, titles);
    }
}

/// Numbers that look random (xorshift, Marsaglia 2003), the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap() % end.max(1)
    }
}

/// A session without a few of its parts, or with other bytes in them.
fn mutate(recording: &Recording, random: &mut Random) -> Recording {
    let mut changed = recording.clone();
    for _ in 0..=random.below(4) {
        if changed.chunks.is_empty() {
            break;
        }
        let chunk = random.below(changed.chunks.len());
        match random.below(7) {
            0 => drop(changed.chunks.remove(chunk)),
            1 => drop(changed.chunks.drain(..chunk)),
            2 => {
                let other = random.below(changed.chunks.len());
                changed.chunks.swap(chunk, other);
            }
            3 => {
                let again = changed.chunks[chunk].clone();
                changed.chunks.insert(random.below(changed.chunks.len()), again);
            }
            4 => {
                let from = changed.chunks[chunk].0;
                changed.chunks.retain(|(side, ..)| *side == from);
            }
            _ => {
                let bytes = &mut changed.chunks[chunk].2;
                let at = random.below(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = [0, 1, 3, 4, 0x7f, 0xff, *byte ^ 1, *byte ^ 0x80][random.below(8)];
                }
            }
        }
    }
    changed
}

/// Whatever the bytes are: without any secret, nothing that needs one is proven, and nothing is false. (A signature is
/// checked without a secret: one over changed bytes is false.)
#[test]
fn without_secrets_no_change_of_a_session_makes_anything_proven_or_false() {
    let mut random = Random(0xdeed);
    let mut read_at_all = 0;
    for recording in all() {
        let blind = Recording { key_log: String::new(), ..recording };
        for _ in 0..40 {
            let changed = mutate(&blind, &mut random);
            let events = read(&changed);
            read_at_all += messages(&events).len();
            for proof in proofs(&events).into_iter().filter(|proof| needs_secret(proof)) {
                assert!(matches!(proof.verdict, Verdict::NotProvable(_)), "{}: {proof}", changed.name);
            }
            assert!(!events.iter().any(|event| matches!(event, Event::Key(_))), "{}", changed.name);
        }
    }
    assert!(read_at_all > 10_000, "{read_at_all}");
}
