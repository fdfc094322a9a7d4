//! server-tls-threads: many clients at once, several identities, limits, and a clean end.

#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use harness::{open, serve};
use openssl::nid::Nid;
use openssl::ssl::{Ssl, SslContext, SslMethod, SslStream, SslVerifyMode};

/// A connection with what OpenSSL's own defaults do; returns the common name in the server's certificate, too.
fn connect(port: u16, name: Option<&str>) -> (SslStream<TcpStream>, String) {
    let mut ctx = SslContext::builder(SslMethod::tls_client()).unwrap();
    let ca = concat!(env!("CARGO_MANIFEST_DIR"), "/../../certs/tb-ca-cert.pem");
    ctx.load_verify_locations(Some(ca.as_ref()), None).unwrap();
    ctx.set_verify(SslVerifyMode::PEER);
    let mut ssl = Ssl::new(&ctx.build()).unwrap();
    if let Some(name) = name {
        ssl.set_hostname(name).unwrap();
    }
    let tcp = TcpStream::connect(("127.0.0.1", port)).unwrap();
    tcp.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut stream = SslStream::new(ssl, tcp).unwrap();
    stream.connect().unwrap();
    let certificate = stream.ssl().peer_certificate().unwrap();
    let subject = certificate.subject_name().entries_by_nid(Nid::COMMONNAME).next().unwrap();
    let subject = subject.data().to_string().unwrap();
    (stream, subject)
}

#[test]
fn many_clients_talk_at_once() {
    const CLIENTS: usize = 50;
    let (mut server, port) = serve("server-tls-threads", &[]).unwrap();
    let mut clients: Vec<_> = (0..CLIENTS).map(|_| connect(port, None).0).collect();
    // All are connected; now each talks, in another order than they came.
    for round in 0..3 {
        for client in clients.iter_mut().rev() {
            client.write_all(format!("message {round}").as_bytes()).unwrap();
        }
        for client in &mut clients {
            let mut reply = [0; 64];
            assert_eq!(client.read(&mut reply).unwrap(), 22);
        }
    }
    for mut client in clients {
        client.shutdown().unwrap();
        client.shutdown().unwrap();
    }
    let shown: String = (0..CLIENTS).map(|_| server.wait_for("Closed the connection\n").unwrap()).collect();
    assert_eq!(shown.matches("Received: message ").count(), 3 * CLIENTS);
    assert!(!shown.contains("ERROR"), "{shown}");
}

#[test]
fn each_name_has_its_identity() {
    let ecdsa = "localhost=certs/tb-server-ecdsa-cert.pem,certs/tb-server-ecdsa-key.pem";
    let ed25519 = "Example.ORG=certs/tb-server-ed25519-cert.pem,certs/tb-server-ed25519-key.pem";
    let (_server, port) = serve("server-tls-threads", &["--identity", ecdsa, "--identity", ed25519]).unwrap();
    for (asked, shown) in [
        (None, "localhost"),
        (Some("localhost"), "localhost (ECDSA)"),
        (Some("LocalHost"), "localhost (ECDSA)"),
        (Some("example.org"), "localhost (Ed25519)"),
        (Some("nobody.example"), "localhost"),
    ] {
        assert_eq!(connect(port, asked).1, shown, "{asked:?}");
    }
}

#[test]
fn a_wrong_identity_is_named() {
    let identity = "localhost=certs/tb-server-ecdsa-cert.pem,certs/tb-server-key.pem";
    let mut server = open("server-tls-threads", &["--identity", identity], 0).unwrap();
    server
        .see("ERROR: failed to load certs/tb-server-key.pem (it is not the key of the certificate)\n")
        .unwrap();
    server.wait_for("End of TLS Server\n").unwrap();
    server.end(1).unwrap();
}

#[test]
fn it_outlives_clients_that_fail_vanish_or_say_nothing() {
    let limits = ["--timeout", "0.3", "--idle", "0.5"];
    let (mut server, port) = serve("server-tls-threads", &limits).unwrap();

    let mut garbage = TcpStream::connect(("127.0.0.1", port)).unwrap();
    garbage.write_all(&[0x5a; 400]).unwrap();
    server.wait_for("[1] ERROR: failed SSL accept (wrong version number in a record").unwrap();

    let _silent = TcpStream::connect(("127.0.0.1", port)).unwrap();
    server.wait_for("[2] ERROR: failed SSL accept (no answer from the peer within 300ms)\n").unwrap();

    drop(connect(port, None));
    server.wait_for("[3] ERROR: failed SSL read (").unwrap();

    let (_idle, _) = connect(port, None);
    server.wait_for("[4] ERROR: failed SSL read (no answer from the peer within 500ms)\n").unwrap();
}

/// A server that served one client after the other would be held up for as long as the silent one may take.
#[test]
fn a_silent_client_does_not_hold_up_the_next() {
    let (mut server, port) = serve("server-tls-threads", &["--timeout", "600"]).unwrap();
    let _silent = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let (mut client, _) = connect(port, None);
    client.write_all(b"break").unwrap();
    server.wait_for("Received break command\n").unwrap();
}

#[test]
fn more_clients_than_allowed_are_turned_away() {
    let (mut server, port) = serve("server-tls-threads", &["--max-connections", "2"]).unwrap();
    let (first, _) = connect(port, None);
    let (_second, _) = connect(port, None);
    let mut third = open("client-tls", &[], port).unwrap();
    third.wait_for("ERROR: failed SSL connect (").unwrap();
    third.end(1).unwrap();
    server.wait_for("[3] turned away: 2 clients are connected already\n").unwrap();

    // When one leaves there is room for another.
    drop(first);
    server.wait_for("[1] ERROR: failed SSL read (").unwrap();
    connect(port, None);
}

