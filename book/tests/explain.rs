//! Tests `tlsbook explain` and `tlsbook diff` with captures of all kinds, most of them malformed.

#![allow(clippy::unwrap_used, clippy::format_push_string, clippy::too_many_lines)] // as in the tests of `wire`

#[path = "../../wire/tests/sessions/mod.rs"]
mod sessions;

mod folder;
mod recording;

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::Duration;

use wire::Direction;
use wire::capture::writer::{self, Connection};

use folder::Folder;
use recording::{BEGIN, capture, explain, failure, fine, session, tlsbook};
use sessions::Recording;

/// Explains a capture on standard input.
fn explain_input(capture: Stdio) -> Output {
    harness::command("tlsbook").unwrap().args(["explain", "-"]).stdin(capture).output().unwrap()
}

#[test]
fn a_message_is_chosen_by_its_name_or_number() {
    let folder = Folder::new();
    let path = folder.write("a.pcapng", capture("", &[&session()]));
    let chosen = |name: &str| fine(explain(&path, &["--message", name]));
    let hello = chosen("Client Hello");
    assert!(hello.contains("Client Hello\n") && !hello.contains("Server Hello"), "{hello}");
    for name in ["client hello", "ClientHello", "client_hello", "1"] {
        assert_eq!(chosen(name), hello, "{name}");
    }
    for name in ["Client Hallo", "3", ""] {
        let output = explain(&path, &["--message", name]);
        let words = format!("there is no message {name:?} in the capture; there are: ");
        let text = failure(&output);
        assert!(text.contains(&words) && text.contains("Client Hello, "), "{text}");
    }
}

/// Without secrets, `explain` says how to get them; not to those who have given a key log.
#[test]
fn a_closed_session_leads_to_a_key_log() {
    let folder = Folder::new();
    let path = folder.write("a.pcapng", capture("", &[&session()]));
    let log = folder.write("other.log", format!("CLIENT_RANDOM {} 01\n", "00".repeat(32)));
    for (arguments, hinted) in [(&[][..], true), (&["--keylog", log.to_str().unwrap()], false)] {
        let output = explain(&path, arguments);
        let shown = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && shown.contains("1 of 1 sessions have no secrets"), "{shown}");
        assert_eq!(shown.contains("\nHINT: have the other program write a key log"), hinted, "{shown}");
    }
}

#[test]
fn the_detail_may_stand_apart() {
    let folder = Folder::new();
    let path = folder.write("a.pcapng", capture("", &[&session()]));
    let joined = fine(explain(&path, &["--trace=full"]));
    assert!(joined.contains("Record Layer"), "{joined}");
    assert_eq!(fine(explain(&path, &["--trace", "full"])), joined);
    assert_eq!(fine(explain(&path, &["--trace"])), fine(explain(&path, &[])));
}

#[test]
fn a_session_is_a_list_trees_or_json() {
    let folder = Folder::new();
    let session = session();
    let path = folder.write("a.pcapng", capture(&session.key_log, &[&session]));

    let list = fine(explain(&path, &[]));
    assert!(
        list.starts_with("Session 1: 127.0.0.1:50000 -> 127.0.0.1:11111, 2023-11-14 22:13:20.000000 UTC")
    );
    for title in ["Client Hello", "Application Data: Certificate Verify", "Application Data: Finished"] {
        assert!(list.contains(title), "{title} in\n{list}");
    }
    assert_eq!(list, fine(explain(&path, &["--trace=brief"])));

    let trees = fine(explain(&path, &["--trace=full"]));
    for line in ["Cipher Suite: TLS_AES_256_GCM_SHA384 (0x1302)", "uTF8String: TLS Book Test CA", "proven"] {
        assert!(trees.contains(line), "{line} in\n{trees}");
    }
    assert!(fine(explain(&path, &["--trace=hex"])).len() > trees.len());

    let json: serde_json::Value = serde_json::from_str(&fine(explain(&path, &["--json"]))).unwrap();
    let events = json["events"].as_array().unwrap();
    assert_eq!(events[0]["client"], "127.0.0.1:50000");
    assert!(events.iter().any(|event| event["title"] == "Certificate Verify"));
    assert_eq!(events.last().unwrap()["event"], "end");
}

