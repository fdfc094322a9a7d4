//! What the fuzz targets share: what must hold of everything that is shown, how a seed has several parts, and files in
//! memory.

use std::fs::File;
use std::io::{Seek, Write};
use std::os::fd::AsRawFd;
use std::path::PathBuf;
use std::time::Duration;

use rustix::fs::{MemfdFlags, memfd_create};
use texts::Lang;
use wire::proof::{Proof, Verdict, about};
use wire::render::json;
use wire::render::keys::KeySchedule;
use wire::render::text::{Detail, Printer};
use wire::{Direction, Event, Session};

/// The assertions of `wire`'s own tests: every byte is in one record, one message and one field.
#[path = "../../wire/tests/sessions/check.rs"]
mod check;

/// A part of an input: what it is, and its bytes.
pub type Part<'a> = (u8, &'a [u8]);

/// Kinds of parts of a session: bytes of either side, lines of a key log, bytes of either side that are missing.
pub mod kind {
    /// Bytes of the client.
    pub const CLIENT: u8 = 0;
    /// Bytes of the server.
    pub const SERVER: u8 = 1;
    /// Lines of a key log.
    pub const KEYS: u8 = 2;
    /// Bytes of the client are missing, as many as this part has.
    pub const CLIENT_GAP: u8 = 3;
    /// Bytes of the server are missing.
    pub const SERVER_GAP: u8 = 4;
}

/// Parts as one input: of each its kind, its length in two bytes, its bytes.
#[must_use]
pub fn join(parts: &[Part<'_>]) -> Vec<u8> {
    let mut joined = Vec::new();
    for (kind, bytes) in parts {
        // Longer ones are cut up: what they are tells that they belong together.
        for bytes in bytes.chunks(usize::from(u16::MAX)) {
            joined.push(*kind);
            joined.extend((bytes.len() as u16).to_be_bytes());
            joined.extend(bytes);
        }
    }
    joined
}

/// The parts of an input. Any input has some: the last may be shorter than it says.
pub fn split(mut input: &[u8]) -> impl Iterator<Item = Part<'_>> {
    std::iter::from_fn(move || {
        let (&[kind, high, low], rest) = input.split_first_chunk()?;
        let length = usize::from(u16::from_be_bytes([high, low]));
        let (bytes, rest) = rest.split_at(length.min(rest.len()));
        input = rest;
        Some((kind % 5, bytes))
    })
}

/// Reads a session of these parts, and asserts what must hold of every session.
pub fn read(parts: &[Part<'_>]) {
    let mut log = wire::secrets::KeyLog::new();
    for (_, text) in parts.iter().filter(|(kind, _)| *kind == kind::KEYS) {
        log.add(&String::from_utf8_lossy(text));
    }
    let secrets = !log.is_empty();
    let mut session = Session::of_capture(log.into()).explain_keys();
    let mut fed = 0;
    for (kind, bytes) in parts {
        let at = Duration::from_millis(fed as u64);
        match *kind {
            kind::CLIENT => session.feed(Direction::FromClient, at, bytes),
            kind::SERVER => session.feed(Direction::FromServer, at, bytes),
            kind::CLIENT_GAP => session.gap(Direction::FromClient, at, bytes.len() as u64 + 1),
            kind::SERVER_GAP => session.gap(Direction::FromServer, at, bytes.len() as u64 + 1),
            _ => {}
        }
        fed += if [kind::CLIENT, kind::SERVER].contains(kind) { bytes.len() } else { 0 };
    }
    session.finish();
    let events: Vec<Event> = session.events().collect();
    check::check_bytes("", &events, fed);
    shown(&events);
    if !secrets {
        check::proofs(&events).into_iter().for_each(open_to_all);
    }
}

/// Asserts of events that all ways to show them are sound.
pub fn shown(events: &[Event]) {
    let mut document = json::Writer::new(Vec::new()).unwrap();
    let mut keys = KeySchedule::new();
    let mut printers = [Detail::Brief, Detail::Full, Detail::Hex]
        .map(|detail| Printer::new(detail, false).in_language(Lang::Ja));
    for event in events {
        keys.take(event);
        document.write(1, event).unwrap();
        for printer in &mut printers {
            printable(&printer.print(event));
        }
    }
    printable(&keys.print(Lang::Ja, None));
    json(&document.finish(&[]).unwrap());
}

/// Asserts that without a secret only that is judged which everybody can check: the signature of a key exchange, and of a
/// client of TLS 1.2.
pub fn open_to_all(proof: &Proof) {
    let open = matches!(proof.about, about::SERVER_KEY_EXCHANGE | about::CERTIFICATE_VERIFY);
    assert!(open || matches!(proof.verdict, Verdict::NotProvable(_)), "{proof}");
}

/// Asserts that no character of a text steers a terminal, line ends aside.
pub fn printable(text: &str) {
    let steers = |character: &char| *character != '\n' && common::escape::steers(*character);
    let found = text.lines().find(|line| line.chars().any(|character| steers(&character)));
    assert_eq!(found, None, "a character that a terminal obeys");
}

/// Asserts that a reason is one printable line.
pub fn reason(why: &str) {
    assert!(!why.is_empty() && !why.contains('\n'), "{why:?}");
    printable(why);
}

/// Asserts that a text is JSON.
pub fn json(text: &[u8]) {
    serde_json::from_slice::<serde::de::IgnoredAny>(text).unwrap();
}

/// A file in memory, which everything opens that takes the path of a file.
pub struct Memory {
    file: File,
}

impl Memory {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self { file: memfd_create("input", MemfdFlags::CLOEXEC).unwrap().into() }
    }

    /// The file itself.
    #[must_use]
    pub fn file(&mut self) -> &mut File {
        &mut self.file
    }

    /// Its name.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        format!("/proc/self/fd/{}", self.file.as_raw_fd()).into()
    }

    /// Gives it this content.
    pub fn set(&mut self, bytes: &[u8]) {
        self.file.set_len(0).unwrap();
        self.file.rewind().unwrap();
        self.file.write_all(bytes).unwrap();
    }
}

impl Default for Memory {
    fn default() -> Self {
        Self::new()
    }
}
