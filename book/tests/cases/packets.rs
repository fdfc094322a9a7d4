//! Captures made of others: of their packets some are left out, stand elsewhere, or are wrapped in other headers.

use std::fs;
use std::path::{Path, PathBuf};

use harness::root;

/// The lengths of the headers that all packets of the fixtures have.
const ETHERNET: usize = 14;
const IP: usize = 20;
const TCP: usize = 20;
const PAYLOAD: usize = ETHERNET + IP + TCP;

/// Who sends, by the address: 192.0.2.2 is the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum From {
    Client,
    Server,
}

/// A packet: microseconds, what was captured, and how long it was.
#[derive(Clone, Debug)]
pub(crate) struct Packet {
    pub(crate) micros: u32,
    pub(crate) data: Vec<u8>,
    pub(crate) length: u32,
}

impl Packet {
    pub(crate) fn from(&self) -> From {
        if self.data[ETHERNET + 12..ETHERNET + 16] == [192, 0, 2, 2] { From::Server } else { From::Client }
    }

    pub(crate) fn payload(&self) -> &[u8] {
        &self.data[PAYLOAD..]
    }

    fn has_port(&self, port: u16) -> bool {
        let port = port.to_be_bytes();
        self.data[ETHERNET + IP..ETHERNET + IP + 2] == port
            || self.data[ETHERNET + IP + 2..ETHERNET + IP + 4] == port
    }
}

/// A capture of packets of Ethernet, in the classic form.
#[derive(Clone, Debug)]
pub(crate) struct Capture {
    pub(crate) link: u32,
    pub(crate) packets: Vec<Packet>,
}

/// A fixture.
pub(crate) fn fixture(name: &str) -> PathBuf {
    root().join("book/tests/cases").join(name)
}

impl Capture {
    /// A fixture.
    pub(crate) fn of(name: &str) -> Self {
        Self::read(&fixture(name))
    }

    fn read(path: &Path) -> Self {
        let bytes = fs::read(path).unwrap();
        let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        assert_eq!(number(0), 0xa1b2_c3d4);
        let (mut at, mut packets) = (24, Vec::new());
        while at < bytes.len() {
            let captured = number(at + 8) as usize;
            let data = bytes[at + 16..at + 16 + captured].to_vec();
            packets.push(Packet { micros: number(at + 4), data, length: number(at + 12) });
            at += 16 + captured;
        }
        Self { link: number(20), packets }
    }

    /// A whole session of TLS 1.3, and one of TLS 1.2: client and server close both. `keys` has their secrets.
    pub(crate) fn tls13() -> Self {
        Self::of("tls13.pcap")
    }

    pub(crate) fn tls12() -> Self {
        Self::of("streamno.pcap").only(|packet| packet.has_port(50_001))
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for number in [0xa1b2_c3d4, 0x0004_0002, 0, 0, 262_144, self.link] {
            out.extend(u32::to_le_bytes(number));
        }
        for packet in &self.packets {
            for number in [1_700_000_000, packet.micros, packet.data.len() as u32, packet.length] {
                out.extend(number.to_le_bytes());
            }
            out.extend(&packet.data);
        }
        out
    }

    /// Leaves the other packets out.
    pub(crate) fn only(mut self, wanted: impl Fn(&Packet) -> bool) -> Self {
        self.packets.retain(wanted);
        self
    }

    /// The position of the packet that has these bytes in its payload.
    pub(crate) fn find(&self, bytes: &[u8]) -> usize {
        let has = |packet: &Packet| packet.payload().windows(bytes.len()).any(|window| window == bytes);
        self.packets.iter().position(has).unwrap()
    }

    /// Replaces bytes that stand once in all payloads.
    pub(crate) fn replace(mut self, bytes: &[u8], with: &[u8]) -> Self {
        assert_eq!(bytes.len(), with.len());
        let packet = self.find(bytes);
        let data = &mut self.packets[packet].data;
        let at = data.windows(bytes.len()).position(|window| window == bytes).unwrap();
        data[at..at + bytes.len()].copy_from_slice(with);
        self
    }

    /// Makes other frames of all.
    pub(crate) fn wrap(mut self, link: u32, wrap: impl Fn(&[u8]) -> Vec<u8>) -> Self {
        self.link = link;
        for packet in &mut self.packets {
            packet.data = wrap(&packet.data);
            packet.length = packet.data.len() as u32;
        }
        self
    }

    /// What both sides send, in the order of the packets.
    pub(crate) fn payloads(&self) -> Vec<(From, Vec<u8>)> {
        let all = self.packets.iter().map(|packet| (packet.from(), packet.payload().to_vec()));
        all.filter(|(_, payload)| !payload.is_empty()).collect()
    }
}

/// The packet of IP in a frame of Ethernet.
pub(crate) fn ip(frame: &[u8]) -> &[u8] {
    &frame[ETHERNET..]
}

