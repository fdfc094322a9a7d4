//! Peers that do not play by the rules: each leads to one clear line and exit status 1, not to a panic or a hang.

#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use harness::{drain, garbage, open, peer, serve, trickle};
use openssl::ssl::{Ssl, SslContext, SslMethod, SslStream};

/// A connection of the test itself; it verifies nothing, since it is the server that is tested.
fn connect(port: u16) -> SslStream<TcpStream> {
    let ctx = SslContext::builder(SslMethod::tls_client()).unwrap().build();
    let tcp = TcpStream::connect(("127.0.0.1", port)).unwrap();
    tcp.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let mut stream = SslStream::new(Ssl::new(&ctx).unwrap(), tcp).unwrap();
    stream.connect().unwrap();
    stream
}

#[test]
fn a_client_that_does_not_read_makes_the_server_wait_for_room_and_then_give_up() {
    let (mut server, port) = serve("server-tls-nb", &["--waits", "--timeout", "1"]).unwrap();
    let mut client = connect(port);
    client.get_ref().set_write_timeout(Some(Duration::from_millis(500))).unwrap();
    while client.ssl_write(b"x").is_ok() {}
    server.wait_for("SSL write: SSL_ERROR_WANT_WRITE, waiting\n").unwrap();
    server.wait_for("ERROR: failed SSL write (the peer takes nothing more within 1s)\n").unwrap();
    server.wait_for("Waiting for a connection...\n").unwrap();
}

#[test]
fn a_client_that_talks_now_and_then_stays_no_longer_than_a_session_may_last() {
    for (program, tail) in [("server-tls-nb", "Closed the connection\n"), ("server-tls-poll", "")] {
        let (mut server, port) = serve(program, &["--session", "1"]).unwrap();
        let mut client = connect(port);
        // Until the server has had enough.
        while client.ssl_write(b"x").is_ok() && client.ssl_read(&mut [0; 100]).is_ok_and(|count| count > 0) {
            std::thread::sleep(Duration::from_millis(100));
        }
        let over = "ERROR: failed SSL read (the session has lasted as long as it may, 1s)\n";
        server.wait_for(&format!("{over}{tail}")).unwrap();
        // The next one is served.
        connect(port).ssl_write(b"x").unwrap();
        server.wait_for("Received: x\n").unwrap();
    }
}

fn client_fails(arguments: &[&str], act: impl FnOnce(TcpStream) + Send + 'static, why: &str) {
    let mut client = open("client-tls-nb", arguments, peer(act).unwrap()).unwrap();
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
    client_fails(&[], garbage, not_tls);
    server_fails(&[], garbage, not_tls);

    // Silent, and one byte at a time.
    let late = "no answer from the peer within 400ms";
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
