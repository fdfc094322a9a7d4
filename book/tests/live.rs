//! What the programs show of a session while it goes on is what `tlsbook explain` shows of the capture that they leave.

#![allow(clippy::unwrap_used)]

mod folder;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use folder::Folder;
use harness::Window;

/// How programs and `explain` show proofs.
const FULL: &str = "--trace=full";

impl Folder {
    /// What OpenSSL does where a program leaves it the choice, on both sides.
    fn openssl(&self, setting: &str) {
        let sections = "openssl_conf = a\n[a]\nssl_conf = b\n[b]\nsystem_default = c\n[c]\n";
        fs::write(self.path("openssl.cnf"), format!("{sections}{setting}\n")).unwrap();
    }

    /// Starts a program that records.
    fn program(&self, name: &str, arguments: &[&str], capture: &str, port: u16) -> Window {
        let mut command = harness::command(name).unwrap();
        command.args(arguments).args([FULL, "--pcap"]).arg(self.path(capture));
        command.env("TLSBOOK_PORT", port.to_string());
        if self.path("openssl.cnf").exists() {
            command.env("OPENSSL_CONF", self.path("openssl.cnf"));
        }
        Window::open(name, command, Duration::from_secs(20)).unwrap()
    }

    /// Starts a server that records to `server.pcapng`.
    fn server(&self, name: &str, arguments: &[&str]) -> (Window, u16) {
        let mut server = self.program(name, arguments, "server.pcapng", 0);
        let port = server.port().unwrap();
        server.see("Waiting for a connection...\n").unwrap();
        (server, port)
    }

    /// Runs a client that records to `client.pcapng`, with `break` as its only message; returns what it shows.
    fn client(&self, name: &str, arguments: &[&str], port: u16) -> String {
        let mut client = self.program(name, arguments, "client.pcapng", port);
        client.wait_for("Message to send: ").unwrap();
        client.type_line("break").unwrap();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
        client.transcript().to_owned()
    }

    /// Ends a server, and compares what either side has proven with what its capture proves. `claims` are among that.
    fn compare(&self, server: Window, client: &str, claims: &[&str]) {
        self.compare_server(server, claims);
        self.compare_one(client, "client.pcapng", claims);
    }

    /// The same for a server whose client is not ours.
    fn compare_server(&self, mut server: Window, claims: &[&str]) {
        server.wait_for("Waiting for a connection...\n").unwrap();
        server.interrupt().unwrap();
        server.end(130).unwrap();
        self.compare_one(server.transcript(), "server.pcapng", claims);
    }

    fn compare_one(&self, shown: &str, capture: &str, claims: &[&str]) {
        let live = proofs(shown);
        assert_eq!(proofs(&explain(&self.path(capture), &[FULL])), live, "{capture}");
        let hybrid = live.iter().any(|proof| proof.contains(HYBRID));
        for claim in claims.iter().filter(|claim| !hybrid || !FOLLOWS.contains(claim)) {
            assert!(live.contains(&format!("[proven: {claim}]")), "{claim}: {live:#?}");
        }
    }

    /// Runs a session of two of our programs, and compares.
    fn session(&self, server: (&str, &[&str]), client: (&str, &[&str]), claims: &[&str]) {
        let (window, port) = self.server(server.0, server.1);
        let client = self.client(client.0, client.1, port);
        self.compare(window, &client, claims);
    }
}

