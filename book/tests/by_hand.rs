//! Tests `tlsbook explain --by-hand`: the scripts that it writes recompute sessions of each kind.

#![allow(clippy::unwrap_used, clippy::format_push_string, clippy::too_many_lines)] // as in the tests of `wire`

#[path = "../../wire/tests/sessions/mod.rs"]
mod sessions;

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::Duration;

use harness::Folder;
use wire::Direction;
use wire::capture::writer::{self, Connection};

use sessions::{Plan, Recording, record};

const BEGIN: Duration = Duration::from_secs(1_700_000_000);

/// A capture of one session, with these secrets.
fn capture(secrets: &str, recording: &Recording) -> Vec<u8> {
    let mut out = Vec::new();
    writer::write_head(&mut out, secrets, 0).unwrap();
    let client = SocketAddr::from(([127, 0, 0, 1], 50_000));
    let mut connection = Connection::new(client, ([127, 0, 0, 1], 11_111).into(), BEGIN);
    connection.open(&mut out).unwrap();
    for (from, time, bytes) in &recording.chunks {
        connection.feed(&mut out, *from, BEGIN + *time, bytes).unwrap();
    }
    connection.close(&mut out, Direction::FromClient, BEGIN + Duration::from_secs(1), false).unwrap();
    out
}

fn by_hand(folder: &Folder, secrets: &str, recording: &Recording) -> Output {
    folder.write("a.pcapng", capture(secrets, recording)).unwrap();
    let mut command = harness::command("tlsbook").unwrap();
    command.args(["explain", "--by-hand"]).arg(folder.path("out")).arg(folder.path("a.pcapng"));
    command.stdin(Stdio::null()).output().unwrap()
}

/// Writes the folder of a session, runs its script, and returns what it shows.
fn recomputed(folder: &Folder, secrets: &str, recording: &Recording) -> String {
    let output = by_hand(folder, secrets, recording);
    assert!(output.status.success(), "{}: {output:?}", recording.name);
    let shown = folder.sh("sh out/session-1/run-all.sh 2>&1; echo $?").unwrap().text();
    assert!(shown.ends_with(" comparisons hold.\n0\n"), "{}:\n{shown}", recording.name);
    shown
}

/// Recomputes a session of which everything is known; `steps` are among those that were compared.
fn whole(recording: &Recording, steps: &[&str]) {
    let folder = Folder::new("tlsbook").unwrap();
    let shown = recomputed(&folder, &recording.key_log, recording);
    let always = [
        "c hs traffic",
        "s hs traffic",
        "server Finished",
        "c ap traffic",
        "s ap traffic",
        "client Finished",
    ];
    for step in always.iter().chain(steps) {
        let compared = shown.lines().any(|line| line.starts_with(&format!("ok   {step}  ")));
        assert!(compared, "{}: {step}\n{shown}", recording.name);
    }
    assert!(!shown.contains("NOT PROVEN"), "{}:\n{shown}", recording.name);
    if harness::tool("openssl") {
        let shown = folder.sh("sh out/session-1/run-all-openssl.sh 2>&1; echo $?").unwrap().text();
        assert!(shown.ends_with(" comparisons hold.\n0\n"), "{}, openssl:\n{shown}", recording.name);
    }
}

#[test]
fn suites() {
    for suite in ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"] {
        let steps = ["server Certificate Verify", "server certificate 0 by the CA", "exp master"];
        whole(&record(suite, |plan| plan.tls13(suite)), &steps);
    }
}

#[test]
fn groups() {
    for group in ["X25519", "P-256", "P-384", "P-521", "ffdhe2048"] {
        whole(&record(group, |plan| plan.groups(group, group)), &["server Certificate Verify"]);
    }
}

#[test]
fn certificates() {
    for identity in ["tb-server", "tb-server-ecdsa", "tb-server-ed25519"] {
        whole(&record(identity, |plan| plan.identity(identity)), &["server Certificate Verify"]);
    }
}

#[test]
fn pre_shared_keys() {
    let external = |plan: &mut Plan| {
        plan.pre_shared_key();
        plan.tls13("TLS_AES_128_GCM_SHA256");
    };
    whole(&record("psk_dhe_ke", external), &["binder 0"]);
    let alone = |plan: &mut Plan| {
        external(plan);
        let only_psk = openssl::ssl::SslOptions::from_bits_retain(1 << 10); // SSL_OP_ALLOW_NO_DHE_KEX
        plan.client.set_options(only_psk);
        plan.server.set_options(only_psk);
    };
    let psk_ke = record("psk_ke", alone);
    whole(&psk_ke, &["binder 0"]);
    whole(&record("resumption", |plan| plan.resume = true), &["binder 0"]);
    let retry = |plan: &mut Plan| {
        plan.resume = true;
        plan.groups("X25519:P-384", "P-384");
    };
    whole(&record("resumption with retry", retry), &["binder 0", "binder 0 again"]);
    let early = |plan: &mut Plan| {
        plan.resume = true;
        plan.early_data = Some(b"good early morning");
    };
    whole(&record("0-RTT", early), &["binder 0", "c e traffic"]);
}

