//! What a cipher suite and a signature scheme are for the programs.

use wire::names;

use super::step::{Scheme, length_of};

/// How the programs open records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protection {
    /// With this cipher of `aesgcm`.
    Aead(&'static str),
    /// With this cipher of `symcipher`, and a MAC with this digest of `hmac`.
    Cbc(&'static str, &'static str),
    /// Not at all: none of them has its cipher.
    Other,
}

/// A cipher suite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Suite {
    pub(super) name: &'static str,
    pub(super) hash: &'static str,
    pub(super) protection: Protection,
    /// The lengths of the key and, in TLS 1.2, of the key of the MAC and of the fixed part of the nonce, in bytes.
    pub(super) key: usize,
    pub(super) mac: usize,
    pub(super) fixed: usize,
}

impl Suite {
    pub(super) fn of(code: u16) -> Option<Self> {
        let name = names::cipher_suite(u64::from(code))?;
        let hash = if name.ends_with("SHA384") { "SHA384" } else { "SHA256" };
        // Of the names of TLS 1.3, none says WITH.
        let cipher = name.split_once("_WITH_").map_or(name, |(_, cipher)| cipher);
        let aead = |cipher, key, fixed| (Protection::Aead(cipher), key, fixed);
        let (protection, key, fixed) = if cipher.contains("AES_128_GCM") {
            aead("aes-128-gcm", 16, 4)
        } else if cipher.contains("AES_256_GCM") {
            aead("aes-256-gcm", 32, 4)
        } else if cipher.contains("CHACHA20_POLY1305") {
            aead("chacha20-poly1305", 32, 12)
        } else if cipher.contains("AES_128_CCM") {
            (Protection::Other, 16, 4)
        } else if cipher.contains("AES_256_CCM") {
            (Protection::Other, 32, 4)
        } else {
            cbc(cipher).map_or((Protection::Other, 0, 0), |(cipher, mac, key)| {
                (Protection::Cbc(cipher, mac), key, 0)
            })
        };
        let mac = if let Protection::Cbc(_, digest) = protection { length_of(digest) } else { 0 };
        Some(Self { name, hash, protection, key, mac, fixed })
    }

    /// Why its records are not opened.
    pub(super) fn why_not(self) -> String {
        format!(
            "Records of {} are not opened: the programs of chapter 7 open those of AES-GCM, ChaCha20-Poly1305 and AES-CBC.",
            self.name
        )
    }
}

/// The cipher, the digest of the MAC, and the length of the key, for suites with CBC: `AES_128_CBC_SHA`.
fn cbc(name: &str) -> Option<(&'static str, &'static str, usize)> {
    let (cipher, mac) = name.rsplit_once('_')?;
    let (cipher, key) = match cipher {
        "AES_128_CBC" => ("aes-128-cbc", 16),
        "AES_256_CBC" => ("aes-256-cbc", 32),
        _ => return None,
    };
    let mac = match mac {
        "SHA" => "SHA1",
        "SHA256" => "SHA256",
        "SHA384" => "SHA384",
        _ => return None,
    };
    Some((cipher, mac, key))
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
