//! Tests `tlsbook explain --by-hand`: the scripts that it writes recompute sessions of each kind.

#![allow(clippy::unwrap_used, clippy::format_push_string, clippy::too_many_lines)] // as in the tests of `wire`

#[path = "../../wire/tests/sessions/mod.rs"]
mod sessions;

use std::fs;
use std::net::SocketAddr;
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

/// A folder in which a shell finds all that `run-all.sh` may run, and nothing else: programs of chapter 7, and of
/// coreutils.
#[cfg(unix)]
fn only_what_is_allowed(folder: &Folder) {
    const CHAPTER_7: [&str; 7] =
        ["sha256", "hmac", "aesgcm", "symcipher", "rsaver", "ecdsaver", "verifycert"];
    const COREUTILS: [&str; 9] = ["cat", "dirname", "head", "mkdir", "od", "rm", "tail", "tr", "wc"];
    let bin = folder.path("bin");
    if bin.exists() {
        return;
    }
    fs::create_dir(&bin).unwrap();
    for name in CHAPTER_7 {
        std::os::unix::fs::symlink(harness::program(name).unwrap(), bin.join(name)).unwrap();
    }
    for name in COREUTILS {
        let place = folder.sh(&format!("command -v {name}")).unwrap().text();
        std::os::unix::fs::symlink(place.trim(), bin.join(name)).unwrap();
    }
}

#[cfg(not(unix))]
fn only_what_is_allowed(_: &Folder) {}

/// Writes the folder of a session, runs its script, and returns what it shows.
fn recomputed(folder: &Folder, secrets: &str, recording: &Recording) -> String {
    let output = by_hand(folder, secrets, recording);
    assert!(output.status.success(), "{}: {output:?}", recording.name);
    run(folder, recording)
}

fn run(folder: &Folder, recording: &Recording) -> String {
    only_what_is_allowed(folder);
    let line = "PROGRAMS= PATH=\"$PWD/bin\" /bin/sh out/session-1/run-all.sh 2>&1; echo $?";
    let shown = folder.sh(line).unwrap().text();
    assert!(shown.ends_with(" comparisons hold.\n0\n"), "{}:\n{shown}", recording.name);
    with_openssl(folder, recording);
    shown
}

/// The same with the command `openssl`, if there is one.
fn with_openssl(folder: &Folder, recording: &Recording) {
    if harness::tool("openssl") {
        let shown = folder.sh("sh out/session-1/run-all-openssl.sh 2>&1; echo $?").unwrap().text();
        assert!(shown.ends_with(" comparisons hold.\n0\n"), "{}, openssl:\n{shown}", recording.name);
    }
}

/// Whether these steps are among those that were compared.
fn assert_compared(recording: &Recording, shown: &str, steps: &[&str]) {
    for step in steps {
        let compared = shown.lines().any(|line| line.starts_with(&format!("ok   {step}  ")));
        assert!(compared, "{}: {step}\n{shown}", recording.name);
    }
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
    assert_compared(recording, &shown, &always);
    assert_compared(recording, &shown, steps);
    assert!(!shown.contains("NOT PROVEN"), "{}:\n{shown}", recording.name);
}

/// Recomputes a session of TLS 1.2 up to what cannot be: `unknown` are the starts of the sentences that say so. Both
/// Finished are compared, and a record of each side.
fn tls12(recording: &Recording, steps: &[&str], unknown: &[&str]) -> String {
    let folder = Folder::new("tlsbook").unwrap();
    let shown = recomputed(&folder, &recording.key_log, recording);
    said_of_tls12(recording, shown, steps, unknown)
}

fn said_of_tls12(recording: &Recording, shown: String, steps: &[&str], unknown: &[&str]) -> String {
    assert_compared(recording, &shown, &["client Finished", "server Finished"]);
    assert_compared(recording, &shown, steps);
    let notes: Vec<_> = shown.lines().filter_map(|line| line.strip_prefix("NOT PROVEN: ")).collect();
    assert_eq!(notes.len(), unknown.len(), "{}:\n{shown}", recording.name);
    for (note, start) in notes.iter().zip(unknown) {
        assert!(note.starts_with(start), "{}: {note}", recording.name);
    }
    let opened = shown.lines().filter(|line| line.starts_with("ok   record ")).count();
    // Finished, data and close_notify of both sides; or nothing at all.
    let closed = unknown.iter().any(|start| start.starts_with("Records of "));
    assert!(if closed { opened == 0 } else { opened >= 6 }, "{}: {opened}\n{shown}", recording.name);
    shown
}

