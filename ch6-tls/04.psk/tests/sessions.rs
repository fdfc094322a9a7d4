//! client-tls-psk and server-tls-psk: sessions that succeed, and sessions that must fail.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use harness::{Relay, Window, open, serve};

/// A session with `break`, with these arguments; returns what the server shows of it, and the client.
fn session(server: (&str, &[&str]), client: (&str, &[&str])) -> (String, String) {
    let (mut server, port) = serve(server.0, server.1).unwrap();
    let mut client = open(client.0, client.1, port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    client.type_line("break").unwrap();
    client.see("Sending break command\nEnd of TLS Client\n").unwrap();
    client.end(0).unwrap();
    let on_server = server.wait_for("Waiting for a connection...\n").unwrap();
    (on_server, client.transcript().to_owned())
}

/// A session of the two programs of 6.3.
fn psk_session(server: &[&str], client: &[&str]) -> (String, String) {
    session(("server-tls-psk", server), ("client-tls-psk", client))
}

/// A handshake that must fail, with these words on both sides; `identity` is what the server shows before.
fn refused(
    server: (&str, &[&str]),
    client: (&str, &[&str]),
    identity: &str,
    on_server: &str,
    on_client: &str,
) {
    let (mut server, port) = serve(server.0, server.1).unwrap();
    let mut client = open(client.0, client.1, port).unwrap();
    client.wait_for("ERROR: failed SSL connect (").unwrap();
    client.see(&format!("{on_client})\nEnd of TLS Client\n")).unwrap();
    client.end(1).unwrap();
    server.see(&format!("{identity}ERROR: failed SSL accept ({on_server})\nEnd of TLS Server\n")).unwrap();
    server.end(1).unwrap();
}

/// A folder with a file of keys, which nobody else can read; the path of the file.
fn key_file(content: &[u8]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.txt");
    fs::write(&path, content).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

const SERVED: &str = "Identity: Client_identity\nClient connected successfully\nReceived: break\n\
                      Received break command\nClosed the connection\nWaiting for a connection...\n";
const HANDSHAKE_FAILURE: &str = "received fatal alert handshake_failure (40)";
const NO_KEY: &str = "there is no key for this identity";
const NONE_OFFERED: &str = "the client has offered no pre-shared key, or none that can be taken: in a mode that is not \
                            allowed here, or with an identity of more than 256 bytes";
const OTHER_KEY: &str = "the binder does not verify: the peer has another pre-shared key for this identity";

#[test]
fn the_session_of_the_book() {
    let (on_server, on_client) = psk_session(&[], &[]);
    assert_eq!(on_server, SERVED);
    let expected =
        "Send to localhost(127.0.0.1)\nMessage to send: break\nSending break command\nEnd of TLS Client\n";
    assert_eq!(on_client, expected);
}

#[test]
fn the_server_serves_one_client_after_the_other() {
    let (mut server, port) = serve("server-tls-psk", &[]).unwrap();
    for _ in 0..3 {
        let mut client = open("client-tls-psk", &[], port).unwrap();
        client.wait_for("Message to send: ").unwrap();
        client.type_line("break").unwrap();
        client.end(0).unwrap();
        server.see(SERVED).unwrap();
    }
}

/// RFC 8446 section 4.2.9: the outcome of each pair of modes.
#[test]
fn every_pair_of_modes() {
    for (server, client, expected) in [
        ("psk_dhe_ke", "psk_dhe_ke", "psk_dhe_ke, "),
        ("psk_dhe_ke", "both", "psk_dhe_ke, "),
        ("both", "psk_dhe_ke", "psk_dhe_ke, "),
        ("both", "both", "psk_dhe_ke, "),
        ("psk_ke", "both", "psk_ke\n"),
    ] {
        let (on_server, on_client) = psk_session(&["--mode", server], &["--mode", client]);
        for shown in [on_server, on_client] {
            assert!(shown.contains(&format!("Key exchange: {expected}")), "{server} {client}: {shown}");
        }
    }
    // The defaults: the client offers both, the server takes only the one with forward secrecy.
    let (_, on_client) = psk_session(&["--mode", "psk_ke"], &[]);
    assert!(!on_client.contains("Key exchange"), "shown on request only: {on_client}");
    let (_, on_client) = psk_session(&[], &["--mode", "both"]);
    assert!(on_client.contains("Key exchange: psk_dhe_ke, "), "{on_client}");

    let identity = "Identity: Client_identity\n";
    refused(
        ("server-tls-psk", &["--mode", "psk_ke"]),
        ("client-tls-psk", &["--mode", "psk_dhe_ke"]),
        identity,
        "the client does not offer psk_ke",
        HANDSHAKE_FAILURE,
    );
    let mut client = open("client-tls-psk", &["--mode", "psk_ke"], 1).unwrap();
    client
        .wait_for("ERROR: failed to set --mode psk_ke (OpenSSL's client always offers psk_dhe_ke, too")
        .unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    client.end(1).unwrap();
}

#[test]
fn several_identities() {
    let (_folder, keys) = key_file(b"Client_identity:1a2b3c4d\nsecond one:00ff00ff\n#613a62:7f7f\n");
    for identity in ["Client_identity", "second one", "a:b"] {
        let (on_server, _) = psk_session(&["--keys", &keys], &["--keys", &keys, "--identity", identity]);
        assert_eq!(on_server, SERVED.replace("Client_identity", identity));
    }
}

/// The longest identity and the longest key that OpenSSL has room for, there and back.
#[test]
fn the_longest_identity_and_the_longest_key() {
    let identity = "i".repeat(255);
    let (_folder, keys) = key_file(format!("{identity}:{}\n", "a5".repeat(512)).as_bytes());
    let (on_server, _) = psk_session(&["--keys", &keys], &["--keys", &keys, "--identity", &identity]);
    assert_eq!(on_server, SERVED.replace("Client_identity", &identity));
    let (_folder, other) = key_file(format!("{identity}:{}a6\n", "a5".repeat(511)).as_bytes());
    refused(
        ("server-tls-psk", &["--keys", &keys]),
        ("client-tls-psk", &["--keys", &other, "--identity", &identity]),
        &format!("Identity: {identity}\n"),
        OTHER_KEY,
        "received fatal alert [..]",
    );
}

#[test]
fn an_identity_is_known_only_if_all_of_it_is() {
    // The C original compares the first 15 characters.
    let (_folder, keys) =
        key_file(b"Client_identity2:1a2b3c4d\nclient_identity:1a2b3c4d\nClient_identit:1a2b3c4d\n");
    for identity in ["Client_identity2", "client_identity", "Client_identit"] {
        refused(
            ("server-tls-psk", &[]),
            ("client-tls-psk", &["--keys", &keys, "--identity", identity]),
            &format!("Identity: {identity}\n"),
            NO_KEY,
            HANDSHAKE_FAILURE,
        );
    }
}

#[test]
fn every_wrong_key_is_refused() {
    // One bit changed, one byte less, one byte more, and the key that the C originals have on wolfSSL.
    for key in ["1a2b3c4c", "1a2b3c", "1a2b3c4d00", "00000000"] {
        let (_folder, keys) = key_file(format!("Client_identity:{key}\n").as_bytes());
        for (server, client) in [(&[][..], &["--keys", &keys][..]), (&["--keys", &keys], &[])] {
            refused(
                ("server-tls-psk", server),
                ("client-tls-psk", client),
                "Identity: Client_identity\n",
                OTHER_KEY,
                // OpenSSL 3.0: illegal_parameter, 3.6: decrypt_error.
                "received fatal alert [..]",
            );
        }
    }
}

/// The client must not talk to a server that does not take the key, whether its certificate is good or bad.
#[test]
fn no_certificate_stands_in_for_the_key() {
    let shown = "the server has not taken the pre-shared key, but shown a certificate";
    let unknown_ca = "received fatal alert unknown_ca (48)";
    for server in [
        &[][..],
        &["certs/broken/tb-server-stranger-cert.pem"],
        &["certs/broken/tb-server-expired-cert.pem"],
        &["--max-version", "1.2"],
    ] {
        refused(("server-tls", server), ("client-tls-psk", &[]), "", unknown_ca, shown);
    }
    // A server that knows keys, but not this one, and has a certificate, too.
    let (_folder, keys) = key_file(b"second:00ff00ff\n");
    refused(
        ("server-tls-psk", &["--keys", &keys, "certs/tb-server-cert.pem"]),
        ("client-tls-psk", &[]),
        "Identity: Client_identity\n",
        unknown_ca,
        shown,
    );
    // A server that knows the key, and shows the certificate to nobody who has it.
    let (on_server, _) = psk_session(&["certs/tb-server-cert.pem"], &[]);
    assert_eq!(on_server, SERVED);
}

#[test]
fn a_certificate_stands_in_for_the_key_only_on_request_and_verified() {
    let (on_server, on_client) = session(("server-tls", &[]), ("client-tls-psk", &["--or-certificate"]));
    assert!(on_server.starts_with("Client connected successfully\n"), "{on_server}");
    let note = "the server has not taken the pre-shared key; its certificate was verified in its place\n";
    assert!(on_client.contains(note), "{on_client}");
    for (certificate, alert, why) in [
        ("stranger", "unknown_ca (48)", "unable to get local issuer certificate"),
        ("expired", "certificate_expired (45)", "certificate has expired"),
        ("wronghost", "bad_certificate (42)", "IP address mismatch"),
    ] {
        refused(
            ("server-tls", &[&format!("certs/broken/tb-server-{certificate}-cert.pem")]),
            ("client-tls-psk", &["--or-certificate"]),
            "",
            &format!("received fatal alert {alert}"),
            why,
        );
    }
    // Where the key is taken, there is no such note.
    let (on_server, on_client) = psk_session(&["certs/tb-server-cert.pem"], &["--or-certificate"]);
    assert_eq!(on_server, SERVED);
    assert!(!on_client.contains("certificate"), "{on_client}");
}

#[test]
fn a_client_without_a_key() {
    refused(("server-tls-psk", &[]), ("client-tls", &[]), "", NONE_OFFERED, HANDSHAKE_FAILURE);
    // With a certificate given, the server shows it, and says whom it does not know.
    let (on_server, _) =
        session(("server-tls-psk", &["certs/tb-server-cert.pem"]), ("client-tls", &["certs/tb-ca-cert.pem"]));
    let unknown = "this client has no pre-shared key that is known here: it was shown the certificate\n";
    assert_eq!(
        on_server,
        SERVED
            .replace("Identity: Client_identity\n", "")
            .replace("successfully\n", &format!("successfully\n{unknown}"))
    );
}

#[test]
fn tls_1_2_has_pre_shared_keys_too() {
    let tls12 = ["--max-version", "1.2"];
    let (on_server, on_client) = psk_session(&tls12, &["--mode", "both"]);
    assert_eq!(on_server, SERVED);
    assert!(on_client.contains("Key exchange: that of ") && on_client.contains("PSK-"), "{on_client}");
    let (_folder, keys) = key_file(b"second:00ff00ff\nClient_identity:00\n");
    refused(
        ("server-tls-psk", &tls12),
        ("client-tls-psk", &["--keys", &keys, "--identity", "second"]),
        "Identity: second\n",
        NO_KEY,
        "received fatal alert unknown_psk_identity (115)",
    );
    refused(
        ("server-tls-psk", &tls12),
        ("client-tls-psk", &["--keys", &keys]),
        "Identity: Client_identity\n",
        "[..]",
        "received fatal alert bad_record_mac (20)",
    );
}

/// After a HelloRetryRequest the client sends its identity again; the server shows it once.
#[test]
fn a_second_client_hello_is_no_second_identity() {
    let (folder, _) = key_file(b"");
    let configuration = folder.path().join("openssl.cnf");
    fs::write(
        &configuration,
        "openssl_conf = a\n[a]\nssl_conf = b\n[b]\nsystem_default = c\n[c]\nGroups = P-384\n",
    )
    .unwrap();
    let mut command = harness::command("server-tls-psk").unwrap();
    command.args(["--mode", "both", "--state"]).env("TLSBOOK_PORT", "0").env("OPENSSL_CONF", configuration);
    let mut server = Window::open("server-tls-psk", command, Duration::from_secs(20)).unwrap();
    let port = server.port().unwrap();
    let mut client = open("client-tls-psk", &[], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    let shown = server.wait_for("Key exchange: psk_dhe_ke, secp384r1\n").unwrap();
    assert_eq!(shown.matches("server <- SSLv3/TLS read client hello\n").count(), 2, "{shown}");
    assert_eq!(shown.matches("Identity: ").count(), 1, "{shown}");
}

/// The lengths in the book's list of packets, but for where wolfSSL and OpenSSL differ: no certificate is sent.
#[test]
fn the_handshake_has_no_certificate() {
    let records = |server: &str, client: &str| {
        let (_server, port) = serve(server, &[]).unwrap();
        let relay = Relay::start(SocketAddr::from(([127, 0, 0, 1], port))).unwrap();
        let mut client = open(client, &[], relay.address().port()).unwrap();
        client.wait_for("Message to send: ").unwrap();
        client.close_input();
        client.end(0).unwrap();
        let (_, down) = relay.records().unwrap();
        down.iter().map(|record| (record.content_type, record.length)).collect::<Vec<_>>()
    };
    let [hello, change, extensions, finished, ticket, end] = records("server-tls-psk", "client-tls-psk")[..]
    else {
        panic!("not six records");
    };
    assert_eq!((hello.0, change), (22, (20, 6)));
    // The frames of the book are 56 bytes longer: 84 and 114, and 80 for the close_notify.
    assert_eq!((extensions, finished), ((23, 84 - 56), (23, 114 - 56)), "Encrypted Extensions, Finished");
    assert!(ticket.0 == 23 && ticket.1 > 100, "New Session Ticket: {ticket:?}");
    assert_eq!(end, (23, 80 - 56), "close_notify");
    assert!(records("server-tls", "client-tls").iter().any(|record| record.1 > 900), "with its certificate");
}

/// A wrong file is named, with the line and without its keys, before anything is connected or listened to.
#[test]
fn a_wrong_file_of_keys_is_named() {
    let (folder, good) = key_file(b"Client_identity:1a2b3c4d\n");
    let file = |name: &str, content: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (missing, a_folder) = (format!("{good}x"), folder.path().to_str().unwrap());
    let huge = b"Client_identity:1a2b3c4d\n".repeat(200_000);
    for (path, why) in [
        (&missing, "No such file or directory"),
        (&a_folder.to_owned(), "a folder, not a file"),
        (&file("empty", b""), "no key in it"),
        (&file("huge", &huge), "longer than 4194304 bytes"),
        (&file("zeros", &[0; 4000]), "line 1: no colon between identity and key"),
        (&file("emptykey", b"Client_identity:\n"), "line 1: the key is empty"),
        (
            &file("secret", b"a:00\nClient_identity:dontshowme\n"),
            "line 2: the key is to be in pairs of hexadecimal digits",
        ),
        (&file("swapped", b"1a2b3c4d Client_identity\n"), "line 1: no colon between identity and key"),
        (&file("long", "i".repeat(256).as_bytes()), "line 1: no colon between identity and key"),
        (
            &file("longer", format!("{}:00", "i".repeat(256)).as_bytes()),
            "line 1: the identity has 256 bytes; OpenSSL takes 255 at most",
        ),
        (
            &file(
                "cert",
                &fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../certs/tb-ca-cert.pem")).unwrap(),
            ),
            "line 1: no colon between identity and key",
        ),
    ] {
        for (program, port) in [("client-tls-psk", 1), ("server-tls-psk", 0)] {
            let mut window = open(program, &["--keys", path], port).unwrap();
            window.wait_for(&format!("ERROR: failed to load {path} ({why})\n")).unwrap();
            window.wait_for("End of TLS ").unwrap();
            window.end(1).unwrap();
            assert!(!window.transcript().contains("dontshowme"));
        }
    }
    let mut client = open("client-tls-psk", &["--keys", &good, "--identity", "second"], 1).unwrap();
    client.wait_for(&format!("ERROR: failed to set --identity second ({good} has no key for it)\n")).unwrap();
    client.end(1).unwrap();
}

#[test]
fn wrong_usage_has_exit_status_2() {
    for (program, arguments) in [
        ("client-tls-psk", ["--identity", ""]),
        ("client-tls-psk", ["--identity", &"i".repeat(256)]),
        ("client-tls-psk", ["--mode", "psk"]),
        ("server-tls-psk", ["--mode", ""]),
        ("server-tls-psk", ["--identity", "Client_identity"]),
    ] {
        let mut window = open(program, &arguments, 1).unwrap();
        let shown = window.end(2).unwrap();
        assert!(shown.starts_with("error: "), "{program} {arguments:?}: {shown}");
    }
}

/// A peer that does not speak TLS, or says nothing: one clear line, and no word on keys.
#[test]
fn a_peer_that_talks_something_else() {
    let not_tls = "wrong version number in a record: not TLS, or not the version agreed on";
    let (mut server, port) = serve("server-tls-psk", &[]).unwrap();
    let mut client = TcpStream::connect(("127.0.0.1", port)).unwrap();
    client.write_all(&[0x5a; 4000]).unwrap();
    server.see(&format!("ERROR: failed SSL accept ({not_tls})\nEnd of TLS Server\n")).unwrap();
    server.end(1).unwrap();

    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut client = open("client-tls-psk", &[], listener.local_addr().unwrap().port()).unwrap();
    let (mut server, _) = listener.accept().unwrap();
    server.write_all(&[0x5a; 4000]).unwrap();
    client.wait_for(&format!("ERROR: failed SSL connect ({not_tls})\nEnd of TLS Client\n")).unwrap();
    client.end(1).unwrap();

    let mut client =
        open("client-tls-psk", &["--timeout", "0.3"], listener.local_addr().unwrap().port()).unwrap();
    let _silent = listener.accept().unwrap();
    client.wait_for("ERROR: failed SSL connect (no answer from the peer within 300ms)\n").unwrap();
}

/// An identity that sets the title of a terminal, begins a line, turns the direction of writing.
#[test]
fn no_terminal_obeys_an_identity() {
    let identity = "a\x1b]0;pwn\x07\nFAKE\u{202e}";
    let shown = "a\\x1b]0;pwn\\x07\\x0aFAKE\\u{202e}";
    let digits: Vec<_> = identity.bytes().map(|byte| format!("{byte:02x}")).collect();
    let (_folder, file) = key_file(format!("#{}:1a2b3c4d\n", digits.concat()).as_bytes());
    let (mut server, port) = serve("server-tls-psk", &["--keys", &file]).unwrap();
    let mut client = open("client-tls-psk", &["--keys", &file, "--identity", identity], port).unwrap();
    client.wait_for("Message to send: ").unwrap();
    server.see(&format!("Identity: {shown}\nClient connected successfully\n")).unwrap();

    // One that the file does not have is named in the error.
    let mut client = open("client-tls-psk", &["--identity", identity], port).unwrap();
    client.wait_for(&format!("ERROR: failed to set --identity {shown} (")).unwrap();
    client.end(1).unwrap();
}
