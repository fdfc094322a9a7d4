//! client-tls-psk and server-tls-psk with the `openssl` command and GnuTLS, which confirm what is on the wire.

#![allow(clippy::unwrap_used)]

use std::fs;

use harness::{Window, open, s_server, serve, stranger, tool};

/// The key of the book for `openssl s_server` and `s_client`.
const PSK: [&str; 4] = ["-psk", "1a2b3c4d", "-psk_identity", "Client_identity"];

/// A client of another project for server-tls-psk.
fn s_client(port: u16, arguments: &[&str]) -> Window {
    let address = format!("127.0.0.1:{port}");
    stranger("openssl", &[&["s_client", "-connect", &address], arguments].concat()).unwrap()
}

/// The last message of that name in what `-trace` shows, without indentation. (Before it, there may be one more: a
/// HelloRetryRequest is a ServerHello, too.)
fn message(trace: &str, name: &str) -> String {
    let (_, rest) = trace.rsplit_once(&format!("{name}, Length=")).unwrap();
    let (message, _) = rest.split_once("\n\n").unwrap();
    message.lines().flat_map(|line| [line.trim(), "\n"]).collect()
}

/// What `openssl s_server -trace` shows of a session with client-tls-psk.
fn traced_session(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace.txt");
    let traced = ["-nocert", "-naccept", "1", "-trace", "-msgfile", trace.to_str().unwrap()];
    let (mut server, port) = s_server(&[&traced[..], &PSK].concat()).unwrap();
    let mut client = open("client-tls-psk", arguments, port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("").unwrap();
    client.wait_for("Received: 0.1/PTTH").unwrap();
    client.close_input();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(0).unwrap();
    server.end(0).unwrap();
    fs::read_to_string(trace).unwrap()
}

/// All of `fields` must be in `message`.
fn has(message: &str, fields: &[&str]) {
    for field in fields {
        assert!(message.contains(field), "{field:?} is not in\n{message}");
    }
}

/// The bytes of an extension, from the dump in `-trace`.
fn extension(message: &str, name: &str) -> Vec<u8> {
    let (_, rest) = message.split_once(&format!("extension_type={name}(")).unwrap();
    let dump = rest.lines().skip(1).map_while(|line| line.split_once(" - "));
    // Sixteen columns of three characters, then the same as text.
    let columns = dump.map(|(_, bytes)| bytes.chars().take(15 * 3 + 2).collect::<String>());
    let digits = columns.map(|line| line.split("  ").next().unwrap_or_default().replace('-', " "));
    let words: Vec<String> =
        digits.flat_map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect();
    words.iter().map(|word| u8::from_str_radix(word, 16).unwrap()).collect()
}

/// Section 6.3.2: what Client Hello and Server Hello have.
#[test]
fn the_hellos_are_those_of_the_book() {
    if !tool("openssl") {
        return;
    }
    let trace = traced_session(&[]);
    let hello = message(&trace, "ClientHello");
    has(
        &hello,
        &[
            "psk_key_exchange_modes(45), length=3\npsk_dhe_ke (1)\npsk_ke (0)\n",
            "{0x13, 0x01} TLS_AES_128_GCM_SHA256\n{0x13, 0x03} TLS_CHACHA20_POLY1305_SHA256\n",
            "key_share(51), ",
        ],
    );
    let psk = extension(&hello, "psk");
    let (identities, binders) = psk.split_at(2 + 21);
    let expected = [&[0, 21, 0, 15], &b"Client_identity"[..], &[0, 0, 0, 0]].concat();
    assert_eq!(identities, expected, "one identity of 15 bytes, obfuscated ticket age 0");
    assert_eq!((&binders[..3], binders.len()), (&[0, 33, 32][..], 3 + 32), "one binder of 32 bytes");

    let hello = message(&trace, "ServerHello");
    has(&hello, &["cipher_suite {0x13, 0x01} TLS_AES_128_GCM_SHA256\n", "key_share(51), "]);
    assert_eq!(extension(&hello, "psk"), [0, 0], "selected identity 0");
}

#[test]
fn a_client_that_insists_offers_nothing_else() {
    if !tool("openssl") {
        return;
    }
    let trace = traced_session(&["--mode", "psk_dhe_ke"]);
    let hello = message(&trace, "ClientHello");
    has(&hello, &["psk_key_exchange_modes(45), length=2\npsk_dhe_ke (1)\n", "key_share(51), "]);
}

#[test]
fn our_client_and_an_s_server_that_does_not_take_the_key() {
    if !tool("openssl") {
        return;
    }
    let identity = ["-cert", "certs/tb-server-cert.pem", "-key", "certs/tb-server-key.pem"];
    let certificate = "the server has not taken the pre-shared key, but shown a certificate";
    for (arguments, why) in [
        (
            &["-nocert", "-psk", "1a2b3c4c", "-psk_identity", "Client_identity"][..],
            "received fatal alert [..]",
        ),
        (
            &["-nocert", "-psk", "1a2b3c4d", "-psk_identity", "other"],
            "received fatal alert handshake_failure (40)",
        ),
        (&identity, certificate),
        (&[&identity[..], &["-psk", "1a2b3c4d", "-psk_identity", "other"]].concat(), certificate),
    ] {
        let (_server, port) = s_server(arguments).unwrap();
        let mut client = open("client-tls-psk", &[], port).unwrap();
        client.wait_for("ERROR: failed SSL connect (").unwrap();
        client.see(&format!("{why})\nEnd of TLS Client\n")).unwrap();
        client.end(1).unwrap();
    }
    // A server with a certificate that prefers a suite with SHA-384 takes the key from this client nevertheless.
    let sha384 = ["-ciphersuites", "TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256", "-serverpref"];
    let (_server, port) = s_server(&[&identity[..], &PSK, &sha384].concat()).unwrap();
    let mut client = open("client-tls-psk", &["--mode", "both", "--state"], port).unwrap();
    client.wait_for("handshake done: TLSv1.3, TLS_CHACHA20_POLY1305_SHA256\n").unwrap();
    client.see("Key exchange: psk_dhe_ke, ").unwrap();
}

#[test]
fn our_server_and_openssl_s_client() {
    if !tool("openssl") {
        return;
    }
    let (mut server, port) = serve("server-tls-psk", &["--mode", "psk_ke"]).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let trace = folder.path().join("trace.txt");
    let traced = ["-allow_no_dhe_kex", "-trace", "-msgfile", trace.to_str().unwrap()];
    let mut client = s_client(port, &[&PSK[..], &traced].concat());
    server.see("Identity: Client_identity\nClient connected successfully\nKey exchange: psk_ke\n").unwrap();
    client.type_line("Hello server").unwrap();
    server.see("Received: Hello server\n\n").unwrap();
    client.close_input();
    server.see("Closed the connection\nWaiting for a connection...\n").unwrap();
    client.end(0).unwrap();
    let trace = fs::read_to_string(trace).unwrap();
    let hello = message(&trace, "ServerHello");
    assert_eq!(extension(&hello, "psk"), [0, 0], "selected identity 0");
    assert!(!hello.contains("key_share"), "psk_ke has none: {hello}");
    assert!(!trace.contains("Certificate, Length="), "{trace}");

    // Without that option s_client offers psk_dhe_ke alone.
    let _client = s_client(port, &PSK);
    server
        .see("Identity: Client_identity\nERROR: failed SSL accept (the client does not offer psk_ke)\n")
        .unwrap();
}

/// s_client prefers a suite with SHA-384, which the key cannot be used with, and the server has a certificate.
#[test]
fn the_key_comes_before_the_certificate() {
    if !tool("openssl") {
        return;
    }
    let (mut server, port) = serve("server-tls-psk", &["certs/tb-server-cert.pem"]).unwrap();
    let mut client = s_client(port, &PSK);
    server.see("Identity: Client_identity\nClient connected successfully\n").unwrap();
    client.type_line("Hello server").unwrap();
    server.see("Received: Hello server\n").unwrap();
    client.wait_for("no peer certificate available").unwrap();
}

/// A client with a wrong key or an unknown identity must be refused, and must not spoil our output.
#[test]
fn strangers_that_must_be_refused() {
    if !tool("openssl") {
        return;
    }
    for (psk, identity, shown) in [
        (
            "1a2b3c4c",
            "Client_identity",
            "Identity: Client_identity\nERROR: failed SSL accept (the binder does not verify: ",
        ),
        (
            "1a2b3c4d",
            "other",
            "Identity: other\nERROR: failed SSL accept (there is no key for this identity)\n",
        ),
        (
            "1a2b3c4d",
            "x\nClient connected successfully\x1b[2J",
            "Identity: x\\x0aClient connected successfully\\x1b[2J\nERROR: failed SSL accept (there is no key",
        ),
    ] {
        let (mut server, port) = serve("server-tls-psk", &[]).unwrap();
        let _client = s_client(port, &["-psk", psk, "-psk_identity", identity]);
        server.see(shown).unwrap();
        server.wait_for("End of TLS Server\n").unwrap();
        server.end(1).unwrap();
    }
}

/// The ticket of a session is an identity, too. It is shown as one, but its bytes control no terminal.
#[test]
fn a_session_of_a_known_client_can_be_resumed() {
    if !tool("openssl") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let session = folder.path().join("session.pem");
    let session = session.to_str().unwrap();
    let (mut server, port) = serve("server-tls-psk", &[]).unwrap();
    let mut client = s_client(port, &[&PSK[..], &["-sess_out", session]].concat());
    server.see("Identity: Client_identity\nClient connected successfully\n").unwrap();
    client.type_line("Hello server").unwrap();
    client.wait_for("I hear ya fa shizzle!").unwrap(); // the ticket has come before
    client.close_input();
    server.wait_for("Closed the connection\nWaiting for a connection...\n").unwrap();
    client.end(0).unwrap();

    let mut client = s_client(port, &["-sess_in", session]);
    client.wait_for("Reused, TLSv1.3").unwrap();
    let shown = server.wait_for("Client connected successfully\n").unwrap();
    assert!(shown.chars().all(|character| character == '\n' || !character.is_control()), "{shown:?}");
    client.close_input();
    server.see("Closed the connection\n").unwrap();
}

/// Priorities of GnuTLS for the two modes of TLS 1.3.
const DHE: &str = "NORMAL:-KX-ALL:+ECDHE-PSK:+DHE-PSK:-VERS-ALL:+VERS-TLS1.3";
const ONLY: &str = "NORMAL:-KX-ALL:+PSK:-VERS-ALL:+VERS-TLS1.3";

#[test]
fn our_server_and_gnutls_cli() {
    if !tool("gnutls-cli") {
        return;
    }
    let gnutls_cli = |port: u16, priority: &str, identity: &str, key: &str| {
        let (port, identity, key) =
            (port.to_string(), format!("--pskusername={identity}"), format!("--pskkey={key}"));
        stranger("gnutls-cli", &["--priority", priority, &identity, &key, "--port", &port, "127.0.0.1"])
            .unwrap()
    };
    let (mut server, port) = serve("server-tls-psk", &["--mode", "both"]).unwrap();
    for (priority, mode) in [(DHE, "psk_dhe_ke, [..]"), (ONLY, "psk_ke")] {
        let mut client = gnutls_cli(port, priority, "Client_identity", "1a2b3c4d");
        client.wait_for("Handshake was completed").unwrap();
        server.see("Identity: Client_identity\nClient connected successfully\n").unwrap();
        server.see(&format!("Key exchange: {mode}\n")).unwrap();
        client.type_line("Hello server").unwrap();
        server.see("Received: Hello server\n\n").unwrap();
        client.wait_for("I hear ya fa shizzle!").unwrap();
        client.close_input();
        server.see("Closed the connection\nWaiting for a connection...\n").unwrap();
    }
    let long = "i".repeat(300);
    for (server, priority, identity, key, shown) in [
        // By default a server insists on forward secrecy.
        (
            &[][..],
            ONLY,
            "Client_identity",
            "1a2b3c4d",
            "ERROR: failed SSL accept (the client has offered no pre-shared key, or none",
        ),
        (
            &[],
            DHE,
            &long,
            "1a2b3c4d",
            "ERROR: failed SSL accept (the client has offered no pre-shared key, or none",
        ),
        (
            &[],
            DHE,
            "other",
            "1a2b3c4d",
            "Identity: other\nERROR: failed SSL accept (there is no key for this identity)",
        ),
        (
            &[],
            DHE,
            "Client_identity",
            "1a2b3c4c",
            "Identity: Client_identity\nERROR: failed SSL accept (the binder does not",
        ),
    ] {
        let (mut server, port) = serve("server-tls-psk", server).unwrap();
        let _client = gnutls_cli(port, priority, identity, key);
        server.see(shown).unwrap();
        server.wait_for("End of TLS Server\n").unwrap();
        server.end(1).unwrap();
    }
}

/// Both sides read one file, the server from GnuTLS; an identity with a colon in it included.
#[cfg(target_os = "linux")]
#[test]
fn our_client_and_gnutls_serv_with_one_file_of_keys() {
    if !harness::gnutls_serv() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys.txt");
    fs::write(&keys, "Client_identity:1a2b3c4d\n#613a62:00112233445566778899aabbccddeeff\n").unwrap();
    let wrong = folder.path().join("wrong.txt");
    fs::write(&wrong, "Client_identity:1a2b3c4c\n").unwrap();
    let (keys, wrong) = (keys.display(), wrong.display());
    for (kx, arguments, shown) in [
        ("+ECDHE-PSK:+DHE-PSK", format!("--keys {keys}"), "Key exchange: psk_dhe_ke, "),
        ("+PSK", format!("--keys {keys}"), "Key exchange: psk_ke\n"),
        ("+ECDHE-PSK", format!("--keys {keys} --identity a:b"), "Key exchange: psk_dhe_ke, "),
        ("+ECDHE-PSK", format!("--keys {wrong}"), "ERROR: failed SSL connect (received fatal alert "),
        // That server offers no forward secrecy, which this client insists on.
        ("+PSK", "--mode psk_dhe_ke".to_owned(), "ERROR: failed SSL connect (received fatal alert "),
    ] {
        let priority = format!("--priority NORMAL:-KX-ALL:{kx}:-VERS-ALL:+VERS-TLS1.3 --pskpasswd {keys}");
        let mode = if arguments.contains("--mode") { "" } else { "--mode both" };
        let mut window =
            harness::with_gnutls_serv(&priority, &format!("echo | client-tls-psk {mode} {arguments}"))
                .unwrap();
        window.wait_for(shown).unwrap();
        if !shown.starts_with("ERROR") {
            window.wait_for("Received: GET /index.html HTTP/1.0").unwrap();
        }
        window.wait_for("End of TLS Client\n").unwrap();
    }
}

/// Files that `psktool` has written, with both of our programs.
#[test]
fn a_file_of_psktool() {
    if !tool("psktool") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys.txt");
    let keys = keys.to_str().unwrap();
    for identity in ["first", "with:colon"] {
        let mut make = stranger("psktool", &["-u", identity, "-p", keys]).unwrap();
        make.end(0).unwrap();
    }
    let (mut server, port) = serve("server-tls-psk", &["--keys", keys]).unwrap();
    for identity in ["first", "with:colon"] {
        let mut client = open("client-tls-psk", &["--keys", keys, "--identity", identity], port).unwrap();
        client.wait_for("Message to send: ").unwrap();
        client.close_input();
        client.end(0).unwrap();
        server.see(&format!("Identity: {identity}\nClient connected successfully\n")).unwrap();
        server.wait_for("Waiting for a connection...\n").unwrap();
    }
}
