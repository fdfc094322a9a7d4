//! Cipher suites: what protects records, and the keys for it.

use std::ops::Range;

use names::codes::{TLS10, TLS12, is_before_tls13, is_tls13, is_tls13_suite};
use openssl::cipher::{Cipher, CipherRef};
use texts::{Sentence, say};

use super::hash::{Hash, Mac};

/// How the records of a cipher suite are protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bulk {
    /// By a cipher that authenticates as well, with a tag of that length.
    Aead(Aead, usize),
    /// By a MAC and a block cipher in CBC mode: the cipher's name in OpenSSL, and the length of its blocks.
    Block(&'static str, usize),
    /// By a MAC and RC4.
    Rc4,
    /// By a MAC alone.
    Null,
}

/// Ciphers that authenticate what they encrypt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aead {
    Gcm,
    Ccm,
    ChaCha20Poly1305,
}

/// A cipher suite whose records can be opened. Everything else follows from its name and the version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Suite {
    pub(crate) code: u16,
    /// The version that it is used in.
    pub(crate) version: u16,
    /// That of HKDF or of the PRF.
    pub(crate) hash: Hash,
    pub(super) bulk: Bulk,
    /// That of a suite without an AEAD.
    pub(super) mac: Option<Mac>,
    /// The key's length in bytes.
    pub(super) key_length: usize,
}

/// The keys of one side before TLS 1.3.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct SideKeys {
    /// Of a suite with an AEAD: none.
    pub(crate) mac: Vec<u8>,
    pub(crate) key: Vec<u8>,
    /// Of an AEAD its fixed part; of CBC only in TLS 1.0.
    pub(crate) iv: Vec<u8>,
}

impl Suite {
    /// The suite of that code in that version; `Err`: why its records cannot be opened.
    pub(crate) fn of(code: u16, version: u16) -> Result<Self, Sentence> {
        let Some(name) = names::cipher_suite(u64::from(code)) else {
            return Err(say!("the cipher suite {0} is not known here", format!("0x{code:04x}")));
        };
        if !is_before_tls13(version) && !is_tls13(version) {
            return Err(say!("the version {0} is not known here", format!("0x{version:04x}")));
        }
        let Some((bulk, mac, key_length)) = parts(name) else {
            return Err(say!("{0} is none of the cipher suites that can be opened here", name));
        };
        let aead = matches!(bulk, Bulk::Aead(..));
        if is_tls13(version) != is_tls13_suite(code) || aead && version < TLS12 {
            return Err(say!("{0} is no cipher suite of the version agreed on", name));
        }
        if version < TLS10 {
            return Err(say!("SSL 3.0 makes its keys and MACs in ways of its own, which are not read here"));
        }
        let hash = match version {
            version if version < TLS12 => Hash::Md5Sha1,
            _ if name.ends_with("SHA384") => Hash::Sha384,
            _ => Hash::Sha256,
        };
        Ok(Self { code, version, hash, bulk, mac, key_length })
    }

    /// The length of an IV in TLS 1.3, in bytes.
    pub(crate) const IV_LENGTH: usize = 12;

    /// The length of a key, in bytes.
    pub(crate) fn key_length(self) -> usize {
        self.key_length
    }

    /// Whether anyone can read its records: nothing is encrypted.
    pub(crate) fn is_null(self) -> bool {
        self.bulk == Bulk::Null
    }

    /// The length of a MAC's key, in bytes; 0: there is none.
    fn mac_length(self) -> usize {
        self.mac.map_or(0, Mac::len)
    }

    /// The AEAD as OpenSSL has it.
    pub(super) fn aead(self) -> Option<(&'static CipherRef, Aead, usize)> {
        let Bulk::Aead(aead, tag) = self.bulk else { return None };
        let cipher = match (aead, self.key_length) {
            (Aead::Gcm, 16) => Cipher::aes_128_gcm(),
            (Aead::Gcm, _) => Cipher::aes_256_gcm(),
            (Aead::Ccm, 16) => Cipher::aes_128_ccm(),
            (Aead::Ccm, _) => Cipher::aes_256_ccm(),
            (Aead::ChaCha20Poly1305, _) => Cipher::chacha20_poly1305(),
        };
        Some((cipher, aead, tag))
    }

    /// The traffic key and IV of a secret (RFC 8446 section 7.3).
    pub(crate) fn traffic_key(self, secret: &[u8]) -> Option<SideKeys> {
        let key = self.hash.expand_label(secret, "key", b"", self.key_length)?;
        let iv = self.hash.expand_label(secret, "iv", b"", Self::IV_LENGTH)?;
        Some(SideKeys { mac: Vec::new(), key, iv })
    }

    /// One side's keys and fixed part of the IV, of a master secret before TLS 1.3 (RFC 5246 section 6.3).
    pub(crate) fn key_block(
        self,
        master: &[u8],
        client_random: &[u8],
        server_random: &[u8],
        client: bool,
    ) -> Option<SideKeys> {
        let seed = [server_random, client_random].concat();
        let block = self.hash.prf(master, "key expansion", &seed, self.key_block_length())?;
        let [mac, key, iv] = [KeyPart::Mac, KeyPart::Key, KeyPart::Iv]
            .map(|part| block.get(self.part(part, client)).map(<[u8]>::to_vec));
        Some(SideKeys { mac: mac?, key: key?, iv: iv? })
    }

    /// The length of both sides' keys together, in bytes.
    pub(crate) fn key_block_length(self) -> usize {
        2 * (self.mac_length() + self.key_length + self.fixed_iv())
    }

