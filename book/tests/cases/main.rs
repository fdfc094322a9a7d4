//! What `tlsbook explain` says of captures that are not as one would wish: begun late, with packets lost, out of order or
//! in tunnels, with drafts and other protocols. One test for each kind; the captures are small, and stand beside this file.
//!
//! The fixtures have two sessions, of TLS 1.3 and TLS 1.2, whose secrets are in `keys`; the tests make other captures of
//! their packets.

#![allow(clippy::unwrap_used, clippy::cast_possible_truncation)] // a test that fails may panic

mod old;
mod packets;
#[path = "../../../wire/tests/sessions/mod.rs"]
mod sessions;

use std::io::Write;
use std::path::Path;
use std::process::Stdio;

use packets::{Capture, From, Talk, ethernet, fixture, ip, ipv4, udp};

/// What a reader is shown.
struct Shown {
    out: String,
    err: String,
    code: Option<i32>,
}

/// Explains a capture.
fn explain(capture: &[u8], arguments: &[&str]) -> Shown {
    let mut command = harness::command("tlsbook").unwrap();
    command.env("LC_ALL", "C").arg("explain").args(arguments).arg("-");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let _ = input.write_all(capture); // it may refuse it before its end
    drop(input);
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Shown { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
}

fn explain_file(name: &str, arguments: &[&str]) -> Shown {
    explain(&std::fs::read(fixture(name)).unwrap(), arguments)
}

fn with_keys(capture: &Capture) -> Shown {
    explain(&capture.bytes(), &["--keylog", keys()])
}

/// The secrets of the sessions of all fixtures that have no key log of their own.
fn keys() -> &'static str {
    path("keys")
}

fn path(name: &str) -> &'static str {
    Box::leak(fixture(name).into_os_string().into_string().unwrap().into_boxed_str())
}

impl Shown {
    /// The messages, without what stands in brackets behind them.
    fn messages(&self) -> Vec<&str> {
        assert_eq!(self.code, Some(0), "{}{}", self.out, self.err);
        let lines =
            self.out.lines().filter(|line| line.contains("client -> ") || line.contains("client <- "));
        let lines = lines.filter(|line| !line.starts_with("Session "));
        lines.map(|line| line.get(54..).unwrap().split("  (").next().unwrap()).collect()
    }

    fn has(&self, part: &str) -> &Self {
        assert!(self.out.contains(part), "{part} is not in\n{}", self.out);
        self
    }

    fn warns(&self, part: &str) -> &Self {
        assert!(self.err.contains(part), "{part} is not in\n{}", self.err);
        self
    }

    /// Nothing is said to be proven or false.
    fn claims_nothing(&self) -> &Self {
        for word in ["proven:", "FALSE"] {
            assert!(!self.out.contains(word), "{}", self.out);
        }
        self
    }

    fn is_tls13(&self) -> &Self {
        assert_eq!(self.messages(), WHOLE_TLS13);
        self
    }
}

const WHOLE_TLS13: [&str; 14] = [
    "Client Hello",
    "Server Hello",
    "Change Cipher Spec",
    "Application Data: Encrypted Extensions",
    "Application Data: Certificate",
    "Application Data: Certificate Verify",
    "Application Data: Finished",
    "Change Cipher Spec",
    "Application Data: Finished",
    "Application Data: New Session Ticket",
    "Application Data: New Session Ticket",
    "Application Data: 6 bytes",
    "Application Data: Alert (Warning: Close Notify)",
    "Application Data: Alert (Warning: Close Notify)",
];

const WHOLE_TLS12: [&str; 14] = [
    "Client Hello",
    "Server Hello",
    "Certificate",
    "Server Key Exchange",
    "Server Hello Done",
    "Client Key Exchange",
    "Change Cipher Spec",
    "Finished",
    "New Session Ticket",
    "Change Cipher Spec",
    "Finished",
    "Application Data: 6 bytes",
    "Alert (Warning: Close Notify)",
    "Alert (Warning: Close Notify)",
];

const NO_SERVER_HELLO: &str =
    "encrypted: no Server Hello has been seen, so neither the version nor the cipher suite is known";

const LOST_SERVER_HELLO: &str =
    "encrypted: the capture has lost the Server Hello, and with it the version and the cipher suite";

