//! The files that a session is recorded to: who can read them, and what they hold when there is no room for more.

#![allow(clippy::unwrap_used)]
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use harness::{Window, command, serve, stranger_command};

#[test]
fn a_key_log_that_others_can_read_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key.log");
    let client = || {
        // Nobody listens there: the key log is opened before.
        let mut command = command("client-tls").unwrap();
        command.env("TLSBOOK_PORT", "1").arg("--key-log").arg(&path);
        String::from_utf8(command.output().unwrap().stderr).unwrap()
    };
    assert!(!client().contains("NOTE: "), "a new one is private");
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    for (mode, told) in [(0o600, false), (0o640, true), (0o604, true), (0o622, false)] {
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        let error = client();
        assert_eq!(error.contains("NOTE: others can read the key log "), told, "{mode:o}: {error}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, mode, "it is not changed");
    }
}

/// `client-tls`, whose files may have so many blocks of 512 bytes.
fn limited(blocks: u32, port: u16, arguments: &[&str]) -> Window {
    let client = command("client-tls").unwrap();
    let mut limited = stranger_command("sh");
    limited.args(["-c", &format!("ulimit -f {blocks}; exec \"$0\" \"$@\"")]).arg(client.get_program());
    limited.env("TLSBOOK_PORT", port.to_string()).args(arguments);
    Window::open("client-tls", limited, Duration::from_secs(20)).unwrap()
}

#[test]
fn no_room_leaves_whole_lines_in_a_key_log_and_nothing_of_a_capture() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (_server, port) = serve("server-tls", &[]).unwrap();

    let mut client = limited(1, port, &["--key-log", &path("key.log")]);
    client.wait_for("Message to send: ").unwrap();
    client.type_line("break").unwrap();
    client.wait_for("End of TLS Client\n").unwrap();
    let said = client.transcript().to_owned();
    client.end(1).unwrap(); // an incomplete key log is no success
    assert!(said.contains(&format!("failed to write {} (File too large)", path("key.log"))), "{said}");
    let log = fs::read_to_string(path("key.log")).unwrap();
    assert!(log.ends_with('\n') && !log.is_empty(), "{log}");
    for line in log.lines() {
        assert_eq!(line.split(' ').count(), 3, "{line}");
        assert!(line.split(' ').next_back().is_some_and(|secret| [64, 96].contains(&secret.len())), "{line}");
    }

    // A capture keeps room for its secrets.
    for (blocks, what) in [(1, "open"), (300, "write")] {
        let mut client = limited(blocks, port, &["--pcap", &path("session.pcapng")]);
        let _ = client.send(format!("{}\nbreak\n", "x".repeat(200_000)).as_bytes()); // it may have ended before
        client.wait_for("End of TLS Client\n").unwrap();
        let said = client.transcript().to_owned();
        client.end(1).unwrap();
        let why = format!("ERROR: failed to {what} {} (File too large)\n", path("session.pcapng"));
        assert!(said.contains(&why), "{said}");
    }
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["key.log"]);
}
