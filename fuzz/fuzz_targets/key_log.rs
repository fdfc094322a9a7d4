//! A key log: whatever it is read from, its secrets are found.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tlsbook_fuzz::reason;
use wire::secrets::{KeyLog, Line, from_hex, label};

fuzz_target!(|input: &[u8]| {
    let mut read = KeyLog::new();
    let found = match read.read(input) {
        Ok(found) => found,
        Err(error) => return reason(&error.to_string()),
    };
    let text = String::from_utf8_lossy(input);
    let mut added = KeyLog::new();
    let count = added.add(&text);
    // What is no UTF-8 may be part of a comment; two parts of a line that a replacement character joins are none of a key.
    if str::from_utf8(input).is_ok() {
        assert_eq!(count as u64, found.secrets as u64);
    }
    for line in text.split(['\r', '\n']) {
        let _ = from_hex(line);
        let Some(line) = Line::parse(line) else { continue };
        let has = |log: &KeyLog| log.of(&line.client_random).iter().any(|one| one.secret == line.secret);
        // Of very many secrets of one session, and of labels that nothing asks for, some are left out.
        let full = added.of(&line.client_random).len() >= 64;
        let asked = [label::CLIENT_RANDOM, label::CLIENT_TRAFFIC_SECRET_0].contains(&line.label.as_str());
        assert!(!asked || full || has(&added), "{}", line.label);
    }
});