#[test]
fn what_is_unknown_is_not_taken_for_clear() {
    let alert = format!("Alert, {NO_SERVER_HELLO}");
    assert_eq!(explain_file("app_only.pcap", &[]).messages(), [alert.as_str(), &alert]);

    // One direction alone.
    let client = Capture::tls12().only(|packet| packet.from() == From::Client);
    assert_eq!(
        with_keys(&client).messages(),
        [
            "Client Hello",
            "1615 bytes are missing here",
            "Client Key Exchange",
            "Change Cipher Spec",
            &format!("Handshake, {LOST_SERVER_HELLO}"),
            &format!("Application Data, {LOST_SERVER_HELLO}"),
            &format!("Alert, {LOST_SERVER_HELLO}"),
        ]
    );
    // From the Client Key Exchange on.
    let (handshake, data) =
        (format!("Handshake, {NO_SERVER_HELLO}"), format!("Application Data, {NO_SERVER_HELLO}"));
    let (_, late) = split(&Capture::tls12(), 2);
    assert_eq!(
        with_keys(&late).messages(),
        // What is encrypted waits for a Server Hello, until there can be none.
        [
            "Client Key Exchange",
            "Change Cipher Spec",
            "New Session Ticket",
            "Change Cipher Spec",
            &handshake,
            &handshake,
            &data,
            &alert,
            &alert
        ]
    );
    // Of TLS 1.3, from the last flight on.
    let (_, late) = split(&Capture::tls13(), 3);
    let shown = with_keys(&late);
    assert_eq!(shown.messages()[0], "Change Cipher Spec");
    assert!(shown.messages()[1..].iter().all(|message| message.contains(", encrypted: ")), "{}", shown.out);
}

/// A capture until so many packets have carried something, and from there on.
fn split(capture: &Capture, payloads: usize) -> (Capture, Capture) {
    let carrying = capture.packets.iter().enumerate().filter(|(_, packet)| !packet.payload().is_empty());
    let at = carrying.map(|(index, _)| index).nth(payloads).unwrap();
    let (mut first, mut second) = (capture.clone(), capture.clone());
    first.packets.truncate(at);
    second.packets.drain(..at);
    (first, second)
}

#[test]
fn nothing_is_proven_or_false_where_no_secret_was_given() {
    explain_file("nothing_shared.pcap", &["--trace=full"])
        .claims_nothing()
        .has("the Server Hello agrees on no secret: it has neither a key share nor a pre-shared key");
    // The server's key share has the number that it had in drafts.
    let old = Capture::tls13().replace(&[0, 51, 0, 36, 0, 29, 0, 32], &[0, 40, 0, 36, 0, 29, 0, 32]);
    explain(&old.bytes(), &["--trace=full"]).claims_nothing().has("Reserved (key_share)");
    // No key log.
    for whole in [Capture::tls13(), Capture::tls12()] {
        let shown = explain(&whole.bytes(), &["--trace=full"]);
        assert!(!shown.out.contains("FALSE"), "{}", shown.out);
        // The signature of a key exchange in the clear can be checked by everyone.
        let proofs: Vec<_> = shown.out.lines().filter(|line| line.contains("[proven: ")).collect();
        assert!(proofs.iter().all(|proof| proof.contains("signature of the key exchange")), "{proofs:?}");
    }
}

#[test]
fn drafts_are_read_or_named_as_not_read() {
    let draft23 = explain_file("draft23.pcap", &["--keylog", path("draft.keys"), "--trace=full"]);
    draft23.has("Application Data: Finished").has("[proven: ");
    assert!(!draft23.out.contains("FALSE"), "{}", draft23.out);

    let draft = |number: u8| {
        let selected = |number| [0, 0x2b, 0, 2, 0x7f, number];
        Capture::of("draft23.pcap").replace(&selected(23), &selected(number))
    };
    explain(&draft(18).bytes(), &["--keylog", path("draft.keys"), "--trace=full"])
        .claims_nothing()
        .has("draft 18 of TLS 1.3 is not read here, only drafts from 22 on");
    // From draft 25 on, the header of a record is authenticated. So it cannot have been that.
    let other = explain(&draft(26).bytes(), &["--keylog", path("draft.keys")]);
    assert!(other.messages().iter().all(|message| !message.contains("Finished")), "{}", other.out);
}

