//! What is true of every session, however it is changed: nothing is proven or false without a secret that was given,
//! every byte has a field, and the borders of segments mean nothing.

#![allow(clippy::unwrap_used)] // a test that fails may panic

mod sessions;

use std::sync::OnceLock;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use wire::message::Kind;
use wire::proof::{Verdict, about};
use wire::{Direction, Event, Session};

use sessions::Recording;
use sessions::check::{check_bytes, proofs};

/// Sessions of all kinds. They are made once, as making one takes longer than reading a hundred.
fn recordings() -> &'static [Recording] {
    static ALL: OnceLock<Vec<Recording>> = OnceLock::new();
    ALL.get_or_init(|| {
        let read = sessions::rfc8448::all().into_iter().chain(sessions::recorded::all());
        let made = [
            sessions::record("TLS 1.2", |plan| plan.tls12("ECDHE-RSA-AES128-GCM-SHA256")),
            sessions::record("TLS 1.2, CBC", |plan| plan.tls12("ECDHE-RSA-AES128-SHA256")),
            sessions::record("TLS 1.3", |_| {}),
        ];
        read.chain(sessions::compressed::all()).chain(made).collect()
    })
}

/// A change of what a side has sent.
#[derive(Clone, Debug)]
enum Change {
    /// Another byte.
    Byte(Index, Index, u8),
    /// A chunk is missing, is there twice, or stands before the one before it.
    Drop(Index),
    Double(Index),
    Swap(Index),
    /// Bytes are missing, or are there twice.
    Cut(Index, Index, u8),
    Repeat(Index, Index, u8),
    /// All of it comes from the other side.
    Turn(Index),
    /// A gap, of which the session is told.
    Gap(Index, u16),
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        4 => (at(), at(), any::<u8>()).prop_map(|(chunk, byte, value)| Change::Byte(chunk, byte, value)),
        1 => at().prop_map(Change::Drop),
        1 => at().prop_map(Change::Double),
        1 => at().prop_map(Change::Swap),
        2 => (at(), at(), any::<u8>()).prop_map(|(chunk, byte, count)| Change::Cut(chunk, byte, count)),
        2 => (at(), at(), any::<u8>()).prop_map(|(chunk, byte, count)| Change::Repeat(chunk, byte, count)),
        1 => at().prop_map(Change::Turn),
        1 => (at(), any::<u16>()).prop_map(|(chunk, lost)| Change::Gap(chunk, lost)),
    ]
}

/// What a session is fed: bytes of a side, or how many of them are missing.
type Fed = (Direction, Result<Vec<u8>, u64>);

fn changed(recording: &Recording, changes: &[Change]) -> Vec<Fed> {
    let mut all: Vec<Fed> =
        recording.chunks.iter().map(|(from, _, bytes)| (*from, Ok(bytes.clone()))).collect();
    for change in changes.iter().filter(|_| !recording.chunks.is_empty()) {
        if all.is_empty() {
            break;
        }
        let count = all.len();
        match change {
            Change::Drop(at) => drop(all.remove(at.index(count))),
            Change::Double(at) => all.insert(at.index(count), all[at.index(count)].clone()),
            Change::Swap(at) => all.swap(at.index(count), at.index(count).saturating_sub(1)),
            Change::Turn(at) => all[at.index(count)].0 = all[at.index(count)].0.opposite(),
            Change::Gap(at, lost) => {
                let from = all[at.index(count)].0;
                all.insert(at.index(count), (from, Err(u64::from(*lost) + 1)));
            }
            Change::Byte(at, byte, _) | Change::Cut(at, byte, _) | Change::Repeat(at, byte, _) => {
                let Ok(bytes) = &mut all[at.index(count)].1 else { continue };
                if bytes.is_empty() {
                    continue;
                }
                let start = byte.index(bytes.len());
                match change {
                    Change::Byte(.., value) => bytes[start] = *value,
                    Change::Cut(.., count) => {
                        bytes.drain(start..bytes.len().min(start + usize::from(*count)));
                    }
                    Change::Repeat(.., count) => {
                        let part = bytes[start..bytes.len().min(start + usize::from(*count))].to_vec();
                        bytes.splice(start..start, part);
                    }
                    _ => {}
                }
            }
        }
    }
    all
}

