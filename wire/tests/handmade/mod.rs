//! Messages that no recorded session has, made by hand: each with the fields that are rare.

mod certificate;
mod ocsp;

use std::time::Duration;

use texts::say;
use wire::fields::handshake::{Context, RETRY_RANDOM};
use wire::message::{Kind, Message};
use wire::names::codes::handshake_type as ty;
use wire::{Direction, Epoch};

const TLS12: u16 = 0x0303;
const TLS13: u16 = 0x0304;

/// Cipher suites of TLS 1.2, by what their key exchange is.
const NO_SUITE: u16 = 0;
const PSK: u16 = 0x008c;
const ECDHE_RSA: u16 = 0xc02f;

/// All of them.
pub(crate) fn all() -> Vec<Message> {
    let mut messages = of_other_kinds();
    messages.extend(of_other_types());
    messages.extend(hellos());
    messages.extend(key_exchanges());
    messages.push(certificate_url());
    messages.push(handshake(TLS13, NO_SUITE, ty::SUPPLEMENTAL_DATA, &supplemental_data()));
    messages.push(handshake(
        TLS13,
        NO_SUITE,
        ty::CERTIFICATE_STATUS,
        &[&[2], &*sized(3, &sized(3, &[1]))].concat(),
    ));
    for response in ocsp::responses() {
        let body = [&[1], &*sized(3, &response)].concat();
        messages.push(handshake(TLS12, NO_SUITE, ty::CERTIFICATE_STATUS, &body));
    }
    messages.push(certificates());
    messages
}

/// A vector: a length of this width, and content.
fn sized(width: usize, content: &[u8]) -> Vec<u8> {
    [&content.len().to_be_bytes()[8 - width..], content].concat()
}

fn extension(kind: u16, data: &[u8]) -> Vec<u8> {
    [kind.to_be_bytes().as_slice(), &sized(2, data)].concat()
}

fn message(kind: Kind, bytes: Vec<u8>, context: Context) -> Message {
    Message {
        number: 1,
        direction: Direction::FromServer,
        time: Duration::ZERO,
        frame: None,
        epoch: Epoch::Clear,
        kind,
        bytes,
        pieces: Vec::new(),
        context,
        proofs: Vec::new(),
        notes: Vec::new(),
    }
}

fn handshake(version: u16, suite: u16, kind: u8, body: &[u8]) -> Message {
    let retry = kind == ty::SERVER_HELLO && body.get(2..34) == Some(&RETRY_RANDOM);
    let bytes = [&[kind], sized(3, body).as_slice()].concat();
    message(Kind::Handshake(kind), bytes, Context { version, suite, retry })
}

/// What is no handshake message.
fn of_other_kinds() -> Vec<Message> {
    let heartbeat = [&[1], sized(2, b"ping").as_slice(), &[7; 16]].concat();
    let mut messages = vec![
        message(Kind::Heartbeat, heartbeat, Context::default()),
        message(Kind::Unknown(99), vec![1, 2, 3], Context::default()),
        message(Kind::NotTls, b"GET / HTTP/1.1".to_vec(), Context::default()),
    ];
    for content_type in 20..=26 {
        let kind = Kind::Undecrypted { content_type, why: say!("it has no key") };
        messages.push(message(kind, vec![0xaa; 24], Context::default()));
    }
    messages
}

/// Handshake messages whose content is not read.
fn of_other_types() -> Vec<Message> {
    let types = (0..=u8::MAX).filter(|kind| {
        let name = wire::names::handshake_type((*kind).into());
        name.is_none() || matches!(kind, 3 | 9 | 10 | 17 | 26)
    });
    types.map(|kind| handshake(TLS13, NO_SUITE, kind, &[1, 2])).collect()
}

