//! A certificate: in a message of TLS 1.2, which has a list of them and nothing else, and its name in the list of sessions.

#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use tlsbook_fuzz::shown;
use wire::fields::handshake::Context;
use wire::fields::untiled;
use wire::message::{Kind, Message};
use wire::names::codes::handshake_type::CERTIFICATE;
use wire::overview;
use wire::{Direction, Epoch, Event};

fuzz_target!(|der: &[u8]| {
    let length = |more: usize| (der.len() + more).to_be_bytes()[5..].to_vec();
    let bytes = [&[CERTIFICATE][..], &length(6), &length(3), &length(0), der].concat();
    let message = Message {
        number: 1,
        direction: Direction::FromServer,
        time: Duration::ZERO,
        frame: None,
        epoch: Epoch::Clear,
        kind: Kind::Handshake(CERTIFICATE),
        bytes,
        pieces: Vec::new(),
        context: Context { version: 0x303, suite: 0, retry: false },
        proofs: Vec::new(),
        notes: Vec::new(),
    };
    assert_eq!(untiled(&[message.tree()], 0..message.bytes.len()), None);
    let chain = overview::certificates(&message);
    assert!(der.is_empty() || chain == [der], "a certificate is as it was sent");
    let _ = overview::Certificate::of(Direction::FromServer, der);
    shown(&[Event::Message(message)]);
});
