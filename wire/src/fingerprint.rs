//! Fingerprints of hellos: what programs are told apart by whose traffic is encrypted.
//!
//! A client offers the same suites, extensions, groups and signature algorithms in every session, and another program
//! offers others. A fingerprint is a short name for what is offered. It is evidence, not proof: programs that use the
//! same library share it, and a program can imitate another one's hello.
//!
//! - JA3 hashes the numbers in the order in which they are sent. Clients that shuffle their extensions, as browsers now
//!   do, have a new one each time.
//! - JA4 sorts them, and begins with a part that can be read: `t13d1516h2` is TLS over TCP, version 1.3, a server name,
//!   15 suites, 16 extensions, and a first ALPN protocol that begins with h and ends with 2.
//! - JA3S is JA3 of the server: what it answers a client of one JA3 with.
//!
//! All of them leave out GREASE (RFC 8701), the values that clients send so that servers keep ignoring what they do not
//! know.

use std::fmt::{Display, Write};

use names::codes::{SSL30, TLS10, TLS11, TLS12, TLS13, extension_type, handshake_type};
use openssl::hash::{MessageDigest, hash};

use crate::fields::extension::{
    EC_POINT_FORMAT, EXTENSION_TYPE, PROTOCOL, SUPPORTED_GROUP, SUPPORTED_VERSION,
};
use crate::fields::handshake::{CIPHER_SUITE, VERSION};
use crate::fields::signature::SIGNATURE_ALGORITHM;
use crate::fields::{Field, Value, hex};
use crate::message::{Kind, Message};

/// A fingerprint of a hello.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// `JA3`, `JA4` or `JA3S`.
    pub name: &'static str,
    /// The fingerprint itself.
    pub value: String,
    /// What it is a hash of; of JA4 the same with lists in place of hashes.
    pub raw: String,
}

/// The fingerprints of a message with this tree. None, if it is no hello, or not a whole one.
pub fn fingerprints(message: &Message, tree: &Field) -> Vec<Fingerprint> {
    let of_hello: &[fn(&Hello<'_>) -> Option<Fingerprint>] = match message.kind {
        Kind::Handshake(handshake_type::CLIENT_HELLO) => &[ja3, ja4],
        Kind::Handshake(handshake_type::SERVER_HELLO) => &[ja3s],
        _ => return Vec::new(),
    };
    let mut whole = true;
    tree.walk(&mut |field, _| whole &= !matches!(field.value, Value::Malformed(_)));
    let Some(hello) = Hello::read(tree, &message.bytes).filter(|_| whole) else { return Vec::new() };
    of_hello.iter().filter_map(|fingerprint| fingerprint(&hello)).collect()
}

/// The parts of a hello that fingerprints are made of, without GREASE.
struct Hello<'a> {
    bytes: &'a [u8],
    version: u16,
    suites: Vec<u16>,
    /// Each with its field.
    extensions: Vec<(u16, &'a Field)>,
}

impl<'a> Hello<'a> {
    fn read(tree: &'a Field, bytes: &'a [u8]) -> Option<Self> {
        let version = u16::try_from(tree.find(VERSION.1)?.number()?).ok()?;
        let kind = |field: &Field| field.children.first().filter(|first| is(first, EXTENSION_TYPE))?.number();
        let extensions = tree.children.iter().filter_map(|field| {
            let kind = u16::try_from(kind(field)?).ok()?;
            (!is_grease(kind)).then_some((kind, field))
        });
        Some(Self { bytes, version, suites: numbers(tree, CIPHER_SUITE), extensions: extensions.collect() })
    }

    fn extension(&self, kind: u16) -> Option<&'a Field> {
        self.extensions.iter().find(|(one, _)| *one == kind).map(|(_, field)| *field)
    }

    /// The numbers of this label in an extension.
    fn of_extension(&self, kind: u16, label: (&str, &str)) -> Vec<u16> {
        self.extension(kind).map_or_else(Vec::new, |field| numbers(field, label))
    }
}

fn is(field: &Field, (_, filter): (&str, &str)) -> bool {
    field.label.filter == Some(filter)
}

