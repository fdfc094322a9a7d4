//! What the programs show of a session while it goes on is what `tlsbook explain` shows of the capture that they leave.

#![allow(clippy::unwrap_used)]

mod folder;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Stdio;

use folder::Folder;
use harness::{Window, open, serve};

/// How programs and `explain` show proofs.
const FULL: &str = "--trace=full";

impl Folder {
    /// Starts a server that records to `server.pcapng`.
    fn server(&self, name: &str, arguments: &[&str]) -> (Window, u16) {
        let options = [FULL, "--pcap", &self.file("server.pcapng")];
        serve(name, &[arguments, &options].concat()).unwrap()
    }

    /// Runs a client that records to `client.pcapng`, with `break` as its only message; returns what it shows.
    fn client(&self, name: &str, arguments: &[&str], port: u16) -> String {
        let options = [FULL, "--pcap", &self.file("client.pcapng")];
        let mut client = open(name, &[arguments, &options].concat(), port).unwrap();
        client.wait_for("Message to send: ").unwrap();
        client.type_line("break").unwrap();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
        client.transcript().to_owned()
    }

    /// Ends a server, and compares what either side has proven with what its capture proves. `claims` are among that.
    fn compare(&self, mut server: Window, client: &str, claims: &[&str]) {
        server.wait_for("Waiting for a connection...\n").unwrap();
        server.interrupt().unwrap();
        server.end(130).unwrap();
        for (shown, capture) in [(server.transcript(), "server.pcapng"), (client, "client.pcapng")] {
            let live = proofs(shown);
            assert_eq!(proofs(&explain(&self.path(capture), &[FULL])), live, "{capture}");
            let hybrid = live.iter().any(|proof| proof.contains(HYBRID));
            for claim in claims.iter().filter(|claim| !hybrid || !FOLLOWS.contains(claim)) {
                assert!(live.contains(&format!("[proven: {claim}]")), "{claim}: {live:#?}");
            }
        }
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
    let label = "\nPSK ";
    assert!(capture.windows(label.len()).any(|bytes| bytes == label.as_bytes()));
}
