//! Packets: from the link layer to a TCP segment, through tunnels too.

use std::net::SocketAddr;

mod layers;
mod names;
#[cfg(test)]
mod tests;
mod udp;

pub use names::{ether_type_name, link_type_name, ppp_name, protocol_name};

/// A TCP segment.
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

/// Link types (<https://www.tcpdump.org/linktypes.html>).
mod link_type {
    pub(super) const NULL: u16 = 0;
    pub(super) const ETHERNET: u16 = 1;
    pub(super) const PPP: u16 = 9;
    /// BSD and OpenBSD have numbers of their own for RAW, which old files say.
    pub(super) const RAW_BSD: u16 = 12;
    pub(super) const RAW_OPENBSD: u16 = 14;
    pub(super) const PPP_SERIAL: u16 = 50;
    pub(super) const PPP_ETHER: u16 = 51;
    pub(super) const RAW: u16 = 101;
    pub(super) const C_HDLC: u16 = 104;
    pub(super) const LOOP: u16 = 108;
    pub(super) const LINUX_SLL: u16 = 113;
    pub(super) const IPV4: u16 = 228;
    pub(super) const IPV6: u16 = 229;
    pub(super) const PKTAP: u16 = 258;
    pub(super) const LINUX_SLL2: u16 = 276;
}

/// EtherTypes (IEEE, and those that GRE has its own use for).
mod ethertype {
    /// Smaller numbers are lengths.
    pub(super) const SMALLEST: u16 = 0x600;
    /// Stands here for a frame with LLC that is not IP.
    pub(super) const LLC: u16 = 0;
    pub(super) const IPV4: u16 = 0x800;
    pub(super) const ERSPAN_III: u16 = 0x22eb;
    pub(super) const BRIDGED: u16 = 0x6558;
    pub(super) const VLAN: u16 = 0x8100;
    pub(super) const IPV6: u16 = 0x86dd;
    pub(super) const PPP: u16 = 0x880b;
    pub(super) const MPLS: u16 = 0x8847;
    pub(super) const MPLS_MULTICAST: u16 = 0x8848;
    pub(super) const PPPOE_DISCOVERY: u16 = 0x8863;
    pub(super) const PPPOE_SESSION: u16 = 0x8864;
    pub(super) const QINQ: u16 = 0x88a8;
    pub(super) const ERSPAN: u16 = 0x88be;
    pub(super) const PROVIDER_BACKBONE: u16 = 0x88e7;
    pub(super) const CISCO_METADATA: u16 = 0x8909;
    pub(super) const VN_TAG: u16 = 0x8926;
}

/// Protocols in IP (IANA).
mod protocol {
    pub(super) const HOP_BY_HOP: u8 = 0;
    pub(super) const IPV4: u8 = 4;
    pub(super) const TCP: u8 = 6;
    pub(super) const UDP: u8 = 17;
    pub(super) const IPV6: u8 = 41;
    pub(super) const ROUTING: u8 = 43;
    pub(super) const FRAGMENT: u8 = 44;
    pub(super) const GRE: u8 = 47;
    pub(super) const AUTHENTICATION: u8 = 51;
    pub(super) const DESTINATION: u8 = 60;
    pub(super) const ETHERNET_IN_IP: u8 = 97;
    pub(super) const MOBILITY: u8 = 135;
    pub(super) const MPLS_IN_IP: u8 = 137;
    pub(super) const HIP: u8 = 139;
    pub(super) const SHIM6: u8 = 140;
}

/// The TCP segment in a packet, of which `sent` bytes were sent.
pub fn segment(link_type: u16, data: &[u8], sent: usize) -> Result<Segment<'_>, Other> {
    layers::link(link_type, layers::Rest::new(data, sent))
}
