//! What a cipher suite and a signature scheme are for the programs.

use wire::names;

use super::step::Scheme;

/// A cipher suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Suite {
    pub(super) hash: &'static str,
    /// The cipher of `aesgcm --cipher`; `None`: it has none that opens these records.
    pub(super) cipher: Option<&'static str>,
    /// The lengths of the key and, in TLS 1.2, of the fixed part of the nonce, in bytes.
    pub(super) key: usize,
    pub(super) fixed: usize,
}

impl Suite {
    pub(super) fn of(code: u16) -> Option<Self> {
        let name = names::cipher_suite(u64::from(code))?;
        let hash = if name.ends_with("SHA384") { "SHA384" } else { "SHA256" };
        let (cipher, key, fixed) = if name.contains("AES_128_GCM") {
            (Some("aes-128-gcm"), 16, 4)
        } else if name.contains("AES_256_GCM") {
            (Some("aes-256-gcm"), 32, 4)
        } else if name.contains("CHACHA20_POLY1305") {
            (Some("chacha20-poly1305"), 32, 12)
        } else if name.contains("AES_128_CCM") {
            (None, 16, 4)
        } else if name.contains("AES_256_CCM") {
            (None, 32, 4)
        } else {
            return None;
        };
        Some(Self { hash, cipher, key, fixed })
    }
}

/// How a signature of this scheme is checked; `None`: not with these programs.
pub(super) fn scheme(code: u16) -> Option<Scheme> {
    use names::codes::signature_scheme::{
        ED25519, RSA_PSS_PSS_SHA256, RSA_PSS_PSS_SHA384, RSA_PSS_PSS_SHA512, RSA_PSS_RSAE_SHA256,
        RSA_PSS_RSAE_SHA384, RSA_PSS_RSAE_SHA512,
    };
    let pss = |digest| Some(Scheme { rsa: true, pss: true, digest: Some(digest) });
    match code {
        RSA_PSS_RSAE_SHA256 | RSA_PSS_PSS_SHA256 => return pss("SHA256"),
        RSA_PSS_RSAE_SHA384 | RSA_PSS_PSS_SHA384 => return pss("SHA384"),
        RSA_PSS_RSAE_SHA512 | RSA_PSS_PSS_SHA512 => return pss("SHA512"),
        ED25519 => return Some(Scheme { rsa: false, pss: false, digest: None }),
        _ => {}
    }
    // Otherwise a hash and a signature, a byte each, as in TLS 1.2 (RFC 5246 section 7.4.1.4.1).
    let digest = match code >> 8 {
        2 => "SHA1",
        3 => "SHA224",
        4 => "SHA256",
        5 => "SHA384",
        6 => "SHA512",
        _ => return None,
    };
    match code & 0xff {
        1 => Some(Scheme { rsa: true, pss: false, digest: Some(digest) }),
        3 => Some(Scheme { rsa: false, pss: false, digest: Some(digest) }),
        _ => None,
    }
}
