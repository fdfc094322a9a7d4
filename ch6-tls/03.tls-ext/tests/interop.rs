//! client-tls-exts and server-tls-exts with strangers, which confirm what is on the wire.

#![allow(clippy::unwrap_used)]

use std::fs;

use harness::{Window, gnutls_cli, open, s_server, serve, stranger, tool};

const IDENTITY: [&str; 4] = ["-cert", "certs/tb-server-cert.pem", "-key", "certs/tb-server-key.pem"];

/// Stands for renegotiation_info in the list of cipher suites; OpenSSL 3.0 sends it always, 3.6 the extension.
const SCSV: &str = "{0x00, 0xFF} TLS_EMPTY_RENEGOTIATION_INFO_SCSV\n";

/// The Client Hello of client-tls-exts, as `openssl s_server -trace` shows it, without the indentation and [`SCSV`].
fn client_hello(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace.txt");
    let traced = ["-naccept", "1", "-trace", "-msgfile", trace.to_str().unwrap()];
    let (mut server, port) = s_server(&[&IDENTITY[..], &traced].concat()).unwrap();
    let mut client = open("client-tls-exts", arguments, port).unwrap();
    client.close_input();
    client.wait_for("End of TLS Client\n").unwrap();
    server.end(0).unwrap();
    message(&fs::read_to_string(trace).unwrap(), "ClientHello").replace(SCSV, "")
}

/// The first message of that name in what `-trace` shows, without indentation.
fn message(trace: &str, name: &str) -> String {
    let (_, rest) = trace.split_once(&format!("{name}, Length=")).unwrap();
    let (message, _) = rest.split_once("\n\n").unwrap();
    message.lines().flat_map(|line| [line.trim(), "\n"]).collect()
}

/// Section 6.2.2, field by field. The book's 0x0809 is wolfSSL's; OpenSSL has an alias for 0x0804 alone.
#[test]
fn the_client_hello_is_that_of_the_book() {
    if !tool("openssl") {
        return;
    }
    let hello = client_hello(&[]);
    for field in [
        ")\n{0x13, 0x01} TLS_AES_128_GCM_SHA256\ncompression_methods",
        "extension_type=server_name(0), length=14\n0000 - 00 0c 00 00 09 6c 6f 63-61 6c 68 6f 73 74",
        "extension_type=max_fragment_length(1), length=1\nmax_fragment_length := 2^10 (1024 bytes)",
        "extension_type=supported_groups(10), length=8\n\
         secp521r1 (P-521) (25)\nsecp384r1 (P-384) (24)\nsecp256r1 (P-256) (23)\n",
        "extension_type=signature_algorithms(13), length=8\n\
         rsa_pkcs1_sha256 (0x0401)\nrsa_pkcs1_sha384 (0x0501)\nrsa_pss_rsae_sha256 (0x0804)\n",
        "extension_type=supported_versions(43), length=5\nTLS 1.3 (772)\nTLS 1.2 (771)\n",
        "extension_type=key_share(51), length=139\nNamedGroup: secp521r1 (P-521) (25)\n",
    ] {
        assert!(hello.contains(field), "{field:?} is not in\n{hello}");
    }
    assert!(!hello.contains("application_layer_protocol_negotiation"), "{hello}");
}

#[test]
fn every_option_changes_the_client_hello() {
    if !tool("openssl") {
        return;
    }
    let hello = client_hello(&[
        "--ciphersuites",
        "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256:ECDHE-RSA-AES128-GCM-SHA256",
        "--groups",
        "X25519:P-256",
        "--sigalgs",
        "RSA+SHA256:RSA+SHA384:RSA-PSS+SHA256:rsa_pss_pss_sha256",
        "--sni",
        "a.example",
        "--max-fragment",
        "4096",
        "--alpn",
        "h2,http/1.1",
    ]);
    for field in [
        ")\n{0x13, 0x02} TLS_AES_256_GCM_SHA384\n{0x13, 0x01} TLS_AES_128_GCM_SHA256\n\
         {0xC0, 0x2F} TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\ncompression_methods",
        "server_name(0), length=14\n0000 - 00 0c 00 00 09 61 2e 65-78 61 6d 70 6c 65",
        "max_fragment_length := 2^12 (4096 bytes)",
        "supported_groups(10), length=6\necdh_x25519 (29)\nsecp256r1 (P-256) (23)\n",
        "signature_algorithms(13), length=10\nrsa_pkcs1_sha256 (0x0401)\nrsa_pkcs1_sha384 (0x0501)\n\
         rsa_pss_rsae_sha256 (0x0804)\nrsa_pss_pss_sha256 (0x0809)\n",
        "application_layer_protocol_negotiation(16), length=14\nh2\nhttp/1.1\n",
        "key_share(51), length=38\nNamedGroup: ecdh_x25519 (29)\n",
    ] {
        assert!(hello.contains(field), "{field:?} is not in\n{hello}");
    }
    let hello = client_hello(&["--max-fragment", "none"]);
    assert!(!hello.contains("max_fragment_length"), "{hello}");
}

/// A stranger as client of server-tls-exts, until its handshake is done or has failed; returns what it shows.
fn s_client(port: u16, arguments: &[&str]) -> Window {
    let address = format!("127.0.0.1:{port}");
    let fixed = ["s_client", "-connect", &address, "-CAfile", "certs/tb-ca-cert.pem", "-verify_return_error"];
    stranger("openssl", &[&fixed[..], arguments].concat()).unwrap()
}

