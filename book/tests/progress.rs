//! What `tlsbook compare` says while it plays: to somebody who is watching a terminal, and to nobody else.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used)]

use std::ffi::OsStr;
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Stdio;

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

/// A pseudo-terminal: the end that a terminal emulator holds, and the one that a program writes to.
fn terminal() -> (File, File) {
    let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY;
    let emulator = openpt(flags).unwrap();
    grantpt(&emulator).unwrap();
    unlockpt(&emulator).unwrap();
    let name = ptsname(&emulator, Vec::new()).unwrap();
    let program = OpenOptions::new().read(true).write(true).open(OsStr::from_bytes(name.to_bytes())).unwrap();
    (emulator.into(), program)
}

/// Compares a session, with its standard error there. There is nothing to run but our own programs.
fn compare(errors: Stdio) -> std::process::Output {
    let twins = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/twins");
    let nothing_built = tempfile::tempdir().unwrap();
    let mut command = harness::command("tlsbook").unwrap();
    command.arg("compare").arg("--c").arg(twins).arg("--built").arg(nothing_built.path());
    command.args(["6.1/session", "--no-calls"]).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors);
    command.spawn().unwrap().wait_with_output().unwrap()
}

#[test]
fn progress_is_shown_on_a_terminal() {
    let (mut emulator, program) = terminal();
    let output = compare(program.into());
    // With the last program's end closed, the rest is read, and then there is an error in place of an end.
    let mut shown = Vec::new();
    let _ = emulator.read_to_end(&mut shown);
    let shown = String::from_utf8_lossy(&shown).replace("\r\n", "\n");
    for (number, sides) in
        (1..).zip(["server ours, client ours", "server ours, client C", "server C, client ours"])
    {
        let line = format!("[{number}/4] 6.1/session: {sides}\n");
        assert!(shown.contains(&line), "{line}{shown}");
    }
    assert!(!String::from_utf8_lossy(&output.stdout).contains("[1/4]"));
}

#[test]
fn progress_is_not_written_to_a_file_or_a_pipe() {
    let output = compare(Stdio::piped());
    assert!(!String::from_utf8_lossy(&output.stderr).contains("/4]"), "{output:?}");
    assert!(!String::from_utf8_lossy(&output.stdout).contains("/4]"), "{output:?}");
}
