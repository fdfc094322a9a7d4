//! `make bench`: a large capture, read by `tlsbook explain --json` and by `tshark -T json`.
//!
//! The capture is made for it: real sessions of OpenSSL with itself, their secrets inside, sixteen of them going on at
//! any time.

#![allow(clippy::unwrap_used, clippy::format_push_string, clippy::too_many_lines)] // the sessions are those of tests

#[path = "../../wire/tests/sessions/mod.rs"]
mod sessions;

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::Path;
use std::time::Duration;

use harness::bench::{self, Side, Time};
use wire::Direction;
use wire::capture::writer::{self, Connection};

use sessions::{Plan, Recording};

/// Sessions in the capture, and how many of them go on at the same time.
const SESSIONS: u32 = 10_000;
const AT_ONCE: u32 = 16;

/// Bytes of a TCP segment, as on Ethernet.
const SEGMENT: usize = 1448;

/// Bytes of application data in a session.
const DATA: usize = 8_000;

fn main() -> io::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("large.pcapng");
    let title = format!("A capture of {SESSIONS} sessions, {} MB", write(&path)? / 1_000_000);

    let explain = |options: &[&str]| {
        let mut command = harness::command("tlsbook")?;
        bench::measure(command.arg("explain").args(options).arg(&path))
    };
    let mut sides = vec![
        Side::new("tlsbook explain --json --keys --why", || explain(&["--json", "--keys", "--why"])),
        Side::new("tlsbook explain --json", || explain(&["--json"])),
    ];
    if harness::tool("tshark") {
        let tshark = || {
            let mut command = harness::stranger_command("tshark");
            bench::measure(command.arg("-r").arg(&path).args(["-T", "json", "--no-duplicate-keys"]))
        };
        sides.push(Side::new("tshark -T json", tshark));
    }
    bench::compare(3, sides)?
        .aim("tlsbook explain --json --keys --why", "tshark -T json", Time::Wall, 0.05)
        .print(&title)
}

/// Writes the capture, and returns its size.
fn write(path: &Path) -> io::Result<u64> {
    // The secrets stand before the packets, and are known after them.
    let mut packets = BufWriter::new(tempfile::tempfile()?);
    let mut secrets = String::new();
    for batch in (0..SESSIONS).step_by(AT_ONCE as usize) {
        let begin = Duration::from_secs(1_700_000_000 + u64::from(batch));
        let mut open: Vec<_> = (batch..SESSIONS.min(batch + AT_ONCE))
            .map(|number| {
                let recording = session(number);
                let [_, _, high, low] = number.to_be_bytes();
                let client = ([10, 0, high, low], 50_000);
                let connection = Connection::new(client.into(), ([10, 1, 0, 1], 443).into(), begin);
                (connection, recording)
            })
            .collect();
        for (connection, recording) in &mut open {
            // What any program's key log has: the tests' recordings have more.
            for line in recording.key_log.lines().filter(|line| {
                line.contains("_SECRET") && !line.starts_with("ECDHE") || line.starts_with("CLIENT_RANDOM")
            }) {
                secrets.push_str(line);
                secrets.push('\n');
            }
            connection.open(&mut packets)?;
        }
        let chunks = open.iter().map(|(_, recording)| recording.chunks.len()).max().unwrap_or(0);
        for index in 0..chunks {
            for (connection, recording) in &mut open {
                if let Some((from, time, bytes)) = recording.chunks.get(index) {
                    for segment in bytes.chunks(SEGMENT) {
                        connection.segment(&mut packets, *from, begin + *time, segment)?;
                    }
                }
            }
        }
        for (connection, _) in &mut open {
            connection.close(
                &mut packets,
                Direction::FromClient,
                begin + Duration::from_millis(500),
                false,
            )?;
        }
    }
    let mut file = BufWriter::new(File::create(path)?);
    writer::write_head(&mut file, &secrets, 0)?;
    let mut packets = packets.into_inner()?;
    packets.rewind()?;
    io::copy(&mut packets, &mut file)?;
    file.flush()?;
    Ok(file.get_ref().metadata()?.len())
}

/// One session: mostly of TLS 1.3, with what the web has.
fn session(number: u32) -> Recording {
    sessions::record("bench", |plan: &mut Plan| {
        match number % 5 {
            0 => plan.identity("tb-server-ecdsa"),
            1 => plan.tls12("ECDHE-RSA-AES128-GCM-SHA256"),
            2 => plan.tls13("TLS_AES_128_GCM_SHA256"),
            3 => plan.tls13("TLS_CHACHA20_POLY1305_SHA256"),
            _ => {}
        }
        plan.talk.push((Direction::FromClient, b"GET /index.html HTTP/1.0\r\n\r\n".to_vec()));
        plan.talk.push((Direction::FromServer, vec![b'x'; DATA]));
    })
}
