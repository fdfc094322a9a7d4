//! Seeing the wire: --trace, --pcap and --json of one's own sessions, good and bad.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use harness::{Window, open, serve, tool};
use serde_json::Value;
use tempfile::TempDir;

/// A session with one message and `break`; both programs get `options`, and `files` beside them.
fn session(options: &[&str], server_files: &[&str], client_files: &[&str]) -> (Window, Window) {
    let (mut server, port) = serve("server-tls", &[options, server_files].concat()).unwrap();
    let mut client = open("client-tls", &[options, client_files].concat(), port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("Hello server").unwrap();
    client.wait_for("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    client.type_line("break").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
    server.wait_for("Closed the connection\nWaiting for a connection...\n").unwrap();
    (server, client)
}

/// Whether all `lines` stand in `text`, in this order.
fn assert_lines(text: &str, lines: &[&str]) {
    let mut rest = text;
    for line in lines {
        let at = rest.find(line).unwrap_or_else(|| panic!("no {line:?} (any more) in\n{text}"));
        rest = &rest[at + line.len()..];
    }
}

/// The lengths are those of the book's frames without their 56 bytes: 90, 100, 83, 80.
#[test]
fn in_brief_it_is_the_packet_list_with_the_true_names() {
    let lines = [
        " No.  Time       Direction         Protocol   Length  Info\n",
        "   1  ",
        "client -> server  TLS  ",
        "  Client Hello\n",
        "client <- server  TLSv1.3  ", // its length is that of the key share: 127 bytes with X25519, 1215 with X25519MLKEM768
        "  Server Hello\n",
        "client <- server  TLSv1.3         6  Change Cipher Spec\n",
        "client <- server  TLSv1.3        28  Application Data: Encrypted Extensions  (handshake key, seq 0)\n",
        "  Application Data: Certificate  (handshake key, seq 1)\n",
        "client <- server  TLSv1.3       286  Application Data: Certificate Verify  (handshake key, seq 2)\n",
        "client <- server  TLSv1.3        74  Application Data: Finished  (handshake key, seq 3)\n",
        "client -> server  TLSv1.3         6  Change Cipher Spec\n",
        "client -> server  TLSv1.3        74  Application Data: Finished  (handshake key, seq 0)\n",
        "client -> server  TLSv1.3        34  Application Data: 12 bytes  (application key, seq 0)\n",
        "client <- server  TLSv1.3        44  Application Data: 22 bytes  (application key, seq 2)\n",
        "client -> server  TLSv1.3        27  Application Data: 5 bytes  (application key, seq 1)\n",
        "        24  Application Data: Alert (Warning: Close Notify)  (application key, seq ",
        "        24  Application Data: Alert (Warning: Close Notify)  (application key, seq ",
    ];
    for option in ["--trace", "--trace=brief"] {
        let (server, client) = session(&[option], &[], &[]);
        for side in [server, client] {
            assert_lines(side.transcript(), &lines);
            assert!(!side.transcript().contains('\x1b'), "colours are for terminals");
        }
    }
}

#[test]
fn in_full_it_is_the_tree_of_the_book_and_what_it_proves() {
    let (server, client) = session(&["--trace=full"], &[], &[]);
    let lines = [
        "TLS Record Layer: Handshake Protocol: Client Hello\n  Content Type: Handshake (22)\n",
        "\n  Handshake Protocol: Client Hello\n    Handshake Type: Client Hello (1)\n",
        "\n    Version: TLS 1.2 (0x0303)\n",
        "\n      Cipher Suite: TLS_AES_128_GCM_SHA256 (0x1301)\n",
        "\n      Supported Version: TLS 1.3 (0x0304)\n      Supported Version: TLS 1.2 (0x0303)\n",
        "TLSv1.3 Record Layer: Handshake Protocol: Server Hello\n",
        "TLSv1.3 Record Layer: Handshake Protocol: Certificate\n  Opaque Type: Application Data (23)\n",
        "\n  [Content Type: Handshake (22)]\n  [Protected by the handshake key, sequence number 1]\n",
        "\n    Certificate Request Context Length: 0\n",
        "\n          issuer (id-at-commonName=TLS Book Test CA,",
        "Signature Algorithm: rsa_pss_rsae_sha256 (0x0804)\n",
        "  [proven: the signature is that of the server's certificate, over the messages so far]\n",
        "  [proven: verify_data is the server's HMAC of the messages so far]\n",
        "  [proven: verify_data is the client's HMAC of the messages so far]\n",
    ];
    for side in [server, client] {
        assert_lines(side.transcript(), &lines);
        assert!(!side.transcript().contains("FALSE"), "{}", side.transcript());
    }
}

#[test]
fn in_hex_each_field_has_its_bytes() {
    let (_, client) = session(&["--trace=hex"], &[], &[]);
    let lines = [
        "\n0000  01                           Handshake Type: Client Hello (1)\n",
        "\n0004  03 03                        Version: TLS 1.2 (0x0303)\n",
        "\n  [Nonce: ",
        "\n  [Additional data: 1703030017]\n",
        "\n0000  48 65 6c 6c 6f 20 73 65      Data: (12 bytes) [Hello server]\n0008  72 76 65 72\n",
    ];
    assert_lines(client.transcript(), &lines);
}

#[test]
fn the_old_protocol_is_read_as_well() {
    let (server, client) = session(&["--trace=full", "--max-version", "1.2"], &[], &[]);
    let lines = [
        "client <- server  TLSv1.2  ",
        "Server Key Exchange\n",
        "  [proven: the signature of the key exchange is that of the server's certificate]\n",
        "client <- server  TLSv1.2         9  Server Hello Done\n",
        "client -> server  TLSv1.2  ",
        "Client Key Exchange\n",
        "  Finished  (application key, seq 0)\n",
        "  [proven: verify_data is the client's HMAC of the messages so far]\n",
        "  [proven: verify_data is the server's HMAC of the messages so far]\n",
        "  Application Data: 12 bytes  (application key, seq 1)\n",
    ];
    for side in [server, client] {
        assert_lines(side.transcript(), &lines);
    }
}

/// The names in a folder, sorted.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn file(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_str().unwrap().to_owned()
}

#[cfg(unix)]
fn assert_private(path: &str) {
    use std::os::unix::fs::PermissionsExt;
    assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600, "{path}");
}