#[test]
fn the_keys_are_a_tree_with_their_values() {
    let folder = Folder::new();
    let session = session();
    let path = folder.write("a.pcapng", capture(&session.key_log, &[&session]));
    let tree = fine(explain(&path, &["--keys"]));
    let mut rest = tree.as_str();
    for line in [
        "Session 1: 127.0.0.1:50000 -> ",
        "TLS 1.3, TLS_AES_256_GCM_SHA384\n",
        "\nearly_secret  (RFC 8446 section 7.1; after Server Hello (2))\n",
        "= HKDF-Extract(salt 48 zero bytes, IKM 48 zero bytes) [SHA-384]\n",
        "\n  derived_early_secret  (",
        "= HKDF-Expand-Label(early_secret, \"derived\", hash of no messages, 48) [SHA-384]\n",
        "\nhandshake_secret  (",
        "= HKDF-Extract(salt derived_early_secret, IKM ecdhe_secret) [SHA-384]\n",
        "\n  client_handshake_traffic_secret  (",
        "\"c hs traffic\", hash of Client Hello (1) … Server Hello (2), 48) [SHA-384]\n",
        "HkdfLabel 003012746c733133206320687320747261666669633", // 48 bytes, `tls13 c hs traffic`, a hash
        "  (as in the key log)\n",
        "    protects record",
        "\n    client_handshake_key  (RFC 8446 section 7.3; ",
        "HkdfLabel 002009746c733133206b657900\n",
        "\nmaster_secret  (",
        "\n    resumption_psk[1]  (RFC 8446 section 4.6.1; after New Session Ticket (",
    ] {
        let at = rest.find(line).unwrap_or_else(|| panic!("no {line:?} (any more) in\n{tree}"));
        rest = &rest[at + line.len()..];
    }
    assert!(!tree.contains("not known") && !tree.contains("ANOTHER"), "{tree}");

    // Without secrets: what is public, and why the rest is not known.
    let closed = folder.write("closed.pcapng", capture("", &[&session]));
    let tree = fine(explain(&closed, &["--keys"]));
    assert!(
        tree.contains("= not known: the (EC)DHE secret is not known: a key log does not have it\n"),
        "{tree}"
    );
    // A message is not a key.
    assert_eq!(explain(&path, &["--keys", "--message", "Finished"]).status.code(), Some(2));
}

/// Whence the pre-shared keys of a document come, with the numbers of their sessions.
fn origins(document: &str) -> Vec<(u64, serde_json::Value)> {
    let document: serde_json::Value = serde_json::from_str(document).unwrap();
    let events = document["events"].as_array().unwrap();
    let psks = events.iter().filter(|event| event["name"] == "psk[0]");
    psks.map(|event| (event["session"].as_u64().unwrap(), event["origin"].clone())).collect()
}

#[test]
fn a_resumed_session_says_whose_ticket_it_uses() {
    let folder = Folder::new();
    let [first, second] = &sessions::rfc8448::all()[..2] else {
        panic!("RFC 8448 resumes its first session")
    };
    let secrets = [first.key_log.as_str(), second.key_log.as_str()].concat();
    let path = folder.write("both.pcapng", capture(&secrets, &[first, second]));
    let origin = serde_json::json!({"session": 1, "name": "resumption_psk[1]"});
    assert_eq!(origins(&fine(explain(&path, &["--json", "--keys"]))), [(2, origin.clone())]);
    let chosen = ["--session", "2", "--keys"];
    let english = fine(explain(&path, &chosen));
    assert!(
        english.contains("\n  = resumption_psk[1] of session 1: the identity is its ticket\n"),
        "{english}"
    );
    let japanese = fine(explain(&path, &[&chosen[..], &["--lang", "ja"]].concat()));
    assert!(
        japanese.contains("  = セッション1のresumption_psk[1]（アイデンティティがそのチケット）\n"),
        "{japanese}"
    );
    let page = folder.path("page.html");
    fine(explain(&path, &["--html", page.to_str().unwrap()]));
    let page = text_of(&fs::read_to_string(page).unwrap());
    assert!(page.contains("resumption_psk[1]ofsession1:theidentityisitsticket"));

    // The same ticket is nothing without the session that gave it out, nor behind it.
    for recordings in [vec![second], vec![second, first]] {
        let path = folder.write("other.pcapng", capture(&secrets, &recordings));
        assert_eq!(origins(&fine(explain(&path, &["--json", "--keys"]))), [(1, serde_json::Value::Null)]);
    }
    // A ticket whose key is not that of the session proves nothing: the first session's secret is another one.
    let forged = first.key_log.lines().map(|line| match line.split_once(' ') {
        Some(("ECDHE_SECRET", rest)) => {
            let digits = rest.len() - 64;
            format!("ECDHE_SECRET {}{}\n", &rest[..digits], "ab".repeat(32))
        }
        _ => format!("{line}\n"),
    });
    let secrets = forged.collect::<String>() + &second.key_log;
    let path = folder.write("forged.pcapng", capture(&secrets, &[first, second]));
    assert_eq!(origins(&fine(explain(&path, &["--json", "--keys"]))), [(2, serde_json::Value::Null)]);
}

/// The sessions of section 6.4, as the server records them.
#[test]
fn the_resumption_of_section_6_4_uses_a_ticket_of_its_first_session() {
    let folder = Folder::new();
    let path = folder.path("both.pcapng");
    let saved = folder.path("session.bin");
    let (mut server, port) = harness::serve("server-tls", &["--pcap", path.to_str().unwrap()]).unwrap();
    for program in ["client-tls-session", "client-tls-resume"] {
        let mut client = harness::open(program, &["--session", saved.to_str().unwrap()], port).unwrap();
        client.wait_for("Message to send: ").unwrap();
        client.type_line("break").unwrap();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
    }
    server.interrupt().unwrap();
    server.end(130).unwrap();
    let document = fine(explain(&path, &["--json", "--keys"]));
    let [(2, origin)] = &origins(&document)[..] else { panic!("{document}") };
    assert_eq!(origin["session"], 1);
    assert!(origin["name"].as_str().unwrap().starts_with("resumption_psk["), "{origin}");
}

