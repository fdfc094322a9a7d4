//! client-tls-nb and server-tls-nb: with each other, with the programs of 6.1, with the `openssl` command, with peers that
//! take their time, and with peers that do not play by the rules.

#![allow(clippy::unwrap_used)]

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

use harness::{open, s_server, serve, stranger, tool};
use openssl::ssl::{Ssl, SslContext, SslMethod, SslStream};

/// A listener that does `act` with its first client.
fn peer(act: impl FnOnce(TcpStream) + Send + 'static) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || act(listener.accept().unwrap().0));
    port
}

/// Reads until the other side ends the connection.
fn drain(mut tcp: TcpStream) {
    let _ = tcp.set_read_timeout(Some(Duration::from_secs(20)));
    while matches!(tcp.read(&mut [0; 4096]), Ok(1..)) {}
}

/// A connection of the test itself; it verifies nothing, since it is the server that is tested.
fn connect(port: u16) -> SslStream<TcpStream> {
    let ctx = SslContext::builder(SslMethod::tls_client()).unwrap().build();
    let tcp = TcpStream::connect(("127.0.0.1", port)).unwrap();
    tcp.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut stream = SslStream::new(Ssl::new(&ctx).unwrap(), tcp).unwrap();
    stream.connect().unwrap();
    stream
}

fn session(client: &str, server: &str) {
    let (mut server, port) = serve(server, &[]).unwrap();
    let mut client = open(client, &[], port).unwrap();
    client.see("Send to localhost(127.0.0.1)\nMessage to send: ").unwrap();
    client.type_line("Hello server").unwrap();
    client.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    client.type_line("break").unwrap();
    client.see("Sending break command\nEnd of TLS Client\n").unwrap();
    client.end(0).unwrap();
    server.see("Client connected successfully\nReceived: Hello server\nReceived: break\n").unwrap();
    server.see("Received break command\nClosed the connection\nWaiting for a connection...\n").unwrap();
}

#[test]
fn the_twins_talk_to_each_other_and_to_the_programs_of_section_6_1() {
    session("client-tls-nb", "server-tls-nb");
    session("client-tls-nb", "server-tls");
    session("client-tls", "server-tls-nb");
}

#[test]
fn a_server_that_the_client_does_not_trust_is_refused() {
    let cert = "certs/broken/tb-server-stranger-cert.pem";
    let (mut server, port) = serve("server-tls-nb", &[cert]).unwrap();
    let mut client = open("client-tls-nb", &[], port).unwrap();
    client.wait_for("ERROR: failed SSL connect (unable to get local issuer certificate)\n").unwrap();
    client.see("End of TLS Client\n").unwrap();
    client.end(1).unwrap();
    server
        .see("ERROR: failed SSL accept (received fatal alert unknown_ca (48))\nEnd of TLS Server\n")
        .unwrap();
    server.end(1).unwrap();
}

#[test]
fn the_client_and_openssl_s_server() {
    if !tool("openssl") {
        return;
    }
    for (cert, expected) in [
        ("certs/tb-server-cert.pem", "Received: 0.1/PTTH lmth.xedni/ TEG"),
        ("certs/broken/tb-server-expired-cert.pem", "ERROR: failed SSL connect (certificate has expired)\n"),
    ] {
        let (_server, port) = s_server(&["-key", "certs/tb-server-key.pem", "-cert", cert]).unwrap();
        let mut client = open("client-tls-nb", &[], port).unwrap();
        client.send(b"\n").unwrap();
        client.wait_for(expected).unwrap();
    }
}

#[test]
fn the_servers_and_openssl_s_client() {
    if !tool("openssl") {
        return;
    }
    for program in ["server-tls-nb", "server-tls-poll"] {
        for (ca, expected) in [
            ("certs/tb-ca-cert.pem", "I hear ya fa shizzle!"),
            ("certs/broken/stranger-ca-cert.pem", "verify error"),
        ] {
            let (_server, port) = serve(program, &[]).unwrap();
            let address = format!("127.0.0.1:{port}");
            let fixed = ["s_client", "-brief", "-verify_return_error", "-connect", &address, "-CAfile", ca];
            let mut client = stranger("openssl", &fixed).unwrap();
            client.send(b"Hello server\n").unwrap();
            client.wait_for(expected).unwrap();
        }
    }
}

/// `K` makes s_client ask for new keys (KeyUpdate): SSL_read of the server then has to write.
#[test]
fn new_keys_in_the_middle_of_a_session() {
    if !tool("openssl") {
        return;
    }
    for program in ["server-tls-nb", "server-tls-poll"] {
        let (_server, port) = serve(program, &[]).unwrap();
        let address = format!("127.0.0.1:{port}");
        let mut client = stranger("openssl", &["s_client", "-connect", &address]).unwrap();
        client.wait_for("Verify return code: ").unwrap();
        client.send(b"K\n").unwrap();
        client.wait_for("KEYUPDATE\n").unwrap();
        client.send(b"Hello server\n").unwrap();
        client.wait_for("I hear ya fa shizzle!").unwrap();
    }
}

