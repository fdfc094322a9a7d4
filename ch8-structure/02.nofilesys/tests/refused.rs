//! Servers that client-tls-nofs must refuse.

#![allow(clippy::unwrap_used)]

use harness::{open, serve};

#[test]
fn the_client_trusts_the_ca_compiled_in_and_no_other() {
    for form in ["der", "pem"] {
        let (_server, port) = serve("server-tls", &["certs/broken/tb-server-stranger-cert.pem"]).unwrap();
        let mut client = open("client-tls-nofs", &["--form", form], port).unwrap();
        client.wait_for("ERROR: failed SSL connect (unable to get local issuer certificate)\n").unwrap();
        client.see("End of TLS Client\n").unwrap();
        client.end(1).unwrap();
    }
    let (_server, port) = serve("server-tls", &["certs/broken/tb-server-wronghost-cert.pem"]).unwrap();
    let mut client = open("client-tls-nofs", &[], port).unwrap();
    client.wait_for("ERROR: failed SSL connect (IP address mismatch)\n").unwrap();
    client.end(1).unwrap();
}
