//! Packets: from the link layer to a TCP segment. The headers are read by `etherparse`.

use std::net::SocketAddr;

use etherparse::{EtherType, LaxNetSlice, LaxSlicedPacket, LenSource, TcpSlice, TransportSlice};

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
}

/// Why no segment was found in a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Other {
    /// Its link layer is not one that is read here: its `LINKTYPE_…` number.
    LinkType(u16),
    /// It is not an IP packet, or does not carry TCP.
    NotTcp,
    /// It is a fragment of an IP packet. TCP chooses its segments so that none occur; fragments are not
    /// reassembled here.
    Fragment,
    /// Its headers are cut off or invalid.
    Damaged,
}

/// Link types (<https://www.tcpdump.org/linktypes.html>).
mod link_type {
    pub(super) const NULL: u16 = 0;
    pub(super) const ETHERNET: u16 = 1;
    /// BSD and OpenBSD have numbers of their own for RAW, which old files say.
    pub(super) const RAW_BSD: u16 = 12;
    pub(super) const RAW_OPENBSD: u16 = 14;
    pub(super) const RAW: u16 = 101;
    pub(super) const LOOP: u16 = 108;
    pub(super) const LINUX_SLL: u16 = 113;
    pub(super) const IPV4: u16 = 228;
    pub(super) const IPV6: u16 = 229;
    pub(super) const LINUX_SLL2: u16 = 276;
}

/// The TCP segment in a packet.
pub fn segment(link_type: u16, data: &[u8]) -> Result<Segment<'_>, Other> {
    let ip = |header: usize| {
        let packet = data.get(header..).ok_or(Other::Damaged)?;
        LaxSlicedPacket::from_ip(packet).map_err(|_| Other::NotTcp)
    };
    // Linux's "cooked" headers hold an EtherType each.
    let cooked = |ether_type: usize, header: usize| {
        let kind = data.get(ether_type..).and_then(<[u8]>::first_chunk).ok_or(Other::Damaged)?;
        let packet = data.get(header..).ok_or(Other::Damaged)?;
        Ok(LaxSlicedPacket::from_ether_type(EtherType(u16::from_be_bytes(*kind)), packet))
    };
    let packet = match link_type {
        // The address family in 4 bytes; which number stands for IPv6 differs from system to system, the IP
        // header does not.
        link_type::NULL | link_type::LOOP => ip(4)?,
        link_type::ETHERNET => LaxSlicedPacket::from_ethernet(data).map_err(|_| Other::Damaged)?,
        link_type::RAW | link_type::RAW_BSD | link_type::RAW_OPENBSD | link_type::IPV4 | link_type::IPV6 => {
            ip(0)?
        }
        link_type::LINUX_SLL => cooked(14, 16)?,
        link_type::LINUX_SLL2 => cooked(0, 20)?,
        other => return Err(Other::LinkType(other)),
    };
    let net = packet.net.as_ref().ok_or(Other::NotTcp)?;
    let inside = net.ip_payload_ref().ok_or(Other::NotTcp)?;
    if inside.fragmented {
        return Err(Other::Fragment);
    }
    let tcp = match &packet.transport {
        Some(TransportSlice::Tcp(tcp)) => tcp,
        None if packet.stop_err.is_some() => return Err(Other::Damaged),
        _ => return Err(Other::NotTcp),
    };
    addressed(net, tcp).ok_or(Other::NotTcp)
}

fn addressed<'a>(net: &LaxNetSlice<'a>, tcp: &TcpSlice<'a>) -> Option<Segment<'a>> {
    let (source, destination, said, there) = match net {
        LaxNetSlice::Ipv4(ip) => {
            let header = ip.header();
            let said = usize::from(header.total_len());
            let there = header.slice().len() + ip.payload().payload.len();
            (header.source_addr().into(), header.destination_addr().into(), said, there)
        }
        LaxNetSlice::Ipv6(ip) => {
            let header = ip.header();
            let said = usize::from(header.payload_length());
            let there = ip.extensions().slice().len() + ip.payload().payload.len();
            (header.source_addr().into(), header.destination_addr().into(), said, there)
        }
        LaxNetSlice::Arp(_) => return None,
    };
    // Packets for a network card that cuts segments itself do not say their length.
    let says = net
        .ip_payload_ref()
        .is_some_and(|payload| payload.len_source != LenSource::Slice || payload.incomplete);
    Some(Segment {
        source: SocketAddr::new(source, tcp.source_port()),
        destination: SocketAddr::new(destination, tcp.destination_port()),
        sequence: tcp.sequence_number(),
        acknowledged: tcp.ack().then(|| tcp.acknowledgment_number()),
        syn: tcp.syn(),
        fin: tcp.fin(),
        rst: tcp.rst(),
        payload: tcp.payload(),
        cut: if says { said.saturating_sub(there) } else { 0 },
    })
}

#[cfg(test)]
mod tests {
    use etherparse::{IpNumber, Ipv6FlowLabel, Ipv6Header, PacketBuilder, TcpHeader, VlanId};

    use super::*;

