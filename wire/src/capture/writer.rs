//! Writes a session as a capture for Wireshark: pcapng, with the secrets inside.
//!
//! These packets were never captured. The TLS bytes and their times are real; the TCP connection around them
//! is reconstructed as it would look on a loopback interface of a BSD (macOS, as in the book): link type
//! `LINKTYPE_NULL`, 4 bytes that say IPv4 or IPv6, an IP header of 20 (IPv6: 40), and a TCP header of 32 with
//! the timestamps option. So over IPv4 a frame is its record and 56 bytes, as in the book: `Hello server` 90,
//! the reply 100, `break` 83, close_notify 80. Each record is a segment of its own. A network does not
//! guarantee that, but so the packet list shows a line for each record.
//!
//! The blocks (draft-ietf-opsawg-pcapng): section header, decryption secrets, interface description, then an
//! enhanced packet for each segment. The secrets stand first, because Wireshark must have them before the
//! packet that calls for them, and a client learns its own handshake secret last. [`write_head`] therefore
//! keeps room for secrets, and is called again at the end, when they are known; the packets, which a
//! [`Connection`] writes as they come, stay where they are.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::time::Duration;

use etherparse::{IpNumber, Ipv4Header, Ipv6Header, TcpHeader, TcpOptionElement};
use names::codes::content_type::{ACK, CHANGE_CIPHER_SPEC};

use crate::model::Direction;
use crate::record::{HEADER, record_length};

/// `LINKTYPE_NULL`: a loopback interface of a BSD.
pub const LINK_TYPE: u16 = 0;

/// `AF_INET` and macOS's `AF_INET6`, as the 4 bytes before the IP header, in the byte order of the machine
/// that captured: here little-endian, as the blocks are.
const IPV4: u32 = 2;
const IPV6: u32 = 30;

/// What fits into an IPv4 packet beside its headers.
const MAX_SEGMENT: usize = 65_535 - 20 - 32;

/// A receiver acknowledges after this many bytes, well below the window of 16 MiB.
const ACKNOWLEDGE: u32 = 256 * 1024;

/// Writes what stands before the packets. `secrets` is a key log (RFC 9850), which may be empty. If it is
/// shorter than `room` bytes, the rest is filled with empty lines, which readers ignore. Heads whose secrets
/// fit into the same room have the same length.
pub fn write_head(out: &mut impl Write, secrets: &str, room: usize) -> io::Result<()> {
    const SECTION_HEADER: u32 = 0x0a0d_0d0a;
    const DECRYPTION_SECRETS: u32 = 10;
    const INTERFACE_DESCRIPTION: u32 = 1;
    const TLS_KEY_LOG: u32 = 0x544c_534b;

    let mut body = Vec::new();
    body.extend(0x1a2b_3c4d_u32.to_le_bytes()); // byte-order magic
    body.extend([1, 0, 0, 0]); // version 1.0
    body.extend(u64::MAX.to_le_bytes()); // section length: not said
    option(&mut body, 4, b"tlsbook"); // shb_userappl
    option(&mut body, 0, &[]);
    block(out, SECTION_HEADER, &body)?;

    let size = secrets.len().max(room);
    if size > 0 {
        body.clear();
        body.extend(TLS_KEY_LOG.to_le_bytes());
        body.extend(length(size)?.to_le_bytes());
        body.extend(secrets.as_bytes());
        body.resize(8 + size, b'\n');
        block(out, DECRYPTION_SECRETS, &body)?;
    }

    body.clear();
    body.extend(LINK_TYPE.to_le_bytes());
    body.extend([0; 2]);
    body.extend([0; 4]); // snapshot length: no limit
    option(&mut body, 2, b"lo0"); // if_name
    option(&mut body, 9, &[9]); // if_tsresol: times are in nanoseconds
    option(&mut body, 0, &[]);
    block(out, INTERFACE_DESCRIPTION, &body)
}

/// Writes a block: type, length, body padded to 4 bytes, length.
fn block(out: &mut impl Write, kind: u32, body: &[u8]) -> io::Result<()> {
    block_of(out, kind, body, &[], &[])
}

