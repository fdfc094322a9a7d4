//! Section 6.3: what its two programs share.

pub mod failed;
pub mod keys;
pub mod mode;

/// The cipher suites of TLS 1.3 that a key of section 6.3 can be used with: those with the key's hash, which is SHA-256
/// unless another one was agreed on together with the key (RFC 8446 section 4.2.11). If a suite with another hash were
/// negotiated, a server would ignore the key, and show a certificate if it has one.
pub const SHA256_SUITES: &str = "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256";
