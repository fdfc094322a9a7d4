//! The four programs of sections 1.1 and 1.2.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::path::Path;

use harness::{open, serve};

#[test]
fn one_message_each_way() {
    for (kind, name) in [("tcp", "TCP"), ("tcp-tls", "TLS")] {
        for message in ["Hello server", "", &"x".repeat(255)] {
            let (mut server, port) = serve(&format!("server-{kind}"), &[]).unwrap();
            let mut client = open(&format!("client-{kind}"), &[], port).unwrap();
            client.see("Message to send: ").unwrap();
            client.type_line(message).unwrap();
            client.see(&format!("Received: I hear ya fa shizzle!\nEnd of {name} Client\n")).unwrap();
            client.end(0).unwrap();
            server.see(&format!("Client connected successfully\nReceived: {message}\n\n")).unwrap();
            server.see(&format!("Closed the connection\nEnd of {name} Server\n")).unwrap();
            server.end(0).unwrap();
        }
    }
}

#[test]
fn a_line_too_long_is_cut_and_said_so() {
    for kind in ["tcp", "tcp-tls"] {
        let (mut server, port) = serve(&format!("server-{kind}"), &[]).unwrap();
        let mut client = open(&format!("client-{kind}"), &[], port).unwrap();
        client.see("Message to send: ").unwrap();
        client.type_line(&"x".repeat(300)).unwrap();
        client.see("a message has 255 bytes at most: the line is cut there\n").unwrap();
        client.wait_for("Received: I hear ya fa shizzle!\n").unwrap();
        server.see(&format!("Client connected successfully\nReceived: {}\n\n", "x".repeat(255))).unwrap();
    }
}

#[test]
fn a_client_without_a_message_is_an_error_for_the_server() {
    for (kind, failure) in [
        ("tcp", "ERROR: failed TCP recv (the peer has closed the connection)\n"),
        ("tcp-tls", "ERROR: failed SSL read (the peer has closed the TLS connection: close_notify)\n"),
    ] {
        let (mut server, port) = serve(&format!("server-{kind}"), &[]).unwrap();
        let mut client = open(&format!("client-{kind}"), &[], port).unwrap();
        client.close_input();
        client.wait_for("Client\n").unwrap();
        client.end(0).unwrap();
        server.see("Client connected successfully\n").unwrap();
        server.see(failure).unwrap();
        server.wait_for("Server\n").unwrap();
        server.end(1).unwrap();
    }
}

#[test]
fn a_peer_that_says_nothing_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    for (kind, failure) in [
        ("tcp", "ERROR: failed TCP recv (no answer from the peer within 300ms)\n"),
        ("tcp-tls", "ERROR: failed SSL connect (no answer from the peer within 300ms)\n"),
    ] {
        let mut client = open(&format!("client-{kind}"), &["--timeout", "0.3"], port).unwrap();
        client.send(b"Hello server\n").unwrap();
        client.wait_for(failure).unwrap();
        client.wait_for("Client\n").unwrap();
        client.end(1).unwrap();
    }
    for (kind, failure) in [
        ("tcp", "ERROR: failed TCP recv (no answer from the peer within 300ms)\n"),
        ("tcp-tls", "ERROR: failed SSL accept (no answer from the peer within 300ms)\n"),
    ] {
        let limits = ["--timeout", "0.3", "--idle", "0.3"];
        let (mut server, port) = serve(&format!("server-{kind}"), &limits).unwrap();
        let mut silent = TcpStream::connect(("127.0.0.1", port)).unwrap();
        if kind == "tcp-tls" {
            silent.write_all(&[22, 3, 1]).unwrap();
        }
        server.wait_for(failure).unwrap();
        server.wait_for("Server\n").unwrap();
        server.end(1).unwrap();
    }
}

#[test]
fn the_client_verifies_the_server() {
    let (mut server, port) = serve("server-tcp-tls", &["certs/broken/tb-server-cert2.pem"]).unwrap();
    let mut client = open("client-tcp-tls", &[], port).unwrap();
    client.see("ERROR: failed SSL connect (certificate signature failure)\nEnd of TLS Client\n").unwrap();
    client.end(1).unwrap();
    server.see("ERROR: failed SSL accept (received fatal alert decrypt_error (51))\n").unwrap();
    server.wait_for("Server\n").unwrap();
    server.end(1).unwrap();
}

#[test]
fn a_port_that_is_closed_or_taken_is_named() {
    let (_first, port) = serve("server-tcp", &[]).unwrap();
    for kind in ["tcp", "tcp-tls"] {
        let mut second = open(&format!("server-{kind}"), &[], port).unwrap();
        second.see(&format!("ERROR: failed to bind 127.0.0.1:{port} (Address already in use)\n")).unwrap();
        second.wait_for("Server\n").unwrap();
        second.end(1).unwrap();
    }
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for kind in ["tcp", "tcp-tls"] {
        let mut client = open(&format!("client-{kind}"), &[], closed).unwrap();
        client
            .see(&format!("ERROR: failed to connect to 127.0.0.1:{closed} (Connection refused)\n"))
            .unwrap();
        client.wait_for("Client\n").unwrap();
        client.end(1).unwrap();
    }
}

/// The lesson of chapter 1: what the TLS programs have more than the TCP programs is TLS, and nothing is gone but the
/// lines that TLS replaces.
#[test]
fn tls_is_all_that_the_diff_shows() {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bin");
    for side in ["client", "server"] {
        let read = |name: String| fs::read_to_string(sources.join(name)).unwrap();
        let tcp = read(format!("{side}-tcp.rs"));
        let tls = read(format!("{side}-tcp-tls.rs"));

        // Lines of code of the TCP program that the TLS program has not, in their order.
        let mut rest = tls.lines();
        let mut replaced = Vec::new();
        for line in tcp.lines().filter(|line| !line.trim_start().starts_with("//") && !line.trim().is_empty())
        {
            let mut ahead = rest.clone();
            if ahead.any(|other| other == line) {
                rest = ahead;
            } else {
                replaced.push(line.trim());
            }
        }
        for line in &replaced {
            let tcp_only = ["#[command(name", "send(", "recv(", "sockfd", "connd", "PORT", "TCP", "writeln!"];
            assert!(tcp_only.iter().any(|word| line.contains(word)), "{side}: {line}");
        }
        assert!(replaced.len() <= 9, "{side}: {replaced:#?}");
    }
}