/// All numbers of this label, without GREASE.
fn numbers(tree: &Field, label: (&str, &str)) -> Vec<u16> {
    let mut numbers = Vec::new();
    tree.walk(&mut |field, _| {
        if is(field, label) {
            numbers.extend(field.number().and_then(|number| u16::try_from(number).ok()));
        }
    });
    numbers.retain(|number| !is_grease(*number));
    numbers
}

/// RFC 8701 section 2: 0x0a0a, 0x1a1a, … 0xfafa.
fn is_grease(code: u16) -> bool {
    let [high, low] = code.to_be_bytes();
    high == low && low & 0x0f == 0x0a
}

/// Version, suites, extensions, groups, point formats: MD5 of their decimal numbers.
fn ja3(hello: &Hello<'_>) -> Option<Fingerprint> {
    let extensions: Vec<_> = hello.extensions.iter().map(|(kind, _)| *kind).collect();
    let groups = hello.of_extension(extension_type::SUPPORTED_GROUPS, SUPPORTED_GROUP);
    let formats = hello.of_extension(extension_type::EC_POINT_FORMATS, EC_POINT_FORMAT);
    let lists = [hello.suites.clone(), extensions, groups, formats].map(|list| joined(&list, "-"));
    let raw = format!("{},{}", hello.version, lists.join(","));
    Some(Fingerprint { name: "JA3", value: digest(MessageDigest::md5(), &raw)?, raw })
}

/// The same of a Server Hello: version, suite, extensions.
fn ja3s(hello: &Hello<'_>) -> Option<Fingerprint> {
    let extensions: Vec<_> = hello.extensions.iter().map(|(kind, _)| *kind).collect();
    let raw = format!("{},{},{}", hello.version, joined(&hello.suites, "-"), joined(&extensions, "-"));
    Some(Fingerprint { name: "JA3S", value: digest(MessageDigest::md5(), &raw)?, raw })
}

/// What can be read; the suites, sorted; the extensions, sorted, and the signature algorithms as they are sent.
fn ja4(hello: &Hello<'_>) -> Option<Fingerprint> {
    let readable = format!(
        "t{}{}{:02}{:02}{}",
        version_in_ja4(hello),
        if hello.extension(extension_type::SERVER_NAME).is_some() { 'd' } else { 'i' },
        hello.suites.len().min(99),
        hello.extensions.len().min(99),
        protocol_in_ja4(hello)
    );
    let mut suites = hello.suites.clone();
    suites.sort_unstable();
    // The server's name and the protocol do not tell programs apart, and the first part says whether they are there.
    let elsewhere = [extension_type::SERVER_NAME, extension_type::ALPN];
    let mut extensions: Vec<_> = hello.extensions.iter().map(|(kind, _)| *kind).collect();
    extensions.retain(|kind| !elsewhere.contains(kind));
    extensions.sort_unstable();
    let schemes = hello.of_extension(extension_type::SIGNATURE_ALGORITHMS, SIGNATURE_ALGORITHM);

    let suites = joined(suites.iter().map(|code| format!("{code:04x}")), ",");
    let mut others = joined(extensions.iter().map(|code| format!("{code:04x}")), ",");
    if !schemes.is_empty() {
        let _ = write!(others, "_{}", joined(schemes.iter().map(|code| format!("{code:04x}")), ","));
    }
    let short = |list: &str, empty: bool| {
        let hash = if empty { "0".repeat(12) } else { digest(MessageDigest::sha256(), list)? };
        Some(hash.chars().take(12).collect::<String>())
    };
    let (first, second) = (short(&suites, suites.is_empty())?, short(&others, extensions.is_empty())?);
    Some(Fingerprint {
        name: "JA4",
        value: format!("{readable}_{first}_{second}"),
        raw: format!("{readable}_{suites}_{others}"),
    })
}