#[test]
fn bytes_that_are_missing_are_named_and_reading_goes_on() {
    let tls12 = explain_file("t12_lost_sh.pcap", &["--keylog", keys()]);
    tls12.has("500 bytes are missing here").has("  Server Key Exchange").has("  Server Hello Done");
    tls12.has(&format!("Handshake, {LOST_SERVER_HELLO}")).has(&format!("Alert, {LOST_SERVER_HELLO}"));
    assert!(!tls12.out.contains("Not TLS"), "{}", tls12.out);

    let tls13 = explain_file("t13_lost_nst.pcap", &["--keylog", keys()]);
    tls13.has("255 bytes are missing here").has("New Session Ticket  (application key, seq 1)");
    assert!(!tls13.out.contains("Not TLS"), "{}", tls13.out);

    // The client's Change Cipher Spec and Finished are lost; the key log opens what follows all the same.
    let mut talk = Talk::open();
    for (from, bytes) in Capture::tls12().payloads() {
        if bytes[0] == 22 && bytes[5] == 16 {
            talk.lose(from, bytes.len())
        } else {
            talk.say(from, &bytes)
        };
    }
    let shown = with_keys(&talk.close().capture());
    shown.has("93 bytes are missing here").has("Application Data: 6 bytes  (application key, seq 1)");
    // A part of one record is lost: the others keep their numbers.
    let mut talk = Talk::open();
    for (from, bytes) in Capture::tls13().payloads() {
        if bytes.len() == 28 {
            talk.say(from, &bytes[..10]).lose(from, 5).say(from, &bytes[15..]);
        } else {
            talk.say(from, &bytes);
        }
    }
    let shown = with_keys(&talk.close().capture());
    shown.has("5 bytes are missing here").has("Part of a record: 10 bytes - its start");
    shown.has("Part of a record: 13 bytes - it began in what is missing");
    shown.has("Alert (Warning: Close Notify)  (application key, seq 1)");
}

#[test]
fn what_ends_is_said_to_be_the_capture_or_the_connection() {
    let payloads = Capture::tls13().payloads();
    let (last, before) = payloads.split_last().unwrap();
    let mut talk = Talk::open();
    talk.say_all(before).say(last.0, &last.1[..20]);
    let open = with_keys(&talk.capture());
    open.has("Part of a record: 20 bytes - its start: the capture ends before the rest came");
    open.has("The capture does not have the end of the TCP connection");
    // The incomplete record has its time.
    assert!(!open.out.lines().any(|line| line.contains("Part of a record") && line.contains(" 0.000000")));

    let mut talk = Talk::open();
    talk.say_all(before).say(last.0, &last.1[..20]).close();
    with_keys(&talk.capture()).has("its start: the connection ended before the rest came");
    let mut talk = Talk::open();
    talk.say_all(before).reset(From::Client).say(last.0, &last.1);
    let reset = with_keys(&talk.capture());
    reset.is_tls13().has("The client broke the TCP connection off (RST)"); // with what came after it
}

#[test]
fn a_direction_begins_where_its_peer_acknowledges() {
    let payloads = Capture::tls13().payloads();
    // An acknowledgement of an older connection with the same ports.
    let mut talk = Talk::open();
    talk.stray(From::Server, false, 77_000_000, 88_000_000).say_all(&payloads).close();
    with_keys(&talk.capture()).is_tls13();
    // An earlier SYN-ACK, with another number.
    let mut talk = Talk::join();
    talk.stray(From::Server, true, 3_000_000_000, 1000);
    let strays = talk.capture();
    let mut talk = Talk::open();
    talk.say_all(&payloads).close();
    let mut both = talk.capture();
    both.packets.splice(1..1, strays.packets);
    with_keys(&both).is_tls13();
    // The ports are used again.
    let mut talk = Talk::open_at([500_000_000, 700_000_000]);
    talk.say_all(&payloads).close();
    both.packets.extend(talk.capture().packets);
    let shown = with_keys(&both);
    assert_eq!(shown.messages(), [WHOLE_TLS13, WHOLE_TLS13].concat());
    shown.has("(tcp.stream 0)").has("(tcp.stream 1)");
}