#[test]
fn secrets_come_from_the_capture_or_from_a_key_log() {
    let folder = Folder::new();
    let (session, other) = (session(), session());
    let path = folder.write("closed.pcapng", capture("", &[&session]));
    let inside = folder.write("open.pcapng", capture(&session.key_log, &[&session]));
    let open = fine(explain(&inside, &[]));

    let log = folder.write("keys.log", &session.key_log);
    let with_log = explain(&path, &["--keylog", log.to_str().unwrap()]);
    assert!(with_log.stderr.is_empty());
    assert_eq!(fine(with_log), open);

    // Without the right secrets, the unencrypted part is shown, and what the rest is.
    let wrong = folder.write("wrong.log", &other.key_log);
    for arguments in [&[][..], &["--keylog", wrong.to_str().unwrap()]] {
        let output = explain(&path, arguments);
        let words = String::from_utf8(output.stderr.clone()).unwrap();
        assert!(words.contains("1 of 1 sessions have no secrets"), "{words}");
        let list = fine(output);
        assert!(list.contains("Server Hello") && list.contains("SERVER_HANDSHAKE_TRAFFIC_SECRET"), "{list}");
        assert!(!list.contains("Certificate Verify"));
    }
    // Wrong secrets under the session's client random.
    let forged = session.key_log.lines().map(|line| format!("{}{}\n", &line[..line.len() - 4], "0000"));
    let forged = folder.write("forged.log", forged.collect::<String>());
    let list = fine(explain(&path, &["--keylog", forged.to_str().unwrap()]));
    assert!(list.contains("tag does not hold"), "{list}");

    for content in ["not a key log\n", "\u{0}\u{1}", "# a comment\nnot a key log"] {
        let log = folder.write("no.log", content);
        let words = failure(&explain(&path, &["--keylog", log.to_str().unwrap()]));
        assert!(words.contains("no.log is not a key log (no line"), "{words}");
    }
    if cfg!(target_os = "linux") {
        let words = failure(&explain(&path, &["--keylog", "/dev/zero"]));
        assert!(words.contains("/dev/zero is not a key log (it has a line of more than 64 KiB)"), "{words}");
    }
    let words = failure(&explain(&path, &["--keylog", "/missing/keys"]));
    assert!(!words.contains("os error"), "{words}");
    assert!(words.contains("cannot read /missing/keys"), "{words}");
}

#[test]
fn a_key_log_may_have_any_line_ends_and_a_byte_order_mark() {
    let folder = Folder::new();
    let session = session();
    let path = folder.write("closed.pcapng", capture("", &[&session]));
    let open = fine(explain(&folder.write("open.pcapng", capture(&session.key_log, &[&session])), &[]));
    let lines: Vec<&str> = session.key_log.lines().collect();
    for (start, end) in
        [("", "\r"), ("# a comment\r", "\r"), ("\u{feff}", "\n"), ("\u{feff}", "\r\n"), ("\r\r", "\n\r")]
    {
        let log = folder.write("keys.log", format!("{start}{}", lines.join(end)));
        let output = explain(&path, &["--keylog", log.to_str().unwrap()]);
        assert!(output.stderr.is_empty(), "{start:?} {end:?}: {output:?}");
        assert_eq!(fine(output), open, "{start:?} {end:?}");
    }
}

#[test]
fn a_key_log_without_secrets_hides_nothing() {
    let folder = Folder::new();
    let session = session();
    let path = folder.write("session.pcapng", capture(&session.key_log, &[&session]));
    let open = fine(explain(&path, &[]));
    for (content, word) in [
        ("", "it is empty"),
        ("\r\n\n", "it is empty"),
        ("\u{feff}", "it is empty"),
        ("# SSL/TLS secrets log file, generated by OpenSSL\n", "it has only comments"),
        ("\u{feff}# one\r# two", "it has only comments"),
    ] {
        let log = folder.write("no.log", content);
        for command in ["text", "json"] {
            let json: &[&str] = if command == "json" { &["--json"] } else { &[] };
            let output = explain(&path, &[&["--keylog", log.to_str().unwrap()], json].concat());
            let words = String::from_utf8(output.stderr.clone()).unwrap();
            let said = format!("the key log {} has no secrets: {word}\n", log.display());
            assert_eq!(words, said);
            assert!(fine(output) == open || command == "json");
        }
    }
}

#[test]
fn without_its_client_hello_a_session_has_no_name() {
    let folder = Folder::new();
    for plan in ["TLS 1.3", "TLS 1.2", "TLS 1.2 RSA"] {
        let mut session = sessions::record(plan, |made| match plan {
            "TLS 1.3" => {}
            "TLS 1.2" => made.tls12("ECDHE-RSA-AES128-GCM-SHA256"),
            _ => made.tls12("AES128-GCM-SHA256"),
        });
        session.chunks.remove(0);
        let path = folder.write("late.pcapng", capture(&session.key_log, &[&session]));
        let output = explain(&path, &[]);
        let words = String::from_utf8(output.stderr.clone()).unwrap();
        assert!(
            words.contains("1 of 1 sessions are not in the capture from their beginning"),
            "{plan}: {words}"
        );
        assert!(words.contains("without its Client Hello no secret can be found"), "{plan}: {words}");
        assert!(!words.contains("HINT") && !words.contains("have no secrets"), "{plan}: {words}");
        assert!(fine(output).contains("Server Hello"), "{plan}");
    }
}

