//! client-tls-sp and server-tls-sp with the `openssl` command, both ways.

#![allow(clippy::unwrap_used)]

use harness::{open, s_server, serve, stranger, tool};

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