/// The highest version that the client offers.
fn version_in_ja4(hello: &Hello<'_>) -> &'static str {
    let offered = hello.of_extension(extension_type::SUPPORTED_VERSIONS, SUPPORTED_VERSION);
    match offered.into_iter().max().unwrap_or(hello.version) {
        TLS13 => "13",
        TLS12 => "12",
        TLS11 => "11",
        TLS10 => "10",
        SSL30 => "s3",
        2 => "s2",
        _ => "00",
    }
}

/// The first and the last character of the first protocol in ALPN.
fn protocol_in_ja4(hello: &Hello<'_>) -> String {
    let protocol = hello.extension(extension_type::ALPN).and_then(|field| field.find(PROTOCOL.1));
    let protocol = protocol.map(|field| field.bytes(hello.bytes)).unwrap_or_default();
    let (Some(first), Some(last)) = (protocol.first(), protocol.last()) else { return "00".to_owned() };
    let ends = if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() {
        [*first, *last].map(char::from)
    } else {
        // Of its hexadecimal digits instead.
        let digits = [first >> 4, last & 0x0f];
        digits.map(|digit| char::from_digit(digit.into(), 16).unwrap_or('0'))
    };
    ends.iter().collect()
}

fn joined<T: Display>(items: impl IntoIterator<Item = T>, separator: &str) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(separator)
}