#[test]
fn a_pre_shared_key_counts_for_every_session() {
    let folder = Folder::new();
    let session = sessions::record("session", |plan| {
        plan.pre_shared_key();
        plan.tls13("TLS_AES_128_GCM_SHA256");
    });
    let without: String = session
        .key_log
        .lines()
        .filter(|line| !line.starts_with("PSK "))
        .fold(String::new(), |log, line| log + line + "\n");
    let path = folder.write("psk.pcapng", capture(&without, &[&session]));
    let binder = "binder 0 is the HMAC, by the PSK, of what comes before the binders";
    let (proven, unknown) =
        (format!("[proven: {binder}]"), format!("[not provable here: {binder} (the PSK of this"));

    let shown = |keys: &[&str]| {
        let arguments: Vec<&str> = keys.iter().flat_map(|key| ["--psk", key]).collect();
        fine(explain(&path, &[&["--trace=full"], arguments.as_slice()].concat()))
    };
    let text = shown(&[]);
    assert!(text.contains("(the PSK is not known)") && !text.contains(&proven), "{text}");
    for keys in [&["1a2b3c4d"][..], &["ffff", "1A2B3C4D"]] {
        let text = shown(keys);
        assert!(text.contains(&proven) && !text.contains("not known"), "{text}");
    }
    // Another session's key does not make this one false.
    let text = shown(&["ffff"]);
    assert!(text.contains(&unknown) && !text.contains("FALSE"), "{text}");

    for wrong in ["", "1a2", "key"] {
        let output = explain(&path, &["--psk", wrong]);
        let words = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(words.contains("two for each byte"), "{words}");
    }
}

#[test]
fn secrets_may_stand_at_the_end() {
    let folder = Folder::new();
    let session = session();
    let mut bytes = capture("", &[&session]);
    let with = capture(&session.key_log, &[&session]);
    // The block of secrets follows the section header, whose length is in its second word.
    let section = usize::try_from(u32::from_le_bytes(with[4..8].try_into().unwrap())).unwrap();
    let secrets = with.len() - bytes.len();
    bytes.extend_from_slice(&with[section..section + secrets]);
    let path = folder.write("late.pcapng", bytes);
    assert!(fine(explain(&path, &[])).contains("Certificate Verify"));
}

