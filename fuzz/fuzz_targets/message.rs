//! A message of any kind: its kind, the version and the suite agreed on, and its bytes. Of what is encrypted on the wire,
//! a changed session shows nothing; here everything is in the clear.

#![no_main]

use std::time::Duration;

use libfuzzer_sys::fuzz_target;
use tlsbook_fuzz::shown;
use wire::fields::handshake::Context;
use wire::fields::untiled;
use wire::message::{Kind, Message};
use wire::overview::Overview;
use wire::{Direction, Epoch, Event};

fuzz_target!(|input: &[u8]| {
    let Some((&[side, kind, v1, v2, s1, s2], bytes)) = input.split_first_chunk() else { return };
    let version = u16::from_be_bytes([v1, v2]);
    let suite = u16::from_be_bytes([s1, s2]);
    let message = Message {
        number: 1,
        direction: if side & 1 == 0 { Direction::FromClient } else { Direction::FromServer },
        time: Duration::ZERO,
        frame: None,
        epoch: Epoch::Clear,
        kind: match side >> 2 & 7 {
            0 => Kind::Alert,
            1 => Kind::ChangeCipherSpec,
            2 => Kind::ApplicationData,
            3 => Kind::Heartbeat,
            4 => Kind::Unknown(kind),
            5 => Kind::ClientHelloV2,
            _ => Kind::Handshake(kind),
        },
        bytes: bytes.to_vec(),
        pieces: Vec::new(),
        context: Context { version, suite, retry: side & 2 != 0 },
        proofs: Vec::new(),
        notes: Vec::new(),
    };
    assert_eq!(untiled(&[message.tree()], 0..bytes.len()), None);
    if let Some(Ok(whole)) = message.decompressed() {
        assert_eq!(untiled(&[whole.tree], 0..whole.bytes.len()), None);
    }
    let event = Event::Message(message);
    Overview::default().take(&event);
    shown(&[event]);
});
