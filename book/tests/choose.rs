//! Tests what `tlsbook explain` offers those who read captures of others: compressed captures, sessions that are
//! chosen, listed and followed, their certificates and fingerprints.

#![allow(clippy::unwrap_used, clippy::format_push_string, clippy::too_many_lines)] // as in the tests of `wire`

#[path = "../../wire/tests/sessions/mod.rs"]
mod sessions;

mod folder;
mod recording;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use wire::Direction;
use wire::capture::writer::{self, Connection};

use folder::Folder;
use recording::{BEGIN, explain, failure, fine, session};
use sessions::Recording;

/// The secrets of several sessions.
fn secrets(recordings: &[&Recording]) -> String {
    recordings.iter().map(|recording| recording.key_log.as_str()).collect()
}

/// A capture of several sessions, one after the other, with their secrets.
fn capture(recordings: &[&Recording]) -> Vec<u8> {
    recording::capture(&secrets(recordings), recordings)
}

/// A session whose Client Hello asks for this server.
fn session_with(name: &'static str) -> Recording {
    sessions::record(name, |plan| plan.prepare = Box::new(|ssl| ssl.set_hostname(name).unwrap()))
}

/// A capture in which a session begins first and ends last, and all others lie within it.
fn overlapping(outer: &Recording, inner: &[&Recording]) -> Vec<u8> {
    let mut out = Vec::new();
    let all = [&[outer], inner].concat();
    writer::write_head(&mut out, &secrets(&all), 0).unwrap();
    let mut connections: Vec<_> = (0..all.len()).map(recording::connection).collect();
    let feed = |out: &mut Vec<u8>, connection: &mut Connection, chunks: &[sessions::Chunk]| {
        for (from, time, bytes) in chunks {
            connection.feed(out, *from, BEGIN + *time, bytes).unwrap();
        }
    };
    let (first, rest) = outer.chunks.split_at(1);
    connections[0].open(&mut out).unwrap();
    feed(&mut out, &mut connections[0], first);
    for (connection, recording) in connections[1..].iter_mut().zip(inner) {
        connection.open(&mut out).unwrap();
        feed(&mut out, connection, &recording.chunks);
        connection.close(&mut out, Direction::FromClient, BEGIN, false).unwrap();
    }
    feed(&mut out, &mut connections[0], rest);
    connections[0].close(&mut out, Direction::FromServer, BEGIN, false).unwrap();
    out
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_compressed_capture_is_read_as_it_is() {
    let folder = Folder::new();
    let plain = capture(&[&session()]);
    let expected = fine(explain(&folder.write("a.pcapng", &plain), &[]));
    assert!(expected.contains("Certificate Verify"), "{expected}");
    let packed = folder.write("a.pcapng.gz", gzip(&plain));
    assert_eq!(fine(explain(&packed, &[])), expected);
    let input = fs::File::open(&packed).unwrap();
    let output = harness::command("tlsbook").unwrap().args(["explain", "-"]).stdin(input).output().unwrap();
    assert_eq!(fine(output), expected);
    // Two members behind each other, as when compressed files are joined.
    let (start, end) = plain.split_at(plain.len() / 3);
    assert_eq!(fine(explain(&folder.write("two.gz", [gzip(start), gzip(end)].concat()), &[])), expected);
}

#[test]
fn a_compressed_capture_that_is_cut_off_or_damaged_shows_what_it_has() {
    let folder = Folder::new();
    let packed = gzip(&capture(&[&session()]));
    let output = explain(&folder.write("cut.gz", &packed[..packed.len() - 200]), &[]);
    assert!(failure(&output).contains("cut.gz (its gzip data is cut off)"), "{}", failure(&output));
    assert!(String::from_utf8(output.stdout).unwrap().contains("Client Hello"));
    let mut damaged = packed.clone();
    let checksum = damaged.len() - 5;
    damaged[checksum] ^= 1;
    let output = explain(&folder.write("damaged.gz", &damaged), &[]);
    assert!(failure(&output).contains("damaged.gz (its gzip data is damaged)"), "{}", failure(&output));
    assert!(String::from_utf8(output.stdout).unwrap().contains("Certificate Verify"));

    for (content, word) in [
        (b"\x1f\x8b\x08\x00".to_vec(), "its gzip data is cut off"),
        (gzip(b"hello, world"), "neither like a pcapng nor like a pcap file"),
        (gzip(b""), "the file is empty"),
        (gzip(&packed), "it is compressed with gzip: decompress it first"),
    ] {
        let path = folder.write("no.gz", content);
        let words = failure(&explain(&path, &[]));
        assert!(words.contains("cannot read") && words.contains(word), "{words}");
        // On standard input as well, where nothing is kept of what is no capture.
        let input = fs::File::open(&path).unwrap();
        let output =
            harness::command("tlsbook").unwrap().args(["explain", "-"]).stdin(input).output().unwrap();
        assert!(failure(&output).contains(word), "{}", failure(&output));
    }
}

/// Its packets are there, and many times more zeros than memory may hold.
#[cfg(target_os = "linux")]
#[test]
fn a_compressed_capture_may_be_larger_than_memory() {
    let folder = Folder::new();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&capture(&[&session()])).unwrap();
    // Blocks of a kind that nobody knows (pcapng: type, length, content, length), 1 MiB each.
    let length = (1_u32 << 20).to_le_bytes();
    let block = [&7_u32.to_le_bytes()[..], &length, &vec![0; (1 << 20) - 12], &length].concat();
    for _ in 0..200 {
        encoder.write_all(&block).unwrap();
    }
    let path = folder.write("large.gz", encoder.finish().unwrap());
    assert!(fs::metadata(&path).unwrap().len() < 2 << 20);
    // 200 MiB of address space hold the program and its threads, but not what is in the capture.
    let output = harness::stranger_command("sh")
        .args(["-c", "ulimit -v 200000 && exec \"$0\" explain \"$1\"", env!("CARGO_BIN_EXE_tlsbook")])
        .arg(&path)
        .output()
        .unwrap();
    assert!(fine(output).contains("Certificate Verify"));
}

