//! client-tls-records and server-tls-records: section 6.1.4.

#![allow(clippy::unwrap_used)]

use std::net::TcpStream;
use std::time::Duration;

use harness::{open, serve};
use openssl::ssl::{Ssl, SslContext, SslMethod, SslStream};

/// What client and server show for these arguments.
fn shown(server: &[&str], client: &[&str]) -> (String, String) {
    let (mut server, port) = serve("server-tls-records", server).unwrap();
    let mut client = open("client-tls-records", client, port).unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
    let on_server = server.wait_for("Closed the connection\n").unwrap();
    (on_server, client.transcript().to_owned())
}

/// The numbers in the lines that begin with `before`, up to `after`.
fn numbers(text: &str, before: &str, after: &str) -> Vec<usize> {
    let rest = text.lines().filter_map(|line| line.strip_prefix(before));
    rest.map(|rest| rest.split(after).next().unwrap().parse().unwrap()).collect()
}

#[test]
fn a_message_is_cut_into_records_of_16_kib() {
    let (server, client) = shown(&[], &["--send", "1,16384,16385,40000"]);
    let records = numbers(&client, "  record of ", " bytes");
    // A record of TLS 1.3 is 22 bytes longer than its content; the last one is the close_notify.
    let contents: Vec<_> = records.iter().map(|length| length - 22).collect();
    assert_eq!(contents, [1, 16384, 16384, 1, 16384, 16384, 7232, 2]);
    assert_eq!(numbers(&server, "SSL_read(16384) = ", ","), contents[..7]);
}

#[test]
fn a_read_takes_one_record_at_most_however_large_its_buffer() {
    let (server, client) = shown(&["--read-size", "1000000"], &["--send", "40000", "--read-size", "1000000"]);
    assert_eq!(numbers(&server, "SSL_read(1000000) = ", ","), [16384, 16384, 7232]);
    assert_eq!(numbers(&client, "SSL_read(1000000) = ", ","), [22, 22, 22], "three answers were waiting");
}

#[test]
fn a_record_longer_than_the_buffer_takes_several_reads() {
    let (server, _) = shown(&["--read-size", "6000"], &["--send", "16384"]);
    assert!(server.contains("SSL_read(6000) = 6000, SSL_pending = 10384\n"), "{server}");
    assert!(server.contains("SSL_read(6000) = 6000, SSL_pending = 4384\n"), "{server}");
    assert!(server.contains("SSL_read(6000) = 4384, SSL_pending = 0\n"), "{server}");
}

#[test]
fn max_fragment_length_is_the_limit_then() {
    for size in [512, 1024, 2048, 4096] {
        let (server, _) = shown(&[], &["--send", "5000", "--max-fragment", &size.to_string()]);
        let mut expected = vec![size; 5000 / size];
        expected.push(5000 % size);
        assert_eq!(numbers(&server, "SSL_read(16384) = ", ","), expected);
    }
}

#[test]
fn a_partial_write_returns_after_each_record() {
    let (_, whole) = shown(&[], &["--send", "40000"]);
    assert_eq!(numbers(&whole, "SSL_write(40000) = ", "\n"), [40000]);
    let (_, partial) = shown(&[], &["--send", "40000", "--partial-write"]);
    assert_eq!(numbers(&partial, "SSL_write(40000) = ", "\n"), [16384]);
    assert_eq!(numbers(&partial, "SSL_write(23616) = ", "\n"), [16384]);
    assert_eq!(numbers(&partial, "SSL_write(7232) = ", "\n"), [7232]);
}

#[test]
fn several_writes_are_several_records_for_any_server() {
    let (mut server, port) = serve("server-tls", &[]).unwrap();
    let mut client = open("client-tls-records", &["--send", "250", "--write-size", "100"], port).unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
    let shown = server.wait_for("Closed the connection\n").unwrap();
    let received: Vec<_> =
        shown.lines().filter_map(|line| line.strip_prefix("Received: ")).map(str::len).collect();
    assert_eq!(received, [100, 100, 50]);
}

#[test]
fn tls_1_0_has_one_record_for_one_message_too() {
    let old = ["--min-version", "1.0", "--max-version", "1.0", "--security-level", "0"];
    let (server, _) = shown(&old, &[&old[..], &["--send", "100,100"]].concat());
    assert_eq!(numbers(&server, "SSL_read(16384) = ", ","), [100, 100]);
}

#[test]
fn more_writes_than_their_answers_have_room_for_are_refused() {
    let mut client = open("client-tls-records", &["--send", "1048576", "--write-size", "1"], 1).unwrap();
    client
        .wait_for("ERROR: failed to set --write-size 1 (a message would take more than 4096 writes)\n")
        .unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();
}

/// A connection of the test itself; it verifies nothing, since it is the server that is tested.
fn connect(port: u16) -> SslStream<TcpStream> {
    let ctx = SslContext::builder(SslMethod::tls_client()).unwrap().build();
    let tcp = TcpStream::connect(("127.0.0.1", port)).unwrap();
    tcp.set_write_timeout(Some(Duration::from_millis(500))).unwrap();
    let mut stream = SslStream::new(Ssl::new(&ctx).unwrap(), tcp).unwrap();
    stream.connect().unwrap();
    stream
}

#[test]
fn a_client_can_hold_the_server_only_so_long() {
    // One that talks now and then.
    let (mut server, port) = serve("server-tls-records", &["--session", "1", "--timeout", "2"]).unwrap();
    let mut client = connect(port);
    while client.ssl_write(b"x").is_ok() && client.ssl_read(&mut [0; 100]).is_ok_and(|count| count > 0) {
        std::thread::sleep(Duration::from_millis(100));
    }
    let over =
        "ERROR: failed SSL read (the session has lasted as long as it may, 1s)\nClosed the connection\n";
    server.wait_for(over).unwrap();

    // One that takes no answer: for the time of an answer, not for that of its next message.
    let (mut server, port) = serve("server-tls-records", &["--timeout", "0.5"]).unwrap();
    let mut client = connect(port);
    while client.ssl_write(b"x").is_ok() {}
    server.wait_for("ERROR: failed SSL write (the peer takes nothing more within 500ms)\n").unwrap();
}
