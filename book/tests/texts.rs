//! Sessions of the programs of chapters 6 and 8, as their `--pcap` has them: `explain --why` has something to say about
//! each field, message, key and proof in them. And it says it in the reader's language.

#![allow(clippy::unwrap_used)] // a test that fails may panic

mod folder;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use folder::Folder;
use harness::{open, serve};
use serde_json::Value;

impl Folder {
    /// Runs a client against a server, with `break` as its only message, and returns the capture of the client.
    fn session(&self, server: &[&str], client: &[&str]) -> PathBuf {
        let (_server, port) = serve(server[0], &server[1..]).unwrap();
        self.session_with(port, client);
        self.path("client.pcapng")
    }

    fn session_with(&self, port: u16, client: &[&str]) {
        let capture = self.file("client.pcapng");
        let mut window = open(client[0], &[&client[1..], &["--pcap", &capture]].concat(), port).unwrap();
        window.wait_for("Message to send: ").unwrap();
        window.type_line("break").unwrap();
        window.wait_for("End of TLS Client\n").unwrap();
        window.end(0).unwrap();
    }
}

fn explain(capture: &Path, arguments: &[&str], locale: &str) -> Output {
    let mut command = harness::command("tlsbook").unwrap();
    command.arg("explain").args(arguments).arg(capture).env("LC_ALL", locale).stdin(Stdio::null());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

fn shown(capture: &Path, arguments: &[&str], locale: &str) -> String {
    String::from_utf8(explain(capture, arguments, locale).stdout).unwrap()
}

/// What has no text, and how many things have one.
#[derive(Default)]
struct Found {
    missing: Vec<String>,
    told: usize,
}

impl Found {
    fn check(&mut self, what: &str, ids: &[&Value]) {
        let known = |id: &&Value| id.as_str().is_some_and(|id| texts::find(id).is_some());
        if ids.is_empty() || !ids.iter().all(known) {
            self.missing.push(format!("{what}: {ids:?}"));
        }
        self.told += 1;
    }

    fn list(&mut self, what: &str, holder: &Value) {
        let ids: Vec<&Value> = holder["texts"].as_array().into_iter().flatten().collect();
        self.check(what, &ids);
    }

    fn field(&mut self, message: &str, field: &Value) {
        assert!(field.get("malformed").is_none(), "{message}: {field}");
        self.list(&format!("{message}: {}", field["name"]), field);
        for child in field["children"].as_array().into_iter().flatten() {
            self.field(message, child);
        }
    }

    fn event(&mut self, event: &Value) {
        let title = event["title"].as_str().unwrap_or("a key");
        if event["event"] == "message" || event["event"] == "key" {
            self.list(title, event);
        }
        for tree in [&event["fields"], &event["decompressed"]["fields"]] {
            if tree.is_object() {
                self.field(title, tree);
            }
        }
        for proof in event["proofs"].as_array().into_iter().flatten() {
            self.check(title, &[&proof["text"]]);
        }
        if event["event"] == "derivation" {
            self.check("a step of the key schedule", &[&event["text"]]);
        }
    }

    fn capture(&mut self, capture: &Path) {
        let document: Value =
            serde_json::from_str(&shown(capture, &["--json", "--keys", "--why"], "C")).unwrap();
        document["events"].as_array().unwrap().iter().for_each(|event| self.event(event));
    }

    fn end(self, least: usize) {
        assert!(self.missing.is_empty(), "{:#?}", self.missing);
        assert!(self.told >= least, "only {} things were shown", self.told);
    }
}

#[test]
fn the_captures_of_the_programs_have_nothing_without_a_text() {
    let folder = Folder::new();
    let mut found = Found::default();
    for (server, client) in [
        (&["server-tcp-tls"][..], &["client-tcp-tls"][..]),
        (&["server-tls"], &["client-tls"]),
        (&["server-tls"], &["client-tls", "--groups", "P-256"]),
        (&["server-tls"], &["client-tls", "--max-version", "1.2"]),
        (&["server-tls"], &["client-tls", "--min-version", "1.1", "--security-level", "0"]),
        (&["server-tls-mutual"], &["client-tls-mutual"]),
        (&["server-tls-threads"], &["client-tls"]),
        (&["server-tls-exts"], &["client-tls-exts"]),
        (&["server-tls-psk"], &["client-tls-psk"]),
        (&["server-tls-nofs"], &["client-tls-nofs"]),
        (&["server-tls-nb"], &["client-tls-nb"]),
        (&["server-tls-poll"], &["client-tls-nb"]),
        (&["server-tls-sp"], &["client-tls-sp"]),
    ] {
        found.capture(&folder.session(server, client));
    }
    // Both sides in one process.
    folder.session_with(0, &["pair-tls-iocb"]);
    found.capture(&folder.path("client.pcapng"));
    found.end(14 * 200);
}

/// A ticket, its use, and early data.
#[test]
fn neither_have_those_of_resumed_sessions() {
    let folder = Folder::new();
    let session = folder.file("session.bin");
    let mut found = Found::default();
    for (server, clients) in [
        ("server-tls", ["client-tls-session", "client-tls-resume"]),
        ("server-tls-eld", ["client-tls-session", "client-tls-eld"]),
    ] {
        let (mut server, port) = serve(server, &[]).unwrap();
        for client in clients {
            folder.session_with(port, &[client, "--session", &session]);
            server.wait_for("Closed the connection\nWaiting for a connection...\n").unwrap();
            found.capture(&folder.path("client.pcapng"));
        }
        fs::remove_file(&session).unwrap();
    }
    found.end(4 * 200);
}

#[test]
fn sentences_are_in_the_language_of_the_reader() {
    const JA: &str = "ja_JP.UTF-8";
    let folder = Folder::new();
    let capture = folder.session(&["server-tls"], &["client-tls", "--groups", "X25519"]);
    for (arguments, english, japanese) in [
        (&["--trace=full"][..], "[proven: ", "[証明済み: "),
        (&["--trace=full"], "[Protected by the handshake key", "[ハンドシェイクの鍵で保護"),
        (&["--trace=full"], "Session 1: ", "セッション1: "),
        (&["--trace"], "(application key, seq 0)", "(アプリケーションデータの鍵、シーケンス番号0)"),
        (&["--keys"], "(RFC 8446 section 7.1; after ", "のハッシュ値"),
    ] {
        // The locale decides, and the option before it.
        let with = |more: &[&str], locale| shown(&capture, &[arguments, more].concat(), locale);
        let (in_english, in_japanese) = (with(&[], "C"), with(&[], JA));
        let japanese_letter = |letter: char| ('\u{3000}'..='\u{9fff}').contains(&letter);
        assert!(in_english.contains(english) && !in_english.contains(japanese_letter), "{in_english}");
        assert!(in_japanese.contains(japanese) && !in_japanese.contains(english), "{in_japanese}");
        assert_eq!(with(&["--lang", "ja"], "C"), in_japanese);
        assert_eq!(with(&["--lang", "en"], JA), in_english);
        assert_eq!(in_english.lines().count(), in_japanese.lines().count());
    }
    // Names of fields are those of Wireshark in both, and JSON is for programs.
    assert!(shown(&capture, &["--trace=full"], JA).contains("Cipher Suites Length: "));
    assert_eq!(shown(&capture, &["--json", "--keys"], JA), shown(&capture, &["--json", "--keys"], "C"));
}

/// What a program shows while it runs follows the same rule.
#[test]
fn a_trace_speaks_the_language_of_the_locale() {
    for (arguments, locale, wanted) in [
        (&[][..], "C", "[proven: verify_data is "),
        (&[], "ja_JP.UTF-8", "[証明済み: verify_dataは、"),
        (&["--lang", "ja"], "C", "[証明済み: verify_dataは、"),
        (&["--lang", "en"], "ja_JP.UTF-8", "[proven: verify_data is "),
    ] {
        let (_server, port) = serve("server-tls", &[]).unwrap();
        let mut command = harness::command("client-tls").unwrap();
        command
            .arg("--trace=full")
            .args(arguments)
            .env("LC_ALL", locale)
            .env("TLSBOOK_PORT", port.to_string());
        let mut client =
            harness::Window::open("client", command, std::time::Duration::from_secs(20)).unwrap();
        client.wait_for("Message to send: ").unwrap();
        client.type_line("break").unwrap();
        client.wait_for("End of TLS Client\n").unwrap();
        client.end(0).unwrap();
        assert!(client.transcript().contains(wanted), "{locale} {arguments:?}: {}", client.transcript());
    }
}

/// Remarks and hints, too. A capture without its secrets has both.
#[test]
fn remarks_are_in_the_language_of_the_reader() {
    let folder = Folder::new();
    let (_server, port) = serve("server-tls", &[]).unwrap();
    folder.session_with(port, &["client-tls"]);
    let mut hidden = fs::read(folder.path("client.pcapng")).unwrap();
    // The secrets become comments.
    while let Some(at) = hidden.windows(7).position(|bytes| bytes == b"_SECRET") {
        let start =
            hidden[..at].iter().rposition(|byte| !byte.is_ascii_uppercase() && *byte != b'_').unwrap();
        hidden[start + 1..at + 7].fill(b'#');
    }
    let capture = folder.path("hidden.pcapng");
    fs::write(&capture, hidden).unwrap();
    for (locale, remark, hint) in [
        ("C", "1 of 1 sessions have no secrets", "HINT: have the other program"),
        ("ja_JP.UTF-8", "1セッションのうち1セッションは", "ヒント: キャプチャーするときに"),
    ] {
        let errors = String::from_utf8(explain(&capture, &[], locale).stderr).unwrap();
        assert!(errors.contains(remark) && errors.contains(hint), "{errors}");
        let json = shown(&capture, &["--json"], locale);
        assert!(json.contains("\"text\":\"1 of 1 sessions have no secrets"), "{locale}");
    }
}
