//! The client and the servers with the `openssl` command.

#![allow(clippy::unwrap_used)]

use harness::{open, s_server, serve, stranger, tool};

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
