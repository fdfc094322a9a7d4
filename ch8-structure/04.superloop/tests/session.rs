//! client-tls-sp and server-tls-sp: sessions, states, the loop's other task, and peers and inputs of all kinds.

#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use harness::{Window, open, program, s_server, serve, stranger, tool};
use openssl::ssl::{Ssl, SslContext, SslMethod, SslStream};

const LIMIT: Duration = Duration::from_secs(20);

fn session(client: &mut Window, server: &mut Window) {
    client.wait_for("Message to send: ").unwrap();
    client.type_line("Hello server").unwrap();
    client.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    client.type_line("break").unwrap();
    client.see("Sending break command\nEnd of TLS Client\n").unwrap();
    client.end(0).unwrap();
    server.see("Client connected successfully\nReceived: Hello server\nReceived: break\n").unwrap();
    server.see("Received break command\nClosed the connection\nWaiting for a connection...\n").unwrap();
}

/// A listener that does `act` with its first client.
fn peer(act: impl FnOnce(TcpStream) + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || act(listener.accept().unwrap().0));
    port
}

/// Reads until the other side ends the connection.
fn drain(mut tcp: TcpStream) {
    let _ = tcp.set_read_timeout(Some(LIMIT));
    while matches!(tcp.read(&mut [0; 4096]), Ok(1..)) {}
}