/// What OpenSSL does not tell of an ephemeral key exchange before TLS 1.3.
const NO_PREMASTER: &str = "The master secret is not derived: the premaster secret is not known.";

#[test]
fn tls_1_2_with_an_ephemeral_key_exchange() {
    for (suite, identity) in [
        ("ECDHE-RSA-AES128-GCM-SHA256", "tb-server"),
        ("ECDHE-RSA-AES256-GCM-SHA384", "tb-server"),
        ("ECDHE-RSA-CHACHA20-POLY1305", "tb-server"),
        ("DHE-RSA-AES128-GCM-SHA256", "tb-server"),
        ("ECDHE-ECDSA-AES128-GCM-SHA256", "tb-server-ecdsa"),
        ("ECDHE-ECDSA-AES256-GCM-SHA384", "tb-server-ecdsa"),
        ("ECDHE-ECDSA-AES128-GCM-SHA256", "tb-server-ed25519"),
    ] {
        let recording = record(&format!("{suite} {identity}"), |plan| {
            plan.identity(identity);
            plan.tls12(suite);
            plan.server.set_tmp_dh(&openssl::dh::Dh::get_2048_256().unwrap()).unwrap();
        });
        let steps = ["server Server Key Exchange", "server certificate 0 by the CA"];
        tls12(&recording, &steps, &[NO_PREMASTER]);
    }
}

#[test]
fn tls_1_2_from_its_premaster_secret() {
    // The key log names the premaster secret by its encrypted form.
    let rsa = record("RSA", |plan| plan.tls12("AES128-GCM-SHA256"));
    assert!(rsa.key_log.contains("RSA "), "{}", rsa.key_log);
    tls12(&rsa, &["master secret", "server certificate 0 by the CA"], &[]);
    let plain = record("RSA, without the extended master secret", |plan| {
        plan.tls12("AES256-GCM-SHA384");
        let no_extended = openssl::ssl::SslOptions::from_bits_retain(1); // SSL_OP_NO_EXTENDED_MASTER_SECRET
        plan.client.set_options(no_extended);
    });
    let shown = tls12(&plain, &["master secret"], &[]);
    assert!(shown.contains("got  master secret: A(1)  "), "{shown}");
    // Of a pre-shared key alone, what is given is enough.
    let psk = record("PSK", |plan| {
        plan.pre_shared_key();
        plan.tls12("PSK-AES128-GCM-SHA256");
    });
    let folder = Folder::new("tlsbook").unwrap();
    folder.write("a.pcapng", capture("", &psk)).unwrap();
    let mut command = harness::command("tlsbook").unwrap();
    command
        .args(["explain", "--psk", "1a2b3c4d", "--by-hand"])
        .arg(folder.path("out"))
        .arg(folder.path("a.pcapng"));
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    said_of_tls12(&psk, run(&folder, &psk), &[], &[]);
}

#[test]
fn tls_1_2_with_a_mac_before_or_after_the_encryption() {
    for (suite, digest) in
        [("AES128-SHA", "SHA1"), ("AES256-SHA256", "SHA256"), ("ECDHE-RSA-AES256-SHA384", "SHA384")]
    {
        for mac_first in [false, true] {
            let recording = record(&format!("{suite}, MAC first: {mac_first}"), |plan| {
                plan.tls12(suite);
                if mac_first {
                    let option = openssl::ssl::SslOptions::from_bits_retain(1 << 19); // SSL_OP_NO_ENCRYPT_THEN_MAC
                    plan.client.set_options(option);
                }
            });
            let unknown = [NO_PREMASTER];
            let shown = tls12(&recording, &[], if suite.starts_with("ECDHE") { &unknown } else { &[] });
            let macs =
                shown.lines().filter(|line| line.starts_with("ok   record ") && line.contains(": MAC  "));
            assert!(macs.count() >= 6, "{digest}:\n{shown}");
        }
    }
}

#[test]
fn tls_1_2_resumed_or_with_mutual_authentication() {
    let resumed = "The master secret is not derived: it is that of the session which is resumed.";
    for ticket in [true, false] {
        let recording = record(&format!("resumption, ticket: {ticket}"), |plan| {
            plan.resume = true;
            plan.tls12("ECDHE-RSA-AES128-GCM-SHA256");
            if !ticket {
                plan.server.set_options(openssl::ssl::SslOptions::NO_TICKET);
            }
        });
        tls12(&recording, &[], &[resumed]);
    }
    let mutual = record("mutual", |plan| {
        plan.tls12("ECDHE-RSA-AES256-GCM-SHA384");
        plan.client_authentication(Some("tb-client"), true);
    });
    let steps = ["server Server Key Exchange", "client Certificate Verify", "client certificate 0 by 1"];
    tls12(&mutual, &steps, &[NO_PREMASTER]);
}

