//! A file of pre-shared keys: a key is found under its identity, and no error quotes one.

#![no_main]

use std::cell::RefCell;

use libfuzzer_sys::fuzz_target;
use psk::keys::{Keys, MAX_IDENTITY, MAX_KEY};
use tlsbook_fuzz::{Memory, reason};
use wire::secrets::from_hex;

thread_local!(static FILE: RefCell<Memory> = RefCell::default());

fuzz_target!(|input: &[u8]| {
    let loaded = FILE.with_borrow_mut(|file| {
        file.set(input);
        Keys::load(&file.path())
    });
    let keys = match loaded {
        Ok(keys) => keys,
        Err(error) => return reason(&error.to_string()),
    };
    for line in input.split(|&byte| byte == b'\n').filter(|line| !line.starts_with(b"#")) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let Some(colon) = line.iter().position(|&byte| byte == b':') else {
            assert!(line.is_empty(), "a line without a colon");
            continue;
        };
        let (identity, key) = (&line[..colon], str::from_utf8(&line[colon + 1..]).unwrap());
        assert!((1..=MAX_IDENTITY).contains(&identity.len()) && key.len() <= 2 * MAX_KEY);
        assert_eq!(keys.get(identity), from_hex(key).as_deref(), "the key of an identity");
    }
});
