//! Compressed certificates (RFC 8879): their contents are shown and proven as if they had been sent
//! uncompressed.

#![allow(clippy::unwrap_used)] // a test that fails may panic

mod sessions;

use wire::fields::{Field, Value, untiled};
use wire::message::{Decompressed, Kind, Message};
use wire::names::codes::handshake_type;
use wire::proof::Verdict;
use wire::render::diff::{self, Step};
use wire::render::json;
use wire::render::text::{Detail, Printer};
use wire::{Direction, Event};

use sessions::check::{check_bytes, messages};
use sessions::compressed::{certificate, message};

fn is(message: &Message, kind: u8) -> bool {
    message.kind == Kind::Handshake(kind)
}

/// A message with this in it, compressed by zlib.
fn zlib(body: &[u8]) -> Message {
    message(1, body.len(), &miniz_oxide::deflate::compress_to_vec_zlib(body, 6))
}

fn decompressed(message: &Message) -> Decompressed {
    message.decompressed().unwrap().unwrap()
}

/// Why a message cannot be decompressed.
fn why(message: &Message) -> String {
    message.decompressed().unwrap().unwrap_err().to_string()
}

fn malformed(tree: &Field) -> usize {
    let mut count = 0;
    tree.walk(&mut |field, _| count += usize::from(matches!(field.value, Value::Malformed(_))));
    count
}

#[test]
fn recorded_sessions_show_and_prove_both_certificates() {
    for recording in sessions::compressed::all() {
        let name = &recording.name;
        let events = recording.read();
        check_bytes(name, &events, recording.chunks.iter().map(|(.., bytes)| bytes.len()).sum());
        for (direction, subject) in
            [(Direction::FromServer, "localhost"), (Direction::FromClient, "TLS Book Test Client")]
        {
            let sent: Vec<_> =
                messages(&events).into_iter().filter(|message| message.direction == direction).collect();
            let of = |kind| sent.iter().find(|message| is(message, kind)).unwrap();
            let message = of(handshake_type::COMPRESSED_CERTIFICATE);
            let whole = decompressed(message);
            assert_eq!(malformed(&whole.tree), 0, "{name}");
            let leaf = whole.tree.find("tls.handshake.certificate").unwrap();
            let said = leaf.note.as_deref().unwrap().to_string();
            assert!(said.starts_with(&format!("id-at-commonName={subject},")), "{name}: {said}");
            let note = format!("{} bytes instead of {}", message.bytes.len(), 4 + whole.bytes.len());
            assert_eq!(message.notes, [note.as_str()]);
            for kind in [handshake_type::CERTIFICATE_VERIFY, handshake_type::FINISHED] {
                assert_eq!(of(kind).proofs[0].verdict, Verdict::Proven, "{name}: {}", of(kind).proofs[0]);
            }
        }
        // Both say by name what they can decompress, the server in its Certificate Request.
        let algorithm = name.rsplit(' ').next().unwrap();
        for kind in [handshake_type::CLIENT_HELLO, handshake_type::CERTIFICATE_REQUEST] {
            let message = *messages(&events).iter().find(|message| is(message, kind)).unwrap();
            let tree = message.tree();
            let offered = tree.find("tls.compress_certificate.algorithm").unwrap();
            assert!(offered.to_string(&message.bytes).starts_with(&format!("Algorithm: {algorithm} (")));
        }
    }
}

#[test]
fn what_cannot_be_decompressed_says_why() {
    let body = certificate("tb-server-cert.pem");
    let length = body.len();
    let compressed = miniz_oxide::deflate::compress_to_vec_zlib(&body, 6);
    assert_eq!(decompressed(&zlib(&body)).bytes, body);

    let say = |algorithm, length, content: &[u8]| why(&message(algorithm, length, content));
    assert_eq!(say(7, length, &compressed), "algorithm 7 is not known");
    assert_eq!(
        say(1, length + 1, &compressed),
        format!("it gives {length} bytes, and {} are announced", length + 1)
    );
    let less = format!("it gives more than the {} bytes that are announced", length - 1);
    assert_eq!(say(1, length - 1, &compressed), less);
    assert_eq!(say(1, 0, &compressed), "it gives more than the 0 bytes that are announced");
    assert_eq!(say(1, length, &[&compressed[..], b"!"].concat()), "there is more behind its end");
    assert_eq!(say(1, 10, b"not compressed"), "it is damaged");
    assert_eq!(say(1, 10, b""), "a part of the message is missing");
    assert_eq!(
        say(1, (1 << 20) + 1, &compressed),
        "it would be 1048577 bytes long, more than the 1048576 that are read here"
    );
    assert_eq!(
        say(1, 0xff_ffff, &compressed),
        "it would be 16777215 bytes long, more than the 1048576 that are read here"
    );
    for cut in length / 100..compressed.len() {
        assert_eq!(say(1, length, &compressed[..cut]), "it is cut off", "{cut}");
    }
    let mut changed = compressed.clone();
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(say(1, length, &changed), "it is damaged", "the checksum of RFC 1950");
}

