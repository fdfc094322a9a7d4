//! Sessions with compressed certificates, of libraries that are newer than the tests may ask for: recorded,
//! with the certificates in `certs`, as their first lines say.

use std::time::Duration;

use wire::fields::handshake::Context;
use wire::message::{Kind, Message};
use wire::names::codes::handshake_type;
use wire::{Direction, Epoch};

use super::Recording;

const FILES: [(&str, &str); 2] = [
    ("zlib", include_str!("../recorded/compressed-zlib.txt")),
    ("brotli", include_str!("../recorded/compressed-brotli.txt")),
];

/// One of each algorithm that is read; both sides send their certificate.
pub(crate) fn all() -> Vec<Recording> {
    let read =
        |(name, text): &(&str, &str)| Recording::parse(format!("compressed certificates, {name}"), text);
    FILES.iter().map(read).collect()
}

/// One of the algorithm that is not.
pub(crate) fn zstd() -> Recording {
    Recording::parse(
        "compressed certificates, zstd".to_owned(),
        include_str!("../recorded/compressed-zstd.txt"),
    )
}

/// A Compressed Certificate message (RFC 8879 section 4) that says this.
pub(crate) fn message(algorithm: u16, length: usize, content: &[u8]) -> Message {
    let three = |length: usize| u32::try_from(length).unwrap().to_be_bytes()[1..].to_vec();
    let body = [&algorithm.to_be_bytes()[..], &three(length), &three(content.len()), content].concat();
    Message {
        number: 1,
        direction: Direction::FromServer,
        time: Duration::ZERO,
        frame: None,
        epoch: Epoch::Handshake,
        kind: Kind::Handshake(handshake_type::COMPRESSED_CERTIFICATE),
        bytes: [&[handshake_type::COMPRESSED_CERTIFICATE], &three(body.len())[..], &body].concat(),
        pieces: Vec::new(),
        context: Context { version: 0x0304, ..Context::default() },
        proofs: Vec::new(),
        notes: Vec::new(),
    }
}

/// The body of a Certificate message with this certificate of `certs` (RFC 8446 section 4.4.2).
pub(crate) fn certificate(name: &str) -> Vec<u8> {
    let pem = std::fs::read(super::certs(name)).unwrap();
    let der = openssl::x509::X509::from_pem(&pem).unwrap().to_der().unwrap();
    let three = |length: usize| u32::try_from(length).unwrap().to_be_bytes()[1..].to_vec();
    [&[0], &three(der.len() + 5)[..], &three(der.len()), &der, &[0, 0]].concat()
}
