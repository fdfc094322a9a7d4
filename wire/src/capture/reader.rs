//! Reads captures, packet by packet: pcapng and the classic pcap, of either byte order.
//!
//! Why not one of the crates that read captures: `pcap-parser` 0.17 wants a whole block in its buffer, so that a block that claims
//! 4 GB must be believed or refused unseen, reads the time offset of a big-endian file in the wrong order and refuses times in powers of
//! two; `pcap-file` 2 and 3 know no decryption secrets. None says where in a file it went wrong.

use std::borrow::Cow;
use std::io::{self, Read};
use std::time::Duration;

/// A packet longer than this is not believed (Wireshark has the same limit, `WTAP_MAX_PACKET_SIZE_STANDARD`).
const MAX_PACKET: u32 = 262_144;

/// The secrets of so many sessions that no memory would hold their packets.
const MAX_SECRETS: u32 = 1 << 30;

/// Interfaces of one section.
const MAX_INTERFACES: usize = 65_536;

/// Why a capture cannot be read, or not further. Positions are in bytes from the start of the file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read.
    #[error("{0}")]
    Read(#[from] io::Error),
    /// It is something else.
    #[error("not a capture: {0}")]
    NotACapture(Cow<'static, str>),
    /// It ends in the middle of something.
    #[error("the capture is cut off: it ends at byte {end}, within {what} that starts at byte {start}")]
    Truncated {
        /// Where it ends.
        end: u64,
        /// Where what is incomplete starts.
        start: u64,
        /// What that is.
        what: &'static str,
    },
    /// It says something that cannot be.
    #[error("the capture is damaged at byte {at}: {why}")]
    Damaged {
        /// Where.
        at: u64,
        /// What is wrong.
        why: Cow<'static, str>,
    },
}

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
    /// Its bytes; fewer than were sent, if the capture was limited to so many of each packet.
    pub data: &'a [u8],
}

/// Reads a capture.
#[derive(Debug)]
pub struct Reader<R> {
    input: R,
    /// How many bytes have been read.
    position: u64,
    format: Format,
    /// The body of the current block.
    body: Vec<u8>,
}

#[derive(Debug)]
enum Format {
    Classic { order: Order, nanoseconds: bool, link_type: u16, extra: usize },
    Next { order: Order, interfaces: Vec<Interface> },
}

/// What a section says about an interface.
#[derive(Clone, Copy, Debug)]
struct Interface {
    link_type: u16,
    /// The unit of its times, `if_tsresol`: 10 to the power of -6, if it says nothing else.
    resolution: u8,
    /// Seconds to add to its times, `if_tsoffset`.
    offset: i64,
}

/// Byte order.
#[derive(Clone, Copy, Debug)]
enum Order {
    Little,
    Big,
}

impl Order {
    fn u16(self, bytes: [u8; 2]) -> u16 {
        match self {
            Self::Little => u16::from_le_bytes(bytes),
            Self::Big => u16::from_be_bytes(bytes),
        }
    }

    fn u32(self, bytes: [u8; 4]) -> u32 {
        match self {
            Self::Little => u32::from_le_bytes(bytes),
            Self::Big => u32::from_be_bytes(bytes),
        }
    }

    fn i64(self, bytes: [u8; 8]) -> i64 {
        match self {
            Self::Little => i64::from_le_bytes(bytes),
            Self::Big => i64::from_be_bytes(bytes),
        }
    }
}

/// Types of blocks (draft-ietf-opsawg-pcapng section 10.1).
mod block {
    pub(super) const SECTION_HEADER: [u8; 4] = [0x0a, 0x0d, 0x0d, 0x0a];
    pub(super) const INTERFACE_DESCRIPTION: u32 = 1;
    /// Obsolete, but old captures have it.
    pub(super) const PACKET: u32 = 2;
    pub(super) const SIMPLE_PACKET: u32 = 3;
    pub(super) const ENHANCED_PACKET: u32 = 6;
    pub(super) const DECRYPTION_SECRETS: u32 = 10;
}

/// `TLSK`: the type of secrets that is a key log.
const TLS_KEY_LOG: u32 = 0x544c_534b;

