//! Fields of messages that the recorded sessions do not have: rare messages and extensions, wrong lengths,
//! messages that are made to use up memory.

#![allow(clippy::unwrap_used)] // a test that fails may panic

use std::time::Duration;

use wire::fields::handshake::{Context, RETRY_RANDOM};
use wire::fields::{Field, MAX_FIELDS, Tree, Value, untiled};
use wire::message::{Kind, Message};
use wire::names::codes::handshake_type as ty;
use wire::{Direction, Epoch};

/// A handshake message of TLS 1.3 with this body.
fn message(kind: u8, body: &[u8]) -> Message {
    let retry = kind == ty::SERVER_HELLO && body.get(2..34) == Some(&RETRY_RANDOM);
    Message {
        number: 1,
        direction: Direction::FromServer,
        time: Duration::ZERO,
        frame: None,
        epoch: Epoch::Clear,
        kind: Kind::Handshake(kind),
        bytes: [&[kind], sized(3, body).as_slice()].concat(),
        pieces: Vec::new(),
        context: Context { version: 0x0304, suite: 0x1301, retry },
        proofs: Vec::new(),
        notes: Vec::new(),
    }
}

/// A vector: a length of this width, and content.
fn sized(width: usize, content: &[u8]) -> Vec<u8> {
    [&content.len().to_be_bytes()[8 - width..], content].concat()
}

fn extension(kind: u16, data: &[u8]) -> Vec<u8> {
    [kind.to_be_bytes().as_slice(), &sized(2, data)].concat()
}

/// A hello with this random, which for a server is also everything before the extensions.
fn hello(kind: u8, random: [u8; 32], extensions: &[u8]) -> Message {
    let suites: &[u8] = if kind == ty::CLIENT_HELLO { &[0, 2, 0x13, 1, 1, 0] } else { &[0x13, 1, 0] };
    message(kind, &[&[3, 3], random.as_slice(), &[0], suites, &sized(2, extensions)].concat())
}

fn client_hello(kind: u16, data: &[u8]) -> Message {
    hello(ty::CLIENT_HELLO, [7; 32], &extension(kind, data))
}

/// The tree, which has to tile the message.
fn tree(message: &Message) -> Field {
    let tree = message.tree();
    assert_eq!(untiled(std::slice::from_ref(&tree), 0..message.bytes.len()), None);
    tree
}

/// The lines of the message's body: those behind its title, type and length.
fn body(message: &Message) -> Vec<String> {
    let text = Tree { field: &tree(message), buffer: &message.bytes, depth: 0 }.to_string();
    text.lines().skip(3).map(|line| line.trim().to_owned()).collect()
}

/// The lines from the last extension on, without those of its type and length.
fn last_extension(message: &Message) -> Vec<String> {
    let text = Tree { field: &tree(message), buffer: &message.bytes, depth: 0 }.to_string();
    let lines: Vec<&str> = text.lines().collect();
    let start = lines.iter().rposition(|line| line.contains("Extension: ")).unwrap();
    lines[start + 3..].iter().map(|line| line.trim().to_owned()).collect()
}

fn malformed(message: &Message) -> Vec<String> {
    let mut found = Vec::new();
    tree(message).walk(&mut |field, _| {
        if let Value::Malformed(why) = &field.value {
            found.push(format!("{}: {why}", field.label.name));
        }
    });
    found
}

