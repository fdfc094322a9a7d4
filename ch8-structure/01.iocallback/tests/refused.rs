//! Server certificates that the client must refuse.

#![allow(clippy::unwrap_used)]

mod programs;

use programs::{KINDS, open, serve};

#[test]
fn a_server_that_the_client_does_not_trust_is_refused() {
    for kind in KINDS {
        let folder = tempfile::tempdir().unwrap();
        let cert = common::defaults::certs("broken/tb-server-cert2.pem");
        let mut server = serve(folder.path(), &[kind, &[cert.to_str().unwrap()][..]].concat());
        let mut client = open("client-tls-iocb", folder.path(), kind);
        client.see("ERROR: failed SSL connect (certificate signature failure)\nEnd of TLS Client\n").unwrap();
        client.end(1).unwrap();
        server.see("ERROR: failed SSL accept (received fatal alert decrypt_error (51))\n").unwrap();
    }
}

#[test]
fn the_certificate_must_hold_the_name_that_is_expected() {
    let folder = tempfile::tempdir().unwrap();
    let _server = serve(folder.path(), KINDS[0]);
    let ca = common::defaults::certs("tb-ca-cert.pem");
    let mut client = open("client-tls-iocb", folder.path(), &[ca.to_str().unwrap(), "www.example.org"]);
    client.see("ERROR: failed SSL connect (hostname mismatch)\n").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();
}