impl<R: Read> Reader<R> {
    /// Reads the first header of a capture. `input` is read in small pieces: give it a buffer.
    pub fn new(mut input: R) -> Result<Self, Error> {
        let mut magic = [0; 4];
        let there = fill(&mut input, &mut magic)?;
        if there < magic.len() {
            let why = if there == 0 { "the file is empty" } else { "the file is too short" };
            return Err(Error::NotACapture(why.into()));
        }
        let mut reader = Self {
            input,
            position: 4,
            format: Format::Next { order: Order::Little, interfaces: Vec::new() },
            body: Vec::new(),
        };
        let (order, nanoseconds, extra) = match magic {
            block::SECTION_HEADER => {
                reader.section(0)?;
                return Ok(reader);
            }
            [0xd4, 0xc3, 0xb2, 0xa1] => (Order::Little, false, 0),
            [0xa1, 0xb2, 0xc3, 0xd4] => (Order::Big, false, 0),
            [0x4d, 0x3c, 0xb2, 0xa1] => (Order::Little, true, 0),
            [0xa1, 0xb2, 0x3c, 0x4d] => (Order::Big, true, 0),
            // A patched libpcap of old: 8 bytes more before each packet.
            [0x34, 0xcd, 0xb2, 0xa1] => (Order::Little, false, 8),
            [0xa1, 0xb2, 0xcd, 0x34] => (Order::Big, false, 8),
            other => return Err(Error::NotACapture(guess(other).into())),
        };
        // version 2 + 2, time zone 4, accuracy 4, snapshot length 4, link type 4 (the upper half is for other things)
        let header: [u8; 20] = reader.array(0, "the header")?;
        let [.., a, b, c, d] = header;
        let link_type = u16::try_from(order.u32([a, b, c, d]) & 0xffff).unwrap_or(0);
        reader.format = Format::Classic { order, nanoseconds, link_type, extra };
        Ok(reader)
    }

