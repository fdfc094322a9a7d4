//! What is to be said about a capture besides its sessions: what is left out, how much of it, and what to do.

use wire::capture::packet::{Other, ether_type_name, link_type_name, ppp_name, protocol_name};
use wire::capture::sessions::Summary;
use wire::capture::tcp::Misfits;
use wire::render::json::Remark;

/// The remarks of a capture, those that matter most first.
pub(crate) fn remarks(summary: &Summary) -> Vec<Remark> {
    let Summary { sessions, without_secrets, ssl2, cut, too_long, misfits, others, .. } = summary;
    let Misfits { late_bytes, strays, after_end } = misfits;
    let remark = |code, count: u64, text: String| Remark { code, count, text };
    let mut remarks = vec![
        remark(
            "without_secrets",
            *without_secrets,
            format!(
                "{without_secrets} of {sessions} sessions have no secrets in the capture or the key log: what is protected in them stays closed"
            ),
        ),
        remark(
            "ssl2",
            *ssl2,
            format!(
                "{} with a Client Hello of SSL 2.0, which is not TLS and is not read here",
                counted(*ssl2, "connection begins", "connections begin")
            ),
        ),
        remark(
            "cut_packets",
            *cut,
            format!(
                "{} not captured whole: what is missing of them shows as gaps",
                packets(*cut, "was", "were")
            ),
        ),
        remark(
            "damaged_lengths",
            *too_long,
            format!(
                "{} in headers that {} longer than {}: read as far as there are bytes",
                packets(*too_long, "is", "are"),
                if *too_long == 1 { "say that it was" } else { "say that they were" },
                if *too_long == 1 { "it was" } else { "they were" }
            ),
        ),
        remark(
            "late_bytes",
            *late_bytes,
            format!(
                "{late_bytes} bytes were captured long after the packets behind them; they are left out, and show as gaps"
            ),
        ),
        remark(
            "strays",
            *strays,
            format!(
                "{} left out: their sequence numbers are far from those of their connections",
                counted(*strays, "TCP segment is", "TCP segments are")
            ),
        ),
        remark(
            "after_end",
            *after_end,
            format!(
                "{} left out: their connections had ended long before",
                counted(*after_end, "TCP segment is", "TCP segments are")
            ),
        ),
    ];
    remarks.extend(others.iter().filter(|(other, _)| !is_ordinary(**other)).map(|(other, count)| {
        let (code, text) = of_kind(*other, *count);
        remark(code, *count, text)
    }));
    let ordinary: Vec<_> = others.iter().filter(|(other, _)| is_ordinary(**other)).collect();
    let count = ordinary.iter().map(|(_, count)| **count).sum();
    let names: Vec<_> = ordinary.iter().map(|(other, count)| format!("{count} {}", name(**other))).collect();
    let text = format!("{} of something else than TCP: {}", packets(count, "is", "are"), names.join(", "));
    remarks.push(remark("not_tcp", count, text));
    remarks.retain(|remark| remark.count > 0);
    remarks
}

/// What a capture without sessions contains.
pub(crate) fn holds(summary: &Summary) -> String {
    let Summary { packets, segments, connections, others, .. } = summary;
    match (packets, segments) {
        (0, _) => "it holds no packets".to_owned(),
        (_, 0) if others.keys().all(|other| is_other_protocol(*other)) => {
            format!("it holds {packets} packets, none of TCP")
        }
        (_, 0) => format!("it holds {packets} packets, in none of which TCP can be read"),
        _ => format!(
            "it holds {packets} packets, {segments} of TCP in {connections} connections, on none of which a TLS session was found"
        ),
    }
}

/// Whether a packet certainly carries something else than TCP.
fn is_other_protocol(other: Other) -> bool {
    match other {
        Other::Quic | Other::Dtls | Other::Udp => true,
        Other::Protocol(number) => protocol_name(number).is_some() && number != ESP,
        Other::EtherType(number) => ether_type_name(number).is_some() && number != MACSEC,
        Other::LinkType(_)
        | Other::Ppp(_)
        | Other::Fragment
        | Other::Cut
        | Other::TooDeep
        | Other::Damaged => false,
    }
}

/// Encrypted, so that it may be TCP.
const ESP: u8 = 50;
const MACSEC: u16 = 0x88e5;

/// Whether there is nothing to say about it but its name.
fn is_ordinary(other: Other) -> bool {
    is_other_protocol(other) && !matches!(other, Other::Quic | Other::Dtls)
}

/// The code of a kind of packets, and what is to be said about so many of them.
fn of_kind(other: Other, count: u64) -> (&'static str, String) {
    let (are, not_read) = (packets(count, "is", "are"), "not read here");
    match other {
        Other::Quic => (
            "quic",
            format!(
                "{are} QUIC by all appearances (HTTP/3), which carries TLS 1.3 in UDP and is {not_read}: let the client use TCP, as curl does with --http2 and browsers do with QUIC switched off"
            ),
        ),
        Other::Dtls => {
            ("dtls", format!("{are} DTLS, which is TLS over UDP and is {not_read}: Wireshark shows it"))
        }
        Other::Fragment => {
            ("ip_fragments", format!("{are} fragments of IP packets, which are not put together here"))
        }
        Other::Cut => (
            "cut_headers",
            format!(
                "{} without all headers and cannot be read: capture again without a snapshot length (tcpdump -s 0)",
                packets(count, "was captured", "were captured")
            ),
        ),
        Other::Damaged => ("damaged", format!("{} headers that are damaged", packets(count, "has", "have"))),
        Other::TooDeep => (
            "too_deep",
            format!("{} more headers within each other than are read here", packets(count, "has", "have")),
        ),
        Other::LinkType(number) => (
            "other_link_type",
            format!("{are} of link type {}, which is {not_read}", name_of(link_type_name(number), number)),
        ),
        Other::EtherType(number) => (
            "other_ether_type",
            format!(
                "{are} of EtherType {}, which is {not_read}",
                hexadecimal(ether_type_name(number), number)
            ),
        ),
        Other::Ppp(number) => (
            "other_ppp",
            format!(
                "{are} of protocol {} in PPP, which is {not_read}",
                hexadecimal(ppp_name(number), number)
            ),
        ),
        Other::Protocol(number) => {
            let name = name_of(protocol_name(number), number.into());
            ("other_ip_protocol", format!("{are} of IP protocol {name}, which is {not_read}"))
        }
        Other::Udp => ("udp", format!("{are} UDP")),
    }
}

/// The name of a kind that has nothing special.
fn name(other: Other) -> String {
    match other {
        Other::Protocol(number) => protocol_name(number).unwrap_or("unknown").to_owned(),
        Other::EtherType(number) => ether_type_name(number).unwrap_or("unknown").to_owned(),
        _ => "UDP".to_owned(),
    }
}

fn name_of(name: Option<&str>, number: u16) -> String {
    name.map_or_else(|| number.to_string(), |name| format!("{number} ({name})"))
}

fn hexadecimal(name: Option<&str>, number: u16) -> String {
    name.map_or_else(|| format!("{number:#06x}"), |name| format!("{number:#06x} ({name})"))
}

/// `1 packet is`, `2 packets are`
fn packets(count: u64, one: &str, many: &str) -> String {
    counted(count, &format!("packet {one}"), &format!("packets {many}"))
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}
