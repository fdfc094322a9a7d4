//! client-tls-mutual and server-tls-mutual: table 6.1.3, works and must fail.

#![allow(clippy::unwrap_used)]

use harness::{open, serve};

/// A session in which the server shows `name` as the client's.
fn accepted(server: &[&str], client: &[&str], name: &str) {
    let (mut server, port) = serve("server-tls-mutual", server).unwrap();
    let mut client = open("client-tls-mutual", client, port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    server.see(&format!("Client connected successfully\nClient certificate: {name}\n")).unwrap();
    client.type_line("Hello server").unwrap();
    client.see("Received: I hear ya fa shizzle!\n").unwrap();
    client.close_input();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
}

/// The server refuses the client for the reason `on_server`; the client gets the alert `on_client`.
fn refused(server: &[&str], client: &[&str], on_server: &str, on_client: &str) {
    // With TLS 1.3 the client learns it from the first answer, be it to a message or to its good-bye.
    for message in [Some("Hello server"), None] {
        let (mut server, port) = serve("server-tls-mutual", server).unwrap();
        let mut client = open("client-tls-mutual", client, port).unwrap();
        client.wait_for("Message to send: ").unwrap();
        server.see(&format!("ERROR: failed SSL accept ({on_server})\nEnd of TLS Server\n")).unwrap();
        server.end(1).unwrap();
        if let Some(message) = message {
            client.type_line(message).unwrap();
        }
        client.close_input();
        client.wait_for(&format!("(received fatal alert {on_client})\nEnd of TLS Client\n")).unwrap();
        client.end(1).unwrap();
    }
}

const CLIENT: &str = "TLS Book Test Client";

#[test]
fn files_and_buffers_for_a_context_and_for_a_session() {
    for load in ["file", "buffer"] {
        for level in ["context", "session"] {
            let arguments = ["--load", load, "--level", level];
            accepted(&arguments, &arguments, CLIENT);
            refused(
                &arguments,
                &["--no-cert"],
                "the peer did not send a certificate",
                "certificate_required (116)",
            );
        }
    }
}

#[test]
fn der_is_taken_from_memory() {
    let der = ["certs/tb-server-cert.der", "certs/tb-server-key.der"];
    let server = [der[0], der[1], "--load", "buffer", "--client-ca", "certs/tb-ca-cert.der"];
    let client =
        ["--load", "buffer", "--cert", "certs/tb-client-cert.der", "--key", "certs/tb-client-key.der"];
    accepted(&server, &client, CLIENT);

    let mut window = open("server-tls-mutual", &der, 0).unwrap();
    window.wait_for("ERROR: failed to load certs/tb-server-cert.der (").unwrap();
    window.end(1).unwrap();
}

#[test]
fn a_client_certificate_is_demanded_or_optional() {
    accepted(&["--optional"], &["--no-cert"], "none");
    accepted(&["--optional"], &[], CLIENT);
    refused(&[], &["--no-cert"], "the peer did not send a certificate", "certificate_required (116)");
}

#[test]
fn with_tls_1_2_the_handshake_itself_fails() {
    let (mut server, port) = serve("server-tls-mutual", &["--max-version", "1.2"]).unwrap();
    let mut client = open("client-tls-mutual", &["--no-cert"], port).unwrap();
    client.wait_for("ERROR: failed SSL connect (received fatal alert handshake_failure (40))\n").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();
    server.see("ERROR: failed SSL accept (the peer did not send a certificate)\n").unwrap();
}

#[test]
fn a_wrong_certificate_is_refused_even_if_none_is_needed() {
    let stranger = ["--cert", "certs/broken/tb-client-stranger-cert.pem"];
    for server in [vec![], vec!["--optional"]] {
        refused(&server, &stranger, "unable to get local issuer certificate", "unknown_ca (48)");
    }
    let servers = ["--cert", "certs/tb-server-cert.pem", "--key", "certs/tb-server-key.pem"];
    refused(&[], &servers, "unsuitable certificate purpose", "unsupported_certificate (43)");
}

#[test]
fn the_chain_may_be_as_long_as_the_depth_allows() {
    let chain = ["--cert", "certs/tb-client-chain-cert.pem", "--key", "certs/tb-client-chain-key.pem"];
    for load in ["file", "buffer"] {
        let client = [&chain[..], &["--load", load]].concat();
        accepted(&["--depth", "1"], &client, "TLS Book Test Client (chain)");
        accepted(&[], &client, "TLS Book Test Client (chain)");
        refused(&["--depth", "0"], &client, "certificate chain too long", "unknown_ca (48)");
    }
    accepted(&["--depth", "0"], &[], CLIENT);
}

#[test]
fn a_key_that_is_not_the_certificates_is_named() {
    for load in ["file", "buffer"] {
        for level in ["context", "session"] {
            for key in ["certs/tb-server-key.pem", "certs/tb-server-ecdsa-key.pem"] {
                let (_server, port) = serve("server-tls-mutual", &[]).unwrap();
                let arguments = ["--load", load, "--level", level, "--key", key];
                let mut client = open("client-tls-mutual", &arguments, port).unwrap();
                let failure = format!("ERROR: failed to load {key} (it is not the key of the certificate)\n");
                client.wait_for(&failure).unwrap();
                client.end(1).unwrap();
            }
        }
    }
}

/// The output of `openssl x509 -text` has text before the PEM; a file that is neither form is told as such.
#[test]
fn a_buffer_is_pem_wherever_it_begins_or_der_or_refused() {
    let folder = tempfile::tempdir().unwrap();
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let pem = std::fs::read_to_string(format!("{root}/certs/tb-client-cert.pem")).unwrap();
    let file = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let with_text = file("text.pem", &format!("Certificate:\n    Data:\n{pem}"));
    for load in ["file", "buffer"] {
        accepted(&[], &["--load", load, "--cert", &with_text], CLIENT);
    }
    for wrong in [file("empty", ""), file("garbage", "garbage")] {
        let mut client = open("client-tls-mutual", &["--load", "buffer", "--cert", &wrong], 1).unwrap();
        let why = "no sound certificate in PEM or DER form in it";
        client.wait_for(&format!("ERROR: failed to load {wrong} ({why})\n")).unwrap();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(1).unwrap();
    }
}

#[test]
fn a_wrong_file_for_a_session_is_told_before_any_client_comes() {
    let arguments = ["--level", "session", "certs/tb-server-cert.pem", "/nonexistent"];
    let mut server = open("server-tls-mutual", &arguments, 0).unwrap();
    server.see("ERROR: failed to load /nonexistent (No such file or directory)\n").unwrap();
    server.wait_for("End of TLS Server\n").unwrap();
    server.end(1).unwrap();
}

/// The server closes with the client's last messages unread, which resets the connection; its alert came before
/// that. It is still told when the client types long after the time limit of the handshake.
#[test]
fn a_refusal_is_told_however_late_the_client_types() {
    let (mut server, port) = serve("server-tls-mutual", &[]).unwrap();
    let stranger = ["--timeout", "0.5", "--cert", "certs/broken/tb-client-stranger-cert.pem"];
    let mut client = open("client-tls-mutual", &stranger, port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    server.wait_for("End of TLS Server\n").unwrap();
    std::thread::sleep(std::time::Duration::from_millis(800));
    client.type_line("Hello server").unwrap();
    client.wait_for("(received fatal alert unknown_ca (48))\n").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();
}