    /// The next packet, or secrets; `None` at the end of the capture.
    pub fn next_item(&mut self) -> Result<Option<Item<'_>>, Error> {
        match self.format {
            Format::Classic { order, nanoseconds, link_type, extra } => {
                self.classic_packet(order, nanoseconds, link_type, extra)
            }
            Format::Next { .. } => self.next_block(),
        }
    }

    fn classic_packet(
        &mut self,
        order: Order,
        nanoseconds: bool,
        link_type: u16,
        extra: usize,
    ) -> Result<Option<Item<'_>>, Error> {
        let start = self.position;
        let Some(first) = self.first()? else { return Ok(None) };
        let rest: [u8; 12] = self.array(start, "a packet")?;
        let [f0, f1, f2, f3, l0, l1, l2, l3, _, _, _, _] = rest;
        let seconds = order.u32(first);
        let fraction = order.u32([f0, f1, f2, f3]);
        let length = order.u32([l0, l1, l2, l3]);
        let nanoseconds = if nanoseconds { fraction } else { fraction.saturating_mul(1000) };
        if length > MAX_PACKET {
            return Err(damaged(start, format!("a packet of {length} bytes")));
        }
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        self.read_body(length + extra, start, "a packet")?;
        let time = Duration::from_secs(seconds.into()) + Duration::from_nanos(nanoseconds.into());
        let data = self.body.get(extra..).unwrap_or_default();
        Ok(Some(Item::Packet(Packet { time, link_type, data })))
    }

    /// Reads blocks up to one that matters.
    fn next_block(&mut self) -> Result<Option<Item<'_>>, Error> {
        loop {
            let start = self.position;
            let Some(kind) = self.first()? else { return Ok(None) };
            if kind == block::SECTION_HEADER {
                self.section(start)?;
                continue;
            }
            let Format::Next { order, .. } = self.format else { return Ok(None) };
            let kind = order.u32(kind);
            let total = order.u32(self.array(start, "a block")?);
            let length = body_length(start, total)?;
            let limit = match kind {
                block::PACKET | block::SIMPLE_PACKET | block::ENHANCED_PACKET => MAX_PACKET + 65_536,
                block::DECRYPTION_SECRETS => MAX_SECRETS,
                block::INTERFACE_DESCRIPTION => 1 << 20,
                _ => {
                    self.skip(length.into(), start)?;
                    self.end_of_block(order, total, start)?;
                    continue;
                }
            };
            if length > limit {
                return Err(damaged(start, format!("a block of {total} bytes")));
            }
            self.read_body(usize::try_from(length).unwrap_or(usize::MAX), start, "a block")?;
            self.end_of_block(order, total, start)?;
            match kind {
                block::INTERFACE_DESCRIPTION => self.interface(order, start)?,
                block::DECRYPTION_SECRETS => {
                    if let Some(range) = self.secrets(order, start)? {
                        return Ok(Some(Item::Secrets(self.body.get(range).unwrap_or_default())));
                    }
                }
                _ => {
                    let (time, link_type, range) = self.packet(kind, order, start)?;
                    let data = self.body.get(range).unwrap_or_default();
                    return Ok(Some(Item::Packet(Packet { time, link_type, data })));
                }
            }
        }
    }

    /// A section header, after its type: the byte order of what follows, and interfaces are numbered anew.
    fn section(&mut self, start: u64) -> Result<(), Error> {
        let total: [u8; 4] = self.array(start, "a section header")?;
        let magic: [u8; 4] = self.array(start, "a section header")?;
        let order = match magic {
            [0x4d, 0x3c, 0x2b, 0x1a] => Order::Little,
            [0x1a, 0x2b, 0x3c, 0x4d] => Order::Big,
            _ => return Err(damaged(start, "a section header without its byte-order magic")),
        };
        let total = order.u32(total);
        let length = body_length(start, total)?;
        let version: [u8; 4] = self.array(start, "a section header")?;
        let [a, b, _, _] = version;
        if order.u16([a, b]) != 1 {
            return Err(Error::NotACapture("a pcapng file of an unknown version".into()));
        }
        let Some(rest) = length.checked_sub(8) else {
            return Err(damaged(start, "a section header that is too short"));
        };
        self.skip(rest.into(), start)?;
        self.end_of_block(order, total, start)?;
        self.format = Format::Next { order, interfaces: Vec::new() };
        Ok(())
    }

    /// An interface description: the link type and the unit of time of the packets that name it.
    fn interface(&mut self, order: Order, start: u64) -> Result<(), Error> {
        let Some((&[l0, l1, _, _, _, _, _, _], mut options)) = self.body.split_first_chunk() else {
            return Err(damaged(start, "an interface description that is too short"));
        };
        let mut interface = Interface { link_type: order.u16([l0, l1]), resolution: 6, offset: 0 };
        while let Some((&[c0, c1, l0, l1], rest)) = options.split_first_chunk() {
            let length = usize::from(order.u16([l0, l1]));
            match (order.u16([c0, c1]), rest.get(..length)) {
                (0, _) | (_, None) => break,
                (9, Some(&[resolution])) => interface.resolution = resolution,
                (14, Some(offset)) => {
                    interface.offset = offset.try_into().map_or(0, |offset| order.i64(offset));
                }
                _ => {}
            }
            options = rest.get(length.next_multiple_of(4)..).unwrap_or_default();
        }
        match &mut self.format {
            Format::Next { interfaces, .. } if interfaces.len() < MAX_INTERFACES => {
                interfaces.push(interface);
            }
            _ => return Err(damaged(start, "too many interfaces")),
        }
        Ok(())
    }

    /// Where the key log is in a block of secrets; `None` if they are another protocol's.
    fn secrets(&self, order: Order, start: u64) -> Result<Option<std::ops::Range<usize>>, Error> {
        let Some((&[t0, t1, t2, t3, l0, l1, l2, l3], rest)) = self.body.split_first_chunk() else {
            return Err(damaged(start, "a block of secrets that is too short"));
        };
        let length = usize::try_from(order.u32([l0, l1, l2, l3])).unwrap_or(usize::MAX);
        if length > rest.len() {
            return Err(damaged(start, "secrets that are longer than their block"));
        }
        Ok((order.u32([t0, t1, t2, t3]) == TLS_KEY_LOG).then_some(8..8 + length))
    }

    /// Time and link type of a packet, and where its bytes are in the body.
    fn packet(
        &self,
        kind: u32,
        order: Order,
        start: u64,
    ) -> Result<(Duration, u16, std::ops::Range<usize>), Error> {
        let Format::Next { interfaces, .. } = &self.format else {
            return Err(damaged(start, "a block in a classic capture"));
        };
        let word = |index: usize| {
            let bytes = self.body.get(4 * index..).and_then(|bytes| bytes.first_chunk());
            bytes.map_or(0, |bytes| order.u32(*bytes))
        };
        let (interface, header) = match kind {
            block::SIMPLE_PACKET => (0, 4),
            // The interface had 2 bytes, the number of dropped packets the other 2.
            block::PACKET => match self.body.first_chunk() {
                Some(bytes) => (u32::from(order.u16(*bytes)), 20),
                None => (0, 20),
            },
            _ => (word(0), 20),
        };
        let index = usize::try_from(interface).unwrap_or(usize::MAX);
        let Some(interface) = interfaces.get(index) else {
            return Err(damaged(start, "a packet of an interface that is not described"));
        };
        let there = self.body.len().saturating_sub(header);
        let (time, length) = if kind == block::SIMPLE_PACKET {
            // No time, and no length but what was sent, which may not all have been captured.
            (Duration::ZERO, there.min(usize::try_from(word(0)).unwrap_or(usize::MAX)))
        } else {
            let ticks = (u64::from(word(1)) << 32) | u64::from(word(2));
            (interface.time(ticks), usize::try_from(word(3)).unwrap_or(usize::MAX))
        };
        if self.body.len() < header || length > there {
            return Err(damaged(start, "a packet that is longer than its block"));
        }
        Ok((time, interface.link_type, header..header + length))
    }

    /// The length of a block stands at its end once more.
    fn end_of_block(&mut self, order: Order, total: u32, start: u64) -> Result<(), Error> {
        if order.u32(self.array(start, "a block")?) == total {
            Ok(())
        } else {
            Err(damaged(start, "a block whose lengths differ"))
        }
    }

    /// The first 4 bytes of what comes next; `None` if nothing comes.
    fn first(&mut self) -> Result<Option<[u8; 4]>, Error> {
        let mut bytes = [0; 4];
        let start = self.position;
        match fill(&mut self.input, &mut bytes)? {
            0 => Ok(None),
            4 => {
                self.position += 4;
                Ok(Some(bytes))
            }
            there => {
                let end = start + to_u64(there);
                Err(Error::Truncated { end, start, what: "a block or packet" })
            }
        }
    }

    fn array<const N: usize>(&mut self, start: u64, what: &'static str) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        let there = fill(&mut self.input, &mut bytes)?;
        self.position += to_u64(there);
        if there < N {
            return Err(Error::Truncated { end: self.position, start, what });
        }
        Ok(bytes)
    }

    /// Reads into the body. Memory is taken as bytes come, not as a length claims.
    fn read_body(&mut self, length: usize, start: u64, what: &'static str) -> Result<(), Error> {
        self.body.clear();
        let there = self.input.by_ref().take(to_u64(length)).read_to_end(&mut self.body)?;
        self.position += to_u64(there);
        if there < length {
            return Err(Error::Truncated { end: self.position, start, what });
        }
        Ok(())
    }

    fn skip(&mut self, length: u64, start: u64) -> Result<(), Error> {
        let there = io::copy(&mut self.input.by_ref().take(length), &mut io::sink())?;
        self.position += there;
        if there < length {
            return Err(Error::Truncated { end: self.position, start, what: "a block" });
        }
        Ok(())
    }
}

