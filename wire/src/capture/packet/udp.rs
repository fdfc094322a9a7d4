//! What UDP carries: tunnels, which lead on to TCP, and protocols that have TLS inside, which are named.

use super::layers::{Rest, ether_type, gre, ip, mpls};
use super::{Other, Segment, ethertype};

/// Ports of tunnels (IANA, and what Linux took for VXLAN before).
mod port {
    pub(super) const VXLAN: u16 = 4789;
    pub(super) const VXLAN_LINUX: u16 = 8472;
    pub(super) const VXLAN_GPE: u16 = 4790;
    pub(super) const GENEVE: u16 = 6081;
    pub(super) const GTP_U: u16 = 2152;
    pub(super) const GRE: u16 = 4754;
    pub(super) const MPLS: u16 = 6635;
    pub(super) const TZSP: u16 = 37008;
    pub(super) const HTTPS: u16 = 443;
}

/// What is in a UDP packet.
pub(super) fn inside(rest: Rest<'_>) -> Result<Segment<'_>, Other> {
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
    if flags & 7 == 0 {
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
