//! Captures of recorded sessions, and what `tlsbook explain` says of them.

#![allow(dead_code)] // each test uses its part

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Output, Stdio};
use std::time::Duration;

use wire::Direction;
use wire::capture::writer::{self, Connection};

use crate::sessions::{self, Recording};

/// When the first packet was captured.
pub(crate) const BEGIN: Duration = Duration::from_secs(1_700_000_000);

pub(crate) fn session() -> Recording {
    sessions::record("session", |_| {})
}

/// The connection of the capture's session with this number, from 0.
pub(crate) fn connection(index: usize) -> Connection {
    let client = SocketAddr::from(([127, 0, 0, 1], 50_000 + u16::try_from(index).unwrap()));
    Connection::new(client, ([127, 0, 0, 1], 11_111).into(), BEGIN)
}

/// A capture of several sessions, one after the other, with these secrets.
pub(crate) fn capture(secrets: &str, recordings: &[&Recording]) -> Vec<u8> {
    let mut out = Vec::new();
    writer::write_head(&mut out, secrets, 0).unwrap();
    for (index, recording) in recordings.iter().enumerate() {
        let mut connection = connection(index);
        connection.open(&mut out).unwrap();
        for (from, time, bytes) in &recording.chunks {
            connection.feed(&mut out, *from, BEGIN + *time, bytes).unwrap();
        }
        let end = BEGIN + Duration::from_secs(1);
        connection.close(&mut out, Direction::FromClient, end, false).unwrap();
    }
    out
}

pub(crate) fn tlsbook(arguments: &[&str], path: &Path) -> Output {
    let mut command = harness::command("tlsbook").unwrap();
    command.args(arguments).arg(path).stdin(Stdio::null()).output().unwrap()
}

pub(crate) fn explain(path: &Path, arguments: &[&str]) -> Output {
    tlsbook(&[&["explain"], arguments].concat(), path)
}

/// The standard output of a run that succeeded.
pub(crate) fn fine(output: Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The standard error of a run that failed with a one-line message.
pub(crate) fn failure(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(text.lines().filter(|line| line.starts_with("tlsbook: ")).count(), 1, "{text}");
    text
}
