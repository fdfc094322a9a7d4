//! What a capture holds.

use std::time::Duration;

/// A longer packet means damage (Wireshark has the same limit, `WTAP_MAX_PACKET_SIZE_STANDARD`).
pub(super) const MAX_PACKET: u32 = 262_144;

/// What a capture holds, as far as it matters here.
#[derive(Debug)]
pub enum Item<'a> {
    /// A packet.
    Packet(Packet<'a>),
    /// Secrets of TLS sessions: a key log (RFC 9850).
    Secrets(&'a [u8]),
}

/// A packet as it was captured.
#[derive(Debug)]
pub struct Packet<'a> {
    /// When, since 1970.
    pub time: Duration,
    /// What its first header is (`LINKTYPE_…`).
    pub link_type: u16,
    /// Its bytes; fewer than were sent, if the capture had a snapshot length.
    pub data: &'a [u8],
    /// How many bytes were sent.
    pub sent: usize,
}
