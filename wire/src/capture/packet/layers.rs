//! From the link layer to TCP: one function for each header, tunnels included. One file, as each of them may hold
//! any other.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use super::numbers::{ethertype, link_type, port, protocol};
use super::segment::{Other, Segment};

/// The TCP segment in a packet, of which `sent` bytes were sent.
pub fn segment(link_type: u16, data: &[u8], sent: usize) -> Result<Segment<'_>, Other> {
    link(link_type, Rest::new(data, sent))
}

/// Headers of one packet. No honest packet has more; a hostile one must not take long.
const MAX_LAYERS: usize = 24;

/// What is left of a packet.
#[derive(Clone, Copy, Debug)]
struct Rest<'a> {
    /// What was captured.
    here: &'a [u8],
    /// How many bytes were sent; at least as many.
    sent: usize,
    layers: usize,
    /// A header says more bytes than were sent.
    too_long: bool,
}

impl<'a> Rest<'a> {
    /// A whole packet, of which `sent` bytes were sent.
    fn new(here: &'a [u8], sent: usize) -> Self {
        Self { here, sent: sent.max(here.len()), layers: 0, too_long: false }
    }

    /// A header of this length, and what follows it.
    fn header<const N: usize>(self) -> Result<(&'a [u8; N], Self), Other> {
        let missing = if self.sent >= N { Other::Cut } else { Other::Damaged };
        let header = self.here.first_chunk::<N>().ok_or(missing)?;
        Ok((header, self.skip(N)?))
    }

    /// What follows this many bytes.
    fn skip(self, count: usize) -> Result<Self, Other> {
        let sent = self.sent.checked_sub(count).ok_or(Other::Damaged)?;
        let here = self.here.get(count..).ok_or(Other::Cut)?;
        Ok(Self { here, sent, ..self })
    }

    /// The first bytes alone: as many as a header says. What follows them is none of the packet.
    fn only(mut self, count: usize) -> Self {
        if count > self.sent {
            self.too_long = true;
            return self;
        }
        Self { here: self.here.get(..count).unwrap_or(self.here), sent: count, ..self }
    }

    /// One layer further in.
    fn inside(mut self) -> Result<Self, Other> {
        self.layers += 1;
        if self.layers > MAX_LAYERS { Err(Other::TooDeep) } else { Ok(self) }
    }
}

type Found<'a> = Result<Segment<'a>, Other>;

