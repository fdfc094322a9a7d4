//! A certificate with all that is rare (RFC 5280), in DER. Nobody has signed it.

use wire::names::codes::oid as id;

pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
const OID: u8 = 0x06;
const UTF8_STRING: u8 = 0x0c;
const PRINTABLE_STRING: u8 = 0x13;
const TELETEX_STRING: u8 = 0x14;
const IA5_STRING: u8 = 0x16;
const VISIBLE_STRING: u8 = 0x1a;
const UNIVERSAL_STRING: u8 = 0x1c;
const BMP_STRING: u8 = 0x1e;
const SET: u8 = 0x31;

const SHA256: &str = "2.16.840.1.101.3.4.2.1";
const COMMON_NAME: &str = "2.5.4.3";
pub(super) const ED25519: &str = "1.3.101.112";
/// Below our own number, which nobody has: a policy, an extension, a form of names.
const OURS: &str = "1.2.3.4";

/// A value of this type.
pub(super) fn value(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = content.len();
    let header = if length < 0x80 {
        vec![tag, u8::try_from(length).unwrap()]
    } else {
        [&[tag, 0x82][..], &u16::try_from(length).unwrap().to_be_bytes()].concat()
    };
    [header.as_slice(), content].concat()
}

pub(super) fn sequence(parts: &[Vec<u8>]) -> Vec<u8> {
    value(0x30, &parts.concat())
}

/// A structure of the type `[number]`.
pub(super) fn tagged(number: u8, parts: &[Vec<u8>]) -> Vec<u8> {
    value(0xa0 + number, &parts.concat())
}

/// A plain value of the type `[number]`.
pub(super) fn plain(number: u8, content: &[u8]) -> Vec<u8> {
    value(0x80 + number, content)
}

pub(super) fn integer(number: u8) -> Vec<u8> {
    value(0x02, &[number])
}

/// The content of an object identifier: seven bits a byte.
fn numbers(dotted: &str) -> Vec<u8> {
    let numbers: Vec<u32> = dotted.split('.').map(|number| number.parse().unwrap()).collect();
    let mut bytes = vec![u8::try_from(40 * numbers[0] + numbers[1]).unwrap()];
    for number in &numbers[2..] {
        let groups: Vec<u8> =
            (0..5).rev().map(|at| u8::try_from((number >> (7 * at)) & 0x7f).unwrap()).collect();
        let first = groups.iter().position(|group| *group > 0).unwrap_or(4);
        let (last, before) = groups[first..].split_last().unwrap();
        bytes.extend(before.iter().map(|group| group | 0x80));
        bytes.push(*last);
    }
    bytes
}

pub(super) fn oid(dotted: &str) -> Vec<u8> {
    value(OID, &numbers(dotted))
}

/// RSASSA-PSS with all of its parameters.
fn algorithm() -> Vec<u8> {
    let hash = sequence(&[oid(SHA256), value(0x05, &[])]);
    let mask = sequence(&[oid(id::MGF1), hash.clone()]);
    let parameters =
        [tagged(0, &[hash]), tagged(1, &[mask]), tagged(2, &[integer(32)]), tagged(3, &[integer(1)])];
    sequence(&[oid(id::RSASSA_PSS), sequence(&parameters)])
}

/// A name with a part of each type of string.
pub(super) fn name() -> Vec<u8> {
    let part = |kind: &str, tag, text: &[u8]| value(SET, &sequence(&[oid(kind), value(tag, text)]));
    sequence(&[
        part(id::USER_ID, UTF8_STRING, b"reader"),
        part(id::SERIAL_NUMBER, PRINTABLE_STRING, b"42"),
        part(COMMON_NAME, IA5_STRING, b"name"),
        part(COMMON_NAME, TELETEX_STRING, b"name"),
        part(COMMON_NAME, BMP_STRING, &[0, b'n']),
        part(COMMON_NAME, UNIVERSAL_STRING, &[0, 0, 0, b'n']),
    ])
}

/// A public key.
pub(super) fn public_key() -> Vec<u8> {
    sequence(&[sequence(&[oid(ED25519)]), value(BIT_STRING, &[0; 33])])
}

/// A public key on a curve that is written out: y² = x³ + x + 6 over the numbers modulo 11, which has 13 points.
pub(super) fn key_on_a_specified_curve() -> Vec<u8> {
    let coefficients =
        sequence(&[value(OCTET_STRING, &[1]), value(OCTET_STRING, &[6]), value(BIT_STRING, &[0, 9])]);
    let field = sequence(&[oid(id::PRIME_FIELD), integer(11)]);
    let base = value(OCTET_STRING, &[4, 2, 7]);
    let curve = sequence(&[integer(1), field, coefficients, base, integer(13), integer(1)]);
    sequence(&[sequence(&[oid(id::EC_PUBLIC_KEY), curve]), value(BIT_STRING, &[0, 4, 5, 2])])
}

/// The whole certificate.
pub(super) fn whole() -> Vec<u8> {
    let time = value(0x17, b"261127000000Z");
    let signed = sequence(&[
        tagged(0, &[integer(2)]),
        integer(1),
        algorithm(),
        name(),
        sequence(&[time.clone(), time]),
        name(),
        public_key(),
        plain(1, &[0, 1]),
        plain(2, &[0, 1]),
        tagged(3, &[sequence(&extensions())]),
    ]);
    sequence(&[signed, algorithm(), value(BIT_STRING, &[0; 33])])
}