#[test]
fn the_two_directions_stand_as_their_ends_had_them() {
    explain_file("ch_after_sh.pcap", &["--keylog", keys()]).is_tls13();
    // Any two packets after each other that carry something are captured the other way round.
    for (capture, whole) in [(Capture::tls13(), WHOLE_TLS13), (Capture::tls12(), WHOLE_TLS12)] {
        let carrying: Vec<usize> =
            (0..capture.packets.len()).filter(|at| !capture.packets[*at].payload().is_empty()).collect();
        for pair in carrying.windows(2) {
            let mut swapped = capture.clone();
            swapped.packets.swap(pair[0], pair[1]);
            let shown = with_keys(&swapped);
            let mut messages = shown.messages();
            // Which close_notify comes first, nobody's acknowledgement says.
            messages.sort_unstable();
            let mut wanted = whole.to_vec();
            wanted.sort_unstable();
            assert_eq!(messages, wanted, "{pair:?}\n{}", shown.out);
            assert!(!shown.out.contains("missing"), "{pair:?}\n{}", shown.out);
        }
    }
}

/// Makes another frame of one.
type Wrap = fn(&[u8]) -> Vec<u8>;

#[test]
fn packets_in_tunnels_are_read() {
    explain_file("vxlan.pcap", &["--keylog", keys()]).is_tls13();
    explain_file("v4ah.pcap", &["--keylog", keys()]).is_tls13();
    let pppoe = explain_file("pppoe.pcap", &["--keylog", keys()]);
    assert_eq!(pppoe.messages(), [WHOLE_TLS13, WHOLE_TLS12].concat());

    let tunnels: [(&str, Wrap); 12] = [
        ("MPLS", |frame| ethernet(0x8847, &[&[0, 1, 0, 64, 0, 2, 1, 64], ip(frame)].concat())),
        ("QinQ", |frame| ethernet(0x88a8, &[&[0, 5, 0x81, 0, 0, 6, 8, 0], ip(frame)].concat())),
        ("GRE", |frame| ethernet(0x800, &ipv4(47, &[&[0, 0, 8, 0], ip(frame)].concat()))),
        ("GRE with a key", |frame| {
            ethernet(0x800, &ipv4(47, &[&[0x20, 0, 8, 0, 1, 2, 3, 4], ip(frame)].concat()))
        }),
        ("ERSPAN II", |frame| {
            let header = [0x10, 0, 0x88, 0xbe, 0, 0, 0, 9, 0x10, 0, 0, 0, 0, 0, 0, 0];
            ethernet(0x800, &ipv4(47, &[&header, frame].concat()))
        }),
        ("IP in IP", |frame| ethernet(0x800, &ipv4(4, ip(frame)))),
        ("4 in 6", |frame| {
            let length = u16::try_from(ip(frame).len()).unwrap().to_be_bytes();
            let header = [&[0x60, 0, 0, 0, length[0], length[1], 4, 64], [0x20; 32].as_slice()].concat();
            ethernet(0x86dd, &[&header, ip(frame)].concat())
        }),
        ("VXLAN", |frame| ethernet(0x800, &udp(4789, &[&[8, 0, 0, 0, 0, 0, 7, 0], frame].concat()))),
        ("Geneve", |frame| ethernet(0x800, &udp(6081, &[&[0, 0, 0x65, 0x58, 0, 0, 7, 0], frame].concat()))),
        ("GTP-U", |frame| {
            let length = u16::try_from(ip(frame).len()).unwrap().to_be_bytes();
            let header = [0x30, 255, length[0], length[1], 0, 0, 0, 1];
            ethernet(0x800, &udp(2152, &[&header, ip(frame)].concat()))
        }),
        ("Cisco metadata", |frame| ethernet(0x8909, &[&[1, 1, 0, 1, 0, 7, 8, 0], ip(frame)].concat())),
        ("GRE in MPLS in VXLAN", |frame| {
            let gre = ipv4(47, &[&[0, 0, 8, 0], ip(frame)].concat());
            let inner = ethernet(0x8847, &[&[0, 1, 1, 64], gre.as_slice()].concat());
            ethernet(0x800, &udp(4789, &[&[8, 0, 0, 0, 0, 0, 7, 0], inner.as_slice()].concat()))
        }),
    ];
    for (name, wrap) in tunnels {
        let shown = with_keys(&Capture::tls13().wrap(1, wrap));
        assert_eq!(shown.messages(), WHOLE_TLS13, "{name}");
        assert_eq!(shown.err, "", "{name}");
    }
}