    /// Where a part of the key block is: of each kind first the client's, then the server's.
    pub(crate) fn part(self, part: KeyPart, client: bool) -> Range<usize> {
        let (mac, key, iv) = (self.mac_length(), self.key_length, self.fixed_iv());
        let (start, length) = match part {
            KeyPart::Mac => (0, mac),
            KeyPart::Key => (2 * mac, key),
            KeyPart::Iv => (2 * (mac + key), iv),
        };
        let start = if client { start } else { start + length };
        start..start + length
    }

    /// The bytes of an IV or a nonce that come from the key block. GCM and CCM send the rest with each record, CBC all
    /// of it from TLS 1.1 on.
    pub(crate) fn fixed_iv(self) -> usize {
        match self.bulk {
            Bulk::Aead(Aead::ChaCha20Poly1305, _) => 12,
            Bulk::Aead(..) => 4,
            Bulk::Block(_, block) if self.version == TLS10 => block,
            Bulk::Block(..) | Bulk::Rc4 | Bulk::Null => 0,
        }
    }
}

/// A part of the key block (RFC 5246 section 6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyPart {
    Mac,
    Key,
    Iv,
}

/// What a suite's name says: cipher, MAC, length of the key.
fn parts(name: &str) -> Option<(Bulk, Option<Mac>, usize)> {
    let aead = |aead, key| Some((Bulk::Aead(aead, if name.contains("CCM_8") { 8 } else { 16 }), None, key));
    // Of the names of TLS 1.3, none says WITH.
    let after_with = name.split_once("_WITH_").map_or(name, |(_, rest)| rest);
    if after_with.contains("AES_128_GCM") {
        return aead(Aead::Gcm, 16);
    } else if after_with.contains("AES_256_GCM") {
        return aead(Aead::Gcm, 32);
    } else if after_with.contains("AES_128_CCM") {
        return aead(Aead::Ccm, 16);
    } else if after_with.contains("AES_256_CCM") {
        return aead(Aead::Ccm, 32);
    } else if after_with.contains("CHACHA20_POLY1305") {
        return aead(Aead::ChaCha20Poly1305, 32);
    }
    if name.contains("EXPORT") {
        return None; // their keys are made shorter, in a way of their own
    }
    let (cipher, mac) = after_with.rsplit_once('_')?;
    let mac = match mac {
        "MD5" => Mac::Md5,
        "SHA" => Mac::Sha1,
        "SHA256" => Mac::Sha256,
        "SHA384" => Mac::Sha384,
        _ => return None,
    };
    let (bulk, key) = match cipher {
        "NULL" => (Bulk::Null, 0),
        "RC4_128" => (Bulk::Rc4, 16),
        "3DES_EDE_CBC" => (Bulk::Block("DES-EDE3-CBC", 8), 24),
        "DES_CBC" => (Bulk::Block("DES-CBC", 8), 8),
        "IDEA_CBC" => (Bulk::Block("IDEA-CBC", 8), 16),
        "SEED_CBC" => (Bulk::Block("SEED-CBC", 16), 16),
        "AES_128_CBC" => (Bulk::Block("AES-128-CBC", 16), 16),
        "AES_256_CBC" => (Bulk::Block("AES-256-CBC", 16), 32),
        "CAMELLIA_128_CBC" => (Bulk::Block("CAMELLIA-128-CBC", 16), 16),
        "CAMELLIA_256_CBC" => (Bulk::Block("CAMELLIA-256-CBC", 16), 32),
        "ARIA_128_CBC" => (Bulk::Block("ARIA-128-CBC", 16), 16),
        "ARIA_256_CBC" => (Bulk::Block("ARIA-256-CBC", 16), 32),
        _ => return None,
    };
    Some((bulk, Some(mac), key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suite_belongs_to_its_versions() {
        let of = |code, version| Suite::of(code, version).map(|suite| (suite.bulk, suite.hash));
        let gcm = Bulk::Aead(Aead::Gcm, 16);
        assert_eq!(of(0x1301, 0x0304), Ok((gcm, Hash::Sha256)));
        assert_eq!(of(0xc030, 0x0303), Ok((gcm, Hash::Sha384)));
        assert_eq!(of(0x002f, 0x0303), Ok((Bulk::Block("AES-128-CBC", 16), Hash::Sha256)));
        assert_eq!(of(0x0005, 0x0301), Ok((Bulk::Rc4, Hash::Md5Sha1)));
        assert_eq!(of(0x003b, 0x0303), Ok((Bulk::Null, Hash::Sha256)));
        for (code, version) in [
            (0x1301, 0x0303),
            (0xc02f, 0x0304),
            (0xc02f, 0x0302),
            (0x002f, 0x0300),
            (0x0003, 0x0301),
            (0x1301, 0x0305),
        ] {
            assert!(Suite::of(code, version).is_err(), "{code:04x} {version:04x}");
        }
    }

    #[test]
    fn the_parts_of_a_key_block_tile_it() {
        for (code, version, length) in [(0x002f, 0x0301, 104), (0x002f, 0x0302, 72), (0xc02f, 0x0303, 40)] {
            let suite = Suite::of(code, version).unwrap();
            assert_eq!(suite.key_block_length(), length);
            let mut at = 0;
            for part in [KeyPart::Mac, KeyPart::Key, KeyPart::Iv] {
                for client in [true, false] {
                    let range = suite.part(part, client);
                    assert_eq!(range.start, at);
                    at = range.end;
                }
            }
            assert_eq!(at, length);
        }
    }
}