#[test]
fn retry_and_mutual_authentication() {
    whole(&record("retry", |plan| plan.groups("X25519:P-256", "P-256")), &["server Certificate Verify"]);
    let steps = ["server Certificate Verify", "client Certificate Verify", "client certificate 0 by 1"];
    whole(&record("mutual", |plan| plan.client_authentication(Some("tb-client"), true)), &steps);
}

#[test]
fn the_handshakes_of_rfc_8448() {
    for recording in sessions::rfc8448::all() {
        let folder = Folder::new("tlsbook").unwrap();
        let shown = recomputed(&folder, &recording.key_log, &recording);
        assert!(shown.contains("ok   client Finished  "), "{}:\n{shown}", recording.name);
    }
}

#[test]
fn what_is_not_known_is_said() {
    let folder = Folder::new("tlsbook").unwrap();
    let recording = record("session", |_| {});
    let lines: Vec<_> = recording.key_log.lines().filter(|line| !line.starts_with("ECDHE_SECRET")).collect();
    let shown = recomputed(&folder, &lines.join("\n"), &recording);
    assert!(shown.contains("NOT PROVEN: ") && shown.contains("the (EC)DHE secret is not known"), "{shown}");
    assert!(shown.contains("ok   server Finished  "), "{shown}");
}

#[test]
fn a_changed_byte_is_noticed_and_the_step_named() {
    let folder = Folder::new("tlsbook").unwrap();
    let recording = record("session", |_| {});
    recomputed(&folder, &recording.key_log, &recording);
    let session = folder.path("out/session-1");
    let files = |kind: &str| fs::read_dir(session.join(kind)).unwrap().map(|entry| entry.unwrap().path());
    let named =
        |kind: &str, part: &str| files(kind).find(|path| path.to_str().unwrap().contains(part)).unwrap();
    let finished = named("messages", "finished");
    for (file, step) in [
        (named("secrets", "ecdhe"), "c hs traffic"),
        (named("expected", "s-ap"), "s ap traffic"),
        (finished, "record "),
        (named("messages", "server-hello"), "c hs traffic"),
        (named("records", ""), "record "),
    ] {
        let right = fs::read(&file).unwrap();
        let mut wrong = right.clone();
        *wrong.last_mut().unwrap() ^= 1;
        fs::write(&file, wrong).unwrap();
        let shown = folder.sh("sh out/session-1/run-all.sh 2>/dev/null; echo $?").unwrap().text();
        let last = shown.lines().rev().nth(1).unwrap();
        assert!(last.starts_with(&format!("DIFFERENT  {step}")), "{}:\n{shown}", file.display());
        assert!(shown.ends_with("\n1\n"), "{shown}");
        fs::write(&file, right).unwrap();
    }
}

#[test]
fn the_folder_appears_whole_and_for_its_owner_only() {
    let folder = Folder::new("tlsbook").unwrap();
    let recording = record("session", |_| {});
    fs::create_dir(folder.path("out")).unwrap();
    folder.write("out/mine", "mine").unwrap();
    let refused = by_hand(&folder, &recording.key_log, &recording);
    let words = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(
        refused.status.code() == Some(1) && words.contains("must be a new or an empty folder"),
        "{words}"
    );
    fs::remove_file(folder.path("out/mine")).unwrap();
    let refused = by_hand(&folder, "", &recording);
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    assert_eq!(fs::read_dir(folder.path("out")).unwrap().count(), 0);
    let names = || fs::read_dir(folder.path("")).unwrap().count();
    assert_eq!(names(), 2, "a.pcapng and out");
    assert!(by_hand(&folder, &recording.key_log, &recording).status.success());
    assert_eq!(names(), 2);
    #[cfg(unix)]
    owner_only(&folder.path("out"));
}

#[cfg(unix)]
fn owner_only(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            owner_only(&entry.unwrap().path());
        }
    }
}

/// `openssl s_client` updates its key, and both keys: three generations of the client, two of the server. Its capture has no
/// (EC)DHE secret, and begins at the traffic secrets.
#[test]
fn key_updates() {
    if !harness::tool("openssl") {
        return;
    }
    let recordings = sessions::strangers::all();
    let recording = recordings.iter().find(|one| one.name == "s_client tls13 key update").unwrap();
    let folder = Folder::new("tlsbook").unwrap();
    let shown = recomputed(&folder, &recording.key_log, recording);
    for generation in ["client application 3", "server application 2"] {
        let steps = shown.lines().filter(|line| line.contains(generation)).count();
        assert!(steps > 0, "{generation}:\n{shown}");
    }
}
