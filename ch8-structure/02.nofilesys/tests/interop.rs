//! client-tls-nofs and server-tls-nofs with the `openssl` command, both ways.

#![allow(clippy::unwrap_used)]

use harness::{open, s_server, serve, stranger, tool};

#[test]
fn the_openssl_command_as_peer() {
    if !tool("openssl") {
        return;
    }
    let (_server, port) = serve("server-tls-nofs", &[]).unwrap();
    let address = format!("127.0.0.1:{port}");
    let verified = ["-verify_return_error", "-CAfile", "certs/tb-ca-cert.pem", "-verify_ip", "127.0.0.1"];
    let mut client =
        stranger("openssl", &[&["s_client", "-brief", "-connect", &address][..], &verified].concat())
            .unwrap();
    client.wait_for("Verification: OK\n").unwrap();
    client.send(b"Hello server\n").unwrap();
    client.wait_for("I hear ya fa shizzle!").unwrap();

    let identity = ["-cert", "certs/tb-server-cert.pem", "-key", "certs/tb-server-key.pem"];
    let (_server, port) = s_server(&identity).unwrap();
    let mut client = open("client-tls-nofs", &[], port).unwrap();
    client.send(b"\n").unwrap();
    client.wait_for("Received: 0.1/PTTH lmth.xedni/ TEG").unwrap();
}