#[test]
fn tls_1_2_of_which_chapter_7_opens_no_record() {
    let record_of = |suite: &'static str| record(suite, |plan| plan.tls12(suite));
    tls12(
        &record_of("AES128-CCM"),
        &["master secret"],
        &["Records of TLS_RSA_WITH_AES_128_CCM are not opened"],
    );
    let anonymous = record("anonymous", |plan| {
        plan.tls12("AECDH-NULL-SHA");
        plan.client.set_verify(openssl::ssl::SslVerifyMode::NONE);
    });
    let unknown =
        ["The Server Key Exchange has no signature", NO_PREMASTER, "Records of TLS_ECDH_anon_WITH_NULL_SHA"];
    tls12(&anonymous, &[], &unknown);
}

/// Renegotiation makes a second handshake under the keys of the first.
#[test]
fn tls_1_2_renegotiated_is_followed_up_to_there() {
    if !harness::tool("openssl") {
        return;
    }
    let recordings = sessions::strangers::all();
    let renegotiated = recordings.iter().find(|one| one.name.contains("renegotiat")).unwrap();
    let folder = Folder::new("tlsbook").unwrap();
    let shown = recomputed(&folder, &renegotiated.key_log, renegotiated);
    assert!(shown.contains("NOT PROVEN: A second handshake, which renegotiates, is left out"), "{shown}");
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
fn owner_only(path: &std::path::Path) {
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
    assert_compared(recording, &shown, &["server Finished", "client Finished"]);
    for generation in ["client application 3", "server application 2"] {
        let steps = shown.lines().filter(|line| line.contains(generation)).count();
        assert!(steps > 0, "{generation}:\n{shown}");
    }
}

/// What is left of an attempt that has failed: the capture alone.
#[cfg(unix)]
fn nothing_is_left(folder: &Folder) {
    let names: Vec<_> =
        fs::read_dir(folder.path("")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["a.pcapng"]);
}

/// A full disk, as far as it needs no rights: a file may have 1 KiB, and no signal ends the process.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_nothing() {
    let folder = Folder::new("tlsbook").unwrap();
    let recording = record("session", |_| {});
    folder.write("a.pcapng", capture(&recording.key_log, &recording)).unwrap();
    let mut command = harness::stranger_command("sh");
    let line = "trap '' XFSZ; ulimit -f 2; exec \"$0\" explain --by-hand \"$1\" \"$2\"";
    command.args(["-c", line]).arg(harness::program("tlsbook").unwrap());
    command.arg(folder.path("out")).arg(folder.path("a.pcapng"));
    let output = command.stdin(Stdio::null()).output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{words}");
    let expected = format!("tlsbook: cannot write {} (File too large)\n", folder.path("out").display());
    assert_eq!(words, expected);
    nothing_is_left(&folder);
}

/// Ctrl-C while many sessions are written.
#[cfg(unix)]
#[test]
fn ctrl_c_leaves_nothing() {
    let folder = Folder::new("tlsbook").unwrap();
    let recording = record("session", |_| {});
    let mut out = Vec::new();
    writer::write_head(&mut out, &recording.key_log, 0).unwrap();
    for port in 10_000..12_000 {
        let client = SocketAddr::from(([127, 0, 0, 1], port));
        let mut connection = Connection::new(client, ([127, 0, 0, 1], 9_999).into(), BEGIN);
        connection.open(&mut out).unwrap();
        for (from, time, bytes) in &recording.chunks {
            connection.feed(&mut out, *from, BEGIN + *time, bytes).unwrap();
        }
        connection.close(&mut out, Direction::FromClient, BEGIN + Duration::from_secs(1), false).unwrap();
    }
    folder.write("a.pcapng", out).unwrap();
    let mut command = harness::command("tlsbook").unwrap();
    command.args(["explain", "--by-hand"]).arg(folder.path("out")).arg(folder.path("a.pcapng"));
    let mut window = harness::Window::open("tlsbook", command, Duration::from_secs(60)).unwrap();
    // Until the folder in the making holds a session.
    let begun = || {
        let entries = fs::read_dir(folder.path("")).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.is_dir()).any(|path| path.join("session-1").exists())
    };
    let deadline = std::time::Instant::now() + Duration::from_secs(60);
    while !begun() {
        assert!(std::time::Instant::now() < deadline && window.ended().is_none());
        std::thread::sleep(Duration::from_millis(2));
    }
    window.interrupt().unwrap();
    window.end(130).unwrap();
    nothing_is_left(&folder);
}