/// The same, of a body in three parts; the third begins at a multiple of 4 bytes. The second, a packet's
/// payload, is not copied for it.
fn block_of(out: &mut impl Write, kind: u32, start: &[u8], middle: &[u8], end: &[u8]) -> io::Result<()> {
    let packet = start.len() + middle.len();
    let padding = packet.next_multiple_of(4) - packet;
    let total = length(12 + packet + padding + end.len())?.to_le_bytes();
    out.write_all(&kind.to_le_bytes())?;
    out.write_all(&total)?;
    out.write_all(start)?;
    out.write_all(middle)?;
    out.write_all([0; 3].get(..padding).unwrap_or_default())?;
    out.write_all(end)?;
    out.write_all(&total)
}

/// Adds an option to the body of a block: code, length, value padded to 4 bytes.
fn option(body: &mut Vec<u8>, code: u16, value: &[u8]) {
    body.extend(code.to_le_bytes());
    body.extend(u16::try_from(value.len()).unwrap_or(u16::MAX).to_le_bytes());
    body.extend(value.iter().take(usize::from(u16::MAX)));
    body.resize(body.len().next_multiple_of(4), 0);
}

/// A length that a block can say.
fn length(length: usize) -> io::Result<u32> {
    let too_long = |_| io::Error::new(io::ErrorKind::InvalidInput, "too long for a block of a pcapng file");
    u32::try_from(length).map_err(too_long)
}

/// One end of a connection.
#[derive(Debug)]
struct End {
    address: SocketAddr,
    /// The sequence number of its next byte.
    next: u32,
    /// How much of what it sent the other end has acknowledged.
    acknowledged: u32,
    /// Bytes of a record that is not complete yet.
    pending: Vec<u8>,
}

/// A TCP connection, drawn around what was sent on it.
#[derive(Debug)]
pub struct Connection {
    client: End,
    server: End,
    opened: Duration,
    comment: String,
}

impl Connection {
    /// A connection between these addresses. Times are since 1970.
    ///
    /// Wireshark assigns some ports to other protocols and does not look for TLS there. Such a port is
    /// replaced by another one, and a comment on the first packet says so.
    pub fn new(client: SocketAddr, server: SocketAddr, opened: Duration) -> Self {
        let mut comment = String::new();
        let mut end = |name: &str, mut address: SocketAddr, instead: u16| {
            if taken(address.port()) {
                let port = address.port();
                let _ = write!(
                    comment,
                    "The {name}'s port was {port}, which Wireshark takes for another protocol's; \
                     {instead} stands here. "
                );
                address.set_port(instead);
            }
            // Sequence numbers start with the clock, as in RFC 9293 section 3.4.1, so that two connections
            // differ.
            let clock = opened.as_micros() / 4 % (1 << 32);
            End { address, next: u32::try_from(clock).unwrap_or(0), acknowledged: 0, pending: Vec::new() }
        };
        let client = end("client", client, 50_000);
        let server = end("server", server, 443);
        Self { client, server, opened, comment }
    }

    /// Writes the three packets that open a connection.
    pub fn open(&mut self, out: &mut impl Write) -> io::Result<()> {
        let at = self.opened;
        let comment = std::mem::take(&mut self.comment);
        self.packet(out, Direction::FromClient, at, Flags::Syn, &[], comment.trim_end())?;
        self.packet(out, Direction::FromServer, at, Flags::SynAck, &[], "")?;
        self.packet(out, Direction::FromClient, at, Flags::Ack, &[], "")
    }

    /// Takes bytes that one end has sent, and writes a segment for each record that they complete.
    pub fn feed(
        &mut self,
        out: &mut impl Write,
        from: Direction,
        at: Duration,
        bytes: &[u8],
    ) -> io::Result<()> {
        let mut pending = std::mem::take(&mut self.ends(from).0.pending);
        pending.extend_from_slice(bytes);
        let mut rest = pending.as_slice();
        while let Some(length) = whole_record(rest) {
            let (record, after) = rest.split_at(length);
            self.segments(out, from, at, record)?;
            rest = after;
        }
        pending.drain(..pending.len() - rest.len());
        self.ends(from).0.pending = pending;
        Ok(())
    }

