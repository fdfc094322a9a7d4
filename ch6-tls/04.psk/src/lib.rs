//! Section 6.3: what its two programs share.

pub mod failed;
pub mod keys;
pub mod mode;

/// The cipher suites of TLS 1.3 that a key of section 6.3 goes with: those with the hash of the key, which is SHA-256 unless
/// something else was agreed on together with the key (RFC 8446 section 4.2.11). With a suite of another hash agreed on, a
/// server would leave the key aside, and show a certificate if it has one.
pub const SHA256_SUITES: &str = "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256";