#[test]
fn a_server_answers_an_encrypted_client_hello() {
    let retry = hello(ty::SERVER_HELLO, RETRY_RANDOM, &extension(0xfe0d, b"12345678"));
    assert_eq!(last_extension(&retry), ["Confirmation: 3132333435363738"]);

    let suites = [0, 1, 0, 1, 0, 1, 0, 3];
    let contents = [
        vec![9, 0, 0x20],
        sized(2, &[0xaa; 4]),
        sized(2, &suites),
        vec![64],
        sized(1, b"public.example"),
        sized(2, &[]),
    ];
    let config = extension(0xfe0d, &contents.concat()); // a version and a length stand before it, too
    let other = extension(0xfe0c, &[1, 2]);
    let configs = extension(0xfe0d, &sized(2, &[config, other].concat()));
    let message = message(ty::ENCRYPTED_EXTENSIONS, &sized(2, &configs));
    assert_eq!(
        last_extension(&message),
        [
            "ECHConfigList length: 47",
            "ECHConfigList",
            "ECHConfig",
            "Version: 0xfe0d",
            "Length: 37",
            "Config Id: 9",
            "KEM Id: DHKEM(X25519, HKDF-SHA256) (32)",
            "Public Key length: 4",
            "Public Key: aaaaaaaa",
            "Cipher Suites length: 8",
            "Cipher Suites",
            "KDF Id: HKDF-SHA256 (1)",
            "AEAD Id: AES-128-GCM (1)",
            "KDF Id: HKDF-SHA256 (1)",
            "AEAD Id: ChaCha20Poly1305 (3)",
            "Maximum Name Length: 64",
            "Public Name length: 14",
            "Public Name: public.example",
            "Extensions length: 0",
            "ECHConfig",
            "Version: 0xfe0c",
            "Length: 2",
            "Contents of another version: 0102",
        ]
    );
}

#[test]
fn small_extensions_are_read_by_the_message_they_stand_in() {
    assert_eq!(last_extension(&client_hello(58, &[2, 1])), ["New Session Count: 2", "Resumption Count: 1"]);
    let answer = message(ty::ENCRYPTED_EXTENSIONS, &sized(2, &extension(58, &[1])));
    assert_eq!(last_extension(&answer), ["Expected Count: 1"]);
    // Only a server lists the protocols of next_protocol_negotiation.
    let names = hello(ty::SERVER_HELLO, [7; 32], &extension(13172, b"\x02h2\x06spdy/3"));
    assert_eq!(last_extension(&names)[1], "Next Protocol: h2");
    assert_eq!(last_extension(&names)[3], "Next Protocol: spdy/3");
}

#[test]
fn hybrid_key_shares_have_two_parts() {
    let parts = |message: &Message| {
        let mut found = Vec::new();
        tree(message).walk(&mut |field, _| {
            if field.label.name == "Key Exchange" {
                found
                    .extend(field.children.iter().map(|part| (part.label.name.to_string(), part.span.len())));
            }
        });
        found
    };
    for (group, client, server) in [
        (0x11eb_u16, [("secp256r1", 65), ("ML-KEM-768", 1184)], [65, 1088]), // RFC 10024
        (0x11ec, [("ML-KEM-768", 1184), ("X25519", 32)], [1088, 32]),
        (0x11ed, [("secp384r1", 97), ("ML-KEM-1024", 1568)], [97, 1568]),
        (0x6399, [("X25519", 32), ("Kyber768", 1184)], [32, 1088]),
        (0x639a, [("secp256r1", 65), ("Kyber768", 1184)], [65, 1088]),
    ] {
        let share = |length: usize| [group.to_be_bytes().to_vec(), sized(2, &vec![0; length])].concat();
        let [first, second] = client.map(|(_, length)| length);
        let of_client = parts(&client_hello(51, &sized(2, &share(first + second))));
        let of_server = hello(ty::SERVER_HELLO, [7; 32], &extension(51, &share(server[0] + server[1])));
        let of_server = parts(&of_server);
        for (n, (name, length)) in client.into_iter().enumerate() {
            assert!(of_client[n].0.starts_with(name) && of_client[n].1 == length, "{of_client:?}");
            assert!(of_server[n].0.starts_with(name) && of_server[n].1 == server[n], "{of_server:?}");
        }
        // A share of another length is not split.
        assert_eq!(parts(&client_hello(51, &sized(2, &share(first + second - 1)))), []);
    }
}