    /// Writes a segment of just these bytes, wherever records begin and end in them.
    pub fn segment(
        &mut self,
        out: &mut impl Write,
        from: Direction,
        at: Duration,
        bytes: &[u8],
    ) -> io::Result<()> {
        self.segments(out, from, at, bytes)
    }

    /// Writes what is left of records that never became complete, and the end of the connection: both ends
    /// close it, or, if `reset`, the one that `last` names breaks it off.
    pub fn close(
        &mut self,
        out: &mut impl Write,
        last: Direction,
        at: Duration,
        reset: bool,
    ) -> io::Result<()> {
        for from in [Direction::FromClient, Direction::FromServer] {
            let incomplete = std::mem::take(&mut self.ends(from).0.pending);
            self.segments(out, from, at, &incomplete)?;
        }
        if reset {
            return self.packet(out, last, at, Flags::RstAck, &[], "");
        }
        self.packet(out, last, at, Flags::FinAck, &[], "")?;
        self.packet(out, last.opposite(), at, Flags::FinAck, &[], "")?;
        self.packet(out, last, at, Flags::Ack, &[], "")
    }

    /// The end that sends in this direction, and the other one.
    fn ends(&mut self, from: Direction) -> (&mut End, &mut End) {
        match from {
            Direction::FromClient => (&mut self.client, &mut self.server),
            Direction::FromServer => (&mut self.server, &mut self.client),
        }
    }

    fn segments(
        &mut self,
        out: &mut impl Write,
        from: Direction,
        at: Duration,
        bytes: &[u8],
    ) -> io::Result<()> {
        for segment in bytes.chunks(MAX_SEGMENT) {
            self.packet(out, from, at, Flags::PshAck, segment, "")?;
            let (sender, _) = self.ends(from);
            if sender.next.wrapping_sub(sender.acknowledged) >= ACKNOWLEDGE {
                self.packet(out, from.opposite(), at, Flags::Ack, &[], "")?;
            }
        }
        Ok(())
    }

    /// Writes one packet.
    fn packet(
        &mut self,
        out: &mut impl Write,
        from: Direction,
        at: Duration,
        flags: Flags,
        payload: &[u8],
        comment: &str,
    ) -> io::Result<()> {
        const ENHANCED_PACKET: u32 = 6;
        // The clock of the timestamps option: milliseconds, for both ends the same.
        let clock = at.saturating_sub(self.opened).as_millis() % (1 << 32);
        let clock = u32::try_from(clock).unwrap_or(0);
        let (sender, receiver) = self.ends(from);
        let mut tcp = TcpHeader::new(sender.address.port(), receiver.address.port(), sender.next, u16::MAX);
        flags.apply(&mut tcp, receiver.next, clock).map_err(io::Error::other)?;
        if tcp.ack {
            receiver.acknowledged = receiver.next;
        }
        // SYN and FIN count as a byte each.
        let counted = payload.len() + usize::from(tcp.syn) + usize::from(tcp.fin);
        sender.next = sender.next.wrapping_add(length(counted)?);

        let mut body = Vec::with_capacity(128);
        body.extend([0; 4]); // interface 0
        let time = u64::try_from(at.as_nanos()).unwrap_or(u64::MAX);
        body.extend(u32::try_from(time >> 32).unwrap_or(u32::MAX).to_le_bytes());
        body.extend(u32::try_from(time & 0xffff_ffff).unwrap_or(0).to_le_bytes());
        let headers = headers(sender.address, receiver.address, tcp, payload).map_err(io::Error::other)?;
        let whole = length(headers.len() + payload.len())?.to_le_bytes();
        body.extend(whole); // captured
        body.extend(whole); // sent
        body.extend(headers);
        let mut options = Vec::new();
        if !comment.is_empty() {
            option(&mut options, 1, comment.as_bytes()); // opt_comment
            option(&mut options, 0, &[]);
        }
        block_of(out, ENHANCED_PACKET, &body, payload, &options)
    }
}

