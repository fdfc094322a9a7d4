//! Tests what `tlsbook explain` offers those who read captures of others: compressed captures, sessions that are
//! chosen, listed and followed, their certificates and fingerprints.

#![allow(clippy::unwrap_used, clippy::format_push_string, clippy::too_many_lines)] // as in the tests of `wire`

#[path = "../../wire/tests/sessions/mod.rs"]
mod sessions;

use std::fs;
use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use wire::Direction;
use wire::capture::writer::{self, Connection};

use sessions::Recording;

const BEGIN: Duration = Duration::from_secs(1_700_000_000);

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        fs::write(&path, content).unwrap();
        path
    }
}

/// A capture of several sessions, one after the other.
fn capture(recordings: &[&Recording]) -> Vec<u8> {
    let mut out = Vec::new();
    let secrets: String = recordings.iter().map(|recording| recording.key_log.as_str()).collect();
    writer::write_head(&mut out, &secrets, 0).unwrap();
    for (index, recording) in recordings.iter().enumerate() {
        let client = SocketAddr::from(([127, 0, 0, 1], 50_000 + u16::try_from(index).unwrap()));
        let mut connection = Connection::new(client, ([127, 0, 0, 1], 11_111).into(), BEGIN);
        connection.open(&mut out).unwrap();
        for (from, time, bytes) in &recording.chunks {
            connection.feed(&mut out, *from, BEGIN + *time, bytes).unwrap();
        }
        let end = BEGIN + Duration::from_secs(1);
        connection.close(&mut out, Direction::FromClient, end, false).unwrap();
    }
    out
}

fn session() -> Recording {
    sessions::record("session", |_| {})
}

fn explain(path: &Path, arguments: &[&str]) -> Output {
    let mut command = harness::command("tlsbook").unwrap();
    command.arg("explain").args(arguments).arg(path).stdin(Stdio::null()).output().unwrap()
}

/// The standard output of a run that succeeded.
fn fine(output: Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The standard error of a run that failed with a one-line message.
fn failure(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(text.lines().filter(|line| line.starts_with("tlsbook: ")).count(), 1, "{text}");
    text
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(plain).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_compressed_capture_is_read_as_it_is() {
    let folder = Folder::new();
    let plain = capture(&[&session()]);
    let expected = fine(explain(&folder.file("a.pcapng", &plain), &[]));
    assert!(expected.contains("Certificate Verify"), "{expected}");
    let packed = folder.file("a.pcapng.gz", gzip(&plain));
    assert_eq!(fine(explain(&packed, &[])), expected);
    let input = fs::File::open(&packed).unwrap();
    let output = harness::command("tlsbook").unwrap().args(["explain", "-"]).stdin(input).output().unwrap();
    assert_eq!(fine(output), expected);
    // Two members behind each other, as when compressed files are joined.
    let (start, end) = plain.split_at(plain.len() / 3);
    assert_eq!(fine(explain(&folder.file("two.gz", [gzip(start), gzip(end)].concat()), &[])), expected);
}

#[test]
fn a_compressed_capture_that_is_cut_off_or_damaged_shows_what_it_has() {
    let folder = Folder::new();
    let packed = gzip(&capture(&[&session()]));
    let output = explain(&folder.file("cut.gz", &packed[..packed.len() - 200]), &[]);
    assert!(failure(&output).contains("cut.gz (its gzip data is cut off)"), "{}", failure(&output));
    assert!(String::from_utf8(output.stdout).unwrap().contains("Client Hello"));
    let mut damaged = packed.clone();
    let checksum = damaged.len() - 5;
    damaged[checksum] ^= 1;
    let output = explain(&folder.file("damaged.gz", &damaged), &[]);
    assert!(failure(&output).contains("damaged.gz (its gzip data is damaged)"), "{}", failure(&output));
    assert!(String::from_utf8(output.stdout).unwrap().contains("Certificate Verify"));

    for (content, word) in [
        (b"\x1f\x8b\x08\x00".to_vec(), "its gzip data is cut off"),
        (gzip(b"hello, world"), "neither like a pcapng nor like a pcap file"),
        (gzip(b""), "the file is empty"),
        (gzip(&packed), "it is compressed with gzip: decompress it first"),
    ] {
        let path = folder.file("no.gz", content);
        let words = failure(&explain(&path, &[]));
        assert!(words.contains("cannot read") && words.contains(word), "{words}");
        // On standard input as well, where nothing is kept of what is no capture.
        let input = fs::File::open(&path).unwrap();
        let output =
            harness::command("tlsbook").unwrap().args(["explain", "-"]).stdin(input).output().unwrap();
        assert!(failure(&output).contains(word), "{}", failure(&output));
    }
}

/// Its packets are there, and many times more zeros than memory may hold.
#[cfg(target_os = "linux")]
#[test]
fn a_compressed_capture_may_be_larger_than_memory() {
    let folder = Folder::new();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&capture(&[&session()])).unwrap();
    // Blocks of a kind that nobody knows (pcapng: type, length, content, length), 1 MiB each.
    let length = (1_u32 << 20).to_le_bytes();
    let block = [&7_u32.to_le_bytes()[..], &length, &vec![0; (1 << 20) - 12], &length].concat();
    for _ in 0..200 {
        encoder.write_all(&block).unwrap();
    }
    let path = folder.file("large.gz", encoder.finish().unwrap());
    assert!(fs::metadata(&path).unwrap().len() < 2 << 20);
    // 200 MiB of address space hold the program and its threads, but not what is in the capture.
    let output = harness::stranger_command("sh")
        .args(["-c", "ulimit -v 200000 && exec \"$0\" explain \"$1\"", env!("CARGO_BIN_EXE_tlsbook")])
        .arg(&path)
        .output()
        .unwrap();
    assert!(fine(output).contains("Certificate Verify"));
}

#[test]
fn hellos_have_fingerprints() {
    let folder = Folder::new();
    let path = folder.file("a.pcapng", capture(&[&session()]));
    let full = fine(explain(&path, &["--trace=full"]));
    let of = |name: &str| full.lines().filter(|line| line.starts_with(&format!("  [{name}: "))).count();
    assert_eq!((of("JA3"), of("JA4"), of("JA3S")), (1, 1, 1), "{full}");
    assert!(full.contains("tell client programs apart"), "{full}");
    let japanese = fine(explain(&path, &["--trace=full", "--lang=ja"]));
    assert!(japanese.contains("プログラムを見分ける"), "{japanese}");
    let json: serde_json::Value = serde_json::from_str(&fine(explain(&path, &["--json"]))).unwrap();
    let hello = json["events"].as_array().unwrap().iter().find(|event| event["title"] == "Client Hello");
    let prints = hello.unwrap()["fingerprints"].as_array().unwrap();
    assert_eq!((&prints[0]["name"], &prints[1]["name"]), (&"JA3".into(), &"JA4".into()));
    let ja4 = prints[1]["value"].as_str().unwrap();
    assert!(ja4.starts_with("t13") && full.contains(&format!("[JA4: {ja4}]")), "{ja4}");
}