#[test]
fn ocsp_responses_come_for_a_whole_chain() {
    let responses = [sized(3, &[1; 2]), sized(3, &[]), sized(3, &[2; 3])].concat();
    let status = message(ty::CERTIFICATE_STATUS, &[&[2], sized(3, &responses).as_slice()].concat());
    assert_eq!(
        body(&status),
        [
            "Certificate Status Type: OCSP Multi (2)",
            "OCSP Response List Length: 14",
            "OCSP Response Length: 2",
            "OCSP Response: 0101",
            "OCSP Response Length: 0",
            "OCSP Response Length: 3",
            "OCSP Response: 020202",
        ]
    );
}

/// What `openssl ocsp` answered about three certificates that were made for this: one is good, one revoked as its key is
/// stolen, one unknown.
const OCSP_RESPONSE: &str = "\
    3082020f0a0100a08202083082020406092b0601050507300101048201f5308201f130820197a2160414566b94b5af5c95b5\
    8653ecf6d8ddc665dc245161180f32303236313132373137333635325a308201453063303b300906052b0e03021a05000414\
    11048cd20cb3592307d019fd0889562b62d364920414566b94b5af5c95b58653ecf6d8ddc665dc245161020210018000180f\
    32303236313132373137333635325aa011180f32303236313230343137333635325a3079303b300906052b0e03021a050004\
    1411048cd20cb3592307d019fd0889562b62d364920414566b94b5af5c95b58653ecf6d8ddc665dc24516102021002a11618\
    0f32303236303130313030303030305aa0030a0101180f32303236313132373137333635325aa011180f3230323631323034\
    3137333635325a3063303b300906052b0e03021a0500041411048cd20cb3592307d019fd0889562b62d364920414566b94b5\
    af5c95b58653ecf6d8ddc665dc245161020210038200180f32303236313132373137333635325aa011180f32303236313230\
    343137333635325aa1233021301f06092b0601050507300102041204108c7a5fc98acc4d198187505cb06f7fcd300a06082a\
    8648ce3d0403020348003045022045423d9d9f5f76cffedf048f2fbee773189cbaf1d5dffe7d74d67b21099e509b022100d2\
    6231783c85d80a1be0daaf7cba22629f6730b43076d522821a8e055051d25a";

/// A Certificate Status with that response, from here to there, one byte of it changed.
fn certificate_status(range: std::ops::Range<usize>, change: Option<(usize, u8)>) -> Message {
    let digit = |at: usize| u8::from_str_radix(&OCSP_RESPONSE[2 * at..2 * at + 2], 16).unwrap();
    let mut response: Vec<u8> = range.map(digit).collect();
    if let Some((at, byte)) = change {
        response[at] = byte;
    }
    message(ty::CERTIFICATE_STATUS, &[&[1], sized(3, &response).as_slice()].concat())
}