/// `None`: this OpenSSL does not have the hash (no MD5 in its FIPS mode).
fn digest(digest: MessageDigest, text: &str) -> Option<String> {
    hash(digest, text.as_bytes()).ok().map(|value| hex(&value))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::fields::handshake::Context;
    use crate::model::{Direction, Epoch};

    /// A vector: its length in `width` bytes, then the bytes.
    fn vector(width: usize, bytes: &[u8]) -> Vec<u8> {
        let length = u64::try_from(bytes.len()).unwrap().to_be_bytes();
        [&length[8 - width..], bytes].concat()
    }

    fn codes(codes: &[u16]) -> Vec<u8> {
        codes.iter().flat_map(|code| code.to_be_bytes()).collect()
    }

    fn client_hello(version: u16, suites: &[u16], extensions: &[(u16, Vec<u8>)]) -> Message {
        let mut body = codes(&[version]);
        body.extend([7; 32]);
        body.extend(vector(1, &[]));
        body.extend(vector(2, &codes(suites)));
        body.extend(vector(1, &[0]));
        let list = extensions.iter().flat_map(|(kind, body)| [codes(&[*kind]), vector(2, body)].concat());
        let list: Vec<u8> = list.collect();
        if !list.is_empty() {
            body.extend(vector(2, &list));
        }
        message([&[1][..], &vector(3, &body)].concat())
    }

    fn message(bytes: Vec<u8>) -> Message {
        Message {
            number: 1,
            direction: Direction::FromClient,
            time: Duration::ZERO,
            frame: None,
            epoch: Epoch::Clear,
            kind: Kind::Handshake(bytes[0]),
            bytes,
            pieces: Vec::new(),
            context: Context::default(),
            proofs: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn of(message: &Message) -> Vec<Fingerprint> {
        fingerprints(message, &message.tree())
    }

    fn one(message: &Message, name: &str) -> String {
        of(message).into_iter().find(|one| one.name == name).unwrap().value
    }

    fn alpn(protocols: &[&[u8]]) -> Vec<u8> {
        vector(2, &protocols.iter().flat_map(|protocol| vector(1, protocol)).collect::<Vec<_>>())
    }

    /// The hello that the description of JA4 takes as its example, with GREASE in every place where a browser has it.
    fn example() -> Message {
        let suites = [
            0x2a2a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014,
            0x009c, 0x009d, 0x002f, 0x0035,
        ];
        let schemes = [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601];
        let order = [
            0x5a5a, 0x001b, 0x0000, 0x0033, 0x0010, 0x4469, 0x0017, 0x002d, 0x000d, 0x0005, 0x0023, 0x0012,
            0x002b, 0xff01, 0x000b, 0x000a, 0x0015, 0xbaba,
        ];
        let body = |kind| match kind {
            0x0000 => vector(2, &[&[0][..], &vector(2, b"localhost")].concat()),
            0x0005 => vec![1, 0, 0, 0, 0],
            0x000a => vector(2, &codes(&[0xcaca, 29, 23, 24])),
            0x000b => vector(1, &[0]),
            0x000d => vector(2, &codes(&schemes)),
            0x0010 => alpn(&[b"h2", b"http/1.1"]),
            0x001b => vector(1, &codes(&[2])),
            0x002b => vector(1, &codes(&[0xdada, 0x0304, 0x0303])),
            0x002d => vector(1, &[1]),
            0x0033 => vector(2, &[codes(&[29]), vector(2, &[9; 32])].concat()),
            0x4469 => alpn(&[b"h2"]),
            0xff01 => vec![0],
            _ => Vec::new(),
        };
        client_hello(TLS12, &suites, &order.map(|kind| (kind, body(kind))))
    }

    #[test]
    fn the_published_example_of_ja4() {
        let hello = example();
        let ja4 = &of(&hello)[1];
        assert_eq!(ja4.value, "t13d1516h2_8daaf6152771_e5627efa2ab1");
        assert_eq!(
            ja4.raw,
            "t13d1516h2_002f,0035,009c,009d,1301,1302,1303,c013,c014,c02b,c02c,c02f,c030,cca8,cca9_0005,000a,000b,000d,0012,0015,0017,001b,0023,002b,002d,0033,4469,ff01_0403,0804,0401,0503,0805,0501,0806,0601"
        );
        assert_eq!(
            of(&hello)[0].raw,
            "771,4865-4866-4867-49195-49199-49196-49200-52393-52392-49171-49172-156-157-47-53,27-0-51-16-17513-23-45-13-5-35-18-43-65281-11-10-21,29-23-24,0"
        );
    }

    #[test]
    fn a_hello_that_has_next_to_nothing() {
        let hello = client_hello(TLS10, &[0x0a0a], &[]);
        assert_eq!(one(&hello, "JA4"), "t10i000000_000000000000_000000000000");
        assert_eq!(of(&hello)[0].raw, "769,,,,");
        // Without signature algorithms there is no underscore. The hash is in the description of JA4.
        let kinds = [
            0x0005, 0x000a, 0x000b, 0x000d, 0x0012, 0x0015, 0x0017, 0x001b, 0x0023, 0x002b, 0x002d, 0x0033,
            0x4469, 0xff01,
        ];
        let bare = client_hello(TLS12, &[0x1301], &kinds.map(|kind| (kind, Vec::new())));
        assert_eq!(one(&bare, "JA4").split('_').nth(2), Some("6d807ffa2a79"));
        // An extension that is empty says nothing of versions: that of the hello counts.
        assert!(one(&bare, "JA4").starts_with("t12i0114"));
        let many = client_hello(0x0305, &[0x1301; 120], &[]);
        assert!(one(&many, "JA4").starts_with("t00i990000_"));
    }

    /// The examples of the description.
    #[test]
    fn protocols_that_are_no_letters() {
        let of = |protocol: &[u8]| {
            let hello = client_hello(TLS12, &[0x1301], &[(0x0010, alpn(&[protocol]))]);
            one(&hello, "JA4")[8..10].to_owned()
        };
        for (protocol, expected) in [
            (&b"h2"[..], "h2"),
            (b"http/1.1", "h1"),
            (b"x", "xx"),
            (b"", "00"),
            (&[0xab], "ab"),
            (&[0xab, 0xcd], "ad"),
            (&[0x30, 0xab], "3b"),
            (&[0x30, 0x31, 0xab, 0xcd], "3d"),
            (&[0x30, 0xab, 0xcd, 0x31], "01"),
        ] {
            assert_eq!(of(protocol), expected, "{protocol:?}");
        }
    }

    #[test]
    fn what_is_no_whole_hello_has_none() {
        let mut hello = example();
        hello.bytes.truncate(hello.bytes.len() - 1);
        assert_eq!(of(&hello), Vec::new());
        assert_eq!(of(&message(vec![14, 0, 0, 0])), Vec::new());
        assert_eq!(of(&message(vec![2, 0, 0, 0])), Vec::new());
        let server = [codes(&[TLS12]), vec![7; 32], vec![0, 0x13, 1, 0, 0, 6, 0, 43, 0, 2, 3, 4]].concat();
        let server = message([&[2][..], &vector(3, &server)].concat());
        assert_eq!((of(&server)[0].name, &*of(&server)[0].raw), ("JA3S", "771,4865,43"));
    }
}