/// A whole packet of a link type (<https://www.tcpdump.org/linktypes.html>).
fn link(kind: u16, rest: Rest<'_>) -> Found<'_> {
    match kind {
        // The address family in 4 bytes; which number stands for IPv6 differs from system to system, the IP
        // header does not.
        link_type::NULL | link_type::LOOP => {
            let (_, rest) = rest.header::<4>()?;
            ip(rest)
        }
        link_type::ETHERNET => ethernet(rest),
        link_type::RAW | link_type::RAW_BSD | link_type::RAW_OPENBSD | link_type::IPV4 | link_type::IPV6 => {
            ip(rest)
        }
        link_type::PPP | link_type::PPP_SERIAL => ppp(rest),
        link_type::PPP_ETHER => pppoe(rest),
        // Address and control, then an EtherType.
        link_type::C_HDLC => {
            let ([_, _, a, b], rest) = rest.header::<4>()?;
            ether_type(u16::from_be_bytes([*a, *b]), rest)
        }
        // Linux's "cooked" headers hold an EtherType each.
        link_type::LINUX_SLL => {
            let ([.., a, b], rest) = rest.header::<16>()?;
            ether_type(u16::from_be_bytes([*a, *b]), rest)
        }
        link_type::LINUX_SLL2 => {
            let ([a, b, ..], rest) = rest.header::<20>()?;
            ether_type(u16::from_be_bytes([*a, *b]), rest)
        }
        // macOS: the length of this header, what follows, and its link type.
        link_type::PKTAP => {
            let ([l0, l1, l2, l3, _, _, _, _, k0, k1, k2, k3], _) = rest.header::<12>()?;
            let length = u32::from_le_bytes([*l0, *l1, *l2, *l3]);
            let kind = u16::try_from(u32::from_le_bytes([*k0, *k1, *k2, *k3])).map_err(|_| Other::Damaged)?;
            let rest = rest.skip(usize::try_from(length).map_err(|_| Other::Damaged)?.max(12))?;
            if kind == link_type::PKTAP { Err(Other::LinkType(kind)) } else { link(kind, rest) }
        }
        other => Err(Other::LinkType(other)),
    }
}

fn ethernet(rest: Rest<'_>) -> Found<'_> {
    let ([.., a, b], rest) = rest.inside()?.header::<14>()?;
    let kind = u16::from_be_bytes([*a, *b]);
    if kind >= ethertype::SMALLEST {
        return ether_type(kind, rest);
    }
    // IEEE 802.3: a length, then LLC, and SNAP, which has an EtherType again.
    let rest = rest.only(usize::from(kind));
    match rest.header::<8>() {
        Ok(([0xaa, 0xaa, 3, 0, 0, 0 | 0xf8, a, b], rest)) => ether_type(u16::from_be_bytes([*a, *b]), rest),
        _ => Err(Other::EtherType(ethertype::LLC)),
    }
}

fn ether_type(kind: u16, rest: Rest<'_>) -> Found<'_> {
    let rest = rest.inside()?;
    match kind {
        ethertype::IPV4 | ethertype::IPV6 => ip(rest),
        // VLAN tags, of one or of several providers: what the tag says, then an EtherType.
        ethertype::VLAN | ethertype::QINQ | 0x9100 | 0x9200 | 0x9300 => {
            let ([_, _, a, b], rest) = rest.header::<4>()?;
            ether_type(u16::from_be_bytes([*a, *b]), rest)
        }
        ethertype::VN_TAG => {
            let ([.., a, b], rest) = rest.header::<6>()?;
            ether_type(u16::from_be_bytes([*a, *b]), rest)
        }
        // IEEE 802.1ah: a tag, then a whole frame.
        ethertype::PROVIDER_BACKBONE => ethernet(rest.skip(4)?),
        ethertype::MPLS | ethertype::MPLS_MULTICAST => mpls(rest),
        ethertype::PPPOE_SESSION => pppoe(rest),
        ethertype::PPP => ppp(rest),
        ethertype::CISCO_METADATA => {
            // Version, and the number of options, of 4 bytes each.
            let ([_, options], rest) = rest.header::<2>()?;
            let ([a, b], rest) = rest.skip(4 * usize::from(*options))?.header::<2>()?;
            ether_type(u16::from_be_bytes([*a, *b]), rest)
        }
        ethertype::BRIDGED => ethernet(rest),
        other => Err(Other::EtherType(other)),
    }
}

/// MPLS (RFC 3032): labels, the last of which is marked. What follows is not said: IP by its first digit, otherwise a
/// frame of Ethernet, with a control word before it (RFC 4448) or without.
fn mpls(mut rest: Rest<'_>) -> Found<'_> {
    loop {
        let ([_, _, bottom, _], next) = rest.inside()?.header::<4>()?;
        rest = next;
        if bottom & 1 == 1 {
            break;
        }
    }
    match rest.here.first().map(|first| first >> 4) {
        Some(4 | 6) => ip(rest),
        Some(0) => ethernet(rest.skip(4)?),
        _ => ethernet(rest),
    }
}

/// PPP over Ethernet (RFC 2516).
fn pppoe(rest: Rest<'_>) -> Found<'_> {
    let ([_, code, _, _, a, b], rest) = rest.header::<6>()?;
    if *code != 0 {
        return Err(Other::EtherType(ethertype::PPPOE_DISCOVERY));
    }
    ppp(rest.only(usize::from(u16::from_be_bytes([*a, *b]))))
}

/// PPP (RFC 1661), with address and control or without, the protocol in two bytes or in one.
fn ppp(rest: Rest<'_>) -> Found<'_> {
    let rest = match rest.here {
        [0xff, 3, ..] => rest.skip(2)?,
        _ => rest,
    };
    let (protocol, rest) = match rest.here {
        [odd, ..] if odd & 1 == 1 => (u16::from(*odd), rest.skip(1)?),
        _ => {
            let ([a, b], rest) = rest.header::<2>()?;
            (u16::from_be_bytes([*a, *b]), rest)
        }
    };
    match protocol {
        0x21 | 0x57 => ip(rest.inside()?),
        0x281 => mpls(rest),
        other => Err(Other::Ppp(other)),
    }
}

/// IP of the version that its first digit says.
fn ip(rest: Rest<'_>) -> Found<'_> {
    let rest = rest.inside()?;
    match rest.here.first().map(|first| first >> 4) {
        Some(4) => ipv4(rest),
        Some(6) => ipv6(rest),
        Some(_) => Err(Other::Damaged),
        None => rest.header::<1>().and(Err(Other::Damaged)),
    }
}

/// The addresses of an IP header.
#[derive(Clone, Copy)]
enum Addresses {
    V4(Ipv4Addr, Ipv4Addr),
    V6(Ipv6Addr, Ipv6Addr),
}

/// RFC 791.
fn ipv4(rest: Rest<'_>) -> Found<'_> {
    let (header, _) = rest.header::<20>()?;
    let [first, _, l0, l1, _, _, f0, f1, _, next, _, _, s0, s1, s2, s3, d0, d1, d2, d3] = *header;
    let (header, total) = (4 * usize::from(first & 15), usize::from(u16::from_be_bytes([l0, l1])));
    // Packets for a network card that cuts segments itself do not say their length.
    let rest = if total == 0 { rest } else { rest.only(total) };
    if header < 20 || (total != 0 && total < header) {
        return Err(Other::Damaged);
    }
    if u16::from_be_bytes([f0, f1]) & 0x3fff != 0 {
        return Err(Other::Fragment);
    }
    let addresses = Addresses::V4(Ipv4Addr::new(s0, s1, s2, s3), Ipv4Addr::new(d0, d1, d2, d3));
    inside_ip(next, addresses, rest.skip(header)?)
}

/// RFC 8200.
fn ipv6(rest: Rest<'_>) -> Found<'_> {
    let (&[_, _, _, _, l0, l1, next, _, ref addresses @ ..], rest) = rest.header::<40>()?;
    let length = usize::from(u16::from_be_bytes([l0, l1]));
    let rest = if length == 0 { rest } else { rest.only(length) };
    let (source, destination) = addresses.split_at(16);
    let address = |bytes: &[u8]| Ipv6Addr::from(<[u8; 16]>::try_from(bytes).unwrap_or_default());
    inside_ip(next, Addresses::V6(address(source), address(destination)), rest)
}

/// What an IP packet carries, behind its extension headers.
fn inside_ip(next: u8, addresses: Addresses, rest: Rest<'_>) -> Found<'_> {
    let rest = rest.inside()?;
    match next {
        protocol::TCP => tcp(addresses, rest),
        protocol::UDP => udp(rest),
        protocol::HOP_BY_HOP
        | protocol::ROUTING
        | protocol::DESTINATION
        | protocol::MOBILITY
        | protocol::HIP
        | protocol::SHIM6 => {
            let ([next, length], _) = rest.header::<2>()?;
            inside_ip(*next, addresses, rest.skip(8 * (usize::from(*length) + 1))?)
        }
        protocol::FRAGMENT => {
            let ([next, _, a, b, ..], rest) = rest.header::<8>()?;
            // Offset and "more": without both it is a whole packet (RFC 6946).
            let whole = u16::from_be_bytes([*a, *b]) & 0xfff9 == 0;
            if whole { inside_ip(*next, addresses, rest) } else { Err(Other::Fragment) }
        }
        // RFC 4302: it is authenticated, not encrypted.
        protocol::AUTHENTICATION => {
            let ([next, length], _) = rest.header::<2>()?;
            inside_ip(*next, addresses, rest.skip(4 * (usize::from(*length) + 2))?)
        }
        protocol::IPV4 | protocol::IPV6 => ip(rest),
        protocol::GRE => gre(rest),
        // RFC 3378: a version, then a whole frame.
        protocol::ETHERNET_IN_IP => ethernet(rest.skip(2)?),
        protocol::MPLS_IN_IP => mpls(rest),
        other => Err(Other::Protocol(other)),
    }
}

/// GRE (RFC 2784, RFC 2890; version 1: RFC 2637), and ERSPAN in it.
fn gre(rest: Rest<'_>) -> Found<'_> {
    const CHECKSUM: u16 = 0x8000;
    const KEY: u16 = 0x2000;
    const SEQUENCE: u16 = 0x1000;
    const ACKNOWLEDGEMENT: u16 = 0x80; // version 1
    let (&[f0, f1, a, b], rest) = rest.header::<4>()?;
    let (flags, kind) = (u16::from_be_bytes([f0, f1]), u16::from_be_bytes([a, b]));
    let optional = [CHECKSUM, KEY, SEQUENCE, ACKNOWLEDGEMENT];
    let count = optional.into_iter().filter(|flag| flags & flag != 0).count();
    let rest = rest.skip(4 * count)?;
    match kind {
        // Type I has no header of its own, and no sequence numbers.
        ethertype::ERSPAN if flags & SEQUENCE == 0 => ethernet(rest),
        ethertype::ERSPAN => ethernet(rest.skip(8)?),
        ethertype::ERSPAN_III => {
            let ([.., last], rest) = rest.header::<12>()?;
            let rest = if last & 1 == 1 { rest.skip(8)? } else { rest };
            // The frame type: a frame of Ethernet, or a packet of IP.
            let frame_type = (last >> 3) & 0x1f;
            if frame_type < 1 || !matches!(rest.here.first().map(|first| first >> 4), Some(4 | 6)) {
                ethernet(rest)
            } else {
                ip(rest)
            }
        }
        other => ether_type(other, rest),
    }
}

/// RFC 9293. Where options are cut off, the header still says what was sent.
fn tcp(addresses: Addresses, rest: Rest<'_>) -> Found<'_> {
    let (&[s0, s1, d0, d1, n0, n1, n2, n3, a0, a1, a2, a3, offset, flags], _) = rest.header::<14>()?;
    let length = 4 * usize::from(offset >> 4);
    if length < 20 || length > rest.sent {
        return Err(Other::Damaged);
    }
    let payload = rest.here.get(length..).unwrap_or_default();
    let (source_port, destination_port) = (u16::from_be_bytes([s0, s1]), u16::from_be_bytes([d0, d1]));
    let (source, destination) = match addresses {
        Addresses::V4(source, destination) => {
            (SocketAddr::from((source, source_port)), SocketAddr::from((destination, destination_port)))
        }
        Addresses::V6(source, destination) => {
            (SocketAddr::from((source, source_port)), SocketAddr::from((destination, destination_port)))
        }
    };
    Ok(Segment {
        source,
        destination,
        sequence: u32::from_be_bytes([n0, n1, n2, n3]),
        acknowledged: (flags & 0x10 != 0).then_some(u32::from_be_bytes([a0, a1, a2, a3])),
        syn: flags & 2 != 0,
        fin: flags & 1 != 0,
        rst: flags & 4 != 0,
        payload,
        cut: rest.sent - length - payload.len(),
        too_long: rest.too_long,
    })
}

/// What is in a UDP packet.
fn udp(rest: Rest<'_>) -> Result<Segment<'_>, Other> {
    let (&[s0, s1, d0, d1, ..], rest) = rest.header::<8>()?;
    let (source, destination) = (u16::from_be_bytes([s0, s1]), u16::from_be_bytes([d0, d1]));
    match destination {
        // RFC 7348.
        port::VXLAN | port::VXLAN_LINUX => match rest.header::<8>() {
            Ok(([flags, ..], rest)) if flags & 8 != 0 => ether_type(ethertype::BRIDGED, rest),
            Ok(_) => Err(named(source, destination, rest)),
            Err(other) => Err(other),
        },
        port::VXLAN_GPE => {
            let ([_, _, _, next, ..], rest) = rest.header::<8>()?;
            match next {
                1 | 2 => ip(rest),
                3 => ether_type(ethertype::BRIDGED, rest),
                5 => mpls(rest),
                _ => Err(Other::Udp),
            }
        }
        // RFC 8926: the length of the options, in 4 bytes each, and an EtherType.
        port::GENEVE => {
            let (&[first, _, a, b, ..], rest) = rest.header::<8>()?;
            ether_type(u16::from_be_bytes([a, b]), rest.skip(4 * usize::from(first & 0x3f))?)
        }
        port::GTP_U => gtp(rest),
        port::GRE => gre(rest),
        port::MPLS => mpls(rest),
        port::TZSP => tzsp(rest),
        _ => Err(named(source, destination, rest)),
    }
}

/// GTP-U (3GPP TS 29.281): user data, with extension headers.
fn gtp(rest: Rest<'_>) -> Result<Segment<'_>, Other> {
    const USER_DATA: u8 = 255;
    let (&[flags, kind, ..], rest) = rest.header::<8>()?;
    if flags & 0xf0 != 0x30 || kind != USER_DATA {
        return Err(Other::Udp);
    }
    let optional = flags & 7;
    if optional < 1 {
        return ip(rest);
    }
    // Sequence number, N-PDU number, and the type of the next extension header.
    let (&[_, _, _, mut next], mut rest) = rest.header::<4>()?;
    while flags & 4 != 0 && next != 0 {
        let length = 4 * usize::from(rest.header::<1>()?.0[0]);
        if length == 0 {
            return Err(Other::Damaged);
        }
        next = rest.here.get(length - 1).copied().ok_or(Other::Cut)?;
        rest = rest.skip(length)?;
    }
    ip(rest)
}

/// TZSP, which routers send a copy of their traffic with: tags up to an end, then a frame.
fn tzsp(rest: Rest<'_>) -> Result<Segment<'_>, Other> {
    const ETHERNET: u8 = 1;
    const PADDING: u8 = 0;
    const END: u8 = 1;
    let (&[_, _, _, kind], mut rest) = rest.header::<4>()?;
    loop {
        let (&[tag], after) = rest.header::<1>()?;
        rest = match tag {
            PADDING => after,
            END if kind == ETHERNET => return ether_type(ethertype::BRIDGED, after),
            END => return Err(Other::Udp),
            _ => {
                let (&[length], after) = after.header::<1>()?;
                after.skip(usize::from(length))?
            }
        };
    }
}

/// A protocol that has TLS in it, or UDP.
fn named(source: u16, destination: u16, rest: Rest<'_>) -> Other {
    let https = source == port::HTTPS || destination == port::HTTPS;
    match *rest.here {
        // DTLS (RFC 9147 section 4): content type, version, epoch.
        [20..=26, 0xfe, 0xff | 0xfd | 0xfc, ..] => Other::Dtls,
        // QUIC: a long header of version 1, 2, of a draft, or with no version, which offers some (RFC 9000 section
        // 17.2); a short one tells nothing but its fixed bit.
        [first, 0, 0, 0, 1, length, ..] if first & 0xc0 == 0xc0 && length <= 20 => Other::Quic,
        [first, 0x6b, 0x33, 0x43, 0xcf, length, ..] if first & 0xc0 == 0xc0 && length <= 20 => Other::Quic,
        [first, 0xff, 0, 0, _, length, ..] if first & 0xc0 == 0xc0 && length <= 20 => Other::Quic,
        [first, 0, 0, 0, 0, length, ..] if https && first & 0x80 != 0 && length <= 20 => Other::Quic,
        [first, ..] if https && first & 0xc0 == 0x40 => Other::Quic,
        _ => Other::Udp,
    }
}