#[test]
fn an_ocsp_response_is_taken_apart() {
    let whole = OCSP_RESPONSE.len() / 2;
    let status = certificate_status(0..whole, None);
    assert_eq!(malformed(&status), [""; 0]);
    let lines = body(&status);
    let single = |serial: &str, said: &[&str]| {
        let id = [
            "SingleResponse",
            "certID",
            "hashAlgorithm (sha1)",
            "Algorithm Id: 1.3.14.3.2.26 (sha1)",
            "issuerNameHash: 11048cd20cb3592307d019fd0889562b62d36492",
            "issuerKeyHash: 566b94b5af5c95b58653ecf6d8ddc665dc245161",
        ];
        let times = ["thisUpdate: 2026-11-27 17:36:52 (UTC)", "nextUpdate: 2026-12-04 17:36:52 (UTC)"];
        let serial = format!("serialNumber: {serial}");
        [&id[..], &[serial.as_str()], said, &times]
            .concat()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    let revoked = [
        "certStatus: revoked",
        "revocationTime: 2026-01-01 00:00:00 (UTC)",
        "revocationReason: keyCompromise (1)",
    ];
    let expected = [
        ["Certificate Status Type: OCSP (1)", "OCSP Response Length: 531", "OCSP Response"]
            .map(str::to_owned)
            .to_vec(),
        [
            "responseStatus: successful (0)",
            "responseBytes",
            "ResponseType Id: 1.3.6.1.5.5.7.48.1.1 (id-pkix-ocsp-basic)",
            "BasicOCSPResponse",
            "tbsResponseData",
            "byKey: 566b94b5af5c95b58653ecf6d8ddc665dc245161",
            "producedAt: 2026-11-27 17:36:52 (UTC)",
            "responses: 3 items",
        ]
        .map(str::to_owned)
        .to_vec(),
        single("1001", &["certStatus: good"]),
        single("1002", &revoked),
        single("1003", &["certStatus: unknown"]),
        [
            "responseExtensions: 1 item",
            "Extension (id-pkix-ocsp-nonce)",
            "Id: 1.3.6.1.5.5.7.48.1.2 (id-pkix-ocsp-nonce)",
            "ReOcspNonce: 8c7a5fc98acc4d198187505cb06f7fcd",
            "signatureAlgorithm (ecdsa-with-SHA256)",
            "Algorithm Id: 1.2.840.10045.4.3.2 (ecdsa-with-SHA256)",
            "Padding: 0",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    assert_eq!(lines[..expected.concat().len()], expected.concat());
    assert!(lines[expected.concat().len()].starts_with("signature: 3045022045423d9d"));
}

#[test]
fn an_ocsp_response_that_is_damaged_is_shown_up_to_there() {
    let whole = OCSP_RESPONSE.len() / 2;
    for length in 1..whole {
        assert!(!malformed(&certificate_status(0..length, None)).is_empty(), "{length}");
    }
    for at in 0..whole {
        for byte in [0, 0x1f, 0x30, 0x7f, 0x80, 0x84, 0xa0, 0xff] {
            malformed(&certificate_status(0..whole, Some((at, byte)))); // which tiles, whatever it is
        }
    }
}

/// The body of a Client Certificate URL: a chain in a file.
fn certificate_url() -> Vec<u8> {
    let url_and_hash = [sized(2, b"http://localhost/chain"), vec![1], vec![0xab; 20]].concat();
    [vec![1], sized(2, &url_and_hash)].concat()
}

/// The body of a Supplemental Data: an entry of a registered type, an empty one of another.
fn supplemental_data() -> Vec<u8> {
    let entries = [extension(0, &[1, 2, 3]), extension(0x0a0a, &[])].concat();
    sized(3, &entries)
}

#[test]
fn a_client_certificate_may_be_named_by_its_url() {
    let mut found = body(&message(ty::CERTIFICATE_URL, &certificate_url()));
    assert_eq!(found.pop().unwrap(), format!("SHA1 Hash: {}", "ab".repeat(20)));
    assert_eq!(
        found,
        [
            "Certificate Chain Type: PKI Path (1)",
            "URL and Hash list Length: 45",
            "URL and Hash",
            "URL Length: 22",
            "URL: http://localhost/chain",
            "Padding: 1",
        ]
    );
}

#[test]
fn supplemental_data_is_a_list_of_typed_entries() {
    assert_eq!(
        body(&message(ty::SUPPLEMENTAL_DATA, &supplemental_data())),
        [
            "Supplemental Data Length: 11",
            "Supplemental Data",
            "Supplemental Data Type: user_mapping_data (0)",
            "Entry Length: 3",
            "Entry: 010203",
            "Supplemental Data Type: Unknown (2570)",
            "Entry Length: 0",
        ]
    );
}

#[test]
fn a_message_that_is_cut_short_or_too_long_is_malformed() {
    for (kind, whole) in
        [(ty::CERTIFICATE_URL, certificate_url()), (ty::SUPPLEMENTAL_DATA, supplemental_data())]
    {
        assert_eq!(malformed(&message(kind, &whole)), [""; 0], "{kind}");
        for length in 0..whole.len() {
            assert!(!malformed(&message(kind, &whole[..length])).is_empty(), "{kind}: {length}");
        }
        let longer = [whole.as_slice(), &[0]].concat();
        assert_eq!(malformed(&message(kind, &longer)), ["Unexpected: not part of this structure"], "{kind}");
    }
}

#[test]
fn a_length_within_a_message_is_held_to() {
    // In each of them the inner length is too small by one.
    let rest = "Unexpected: not part of this structure";
    for (kind, data) in [
        (0, [&[0, 6], [0, 0, 4].as_slice(), b"host"].concat()), // server_name
        (43, vec![3, 3, 4, 3, 3]),                              // supported_versions
        (45, vec![0, 1]),                                       // psk_key_exchange_modes
        (48, vec![0, 3, 0, 0, 0, 0]),                           // oid_filters
        (51, vec![0, 4, 0, 29, 0, 1, 7]),                       // key_share
    ] {
        let found = malformed(&client_hello(kind, &data));
        assert!(found.contains(&rest.to_owned()), "extension {kind}: {found:?}");
    }
    // An extension does not reach beyond the list of extensions.
    let long = [extension(21, &[0; 4]), extension(22, &[])].concat();
    let mut message = hello(ty::CLIENT_HELLO, [7; 32], &long);
    let at = message.bytes.len() - long.len() - 1;
    message.bytes[at] = 6;
    assert_eq!(malformed(&message), ["Truncated: 8 bytes expected, 6 there", rest]);
}

#[test]
fn values_of_der_do_not_reach_beyond_what_is_around_them() {
    // A raw public key: the sequence around it is longer, or shorter, than what it holds.
    let key = [0x30, 12, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 3, 0, 1, 2];
    let certificate = |key: &[u8]| {
        let entry = [sized(3, key), sized(2, &[])].concat();
        message(ty::CERTIFICATE, &[&[0], sized(3, &entry).as_slice()].concat())
    };
    assert_eq!(malformed(&certificate(&key)), [""; 0]);
    for length in [10, 11, 13, 14] {
        let mut key = key;
        key[1] = length;
        assert!(!malformed(&certificate(&key)).is_empty(), "{length}");
    }
}

#[test]
fn the_fields_of_a_message_do_not_take_memory_without_end() {
    // 1 MiB of values of no bytes, as a certificate; and a list of names of none.
    let many = [0x30, 0].repeat(1 << 19);
    let entry = [sized(3, &many), sized(2, &[])].concat();
    let certificates = message(ty::CERTIFICATE, &[&[0], sized(3, &entry).as_slice()].concat());
    let empty = message(ty::CERTIFICATE, &[&[0], sized(3, &vec![0; 5 << 17]).as_slice()].concat());
    let names = client_hello(16, &sized(2, &vec![0; 65_000]));
    for message in [certificates, empty, names] {
        let mut count = 0;
        tree(&message).walk(&mut |_, _| count += 1);
        assert!(count < MAX_FIELDS + 100, "{count}");
        let last = malformed(&message).pop().unwrap_or_default();
        assert!(count < MAX_FIELDS || last.contains("not taken apart"), "{last}");
    }
}

/// A value in DER, of fewer than 128 bytes.
fn der(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    [&[tag, u8::try_from(content.len()).unwrap()], content.as_slice()].concat()
}

/// What a Certificate message shows of a public key in place of a certificate.
fn raw_public_key(key: &[u8]) -> Message {
    let entry = [sized(3, key), sized(2, &[])].concat();
    message(ty::CERTIFICATE, &[&[0], sized(3, &entry).as_slice()].concat())
}

#[test]
fn a_curve_that_is_written_out_is_taken_apart_and_marked() {
    // y^2 = x^3 + x + 6 modulo 11
    let field = der(0x30, &[&[6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 1, 1], &[2, 1, 11]]);
    let coefficients = der(0x30, &[&[4, 1, 1], &[4, 1, 6], &[3, 2, 0, 9]]);
    let base = [4, 3, 4, 2, 7];
    let curve = der(0x30, &[&[2, 1, 1], &field, &coefficients, &base, &[2, 1, 13], &[2, 1, 1]]);
    let algorithm = der(0x30, &[&[6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1], &curve]);
    let key = der(0x30, &[&algorithm, &[3, 4, 0, 4, 5, 2]]);
    let message = raw_public_key(&key);
    assert_eq!(malformed(&message), [""; 0]);
    let lines = body(&message);
    let start = lines.iter().position(|line| line.starts_with("specifiedCurve")).unwrap();
    assert_eq!(
        lines[start..start + 18],
        [
            "specifiedCurve [malformed: a certificate has to name its curve, not to describe it]",
            "version: ecpVer1 (1)",
            "fieldID",
            "fieldType: 1.2.840.10045.1.1 (prime-field)",
            "Prime-p: 0b",
            "curve",
            "a: 01",
            "b: 06",
            "Padding: 0",
            "seed: 09",
            "base: 040207",
            "Point format: uncompressed (4)",
            "X: 02",
            "Y: 07",
            "order: 0d",
            "cofactor: 1",
            "Padding: 0",
            "subjectPublicKey: 040502",
        ]
    );
    for length in 14..key.len() {
        assert!(!malformed(&raw_public_key(&key[..length])).is_empty(), "{length}");
    }
    for at in 0..key.len() {
        for byte in [0, 2, 0x30, 0x7f, 0x80, 0xa0, 0xff] {
            let mut changed = key.clone();
            changed[at] = byte;
            malformed(&raw_public_key(&changed)); // which tiles, whatever it is
        }
    }
}

/// A message of another kind, before TLS 1.3.
fn other(kind: Kind, bytes: &[u8], version: u16, suite: u16) -> Message {
    let context = Context { version, suite, retry: false };
    Message { kind, bytes: bytes.to_vec(), context, ..message(0, &[]) }
}

/// What is said to be wrong, of fields that can be read and of those that cannot.
fn marks(message: &Message) -> String {
    let text = Tree { field: &tree(message), buffer: &message.bytes, depth: 0 }.to_string();
    text.lines().filter(|line| line.contains("[malformed: ")).map(str::trim).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_length_that_the_rfc_does_not_allow_is_marked() {
    let share = |group: u16, length: usize| {
        let entry = [group.to_be_bytes().as_slice(), &sized(2, &vec![4; length])].concat();
        marks(&client_hello(51, &sized(2, &entry)))
    };
    assert_eq!(share(29, 32), "");
    assert!(share(29, 31).contains("[malformed: a share of this group has 32 bytes]"));
    assert!(share(23, 0).contains("[malformed: a share of this group has 65 bytes]"));
    assert!(share(0x11ec, 1120).contains("[malformed: a share of this group has 1216 bytes]"));
    assert_eq!(share(0x0a0a, 1), ""); // of GREASE anything

    let psk = |identities: usize, binders: &[usize]| {
        let identity = [sized(2, b"name"), vec![0; 4]].concat().repeat(identities);
        let binders: Vec<u8> = binders.iter().flat_map(|length| sized(1, &vec![9; *length])).collect();
        marks(&client_hello(41, &[sized(2, &identity), sized(2, &binders)].concat()))
    };
    assert_eq!(psk(1, &[32]), "");
    assert!(psk(1, &[20]).contains("[malformed: at least 32 bytes are required]"));
    assert!(psk(1, &[0]).contains("Binder Length: 0 [malformed: at least 32 bytes are required]"));
    assert!(psk(2, &[32]).contains("[malformed: each identity has one binder]"));

    assert!(marks(&client_hello(44, &[0, 0])).contains("at least 1 bytes are required"));
    let twice = [extension(44, &[0, 1, 7]), extension(44, &[0, 1, 7])].concat();
    assert!(
        marks(&hello(ty::CLIENT_HELLO, [7; 32], &twice))
            .contains("an extension of this type stands before it")
    );
    let psk =
        extension(41, &[&sized(2, &[0, 1, 65, 0, 0, 0, 0])[..], &sized(2, &sized(1, &[9; 32]))].concat());
    let not_last = [psk.as_slice(), &extension(44, &[0, 1, 7])].concat();
    assert!(
        marks(&hello(ty::CLIENT_HELLO, [7; 32], &not_last)).contains("pre_shared_key is the last extension")
    );
    let session_id = [&[3, 3], [7; 32].as_slice(), &sized(1, &[5; 33]), &[0, 2, 0x13, 1, 1, 0]].concat();
    assert!(marks(&message(ty::CLIENT_HELLO, &session_id)).contains("at most 32 bytes are allowed"));
    let ticket =
        [&[0, 9, 0x3a, 0x81, 0, 0, 0, 0], sized(1, &[1]).as_slice(), &sized(2, b"t"), &[0, 0]].concat();
    assert!(marks(&message(ty::NEW_SESSION_TICKET, &ticket)).contains("at most seven days (604800 seconds)"));
    assert!(marks(&message(ty::KEY_UPDATE, &[2])).contains("only 0 and 1 are allowed"));
    assert!(marks(&message(ty::FINISHED, &[1; 31])).contains("32 bytes are required"));
    let finished = [&[ty::FINISHED, 0, 0, 13], [1; 13].as_slice()].concat();
    let finished = other(Kind::Handshake(ty::FINISHED), &finished, 0x0303, 0xc02f);
    assert!(marks(&finished).contains("12 bytes are required with this version and cipher suite"));
}

#[test]
fn alerts_heartbeats_and_changes_of_the_wrong_length_are_marked() {
    let alert = |bytes: &[u8]| marks(&other(Kind::Alert, bytes, 0x0303, 0xc02f));
    assert_eq!(alert(&[2, 40]), "");
    assert!(alert(&[2]).contains("1 bytes expected, 0 left"));
    assert!(alert(&[2, 40, 7]).contains("Unexpected: 07 [malformed: not part of this structure]"));
    assert!(alert(&[9, 40]).contains("only 1 and 2 are allowed"));

    let heartbeat = |bytes: &[u8]| marks(&other(Kind::Heartbeat, bytes, 0x0303, 0xc02f));
    assert_eq!(heartbeat(&[&[1, 0, 2, 5, 5], [0; 16].as_slice()].concat()), "");
    // What a server that holds to no length answers with its memory.
    assert!(heartbeat(&[1, 0x40, 0, 5, 5]).contains("16384 bytes expected, 2 left"));
    assert!(heartbeat(&[1, 0, 2, 5, 5, 0]).contains("at least 16 bytes of padding are required"));

    let change = |bytes: &[u8]| marks(&other(Kind::ChangeCipherSpec, bytes, 0x0303, 0xc02f));
    assert_eq!(change(&[1]), "");
    assert!(change(&[2]).contains("only 1 is allowed"));
    assert!(change(&[1, 1]).contains("not part of this structure"));
    assert!(marks(&other(Kind::Handshake(14), &[14, 0, 0, 1, 0], 0x0303, 0xc02f)).contains("Unexpected: 00"));
}

#[test]
fn a_premaster_secret_of_ssl_3_has_no_length() {
    let encrypted = [&[16, 0, 0, 128], [0xaa; 128].as_slice()].concat();
    for (version, sound) in [(0x0300, true), (0x0303, false)] {
        let message = other(Kind::Handshake(16), &encrypted, version, 0x0005);
        assert_eq!(marks(&message).is_empty(), sound, "{}", marks(&message));
    }
}