#[test]
fn what_is_no_capture_or_no_session_is_named() {
    let folder = Folder::new();
    let session = session();
    for (content, word) in [
        (&b""[..], "the file is empty"),
        (b"hello, world", "neither like a pcapng nor like a pcap file"),
        (session.key_log.as_bytes(), "--keylog"),
    ] {
        let path = folder.write("no", content);
        let words = failure(&explain(&path, &[]));
        assert!(
            words.contains("cannot read") && words.contains("not a capture") && words.contains(word),
            "{words}"
        );
    }
    assert!(failure(&explain(Path::new("/missing"), &[])).contains("cannot read /missing"));
    assert!(failure(&explain(folder.root(), &[])).contains("cannot read"));

    let path = folder.write("empty.pcapng", capture("", &[]));
    assert!(failure(&explain(&path, &[])).contains("it holds no packets"));
    let http = Recording {
        name: "http".to_owned(),
        chunks: vec![(Direction::FromClient, Duration::ZERO, b"GET / HTTP/1.0\r\n\r\n".to_vec())],
        key_log: String::new(),
    };
    let path = folder.write("http.pcapng", capture("", &[&http]));
    assert!(failure(&explain(&path, &[])).contains("7 of TCP in 1 connections"));
    // Beside a session, it is not a failure.
    let path = folder.write("both.pcapng", capture(&session.key_log, &[&http, &session]));
    assert!(fine(explain(&path, &[])).contains("Certificate Verify"));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_and_an_endless_file_is_not() {
    let folder = Folder::new();
    let session = session();
    let path = folder.write("a.pcapng", capture(&session.key_log, &[&session]));
    let output = harness::stranger_command("sh")
        .args(["-c", "cat \"$1\" | \"$0\" explain /dev/stdin", env!("CARGO_BIN_EXE_tlsbook")])
        .arg(&path)
        .output()
        .unwrap();
    assert_eq!(fine(output), fine(explain(&path, &[])));
    assert!(failure(&explain(Path::new("/dev/zero"), &[])).contains("not a capture"));
    assert!(failure(&explain(Path::new("/dev/null"), &[])).contains("the file is empty"));
}

#[test]
fn a_capture_that_is_cut_off_shows_what_it_has() {
    let folder = Folder::new();
    let session = session();
    let whole = capture(&session.key_log, &[&session]);
    for cut in [whole.len() - 3, whole.len() * 2 / 3, whole.len() / 2] {
        let path = folder.write("cut.pcapng", &whole[..cut]);
        let output = explain(&path, &[]);
        let words = failure(&output);
        assert!(words.contains(&format!("the capture is cut off: it ends at byte {cut}")), "{words}");
        assert!(String::from_utf8(output.stdout).unwrap().contains("Client Hello"));
        // The JSON document is still complete.
        let json = explain(&path, &["--json"]);
        assert!(serde_json::from_slice::<serde_json::Value>(&json.stdout).is_ok());
    }
}

/// The same capture, with data packets split into segments of one byte, and all packets in a different order.
fn in_pieces(recordings: &[&Recording]) -> Vec<u8> {
    let mut connections: Vec<_> = recordings
        .iter()
        .enumerate()
        .map(|(index, recording)| {
            let client =
                SocketAddr::from(([0x20, 1, 0xd, 0xb8, 0, 0, 0, 1], 50_000 + u16::try_from(index).unwrap()));
            let server = SocketAddr::from(([0x20, 1, 0xd, 0xb8, 0, 0, 0, 2], 11_111));
            (Connection::new(client, server, BEGIN), recording)
        })
        .collect();
    let mut out = Vec::new();
    writer::write_head(
        &mut out,
        &recordings.iter().map(|recording| recording.key_log.as_str()).collect::<String>(),
        0,
    )
    .unwrap();
    for (connection, _) in &mut connections {
        connection.open(&mut out).unwrap();
    }
    let most = recordings.iter().map(|recording| recording.chunks.len()).max().unwrap();
    for index in 0..most {
        for (connection, recording) in &mut connections {
            if let Some((from, time, bytes)) = recording.chunks.get(index) {
                for byte in bytes {
                    connection.segment(&mut out, *from, BEGIN + *time, &[*byte]).unwrap();
                }
            }
        }
    }
    out
}

#[test]
fn sessions_may_alternate_and_come_byte_by_byte() {
    let folder = Folder::new();
    let (first, second) =
        (session(), sessions::record("other", |plan| plan.tls12("ECDHE-RSA-AES128-GCM-SHA256")));
    let secrets = [first.key_log.as_str(), second.key_log.as_str()].concat();
    let whole = folder.write("whole.pcapng", capture(&secrets, &[&first, &second]));
    let pieces = folder.write("pieces.pcapng", in_pieces(&[&first, &second]));
    // Without the lines about the connections, which have different addresses and no end.
    let messages = |path: &Path| -> Vec<String> {
        let text = fine(explain(path, &[]));
        text.lines()
            .filter(|line| line.contains("client -> server") || line.contains("client <- server"))
            .map(str::to_owned)
            .collect()
    };
    assert_eq!(messages(&pieces), messages(&whole));
    assert!(messages(&whole).len() > 20);
}

#[test]
fn captures_of_other_programs_and_formats() {
    if !harness::tool("editcap") {
        return;
    }
    let folder = Folder::new();
    let session = session();
    let path = folder.write("a.pcapng", capture("", &[&session]));
    let log = folder.write("keys.log", &session.key_log);
    let expected = fine(explain(&path, &["--keylog", log.to_str().unwrap()]));
    for format in ["pcap", "nsecpcap", "modpcap", "pcapng"] {
        let other = folder.path(format);
        let status = harness::stranger_command("editcap")
            .args(["-F", format])
            .arg(&path)
            .arg(&other)
            .status()
            .unwrap();
        assert!(status.success());
        assert_eq!(fine(explain(&other, &["--keylog", log.to_str().unwrap()])), expected, "{format}");
    }
    // Wireshark puts secrets into a capture like this.
    let injected = folder.path("injected");
    let secrets = format!("tls,{}", log.to_str().unwrap());
    let status = harness::stranger_command("editcap")
        .args(["--inject-secrets", &secrets])
        .arg(&path)
        .arg(&injected)
        .status()
        .unwrap();
    assert!(status.success());
    assert_eq!(fine(explain(&injected, &[])), expected);
    // Packets that were only partly captured.
    let short = folder.path("short");
    let status =
        harness::stranger_command("editcap").args(["-s", "100"]).arg(&path).arg(&short).status().unwrap();
    assert!(status.success());
    let output = explain(&short, &[]);
    let words = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(words.contains("packets were not captured whole"), "{words}");
    assert!(fine(output).contains("missing from the capture"));
}

#[cfg(unix)]
#[test]
fn long_sessions_at_the_same_time_take_neither_memory_nor_files() {
    const SESSIONS: u16 = 72;
    let mut out = Vec::new();
    writer::write_head(&mut out, "", 0).unwrap();
    let mut connections: Vec<_> = (0..SESSIONS)
        .map(|n| {
            let client = SocketAddr::from(([127, 0, 0, 1], 50_000 + n));
            Connection::new(client, ([127, 0, 0, 1], 11_111).into(), BEGIN)
        })
        .collect();
    let alert = [21, 3, 3, 0, 2, 1, 0];
    let unknown = [&[25, 3, 3, 0x40, 0][..], &[0; 0x4000]].concat(); // shown in full, as its meaning is unknown
    for record in [&alert[..]].into_iter().chain([unknown.as_slice(); 20]) {
        for connection in &mut connections {
            connection.feed(&mut out, Direction::FromClient, BEGIN, record).unwrap();
        }
    }
    let folder = Folder::new();
    let path = folder.write("long.pcapng", out);
    let command = "ulimit -n 24 && exec \"$0\" explain --trace=hex \"$1\"";
    let shell = harness::stranger_command("sh")
        .args(["-c", command, env!("CARGO_BIN_EXE_tlsbook")])
        .arg(&path)
        .output();
    let text = fine(shell.unwrap());
    assert!(text.len() > 64 << 20, "{} bytes do not fill the memory", text.len());
    let pages: Vec<_> = text.split("Session ").skip(1).map(|page| page.split_once('\n').unwrap()).collect();
    assert_eq!(pages.len(), usize::from(SESSIONS));
    for (n, (title, page)) in pages.iter().enumerate() {
        assert!(title.starts_with(&format!("{}: 127.0.0.1:{}", n + 1, 50_000 + n)), "{title}");
        assert!(*page == pages[0].1, "page {n} differs");
    }
}

#[test]
fn a_reader_that_has_enough_is_no_failure() {
    let folder = Folder::new();
    let session =
        sessions::record("long", |plan| plan.talk.push((Direction::FromServer, vec![b'x'; 100_000])));
    let path = folder.write("a.pcapng", capture(&session.key_log, &[&session]));
    let mut child = harness::command("tlsbook")
        .unwrap()
        .args(["explain", "--trace=hex"])
        .arg(&path)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn a_peers_text_does_not_steer_the_terminal() {
    let folder = Folder::new();
    let mut session = session();
    // The client may choose the server name. This one has the same length, but contains an escape sequence.
    for (_, _, bytes) in &mut session.chunks {
        if let Some(at) = bytes.windows(9).position(|window| window == b"localhost") {
            bytes[at..at + 9].copy_from_slice(b"\x1b[2Jhost\n");
            break;
        }
    }
    let path = folder.write("a.pcapng", capture(&session.key_log, &[&session]));
    for detail in ["--trace=full", "--trace=hex", "--json"] {
        let text = fine(explain(&path, &[detail]));
        assert!(!text.contains('\x1b'), "{detail}");
        assert!(text.contains("[2Jhost"), "{detail}");
    }
}

#[test]
fn two_sessions_differ_in_what_the_text_says() {
    let folder = Folder::new();
    let first = session();
    let second = sessions::record("resumed", |plan| plan.resume = true);
    let third = sessions::record("tls12", |plan| plan.version(openssl::ssl::SslVersion::TLS1_2));
    let secrets = [&first, &second, &third].map(|recording| recording.key_log.as_str()).concat();
    let path = folder.write("all.pcapng", capture(&secrets, &[&first, &second, &third]));
    let path = path.to_str().unwrap();
    let diff = |left: u32, right: u32| {
        let arguments = ["diff", &format!("{path}#{left}")];
        fine(tlsbook(&arguments, Path::new(&format!("{path}#{right}"))))
    };

    let resumption = diff(1, 2);
    for line in [
        "    + Extension: pre_shared_key\n",
        "- client <- server  Certificate\n",
        "- client <- server  Certificate Verify\n",
        "  client <- server  Encrypted Extensions\n",
        "      other bytes: Random, Session ID, Key Exchange\n",
    ] {
        assert!(resumption.contains(line), "{line} in\n{resumption}");
    }
    let versions = diff(1, 3);
    for line in [
        "- client <- server  Encrypted Extensions\n",
        "+ client -> server  Client Key Exchange\n",
        "+ client <- server  Server Key Exchange\n",
        "    - Extension: supported_versions\n",
        "    - under the handshake key\n    + in the clear\n",
    ] {
        assert!(versions.contains(line), "{line} in\n{versions}");
    }
    let japanese =
        fine(tlsbook(&["diff", "--lang", "ja", &format!("{path}#1")], Path::new(&format!("{path}#3"))));
    for line in ["    - handshakeの鍵で暗号化\n    + 平文\n", "      バイト列の違い：Random"]
    {
        assert!(japanese.contains(line), "{line} in\n{japanese}");
    }
    let same = diff(2, 2);
    assert!(!same.lines().skip(2).any(|line| line.starts_with(['-', '+'])), "{same}");
    assert!(!same.contains("other bytes"));

    let words = failure(&tlsbook(&["diff", path], Path::new(path)));
    assert!(words.contains("has 3 TLS sessions: say which one, as in"), "{words}");
    let words = failure(&tlsbook(&["diff", &format!("{path}#1")], Path::new(&format!("{path}#4"))));
    assert!(words.contains("session 4 was asked for, and it has 3"), "{words}");
    let output = tlsbook(&["diff", path], Path::new(&format!("{path}#0")));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn standard_input_is_a_capture_like_any_other() {
    let folder = Folder::new();
    let session = session();
    let path = folder.write("some.pcapng", capture(&session.key_log, &[&session]));
    let expected = fine(explain(&path, &[]));
    assert_eq!(fine(explain_input(fs::File::open(&path).unwrap().into())), expected);

    let mut cat = harness::stranger_command("cat").arg(&path).stdout(Stdio::piped()).spawn().unwrap();
    assert_eq!(fine(explain_input(cat.stdout.take().unwrap().into())), expected);
    cat.wait().unwrap();

    let text = failure(&explain_input(Stdio::null()));
    assert!(text.starts_with("tlsbook: cannot read standard input (not a capture: "), "{text}");
}

#[test]
fn one_of_two_captures_may_come_from_standard_input() {
    let folder = Folder::new();
    let session = session();
    let path = folder.write("some.pcapng", capture(&session.key_log, &[&session]));
    let expected = fine(tlsbook(&["diff", path.to_str().unwrap()], &path));
    let diff = |left: &Path, right: &Path, input: Stdio| {
        let mut command = harness::command("tlsbook").unwrap();
        command.arg("diff").args([left, right]).stdin(input).output().unwrap()
    };
    let (input, file) = (Path::new("-"), || Stdio::from(fs::File::open(&path).unwrap()));
    assert_eq!(fine(diff(input, &path, file())), expected);
    assert_eq!(fine(diff(&path, input, file())), expected);

    let text = failure(&diff(input, input, file()));
    assert_eq!(text, "tlsbook: only one of the two captures can be read from standard input\n");
    let text = failure(&diff(&path, input, Stdio::null()));
    assert!(text.starts_with("tlsbook: cannot read standard input (not a capture: "), "{text}");
    let two = folder.write("two.pcapng", capture(&session.key_log, &[&session, &session]));
    let text = failure(&diff(&path, input, fs::File::open(&two).unwrap().into()));
    assert!(text.ends_with("has 2 TLS sessions: say which one, as in /dev/stdin#1\n"), "{text}");
    #[cfg(unix)]
    assert_eq!(fine(diff(&path, Path::new("/dev/stdin#1"), fs::File::open(&two).unwrap().into())), expected);
}

/// The outputs of all steps of a document that are secrets: all but what a Finished or a binder sends.
fn secrets(document: &serde_json::Value) -> Vec<String> {
    match document {
        serde_json::Value::Array(items) => items.iter().flat_map(secrets).collect(),
        serde_json::Value::Object(items) => {
            let name = items.get("name").and_then(|name| name.as_str()).unwrap_or_default();
            let sent = name.ends_with("_finished") || name.starts_with("binder[");
            let own = items.get("output").and_then(|output| output.as_str()).filter(|_| !sent);
            own.map(str::to_owned).into_iter().chain(items.values().flat_map(secrets)).collect()
        }
        _ => Vec::new(),
    }
}

/// The text of a page, without its elements and blanks.
fn text_of(page: &str) -> String {
    let text = page.split('<').filter_map(|part| part.split_once('>').map(|(_, text)| text));
    text.collect::<String>().split_whitespace().collect()
}

#[test]
fn a_page_shows_the_keys_and_a_redacted_one_does_not() {
    let folder = Folder::new();
    let session = sessions::record("session", |plan| {
        plan.talk.push((Direction::FromClient, b"a word between two".to_vec()));
    });
    let path = folder.write("session.pcapng", capture(&session.key_log, &[&session]));
    let document = fine(explain(&path, &["--json", "--keys"]));
    let secrets = secrets(&serde_json::from_str(&document).unwrap());
    assert!(secrets.len() > 20, "{}", secrets.len());

    let page = folder.path("page.html");
    let html = |options: &[&str]| {
        fine(explain(&path, &[&["--html", page.to_str().unwrap()], options].concat()));
        fs::read_to_string(&page).unwrap()
    };
    let (whole, redacted) = (html(&[]), html(&["--redact"]));
    for secret in &secrets {
        assert!(text_of(&whole).contains(secret), "{secret}");
        assert!(!redacted.contains(secret) && !text_of(&redacted).contains(secret), "{secret}");
    }
    let word = "6120776f7264206265747765656e2074776f";
    assert!(text_of(&whole).contains(word) && !text_of(&redacted).contains(word));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&page).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn what_a_peer_says_stays_text_on_a_page_that_loads_nothing() {
    let folder = Folder::new();
    let session = sessions::record("session", |plan| {
        plan.client.set_alpn_protos(b"\x1c</script><img src=//a.test/>").unwrap();
    });
    let path = folder.write("session.pcapng", capture(&session.key_log, &[&session]));
    let page = folder.path("page.html");
    fine(explain(&path, &["--html", page.to_str().unwrap()]));
    let page = fs::read_to_string(page).unwrap();
    assert!(page.contains("&lt;img src=//a.test/"), "the name is on the page");
    for element in ["<img", "<link", "<iframe", "<object", " src=\"", "<script src", "@import"] {
        assert!(!page.contains(element), "{element}");
    }
    assert_eq!(
        page.matches("url(").count(),
        page.matches("url(#").count(),
        "only parts of the page are referred to"
    );
    assert!(page.contains("default-src 'none'"));
    assert_eq!(page.matches("</script>").count(), page.matches("<script>").count());
}

#[test]
fn a_page_appears_whole_or_not_at_all_and_never_in_place_of_its_capture() {
    let folder = Folder::new();
    let session = session();
    let content = capture(&session.key_log, &[&session]);
    let path = folder.write("session.pcapng", &content);
    let output = explain(&path, &["--html", path.to_str().unwrap()]);
    let words = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1));
    assert!(words.contains("session.pcapng") && words.contains("it is read as well"), "{words}");
    assert_eq!(fs::read(&path).unwrap(), content);

    let page = folder.path("page.html");
    for bad in [&b""[..], b"no capture", &content[..content.len() - 7]] {
        let bad = folder.write("bad.pcapng", bad);
        failure(&explain(&bad, &["--html", page.to_str().unwrap()]));
        assert!(!page.exists());
    }
}

#[test]
fn a_page_may_go_to_standard_output() {
    let folder = Folder::new();
    let session = session();
    let path = folder.write("session.pcapng", capture(&session.key_log, &[&session]));
    let path = path.to_str().unwrap();
    for arguments in [vec!["explain", "--html", "-", path], vec!["diff", "--html", "-", path, path]] {
        let mut command = harness::command("tlsbook").unwrap();
        let page = fine(command.args(&arguments).current_dir(folder.root()).output().unwrap());
        assert!(page.starts_with("<!") && page.trim_end().ends_with("</html>"), "{arguments:?}");
        assert!(!folder.path("-").exists(), "{arguments:?}");
    }
}

/// Offers an application protocol.
fn offer(protocol: &'static [u8]) -> impl FnOnce(&mut sessions::Plan) {
    move |plan| plan.client.set_alpn_protos(protocol).unwrap()
}

/// Two sessions with talk of the same length, and the page of what differs between them.
struct Pair {
    folder: Folder,
    path: String,
}

impl Pair {
    fn new(first: impl FnOnce(&mut sessions::Plan), second: impl FnOnce(&mut sessions::Plan)) -> Self {
        let folder = Folder::new();
        let first = sessions::record("first", |plan| {
            first(plan);
            plan.talk.push((Direction::FromClient, b"a word between two".to_vec()));
        });
        let second = sessions::record("second", |plan| {
            plan.talk.push((Direction::FromClient, b"the other word ...".to_vec()));
            second(plan);
        });
        let secrets = [&first, &second].map(|recording| recording.key_log.as_str()).concat();
        let path = folder.write("two.pcapng", capture(&secrets, &[&first, &second]));
        Self { path: path.to_str().unwrap().to_owned(), folder }
    }

    /// The page of what differs between the sessions of these numbers.
    fn diff(&self, left: u32, right: u32, options: &[&str]) -> String {
        let page = self.folder.path("page.html");
        let [left, right] = [left, right].map(|number| format!("{}#{number}", self.path));
        let arguments = [&["diff", "--html", page.to_str().unwrap()], options, &[&left]].concat();
        assert_eq!(fine(tlsbook(&arguments, Path::new(&right))), "");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&page).unwrap().permissions().mode() & 0o777, 0o600);
        }
        fs::read_to_string(&page).unwrap()
    }
}

