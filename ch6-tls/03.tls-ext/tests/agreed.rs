//! client-tls-exts and server-tls-exts: what they agree on, and what must fail.

#![allow(clippy::unwrap_used)]

use std::net::SocketAddr;

use harness::{Relay, open, serve};

/// The groups of the client, so that a server with an order of its own (OpenSSL 3.5) takes the client's.
const GROUPS: [&str; 2] = ["--groups", "P-521:P-384:P-256"];

/// A session that comes about; returns what server and client show of it.
fn agreed(server: &[&str], client: &[&str]) -> (String, String) {
    let (mut server, port) = serve("server-tls-exts", server).unwrap();
    let mut client = open("client-tls-exts", client, port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("break").unwrap();
    client.see("Sending break command\nEnd of TLS Client\n").unwrap();
    client.end(0).unwrap();
    server.see("Client connected successfully\n").unwrap();
    let on_server = server.wait_for("Closed the connection\n").unwrap();
    (on_server, client.transcript().to_owned())
}

/// Both sides must show this line, and one of its kind only.
fn both_show(server: &[&str], client: &[&str], line: &str) {
    let (on_server, on_client) = agreed(server, client);
    let kind = line.split_inclusive(": ").next().unwrap();
    for shown in [on_server, on_client] {
        let lines: Vec<_> = shown.lines().filter(|line| line.starts_with(kind)).collect();
        assert_eq!(lines, [line], "{server:?} {client:?}");
    }
}

/// A handshake that must fail, with these words on both sides.
fn refused(server: &[&str], client: &[&str], on_server: &str, on_client: &str) {
    let (mut server, port) = serve("server-tls-exts", server).unwrap();
    let mut client = open("client-tls-exts", client, port).unwrap();
    client.wait_for("ERROR: failed SSL connect (").unwrap();
    client.see(&format!("{on_client})\nEnd of TLS Client\n")).unwrap();
    client.end(1).unwrap();
    server.see(&format!("ERROR: failed SSL accept ({on_server})\nEnd of TLS Server\n")).unwrap();
    server.end(1).unwrap();
}

const HANDSHAKE_FAILURE: &str = "received fatal alert handshake_failure (40)";

/// An option that this OpenSSL must refuse before anything is connected or listened to.
fn cannot_be(program: &str, option: &str, value: &str, why: &str) {
    let mut window = open(program, &[option, value], 1).unwrap();
    window.wait_for(&format!("ERROR: failed to set {option} {value} ({why})\n")).unwrap();
    window.end(1).unwrap();
}

#[test]
fn both_show_what_the_book_asks_for() {
    let (on_server, on_client) = agreed(&GROUPS, &["certs/tb-ca-cert.pem"]);
    let expected = "Protocol version: TLSv1.3\nCipher suite: TLS_AES_128_GCM_SHA256\nGroup: secp521r1\n\
                    Signature scheme: rsa_pss_rsae_sha256\nServer name: localhost\nApplication protocol: none\n\
                    Max fragment length: 1024 bytes\n";
    assert!(on_client.starts_with(expected), "{on_client}");
    assert!(on_server.starts_with(expected), "{on_server}");
}

#[test]
fn groups() {
    for (server, client, group) in [
        ("P-521:P-384:P-256", "P-384:P-256", "secp384r1"),
        ("X25519", "X25519", "x25519"),
        // Not that of key_share: the server asks for another.
        ("P-256", "P-521:P-384:P-256", "secp256r1"),
        ("ffdhe2048", "P-521:ffdhe2048", "ffdhe2048"),
    ] {
        both_show(&["--groups", server], &["--groups", client], &format!("Group: {group}"));
    }
    let no_group = "no group for the key exchange that both sides allow";
    refused(&["--groups", "X25519"], &[], no_group, HANDSHAKE_FAILURE);
    for program in ["client-tls-exts", "server-tls-exts"] {
        cannot_be(program, "--groups", "P-521:P-999", "\"P-999\" is no group of this OpenSSL");
        cannot_be(program, "--groups", "P-521::P-256", "\"\" is no group of this OpenSSL");
    }
}

#[test]
fn signature_schemes() {
    let [ecdsa, ed25519] = ["ecdsa", "ed25519"]
        .map(|kind| [format!("certs/tb-server-{kind}-cert.pem"), format!("certs/tb-server-{kind}-key.pem")]);
    let [ecdsa, ed25519] = [&ecdsa, &ed25519].map(|files| [files[0].as_str(), files[1].as_str()]);
    let tls12 = ["--max-version", "1.2", "--ciphersuites", "ECDHE-RSA-AES128-GCM-SHA256"];
    for (server, client, scheme) in [
        (&[][..], &["--sigalgs", "RSA-PSS+SHA384:RSA+SHA256"][..], "rsa_pss_rsae_sha384"),
        (
            &["--sigalgs", "RSA-PSS+SHA512"],
            &["--sigalgs", "RSA-PSS+SHA256:RSA-PSS+SHA512"],
            "rsa_pss_rsae_sha512",
        ),
        (&ecdsa, &["--sigalgs", "ECDSA+SHA256:RSA+SHA256"], "ecdsa_secp256r1_sha256"),
        (&ed25519, &["--sigalgs", "ed25519:RSA+SHA256"], "ed25519"),
        (&[], &tls12, "rsa_pkcs1_sha256"),
    ] {
        both_show(server, client, &format!("Signature scheme: {scheme}"));
    }
    let no_scheme = "no signature algorithm that both sides allow fits the certificate";
    refused(&[], &["--sigalgs", "RSA+SHA256:RSA+SHA384"], no_scheme, HANDSHAKE_FAILURE);
    refused(&ecdsa, &[], no_scheme, HANDSHAKE_FAILURE);
    let none_shared = "no signature scheme that both sides allow";
    refused(&["--sigalgs", "RSA-PSS+SHA512"], &[], none_shared, HANDSHAKE_FAILURE);
    for program in ["client-tls-exts", "server-tls-exts"] {
        let why = "\"RSA+SHA\" is no signature scheme of this OpenSSL";
        cannot_be(program, "--sigalgs", "RSA+SHA256:RSA+SHA", why);
    }
}

/// A key for PSS alone makes the same signature under another scheme.
#[test]
fn a_key_for_pss_alone_has_a_scheme_of_its_own() {
    if !harness::tool("openssl") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (cert, key) = (file("cert.pem"), file("key.pem"));
    let mut make = harness::stranger(
        "openssl",
        &[
            "req",
            "-x509",
            "-newkey",
            "rsa-pss",
            "-pkeyopt",
            "rsa_keygen_bits:2048",
            "-sha256",
            "-noenc",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=IP:127.0.0.1",
            "-keyout",
            &key,
            "-out",
            &cert,
        ],
    )
    .unwrap();
    make.end(0).unwrap();
    let client = [&cert, "--sigalgs", "rsa_pss_rsae_sha256:rsa_pss_pss_sha256"];
    both_show(&[&cert, &key], &client, "Signature scheme: rsa_pss_pss_sha256");
    // RSA-PSS+SHA256 is rsa_pss_rsae_sha256 alone, which such a key cannot be used for.
    let no_scheme = "no signature algorithm that both sides allow fits the certificate";
    refused(&[&cert, &key], &[&cert], no_scheme, HANDSHAKE_FAILURE);
}

#[test]
fn cipher_suites() {
    let (aes256, chacha) = ("TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");
    let both = format!("{chacha}:{aes256}");
    both_show(&[], &["--ciphersuites", &both], &format!("Cipher suite: {chacha}"));
    both_show(&["--ciphersuites", aes256], &["--ciphersuites", &both], &format!("Cipher suite: {aes256}"));

    let no_suite = "no cipher suite that both sides allow and the certificate fits";
    refused(&["--ciphersuites", aes256], &[], no_suite, HANDSHAKE_FAILURE);
    for program in ["client-tls-exts", "server-tls-exts"] {
        for (list, unknown) in [
            ("TLS13-AES128-GCM-SHA256", "TLS13-AES128-GCM-SHA256"),
            ("TLS_AES_128_GCM_SHA256:TLS_AES_1", "TLS_AES_1"),
        ] {
            cannot_be(
                program,
                "--ciphersuites",
                list,
                &format!("{unknown:?} is no cipher suite of this OpenSSL"),
            );
        }
    }
    // A version is left without a suite: OpenSSL finds out when it makes the Client Hello.
    let left = "no cipher suite is left to offer for the versions allowed";
    refused(&[], &["--max-version", "1.2"], "[..]", left);
    refused(&[], &["--ciphersuites", "ECDHE-RSA-AES128-GCM-SHA256"], "[..]", left);
}

#[test]
fn server_names() {
    both_show(&[], &["--sni", "www.example.com"], "Server name: www.example.com");
    both_show(&["--sni", "LocalHost"], &[], "Server name: localhost");
    // Without the option it is the host's own name, as it was typed.
    both_show(&[], &["certs/tb-ca-cert.pem", "LOCALHOST"], "Server name: LOCALHOST");
    // A dot at the end is for the name lookup; it is no part of the name (RFC 6066 section 3).
    both_show(&[], &["certs/tb-ca-cert.pem", "localhost."], "Server name: localhost");
    both_show(&[], &["--sni", "www.example.com."], "Server name: www.example.com");
    both_show(&[], &["certs/tb-ca-cert.pem", "LOCALHOST", "--sni", "b.example"], "Server name: b.example");
    let on_server = "the client asks for the server www.example.com, not localhost";
    let on_client = "received fatal alert unrecognized_name (112)";
    refused(&["--sni", "localhost"], &["--sni", "www.example.com"], on_server, on_client);
    // A client without a server name asks for no other one.
    let (mut server, port) = serve("server-tls-exts", &["--sni", "localhost"]).unwrap();
    let mut client = open("client-tls", &[], port).unwrap();
    client.close_input();
    client.end(0).unwrap();
    server.wait_for("Server name: none\n").unwrap();
}

/// The certificate must be for the host connected to, whatever the name asked for.
#[test]
fn a_server_name_does_not_stand_in_for_the_host() {
    let wrong_host = "certs/broken/tb-server-wronghost-cert.pem"; // www.example.com
    let on_server = "received fatal alert bad_certificate (42)";
    refused(&[wrong_host], &["--sni", "www.example.com"], on_server, "IP address mismatch");
}

#[test]
fn application_protocols() {
    both_show(&["--alpn", "http/1.1,h2"], &["--alpn", "h2,http/1.1"], "Application protocol: http/1.1");
    both_show(&["--alpn", "h2"], &["--alpn", "http/1.1,h2"], "Application protocol: h2");
    both_show(&[], &["--alpn", "h2"], "Application protocol: none");
    both_show(&["--alpn", "h2"], &[], "Application protocol: none");
    let on_server = "no application protocol that both sides allow";
    let on_client = "received fatal alert no_application_protocol (120)";
    refused(&["--alpn", "http/1.1"], &["--alpn", "h2"], on_server, on_client);
}

/// What the server has received: the lengths of the messages.
fn received(shown: &str) -> Vec<usize> {
    shown.lines().filter_map(|line| line.strip_prefix("Received: ")).map(str::len).collect()
}

#[test]
fn a_long_message_takes_records_of_the_size_agreed_on() {
    for (size, contents) in [
        ("512", vec![512, 512, 512, 512, 512, 440]),
        ("1024", vec![1024, 1024, 952]),
        ("2048", vec![2048, 952]),
        ("4096", vec![3000]),
        ("none", vec![3000]),
    ] {
        let (on_server, on_client) = agreed(&[], &["--send", "3000", "--max-fragment", size]);
        let records: Vec<usize> = on_client
            .lines()
            .filter_map(|line| line.strip_prefix("  record of ")?.strip_suffix(" bytes")?.parse().ok())
            .collect();
        // A record of TLS 1.3 is 22 bytes longer than its content.
        assert_eq!(records, contents.iter().map(|content| content + 22).collect::<Vec<_>>(), "{size}");
        assert_eq!(received(&on_server)[..contents.len()], contents, "{size}");
        let longest = if size == "none" { "16384" } else { size };
        let line = format!("\nMax fragment length: {longest} bytes\n");
        assert!(on_client.contains(&line) && on_server.contains(&line), "{on_client}{on_server}");
    }
}

/// The server keeps to it, too, from its certificate on.
#[test]
fn no_record_is_longer_than_agreed_on() {
    let longest = |size: &str| {
        let (_server, port) = serve("server-tls-exts", &[]).unwrap();
        let relay = Relay::start(SocketAddr::from(([127, 0, 0, 1], port))).unwrap();
        let arguments = ["--max-fragment", size, "--send", "20000"];
        let mut client = open("client-tls-exts", &arguments, relay.address().port()).unwrap();
        client.close_input();
        client.end(0).unwrap();
        let (up, down) = relay.records().unwrap();
        [up, down].map(|records| records.iter().map(|record| record.length).max().unwrap())
    };
    assert_eq!(longest("512"), [512 + 22, 512 + 22]);
    let [up, down] = longest("none");
    assert_eq!(up, 16384 + 22);
    assert!(down > 512 + 22, "the certificate takes {down} bytes in one record");
}

/// What is typed stays one message, one record, one answer.
#[test]
fn a_line_longer_than_a_record_is_cut() {
    let (mut server, port) = serve("server-tls-exts", &[]).unwrap();
    let mut client = open("client-tls-exts", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line(&"x".repeat(1024)).unwrap();
    client.see("Received: I hear ya fa shizzle!\nMessage to send: ").unwrap();
    client.type_line(&format!("{}rest", "y".repeat(1024))).unwrap();
    client.see("a message has 1024 bytes at most: the line is cut there\n").unwrap();
    client
        .see("Received: I hear ya fa shizzle!\nMessage to send: Received: I hear ya fa shizzle!\n")
        .unwrap();
    client.close_input();
    client.see("Message to send: \nEnd of TLS Client\n").unwrap();
    client.end(0).unwrap();
    let shown = server.wait_for("Closed the connection\n").unwrap();
    assert_eq!(received(&shown), [1024, 1024, 4]);
}

#[test]
fn wrong_usage_has_exit_status_2() {
    for (program, arguments) in [
        ("client-tls-exts", ["--max-fragment", "1000"]),
        ("client-tls-exts", ["--sni", ""]),
        ("client-tls-exts", ["--sni", "127.0.0.1"]),
        ("client-tls-exts", ["--sni", "local host"]),
        ("client-tls-exts", ["--alpn", "h2,"]),
        ("client-tls-exts", ["--send", "0"]),
        ("client-tls-exts", ["--send", "65537"]),
        ("server-tls-exts", ["--sni", "::1"]),
        ("server-tls-exts", ["--alpn", ""]),
        ("server-tls-exts", ["--max-fragment", "1024"]),
    ] {
        let mut window = open(program, &arguments, 1).unwrap();
        let shown = window.end(2).unwrap();
        assert!(shown.starts_with("error: "), "{program} {arguments:?}: {shown}");
    }
    // The longest name there is room for.
    let mut client = open("client-tls-exts", &["--alpn", &"x".repeat(256)], 1).unwrap();
    assert!(client.end(2).unwrap().contains("the name of a protocol has 1 to 255 bytes, and not 256"));
}

/// Sets the title of a terminal, begins a line, turns the direction of writing.
const HOSTILE: &str = "a\x1b]0;pwn\x07\nFAKE\u{202e}";
const SHOWN: &str = "a\\x1b]0;pwn\\x07\\x0aFAKE\\u{202e}";

/// Names of a client that `client-tls-exts` would not send.
#[test]
fn no_terminal_obeys_a_name_of_a_client() {
    let connect = |port: u16| {
        let mut ctx = openssl::ssl::SslContext::builder(openssl::ssl::SslMethod::tls_client()).unwrap();
        let wire = [&[u8::try_from(HOSTILE.len()).unwrap()], HOSTILE.as_bytes()].concat();
        ctx.set_alpn_protos(&wire).unwrap();
        let mut ssl = openssl::ssl::Ssl::new(&ctx.build()).unwrap();
        ssl.set_hostname(HOSTILE).unwrap();
        let tcp = std::net::TcpStream::connect(("127.0.0.1", port)).unwrap();
        let mut stream = openssl::ssl::SslStream::new(ssl, tcp).unwrap();
        stream.connect().map(|()| stream)
    };
    let (mut server, port) = serve("server-tls-exts", &["--alpn", HOSTILE]).unwrap();
    let _client = connect(port).unwrap();
    server.wait_for(&format!("Server name: {SHOWN}\nApplication protocol: {SHOWN}\n")).unwrap();

    let (mut server, port) = serve("server-tls-exts", &["--sni", "localhost"]).unwrap();
    connect(port).unwrap_err();
    server.wait_for(&format!("(the client asks for the server {SHOWN}, not localhost)\n")).unwrap();
}
