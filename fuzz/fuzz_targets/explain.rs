//! `tlsbook explain` as a whole: the first byte of an input chooses the options, the rest is the capture.

#![no_main]
#![allow(dead_code, unused_imports)] // the command uses more of these rooms

use std::cell::RefCell;
use std::io::{Read, Seek, Write, stdout};

use clap::Parser;
use libfuzzer_sys::fuzz_target;
use rustix::stdio::dup2_stdout;
use tlsbook_fuzz::{Memory, json, printable, reason};

#[path = "../../book/src/capture/mod.rs"]
mod capture;
#[path = "../../book/src/error.rs"]
mod error;
#[path = "../../book/src/layout.rs"]
mod layout;
#[path = "../../book/src/recorded/mod.rs"]
mod recorded;

#[derive(Parser)]
struct Arguments {
    #[command(flatten)]
    explain: capture::explain::Args,
}

const KEYS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../book/tests/cases/keys");

/// Ways to look at a capture, with and without secrets.
const WAYS: &[&[&str]] = &[
    &[],
    &["--trace=full"],
    &["--trace=hex", "--why", "--lang", "ja"],
    &["--json"],
    &["--json", "--keys", "--why"],
    &["--keys", "--why"],
    &["--list"],
    &["--list", "--json"],
    &["--follow"],
    &["--follow", "--json"],
    &["--html", "-"],
    &["--html", "-", "--redact"],
    &["--message", "Client Hello", "--port", "443"],
];

/// The input, and what is shown of it.
struct Files {
    input: Memory,
    shown: Memory,
}

thread_local!(static FILES: RefCell<Files> = RefCell::new({
    let mut shown = Memory::new();
    dup2_stdout(shown.file()).unwrap();
    Files { input: Memory::new(), shown }
}));

/// Whether something is said to be proven or false that only a secret can tell.
fn claims(text: &str) -> bool {
    let open = ["signature of the key exchange", "the signature is that of the client's"];
    let claims = |line: &&str| line.contains("[proven: ") || line.contains("[FALSE: ");
    text.lines().filter(claims).any(|line| !open.iter().any(|words| line.contains(words)))
}

fuzz_target!(|input: &[u8]| {
    let Some((&chosen, file)) = input.split_first() else { return };
    let (chosen, secrets) = (usize::from(chosen >> 1) % WAYS.len(), chosen & 1 == 1);
    let way = WAYS[chosen];
    FILES.with_borrow_mut(|files| {
        files.input.set(file);
        files.shown.set(b"");
        let path = files.input.path();
        let mut line = vec!["explain", "--lang", "en", path.to_str().unwrap()];
        if way.contains(&"--lang") {
            line.drain(1..3);
        }
        line.extend(way);
        if secrets {
            line.extend(["--keylog", KEYS]);
        }
        let explained = capture::explain::explain(&Arguments::parse_from(line).explain);
        stdout().flush().unwrap();
        let mut shown = String::new();
        files.shown.file().rewind().unwrap();
        files.shown.file().read_to_string(&mut shown).unwrap(); // it is UTF-8
        if let Err(error) = &explained {
            reason(&error.to_string());
        }
        if way.contains(&"--json") {
            if !shown.is_empty() {
                json(shown.as_bytes());
            }
        } else if way.contains(&"--html") {
            assert!(shown.is_empty() || shown.trim_end().ends_with("</html>"));
        } else {
            printable(&shown);
        }
        // A capture may bring secrets of its own.
        if !secrets
            && !file.windows(4).any(|word| word == b"KSLT" || word == b"TLSK")
            && !file.starts_with(&[0x1f, 0x8b])
        {
            assert!(!claims(&shown), "{shown}");
        }
    });
});