fn trickle(mut tcp: TcpStream) {
    for byte in [22, 3, 3, 0, 200].into_iter().chain([0; 60]) {
        if tcp.write_all(&[byte]).is_err() {
            break;
        }
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn with_each_other_and_with_the_programs_of_section_6_1() {
    for (client, server) in
        [("client-tls-sp", "server-tls-sp"), ("client-tls-sp", "server-tls"), ("client-tls", "server-tls-sp")]
    {
        let (mut server, port) = serve(server, &[]).unwrap();
        for _ in 0..2 {
            session(&mut open(client, &[], port).unwrap(), &mut server);
        }
    }
    // Without sleeping, too.
    let (mut server, port) = serve("server-tls-sp", &["--busy"]).unwrap();
    session(&mut open("client-tls-sp", &["--busy"], port).unwrap(), &mut server);
}

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

/// A state that waits does not stop the loop: not for a client, nor for a line, nor for a peer in mid-handshake.
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

    let mut client = open("client-tls-sp", &["--tick", "0.1", "--timeout", "0.7"], peer(drain)).unwrap();
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
    idle.push(open("client-tls-sp", &["--timeout", "20"], peer(drain)).unwrap());
    thread::sleep(Duration::from_millis(300));

    let before: Vec<_> = idle.iter().map(|window| window.processor_time().unwrap()).collect();
    thread::sleep(Duration::from_secs(5));
    for (window, before) in idle.iter().zip(before) {
        let used = window.processor_time().unwrap().saturating_sub(before);
        assert!(used < Duration::from_millis(50), "{} took {used:?}", window.name());
    }
    drop(idle);

    let (busy, _) = serve("server-tls-sp", &["--busy"]).unwrap();
    let before = busy.processor_time().unwrap();
    thread::sleep(Duration::from_secs(1));
    let used = busy.processor_time().unwrap().saturating_sub(before);
    assert!(used > Duration::from_millis(200), "--busy took {used:?} of a second");
}

#[test]
fn the_openssl_command_as_peer() {
    if !tool("openssl") {
        return;
    }
    for (ca, expected) in [
        ("certs/tb-ca-cert.pem", "I hear ya fa shizzle!"),
        ("certs/broken/stranger-ca-cert.pem", "verify error"),
    ] {
        let (_server, port) = serve("server-tls-sp", &[]).unwrap();
        let address = format!("127.0.0.1:{port}");
        let fixed = ["s_client", "-brief", "-verify_return_error", "-connect", &address, "-CAfile", ca];
        let mut client = stranger("openssl", &fixed).unwrap();
        client.send(b"Hello server\n").unwrap();
        client.wait_for(expected).unwrap();
    }
    for (cert, expected) in [
        ("certs/tb-server-cert.pem", "Received: 0.1/PTTH lmth.xedni/ TEG"),
        ("certs/broken/tb-server-notyet-cert.pem", "ERROR: failed SSL connect (certificate is not yet valid"),
    ] {
        let (_server, port) = s_server(&["-key", "certs/tb-server-key.pem", "-cert", cert]).unwrap();
        let mut client = open("client-tls-sp", &[], port).unwrap();
        client.send(b"\n").unwrap();
        client.wait_for(expected).unwrap();
    }
}

#[test]
fn peers_that_do_not_play_by_the_rules() {
    let late = "no answer from the peer within 400ms";
    let fails = |act: fn(TcpStream), why: &str| {
        let mut client = open("client-tls-sp", &["--timeout", "0.4"], peer(act)).unwrap();
        client.wait_for(&format!("ERROR: failed SSL connect ({why})\nEnd of TLS Client\n")).unwrap();
        client.end(1).unwrap();
        let (mut server, port) = serve("server-tls-sp", &["--timeout", "0.4"]).unwrap();
        act(TcpStream::connect(("127.0.0.1", port)).unwrap());
        server.see(&format!("ERROR: failed SSL accept ({why})\nEnd of TLS Server\n")).unwrap();
        server.end(1).unwrap();
    };
    fails(drain, late);
    fails(trickle, late);
    let garbage = |mut tcp: TcpStream| {
        tcp.write_all(&[0x5a; 4000]).unwrap();
        drain(tcp);
    };
    fails(garbage, "wrong version number in a record: not TLS, or not the version agreed on");

    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut client = open("client-tls-sp", &[], free).unwrap();
    client.wait_for(&format!("ERROR: failed to connect to 127.0.0.1:{free} (Connection refused)\n")).unwrap();
    client.end(1).unwrap();
}

/// The C server tries to read from its first client for ever, once that is gone.
#[test]
fn a_server_outlives_its_clients() {
    let (mut server, port) = serve("server-tls-sp", &["--idle", "0.5", "--timeout", "2"]).unwrap();
    let mut client = open("client-tls-sp", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    server.see("Client connected successfully\n").unwrap();
    drop(client);
    server
        .see("ERROR: failed SSL read ([..])\nClosed the connection\nWaiting for a connection...\n")
        .unwrap();

    let mut client = open("client-tls-sp", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    server.see("Client connected successfully\n").unwrap();
    server.see("ERROR: failed SSL read (no answer from the peer within 500ms)\n").unwrap();
    server.see("Closed the connection\nWaiting for a connection...\n").unwrap();
    client.type_line("Hello server").unwrap();
    client.wait_for("ERROR: failed SSL ").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();

    // One that asks and asks, and reads no answer.
    let ctx = SslContext::builder(SslMethod::tls_client()).unwrap().build();
    let tcp = TcpStream::connect(("127.0.0.1", port)).unwrap();
    tcp.set_write_timeout(Some(Duration::from_millis(300))).unwrap();
    let mut flood = SslStream::new(Ssl::new(&ctx).unwrap(), tcp).unwrap();
    flood.connect().unwrap();
    while flood.ssl_write(b"x").is_ok() {}
    server.wait_for("ERROR: failed SSL write (the peer takes nothing more within 2s)\n").unwrap();
    server.wait_for("Waiting for a connection...\n").unwrap();
}

#[test]
fn input_of_all_kinds() {
    let (mut server, port) = serve("server-tls-sp", &[]).unwrap();
    let mut client = open("client-tls-sp", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    // An empty line; one of exactly a record; a longer one, which is cut; any bytes; a last one without its line end.
    client.type_line("").unwrap();
    server.see("Client connected successfully\nReceived: GET /index.html HTTP/1.0\n\n\n").unwrap();
    client.type_line(&"x".repeat(16384)).unwrap();
    server.see(&format!("Received: {}\n", "x".repeat(16384))).unwrap();
    client.type_line(&format!("{}rest", "y".repeat(16384))).unwrap();
    server.see(&format!("Received: {}\nReceived: rest\n", "y".repeat(16384))).unwrap();
    client.wait_for("a message has 16384 bytes at most: the line is cut there\n").unwrap();
    client.send(b"a\0b\xff\x1b[2J\nno line end").unwrap();
    client.close_input();
    server.see("Received: a\\x00b\\xff\\x1b[2J\nReceived: no line end\nClosed the connection\n").unwrap();
    client.wait_for("Message to send: \nEnd of TLS Client\n").unwrap();
    client.end(0).unwrap();
}

#[test]
fn a_huge_line_is_sent_in_messages_of_a_record() {
    let (mut server, port) = serve("server-tls-sp", &[]).unwrap();
    let mut client = open("client-tls-sp", &[], port).unwrap();
    client.send(&vec![b'z'; 10_000_000]).unwrap();
    client.close_input();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
    let shown = server.wait_for("Closed the connection\n").unwrap();
    assert_eq!(shown.matches('z').count(), 10_000_000);
}

/// From a file, from nowhere, and with standard input closed: `poll` must not wait for what is always there.
#[cfg(unix)]
#[test]
fn input_from_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lines"), "Hello server\nbreak\n").unwrap();
    for (from, last) in [
        ("< lines", "Sending break command\n"),
        ("< /dev/null", "Message to send: \n"),
        ("<&-", "Message to send: \n"),
    ] {
        let (_server, port) = serve("server-tls-sp", &[]).unwrap();
        let mut command = harness::stranger_command("sh");
        command.arg("-c").arg(format!("exec \"$0\" {from}")).arg(program("client-tls-sp").unwrap());
        command.env("TLSBOOK_PORT", port.to_string()).current_dir(folder.path()).env_remove("TLSBOOK_CERTS");
        let mut client = Window::open("client", command, LIMIT).unwrap();
        client.wait_for(last).unwrap();
        client.see("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
    }
}
