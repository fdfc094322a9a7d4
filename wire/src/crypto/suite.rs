//! Cipher suites: what protects records, and the keys for it.

use openssl::cipher::{Cipher, CipherRef};
use texts::{Sentence, say};

use super::hash::Hash;

/// How the records of a cipher suite are protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aead {
    Gcm,
    Ccm,
    ChaCha20Poly1305,
}

/// A cipher suite whose records can be opened. Everything else follows from its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Suite {
    pub(crate) code: u16,
    pub(crate) hash: Hash,
    pub(super) aead: Aead,
    /// The key's length in bytes.
    pub(super) key_length: usize,
    /// The tag's length in bytes.
    pub(super) tag_length: usize,
}

impl Suite {
    /// The suite of that code; `Err`: why its records cannot be opened.
    pub(crate) fn of(code: u16) -> Result<Self, Sentence> {
        let Some(name) = names::cipher_suite(u64::from(code)) else {
            return Err(say!("the cipher suite {0} is not known here", format!("0x{code:04x}")));
        };
        let tag_length = if name.contains("CCM_8") { 8 } else { 16 };
        let (aead, key_length) = if name.contains("AES_128_GCM") {
            (Aead::Gcm, 16)
        } else if name.contains("AES_256_GCM") {
            (Aead::Gcm, 32)
        } else if name.contains("AES_128_CCM") {
            (Aead::Ccm, 16)
        } else if name.contains("AES_256_CCM") {
            (Aead::Ccm, 32)
        } else if name.contains("CHACHA20_POLY1305") {
            (Aead::ChaCha20Poly1305, 32)
        } else {
            return Err(say!(
                "{0} is none of the AEAD suites with AES or ChaCha20 that can be opened here",
                name
            ));
        };
        let hash = if name.ends_with("SHA384") { Hash::Sha384 } else { Hash::Sha256 };
        Ok(Self { code, hash, aead, key_length, tag_length })
    }

    /// The length of an IV in TLS 1.3, in bytes.
    pub(crate) const IV_LENGTH: usize = 12;

    /// The length of a key, in bytes.
    pub(crate) fn key_length(self) -> usize {
        self.key_length
    }

    pub(super) fn cipher(self) -> &'static CipherRef {
        match (self.aead, self.key_length) {
            (Aead::Gcm, 16) => Cipher::aes_128_gcm(),
            (Aead::Gcm, _) => Cipher::aes_256_gcm(),
            (Aead::Ccm, 16) => Cipher::aes_128_ccm(),
            (Aead::Ccm, _) => Cipher::aes_256_ccm(),
            (Aead::ChaCha20Poly1305, _) => Cipher::chacha20_poly1305(),
        }
    }

    /// The traffic key and IV of a secret (RFC 8446 section 7.3).
    pub(crate) fn traffic_key(self, secret: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
        let key = self.hash.expand_label(secret, "key", b"", self.key_length)?;
        let iv = self.hash.expand_label(secret, "iv", b"", Self::IV_LENGTH)?;
        Some((key, iv))
    }

    /// One side's key and fixed part of the IV, of a TLS 1.2 master secret (RFC 5246 section 6.3): there are
    /// no MAC keys.
    pub(crate) fn key_block(
        self,
        master: &[u8],
        client_random: &[u8],
        server_random: &[u8],
        client: bool,
    ) -> Option<(Vec<u8>, Vec<u8>)> {
        let iv = self.fixed_iv();
        let seed = [server_random, client_random].concat();
        let block = self.hash.prf(master, "key expansion", &seed, 2 * (self.key_length + iv))?;
        let (client_key, rest) = block.split_at_checked(self.key_length)?;
        let (server_key, rest) = rest.split_at_checked(self.key_length)?;
        let (client_iv, server_iv) = rest.split_at_checked(iv)?;
        let (key, iv) = if client { (client_key, client_iv) } else { (server_key, server_iv) };
        Some((key.to_vec(), iv.to_vec()))
    }

    /// The bytes of a nonce that come from the key block in TLS 1.2; GCM and CCM send the rest with each
    /// record.
    pub(crate) fn fixed_iv(self) -> usize {
        if self.aead == Aead::ChaCha20Poly1305 { 12 } else { 4 }
    }
}