impl Interface {
    /// The time that so many ticks of its clock are after 1970.
    fn time(self, ticks: u64) -> Duration {
        let exponent = u32::from(self.resolution & 0x7f);
        let per_second = if self.resolution & 0x80 == 0 {
            10_u128.checked_pow(exponent)
        } else {
            1_u128.checked_shl(exponent)
        };
        let per_second = per_second.unwrap_or(u128::MAX).max(1);
        let ticks = u128::from(ticks);
        let seconds = u64::try_from(ticks / per_second).unwrap_or(u64::MAX);
        // Below a second; a clock finer than 2^96 a second has nothing but zeros there.
        let nanoseconds = (ticks % per_second).saturating_mul(1_000_000_000) / per_second;
        let nanoseconds = u32::try_from(nanoseconds).unwrap_or(0);
        Duration::new(seconds.saturating_add_signed(self.offset), nanoseconds)
    }
}

/// The length of a block's body, from that of the whole block.
fn body_length(start: u64, total: u32) -> Result<u32, Error> {
    if total < 12 || total % 4 != 0 {
        return Err(damaged(start, format!("a block of {total} bytes")));
    }
    Ok(total - 12)
}

fn damaged(at: u64, why: impl Into<Cow<'static, str>>) -> Error {
    Error::Damaged { at, why: why.into() }
}

