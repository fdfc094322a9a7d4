//! Peers that do not play by the rules: for each there is one clear line, exit status 1, no panic and no hang.

#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use harness::{open, serve};

/// A server that does `act` with its first client.
fn peer(act: impl FnOnce(TcpStream) + Send + 'static) -> (u16, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    (port, thread::spawn(move || act(listener.accept().unwrap().0)))
}

/// Makes closing the connection reset it: there is data that nobody has read.
fn reset(tcp: TcpStream) {
    tcp.peek(&mut [0]).unwrap();
    drop(tcp);
}

/// client-tls against a server that does `act`: it must fail with `why`.
fn client_fails(arguments: &[&str], act: impl FnOnce(TcpStream) + Send + 'static, why: &str) {
    let (port, server) = peer(act);
    let mut client = open("client-tls", arguments, port).unwrap();
    client.wait_for(&format!("ERROR: failed SSL connect ({why})\nEnd of TLS Client\n")).unwrap();
    client.end(1).unwrap();
    server.join().unwrap();
}

/// server-tls against a client that does `act`: it must fail with `why`.
fn server_fails(arguments: &[&str], act: impl FnOnce(TcpStream), why: &str) {
    let (mut server, port) = serve("server-tls", arguments).unwrap();
    act(TcpStream::connect(SocketAddr::from(([127, 0, 0, 1], port))).unwrap());
    server.see(&format!("ERROR: failed SSL accept ({why})\nEnd of TLS Server\n")).unwrap();
    server.end(1).unwrap();
}

/// Reads until the other side ends the connection.
fn drain(mut tcp: TcpStream) {
    let _ = tcp.set_read_timeout(Some(Duration::from_secs(20)));
    let mut buffer = [0; 4096];
    while matches!(tcp.read(&mut buffer), Ok(1..)) {}
}

const NOT_TLS: &str = "wrong version number in a record: not TLS, or not the version agreed on";
const GONE: &str = "the peer closed the connection without close_notify";

#[test]
fn a_peer_that_talks_garbage() {
    let garbage = |mut tcp: TcpStream| {
        tcp.write_all(&[0x5a; 4000]).unwrap();
        drain(tcp);
    };
    client_fails(&[], garbage, NOT_TLS);
    server_fails(&[], garbage, NOT_TLS);
}

