//! A session, with the secrets that stand between its parts.

#![no_main]

use libfuzzer_sys::fuzz_target;
use tlsbook_fuzz::{Part, read, split};

fuzz_target!(|input: &[u8]| {
    let parts: Vec<Part<'_>> = split(input).collect();
    read(&parts);
});
