//! Assertions on the events of any session, sound or not.

use wire::Event;
use wire::fields::untiled;
use wire::message::Message;
use wire::proof::Proof;
use wire::record::{Protection, Record};

pub(crate) fn messages(events: &[Event]) -> Vec<&Message> {
    events
        .iter()
        .filter_map(|event| match event {
            Event::Message(message) => Some(message),
            _ => None,
        })
        .collect()
}

pub(crate) fn records(events: &[Event]) -> Vec<&Record> {
    events
        .iter()
        .filter_map(|event| match event {
            Event::Record(record) => Some(record),
            _ => None,
        })
        .collect()
}

pub(crate) fn proofs(events: &[Event]) -> Vec<&Proof> {
    let of = |event| match event {
        &Event::Message(Message { ref proofs, .. }) => proofs.as_slice(),
        Event::Key(key) => &key.proofs,
        Event::Record(_) | Event::Step(_) | Event::TranscriptHash(_) | Event::Gap(_) => &[],
    };
    events.iter().flat_map(of).collect()
}

/// Every byte fed is in one record, every byte of a record's content in one message, every byte of both in
/// one leaf.
pub(crate) fn check_bytes(name: &str, events: &[Event], fed: usize) {
    let records = records(events);
    let loose: usize = messages(events)
        .iter()
        .filter(|message| message.pieces.is_empty())
        .map(|message| message.bytes.len())
        .sum();
    let raw: usize = records.iter().map(|record| record.raw.len()).sum();
    assert_eq!(raw + loose, fed, "{name}: bytes are missing or doubled");

    for record in &records {
        let tree = record.tree();
        assert_eq!(untiled(&[tree], 0..record.raw.len()), None, "{name}: record {}", record.number);
        match record.inner_tree() {
            Some(tree) => assert_eq!(untiled(&[tree], 0..record.inner.len()), None, "{name}"),
            None => assert!(record.inner.is_empty()),
        }
    }
    let mut carried: Vec<_> = records
        .iter()
        .map(|record| {
            let closed = matches!(record.protection, Protection::Undecrypted(_));
            let content = if closed { record.fragment() } else { record.content() };
            (record.number, vec![0; content.len()])
        })
        .collect();
    carried.sort_by_key(|(number, _)| *number);
    for message in messages(events) {
        let mut at = 0;
        for piece in &message.pieces {
            assert_eq!(piece.in_message.start, at, "{name}: {}", message.title());
            assert_eq!(piece.in_message.len(), piece.in_record.len());
            at = piece.in_message.end;
            let index = carried.binary_search_by_key(&piece.record, |(number, _)| *number).unwrap();
            carried[index].1[piece.in_record.clone()].iter_mut().for_each(|count| *count += 1);
        }
        assert!(message.pieces.is_empty() || at == message.bytes.len(), "{name}: {}", message.title());
        let tree = message.tree();
        assert_eq!(untiled(&[tree], 0..message.bytes.len()), None, "{name}: {}", message.title());
        if let Some(Ok(whole)) = message.decompressed() {
            assert_eq!(untiled(&[whole.tree], 0..whole.bytes.len()), None, "{name}: {}", message.title());
        }
    }
    for (number, counts) in carried {
        assert!(counts.iter().all(|count| *count == 1), "{name}: the content of record {number}");
    }
}