/// Reads until `buffer` is full or nothing more comes; returns how much came.
fn fill(input: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while let Some(space) = buffer.get_mut(filled..).filter(|space| !space.is_empty()) {
        match input.read(space) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(filled)
}

fn to_u64(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// What a file is instead of a capture, by its first bytes.
fn guess(magic: [u8; 4]) -> &'static str {
    match &magic {
        [0x1f, 0x8b, ..] => "it is compressed with gzip: decompress it first",
        [0x28, 0xb5, 0x2f, 0xfd] => "it is compressed with zstd: decompress it first",
        b"CLIE" | b"SERV" | b"EXPO" | b"EARL" | b"PSK " | b"ECDH" => {
            "it looks like a key log: give it to --keylog, and the capture as FILE"
        }
        b"----" => "it looks like a certificate or a key in PEM",
        _ => "it starts neither like a pcapng nor like a pcap file",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files of both byte orders are made by the same steps.
    struct File {
        big: bool,
        bytes: Vec<u8>,
    }

    impl File {
        fn u16(&mut self, value: u16) -> &mut Self {
            self.bytes.extend(if self.big { value.to_be_bytes() } else { value.to_le_bytes() });
            self
        }

        fn u32(&mut self, value: u32) -> &mut Self {
            self.bytes.extend(if self.big { value.to_be_bytes() } else { value.to_le_bytes() });
            self
        }

        fn block(&mut self, kind: u32, body: &[u8]) -> &mut Self {
            let padding = body.len().next_multiple_of(4) - body.len();
            let total = u32::try_from(12 + body.len() + padding).unwrap();
            self.u32(kind).u32(total);
            self.bytes.extend(body);
            self.bytes.extend(vec![0; padding]);
            self.u32(total)
        }

        fn part(&self) -> Self {
            Self { big: self.big, bytes: Vec::new() }
        }

        fn classic(big: bool, magic: u32, extra: usize) -> Vec<u8> {
            let mut file = Self { big, bytes: Vec::new() };
            file.u32(magic).u16(2).u16(4).u32(0).u32(0).u32(65535).u32(0xf000_0001);
            for (time, data) in [(7, &b"abc"[..]), (8, b""), (9, b"defgh")] {
                let length = u32::try_from(data.len()).unwrap();
                file.u32(time).u32(500).u32(length).u32(length);
                file.bytes.extend(vec![0xee; extra]);
                file.bytes.extend(data);
            }
            file.bytes
        }

        fn section(&mut self) -> &mut Self {
            let mut body = self.part();
            body.u32(0x1a2b_3c4d).u16(1).u16(0).u32(u32::MAX).u32(u32::MAX);
            self.block(0x0a0d_0d0a, &body.bytes)
        }

        fn next(big: bool) -> Vec<u8> {
            let mut file = Self { big, bytes: Vec::new() };
            file.section();
            let mut secrets = file.part();
            secrets.u32(TLS_KEY_LOG).u32(5).bytes.extend(b"A b c");
            file.block(10, &secrets.bytes);
            // Interface 0: microseconds. Interface 1: 2^-10 seconds, an hour later.
            let mut interface = file.part();
            interface.u16(0).u16(0).u32(0);
            file.block(1, &interface.bytes);
            let mut interface = file.part();
            interface.u16(101).u16(0).u32(0).u16(9).u16(1).bytes.extend([0x8a, 0, 0, 0]);
            interface.u16(14).u16(8);
            let hour: [u32; 2] = if big { [0, 3600] } else { [3600, 0] };
            interface.u32(hour[0]).u32(hour[1]).u32(0);
            file.block(1, &interface.bytes);
            let mut packet = file.part();
            packet.u32(0).u32(0).u32(7_000_500).u32(3).u32(9).bytes.extend(b"abc\0");
            file.block(6, &packet.bytes);
            file.block(0xbad, b"a custom block, or one of tomorrow");
            let mut packet = file.part();
            packet.u32(1).u32(0).u32(1024 + 512).u32(2).u32(2).bytes.extend(b"de");
            file.block(6, &packet.bytes);
            let mut packet = file.part();
            packet.u32(3).bytes.extend(b"fgh");
            file.block(3, &packet.bytes);
            let mut packet = file.part();
            packet.u16(1).u16(0).u32(0).u32(2048).u32(1).u32(1).bytes.extend(b"i");
            file.block(2, &packet.bytes);
            file.bytes
        }
    }

    /// What a capture holds, one string an item, and how it ends.
    fn read(bytes: &[u8]) -> (Vec<String>, Result<(), Error>) {
        let mut items = Vec::new();
        let mut reader = match Reader::new(bytes) {
            Ok(reader) => reader,
            Err(error) => return (items, Err(error)),
        };
        loop {
            match reader.next_item() {
                Ok(None) => return (items, Ok(())),
                Err(error) => return (items, Err(error)),
                Ok(Some(Item::Secrets(log))) => items.push(String::from_utf8_lossy(log).into_owned()),
                Ok(Some(Item::Packet(packet))) => {
                    let text = String::from_utf8_lossy(packet.data);
                    items.push(format!("{:?} {} {text}", packet.time, packet.link_type));
                }
            }
        }
    }

    #[test]
    fn classic_captures_of_every_kind() {
        let cases = [(0xa1b2_c3d4, 0, "500µs"), (0xa1b2_3c4d, 0, "500ns"), (0xa1b2_cd34, 8, "500µs")];
        for (magic, extra, fraction) in cases {
            for big in [false, true] {
                let (items, end) = read(&File::classic(big, magic, extra));
                assert!(end.is_ok(), "{magic:x} {end:?}");
                let fraction = if fraction == "500ns" { "0000005" } else { "0005" };
                assert_eq!(
                    items,
                    [
                        format!("7.{fraction}s 1 abc"),
                        format!("8.{fraction}s 1 "),
                        format!("9.{fraction}s 1 defgh")
                    ]
                );
            }
        }
    }

    #[test]
    fn pcapng_captures_of_both_byte_orders_and_a_second_section() {
        for big in [false, true] {
            let file = File::next(big);
            let expected = ["A b c", "7.0005s 0 abc", "3601.5s 101 de", "0ns 0 fgh", "3602s 101 i"];
            let (items, end) = read(&file);
            assert!(end.is_ok(), "{end:?}");
            assert_eq!(items, expected);
            // Another section may have another byte order, and numbers its interfaces anew.
            let both = [file, File::next(!big)].concat();
            assert_eq!(read(&both).0, [expected, expected].concat());
        }
    }

    #[test]
    fn a_capture_cut_off_anywhere_gives_what_it_has_and_says_so() {
        for file in
            [File::classic(false, 0xa1b2_c3d4, 0), File::classic(true, 0xa1b2_cd34, 8), File::next(false)]
        {
            let (whole, _) = read(&file);
            let mut ends_well = 0;
            for length in 0..file.len() {
                let (items, end) = read(&file[..length]);
                assert!(whole.starts_with(&items));
                match end {
                    Ok(()) => ends_well += 1, // between two blocks or packets
                    Err(Error::Truncated { end, start, .. }) => {
                        assert_eq!(end, length as u64);
                        assert!(start < end);
                    }
                    Err(Error::NotACapture(_)) => assert!(length < 4),
                    Err(other) => panic!("{length}: {other}"),
                }
            }
            assert!(ends_well < 12);
        }
    }

    #[test]
    fn what_is_no_capture_is_named() {
        for (bytes, word) in [
            (&b""[..], "empty"),
            (b"abc", "too short"),
            (b"hello", "neither"),
            (b"\x1f\x8b\x08\x00", "gzip"),
            (b"CLIENT_RANDOM 00", "--keylog"),
            (b"-----BEGIN CERTIFICATE-----", "PEM"),
        ] {
            let error = read(bytes).1.unwrap_err().to_string();
            assert!(error.contains("not a capture") && error.contains(word), "{error}");
        }
    }

    #[test]
    fn a_length_that_lies_takes_no_memory_and_no_time() {
        let mut file = File { big: false, bytes: Vec::new() };
        file.section().u32(10).u32(0x3fff_fffc).u32(TLS_KEY_LOG).u32(0x3fff_0000);
        assert!(matches!(read(&file.bytes).1, Err(Error::Truncated { .. })));
        let mut file = File { big: false, bytes: Vec::new() };
        file.section().u32(6).u32(0x7fff_fffc);
        assert!(matches!(read(&file.bytes).1, Err(Error::Damaged { at: 28, .. })));
        let mut file = File { big: false, bytes: Vec::new() };
        file.section().u32(6).u32(13);
        assert!(matches!(read(&file.bytes).1, Err(Error::Damaged { at: 28, .. })));
    }

    #[test]
    fn no_change_of_a_byte_makes_it_panic() {
        for file in [File::classic(false, 0xa1b2_c3d4, 0), File::next(true), File::next(false)] {
            for at in 0..file.len() {
                for value in [0, 1, 0x7f, 0xff] {
                    let mut changed = file.clone();
                    changed[at] = value;
                    let _ = read(&changed);
                }
            }
        }
    }
}