#[test]
fn a_peer_that_talks_plain_http() {
    let answer = |mut tcp: TcpStream| {
        tcp.write_all(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n").unwrap();
        drain(tcp);
    };
    client_fails(&[], answer, NOT_TLS);
    let request = |mut tcp: TcpStream| {
        tcp.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        drain(tcp);
    };
    server_fails(&[], request, "the peer speaks plain HTTP, not TLS");
}

#[test]
fn a_peer_that_closes_in_the_handshake() {
    client_fails(&[], |tcp| tcp.shutdown(Shutdown::Write).map(|()| drain(tcp)).unwrap(), GONE);
    server_fails(&[], drop, GONE);
    server_fails(&[], |mut tcp| tcp.write_all(&[22, 3, 1, 2, 0, 1, 0, 1, 0xfc]).unwrap(), GONE);
}

#[test]
fn a_peer_that_resets_the_connection() {
    client_fails(&[], reset, "Connection reset by peer");
}

#[test]
fn a_peer_that_says_nothing() {
    let silence = "no answer from the peer within 300ms";
    client_fails(&["--timeout", "0.3"], drain, silence);
    server_fails(&["--timeout", "0.3"], drain, silence);
}

#[test]
fn a_peer_that_sends_one_byte_at_a_time_gains_nothing_by_it() {
    let trickle = |mut tcp: TcpStream| {
        for byte in [22, 3, 3, 0, 200].into_iter().chain([0; 200]) {
            if tcp.write_all(&[byte]).is_err() {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
    };
    let late = "no answer from the peer within 400ms";
    client_fails(&["--timeout", "0.4"], trickle, late);
    server_fails(&["--timeout", "0.4"], trickle, late);
}

#[test]
fn a_client_that_is_gone_in_the_session_does_not_end_the_server() {
    let (mut server, port) = serve("server-tls", &["--idle", "0.5"]).unwrap();

    // Killed: the system closes its connection.
    let mut client = open("client-tls", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    server.see("Client connected successfully\n").unwrap();
    drop(client);
    server
        .see("ERROR: failed SSL read ([..])\nClosed the connection\nWaiting for a connection...\n")
        .unwrap();

    // Silent.
    let mut client = open("client-tls", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    server.see("Client connected successfully\n").unwrap();
    server
        .see("ERROR: failed SSL read (no answer from the peer within 500ms)\nClosed the connection\n")
        .unwrap();

    // Its next message gets no answer, and that is no success.
    client.type_line("Hello server").unwrap();
    client
        .wait_for("ERROR: failed SSL read (the peer has closed the TLS connection: close_notify)\n")
        .unwrap();
    client
        .see("HINT: the server ended the session: [..] silent for too long [..]\nEnd of TLS Client\n")
        .unwrap();
    client.end(1).unwrap();
}

#[test]
fn a_client_that_talks_now_and_then_holds_the_server_no_longer_than_a_session_may_last() {
    let (mut server, port) = serve("server-tls", &["--session", "1"]).unwrap();
    let mut client = open("client-tls", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    let start = std::time::Instant::now();
    for _ in 0..3 {
        client.type_line("Hello server").unwrap();
        client.wait_for("Message to send: ").unwrap();
        thread::sleep(Duration::from_millis(100));
    }
    let over =
        "ERROR: failed SSL read (the session has lasted as long as it may, 1s)\nClosed the connection\n";
    server.wait_for(over).unwrap();
    assert!(start.elapsed() < Duration::from_secs(15));

    // The next one is served, and a session that is short enough ends as ever.
    let mut client = open("client-tls", &[], port).unwrap();
    harness::session(&mut client, server_waits(&mut server)).unwrap();
}

/// The server, when it waits for its next client.
fn server_waits(server: &mut harness::Window) -> &mut harness::Window {
    server.see("Waiting for a connection...\n").unwrap();
    server
}

#[test]
fn a_failed_handshake_ends_the_server_unless_it_is_to_keep_going() {
    let garbage = |port: u16| {
        let mut tcp = TcpStream::connect(("127.0.0.1", port)).unwrap();
        tcp.write_all(&[0x5a; 100]).unwrap();
        drain(tcp);
    };
    let (mut server, port) = serve("server-tls", &["--keep-going"]).unwrap();
    for _ in 0..2 {
        garbage(port);
        server.see(&format!("ERROR: failed SSL accept ({NOT_TLS})\n")).unwrap();
        server_waits(&mut server);
    }
    let mut client = open("client-tls", &[], port).unwrap();
    harness::session(&mut client, &mut server).unwrap();

    let (mut server, port) = serve("server-tls", &[]).unwrap();
    garbage(port);
    server.see(&format!("ERROR: failed SSL accept ({NOT_TLS})\nEnd of TLS Server\n")).unwrap();
    server.end(1).unwrap();
}

#[test]
fn a_server_that_answers_nothing_is_given_up() {
    let (_server, port) = serve("server-tls", &[]).unwrap();
    // A relay that is cut once the handshake is over: the server never sees the message.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let relay = listener.local_addr().unwrap().port();
    let connected = Arc::new(AtomicBool::new(false));
    let now = Arc::clone(&connected);
    let cut = thread::spawn(move || {
        let client = listener.accept().unwrap().0;
        let server = TcpStream::connect(("127.0.0.1", port)).unwrap();
        let (mut from, mut to) = (server.try_clone().unwrap(), client.try_clone().unwrap());
        thread::spawn(move || std::io::copy(&mut from, &mut to));
        let (mut from, mut to) = (client, server);
        let mut buffer = [0; 4096];
        while let Ok(count @ 1..) = from.read(&mut buffer) {
            if !now.load(Ordering::SeqCst) {
                to.write_all(&buffer[..count]).unwrap();
            }
        }
    });
    let mut client = open("client-tls", &["--timeout", "0.5"], relay).unwrap();
    client.wait_for("Message to send: ").unwrap();
    connected.store(true, Ordering::SeqCst);
    client.type_line("Hello server").unwrap();
    client.see("ERROR: failed SSL read (no answer from the peer within 500ms)\nEnd of TLS Client\n").unwrap();
    client.end(1).unwrap();
    cut.join().unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_an_error_not_a_panic() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output =
        harness::command("server-tls").unwrap().env("TLSBOOK_PORT", "0").stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(error.ends_with("ERROR: cannot write to standard output (No space left on device)\n"), "{error}");
}
