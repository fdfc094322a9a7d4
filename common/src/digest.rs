//! The hash functions that RSA and ECDSA take, by name.

use clap::ValueEnum;
use openssl::md::Md;

use crate::Error;

/// A hash function for `--hash` and its like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Digest {
    /// For OAEP as in the book; signatures with it can be forged
    #[value(name = "sha1")]
    Sha1,
    /// SHA-224
    #[value(name = "sha224")]
    Sha224,
    /// SHA-256
    #[value(name = "sha256")]
    Sha256,
    /// SHA-384
    #[value(name = "sha384")]
    Sha384,
    /// SHA-512
    #[value(name = "sha512")]
    Sha512,
    /// SHA-512 cut to 224 bits
    #[value(name = "sha512-224")]
    Sha512_224,
    /// SHA-512 cut to 256 bits
    #[value(name = "sha512-256")]
    Sha512_256,
    /// SHA3-224
    #[value(name = "sha3-224")]
    Sha3_224,
    /// SHA3-256
    #[value(name = "sha3-256")]
    Sha3_256,
    /// SHA3-384
    #[value(name = "sha3-384")]
    Sha3_384,
    /// SHA3-512
    #[value(name = "sha3-512")]
    Sha3_512,
}

impl Digest {
    /// The library's implementation (`EVP_MD_fetch`; `EVP_sha256` and its like are the older way).
    pub fn md(self) -> Result<Md, Error> {
        Md::fetch(None, self.name(), None).map_err(|_| Error::Option {
            option: self.name().to_owned(),
            reason: "this OpenSSL does not have it".to_owned(),
        })
    }

    /// Bytes of its result.
    #[must_use]
    pub fn size(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha224 | Self::Sha512_224 | Self::Sha3_224 => 28,
            Self::Sha256 | Self::Sha512_256 | Self::Sha3_256 => 32,
            Self::Sha384 | Self::Sha3_384 => 48,
            Self::Sha512 | Self::Sha3_512 => 64,
        }
    }

    /// As in a standard: `SHA-256`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "SHA-1",
            Self::Sha224 => "SHA-224",
            Self::Sha256 => "SHA-256",
            Self::Sha384 => "SHA-384",
            Self::Sha512 => "SHA-512",
            Self::Sha512_224 => "SHA-512/224",
            Self::Sha512_256 => "SHA-512/256",
            Self::Sha3_224 => "SHA3-224",
            Self::Sha3_256 => "SHA3-256",
            Self::Sha3_384 => "SHA3-384",
            Self::Sha3_512 => "SHA3-512",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_those_of_the_library() {
        for digest in Digest::value_variants() {
            assert_eq!(digest.md().unwrap().size(), digest.size(), "{}", digest.name());
        }
    }
}
