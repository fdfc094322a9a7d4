//! Peers that do not play by the rules, and clients that a server outlives.

#![allow(clippy::unwrap_used)]

use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use harness::{drain, garbage, open, peer, serve, trickle};
use openssl::ssl::{Ssl, SslContext, SslMethod, SslStream};

#[test]
fn peers_that_do_not_play_by_the_rules() {
    let late = "no answer from the peer within 400ms";
    let fails = |act: fn(TcpStream), why: &str| {
        let mut client = open("client-tls-sp", &["--timeout", "0.4"], peer(act).unwrap()).unwrap();
        client.wait_for(&format!("ERROR: failed SSL connect ({why})\nEnd of TLS Client\n")).unwrap();
        client.end(1).unwrap();
        let (mut server, port) = serve("server-tls-sp", &["--timeout", "0.4"]).unwrap();
        act(TcpStream::connect(("127.0.0.1", port)).unwrap());
        server.see(&format!("ERROR: failed SSL accept ({why})\nEnd of TLS Server\n")).unwrap();
        server.end(1).unwrap();
    };
    fails(drain, late);
    fails(trickle, late);
    fails(garbage, "wrong version number in a record: not TLS, or not the version agreed on");

    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut client = open("client-tls-sp", &[], free).unwrap();
    client.wait_for(&format!("ERROR: failed to connect to 127.0.0.1:{free} (Connection refused)\n")).unwrap();
    client.end(1).unwrap();
}

#[test]
fn a_client_that_talks_now_and_then_holds_the_server_no_longer_than_a_session_may_last() {
    let (mut server, port) = serve("server-tls-sp", &["--session", "1"]).unwrap();
    let mut client = open("client-tls", &[], port).unwrap();
    for _ in 0..3 {
        client.wait_for("Message to send: ").unwrap();
        client.type_line("Hello server").unwrap();
        std::thread::sleep(Duration::from_millis(100));
    }
    let over =
        "ERROR: failed SSL read (the session has lasted as long as it may, 1s)\nClosed the connection\n";
    server.wait_for(over).unwrap();
    let mut client = open("client-tls", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
}

/// When its first client has gone, the C server tries for ever to read from it.
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

    // A client that sends message after message, and reads no answer.
    let ctx = SslContext::builder(SslMethod::tls_client()).unwrap().build();
    let tcp = TcpStream::connect(("127.0.0.1", port)).unwrap();
    tcp.set_write_timeout(Some(Duration::from_millis(300))).unwrap();
    let mut flood = SslStream::new(Ssl::new(&ctx).unwrap(), tcp).unwrap();
    flood.connect().unwrap();
    while flood.ssl_write(b"x").is_ok() {}
    server.wait_for("ERROR: failed SSL write (the peer takes nothing more within 2s)\n").unwrap();
    server.wait_for("Waiting for a connection...\n").unwrap();
}
