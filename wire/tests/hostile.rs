//! Any bytes at all: no panic, no lost byte, no unbounded memory.
//!
//! Sessions and messages are changed at random, but in the same way in each run: failures are reproducible,
//! and name the session and the change.

#![allow(clippy::unwrap_used)] // a test that fails may panic

mod sessions;

use std::sync::Arc;
use std::time::{Duration, Instant};

use miniz_oxide::deflate::compress_to_vec_zlib;
use texts::Lang;
use wire::fields::handshake::Context;
use wire::fields::untiled;
use wire::message::{Kind, Message, Piece};
use wire::record::Record;
use wire::render::json;
use wire::render::keys::KeySchedule;
use wire::render::text::{Detail, Printer};
use wire::secrets::{KeyLog, Line};
use wire::{Direction, Epoch, Event, Session};

use sessions::Recording;
use sessions::check::{check_bytes, messages, records};

/// Numbers that look random (xorshift, Marsaglia 2003).
struct Random(u64);

impl Random {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 16).unwrap()
    }

    fn below(&mut self, end: usize) -> usize {
        self.next() % end.max(1)
    }

    /// A few changes, of all the kinds that break a parser.
    fn change(&mut self, bytes: &mut Vec<u8>) {
        const EDGES: [u8; 8] = [0, 1, 2, 0x7f, 0x80, 0xfe, 0xff, 0x03];
        for _ in 0..=self.below(3) {
            if bytes.is_empty() {
                bytes.push(self.next().to_le_bytes()[0]);
            }
            let at = self.below(bytes.len());
            match self.below(7) {
                0 => bytes[at] ^= 1 << self.below(8),
                1 => bytes[at] = EDGES[self.below(EDGES.len())],
                2 => bytes[at] = self.next().to_le_bytes()[0],
                3 => bytes.truncate(at),
                4 => {
                    bytes.remove(at);
                }
                5 => bytes.insert(at, EDGES[self.below(EDGES.len())]),
                _ => {
                    // A part of it again, somewhere else.
                    let end = at + self.below(40.min(bytes.len() - at));
                    let part = bytes[at..end].to_vec();
                    let to = self.below(bytes.len());
                    bytes.splice(to..to, part);
                }
            }
        }
    }
}

/// Does everything that can be done with events.
fn show_all(name: &str, events: &[Event], fed: usize) {
    check_bytes(name, events, fed);
    let mut writer = json::Writer::new(Vec::new()).unwrap();
    let mut printers = [Detail::Brief, Detail::Full, Detail::Hex]
        .map(|detail| Printer::new(detail, true).in_language(Lang::Ja));
    let mut keys = KeySchedule::new();
    for event in events {
        keys.take(event);
        writer.write(1, event).unwrap();
        for printer in &mut printers {
            printer.print(event);
        }
    }
    keys.print(Lang::Ja, None);
    let document = writer.finish(&[]).unwrap();
    serde_json::from_slice::<serde_json::Value>(&document).unwrap_or_else(|error| panic!("{name}: {error}"));
}

#[test]
fn no_change_of_a_session_makes_it_panic_or_lose_a_byte() {
    let mut random = Random(0x5eed);
    let mut recordings = sessions::rfc8448::all();
    recordings.extend(sessions::compressed::all());
    recordings.extend(sessions::all());
    for recording in &recordings {
        for round in 0..10 {
            let mut changed = recording.clone();
            for _ in 0..=random.below(2) {
                let chunk = random.below(changed.chunks.len());
                match random.below(8) {
                    0 => {
                        changed.chunks.remove(chunk);
                    }
                    1 => {
                        let again = changed.chunks[chunk].clone();
                        changed.chunks.insert(random.below(changed.chunks.len()), again);
                    }
                    2 => changed.chunks.swap(chunk, 0),
                    _ => random.change(&mut changed.chunks[chunk].2),
                }
            }
            let events = changed.read();
            let fed = changed.chunks.iter().map(|(.., bytes)| bytes.len()).sum();
            show_all(&format!("{}, change {round}", recording.name), &events, fed);
        }
    }
}

#[test]
fn no_change_of_a_message_makes_a_gap_in_its_fields() {
    let mut random = Random(0x1eaf);
    for recording in sessions::all() {
        let events = recording.read();
        for message in messages(&events) {
            if matches!(message.kind, Kind::ApplicationData | Kind::Undecrypted { .. }) {
                continue;
            }
            for round in 0..60 {
                let mut changed = message.clone();
                random.change(&mut changed.bytes);
                if random.below(4) == 0 {
                    // As another message would be read, or in another version.
                    changed.kind = Kind::Handshake(random.next().to_le_bytes()[0] % 30);
                    changed.context =
                        Context { version: 0x0303 + u16::from(random.below(2) == 0), ..changed.context };
                }
                let tree = changed.tree();
                let at = untiled(&[tree], 0..changed.bytes.len());
                assert_eq!(
                    at,
                    None,
                    "{}: {}, change {round}: {:?}",
                    recording.name,
                    message.title(),
                    changed.bytes
                );
            }
        }
    }
}