/// Reads it, each chunk in pieces of these sizes, in turn.
fn read(session: Session, all: &[Fed], sizes: &[usize]) -> Vec<Event> {
    let (mut session, mut sizes) = (session, sizes.iter().cycle());
    for (from, fed) in all {
        match fed {
            Err(lost) => session.gap(*from, Duration::ZERO, *lost),
            Ok(bytes) => {
                let mut rest = bytes.as_slice();
                while !rest.is_empty() {
                    let (piece, next) = rest.split_at(rest.len().min(*sizes.next().unwrap()));
                    session.feed(*from, Duration::ZERO, piece);
                    rest = next;
                }
            }
        }
    }
    session.finish();
    session.events().collect()
}

fn with_keys(recording: &Recording) -> Session {
    let mut log = wire::secrets::KeyLog::new();
    log.add(&recording.key_log);
    Session::of_capture(log.into())
}

/// What the events say. Bytes that are no TLS, or a part of a record, are told piece by piece: they are put together.
fn said(events: &[Event]) -> (Vec<String>, [Vec<u8>; 2]) {
    let (mut all, mut others) = (Vec::new(), [Vec::new(), Vec::new()]);
    for event in events {
        match event {
            Event::Message(message) if matches!(message.kind, Kind::NotTls | Kind::Part) => {
                others[usize::from(message.direction == Direction::FromServer)].extend(&message.bytes);
            }
            Event::Message(message) => all.push(format!(
                "{} {} {:?} {:?} {:?}",
                message.direction,
                message.title(),
                message.bytes,
                message.proofs,
                message.notes
            )),
            other => all.push(format!("{other:?}")),
        }
    }
    (all, others)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn without_a_secret_nothing_is_proven_or_false(
        index in any::<Index>(),
        changes in vec(change(), 0..4),
    ) {
        let recording = index.get(recordings());
        let all = changed(recording, &changes);
        let session = Session::of_capture(wire::secrets::KeyLog::new().into()).explain_keys();
        let events = read(session, &all, &[usize::MAX]);
        for proof in proofs(&events) {
            // The signature of a key exchange, or of a client of TLS 1.2, stands in the clear for everyone to check.
            let open = matches!(proof.about, about::SERVER_KEY_EXCHANGE | about::CERTIFICATE_VERIFY);
            let unknown = matches!(proof.verdict, Verdict::NotProvable(_));
            prop_assert!(open || unknown, "{}: {}", recording.name, proof);
        }
    }

    #[test]
    fn every_byte_has_a_field(index in any::<Index>(), changes in vec(change(), 0..5)) {
        let recording = index.get(recordings());
        let all = changed(recording, &changes);
        let fed = all.iter().map(|(_, fed)| fed.as_ref().map_or(0, Vec::len)).sum();
        check_bytes(&recording.name, &read(with_keys(recording), &all, &[usize::MAX]), fed);
    }

    #[test]
    fn borders_of_segments_mean_nothing(
        index in any::<Index>(),
        changes in vec(change(), 0..3),
        sizes in vec(1_usize..2000, 1..6),
    ) {
        let recording = index.get(recordings());
        let all = changed(recording, &changes);
        // Where records begin after a gap is looked for in each segment.
        let all: Vec<Fed> = all.into_iter().filter(|(_, fed)| fed.is_ok()).collect();
        let whole = said(&read(with_keys(recording), &all, &[usize::MAX]));
        let pieces = said(&read(with_keys(recording), &all, &sizes));
        prop_assert_eq!(whole, pieces, "{}", &recording.name);
    }
}