#[test]
fn what_is_left_out_is_counted_and_named() {
    let mixed = explain_file("mixcut.pcapng", &["--keylog", keys()]);
    mixed.is_tls13().warns("packets were not captured whole: what is missing of them shows as gaps");
    let of = |packets: &[Vec<u8>], link| {
        let mut capture = Capture::tls13();
        let first = capture.packets[0].clone();
        capture.packets = Vec::new();
        for data in packets {
            let length = data.len() as u32;
            capture.packets.push(packets::Packet { data: data.clone(), length, ..first.clone() });
        }
        capture.link = link;
        explain(&capture.bytes(), &[])
    };
    // The first packet of a browser that speaks HTTP/3.
    let quic = ethernet(0x800, &udp(443, &[&[0xc3, 0, 0, 0, 1, 8], [7; 1200].as_slice()].concat()));
    let dtls = ethernet(0x800, &udp(4433, &[22, 0xfe, 0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]));
    let shown = of(&[quic.clone(), quic, dtls], 1);
    assert_eq!(shown.code, Some(1));
    shown
        .warns("2 packets are QUIC by all appearances (HTTP/3)")
        .warns("curl does with --http2")
        .warns("1 packet is DTLS, which is TLS over UDP")
        .warns("it holds 3 packets, none of TCP");
    let esp = of(&[ethernet(0x800, &ipv4(50, &[9; 60])), ethernet(0x800, &ipv4(50, &[9; 60]))], 1);
    esp.warns("2 packets are of IP protocol 50 (ESP (IPsec), encrypted), which is not read here");
    esp.warns("in none of which TCP can be read");
    let radio = of(&[vec![0; 60]], 127);
    radio.warns("1 packet is of link type 127 (IEEE 802.11 with a radiotap header), which is not read here");
    // Headers that the snapshot length has cut off.
    let mut cut = Capture::tls13();
    cut.packets.iter_mut().for_each(|packet| packet.data.truncate(40));
    let shown = explain(&cut.bytes(), &[]);
    shown.warns("23 packets are too short to have all headers").warns("tcpdump -s 0");
    assert!(!shown.err.contains("none of TCP"), "{}", shown.err);
    // A length beyond the packet is damage, not a cut.
    let mut damaged = Capture::tls13();
    let packet = damaged.find(&[23, 3, 3, 0, 19]); // the last but one record
    let length = &mut damaged.packets[packet].data[16..18];
    length.copy_from_slice(&(u16::from_be_bytes([length[0], length[1]]) + 50).to_be_bytes());
    with_keys(&damaged).is_tls13().warns("1 packet is said to be longer by its headers than it was");
}

#[test]
fn a_session_is_found_wherever_it_begins() {
    let proxy = explain_file("proxy1_same.pcap", &["--keylog", keys()]);
    proxy.is_tls13().has("Outside of TLS, the client sent 45 bytes on the TCP connection");
    explain_file("starttls_ch_split8.pcap", &["--keylog", keys()]).is_tls13();
    // PROXY protocol, version 2, in the same segment.
    let payloads = Capture::tls13().payloads();
    let (hello, rest) = payloads.split_first().unwrap();
    let proxy = [
        b"\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c".as_slice(),
        &[192, 0, 2, 9, 192, 0, 2, 2, 0xc3, 0x50, 1, 0xbb],
    ]
    .concat();
    let mut talk = Talk::open();
    talk.say(From::Client, &[&proxy, hello.1.as_slice()].concat()).say_all(rest).close();
    with_keys(&talk.capture()).is_tls13().has("the client sent 28 bytes");
    // The Client Hello in two segments, divided anywhere in its first bytes.
    for first in 1..16 {
        let mut talk = Talk::open();
        let (start, end) = hello.1.split_at(first);
        talk.say(From::Client, start).say(From::Client, end).say_all(rest).close();
        with_keys(&talk.capture()).is_tls13();
    }
    // Behind one byte of the server, and behind the answer to SSLRequest of PostgreSQL.
    let mut talk = Talk::open();
    talk.say(From::Server, b"x").say_all(&payloads).close();
    with_keys(&talk.capture()).is_tls13();
    let mut talk = Talk::open();
    talk.say(From::Client, &[0, 0, 0, 8, 4, 0xd2, 0x16, 0x2f])
        .say(From::Server, b"S")
        .say_all(&payloads)
        .close();
    with_keys(&talk.capture()).is_tls13();
}