#[test]
fn a_page_shows_what_differs_and_a_redacted_one_no_application_data() {
    let pair = Pair::new(|_| {}, offer(b"\x08http/1.1"));
    let page = pair.diff(1, 2, &["--lang", "ja"]);
    assert!(page.contains("<html lang=\"ja\">") && page.contains("2つのセッションの違い"));
    for part in ["Client Hello", "Extension: application_layer_protocol_negotiation", "<code>"] {
        assert!(page.contains(part), "{part}");
    }
    let [ours, theirs] = [&b"a word between two"[..], b"the other word ..."].map(wire::fields::hex);
    assert!(page.contains(&ours) && page.contains(&theirs));
    let redacted = pair.diff(1, 2, &["--redact"]);
    assert!(!redacted.contains(&ours) && !redacted.contains(&theirs));
    assert!(redacted.contains("left out") && redacted.contains("application_layer_protocol_negotiation"));

    let same = pair.diff(1, 1, &[]);
    assert!(same.contains("the two sessions are the same") && !same.contains("Other bytes"));
    assert!(!page.contains("the two sessions are the same"));
}

#[test]
fn what_a_peer_says_stays_text_on_the_page_of_differences() {
    let pair = Pair::new(offer(b"\x08http/1.1"), offer(b"\x1c</script><img src=//a.test/>"));
    // Also where it is the name of a file that says it.
    let evil = format!("{}<img src=x>", pair.path);
    fs::copy(&pair.path, &evil).unwrap();
    let pair = Pair { path: evil, ..pair };
    let page = pair.diff(1, 2, &[]);
    for text in ["&lt;img src=x&gt;#2", "&lt;/script&gt;&lt;img src=//a.test/&gt;", "http/1.1"] {
        assert!(page.contains(text), "{text} is on the page");
    }
    for element in ["<img", "<link", "<iframe", "<object", " src=\"", "<script src", "@import", "url("] {
        assert!(!page.contains(element), "{element}");
    }
    assert!(page.contains("default-src 'none'"));
    assert_eq!(page.matches("</script>").count(), page.matches("<script>").count());
}

#[test]
fn a_page_of_differences_appears_whole_or_not_at_all_and_never_in_place_of_a_capture() {
    let pair = Pair::new(|_| {}, |_| {});
    let content = fs::read(&pair.path).unwrap();
    let copy = pair.folder.write("copy.pcapng", &content);
    let [left, right] = [&pair.path, copy.to_str().unwrap()].map(|path| format!("{path}#1"));
    for page in [&pair.path, copy.to_str().unwrap()] {
        let output = tlsbook(&["diff", "--html", page, &left], Path::new(&right));
        let words = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1));
        assert!(words.contains("two.pcapng") || words.contains("copy.pcapng"), "{words}");
        assert!(words.contains("it is read as well"), "{words}");
        assert_eq!(fs::read(page).unwrap(), content);
    }

    let page = pair.folder.path("page.html");
    for bad in [&b""[..], b"no capture", &content[..content.len() - 7]] {
        let bad = pair.folder.write("bad.pcapng", bad);
        failure(&tlsbook(&["diff", "--html", page.to_str().unwrap(), &left], &bad));
        assert!(!page.exists());
    }
    // Options of the page need one.
    let output = tlsbook(&["diff", "--redact", &left], Path::new(&right));
    assert_eq!(output.status.code(), Some(2));
}