#[cfg(not(unix))]
fn assert_private(_path: &str) {}

/// The events of a JSON file.
fn events(path: &str) -> Vec<Value> {
    let document: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    assert_eq!(document["schema"], "tlsbook-wire");
    assert_eq!(document["version"], 2);
    document["events"].as_array().unwrap().clone()
}

/// The titles of the messages in a JSON file.
fn titles(path: &str) -> Vec<String> {
    let is_message = |event: &Value| event["event"] == "message";
    events(path).iter().filter(|e| is_message(e)).map(|e| e["title"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_files_appear_at_the_end_whole_and_for_their_owner_only() {
    if !harness::interrupts() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let [server_pcap, server_json, client_pcap, client_json] =
        ["s.pcapng", "s.json", "c.pcapng", "c.json"].map(|name| file(&folder, name));
    let (mut server, _client) = session(
        &[],
        &["--pcap", &server_pcap, "--json", &server_json],
        &["--pcap", &client_pcap, "--json", &client_json],
    );
    // The client has ended, the server not yet.
    assert!(Path::new(&client_pcap).exists() && Path::new(&client_json).exists());
    assert!(!Path::new(&server_pcap).exists() && !Path::new(&server_json).exists());
    server.interrupt().unwrap();
    server.end(130).unwrap();
    assert_eq!(names(folder.path()), ["c.json", "c.pcapng", "s.json", "s.pcapng"]);
    for path in [&server_pcap, &server_json, &client_pcap, &client_json] {
        assert_private(path);
    }

    let both = [events(&client_json), events(&server_json)];
    for events in &both {
        assert_eq!(events[0]["event"], "start");
        assert_eq!(events.last().unwrap()["event"], "end");
        let data: Vec<_> = events.iter().filter(|event| event["kind"] == "application_data").collect();
        assert_eq!(data[0]["bytes"], "48656c6c6f20736572766572"); // Hello server
        assert_eq!(data[0]["direction"], "client");
        let proofs = events.iter().filter_map(|event| event["proofs"].as_array()).flatten();
        let verdicts: Vec<_> = proofs.map(|proof| proof["verdict"].as_str().unwrap()).collect();
        assert!(verdicts.contains(&"proven") && !verdicts.contains(&"false"), "{verdicts:?}");
    }
    // Both saw the same.
    let bytes = |events: &[Value]| -> Vec<Value> {
        let mut all: Vec<_> =
            events.iter().filter(|e| e["event"] == "message").map(|e| e["bytes"].clone()).collect();
        all.sort_by_key(Value::to_string);
        all
    };
    assert_eq!(bytes(&both[0]), bytes(&both[1]));
}

#[test]
fn wireshark_opens_the_capture_with_nothing_set() {
    if !tool("tshark") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, "session.pcapng");
    session(&[], &[], &["--pcap", &path]);
    let output = harness::stranger_command("tshark").args(["-r", &path, "-Y", "tls"]).output().unwrap();
    let shown = String::from_utf8(output.stdout).unwrap();
    // The frames of section 6.1.2, decrypted; the hellos are longer with a hybrid group.
    let lines = [
        "Client Hello\n",
        " Server Hello\n",
        " 84 Encrypted Extensions\n",
        " Certificate\n",
        " 342 Certificate Verify\n",
        " 130 Finished\n",
        " 130 Finished\n",
        " 90 Application Data\n",
        " 100 Application Data\n",
        " 83 Application Data\n",
        " 80 Alert (Level: Warning, Description: Close Notify)\n",
        " 80 Alert (Level: Warning, Description: Close Notify)\n",
    ];
    assert_lines(&shown, &lines);
}

#[test]
fn a_failed_handshake_is_recorded_to_its_alert() {
    let folder = tempfile::tempdir().unwrap();
    let [server_json, client_json, pcap] = ["s.json", "c.json", "c.pcapng"].map(|name| file(&folder, name));
    let (mut server, port) = serve(
        "server-tls",
        &["certs/broken/tb-server-cert2.pem", "certs/tb-server-key.pem", "--json", &server_json],
    )
    .unwrap();
    let mut client = open("client-tls", &["--json", &client_json, "--pcap", &pcap, "--trace"], port).unwrap();
    client
        .wait_for("ERROR: failed SSL connect (certificate signature failure)\nEnd of TLS Client\n")
        .unwrap();
    client.end(1).unwrap();
    server.wait_for("End of TLS Server\n").unwrap();
    server.end(1).unwrap();
    for path in [&server_json, &client_json] {
        assert_eq!(titles(path).last().unwrap(), "Alert (Fatal: Decrypt Error)", "{path}");
    }
    assert_lines(client.transcript(), &["Application Data: Certificate", "Alert (Fatal: Decrypt Error)"]);
    assert_private(&pcap);
    assert_eq!(names(folder.path()), ["c.json", "c.pcapng", "s.json"]);
}

#[test]
fn a_file_that_cannot_be_written_is_named_before_anything_else() {
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().to_str().unwrap();
    let missing = file(&folder, "missing/file");
    for option in ["--pcap", "--json"] {
        for (path, why) in [(missing.as_str(), "No such file or directory"), (inside, "a folder, not a file")]
        {
            // Port 1: there is nobody, and nobody is asked.
            let mut client = open("client-tls", &[option, path], 1).unwrap();
            client.wait_for(&format!("ERROR: failed to open {path} ({why})\nEnd of TLS Client\n")).unwrap();
            client.end(1).unwrap();
        }
    }
    let one = file(&folder, "one");
    for (options, other) in [
        (["--pcap", &one, "--json", &one], "--pcap"),
        (["--json", &one, "--key-log", &one], "--key-log"),
        (["--pcap", &one, "--key-log", &file(&folder, "./one")], "--key-log"),
    ] {
        let mut client = open("client-tls", &options, 1).unwrap();
        let why = format!("ERROR: failed to open {one} (it is the file of {other} as well)\n");
        client.wait_for(&why).unwrap();
        client.end(1).unwrap();
    }
    assert_eq!(names(folder.path()), Vec::<String>::new());
    let mut client = open("client-tls", &["--trace=loud"], 1).unwrap();
    client.wait_for("invalid value 'loud' for '--trace[=<DETAIL>]'").unwrap();
    client.end(2).unwrap();
}

#[cfg(unix)]
mod interrupted {
    use std::io::Write;
    use std::process::Stdio;
    use std::time::{Duration, Instant};

    use super::*;

    /// As a pager does that waits for a key.
    #[test]
    fn a_trace_that_nobody_reads_does_not_keep_the_program_from_being_interrupted() {
        let folder = tempfile::tempdir().unwrap();
        let pcap = file(&folder, "c.pcapng");
        let (_server, port) = serve("server-tls", &[]).unwrap();
        let mut client = harness::command("client-tls")
            .unwrap()
            .args(["--trace=hex", "--pcap", &pcap])
            .env("TLSBOOK_PORT", port.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // The trace of so many messages does not fit into a pipe.
        client.stdin.as_mut().unwrap().write_all("Hello server\n".repeat(1000).as_bytes()).unwrap();
        std::thread::sleep(Duration::from_millis(500));
        assert_eq!(client.try_wait().unwrap(), None);
        let kill =
            harness::stranger_command("sh").arg("-c").arg(format!("kill -INT {}", client.id())).status();
        assert!(kill.unwrap().success());
        let deadline = Instant::now() + Duration::from_secs(10);
        let status = loop {
            match client.try_wait().unwrap() {
                Some(status) => break Some(status),
                None if Instant::now() < deadline => std::thread::sleep(Duration::from_millis(5)),
                None => break None,
            }
        };
        let _ = client.kill();
        assert_eq!(status.map(|status| status.code()), Some(Some(130)));
        assert_eq!(names(folder.path()), ["c.pcapng"]);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_does_not_end_the_session_but_is_a_failure() {
    for option in ["--pcap", "--json", "--key-log"] {
        let (mut server, port) = serve("server-tls", &[]).unwrap();
        let mut client = open("client-tls", &[option, "/dev/full"], port).unwrap();
        client.wait_for("Message to send: ").unwrap();
        client.type_line("Hello server").unwrap();
        client.wait_for("Received: I hear ya fa shizzle!\n").unwrap();
        client.type_line("break").unwrap();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(1).unwrap();
        let shown = client.transcript();
        assert_eq!(
            shown.matches("ERROR: failed to write /dev/full (No space left on device)\n").count(),
            1,
            "{shown}"
        );
        server.wait_for("Closed the connection\n").unwrap();
    }
}

#[test]
fn several_clients_at_once_are_several_sessions_in_one_file() {
    const CLIENTS: usize = 3;
    if !harness::interrupts() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let [pcap, json] = ["s.pcapng", "s.json"].map(|name| file(&folder, name));
    let (mut server, port) =
        serve("server-tls-threads", &["--pcap", &pcap, "--json", &json, "--trace"]).unwrap();
    let mut clients: Vec<_> = (0..CLIENTS).map(|_| open("client-tls", &[], port).unwrap()).collect();
    for client in &mut clients {
        client.wait_for("Message to send: ").unwrap();
    }
    for client in &mut clients {
        client.type_line("hi").unwrap();
        client.wait_for("Message to send: ").unwrap();
    }
    for client in &mut clients {
        client.type_line("break").unwrap();
        client.end(0).unwrap();
    }
    for _ in 0..CLIENTS {
        server.wait_for("Closed the connection\n").unwrap();
    }
    server.interrupt().unwrap();
    server.wait_for("End of TLS Server\n").unwrap();
    server.end(0).unwrap();
    assert_lines(server.transcript(), &["--- session 2: client 127.0.0.1:", "Client Hello"]);

    let all = events(&json);
    for session in 1..=CLIENTS {
        let own: Vec<_> = all.iter().filter(|event| event["session"] == session).collect();
        assert_eq!(own.first().unwrap()["event"], "start");
        assert_eq!(own.last().unwrap()["event"], "end");
        assert!(own.iter().any(|event| event["bytes"] == "6869"), "hi");
    }
    assert_eq!(names(folder.path()), ["s.json", "s.pcapng"]);
    if tool("tshark") {
        assert_eq!(finished(&pcap), 2 * CLIENTS);
    }
}

/// How many Finished tshark sees in a capture, decrypted.
fn finished(path: &str) -> usize {
    let output = harness::stranger_command("tshark")
        .args(["-r", path, "-Y", "tls.handshake.type == 20"])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().lines().count()
}

/// The room before the packets, 16 KiB, is for fewer.
#[test]
fn more_secrets_than_there_is_room_for_stand_before_the_packets_too() {
    const SESSIONS: usize = 24;
    if !harness::interrupts() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = file(&folder, "s.pcapng");
    let (mut server, port) = serve("server-tls", &["--pcap", &path]).unwrap();
    for _ in 0..SESSIONS {
        let mut client = open("client-tls", &[], port).unwrap();
        client.wait_for("Message to send: ").unwrap();
        client.type_line("break").unwrap();
        client.end(0).unwrap();
        server.wait_for("Closed the connection\nWaiting for a connection...\n").unwrap();
    }
    server.interrupt().unwrap();
    server.end(130).unwrap();
    assert_private(&path);
    assert_eq!(names(folder.path()), ["s.pcapng"]);
    let capture = fs::read(&path).unwrap();
    // The length of the second block, which stands after 44 bytes and its type.
    let secrets = u32::from_le_bytes(*capture[capture.len().min(48)..].first_chunk().unwrap());
    assert!(secrets > 16 * 1024, "{secrets}");
    if tool("tshark") {
        assert_eq!(finished(&path), 2 * SESSIONS);
    }
}

#[cfg(unix)]
#[test]
fn a_capture_goes_through_a_pipe_as_well() {
    if !tool("tshark") || !tool("mkfifo") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let [pipe, path] = ["pipe", "c.pcapng"].map(|name| file(&folder, name));
    assert!(harness::stranger_command("mkfifo").arg(&pipe).status().unwrap().success());
    let copy = fs::File::create(&path).unwrap();
    let mut reader = harness::stranger_command("cat").arg(&pipe).stdout(copy).spawn().unwrap();
    session(&[], &[], &["--pcap", &pipe]);
    assert!(reader.wait().unwrap().success());
    assert_eq!(finished(&path), 2);
}
