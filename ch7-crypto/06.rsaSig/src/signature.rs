//! What is not the same for all signatures: the options of RSA, the digest of an EC or Ed25519 key, the one
//! call of Ed25519.

use common::Error;
use common::digest;
use common::files::{Input, Reader};
use openssl::md::Md;
use openssl::pkey::{HasPublic, Id, PKeyRef};
use openssl::pkey_ctx::PkeyCtxRef;
use openssl::rsa::Padding;
use openssl::sign::RsaPssSaltlen;

/// Bytes that a message may have for Ed25519: 4 MiB.
///
/// Ed25519 hashes the message twice, the second time with the result of the first (RFC 8032, section 5.1.6).
/// So all of it must be in memory, and OpenSSL signs it in one call.
pub const ED25519_LIMIT: usize = 4 * 1024 * 1024;

/// Bytes that a signature may have: that of the longest RSA key of OpenSSL, 16384 bits.
const MAX_SIGNATURE: usize = 2048;

/// The options of an RSA signature: PKCS#1 v1.5 (RFC 8017, section 8.2), the text's, or PSS (section 8.1),
/// that of TLS 1.3.
#[derive(Clone, Debug, clap::Args)]
pub struct RsaScheme {
    /// Digest of the message
    #[arg(long, value_name = "NAME", default_value = "SHA256")]
    digest: String,

    /// PSS padding, as in TLS 1.3, instead of PKCS#1 v1.5
    #[arg(long)]
    pss: bool,

    /// PSS: bytes of the salt [default: as many as the digest has]
    #[arg(long, value_name = "BYTES", requires = "pss")]
    salt_length: Option<u16>,

    /// PSS: digest of the mask, MGF1 [default: that of --digest]
    #[arg(long, value_name = "NAME", requires = "pss")]
    mgf1_digest: Option<String>,
}

impl RsaScheme {
    /// The digest of the message.
    pub fn digest(&self) -> Result<Md, Error> {
        digest::by_name(&self.digest)
    }

    /// Sets the padding.
    pub fn set_padding<T>(&self, ctx: &mut PkeyCtxRef<T>) -> Result<(), Error> {
        let padding = if self.pss { Padding::PKCS1_PSS } else { Padding::PKCS1 };

        // Rust only: EVP_PKEY_CTX_set_rsa_padding
        ctx.set_rsa_padding(padding).map_err(Error::algorithm("EVP_PKEY_CTX_set_rsa_padding"))?;
        if !self.pss {
            return Ok(());
        }

        // As long as the digest: so does TLS 1.3 (RFC 8446, section 4.2.3).
        let salt_length = self
            .salt_length
            .map_or(RsaPssSaltlen::DIGEST_LENGTH, |length| RsaPssSaltlen::custom(i32::from(length)));
        // Rust only: EVP_PKEY_CTX_set_rsa_pss_saltlen
        ctx.set_rsa_pss_saltlen(salt_length).map_err(Error::algorithm("EVP_PKEY_CTX_set_rsa_pss_saltlen"))?;

        let mgf1_digest = digest::by_name(self.mgf1_digest.as_ref().unwrap_or(&self.digest))?;
        // Rust only: EVP_PKEY_CTX_set_rsa_mgf1_md
        ctx.set_rsa_mgf1_md(&mgf1_digest).map_err(Error::algorithm("EVP_PKEY_CTX_set_rsa_mgf1_md"))
    }
}

/// The option of a signature with an EC or Ed25519 key.
#[derive(Clone, Debug, clap::Args)]
pub struct EccScheme {
    /// ECDSA: digest of the message [default: SHA256]
    #[arg(long, value_name = "NAME")]
    digest: Option<String>,
}

impl EccScheme {
    /// The digest of the message for ECDSA (FIPS 186-5); `None` for Ed25519, which has its own.
    pub fn digest<T: HasPublic>(&self, pkey: &PKeyRef<T>) -> Result<Option<Md>, Error> {
        match (pkey.id(), &self.digest) {
            (Id::ED25519, None) => Ok(None),
            (Id::ED25519, Some(name)) => Err(Error::Option {
                option: format!("--digest {name}"),
                reason: "Ed25519 has its own, SHA-512".to_owned(),
            }),
            (_, name) => digest::by_name(name.as_deref().unwrap_or("SHA256")).map(Some),
        }
    }
}

/// Reads a signature.
pub fn load(file: &Input) -> Result<Vec<u8>, Error> {
    file.load(MAX_SIGNATURE)
}

/// Reads all of a message for Ed25519.
pub fn whole(message: &mut Reader) -> Result<Vec<u8>, Error> {
    // The system gives memory only as it is filled.
    let mut msg = vec![0; ED25519_LIMIT + 1];
    let size = message.fread(&mut msg)?;
    if size > ED25519_LIMIT {
        return Err(Error::Algorithm {
            call: "EVP_DigestSign",
            reason: format!(
                "the message is too long: Ed25519 takes all of it at once, here {ED25519_LIMIT} bytes at most"
            ),
        });
    }
    msg.truncate(size);
    Ok(msg)
}
