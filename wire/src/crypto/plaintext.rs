//! What all ways of opening a record have in common: what is agreed on, what comes out.

use std::ops::Range;

use crate::record::{HEADER, Mac};

/// What both sides have agreed on beside the suite, before TLS 1.3.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// The MAC covers the ciphertext, not the content (RFC 7366).
    pub(crate) encrypt_then_mac: bool,
    /// MACs have 10 bytes (RFC 6066 section 7).
    pub(crate) truncated_mac: bool,
}

/// A record that was opened.
pub(crate) struct Plaintext {
    /// Its number under its key.
    pub(crate) sequence: u64,
    pub(crate) inner: Vec<u8>,
    /// That of an AEAD.
    pub(crate) nonce: [u8; 12],
    pub(crate) additional_data: Vec<u8>,
    pub(crate) explicit_nonce: Range<usize>,
    pub(crate) tag: Range<usize>,
    /// What there is without an AEAD.
    pub(crate) mac: Option<Box<Mac>>,
}

/// What is authenticated before the content (RFC 5246 section 6.2.3.1): sequence number, type, version, length.
pub(super) fn mac_header(raw: &[u8], sequence: u64, length: usize) -> Option<Vec<u8>> {
    let (header, length) = (raw.get(..HEADER)?, u16::try_from(length).ok()?);
    Some([&sequence.to_be_bytes(), header.get(..3)?, &length.to_be_bytes()].concat())
}
