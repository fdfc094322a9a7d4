//! client-tls-tickets and server-tls-tickets: how many tickets there are, when they come, and what they are good for.

#![allow(clippy::unwrap_used)]

use std::fs;

use harness::{open, serve};

#[test]
fn they_come_after_the_handshake_with_the_first_answer() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("session.bin");
    let (_server, port) = serve("server-tls", &[]).unwrap();
    let mut client = open("client-tls-tickets", &["--session", file.to_str().unwrap()], port).unwrap();
    client.see("Send to localhost(127.0.0.1)\nThe handshake is done\nMessage to send: ").unwrap();
    client.type_line("Hello server").unwrap();
    client.see("Session 1: ticket of [..] bytes, good for 7200 s\n").unwrap();
    client.see("Session 2: ticket of [..] bytes, good for 7200 s\n").unwrap();
    client.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    client.type_line("break").unwrap();
    for number in 1..=2 {
        let saved = folder.path().join(format!("session-{number}.bin"));
        client.see(&format!("Session {number} is in {}\n", saved.display())).unwrap();
    }
    client.see("End of TLS Client\n").unwrap();
    client.end(0).unwrap();

    // Each is good for a connection of its own, and says so with a ticket of its own.
    let one = fs::read(folder.path().join("session-1.bin")).unwrap();
    let two = fs::read(folder.path().join("session-2.bin")).unwrap();
    assert_ne!(one, two);
    for number in [2, 1] {
        let saved = folder.path().join(format!("session-{number}.bin"));
        let mut client = open("client-tls-resume", &["--session", saved.to_str().unwrap()], port).unwrap();
        client.wait_for("Session is reused\n").unwrap();
        client.close_input();
        client.end(0).unwrap();
    }
}

#[test]
fn they_come_with_the_close_if_nothing_was_read_before() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("session.bin");
    let (_server, port) = serve("server-tls", &[]).unwrap();
    let mut client = open("client-tls-tickets", &["--session", file.to_str().unwrap()], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("break").unwrap();
    client.see("Session 1: ticket of ").unwrap();
    client.wait_for("Session 2: ticket of ").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
}

#[test]
fn the_server_decides_how_many() {
    for (asked, shown) in [(0, 0), (1, 1), (5, 5), (10, 10), (12, 10)] {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("session.bin");
        let (_server, port) = serve("server-tls-tickets", &["--tickets", &asked.to_string()]).unwrap();
        let mut client = open("client-tls-tickets", &["--session", file.to_str().unwrap()], port).unwrap();
        client.close_input();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), shown);
        let turned_away = client.transcript().matches("A session more than 10 is not kept\n").count();
        assert_eq!(turned_away, asked - shown);
    }
}

#[test]
fn without_a_ticket_there_is_nothing_to_save() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("session.bin");
    fs::write(&file, "former").unwrap();
    let (_server, port) = serve("server-tls-tickets", &["--tickets", "0"]).unwrap();
    let mut client = open("client-tls-session", &["--session", file.to_str().unwrap()], port).unwrap();
    client.close_input();
    let why = "the server has given no ticket: this session cannot be resumed";
    client
        .wait_for(&format!("ERROR: failed to save {} ({why})\nEnd of TLS Client\n", file.display()))
        .unwrap();
    client.end(1).unwrap();
    assert_eq!(fs::read(&file).unwrap(), b"former");
}

/// What client-tls-tickets says of the first session that it gets.
fn first_session(server: &[&str], version: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("session.bin");
    let (_server, port) = serve("server-tls-tickets", server).unwrap();
    let arguments = ["--max-version", version, "--session", file.to_str().unwrap()];
    let mut client = open("client-tls-tickets", &arguments, port).unwrap();
    client.close_input();
    client.wait_for("Session 1: ").unwrap();
    let described = client.wait_for("\n").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
    described
}

#[test]
fn they_are_sessions_or_numbers_of_sessions() {
    for version in ["1.3", "1.2"] {
        let described = first_session(&["--lifetime", "60"], version);
        let length = described.strip_prefix("ticket of ").unwrap();
        let length: usize = length.strip_suffix(" bytes, good for 60 s\n").unwrap().parse().unwrap();
        assert!(length > 100, "the session itself, encrypted: {described}");
    }
    assert_eq!(first_session(&["--stateful"], "1.3"), "ticket of 32 bytes, good for 7200 s\n");
    assert_eq!(first_session(&["--stateful"], "1.2"), "session ID of 32 bytes\n");
}

#[test]
fn wrong_numbers_are_refused() {
    for wrong in [["--tickets", "101"], ["--tickets", "-1"], ["--lifetime", "0"], ["--lifetime", "604801"]] {
        let mut server = open("server-tls-tickets", &wrong, 0).unwrap();
        server.wait_for("error: ").unwrap();
        server.end(2).unwrap();
    }
}
