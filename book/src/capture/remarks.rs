//! What is to be said about a capture besides its sessions: what is left out, how much of it, and what to do.

use texts::{Sentence, say};
use wire::capture::packet::{Other, ether_type_name, link_type_name, ppp_name, protocol_name};
use wire::capture::sessions::{Count, Summary};
use wire::capture::tcp::Misfits;
use wire::render::json::Remark;

/// Something that is to be said about a capture besides its sessions.
pub(crate) struct Said {
    /// What it is, for programs: `cut_packets`.
    code: &'static str,
    /// How many of them.
    count: u64,
    pub(crate) words: Sentence,
}

impl Said {
    /// Makes clear that it is not about the chosen sessions.
    fn of_the_whole_capture(self) -> Self {
        Self { words: say!("in the whole capture: {0}", self.words), ..self }
    }

    pub(crate) fn in_json(&self) -> Remark {
        Remark { code: self.code, count: self.count, text: self.words.to_string() }
    }
}

/// The remarks of a capture, those that matter most first. If sessions were chosen (`choice`), those of the sessions are
/// about them alone, and of the packets only what may be missing from them is told.
pub(crate) fn remarks(summary: &Summary, choice: bool) -> Vec<Said> {
    let mut remarks = of_sessions(summary);
    let packets = of_packets(summary, choice);
    remarks.extend(packets.into_iter().map(|said| if choice { said.of_the_whole_capture() } else { said }));
    remarks.retain(|remark| remark.count > 0);
    remarks
}

/// What is to be said of the packets.
fn of_packets(summary: &Summary, choice: bool) -> Vec<Said> {
    let mut remarks = of_connections(summary, choice);
    remarks.extend(of_tcp(summary));
    let (ordinary, others): (Vec<_>, Vec<_>) = summary
        .others
        .iter()
        .map(|(other, count)| (*other, *count))
        .filter(|(other, _)| !choice || !is_other_protocol(*other))
        .partition(|(other, _)| is_ordinary(*other));
    remarks.extend(others.iter().map(|(other, count)| of_kind(*other, *count)));
    remarks.push(of_ordinary(&ordinary));
    remarks
}

/// What could not be shown of the sessions.
fn of_sessions(summary: &Summary) -> Vec<Said> {
    let Count { all: sessions, without_secrets, without_client_hello, given_up } = summary.sessions;
    vec![
        Said {
            code: "without_secrets",
            count: without_secrets,
            words: say!(
                "{0} of {1} sessions have no secrets in the capture or the key log: what is protected in them stays closed",
                without_secrets,
                sessions
            ),
        },
        Said {
            code: "without_client_hello",
            count: without_client_hello,
            words: say!(
                "{0} of {1} sessions are not in the capture from their beginning: without its Client Hello no secret can be found, as a key log names a session by the random in it",
                without_client_hello,
                sessions
            ),
        },
        Said {
            code: "given_up",
            count: given_up,
            words: say!(
                "{0} of {1} sessions are shown only up to where what was incomplete in all of them took more than 256 MiB: choose some of the packets (tcpdump -r FILE -w PART port 443)",
                given_up,
                sessions
            ),
        },
    ]
}

/// Connections that have no session.
fn of_connections(summary: &Summary, choice: bool) -> Vec<Said> {
    let count = if choice { 0 } else { summary.ssl2 };
    let begin = match count {
        1 => say!("1 connection begins"),
        count => say!("{0} connections begin", count),
    };
    let words = say!("{0} with a Client Hello of SSL 2.0, which is not TLS and is not read here", begin);
    vec![Said { code: "ssl2", count, words }]
}