/// A frame of Ethernet around something.
pub(crate) fn ethernet(kind: u16, content: &[u8]) -> Vec<u8> {
    [[2; 12].as_slice(), &kind.to_be_bytes(), content].concat()
}

/// A packet of IPv4 around something.
pub(crate) fn ipv4(protocol: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(IP + content.len()).unwrap().to_be_bytes();
    let header =
        [0x45, 0, length[0], length[1], 0, 0, 0, 0, 64, protocol, 0, 0, 198, 51, 100, 1, 198, 51, 100, 2];
    [header.as_slice(), content].concat()
}

/// A packet of UDP to a port.
pub(crate) fn udp(port: u16, content: &[u8]) -> Vec<u8> {
    let (port, length) = (port.to_be_bytes(), u16::try_from(8 + content.len()).unwrap().to_be_bytes());
    ipv4(17, &[&[0x9c, 0x40, port[0], port[1], length[0], length[1], 0, 0], content].concat())
}

/// A connection that is made packet by packet.
pub(crate) struct Talk {
    capture: Capture,
    /// The next sequence numbers of client and server.
    next: [u32; 2],
}

const FIN: u8 = 1;
const SYN: u8 = 2;
const RST: u8 = 4;
const PSH: u8 = 8;
const ACK: u8 = 16;

impl Talk {
    /// Opens it: three packets.
    pub(crate) fn open() -> Self {
        Self::open_at([1000, 9000])
    }

    /// The same, with these sequence numbers.
    pub(crate) fn open_at(next: [u32; 2]) -> Self {
        let mut talk = Self { capture: Capture { link: 1, packets: Vec::new() }, next };
        talk.packet(From::Client, SYN, talk.next, &[]);
        talk.next[0] += 1;
        talk.packet(From::Server, SYN | ACK, talk.next, &[]);
        talk.next[1] += 1;
        talk.packet(From::Client, ACK, talk.next, &[]);
        talk
    }

    /// One of which the capture does not have the beginning.
    pub(crate) fn join() -> Self {
        Self { capture: Capture { link: 1, packets: Vec::new() }, next: [1000, 9000] }
    }

    /// What has been captured.
    pub(crate) fn capture(&mut self) -> Capture {
        self.capture.clone()
    }

    /// Sends bytes.
    pub(crate) fn say(&mut self, from: From, bytes: &[u8]) -> &mut Self {
        self.packet(from, PSH | ACK, self.next, bytes);
        self.lose(from, bytes.len())
    }

    /// Sends all of that.
    pub(crate) fn say_all(&mut self, payloads: &[(From, Vec<u8>)]) -> &mut Self {
        for (from, bytes) in payloads {
            self.say(*from, bytes);
        }
        self
    }

    /// Sends so many bytes, which are not captured.
    pub(crate) fn lose(&mut self, from: From, count: usize) -> &mut Self {
        self.next[from as usize] += u32::try_from(count).unwrap();
        self
    }

    /// Both ends close.
    pub(crate) fn close(&mut self) -> &mut Self {
        for from in [From::Client, From::Server] {
            self.packet(from, FIN | ACK, self.next, &[]);
            self.next[from as usize] += 1;
        }
        self
    }

    pub(crate) fn reset(&mut self, from: From) -> &mut Self {
        self.packet(from, RST | ACK, self.next, &[]);
        self
    }

    /// An acknowledgement with numbers of another connection: its own, and the peer's.
    pub(crate) fn stray(&mut self, from: From, syn: bool, own: u32, peer: u32) -> &mut Self {
        let next = if from == From::Client { [own, peer] } else { [peer, own] };
        self.packet(from, if syn { SYN | ACK } else { ACK }, next, &[]);
        self
    }

    fn packet(&mut self, from: From, flags: u8, next: [u32; 2], payload: &[u8]) {
        let (client, server) = ([192, 0, 2, 1], [192, 0, 2, 2]);
        let (ports, addresses, next) = match from {
            From::Client => ([50_000_u16, 443], [client, server], next),
            From::Server => ([443, 50_000], [server, client], [next[1], next[0]]),
        };
        let [sequence, acknowledged] = next.map(u32::to_be_bytes);
        let acknowledged = if flags & ACK == 0 { [0; 4] } else { acknowledged };
        let tcp = [
            ports.map(u16::to_be_bytes).as_flattened(),
            &sequence,
            &acknowledged,
            &[0x50, flags, 0xff, 0xff, 0, 0, 0, 0],
            payload,
        ]
        .concat();
        let mut packet = ipv4(6, &tcp);
        packet[12..20].copy_from_slice(addresses.as_flattened());
        let data = ethernet(0x800, &packet);
        let micros = 1000 * u32::try_from(self.capture.packets.len()).unwrap();
        self.capture.packets.push(Packet { micros, length: data.len() as u32, data });
    }
}
