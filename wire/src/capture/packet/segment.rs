//! A TCP segment, and what a packet may hold instead.

use std::net::SocketAddr;

/// A TCP segment.
#[allow(clippy::struct_excessive_bools)] // the flags of a header
#[derive(Clone, Copy, Debug)]
pub struct Segment<'a> {
    /// Address and port that it comes from.
    pub source: SocketAddr,
    /// Address and port that it goes to.
    pub destination: SocketAddr,
    /// The sequence number, of the SYN if it has one, otherwise of the first byte of the payload.
    pub sequence: u32,
    /// The next byte that the sender expects, if the segment acknowledges anything.
    pub acknowledged: Option<u32>,
    /// It opens a connection.
    pub syn: bool,
    /// The sender has nothing more to send.
    pub fin: bool,
    /// The sender breaks the connection off.
    pub rst: bool,
    /// The payload.
    pub payload: &'a [u8],
    /// Bytes of the payload that were sent, but not captured.
    pub cut: usize,
    /// A header around it says that more bytes were sent than the packet had. The payload is what there is.
    pub too_long: bool,
}

impl Segment<'_> {
    /// Whether it has a payload, captured or not.
    pub fn has_data(&self) -> bool {
        !self.payload.is_empty() || self.cut > 0
    }
}

/// Why no segment was found in a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Other {
    /// Its link layer is not one that is read here: its `LINKTYPE_…` number.
    LinkType(u16),
    /// It carries something else than IP: its EtherType.
    EtherType(u16),
    /// The same, in PPP: the number of the protocol.
    Ppp(u16),
    /// It is an IP packet, and carries something else than TCP: the number of the protocol.
    Protocol(u8),
    /// QUIC, in UDP.
    Quic,
    /// DTLS, in UDP.
    Dtls,
    /// UDP, with something else in it.
    Udp,
    /// It is a fragment of an IP packet. TCP chooses its segments so that none occur; fragments are not
    /// reassembled here.
    Fragment,
    /// Its headers were not captured whole.
    Cut,
    /// It has more headers than any honest packet.
    TooDeep,
    /// Its headers are invalid.
    Damaged,
}
