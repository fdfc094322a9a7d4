//! client-tls and server-tls: sessions that work.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::net::SocketAddr;

use harness::{Record, Relay, open, serve};

/// A session with one message and `break`, with these arguments; returns the server's window and what the
/// client showed.
fn session(server: &[&str], client: &[&str]) -> (harness::Window, String) {
    let (server, port) = serve("server-tls", server).unwrap();
    let mut client = open("client-tls", client, port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("Hello server").unwrap();
    client.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    client.type_line("break").unwrap();
    client.see("Sending break command\nEnd of TLS Client\n").unwrap();
    assert_eq!(client.end(0).unwrap(), "");
    (server, client.transcript().to_owned())
}

/// What a server shows for [`session`].
const SERVED: &str = "Client connected successfully\nReceived: Hello server\nReceived: break\nReceived break command\n\
                      Closed the connection\nWaiting for a connection...\n";

#[test]
fn the_server_serves_one_client_after_the_other() {
    let (mut server, port) = serve("server-tls", &[]).unwrap();
    for _ in 0..3 {
        let mut client = open("client-tls", &[], port).unwrap();
        client.see("Send to localhost(127.0.0.1)\nMessage to send: ").unwrap();
        client.type_line("break").unwrap();
        client.see("Sending break command\nEnd of TLS Client\n").unwrap();
        client.end(0).unwrap();
        server.see("Client connected successfully\nReceived: break\nReceived break command\n").unwrap();
        server.see("Closed the connection\nWaiting for a connection...\n").unwrap();
    }
}

#[test]
fn every_kind_of_key_and_every_kind_of_address() {
    for kind in ["", "-ecdsa", "-ed25519"] {
        let (cert, key) =
            (format!("certs/tb-server{kind}-cert.pem"), format!("certs/tb-server{kind}-key.pem"));
        for host in ["127.0.0.1", "localhost"] {
            let (mut server, client) = session(&[&cert, &key], &["certs/tb-ca-cert.pem", host]);
            server.see(SERVED).unwrap();
            assert!(client.starts_with("Message to send: "), "only without arguments: {client}");
        }
    }
    for host in ["::1", "[::1]"].into_iter().filter(|_| harness::ipv6()) {
        let (mut server, _) = session(&["--bind", "::1"], &["certs/tb-ca-cert.pem", host]);
        server.see(SERVED).unwrap();
    }
}

#[test]
fn files_with_the_line_ends_of_windows() {
    let folder = tempfile::tempdir().unwrap();
    let copy = |name: &str| {
        let text = fs::read_to_string(harness::root().join("certs").join(name)).unwrap();
        let copy = folder.path().join(name);
        fs::write(&copy, text.replace("\r\n", "\n").replace('\n', "\r\n")).unwrap();
        // Else the server notes that others can read its key.
        #[cfg(unix)]
        fs::set_permissions(&copy, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
        copy.to_str().unwrap().to_owned()
    };
    let [ca, cert, key] = ["tb-ca-cert.pem", "tb-server-cert.pem", "tb-server-key.pem"].map(copy);
    let (mut server, _) = session(&[&cert, &key], &[&ca]);
    server.see(SERVED).unwrap();
}

/// The lengths of section 6.1.2: the frames of the book are 56 bytes longer than the records in them.
#[test]
fn the_records_are_as_long_as_in_the_book() {
    let (_server, port) = serve("server-tls", &[]).unwrap();
    let relay = Relay::start(SocketAddr::from(([127, 0, 0, 1], port))).unwrap();
    let mut client = open("client-tls", &[], relay.address().port()).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("Hello server").unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("break").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();

    let (up, down) = relay.records().unwrap();
    let last = |records: &[Record], count: usize| -> Vec<(u8, usize)> {
        let tail = &records[records.len() - count..];
        tail.iter().map(|record| (record.content_type, record.length + 56)).collect()
    };
    assert_eq!(last(&up, 3), [(23, 90), (23, 83), (23, 80)], "Hello server, break, close_notify");
    assert_eq!(last(&down, 2), [(23, 100), (23, 80)], "the answer, close_notify");
    assert_eq!(up[0].content_type, 22, "Client Hello is in the clear");
}

#[test]
fn an_empty_line_sends_a_request_and_the_end_of_the_input_ends_the_session() {
    let (mut server, port) = serve("server-tls", &[]).unwrap();
    let mut client = open("client-tls", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("").unwrap();
    server.see("Client connected successfully\nReceived: GET /index.html HTTP/1.0\n\n\n").unwrap();
    client.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    client.send(b"no line end").unwrap();
    client.close_input();
    server.see("Received: no line end\n").unwrap();
    client.see("Received: I hear ya fa shizzle!\nMessage to send: \nEnd of TLS Client\n").unwrap();
    client.end(0).unwrap();
    server.see("Closed the connection\nWaiting for a connection...\n").unwrap();
}

#[test]
fn any_bytes_can_be_sent_and_none_is_lost() {
    let (mut server, port) = serve("server-tls", &[]).unwrap();
    let mut client = open("client-tls", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.send(b"a\0b\xff\x1b[2J\n").unwrap();
    server.see("Client connected successfully\nReceived: a\\x00b\\xff\\x1b[2J\n").unwrap();
    client.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();

    // A line of exactly one record is one message, a longer one is cut into several, and the client says so.
    client.type_line(&"x".repeat(16384)).unwrap();
    server.see(&format!("Received: {}\n", "x".repeat(16384))).unwrap();
    client.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    client.type_line(&format!("{}rest", "y".repeat(16384))).unwrap();
    server.see(&format!("Received: {}\nReceived: rest\n", "y".repeat(16384))).unwrap();
    client.see("a message has 16384 bytes at most: the line is cut there\n").unwrap();
    client.close_input();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
}

/// 10 MB without a line end: memory does not grow with it, and every byte arrives.
#[test]
fn a_huge_line_is_sent_in_messages_of_a_record() {
    let (mut server, port) = serve("server-tls", &[]).unwrap();
    let mut client = open("client-tls", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.send(&vec![b'z'; 10_000_000]).unwrap();
    client.close_input();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
    let shown = server.wait_for("Closed the connection\n").unwrap();
    assert_eq!(shown.matches('z').count(), 10_000_000);
    #[cfg(target_os = "linux")]
    {
        let status = fs::read_to_string(format!("/proc/{}/status", server.id())).unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        let kib: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(kib < 32 * 1024, "the server took {kib} KiB");
    }
}

#[test]
fn the_key_log_has_the_secrets_of_the_session() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("keys.log");
    let (_server, port) = serve("server-tls", &[]).unwrap();
    for sessions in 1..=2 {
        let mut command = harness::command("client-tls").unwrap();
        command.env("SSLKEYLOGFILE", &log).env("TLSBOOK_PORT", port.to_string());
        let mut client =
            harness::Window::open("client", command, std::time::Duration::from_secs(20)).unwrap();
        client.close_input();
        client.end(0).unwrap();

        let text = fs::read_to_string(&log).unwrap();
        assert!(text.ends_with('\n'));
        for label in [
            "CLIENT_HANDSHAKE_TRAFFIC_SECRET ",
            "SERVER_HANDSHAKE_TRAFFIC_SECRET ",
            "CLIENT_TRAFFIC_SECRET_0 ",
        ] {
            let lines = text.lines().filter(|line| line.starts_with(label)).count();
            assert_eq!(lines, sessions, "{label}: each session is added");
        }
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&log).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_key_log_that_cannot_be_opened_is_an_error_before_anything_is_connected() {
    let mut command = harness::command("client-tls").unwrap();
    command.env("SSLKEYLOGFILE", "/nonexistent/keys.log").env("TLSBOOK_PORT", "1");
    let mut client = harness::Window::open("client", command, std::time::Duration::from_secs(20)).unwrap();
    client.wait_for("ERROR: failed to open the key log /nonexistent/keys.log (").unwrap();
    client.end(1).unwrap();
}

#[test]
fn an_empty_sslkeylogfile_is_as_good_as_none() {
    let (_server, port) = serve("server-tls", &[]).unwrap();
    let mut command = harness::command("client-tls").unwrap();
    command.env("SSLKEYLOGFILE", "").env("TLSBOOK_PORT", port.to_string());
    let mut client = harness::Window::open("client", command, std::time::Duration::from_secs(20)).unwrap();
    client.close_input();
    client.end(0).unwrap();
}