#[test]
fn no_change_of_a_compressed_certificate_makes_it_panic_or_leave_a_gap() {
    let mut random = Random(0xf01d);
    for recording in sessions::compressed::all() {
        let events = recording.read();
        let sent =
            messages(&events).into_iter().filter_map(|message| Some((message, message.decompressed()?)));
        for (message, whole) in sent {
            let body = whole.unwrap().bytes;
            let (mut read, mut refused) = (0, 0);
            for round in 0..450 {
                let mut changed = if round % 3 == 0 {
                    // What is compressed is no longer a certificate, or another one.
                    let mut body = body.clone();
                    random.change(&mut body);
                    sessions::compressed::message(1, body.len(), &compress_to_vec_zlib(&body, 6))
                } else {
                    // In its content, mostly: a header that does not fit ends the reading.
                    let mut changed = message.clone();
                    let mut content = changed.bytes.split_off(if round % 3 == 1 { 12 } else { 4 });
                    random.change(&mut content);
                    changed.bytes.extend(content);
                    changed
                };
                match changed.decompressed().unwrap() {
                    Ok(whole) => {
                        let at = untiled(&[whole.tree], 0..whole.bytes.len());
                        assert_eq!(at, None, "{}, change {round}: {:?}", recording.name, whole.bytes);
                        read += 1;
                    }
                    Err(_) => refused += 1,
                }
                let fed = changed.bytes.len();
                changed.pieces.clear();
                show_all(&recording.name, &[Event::Message(changed)], fed);
            }
            assert!(read >= 100 && refused >= 100, "{}: {read} read, {refused} refused", recording.name);
        }
    }
}

#[test]
fn bytes_without_sense_are_shown_as_such() {
    let mut random = Random(0xbad);
    for round in 0..2000 {
        let mut session = Session::new();
        let mut fed = 0;
        for _ in 0..random.below(6) {
            let mut bytes: Vec<u8> = (0..random.below(300)).map(|_| random.next().to_le_bytes()[0]).collect();
            if random.below(2) == 0 {
                // A header that fits, so that it comes further.
                let kind = u8::try_from(20 + random.below(7)).unwrap();
                let length = u16::try_from(bytes.len()).unwrap().to_be_bytes();
                bytes.splice(0..0, [kind, 3, 3, length[0], length[1]]);
            }
            let direction = if random.below(2) == 0 { Direction::FromClient } else { Direction::FromServer };
            fed += bytes.len();
            session.feed(direction, Duration::ZERO, &bytes);
        }
        session.finish();
        let events: Vec<_> = session.events().collect();
        show_all(&format!("round {round}"), &events, fed);
    }
}

#[test]
fn what_waits_for_a_secret_has_an_end() {
    let Recording { chunks, .. } = sessions::record("waiting", |_| {});
    let mut session = Session::new();
    let mut held = 0;
    let mut feed = |direction, bytes: &[u8]| {
        session.feed(direction, Duration::ZERO, bytes);
        held += bytes.len();
        let events: Vec<_> = session.events().collect();
        held -= records(&events).iter().map(|record| record.raw.len()).sum::<usize>();
        held
    };
    for (direction, _, bytes) in &chunks {
        feed(*direction, bytes);
    }
    let mut record = vec![23, 3, 3, 0x40, 0];
    record.resize(5 + 0x4000, 0xaa);
    for _ in 0..1000 {
        for direction in [Direction::FromClient, Direction::FromServer] {
            assert!(feed(direction, &record) < 4 << 20);
        }
    }
}

#[test]
fn small_records_that_wait_take_no_more_memory_than_large_ones() {
    let recording = sessions::record("waiting", |_| {});
    let (direction, time, hello) = &recording.chunks[0];
    let mut session = Session::new();
    session.feed(*direction, *time, hello);
    session.events().for_each(drop);
    let mut waiting = 0;
    for _ in 0..100_000 {
        // Early data that was not announced waits for the server.
        session.feed(*direction, *time, &[23, 3, 3, 0, 0]);
        waiting += 1;
        waiting -= records(&session.events().collect::<Vec<_>>()).len();
        assert!(waiting * std::mem::size_of::<Record>() <= 1 << 20, "{waiting} records wait");
    }
    assert!(waiting > 0);
}