#[test]
fn brotli_says_why_as_well() {
    let recordings = sessions::compressed::all();
    let recording = recordings.iter().find(|recording| recording.name.ends_with("brotli")).unwrap();
    let events = recording.read();
    let sent = *messages(&events)
        .iter()
        .find(|message| is(message, handshake_type::COMPRESSED_CERTIFICATE))
        .unwrap();
    let tree = sent.tree();
    let content = tree.find("tls.compress_certificate.compressed_certificate_message").unwrap();
    let compressed = content.bytes(&sent.bytes);
    let length = decompressed(sent).bytes.len();

    let say = |length, content: &[u8]| why(&message(2, length, content));
    assert_eq!(
        say(length + 1, compressed),
        format!("it gives {length} bytes, and {} are announced", length + 1)
    );
    let less = format!("it gives more than the {} bytes that are announced", length - 1);
    assert_eq!(say(length - 1, compressed), less);
    assert_eq!(say(length, &[compressed, b"!"].concat()), "there is more behind its end");
    assert_eq!(say(10, &[0xff; 20]), "it is damaged");
    for cut in length / 100..compressed.len() {
        assert_eq!(say(length, &compressed[..cut]), "it is cut off", "{cut}");
    }
}

#[test]
fn what_zstd_has_compressed_cannot_be_read_and_the_rest_is_proven() {
    let recording = sessions::compressed::zstd();
    let events = recording.read();
    let (mut closed, mut proven) = (0, 0);
    for message in messages(&events) {
        if is(message, handshake_type::COMPRESSED_CERTIFICATE) {
            assert_eq!(why(message), "zstd is not read here");
            assert_eq!(message.notes, ["cannot be decompressed here: zstd is not read here"]);
            closed += 1;
        } else if is(message, handshake_type::CERTIFICATE_VERIFY) {
            assert!(message.proofs[0].to_string().contains("not provable here"), "{}", message.proofs[0]);
        } else if is(message, handshake_type::FINISHED) {
            assert_eq!(message.proofs[0].verdict, Verdict::Proven, "{}", message.proofs[0]);
            proven += 1;
        }
    }
    assert_eq!((closed, proven), (2, 2));
}

#[test]
fn a_bomb_does_not_go_off() {
    // 100,000 zeros each.
    let by_zlib = miniz_oxide::deflate::compress_to_vec_zlib(&vec![0; 100_000], 9);
    let by_brotli = [0x5b, 0x9f, 0x86, 0x81, 0x7f, 0x02, 0x20, 0x1e, 0x0b, 0x04, 0xb2, 0xfc, 0x02, 0x00];
    for (algorithm, bomb) in [(1, &by_zlib[..]), (2, &by_brotli)] {
        let honest = why(&message(algorithm, 100_000, bomb));
        assert_eq!(honest, "it would be more than 100 times as long, as no certificate is");
        let lying = why(&message(algorithm, 1000, bomb));
        assert_eq!(lying, "it gives more than the 1000 bytes that are announced");
    }
}

#[test]
fn no_change_of_what_is_compressed_is_taken_for_a_certificate() {
    // Sound compression of something else: the fields say so, and still tile it.
    let body = certificate("tb-server-ecdsa-cert.pem");
    for cut in 0..body.len() {
        let whole = decompressed(&zlib(&body[..cut]));
        assert_eq!(untiled(std::slice::from_ref(&whole.tree), 0..cut), None);
        assert!(malformed(&whole.tree) > 0, "{cut}");
    }
}

/// The message as text.
fn print(message: &Message, detail: Detail) -> String {
    Printer::new(detail, false).print(&Event::Message(message.clone()))
}

#[test]
fn every_view_shows_what_is_in_it() {
    let body = certificate("tb-server-cert.pem");
    let message = zlib(&body);
    let full = print(&message, Detail::Full);
    let root = format!(
        "\n  Certificate, decompressed ({} bytes)\n    Certificate Request Context Length: 0\n",
        body.len()
    );
    assert!(full.contains(&root), "{full}");
    assert!(full.contains("dNSName: localhost\n"), "{full}");
    let hex = print(&message, Detail::Hex);
    assert!(
        hex.contains("\n0000  00                           Certificate Request Context Length: 0\n"),
        "{hex}"
    );
    assert_eq!(print(&message, Detail::Brief).lines().count(), 2);

    let mut writer = json::Writer::new(Vec::new()).unwrap();
    writer.write(1, &Event::Message(message.clone())).unwrap();
    let damaged = sessions::compressed::message(1, 10, b"not compressed");
    writer.write(1, &Event::Message(damaged.clone())).unwrap();
    let document: serde_json::Value = serde_json::from_slice(&writer.finish(&[]).unwrap()).unwrap();
    let [whole, none] = [0, 1].map(|event: usize| &document["events"][event]["decompressed"]);
    assert_eq!(whole["bytes"], wire::fields::hex(&body));
    assert_eq!(whole["fields"]["name"], "Certificate, decompressed");
    assert_eq!(whole["fields"]["end"], body.len());
    assert_eq!(*none, serde_json::json!({ "why": "it is damaged" }));
    let full = print(&damaged, Detail::Full);
    assert!(full.contains("\n  [Cannot be decompressed here: it is damaged]\n"), "{full}");
}

#[test]
fn a_comparison_goes_into_it() {
    let [left, right] = ["tb-server-cert.pem", "tb-client-cert.pem"].map(|name| zlib(&certificate(name)));
    let steps = diff::compare(std::slice::from_ref(&left), &[right]);
    let [Step::Both { changes, .. }] = steps.as_slice() else { panic!("{steps:?}") };
    let common_name = changes.iter().find(|change| {
        change.left.as_deref().is_some_and(|left| left.contains("localhost"))
            && change.path.iter().any(|field| field == "Certificate")
    });
    assert!(common_name.is_some(), "{changes:#?}");
    let steps = diff::compare(std::slice::from_ref(&left), std::slice::from_ref(&left));
    assert!(
        matches!(steps.as_slice(), [Step::Both { changes, bytes, .. }] if changes.is_empty() && bytes.is_empty())
    );
}