    fn tcp() -> TcpHeader {
        let mut tcp = TcpHeader::new(50_000, 443, 7, 1000);
        tcp.ack = true;
        tcp.acknowledgment_number = 9;
        tcp
    }

    fn ipv4() -> Vec<u8> {
        let mut bytes = Vec::new();
        PacketBuilder::ipv4([192, 0, 2, 1], [192, 0, 2, 2], 64)
            .tcp_header(tcp())
            .write(&mut bytes, b"hello")
            .unwrap();
        bytes
    }

    fn ipv6() -> Vec<u8> {
        let mut bytes = Vec::new();
        PacketBuilder::ipv6([0x20; 16], [0x21; 16], 64)
            .tcp_header(tcp())
            .write(&mut bytes, b"hello")
            .unwrap();
        bytes
    }

    fn is_hello(link_type: u16, data: &[u8]) {
        let segment = segment(link_type, data).unwrap();
        assert_eq!(segment.payload, b"hello");
        assert_eq!((segment.sequence, segment.acknowledged, segment.cut), (7, Some(9), 0));
        assert_eq!((segment.source.port(), segment.destination.port()), (50_000, 443));
        assert!(!segment.syn && !segment.fin && !segment.rst);
    }

    #[test]
    fn every_link_type_and_both_ip_versions() {
        for ip in [ipv4(), ipv6()] {
            for family in [2_u32, 10, 24, 28, 30] {
                is_hello(0, &[&family.to_le_bytes()[..], &ip].concat());
                is_hello(0, &[&family.to_be_bytes()[..], &ip].concat());
                is_hello(108, &[&family.to_be_bytes()[..], &ip].concat());
            }
            for raw in [12, 14, 101, 228, 229] {
                is_hello(raw, &ip);
            }
            let kind: [u8; 2] = if ip[0] >> 4 == 4 { [8, 0] } else { [0x86, 0xdd] };
            // packet type, ARPHRD, address length, address, EtherType
            is_hello(113, &[&[0, 0, 3, 4, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0], &kind[..], &ip].concat());
            // EtherType, reserved, interface, ARPHRD, packet type, address length, address
            is_hello(
                276,
                &[&kind[..], &[0, 0, 0, 0, 0, 1, 3, 4, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0], &ip].concat(),
            );
            let addresses = [1; 12];
            // The shortest Ethernet frame is filled up with what is no payload.
            is_hello(1, &[&addresses, &kind[..], &ip, &[0; 9]].concat());
            is_hello(1, &[&addresses, &[0x81, 0, 0, 5][..], &kind[..], &ip].concat());
            is_hello(1, &[&addresses, &[0x88, 0xa8, 0, 5, 0x81, 0, 0, 6][..], &kind[..], &ip].concat());
        }
        assert_eq!(segment(105, &ipv4()).unwrap_err(), Other::LinkType(105));
    }

    #[test]
    fn an_extension_header_and_a_length_that_is_not_said() {
        let mut bytes = Vec::new();
        let ip = Ipv6Header {
            flow_label: Ipv6FlowLabel::default(),
            payload_length: 8 + 20 + 5,
            next_header: IpNumber(60), // destination options
            hop_limit: 1,
            ..Ipv6Header::default()
        };
        bytes.extend(ip.to_bytes());
        bytes.extend([6, 0, 1, 4, 0, 0, 0, 0]);
        bytes.extend(tcp().to_bytes());
        bytes.extend(b"hello");
        is_hello(101, &bytes);

        // Segments that the network card will cut have length 0.
        let mut bytes = ipv4();
        bytes[2..4].fill(0);
        is_hello(101, &bytes);
    }

    #[test]
    fn what_was_cut_off_is_counted() {
        for ip in [ipv4(), ipv6()] {
            for cut in 0..=5 {
                let segment = segment(101, &ip[..ip.len() - cut]).unwrap();
                assert_eq!((segment.payload.len(), segment.cut), (5 - cut, cut));
            }
            for length in 0..ip.len() - 5 {
                assert!(segment(101, &ip[..length]).is_err());
            }
        }
    }

    #[test]
    fn other_packets_are_told_apart() {
        let mut udp = Vec::new();
        PacketBuilder::ethernet2([1; 6], [2; 6])
            .single_vlan(VlanId::try_new(1).unwrap())
            .ipv4([1; 4], [2; 4], 3)
            .udp(53, 53)
            .write(&mut udp, b"hello")
            .unwrap();
        assert_eq!(segment(1, &udp).unwrap_err(), Other::NotTcp);
        assert_eq!(segment(1, b"0123456789ab\x08\x06an ARP packet").unwrap_err(), Other::NotTcp);
        let mut fragment = ipv4();
        fragment[6] = 0x20; // more fragments
        assert_eq!(segment(101, &fragment).unwrap_err(), Other::Fragment);
    }

    #[test]
    fn no_change_of_a_byte_makes_it_panic() {
        for ip in [ipv4(), ipv6()] {
            for at in 0..ip.len() {
                for value in 0..=255 {
                    let mut changed = ip.clone();
                    changed[at] = value;
                    let _ = segment(101, &changed);
                    let _ = segment(1, &changed);
                    let _ = segment(113, &changed);
                }
            }
        }
    }
}