#[test]
fn a_message_in_very_many_pieces_takes_no_more_memory_than_a_long_one() {
    for length in [1 << 10, 1 << 19] {
        let [_, a, b, c] = u32::try_from(length).unwrap().to_be_bytes();
        let bytes = [vec![1, a, b, c], vec![0; length]].concat();
        let mut session = Session::new();
        let mut events = Vec::new();
        for byte in &bytes {
            session.feed(Direction::FromClient, Duration::ZERO, &[22, 3, 1, 0, 1, *byte]);
            events.extend(session.events());
        }
        session.finish();
        events.extend(session.events());
        check_bytes("pieces", &events, 6 * bytes.len());
        let pieces = messages(&events).iter().map(|message| message.pieces.len()).max().unwrap();
        assert!(pieces * std::mem::size_of::<Piece>() <= 1 << 20, "{pieces}");
        assert!(pieces == bytes.len() || length > 1 << 10, "{pieces}");
    }
}

/// A long Client Hello with early data and as many binders as fit into it.
fn hello_of_binders() -> Vec<u8> {
    let u16 = |length: usize| u16::try_from(length).unwrap().to_be_bytes().to_vec();
    let suites = [[0x13, 1], [0x13, 3], [0x13, 4], [0x13, 5]].concat().repeat(8000);
    let identities = [0, 1, b'i', 0, 0, 0, 0].repeat(1100);
    let binders = [vec![48], vec![0; 48]].concat().repeat(1100);
    let offered = [u16(identities.len()), identities, u16(binders.len()), binders].concat();
    let extensions = [vec![0, 42, 0, 0, 0, 41], u16(offered.len()), offered].concat();
    let start = [vec![3, 3], vec![7; 32], vec![0], u16(suites.len()), suites, vec![1, 0]].concat();
    let body = [start, u16(extensions.len()), extensions].concat();
    let [_, a, b, c] = u32::try_from(body.len()).unwrap().to_be_bytes();
    let message = [vec![1, a, b, c], body].concat();
    let records =
        message.chunks(1 << 14).map(|part| [vec![22, 3, 1], u16(part.len()), part.to_vec()].concat());
    records.collect::<Vec<_>>().concat()
}

#[test]
fn thousands_of_binders_take_no_long_time() {
    let hello = hello_of_binders();
    let begin = Instant::now();
    for _ in 0..32 {
        let mut session = Session::new();
        session.feed(Direction::FromClient, Duration::ZERO, &hello);
        let events: Vec<_> = session.events().collect();
        assert_eq!(messages(&events)[0].title(), "Client Hello");
    }
    let taken = begin.elapsed();
    assert!(taken < Duration::from_secs(40), "{taken:?}");
}

#[test]
fn early_data_that_its_secret_does_not_open_takes_no_long_time() {
    let random = "07".repeat(32);
    let mut log = KeyLog::new();
    log.add(&format!("CLIENT_EARLY_TRAFFIC_SECRET {random} {random}"));
    let mut session = Session::of_capture(Arc::new(log));
    session.feed(Direction::FromClient, Duration::ZERO, &hello_of_binders());
    let begin = Instant::now();
    for _ in 0..200_000 {
        session.feed(Direction::FromClient, Duration::ZERO, &[&[23, 3, 3, 0, 20][..], &[0; 20]].concat());
        session.events().for_each(drop);
    }
    let taken = begin.elapsed();
    assert!(taken < Duration::from_secs(40), "{taken:?}");
}

#[test]
fn secrets_of_others_are_not_taken() {
    let recording = sessions::record("others", |_| {});
    let mut session = Session::new();
    for (direction, time, bytes) in &recording.chunks {
        session.feed(*direction, *time, bytes);
    }
    for n in 0..1000_u32 {
        let mut line = Line::parse(recording.key_log.lines().next().unwrap()).unwrap();
        line.client_random[..4].copy_from_slice(&n.to_be_bytes());
        session.secret(line);
    }
    session.finish();
    let events: Vec<_> = session.events().collect();
    assert!(
        messages(&events)
            .iter()
            .all(|message| message.epoch == Epoch::Clear || matches!(message.kind, Kind::Undecrypted { .. }))
    );
}

#[test]
fn a_message_of_no_bytes_is_a_message() {
    let message = Message {
        number: 1,
        direction: Direction::FromClient,
        time: Duration::ZERO,
        frame: None,
        epoch: Epoch::Clear,
        kind: Kind::Handshake(1),
        bytes: Vec::new(),
        pieces: Vec::new(),
        context: Context::default(),
        proofs: Vec::new(),
        notes: Vec::new(),
    };
    assert_eq!(untiled(&[message.tree()], 0..0), None);
}