/// A hello, from either side, and what follows it.
fn hellos() -> Vec<Message> {
    let share = |group: u16, length: usize| extension(group, &vec![0; length]); // of the same form
    let responders = ocsp::responders().map(|responder| sized(2, &responder)).concat();
    let status = [&[1], &*sized(2, &responders), &*sized(2, &ocsp::extensions())].concat();
    let of_client = [share(0x11eb, 65 + 1184), share(0x11ed, 97 + 1568), share(0x6399, 32 + 1184)].concat();
    let client = [
        extension(0xabcd, &[1]),              // not registered
        extension(6, &[1]),                   // user_mapping: no text of its own
        extension(5, &status),                // status_request
        extension(15, &[1]),                  // heartbeat
        extension(58, &[2, 1]),               // ticket_request
        extension(51, &sized(2, &of_client)), // key_share
    ]
    .concat();
    let config = [
        vec![9, 0, 0x20],
        sized(2, &[0xaa; 4]),
        sized(2, &[0, 1, 0, 1]),
        vec![64],
        sized(1, b"public.example"),
        sized(2, &[1]),
    ];
    let configs = [extension(0xfe0d, &config.concat()), extension(0xfe0c, &[1, 2])].concat();
    let encrypted = [
        extension(58, &[1]),                    // ticket_request
        extension(17_613, b"settings"),         // application_settings
        extension(0xfe0d, &sized(2, &configs)), // encrypted_client_hello
    ]
    .concat();
    let filter = [sized(1, &[0x55, 0x1d, 0x0f]), sized(2, &[3, 2, 7, 0x80])].concat();
    let request = [&[0], &*sized(2, &extension(48, &sized(2, &filter)))].concat();
    let mut messages = vec![
        hello(ty::CLIENT_HELLO, [7; 32], &client),
        hello(ty::SERVER_HELLO, RETRY_RANDOM, &extension(0xfe0d, b"12345678")),
        handshake(TLS13, NO_SUITE, ty::ENCRYPTED_EXTENSIONS, &sized(2, &encrypted)),
        handshake(TLS13, NO_SUITE, ty::CERTIFICATE_REQUEST, &request),
    ];
    for share in [share(0x11eb, 65 + 1088), share(0x11ed, 97 + 1568), share(0x6399, 32 + 1088)] {
        messages.push(hello(ty::SERVER_HELLO, [7; 32], &extension(51, &share)));
    }
    messages
}

fn hello(kind: u8, random: [u8; 32], extensions: &[u8]) -> Message {
    let suites: &[u8] = if kind == ty::CLIENT_HELLO { &[0, 2, 0x13, 1, 1, 0] } else { &[0x13, 1, 0] };
    let body = [&[3, 3], random.as_slice(), &[0], suites, &sized(2, extensions)].concat();
    handshake(TLS13, NO_SUITE, kind, &body)
}

/// Key exchanges of TLS 1.2.
fn key_exchanges() -> Vec<Message> {
    vec![
        handshake(TLS12, PSK, ty::SERVER_KEY_EXCHANGE, &sized(2, b"hint")),
        handshake(TLS12, ECDHE_RSA, ty::SERVER_KEY_EXCHANGE, &[1, 2, 3]), // explicit_prime
        handshake(TLS12, NO_SUITE, ty::SERVER_KEY_EXCHANGE, &[1, 2, 3]),
        handshake(TLS12, NO_SUITE, ty::CLIENT_KEY_EXCHANGE, &[1, 2, 3]),
    ]
}

fn certificate_url() -> Message {
    let url_and_hash = [sized(2, b"http://localhost/chain"), vec![1], vec![0xab; 20]].concat();
    let body = [vec![1], sized(2, &url_and_hash)].concat();
    handshake(TLS12, NO_SUITE, ty::CERTIFICATE_URL, &body)
}

fn supplemental_data() -> Vec<u8> {
    sized(3, &extension(0, &[1, 2, 3]))
}

/// A certificate with everything in it that is rare, and extensions beside it.
fn certificates() -> Message {
    let sct = [vec![0; 1 + 32 + 8], sized(2, &[1]), vec![4, 3], sized(2, &[2])].concat();
    let key = certificate::public_key();
    let credential = [vec![0, 1, 0, 0, 8, 7], sized(3, &key), vec![8, 7], sized(2, &[1])].concat();
    let extensions = [extension(18, &sized(2, &sized(2, &sct))), extension(34, &credential)].concat();
    let entry = [sized(3, &certificate::whole()), sized(2, &extensions)].concat();
    let raw_key = [sized(3, &certificate::key_on_a_specified_curve()), sized(2, &[])].concat();
    let entries = [entry, raw_key].concat();
    handshake(TLS13, NO_SUITE, ty::CERTIFICATE, &[&[0], &*sized(3, &entries)].concat())
}