fn explain(capture: &Path, arguments: &[&str]) -> String {
    let mut command = harness::command("tlsbook").unwrap();
    let output = command.arg("explain").args(arguments).arg(capture).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The lines of proofs, each once: a live session learns a PSK after its Client Hello, and proves its binder later.
fn proofs(shown: &str) -> BTreeSet<String> {
    let verdicts = ["[proven: ", "[not provable here: ", "[FALSE: "];
    let lines = shown.lines().map(str::trim);
    lines.filter(|line| verdicts.iter().any(|verdict| line.starts_with(verdict))).map(str::to_owned).collect()
}

/// What proofs say of the secret of a hybrid group, which OpenSSL does not tell.
const HYBRID: &str = "(the (EC)DHE secret is not known)";

const FOLLOWS: [&str; 5] = [
    "CLIENT_HANDSHAKE_TRAFFIC_SECRET follows from the key exchange and the messages",
    "SERVER_HANDSHAKE_TRAFFIC_SECRET follows from the key exchange and the messages",
    "CLIENT_TRAFFIC_SECRET_0 follows from the key exchange and the messages",
    "SERVER_TRAFFIC_SECRET_0 follows from the key exchange and the messages",
    "EXPORTER_SECRET follows from the key exchange and the messages",
];

const BINDER: &str = "binder 0 is the HMAC, by the PSK, of what comes before the binders";

#[test]
fn the_capture_of_a_session_proves_what_was_proven_live() {
    let folder = Folder::new();
    let (server, port) = folder.server("server-tls", &[]);
    let client = folder.client("client-tls", &["--groups", "X25519"], port);
    folder.compare(server, &client, &FOLLOWS);
}

#[test]
fn so_does_that_of_a_pre_shared_key() {
    let folder = Folder::new();
    let (server, port) = folder.server("server-tls-psk", &[]);
    let client = folder.client("client-tls-psk", &[], port);
    folder.compare(server, &client, &[&FOLLOWS[..], &[BINDER]].concat());
}

#[test]
fn so_does_that_of_a_resumption() {
    let folder = Folder::new();
    let session = folder.file("session.bin");
    let arguments = ["--session", session.as_str()];
    let (mut server, port) = folder.server("server-tls", &[]);
    folder.client("client-tls-session", &arguments, port);
    server.wait_for("Closed the connection\nWaiting for a connection...\n").unwrap();
    let client = folder.client("client-tls-resume", &arguments, port);
    assert!(client.contains("Session is reused"), "{client}");
    folder.compare(server, &client, &[&FOLLOWS[..], &[BINDER]].concat());
}

#[test]
fn so_does_that_of_early_data() {
    let folder = Folder::new();
    let session = folder.file("session.bin");
    let arguments = ["--session", session.as_str()];
    let (mut server, port) = folder.server("server-tls-eld", &[]);
    folder.client("client-tls-session", &arguments, port);
    server.wait_for("Closed the connection\nWaiting for a connection...\n").unwrap();
    let client = folder.client("client-tls-eld", &arguments, port);
    assert!(client.contains("Early Data is accepted"), "{client}");
    let early = "CLIENT_EARLY_TRAFFIC_SECRET follows from the key exchange and the messages";
    folder.compare(server, &client, &[&FOLLOWS[..], &[BINDER, early]].concat());
}

const SERVER_SIGNS: &str = "the signature is that of the server's certificate, over the messages so far";

const FINISHED: [&str; 2] = [
    "verify_data is the server's HMAC of the messages so far",
    "verify_data is the client's HMAC of the messages so far",
];

#[test]
fn so_do_those_of_each_suite_and_each_group() {
    for (suite, group) in [
        ("TLS_AES_128_GCM_SHA256", "X25519"),
        ("TLS_AES_256_GCM_SHA384", "P-256"),
        ("TLS_CHACHA20_POLY1305_SHA256", "P-384"),
        ("TLS_AES_256_GCM_SHA384", "P-521"),
        ("TLS_AES_128_GCM_SHA256", "ffdhe2048"),
    ] {
        let folder = Folder::new();
        folder.openssl(&format!("Ciphersuites = {suite}\nGroups = {group}"));
        let claims = [&FOLLOWS[..], &FINISHED, &[SERVER_SIGNS]].concat();
        folder.session(("server-tls", &[]), ("client-tls", &["--groups", group]), &claims);
        let shown = explain(&folder.path("client.pcapng"), &[FULL, "--message", "Server Hello"]);
        assert!(shown.contains(&format!("Cipher Suite: {suite} ")), "{suite}, {group}: {shown}");
    }
}

#[test]
fn so_do_those_of_each_certificate() {
    for kind in ["ecdsa", "ed25519"] {
        let files = ["cert", "key"].map(|what| format!("certs/tb-server-{kind}-{what}.pem"));
        let client: &[&str] = &["--groups", "X25519"];
        let claims = [&FOLLOWS[..], &[SERVER_SIGNS]].concat();
        Folder::new().session(("server-tls", &[&files[0], &files[1]]), ("client-tls", client), &claims);
    }
}

#[test]
fn so_does_that_of_mutual_authentication() {
    let claims =
        [SERVER_SIGNS, "the signature is that of the client's certificate, over the messages so far"];
    let claims = [&FOLLOWS[..], &claims].concat();
    Folder::new().session(("server-tls-mutual", &[]), ("client-tls-mutual", &[]), &claims);
}

#[test]
fn so_does_that_of_a_hello_retry_request() {
    let folder = Folder::new();
    folder.openssl("Groups = P-384");
    let client: &[&str] = &["--groups", "X25519:P-384"];
    folder.session(("server-tls", &[]), ("client-tls", client), &[&FOLLOWS[..], &[SERVER_SIGNS]].concat());
    let shown = explain(&folder.path("client.pcapng"), &["--trace"]);
    assert!(shown.contains("Hello Retry Request"), "{shown}");
}

#[test]
fn so_does_that_of_a_pre_shared_key_alone() {
    // OpenSSL's client always offers both modes, and the server chooses.
    let (server, client): (&[&str], &[&str]) = (&["--mode", "psk_ke"], &["--mode", "both"]);
    let claims = [&FOLLOWS[..], &FINISHED, &[BINDER]].concat();
    Folder::new().session(("server-tls-psk", server), ("client-tls-psk", client), &claims);
}

#[test]
fn so_does_that_of_tls_1_2() {
    let claims =
        [&FINISHED[..], &["the signature of the key exchange is that of the server's certificate"]].concat();
    Folder::new().session(("server-tls", &[]), ("client-tls", &["--max-version", "1.2"]), &claims);
}

/// None of our programs asks for new keys; `openssl s_client` does, for both sides.
#[test]
fn so_does_that_of_a_key_update() {
    if !harness::tool("openssl") {
        return;
    }
    let folder = Folder::new();
    let (mut server, port) = folder.server("server-tls", &[]);
    let address = format!("127.0.0.1:{port}");
    let arguments =
        ["s_client", "-connect", &address, "-CAfile", "certs/tb-ca-cert.pem", "-groups", "X25519"];
    let mut client = harness::stranger("openssl", &arguments).unwrap();
    client.wait_for("---\n").unwrap();
    client.type_line("before").unwrap();
    server.wait_for("Received: before").unwrap();
    client.type_line("K").unwrap();
    client.wait_for("KEYUPDATE\n").unwrap();
    client.type_line("after").unwrap();
    server.wait_for("Received: after").unwrap();
    client.close_input();
    let generation = |side| format!("generation 1 of the {side}'s secret, derived from the one before it");
    let [client_update, server_update] = [generation("client"), generation("server")];
    folder.compare_server(server, &[&FOLLOWS[..], &[&client_update, &server_update]].concat());
}

/// A key log is for other programs: it has the lines of RFC 9850, and no others.
#[test]
fn a_key_log_has_no_secret_that_only_explain_reads() {
    let folder = Folder::new();
    let log = folder.file("keys.log");
    let (_server, port) = folder.server("server-tls-psk", &[]);
    folder.client("client-tls-psk", &["--key-log", &log], port);
    let log = fs::read_to_string(log).unwrap();
    let labels: BTreeSet<&str> = log.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(labels.contains("EXPORTER_SECRET") && labels.len() == 5, "{labels:?}");
    assert!(!labels.contains("PSK") && !labels.contains("ECDHE_SECRET"), "{labels:?}");
    // The capture beside it has them.
    let capture = fs::read(folder.path("client.pcapng")).unwrap();
    let label = "PSK "; // with a hybrid group it is the first line
    assert!(capture.windows(label.len()).any(|bytes| bytes == label.as_bytes()));
}

/// When the messages of one side were recorded, in seconds after 1970.
fn times(capture: &Path, direction: &str) -> Vec<f64> {
    let events: serde_json::Value = serde_json::from_str(&explain(capture, &["--json"])).unwrap();
    let events = events["events"].as_array().unwrap();
    let start = events[0]["since_1970"].as_f64().unwrap();
    let of_side = events.iter().filter(|one| one["event"] == "message" && one["direction"] == direction);
    of_side.map(|message| start + message["time"].as_f64().unwrap()).collect()
}

/// Otherwise a page with both ends shows answers above the questions.
#[test]
fn nothing_is_recorded_to_arrive_before_it_is_sent() {
    let folder = Folder::new();
    let (mut server, port) = folder.server("server-tls", &[]);
    folder.client("client-tls", &[], port);
    server.wait_for("Waiting for a connection...\n").unwrap();
    server.interrupt().unwrap();
    server.end(130).unwrap();
    for (side, other) in [("client", "server"), ("server", "client")] {
        let sent = times(&folder.path(&format!("{side}.pcapng")), side);
        let arrived = times(&folder.path(&format!("{other}.pcapng")), side);
        assert!(sent.len() > 3, "{sent:?}");
        for (sent, arrived) in sent.iter().zip(&arrived) {
            // The file has microseconds, and a number this large has less.
            assert!(*sent <= arrived + 2e-6, "{side}: sent {sent:.6}, arrived {arrived:.6}");
        }
    }
}
