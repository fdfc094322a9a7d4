//! Section 6.5 with the `openssl` command and GnuTLS, both ways; and what is in the messages.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use harness::{Window, gnutls_cli, open, serve, stranger, tool, tool_of_version};
#[cfg(target_os = "linux")]
use harness::{gnutls_serv, with_gnutls_serv};

/// `openssl s_server` on a free port, without `-rev`: that takes no early data.
fn s_server(arguments: &[&str]) -> (Window, u16) {
    let fixed = ["s_server", "-accept", "127.0.0.1:0"];
    let identity = ["-cert", "certs/tb-server-cert.pem", "-key", "certs/tb-server-key.pem"];
    let mut server = stranger("openssl", &[&fixed[..], &identity, arguments].concat()).unwrap();
    server.wait_for("ACCEPT 127.0.0.1:").unwrap();
    let port = server.wait_for("\n").unwrap().trim().parse().unwrap();
    (server, port)
}

/// Runs a client without a message; it must show `expected`.
fn client(program: &str, session: &Path, port: u16, expected: &str) {
    let mut client = open(program, &["--session", session.to_str().unwrap()], port).unwrap();
    let shown = client.wait_for("Message to send: ").unwrap();
    assert!(shown.contains(expected), "{shown}");
    client.close_input();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
}

/// Section 6.5.2: early_data in Client Hello and in Encrypted Extensions, and End of Early Data before Finished.
#[test]
fn our_client_and_openssl_s_server() {
    if !tool("openssl") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let session = folder.path().join("session.bin");
    let trace = folder.path().join("trace.txt");
    let options = ["-early_data", "-max_early_data", "100", "-naccept", "2"];
    let (mut server, port) =
        s_server(&[&options[..], &["-trace", "-msgfile", trace.to_str().unwrap()]].concat());
    client("client-tls-session", &session, port, "");
    client("client-tls-eld", &session, port, "Session is reused\nEarly Data is accepted\n");
    let shown = server.end(0).unwrap();
    assert!(shown.contains("No early data received"), "{shown}");
    assert!(shown.contains("Early data received:"), "{shown}");
    assert!(shown.contains("good early morning"), "{shown}");

    let trace = fs::read_to_string(trace).unwrap();
    let (first, second) = trace.split_once("CertificateVerify").unwrap().1.split_once("ClientHello").unwrap();
    assert!(
        first.contains("extension_type=early_data(42), length=4\n            max_early_data=100\n"),
        "{first}"
    );
    let (hello, rest) = second.split_once("    ServerHello, Length=").unwrap();
    assert!(hello.contains("extension_type=early_data(42), length=0\n"), "{hello}");
    assert!(hello.contains("extension_type=psk(41), length="), "{hello}");
    assert!(rest.contains("extension_type=early_data(42), length=0\n"), "{rest}");
    let at = |name| rest.find(name).unwrap_or_else(|| panic!("no {name} in {rest}"));
    let finished = rest.rfind("    Finished, Length=").unwrap();
    assert!(at("    EncryptedExtensions, Length=") < at("    EndOfEarlyData, Length=0"));
    assert!(at("    EndOfEarlyData, Length=0") < finished);

    // A server that takes none.
    let (_server, port) = s_server(&[]);
    client("client-tls-eld", &session, port, "Early Data is rejected.\n");
}

#[test]
fn our_server_and_openssl_s_client() {
    if !tool("openssl") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (pem, data) = (folder.path().join("session.pem"), folder.path().join("early.txt"));
    fs::write(&data, "early from openssl").unwrap();
    let (pem, data) = (pem.to_str().unwrap(), data.to_str().unwrap());
    let (mut server, port) = serve("server-tls-eld", &[]).unwrap();
    let address = format!("127.0.0.1:{port}");
    let ca = ["s_client", "-CAfile", "certs/tb-ca-cert.pem", "-verify_return_error", "-connect", &address];
    for (options, message, expected) in [
        (&["-trace", "-sess_out", pem][..], "", "max_early_data=32\n"),
        (&["-sess_in", pem, "-early_data", data], "early from openssl", "Early data was accepted"),
        (&["-sess_in", pem, "-early_data", data], "", "Early data was rejected"),
    ] {
        let mut client = stranger("openssl", &[&ca[..], options].concat()).unwrap();
        if !message.is_empty() {
            server.see(&format!("Early Data Client message: {message}\n")).unwrap();
        }
        server.see("Client connected successfully\n").unwrap();
        client.type_line("Hello").unwrap();
        client.close_input();
        client.wait_for(expected).unwrap();
        server.see("Received: Hello\n\nClosed the connection\nWaiting for a connection...\n").unwrap();
    }
}

#[test]
fn our_server_and_gnutls_cli() {
    // That of 3.8.9 ends before it says anything on its second connection when it has early data.
    if !tool_of_version("gnutls-cli", "3.7.") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("early.txt");
    fs::write(&data, "early from GnuTLS").unwrap();
    let early = format!("--earlydata={}", data.display());
    for (arguments, expected) in [
        (&[][..], "Early Data Client message: early from GnuTLS\nClient connected successfully\n"),
        (&["--max-early-data", "0"], "Client connected successfully\n"),
    ] {
        let (mut server, port) = serve("server-tls-eld", arguments).unwrap();
        let fixed = ["--x509cafile=certs/tb-ca-cert.pem", "--resume", "--waitresumption"];
        let mut client = gnutls_cli(&[&fixed[..], &[&early]].concat(), port).unwrap();
        client.wait_for("*** This is a resumed session").unwrap();
        server
            .see("Client connected successfully\nClosed the connection\nWaiting for a connection...\n")
            .unwrap();
        server.see(expected).unwrap();
        client.wait_for("- Simple Client Mode:").unwrap();
        client.type_line("Hello server").unwrap();
        server.see("Received: Hello server\n\n").unwrap();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn our_client_and_gnutls_serv() {
    if !gnutls_serv() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for (option, expected) in
        [("--earlydata --maxearlydata=100", "Early Data is accepted\n"), ("", "Early Data is not sent.\n")]
    {
        let serve =
            format!("{option} --x509certfile certs/tb-server-cert.pem --x509keyfile certs/tb-server-key.pem");
        let clients = format!(
            "for client in client-tls-session client-tls-eld; do echo | $client --session {}/session.bin; done",
            folder.path().display(),
        );
        let mut window = with_gnutls_serv(&serve, &clients).unwrap();
        window.wait_for("End of TLS Client\n").unwrap();
        window.wait_for("Session is reused\n").unwrap();
        window.see(expected).unwrap();
        window.wait_for("Received: GET /index.html HTTP/1.0").unwrap();
        window.wait_for("End of TLS Client\n").unwrap();
        window.end(0).unwrap();
    }
}
