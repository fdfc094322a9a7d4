//! A key log that others can read is told: it opens the sessions to them.

#![allow(clippy::unwrap_used)]
#![cfg(unix)]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;

use harness::command;

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