#[test]
fn waiting_is_seen_where_a_peer_takes_its_time() {
    let (mut server, port) = serve("server-tls-nb", &["--waits"]).unwrap();
    server.see("accept: nobody there, waiting\n").unwrap();
    let relay = peer(move |client| {
        let server = TcpStream::connect(("127.0.0.1", port)).unwrap();
        thread::sleep(Duration::from_millis(200)); // both sides have to wait
        let (mut up, mut down) = (client.try_clone().unwrap(), server.try_clone().unwrap());
        thread::spawn(move || std::io::copy(&mut up, &mut down));
        let (mut up, mut down) = (server, client);
        let _ = std::io::copy(&mut up, &mut down);
    });
    let mut client = open("client-tls-nb", &["--waits"], relay).unwrap();
    client.wait_for("SSL connect: SSL_ERROR_WANT_READ, waiting\n").unwrap();
    client.wait_for("Message to send: ").unwrap();
    server.wait_for("SSL accept: SSL_ERROR_WANT_READ, waiting\n").unwrap();
    server.wait_for("Client connected successfully\n").unwrap();
    server.see("SSL read: SSL_ERROR_WANT_READ, waiting\n").unwrap();
}

#[test]
fn a_client_that_does_not_read_makes_the_server_wait_for_room_and_then_give_up() {
    let (mut server, port) = serve("server-tls-nb", &["--waits", "--idle", "1"]).unwrap();
    let mut client = connect(port);
    client.get_ref().set_write_timeout(Some(Duration::from_millis(500))).unwrap();
    while client.ssl_write(b"x").is_ok() {}
    server.wait_for("SSL write: SSL_ERROR_WANT_WRITE, waiting\n").unwrap();
    server.wait_for("ERROR: failed SSL write (the peer takes nothing more within 1s)\n").unwrap();
    server.wait_for("Waiting for a connection...\n").unwrap();
}

fn client_fails(arguments: &[&str], act: impl FnOnce(TcpStream) + Send + 'static, why: &str) {
    let mut client = open("client-tls-nb", arguments, peer(act)).unwrap();
    client.wait_for(&format!("ERROR: failed SSL connect ({why})\nEnd of TLS Client\n")).unwrap();
    client.end(1).unwrap();
}

fn server_fails(arguments: &[&str], act: impl FnOnce(TcpStream), why: &str) {
    let (mut server, port) = serve("server-tls-nb", arguments).unwrap();
    act(TcpStream::connect(("127.0.0.1", port)).unwrap());
    server.see(&format!("ERROR: failed SSL accept ({why})\nEnd of TLS Server\n")).unwrap();
    server.end(1).unwrap();
}

#[test]
fn peers_that_do_not_play_by_the_rules() {
    let not_tls = "wrong version number in a record: not TLS, or not the version agreed on";
    let garbage = |mut tcp: TcpStream| {
        tcp.write_all(&[0x5a; 4000]).unwrap();
        drain(tcp);
    };
    client_fails(&[], garbage, not_tls);
    server_fails(&[], garbage, not_tls);

    // Silent, and one byte at a time.
    let late = "no answer from the peer within 400ms";
    let trickle = |mut tcp: TcpStream| {
        for byte in [22, 3, 3, 0, 200].into_iter().chain([0; 60]) {
            if tcp.write_all(&[byte]).is_err() {
                break;
            }
            thread::sleep(Duration::from_millis(50));
        }
    };
    client_fails(&["--timeout", "0.4"], drain, late);
    client_fails(&["--timeout", "0.4"], trickle, late);
    server_fails(&["--timeout", "0.4"], drain, late);
    server_fails(&["--timeout", "0.4"], trickle, late);

    // Gone in the handshake: closed, and, with bytes unread, reset.
    let gone = "the peer closed the connection without close_notify";
    server_fails(&[], |mut tcp| tcp.write_all(&[22, 3, 1, 2, 0, 1]).unwrap(), gone);
    let reset = |tcp: TcpStream| {
        tcp.peek(&mut [0]).unwrap();
        drop(tcp);
    };
    client_fails(&[], reset, "Connection reset by peer");
}

#[test]
fn nobody_to_connect_to() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut client = open("client-tls-nb", &[], free).unwrap();
    client.wait_for(&format!("ERROR: failed to connect to 127.0.0.1:{free} (Connection refused)\n")).unwrap();
    client.end(1).unwrap();
}

#[test]
fn a_huge_line_is_sent_in_messages_of_a_record() {
    let (mut server, port) = serve("server-tls-nb", &[]).unwrap();
    let mut client = open("client-tls-nb", &[], port).unwrap();
    client.send(&vec![b'z'; 10_000_000]).unwrap();
    client.close_input();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
    let shown = server.wait_for("Closed the connection\n").unwrap();
    assert_eq!(shown.matches('z').count(), 10_000_000);
}

/// The C originals of chapter 8 wait at the full speed of a processor.
#[cfg(target_os = "linux")]
#[test]
fn waiting_takes_no_processor_time() {
    let mut idle = Vec::new();
    for program in ["server-tls-nb", "server-tls-poll"] {
        let (mut server, port) = serve(program, &[]).unwrap();
        let mut client = open("client-tls-nb", &[], port).unwrap();
        client.wait_for("Message to send: ").unwrap();
        server.wait_for("Client connected successfully\n").unwrap();
        idle.extend([server, client, serve(program, &[]).unwrap().0]);
    }
    // A client whose server does not answer.
    idle.push(open("client-tls-nb", &[], peer(drain)).unwrap());
    thread::sleep(Duration::from_millis(300));

    let before: Vec<_> = idle.iter().map(|window| window.processor_time().unwrap()).collect();
    thread::sleep(Duration::from_secs(5));
    for (window, before) in idle.iter().zip(before) {
        let used = window.processor_time().unwrap().saturating_sub(before);
        assert!(used < Duration::from_millis(50), "{} took {used:?}", window.name());
    }
}