#[test]
fn a_second_session_follows_on_the_connection() {
    let two = explain_file("two_in_one.pcap", &["--keylog", keys()]);
    assert_eq!(two.messages(), [WHOLE_TLS13, WHOLE_TLS12].concat());
    two.has("Another TLS session follows on the TCP connection").has("Session 2: ");
    // LDAP between them, as StopTLS leaves it; and three in a row.
    let (first, second) = (Capture::tls13().payloads(), Capture::tls12().payloads());
    let mut talk = Talk::open();
    talk.say_all(&first).say(From::Client, b"0\x0c\x02\x01\x02clear").say_all(&second).close();
    let wanted = [WHOLE_TLS13.as_slice(), &["Not TLS: 10 bytes"], &WHOLE_TLS12].concat();
    assert_eq!(with_keys(&talk.capture()).messages(), wanted);
    let mut talk = Talk::open();
    talk.say_all(&second).say_all(&first).say_all(&second).close();
    let three = with_keys(&talk.capture());
    assert_eq!(three.messages(), [WHOLE_TLS12, WHOLE_TLS13, WHOLE_TLS12].concat());
}

#[test]
fn a_hello_in_the_form_of_ssl_2_begins_a_session_of_tls() {
    let words = "Client Hello - in the form of SSL 2.0, for a server that may know nothing else";
    let wanted = [words, "Server Hello", "Certificate", "Server Hello Done"];
    assert_eq!(explain_file("sslv2hello.pcap", &[]).messages(), wanted);
    let payloads = Capture::of("sslv2hello.pcap").payloads();
    let (hello, rest) = payloads.split_first().unwrap();
    for first in [1, 2, 5, 30] {
        let mut talk = Talk::open();
        let (start, end) = hello.1.split_at(first);
        talk.say(From::Client, start).say(From::Client, end).say_all(rest).close();
        let shown = explain(&talk.capture().bytes(), &["--trace=full"]);
        shown.has("SSLv2 Record Layer: Client Hello").has("Challenge: ").has("Server Hello Done");
    }
    // That of SSL 2.0 itself is named.
    let mut talk = Talk::open();
    let mut old = hello.1.clone();
    old[3..5].copy_from_slice(&[0, 2]);
    talk.say(From::Client, &old).say(From::Server, &[0x80, 3, 0, 0, 1]).close();
    let shown = explain(&talk.capture().bytes(), &[]);
    assert_eq!(shown.code, Some(1));
    shown.warns("1 connection begins with a Client Hello of SSL 2.0, which is not TLS and is not read here");
}

#[test]
fn key_logs_of_all_kinds_are_read() {
    explain_file("tls13.pcap", &["--keylog", path("cr.keys")]).is_tls13();
    for name in ["comment.keys", "empty.keys"] {
        let shown = explain_file("fail_alert.pcap", &["--keylog", path(name)]);
        assert_eq!(shown.messages(), ["Client Hello", "Alert (Fatal: Protocol Version)"]);
        shown.warns("has no secrets: ");
    }
    let begun = explain_file("after_ch.pcap", &["--keylog", keys()]);
    begun.warns("1 of 1 sessions are not in the capture from their beginning: without its Client Hello no secret can be found");
    // A byte order mark and CRLF; and blanks, comments and an unknown label between the lines.
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(keys()).unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let is_read = |log: &Path| {
        let shown = explain_file("tls13.pcap", &["--keylog", log.to_str().unwrap()]);
        shown.is_tls13();
    };
    is_read(&write("windows", &format!("\u{feff}{}", text.replace('\n', "\r\n"))));
    let between = "\n\n# a comment\nNEW_LABEL 00 11\n   \n";
    is_read(&write("mixed", &text.replace('\n', between)));
}

/// A capture of which each packet has so many bytes at most, as with `tcpdump -s`.
fn cut(mut capture: Capture, length: usize) -> Capture {
    capture.packets.iter_mut().for_each(|packet| packet.data.truncate(length));
    capture
}