/// The kinds of TCP segments that are drawn.
#[derive(Clone, Copy, Debug)]
enum Flags {
    Syn,
    SynAck,
    Ack,
    PshAck,
    FinAck,
    RstAck,
}

impl Flags {
    /// Sets the flags, what is acknowledged, and the options.
    fn apply(
        self,
        tcp: &mut TcpHeader,
        acknowledge: u32,
        clock: u32,
    ) -> Result<(), etherparse::TcpOptionWriteError> {
        use TcpOptionElement::{
            MaximumSegmentSize, Noop, SelectiveAcknowledgementPermitted, Timestamp, WindowScale,
        };
        tcp.syn = matches!(self, Self::Syn | Self::SynAck);
        tcp.psh = matches!(self, Self::PshAck);
        tcp.fin = matches!(self, Self::FinAck);
        tcp.rst = matches!(self, Self::RstAck);
        tcp.ack = !matches!(self, Self::Syn);
        tcp.acknowledgment_number = if tcp.ack { acknowledge } else { 0 };
        let stamp = Timestamp(clock, if tcp.ack { clock } else { 0 });
        if tcp.syn {
            let segment = u16::try_from(MAX_SEGMENT).unwrap_or(u16::MAX);
            tcp.set_options(&[
                MaximumSegmentSize(segment),
                SelectiveAcknowledgementPermitted,
                stamp,
                Noop,
                WindowScale(8),
            ])
        } else {
            tcp.set_options(&[Noop, Noop, stamp])
        }
    }
}

/// The bytes before the payload: link, IP and TCP headers, with their checksums.
fn headers(
    source: SocketAddr,
    destination: SocketAddr,
    mut tcp: TcpHeader,
    payload: &[u8],
) -> Result<Vec<u8>, etherparse::err::ValueTooBigError<usize>> {
    let mut bytes = Vec::with_capacity(4 + Ipv6Header::LEN + TcpHeader::MAX_LEN);
    let size = tcp.header_len() + payload.len();
    match (source, destination) {
        (SocketAddr::V4(source), SocketAddr::V4(destination)) => {
            let mut ip = Ipv4Header {
                time_to_live: 64,
                protocol: IpNumber::TCP,
                source: source.ip().octets(),
                destination: destination.ip().octets(),
                ..Ipv4Header::default()
            };
            ip.set_payload_len(size)?;
            ip.header_checksum = ip.calc_header_checksum();
            tcp.checksum = tcp.calc_checksum_ipv4(&ip, payload)?;
            bytes.extend(IPV4.to_le_bytes());
            bytes.extend(ip.to_bytes());
        }
        (source, destination) => {
            let octets = |address: SocketAddr| match address {
                SocketAddr::V4(address) => address.ip().to_ipv6_mapped().octets(),
                SocketAddr::V6(address) => address.ip().octets(),
            };
            let mut ip = Ipv6Header {
                next_header: IpNumber::TCP,
                hop_limit: 64,
                source: octets(source),
                destination: octets(destination),
                ..Ipv6Header::default()
            };
            ip.set_payload_length(size)?;
            tcp.checksum = tcp.calc_checksum_ipv6(&ip, payload)?;
            bytes.extend(IPV6.to_le_bytes());
            bytes.extend(ip.to_bytes());
        }
    }
    bytes.extend(tcp.to_bytes());
    Ok(bytes)
}

/// The length of what the next segment carries: a record when it is complete; all there is, when it is not
/// TLS; `None`: wait.
fn whole_record(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [CHANGE_CIPHER_SPEC..=ACK, 3, _, _, _, ..] => {
            record_length(bytes).filter(|length| bytes.len() >= *length)
        }
        [] | [CHANGE_CIPHER_SPEC..=ACK] => None,
        [CHANGE_CIPHER_SPEC..=ACK, 3, rest @ ..] if rest.len() < HEADER - 2 => None,
        _ => Some(bytes.len()),
    }
}

