//! Packets of all kinds, built here.

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
    PacketBuilder::ipv6([0x20; 16], [0x21; 16], 64).tcp_header(tcp()).write(&mut bytes, b"hello").unwrap();
    bytes
}

fn is_hello(link_type: u16, data: &[u8]) {
    let segment = segment(link_type, data, data.len()).unwrap();
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
        is_hello(276, &[&kind[..], &[0, 0, 0, 0, 0, 1, 3, 4, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0], &ip].concat());
        let addresses = [1; 12];
        // The shortest Ethernet frame is filled up with what is no payload.
        is_hello(1, &[&addresses, &kind[..], &ip, &[0; 9]].concat());
        is_hello(1, &[&addresses, &[0x81, 0, 0, 5][..], &kind[..], &ip].concat());
        is_hello(1, &[&addresses, &[0x88, 0xa8, 0, 5, 0x81, 0, 0, 6][..], &kind[..], &ip].concat());
    }
    assert_eq!(segment(105, &ipv4(), 0).unwrap_err(), Other::LinkType(105));
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
            let segment = segment(101, &ip[..ip.len() - cut], ip.len()).unwrap();
            assert_eq!((segment.payload.len(), segment.cut), (5 - cut, cut));
        }
        // Of a TCP header, all but the end must be there.
        let needed = ip.len() - 5 - 6;
        for length in 1..needed {
            assert_eq!(segment(101, &ip[..length], ip.len()).unwrap_err(), Other::Cut);
        }
        for length in needed..ip.len() - 5 {
            let segment = segment(101, &ip[..length], ip.len()).unwrap();
            assert_eq!((segment.payload.len(), segment.cut), (0, 5));
        }
        // A length beyond what was sent is damage, not a cut.
        let segment = segment(101, &ip[..ip.len() - 2], ip.len() - 2).unwrap();
        assert_eq!((segment.payload, segment.cut, segment.too_long), (&b"hel"[..], 0, true));
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
    assert_eq!(segment(1, &udp, udp.len()).unwrap_err(), Other::Udp);
    assert_eq!(segment(1, b"0123456789ab\x08\x06an ARP packet", 0).unwrap_err(), Other::EtherType(0x806));
    let mut fragment = ipv4();
    fragment[6] = 0x20; // more fragments
    assert_eq!(segment(101, &fragment, fragment.len()).unwrap_err(), Other::Fragment);
}

#[test]
fn no_change_of_a_byte_makes_it_panic() {
    for ip in [ipv4(), ipv6()] {
        for at in 0..ip.len() {
            for value in 0..=255 {
                let mut changed = ip.clone();
                changed[at] = value;
                let _ = segment(101, &changed, changed.len());
                let _ = segment(1, &changed, changed.len());
                let _ = segment(113, &changed, changed.len());
            }
        }
    }
}

/// Headers around an IP packet, each of them as other programs write it.
#[test]
fn tunnels_lead_on_to_tcp() {
    let inner = ipv4();
    let frame = [&[1; 12][..], &[8, 0], &inner].concat();
    let around = |protocol: u8, inside: &[u8]| {
        let length = u16::try_from(20 + inside.len()).unwrap().to_be_bytes();
        let header =
            [0x45, 0, length[0], length[1], 0, 0, 0, 0, 64, protocol, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2];
        [&header[..], inside].concat()
    };
    let udp = |port: u16, inside: &[u8]| {
        let [a, b] = port.to_be_bytes();
        around(17, &[&[0, 9, a, b, 0, 0, 0, 0][..], inside].concat())
    };
    let length = u16::try_from(2 + inner.len()).unwrap().to_be_bytes();
    let pppoe = [&[0x11, 0, 0, 1][..], &length, &[0, 0x21], &inner].concat();
    is_hello(1, &[&[1; 12][..], &[0x88, 0x64], &pppoe].concat());
    is_hello(1, &[&[1; 12][..], &[0x88, 0x47, 0, 1, 0, 64, 0, 2, 1, 64], &inner].concat());
    is_hello(1, &[&[1; 12][..], &[0x88, 0x47, 0, 2, 1, 64, 0, 0, 0, 0], &frame].concat());
    is_hello(1, &[&[1; 12][..], &[0x89, 0x09, 1, 1, 0, 1, 0, 9, 8, 0], &inner].concat());
    for (protocol, before, inside) in [
        (4, &[][..], &inner),
        (47, &[0, 0, 8, 0], &inner),
        (47, &[0x20, 0, 0x65, 0x58, 0, 0, 0, 1], &frame),
        (47, &[0x10, 0, 0x88, 0xbe, 0, 0, 0, 1, 0x10, 1, 0, 0, 0, 0, 0, 0], &frame),
        (97, &[0x30, 0], &frame),
        (51, &[4, 4, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], &inner),
    ] {
        is_hello(101, &around(protocol, &[before, inside].concat()));
    }
    is_hello(101, &around(41, &ipv6()));
    is_hello(101, &udp(4789, &[&[8, 0, 0, 0, 0, 0, 7, 0][..], &frame].concat()));
    is_hello(101, &udp(6081, &[&[1, 0, 0x65, 0x58, 0, 0, 7, 0, 1, 2, 3, 4][..], &frame].concat()));
    is_hello(101, &udp(2152, &[&[0x30, 255, 0, 0, 0, 0, 0, 1][..], &inner].concat()));
    is_hello(
        101,
        &udp(2152, &[&[0x34, 255, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0x85, 1, 0, 0, 0][..], &inner].concat()),
    );
    // An Authentication Header alone, and TCP in it.
    let header = [6, 4, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
    let mut bytes = around(51, &[&header[..], &inner[20..]].concat());
    bytes[12..20].copy_from_slice(&inner[12..20]);
    is_hello(101, &bytes);
    // Within each other, up to a limit.
    let nested = |count| (0..count).fold(inner.clone(), |inside, _| around(4, &inside));
    is_hello(101, &nested(5));
    assert_eq!(segment(101, &nested(50), 2000).unwrap_err(), Other::TooDeep);
    // What carries TLS in UDP has a name.
    let kind = |bytes: Vec<u8>| segment(101, &bytes, bytes.len()).unwrap_err();
    assert_eq!(kind(udp(443, &[0xc3, 0, 0, 0, 1, 8, 1, 2, 3, 4, 5, 6, 7, 8])), Other::Quic);
    assert_eq!(kind(udp(5000, &[22, 0xfe, 0xfd, 0, 0])), Other::Dtls);
    assert_eq!(kind(udp(53, b"hello")), Other::Udp);
    assert_eq!(kind(around(50, &[0; 40])), Other::Protocol(50));
}