#[test]
fn the_start_of_a_client_hello_names_the_secrets() {
    // Half of the Client Hello is there, with the random in it.
    for (capture, certificate) in [(Capture::tls13(), "encrypted"), (Capture::tls12(), "not in the capture")]
    {
        let capture = cut(capture, 190);
        let shown = with_keys(&capture);
        shown.has("its start: the rest is missing from the capture").has("Application Data: 6 bytes  (");
        shown.has("Alert (Warning: Close Notify)").warns("were not captured whole");
        assert!(
            !shown.err.contains("sessions") && !shown.out.contains("FALSE"),
            "{}{}",
            shown.err,
            shown.out
        );
        // A list does not take for encrypted, or for none, what the capture does not have.
        let list = explain(&capture.bytes(), &["--list"]);
        list.has(&format!("  {certificate}  ")).warns("1 of 1 sessions have no secrets");
    }
    // Without the random, it is not said to have begun earlier.
    let shown = with_keys(&cut(Capture::tls13(), 90));
    shown.warns("1 of 1 sessions are not in the capture from their beginning").claims_nothing();
    explain(&cut(Capture::tls13(), 90).bytes(), &["--list"]).has("not in the capture");
}

#[test]
fn a_list_says_no_more_than_is_there() {
    let row = |capture: &Capture| {
        let list = explain(&capture.bytes(), &["--list"]).out;
        let cells = list.lines().nth(1).unwrap().split("  ").map(str::trim).filter(|cell| !cell.is_empty());
        cells.skip(6).map(str::to_owned).collect::<Vec<_>>()
    };
    let (hello, rest) = split(&Capture::tls12(), 1);
    // Whether a certificate comes is not known after a Client Hello, unless the connection ends there.
    assert_eq!(row(&hello)[1..], ["ends after Client Hello", "not in the capture"]);
    assert_eq!(row(&hello)[0], "-");
    let mut closed = Talk::open();
    closed.say_all(&hello.payloads()).close();
    assert_eq!(row(&closed.capture()), ["none", "ends after Client Hello", "closed"]);
    // The client's direction alone: nothing of the server is there, encrypted or not.
    assert_eq!(row(&Capture::tls12().only(|packet| packet.from() == From::Client))[0], "not in the capture");
    // Begun late: the certificate may have stood before.
    let (_, late) = split(&rest, 2);
    assert_eq!(row(&late)[0], "not in the capture");
}

#[test]
fn a_stream_has_the_number_that_wireshark_gives_it() {
    let shown = explain_file("streamno.pcap", &["--keylog", keys()]);
    assert_eq!(shown.messages(), [WHOLE_TLS13, WHOLE_TLS12].concat());
    shown.has("(tcp.stream 3)").has("(tcp.stream 4)");
    // A connection that is only asked for, and one of another port in another direction.
    let mut capture = Capture::tls13();
    let mut syn = capture.packets[0].clone();
    syn.data[34..36].copy_from_slice(&[1, 1]);
    let mut ack = capture.packets[4].clone();
    ack.data[36..38].copy_from_slice(&[2, 2]);
    capture.packets.splice(0..0, [syn, ack]);
    with_keys(&capture).is_tls13().has("(tcp.stream 2)");
    // Between the packets of the session.
    let mut capture = Capture::tls13();
    let mut rst = capture.packets[4].clone();
    rst.data[36..38].copy_from_slice(&[2, 2]);
    rst.data[47] = 4;
    capture.packets.insert(8, rst);
    with_keys(&capture).is_tls13().has("(tcp.stream 0)");
}

#[test]
fn a_suite_that_does_not_encrypt_is_read() {
    const WHOLE: [&str; 13] = [
        "Client Hello",
        "Server Hello",
        "Certificate",
        "Server Hello Done",
        "Client Key Exchange",
        "Change Cipher Spec",
        "Finished",
        "New Session Ticket",
        "Change Cipher Spec",
        "Finished",
        "Application Data: 6 bytes",
        "Alert (Warning: Close Notify)",
        "Alert (Warning: Close Notify)",
    ];
    let shown = explain_file("null12.pcap", &["--keylog", path("null12.keys")]);
    assert_eq!(shown.messages(), WHOLE);
    // Without a key log its MACs are not checked, and after a gap its numbers are tried.
    let open = explain_file("null12.pcap", &["--trace=full"]);
    open.has("Not encrypted: a MAC alone protects it").has("its MAC is not checked").claims_nothing();
    let mut talk = Talk::open();
    for (from, bytes) in Capture::of("null12.pcap").payloads() {
        if bytes[0] == 23 {
            talk.lose(from, bytes.len())
        } else {
            talk.say(from, &bytes)
        };
    }
    let shown = explain(&talk.close().capture().bytes(), &["--keylog", path("null12.keys")]);
    shown.has("43 bytes are missing here").has("Alert (Warning: Close Notify)  (not encrypted, seq 2)");
}
