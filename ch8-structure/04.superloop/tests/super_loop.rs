//! The super loop: its states, its other task, its one thread and its sleep.

#![allow(clippy::unwrap_used)]

use std::net::TcpStream;
#[cfg(target_os = "linux")]
use std::time::{Duration, Instant};

#[cfg(target_os = "linux")]
use harness::spinning;
use harness::{drain, open, peer, serve};

#[test]
fn each_change_of_the_state_is_shown() {
    let (mut server, port) = serve("server-tls-sp", &["--states"]).unwrap();
    let mut client = open("client-tls-sp", &["--states"], port).unwrap();
    client.see("Send to localhost(127.0.0.1)\n").unwrap();
    client.see("CLIENT_BEGIN -> CLIENT_TCP_CONNECT\nCLIENT_TCP_CONNECT -> CLIENT_SSL_CONNECT\n").unwrap();
    client.see("CLIENT_SSL_CONNECT -> CLIENT_INPUT\nMessage to send: ").unwrap();
    client.type_line("Hello server").unwrap();
    client.see("CLIENT_INPUT -> CLIENT_SSL_WRITE\nCLIENT_SSL_WRITE -> CLIENT_SSL_READ\n").unwrap();
    client
        .see("Received: I hear ya fa shizzle!\nCLIENT_SSL_READ -> CLIENT_INPUT\nMessage to send: ")
        .unwrap();
    client.type_line("break").unwrap();
    client.see("CLIENT_INPUT -> CLIENT_SSL_WRITE\nSending break command\n").unwrap();
    client
        .see("CLIENT_SSL_WRITE -> CLIENT_SHUTDOWN\nCLIENT_SHUTDOWN -> CLIENT_END\nEnd of TLS Client\n")
        .unwrap();
    client.end(0).unwrap();

    server.see("SERVER_BEGIN -> SERVER_TCP_ACCEPT\nSERVER_TCP_ACCEPT -> SERVER_SSL_ACCEPT\n").unwrap();
    server.see("Client connected successfully\nSERVER_SSL_ACCEPT -> SERVER_SSL_READ\n").unwrap();
    server.see("Received: Hello server\nSERVER_SSL_READ -> SERVER_SSL_WRITE\nSERVER_SSL_WRITE -> SERVER_SSL_READ\n").unwrap();
    server.see("Received: break\nReceived break command\nSERVER_SSL_READ -> SERVER_SHUTDOWN\n").unwrap();
    server
        .see("Closed the connection\nWaiting for a connection...\nSERVER_SHUTDOWN -> SERVER_TCP_ACCEPT\n")
        .unwrap();
}

/// A call that has failed waits for nothing: the server must not sleep before it answers a close_notify. If it did, the
/// session would take longer than a window may.
#[test]
fn a_good_bye_is_answered_at_once() {
    let (mut server, port) = serve("server-tls-sp", &["--timeout", "600"]).unwrap();
    let mut client = open("client-tls-sp", &["--timeout", "600"], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    server.see("Client connected successfully\n").unwrap();
    client.close_input();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
    server.see("Closed the connection\nWaiting for a connection...\n").unwrap();
}

/// A state that waits does not stop the loop, whether for a client, for a line, or for a peer in mid-handshake.
#[test]
fn the_other_task_runs_whatever_is_waited_for() {
    let (mut server, port) = serve("server-tls-sp", &["--tick", "0.1", "--states"]).unwrap();
    server.wait_for("tick 3\n").unwrap();
    let mut client = open("client-tls-sp", &["--tick", "0.1"], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.wait_for("tick 3\n").unwrap();
    client.send(b"half a line").unwrap();
    client.wait_for("tick 6\n").unwrap();
    client.send(b" and the other half\n").unwrap();
    client.wait_for("Received: I hear ya fa shizzle!\n").unwrap();
    server.wait_for("Received: half a line and the other half\n").unwrap();
    client.close_input();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();

    server.wait_for("SERVER_SHUTDOWN -> SERVER_TCP_ACCEPT\n").unwrap();
    let silent = TcpStream::connect(("127.0.0.1", port)).unwrap();
    server.wait_for("SERVER_TCP_ACCEPT -> SERVER_SSL_ACCEPT\n").unwrap();
    for _ in 0..3 {
        server.wait_for("tick ").unwrap();
    }
    drop(silent);
    server.wait_for("ERROR: failed SSL accept (").unwrap();

    let mut client =
        open("client-tls-sp", &["--tick", "0.1", "--timeout", "0.7"], peer(drain).unwrap()).unwrap();
    client.wait_for("tick 3\n").unwrap();
    client.wait_for("ERROR: failed SSL connect (no answer from the peer within 700ms)\n").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn all_of_it_is_one_thread() {
    let (mut server, port) = serve("server-tls-sp", &["--tick", "0.1"]).unwrap();
    assert_eq!(server.threads(), Some(1));
    let mut client = open("client-tls-sp", &["--tick", "0.1"], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    server.wait_for("Client connected successfully\n").unwrap();
    assert_eq!((client.threads(), server.threads()), (Some(1), Some(1)));
    client.type_line("Hello server").unwrap();
    client.wait_for("Received: I hear ya fa shizzle!\n").unwrap();
    assert_eq!((client.threads(), server.threads()), (Some(1), Some(1)));
}

#[cfg(target_os = "linux")]
#[test]
fn the_loop_sleeps_when_there_is_nothing_to_do_unless_told_to_turn() {
    let mut idle = Vec::new();
    let mut pair = |arguments: &[&str]| {
        let (mut server, port) = serve("server-tls-sp", arguments).unwrap();
        let mut client = open("client-tls-sp", arguments, port).unwrap();
        client.wait_for("Message to send: ").unwrap();
        server.wait_for("Client connected successfully\n").unwrap();
        idle.extend([server, client]);
    };
    pair(&[]);
    pair(&["--tick", "1"]);
    idle.push(serve("server-tls-sp", &[]).unwrap().0);
    idle.push(open("client-tls-sp", &["--timeout", "20"], peer(drain).unwrap()).unwrap());
    assert_eq!(spinning(&idle).unwrap(), Vec::<String>::new());
    drop(idle);

    let (busy, _) = serve("server-tls-sp", &["--busy"]).unwrap();
    // As much processor time as the idle ones would take in 20 s; on a loaded machine that may take a while.
    let start = Instant::now();
    while busy.processor_time().unwrap() < Duration::from_millis(200) {
        assert!(start.elapsed() < Duration::from_secs(15), "--busy took {:?}", busy.processor_time());
        std::thread::sleep(Duration::from_millis(50));
    }
}
