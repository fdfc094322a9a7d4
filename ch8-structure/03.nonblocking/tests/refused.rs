//! A server that client-tls-nb must refuse.

#![allow(clippy::unwrap_used)]

use harness::{open, serve};

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
