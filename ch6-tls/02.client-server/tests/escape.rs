//! Whatever a peer says, or a file is called, no terminal obeys it, and no line of ours is forged by it.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::thread;

use common::defaults::{SERVER_CERT_FILE, SERVER_KEY_FILE, certs};
use common::escape::steers;
use harness::{Window, open, serve};
use openssl::asn1::Asn1Time;
use openssl::bn::BigNum;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::ssl::{Ssl, SslAcceptor, SslConnector, SslFiletype, SslMethod, SslStream, SslVerifyMode};
use openssl::x509::{X509, X509Name};

/// Sets the title, rings, clears the screen, begins a line, turns the direction of writing.
const HOSTILE: &str = "a\x1b]0;pwn\x07b\nFAKE\u{9b}2J\u{202e}\u{2066}\t.";

/// The same in a place of one line.
const IN_A_LINE: &str = "a\\x1b]0;pwn\\x07b\\x0aFAKE\\x9b2J\\u{202e}\\u{2066}\\x09.";

/// The same in a message, whose lines and tabs are shown.
const AS_MESSAGE: &str = "a\\x1b]0;pwn\\x07b\nFAKE\\x9b2J\\u{202e}\\u{2066}\t.";

/// What a window shows up to `end` must have `expected` in it, and nothing that a terminal obeys.
fn shows(window: &mut Window, expected: &str, end: &str) {
    let shown = window.wait_for(end).unwrap();
    assert!(shown.contains(expected), "{expected:?} is not in {shown:?}");
    assert!(!shown.chars().any(|c| steers(c) && !matches!(c, '\n' | '\t')), "{shown:?}");
}

/// A client that asks for the server `name`, and shows this certificate.
fn connect(port: u16, name: Option<&str>, identity: Option<&(X509, PKey<Private>)>) -> SslStream<TcpStream> {
    let mut connector = SslConnector::builder(SslMethod::tls_client()).unwrap();
    connector.set_verify(SslVerifyMode::NONE);
    if let Some((certificate, key)) = identity {
        connector.set_certificate(certificate).unwrap();
        connector.set_private_key(key).unwrap();
    }
    let mut ssl = Ssl::new(connector.build().context()).unwrap();
    if let Some(name) = name {
        ssl.set_hostname(name).unwrap();
    }
    let mut stream = SslStream::new(ssl, TcpStream::connect(("127.0.0.1", port)).unwrap()).unwrap();
    stream.connect().unwrap();
    stream
}

fn certificate(name: &str) -> (X509, PKey<Private>) {
    let key = PKey::generate_ed25519().unwrap();
    let mut subject = X509Name::builder().unwrap();
    subject.append_entry_by_nid(Nid::COMMONNAME, name).unwrap();
    let subject = subject.build();
    let mut x509 = X509::builder().unwrap();
    x509.set_version(2).unwrap();
    x509.set_serial_number(&BigNum::from_u32(1).unwrap().to_asn1_integer().unwrap()).unwrap();
    x509.set_subject_name(&subject).unwrap();
    x509.set_issuer_name(&subject).unwrap();
    x509.set_not_before(&Asn1Time::days_from_now(0).unwrap()).unwrap();
    x509.set_not_after(&Asn1Time::days_from_now(1).unwrap()).unwrap();
    x509.set_pubkey(&key).unwrap();
    x509.sign(&key, MessageDigest::null()).unwrap();
    (x509.build(), key)
}

#[test]
fn a_server_name_and_a_message() {
    let (mut server, port) = serve("server-tls-threads", &[]).unwrap();
    let mut client = connect(port, Some(HOSTILE), None);
    shows(&mut server, &format!("(server name: {IN_A_LINE})\n"), ")\n");
    client.ssl_write(HOSTILE.as_bytes()).unwrap();
    // A line of its own, but not one that could be another connection's.
    shows(&mut server, &format!("Received: {}\n", AS_MESSAGE.replace("FAKE", "[1] FAKE")), ".\n");
    client.ssl_read(&mut [0; 100]).unwrap();
    client.shutdown().unwrap();
    shows(&mut server, "Closed the connection\n", "Closed the connection\n");

    // What is no UTF-8 is shown as its bytes; an ordinary name as it is.
    let (mut server, port) = serve("server-tls-threads", &[]).unwrap();
    let _client = connect(port, Some("www.example.com"), None);
    shows(&mut server, "(server name: www.example.com)\n", ")\n");
}

#[test]
fn the_name_in_a_client_certificate() {
    let folder = tempfile::tempdir().unwrap();
    for (name, shown) in [(HOSTILE, IN_A_LINE), ("クライアント", "クライアント")] {
        let identity = certificate(name);
        let file = folder.path().join("ca.pem");
        fs::write(&file, identity.0.to_pem().unwrap()).unwrap();
        let (mut server, port) =
            serve("server-tls-mutual", &["--client-ca", file.to_str().unwrap()]).unwrap();
        let mut client = connect(port, None, Some(&identity));
        client.ssl_write(HOSTILE.as_bytes()).unwrap();
        shows(&mut server, &format!("Client certificate: {shown}\n"), "Received: ");
        shows(&mut server, AS_MESSAGE, ".\n");
    }
}

#[test]
fn a_message_of_a_server() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = thread::spawn(move || {
        let mut acceptor = SslAcceptor::mozilla_intermediate_v5(SslMethod::tls_server()).unwrap();
        acceptor.set_certificate_file(certs(SERVER_CERT_FILE), SslFiletype::PEM).unwrap();
        acceptor.set_private_key_file(certs(SERVER_KEY_FILE), SslFiletype::PEM).unwrap();
        let mut stream = acceptor.build().accept(listener.accept().unwrap().0).unwrap();
        stream.ssl_read(&mut [0; 100]).unwrap();
        stream.ssl_write(HOSTILE.as_bytes()).unwrap();
        stream.ssl_read(&mut [0; 100]).unwrap();
        let _ = stream.shutdown();
    });
    let mut client = open("client-tls", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("Hello server").unwrap();
    shows(&mut client, &format!("Received: {AS_MESSAGE}\n"), "Message to send: ");
    client.type_line("break").unwrap();
    shows(&mut client, "Sending break command\n", "End of TLS Client\n");
    server.join().unwrap();
}

/// A name cannot have all of these on every system.
#[cfg(unix)]
#[test]
fn the_name_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let (there, missing) = (folder.path().join(HOSTILE.replace('.', "x")), HOSTILE);
    fs::write(&there, "no certificate").unwrap();
    for arguments in [
        vec![there.to_str().unwrap()],
        vec![missing],
        vec!["--key-log", "/missing/a\x1b[2Jb\nERROR: c"],
        vec!["--pcap", "/missing/a\x1b[2Jb\nERROR: c"],
        vec!["--json", "/missing/a\x1b[2Jb\nERROR: c"],
    ] {
        let output = harness::command("server-tls")
            .unwrap()
            .args(&arguments)
            .env("TLSBOOK_PORT", "0")
            .output()
            .unwrap();
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{error}");
        assert_eq!(error.lines().count(), 1, "{error:?}");
        assert!(error.contains("\\x1b") && error.contains("\\x0a"), "{error:?}");
        assert!(!error.chars().any(|c| steers(c) && c != '\n'), "{error:?}");
    }
}