/// What was not found where TCP says that it is.
fn of_tcp(summary: &Summary) -> Vec<Said> {
    let Summary { cut, too_long, misfits: Misfits { late_bytes, strays, after_end }, .. } = *summary;
    let left_out = |count| match count {
        1 => say!("1 TCP segment is left out"),
        count => say!("{0} TCP segments are left out", count),
    };
    vec![
        Said {
            code: "cut_packets",
            count: cut,
            words: match cut {
                1 => say!("1 packet was not captured whole: what is missing of it shows as a gap"),
                cut => {
                    say!("{0} packets were not captured whole: what is missing of them shows as gaps", cut)
                }
            },
        },
        Said {
            code: "damaged_lengths",
            count: too_long,
            words: match too_long {
                1 => say!(
                    "1 packet is said to be longer by its headers than it was: read as far as there are bytes"
                ),
                count => say!(
                    "{0} packets are said to be longer by their headers than they were: read as far as there are bytes",
                    count
                ),
            },
        },
        Said {
            code: "late_bytes",
            count: late_bytes,
            words: say!(
                "{0} bytes were captured long after the packets behind them; they are left out, and show as gaps",
                late_bytes
            ),
        },
        Said {
            code: "strays",
            count: strays,
            words: say!("{0}: the sequence number is far from those of the connection", left_out(strays)),
        },
        Said {
            code: "after_end",
            count: after_end,
            words: say!("{0}: the connection had ended long before", left_out(after_end)),
        },
    ]
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

/// What is to be said about so many packets of one kind.
fn of_kind(other: Other, count: u64) -> Said {
    let are = match count {
        1 => say!("1 packet is"),
        count => say!("{0} packets are", count),
    };
    let have = match count {
        1 => say!("1 packet has"),
        count => say!("{0} packets have", count),
    };
    let (code, words) = match other {
        Other::Quic => (
            "quic",
            say!(
                "{0} QUIC by all appearances (HTTP/3), which carries TLS 1.3 in UDP and is not read here: let the client use TCP, as curl does with --http2 and browsers do with QUIC switched off",
                are
            ),
        ),
        Other::Dtls => {
            ("dtls", say!("{0} DTLS, which is TLS over UDP and is not read here: Wireshark shows it", are))
        }
        Other::Fragment => (
            "ip_fragments",
            say!("{0} of those into which IP divides longer ones: they are not put together here", are),
        ),
        Other::Cut => (
            "cut_headers",
            say!(
                "{0} too short to have all headers, and cannot be read: capture again without a snapshot length (tcpdump -s 0)",
                are
            ),
        ),
        Other::Damaged => ("damaged", say!("{0} headers that are damaged", have)),
        Other::TooDeep => ("too_deep", say!("{0} more headers within each other than are read here", have)),
        Other::LinkType(number) => (
            "other_link_type",
            say!(
                "{0} of link type {1}, which is not read here",
                are,
                name_of(link_type_name(number), &number.to_string())
            ),
        ),
        Other::EtherType(number) => (
            "other_ether_type",
            say!(
                "{0} of EtherType {1}, which is not read here",
                are,
                name_of(ether_type_name(number), &format!("{number:#06x}"))
            ),
        ),
        Other::Ppp(number) => (
            "other_ppp",
            say!(
                "{0} of protocol {1} in PPP, which is not read here",
                are,
                name_of(ppp_name(number), &format!("{number:#06x}"))
            ),
        ),
        Other::Protocol(number) => (
            "other_ip_protocol",
            say!(
                "{0} of IP protocol {1}, which is not read here",
                are,
                name_of(protocol_name(number), &number.to_string())
            ),
        ),
        Other::Udp => ("udp", say!("{0} UDP", are)),
    };
    Said { code, count, words }
}

/// What is to be said about packets of which there is nothing to say but their names.
fn of_ordinary(packets: &[(Other, u64)]) -> Said {
    let count = packets.iter().map(|(_, count)| count).sum();
    let names: Vec<_> = packets.iter().map(|(other, count)| format!("{count} {}", name(*other))).collect();
    let words = match count {
        1 => say!("1 packet is of something else than TCP: {0}", names.join(", ")),
        count => say!("{0} packets are of something else than TCP: {1}", count, names.join(", ")),
    };
    Said { code: "not_tcp", count, words }
}

/// The name of a kind that has nothing special.
fn name(other: Other) -> &'static str {
    match other {
        Other::Protocol(number) => protocol_name(number).unwrap_or("unknown"),
        Other::EtherType(number) => ether_type_name(number).unwrap_or("unknown"),
        _ => "UDP",
    }
}

fn name_of(name: Option<&str>, number: &str) -> String {
    name.map_or_else(|| number.to_owned(), |name| format!("{number} ({name})"))
}