/// Whether Wireshark assigns a port to another protocol and does not look for TLS there.
fn taken(port: u16) -> bool {
    (6000..=6063).contains(&port) || TAKEN.binary_search(&port).is_ok()
}

/// Those ports, except X11's: measured with a TLS session on each of the 65535 ports, Wireshark 4.0.
const TAKEN: &[u16] = &[
    7, 13, 19, 20, 21, 22, 23, 25, 37, 42, 43, 49, 53, 70, 79, 80, 88, 102, 110, 111, 119, 123, 139, 161,
    162, 179, 210, 323, 389, 427, 445, 464, 500, 512, 513, 514, 515, 524, 547, 548, 554, 564, 587, 631, 639,
    647, 705, 854, 862, 873, 925, 988, 1080, 1090, 1099, 1102, 1153, 1194, 1213, 1344, 1433, 1533, 1547,
    1723, 1861, 1863, 1883, 1900, 1935, 2099, 2123, 2126, 2152, 2234, 2240, 2269, 2321, 2322, 2345, 2401,
    2404, 2433, 2502, 2571, 2575, 2600, 2710, 2812, 2869, 2944, 2945, 3002, 3003, 3006, 3014, 3016, 3017,
    3018, 3019, 3128, 3132, 3245, 3246, 3247, 3248, 3268, 3288, 3306, 3357, 3369, 3386, 3452, 3478, 3632,
    3671, 3689, 3724, 3804, 3860, 3863, 3868, 3918, 4002, 4155, 4189, 4222, 4223, 4249, 4250, 4342, 4420,
    4551, 4555, 4556, 4712, 4730, 4739, 4788, 4840, 4880, 5000, 5010, 5060, 5084, 5094, 5222, 5253, 5353,
    5432, 5445, 5500, 5501, 5534, 5672, 5683, 5701, 5900, 5901, 5985, 5997, 6068, 6084, 6121, 6160, 6346,
    6379, 6417, 6653, 6667, 6668, 6881, 6882, 6883, 6884, 6885, 6886, 6887, 6888, 6889, 7000, 7075, 7171,
    7172, 7236, 7275, 7276, 7871, 7911, 8009, 8023, 8074, 8080, 8085, 8088, 8554, 8567, 9009, 9092, 9300,
    9418, 9956, 10288, 11211, 11371, 13400, 14001, 15740, 17500, 17755, 17756, 19006, 19042, 19043, 19506,
    19543, 21064, 24800, 29418, 34980, 44321, 44322, 44818, 48049, 48898, 57000,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_carries_a_record_or_what_is_none() {
        assert_eq!(whole_record(&[22, 3, 1, 0, 2, 1]), None);
        assert_eq!(whole_record(&[22, 3, 1, 0, 2, 1, 2, 23]), Some(7));
        assert_eq!(whole_record(&[22, 3, 1]), None);
        assert_eq!(whole_record(b"GET / HTTP/1.0"), Some(14));
        assert_eq!(whole_record(&[]), None);
    }

    #[test]
    fn what_secrets_leave_of_their_room_are_empty_lines() {
        let head = |secrets: &str, room| {
            let mut out = Vec::new();
            write_head(&mut out, secrets, room).unwrap();
            out
        };
        let (empty, full) = (head("", 64), head("PSK 1 2\n", 64));
        assert_eq!(empty.len(), full.len());
        assert_eq!(empty.len(), head("", 0).len() + 20 + 64);
        let text: String = String::from_utf8_lossy(&full).into_owned();
        assert!(text.contains(&format!("PSK 1 2\n{}", "\n".repeat(56))));
        assert_eq!(head("PSK 1 2\n", 4), head("PSK 1 2\n", 0));
    }

    #[test]
    fn ports_that_wireshark_takes_are_in_order() {
        assert!(TAKEN.is_sorted());
        assert!(taken(8080) && taken(6001) && taken(44818));
        assert!(!taken(443) && !taken(11111) && !taken(50_000));
    }
}