#[test]
fn an_interrupt_closes_all_connections_in_good_order() {
    if !harness::interrupts() {
        return;
    }
    let (mut server, port) = serve("server-tls-threads", &[]).unwrap();
    let (mut idle, _) = connect(port, None);
    let (mut busy, _) = connect(port, None);
    busy.write_all(b"Hello server").unwrap();
    server.wait_for("Received: Hello server\n").unwrap();

    server.interrupt().unwrap();
    for (client, expected) in [(&mut idle, 0), (&mut busy, 22)] {
        let mut all = Vec::new();
        client.read_to_end(&mut all).unwrap();
        assert_eq!(all.len(), expected);
        // A close_notify, not just the end of the TCP connection.
        assert!(client.get_shutdown().contains(openssl::ssl::ShutdownState::RECEIVED));
        client.shutdown().unwrap();
    }
    server.wait_for("End of TLS Server\n").unwrap();
    server.end(0).unwrap();
    assert!(!server.transcript().contains("ERROR"), "{}", server.transcript());
}

#[test]
fn an_interrupt_ends_a_server_without_clients() {
    if !harness::interrupts() {
        return;
    }
    for program in ["server-tls-threads"] {
        for bind in ["127.0.0.1", "0.0.0.0", "::1"] {
            if bind == "::1" && !harness::ipv6() {
                continue;
            }
            let (mut server, _) = serve(program, &["--bind", bind]).unwrap();
            server.interrupt().unwrap();
            server.see("End of TLS Server\n").unwrap();
            server.end(0).unwrap();
        }
    }
}

/// `^C` is a line of its own, for a program that shuts down by itself and for one that still has a file to finish.
#[cfg(target_os = "linux")]
#[test]
fn an_interrupt_leaves_the_terminal_a_clean_line() {
    if !harness::tool("script") {
        return;
    }
    let capture = harness::Scratch::new().unwrap();
    let pcap = format!("server-tls --pcap {}/session.pcapng", capture.path().display());
    for (command, end, status) in
        [("server-tls-threads", "^C\r\nEnd of TLS Server\r\n", 0), (pcap.as_str(), "^C\r\n", 130)]
    {
        let (name, _) = command.split_once(' ').unwrap_or((command, ""));
        let program = format!("'{}'", harness::program(name).unwrap().display()); // its path may have blanks
        let mut script = harness::stranger_command("script");
        // With `exec`, the signal meets the program alone: some shells stay, and would end by it with a status of
        // their own.
        script.args(["-qec", &format!("exec {}", command.replacen(name, &program, 1)), "/dev/null"]);
        script.current_dir(harness::root()).env("TLSBOOK_PORT", "0").env("SHELL", "/bin/sh");
        let mut window = harness::Window::open("terminal", script, Duration::from_secs(20)).unwrap();
        window.wait_for("Waiting for a connection...\r\n").unwrap();
        window.send(b"\x03").unwrap();
        window.see(end).unwrap();
        assert_eq!(window.end(status).unwrap(), "", "{command}");
    }
}

#[test]
fn a_name_has_one_identity_only() {
    let ecdsa = "localhost=certs/tb-server-ecdsa-cert.pem,certs/tb-server-ecdsa-key.pem";
    let rsa = "LOCALHOST=certs/tb-server-cert.pem,certs/tb-server-key.pem";
    let mut server = open("server-tls-threads", &["--identity", ecdsa, "--identity", rsa], 0).unwrap();
    server.see("ERROR: failed to set --identity localhost (this name has an identity already)\n").unwrap();
    server.wait_for("End of TLS Server\n").unwrap();
    server.end(1).unwrap();
}

#[test]
fn a_message_cannot_pass_for_another_connection() {
    let (mut server, port) = serve("server-tls-threads", &[]).unwrap();
    let (mut client, _) = connect(port, None);
    client.write_all(b"hi\n[7] Received break command").unwrap();
    server.wait_for("[1] Received: hi\n[1] [7] Received break command\n").unwrap();
}

#[test]
fn a_client_that_does_not_read_cannot_hold_up_the_end() {
    if !harness::interrupts() {
        return;
    }
    let (mut server, port) = serve("server-tls-threads", &["--timeout", "0.5"]).unwrap();
    let (mut client, _) = connect(port, None);
    client.get_ref().set_write_timeout(Some(Duration::from_millis(500))).unwrap();
    // Until the answers fill all buffers and the server takes no more.
    while client.ssl_write(b"x").is_ok() {}
    server.interrupt().unwrap();
    server.wait_for("End of TLS Server\n").unwrap();
    server.end(0).unwrap();
}

#[test]
fn without_anybody_to_read_its_output_it_ends() {
    let mut server = harness::command("server-tls-threads")
        .unwrap()
        .env("TLSBOOK_PORT", "0")
        .args(["--timeout", "0.3"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut errors = BufReader::new(server.stderr.take().unwrap());
    errors.read_line(&mut line).unwrap();
    let port = line.trim().rsplit(':').next().unwrap().parse().unwrap();

    // `… | head -1`: the first line is read, and then nothing any more.
    let mut output = BufReader::new(server.stdout.take().unwrap());
    output.read_line(&mut line).unwrap();
    assert!(line.ends_with("Waiting for a connection...\n"), "{line}");
    drop(output);
    let _client = connect(port, None);

    let deadline = Instant::now() + Duration::from_secs(20);
    let status = loop {
        match server.try_wait().unwrap() {
            Some(status) => break status,
            None if Instant::now() > deadline => {
                server.kill().unwrap();
                panic!("the server goes on");
            }
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    };
    assert_eq!(status.code(), Some(1));
}
