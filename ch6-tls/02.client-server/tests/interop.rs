//! client-tls and server-tls with strangers: the `openssl` command and GnuTLS, both ways.

#![allow(clippy::unwrap_used)]

use harness::{gnutls_cli, open, s_server, serve, stranger, tool};

const IDENTITY: [&str; 4] = ["-cert", "certs/tb-server-cert.pem", "-key", "certs/tb-server-key.pem"];

#[test]
fn our_client_and_openssl_s_server() {
    if !tool("openssl") {
        return;
    }
    for (version, name) in [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")] {
        let (_server, port) = s_server(&[&IDENTITY[..], &[version]].concat()).unwrap();
        let mut client = open("client-tls", &["--state"], port).unwrap();
        client.wait_for(&format!("handshake done: {name}, ")).unwrap();
        client.wait_for("Message to send: ").unwrap();
        client.type_line("").unwrap();
        client.wait_for("Received: 0.1/PTTH lmth.xedni/ TEG").unwrap();
        client.close_input();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
    }
    let strangers = ["-cert", "certs/broken/tb-server-stranger-cert.pem", "-key", "certs/tb-server-key.pem"];
    let (_server, port) = s_server(&strangers).unwrap();
    let mut client = open("client-tls", &[], port).unwrap();
    client.wait_for("ERROR: failed SSL connect (unable to get local issuer certificate)\n").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();
}

#[test]
fn our_server_and_openssl_s_client() {
    if !tool("openssl") {
        return;
    }
    let (mut server, port) = serve("server-tls", &[]).unwrap();
    let address = format!("127.0.0.1:{port}");
    let verified = [
        "s_client",
        "-brief",
        "-verify_return_error",
        "-CAfile",
        "certs/tb-ca-cert.pem",
        "-verify_ip",
        "127.0.0.1",
    ];
    for (version, name) in [("-tls1_2", "TLSv1.2"), ("-tls1_3", "TLSv1.3")] {
        let mut client =
            stranger("openssl", &[&verified[..], &["-connect", &address, version]].concat()).unwrap();
        client.wait_for(&format!("Protocol version: {name}\n")).unwrap();
        client.wait_for("Verification: OK\n").unwrap();
        server.see("Client connected successfully\n").unwrap();
        client.type_line("Hello server").unwrap();
        server.see("Received: Hello server\n\n").unwrap();
        client.wait_for("I hear ya fa shizzle!").unwrap();
        client.close_input();
        server.see("Closed the connection\nWaiting for a connection...\n").unwrap();
    }
    // The end of the book's server: a handshake that fails.
    let strangers =
        ["s_client", "-brief", "-verify_return_error", "-CAfile", "certs/broken/stranger-ca-cert.pem"];
    let _client = stranger("openssl", &[&strangers[..], &["-connect", &address]].concat()).unwrap();
    server
        .see("ERROR: failed SSL accept (received fatal alert unknown_ca (48))\nEnd of TLS Server\n")
        .unwrap();
    server.end(1).unwrap();
}

#[test]
fn our_mutual_pair_and_openssl() {
    if !tool("openssl") {
        return;
    }
    let (_server, port) = s_server(
        &[&IDENTITY[..], &["-Verify", "1", "-verify_return_error", "-CAfile", "certs/tb-ca-cert.pem"]]
            .concat(),
    )
    .unwrap();
    let mut client = open("client-tls-mutual", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("").unwrap();
    client.wait_for("Received: 0.1/PTTH").unwrap();
    drop(client);
    let mut client = open("client-tls-mutual", &["--no-cert"], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("").unwrap();
    client.wait_for("(received fatal alert certificate_required (116))\n").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();

    let (mut server, port) = serve("server-tls-mutual", &[]).unwrap();
    let address = format!("127.0.0.1:{port}");
    let own = ["-cert", "certs/tb-client-cert.pem", "-key", "certs/tb-client-key.pem"];
    let _client =
        stranger("openssl", &[&["s_client", "-brief", "-connect", &address], &own[..]].concat()).unwrap();
    server.see("Client connected successfully\nClient certificate: TLS Book Test Client\n").unwrap();
}

#[test]
fn our_server_and_gnutls_cli() {
    if !tool("gnutls-cli") {
        return;
    }
    let (mut server, port) = serve("server-tls", &[]).unwrap();
    for (priority, version) in
        [("NORMAL:-VERS-ALL:+VERS-TLS1.2", "TLS1.2"), ("NORMAL:-VERS-ALL:+VERS-TLS1.3", "TLS1.3")]
    {
        let ca = "--x509cafile=certs/tb-ca-cert.pem";
        let mut client = gnutls_cli(&[ca, "--priority", priority], port).unwrap();
        client.wait_for("Status: The certificate is trusted.").unwrap();
        client.wait_for(&format!("Description: ({version}")).unwrap();
        server.see("Client connected successfully\n").unwrap();
        client.type_line("Hello server").unwrap();
        server.see("Received: Hello server\n\n").unwrap();
        client.wait_for("I hear ya fa shizzle!").unwrap();
        client.close_input();
        server.see("Closed the connection\nWaiting for a connection...\n").unwrap();
    }
    let ca = "--x509cafile=certs/broken/stranger-ca-cert.pem";
    let _client = gnutls_cli(&[ca], port).unwrap();
    server.see("ERROR: failed SSL accept (").unwrap();
    server.wait_for("End of TLS Server\n").unwrap();
    server.end(1).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn our_client_and_gnutls_serv() {
    if !harness::gnutls_serv() {
        return;
    }
    for (priority, cert, expected) in [
        ("NORMAL:-VERS-ALL:+VERS-TLS1.2", "certs/tb-server-cert.pem", "Received: GET /index.html HTTP/1.0"),
        ("NORMAL:-VERS-ALL:+VERS-TLS1.3", "certs/tb-server-cert.pem", "Received: GET /index.html HTTP/1.0"),
        (
            "NORMAL",
            "certs/broken/tb-server-expired-cert.pem",
            "ERROR: failed SSL connect (certificate has expired)",
        ),
    ] {
        let identity = format!("--x509certfile {cert} --x509keyfile certs/tb-server-key.pem");
        let serv = format!("--priority {priority} {identity}");
        let mut window = harness::with_gnutls_serv(&serv, "echo | client-tls").unwrap();
        window.wait_for(expected).unwrap();
        window.wait_for("End of TLS Client\n").unwrap();
        window.end(0).unwrap();
    }
}
