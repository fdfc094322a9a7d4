//! client-tls-nb and server-tls-nb with each other and with the programs of 6.1.

#![allow(clippy::unwrap_used)]

use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use harness::{open, peer, serve, session};

#[test]
fn the_twins_talk_to_each_other_and_to_the_programs_of_section_6_1() {
    for (client, server) in
        [("client-tls-nb", "server-tls-nb"), ("client-tls-nb", "server-tls"), ("client-tls", "server-tls-nb")]
    {
        let (mut server, port) = serve(server, &[]).unwrap();
        let mut client = open(client, &[], port).unwrap();
        client.see("Send to localhost(127.0.0.1)\n").unwrap();
        session(&mut client, &mut server).unwrap();
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
    })
    .unwrap();
    let mut client = open("client-tls-nb", &["--waits"], relay).unwrap();
    client.wait_for("SSL connect: SSL_ERROR_WANT_READ, waiting\n").unwrap();
    client.wait_for("Message to send: ").unwrap();
    server.wait_for("SSL accept: SSL_ERROR_WANT_READ, waiting\n").unwrap();
    server.wait_for("Client connected successfully\n").unwrap();
    server.see("SSL read: SSL_ERROR_WANT_READ, waiting\n").unwrap();
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