#[test]
fn our_server_and_openssl_s_client() {
    if !tool("openssl") {
        return;
    }
    let (mut server, port) =
        serve("server-tls-exts", &["--alpn", "http/1.1,h2", "--sni", "localhost"]).unwrap();
    let asked =
        ["-servername", "localhost", "-maxfraglen", "512", "-alpn", "h2,http/1.1", "-groups", "P-384"];
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace.txt");
    let traced = ["-trace", "-msgfile", trace.to_str().unwrap()];
    let mut client = s_client(port, &[&asked[..], &traced].concat());
    server.wait_for("Client connected successfully\n").unwrap();
    client.close_input();
    client.end(0).unwrap();
    let taken = message(&fs::read_to_string(trace).unwrap(), "EncryptedExtensions");
    for extension in [
        "extension_type=server_name(0), length=0",
        "extension_type=max_fragment_length(1), length=1",
        "extension_type=application_layer_protocol_negotiation(16), length=11",
    ] {
        assert!(taken.contains(extension), "{extension} is not in {taken}");
    }
    server.see("Protocol version: TLSv1.3\n").unwrap();
    server.wait_for("Group: secp384r1\nSignature scheme: rsa_pss_rsae_sha256\n").unwrap();
    server
        .see("Server name: localhost\nApplication protocol: http/1.1\nMax fragment length: 512 bytes\n")
        .unwrap();
    server.see("Closed the connection\nWaiting for a connection...\n").unwrap();

    let mut client = s_client(port, &["-alpn", "ftp"]);
    client.wait_for("alert no application protocol").unwrap();
    server.see("ERROR: failed SSL accept (no application protocol that both sides allow)\n").unwrap();
    server.see("End of TLS Server\n").unwrap();
    server.end(1).unwrap();
}

/// A server name comes from anybody: it must not look like lines of ours, nor steer the terminal.
#[test]
fn a_hostile_server_name_stays_on_its_line() {
    if !tool("openssl") {
        return;
    }
    let (mut server, port) = serve("server-tls-exts", &[]).unwrap();
    let _client = s_client(port, &["-servername", "a\nReceived: break\x1b[2J"]);
    server.wait_for("Server name: a\\x0aReceived: break\\x1b[2J\n").unwrap();
    let (mut server, port) = serve("server-tls-exts", &["--sni", "localhost"]).unwrap();
    let _client = s_client(port, &["-servername", "a\nb"]);
    server
        .see("ERROR: failed SSL accept (the client asks for the server a\\x0ab, not localhost)\nEnd of TLS Server\n")
        .unwrap();
    server.end(1).unwrap();
}

#[test]
fn our_client_and_openssl_s_server() {
    if !tool("openssl") {
        return;
    }
    let taken = ["-alpn", "http/1.1", "-groups", "P-384"];
    let (_server, port) = s_server(&[&IDENTITY[..], &taken].concat()).unwrap();
    let mut client = open("client-tls-exts", &["--alpn", "h2,http/1.1"], port).unwrap();
    client.wait_for("Group: secp384r1\nSignature scheme: rsa_pss_rsae_sha256\n").unwrap();
    client
        .see("Server name: localhost\nApplication protocol: http/1.1\nMax fragment length: 1024 bytes\n")
        .unwrap();
    client.see("Message to send: ").unwrap();
    client.type_line("").unwrap();
    client.wait_for("Received: 0.1/PTTH").unwrap();

    let (_server, port) = s_server(&[&IDENTITY[..], &["-groups", "X25519"]].concat()).unwrap();
    let mut client = open("client-tls-exts", &[], port).unwrap();
    client.wait_for("ERROR: failed SSL connect (received fatal alert handshake_failure (40))\n").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();
}

#[test]
fn our_server_and_gnutls_cli() {
    if !tool("gnutls-cli") {
        return;
    }
    let (mut server, port) =
        serve("server-tls-exts", &["--alpn", "http/1.1,h2", "--groups", "P-384"]).unwrap();
    let ca = "--x509cafile=certs/tb-ca-cert.pem";
    let mut client = gnutls_cli(&["--alpn=h2", "--alpn=ftp", ca], port).unwrap();
    client.wait_for("Application protocol: h2").unwrap();
    server.see("Client connected successfully\nProtocol version: TLSv1.3\n").unwrap();
    server.wait_for("Group: secp384r1\nSignature scheme: rsa_pss_rsae_sha256\n").unwrap();
    server.see("Server name: localhost\nApplication protocol: h2\n").unwrap();
    drop(client);
    server.wait_for("Waiting for a connection...\n").unwrap();

    let _client = gnutls_cli(&["--alpn=ftp", ca], port).unwrap();
    server.see("ERROR: failed SSL accept (no application protocol that both sides allow)\n").unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn our_client_and_gnutls_serv() {
    if !harness::gnutls_serv() {
        return;
    }
    let client = "echo | client-tls-exts --alpn h2,http/1.1";
    let identity = "--x509certfile certs/tb-server-cert.pem --x509keyfile certs/tb-server-key.pem";
    let mut window =
        harness::with_gnutls_serv(&format!("{identity} --alpn http/1.1 --alpn-fatal"), client).unwrap();
    window.wait_for("Cipher suite: TLS_AES_128_GCM_SHA256\nGroup: secp521r1\n").unwrap();
    window.see("Signature scheme: rsa_pss_rsae_sha256\nServer name: localhost\n").unwrap();
    window.see("Application protocol: http/1.1\nMax fragment length: 1024 bytes\n").unwrap();
    window.wait_for("Received: GET /index.html HTTP/1.0").unwrap();

    let mut window =
        harness::with_gnutls_serv(&format!("{identity} --alpn ftp --alpn-fatal"), client).unwrap();
    window
        .wait_for("ERROR: failed SSL connect (received fatal alert no_application_protocol (120))\n")
        .unwrap();
}