#[test]
fn hellos_have_fingerprints() {
    let folder = Folder::new();
    let path = folder.write("a.pcapng", capture(&[&session()]));
    let full = fine(explain(&path, &["--trace=full"]));
    let of = |name: &str| full.lines().filter(|line| line.starts_with(&format!("  [{name}: "))).count();
    assert_eq!((of("JA3"), of("JA4"), of("JA3S")), (1, 1, 1), "{full}");
    assert!(full.contains("tell client programs apart"), "{full}");
    let japanese = fine(explain(&path, &["--trace=full", "--lang=ja"]));
    assert!(japanese.contains("プログラムを見分ける"), "{japanese}");
    let json: Value = serde_json::from_str(&fine(explain(&path, &["--json"]))).unwrap();
    let hello = json["events"].as_array().unwrap().iter().find(|event| event["title"] == "Client Hello");
    let prints = hello.unwrap()["fingerprints"].as_array().unwrap();
    assert_eq!((&prints[0]["name"], &prints[1]["name"]), (&"JA3".into(), &"JA4".into()));
    let ja4 = prints[1]["value"].as_str().unwrap();
    assert!(ja4.starts_with("t13") && full.contains(&format!("[JA4: {ja4}]")), "{ja4}");
}

/// The cells of each line of `--list`, without the titles.
fn rows(list: &str) -> Vec<Vec<&str>> {
    list.lines()
        .skip(1)
        .map(|line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
        .collect()
}

/// The titles of the sessions that are shown, by their numbers.
fn shown(text: &str) -> Vec<u64> {
    let numbers =
        text.lines().filter_map(|line| line.strip_prefix("Session ")?.split(':').next()?.parse().ok());
    numbers.collect()
}

#[test]
fn sessions_come_in_the_order_in_which_they_began() {
    let folder = Folder::new();
    let path = folder.write("a.pcapng", overlapping(&session(), &[&session(), &session()]));
    for arguments in [&[][..], &["--keys"], &["--follow"]] {
        assert_eq!(shown(&fine(explain(&path, arguments))), [1, 2, 3], "{arguments:?}");
    }
    let list = fine(explain(&path, &["--list"]));
    assert_eq!(rows(&list).iter().map(|row| row[0]).collect::<Vec<_>>(), ["1", "2", "3"], "{list}");
    let json: Value = serde_json::from_str(&fine(explain(&path, &["--list", "--json"]))).unwrap();
    let numbers: Vec<_> = json["events"].as_array().unwrap().iter().map(|event| &event["session"]).collect();
    assert_eq!(numbers, [1, 2, 3]);
}

#[test]
fn sessions_are_chosen_by_number_stream_address_and_name() {
    let folder = Folder::new();
    let sessions = ["www.example.com", "example.com", "localhost"].map(session_with);
    let path = folder.write("a.pcapng", capture(&sessions.iter().collect::<Vec<_>>()));
    for (arguments, expected) in [
        (&["--session", "2"][..], &[2][..]),
        (&["--session", "3", "--session", "1"], &[1, 3]),
        (&["--stream", "2"], &[3]),
        (&["--port", "50001"], &[2]),
        (&["--port", "11111"], &[1, 2, 3]),
        (&["--host", "127.0.0.1", "--session", "1"], &[1]),
        (&["--sni", "Example.COM."], &[2]),
        (&["--sni", "*.example.com"], &[1]),
        (&["--sni", "*"], &[1, 2, 3]),
        (&["--sni", "localhost", "--sni", "example.com"], &[2, 3]),
    ] {
        let text = fine(explain(&path, arguments));
        assert_eq!(shown(&text), expected, "{arguments:?}");
        assert_eq!(
            text.matches("Certificate Verify").count(),
            expected.len(),
            "all of each session is shown"
        );
        let list = fine(explain(&path, &[arguments, &["--list"]].concat()));
        assert_eq!(rows(&list).len(), expected.len(), "{list}");
        let json = fine(explain(&path, &[arguments, &["--json"]].concat()));
        let json: Value = serde_json::from_str(&json).unwrap();
        let starts = json["events"].as_array().unwrap().iter().filter(|event| event["event"] == "start");
        assert_eq!(starts.map(|event| event["session"].as_u64().unwrap()).collect::<Vec<_>>(), expected);
    }
}

/// What is said on standard error, and the remarks of the document.
fn said(path: &Path, arguments: &[&str]) -> (String, Vec<(String, u64)>) {
    let output = explain(path, &[arguments, &["--json"]].concat());
    let words = String::from_utf8(output.stderr.clone()).unwrap();
    let document: Value = serde_json::from_str(&fine(output)).unwrap();
    let remark = |one: &Value| (one["code"].as_str().unwrap().to_owned(), one["count"].as_u64().unwrap());
    (words, document["remarks"].as_array().unwrap().iter().map(remark).collect())
}

#[test]
fn what_is_said_at_the_end_is_about_the_chosen_sessions() {
    let folder = Folder::new();
    let closed = Recording { key_log: String::new(), ..session() };
    let path = folder.write("two.pcapng", capture(&[&session(), &closed]));
    let none = ("without_secrets".to_owned(), 1);
    let (words, remarks) = said(&path, &[]);
    assert!(words.contains("1 of 2 sessions have no secrets") && words.contains("HINT"), "{words}");
    assert_eq!(remarks, std::slice::from_ref(&none));
    let (words, remarks) = said(&path, &["--session", "1"]);
    assert_eq!((words.as_str(), remarks.as_slice()), ("", [].as_slice()));
    let (words, remarks) = said(&path, &["--stream", "1"]);
    assert!(words.contains("1 of 1 sessions have no secrets") && words.contains("HINT"), "{words}");
    assert_eq!(remarks, [none]);

    // Packets that are certainly not of a session do not matter; those that may be are said to be of the whole capture.
    let mut bytes = capture(&[&session(), &session()]);
    for protocol in [17, 50] {
        bytes.extend(packet_of(protocol));
    }
    let path = folder.write("more.pcapng", bytes);
    let (words, remarks) = said(&path, &[]);
    assert!(words.contains("1 UDP") && words.contains("1 packet is of IP protocol 50 (ESP"), "{words}");
    assert_eq!(remarks.len(), 2);
    let (words, remarks) = said(&path, &["--session", "2"]);
    assert!(words.starts_with("in the whole capture: 1 packet is of IP protocol 50 (ESP"), "{words}");
    assert_eq!(remarks, [("other_ip_protocol".to_owned(), 1)]);
}

/// A pcapng block with an IPv4 packet of a protocol and no content but 8 zeros.
fn packet_of(protocol: u8) -> Vec<u8> {
    let ip = [0x45, 0, 0, 28, 0, 0, 0, 0, 64, protocol, 0, 0, 127, 0, 0, 1, 127, 0, 0, 2];
    let packet = [&2_u32.to_le_bytes()[..], &ip, &[0; 8]].concat(); // 2: IPv4, on a loopback interface
    let length = u32::try_from(packet.len()).unwrap();
    let words = [6, 32 + length, 0, 0, 0, length, length].map(u32::to_le_bytes).concat();
    [words, packet, (32 + length).to_le_bytes().to_vec()].concat()
}

#[test]
fn a_page_numbers_the_chosen_sessions_as_the_list_does() {
    let folder = Folder::new();
    let path = folder.write("three.pcapng", capture(&[&session(), &session(), &session()]));
    let page = folder.path("page.html");
    fine(explain(&path, &["--session", "2", "--session", "3", "--html", page.to_str().unwrap()]));
    let page = fs::read_to_string(&page).unwrap();
    for (anchor, there) in [("s1-session", false), ("s2-session", true), ("s3-session", true)] {
        assert_eq!(page.contains(&format!("id=\"{anchor}\"")), there, "{anchor}");
    }
}

#[test]
fn the_packet_list_has_the_numbers_of_packets_if_it_is_asked_for_them() {
    let folder = Folder::new();
    let path = folder.write("two.pcapng", capture(&[&session(), &session()]));
    let document: Value = serde_json::from_str(&fine(explain(&path, &["--json"]))).unwrap();
    let events = document["events"].as_array().unwrap();
    let messages = events.iter().filter(|event| event["event"] == "message");
    let expected: Vec<_> = messages.map(|one| (one["number"].as_u64(), one["frame"].as_u64())).collect();
    for more in ["--trace=brief", "--trace=full"] {
        let list = fine(explain(&path, &["--frames", more]));
        assert_eq!(list.matches("\n No.   Frame  Time       Direction ").count(), 2, "{list}");
        let rows = list
            .lines()
            .filter(|line| line.contains("client -> server") || line.contains("client <- server"));
        let numbers = |row: &str| {
            let mut cells = row.split_whitespace().map(|cell| cell.parse().ok());
            (cells.next().flatten(), cells.next().flatten())
        };
        assert_eq!(rows.map(numbers).collect::<Vec<_>>(), expected, "{list}");
    }
    assert!(!fine(explain(&path, &[])).contains("Frame"));
    assert_eq!(explain(&path, &["--frames", "--list"]).status.code(), Some(2));
}

#[test]
fn where_no_session_is_chosen_it_is_said_which_there_are() {
    let folder = Folder::new();
    let (one, other) = (session_with("a\x1b]0;b\x07.example"), session_with("localhost"));
    let path = folder.write("a.pcapng", capture(&[&one, &other]));
    for (arguments, words) in [
        (
            &["--session", "99"][..],
            "no session with --session 99 in the capture; there are: 1 (127.0.0.1:50000 -> ",
        ),
        (&["--stream", "7", "--list"], "no session with --stream 7"),
        (&["--host", "::1", "--json"], "no session with --host ::1"),
        (&["--sni", "b", "--port", "50001"], "no session with --port 50001 --sni b"),
        (&["--sni", "b"], "1 (127.0.0.1:50000 -> 127.0.0.1:11111, stream 0, a\\x1b]0;b\\x07.example); 2 ("),
        (&["--port", "1", "--follow"], "--port 1"),
        (&["--port", "1", "--keys"], "--port 1"),
    ] {
        let output = explain(&path, arguments);
        let text = failure(&output);
        assert!(text.contains(words), "{text}");
        assert!(!output.stdout.contains(&b'\x1b') && !output.stderr.contains(&b'\x1b'));
        if arguments.contains(&"--json") {
            assert!(serde_json::from_slice::<Value>(&output.stdout).is_ok(), "the document is whole");
        }
    }
    // Nothing is written for no session.
    for option in ["--html", "--certs", "--by-hand"] {
        let out = folder.path("out");
        let output = explain(&path, &["--session", "9", option, out.to_str().unwrap()]);
        assert!(failure(&output).contains("--session 9"), "{option}");
        assert!(!out.exists(), "{option}");
    }
    let many = vec![&other; 20];
    let text = failure(&explain(&folder.write("many.pcapng", capture(&many)), &["--session", "99"]));
    assert!(
        text.contains("8 (127.0.0.1:50007 -> ") && text.contains("and 12 more, which --list shows"),
        "{text}"
    );
    // A capture without sessions is another failure.
    let text = failure(&explain(&folder.write("none.pcapng", capture(&[])), &["--session", "1"]));
    assert!(text.contains("no TLS session"), "{text}");
    for wrong in [["--session", "0"], ["--session", "x"], ["--host", "localhost"], ["--port", "70000"]] {
        assert_eq!(explain(&path, &wrong).status.code(), Some(2), "{wrong:?}");
    }
}

#[test]
fn a_list_has_a_line_for_each_session() {
    let folder = Folder::new();
    let complete = session_with("www.example.com");
    let mut closed = sessions::record("closed", |_| {});
    closed.key_log.clear();
    let resumed = sessions::record("resumed", |plan| plan.resume = true);
    let mut cut = session();
    cut.chunks.truncate(1);
    let hostile = session_with("a\tb\x1b[2J.example");
    let long: &'static str = "a-name-that-is-much-longer-than-a-column-of-a-list-may-be.example.com";
    let all = [complete, closed, resumed, cut, hostile, session_with(long)];
    let path = folder.write("a.pcapng", capture(&all.iter().collect::<Vec<_>>()));
    let list = fine(explain(&path, &["--list"]));
    assert!(list.starts_with("No.  Frames "), "{list}");
    let rows = rows(&list);
    let suite = "TLS_AES_256_GCM_SHA384";
    assert_eq!(
        rows[0][2..],
        [
            "127.0.0.1:50000 -> 127.0.0.1:11111",
            "www.example.com",
            "TLS 1.3",
            suite,
            "localhost",
            "complete",
            "closed"
        ],
        "{list}"
    );
    assert_eq!(rows[1][6..], ["encrypted", "unknown: encrypted", "closed"]);
    assert_eq!(rows[2][6..], ["pre-shared key", "complete", "closed"]);
    assert_eq!(rows[3][4..], ["-", "-", "none", "ends after Client Hello", "closed"]);
    assert_eq!(rows[4][3], "a\\x09b\\x1b[2J.example");
    assert_eq!(rows[5][3], "a-name-that-is-much-longer-than-a-column-of-a-li…");
    let japanese = fine(explain(&path, &["--list", "--lang=ja"]));
    assert!(japanese.contains("完了") && japanese.contains("不明（暗号化）"), "{japanese}");

    let json: Value = serde_json::from_str(&fine(explain(&path, &["--list", "--json"]))).unwrap();
    let events = json["events"].as_array().unwrap();
    assert_eq!(events.len(), all.len());
    assert_eq!(events[0]["server_name"], "www.example.com");
    assert_eq!(events[0]["certificates"][0]["name"], "localhost");
    assert_eq!(events[4]["server_name"], "a\tb\x1b[2J.example");
    let codes: Vec<_> = events.iter().map(|event| event["handshake"].as_str().unwrap()).collect();
    assert_eq!(codes, ["complete", "unknown", "complete", "unfinished", "complete", "complete"]);
    // The frames are those with records, the first one and the last one.
    let whole: Value = serde_json::from_str(&fine(explain(&path, &["--json"]))).unwrap();
    let whole = whole["events"].as_array().unwrap().iter();
    let frames: Vec<_> = whole
        .filter(|event| event["event"] == "record" && event["session"] == 1)
        .map(|event| event["frame"].as_u64().unwrap())
        .collect();
    assert_eq!(rows[0][1], format!("{}-{}", frames[0], frames[frames.len() - 1]));
    assert_eq!(events[0]["first_frame"], frames[0]);
}

#[test]
fn data_is_followed_as_text_and_as_it_is() {
    let folder = Folder::new();
    let binary: Vec<u8> = (0..=255).collect();
    let talk = vec![
        (Direction::FromClient, b"GET / HTTP/1.0\r\n\r\n".to_vec()),
        (Direction::FromServer, "\u{1b}[2Jこんにちは\n".as_bytes().to_vec()),
        (Direction::FromServer, binary.clone()),
    ];
    let session = sessions::record("talk", |plan| plan.talk = talk);
    let path = folder.write("a.pcapng", capture(&[&session]));
    let text = fine(explain(&path, &["--follow"]));
    assert!(text.contains("  18 bytes\n    GET / HTTP/1.0\n    \nclient <- server"), "{text}");
    assert!(text.contains("\n    \\x1b[2Jこんにちは\nclient <- server") && text.contains("\\xff"), "{text}");
    assert!(text.lines().all(|line| !line.contains('\x1b')));

    let out = folder.path("raw");
    let listed = fine(explain(&path, &["--follow", "--raw", out.to_str().unwrap()]));
    let read = |name: &str| fs::read(out.join(name)).unwrap();
    assert_eq!(read("session-1-client.bin"), b"GET / HTTP/1.0\r\n\r\n");
    assert_eq!(read("session-1-server.bin"), ["\u{1b}[2Jこんにちは\n".as_bytes(), &binary].concat());
    assert!(listed.contains("session-1-client.bin  18 bytes\n"), "{listed}");
    assert_eq!(fs::read_dir(&out).unwrap().count(), 2);

    let json: Value = serde_json::from_str(&fine(explain(&path, &["--follow", "--json"]))).unwrap();
    let kinds: Vec<_> = json["events"].as_array().unwrap().iter().map(|event| &event["event"]).collect();
    assert_eq!(kinds, ["start", "message", "message", "message", "end"]);
}

/// What Wireshark follows of a session is the same.
#[test]
fn data_is_that_of_wireshark() {
    if !harness::tool("tshark") {
        return;
    }
    let folder = Folder::new();
    let path = folder.write("a.pcapng", capture(&[&session()]));
    let out = folder.path("raw");
    fine(explain(&path, &["--follow", "--raw", out.to_str().unwrap()]));
    let mut tshark = harness::stranger_command("tshark");
    let output = tshark.args(["-q", "-z", "follow,tls,raw,0", "-r"]).arg(&path).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    // What one of the two sends is indented by a tab: node 1.
    let server_is_first = text.contains("Node 0: 127.0.0.1:11111");
    let digits = |server: bool| -> String {
        let lines = text.lines().filter(|line| line.starts_with('\t') == (server != server_is_first));
        lines.map(str::trim).filter(|line| line.chars().all(|digit| digit.is_ascii_hexdigit())).collect()
    };
    for (file, server) in [("session-1-client.bin", false), ("session-1-server.bin", true)] {
        assert_eq!(wire::fields::hex(&fs::read(out.join(file)).unwrap()), digits(server), "{text}");
    }
}

#[test]
fn what_cannot_be_followed_is_said() {
    let folder = Folder::new();
    let mut closed = session();
    closed.key_log.clear();
    let path = folder.write("closed.pcapng", capture(&[&closed]));
    let text = fine(explain(&path, &["--follow"]));
    assert!(text.contains("records could not be decrypted, and are left out]"), "{text}");
    let out = folder.path("out");
    for arguments in [&["--follow", "--raw"][..], &["--certs"]] {
        let output = explain(&path, &[arguments, &[out.to_str().unwrap()]].concat());
        assert!(
            failure(&output).contains("it is encrypted, and there are no secrets"),
            "{}",
            failure(&output)
        );
        assert!(!out.exists());
    }
    assert_eq!(explain(&path, &["--raw", out.to_str().unwrap()]).status.code(), Some(2), "without --follow");
    assert_eq!(explain(&path, &["--follow", "--list"]).status.code(), Some(2));
}

#[test]
fn certificates_are_written_as_pem() {
    let folder = Folder::new();
    let mutual = sessions::record("mutual", |plan| plan.client_authentication(Some("tb-client"), true));
    let path = folder.write("a.pcapng", capture(&[&session(), &mutual, &session()]));
    let out = folder.path("certs");
    let listed = fine(explain(&path, &["--certs", out.to_str().unwrap()]));
    let mut names: Vec<_> =
        fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["session-1-server.pem", "session-2-client.pem", "session-2-server.pem"], "{listed}");
    assert!(
        listed.contains("session-2-server.pem: the certificate of localhost, and 1 of its issuers\n"),
        "{listed}"
    );
    assert!(listed.contains("session 3, server: the chain of session-1-server.pem\n"), "{listed}");
    for (file, original) in [(&names[0], "tb-server-cert.pem"), (&names[1], "tb-client-cert.pem")] {
        let first = |path: PathBuf| {
            let pem = fs::read(path).unwrap();
            openssl::x509::X509::from_pem(&pem).unwrap().to_der().unwrap()
        };
        assert_eq!(first(out.join(file)), first(harness::root().join("certs").join(original)));
    }
    // What is there stays as it is.
    let output = explain(&path, &["--certs", out.to_str().unwrap()]);
    assert!(failure(&output).contains("must be a new or an empty folder"), "{}", failure(&output));
    let nowhere = folder.path("none/certs");
    assert!(failure(&explain(&path, &["--certs", nowhere.to_str().unwrap()])).contains("cannot write"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_a_failure() {
    let folder = Folder::new();
    let path = folder.write("a.pcapng", capture(&[&session()]));
    for option in ["--list", "--follow"] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = harness::command("tlsbook").unwrap();
        let output = command.args(["explain", option]).arg(&path).stdout(full).output().unwrap();
        let text = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{text}");
        assert_eq!(text, "ERROR: cannot write to standard output (No space left on device)\n");
    }
}