fn extensions() -> Vec<Vec<u8>> {
    let uri = || plain(6, b"http://localhost/");
    let point = sequence(&[tagged(0, &[tagged(0, &[uri()])]), plain(1, &[0, 0x40]), tagged(2, &[uri()])]);
    let extensions = [
        (id::SUBJECT_ALT_NAME, other_names()),
        (id::NAME_CONSTRAINTS, name_constraints()),
        (id::CERTIFICATE_POLICIES, policies()),
        (id::POLICY_MAPPINGS, sequence(&[sequence(&[oid(OURS), oid(OURS)])])),
        (id::POLICY_CONSTRAINTS, sequence(&[plain(0, &[0]), plain(1, &[0])])),
        (id::INHIBIT_ANY_POLICY, integer(0)),
        (id::CRL_DISTRIBUTION_POINTS, sequence(&[point])),
        (id::AUTHORITY_INFO_ACCESS, sequence(&[sequence(&[oid("1.3.6.1.5.5.7.48.1"), uri()])])),
        (id::AUTHORITY_KEY_IDENTIFIER, sequence(&[plain(0, &[1]), tagged(1, &[uri()]), plain(2, &[1])])),
        (
            id::PRIVATE_KEY_USAGE_PERIOD,
            sequence(&[plain(0, b"20261127000000Z"), plain(1, b"20271127000000Z")]),
        ),
        (id::TLS_FEATURE, sequence(&[integer(5)])),
        (id::MS_CERTIFICATE_TYPE, value(BMP_STRING, &[0, b'n'])),
        (id::MS_CA_VERSION, integer(0)),
        (id::NETSCAPE_CERTIFICATE_TYPE, value(BIT_STRING, &[6, 0x40])),
        (id::NETSCAPE_COMMENT, value(IA5_STRING, b"made by hand")),
        (id::MS_CERTIFICATE_TEMPLATE, sequence(&[oid(OURS), integer(100), integer(4)])),
        (id::MS_APPLICATION_POLICIES, sequence(&[sequence(&[oid("1.3.6.1.5.5.7.3.1")])])),
        (id::QC_STATEMENTS, qualified_statements()),
        (OURS, of_all_types()),
        (OURS, vec![0xff]), // no DER
    ];
    extensions.map(|(kind, content)| sequence(&[oid(kind), value(OCTET_STRING, &content)])).to_vec()
}

/// Names of the rare kinds.
fn other_names() -> Vec<u8> {
    let other = |form, tag, name: &[u8]| tagged(0, &[oid(form), tagged(0, &[value(tag, name)])]);
    sequence(&[
        other(OURS, UTF8_STRING, b"login"),
        other(id::USER_PRINCIPAL_NAME, UTF8_STRING, b"reader@localhost"),
        other(id::XMPP_ADDRESS, UTF8_STRING, b"reader@localhost"),
        other(id::SERVICE_NAME, IA5_STRING, b"_https.localhost"),
        other(id::SMTP_UTF8_MAILBOX, UTF8_STRING, "読者@localhost".as_bytes()),
        plain(1, b"reader@localhost"),
        tagged(4, &[name()]),
        plain(6, b"http://localhost/"),
        plain(8, &numbers(OURS)),
    ])
}

fn qualified_statements() -> Vec<u8> {
    let authorities = sequence(&[plain(6, b"http://localhost/")]);
    sequence(&[
        sequence(&[oid("0.4.0.1862.1.1")]),
        sequence(&[oid("0.4.0.1862.1.3"), integer(10)]),
        sequence(&[oid(id::QC_SYNTAX_V2), sequence(&[oid("0.4.0.194121.1.2"), authorities])]),
    ])
}

fn name_constraints() -> Vec<u8> {
    let domain = sequence(&[plain(2, b"localhost"), plain(0, &[0]), plain(1, &[1])]);
    let network = sequence(&[plain(7, &[127, 0, 0, 0, 255, 0, 0, 0])]);
    sequence(&[tagged(0, &[domain]), tagged(1, &[network])])
}

fn policies() -> Vec<u8> {
    let texts = [
        value(UTF8_STRING, b"notice"),
        value(IA5_STRING, b"notice"),
        value(VISIBLE_STRING, b"notice"),
        value(BMP_STRING, &[0, b'n']),
    ];
    let reference = || sequence(&[value(UTF8_STRING, b"us"), sequence(&[integer(1)])]);
    let notice = |text| sequence(&[oid(id::USER_NOTICE), sequence(&[reference(), text])]);
    let mut qualifiers = vec![sequence(&[oid(id::CPS), value(IA5_STRING, b"http://localhost/")])];
    qualifiers.extend(texts.map(notice));
    sequence(&[sequence(&[oid(OURS), sequence(&qualifiers)])])
}

/// A value of each type of ASN.1 that has a name.
fn of_all_types() -> Vec<u8> {
    sequence(&[
        value(0x01, &[0xff]),
        integer(1),
        value(BIT_STRING, &[0, 1]),
        value(OCTET_STRING, &[1]),
        value(0x05, &[]),
        oid(OURS),
        value(0x0a, &[1]),
        value(UTF8_STRING, b"n"),
        value(0x12, b"1"),
        value(PRINTABLE_STRING, b"n"),
        value(TELETEX_STRING, b"n"),
        value(IA5_STRING, b"n"),
        value(0x17, b"261127000000Z"),
        value(0x18, b"20261127000000Z"),
        value(VISIBLE_STRING, b"n"),
        value(UNIVERSAL_STRING, &[0, 0, 0, b'n']),
        value(BMP_STRING, &[0, b'n']),
        value(SET, &[]),
        plain(5, &[1]),
        value(0x41, &[1]),
    ])
}
